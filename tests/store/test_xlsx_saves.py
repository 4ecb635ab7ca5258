"""A colleague who saves while a refresh is about to replace the file keeps every cell."""

import errno
import stat
from collections.abc import Callable, Iterator
from contextlib import nullcontext
from pathlib import Path

import pytest

from automation.errors import NoSuchWorkbook, StoreAccess, StoreBusy
from automation.store.xlsx import XlsxStore, exchange, files
from automation.store.xlsx.files import BACKUPS, SAVED
from tests.store.parts import BEST, TODAY, best_matches, packed, run, small
from tests.store.saves import SAVES, killed_at_step, lost_at_random, notes, saved_at_step, watched, with_note
from tests.support.audit import audited
from tests.support.profile import count

ROUNDS = count(15, nightly=2_000)
MOST_STEPS = 80


def _workbook(folder: Path) -> Path:
    folder.mkdir()
    path = folder / "pocket.xlsx"
    path.write_bytes(packed(small()))
    return path


def _left(path: Path) -> set[str]:
    """What lies beside a workbook, and among its backups besides the lock and the day's copy."""
    beside = {file.name for file in path.parent.iterdir()} - {path.name, BACKUPS}
    return beside | {file.name for file in (path.parent / BACKUPS).iterdir() if SAVED in file.name}


@pytest.mark.long
@pytest.mark.parametrize("save", SAVES)
def test_a_save_at_any_step_of_a_refresh_stands(tmp_path: Path, save: str) -> None:
    """Another program saves before any file step of a refresh: its cell stays, and our columns are there after."""
    for step in range(MOST_STEPS):
        path = _workbook(tmp_path / str(step))
        happened = saved_at_step(path, step, SAVES[save], f"step {step}.")
        if not happened:
            break
        run(path)
        assert f"step {step}.".encode() in notes(path)
        assert best_matches(path) == BEST
        assert _left(path) == set()
    assert 5 < step < MOST_STEPS


@pytest.mark.soak
@pytest.mark.filterwarnings("ignore:.*fork.*:DeprecationWarning")
@pytest.mark.parametrize("save", SAVES)
def test_a_run_that_is_killed_beside_a_save_loses_none(tmp_path: Path, save: str) -> None:
    """Killed right after the exchange, before it looked what came out: the next reading has the colleague's cell."""
    kills = 0
    for step in range(MOST_STEPS):
        path = _workbook(tmp_path / str(step))
        killed = killed_at_step(path, step, SAVES[save], "theirs.", after_save=1)
        kills += killed
        if not killed:
            break
        XlsxStore(path).read()
        assert b"theirs." in notes(path)
        assert not [name for name in _left(path) if not name.endswith(".tmp")]
    assert kills > 5


@pytest.mark.long
@pytest.mark.filterwarnings("ignore:.*fork.*:DeprecationWarning")
def test_saves_at_random_moments_lose_nothing(tmp_path: Path) -> None:
    """A process that saves all the time, both ways, against refreshes that all have something to write."""
    assert lost_at_random(tmp_path, ROUNDS, seed=20261122) == []


@pytest.fixture
def no_exchange() -> Iterator[None]:
    """A system that cannot exchange two names."""
    exchange._system_call.cache_clear()
    with audited({"ctypes.dlopen"}, _refused):
        yield
    exchange._system_call.cache_clear()


def _refused(*_: object, **__: object) -> None:
    raise OSError(errno.EPERM, "Operation not permitted")


@pytest.mark.long
@pytest.mark.usefixtures("no_exchange")
@pytest.mark.parametrize("links", [True, False])
def test_a_save_into_the_file_stands_where_names_cannot_be_exchanged(tmp_path: Path, *, links: bool) -> None:
    """What was there is compared after it was replaced, also on disks that know no hard links."""
    for step in range(MOST_STEPS):
        path = _workbook(tmp_path / str(step))
        with nullcontext() if links else audited({"os.link"}, _refused):
            happened = saved_at_step(path, step, SAVES["in place"], f"step {step}.")
        if not happened:
            break
        run(path)
        assert f"step {step}.".encode() in notes(path)
        assert best_matches(path) == BEST
        assert _left(path) == set()
    assert 5 < step < MOST_STEPS


def _interrupted(path: Path, *, save: bytes | None) -> None:
    """A refresh that Ctrl-C ends right before it replaces the file; or right after, if another program saves before."""
    steps: list[str] = []

    def look(event: str, touched: str) -> None:
        if steps == ["replaced"]:
            steps.append("interrupted")
            raise KeyboardInterrupt
        if not steps and event == "os.rename" and touched == str(path):
            if save is None:
                raise KeyboardInterrupt
            SAVES["in place"](path, save)
            steps.append("replaced")

    with pytest.raises(KeyboardInterrupt), watched(look):
        run(path)


@pytest.mark.usefixtures("no_exchange")
def test_a_save_is_kept_where_a_run_is_interrupted(tmp_path: Path) -> None:
    """Ctrl-C right after the file was replaced, while another program wrote into it: its save is kept."""
    path = _workbook(tmp_path / "in")
    _interrupted(path, save=with_note(path.read_bytes(), "theirs."))
    XlsxStore(path).read()
    (kept,) = (path.parent / BACKUPS).glob(f"pocket {SAVED} *.xlsx")
    assert b"theirs." in notes(kept)
    assert _left(path) == {kept.name}


@pytest.mark.usefixtures("no_exchange")
def test_an_interrupted_run_leaves_only_the_saved_workbook(tmp_path: Path) -> None:
    """Ctrl-C right before the file is replaced, and a save afterwards: only the saved workbook remains."""
    path = _workbook(tmp_path / "in")
    theirs = with_note(path.read_bytes(), "theirs.")
    _interrupted(path, save=None)
    SAVES["in place"](path, theirs)
    XlsxStore(path).read()
    assert b"theirs." in notes(path)
    assert _left(path) == set()


def test_a_file_that_cannot_be_deleted_after_the_exchange_is_no_failure(tmp_path: Path) -> None:
    """Once our file is in place, the run has succeeded; leftover files are removed at the next reading."""
    path = _workbook(tmp_path / "in")
    refused: list[str] = []

    def look(event: str, touched: str) -> None:
        if event == "os.remove" and touched.endswith(exchange.ENDING):
            refused.append(touched)
            _refused()

    with watched(look):
        run(path)
    assert len(refused) == 1
    assert best_matches(path) == BEST
    XlsxStore(path).read()
    assert _left(path) == set()


@pytest.mark.long
def test_a_save_that_deletes_first_is_waited_for(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Deleted at any step of a refresh, and renamed into place when the refresh waits: both are there in the end."""
    pending: list[Callable[[], object]] = []

    def deleted(path: Path, data: bytes) -> None:
        draft = path.with_name("someone's draft")
        draft.write_bytes(data)
        path.unlink()
        pending.append(lambda: draft.replace(path))

    def finish(_: float = 0.0) -> None:
        while pending:
            pending.pop()()

    # The other program finishes exactly while the refresh waits; a real pause would meet that moment only by chance.
    monkeypatch.setattr("automation.store.xlsx.files.sleep", finish)
    waited = 0
    for step in range(MOST_STEPS):
        path = _workbook(tmp_path / str(step))
        if not saved_at_step(path, step, deleted, f"step {step}."):
            break
        waited += not pending
        finish()
        run(path)
        assert f"step {step}.".encode() in notes(path)
        assert best_matches(path) == BEST
        assert _left(path) == set()
    assert 5 < step < MOST_STEPS
    assert waited > 3


def test_a_workbook_that_is_gone_is_busy_where_there_was_one(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A file that a run has written, and that has no name for longer than a save takes, may come back."""
    # The real limit, two seconds, would only make the test slow.
    monkeypatch.setattr(files, "SAVING", 0.0)
    path = _workbook(tmp_path / "in")
    with pytest.raises(NoSuchWorkbook):
        XlsxStore(path.with_name("other.xlsx")).read()
    run(path)
    path.unlink()
    with pytest.raises(StoreBusy, match="another program is saving it, or it was moved or deleted"):
        XlsxStore(path).read()


def _unfinished(path: Path, held: bytes, version: bytes, ours: bytes) -> Path:
    names = (exchange.digest(version)[:16], exchange.digest(ours)[:16])
    swap = path.with_name(f".{path.name}.{names[0]}-{names[1]}{exchange.ENDING}")
    swap.write_bytes(held)
    return swap


def test_a_save_that_was_overtaken_by_another_is_kept(tmp_path: Path) -> None:
    """After a killed run and another save both saves are there, and `check` reports the older one."""
    path = _workbook(tmp_path / "in")
    run(path)
    old, ours = packed(small()), path.read_bytes()
    first, second = with_note(old, "first."), with_note(ours, "second.")
    swap = _unfinished(path, first, old, ours)
    path.write_bytes(second)
    run(path, TODAY)
    assert b"second." in notes(path)
    (kept,) = (path.parent / BACKUPS).glob(f"pocket {SAVED} *.xlsx")
    assert kept.read_bytes() == first
    assert not swap.exists()
    assert any(kept.name in finding.message for finding in XlsxStore(path).examine() if not finding.fine)


def test_files_that_are_no_persons_save_are_deleted(tmp_path: Path) -> None:
    """A file that was read, or that we wrote, is no save of a person."""
    for held in (0, 1):
        path = _workbook(tmp_path / str(held))
        run(path)
        old, ours = packed(small()), path.read_bytes()
        _unfinished(path, (old, ours)[held], old, ours)
        assert XlsxStore(path).read().tabs
        assert (path.read_bytes(), _left(path)) == (ours, set())


def test_a_file_that_another_program_has_open_is_not_replaced(tmp_path: Path) -> None:
    """A program that has the file open, and writes later, writes into the file that stays."""
    path = _workbook(tmp_path / "in")
    theirs = with_note(path.read_bytes(), "slow.")
    with path.open("r+b") as file:
        with pytest.raises(files.StoreBusy):
            run(path)
        file.write(theirs)
        file.truncate()
    assert b"slow." in notes(path)
    run(path)
    assert b"slow." in notes(path)
    assert best_matches(path) == BEST


def test_a_workbook_that_is_read_only_stays_as_it_is(tmp_path: Path) -> None:
    """A file whose mode says read-only is read, and never replaced; what to do is said."""
    path = _workbook(tmp_path / "in")
    path.chmod(0o444)
    before = path.read_bytes()
    assert XlsxStore(path).read().tabs
    with pytest.raises(StoreAccess, match="is read-only, so it stays as it is"):
        run(path)
    assert (path.read_bytes(), stat.S_IMODE(path.stat().st_mode)) == (before, 0o444)
    assert [file.name for file in (path.parent / BACKUPS).iterdir()] == [".pocket.xlsx.lock"]
    assert not any(finding.fine for finding in XlsxStore(path).examine() if finding.subject == "File")
