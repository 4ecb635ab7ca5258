from contextlib import suppress
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from automation.core.parsing import Unreadable, read_date
from automation.core.parsing.dates.month_names import MONTHS, WEEKDAYS, month_numbers, weekday_numbers
from automation.core.parsing.dates.words import around_words
from automation.core.parsing.words.negation import NEGATIONS
from tests.core.parsing.typed_cells import cases, negated, noisy

CASES = cases("dates")
READABLE = [case for case in CASES if case["expect"] != "unknown"]
NOTES = ["call after lunch", "Anruf", "rappeler", "spoke to Ana"]


def read(text: str, order: str | None = None) -> date | None:
    """The day, None also where the cell is reported."""
    try:
        return read_date(text, order)
    except Unreadable:
        return None


@given(st.data())
def test_negated_dates_are_not_read(data: st.DataObject) -> None:
    """A negation before or behind a day is never passed over."""
    case = data.draw(st.sampled_from(READABLE))
    assert read(data.draw(negated(case["text"])), case["date_order"]) is None


@given(st.data())
def test_noise_changes_no_date(data: st.DataObject) -> None:
    """Spaces, case, punctuation and a note leave a day as it is, and an unclear one unclear."""
    case = data.draw(st.sampled_from(CASES))
    text = data.draw(noisy(case["text"], NOTES))
    assert read(text, case["date_order"]) == read(case["text"], case["date_order"])


PARTS = [
    *month_numbers(),
    *weekday_numbers(),
    *around_words().words,
    *["15", "2027", "1", "27", "/", "-", ".", ",", "(", ")", "'", "14:00", "uhr", "or"],
]


@given(st.lists(st.sampled_from(PARTS), max_size=6), st.sampled_from(["", " "]))
def test_parts_of_dates_in_any_order_raise_nothing_but_unreadable(parts: list[str], space: str) -> None:
    """Whatever words and numbers stand beside each other."""
    with suppress(Unreadable):
        read_date(space.join(parts))


@pytest.mark.parametrize("month", range(1, 13))
def test_months_are_read_in_every_language(month: int) -> None:
    """Behind the day and before it, with a dot or without."""
    names = [name for name, number in month_numbers().items() if number == month]
    forms = ("15 {0} 2027", "15. {0}. 2027", "{0} 15, 2027", "2027 {0} 15", "15-{0}-27")
    assert {read(form.format(name)) for name in names for form in forms} == {date(2027, month, 15)}


def test_tables_of_months_and_weekdays_are_complete() -> None:
    """Each language has twelve months and seven days."""
    assert {len(names.split(";")) for names in MONTHS.values()} == {12}
    assert {len(names.split(";")) for names in WEEKDAYS.values()} == {7}


@pytest.mark.parametrize("weekday", range(7))
def test_a_weekday_must_fit(weekday: int) -> None:
    """A day that is no Monday, but called one, may be another day."""
    day = date(2027, 2, 1 + weekday)
    # Some short forms are also small words that say nothing, such as "do".
    names = [name for name in weekday_numbers() if name not in around_words().words]
    read_with = {name for name in names if read(f"{name} {day:%d.%m.%Y}") == day}
    assert read_with == {name for name in names if day.weekday() in weekday_numbers()[name]}


def test_words_around_a_day_are_no_negations_and_no_months() -> None:
    """They are left out, so they must not mean anything."""
    words = around_words().words
    assert words.keys() & {word for negations in NEGATIONS.values() for word in negations} == set()
    assert words.keys() & month_numbers().keys() == set()


@pytest.mark.parametrize("text", ["1970-01-01", "01/01/2000", "31.12.2099", "1/1/1900", "00/00/0000"])
def test_placeholders_are_no_dates(text: str) -> None:
    """They stand for an empty cell in other programs."""
    with pytest.raises(Unreadable):
        read_date(text, "DMY")


@pytest.mark.parametrize(
    ("cell", "message"),
    [
        ("Tuesday 30 Nov 2026", "names another day of the week"),
        ("26-11-30", "could be two different days"),
        ("30.02.2026", "is not a day of the calendar"),
        ("until 31.1.2027", "is not a date: write it as 2026-11-30"),
        (60_000, "is not a plausible date"),
    ],
)
def test_what_is_no_date_says_why(cell: str | int, message: str) -> None:
    """One sentence that says what to write instead."""
    with pytest.raises(Unreadable, match=message):
        read_date(cell)
