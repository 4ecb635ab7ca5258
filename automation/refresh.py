"""The main job: read the workbook, match and schedule, show what is new."""

import secrets
from collections.abc import Callable, Mapping, Sequence
from dataclasses import asdict, dataclass, field
from datetime import date
from time import perf_counter
from typing import Any

import structlog

from automation.clock import Clock
from automation.core.model import Conventions, Problem, Row, Snapshot
from automation.core.plan import Plan, final_publication, make_plan
from automation.landing import landed
from automation.mailroom import Mailroom
from automation.store.base import Requests, Store

log = structlog.get_logger()


@dataclass(frozen=True)
class Outcome:
    """A run, done: the plan it followed, and what came of it."""

    run_id: str
    plan: Plan
    problems: Sequence[Problem]
    published: bool
    requests: Requests
    seconds: float

    def record(self) -> dict[str, Any]:
        """The run as plain data, for `--json`. Holds keys, so it is the user's, not a log."""
        return {
            "run_id": self.run_id,
            "today": self.plan.today.isoformat(),
            **self.plan.counts,
            "problems": [asdict(problem) for problem in self.problems],
            "changed": self.plan.changed,
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
) -> Outcome:
    """Run once: one read, and at most one write.

    Starts over from a fresh read while others change the workbook in between, a bounded number of times. The
    outreach in `room` counts and is shown.

    Raises:
        SchemaError: A tab or a header that must be there is missing or doubled.
        UnsafePublish: Much of what people see would vanish, and not `force`.
        StoreError: The workbook is out of reach or busy.
    """
    began, run_id = perf_counter(), secrets.token_hex(6)
    if room and not dry_run:
        room.ran()

    def attempt() -> Outcome:
        on_step("Reading the workbook")
        snapshot = store.read()
        if room and not dry_run and room.sync_anew(snapshot):
            snapshot = store.read()
        snapshot, behind = _caught_up(snapshot, room)
        on_step("Matching")
        today, secret = clock.today(snapshot.time_zone), room.known_secret() if room else None
        plan = make_plan(snapshot, conventions, today, force=force, secret=secret)
        publication = final_publication(plan, snapshot, run_id, clock.now().isoformat(timespec="seconds"), behind)
        published = publication is not None and not dry_run
        in_the_way: Sequence[Problem] = ()
        if publication and published:
            on_step("Writing")
            in_the_way = store.publish(publication, snapshot.version)
        problems = [*plan.problems, *in_the_way]
        return Outcome(run_id, plan, problems, published, store.requests, perf_counter() - began)

    outcome = landed(attempt)
    counts = {**outcome.plan.counts, "problems": len(outcome.problems)}
    log.info("refreshed", run_id=run_id, **counts, changed=outcome.plan.changed, published=outcome.published)
    return outcome


@dataclass(frozen=True)
class Observed:
    """The workbook, its outreach included, and all else that what a refresh would find depends on.

    Attributes:
        snapshot: Its cells.
        today: Its day.
        secret: Behind the fingerprints of addresses, where this machine has it.
    """

    snapshot: Snapshot
    today: date
    secret: bytes | None = field(repr=False)

    def plan(self, conventions: Conventions) -> Plan:
        """What a refresh would find. Raises SchemaError where a tab or a header is missing or doubled."""
        return make_plan(self.snapshot, conventions, self.today, force=True, secret=self.secret)

    def same_as(self, other: "Observed") -> bool:
        """Whether nothing has changed, kinds of cells included: 1, 1.0 and TRUE are equal, and not the same."""
        return self == other and _kinds(self.snapshot) == _kinds(other.snapshot)


def _kinds(snapshot: Snapshot) -> list[list[type]]:
    return [list(map(type, row)) for rows in snapshot.tabs.values() for row in rows]


def observed(store: Store, clock: Clock, room: Mailroom | None = None) -> Observed:
    """The workbook as it is now, the outreach in `room` included.

    Raises:
        StoreError: The workbook is out of reach.
    """
    snapshot, _ = _caught_up(store.read(), room)
    return Observed(snapshot, clock.today(snapshot.time_zone), room.known_secret() if room else None)


def consult(store: Store, clock: Clock, conventions: Conventions, room: Mailroom | None = None) -> Plan:
    """What a refresh would find now, without writing anything.

    Raises:
        SchemaError: A tab or a header that must be there is missing or doubled.
        StoreError: The workbook is out of reach.
    """
    return observed(store, clock, room).plan(conventions)


def _caught_up(snapshot: Snapshot, room: Mailroom | None) -> tuple[Snapshot, Mapping[str, Sequence[Row]]]:
    return room.caught_up(snapshot) if room else (snapshot, {})
