"""Problems that only a file has: others' files, damage, full disks, restored copies."""

import resource
import shutil
import sqlite3
import threading
from contextlib import closing
from pathlib import Path

import pytest

from automation.core.ledger.events import Notice, State
from automation.errors import LedgerError, StoreAccess, StoreBusy
from automation.ledger import sqlite
from automation.ledger.sqlite import SqliteLog
from tests.ledger.contract import LogContract
from tests.ledger.places import Place, SqlitePlace, event, notice
from tests.support.profile import count


class TestSqliteLog(LogContract):
    rounds = count(15, nightly=500)

    @pytest.fixture
    def place(self, tmp_path: Path) -> Place:
        return SqlitePlace(tmp_path / "ledger.sqlite3")


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "ledger.sqlite3"


def filled(path: Path, count: int = 3) -> SqliteLog:
    """A log with this many events, as the one who wrote them has it."""
    log = SqliteLog(path)
    log.append([event(number) for number in range(count)], log.read().version)
    return log


def test_reading_makes_no_file(path: Path) -> None:
    """Reading creates no file."""
    assert list(SqliteLog(path).read().events) == []
    assert list(path.parent.iterdir()) == []


def test_only_the_owner_may_read_the_file(path: Path) -> None:
    """The file is its owner's alone, and so is what SQLite puts beside it while it is open."""
    filled(path)
    with closing(sqlite3.connect(path)) as db:
        db.execute("SELECT COUNT(*) FROM events").fetchone()
        modes = {file.name: file.stat().st_mode & 0o777 for file in path.parent.iterdir()}
    assert modes == dict.fromkeys((path.name, f"{path.name}-wal", f"{path.name}-shm"), 0o600)


def test_who_makes_the_file_waits_for_another_who_does(path: Path) -> None:
    """SQLite itself would not wait there: of two programs that begin a ledger at once, one failed."""
    with closing(sqlite3.connect(path, isolation_level=None, check_same_thread=False)) as other:
        other.execute("BEGIN IMMEDIATE")
        release = threading.Timer(0.2, other.execute, ["ROLLBACK"])
        release.start()
        filled(path)
        release.join()
    assert len(SqliteLog(path).read().events) == 3


def test_readers_and_writers_do_not_wait_and_commits_are_on_the_disk(path: Path) -> None:
    """The journal is a WAL, every commit is synced, and the file says which schema it has."""
    log = filled(path)
    with log._opened() as db:
        found = {name: sqlite._pragma(db, name) for name in ("journal_mode", "synchronous", "user_version")}
    assert found == {"journal_mode": "wal", "synchronous": 2, "user_version": 1}


def test_a_message_is_queued_once(path: Path) -> None:
    """A send ID that was queued before is refused, and nothing of the append stays."""
    log = filled(path)
    with pytest.raises(LedgerError, match="queued already"):
        log.append([event("new"), event(0)], "3")
    assert len(SqliteLog(path).read().events) == 3
    assert log.append([event(0, state=State.SENDING)], "3") == "4"


@pytest.mark.parametrize("damage", ["text", "header", "table", "index", "cut"])
def test_a_damaged_file_is_not_changed(path: Path, damage: str) -> None:
    """A file that is no database any more raises a clear error on read and append, and stays as it is."""
    filled(path, 500)
    data = bytearray(path.read_bytes())
    if damage == "text":
        data = bytearray(b"a note to myself, longer than the header of a database would be, " * 20)
    elif damage == "header":
        data[:16] = b"\xff" * 16
    elif damage in {"table", "index"}:
        page = ("table", "index").index(damage) + 1
        data[page * 4096 : page * 4096 + 8] = b"\xff" * 8
    else:
        del data[len(data) // 2 :]
    path.write_bytes(data)
    for _ in range(2):
        with pytest.raises(LedgerError, match="was not changed"):
            SqliteLog(path).read()
        with pytest.raises(LedgerError, match="was not changed"):
            SqliteLog(path).append([event("x")], "500")
    assert path.read_bytes() == data


@pytest.mark.parametrize("made", ["CREATE TABLE ours (a)", "PRAGMA user_version = 2", "PRAGMA application_id = 7"])
def test_another_programs_file_is_not_changed(path: Path, made: str) -> None:
    """Another database, or a ledger of a newer version, is refused and not a byte of it is changed."""
    db = sqlite3.connect(path)
    db.execute(made)
    db.commit()
    db.close()
    data = path.read_bytes()
    with pytest.raises(LedgerError, match="update Backpocket"):
        SqliteLog(path).append([event(1)], "0")
    assert path.read_bytes() == data


def test_an_empty_file_is_a_new_ledger(path: Path) -> None:
    """After a kill just after the file was made, the next process can use it."""
    path.touch()
    assert list(SqliteLog(path).read().events) == []
    assert len(filled(path).read().events) == 0


@pytest.mark.parametrize("how", ["deleted", "emptied", "an older copy", "another ledger"])
def test_an_exchanged_file_is_refused(path: Path, how: str) -> None:
    """A process that knows more lines than the file holds refuses to go on, and makes no new file."""
    older, other = path.with_name("older"), path.with_name("other")
    log = filled(path)
    shutil.copy(path, older)
    log.append([event("last")], "3")
    filled(other, 9)
    if how == "deleted":
        path.unlink()
    elif how == "emptied":
        path.write_bytes(b"")
    else:
        shutil.copy(older if how == "an older copy" else other, path)
    for go_on in (log.read, lambda: log.append([event("more")], "4")):
        with pytest.raises(LedgerError, match="deleted or replaced"):
            go_on()
    assert path.exists() == (how != "deleted")


def test_a_full_disk_writes_nothing(path: Path) -> None:
    """Where the disk takes no more, the append is refused whole; with room again it lands."""
    log = filled(path)
    unlimited = resource.getrlimit(resource.RLIMIT_FSIZE)
    events = [event(f"n{number}", subject="x" * 200) for number in range(2_000)]
    resource.setrlimit(resource.RLIMIT_FSIZE, (path.stat().st_size + 100_000, unlimited[1]))
    try:
        with pytest.raises(StoreAccess, match="make room"):
            log.append(events, "3")
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, unlimited)
    assert len(SqliteLog(path).read().events) == 3
    assert log.append(events, "3") == "2003"


def test_a_failure_after_the_commit_is_success(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """If the disk reports an error although the lines are in the file, `append` succeeds and adds them once."""
    log = filled(path)
    real = log._opened()
    shown = []

    class Late:
        def __enter__(self) -> sqlite3.Connection:
            monkeypatch.undo()
            return real.__enter__()

        def __exit__(self, *_: object) -> None:
            real.__exit__(None, None, None)
            shown.append("late")
            raise StoreAccess("disk I/O error")

    # No real disk fails on demand exactly between the commit and its confirmation.
    monkeypatch.setattr(log, "_opened", Late)
    assert log.append([event("x")], "3") == "4"
    assert (shown, len(SqliteLog(path).read().events), list(log.read().events)) == (["late"], 4, [])


def test_append_raises_store_busy_while_another_program_holds_the_file(
    path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """If another program holds the file for too long, `append` raises StoreBusy (exit code 75) and writes nothing."""
    log = filled(path)
    # The real limit, 20 seconds, would only make the test slow.
    monkeypatch.setattr(sqlite, "PATIENCE", 0.05)
    other = sqlite3.connect(path, isolation_level=None)
    other.execute("BEGIN IMMEDIATE")
    with pytest.raises(StoreBusy, match="held"):
        log.append([notice(Notice.STOPPED)], "3")
    assert len(SqliteLog(path).read().events) == 3
    other.close()
    assert log.append([notice(Notice.STOPPED)], "3") == "4"


@pytest.mark.parametrize("where", ["gone/ledger.sqlite3", "."])
def test_a_path_that_cannot_hold_a_file_is_named(tmp_path: Path, where: str) -> None:
    """If the folder is missing, or a folder is where the file should be, the error names the path."""
    with pytest.raises(StoreAccess, match=str(tmp_path)):
        SqliteLog(tmp_path / where).append([event(1)], "0")
