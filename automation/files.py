"""Folders and files that other users of the machine cannot read, whatever the umask, and writing a file in one step."""

import contextlib
import os
import stat
from pathlib import Path

_OTHERS = stat.S_IRWXO
_GROUP = stat.S_IRWXG


def private_folder(folder: Path, *, shared: bool = False) -> None:
    """Make a folder, and its missing parents, for its owner alone; remove other users' access from an existing one.

    Args:
        folder: The folder.
        shared: Whether a group that can write to an existing folder keeps its access.

    Raises:
        OSError: The folder cannot be made.
    """
    missing = []
    above = folder
    while not above.exists() and above.parent != above:
        missing.append(above)
        above = above.parent
    for one in reversed(missing):
        # Another process may be making it at this moment.
        with contextlib.suppress(FileExistsError):
            one.mkdir(mode=0o700)
            # The umask may have removed even the owner's access.
            one.chmod(0o700)
    if not folder.is_dir():
        raise NotADirectoryError(20, os.strerror(20), str(folder))
    _tighten(folder, shared=shared)


def _tighten(folder: Path, *, shared: bool) -> None:
    mode = stat.S_IMODE(folder.stat().st_mode)
    loose = _OTHERS if shared and mode & stat.S_IWGRP else _OTHERS | _GROUP
    # If the folder is another user's, `check` reports it.
    if mode & loose:
        with contextlib.suppress(OSError):
            folder.chmod(mode & ~loose)


def write_durably(path: Path, data: bytes) -> None:
    """Write a file that only its owner can read, in one step, synced to the disk when this returns.

    Only one process at a time may write to a path.

    Raises:
        OSError: The file at this path was not changed; or its folder could not be synced.
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


def cannot_be_written(path: Path, error: OSError) -> str:
    """An error text for a file or folder that cannot be written, with what to do."""
    return f"{path} cannot be written ({error.strerror}): check who may write there, and that the disk is not full."


def sync_folder(folder: Path) -> None:
    """Sync the names in a folder to the disk."""
    number = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(number)
    finally:
        os.close(number)
