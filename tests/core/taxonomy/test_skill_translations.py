"""Names of skills in other languages: what they mean, and that none changes what an English skill means."""

from collections.abc import Iterator

import pytest

from automation.core.parsing.skills.reader import read_skills
from automation.core.taxonomy.bundled_data import common_words, skill_translations
from automation.core.taxonomy.language_names import LANGUAGES
from automation.core.taxonomy.skill_comparison import FULL
from automation.core.taxonomy.skill_dictionary import Dictionary
from automation.core.taxonomy.skill_index import SkillIndex
from automation.core.taxonomy.skill_tables import bundled, foreign_words, shown, translations
from automation.core.taxonomy.skill_words import form, squash, words_of
from automation.core.taxonomy.title_ngrams import dictionaries

# A name of so many words is looked for inside a longer text.
LONGEST = 4
# They are words in English, too, and mean the same there.
SAME_IN_ENGLISH = {"accountancy", "patisserie", "secretariat"}


def runs(text: str) -> Iterator[str]:
    """The keys of the words of a text, alone and with those that follow."""
    words = words_of(text)
    for first in range(len(words)):
        for end in range(first + 1, min(first + LONGEST, len(words)) + 1):
            yield squash("".join(words[first:end]))


@pytest.mark.parametrize(
    ("asked", "listed", "evidence"),
    [
        ("Accounting", "Buchhaltung", "Buchhaltung (German for Accounting)"),
        ("Nursing", "Erfahrung in der Krankenpflege", "Krankenpflege (German for Nursing)"),
        ("Welding", "soudage", "soudage (French for Welding)"),
        ("Schweißen", "soudage", "soudage (French for Welding); Schweißen (German for Welding)"),
        ("contabilidad", "Accounting", "contabilidad (Spanish for Accounting)"),
        (
            "Databases",
            "bases de données",
            "bases de données (French for Databases); Databases → Database (other wording)",
        ),
        ("Order picking", "Kommissionierung", "Kommissionierung (German for Order picking)"),
        ("Phlebotomy", "bloedafname", "bloedafname (Dutch for Phlebotomy)"),
        ("Inventory management", "zarządzanie zapasami", "zarządzanie zapasami (Polish for Inventory management)"),
        ("Bricklaying", "murning", "murning (Swedish for Bricklaying)"),
        ("Wound care", "sårpleje", "sårpleje (Danish for Wound care)"),
        ("Machining", "usinagem", "usinagem (Portuguese for Machining)"),
        ("Physiotherapy", "fisioterapia", "fisioterapia (Spanish, Italian or Portuguese for Physiotherapy)"),
    ],
)
def test_a_skill_is_known_by_its_name_in_another_language(asked: str, listed: str, evidence: str) -> None:
    """It earns all of the skill, and the evidence says in which language it is a name of it."""
    index = SkillIndex([read_skills(listed)], Dictionary())
    assert index.holders(asked).credit.tolist() == [FULL]
    assert index.in_words(asked, 0) == evidence


def test_the_words_of_a_translation_are_shown_with_it() -> None:
    """A skill in another language that has only some of the asked words says what it means."""
    index = SkillIndex([read_skills("Elektroinstallation")], Dictionary())
    assert index.in_words("Electrical engineering", 0) == (
        "Elektroinstallation (German for Electrical installation): electrical (0.8), not engineering (0.3)"
    )


def test_the_aliases_tab_wins_over_a_translation() -> None:
    """The evidence names the tab, not a language."""
    index = SkillIndex([read_skills("soudage")], Dictionary({"soudage": "Forging"}))
    assert index.in_words("Forging", 0) == "soudage → Forging (Aliases tab)"
    assert index.why("Welding", 0) is None


def test_a_name_has_one_meaning_in_all_languages() -> None:
    """A text's language is not known: what means one skill here and another there stands for neither."""
    meanings: dict[str, set[str]] = {}
    for name, _, text in skill_translations():
        meanings.setdefault(squash(text), set()).add(name)
    assert {key: names for key, names in meanings.items() if len(names) > 1} == {}
    assert {language for _, language, _ in skill_translations()} - {"en"} == LANGUAGES.keys()


def test_no_name_in_another_language_is_an_english_word() -> None:
    """The words of English skills, of English titles, and of descriptions of work are no names in other languages."""
    english = {key for word in common_words() for key in (word, form(word))}
    english |= {squash(word) for known in dictionaries() for word in known.table.words}
    assert foreign_words() & translations().keys() & english == SAME_IN_ENGLISH


def test_no_name_in_another_language_changes_a_known_skill() -> None:
    """Neither a known skill nor a part of its name is read as a name in another language."""
    found = foreign_words() & translations().keys()
    assert found.isdisjoint(bundled())
    # "Softwaretests" is German; it means what it says.
    assert {key for name in shown().values() for key in found.intersection(runs(name))} == {"softwaretests"}


@pytest.mark.parametrize(
    "text",
    ["Responsible for handling goods", "quality assurances", "heat exchanger fins", "Collecting fines", "Prospection"],
)
def test_english_words_are_not_read_as_another_language(text: str) -> None:
    """They look like the Danish for negotiation, the French for insurance, and the Dutch and Spanish for Finnish."""
    index = SkillIndex([read_skills(text)], Dictionary())
    for asked in ("Negotiation", "Insurance", "Finnish", "Customer acquisition"):
        assert index.why(asked, 0) is None
