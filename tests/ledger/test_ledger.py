"""Decisions of many at once over both logs: a claim is won by one, a message is taken by one."""

import threading
from collections import Counter
from collections.abc import Iterator, Sequence
from contextlib import ExitStack
from pathlib import Path
from queue import Queue
from typing import Any

import pytest

from automation.core.ledger.events import Event, State
from automation.core.ledger.sends import claims_of
from automation.core.ledger.state import LedgerState
from automation.errors import StoreBusy, Superseded
from automation.ledger.base import Log
from automation.ledger.ledger import ATTEMPTS, Ledger
from tests.ledger.places import AT, Place, SheetPlace, SqlitePlace, child, event, said, work
from tests.sheets_emulator.server import Emulator

NAMES = ("w0", "w1", "w2", "w3")
# Every worker wants to write to the same people, in bundles that overlap.
BUNDLES = [
    ("ana@mail.example", ("REQ-1", "REQ-2")),
    ("ana@mail.example", ("REQ-2",)),
    ("Ana@Mail.example", ("req-1",)),
    ("ben@mail.example", ()),
    ("ben@mail.example", ("REQ-1",)),
    ("cleo@mail.example", ("REQ-3", "REQ-1")),
    ("cleo@mail.example", ("REQ-1", "REQ-2")),
]


@pytest.fixture(params=["sqlite", "sheet"])
def place(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Place]:
    """Either kind of log, empty."""
    if request.param == "sqlite":
        yield SqlitePlace(tmp_path / "ledger.sqlite3")
        return
    with Emulator() as emulator:
        yield SheetPlace(emulator.url, emulator.create({"Candidates": [["Name"]]}), str(emulator.key_file(tmp_path)))


def turned(number: int) -> list[Any]:
    """The bundles, each worker beginning with another one."""
    return [*BUNDLES[number:], *BUNDLES[:number]]


def exclusive(place: Place, reports: Sequence[tuple[str, list[str]]]) -> None:
    """No claim is held twice and each message was taken once, according to the workers and to the log."""
    events = place.open().read().events
    state, claimed = LedgerState(), Counter[Any]()
    state.apply(events)
    for send in state.sends.values():
        claimed.update(send.claims)
    assert set(claimed.values()) == {1}
    # Each process wanted all of them, so none was left out.
    wanted = {
        claim for person, openings in BUNDLES for claim in claims_of([person.lower()], openings, "first note", AT)
    }
    assert set(claimed) <= wanted
    assert {person for person, _, _ in claimed} == {person.lower() for person, _ in BUNDLES}
    ids = [one.send_id for one in events if one.state == State.QUEUED]
    assert sorted(ids) == sorted(send_id for kind, sent in reports if kind == "queued" for send_id in sent)
    for kind in (State.SENDING, State.SENT):
        assert Counter(one.send_id for one in events if one.state == kind) == Counter(ids)
    assert Counter(send_id for kind, taken in reports if kind == "taken" for send_id in taken) == Counter(ids)


@pytest.mark.long
def test_processes_win_claims_and_messages_once_each(place: Place) -> None:
    """Four processes decide on overlapping bundles and send what there is: no claim and no message twice."""
    with ExitStack() as stack:
        started = [stack.enter_context(child(work, place, name, turned(n))) for n, name in enumerate(NAMES)]
        reports = [one for _, pipe in started for one in said(pipe)]
        for process, _ in started:
            process.join()
            assert process.exitcode == 0
    exclusive(place, reports)


class _Line:
    """What a worker in a thread says, as a pipe would take it."""

    def __init__(self) -> None:
        self.queue: Queue[tuple[str, list[str]]] = Queue()
        self.send = self.queue.put


def test_threads_win_claims_and_messages_once_each(place: Place) -> None:
    """Four threads of one process, each with a log of its own, do not get in each other's way either."""
    line = _Line()
    threads = [
        threading.Thread(target=work, args=(place, name, turned(number), line)) for number, name in enumerate(NAMES)
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    exclusive(place, list(line.queue.queue))


def test_a_decision_is_made_on_what_is_true_when_it_lands(place: Place) -> None:
    """The second writer decides again on the newest state, and may decide otherwise."""
    one, two = Ledger(place.open()), Ledger(place.open())
    one.refresh()
    two.refresh()
    assert one.change(lambda _: [event(1)]) == [event(1)]
    seen = []

    def decide(state: LedgerState) -> Sequence[Event]:
        seen.append(sorted(state.sends))
        return () if "s1" in state.sends else [event(2)]

    assert two.change(decide) == ()
    assert seen == [[], ["s1"]]
    assert two.state == one.refresh() == Ledger(place.open()).refresh()


def test_a_ledger_knows_what_it_wrote(place: Place) -> None:
    """After a change the state holds it without a reading, and a reading adds nothing twice."""
    ledger = Ledger(place.open())
    ledger.change(lambda _: [event(1), event(2)])
    assert (list(ledger.state.sends), ledger.state.count) == (["s1", "s2"], 2)
    assert ledger.refresh().count == 2


class _Restless:
    """A log to which another process adds at every moment."""

    def read(self) -> Log:
        return Log((), "0")

    def append(self, events: Sequence[Event], version: str) -> str:  # noqa: ARG002  (As the protocol has it.)
        raise Superseded


def test_endless_contention_raises_store_busy() -> None:
    """A writer that is never first gives up after so many attempts, with StoreBusy (75)."""
    asked = []
    with pytest.raises(StoreBusy, match=f"{ATTEMPTS} attempts"):
        Ledger(_Restless()).change(lambda _: asked.append(1) or [event(1)])  # type: ignore[func-returns-value]
    assert len(asked) == ATTEMPTS
