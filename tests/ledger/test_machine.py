"""What this machine remembers of its ledgers."""

import json
import shutil
from pathlib import Path

import pytest
import structlog
from structlog.testing import capture_logs

from automation.core.ledger.events import Notice
from automation.errors import LedgerError
from automation.ledger.machine import Machine, WitnessedLog
from automation.ledger.sqlite import SqliteLog
from tests.ledger.places import event, notice

BEGUN = notice(Notice.BEGUN, detail="file:1")


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "outreach" / "ledger.sqlite3"


def opened(path: Path, machine: Machine) -> WitnessedLog:
    path.parent.mkdir(exist_ok=True)
    return WitnessedLog(lambda: SqliteLog(path), machine, str(path.parent), "pocket.xlsx")


def filled(path: Path, machine: Machine, count: int = 3) -> WitnessedLog:
    log = opened(path, machine)
    version = log.append([BEGUN], log.read().version)
    for number in range(count):
        version = log.append([event(number)], version)
    return log


def test_an_older_copy_takes_no_message(path: Path, tmp_path: Path) -> None:
    """A file that is shorter than this machine has seen is refused for messages; an opt-out is still written."""
    machine = Machine(tmp_path / "state")
    filled(path, machine, 1)
    shutil.copy(path, tmp_path / "older")
    log = opened(path, machine)
    log.append([event("new")], log.read().version)
    shutil.copy(tmp_path / "older", path)
    log = opened(path, machine)
    version = log.read().version
    with pytest.raises(LedgerError, match="outreach adopt"):
        log.append([event("again")], version)
    assert log.append([notice(Notice.SUPPRESSED, detail="9f")], version) == "3"
    assert log.append([notice(Notice.STOPPED)], "3") == "4"
    # As long as before, and another history all the same.
    with pytest.raises(LedgerError, match="outreach adopt"):
        log.append([event("again")], "4")


def test_a_new_ledger_is_not_begun_where_one_was(path: Path, tmp_path: Path) -> None:
    """A file that is gone is missed by its folder, and by the workbook's path when the folder went, too."""
    machine = Machine(tmp_path / "state")
    filled(path, machine)
    path.unlink()
    log = opened(path, machine)
    with pytest.raises(LedgerError, match="outreach adopt"):
        log.append([BEGUN, event("again")], log.read().version)
    elsewhere = opened(tmp_path / "elsewhere" / "ledger.sqlite3", machine)
    with pytest.raises(LedgerError, match="outreach adopt"):
        elsewhere.append([BEGUN, event("again")], elsewhere.read().version)
    machine.forget("pocket.xlsx")
    log.append([BEGUN, event("again")], log.read().version)


def test_others_who_went_on_raise_no_doubt(path: Path, tmp_path: Path) -> None:
    """A reading that is a moment old is no other history."""
    machine = Machine(tmp_path / "state")
    slow = filled(path, machine)
    quick = opened(path, machine)
    quick.append([event("quick")], quick.read().version)
    assert slow.doubts() == []
    assert slow.append([event("slow")], slow.read().version) == "6"


def test_the_record_holds_no_key_and_no_address(path: Path, tmp_path: Path) -> None:
    """A record holds a count, a hash and two places, for its owner alone."""
    machine = Machine(tmp_path / "state")
    filled(path, machine)
    (record,) = machine.folder.glob("*.json")
    assert set(json.loads(record.read_bytes())) == {"ledger", "lines", "mark", "folder", "workbook"}
    assert "@" not in record.read_text(encoding="utf-8")
    assert (record.stat().st_mode & 0o777, machine.folder.stat().st_mode & 0o777) == (0o600, 0o700)


def test_without_a_state_directory_it_goes_on(path: Path, tmp_path: Path) -> None:
    """Where nothing can be remembered, this is logged, and messages go on."""
    blocked = tmp_path / "blocked"
    blocked.touch()
    # A command that ran before may have logged errors only.
    structlog.reset_defaults()
    with capture_logs() as logged:
        filled(path, Machine(blocked / "state"))
    assert [line for line in logged if "cannot be remembered" in line["event"]]
    assert len(SqliteLog(path).read().events) == 4
