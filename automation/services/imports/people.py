"""`import`: add the people of files as rows of `Candidates`, and show in `BP Import` what differs from rows there."""

import secrets
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field

import structlog

from automation.core.imports.comparison import Compared, compare
from automation.core.imports.people import Left, Newcomer
from automation.core.imports.reading import HEADERS, Gathered, Source, Wishes, gather
from automation.core.imports.records import Remarks
from automation.core.ledger.state import LedgerState
from automation.core.ledger.suppression import hashes_of
from automation.core.model import Cell, Row
from automation.core.publishing.scaffold import Additions
from automation.core.reasons import ReasonKind
from automation.core.schema import BP_ACTIONS, BP_IMPORT, CANDIDATES, IMPORT_COLUMNS
from automation.core.tabs.grid import NewRows
from automation.core.tabs.previous_run import headers_of
from automation.core.text import cell_at, text_of
from automation.core.typed_columns import CANDIDATE_FIELDS
from automation.core.workbook.action_log import Action, Kind, after
from automation.core.workbook.action_rows import rows_for
from automation.core.workbook.assemble import Workbook
from automation.core.workbook.consent import region_of
from automation.errors import ConfigError
from automation.outreach.context import Mailroom
from automation.retry import landed
from automation.services.imports.order import BASES, Imported, Order

log = structlog.get_logger()


@dataclass
class _Plan:
    """What is written for one reading of the workbook."""

    workbook: Workbook
    compared: Compared
    new: list[Newcomer]
    records: list[dict[str, Cell]]
    headers: list[str]
    tab: list[Row] | None
    remarks: Remarks
    left: list[Left] = field(default_factory=list)


def import_people(
    room: Mailroom,
    sources: Sequence[Source],
    wishes: Wishes,
    order: Order,
    on_columns: Callable[[Sequence[str]], None] = lambda _: None,
) -> Imported:
    """Add the people of files, all of them or none; the same files again add none.

    Args:
        room: Of the workbook.
        sources: What the files hold.
        wishes: What the person says about them.
        order: Who decides, and what holds for all new rows.
        on_columns: Called with the headers that are about to be added to Candidates.

    Raises:
        UnreadableFile: A file holds no candidates that can be recognised.
        ConfigError: The basis or the region is none.
        SchemaError: A tab or a header that must be there is missing or doubled.
        LedgerError: The suppression list cannot be read.
        StoreError: The workbook is out of reach or busy.
    """
    _check(order, room)
    zone = room.store.read().time_zone
    gathered = gather(sources, wishes, room.clock.today(zone))
    files = ", ".join(dict.fromkeys(source.file for source in sources))
    result = _Writing(room, gathered, order, files, on_columns).run()
    log.info(
        "imported",
        format=gathered.format,
        read=gathered.read,
        added=result.added,
        there_already=result.there,
        different=result.different,
        not_imported=len(result.left),
        dry_run=order.dry_run,
    )
    return result


@dataclass
class _Writing:
    """The writes of one import: missing headers first, then so many rows at a time.

    Attributes:
        room: Of the workbook.
        gathered: What the files hold.
        order: What the person orders.
        files: The names of the files.
        on_columns: Called with the headers that are about to be added.
        first: The plan by the first reading of the workbook.
        added: How many rows were added.
        columns: Headers that were added, or would be.
        problems: What went wrong at the moment of writing.
    """

    room: Mailroom
    gathered: Gathered
    order: Order
    files: str
    on_columns: Callable[[Sequence[str]], None]
    first: _Plan | None = None
    added: int = 0
    columns: list[str] = field(default_factory=list)
    problems: list[str] = field(default_factory=list)

    def run(self) -> Imported:
        """Write all of it. Returns the result."""
        done = False
        while not done:
            plan, found, done = landed(self._attempt)
            self.problems += found
            self.columns += plan.headers
        return self._result(self.first or plan)

    def _attempt(self) -> tuple[_Plan, list[str], bool]:
        """One write. Returns its plan, problems, and whether all is written."""
        plan = _plan(self.room, self.gathered, self.order, self.files)
        self.first = self.first or plan
        if self.order.dry_run:
            return plan, [], True
        if plan.headers:
            self.on_columns(plan.headers)
            tab = plan.workbook.located[CANDIDATES].name
            self.room.store.add(Additions({tab: plan.headers}), plan.workbook.snapshot.version)
            return plan, [], False
        return plan, *self._written(plan)

    def _written(self, plan: _Plan) -> tuple[list[str], bool]:
        """Write the next rows. Returns problems, and whether all is written."""
        store = self.room.store
        batch, is_last = plan.records[: store.rows_at_once], len(plan.records) <= store.rows_at_once
        if not batch and plan.tab is None:
            return [], True
        tabs: dict[str, Sequence[Row]] = {BP_IMPORT: plan.tab} if is_last and plan.tab is not None else {}
        count = self.added + len(batch)
        appends: dict[str, Sequence[Row]] = {}
        if is_last and count:
            appends[BP_ACTIONS] = _noted(self.room, plan.workbook, self.order, f"{self.files}: {count} added", count)
        found = store.add_rows(NewRows(CANDIDATES, batch, tabs, appends), plan.workbook.snapshot.version)
        self.added = count
        problems = [f"{one.message} (row {one.row})" if one.row else one.message for one in found]
        return problems, is_last

    def _result(self, plan: _Plan) -> Imported:
        gathered, there = self.gathered, {(person.place, person.status) for person, _ in plan.compared.there}
        left = [one for one in gathered.left if (one.place, one.why) not in there]
        return Imported(
            gathered,
            plan.new,
            len(plan.records) if self.order.dry_run else self.added,
            len(plan.compared.there),
            plan.compared.different,
            sorted([*left, *plan.left], key=lambda one: (one.place.file, one.place.row)),
            self.columns,
            [*gathered.remarks.lines(), *plan.remarks.lines()],
            self.problems,
            self.order.dry_run,
        )


def _check(order: Order, room: Mailroom) -> None:
    if order.basis and order.basis not in BASES:
        raise ConfigError(f"'{order.basis}' is no consent basis: write {' or '.join(BASES)}.")
    if order.basis_on and not order.basis:
        raise ConfigError("Name the basis, too: which one holds since that day?")
    if order.basis == BASES[0] and not order.basis_on:
        raise ConfigError("Consent needs a day: name the day they agreed.")
    if order.region and region_of(order.region, room.settings.conventions) is None:
        raise ConfigError(
            f"'{order.region}' is no region whose rules are known: write one such as EU, UK, FR, DE or US."
        )


def _plan(room: Mailroom, gathered: Gathered, order: Order, files: str) -> _Plan:
    """What to write, by the workbook as it is now."""
    room.ledger.refresh()
    workbook = room.read(room.ledger.state, dry_run=order.dry_run)
    candidates, remarks = workbook.located[CANDIDATES], Remarks()
    shown = workbook.snapshot.tabs.get(BP_IMPORT, ())
    compared = compare(gathered.people, candidates, shown, remarks, file=files, today=workbook.today)
    left = list(compared.left)
    new = []
    for person in compared.new:
        why = _suppressed(workbook, workbook.state, person, remarks)
        if why:
            left.append(Left(person.place, person.name, why))
        else:
            new.append(person)
    records: list[dict[str, Cell]] = [{**order.cells(), **person.cells} for person in new]
    _remark(records, compared, remarks, room, workbook)
    needed = {name for record in records for name in record}
    headers = [HEADERS[one.id] for one in CANDIDATE_FIELDS if one.id in needed and not candidates.headers.has(one.id)]
    tab = [headers_of(IMPORT_COLUMNS), *compared.offers]
    same = [[text_of(cell) for cell in row] for row in tab] == _texts(shown, len(IMPORT_COLUMNS))
    return _Plan(
        workbook,
        compared,
        new,
        records,
        headers,
        None if same or not (compared.offers or shown) else tab,
        remarks,
        left,
    )


def _texts(rows: Sequence[Row], width: int) -> list[list[str]]:
    return [[text_of(cell_at(row, column)) for column in range(width)] for row in rows]


def _suppressed(workbook: Workbook, state: LedgerState, person: Newcomer, remarks: Remarks) -> str:
    """Why a person must not be brought back; "" where nothing speaks against it."""
    if not workbook.secret or not state.suppressed:
        return ""
    values = [*person.emails, person.cells.get("candidate_id", "")]
    found = [why for one in hashes_of(workbook.secret, values) if (why := state.suppressed.get(one))]
    if any(why.kind is not ReasonKind.BOUNCED for why in found):
        return "asked not to be contacted, or was erased: not brought back"
    if found:
        remarks.add("Mail to their address came back before", person.name)
    return ""


def _remark(
    records: Sequence[Mapping[str, Cell]], compared: Compared, remarks: Remarks, room: Mailroom, workbook: Workbook
) -> None:
    """Say how many rows cannot be written to, and why."""
    basis, region = (workbook.book.header(CANDIDATES, one) for one in ("consent_basis", "region"))
    count = len(records)
    without = sum(not record.get("consent_basis") for record in records)
    if without:
        remarks.add(
            f"{basis} stays empty in {without} of {count} new rows: where the rules ask for one, they are neither"
            " matched nor written to. Name the basis and its day at the import"
        )
    regionless = sum(not record.get("region") for record in records)
    if regionless and not room.settings.conventions.default_region:
        remarks.add(
            f"{region} stays empty in {regionless} of {count} new rows: they are matched, but not written to. Name it"
            " at the import, or set default_region"
        )
    for _, existing in compared.there[:20]:
        remarks.add("Have a row already, which stays as it is", existing.name)


def _noted(room: Mailroom, workbook: Workbook, order: Order, detail: str, count: int) -> list[Row]:
    """The line of `BP Actions` that says who imported."""
    at = after(workbook.actions.last, room.clock.now())
    action = Action(at, order.by, Kind.IMPORTED, secrets.token_hex(6), workbook.today, detail=detail, value=str(count))
    return rows_for([action], workbook.snapshot.tabs)
