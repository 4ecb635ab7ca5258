"""The file on disk: who has it open, its backups, and replacing it in one step."""

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
# Of saves by others that came so fast after one another that two could not both stand.
SAVED = "saved meanwhile"
KEPT = 10
DATE_GLOB = "[0-9][0-9][0-9][0-9]-[0-9][0-9]-[0-9][0-9]"
# How long another run of ours may take before we give up, in seconds.
PATIENCE = 30
# Seconds in which another program that saves by deleting and renaming has to be done, and between two looks.
SAVING, LOOK = 2.0, 0.1


@contextlib.contextmanager
def exclusive(path: Path) -> Iterator[None]:
    """Hold the workbook alone among the runs on this machine; the lock falls with the process.

    Raises:
        StoreBusy: Another run holds it for longer than `PATIENCE`.
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
    """Wait a moment for a workbook without a name: some programs delete it, then rename what they wrote."""
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
        fields = _said_in(libreoffice).decode(errors="replace").split(",")
        who = next((name.strip() for name in (fields[0], *fields[1:2]) if name.strip()), "somebody")
        since = f" since {fields[3]}" if len(fields) > 3 and fields[3] else ""
        raise StoreBusy(_open_elsewhere(path, "LibreOffice", who, since, libreoffice))
    excel = path.with_name(f"~${path.name}")
    if excel.exists():
        owner = _said_in(excel)[:55]
        who = owner[1 : 1 + owner[0]].decode("latin-1").strip() if owner else ""
        raise StoreBusy(_open_elsewhere(path, "Excel", who or "somebody", "", excel))


def _said_in(lock: Path) -> bytes:
    """What a lock file says; nothing where it cannot be read, and that it is there is enough."""
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
    """Saves by others that lie beside the backups, and a folder that others may look into."""
    folder = path.parent / BACKUPS
    found = [
        Finding("File", False, f"{BACKUPS}/{copy.name} is a save by another program: compare it, then delete it")
        for copy in sorted(folder.glob(f"{glob.escape(path.stem)} {SAVED} *{glob.escape(path.suffix)}"))
    ]
    if folder.is_dir() and os.name == "posix" and (mode := stat.S_IMODE(folder.stat().st_mode)) & 0o077:
        who = "others on this machine" if mode & 0o007 else "a group"
        found.append(Finding("Backups", False, f"{who} can look into {folder}: run `chmod 700 {folder}`"))
    return found


def refuse_if_read_only(path: Path) -> None:
    """Raise `StoreAccess` for a file that its owner does not let anybody change; `Superseded` where it is gone."""
    if not path.exists():
        raise Superseded
    if not path.stat().st_mode & (stat.S_IWUSR | stat.S_IWGRP | stat.S_IWOTH) or not os.access(path, os.W_OK):
        raise StoreAccess(f"{path} is read-only, so it stays as it is: allow writing to it, then run this again.")


def _open_elsewhere(path: Path, program: str, who: str, since: str, lock: Path) -> str:
    return (
        f"{path.name} is open in {program} ({who}{since}). Close it there and run this again; if it is open nowhere, "
        f"delete {lock.name}."
    )


def back_up(path: Path, today: date) -> None:
    """Keep the workbook as it was before the first change of a day; the newest `KEPT` stay.

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
    ours = sorted(folder.glob(f"{glob.escape(path.stem)} {DATE_GLOB}{glob.escape(path.suffix)}"))
    for old in ours[:-KEPT]:
        old.unlink()


def create(path: Path, data: bytes) -> None:
    """Write a file in one step: whoever opens it finds all of it.

    Raises:
        StoreAccess: It cannot be written.
    """
    with _draft(path, data, 0o666) as draft:
        draft.replace(path)


def replace(path: Path, data: bytes, version: str) -> None:
    """Put other bytes in a file's place in one step: whoever opens it finds the old or the new one, whole.

    Args:
        path: Of the file; the caller holds its lock.
        data: The new bytes.
        version: The digest of what the new bytes were made from.

    Raises:
        Superseded: Somebody saved the file meanwhile; their save stands.
        StoreAccess: It cannot be written, or must not be.
    """
    with _draft(path, data, 0o600) as draft:
        refuse_if_read_only(path)
        shutil.copymode(path, draft)
        # Cron may run as another user than the one who made the file.
        with contextlib.suppress(OSError, AttributeError):
            status = path.stat()
            os.chown(draft, status.st_uid, status.st_gid)
        refuse_if_open(path)
        exchange.put(draft, path, version, lambda save: _keep(save, path))


@contextlib.contextmanager
def _draft(path: Path, data: bytes, mode: int) -> Iterator[Path]:
    """A file beside another one that holds other bytes, on the disk; it is gone afterwards, and its folder synced."""
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
    """Finish what a run began that was killed between two steps; nothing where another run is writing now."""
    if not exchange.leftovers(path):
        return
    with contextlib.suppress(OSError, Timeout), _lock(path).acquire(timeout=0):
        exchange.recover(path, lambda save: _keep(save, path))


def recover_locked(path: Path) -> None:
    """The same, by a caller that holds the lock.

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
    """Put somebody's save where people find it, under a name of its own."""
    name = exchange.digest(save.read_bytes())[:8]
    save.replace(path.parent / BACKUPS / f"{path.stem} {SAVED} {name}{path.suffix}")


def _sweep(folder: Path, drafts: str) -> None:
    """Remove the drafts of runs that were killed; whoever calls holds the lock, so nobody is writing one."""
    for leftover in folder.glob(drafts):
        leftover.unlink(missing_ok=True)


def _failure(path: Path, place: Path, error: OSError) -> StoreError:
    """Why a file could not be put somewhere: another program took the workbook's name to save it, or no access."""
    if isinstance(error, FileNotFoundError) and error.filename == str(path):
        return Superseded()
    return StoreAccess(_not_writable(place, error))


def _not_writable(path: Path, error: OSError) -> str:
    if isinstance(error, IsADirectoryError):
        return f"{error.filename or path} is a folder where a file has to be: move it away, and run this again."
    return f"{path} cannot be written ({error.strerror}): check who may write there, and that the disk is not full."
