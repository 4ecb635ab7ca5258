"""Languages as people type them."""

import pytest

from automation.core.model import CellError
from automation.core.parsing import Unreadable, language_name, read_language
from automation.core.parsing.vocabulary import vocabulary
from tests.core.small_workbooks import ANA, read


@pytest.mark.parametrize(
    ("cell", "code"),
    [
        *(
            (text, "de")
            for text in ("German", "Deutsch", "allemand", "niemiecki", "de", "DE", "de-AT", "de_CH", "Ger.")
        ),
        *((text, "en") for text in ("English", "en-GB", "Engels", "EN", "fluent in English", "british english")),
        *((text, "pt") for text in ("Portuguese", "português", "Brazilian Portuguese", "pt-BR")),
        # Of several, the first.
        ("English, German", "en"),
        ("German (native), English", "de"),
        ("Deutsch oder Englisch", "de"),
        ("Français & English", "fr"),
        ("EN/DE", "en"),
        ("de, en", "de"),
        ("Spanish\nEnglish C1", "es"),
        # There need be no texts in it.
        ("Swedish", "sv"),
        ("norsk", "nb"),
        ("uk-UA", "uk"),
        ("中文", "zh"),
        # A slip of the keyboard.
        ("Germn", "de"),
        *((empty, None) for empty in (None, "", "-", "n/a")),
    ],
)
def test_a_language_is_read(cell: str | None, code: str | None) -> None:
    """Names in many languages, and codes with or without a country."""
    assert read_language(cell) == code


@pytest.mark.parametrize(
    "cell",
    [
        "Klingon",
        "AT",
        "UK",
        "uk",
        "no",
        "not German",
        "no English",
        "maybe German",
        "Schweizerdeutsch",
        "Java",
        5,
        True,
    ],
)
def test_what_names_no_language_is_asked_about(cell: object) -> None:
    """Nor is a country, a negation, or a code that people write for something else."""
    with pytest.raises(Unreadable, match="write one, such as English, German or fr"):
        read_language(cell)  # type: ignore[arg-type]
    with pytest.raises(Unreadable):
        read_language(CellError("#REF!"))


def test_bp_check_points_it_out() -> None:
    """English is used until it is corrected."""
    book = read([{**ANA, "language": "Klingon"}], [])
    assert [problem.message for problem in book.problems if problem.column == "Language"] == [
        "Language 'Klingon' is not a language that is known: write one, such as English, German or fr."
    ]
    assert book.people["ana@mail.example"].language == "en"


def test_every_language_has_an_english_name() -> None:
    """It is the first one, and names no other language."""
    codes = [code for code in vocabulary("language") if code != "nothing"]
    assert [read_language(language_name(code)) for code in codes] == codes
