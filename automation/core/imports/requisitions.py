"""Reads the openings of other systems: tables and JSON objects become rows of `Requisitions`."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date

from automation.core import parsing
from automation.core.imports import cells
from automation.core.imports.cells import Reading
from automation.core.imports.documents import documents_of, flattened, scalar
from automation.core.imports.headers import SEARCHED
from automation.core.imports.people import Left
from automation.core.imports.reading import LOOKED_AT, Source, UnreadableFile, keep_examples
from automation.core.imports.records import Place, Record, Remarks, Table
from automation.core.imports.requisition_systems import SYSTEMS
from automation.core.imports.side_rows import adds_up
from automation.core.model import Cell, Row
from automation.core.schema import REQUISITIONS
from automation.core.tabs.header_words import meanings, squeezed
from automation.core.tabs.headers import Located
from automation.core.text import cell_at, key_of, plain, text_of
from automation.core.typed_columns import DATE_FIELDS, REQUISITION_FIELDS

HEADERS = {one.id: one.header for one in REQUISITION_FIELDS}
# Letters of headers of exports → field, besides the names of the columns.
_ROLES = {
    **dict.fromkeys(
        ("id", "shortcode", "code", "requisitioncode", "reqid", "refnumber", "requisitionnumber"), "req_id"
    ),
    **dict.fromkeys(("name", "jobname", "opening", "openingtitle", "requisitiontitle", "postingtitle"), "title"),
    **dict.fromkeys(("created", "createdat", "createdon", "datecreated", "dateadded", "openedat"), "opened_on"),
    **dict.fromkeys(("publishedon", "publishedat"), "posted_on"),
    **dict.fromkeys(("team", "function"), "family"),
    **dict.fromkeys(("salary", "maxrate", "salarymax"), "pay_max"),
}
_LINES = (
    "title",
    "family",
    "location",
    "hiring_manager",
    "recruiter",
    "pay_min",
    "pay_max",
    "must",
    "nice",
    "description",
)
_OPEN = frozenset({"open", "published", "active", "live", "opened", "posted", "on going", "ongoing"})
# A description is a cell, too.
_LONGEST = 40_000


@dataclass
class Openings:
    """The requisitions of files.

    Attributes:
        read: How many rows or objects were read.
        rows: Field id of Requisitions → text.
        left: What becomes no row, and why.
        columns: Header → header of a column of Requisitions; "" for none.
        examples: Header → the first different texts below it. Of tables only, whose columns can be chosen.
        remarks: What to say.
    """

    read: int = 0
    rows: list[dict[str, str]] = field(default_factory=list)
    left: list[Left] = field(default_factory=list)
    columns: dict[str, str] = field(default_factory=dict)
    examples: dict[str, list[str]] = field(default_factory=dict)
    remarks: Remarks = field(default_factory=Remarks)


@dataclass
class ComparedOpenings:
    """What an import of requisitions would do.

    Attributes:
        new: The rows to add.
        there: How many have a row already.
        different: How many of those differ from the file.
    """

    new: list[dict[str, str]] = field(default_factory=list)
    there: int = 0
    different: int = 0


def gather_openings(
    sources: Sequence[Source], order: str | None, today: date, chosen: Mapping[str, str] | None = None
) -> Openings:
    """The requisitions of files.

    Args:
        sources: What the files hold.
        order: Of dates such as 03/04/2026; None leaves them out.
        today: The workbook's day.
        chosen: Header → header of a column of Requisitions, where a person says it; "" leaves the column out.

    Raises:
        UnreadableFile: A file holds no requisitions that can be recognised.
    """
    found = Openings()
    reading = Reading(found.remarks, order, today)
    for source in sources:
        for record in _records(source, found, chosen or {}):
            found.read += 1
            _add(record, reading, found)
    return found


def _records(source: Source, found: Openings, chosen: Mapping[str, str]) -> Iterator[Record]:
    if source.value is None:
        yield from _of_tables(source.file, source.tables, found, chosen)
        return
    documents = documents_of(source.file, source.value)
    if not documents:
        raise UnreadableFile(f"{source.file} holds no requisitions: it is JSON without a list of objects.")
    for document in documents:
        reader = next((reader for keys, reader in SYSTEMS if document.has(*keys)), None)
        if reader is None:
            yield from _of_tables(source.file, [Table(source.file, flattened(document.objects))], found, chosen)
            continue
        for index, one in enumerate(document.objects):
            values = {role: [scalar(value)] for role, value in reader(one).items() if text_of(scalar(value))}
            found.columns |= {role: HEADERS.get(role, "Location") for role in values}
            yield Record(Place(source.file, document.number(index)), values)


def _of_tables(file: str, tables: Sequence[Table], found: Openings, chosen: Mapping[str, str]) -> Iterator[Record]:
    known = [(table, *head) for table in tables if (head := _headers(table, chosen))]
    if not known:
        first = next((row for table in tables for row in table.rows if any(map(text_of, row))), ())
        raise UnreadableFile(
            f"{file} has no headers of requisitions that are known, such as Req ID, Title and Status.",
            [text_of(cell) for cell in first if text_of(cell)],
        )
    for table, row, roles in known:
        headers = [text_of(cell) for cell in table.rows[row]]
        found.columns |= {header: HEADERS.get(roles.get(at, ""), "") for at, header in enumerate(headers) if header}
        for at, header in enumerate(headers):
            if header:
                keep_examples(found.examples, header, (cell_at(own, at) for own in table.rows[row + 1 :][:LOOKED_AT]))
        for index, cells_of in enumerate(table.rows[row + 1 :], start=row + 1):
            values: dict[str, list[Cell]] = {}
            for column, role in roles.items():
                cell = cells.cleaned(cell_at(cells_of, column))
                if text_of(cell):
                    values.setdefault(role, []).append(cell)
            if values:
                yield Record(Place(table.file, table.number(index)), values)


def _headers(table: Table, chosen: Mapping[str, str]) -> tuple[int, dict[int, str]] | None:
    """The index of the row of headers, and the fields by column."""
    best: tuple[int, int, dict[int, str]] = (1, 0, {})
    for index, row in enumerate(table.rows[:SEARCHED]):
        roles = _roles(row) | _chosen(row, chosen)
        roles = {at: role for at, role in roles.items() if role}
        if {"title", "req_id"} & set(roles.values()) and len(roles) > best[0]:
            best = (len(roles), index, roles)
    return (best[1], best[2]) if best[2] else None


def _chosen(row: Row, chosen: Mapping[str, str]) -> dict[int, str]:
    """The fields by column that a person chose; "" for columns to leave out."""
    fields = {header: role for role, header in HEADERS.items()}
    texts = {at: text_of(cell) for at, cell in enumerate(row)}
    return {at: fields.get(chosen[text], "") for at, text in texts.items() if text in chosen}


def _roles(row: Row) -> dict[int, str]:
    texts = [" ".join(text_of(cell).split()) for cell in row]
    roles: dict[int, str] = {}
    letters = {squeezed(text) for text in texts}
    for index, text in enumerate(texts):
        meant = [one.field for one in meanings(REQUISITIONS, text)] if text else []
        role = _ROLES.get(squeezed(text)) or next(iter(meant), "")
        if squeezed(text) == "state" and letters & {"status", "city"}:
            role = "state"
        elif squeezed(text) in ("id", "name") and letters & {"reqid", "jobid", "title", "jobtitle", "requisitionid"} - {
            squeezed(text)
        }:
            role = "req_id" if squeezed(text) == "id" and "title" in letters else ""
        if role:
            roles[index] = role
    return roles


def _add(record: Record, reading: Reading, found: Openings) -> None:
    own = cells.one_line(record, "req_id", reading, str(record.place))
    title = cells.one_line(record, "title", reading, str(record.place))
    if not own:
        found.left.append(Left(record.place, title or str(record.place), "has no requisition ID"))
        return
    if meanings(REQUISITIONS, own) or adds_up(own) or len(record.values) == 1:
        found.left.append(Left(record.place, own, "is a total, a note or a header again, and no requisition"))
        return
    texts = {role: cells.one_line(record, role, reading, own)[:_LONGEST] for role in _LINES}
    place = [texts["location"], cells.one_line(record, "state", reading, own)]
    days = {
        role: day
        for role in HEADERS
        if role in DATE_FIELDS and (day := cells.day(record, (role,), reading, own, past=False))
    }
    row = {
        "req_id": own,
        **texts,
        "location": ", ".join(dict.fromkeys(filter(None, place))),
        "status": _status(record, reading, own),
        "level": cells.readable(record, "level", parsing.read_level, reading, own),
        "remote": cells.readable(record, "remote", parsing.read_remote, reading, own),
        "currency": cells.readable(record, "currency", parsing.read_currency, reading, own),
        **{role: day.isoformat() for role, day in days.items()},
    }
    found.rows.append({role: text for role, text in row.items() if text})


def _status(record: Record, reading: Reading, who: str) -> str:
    text = record.text("status")
    if plain(text) in _OPEN:
        return "Open"
    try:
        return str(parsing.read_status(text or None) or "")
    except parsing.Unreadable:
        reading.remarks.add(
            "Status stays empty: say whether it was filled or cancelled", f"{who} ({cells.shown(text)})"
        )
        return ""


def compare_openings(found: Openings, requisitions: Located) -> ComparedOpenings:
    """Which requisitions are new, and which differ from their row; no row is changed."""
    compared, taken = ComparedOpenings(), set[str]()
    for row in found.rows:
        key = key_of(row["req_id"])
        places = requisitions.places.get(key, ())
        if places:
            compared.there += 1
            compared.different += _differs(row, requisitions, requisitions.rows[places[0]], found.remarks)
        elif key in taken:
            found.remarks.add("Stand in the file more than once: the first row counts", row["req_id"])
        else:
            taken.add(key)
            compared.new.append(row)
    return compared


def _differs(row: Mapping[str, str], requisitions: Located, there: Row, remarks: Remarks) -> bool:
    """Whether a row says something else than the file; what, is remarked."""
    changed = False
    for name, offered in row.items():
        current = text_of(requisitions.headers.cell(there, name))
        if plain(current) != plain(offered) and name != "description":
            changed = True
            what = f"{row['req_id']} {HEADERS[name]}: {current or 'empty'} → {cells.shown(offered)}"
            remarks.add("Rows that are there stay as they are; the file says", what)
    return changed
