"""Parses cells into typed frames, and reports what is wrong with each row."""

from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import NamedTuple

from automation.core import parsing
from automation.core.frame import Frame
from automation.core.identity.greeting import name_problem
from automation.core.languages.catalogue import DEFAULT
from automation.core.ledger.replies import NOTHING
from automation.core.model import CandidateFrame, Conventions, Problem, RequisitionFrame, Row
from automation.core.rules import read_rules
from automation.core.schema import ALIASES, CANDIDATES, PEOPLES_TABS, REQUISITIONS, SETTINGS
from automation.core.tabs.header_words import GIVEN_NAME
from automation.core.tabs.headers import Located, find_tab
from automation.core.taxonomy.skill_words import squash
from automation.core.text import cell_at, plain, text_of
from automation.core.workbook.cell_readers import (
    by_hand,
    colleague,
    do_not_contact,
    hired_on,
    pay_expected,
    place_said,
    skills_said,
    text_unless_no,
)
from automation.core.workbook.consent import NOT_NEEDED
from automation.core.workbook.filled_rows import filled_rows
from automation.core.workbook.parsed_workbook import Book
from automation.core.workbook.requisition_rows import read_requisition
from automation.core.workbook.row_identity import (
    email_of,
    report_doubled,
    report_keyless,
    typed_as,
)
from automation.core.workbook.row_reader import ReadableTab, RowReader
from automation.core.workbook.shelvings import typed_shelving


@dataclass(frozen=True)
class ParsedTab:
    """The rows of one of people's tabs.

    Attributes:
        frame: Those with a key of their own.
        doubled: The compared keys that several rows share.
        keyless: How many rows have no key.
        problems: What is wrong with rows.
    """

    frame: Frame
    doubled: Sequence[str]
    keyless: int
    problems: Sequence[Problem]


def parse_requisitions(
    located: Mapping[str, Located], tabs: Mapping[str, Sequence[Row]], conventions: Conventions
) -> ParsedTab:
    """Read the rows of `Requisitions`, which depend on no candidate; the arguments are those of `parse`."""
    taught = frozenset(map(squash, _aliases(tabs)))
    return _read_tab(ReadableTab(located[REQUISITIONS]), lambda row: read_requisition(row, conventions, taught))


def parse(
    located: Mapping[str, Located],
    tabs: Mapping[str, Sequence[Row]],
    conventions: Conventions,
    today: date,
    requisitions: ParsedTab,
) -> Book:
    """Read every row that can be read. Only `assemble.Workbook` calls it.

    The columns of `candidates` are `key` (as shown), `row` and the ids of `typed_columns.CANDIDATE_FIELDS`, with dates,
    `Pay`, `Level`, `ShelveReason`, `Stage`, booleans and tuples of `Skill` in place of text; None is unknown. Those of
    `requisitions` are `key`, `row` and the ids of `typed_columns.REQUISITION_FIELDS`, with one `Pay` under `pay`, and
    `pocket_checked_by`, which actions fill.

    Args:
        located: People's tabs.
        tabs: All tabs, for `Settings` and `Aliases`.
        conventions: How the workbook writes what could be read in several ways.
        today: Its day.
        requisitions: As `parse_requisitions` reads them.
    """
    settings = find_tab(tabs, SETTINGS)
    rules, problems = read_rules(tabs[settings] if settings else [])
    aliases = _aliases(tabs)
    taught = frozenset(map(squash, aliases))
    tab = ReadableTab(located[CANDIDATES])
    candidates = _read_tab(tab, _candidates(tab, _Context(conventions, taught, today)))
    return Book(
        CandidateFrame(candidates.frame),
        RequisitionFrame(requisitions.frame),
        {CANDIDATES: candidates.doubled, REQUISITIONS: requisitions.doubled},
        {CANDIDATES: candidates.keyless, REQUISITIONS: requisitions.keyless},
        rules,
        aliases,
        [*_renamed(located), *problems, *candidates.problems, *requisitions.problems],
        {tab: one.names for tab, one in located.items()},
    )


def _renamed(located: Mapping[str, Located]) -> list[Problem]:
    """Tabs that were found by their headers, because people renamed them."""
    return [
        Problem(tab, "", "", one.name, f"There is no tab '{tab}'; '{one.name}' has its headers and is read instead.")
        for tab, one in located.items()
        if plain(one.name) != plain(tab)
    ]


def _aliases(tabs: Mapping[str, Sequence[Row]]) -> dict[str, str]:
    name = find_tab(tabs, ALIASES)
    rows = tabs[name][1:] if name else []
    pairs = ((text_of(cell_at(row, 0)), text_of(cell_at(row, 1))) for row in rows)
    return {written: meant for written, meant in pairs if written and meant}


def _read_tab(tab: ReadableTab, read_row: Callable[[RowReader], dict[str, object]]) -> ParsedTab:
    rows, unread = filled_rows(tab)
    compared = [tab.keys[number - 2] for _, number, _ in rows]
    counts = Counter(filter(None, compared))
    problems = [*tab.headers.problems, *unread]
    names = ["key", "row", *(f.id for f in PEOPLES_TABS[tab.name].fields), *_DERIVED[tab.name]]
    columns: dict[str, list[object]] = {name: [] for name in names}
    kept: list[str] = []
    for (key, number, cells), compared_key in zip(rows, compared, strict=True):
        # Rows are read one after the other, so that what one needs is not kept for all.
        reader = RowReader(tab, key, number, cells)
        record = read_row(reader)
        if not key:
            report_keyless(reader)
        elif counts[compared_key] > 1:
            report_doubled(reader)
        else:
            record |= {"key": key, "row": number}
            kept.append(compared_key)
            for name, column in columns.items():
                column.append(record.get(name))
        problems += reader.problems
    frame = Frame(_shared(columns), kept)
    doubled = [key for key, count in counts.items() if count > 1]
    return ParsedTab(frame, doubled, sum(not key for key, _, _ in rows), problems)


def _shared(columns: Mapping[str, Sequence[object]]) -> Mapping[str, Sequence[object]]:
    """The columns, of which those that hold one value in all rows are in memory once: most fields are optional."""
    alike: dict[int, Sequence[object]] = {}
    found = {}
    for name, column in columns.items():
        one_value = bool(column) and all(cell is column[0] for cell in column)
        found[name] = alike.setdefault(id(column[0]), column) if one_value else column
    return found


_DERIVED = {
    CANDIDATES: [
        "given_name",
        "works_remotely",
        "level_said",
        "suppressed",
        "said",
        "consent",
        "other_row",
        "organisation",
        "typed_as",
        "shelved_as",
        "earlier",
    ],
    REQUISITIONS: ["pay", "pocket_checked_by"],
}


class _Context(NamedTuple):
    """What the reading of a candidate's cells depends on besides the cells."""

    conventions: Conventions
    taught: frozenset[str]
    today: date


def _words(field_id: str) -> Callable[[RowReader, _Context], str]:
    return lambda row, _: row.words(field_id)


def _value(field_id: str, reader: Callable[..., object], *args: object) -> Callable[[RowReader, _Context], object]:
    return lambda row, _: row.read(field_id, reader, *args)


def _day(field_id: str) -> Callable[[RowReader, _Context], object]:
    return lambda row, context: row.read(field_id, parsing.read_date, context.conventions.date_order)


def _past(field_id: str) -> Callable[[RowReader, _Context], object]:
    return lambda row, context: row.past(field_id, context.conventions.date_order, context.today)


# Fields that depend on no other cell, and of which nothing is reported where the tab has no such column.
_ALONE: Mapping[str, Callable[[RowReader, _Context], object]] = {
    "profile_url": _words("profile_url"),
    "title": _words("title"),
    "company": _words("company"),
    "currency": _words("currency"),
    "source": _words("source"),
    "shelved_from": _words("shelved_from"),
    "reason_detail": _words("reason_detail"),
    "promised": _words("promised"),
    "region": _words("region"),
    "notes": _words("notes"),
    # A tick under "Consent" is a basis.
    "consent_basis": lambda row, _: row.text("consent_basis"),
    "owner": lambda row, _: colleague(row, "owner"),
    "champion": lambda row, _: colleague(row, "champion"),
    "phone": lambda row, _: row.read("phone", parsing.read_phone) or "",
    "skills": lambda row, context: skills_said(row, context.taught),
    "years": _value("years", parsing.read_years),
    "work_authorisation": _value("work_authorisation", parsing.read_authorisation),
    "stage": _value("stage", parsing.read_stage),
    "rating": _value("rating", parsing.read_rating),
    "revisit_on": _day("revisit_on"),
    "last_contact": _past("last_contact"),
    "promised_by": _day("promised_by"),
    "consent_on": _past("consent_on"),
    "language": lambda row, _: _language(row),
    "matching": lambda row, _: by_hand(row),
    "do_not_contact": lambda row, _: do_not_contact(row),
    "alerts": _value("alerts", parsing.read_yes_no, "alerts"),
    "in_process": lambda row, _: text_unless_no(row, "in_process"),
    "hired_on": lambda row, context: hired_on(row, context.conventions.date_order),
}


def _candidates(tab: ReadableTab, context: _Context) -> Callable[[RowReader], dict[str, object]]:
    """Reads the cells of a candidate's row as values, by column. Columns that the tab lacks are read once."""
    nothing = RowReader(tab, "", 0, [])
    there = {field_id: read for field_id, read in _ALONE.items() if field_id in tab.headers.fields}
    missing = {field_id: read(nothing, context) for field_id, read in _ALONE.items() if field_id not in there}
    # What rows do not say, but actions, replies and other rows.
    missing |= {"suppressed": False, "said": NOTHING, "consent": NOT_NEEDED, "earlier": ()}

    def read_row(row: RowReader) -> dict[str, object]:
        record = missing | _together(row, context)
        for field_id, read in there.items():
            record[field_id] = read(row, context)
        return record

    return read_row


def _together(row: RowReader, context: _Context) -> dict[str, object]:
    """The fields that are read from several cells, or whose absence is reported."""
    name, preferred = row.words("name"), row.words("preferred_name")
    if not name and not row.reported("name"):
        row.problem("name", "is empty: type a name")
    own_id, email = row.read("candidate_id", parsing.read_id) or "", email_of(row)
    place, works_remotely, remote_ok = place_said(row)
    level = row.read("level", parsing.read_level)
    pay = pay_expected(row, context.conventions)
    for field_id, what in (("shelved_on", "the day"), ("shelve_reason", "why it was not right then")):
        cell = row.cell(field_id)
        if parsing.blank(cell) or cell is False:
            row.problem(field_id, f"is empty: type {what}")
    _check_name(row, name, preferred)
    return {
        "name": name,
        "preferred_name": preferred,
        "given_name": row.part(GIVEN_NAME),
        "candidate_id": own_id,
        "email": email,
        "location": place,
        "works_remotely": works_remotely,
        "remote_ok": remote_ok,
        "level": level,
        "level_said": "" if level is None else row.text("level"),
        "pay": pay,
        "shelved_on": row.past("shelved_on", context.conventions.date_order, context.today),
        "shelve_reason": row.read("shelve_reason", parsing.read_reason),
        "typed_as": typed_as(row, email),
        "shelved_as": typed_shelving(row),
    }


def _check_name(row: RowReader, name: str, preferred: str) -> None:
    """Report a cell that holds more than a name, or none: no message goes out with it."""
    field_id, problem = name_problem(name, preferred)
    if problem and not parsing.blank(preferred or name):
        row.problem(field_id, problem, "preferred_name")


def _language(row: RowReader) -> str:
    """The code of the candidate's language, "" if the cell is empty; English if it cannot be read, as is reported."""
    language = row.read("language", parsing.read_language)
    return str(language or (DEFAULT if row.reported("language") else ""))
