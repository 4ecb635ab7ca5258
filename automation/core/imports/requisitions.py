"""Reads the openings of other systems: tables and JSON objects become rows of `Requisitions`."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from automation.core import parsing
from automation.core.imports import cells
from automation.core.imports.cells import Reading
from automation.core.imports.documents import (
    Object,
    at,
    documents_of,
    flattened,
    is_id,
    named,
    object_of,
    objects_in,
    scalar,
    values_in,
)
from automation.core.imports.headers import SEARCHED
from automation.core.imports.people import Left
from automation.core.imports.reading import Source, UnreadableFile
from automation.core.imports.records import Place, Record, Remarks, Table
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
        remarks: What to say.
    """

    read: int = 0
    rows: list[dict[str, str]] = field(default_factory=list)
    left: list[Left] = field(default_factory=list)
    columns: dict[str, str] = field(default_factory=dict)
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


def gather_openings(sources: Sequence[Source], order: str | None, today: date) -> Openings:
    """The requisitions of files.

    Raises:
        UnreadableFile: A file holds no requisitions that can be recognised.
    """
    found = Openings()
    reading = Reading(found.remarks, order, today)
    for source in sources:
        for record in _records(source, found):
            found.read += 1
            _add(record, reading, found)
    return found


def _records(source: Source, found: Openings) -> Iterator[Record]:
    if source.value is None:
        yield from _of_tables(source.file, source.tables, found)
        return
    documents = documents_of(source.file, source.value)
    if not documents:
        raise UnreadableFile(f"{source.file} holds no requisitions: it is JSON without a list of objects.")
    for document in documents:
        reader = next((reader for keys, reader in _SYSTEMS if document.has(*keys)), None)
        if reader is None:
            yield from _of_tables(source.file, [Table(source.file, flattened(document.objects))], found)
            continue
        for index, one in enumerate(document.objects):
            values = {role: [scalar(value)] for role, value in reader(one).items() if text_of(scalar(value))}
            found.columns |= {role: HEADERS.get(role, "Location") for role in values}
            yield Record(Place(source.file, document.number(index)), values)


def _of_tables(file: str, tables: Sequence[Table], found: Openings) -> Iterator[Record]:
    known = [(table, *head) for table in tables if (head := _headers(table))]
    if not known:
        raise UnreadableFile(f"{file} has no headers of requisitions that are known, such as Req ID, Title and Status.")
    for table, row, roles in known:
        headers = [text_of(cell) for cell in table.rows[row]]
        found.columns |= {header: HEADERS.get(roles.get(at, ""), "") for at, header in enumerate(headers) if header}
        for index, cells_of in enumerate(table.rows[row + 1 :], start=row + 1):
            values: dict[str, list[Cell]] = {}
            for column, role in roles.items():
                cell = cells.cleaned(cell_at(cells_of, column))
                if text_of(cell):
                    values.setdefault(role, []).append(cell)
            if values:
                yield Record(Place(table.file, table.number(index)), values)


def _headers(table: Table) -> tuple[int, dict[int, str]] | None:
    """The index of the row of headers, and the fields by column."""
    best: tuple[int, int, dict[int, str]] = (1, 0, {})
    for index, row in enumerate(table.rows[:SEARCHED]):
        roles = _roles(row)
        if {"title", "req_id"} & set(roles.values()) and len(roles) > best[0]:
            best = (len(roles), index, roles)
    return (best[1], best[2]) if best[2] else None


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


def _greenhouse(one: Object) -> dict[str, Any]:
    team, band = object_of(one.get("hiring_team")), object_of(at(one, "custom_fields.salary_range"))
    recruiters = objects_in(team.get("recruiters"))
    main = next((each for each in recruiters if each.get("responsible")), recruiters[0] if recruiters else None)
    return {
        "req_id": one.get("requisition_id") or f"gh:{text_of(scalar(one.get('id')))}",
        "title": one.get("name"),
        "status": one.get("status"),
        "opened_on": one.get("opened_at") or one.get("created_at"),
        "family": next(iter(values_in(one.get("departments"))), None),
        "location": next(
            (text for each in objects_in(one.get("offices")) if (text := named(at(each, "location")) or named(each))),
            "",
        ),
        "hiring_manager": next(iter(values_in(team.get("hiring_managers"))), None),
        "recruiter": named(main) if main else "",
        "pay_min": band.get("min_value"),
        "pay_max": band.get("max_value"),
        "currency": band.get("unit"),
    }


def _lever(one: Object) -> dict[str, Any]:
    band = object_of(one.get("compensationBand"))
    yearly = "year" in text_of(scalar(band.get("interval"))) or not band.get("interval")
    return {
        "req_id": one.get("requisitionCode"),
        "title": one.get("name"),
        "status": one.get("status"),
        "opened_on": one.get("timeToFillStartAt") or one.get("createdAt"),
        "family": named(one.get("team")) or named(one.get("department")),
        "location": named(one.get("location")),
        "hiring_manager": named(one.get("hiringManager")),
        "recruiter": named(one.get("owner")),
        "pay_min": band.get("min") if yearly else None,
        "pay_max": band.get("max") if yearly else None,
        "currency": band.get("currency") if yearly else None,
    }


def _workable(one: Object) -> dict[str, Any]:
    return {
        "req_id": one.get("code") or one.get("shortcode"),
        "title": one.get("title"),
        "status": one.get("state"),
        "opened_on": one.get("created_at"),
        "family": one.get("department"),
        "location": at(one, "location.location_str"),
        "remote": at(one, "location.workplace_type"),
        "pay_min": at(one, "salary.salary_from"),
        "pay_max": at(one, "salary.salary_to"),
        "currency": at(one, "salary.salary_currency"),
    }


def _merge(one: Object) -> dict[str, Any]:
    own = text_of(scalar(one.get("code"))) or text_of(scalar(one.get("remote_id")))
    managers = [text for text in map(text_of, values_in(one.get("hiring_managers"))) if not is_id(text)]
    return {
        "req_id": own,
        "title": one.get("name"),
        "status": one.get("status"),
        "opened_on": one.get("remote_created_at"),
        "hiring_manager": next(iter(managers), ""),
    }


_SYSTEMS = (
    (("requisitionCode", "name"), _lever),
    (("requisition_id", "name"), _greenhouse),
    (("shortcode", "title", "state"), _workable),
    (("remote_id", "name", "status"), _merge),
)
