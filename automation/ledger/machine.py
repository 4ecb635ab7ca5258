"""Records of this machine's ledgers in the user's state directory, outside the folders that are restored together.

A record holds a ledger's length and place. If a ledger is shorter than its record, or has another line at that number,
it is no longer the one that was used here.
"""

import json
import os
import secrets
from collections.abc import Callable, Mapping, Sequence
from dataclasses import asdict, dataclass
from hashlib import sha256
from pathlib import Path
from typing import TYPE_CHECKING

import structlog

from automation.core.ledger.doubts import Doubt, Witness, earlier_mark_of, in_words, mark_of
from automation.core.ledger.events import LEADS_TO_A_MESSAGE, Event, Notice
from automation.errors import LedgerError
from automation.ledger.base import EventLog, Log
from automation.ledger.last_run import LastRun

if TYPE_CHECKING:
    from datetime import datetime

log = structlog.get_logger()


@dataclass(frozen=True)
class Record:
    """The length and place of a ledger, as last seen on this machine.

    Attributes:
        ledger: The ID of the workbook that it belongs to.
        lines: The number of its last line.
        mark: A hash that identifies that line.
        folder: Its outreach folder.
        workbook: Its workbook: a path, or a spreadsheet's key.
    """

    ledger: str
    lines: int
    mark: str
    folder: str
    workbook: str


def state_folder() -> Path:
    """The folder of the records, in `XDG_STATE_HOME`, else in `~/.local/state`."""
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
        """The record of a ledger; None if there is none."""
        return _read(self._place(ledger))

    def at(self, folder: str, workbook: str) -> Record | None:
        """The record of the longest ledger with this outreach folder or this workbook."""
        records = filter(None, map(_read, self.folder.glob("*.json")))
        return max(
            (one for one in records if one.folder == folder or one.workbook == workbook),
            key=lambda one: one.lines,
            default=None,
        )

    def remember(self, record: Record) -> bool:
        """Write a record; returns whether that was possible."""
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
        """Delete the records of a workbook."""
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
    """An event log with a record of its length on this machine.

    Args:
        open_log: Opens the log; each object that it returns has read nothing yet.
        machine: The records.
        folder: The outreach folder.
        workbook: A path, or a spreadsheet's key.
    """

    def __init__(self, open_log: Callable[[], EventLog], machine: Machine, folder: str, workbook: str) -> None:
        self._open, self._machine, self._folder, self._workbook = open_log, machine, folder, workbook
        self._log = open_log()
        self._seen = _Seen()
        self._last_run = LastRun(Path(folder))

    def read(self) -> Log:
        """The events, as the log returns them."""
        found = self._log.read()
        if not found.continued:
            self._seen = _Seen()
        self._seen.know(found.events, _last(found))
        if found.events and not found.damaged:
            self._remember()
        return found

    def append(self, events: Sequence[Event], version: str) -> str:
        """Add events; those that lead to a message only if the ledger has all lines that this machine has seen.

        Raises:
            LedgerError: Lines that this machine has seen are missing.
        """
        adopted = any(event.state == Notice.ADOPTED for event in events)
        leads = any(event.state in LEADS_TO_A_MESSAGE for event in events) and not adopted
        if leads and (doubts := self.doubts()):
            raise LedgerError(in_words(doubts, self._workbook))
        if events:
            # Before the append: the new line's time would hide a pause.
            self._last_run.note(max(event.at for event in events), self._seen.at or events[0].at)
        version = self._log.append(events, version)
        self._seen.know(events, int(version))
        self._remember(adopted=adopted)
        return version

    def redact(self, lines: Mapping[int, Event]) -> None:
        """Replace lines; what identifies a line stays the same, so the record holds."""
        self._log.redact(lines)

    @property
    def remembers(self) -> bool:
        """Whether this machine has a record of this ledger, and the ledger has all lines of it."""
        return self._machine.of(self._seen.ledger) is not None and not self.doubts()

    def doubts(self) -> list[Doubt]:
        """The lines that this machine has seen and the ledger lacks, as a doubt."""
        known = self._known(self._seen)
        if known is None or self._seen.has(known):
            return []
        # Others may have appended, and updated the record, since our reading: compare it with a new reading.
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
    """The lines of a ledger that were read or written.

    Attributes:
        ledger: The ID of the workbook that it belongs to, "" until the ledger is begun.
        lines: The number of its last line.
        last: The mark of that line.
        at: When that line was written, UTC; None before the first.
    """

    def __init__(self) -> None:
        self.ledger = self.last = ""
        self.at: datetime | None = None
        self.lines = 0
        self._marks: set[str] = set()

    def know(self, events: Sequence[Event], last: int) -> None:
        """Add further lines, up to the number `last`."""
        for event in events:
            self.last, self.at = mark_of(event), event.at
            self._marks.update((self.last, earlier_mark_of(event)))
            if event.state == Notice.ADOPTED or (event.state == Notice.BEGUN and not self.ledger):
                self.ledger = event.detail
        self.lines = last

    def has(self, record: Record) -> bool:
        """Whether it is at least as long as a record, and has the record's last line."""
        return record.lines <= self.lines and record.mark in self._marks


def _last(found: Log) -> int:
    return int(found.version or 0) if found.last is None else found.last
