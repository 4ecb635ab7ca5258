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
from automation.services.import_order import BASES, Imported, Order

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
    totals = {"added": 0}
    first: list[_Plan] = []

    def attempt() -> tuple[_Plan, list[str], bool]:
        plan = _plan(room, gathered, order, files)
        if not first:
            first.append(plan)
        if order.dry_run:
            return plan, [], True
        if plan.headers:
            on_columns(plan.headers)
            tab = plan.workbook.located[CANDIDATES].name
            room.store.add(Additions({tab: plan.headers}), plan.workbook.snapshot.version)
            return plan, [], False
        return plan, *_written(room, plan, order, files, totals)

    problems: list[str] = []
    columns: list[str] = []
    done = False
    while not done:
        plan, found, done = landed(attempt)
        problems += found
        columns += plan.headers
    plan = first[0]
    there = {(person.place, person.status) for person, _ in plan.compared.there}
    left = [one for one in gathered.left if (one.place, one.why) not in there]
    result = Imported(
        gathered,
        plan.new,
        len(plan.records) if order.dry_run else totals["added"],
        len(plan.compared.there),
        plan.compared.different,
        sorted([*left, *plan.left], key=lambda one: (one.place.file, one.place.row)),
        columns,
        [*gathered.remarks.lines(), *plan.remarks.lines()],
        problems,
        order.dry_run,
    )
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
    _remark(records, compared, remarks, room)
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


def _remark(records: Sequence[Mapping[str, Cell]], compared: Compared, remarks: Remarks, room: Mailroom) -> None:
    """Say how many rows cannot be written to, and why."""
    count = len(records)
    without = sum(not record.get("consent_basis") for record in records)
    if without:
        remarks.add(
            f"Consent basis stays empty in {without} of {count} new rows: where the rules ask for one, they are neither"
            " matched nor written to. Name the basis and its day at the import"
        )
    regionless = sum(not record.get("region") for record in records)
    if regionless and not room.settings.conventions.default_region:
        remarks.add(
            f"Region stays empty in {regionless} of {count} new rows: they are matched, but not written to. Name it"
            " at the import, or set default_region"
        )
    for _, existing in compared.there[:20]:
        remarks.add("Have a row already, which stays as it is", existing.name)


def _written(room: Mailroom, plan: _Plan, order: Order, files: str, totals: dict[str, int]) -> tuple[list[str], bool]:
    """Write the next rows. Returns problems, and whether all is written."""
    most = room.store.rows_at_once
    batch, is_last = plan.records[:most], len(plan.records) <= most
    if not batch and plan.tab is None:
        return [], True
    tabs: dict[str, Sequence[Row]] = {BP_IMPORT: plan.tab} if is_last and plan.tab is not None else {}
    count = totals["added"] + len(batch)
    appends: dict[str, Sequence[Row]] = {}
    if is_last and count:
        appends[BP_ACTIONS] = _noted(room, plan.workbook, order, f"{files}: {count} added", count)
    found = room.store.add_rows(NewRows(CANDIDATES, batch, tabs, appends), plan.workbook.snapshot.version)
    totals["added"] = count
    problems = [f"{one.message} (row {one.row})" if one.row else one.message for one in found]
    return problems, is_last


def _noted(room: Mailroom, workbook: Workbook, order: Order, detail: str, count: int) -> list[Row]:
    """The line of `BP Actions` that says who imported."""
    at = after(workbook.actions.last, room.clock.now())
    action = Action(at, order.by, Kind.IMPORTED, secrets.token_hex(6), workbook.today, detail=detail, value=str(count))
    return rows_for([action], workbook.snapshot.tabs)
