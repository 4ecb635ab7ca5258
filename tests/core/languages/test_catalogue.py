"""The catalogues: the same texts in every language, each as it is written there."""

import re
from datetime import date
from string import Formatter
from typing import Any

import pytest

from automation.core.languages.catalogue import DEFAULT, LANGUAGES, texts_in
from automation.core.messages.reply_erasure import asks_to_be_erased
from automation.core.messages.reply_phrases import meaning, wants_to_leave
from automation.core.model import Conventions
from automation.core.parsing.dates.month_names import month_numbers
from automation.core.parsing.words.folding import folded
from automation.core.templates.default_templates import STEPS, built_in
from automation.core.workbook.consent import region_of
from automation.core.workbook.language_choice import BY_REGION, language_of
from tests.core.small_workbooks import ANA, read

OTHERS = [language for language in LANGUAGES if language != DEFAULT]
TODAY = date(2026, 11, 25)
# A language may need the forms of months behind a day.
OPTIONAL = {"dates.months_of_days"}
QUOTED = re.compile(r"[„«\"]\s*([^“”»\"]+?)\s*[“”»\"]")


def fields(text: str) -> set[str]:
    """The names in braces."""
    return {name for _, name, _, _ in Formatter().parse(text) if name}


@pytest.mark.parametrize("language", OTHERS)
def test_every_language_has_every_text(language: str) -> None:
    """The keys are those of English, no text is empty unless it is empty there, and only some words are the same."""
    english, other = texts_in(DEFAULT).table, texts_in(language).table
    assert other.keys() - OPTIONAL == english.keys()
    assert {key for key, text in other.items() if not text} <= {key for key, text in english.items() if not text} | {
        "typeset"
    }
    same = {key for key, text in other.items() if isinstance(text, str) and len(text) > 20 and text == english.get(key)}
    assert same == set()


@pytest.mark.parametrize("language", OTHERS)
def test_texts_use_the_values_that_they_are_given(language: str) -> None:
    """The values of a text are those of the English one; the day of consent may be said instead of its month."""
    english, other = texts_in(DEFAULT).table, texts_in(language).table
    for key, text in other.items():
        if key.startswith("templates."):
            assert sorted(re.findall(r"\{\{.*?\}\}", text)) == sorted(re.findall(r"\{\{.*?\}\}", english[key])), key
        elif key == "keeping.agreed":
            assert fields(text) in ({"month"}, {"day"})
        elif isinstance(text, str) and key != "plural":
            assert fields(text) == fields(english[key]), key


@pytest.mark.parametrize("language", LANGUAGES)
def test_lists_of_texts_are_complete(language: str) -> None:
    """A plural has a form for every number, and uses all of them; there are twelve months and as many paragraphs."""
    texts, english = texts_in(language), texts_in(DEFAULT)
    for key in ("opening.roles", "keeping.months"):
        forms = {texts.counted(key, number, titles="A").replace(str(number), "{n}") for number in range(200)}
        assert len(forms) <= len(texts.table[key])
    assert {len(texts.table[key]) for key in ("dates.months", *OPTIONAL) if texts.has(key)} == {12}
    for key in english.table:
        if key.startswith("notices.") and key.endswith(".lines"):
            assert len(texts.lines(key)) == len(english.lines(key)), key


def test_polish_counts_in_three_forms() -> None:
    """As gettext's rule for Polish."""
    said = [texts_in("pl").counted("keeping.months", months) for months in (1, 2, 5, 12, 22, 24, 112)]
    assert said == [
        "1 miesiąc", "2 miesiące", "5 miesięcy", "12 miesięcy", "22 miesiące", "24 miesiące", "112 miesięcy",
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("language", "month", "first", "number"),
    [
        ("en", "March 2026", "1 March 2026", "98,000"),
        ("de", "März 2026", "1. März 2026", "98.000"),
        ("fr", "mars 2026", "1er mars 2026", "98 000"),
        ("es", "marzo de 2026", "1 de marzo de 2026", "98.000"),
        ("it", "marzo 2026", "1º marzo 2026", "98.000"),
        ("nl", "maart 2026", "1 maart 2026", "98.000"),
        ("pl", "marzec 2026", "1 marca 2026 roku", "98 000"),
        ("pt", "março de 2026", "1 de março de 2026", "98.000"),
    ],
)
def test_days_and_numbers(language: str, month: str, first: str, number: str) -> None:
    """Each language writes them its own way."""
    texts, day = texts_in(language), date(2026, 3, 1)
    assert (texts.month(day), texts.long_day(day), texts.number(98_000)) == (month, first, number)
    assert texts.day(date(2026, 3, 12)) in texts.long_day(date(2026, 3, 12))


@pytest.mark.parametrize(
    ("language", "text", "printed"),
    [
        ("fr", "Oui : « non » ; vous ?", "Oui\u00a0: «\u00a0non\u00a0»\u00a0; vous\u00a0?"),
        ("fr", "98 000 EUR, 2026 100", "98\u202f000 EUR, 2026\u202f100"),
        (
            "fr",
            "le poste de Ingénieur, le poste de Hôtesse, les postes de Head of Sales",
            "le poste d’Ingénieur, le poste d’Hôtesse, les postes de Head of Sales",
        ),
        ("fr", "https://acme.example/a?b:c", "https://acme.example/a?b:c"),
        ("es", "Java y iOS, Go y Hierro, A y Ingeniero", "Java e iOS, Go y Hierro, A e Ingeniero"),
        ("es", "Arte y Historia", "Arte e Historia"),
        ("it", "Il 11 marzo, fino al 8 marzo, il 12 marzo", "L’11 marzo, fino all’8 marzo, il 12 marzo"),
        ("it", "Go e ETL, del 8 ottobre", "Go ed ETL, dell’8 ottobre"),
        ("pl", "To i owo w 12 dni", "To i\u00a0owo w\u00a012 dni"),
        ("de", "a : b ?", "a : b ?"),
    ],
)
def test_texts_are_printed_as_their_language_is(language: str, text: str, printed: str) -> None:
    """No-break spaces, elisions, and the other form of a word before a sound; addresses stay."""
    assert texts_in(language).typeset(text) == printed


@pytest.mark.parametrize("language", LANGUAGES)
def test_months_are_those_that_cells_and_replies_name(language: str) -> None:
    """A month that a message proposes is read back as the same month."""
    table = texts_in(language).table
    for names in (table["dates.months"], table.get("dates.months_of_days", table["dates.months"])):
        assert [month_numbers()[folded(name)] for name in names] == list(range(1, 13))


def test_values_are_no_texts() -> None:
    """Braces in a value stay braces."""
    assert texts_in("de")("page.greeting", name="{x} {{y}} {0}") == "Guten Tag {x} {{y}} {0}"


@pytest.mark.parametrize("language", LANGUAGES)
def test_answers_that_messages_propose_are_understood(language: str) -> None:
    """A reply with the words in quotes, or with those of a button, does what the message promises."""
    texts = texts_in(language)
    yes, later, no, *_ = dict.fromkeys(QUOTED.findall(texts.table["templates.Follow-up 1.body"]))
    agree, refuse, *_ = QUOTED.findall(texts.table["templates.Consent renewal.body"])
    spring = texts.month(date(2027, 3, 1))
    said = [meaning(words, TODAY).answer.value for words in (yes, no, agree, refuse)]
    assert said == ["interested", "no thanks", "interested", "no thanks"], (yes, no, agree, refuse)
    for words in (f"{later}, {spring}", f"{texts('page.not_now')}. {spring}"):
        assert (meaning(words, TODAY).answer.value, meaning(words, TODAY).value) == ("not now", "2027-03"), words
    assert meaning(texts("page.interested"), TODAY).answer.value == "interested"
    assert meaning(texts("page.no_thanks"), TODAY).answer.value == "no thanks"
    assert wants_to_leave(texts("page.leave.button"))
    assert asks_to_be_erased(texts("page.held.erase_button"))


@pytest.mark.parametrize("language", LANGUAGES)
def test_our_own_words_in_a_reply_are_no_wish(language: str) -> None:
    """A mail program may leave the last line of our message in a reply: a person reads that, and it does nothing."""
    texts = texts_in(language)
    for line in (texts("footer.opt_out"), texts("footer.opt_out_page", url="https://acme.example/u/a.b")):
        assert not wants_to_leave(line)
        assert meaning(f"{texts('page.interested')}.\n\n{line}", TODAY).answer.value == "needs a person"
    assert [name for name, template in built_in(language).items() if wants_to_leave(template.body)] == []


@pytest.mark.parametrize("language", OTHERS)
def test_built_in_templates_keep_their_marks(language: str) -> None:
    """A template continues a thread, or begins one, in every language alike."""
    for name in STEPS:
        english, other = built_in()[name], built_in(language)[name]
        assert (bool(other.subject), other.slots, other.mentions_all_openings) == (
            bool(english.subject),
            english.slots,
            english.mentions_all_openings,
        )


@pytest.mark.parametrize(
    ("cells", "default", "language"),
    [
        ({"language": "German", "region": "FR"}, None, "de"),
        ({"language": "de-AT"}, None, "de"),
        ({"language": "English", "region": "DE"}, None, "en"),
        ({"language": "English, German"}, None, "en"),
        ({"language": "", "region": "AT"}, None, "de"),
        ({"language": None, "region": "Spain"}, None, "es"),
        ({"region": ""}, "PL", "pl"),
        ({"region": "US"}, "PL", "en"),
        ({"region": "Berlin, Germany"}, None, "de"),
        ({"region": "Germany / Austria"}, None, "de"),
        ({"region": "Francja"}, None, "fr"),
        ({"region": "DEU"}, None, "de"),
        ({"region": "🇪🇸"}, None, "es"),
        # Several languages are spoken there.
        ({"region": "Benelux"}, None, "en"),
        ({"region": "Nordics"}, None, "en"),
        ({"region": "EU"}, None, "en"),
        ({"region": "CH"}, None, "en"),
        # There is no catalogue, or the cell cannot be read.
        ({"language": "Swedish", "region": "DE"}, None, "en"),
        ({"language": "Klingon", "region": "DE"}, None, "en"),
    ],
)
def test_whose_language(cells: dict[str, Any], default: str | None, language: str) -> None:
    """The row's Language decides, else its region, else English."""
    conventions = Conventions(default_region=default)
    (row,) = read([{**ANA, **cells}], [], conventions).people.values()
    assert language_of(row, conventions) == language


def test_without_a_row_the_usual_region_decides() -> None:
    """A page whose workbook is out of reach is in the language of the setting."""
    assert language_of(None, Conventions(default_region="NL")) == "nl"
    assert language_of(None, Conventions()) == "en"


def test_regions_are_known() -> None:
    """Every region with a language is one that Region may name."""
    assert [region for region in BY_REGION if region_of(region, Conventions()) is None] == []
    assert set(BY_REGION.values()) == set(OTHERS)
