"""Files that are whole or not there, and still there after the power fails."""

import os
from pathlib import Path

from automation.errors import MailError


def write_durably(path: Path, data: bytes) -> None:
    """Write a file that nobody else may read, in one step, and on the disk when this returns.

    One process at a time writes under a name: names are those of messages, and a message is in one worker's hands.

    Raises:
        OSError: Nothing of it is there under this name, unless it was there before.
    """
    draft = path.with_name(f".{path.name}.tmp")
    try:
        with open(os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600), "wb") as file:  # noqa: PTH123
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


def make_folder(folder: Path) -> None:
    """Make a folder that nobody else may look into.

    Raises:
        MailError: It cannot be made.
    """
    try:
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    except OSError as error:
        raise MailError(cannot_be_written(folder, error)) from error


def cannot_be_written(path: Path, error: OSError) -> str:
    """What to do about a file or a folder that cannot be written."""
    return f"{path} cannot be written ({error.strerror}): check who may write there, and that the disk is not full."
