"""The file on disk: who has it open, its backups, and replacing it in one step."""

import contextlib
import glob
import hashlib
import os
import shutil
from collections.abc import Iterator
from datetime import date
from pathlib import Path

from filelock import FileLock, Timeout

from automation.core.model import Finding
from automation.errors import StoreAccess, StoreBusy

BACKUPS = "backpocket-backups"
KEPT = 10
DATE_GLOB = "[0-9][0-9][0-9][0-9]-[0-9][0-9]-[0-9][0-9]"
# How long another run of ours may take before we give up, in seconds.
PATIENCE = 30


def digest(data: bytes) -> str:
    """What the bytes of a file are known by."""
    return hashlib.sha256(data).hexdigest()


@contextlib.contextmanager
def exclusive(path: Path) -> Iterator[None]:
    """Hold the workbook alone among the runs on this machine; the lock falls with the process.

    Raises:
        StoreBusy: Another run holds it for longer than `PATIENCE`.
        StoreAccess: The folder cannot be written.
    """
    folder = path.parent / BACKUPS
    try:
        folder.mkdir(exist_ok=True)
        lock = FileLock(folder / f".{path.name}.lock")
        lock.acquire(timeout=PATIENCE)
    except Timeout:
        raise StoreBusy(f"Another run has been writing {path.name} for {PATIENCE} seconds. Try again later.") from None
    except OSError as error:
        raise StoreAccess(_not_writable(path.parent, error)) from error
    try:
        yield
    finally:
        lock.release()


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
    if not os.access(path, os.W_OK) or not os.access(path.parent, os.W_OK):
        return [Finding("File", False, f"{path} cannot be written: check who may write it and its folder")]
    return [Finding("File", True, f"{path.name} can be read and written, {path.stat().st_size // 1000:,} kB")]


def _open_elsewhere(path: Path, program: str, who: str, since: str, lock: Path) -> str:
    return (
        f"{path.name} is open in {program} ({who}{since}). Close it there and run this again; if nobody has it open, "
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
            raise StoreAccess(_not_writable(copy, error)) from error
    ours = sorted(folder.glob(f"{glob.escape(path.stem)} {DATE_GLOB}{glob.escape(path.suffix)}"))
    for old in ours[:-KEPT]:
        old.unlink()


def replace(path: Path, data: bytes) -> None:
    """Put other bytes in a file's place in one step: whoever opens it finds the old or the new one, whole."""
    _sweep(path.parent, f".{glob.escape(path.name)}.*.tmp")
    draft = path.with_name(f".{path.name}.{os.getpid()}.tmp")
    try:
        with draft.open("wb") as file:
            file.write(data)
            file.flush()
            os.fsync(file.fileno())
        if path.exists():
            shutil.copymode(path, draft)
            # Cron may run as another user than the one who made the file.
            with contextlib.suppress(OSError, AttributeError):
                status = path.stat()
                os.chown(draft, status.st_uid, status.st_gid)
        draft.replace(path)
    except OSError as error:
        draft.unlink(missing_ok=True)
        raise StoreAccess(_not_writable(path, error)) from error
    with contextlib.suppress(OSError):
        folder = os.open(path.parent, os.O_RDONLY)
        try:
            os.fsync(folder)
        finally:
            os.close(folder)


def _sweep(folder: Path, drafts: str) -> None:
    """Remove the drafts of runs that were killed; whoever calls holds the lock, so nobody is writing one."""
    for leftover in folder.glob(drafts):
        leftover.unlink(missing_ok=True)


def _not_writable(path: Path, error: OSError) -> str:
    if isinstance(error, IsADirectoryError):
        return f"{error.filename or path} is a folder where a file has to be: move it away, and run this again."
    return f"{path} cannot be written ({error.strerror}): check who may write there, and that the disk is not full."
