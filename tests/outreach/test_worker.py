import os
import signal
from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import timedelta
from functools import partial
from pathlib import Path
from threading import Event as Flag
from typing import Any

import pytest

from automation.core.ledger.events import Event, Notice, State
from automation.core.ledger.ledger_tabs import read_lines
from automation.core.ledger.sends import Send
from automation.core.ledger.state import LedgerState
from automation.core.ledger.suppression import digest
from automation.core.model import Row
from automation.core.reason_words import words
from automation.errors import BackpocketError, LedgerError, MailError
from automation.ledger.base import EventLog, Log
from automation.ledger.ledger import Ledger
from automation.mail.base import Delivery
from automation.outreach.adoption import adopt
from automation.outreach.compose import Queued, propose, queue
from automation.outreach.context import Mailroom
from automation.outreach.control import resume, stop
from automation.outreach.delivery import Tally, Worker
from automation.outreach.sending import rehearsed, send
from automation.outreach.suppression_list import suppress
from automation.outreach.workbook_sync import sync
from automation.store.xlsx import XlsxStore
from tests.cli.program import changed, write_workbook
from tests.mail.server import STALL_THE_ANSWER, MailServer
from tests.outreach.conftest import MakeDesk
from tests.outreach.desk import ALEX, BATCH, DANA, DAY, NOON, REQ, Desk, by_mail, delivered, key, tabs
from tests.outreach.kills import killed
from tests.outreach.processes import drained, ready
from tests.sheets_emulator.auth import ROBOT
from tests.support.profile import count

KILLS = count(3, nightly=500)
# A worker reads the ledger, then writes that its first message is sending; each has a moment before and after.
AFTER_THE_CLAIM = 3
pytestmark = pytest.mark.filterwarnings("ignore:.*fork.*:DeprecationWarning")


class Telling(MailServer):
    """A mail server that calls `on_text` when the text of a message arrives, before it replies."""

    def __init__(self) -> None:
        super().__init__()
        self.on_text: Callable[[], None] = lambda: None

    async def handle_DATA(self, *arguments: Any) -> str:  # noqa: N802
        self.on_text()
        return await super().handle_DATA(*arguments)


class Watched:
    """An event log with something happening before or after one of its calls.

    Args:
        log: The real one.
        moment: The number of the moment; each call has two.
        act: What happens then.
    """

    def __init__(self, log: EventLog, moment: int, act: Callable[[], None]) -> None:
        self._log, self._left, self._act = log, moment, act

    @property
    def happened(self) -> bool:
        return self._left < 0

    def read(self) -> Log:
        self._pass()
        found = self._log.read()
        self._pass()
        return found

    def append(self, events: Sequence[Event], version: str) -> str:
        self._pass()
        version = self._log.append(events, version)
        self._pass()
        return version

    def _pass(self) -> None:
        self._left -= 1
        if self._left == -1:
            self._act()


def without_the_claim() -> None:
    """Break the program in this process: a message is handed over before the ledger has it as sending.

    A test shows that this sends messages twice, so the tests that find none sent twice can be trusted.
    """

    def take(self: Worker, _: Tally) -> Send | None:
        found = self._ledger.refresh().next_due(self._now(), self._ours)
        return replace(found, state=State.SENDING, detail=self.name) if found else None

    def settle(self: Worker, handed: Send, delivery: Delivery) -> None:
        def decide(_: LedgerState) -> Sequence[Event]:
            queued = replace(handed.queued, at=self._now())
            return [replace(queued, state=state, detail=self.name) for state in (State.SENDING, delivery.state)]

        self._ledger.change(decide)

    Worker._take = take  # type: ignore[method-assign]
    Worker._settle = settle  # type: ignore[method-assign]


def killed_after_the_text(desk: Desk, server: Telling, before: Callable[[], None] = lambda: None) -> None:
    """Kill a worker while the server has a message and has not said so; then let another one finish."""
    there = Flag()
    server.on_text = there.set
    server.fails("TEXT", STALL_THE_ANSWER)
    with ready(desk, before) as begin:
        worker = begin()
        assert there.wait(60)
        assert worker.kill() == -signal.SIGKILL
    assert drained(desk, 1, before) == [0]


@pytest.mark.long
class TestSeveralWorkers:
    @pytest.mark.parametrize("workers", [2, 4])
    def test_each_message_is_sent_once(self, make_desk: MakeDesk, server: MailServer, workers: int) -> None:
        """However many processes drain a queue, the mail server gets each message exactly once."""
        desk = make_desk(**by_mail(server))
        ids = desk.queued()
        assert set(drained(desk, workers)) == {0}
        assert delivered(server) == {send.queued.message_id: 1 for send in desk.sends().values()}
        assert (len(ids), desk.states()) == (BATCH, {State.SENT: BATCH})

    @pytest.mark.parametrize("workers", [2, 4])
    def test_outbox_gets_each_message(self, make_desk: MakeDesk, workers: int) -> None:
        """So does the outbox."""
        desk = make_desk()
        ids = desk.queued()
        assert set(drained(desk, workers)) == {0}
        assert (desk.outbox, desk.states()) == (sorted(ids), {State.SENT: BATCH})


class TestKilled:
    @pytest.mark.soak
    def test_nothing_twice_nothing_lost(self, make_desk: MakeDesk, tmp_path: Path) -> None:
        """After kill -9 at random moments nothing arrives twice, at most one message is unknown, the rest arrives."""
        figures = killed(KILLS, lambda folder, server: make_desk(folder, **by_mail(server)), tmp_path)
        assert figures.promise_kept, figures
        assert (figures.kills, figures.messages) == (KILLS, KILLS * BATCH)

    def test_in_the_worst_moment(self, make_desk: MakeDesk) -> None:
        """After a kill before the server confirmed a message, that one is unknown; the rest is sent."""
        with Telling() as server:
            desk = make_desk(**by_mail(server))
            desk.queued(4)
            killed_after_the_text(desk, server)
            assert sorted(delivered(server).values()) == [1, 1, 1, 1]
        assert desk.states() == {State.UNKNOWN: 1, State.SENT: 3}

    def test_without_the_claim_a_message_is_sent_twice(self, make_desk: MakeDesk) -> None:
        """The same moment finds a double as soon as the claim is taken out, so these tests would notice."""
        with Telling() as server:
            desk = make_desk(**by_mail(server))
            desk.queued(4)
            killed_after_the_text(desk, server, without_the_claim)
            assert sorted(delivered(server).values()) == [1, 1, 1, 2]

    def test_outbox_is_evidence(self, make_desk: MakeDesk) -> None:
        """After a worker died with a message for the outbox, no message is unknown: the file is there or not."""
        desk = make_desk()
        ids = desk.queued(3)
        for in_hand in ids[:2]:
            room = desk.room()
            with _worker(room) as dead:
                assert dead._take(Tally())
            if in_hand == ids[0]:
                room.mailer().send(room.spool.load(in_hand))
        send(desk.room())
        assert desk.states() == {State.SENT: 2, State.DEFERRED: 1}
        desk.now = NOON + timedelta(hours=1)
        send(desk.room())
        assert (desk.outbox, desk.states()) == (sorted(ids), {State.SENT: 3})

    def test_alive_is_not_dead(self, make_desk: MakeDesk) -> None:
        """A message that another live worker has claimed stays with it."""
        desk = make_desk()
        ids = desk.queued(2)
        with _worker(desk.room()) as other:
            assert other._take(Tally())
            assert send(desk.room()).settled == {ids[1]: State.SENT}
            assert desk.states() == {State.SENDING: 1, State.SENT: 1}

    def test_only_the_worker_that_holds_a_message_settles_it(self, desk: Desk) -> None:
        """A worker that was considered dead does not settle a message that another one has claimed since."""
        desk.queued(1)
        with _worker(desk.room()) as slow:
            held = slow._take(Tally())
            assert held
            slow._settle(held, Delivery(State.DEFERRED, "later"))
            desk.now = NOON + timedelta(hours=1)
            with _worker(desk.room()) as other:
                assert other._take(Tally())
                slow._ledger.refresh()
                slow._settle(held, Delivery(State.REJECTED, "no"))
        assert desk.states() == {State.SENDING: 1}

    def test_locks_of_the_dead_are_swept(self, desk: Desk) -> None:
        """Old locks that no process holds are removed, new ones stay."""
        folder = desk.room().folder / "workers"
        folder.mkdir(parents=True)
        old, new = folder / "host-1.lock", folder / "host-2.lock"
        for lock in (old, new):
            lock.touch()
        os.utime(old, (0, 0))
        send(desk.room())
        assert [place.name for place in folder.iterdir()] == [new.name]


def _only_list(desk: Desk, person: str) -> None:
    """What a hash on the list does by itself, with nothing cancelled for it."""
    room = desk.room()
    room.ledger.refresh()
    event = Event(NOON, Notice.SUPPRESSED, detail=digest(room.secret(), person), subject="asked")
    room.ledger.change(lambda _: [event])


def _opt_out(desk: Desk, suppressed: list[list[Send]]) -> None:
    suppressed.append(suppress(desk.room(), key(0), DANA, "asked"))


def _queue(room: Mailroom, keys: Sequence[str]) -> list[Queued]:
    return queue(room, [one.draft for one in propose(room, REQ, keys, DANA)], DANA)


def _worker(room: Mailroom) -> Worker:
    def look(person: str, state: LedgerState) -> tuple[Any, Any]:
        view = room.read(state)
        return view.book.people.get(person), room.around(view, state)

    room.ledger.refresh()
    return Worker(room.ledger, room.mailer(), room.spool, look, room.clock.now, room.folder / "workers")


class TestGuardsAtSending:
    @pytest.mark.long
    def test_suppressed_at_any_moment(self, make_desk: MakeDesk, tmp_path: Path) -> None:
        """A candidate who unsubscribes at any moment before a worker claims their message does not get it."""
        outcomes = []
        for moment in range(100):
            folder = tmp_path / str(moment)
            folder.mkdir()
            desk = make_desk(folder)
            desk.queued(1)
            in_hand: list[list[Send]] = []
            room = desk.room()
            opt_out = partial(_opt_out, desk, in_hand)
            log = Watched(room.open_log(), moment, opt_out)
            room.ledger = Ledger(log)
            send(room)
            if not log.happened:
                break
            outcomes.append((len(in_hand[0]), len(desk.outbox), set(desk.states())))
        assert outcomes[0] == (0, 0, {State.CANCELLED})
        assert {(found, left) for found, left, _ in outcomes} == {(0, 0), (1, 1), (0, 1)}
        # Once it was sent there is nothing to hold back; before, either it is held back or it is said.
        assert outcomes == sorted(outcomes, key=lambda one: (one[1], -one[0]))

    def test_a_suppressed_candidate_gets_no_message(self, make_desk: MakeDesk) -> None:
        """A candidate who unsubscribed after their message was queued gets nothing; the others get theirs."""
        desk = make_desk()
        desk.queued(3)
        assert suppress(desk.room(), key(1), DANA, "asked") == []
        assert desk.states() == {State.QUEUED: 2, State.CANCELLED: 1}
        send(desk.room())
        assert (len(desk.outbox), desk.states()) == (2, {State.SENT: 2, State.CANCELLED: 1})
        assert {who: words(why) for who, why in desk.room().read().suppressed.items()} == {
            key(1): f"asked (suppressed by {DANA})"
        }

    def test_list_that_grows_while_sending(self, make_desk: MakeDesk) -> None:
        """A candidate whose hash is suppressed while a worker is busy with another message gets nothing."""
        desk = make_desk()
        desk.queued(2)
        room = desk.room()
        log = Watched(room.open_log(), AFTER_THE_CLAIM, partial(_only_list, desk, key(1)))
        room.ledger = Ledger(log)
        send(room)
        assert (log.happened, len(desk.outbox)) == (True, 1)
        assert desk.states() == {State.SENT: 1, State.CANCELLED: 1}

    def test_kill_switch(self, make_desk: MakeDesk) -> None:
        """While sending is stopped, all messages wait; after a resume they are sent."""
        desk = make_desk()
        desk.queued(2)
        stop(desk.room(), DANA, "the template is wrong")
        tally = send(desk.room())
        assert (tally.settled, tally.waiting, desk.outbox) == ({}, "all sending is stopped", [])
        resume(desk.room(), DANA, "")
        assert set(send(desk.room()).settled.values()) == {State.SENT}

    def test_stop_before_anything_was_queued(self, make_desk: MakeDesk) -> None:
        """A new installation can be stopped, too."""
        desk = make_desk()
        stop(desk.room(), DANA, "")
        assert desk.room().ledger.refresh().stopped

    def test_caps_are_a_brake(self, make_desk: MakeDesk) -> None:
        """Messages over a recruiter's limit wait for the next day; others' messages are sent."""
        desk = make_desk(recruiter_cap=2)
        desk.queued(3)
        desk.queued(1, ALEX, first=3)
        tally = send(desk.room())
        assert (len(tally.settled), desk.states()) == (3, {State.SENT: 3, State.QUEUED: 1})
        assert "which is the cap" in tally.waiting
        desk.now = NOON + timedelta(hours=25)
        tally = send(desk.room())
        assert (len(tally.settled), tally.waiting, desk.states()) == (1, "", {State.SENT: 4})

    @pytest.mark.parametrize(
        ("column", "cell", "reason"),
        [
            ("Do not contact", "yes", "contact"),
            ("Email", "other@mail.example", "not in Candidates any more"),
            ("Region", "", "Region is empty"),
            ("Name", "Smith John - HIRED", "Name 'Smith John - HIRED' holds a note"),
        ],
    )
    def test_a_row_that_changed(self, desk: Desk, column: str, cell: str, reason: str) -> None:
        """A guard that fails at sending cancels the message, with the reason."""
        ids = desk.queued(1)
        write_workbook(Path(desk.locator), {**tabs(), "Candidates": changed(tabs()["Candidates"], column, cell)})
        send(desk.room())
        found = desk.sends()[ids[0]]
        assert (found.state, desk.outbox) == (State.CANCELLED, [])
        assert reason in found.detail

    @pytest.mark.parametrize("stopped", [False, True])
    def test_a_dry_run_reports_what_a_run_does(self, make_desk: MakeDesk, *, stopped: bool) -> None:
        """A dry run reports what is sent, what the stop or a limit holds back, and what a guard cancels; no more."""
        desk = make_desk(recruiter_cap=2)
        first, *_ = desk.queued(4)
        desk.room().spool.path(first).unlink()
        if stopped:
            stop(desk.room(), DANA, "")
        suppress(desk.room(), "else@mail.example", DANA, "asked")
        lines = len(desk.room().events())
        planned = rehearsed(desk.room())
        assert len(desk.room().events()) == lines
        done = send(desk.room())
        assert (planned.settled, planned.waiting, planned.missing) == (done.settled, done.waiting, done.missing)
        assert (len(planned.settled), planned.missing) == (0 if stopped else 2, [first])

    def test_a_dry_run_checks_the_guards(self, desk: Desk) -> None:
        """A dry run names what would be cancelled, with the reason."""
        ids = desk.queued(2)
        people = changed(tabs()["Candidates"], "Do not contact", "yes")
        write_workbook(Path(desk.locator), {**tabs(), "Candidates": people})
        planned = rehearsed(desk.room())
        assert planned.settled == {ids[0]: State.CANCELLED, ids[1]: State.SENT}
        assert "contact" in planned.reasons[ids[0]]
        assert desk.states() == {State.QUEUED: 2}
        assert send(desk.room()).settled == planned.settled

    def test_an_address_that_changed(self, desk: Desk) -> None:
        """A message is not sent to an older address than the row's, about which the guards know nothing."""
        people = changed(tabs()["Candidates"], "Candidate ID", "C1")
        write_workbook(Path(desk.locator), {**tabs(), "Candidates": people})
        room = desk.room()
        ids = [one.send_id for one in _queue(room, ["C1"])]
        write_workbook(Path(desk.locator), {**tabs(), "Candidates": changed(people, "Email", "new@mail.example")})
        send(desk.room())
        assert desk.sends()[ids[0]].detail == "Their address was changed after this was queued"

    def test_clock_jumps(self, desk: Desk) -> None:
        """A clock that is set back or forward sends nothing twice and loses nothing; forward, a person is asked."""
        ids = desk.queued(3)
        send(desk.room(), most=1)
        desk.now = NOON - timedelta(days=400)
        send(desk.room(), most=1)
        desk.now = NOON + timedelta(days=4000)
        with pytest.raises(LedgerError, match="outreach adopt"):
            send(desk.room())
        # Set right again, years are not waited for.
        desk.now = NOON + timedelta(hours=1)
        adopt(desk.room(), DANA, keep_queue=True)
        desk.now = NOON + timedelta(hours=2)
        send(desk.room())
        assert (desk.outbox, desk.states()) == (sorted(ids), {State.SENT: 3})
        assert send(desk.room()).settled == {}

    def test_asked_to_stop(self, desk: Desk) -> None:
        """Asked to stop, the message in hand is finished and the rest waits."""
        desk.queued(3)
        asked = iter([False, True])
        assert len(send(desk.room(), should_stop=lambda: next(asked)).settled) == 1
        assert desk.states() == {State.SENT: 1, State.QUEUED: 2}


class TestItsFolder:
    def test_a_file_in_its_place(self, desk: Desk) -> None:
        """If a worker cannot hold its lock, nothing is sent, and the error names the obstacle."""
        desk.queued(1)
        (desk.room().folder / "workers").touch()
        with pytest.raises(MailError, match="workers cannot be written"):
            send(desk.room())
        assert desk.states() == {State.QUEUED: 1}

    def test_a_folder_in_the_place_of_a_lock(self, desk: Desk) -> None:
        """The same if the lock of a dead worker cannot be read."""
        (sent,) = desk.queued(1)
        room = desk.room()
        queued = room.ledger.refresh().sends[sent].queued
        room.ledger.change(lambda _: [replace(queued, state=State.SENDING, detail="host:gone")])
        (room.folder / "workers" / "host-gone.lock").mkdir(parents=True)
        with pytest.raises(MailError, match=r"host-gone\.lock cannot be written"):
            send(desk.room())


class TestShowing:
    def test_two_at_once(self, desk: Desk) -> None:
        """Another process that shows the ledger between our two tabs leaves each line there once."""
        desk.queued(2)
        room = desk.room()
        room.store = Interrupted(Path(desk.locator), lambda: sync(desk.room()))
        sync(room)
        lines = read_lines(desk.store().read().tabs)
        assert (lines.problems, lines.missing(len(room.events()))) == ([], [])


class Interrupted(XlsxStore):
    """A workbook that others write to right after the first append."""

    def __init__(self, path: Path, others: Callable[[], None]) -> None:
        super().__init__(path, day=lambda: DAY)
        self._others = [others]

    def append(self, tab: str, rows: Sequence[Row], version: str) -> None:
        super().append(tab, rows, version)
        while self._others:
            self._others.pop()()


class TestTrouble:
    def test_a_sent_message_is_recorded_after_the_ledger_was_out_of_reach(self, make_desk: MakeDesk) -> None:
        """What the server took is noted on this machine, and the next run records it in the ledger."""
        with Telling() as server:
            desk = make_desk(**by_mail(server))
            ids = desk.queued(2)
            away, back = _out_of_reach(desk)
            server.on_text = away
            with pytest.raises(BackpocketError):
                send(desk.room())
            server.on_text = lambda: None
            back()
            assert desk.states() == {State.SENDING: 1, State.QUEUED: 1}
            send(desk.room())
            assert sorted(delivered(server).values()) == [1, 1]
        assert desk.states() == {State.SENT: 2}
        assert desk.sends()[ids[0]].detail.startswith("250")

    def test_no_room_for_the_note(self, make_desk: MakeDesk, server: MailServer) -> None:
        """If the note cannot be written, the ledger is updated all the same."""
        desk = make_desk(**by_mail(server))
        (send_id,) = desk.queued(1)
        (desk.room().folder / "spool" / f".{send_id}.json.tmp").mkdir()
        send(desk.room())
        assert desk.states() == {State.SENT: 1}

    def test_sign_in_refused(self, make_desk: MakeDesk, server: MailServer) -> None:
        """A refused sign-in stops the run; the message was provably not sent and is sent later."""
        desk = make_desk(**by_mail(server))
        desk.queued(2)
        server.fails("MAIL", "530 5.7.0 sign in first")
        with pytest.raises(MailError):
            send(desk.room())
        assert (desk.states(), server.received) == ({State.DEFERRED: 1, State.QUEUED: 1}, [])
        desk.now = NOON + timedelta(hours=1)
        send(desk.room())
        assert (desk.states(), len(server.received)) == ({State.SENT: 2}, 2)

    def test_a_bad_address_is_rejected_with_a_hint(self, make_desk: MakeDesk, server: MailServer) -> None:
        """An unknown address: rejected, and the ledger says what to do about it."""
        desk = make_desk(**by_mail(server))
        (send_id,) = desk.queued(1)
        server.fails("RCPT", "550 5.1.1 no such user")
        send(desk.room())
        found = desk.sends()[send_id]
        assert (found.state, found.detail) == (
            State.REJECTED,
            "this address does not work, correct it in the row: 550 5.1.1 no such user",
        )


def _out_of_reach(desk: Desk) -> tuple[Callable[[], None], Callable[[], None]]:
    """How a desk's ledger goes out of reach, and how it comes back."""
    if desk.emulator:
        emulator = desk.emulator
        return (
            lambda: emulator.share(desk.locator, ROBOT, "reader"),
            lambda: emulator.share(desk.locator, ROBOT, "writer"),
        )
    ledger = desk.room().folder / "ledger.sqlite3"
    hidden = ledger.with_suffix(".away")
    return partial(_rename, ledger, hidden), partial(_rename, hidden, ledger)


def _rename(old: Path, new: Path) -> None:
    old.rename(new)
