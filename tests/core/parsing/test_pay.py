import itertools
from collections import defaultdict
from contextlib import suppress

import pytest
from hypothesis import given
from hypothesis import strategies as st

from automation.core.model import Pay
from automation.core.parsing import Unreadable, read_pay
from automation.core.parsing.pay import fillers, lexicon, periods, reader
from automation.core.parsing.pay.clauses import clauses_in
from automation.core.parsing.pay.kinds import Kind, Table
from automation.core.parsing.words.folding import words_by_language
from automation.core.parsing.words.negation import NEGATIONS
from tests.core.parsing.typed_cells import cases, negated, noisy

CASES = cases("pay")
READABLE = [case for case in CASES if case["expect"] != "unknown"]
ASKED = [case for case in CASES if case["expect"] == "unknown"]
NOTES = ["negotiable", "remote", "VB", "négociable", "plus benefits", "do negocjacji"]


def read(text: str, currency: str | None) -> Pay | None:
    """The pay, None also where the cell is reported."""
    try:
        return read_pay(text, currency)
    except Unreadable:
        return None


@given(st.data())
def test_negated_pay_is_not_read(data: st.DataObject) -> None:
    """A negation before or behind an amount is never passed over."""
    case = data.draw(st.sampled_from(READABLE))
    text = data.draw(negated(case["text"]))
    assert read(text, case["currency"]) is None


@given(st.data())
def test_noise_changes_no_pay(data: st.DataObject) -> None:
    """Spaces, case, punctuation and a note leave an amount as it is, and an unclear one unclear."""
    case = data.draw(st.sampled_from(CASES))
    text = data.draw(noisy(case["text"], NOTES))
    assert read(text, case["currency"]) == read(case["text"], case["currency"])


PLAIN = st.from_regex(
    r"[£€$]?[1-9][0-9]{0,2}([.,][0-9]{3}| [0-9]{3}|\.[0-9])?k?(-[1-9][0-9]{1,2}k?)?( EUR| USD|€)?( p\.a\.)?",
    fullmatch=True,
)


@given(PLAIN, st.sampled_from([None, "EUR", "USD", "PLN"]))
def test_the_short_way_reads_what_the_long_way_reads(text: str, column: str | None) -> None:
    """Plain amounts are read without the words; the words would give the same."""

    def long_way() -> Pay | str:
        try:
            amounts, _ = reader._chosen(clauses_in(text))
            return reader._yearly(amounts[0], column, "USD")
        except Unreadable as error:
            return str(error)

    short = reader._reading(text, column, "USD")
    long = long_way()
    assert isinstance(short, Unreadable) == isinstance(long, str)
    assert isinstance(short, Unreadable) or short == long


LANGUAGES = sorted({language for table in (periods.MONTH, periods.NET, fillers.OPEN) for language in table})


def words(language: str, *tables: Table) -> list[str]:
    """The words of some tables in a language."""
    found = [words_by_language({language: table[language]}) for table in tables if language in table]
    return list(itertools.chain.from_iterable(found))


@pytest.mark.parametrize("language", LANGUAGES)
def test_pay_per_month_is_multiplied(language: str) -> None:
    """Whatever the language and the word."""
    monthly = words(language, periods.MONTH, periods.MONTHS)
    assert {read(f"4.500 € {word}", None) for word in monthly} <= {Pay(54_000, 54_000, "EUR")}


@pytest.mark.parametrize("language", LANGUAGES)
def test_other_periods_and_net_pay_and_totals_are_asked_about(language: str) -> None:
    """Nothing that is said beside the number is passed over."""
    others = words(language, periods.SHORTER, periods.DAYS, periods.NET, periods.TOTAL)
    texts = [*(f"65.000 € {word}" for word in others), *(f"{word} 65.000 €" for word in others)]
    assert [text for text in texts if read(text, None)] == []


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_word_for_the_year_makes_a_low_amount_yearly(language: str) -> None:
    """18 000 zł could be per month, 18 000 zł a year is not."""
    yearly = words(language, periods.YEAR, periods.YEARS)
    assert {read(f"18 000 zł {word}", None) for word in yearly} <= {Pay(18_000, 18_000, "PLN")}
    assert read("18 000 zł", None) is None


@pytest.mark.parametrize("language", LANGUAGES)
def test_negotiable_pay_is_nothing_to_report(language: str) -> None:
    """In any language it is unknown pay, not an issue, and it leaves an amount as it is."""
    for word in words(language, fillers.OPEN):
        assert read_pay(word) is None
        assert read(f"65k {word}", "EUR") == Pay(65_000, 65_000, "EUR")


PARTS = [
    *lexicon.lexicon().words,
    *[
        "60k",
        "65",
        "4.500",
        "60-65k",
        "1,20,000",
        "+",
        "-",
        "/",
        "(",
        ")",
        ",",
        "x",
        "13",
        "14",
        "2026",
        "%",
        "'",
        ":",
        "=",
        "~",
        "1/1/2026",
    ],
]


@given(st.lists(st.sampled_from(PARTS), max_size=7), st.sampled_from(["", " "]), st.sampled_from([None, "EUR", "INR"]))
def test_parts_of_pay_in_any_order_raise_nothing_but_unreadable(parts: list[str], space: str, column: str) -> None:
    """Whatever words and numbers stand beside each other."""
    with suppress(Unreadable):
        read_pay(space.join(parts), column)


def test_words_of_pay_say_one_thing() -> None:
    """No word stands in two tables, besides the small words that make ranges."""
    kinds = defaultdict(set)
    for kind, table in lexicon._TABLES:
        for word in words_by_language(table):
            kinds[word].add(kind)
    small = {Kind.NOISE, Kind.UPTO, Kind.SIGN}
    assert [word for word, found in kinds.items() if len(found) > 1 and not found <= small] == []


def test_a_negation_is_no_word_of_pay() -> None:
    """Besides "without", which needs what it excludes."""
    known = {word for word, items in lexicon.lexicon().words.items() if items[0].kind is not Kind.EXCL}
    assert known & {word for negations in NEGATIONS.values() for word in negations} == set()


@pytest.mark.parametrize(
    ("text", "read_as"),
    [
        ("65k EUR", ""),
        ("€ 4.500 - € 5.000 p/m", "4,500–5,000 a month × 12"),
        ("65 EUR", "in thousands"),
        ("55k base, 75k OTE EUR", "the fixed part"),
        ("Current: 18 LPA, Expected: 25 LPA", "what they expect"),
    ],
)
def test_pay_says_how_it_was_read(text: str, read_as: str) -> None:
    """Where the cell does not say the yearly amount itself."""
    pay = read_pay(text)
    assert pay is not None
    assert pay.read_as == read_as


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("4500 EUR", "could be per month or per year: write it per year, such as 65k GBP"),
        ("£500/day", "is not per year"),
        ("2.500 € netto", "is pay after tax"),
        ("$250k TC", "may include a bonus"),
        ("currently £55k", "is what they earn now"),
        ("60k € or £55k", "names two currencies|holds more than"),
        ("60k (tbc)", "is still to be confirmed: write the confirmed amount per year, such as 65k GBP"),
        ("60k EUR, not yet confirmed", "is still to be confirmed"),
        ("55k EUR now, 60k EUR wanted (à confirmer)", "is still to be confirmed"),
        ("65k foo", r"holds more than an amount \('foo'\)"),
    ],
)
def test_what_is_not_read_says_why(text: str, message: str) -> None:
    """One sentence that says what to write instead."""
    with pytest.raises(Unreadable, match=message):
        read_pay(text)


@pytest.mark.parametrize(
    "text", ["60k EUR + bonus tbc", "60k EUR + bonus (TBC)", "60k EUR, start tbc", "60k EUR (neg)"]
)
def test_what_else_is_to_be_confirmed_changes_no_pay(text: str) -> None:
    """A bonus or a start that is still open is not the pay."""
    pay = read_pay(text)
    assert pay is not None
    assert (pay.low, pay.currency) == (60_000, "EUR")


@pytest.mark.parametrize("text", ["tbc", "salary to be confirmed", "à définir"])
def test_pay_that_is_to_be_confirmed_alone_is_unknown(text: str) -> None:
    """Without an amount there is nothing to ask about."""
    assert read_pay(text) is None


def test_amounts_are_short() -> None:
    """As people say them, and exact."""
    said = {4_500_000: "4.5M", 120_000: "120k", 97_500: "97.5k", 800: "800", 1_234_500: "1234.5k", 65_432: "65,432"}
    assert {amount: str(Pay(amount, amount, None)) for amount in said} == said
