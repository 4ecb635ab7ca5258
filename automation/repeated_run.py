"""Recognises a run that would find nothing new, before it matches: then it only reads.

After each run, a file in the user's state directory keeps what the run depended on, as one digest, and what it found.
If the digest is the same at the next run, its result is the same, and nothing has to be written. Losing the file costs
time, nothing else. It quotes cells, so only its owner may read it, and `forget` removes it.
"""

import json
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass
from datetime import date
from functools import cached_property
from hashlib import blake2b
from pathlib import Path
from secrets import token_hex
from time import perf_counter
from typing import TYPE_CHECKING, Any

import structlog

from automation.clock import Clock
from automation.core.model import Conventions, Problem, Snapshot
from automation.files import private_folder, write_durably
from automation.ledger.machine import state_folder
from automation.outreach.context import Mailroom
from automation.store.base import Requests, Store
from automation.version import installed_digest

if TYPE_CHECKING:
    from automation.core.publishing.last_run import LastRun
    from automation.refresh import InArchive, Outcome

log = structlog.get_logger()

# Rows of a tab that are digested at a time.
_BLOCK = 256


@dataclass(frozen=True)
class Repeated:
    """A run that found what the run before found, and wrote nothing."""

    run_id: str
    today: str
    counts: Mapping[str, int]
    problems: Sequence[Problem]
    requests: Requests
    seconds: float
    changed: bool = False
    published: bool = False

    def record(self) -> dict[str, Any]:
        """As `Outcome.record`."""
        return {
            "run_id": self.run_id,
            "today": self.today,
            **self.counts,
            "problems": [asdict(problem) for problem in self.problems],
            "changed": False,
            "published": False,
            "requests": asdict(self.requests),
            "seconds": round(self.seconds, 3),
        }


class Memory:
    """What the last run on this machine depended on and found, for one workbook.

    Args:
        folder: In the user's state directory.
        workbook: The workbook's absolute path, or a spreadsheet's key.
    """

    def __init__(self, folder: Path, workbook: str) -> None:
        name = blake2b(workbook.encode("utf-8", "surrogatepass"), digest_size=16).hexdigest()
        self._place = folder / f"{name}.json"

    @cached_property
    def _kept(self) -> Mapping[str, Any]:
        try:
            kept = json.loads(self._place.read_bytes())
        except (OSError, ValueError):
            return {}
        return kept if isinstance(kept, dict) else {}

    def found(self, digest: str) -> Mapping[str, Any] | None:
        """What the last run found, if it depended on the same; else None."""
        found = self._kept.get("found")
        return found if isinstance(found, dict) and self._kept.get("digest") == digest else None

    def left(self, depends: str) -> "LastRun | None":
        """What the last run left, if it depended on the same besides the workbook; else None."""
        if self._kept.get("depends") != depends or not self._kept.get("left"):
            return None
        from automation.core.publishing.last_run import LastRun

        try:
            found = self._kept["found"]
            return LastRun.of(self._kept["left"], found["counts"], [Problem(*problem) for problem in found["problems"]])
        except (ValueError, KeyError, TypeError, AttributeError):
            return None

    def keep(
        self, digest: str, found: Mapping[str, Any], depends: str = "", left: Mapping[str, Any] | None = None
    ) -> None:
        """Keep what a run depended on and found; where that cannot be written, the next run matches again.

        Args:
            digest: Of all that the run depended on.
            found: What it found.
            depends: The digest of what it depended on besides the workbook.
            left: What it leaves for a run after a few rows have changed.
        """
        try:
            private_folder(self._place.parent)
            kept = {"digest": digest, "found": found, "depends": depends, "left": left}
            write_durably(self._place, json.dumps(kept).encode())
        except (OSError, ValueError) as error:
            log.warning("what the run found cannot be kept for the next one", why=type(error).__name__)

    def forget(self) -> bool:
        """Remove the file. Returns whether there was one."""
        there = self._place.exists()
        self._place.unlink(missing_ok=True)
        return there


def refresh_unless_repeated(
    store: Store,
    clock: Clock,
    conventions: Conventions,
    room: Mailroom,
    *,
    force: bool = False,
    dry_run: bool = False,
    on_step: Callable[[str], None] = lambda _: None,
    in_archive: "InArchive | None" = None,
) -> "Outcome | Repeated":
    """`refresh`, but only a reading where nothing has changed since the last run on this machine. Raises as it does."""
    began, memory = perf_counter(), Memory(results_folder(), room.path)
    on_step("Reading the workbook")
    version, just_read = store.version(), list[Snapshot]()
    time_zone = number = None
    if not version:
        just_read = [store.read()]
        version, time_zone, number = _digest_of(_parts(just_read[0])), just_read[0].time_zone, just_read[0].version
    today, archive = clock.today(time_zone), in_archive.state if in_archive else ""
    depends = _depends(room, conventions, today, archive)
    found = None if force else memory.found(_digest(version, depends))
    if found is not None:
        if not dry_run:
            room.ran()
        problems = [Problem(*problem) for problem in found["problems"]]
        # The file was read, though not parsed.
        requests = Requests(store.requests.read or 1, store.requests.write)
        run = Repeated(token_hex(6), found["today"], found["counts"], problems, requests, perf_counter() - began)
        log.info("refreshed", run_id=run.run_id, **run.counts, problems=len(problems), changed=False, published=False)
        return run
    # Only now, because a run that only reads needs nothing that matches.
    from automation.refresh import refresh

    outcome = refresh(
        store,
        clock,
        conventions,
        force=force,
        dry_run=dry_run,
        room=room,
        on_step=on_step,
        just_read=just_read,
        in_archive=in_archive,
        # An archive is compared with all rows.
        last=None if force or in_archive else memory.left(depends),
        keep=not (dry_run or in_archive),
        once=True,
    )
    left_as = version if number is not None and outcome.left_as == number else outcome.left_as
    # A Google Sheet need not hold the very cells that were sent to it, so that its digest is known when it is read.
    if (left_as or outcome.left) and outcome.settled and not dry_run:
        found = {
            "today": outcome.today,
            "counts": outcome.counts,
            # Not `asdict`, which copies each text of thousands of issues.
            "problems": [[*vars(problem).values()] for problem in outcome.problems],
        }
        digest = _digest(left_as, depends) if left_as else ""
        memory.keep(digest, found, depends, outcome.left.record() if outcome.left else None)
    return outcome


def results_folder() -> Path:
    """The folder of what runs found, beside the records of ledgers."""
    return state_folder().parent / "results"


def _depends(room: Mailroom, conventions: Conventions, today: date, archive: str) -> str:
    """What a run depends on besides the workbook: ledger, secret, settings, day, archive, and the program itself."""
    events = () if room.in_sheet else tuple(room.events())
    return _digest(events, room.secrets.known_suppression(), conventions, today, archive, installed_digest())


def _parts(snapshot: Snapshot) -> Iterator[object]:
    """A workbook in small parts, whose texts do not need as much memory as its cells."""
    yield snapshot.problems, snapshot.time_zone
    for name, rows in snapshot.tabs.items():
        yield name, len(rows)
        yield from (rows[start : start + _BLOCK] for start in range(0, len(rows), _BLOCK))


def _digest(*values: object) -> str:
    return _digest_of([values])


def _digest_of(values: Iterable[object]) -> str:
    found = blake2b(digest_size=16)
    for value in values:
        found.update(repr(value).encode("utf-8", "surrogatepass"))
    return found.hexdigest()
