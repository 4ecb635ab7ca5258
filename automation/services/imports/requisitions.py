"""`import --requisitions`: add the openings of files as rows of `Requisitions`; rows that are there stay."""

import secrets
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import structlog

from automation.clock import Clock
from automation.core.imports.reading import Source
from automation.core.imports.requisitions import HEADERS, ComparedOpenings, Openings, compare_openings, gather_openings
from automation.core.model import Cell, Conventions, Row, Snapshot
from automation.core.publishing.scaffold import Additions
from automation.core.schema import BP_ACTIONS, REQUISITIONS
from automation.core.sentences import counted
from automation.core.tabs.grid import NewRows
from automation.core.tabs.headers import locate
from automation.core.workbook.action_log import Action, Kind, after
from automation.core.workbook.action_rows import read_actions, rows_for
from automation.retry import landed
from automation.store.base import Store

log = structlog.get_logger()


@dataclass
class ImportedOpenings:
    """The result of an import of requisitions.

    Attributes:
        found: What the files hold.
        compared: Who is new, and how many are there.
        added: How many rows were added, or would be.
        dry_run: Whether nothing was written.
    """

    found: Openings
    compared: ComparedOpenings
    added: int
    dry_run: bool

    def record(self) -> dict[str, Any]:
        """The JSON of the command line."""
        return {
            "read": self.found.read,
            "requisitions": len(self.found.rows),
            "added": self.added,
            "there_already": self.compared.there,
            "different": self.compared.different,
            "not_imported": [{"row": one.place.row, "who": one.who, "why": one.why} for one in self.found.left],
            "columns": self.found.columns,
            "dry_run": self.dry_run,
            "remarks": self.found.remarks.lines(),
        }


def import_requisitions(
    store: Store,
    clock: Clock,
    conventions: Conventions,
    sources: Sequence[Source],
    by: str,
    *,
    chosen: Mapping[str, str] | None = None,
    dry_run: bool = False,
) -> ImportedOpenings:
    """Add the openings of files that have no row yet; the same files again add none.

    Args:
        store: Of the workbook.
        clock: Tells the time.
        conventions: How the files are written.
        sources: What they hold.
        by: Who decides.
        chosen: Header → header of a column of Requisitions, where a person says it; "" leaves the column out.
        dry_run: Only say what would be done.

    Raises:
        UnreadableFile: A file holds no requisitions that can be recognised.
        SchemaError: The tab or a header that must be there is missing or doubled.
        StoreError: The workbook is out of reach or busy.
    """
    files = ", ".join(dict.fromkeys(source.file for source in sources))
    today = clock.today(store.read().time_zone)
    return add_openings(
        store,
        clock,
        lambda _: gather_openings(sources, conventions.date_order, today, chosen),
        files,
        by,
        dry_run=dry_run,
    )


def add_openings(
    store: Store,
    clock: Clock,
    gather: Callable[[Snapshot], Openings],
    origin: str,
    by: str,
    *,
    dry_run: bool = False,
) -> ImportedOpenings:
    """Add openings that have no row yet.

    Args:
        store: Of the workbook.
        clock: Tells the time.
        gather: The openings, by a reading of the workbook.
        origin: Where they come from, for the line in `BP Actions`.
        by: Who decides.
        dry_run: Only say what would be done.

    Raises:
        SchemaError: The tab or a header that must be there is missing or doubled.
        StoreError: The workbook is out of reach or busy.
    """
    first: list[tuple[Openings, ComparedOpenings]] = []
    added = 0

    def attempt() -> bool:
        nonlocal added
        snapshot = store.read()
        found = gather(snapshot)
        requisitions = locate(snapshot.tabs, REQUISITIONS)
        compared = compare_openings(found, requisitions)
        first.append((found, compared))
        if dry_run or not compared.new:
            return True
        needed = {name for row in compared.new for name in row}
        lacking = [header for name, header in HEADERS.items() if name in needed and not requisitions.headers.has(name)]
        if lacking:
            store.add(Additions({requisitions.name: lacking}), snapshot.version)
            return False
        batch: list[dict[str, Cell]] = [dict(row) for row in compared.new[: store.rows_at_once]]
        detail = f"{origin}: {counted(len(batch), 'requisition')} added"
        appends = {BP_ACTIONS: _noted(clock, snapshot, by, detail, len(batch))}
        store.add_rows(NewRows(REQUISITIONS, batch, appends=appends), snapshot.version)
        added += len(batch)
        return len(batch) == len(compared.new)

    while not landed(attempt):
        pass
    found, compared = first[0]
    log.info("imported requisitions", read=found.read, added=added, there_already=compared.there, dry_run=dry_run)
    return ImportedOpenings(found, compared, len(compared.new) if dry_run else added, dry_run)


def _noted(clock: Clock, snapshot: Snapshot, by: str, detail: str, count: int) -> list[Row]:
    """The line of `BP Actions` that says who imported."""
    at, today = after(read_actions(snapshot.tabs).last, clock.now()), clock.today(snapshot.time_zone)
    action = Action(at, by, Kind.IMPORTED, secrets.token_hex(6), today, detail=detail, value=str(count))
    return rows_for([action], snapshot.tabs)
