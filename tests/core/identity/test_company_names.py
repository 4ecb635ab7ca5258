"""Companies are compared by their names, not by how the legal form is written."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from automation.core.identity.company_names import company_key


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Acme Robotics, Inc.", "ACME  robotics"),
        ("Müller & Söhne GmbH & Co. KG", "Muller and Sohne"),
        ("Żabka Polska sp. z o.o.", "Zabka Polska"),
        ("Société Générale S.A.", "societe generale"),
        ("Bol B.V.", "bol"),
        ("Vestas Wind Systems A/S", "Vestas Wind Systems"),
    ],
)
def test_spellings_and_legal_forms_are_one_company(one: str, other: str) -> None:
    """Case, accents, signs and the legal form at the end make no other company."""
    assert company_key(one) == company_key(other) != ""


@pytest.mark.parametrize(
    ("one", "other"), [("Acme", "Acme Robotics"), ("Acme Group", "Acme"), ("Limited", "Inc"), ("ex-Acme", "Acme")]
)
def test_other_names_are_other_companies(one: str, other: str) -> None:
    """A part of a name is not that name, and a name that is a legal form stays."""
    assert company_key(one) != company_key(other)


@given(st.text())
def test_the_key_of_a_key_is_the_same(text: str) -> None:
    """Whatever a cell holds."""
    assert company_key(company_key(text)) == company_key(text)
