"""Parses cells into typed frames, and reports what is wrong with each row."""

from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

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
from automation.core.text import cell_at, key_of, plain, text_of
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
    candidates = _read_tab(ReadableTab(located[CANDIDATES]), lambda row: _candidate(row, conventions, taught, today))
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
    compared = [key_of(key) for key, _, _ in rows]
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

_TEXT_FIELDS = (
    "name",
    "preferred_name",
    "profile_url",
    "title",
    "company",
    "currency",
    "source",
    "shelved_from",
    "reason_detail",
    "promised",
    "region",
    "notes",
)


def _candidate(row: RowReader, conventions: Conventions, taught: frozenset[str], today: date) -> dict[str, object]:
    order = conventions.date_order
    record: dict[str, object] = {id_: row.words(id_) for id_ in _TEXT_FIELDS}
    # A tick under "Consent" is a basis.
    record["consent_basis"] = row.text("consent_basis")
    record |= {id_: colleague(row, id_) for id_ in ("owner", "champion")}
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
        "language": _language(row),
        "matching": by_hand(row),
        "do_not_contact": do_not_contact(row),
        "alerts": row.read("alerts", parsing.read_yes_no, "alerts"),
        "in_process": text_unless_no(row, "in_process"),
        "hired_on": hired_on(row, order),
        "suppressed": False,
        "said": NOTHING,
        "consent": NOT_NEEDED,
        "other_row": None,
        "organisation": None,
        "typed_as": typed_as(row, email),
        "shelved_as": typed_shelving(row),
        "earlier": (),
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
