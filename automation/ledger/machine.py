"""What this machine remembers of its ledgers, in the user's state directory, outside every folder that is restored.

Of each ledger only how far it went and where it lies. It is a witness: a ledger that is shorter than it was, or has
another line where it ended, is no longer the one that was used here.
"""

import json
import os
import secrets
from collections.abc import Callable, Sequence
from dataclasses import asdict, dataclass
from hashlib import sha256
from pathlib import Path
from typing import TYPE_CHECKING

import structlog

from automation.core.ledger.doubts import Doubt, Witness, in_words, mark_of
from automation.core.ledger.events import LEADS_TO_A_MESSAGE, Event, Notice
from automation.errors import LedgerError
from automation.ledger.base import EventLog, Log
from automation.ledger.last_run import LastRun

if TYPE_CHECKING:
    from datetime import datetime

log = structlog.get_logger()


@dataclass(frozen=True)
class Record:
    """How far a ledger went on this machine.

    Attributes:
        ledger: The ID of the workbook that it belongs to.
        lines: The number of its last line.
        mark: By which that line is recognised.
        folder: Where its outreach is kept.
        workbook: Which workbook it is of: a path, or a spreadsheet's key.
    """

    ledger: str
    lines: int
    mark: str
    folder: str
    workbook: str


def state_folder() -> Path:
    """Where the user's programs keep what they remember: `XDG_STATE_HOME`, else `~/.local/state`."""
    named = os.environ.get("XDG_STATE_HOME", "")
    home = Path(named) if Path(named).is_absolute() else Path.home() / ".local" / "state"
    return home / "backpocket" / "ledgers"


class Machine:
    """The records of this machine.

    Args:
        folder: Of the records.
    """

    def __init__(self, folder: Path) -> None:
        self.folder = folder

    def of(self, ledger: str) -> Record | None:
        """What is remembered of a ledger."""
        return _read(self._place(ledger))

    def at(self, folder: str, workbook: str) -> Record | None:
        """The longest ledger that was kept in this folder, or was this workbook's."""
        records = filter(None, map(_read, self.folder.glob("*.json")))
        return max(
            (one for one in records if one.folder == folder or one.workbook == workbook),
            key=lambda one: one.lines,
            default=None,
        )

    def remember(self, record: Record) -> bool:
        """Keep a record; returns whether that was possible."""
        place = self._place(record.ledger)
        draft = place.with_name(f".{place.name}.{secrets.token_hex(4)}")
        try:
            self.folder.mkdir(mode=0o700, parents=True, exist_ok=True)
            with os.fdopen(os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "w", encoding="utf-8") as file:
                json.dump(asdict(record), file)
            draft.replace(place)
        except OSError as error:
            log.warning("what was sent cannot be remembered outside the outreach folder", why=error.strerror)
            return False
        return True

    def forget(self, workbook: str) -> None:
        """A person begins a workbook anew."""
        for place in self.folder.glob("*.json"):
            found = _read(place)
            if found and found.workbook == workbook:
                place.unlink(missing_ok=True)

    def _place(self, ledger: str) -> Path:
        return self.folder / f"{sha256(ledger.encode()).hexdigest()[:32]}.json"


def _read(place: Path) -> Record | None:
    try:
        kept = json.loads(place.read_bytes())
        return Record(
            str(kept["ledger"]), int(kept["lines"]), str(kept["mark"]), str(kept["folder"]), str(kept["workbook"])
        )
    except (OSError, ValueError, KeyError, TypeError):
        return None


class WitnessedLog:
    """An event log beside which this machine remembers how far it went.

    Args:
        open_log: Opens the log, each time as somebody who has not read it yet.
        machine: The records.
        folder: Where the outreach is kept.
        workbook: Which workbook it is of.
    """

    def __init__(self, open_log: Callable[[], EventLog], machine: Machine, folder: str, workbook: str) -> None:
        self._open, self._machine, self._folder, self._workbook = open_log, machine, folder, workbook
        self._log = open_log()
        self._seen = _Seen()
        self._last_run = LastRun(Path(folder))

    def read(self) -> Log:
        """The events, as the log gives them."""
        found = self._log.read()
        if not found.continued:
            self._seen = _Seen()
        self._seen.know(found.events, _last(found))
        if found.events and not found.damaged:
            self._remember()
        return found

    def append(self, events: Sequence[Event], version: str) -> str:
        """Add events; what leads to a message only where this machine knows of no other history.

        Raises:
            LedgerError: It does.
        """
        adopted = any(event.state == Notice.ADOPTED for event in events)
        leads = any(event.state in LEADS_TO_A_MESSAGE for event in events) and not adopted
        if leads and (doubts := self.doubts()):
            raise LedgerError(in_words(doubts, self._workbook))
        if events:
            # Before the ledger gets a line that is newer than the pause.
            self._last_run.note(max(event.at for event in events), self._seen.at or events[0].at)
        version = self._log.append(events, version)
        self._seen.know(events, int(version))
        self._remember(adopted=adopted)
        return version

    @property
    def remembers(self) -> bool:
        """Whether this machine has seen this ledger, and all of it is there."""
        return self._machine.of(self._seen.ledger) is not None and not self.doubts()

    def doubts(self) -> list[Doubt]:
        """What this machine knows and the ledger does not."""
        known = self._known(self._seen)
        if known is None or self._seen.has(known):
            return []
        # Others may have gone on since our reading; what they remembered by now must be there by now.
        fresh, found = _Seen(), self._open().read()
        fresh.know(found.events, _last(found))
        known = known if fresh.ledger == self._seen.ledger else self._known(fresh)
        return [] if known is None or fresh.has(known) else [Doubt(Witness.MACHINE, str(known.lines))]

    def _known(self, seen: "_Seen") -> Record | None:
        return self._machine.of(seen.ledger) if seen.ledger else self._machine.at(self._folder, self._workbook)

    def _remember(self, *, adopted: bool = False) -> None:
        seen = self._seen
        if not seen.ledger or not seen.last:
            return
        known = self._machine.of(seen.ledger)
        record = Record(seen.ledger, seen.lines, seen.last, self._folder, self._workbook)
        if known != record and (known is None or adopted or seen.has(known)):
            self._machine.remember(record)


class _Seen:
    """What was seen of a ledger.

    Attributes:
        ledger: The ID of the workbook that it belongs to, "" while nobody has begun it.
        lines: The number of its last line.
        last: By which that line is recognised.
        at: When that line was written, UTC; None before the first.
    """

    def __init__(self) -> None:
        self.ledger = self.last = ""
        self.at: datetime | None = None
        self.lines = 0
        self._marks: set[str] = set()

    def know(self, events: Sequence[Event], last: int) -> None:
        """Take in further lines, up to this number."""
        for event in events:
            self.last, self.at = mark_of(event), event.at
            self._marks.add(self.last)
            if event.state == Notice.ADOPTED or (event.state == Notice.BEGUN and not self.ledger):
                self.ledger = event.detail
        self.lines = last

    def has(self, record: Record) -> bool:
        """Whether it goes as far as a record, by the same line."""
        return record.lines <= self.lines and record.mark in self._marks


def _last(found: Log) -> int:
    return int(found.version or 0) if found.last is None else found.last
