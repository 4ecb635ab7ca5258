"""Parses cells into typed frames, and reports what is wrong with each row."""

import re
from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

import pandas as pd

from automation.core import parsing
from automation.core.identity.greeting import name_problem
from automation.core.ledger.replies import NOTHING
from automation.core.model import CandidateFrame, Conventions, Pay, Problem, RequisitionFrame, Row
from automation.core.parsing.locations import read_location
from automation.core.parsing.skill_abbreviations import ambiguous
from automation.core.rules import read_rules
from automation.core.schema import ALIASES, CANDIDATES, PEOPLES_TABS, REQUISITIONS, SETTINGS
from automation.core.tabs.header_words import GIVEN_NAME
from automation.core.tabs.headers import Located, find_tab
from automation.core.taxonomy.skill_words import squash
from automation.core.text import cell_at, key_of, plain, text_of
from automation.core.workbook.cell_readers import (
    by_hand,
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
from automation.core.workbook.row_identity import (
    email_of,
    report_doubled,
    report_keyless,
    requisition_id,
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
    requisitions = _read_tab(ReadableTab(located[REQUISITIONS]), lambda row: _requisition(row, conventions, taught))
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
        "domain",
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
    place, works_remotely, remote_ok = place_said(row)
    level = row.read("level", parsing.read_level)
    pay = pay_expected(row, conventions)
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
        "location": place,
        "works_remotely": works_remotely,
        "skills": skills_said(row, taught),
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
        "matching": by_hand(row),
        "do_not_contact": do_not_contact(row),
        "alerts": row.read("alerts", parsing.read_yes_no, "alerts"),
        "in_process": text_unless_no(row, "in_process"),
        "hired_on": hired_on(row, order),
        "suppressed": False,
        "said": NOTHING,
        "consent": NOT_NEEDED,
        "other_row": None,
        "domain": None,
        "typed_as": typed_as(row, email),
        "shelved_as": typed_shelving(row),
        "earlier": (),
    }


def _check_name(row: RowReader, name: str, preferred: str) -> None:
    """Report a cell that holds more than a name, or none: no message goes out with it."""
    field_id, problem = name_problem(name, preferred)
    if problem and not parsing.blank(preferred or name):
        row.problem(field_id, problem)


def _asked(row: RowReader, field_id: str, taught: frozenset[str]) -> tuple[str, ...]:
    """The skills that a requisition asks for; abbreviations of several skills are reported."""
    skills = row.read(field_id, parsing.read_asked, taught)
    if not isinstance(skills, tuple):
        return ()
    question = parsing.doubts([skill for skill in skills if ambiguous(skill.text)])
    if question:
        row.problem(field_id, question)
    return tuple(skill.text for skill in skills)


def _name(row: RowReader, field_id: str) -> str:
    """A name; "" for a dash and the like, which are no one's name."""
    cell = row.cell(field_id)
    return "" if cell is None or parsing.blank(cell) else row.words(field_id)


_REQUISITION_TEXTS = (
    "title",
    "family",
    "currency",
    "hiring_manager",
    "recruiter",
    "filled_by",
    "hire_source",
    "description",
)


def _requisition(row: RowReader, conventions: Conventions, taught: frozenset[str]) -> dict[str, object]:
    order = conventions.date_order
    record: dict[str, object] = {id_: row.words(id_) for id_ in _REQUISITION_TEXTS}
    if not record["title"]:
        row.problem("title", "is empty: type the title you would post")
    if parsing.blank(row.cell("status")):
        row.problem("status", "is empty, so this requisition is not matched: write Open, On hold, Filled or Cancelled")
    if parsing.blank(row.cell("opened_on")):
        row.problem("opened_on", "is empty: type the day it opened")
    place = "" if parsing.blank(row.cell("location")) else row.text("location")
    says = read_location(place)
    days = ("opened_on", "posted_on", "pocket_checked_on", "slate_presented_on", "filled_on")
    return record | {
        "req_id": requisition_id(row),
        "feeders": tuple(key_of(feeder) for feeder in re.split(r"[,;|\n]", row.text("feeders")) if feeder.strip()),
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


def _pay_band(row: RowReader, conventions: Conventions) -> Pay | None:
    """The band's bottom and top; None if the top or its currency is unknown."""
    currency = row.read("currency", parsing.read_currency)
    low = row.read("pay_min", parsing.read_pay, currency, conventions.dollar_currency)
    high = row.read("pay_max", parsing.read_pay, currency, conventions.dollar_currency)
    if not isinstance(high, Pay):
        return None
    if high.currency is None:
        row.problem("pay_max", "has no currency, so pay is not compared: fill Currency")
        return None
    bottom = low.low if isinstance(low, Pay) and low.currency == high.currency else high.low
    if bottom > high.high:
        row.problem("pay_max", "is less than the minimum: correct one of them")
    return Pay(min(bottom, high.high), high.high, high.currency)
