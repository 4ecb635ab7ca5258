import json
import re
import stat
import sys
from collections.abc import Sequence
from contextlib import ExitStack
from datetime import date, timedelta
from pathlib import Path

import pytest

from automation.errors import ConfigError, StoreAccess, StoreBusy
from automation.store.locate import open_store
from automation.store.xlsx import XlsxStore, files
from automation.store.xlsx.files import BACKUPS, KEPT
from tests.store.parts import BEST, CANDIDATES, CONTENT_TYPES, TODAY, best_matches, packed, run, small, values
from tests.support.programs import BACKPOCKET, started

OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"


def _directory_entry(name: str) -> bytes:
    encoded = (name + "\0").encode("utf-16-le")
    return encoded.ljust(64, b"\0") + len(encoded).to_bytes(2, "little") + b"\x02".ljust(62, b"\0")


def _ole(*streams: str) -> bytes:
    """A compound file as Excel makes one: a header sector, then the names of its streams."""
    return OLE.ljust(512, b"\0") + b"".join(map(_directory_entry, ("Root Entry", *streams))).ljust(4096, b"\0")


GOOD = packed(small())
# Inside the first sheet.
_SHEET = GOOD.index(CANDIDATES.encode()) + 60
REFUSED = {
    "encrypted": (_ole("EncryptionInfo", "EncryptedPackage"), "password"),
    "xls": (_ole("Workbook"), "old .xls"),
    "xlsb": (packed(small() | {"xl/workbook.bin": b"\x83\x01\x00"}), ".xlsb"),
    "signed": (packed(small() | {"_xmlsignatures/sig1.xml": b"<Signature/>"}), "signed"),
    "text": (b"Name,Email\nAna,ana@mail.example\n", "not an .xlsx"),
    "empty": (b"", "not an .xlsx"),
    "another zip": (packed({"content.xml": b"<document/>"}), "not an .xlsx"),
    "cut off": (GOOD[:-300], "not an .xlsx"),
    "blanks in the middle": (GOOD[:_SHEET] + bytes(40) + GOOD[_SHEET + 40 :], "damaged"),
    # Since Python 3.14 this is no zip at all.
    "no list of files": (
        GOOD.replace(b"PK\x01\x02", b"PK\x00\x00", 1),
        "damaged" if sys.version_info < (3, 14) else "not an .xlsx",
    ),
    "a part missing": (packed({name: small()[name] for name in (CONTENT_TYPES, "_rels/.rels")}), "damaged"),
}


@pytest.fixture
def path(tmp_path: Path) -> Path:
    file = tmp_path / "pocket.xlsx"
    file.write_bytes(GOOD)
    return file


@pytest.mark.parametrize(("data", "said"), REFUSED.values(), ids=REFUSED)
def test_a_file_that_cannot_be_changed_safely_is_named(path: Path, data: bytes, said: str) -> None:
    """The sentence names the file and what is wrong with it; the file stays as it was, without a new file beside it."""
    path.write_bytes(data)
    with pytest.raises(ConfigError, match=rf"pocket\.xlsx is .*{re.escape(said)}"):
        run(path)
    assert path.read_bytes() == data
    assert list(path.parent.iterdir()) == [path]


@pytest.mark.parametrize("name", ["pocket.xls", "pocket.xlsb", "pocket.ods", "pocket"])
def test_other_kinds_of_files_are_refused_by_their_names(name: str) -> None:
    """Only .xlsx and .xlsm are taken for workbooks."""
    with pytest.raises(ConfigError, match=f"{re.escape(name)} is not an .xlsx workbook"):
        open_store(name)


def test_a_workbook_that_is_not_there(tmp_path: Path) -> None:
    """A wrong path is a setting to fix, not a failure."""
    with pytest.raises(ConfigError, match=r"There is no workbook at .*nowhere\.xlsx\."):
        XlsxStore(tmp_path / "nowhere.xlsx").read()


LIBREOFFICE = ",Dana Reyes,office-pc,22.11.2026 08:15,file:///profile;"
EXCEL = bytes([10]) + b"Dana Reyes".ljust(54) + b"\x0a\0" + "Dana Reyes".ljust(54).encode("utf-16-le")


@pytest.mark.parametrize(
    ("lock", "content", "said"),
    [
        (".~lock.pocket.xlsx#", LIBREOFFICE.encode(), r"LibreOffice \(Dana Reyes since 22.11.2026 08:15\)"),
        (".~lock.pocket.xlsx#", b",,office-pc,,;", "LibreOffice"),
        ("~$pocket.xlsx", EXCEL, r"Excel \(Dana Reyes\)"),
        ("~$pocket.xlsx", b"", r"Excel \(unknown user\)"),
    ],
)
def test_an_open_workbook_is_not_written(path: Path, lock: str, content: bytes, said: str) -> None:
    """Says in which program, by whom and since when, and what to do if that is not so; nothing is written."""
    path.with_name(lock).write_bytes(content)
    with pytest.raises(StoreBusy, match=said) as caught:
        run(path)
    assert f"delete {lock}" in str(caught.value)
    assert path.read_bytes() == GOOD
    assert _backups(path) == []


def test_a_run_goes_on_once_the_workbook_is_closed(path: Path) -> None:
    """A run that was refused while the workbook was open succeeds afterwards."""
    lock = path.with_name("~$pocket.xlsx")
    lock.write_bytes(EXCEL)
    with pytest.raises(StoreBusy):
        run(path)
    lock.unlink()
    assert run(path).published
    assert best_matches(path) == BEST


def _backups(path: Path) -> list[str]:
    return sorted(file.name for file in (path.parent / BACKUPS).glob("*.xlsx"))


def _shelve(path: Path, day: date) -> None:
    store = XlsxStore(path, day=lambda: day)
    store.shelve({"name": f"New on {day}", "email": f"{day}@mail.example"}, store.read().version)


def test_a_backup_holds_the_workbook_as_the_day_began(path: Path) -> None:
    """The first change of a day keeps what was there before; later changes of that day keep nothing more."""
    run(path)
    _shelve(path, TODAY)
    assert _backups(path) == [f"pocket {TODAY}.xlsx"]
    assert (path.parent / BACKUPS / f"pocket {TODAY}.xlsx").read_bytes() == GOOD


def test_a_day_without_changes_makes_no_backup(path: Path) -> None:
    """A line in the run log pushes no backup of a day with changes out."""
    run(path)
    outcome = run(path, TODAY + timedelta(1))
    assert (outcome.plan.changed, outcome.published) == (False, True)
    assert _backups(path) == [f"pocket {TODAY}.xlsx"]


def test_ten_backups_are_kept(path: Path) -> None:
    """The newest ten stay; files of people's in the same folder, and other workbooks' backups, are left alone."""
    run(path)
    folder = path.parent / BACKUPS
    others = ["pocket before the fair.xlsx", "pocket old 2020-01-01.xlsx", "old pocket 2020-01-01.xlsx"]
    for name in others:
        (folder / name).write_bytes(b"")
    days = [TODAY + timedelta(number) for number in range(1, 14)]
    for day in days:
        _shelve(path, day)
    assert _backups(path) == sorted([*others, *(f"pocket {day}.xlsx" for day in days[-KEPT:])])


@pytest.mark.parametrize("mode", [0o600, 0o640, 0o664])
def test_the_mode_of_the_file_is_kept(path: Path, mode: int) -> None:
    """Who may read and write the workbook is the same after a refresh; its backup is as private as itself."""
    path.chmod(mode)
    run(path)
    backup = path.parent / BACKUPS / f"pocket {TODAY}.xlsx"
    assert [stat.S_IMODE(file.stat().st_mode) for file in (path, backup)] == [mode, mode]


@pytest.mark.parametrize("name", ["pocket.xlsx", "pocket [2026] *.xlsx"])
def test_drafts_of_runs_that_died_are_removed(tmp_path: Path, name: str) -> None:
    """Files of a killed run, beside the workbook or its backups, are removed at the next change; other files stay."""
    path, folder = tmp_path / name, tmp_path / BACKUPS
    path.write_bytes(GOOD)
    folder.mkdir()
    drafts = [tmp_path / f".{name}.4711.tmp", folder / f".{path.stem} 2026-01-31.xlsx.tmp"]
    others = [tmp_path / f".{name}.notes", tmp_path / f".other {name}.12.tmp", folder / "mine.tmp"]
    for file in (*drafts, *others):
        file.write_bytes(b"half a work")
    run(path)
    assert [file.exists() for file in drafts] == [False, False]
    assert [file.exists() for file in others] == [True, True, True]


def test_a_link_to_a_workbook_stays_a_link(path: Path) -> None:
    """The file that the link points to is changed, in its own folder."""
    link = path.parent / "elsewhere" / "link.xlsx"
    link.parent.mkdir()
    link.symlink_to(path)
    run(link)
    assert link.is_symlink()
    assert best_matches(path) == BEST
    assert list(link.parent.iterdir()) == [link]


def test_an_unwritable_folder_is_named(path: Path) -> None:
    """Without a place for the lock and the backups nothing is written, and the sentence names the folder."""
    (path.parent / BACKUPS).write_bytes(b"a file where a folder must be")
    with pytest.raises(StoreAccess, match="cannot be written"):
        run(path)
    assert path.read_bytes() == GOOD


def test_a_failed_replacement_is_reported(tmp_path: Path) -> None:
    """A failed replacement is a sentence, and leaves no draft behind."""
    folder = tmp_path / "pocket.xlsx"
    (folder / "full").mkdir(parents=True)
    with pytest.raises(StoreAccess, match="is a folder where a file has to be"):
        files.create(folder, b"data")
    assert [file.name for file in tmp_path.iterdir()] == ["pocket.xlsx"]


def test_a_run_does_not_write_while_another_one_does(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A run that waits too long for another one says so, and writes nothing."""
    # The real limit, 30 seconds, would only make the test slow.
    monkeypatch.setattr(files, "PATIENCE", 0)
    with files.exclusive(path), pytest.raises(StoreBusy, match="Another run"):
        run(path)
    assert path.read_bytes() == GOOD
    assert run(path).published


@pytest.mark.long
@pytest.mark.parametrize(
    ("days", "published"), [([TODAY, TODAY], [False, True]), ([TODAY, TODAY + timedelta(1)], [True, True])]
)
def test_two_runs_at_once_both_succeed(path: Path, days: Sequence[date], published: Sequence[bool]) -> None:
    """Real processes on one workbook: both exit 0, and neither undoes or repeats what the other wrote."""
    refresh = (BACKPOCKET, "refresh", "--json", "--workbook", path, "--today")
    with ExitStack() as stack:
        runs = [stack.enter_context(started(*refresh, day, cwd=path.parent)) for day in days]
        assert [run.wait() for run in runs] == [0, 0], [run.err for run in runs]
    assert sorted(json.loads(run.out)["published"] for run in runs) == published
    assert best_matches(path) == BEST
    logged = [row[2] for row in values(path, "BP Runs")[1:]]
    assert sorted(map(str, logged)) == sorted({day.isoformat() for day in days})
