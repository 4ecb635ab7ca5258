"""The main job: read the workbook, match, schedule follow-ups, and write the results."""

import secrets
from collections.abc import Callable, Mapping, Sequence
from dataclasses import asdict, dataclass, replace
from time import perf_counter
from typing import Any, Protocol

import structlog

from automation.clock import Clock
from automation.core.model import Conventions, Problem, Snapshot
from automation.core.publishing.changed_rows import plan_for_changed
from automation.core.publishing.decisions import decision_lines, not_sent, unrecorded
from automation.core.publishing.last_run import LastRun, digests_of, left_by
from automation.core.publishing.plan import Plan, assemble_for_run, final_publication, make_plan
from automation.core.publishing.shown_digest import ShownDigest
from automation.core.tabs.previous_run import Publication
from automation.core.workbook.assemble import Workbook
from automation.core.workbook.history_log import Line
from automation.outreach.context import Mailroom
from automation.outreach.forgetting import sweep
from automation.outreach.workbook_sync import sync_anew
from automation.retry import landed
from automation.store.base import Requests, Store
from automation.version import program_version

log = structlog.get_logger()


class InArchive(Protocol):
    """Counts people of an archive who would fit open requisitions."""

    @property
    def state(self) -> str:
        """Names what the archive holds: while it and the workbook are the same, so are the counts."""

    def __call__(self, workbook: Workbook) -> Mapping[str, int]:
        """Open requisition's compared key → how many."""


@dataclass(frozen=True)
class Outcome:
    """A finished run: its plan, and its results.

    Attributes:
        run_id: Names it.
        today: The day of the run.
        counts: The figures of the summary.
        problems: All issues, also those that showed up while writing.
        changed: Whether any published cell differs.
        settled: Whether the next run finds the same, if nothing changes: this one added no columns.
        published: Whether anything was written.
        requests: To the store.
        seconds: How long it took.
        left_as: The version of the workbook as the run left it; "" where that is not known.
        left: What it leaves for the next run; None where that has to match all rows, or if nothing is to be kept.
        found: The plan, if it was wanted.
    """

    run_id: str
    today: str
    counts: Mapping[str, int]
    problems: Sequence[Problem]
    changed: bool
    settled: bool
    published: bool
    requests: Requests
    seconds: float
    left_as: str = ""
    left: LastRun | None = None
    found: Plan | None = None

    @property
    def plan(self) -> Plan:
        """What it found.

        Raises:
            LookupError: The run was to let it go.
        """
        if self.found is None:
            raise LookupError("The plan of this run was let go.")
        return self.found

    def record(self) -> dict[str, Any]:
        """The run as plain data, for `--json`. It contains candidates' keys, so it must not be logged."""
        return {
            "run_id": self.run_id,
            "today": self.today,
            **self.counts,
            "problems": [asdict(problem) for problem in self.problems],
            "changed": self.changed,
            "published": self.published,
            "requests": asdict(self.requests),
            "seconds": round(self.seconds, 3),
        }


def refresh(
    store: Store,
    clock: Clock,
    conventions: Conventions,
    *,
    force: bool = False,
    dry_run: bool = False,
    room: Mailroom | None = None,
    on_step: Callable[[str], None] = lambda _: None,
    just_read: list[Snapshot] | None = None,
    in_archive: InArchive | None = None,
    last: LastRun | None = None,
    keep: bool = False,
    once: bool = False,
) -> Outcome:
    """Run once: one read, and at most one write. A snapshot in `just_read` saves the first read.

    Starts over from a fresh read, a limited number of times, if others change the workbook meanwhile. The outreach in
    `room` is included, and so is how many people of an archive would fit each requisition, which `in_archive` counts.

    The run takes the snapshot out of the list, so that its cells are not in memory when the store reads once more.
    With `once`, the process makes no other plan and needs none later: the outcome has none, and what was found is not
    in memory while it is written.

    With `last`, what a run of the same version left that counted no archive, only the rows that were changed since are
    read and matched, if that shows the same. With `keep` the outcome holds what this run leaves.

    Raises:
        SchemaError: A required tab or header is missing, or is there twice.
        UnsafePublish: Much of what people see would disappear, and `force` is false.
        StoreError: The workbook is out of reach or busy.
    """
    began, run_id = perf_counter(), secrets.token_hex(6)
    if room and not dry_run:
        room.ran()

    def planned(snapshot: Snapshot) -> tuple[Plan, Publication | None, LastRun | None]:
        # What was read ends here: it must not take memory while the plan is written.
        workbook = _assembled(snapshot, clock, conventions, room, force=force)
        digests, shown = digests_of(workbook) if keep or last else None, ShownDigest()
        plan = plan_for_changed(workbook, last, digests, shown) if last and digests else None
        # Such a plan is only made where nothing is late.
        before, late = (last, list[Line]()) if plan else (None, _late(workbook, clock))
        if plan is None:
            counted = in_archive(workbook) if in_archive else {}
            plan = make_plan(workbook, force=force, in_archive=counted, once=once)
        run_at = clock.now().isoformat(timespec="seconds")
        publication = final_publication(plan, snapshot, run_id, run_at, workbook.behind(), late)
        left = left_by(workbook, plan, publication, digests, shown, before) if keep and digests else None
        plan.book.let_go()
        return plan, publication, left

    def attempt() -> Outcome:
        on_step("Reading the workbook")
        snapshot = just_read.pop() if just_read else store.read()
        if room and not dry_run and sync_anew(room, snapshot):
            snapshot = store.read()
        if room and not dry_run and sweep(room, snapshot):
            snapshot = store.read()
        on_step("Matching")
        plan, publication, left = planned(snapshot)
        to_write = [publication] if publication and not dry_run else []
        outcome = _outcome(run_id, plan, store, left, version=snapshot.version, published=bool(to_write), once=once)
        del snapshot, plan, publication
        in_the_way: Sequence[Problem] = ()
        if to_write:
            on_step("Writing")
            # The list gives it away, so that the store can let it go.
            in_the_way = store.publish(to_write.pop(), outcome.left_as)
            outcome = replace(outcome, left_as=store.written)
        problems = [*outcome.problems, *in_the_way]
        return replace(outcome, problems=problems, seconds=perf_counter() - began)

    outcome = landed(attempt)
    counts = {**outcome.counts, "problems": len(outcome.problems)}
    log.info("refreshed", run_id=run_id, **counts, changed=outcome.changed, published=outcome.published)
    return outcome


def _outcome(
    run_id: str, plan: Plan, store: Store, left: LastRun | None, *, version: str, published: bool, once: bool
) -> Outcome:
    """A run before it writes."""
    before = plan.publication.before
    settled = not plan.changed or (published and before.installed and not before.new_headers)
    return Outcome(
        run_id,
        plan.today.isoformat(),
        plan.counts,
        plan.problems,
        plan.changed,
        settled,
        published,
        store.requests,
        0.0,
        version,
        left,
        None if once else plan,
    )


def _late(workbook: Workbook, clock: Clock) -> list[Line]:
    """The lines about decisions that `BP History` lacks."""
    found = decision_lines(workbook, unrecorded(workbook), program_version(), clock.now())
    return [*found, *not_sent(workbook)]


def read_workbook(store: Store, clock: Clock, conventions: Conventions, room: Mailroom | None = None) -> Workbook:
    """The workbook as it is now, with the outreach in `room`. Nothing is written.

    Raises:
        SchemaError: A required tab or header is missing, or is there twice.
        StoreError: The workbook is out of reach.
        LedgerError: Its ledger is damaged.
    """
    return _assembled(store.read(), clock, conventions, room, force=True)


def _assembled(
    snapshot: Snapshot, clock: Clock, conventions: Conventions, room: Mailroom | None, *, force: bool
) -> Workbook:
    # A Google Sheet contains its own ledger.
    events = tuple(room.events()) if room and not room.in_sheet else None
    secret = room.secrets.known_suppression() if room else None
    return assemble_for_run(snapshot, events, secret, conventions, clock.today(snapshot.time_zone), force=force)
