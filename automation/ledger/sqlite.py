"""The ledger in a SQLite file, beside a local workbook. The only module that imports sqlite3.

A connection lasts for one operation, so that threads and forks share none, and a killed process leaves no lock.
"""

import json
import sqlite3
import time
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import astuple
from datetime import datetime
from pathlib import Path

from automation.core.ledger.events import Event
from automation.core.ledger.forgetting import ID_PREFIX, PREFIX
from automation.core.ledger.ledger_tabs import cleaned
from automation.core.suppression_text import DELETED
from automation.errors import BackpocketError, LedgerError, StoreAccess, StoreBusy, Superseded
from automation.ledger.base import Log

# Seconds to wait while another process writes.
PATIENCE = 20.0
# Seconds between two tries where SQLite does not wait.
PAUSE = 0.01
# The version of the tables below, kept in the file.
SCHEMA = 1
# "BPLG" in ASCII: marks a file as this program's.
APPLICATION = 0x42504C47
_TABLES = (
    """CREATE TABLE events (
        line INTEGER PRIMARY KEY, at TEXT NOT NULL, state TEXT NOT NULL, send_id TEXT NOT NULL, candidate TEXT NOT NULL,
        requisitions TEXT NOT NULL, step TEXT NOT NULL, by TEXT NOT NULL, detail TEXT NOT NULL, subject TEXT NOT NULL,
        message_id TEXT NOT NULL)""",
    "CREATE UNIQUE INDEX queued_once ON events (send_id) WHERE state = 'queued'",
    f"PRAGMA application_id = {APPLICATION}",
    f"PRAGMA user_version = {SCHEMA}",
)
_INSERT = "INSERT INTO events VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)"
_SELECT = "SELECT * FROM events"
# The rest of a line stays when a person is taken out of it. The send ID of a mailbox's line may be a reply's ID.
_REDACT = (
    "UPDATE events SET send_id = ?, candidate = ?, detail = ?, subject = ?, message_id = ? WHERE line = ? AND at = ?"
)
_HEADER = ("schema_version", "user_version", "application_id")
_LOCKED = frozenset({sqlite3.SQLITE_BUSY, sqlite3.SQLITE_LOCKED})
_NOT_ALLOWED = frozenset({sqlite3.SQLITE_READONLY, sqlite3.SQLITE_CANTOPEN, sqlite3.SQLITE_PERM, sqlite3.SQLITE_AUTH})
_NO_ROOM = frozenset({sqlite3.SQLITE_FULL, sqlite3.SQLITE_IOERR})


class SqliteLog:
    """An `EventLog` in one file; its version is the number of the last line.

    Args:
        path: Of the file, on a disk of this machine. The first append makes it, readable only for its owner.
    """

    def __init__(self, path: Path) -> None:
        self._path = path
        self._seen = 0
        # The last line that was read or written, as it is in the file.
        self._tail: tuple[object, ...] | None = None
        self._checked = False

    def read(self) -> Log:
        """The new events since this object's last reading or append."""
        if not self._seen and not self._path.exists():
            return Log((), "0")
        with self._opened() as db:
            # One statement is one snapshot.
            lines = db.execute(f"{_SELECT} WHERE line >= ? ORDER BY line", (self._seen,)).fetchall()
        if self._seen:
            self._require_tail(lines[0] if lines else None)
            new = lines[1:]
            return Log([_event(line) for line in new], self._advance(new), continued=True)
        return Log([_event(line) for line in lines], self._advance(lines))

    def append(self, events: Sequence[Event], version: str) -> str:
        """Add events in one transaction."""
        if not version.isdecimal():
            raise Superseded
        lines = [_line(number, cleaned(event)) for number, event in enumerate(events, start=int(version) + 1)]
        try:
            with self._opened() as db:
                db.execute("BEGIN IMMEDIATE")
                self._require_tail(db.execute(f"{_SELECT} WHERE line = ?", (self._seen,)).fetchone())
                if str(_last(db)) != version:
                    raise Superseded
                db.executemany(_INSERT, lines)
                db.execute("COMMIT")
        except StoreAccess:
            # The disk failed, but perhaps only after the commit.
            if not self._holds(lines):
                raise
        return self._advance(lines) if lines else version

    def redact(self, lines: Mapping[int, Event]) -> None:
        """Replace lines, then write the whole file anew, so that the old texts are in no unused page and in no WAL."""
        changes = [
            (one.send_id, one.candidate, one.detail, one.subject, one.message_id, number, one.at.isoformat())
            for number, one in lines.items()
        ]
        if not self._path.exists():
            return
        with self._opened() as db:
            db.execute("PRAGMA secure_delete = ON")
            db.execute("BEGIN IMMEDIATE")
            db.executemany(_REDACT, changes)
            db.execute("COMMIT")
            db.execute("VACUUM")
            if db.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchone()[0]:
                raise StoreBusy(f"Another program held {self._path}, so old texts may still be in it: try again.")

    def _advance(self, lines: Sequence[tuple[object, ...]]) -> str:
        """Remember the last of these lines; returns the version."""
        if lines:
            self._seen, self._tail = int(str(lines[-1][0])), tuple(lines[-1])
        return str(self._seen)

    def _require_tail(self, line: tuple[object, ...] | None) -> None:
        """Check that the last line seen is still there: the file may have been replaced by an older copy."""
        if not _is_same(line, self._tail):
            raise LedgerError(self._replaced())

    def _holds(self, lines: Sequence[tuple[object, ...]]) -> bool:
        """Whether these lines are in the file, after an error."""
        try:
            with self._opened() as db:
                found = db.execute(f"{_SELECT} WHERE line BETWEEN ? AND ? ORDER BY line", (lines[0][0], lines[-1][0]))
                return found.fetchall() == lines
        except BackpocketError:
            return False

    @contextmanager
    def _opened(self) -> Iterator[sqlite3.Connection]:
        """Open the file, with its tables. Errors inside become a BackpocketError, and undo an open transaction."""
        if self._seen and not self._path.exists():
            raise LedgerError(self._replaced())
        db = None
        try:
            db = sqlite3.connect(self._path, timeout=PATIENCE, isolation_level=None)
            self._prepare(db)
            yield db
        except (sqlite3.Error, OSError) as error:
            raise self._in_words(error) from error
        finally:
            if db is not None:
                db.close()

    def _prepare(self, db: sqlite3.Connection) -> None:
        db.execute("PRAGMA synchronous = FULL")
        if not self._checked:
            found = _pragma(db, "quick_check(1)")
            if found != "ok":
                raise LedgerError(self._damaged(str(found)))
        db.execute("BEGIN")
        tables, version, application = (_pragma(db, name) for name in _HEADER)
        db.execute("ROLLBACK")
        if not (tables or version or application):
            self._create(db)
        elif (version, application) != (SCHEMA, APPLICATION):
            raise LedgerError(
                f"{self._path} is not an outreach ledger that this version of Backpocket can read. The file was not "
                "changed, and nothing is sent: update Backpocket, or move the file away if it is another program's."
            )
        self._checked = True

    def _create(self, db: sqlite3.Connection) -> None:
        # By its path: opening and closing the file here would lose the locks of other threads on it.
        self._path.chmod(0o600)
        # If the disk supports it, readers and writers don't wait for each other.
        _patiently(db, "PRAGMA journal_mode = WAL")
        db.execute("BEGIN IMMEDIATE")
        if not _pragma(db, "schema_version"):
            for statement in _TABLES:
                db.execute(statement)
        db.execute("COMMIT")

    def _in_words(self, error: sqlite3.Error | OSError) -> BackpocketError:
        code = getattr(error, "sqlite_errorcode", sqlite3.SQLITE_CANTOPEN) & 0xFF
        if code in _LOCKED:
            return StoreBusy(f"Another program held {self._path} for {PATIENCE:.0f} s: try again.")
        if code in _NO_ROOM:
            return StoreAccess(f"{self._path} cannot be written ({error}): make room on the disk, then try again.")
        if code in _NOT_ALLOWED:
            return StoreAccess(f"{self._path} cannot be opened ({error}): check that its folder exists and is yours.")
        if code == sqlite3.SQLITE_CONSTRAINT:
            return LedgerError("A message with this send ID was queued already: nothing of this was written.")
        return LedgerError(self._damaged(str(error)))

    def _damaged(self, what: str) -> str:
        return (
            f"{self._path} is damaged ({what}). It was not changed, and nothing is sent until you restore its newest "
            "undamaged copy."
        )

    def _replaced(self) -> str:
        return (
            f"{self._path} was deleted or replaced while it was in use: restore it. Until then nothing is sent, since "
            "it is not known who has been written to."
        )


def _patiently(db: sqlite3.Connection, statement: str) -> None:
    """Execute a statement for which SQLite itself does not wait while another process has the file."""
    end = time.monotonic() + PATIENCE
    while True:
        try:
            db.execute(statement)
        except sqlite3.OperationalError as error:
            if error.sqlite_errorcode & 0xFF not in _LOCKED or time.monotonic() > end:
                raise
            time.sleep(PAUSE)
        else:
            return


def _is_same(found: Sequence[object] | None, known: Sequence[object] | None) -> bool:
    """Whether a line is the one that is known, or that one after a person was taken out of it."""
    if found is None or known is None:
        return found is known
    # Number, time and state stay.
    same = tuple(found[:3]) == tuple(known[:3])
    return tuple(found) == tuple(known) or (same and any(map(_is_redacted, found)))


def _is_redacted(cell: object) -> bool:
    return isinstance(cell, str) and (cell.startswith((PREFIX, ID_PREFIX)) or cell == DELETED)


def _pragma(db: sqlite3.Connection, name: str) -> object:
    return db.execute(f"PRAGMA {name}").fetchone()[0]


def _last(db: sqlite3.Connection) -> int:
    return int(db.execute("SELECT COALESCE(MAX(line), 0) FROM events").fetchone()[0])


def _line(number: int, event: Event) -> tuple[object, ...]:
    at, state, send_id, candidate, requisitions, *rest = astuple(event)
    return (number, at.isoformat(), str(state), send_id, candidate, json.dumps(requisitions), *rest)


def _event(line: Sequence[str]) -> Event:
    _, at, state, send_id, candidate, requisitions, *rest = line
    return Event(datetime.fromisoformat(at), state, send_id, candidate, tuple(json.loads(requisitions)), *rest)
