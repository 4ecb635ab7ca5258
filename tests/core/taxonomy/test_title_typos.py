"""Which words of titles look mistyped."""

import pytest

from automation.core.taxonomy.skill_dictionary import Dictionary
from automation.core.taxonomy.title_typos import typos_in

PLAIN = Dictionary()


@pytest.mark.parametrize(
    ("title", "typos"),
    [
        ("Senoir Engineer", {"Senoir": "Senior"}),
        ("SENIOR DEVELPER (m/w/d)", {"DEVELPER": "DEVELOPER"}),
        ("sofware enginers", {"sofware": "software", "enginers": "engineer"}),
        ("Internship - Operations Exwcutive", {"Exwcutive": "Executive"}),
        ("Bussiness Developement Manager", {"Bussiness": "Business", "Developement": "Development"}),
    ],
)
def test_a_typo_of_a_common_word_of_titles(title: str, typos: dict[str, str]) -> None:
    """It is found with its likely word, whatever its case, also where a name of an occupation has it."""
    assert dict(typos_in(title, PLAIN)) == typos


@pytest.mark.parametrize(
    "title",
    [
        "Programme Manager, Paediatric Theatre",  # British spelling.
        "Authorised Gas Tester",  # Another form of a known word.
        "Telephony Engineer",
        "Hiking Guide",  # A known word that looks like one that is much more common.
        "Kubernetes Engineer",  # Skills, towns and names.
        "Shopify Developer",
        "Engineer, Burton or Seaford",
        "Krankenschwester",  # Words of other languages, and what stands beside them.
        "gerente de cafeteria",
        "Docent creatieve therapie",
        "Assistente Finanziario",
        "Директор Enginer",
        "",
    ],
)
def test_no_typo(title: str) -> None:
    """What is a word somewhere, or may be several, is left alone."""
    assert not list(typos_in(title, PLAIN))


def test_a_word_of_the_tab_aliases_is_no_typo() -> None:
    """It is a word of the company's own."""
    assert dict(typos_in("Sofware Engineer", PLAIN))
    assert not list(typos_in("Sofware Engineer", Dictionary({"Sofware GmbH": "Sofware"})))
