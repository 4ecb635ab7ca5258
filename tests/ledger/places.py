"""Where a log is kept, in a form with which any process can open it, and what processes do with it."""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from multiprocessing.connection import Connection as Pipe
from multiprocessing.process import BaseProcess
from pathlib import Path
from typing import Any, Protocol

from automation.core.ledger.events import Event, Notice, State
from automation.core.ledger.sends import claims_of, identities_of
from automation.core.ledger.state import LedgerState
from automation.errors import Superseded
from automation.ledger.base import EventLog
from automation.ledger.ledger import Ledger
from automation.ledger.sheet import SheetLog
from automation.ledger.sqlite import SqliteLog
from automation.store.google.connection import connect
from tests.support.warm import processes

AT = datetime(2026, 11, 22, 8, 0, 0, 1, tzinfo=UTC)


class Place(Protocol):
    """Opens a log, each time as a process that has not read it yet."""

    def open(self) -> EventLog: ...


@dataclass(frozen=True)
class SqlitePlace:
    path: Path

    def open(self) -> SqliteLog:
        return SqliteLog(self.path)


@dataclass(frozen=True)
class SheetPlace:
    """A spreadsheet of the emulator; waiting takes no time there."""

    url: str
    key: str
    key_file: str

    def open(self) -> SheetLog:
        connection = connect(self.key, self.key_file, self.url)
        connection.sleep = lambda _: None
        connection.client.set_timeout((10, 20))
        return SheetLog(connection)


def event(number: object, **changes: Any) -> Event:
    """An event that its number identifies."""
    made = Event(
        AT, State.QUEUED, f"s{number}", f"p{number}@mail.example", ("REQ-1",), "first note", "dana", subject="Hi"
    )
    return replace(made, **changes)


@contextmanager
def child(target: Any, *arguments: object) -> Iterator[tuple[BaseProcess, Pipe]]:
    """A process that does this, and the end of a pipe from it: its last argument."""
    here, there = processes.Pipe(duplex=False)
    process = processes.Process(target=target, args=(*arguments, there))
    process.start()
    there.close()
    try:
        yield process, here
    finally:
        process.kill()
        process.join()
        process.close()
        here.close()


def said(pipe: Pipe) -> list[Any]:
    """All that a process said until its end."""
    found = []
    try:
        while True:
            found.append(pipe.recv())
    except EOFError:
        return found


def append_one_by_one(place: Place, who: str, count: int, _: Pipe) -> None:
    """Add events, each as soon as no other process is first."""
    log = place.open()
    version = log.read().version
    for number in range(count):
        while True:
            try:
                version = log.append([event(f"{who}{number}")], version)
                break
            except Superseded:
                version = log.read().version


def append_for_ever(place: Place, who: str, size: int, pipe: Pipe) -> None:
    """Add batch after batch, and say so each time."""
    log = place.open()
    version = log.read().version
    for batch in range(10_000):
        version = log.append([event(f"{who}-{batch}-{number}") for number in range(size)], version)
        pipe.send(batch)


def work(place: Place, who: str, bundles: Sequence[tuple[str, tuple[str, ...]]], pipe: Pipe) -> None:
    """Decide on messages, then send all that there are; says which were decided on, and which were sent."""
    ledger = Ledger(place.open())
    for number, (person, openings) in enumerate(bundles):
        made = Event(AT, State.QUEUED, f"{who}-{number}", person, openings, "first note", who)
        claims = claims_of(identities_of(person), openings, made.step, AT)
        pipe.send(("queued", [e.send_id for e in ledger.change(lambda s, c=claims, e=made: () if s.taken(c) else [e])]))
    ledger.refresh()
    while taken := ledger.change(lambda state: _next(state, who)):
        pipe.send(("taken", [taken[0].send_id]))
        ledger.change(lambda _, sent=taken[0]: [replace(sent, state=State.SENT)])


def _next(state: LedgerState, who: str) -> Sequence[Event]:
    send = state.next_due(AT)
    return [replace(send.queued, state=State.SENDING, detail=who)] if send else ()


def notice(kind: Notice, **changes: Any) -> Event:
    """An event that is no message's."""
    return replace(Event(AT, kind, by="dana"), **changes)
