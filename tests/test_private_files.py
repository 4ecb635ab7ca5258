"""Who may read the program's files."""

import os
import stat
from collections.abc import Iterator
from pathlib import Path

import pytest

from automation.files import private_folder, write_durably
from automation.store.xlsx.files import BACKUPS, examined
from tests.store.parts import packed, run, small


@pytest.fixture(params=[0o000, 0o002, 0o022, 0o077, 0o777])
def umask(request: pytest.FixtureRequest) -> Iterator[int]:
    """Every usual umask, and one that is too open."""
    before = os.umask(request.param)
    yield request.param
    os.umask(before)


def _mode(path: Path) -> int:
    return stat.S_IMODE(path.stat().st_mode)


def test_folders_and_files_are_the_owners_alone(tmp_path: Path, umask: int) -> None:
    """Every folder that is made is 0700 and every file 0600, those above it included, whatever the umask."""
    del umask
    private_folder(tmp_path / "a" / "b")
    write_durably(tmp_path / "a" / "b" / "c", b"x")
    assert [_mode(tmp_path / name) for name in ("a", "a/b", "a/b/c")] == [0o700, 0o700, 0o600]


def test_backups_are_the_owners_alone(tmp_path: Path, umask: int) -> None:
    """The folder of backups is 0700, whatever the umask."""
    del umask
    path = tmp_path / "pocket.xlsx"
    path.write_bytes(packed(small()))
    path.chmod(0o644)
    run(path)
    assert _mode(tmp_path / BACKUPS) == 0o700


def test_a_looser_folder_is_tightened(tmp_path: Path) -> None:
    """A folder that an older version made readable for all is the owner's from then on; what is above it stays."""
    folder = tmp_path / "spool"
    folder.mkdir()
    tmp_path.chmod(0o755)
    folder.chmod(0o777)
    private_folder(folder)
    assert (_mode(folder), _mode(tmp_path)) == (0o700, 0o755)


def test_backups_that_a_group_shares_are_reported(tmp_path: Path) -> None:
    """A backup folder that a group writes into keeps the group, all others lose access, and `check` reports it."""
    path = tmp_path / "pocket.xlsx"
    path.write_bytes(packed(small()))
    folder = tmp_path / BACKUPS
    folder.mkdir()
    folder.chmod(0o777)
    run(path)
    assert _mode(folder) == 0o770
    assert [finding.message for finding in examined(path) if not finding.fine] == [
        f"a group can look into {folder}: run `chmod 700 {folder}`"
    ]
