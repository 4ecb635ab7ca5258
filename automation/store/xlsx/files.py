"""The file on disk: open in another program or not, its backups, and replacing it in one step."""

import contextlib
import glob
import os
import shutil
import stat
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from time import monotonic, sleep

from filelock import FileLock, Timeout

from automation.core.model import Finding
from automation.errors import StoreAccess, StoreBusy, StoreError, Superseded
from automation.files import private_folder, sync_folder
from automation.store.xlsx import exchange

BACKUPS = "backpocket-backups"
# In the name of another program's save that could not stay in place, because a newer save followed at once.
SAVED = "saved meanwhile"
KEPT = 10
DATE_GLOB = "[0-9][0-9][0-9][0-9]-[0-9][0-9]-[0-9][0-9]"
# Seconds to wait for another run that holds the lock.
PATIENCE = 30
# Seconds to wait for a program that saves by deleting and renaming, and seconds between two checks.
SAVING, LOOK = 2.0, 0.1
# Shown where a lock file names no user.
_NO_NAME = "unknown user"


@contextlib.contextmanager
def exclusive(path: Path) -> Iterator[None]:
    """Hold the workbook alone among the runs on this machine; the lock ends with the process.

    Raises:
        StoreBusy: Another run holds it for more than `PATIENCE` seconds.
        StoreAccess: The folder cannot be written.
    """
    folder = path.parent / BACKUPS
    try:
        private_folder(folder, shared=True)
        lock = _lock(path)
        lock.acquire(timeout=PATIENCE)
    except Timeout:
        raise StoreBusy(f"Another run has been writing {path.name} for {PATIENCE} seconds. Try again later.") from None
    except OSError as error:
        raise StoreAccess(_not_writable(path.parent, error)) from error
    try:
        yield
    finally:
        lock.release()


def wait_while_saved(path: Path) -> None:
    """Wait a moment for a missing workbook: some programs save by deleting it and renaming a new file."""
    give_up = monotonic() + SAVING
    while not path.exists() and was_written(path) and monotonic() < give_up:
        sleep(LOOK)


def was_written(path: Path) -> bool:
    """Whether a run has written a workbook of this name here."""
    return (path.parent / BACKUPS / f".{path.name}.lock").exists()


def refuse_if_open(path: Path) -> None:
    """Raise `StoreBusy` while Excel or LibreOffice has the file open."""
    libreoffice = path.with_name(f".~lock.{path.name}#")
    if libreoffice.exists():
        fields = _content_of(libreoffice).decode(errors="replace").split(",")
        who = next((name.strip() for name in (fields[0], *fields[1:2]) if name.strip()), _NO_NAME)
        since = f" since {fields[3]}" if len(fields) > 3 and fields[3] else ""
        raise StoreBusy(_open_elsewhere(path, "LibreOffice", who, since, libreoffice))
    excel = path.with_name(f"~${path.name}")
    if excel.exists():
        owner = _content_of(excel)[:55]
        who = owner[1 : 1 + owner[0]].decode("latin-1").strip() if owner else ""
        raise StoreBusy(_open_elsewhere(path, "Excel", who or _NO_NAME, "", excel))


def _content_of(lock: Path) -> bytes:
    """The content of a lock file; empty if it cannot be read."""
    try:
        return lock.read_bytes()
    except OSError:
        return b""


def examined(path: Path) -> list[Finding]:
    """Whether the file and its folder can be written now."""
    if not path.exists():
        return []
    try:
        refuse_if_open(path)
    except StoreBusy as busy:
        return [Finding("File", False, str(busy))]
    try:
        refuse_if_read_only(path)
    except StoreAccess as error:
        return [Finding("File", False, str(error))]
    if not os.access(path, os.W_OK) or not os.access(path.parent, os.W_OK):
        return [Finding("File", False, f"{path} cannot be written: check who may write it and its folder")]
    return [
        *_kept_findings(path),
        Finding("File", True, f"{path.name} can be read and written, {path.stat().st_size // 1000:,} kB"),
    ]


def _kept_findings(path: Path) -> list[Finding]:
    """Other programs' saves that lie beside the backups, and a folder that other users can read."""
    folder = path.parent / BACKUPS
    found = [
        Finding("File", False, f"{BACKUPS}/{copy.name} is a save by another program: compare it, then delete it")
        for copy in saves(path)
    ]
    if folder.is_dir() and os.name == "posix" and (mode := stat.S_IMODE(folder.stat().st_mode)) & 0o077:
        who = "others on this machine" if mode & 0o007 else "a group"
        found.append(Finding("Backups", False, f"{who} can look into {folder}: run `chmod 700 {folder}`"))
    return found


def refuse_if_read_only(path: Path) -> None:
    """Raise `StoreAccess` for a read-only file, and `Superseded` for a missing one."""
    if not path.exists():
        raise Superseded
    if not path.stat().st_mode & (stat.S_IWUSR | stat.S_IWGRP | stat.S_IWOTH) or not os.access(path, os.W_OK):
        raise StoreAccess(f"{path} is read-only, so it stays as it is: allow writing to it, then run this again.")


def _open_elsewhere(path: Path, program: str, who: str, since: str, lock: Path) -> str:
    return (
        f"{path.name} is open in {program} ({who}{since}). Close it there and run this again; if it is not "
        f"open anywhere, delete {lock.name}."
    )


def back_up(path: Path, today: date) -> None:
    """Copy the workbook before the first change of a day; the newest `KEPT` copies stay.

    Raises:
        StoreAccess: The copy cannot be written.
    """
    folder = path.parent / BACKUPS
    copy = folder / f"{path.stem} {today.isoformat()}{path.suffix}"
    _sweep(folder, f".{glob.escape(path.stem)} {DATE_GLOB}{glob.escape(path.suffix)}.tmp")
    if not copy.exists():
        draft = folder / f".{copy.name}.tmp"
        try:
            shutil.copy2(path, draft)
            draft.replace(copy)
        except OSError as error:
            draft.unlink(missing_ok=True)
            raise _failure(path, copy, error) from error
    for old in backups(path)[:-KEPT]:
        old.unlink()


def backups(path: Path) -> list[Path]:
    """The copies that `back_up` made of a workbook, the oldest first."""
    return sorted((path.parent / BACKUPS).glob(f"{glob.escape(path.stem)} {DATE_GLOB}{glob.escape(path.suffix)}"))


def saves(path: Path) -> list[Path]:
    """Other programs' saves of a workbook that lie beside the backups."""
    return sorted((path.parent / BACKUPS).glob(f"{glob.escape(path.stem)} {SAVED} *{glob.escape(path.suffix)}"))


def create(path: Path, data: bytes) -> None:
    """Write a file in one step: no reader finds half of it.

    Raises:
        StoreAccess: It cannot be written.
    """
    with _draft(path, data, 0o666) as draft:
        draft.replace(path)


def replace(path: Path, data: bytes, version: str) -> None:
    """Replace a file in one step: a reader finds either the old or the new one, complete.

    Args:
        path: Of the file; the caller holds its lock.
        data: The new bytes.
        version: The digest of the file from which the new bytes were made.

    Raises:
        Superseded: Another program saved the file meanwhile; its save stays in place.
        StoreAccess: It cannot be written, or is read-only.
    """
    with _draft(path, data, 0o600) as draft:
        refuse_if_read_only(path)
        shutil.copymode(path, draft)
        # A scheduled run may have another user than the owner of the file.
        with contextlib.suppress(OSError, AttributeError):
            status = path.stat()
            os.chown(draft, status.st_uid, status.st_gid)
        refuse_if_open(path)
        exchange.put(draft, path, version, lambda save: _keep(save, path))


@contextlib.contextmanager
def _draft(path: Path, data: bytes, mode: int) -> Iterator[Path]:
    """A temporary file beside `path` that holds these bytes, synced to the disk; deleted at the end."""
    _sweep(path.parent, f".{glob.escape(path.name)}.*.tmp")
    draft = path.with_name(f".{path.name}.{os.getpid()}.tmp")
    try:
        with open(os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_EXCL, mode), "wb") as file:  # noqa: PTH123
            file.write(data)
            file.flush()
            os.fsync(file.fileno())
        yield draft
    except OSError as error:
        raise _failure(path, path, error) from error
    finally:
        with contextlib.suppress(OSError):
            draft.unlink(missing_ok=True)
    with contextlib.suppress(OSError):
        sync_folder(path.parent)


def recover(path: Path) -> None:
    """Finish what a killed run began; do nothing while another run is writing."""
    if not exchange.leftovers(path):
        return
    with contextlib.suppress(OSError, Timeout), _lock(path).acquire(timeout=0):
        exchange.recover(path, lambda save: _keep(save, path))


def recover_locked(path: Path) -> None:
    """As `recover`, by a caller that holds the lock.

    Raises:
        StoreAccess: The folder cannot be written.
    """
    try:
        exchange.recover(path, lambda save: _keep(save, path))
    except OSError as error:
        raise StoreAccess(_not_writable(path.parent, error)) from error


def _lock(path: Path) -> FileLock:
    return FileLock(path.parent / BACKUPS / f".{path.name}.lock")


def _keep(save: Path, path: Path) -> None:
    """Move another program's save to the backups, under a name of its own."""
    name = exchange.digest(save.read_bytes())[:8]
    save.replace(path.parent / BACKUPS / f"{path.stem} {SAVED} {name}{path.suffix}")


def _sweep(folder: Path, drafts: str) -> None:
    """Remove the drafts of killed runs; the caller holds the lock, so no other run is writing one."""
    for leftover in folder.glob(drafts):
        leftover.unlink(missing_ok=True)


def _failure(path: Path, place: Path, error: OSError) -> StoreError:
    """The error for a file that cannot be written: no access, or another program is saving the workbook."""
    if isinstance(error, FileNotFoundError) and error.filename == str(path):
        return Superseded()
    return StoreAccess(_not_writable(place, error))


def _not_writable(path: Path, error: OSError) -> str:
    if isinstance(error, IsADirectoryError):
        return f"{error.filename or path} is a folder where a file has to be: move it away, and run this again."
    return f"{path} cannot be written ({error.strerror}): check who may write there, and that the disk is not full."
