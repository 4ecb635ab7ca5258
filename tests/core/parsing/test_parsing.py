from collections.abc import Callable
from contextlib import suppress
from datetime import UTC, date, datetime
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from automation.core import parsing
from automation.core.model import Cell, CellError, Level, Pay, Remote, ShelveReason, Stage, Status
from automation.core.parsing import Unreadable, read_date, read_pay, read_skills
from automation.core.parsing.dates.reader import PLACEHOLDERS
from tests.core.small_workbooks import CELLS

READERS = {
    "date": read_date,
    "date, day first": lambda cell: read_date(cell, "DMY"),
    "pay": read_pay,
    "pay, with a currency": lambda cell: read_pay(cell, "EUR"),
    "currency": parsing.read_currency,
    "yes or no": parsing.read_yes_no,
    "level": parsing.read_level,
    "reason": parsing.read_reason,
    "stage": parsing.read_stage,
    "status": parsing.read_status,
    "remote": parsing.read_remote,
    "rating": parsing.read_rating,
    "years": parsing.read_years,
    "authorisation": parsing.read_authorisation,
    "list": read_skills,
}
TYPED = st.from_regex(
    r"[-~<≈ ]?[$£€]?[0-9.,' ]{1,12}(k|m| LPA)?[-– /]?[0-9.,]{0,6}( EUR| per month|/h)?", fullmatch=True
)
DATED = st.from_regex(r"[0-9]{0,4}[-/. ][0-9a-z]{0,3}[-/. ][0-9]{0,4}( [0-9]{1,2}:[0-9]{2})?", fullmatch=True)


@pytest.mark.parametrize("name", READERS)
@given(cell=CELLS | TYPED | DATED)
def test_readers_raise_nothing_but_unreadable(name: str, cell: Cell) -> None:
    """Whatever stands in a cell, a reader returns or says why not."""
    with suppress(Unreadable):
        READERS[name](cell)


@pytest.mark.parametrize("name", READERS)
@pytest.mark.parametrize("text", ["a" * 50_000, "9" * 50_000, "a, " * 16_000, "1-" * 25_000, "🚀" * 50_000])
def test_readers_survive_the_longest_cells(name: str, text: str) -> None:
    """A cell of 50,000 characters is read or refused like any other."""
    with suppress(Unreadable):
        READERS[name](text)


@pytest.mark.parametrize("name", sorted(READERS.keys() - {"list"}))
@pytest.mark.parametrize("cell", [None, "", "  ", "-", "—", "n/a", "N/A", "TBD", "unknown", "\xa0"])
def test_blank_cells_are_unknown(name: str, cell: Cell) -> None:
    """Nothing, a dash and "TBD" are unknown, never a problem."""
    assert READERS[name](cell) is None


@pytest.mark.parametrize("name", READERS)
def test_failed_formula_is_unreadable(name: str) -> None:
    """#REF! is never a value, and never nothing."""
    with pytest.raises(Unreadable, match="failed formula"):
        READERS[name](CellError("#REF!"))


@pytest.mark.parametrize(
    ("cell", "day"),
    [
        ("2026-11-30", date(2026, 11, 30)),
        (" 2026/1/2 ", date(2026, 1, 2)),
        ("2026-11-30T09:15:00Z", date(2026, 11, 30)),
        ("13/04/2026", date(2026, 4, 13)),
        ("04/13/2026", date(2026, 4, 13)),
        ("05/05/2026", date(2026, 5, 5)),
        ("3.4.2026", date(2026, 4, 3)),
        ("3 March 2026", date(2026, 3, 3)),
        ("3rd of March, 2026", date(2026, 3, 3)),
        ("Mar 3, 2026", date(2026, 3, 3)),
        ("Sunday, 22 November 2026", date(2026, 11, 22)),
        (46000, date(2025, 12, 9)),
        (46000.75, date(2025, 12, 9)),
        (date(2026, 1, 2), date(2026, 1, 2)),
        (datetime(2026, 1, 2, 23, 59, tzinfo=UTC), date(2026, 1, 2)),
    ],
)
def test_dates_that_mean_one_day(cell: Cell, day: date) -> None:
    """A date that can be read in one way only is that day."""
    assert read_date(cell) == day


@pytest.mark.parametrize(
    "cell",
    [
        "03/04/2026",
        "3-4-26",
        "31/02/2026",
        "30 Feb 2026",
        "Q3 2025",
        "soon",
        "March 2026",
        "2026",
        2026,
        0,
        -5,
        True,
        float("nan"),
        float("inf"),
        10**400,
        "1900-01-01",
        "2999-12-31",
        date(1900, 1, 1),
        date(2999, 1, 1),
        2,
        1e6,
    ],
)
def test_dates_that_mean_no_single_day(cell: Cell) -> None:
    """What could be two days, no day, or a day no recruiter meant is never guessed."""
    with pytest.raises(Unreadable):
        read_date(cell)


@pytest.mark.parametrize(("order", "day"), [("DMY", date(2026, 4, 3)), ("MDY", date(2026, 3, 4))])
def test_date_order_decides_the_ambiguous(order: str, day: date) -> None:
    """With an order set, 03/04/2026 is a day."""
    assert read_date("03/04/2026", order) == day


@given(st.dates(date(1950, 1, 1), date(2100, 12, 31)).filter(lambda day: day not in PLACEHOLDERS))
def test_iso_date_is_that_day_whatever_the_order(day: date) -> None:
    """An ISO date means one day under every setting."""
    assert {read_date(day.isoformat(), order) for order in (None, "DMY", "MDY")} == {day}


@given(CELLS)
def test_dates_read_are_plausible(cell: Cell) -> None:
    """No reading yields a day before 1950 or after 2100."""
    try:
        day = read_date(cell)
    except Unreadable:
        return
    assert day is None or date(1950, 1, 1) <= day <= date(2100, 12, 31)


@pytest.mark.parametrize(
    ("cell", "column", "low", "high", "currency"),
    [
        ("65k", None, 65_000, 65_000, None),
        ("65k", "GBP", 65_000, 65_000, "GBP"),
        (65000, "EUR", 65_000, 65_000, "EUR"),
        (65000.0, None, 65_000, 65_000, None),
        ("£65,000", None, 65_000, 65_000, "GBP"),
        ("£65k", None, 65_000, 65_000, "GBP"),
        ("$90k-110k", None, 90_000, 110_000, "USD"),
        ("$90-110k", None, 90_000, 110_000, "USD"),
        ("90-110k EUR", None, 90_000, 110_000, "EUR"),
        ("₹18-26 LPA", None, 1_800_000, 2_600_000, "INR"),
        ("$186k+", None, 186_000, 186_000, "USD"),
        ("90k to 110k USD", None, 90_000, 110_000, "USD"),
        ("120000 EUR", None, 120_000, 120_000, "EUR"),
        ("€60.000", None, 60_000, 60_000, "EUR"),
        ("60 000 €", None, 60_000, 60_000, "EUR"),
        ("97.5k CHF", None, 97_500, 97_500, "CHF"),
        ("12 LPA", "INR", 1_200_000, 1_200_000, "INR"),
        ("₹12,00,000", None, 1_200_000, 1_200_000, "INR"),
        ("7.2m JPY", None, 7_200_000, 7_200_000, "JPY"),
        ("5k EUR per month", None, 60_000, 60_000, "EUR"),
        ("65k GBP p.a.", None, 65_000, 65_000, "GBP"),
        ("$80k", "CAD", 80_000, 80_000, "CAD"),
    ],
)
def test_pay_people_write(cell: Cell, column: Any, low: Any, high: Any, currency: Any) -> None:
    """Yearly amounts and ranges are read, with the currency that the cell or its column names and no other."""
    assert read_pay(cell, column) == Pay(low, high, currency)


def test_bare_dollar_is_what_the_setting_says() -> None:
    """A bare $ is USD unless a setting says otherwise."""
    assert [read_pay("$80k").currency, read_pay("$80k", None, "AUD").currency] == ["USD", "AUD"]


@pytest.mark.parametrize("cell", ["negotiable", "Open", "market rate", "DOE", "TBD", None])
def test_words_like_negotiable_are_unknown_pay(cell: Cell) -> None:
    """The word "negotiable" and similar ones count as unknown."""
    assert read_pay(cell) is None


@pytest.mark.parametrize(
    "cell",
    [
        -65000,
        "-65k",
        "£-65,000",
        "(-65000)",
        "−65k",
        "$50/hour",
        "55/h",
        "600 per day",
        "lots",
        "65",
        0,
        12.5,
        True,
        date(2026, 1, 1),
        "60k 70k 80k",
        float("nan"),
        "1.2.3.4k",
    ],
)
def test_pay_that_is_no_yearly_amount(cell: Cell) -> None:
    """Negative, hourly, tiny and wordy pay is never guessed at."""
    with pytest.raises(Unreadable):
        read_pay(cell)


def test_pay_that_contradicts_its_column() -> None:
    """An amount in one currency beside a column that says another is a problem, not a choice."""
    with pytest.raises(Unreadable, match=r"GBP.*EUR"):
        read_pay("£65k", "EUR")


@given(CELLS | TYPED)
def test_pay_is_a_range_that_rises(cell: Cell) -> None:
    """Any pay read has its lower end first, and nothing below a plausible year."""
    try:
        pay = read_pay(cell)
    except Unreadable:
        return
    assert pay is None or 1000 <= pay.low <= pay.high


@pytest.mark.parametrize(
    ("cell", "code"),
    [
        ("eur", "EUR"),
        (" GBP ", "GBP"),
        ("Rs", "INR"),
        ("euros", "EUR"),
        ("British pounds", "GBP"),
        ("Swiss francs", "CHF"),
    ],
)
def test_currencies(cell: Cell, code: Any) -> None:
    """A Currency column holds a code or a symbol."""
    assert parsing.read_currency(cell) == code


@pytest.mark.parametrize("cell", ["euro-ish", "XXX", 5])
def test_unknown_currencies_are_refused(cell: Cell) -> None:
    """An unknown currency is reported, never passed on."""
    with pytest.raises(Unreadable):
        parsing.read_currency(cell)


@pytest.mark.parametrize(
    ("cell", "answer"),
    [("yes", True), ("Y", True), (True, True), (1, True), ("no", False), (False, False), (0, False)],
)
def test_yes_and_no(cell: Cell, answer: Any) -> None:
    """Checkboxes, numbers and words all say yes or no."""
    assert parsing.read_yes_no(cell) is answer


@pytest.mark.parametrize(
    ("reader", "cell", "value"),
    [
        (parsing.read_level, "Sr", Level.SENIOR),
        (parsing.read_level, "Staff", Level.LEAD),
        (parsing.read_level, "Lead or Staff", Level.LEAD),
        (parsing.read_level, "Manager", Level.PRINCIPAL),
        (parsing.read_level, "C-level", Level.C_LEVEL),
        (parsing.read_level, "Principal / Director", Level.PRINCIPAL),
        (parsing.read_level, "8 years, lead", Level.LEAD),
        (parsing.read_level, "Senior engineer", Level.SENIOR),
        (parsing.read_level, "0-2 yrs", Level.JUNIOR),
        (parsing.read_level, "3-4 years", Level.MID),
        (parsing.read_level, "6+ yrs", Level.SENIOR),
        (parsing.read_level, "12+ yrs", Level.LEAD),
        (parsing.read_reason, "pay too hihg", ShelveReason.PAY_TOO_HIGH),
        (parsing.read_reason, "LOST TO ANOTHER FINALIST", ShelveReason.LOST_TO_FINALIST),
        (parsing.read_stage, "final round", Stage.FINAL),
        (parsing.read_status, "on-hold", Status.ON_HOLD),
        (parsing.read_status, "Canceled", Status.CANCELLED),
        (parsing.read_remote, "On-site", Remote.ONSITE),
        (parsing.read_rating, "4/5", 4),
        (parsing.read_rating, 5.0, 5),
        (parsing.read_rating, "5", 5),
        *(
            (parsing.read_rating, cell, 4)
            for cell in ("★★★★☆", "⭐⭐⭐⭐", "****", "4*", "4 stars", "4 Sterne", "4 von 5", "8/10")
        ),
        (parsing.read_years, "7+ years", 7),
        (parsing.read_years, "7", 7),
        (parsing.read_years, "6 ans", 6),
        (parsing.read_years, "10+ Jahre", 10),
        (parsing.read_years, "3 años", 3),
        (parsing.read_reason, "Perdu contre un autre candidat", ShelveReason.LOST_TO_FINALIST),
        (parsing.read_years, 2.5, 2.5),
        (parsing.read_authorisation, "US citizen", True),
        (parsing.read_authorisation, "needs sponsorship", False),
        (parsing.read_authorisation, "no visa needed", True),
    ],
)
def test_words_of_lists_as_people_write_them(reader: Callable[[Cell], object], cell: Cell, value: Any) -> None:
    """Synonyms, case, numbers as text and a slip of the keyboard are understood."""
    assert reader(cell) == value


@pytest.mark.parametrize(
    ("reader", "cell"),
    [
        (parsing.read_level, "ninja"),
        (parsing.read_reason, "vibes"),
        (parsing.read_reason, "Too"),
        (parsing.read_stage, "halfway"),
        (parsing.read_status, "maybe"),
        (parsing.read_rating, 6),
        (parsing.read_rating, 4.5),
        *((parsing.read_rating, cell) for cell in ("7/10", "☆☆☆☆☆", "★★★☆", "A", "4-5", "4.5 stars")),
        (parsing.read_years, -3),
        (parsing.read_years, "a while"),
        (parsing.read_years, "6 mois"),
        (parsing.read_years, "5-7"),
        (parsing.read_yes_no, "perhaps"),
        (parsing.read_authorisation, "perhaps"),
    ],
)
def test_words_of_no_list_are_refused(reader: Callable[[Cell], object], cell: Cell) -> None:
    """A value that is not on the list is reported, never guessed."""
    with pytest.raises(Unreadable):
        reader(cell)


def test_a_reason_with_its_detail_says_where_to_put_it() -> None:
    """Another word could take the reason back, so it is not guessed."""
    for text in ("Skill gap: Playwright", "skill gap : none"):
        with pytest.raises(Unreadable, match="write 'Skill gap' here, and the rest under Reason detail"):
            parsing.read_reason(text)


@pytest.mark.parametrize("choices", [ShelveReason, Stage, Status, Remote])
def test_every_choice_is_read_as_itself(choices: Any) -> None:
    """Each word of a dropdown means itself."""
    readers = {
        ShelveReason: parsing.read_reason,
        Stage: parsing.read_stage,
        Status: parsing.read_status,
        Remote: parsing.read_remote,
    }
    assert [readers[choices](choice.upper()) for choice in choices] == list(choices)


@pytest.mark.parametrize(
    ("title", "level"),
    [
        ("Senior Data Engineer", Level.SENIOR),
        ("Data Engineer", None),
        ("Account Manager", None),
        ("Staff Nurse", None),
        ("Staff Software Engineer", Level.LEAD),
        ("Internal Auditor", None),
        ("VP Sales", Level.VP),
        ("", None),
    ],
)
def test_level_in_a_title(title: str, level: Any) -> None:
    """Only words that mean a level are read as one: an account manager manages accounts."""
    assert parsing.level_in_title(title) == level
