"""Replacing a file without losing a save that another program makes at the same moment.

The two names are exchanged in one step, and then the old file is compared with what was read. If it is neither what was
read nor a file of ours, another program saved it: it is put back, and never deleted.
"""

import contextlib
import ctypes
import errno
import hashlib
import os
import platform
import re
import sys
from collections.abc import Callable
from functools import cache
from pathlib import Path
from typing import BinaryIO

from automation.errors import StoreBusy, Superseded

# An unfinished exchange is a file `.NAME.WAS-OURS.swap` beside the workbook: the digests of what was read and written.
ENDING = ".swap"
_SHOWN = 16
# More saves than this within a moment are not made by people.
_ROUNDS = 20

_AT_FDCWD, _RENAME_EXCHANGE = -100, 2
_RENAME_SWAP = 2
_NOT_THERE = frozenset({errno.ENOSYS, errno.EINVAL, errno.ENOTSUP, errno.EOPNOTSUPP, errno.EPERM})


def digest(data: bytes) -> str:
    """Identifies the bytes of a file."""
    return hashlib.sha256(data).hexdigest()


@cache
def _system_call() -> Callable[[bytes, bytes], int] | None:
    """The system call that exchanges two file names; None if the system has none."""
    with contextlib.suppress(OSError, AttributeError):
        library = ctypes.CDLL(None, use_errno=True)
        if platform.system() == "Darwin":
            swap = library.renamex_np
            return lambda one, other: int(swap(one, other, _RENAME_SWAP))
        rename = library.renameat2
        return lambda one, other: int(rename(_AT_FDCWD, one, _AT_FDCWD, other, _RENAME_EXCHANGE))
    return None


def _exchange(one: Path, other: Path) -> bool:
    """Exchange two files; False if this system or disk cannot.

    Raises:
        OSError: It failed, and both files are unchanged.
    """
    call = _system_call()
    if call is None:
        return False
    if call(os.fsencode(one), os.fsencode(other)) == 0:
        return True
    number = ctypes.get_errno()
    if number in _NOT_THERE:
        return False
    raise OSError(number, os.strerror(number), str(one))


def put(draft: Path, path: Path, version: str, keep: Callable[[Path], None]) -> None:
    """Replace a file by a draft, unless the file is no longer what was read.

    Args:
        draft: The file with the new bytes, synced to the disk.
        path: The file.
        version: The digest of what was read.
        keep: Moves another program's save to a place where people find it.

    Raises:
        Superseded: Another program has saved the file or is saving it; its save stays in place.
        OSError: Nothing was changed; or, after an exchange, the old file could not be read: it stays beside the new
            one, and the next reading finishes the exchange.
    """
    ours = digest(draft.read_bytes())
    swap = path.with_name(f".{path.name}.{version[:_SHOWN]}-{ours[:_SHOWN]}{ENDING}")
    _require(path, version)
    draft.replace(swap)
    try:
        exchanged = _exchange(swap, path)
    except OSError as error:
        _remove(swap)
        if isinstance(error, FileNotFoundError):
            raise Superseded from None
        raise
    if exchanged:
        _settle(swap, path, {version}, ours, keep)
    else:
        _replace(swap, path, version, keep)


def _require(path: Path, version: str) -> None:
    """Raise `Superseded` if a file is no longer what was read, or is missing while another program saves it."""
    try:
        found = path.read_bytes()
    except FileNotFoundError:
        raise Superseded from None
    if digest(found) != version:
        raise Superseded


def _settle(swap: Path, path: Path, known: set[str], ours: str, keep: Callable[[Path], None]) -> None:
    """After an exchange: delete the old file if it is what was read, else put it back.

    Raises:
        Superseded: The old file was another program's save.
        StoreBusy: Other programs saved again at every attempt.
    """
    if _unchanged(swap, known):
        _remove(swap)
        return
    put_back = ours
    for _ in range(_ROUNDS):
        # The file at `path` is ours, or is older than the save in `swap`.
        held = digest(swap.read_bytes())
        _exchange(swap, path)
        out = digest(swap.read_bytes())
        if out == put_back:
            _dispose(swap, {ours[:_SHOWN], *(one[:_SHOWN] for one in known)}, keep)
            raise Superseded
        # Another program saved once more in between: that save is the newest.
        put_back = held
    keep(swap)
    raise StoreBusy(f"Others kept saving {path.name} at this moment: nothing of ours was written. Try again later.")


def _dispose(swap: Path, known: set[str], keep: Callable[[Path], None]) -> None:
    """Delete a file if the beginning of its digest is known; keep any other."""
    if digest(swap.read_bytes())[:_SHOWN] in known:
        _remove(swap)
    else:
        keep(swap)


def _remove(swap: Path) -> None:
    """Delete a file that is no save of another program. If that fails, the next reading deletes it."""
    with contextlib.suppress(OSError):
        swap.unlink(missing_ok=True)


def _unchanged(swap: Path, known: set[str]) -> bool:
    """Whether a file is what was read, and no program has it open for writing."""
    with swap.open("rb") as file:
        return digest(file.read()) in known and not _being_written(file)


def _being_written(file: BinaryIO) -> bool:
    """Whether a program has a file open for writing. Known on Linux only, and only for the user's own files."""
    if sys.platform != "linux":
        return False
    import fcntl  # noqa: PLC0415  (Windows has none.)

    try:
        fcntl.fcntl(file, fcntl.F_SETLEASE, fcntl.F_RDLCK)
        fcntl.fcntl(file, fcntl.F_SETLEASE, fcntl.F_UNLCK)
    except OSError as error:
        return error.errno == errno.EAGAIN
    return False


def _replace(draft: Path, path: Path, version: str, keep: Callable[[Path], None]) -> None:
    """As `put`, where names cannot be exchanged: the old file keeps a second name until it was compared.

    A save by renaming between the last comparison and the replacement, a few microseconds, is lost here. If this is
    interrupted, `recover` finds the second name.
    """
    was = draft.with_name(f"{draft.name.removesuffix(ENDING)}.was{ENDING}")
    try:
        with path.open("rb") as before:
            linked = _linked(path, was)
            if not linked:
                _require_at_rest(before)
            _require(path, version)
            draft.replace(path)
            # Without a second name, the old file is read through the open handle after it was replaced.
            if not linked and digest(found := before.read()) != version:
                was.write_bytes(found)
    except (OSError, Superseded) as error:
        _remove(draft)
        if was.exists() and _is_known(was, path, version):
            _remove(was)
        if isinstance(error, FileNotFoundError):
            raise Superseded from None
        raise
    if not was.exists():
        return
    if _unchanged(was, {version}):
        _remove(was)
        return
    # Another program wrote into the file that we had just replaced.
    with contextlib.suppress(OSError):
        was.replace(path)
        raise Superseded
    keep(was)
    raise Superseded


def _linked(path: Path, name: Path) -> bool:
    """Give a file a second name (a hard link); False where the disk has none."""
    try:
        os.link(path, name)
    except OSError:
        return False
    return True


def _require_at_rest(file: BinaryIO) -> None:
    """Raise `Superseded` while a program has a file open for writing."""
    if _being_written(file):
        raise Superseded


def _is_known(was: Path, path: Path, version: str) -> bool:
    """Whether a second name can be deleted: it is what was read, or the same as the file at the path."""
    found = digest(was.read_bytes())
    return found == version or (path.exists() and found == digest(path.read_bytes()))


def leftovers(path: Path) -> list[Path]:
    """The files that interrupted exchanges left."""
    name = re.compile(rf"\.{re.escape(path.name)}\.[0-9a-f]+-[0-9a-f]+(\.was)?{re.escape(ENDING)}")
    with contextlib.suppress(OSError), os.scandir(path.parent) as entries:
        return sorted(Path(one.path) for one in entries if name.fullmatch(one.name))
    return []


def recover(path: Path, keep: Callable[[Path], None]) -> None:
    """Finish what a killed run began: delete our own files and what was read, put another program's save back.

    The caller holds the lock.

    Raises:
        OSError: The folder cannot be written.
    """
    for swap in leftovers(path):
        version, _, ours = swap.name.removesuffix(ENDING).removesuffix(".was").rpartition(".")[2].partition("-")
        found = digest(swap.read_bytes())
        there = digest(path.read_bytes()) if path.exists() else ""
        if found[:_SHOWN] in {version, ours} or found == there:
            swap.unlink()
        elif there[:_SHOWN] == ours and _exchange(swap, path):
            _dispose(swap, {ours}, keep)
        else:
            keep(swap)
