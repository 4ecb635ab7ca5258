"""Folders and files that nobody else on the machine may look into, whatever the umask, and files that are whole."""

import contextlib
import os
import stat
from pathlib import Path

_OTHERS = stat.S_IRWXO
_GROUP = stat.S_IRWXG


def private_folder(folder: Path, *, shared: bool = False) -> None:
    """Make a folder, and what is missing above it, for its owner alone; tighten one of ours that is looser.

    Args:
        folder: Is made where it is missing.
        shared: Whether a group may keep the access that somebody gave it, as on a folder of several users.

    Raises:
        OSError: It cannot be made.
    """
    missing = []
    above = folder
    while not above.exists() and above.parent != above:
        missing.append(above)
        above = above.parent
    for one in reversed(missing):
        # Somebody else may be making it this moment.
        with contextlib.suppress(FileExistsError):
            one.mkdir(mode=0o700)
            # The umask may have taken even the owner's access.
            one.chmod(0o700)
    if not folder.is_dir():
        raise NotADirectoryError(20, os.strerror(20), str(folder))
    _tighten(folder, shared=shared)


def _tighten(folder: Path, *, shared: bool) -> None:
    mode = stat.S_IMODE(folder.stat().st_mode)
    loose = _OTHERS if shared and mode & stat.S_IWGRP else _OTHERS | _GROUP
    # Of another user's folder, `check` tells.
    if mode & loose:
        with contextlib.suppress(OSError):
            folder.chmod(mode & ~loose)


def write_durably(path: Path, data: bytes) -> None:
    """Write a file that nobody else may read, in one step, and on the disk when this returns.

    One process at a time writes under a name.

    Raises:
        OSError: Nothing of it is there under this name, unless it was there before.
    """
    draft = path.with_name(f".{path.name}.tmp")
    try:
        with open(os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600), "wb") as file:  # noqa: PTH123
            if os.name == "posix":
                os.fchmod(file.fileno(), 0o600)
            file.write(data)
            file.flush()
            os.fsync(file.fileno())
        draft.replace(path)
    except OSError:
        draft.unlink(missing_ok=True)
        raise
    sync_folder(path.parent)


def sync_folder(folder: Path) -> None:
    """Put the names in a folder on the disk."""
    number = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(number)
    finally:
        os.close(number)
