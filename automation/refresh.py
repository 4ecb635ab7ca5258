"""The main job: read the workbook, match and schedule, show what is new."""

import secrets
from collections.abc import Callable, Sequence
from dataclasses import asdict, dataclass
from time import perf_counter
from typing import Any

import structlog

from automation.clock import Clock
from automation.core.model import Conventions, Problem
from automation.core.plan import Plan, final_publication, make_plan
from automation.errors import StoreBusy, Superseded
from automation.store.base import Requests, Store

# Somebody who changes the workbook this often while we read it is not going to stop.
ATTEMPTS = 5

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
    on_step: Callable[[str], None] = lambda _: None,
) -> Outcome:
    """Run once: one read, and at most one write.

    Starts over from a fresh read while others change the workbook in between, a bounded number of times.

    Raises:
        SchemaError: A tab or a header that must be there is missing or doubled.
        UnsafePublish: Much of what people see would vanish, and not `force`.
        StoreError: The workbook is out of reach or busy.
    """
    began, run_id = perf_counter(), secrets.token_hex(6)
    for _ in range(ATTEMPTS):
        on_step("Reading the workbook")
        snapshot = store.read()
        on_step("Matching")
        plan = make_plan(snapshot, conventions, clock.today(snapshot.time_zone), force=force)
        publication = final_publication(plan, snapshot, run_id, clock.now().isoformat(timespec="seconds"))
        in_the_way: Sequence[Problem] = ()
        if publication and not dry_run:
            on_step("Writing")
            try:
                in_the_way = store.publish(publication, snapshot.version)
            except Superseded:
                log.info("superseded", run_id=run_id)
                continue
        published = publication is not None and not dry_run
        problems = [*plan.problems, *in_the_way]
        seconds = perf_counter() - began
        log.info(
            "refreshed", run_id=run_id, **plan.counts, problems=len(problems), changed=plan.changed, published=published
        )
        return Outcome(run_id, plan, problems, published, store.requests, seconds)
    raise StoreBusy(f"Others kept changing the workbook: {ATTEMPTS} attempts, none landed. Try again later.")


def consult(store: Store, clock: Clock, conventions: Conventions) -> Plan:
    """What a refresh would find now, without writing anything."""
    snapshot = store.read()
    return make_plan(snapshot, conventions, clock.today(snapshot.time_zone), force=True)
