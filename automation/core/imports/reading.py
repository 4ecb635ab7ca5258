"""Reads what files hold: tables and JSON objects become people, with everything a careful importer says."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from automation.core.imports.applications import UNKNOWN_REASONS, UNKNOWN_STAGE, Application, read_application
from automation.core.imports.cells import Reading, shown
from automation.core.imports.documents import Document, documents_of, flattened, sensitive_in
from automation.core.imports.headers import Columns
from automation.core.imports.people import Left, Newcomer, join
from automation.core.imports.records import Record, Remarks, Table
from automation.core.imports.systems import records_of
from automation.core.imports.systems.lists import sorted_lists
from automation.core.imports.tables import Rows, choose, is_of_applications, read_rows
from automation.core.imports.terms import Terms
from automation.core.imports.words import DROP, SALUTATION, TRACKER, Preset, preset
from automation.core.model import QUOTED, Cell
from automation.core.text import cell_at, text_of
from automation.core.typed_columns import CANDIDATE_FIELDS

# Different texts of a column that are kept to show what it holds.
EXAMPLES = 3
# Rows that are looked at for them.
LOOKED_AT = 500
HEADERS = {one.id: one.header for one in CANDIDATE_FIELDS}
_SHOWN = {
    "given_name": "Name",
    "family_name": "Name",
    "mobile": "Phone",
    "phone2": "Phone",
    "email2": "Email",
    "city": "Location",
    "state": "Location",
    "country": "Location",
    "address": "Location",
    "req_id": "Shelved from",
    "req_title": "Shelved from",
    "outcome": "(outcome)",
    "outcome_on": "Shelved on",
    "applied_on": "(order of applications)",
    "withdrawn_on": "Shelved on",
    "withdrawal_reason": "Shelve reason",
    "is_rejected": "(outcome)",
    "is_hired": "(outcome)",
    "is_withdrawn": "(outcome)",
    "side": "(outcome)",
    "can_email": "Do not contact",
    "is_private": "(private)",
    "headline": "Current title",
    "link2": "Profile URL",
    "drop": "(never imported)",
    "salutation": "(never imported)",
    "tags": "",
    "unread": "",
    "plain_date": "",
}


class UnreadableFile(ValueError):
    """A file cannot be imported; the text says why, and what to do.

    Attributes:
        headers: The texts that may be the headers, where none of them is known.
    """

    def __init__(self, text: str, headers: Sequence[str] = ()) -> None:
        self.headers = headers
        super().__init__(text)


@dataclass(frozen=True)
class Source:
    """What one file holds: tables, or the value of a JSON file.

    Attributes:
        file: Its name.
        tables: Its tables.
        value: Of a JSON file; None for others.
    """

    file: str
    tables: Sequence[Table] = ()
    value: Any = None


@dataclass(frozen=True)
class Wishes:
    """What the person who imports says about the files.

    Attributes:
        system: The preset; None finds it.
        columns: Header → header of a column of Candidates; "" leaves the column out.
        reasons: Words → shelve reason.
        stages: Words → stage.
        order: "DMY" or "MDY" for dates such as 03/04/2026; None leaves them unread.
    """

    system: Preset | None = None
    columns: Mapping[str, str] = field(default_factory=dict)
    reasons: Mapping[str, str] = field(default_factory=dict)
    stages: Mapping[str, str] = field(default_factory=dict)
    order: str | None = None


@dataclass
class Gathered:
    """What the files hold.

    Attributes:
        format: The system's name, or "tracker".
        read: How many rows or objects were read.
        people: The people, those who are hired or in process included.
        left: Records that become no row.
        columns: Header → what it becomes; "" for what is not imported.
        roles: Header → role, as `headers.Columns` has it; "" for none. Of tables only.
        examples: Header → the first different texts below it; none of what is never imported.
        dropped: The headers of what is never imported.
        remarks: What to say.
    """

    format: str = TRACKER.name
    read: int = 0
    people: list[Newcomer] = field(default_factory=list)
    left: list[Left] = field(default_factory=list)
    columns: dict[str, str] = field(default_factory=dict)
    roles: dict[str, str] = field(default_factory=dict)
    examples: dict[str, list[str]] = field(default_factory=dict)
    dropped: list[str] = field(default_factory=list)
    remarks: Remarks = field(default_factory=Remarks)

    @property
    def unknown_reasons(self) -> list[str]:
        """The words of reasons that were not known."""
        return [text for what in UNKNOWN_REASONS for text in self.remarks.found.get(what, ())]

    @property
    def unknown_stages(self) -> list[str]:
        """The words of stages that were not known."""
        return list(self.remarks.found.get(UNKNOWN_STAGE, ()))


def gather(sources: Sequence[Source], wishes: Wishes, today: date) -> Gathered:
    """What files hold, all together: they are joined by IDs.

    Raises:
        UnreadableFile: A file holds no candidates that can be recognised.
    """
    found = Gathered()
    for remark in (remark for source in sources for table in source.tables for remark in table.remarks):
        found.remarks.add(remark)
    applications: list[Application] = []
    documents = [one for source in sources if source.value is not None for one in _documents(source)]
    system, lists, rest = sorted_lists(documents)
    if system:
        found.dropped += dict.fromkeys(sensitive_in([one.objects for one in documents if one not in rest]))
        applications += _of_objects(records_of(system, lists), preset(system), wishes, today, found)
        rest = []
    tables = [table for source in sources for table in source.tables] + list(map(_as_table, rest))
    if tables:
        applications += _of_tables(tables, wishes, today, found)
    keyless = not any(
        one.emails or one.person.get("candidate_id") or one.person.get("profile_url") for one in applications
    )
    joined = join(applications, found.remarks, keyless=keyless)
    found.people, found.left = joined.people, [*found.left, *joined.left]
    found.dropped = list(dict.fromkeys(found.dropped))
    if found.dropped:
        found.remarks.add("Never imported, and left out", ", ".join(found.dropped))
    return found


def _documents(source: Source) -> list[Document]:
    found = documents_of(source.file, source.value)
    if not found:
        raise UnreadableFile(f"{source.file} holds no candidates: it is JSON without a list of objects.")
    return found


def _as_table(document: Document) -> Table:
    return Table(document.file, flattened(document.objects), numbers=range(len(document.objects) + 1))


def _reading(wishes: Wishes, today: date, found: Gathered, *, from_1904: bool = False) -> Reading:
    return Reading(found.remarks, wishes.order, today, from_1904)


def _of_objects(
    records: Sequence[Record], system: Preset, wishes: Wishes, today: date, found: Gathered
) -> list[Application]:
    found.format = system.name
    found.read += len(records)
    for record in records:
        for role in [one for one in record.values if shown_as(one)]:
            found.columns[role] = shown_as(role)
            keep_examples(found.examples, role, record.all(role))
    terms = Terms(system, _reading(wishes, today, found), wishes.reasons, wishes.stages, of_applications=True)
    return [read_application(record, terms) for record in records]


def keep_examples(examples: dict[str, list[str]], header: str, cells: Iterable[Cell]) -> None:
    """Keep the first different texts of a column in `examples`, under its header."""
    kept = examples.setdefault(header, [])
    for cell in cells:
        if len(kept) >= EXAMPLES:
            return
        if (text := shown(cell)) and text not in kept:
            kept.append(text)


def shown_as(role: str) -> str:
    """What a role becomes, as the report says it: a column of Candidates, or words in brackets; "" for nothing."""
    return HEADERS.get(role) or _SHOWN.get(role, "")


def _of_tables(tables: Sequence[Table], wishes: Wishes, today: date, found: Gathered) -> list[Application]:
    applications: list[Application] = []
    by_file: dict[str, list[Table]] = {}
    for table in tables:
        by_file.setdefault(table.file, []).append(table)
    for file, own in by_file.items():
        for rows, table in _rows_of(file, own, wishes, found):
            applications += _of_rows(rows, table, wishes, today, found)
    return applications


def _rows_of(file: str, tables: Sequence[Table], wishes: Wishes, found: Gathered) -> list[tuple[Rows, Table]]:
    """The rows of a file's tabs that hold candidates.

    Raises:
        UnreadableFile: No tab has headers that are known, or none has a row.
    """
    remarks = [Remarks() for _ in tables]
    read = [
        (rows, table, own)
        for table, own in zip(tables, remarks, strict=True)
        if (rows := read_rows(table, wishes.system, wishes.columns, own))
    ]
    if not read:
        raise UnreadableFile(*_without_headers(file, tables))
    chosen = list(choose([rows for rows, _, _ in read]))
    kept = [one for one in read if any(one[0] is rows for rows in chosen)]
    for _, _, own in kept:
        for what, examples in own.found.items():
            for example in examples or [""]:
                found.remarks.add(what, example)
    names = {table.tab for _, table, _ in kept}
    for table in tables:
        if table.tab and table.tab not in names and any(any(map(text_of, row)) for row in table.rows):
            found.remarks.add("Tabs that were not read", table.tab)
    if not any(rows.records or rows.left for rows, _, _ in kept):
        raise UnreadableFile(f"{file} has headers, but no rows below them: there is no one to import.")
    if not any(rows.records for rows, _, _ in kept):
        why = kept[0][0].left[0]
        raise UnreadableFile(f"{file} has no row that can be read: {why.place}: {why.why}.")
    return [(rows, table) for rows, table, _ in kept]


def _without_headers(file: str, tables: Sequence[Table]) -> tuple[str, list[str]]:
    first = next((row for table in tables for row in table.rows if any(map(text_of, row))), [])
    texts = [" ".join(text.split()) for cell in first if (text := text_of(cell))]
    shown = ", ".join(f"'{text[:QUOTED]}'" for text in texts[:12])
    why = (
        f"{file} has no row of headers that are known, such as Name and Email, so what is in its columns is not clear."
    )
    advice = "Put headers above the rows, or name the columns in a mapping file (docs/imports.md)."
    return f"{why} Its first row holds {shown}. {advice}", texts


def _of_rows(rows: Rows, table: Table, wishes: Wishes, today: date, found: Gathered) -> list[Application]:
    columns = rows.columns
    found.format = columns.preset.name
    found.read += len(rows.records) + len(rows.left)
    found.left += rows.left
    found.dropped += columns.dropped
    found.columns |= _becomes(columns)
    found.roles |= {header: columns.roles.get(at, "") for at, header in enumerate(columns.headers) if header}
    for at, header in enumerate(columns.headers):
        if header and columns.roles.get(at) not in (DROP, SALUTATION):
            keep_examples(
                found.examples, header, (cell_at(row, at) for row in table.rows[columns.row + 1 :][:LOOKED_AT])
            )
    for remark in columns.preset.remarks:
        found.remarks.add(remark)
    terms = Terms(
        columns.preset,
        _reading(wishes, today, found, from_1904=table.from_1904),
        wishes.reasons,
        wishes.stages,
        is_of_applications(columns),
        tuple(columns.preset.open_without) if columns.has(*columns.preset.open_without) else (),
    )
    return [read_application(record, terms) for record in rows.records]


def _becomes(columns: Columns) -> dict[str, str]:
    named = enumerate(columns.headers)
    return {header: shown_as(columns.roles.get(index, "")) for index, header in named if header}
