"""Reads the cells of a candidate that matching compares, each group of cells that belong together by itself.

The row parser reads rows with it, and the archive each distinct group of cells, so that both read the same.
"""

import re
from contextlib import suppress
from datetime import date
from functools import cache

from automation.core import parsing
from automation.core.model import Cell, Conventions, Pay, Skill
from automation.core.parsing import Unreadable
from automation.core.parsing.locations.reader import IN_TWO_COUNTRIES, Location, read_location
from automation.core.parsing.vocabulary import vocabulary
from automation.core.text import plain, text_of
from automation.core.workbook.row_reader import RowReader

# Cells that count as empty elsewhere; under Do not contact they say that it must be asked.
_IN_DOUBT = re.compile(r"[\s.]*\?[?!.\s]*|tb[cd]\.?|unknown|not (?:known|sure)", re.IGNORECASE)


def place_said(row: RowReader) -> tuple[str, bool | None, object]:
    """The place ("" where the row names none), whether they would work remotely, and Remote OK alone."""
    place = "" if parsing.blank(row.cell("location")) else row.text("location")
    says = read_location(place)
    if says.in_two_countries:
        row.problem("location", IN_TWO_COUNTRIES)
    remote_ok = row.read("remote_ok", parsing.read_yes_no, "remote_ok")
    return place if says.named or says.anywhere else "", _works_remotely(says, remote_ok), remote_ok


def pay_expected(row: RowReader, conventions: Conventions) -> Pay | None:
    """The pay expectation; one without a currency is reported."""
    currency = row.read("currency", parsing.read_currency)
    pay = row.read("pay", parsing.read_pay, currency, conventions.dollar_currency)
    if isinstance(pay, Pay) and pay.currency is None:
        row.problem("pay", "has no currency: write it with one, such as 65k GBP")
    return pay if isinstance(pay, Pay) else None


def day_said(row: RowReader, field_id: str, order: str | None) -> date | None:
    """A day, also one in the future."""
    day = row.read(field_id, parsing.read_date, order)
    return day if isinstance(day, date) else None


def _works_remotely(place: Location, remote_ok: object) -> bool | None:
    """Whether the candidate would work remotely, by Remote OK and Location together; None if that is unknown."""
    if place.remote is None:
        return remote_ok if isinstance(remote_ok, bool) else None
    if remote_ok is None or place.remote is remote_ok:
        return place.remote
    # With a Remote OK of no, "Berlin (remote)" is only a place; "Remote" alone still means remote.
    return not place.named if place.remote else None


def skills_said(row: RowReader, taught: frozenset[str]) -> tuple[Skill, ...]:
    """The skills of a candidate; what the cell leaves open is reported."""
    skills = row.read("skills", parsing.read_skills, taught)
    if not isinstance(skills, tuple):
        return ()
    question = parsing.doubts(skills)
    if question:
        row.problem("skills", question)
    return skills


def do_not_contact(row: RowReader) -> bool:
    """Whether the candidate must not be contacted; anything but a clear no counts as yes."""
    cell = row.cell("do_not_contact")
    in_doubt = bool(_IN_DOUBT.fullmatch(text_of(cell)))
    if parsing.blank(cell) and not in_doubt:
        return False
    if not in_doubt:
        with suppress(Unreadable):
            return bool(parsing.read_yes_no(cell, "do_not_contact"))
    row.problem("do_not_contact", "is read as yes, to be safe: write yes or no")
    return True


def by_hand(row: RowReader) -> bool:
    """Whether the candidate is never scored; anything but a clear "automatic" counts as by hand."""
    try:
        return bool(parsing.read_by_hand(row.cell("matching")))
    except Unreadable as problem:
        row.problem("matching", str(problem))
        return True


def hired_on(row: RowReader, order: str | None) -> str:
    """The text of Hired on. Text that is no day is reported, and counts as hired to be safe."""
    text = text_unless_no(row, "hired_on")
    if text:
        try:
            parsing.read_date(row.cell("hired_on"), order)
        except Unreadable:
            row.problem("hired_on", "is read as hired, to be safe: write the day, or clear the cell")
    return text


@cache
def _no_colleague() -> frozenset[str]:
    return frozenset(map(plain, vocabulary("no_colleague")["no one"]))


def colleague(row: RowReader, field_id: str) -> str:
    """The name of a colleague; "" where the cell says that there is none, such as "Unassigned"."""
    name = row.words(field_id)
    return "" if plain(name) in _no_colleague() else name


def text_unless_no(row: RowReader, field_id: str) -> str:
    """The text of a cell, "" if it is empty or says no."""
    cell = row.cell(field_id)
    if cell is None:
        return ""
    text = row.text(field_id)
    return "" if parsing.blank(cell) or _says_no(cell) else text


def _says_no(cell: Cell) -> bool:
    try:
        return parsing.read_yes_no(cell) is False
    except Unreadable:
        return False
