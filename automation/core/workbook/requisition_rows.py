"""Reads the cells of a requisition's row."""

import re

from automation.core import parsing
from automation.core.model import Conventions, Pay
from automation.core.parsing.locations.reader import IN_TWO_COUNTRIES, read_location
from automation.core.parsing.skills.abbreviations import ambiguous
from automation.core.text import key_of, text_of
from automation.core.workbook.cell_readers import colleague
from automation.core.workbook.row_identity import requisition_id
from automation.core.workbook.row_reader import RowReader

_REQUISITION_TEXTS = (
    "title",
    "family",
    "currency",
    "filled_by",
    "hire_source",
    "description",
)


def read_requisition(row: RowReader, conventions: Conventions, taught: frozenset[str]) -> dict[str, object]:
    """The cells of a requisition's row as values, by column; what cannot be read is reported.

    Args:
        row: The row.
        conventions: How the workbook writes what could be read in several ways.
        taught: The words of the tab Aliases, squashed.
    """
    order = conventions.date_order
    record: dict[str, object] = {id_: row.words(id_) for id_ in _REQUISITION_TEXTS}
    record |= {id_: colleague(row, id_) for id_ in ("hiring_manager", "recruiter")}
    if not record["title"]:
        row.problem("title", "is empty: type the title you would post")
    if parsing.blank(row.cell("status")):
        row.problem("status", "is empty, so this requisition is not matched: write Open, On hold, Filled or Cancelled")
    if parsing.blank(row.cell("opened_on")):
        row.problem("opened_on", "is empty: type the day it opened")
    place = "" if parsing.blank(row.cell("location")) else row.text("location")
    says = read_location(place)
    if says.in_two_countries:
        row.problem("location", IN_TWO_COUNTRIES)
    days = ("opened_on", "posted_on", "pocket_checked_on", "slate_presented_on", "filled_on")
    return record | {
        "req_id": requisition_id(row),
        "feeders": _feeders(row),
        "must": _asked(row, "must", taught),
        "nice": _asked(row, "nice", taught),
        "location": place if says.named else "",
        "remote": row.read("remote", parsing.read_remote) or says.mode,
        "level": row.read("level", parsing.read_level),
        "pay": _pay_band(row, conventions),
        "pocket_checked_by": "",
        "sponsors": row.read("sponsors", parsing.read_yes_no, "sponsors"),
        "status": row.read("status", parsing.read_status),
        **{id_: row.read(id_, parsing.read_date, order) for id_ in days},
    }


_BETWEEN_KEYS, _WITHIN_KEYS = re.compile(r"[,;|\n•·]"), re.compile(r"[/&+\s]+(?:and\s+)?")


def _feeders(row: RowReader) -> tuple[str, ...]:
    """The compared keys in Feeder reqs. An ID may hold a blank or a slash, so that "REQ 1/2" is one key, and two."""
    if not row.words("feeders"):
        return ()
    found: list[str] = []
    for part in _BETWEEN_KEYS.split(text_of(row.cell("feeders"))):
        several = list(filter(None, map(key_of, _WITHIN_KEYS.split(part))))
        found += [key_of(part), *(several if all(any(map(str.isdigit, one)) for one in several) else ())]
    return tuple(dict.fromkeys(filter(None, found)))


def _pay_band(row: RowReader, conventions: Conventions) -> Pay | None:
    """The band's bottom and top; None if the top or its currency is unknown."""
    currency = row.read("currency", parsing.read_currency)
    low = row.read("pay_min", parsing.read_pay, currency, conventions.dollar_currency)
    high = row.read("pay_max", parsing.read_pay, currency, conventions.dollar_currency)
    if not isinstance(high, Pay):
        return None
    if high.currency is None:
        row.problem("pay_max", "has no currency, so pay is not compared: fill Currency", "currency")
        return None
    bottom = low.low if isinstance(low, Pay) and low.currency == high.currency else high.low
    if bottom > high.high:
        row.problem("pay_max", "is less than the minimum: correct one of them")
    return Pay(min(bottom, high.high), high.high, high.currency)


def _asked(row: RowReader, field_id: str, taught: frozenset[str]) -> tuple[str, ...]:
    """The skills that a requisition asks for; abbreviations of several skills are reported."""
    skills = row.read(field_id, parsing.read_asked, taught)
    if not isinstance(skills, tuple):
        return ()
    question = parsing.doubts([skill for skill in skills if ambiguous(skill.text)])
    if question:
        row.problem(field_id, question)
    return tuple(skill.text for skill in skills)
