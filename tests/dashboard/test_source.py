"""How pages get at the workbook: the real stores, and what happens when they fail or keep silent."""

import shutil
import socket
from collections.abc import Callable, Iterator
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from threading import Barrier, Event, Lock, Thread

import pytest

from automation.clock import Clock
from automation.core.ledger.events import State
from automation.core.model import Cell, Conventions
from automation.errors import ConfigError, StoreBusy
from automation.outreach.sending import send
from automation.readmodel.workbook_view import Reader
from automation.refresh import read_workbook
from automation.settings import Settings
from automation.store.memory import MemoryStore
from dashboard.asgi import require_loopback
from dashboard.data.background_jobs import Job, OnStep
from dashboard.data.workbook_source import Source, pause
from tests.cli.program import PEOPLE, REQUISITIONS, TODAY, write_workbook
from tests.core.small_workbooks import ANA, PLATFORM, tabs
from tests.dashboard.driving import Server, wait_for
from tests.outreach.desk import local_desk
from tests.sheets_emulator.server import Emulator
from tests.store.google_sheet import Sheet

LONG = 30.0


def source(workbook: object, **settings: object) -> Source:
    return Source(Settings(workbook=str(workbook), **settings), date.fromisoformat(TODAY))  # type: ignore[arg-type]


@pytest.fixture
def pocket(tmp_path: Path) -> Path:
    return write_workbook(tmp_path / "pocket.xlsx", {"Candidates": PEOPLE, "Requisitions": REQUISITIONS})


class Crash(BaseException):
    """As a native library's, which is no `Exception`."""


def crashed(*_: object) -> None:
    raise Crash


@pytest.fixture
def silent() -> Iterator[str]:
    """A server that takes connections and never answers."""
    with socket.socket() as listener:
        listener.bind(("127.0.0.1", 0))
        listener.listen(50)
        yield f"http://127.0.0.1:{listener.getsockname()[1]}"


class TestReading:
    def test_the_first_reading_holds_everything(self, pocket: Path) -> None:
        """People, matches, follow-ups, problems and the day are those of the workbook."""
        view = source(pocket).first(LONG).view
        assert view
        assert list(view.people) == ["ana@mail.example", "ben@mail.example", "cleo@mail.example"]
        assert set(view.matches["req_key"]) == {"req-1", "req-2"}
        assert (len(view.follow_ups), view.today.isoformat(), view.runs) == (3, TODAY, [])

    def test_a_fresh_reading_is_used_again(self, pocket: Path) -> None:
        """A fresh reading is shown as it is; all pages get the same one."""
        here = source(pocket)
        first = here.first(LONG)
        assert here.look().view is first.view
        assert not here.look().reading

    def test_after_an_action_the_next_reading_has_it(self, pocket: Path) -> None:
        """`again` returns a reading that began after the call."""
        here = source(pocket)
        here.first(LONG)
        shorter = PEOPLE[:2]
        write_workbook(pocket, {"Candidates": shorter, "Requisitions": REQUISITIONS})
        view = here.again(LONG).view
        assert view
        assert list(view.people) == ["ana@mail.example"]

    def test_a_crash_of_a_native_library_ends_no_reading_for_good(
        self, pocket: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        """After a failure that is no `Exception`, the error is shown and the next reading takes place."""
        here = source(pocket)
        with monkeypatch.context() as broken:
            # Our checks keep every file that crashes the real library from it.
            broken.setattr("zipfile.is_zipfile", crashed)
            glance = here.first(LONG)
            assert ("(Crash)" in glance.error, glance.reading) == (True, False)
        glance = here.again(LONG)
        assert (bool(glance.view), glance.error, glance.reading) == (True, "", False)

    def test_many_at_once_after_an_action(self, pocket: Path) -> None:
        """A caller who asks while another's reading is under way still gets one that began after they asked."""
        here, barrier, found = source(pocket), Barrier(6), []

        def ask() -> None:
            barrier.wait()
            glance = here.again(LONG)
            found.append(glance.view)

        threads = [Thread(target=ask) for _ in range(6)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
        assert len(found) == 6
        assert all(found)
        assert not here.look().reading


class TestUnchanged:
    """How long a reading stays the one it is, and what makes another one."""

    def test_the_same_cells_are_not_worked_out_again(self, pocket: Path) -> None:
        """The reading stays the very same, and is of a later moment."""
        here = source(pocket)
        first = here.first(LONG)
        shutil.copy(pocket, pocket.with_name("copy.xlsx"))
        shutil.move(pocket.with_name("copy.xlsx"), pocket)
        later = here.again(LONG)
        assert later.view is first.view
        assert first.as_of
        assert later.as_of
        assert later.as_of > first.as_of

    @pytest.mark.parametrize("cell", [True, 1.0, "1", 2, None])
    def test_a_cell_of_another_kind_is_another_reading(self, cell: Cell) -> None:
        """1, 1.0, "1" and TRUE are not the same, though some of them are equal."""
        store, clock = MemoryStore(tabs([ANA | {"rating": 1}], [PLATFORM])), Clock(date.fromisoformat(TODAY))
        first = read_workbook(store, clock, Conventions())
        assert first.same_as(read_workbook(store, clock, Conventions()))
        store.tabs["Candidates"][1][store.tabs["Candidates"][0].index("Rating")] = cell
        second = read_workbook(store, clock, Conventions())
        assert not second.same_as(first)
        assert second.same_as(read_workbook(store, clock, Conventions()))

    def test_another_day_is_another_reading(self) -> None:
        """At midnight the due follow-ups change, though the workbook did not."""
        moment = datetime(2026, 11, 22, 23, tzinfo=UTC)
        store, clock = MemoryStore(tabs([ANA], [PLATFORM])), Clock(time_zone="UTC", now=lambda: moment)
        first = read_workbook(store, clock, Conventions())
        moment += timedelta(minutes=59)
        assert first.same_as(read_workbook(store, clock, Conventions()))
        moment += timedelta(minutes=1)
        assert not first.same_as(read_workbook(store, clock, Conventions()))

    def test_a_message_is_another_reading(self, tmp_path: Path) -> None:
        """What the ledger says shows up, whether or not the workbook shows it yet."""
        desk = local_desk(tmp_path)
        room = desk.room()
        reader = Reader(desk.store(), room.settings, room.clock)
        assert not reader.read().ledger.sends
        desk.queued(2)
        assert len(reader.read().ledger.sends) == 2
        send(desk.room())
        reading = reader.read()
        assert {one.state for one in reading.ledger.sends.values()} == {State.SENT}
        assert reader.read() is reading

    def test_a_large_workbook_is_read_less_often(self) -> None:
        """A small workbook is read every half minute, a large one a tenth of the time at most."""
        assert (pause(0.0), pause(3.0), pause(12.0)) == (30.0, 30.0, 120.0)


@pytest.mark.long
def test_the_first_reading_begins_with_the_server(tmp_path: Path) -> None:
    """Figures are worked out before the first visit, since those of a large workbook take a while."""
    with Emulator() as emulator:
        sheet = Sheet(emulator, tmp_path, {"Candidates": PEOPLE, "Requisitions": REQUISITIONS})
        keys = str(emulator.key_file(tmp_path))
        asked = {"BACKPOCKET_SHEETS_ENDPOINT": emulator.url, "BACKPOCKET_SERVICE_ACCOUNT_FILE": keys}
        with Server(sheet.key, **asked):
            wait_for(lambda: f"GET /v4/spreadsheets/{sheet.key}" in emulator.service.calls)


class TestFailing:
    def test_a_failure_keeps_the_last_good_reading(self, pocket: Path) -> None:
        """The last reading stays, with an error; once the file is back, the error goes."""
        here = source(pocket)
        first = here.first(LONG)
        away = shutil.move(pocket, pocket.with_name("away.xlsx"))
        failed = here.again(LONG)
        assert failed.view is first.view
        assert "pocket.xlsx" in failed.error
        shutil.move(away, pocket)
        fixed = here.again(LONG)
        assert fixed.error == ""
        assert fixed.view is not first.view

    @pytest.mark.parametrize(
        ("tabs", "words"),
        [({"People": PEOPLE}, "Requisitions"), ({"Candidates": [["Nom"]], "Requisitions": REQUISITIONS}, "no header")],
    )
    def test_a_workbook_that_cannot_be_used_says_why(self, tmp_path: Path, tabs: dict[str, object], words: str) -> None:
        """Before any good reading there is a sentence, and no view."""
        broken = write_workbook(tmp_path / "broken.xlsx", tabs)  # type: ignore[arg-type]
        glance = source(broken).first(LONG)
        assert glance.view is None
        assert words in glance.error

    def test_a_sheet_that_never_responds_blocks_no_page(self, silent: str, tmp_path: Path) -> None:
        """`look` returns at once, and says that a reading is under way."""
        with Emulator() as emulator:
            key = emulator.create({"Candidates": PEOPLE, "Requisitions": REQUISITIONS})
            keys = str(emulator.key_file(tmp_path))
            here = source(key, sheets_endpoint=silent, service_account_file=keys)
            assert here.look() == here.first(0.1)
            glance = here.look()
            assert (glance.view, glance.error, glance.reading) == (None, "", True)

    def test_google_sheet(self, tmp_path: Path) -> None:
        """Typed text makes a new reading, though the version stays; if a header is gone, the last good reading stays.

        Pages keep what they work out of a reading under its stamp.
        """
        with Emulator() as emulator:
            sheet = Sheet(emulator, tmp_path, {"Candidates": PEOPLE, "Requisitions": REQUISITIONS})
            sheet.init()
            here = source(
                sheet.key, sheets_endpoint=emulator.url, service_account_file=str(emulator.key_file(tmp_path))
            )
            first = here.first(LONG).view
            assert first
            assert first.stamp == here.look().view.stamp  # type: ignore[union-attr]
            sheet.type("Candidates", 1, sheet.column("Name"), "Ana Maria Souza")
            second = here.again(LONG).view
            assert second
            assert second.people["ana@mail.example"].name == "Ana Maria Souza"
            assert second.snapshot.version == first.snapshot.version
            assert second.stamp != first.stamp
            sheet.type("Candidates", 0, sheet.column("Name"), "Whatever")
            failed = here.again(LONG)
            assert failed.view is second
            assert "no header 'Name'" in failed.error


class TestJobs:
    def test_a_crash_of_a_native_library_ends_the_run(self) -> None:
        """An unusual exception is a failure, too, and the job can be started again."""

        def work(_: OnStep) -> str:
            raise Crash

        job = Job(work)
        for number in (1, 2):
            assert job.start()
            wait_for(lambda: not job.progress.running)
            assert (job.progress.number, job.progress.failed, "(Crash)" in job.progress.outcome) == (number, True, True)

    def started(self, work: Callable[[OnStep], str]) -> Job:
        job = Job(work)
        assert job.start()
        return job

    def test_two_clicks_do_not_run_two(self) -> None:
        """While a job runs, further starts are refused, from whatever thread; afterwards it runs again."""
        go, runs = Event(), []

        def work(on_step: OnStep) -> str:
            on_step("Waiting")
            runs.append(1)
            go.wait(LONG)
            return "Done."

        job = self.started(work)
        results: list[bool] = []
        clicks = [Thread(target=lambda: results.append(job.start())) for _ in range(5)]
        for click in clicks:
            click.start()
        for click in clicks:
            click.join()
        assert results == [False] * 5
        go.set()
        _ended(job)
        assert (job.progress.outcome, job.progress.failed, runs) == ("Done.", False, [1])
        assert job.start()
        _ended(job)
        assert (job.progress.number, runs) == (2, [1, 1])

    def test_a_message_queued_at_the_last_moment_is_sent(self) -> None:
        """A message queued after the worker's last look is sent by one more run, however many ask for it meanwhile."""
        looked, go, queued, sent = Event(), Event(), ["first"], []

        def work(_: OnStep) -> str:
            sent.append(queued.copy())
            queued.clear()
            looked.set()
            go.wait(LONG)
            return "Done."

        job = Job(work)
        job.again()
        assert looked.wait(LONG)
        queued.append("second")
        clicks = [Thread(target=job.again) for _ in range(5)]
        for click in clicks:
            click.start()
        for click in clicks:
            click.join()
        assert sent == [["first"]]
        go.set()
        _ended(job)
        assert (sent, job.progress.number, job.progress.running) == ([["first"], ["second"]], 2, False)

    def test_every_queued_message_is_sent_whenever_it_comes(self) -> None:
        """Many who queue and ask at once, while runs end and begin: everything is sent once, by one run at a time."""
        queued: list[int] = []
        sent: list[int] = []
        at_once: list[int] = []
        alone = Lock()

        def work(_: OnStep) -> str:
            if not alone.acquire(blocking=False):
                at_once.append(1)
            while queued:
                sent.append(queued.pop(0))
            alone.release()
            return "Done."

        job = Job(work)

        def asks(numbers: range) -> None:
            for number in numbers:
                queued.append(number)
                job.again()

        askers = [Thread(target=asks, args=(range(at, at + 100),)) for at in range(0, 800, 100)]
        for asker in askers:
            asker.start()
        for asker in askers:
            asker.join()
        _ended(job)
        assert (sorted(sent), at_once, job.progress.failed) == (list(range(800)), [], False)

    @pytest.mark.parametrize(
        ("error", "said"),
        [(StoreBusy("Dana has it open."), "Dana has it open."), (KeyError("ana@mail.example"), "should not have")],
    )
    def test_a_failure_is_shown_without_its_contents(self, error: Exception, said: str) -> None:
        """The program's own errors show their sentence, all others their kind and never their contents."""

        def work(_: OnStep) -> str:
            raise error

        job = self.started(work)
        _ended(job)
        assert job.progress.failed
        assert said in job.progress.outcome
        assert "ana@" not in job.progress.outcome

    def test_the_main_job(self, pocket: Path) -> None:
        """Refreshing writes the workbook, and the next look has what it wrote."""
        here = source(pocket)
        here.first(LONG)
        assert here.refreshing.start()
        _ended(here.refreshing)
        assert here.refreshing.progress.outcome == "The workbook is up to date: 3 matches, 2 of them Strong."
        view = here.again(LONG).view
        assert view
        assert len(view.runs) == 1


def _ended(job: Job) -> None:
    done = Event()
    while job.progress.running:
        done.wait(0.01)


class TestAddress:
    @pytest.mark.parametrize("host", ["127.0.0.1", "127.0.0.2", "::1", "localhost"])
    def test_of_this_machine(self, host: str) -> None:
        """Loopback addresses are served."""
        require_loopback(host)

    @pytest.mark.parametrize("host", ["0.0.0.0", "::", "192.168.1.4", "example.com", "", "127.0.0.1.example.com"])  # noqa: S104
    def test_others_are_refused(self, host: str) -> None:
        """Whatever others could reach is refused, with the way out."""
        with pytest.raises(ConfigError, match=r"127\.0\.0\.1"):
            require_loopback(host)
