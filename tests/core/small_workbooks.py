"""Small workbooks for the tests of the core: rows by field id, and the shortest ways to run the program over them."""

from collections.abc import Mapping, Sequence
from datetime import date, datetime, time
from typing import Any

from hypothesis import strategies as st

from automation.core.column_spec import Field
from automation.core.ledger.state import LedgerState
from automation.core.matching.blocker import Blocker
from automation.core.matching.explanations import Explanation
from automation.core.matching.matcher import Matcher, explain_pair
from automation.core.model import Cell, CellError, Conventions, Row, Snapshot, each_row
from automation.core.publishing.plan import Plan, assemble_for_run, final_publication, make_plan
from automation.core.schema import CANDIDATES, REQUISITIONS
from automation.core.text import text_of
from automation.core.typed_columns import CANDIDATE_FIELDS, REQUISITION_FIELDS
from automation.core.workbook.action_rows import HEADERS, action_row
from automation.core.workbook.action_state import ActionState
from automation.core.workbook.assemble import Workbook, assemble
from automation.core.workbook.parsed_workbook import Book
from automation.store.memory import MemoryStore

TODAY = date(2026, 11, 22)
Record = Mapping[str, Cell]

ANA: Record = {
    "name": "Ana Souza",
    "email": "ana@mail.example",
    "shelved_on": "2026-09-01",
    "shelve_reason": "Timing",
    "revisit_on": "2026-10-01",
    "title": "Platform Engineer",
    "skills": "Kubernetes, Golang, Terraform",
    "location": "Lisbon",
    "level": "Senior",
    "pay": "90k EUR",
    "rating": 5,
    "stage": "Offer",
    "region": "US",
    "owner": "Dana Reyes",
}
PLATFORM: Record = {
    "req_id": "REQ-1",
    "title": "Platform Engineer",
    "must": "Kubernetes, Golang",
    "nice": "Terraform",
    "location": "Lisbon",
    "remote": "onsite",
    "level": "Senior",
    "pay_min": "80k",
    "pay_max": "100k",
    "currency": "EUR",
    "opened_on": "2026-11-01",
    "status": "Open",
}
REQUIRED = {
    "candidates": {"name": "Bo Li", "email": "bo@mail.example", "shelved_on": None, "shelve_reason": None},
    "requisitions": {"req_id": "REQ-9", "title": "Clerk", "opened_on": "2026-11-01", "status": "Open"},
}


def tab(fields: Sequence[Field], records: Sequence[Record], required: Sequence[str]) -> list[list[Cell]]:
    """A tab with the columns that the records use, and those that must be there."""
    used = [field for field in fields if field.id in required or any(field.id in record for record in records)]
    return [[field.header for field in used], *([record.get(field.id) for field in used] for record in records)]


def tabs(people: Sequence[Record], roles: Sequence[Record], **others: Sequence[Row]) -> dict[str, Sequence[Row]]:
    """A workbook of people and requisitions; other tabs by name, `_` standing for a space."""
    return {
        CANDIDATES: tab(CANDIDATE_FIELDS, people, list(REQUIRED["candidates"])),
        REQUISITIONS: tab(REQUISITION_FIELDS, roles, list(REQUIRED["requisitions"])),
        **{name.replace("_", " "): rows for name, rows in others.items()},
    }


def read(
    people: Sequence[Record], roles: Sequence[Record], conventions: Conventions | None = None, **others: Sequence[Row]
) -> Book:
    """The rows of a workbook."""
    return assembled(tabs(people, roles, **others), conventions=conventions).book


def assembled(
    book_tabs: Mapping[str, Sequence[Row]],
    ledger: LedgerState | None = None,
    actions: ActionState | None = None,
    today: date = TODAY,
    conventions: Conventions | None = None,
    secret: bytes | None = None,
) -> Workbook:
    """A workbook, read, with what a ledger adds up to and what people did."""
    if actions:
        book_tabs = {**book_tabs, "BP Actions": [list(HEADERS), *map(action_row, actions.lines)]}
    return assemble(Snapshot(book_tabs), ledger, secret, conventions or Conventions(), today)


def planned(book_tabs: Mapping[str, Sequence[Row]], today: date = TODAY, *, force: bool = False) -> Plan:
    """One run over tabs, unpublished."""
    return make_plan(assemble_for_run(Snapshot(book_tabs), None, None, Conventions(), today, force=force), force=force)


def run(store: MemoryStore, today: date = TODAY, *, force: bool = False) -> Plan:
    """One run, published as `refresh` does."""
    snapshot = store.read()
    workbook = assemble_for_run(snapshot, None, None, Conventions(), today, force=force)
    plan = make_plan(workbook, force=force)
    publication = final_publication(plan, snapshot, "run", f"{today.isoformat()}T08:00:00+00:00")
    if publication:
        store.publish(publication, snapshot.version)
    return plan


def explained(person: Record, role: Record, *others: Record, today: date = TODAY, **more: Sequence[Row]) -> Explanation:
    """A person against the first requisition; the others are only in the workbook."""
    people = [{**REQUIRED["candidates"], **person}]
    roles = [{**REQUIRED["requisitions"], **one} for one in (role, *others)]
    book = read(people, roles, **more)
    return explain_pair(book, book.candidates["key"][0], book.requisitions["key"][0], today)


def blocker(person: Record, role: Record, *others: Record, today: date = TODAY) -> Blocker:
    """Where a person's shelve reason stands for the first requisition."""
    return explained(person, role, *others, today=today).blocker


def matcher(people: Sequence[Record], roles: Sequence[Record]) -> tuple[Matcher, list[Any]]:
    """The workbook prepared for matching, and its requisitions' rows."""
    book = read(people, roles)
    return Matcher(book, book.candidates, TODAY), list(each_row(book.requisitions))


def shown(rows: Sequence[Row], header: str) -> list[str]:
    """What stands under a header, row by row."""
    place = [text_of(cell) for cell in rows[0]].index(header)
    return [text_of(row[place]) if place < len(row) else "" for row in rows[1:]]


def said_about(plan: Plan, key: str) -> list[str]:
    """What is wrong with a row, in the words of its problems."""
    return [problem.message for problem in plan.problems if problem.key == key]


# What a cell can hold: anything people type, paste or compute.
ODD_TEXTS = (
    "TBD",
    "n/a",
    "-",
    "03/04/2026",
    "65k",
    "£65,000",
    "-5",
    "yes",
    "Open",
    "=1+1",
    "+49 170 1",
    "@x",
    "#REF!",
    "Go, C++",
    "مهندس برمجيات",
    "שלום",
    "🚀 rocket 🔥",
    "e\u0301",
    "\u202eabc",
    "\u200b",
    "\xa0",
    "a\x00b",
    "1e999",
    "٣",
    "²",
    "ſ",
    "İ",
    "Candidates/x",
    "Pair/a/b",
    "Run",
    "2026-01-01",
    "Conduct",
    "Timing",
    "ana@mail.example",
    "R1",
    "%2F",
    "a/b",
)
TEXTS = st.sampled_from(ODD_TEXTS) | st.text(max_size=30)
DAYS = st.dates(date(1900, 1, 1), date(2999, 12, 31))
CELLS: st.SearchStrategy[Cell] = st.one_of(
    st.none(),
    TEXTS,
    st.floats(),
    st.integers(-(10**400), 10**400),
    st.integers(-10, 60_000),
    st.booleans(),
    DAYS,
    DAYS.map(lambda day: datetime.combine(day, time(23, 59))),
    st.sampled_from(["#REF!", "#N/A", "#VALUE!"]).map(CellError),
)

_SKILLS = (
    "Kubernetes",
    "k8s",
    "Golang",
    "Java",
    "JavaScript",
    "React",
    "React Native",
    "C++",
    "vendor management",
    "managing vendors",
    "SQL",
    "Excel",
    "Kuberentes",
    "🚀",
    "مهندس",
)
_TITLES = ("", "Platform Engineer", "Senior Platform Engineer", "SWE", "Staff Nurse", "Accountant", "Accounts Manager")
_PLACES = ("", "Lisbon", "Lisbon, Portugal", "Remote", "London, UK", "London, ON", "Austin")
_LEVELS = (None, "Junior", "Mid", "Senior", "Lead or Staff", "VP")
_WORK = {
    "title": st.sampled_from(_TITLES),
    "skills": st.lists(st.sampled_from(_SKILLS), max_size=5).map(", ".join),
    "location": st.sampled_from(_PLACES),
    "remote_ok": st.sampled_from([None, "yes", "no"]),
    "level": st.sampled_from(_LEVELS),
    "pay": st.sampled_from([None, "65k EUR", "95k EUR", "105k EUR", "120k USD", "90k"]),
    "rating": st.sampled_from([None, 1, 2, 3, 4, 5]),
    "stage": st.sampled_from([None, "Applied", "Screen", "Interview", "Final", "Offer"]),
    "shelved_on": st.sampled_from([None, "2026-10-01", "2026-01-01", "2024-01-01"]),
    "shelve_reason": st.sampled_from([None, "Timing", "Location", "Too junior", "Pay too high"]),
}


def people(least: int = 1, most: int = 6) -> st.SearchStrategy[list[Record]]:
    """Readable candidates with addresses of their own."""
    rows = st.lists(st.fixed_dictionaries(_WORK), min_size=least, max_size=most)
    return rows.map(
        lambda records: [
            {"name": f"Person {number}", "email": f"p{number}@mail.example", **record}
            for number, record in enumerate(records)
        ]
    )


ROLES: st.SearchStrategy[Record] = st.fixed_dictionaries(
    {
        "req_id": st.just("REQ-1"),
        "title": st.sampled_from(_TITLES),
        "must": _WORK["skills"],
        "nice": _WORK["skills"],
        "location": _WORK["location"],
        "remote": st.sampled_from([None, "onsite", "hybrid", "remote"]),
        "level": _WORK["level"],
        "pay_max": st.sampled_from([None, "100k EUR", "130k USD"]),
        "opened_on": st.sampled_from(["2026-11-01", None]),
        "status": st.just("Open"),
    }
)
