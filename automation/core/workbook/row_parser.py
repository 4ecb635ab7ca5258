"""Parses cells into typed frames, and reports what is wrong with each row."""

from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

import pandas as pd

from automation.core import parsing
from automation.core.identity.greeting import name_problem
from automation.core.languages.catalogue import DEFAULT
from automation.core.ledger.replies import NOTHING
from automation.core.model import CandidateFrame, Cell, Conventions, Pay, Problem, RequisitionFrame, Row, Skill
from automation.core.parsing import Unreadable
from automation.core.parsing.locations import Location, read_location
from automation.core.rules import read_rules
from automation.core.schema import ALIASES, CANDIDATES, PEOPLES_TABS, REQUISITIONS, SETTINGS
from automation.core.tabs.header_words import GIVEN_NAME
from automation.core.tabs.headers import Located, find_tab
from automation.core.taxonomy.skill_words import squash
from automation.core.text import cell_at, key_of, plain, text_of
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


def parse(
    located: Mapping[str, Located], tabs: Mapping[str, Sequence[Row]], conventions: Conventions, today: date
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
    """
    settings, aliases_tab = find_tab(tabs, SETTINGS), find_tab(tabs, ALIASES)
    rules, problems = read_rules(tabs[settings] if settings else [])
    aliases = _read_aliases(tabs[aliases_tab] if aliases_tab else [])
    taught = frozenset(map(squash, aliases))
    candidates = _read_tab(ReadableTab(located[CANDIDATES]), lambda row: _candidate(row, conventions, taught, today))
    requisitions = _read_tab(ReadableTab(located[REQUISITIONS]), lambda row: read_requisition(row, conventions, taught))
    return Book(
        CandidateFrame(candidates.frame),
        RequisitionFrame(requisitions.frame),
        {CANDIDATES: candidates.doubled, REQUISITIONS: requisitions.doubled},
        {CANDIDATES: candidates.keyless, REQUISITIONS: requisitions.keyless},
        rules,
        aliases,
        [*_renamed(located), *problems, *candidates.problems, *requisitions.problems],
    )


def _renamed(located: Mapping[str, Located]) -> list[Problem]:
    """Tabs that were found by their headers, because people renamed them."""
    return [
        Problem(tab, "", "", one.name, f"There is no tab '{tab}'; '{one.name}' has its headers and is read instead.")
        for tab, one in located.items()
        if plain(one.name) != plain(tab)
    ]


def _read_aliases(rows: Sequence[Row]) -> dict[str, str]:
    pairs = ((text_of(cell_at(row, 0)), text_of(cell_at(row, 1))) for row in rows[1:])
    return {written: meant for written, meant in pairs if written and meant}


@dataclass(frozen=True)
class _Parsed:
    frame: pd.DataFrame
    doubled: Sequence[str]
    keyless: int
    problems: Sequence[Problem]


def _read_tab(tab: ReadableTab, read_row: Callable[[RowReader], dict[str, object]]) -> _Parsed:
    readers, unread = filled_rows(tab)
    counts = Counter(key_of(reader.key) for reader in readers if reader.key)
    records, problems = [], [*tab.headers.problems, *unread]
    for reader in readers:
        record = read_row(reader)
        if not reader.key:
            report_keyless(reader)
        elif counts[key_of(reader.key)] > 1:
            report_doubled(reader)
        else:
            records.append({"key": reader.key, "row": reader.number, **record})
        problems += reader.problems
    spec = PEOPLES_TABS[tab.name]
    columns = ["key", "row", *(f.id for f in spec.fields)]
    frame = pd.DataFrame(records, columns=[*columns, *_DERIVED[tab.name]], dtype=object)
    frame.index = pd.Index([key_of(str(key)) for key in frame["key"]], dtype=object)
    doubled = [key for key, count in counts.items() if count > 1]
    return _Parsed(frame, doubled, sum(not reader.key for reader in readers), problems)


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

_TEXT_FIELDS = (
    "profile_url",
    "title",
    "company",
    "currency",
    "source",
    "shelved_from",
    "reason_detail",
    "champion",
    "owner",
    "promised",
    "region",
    "notes",
)


def _candidate(row: RowReader, conventions: Conventions, taught: frozenset[str], today: date) -> dict[str, object]:
    order = conventions.date_order
    record: dict[str, object] = {id_: row.words(id_) for id_ in _TEXT_FIELDS}
    # A tick under "Consent" is a basis.
    record["consent_basis"] = row.text("consent_basis")
    record |= {id_: _name(row, id_) for id_ in ("name", "preferred_name")}
    if not record["name"] and not row.reported("name"):
        row.problem("name", "is empty: type a name")
    candidate_id = row.read("candidate_id", parsing.read_id) or ""
    email = email_of(row)
    place = "" if parsing.blank(row.cell("location")) else row.text("location")
    says = read_location(place)
    remote_ok = row.read("remote_ok", parsing.read_yes_no, "remote_ok")
    level = row.read("level", parsing.read_level)
    currency = row.read("currency", parsing.read_currency)
    pay = row.read("pay", parsing.read_pay, currency, conventions.dollar_currency)
    if isinstance(pay, Pay) and pay.currency is None:
        row.problem("pay", "has no currency: write it with one, such as 65k GBP")
    for field_id, what in (
        ("shelved_on", "the day"),
        ("shelve_reason", "why it was not right then"),
    ):
        cell = row.cell(field_id)
        if parsing.blank(cell) or cell is False:
            row.problem(field_id, f"is empty: type {what}")
    _check_name(row, str(record["name"]), str(record["preferred_name"]))
    return record | {
        "given_name": row.part(GIVEN_NAME),
        "email": email,
        "candidate_id": candidate_id,
        "phone": row.read("phone", parsing.read_phone) or "",
        "location": place if says.named or says.anywhere else "",
        "works_remotely": _works_remotely(says, remote_ok),
        "skills": _skills(row, taught),
        "remote_ok": remote_ok,
        "level": level,
        "level_said": "" if level is None else row.text("level"),
        "years": row.read("years", parsing.read_years),
        "pay": pay,
        "work_authorisation": row.read("work_authorisation", parsing.read_authorisation),
        "shelved_on": row.past("shelved_on", order, today),
        "stage": row.read("stage", parsing.read_stage),
        "rating": row.read("rating", parsing.read_rating),
        "shelve_reason": row.read("shelve_reason", parsing.read_reason),
        "revisit_on": row.read("revisit_on", parsing.read_date, order),
        "last_contact": row.past("last_contact", order, today),
        "promised_by": row.read("promised_by", parsing.read_date, order),
        "consent_on": row.past("consent_on", order, today),
        "language": _language(row),
        "matching": _by_hand(row),
        "do_not_contact": _do_not_contact(row),
        "alerts": row.read("alerts", parsing.read_yes_no, "alerts"),
        "in_process": _text_unless_no(row, "in_process"),
        "hired_on": _hired(row, order),
        "suppressed": False,
        "said": NOTHING,
        "consent": NOT_NEEDED,
        "other_row": None,
        "organisation": None,
        "typed_as": typed_as(row, email),
        "shelved_as": typed_shelving(row),
        "earlier": (),
    }


def _works_remotely(place: Location, remote_ok: object) -> bool | None:
    """Whether the candidate would work remotely, by Remote OK and Location together; None if that is unknown."""
    if place.remote is None:
        return remote_ok if isinstance(remote_ok, bool) else None
    if remote_ok is None or place.remote is remote_ok:
        return place.remote
    # With a Remote OK of no, "Berlin (remote)" is only a place; "Remote" alone still means remote.
    return not place.named if place.remote else None


def _check_name(row: RowReader, name: str, preferred: str) -> None:
    """Report a cell that holds more than a name, or none: no message goes out with it."""
    field_id, problem = name_problem(name, preferred)
    if problem and not parsing.blank(preferred or name):
        row.problem(field_id, problem)


def _skills(row: RowReader, taught: frozenset[str]) -> tuple[Skill, ...]:
    """The skills of a candidate; what the cell leaves open is reported."""
    skills = row.read("skills", parsing.read_skills, taught)
    if not isinstance(skills, tuple):
        return ()
    question = parsing.doubts(skills)
    if question:
        row.problem("skills", question)
    return skills


def _name(row: RowReader, field_id: str) -> str:
    """A name; "" for a dash and the like, which are no one's name."""
    cell = row.cell(field_id)
    return "" if cell is None or parsing.blank(cell) else row.words(field_id)


def _do_not_contact(row: RowReader) -> bool:
    """Whether the candidate must not be contacted; anything but a clear no counts as yes."""
    cell = row.cell("do_not_contact")
    if parsing.blank(cell):
        return False
    try:
        return bool(parsing.read_yes_no(cell, "do_not_contact"))
    except Unreadable:
        row.problem("do_not_contact", "is read as yes, to be safe: write yes or no")
        return True


def _language(row: RowReader) -> str:
    """The code of the candidate's language, "" if the cell is empty; English if it cannot be read, as is reported."""
    language = row.read("language", parsing.read_language)
    return str(language or (DEFAULT if row.reported("language") else ""))


def _by_hand(row: RowReader) -> bool:
    """Whether the candidate is never scored; anything but a clear "automatic" counts as by hand."""
    try:
        return bool(parsing.read_by_hand(row.cell("matching")))
    except Unreadable as problem:
        row.problem("matching", str(problem))
        return True


def _hired(row: RowReader, order: str | None) -> str:
    """The text of Hired on. Text that is no day is reported, and counts as hired to be safe."""
    text = _text_unless_no(row, "hired_on")
    if text:
        try:
            parsing.read_date(row.cell("hired_on"), order)
        except Unreadable:
            row.problem("hired_on", "is read as hired, to be safe: write the day, or clear the cell")
    return text


def _text_unless_no(row: RowReader, field_id: str) -> str:
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
