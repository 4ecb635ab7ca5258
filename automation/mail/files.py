"""Folders of messages, and what to say where they cannot be written."""

from pathlib import Path

from automation.errors import MailError
from automation.files import private_folder


def make_folder(folder: Path) -> None:
    """Make a folder that nobody else may look into.

    Raises:
        MailError: It cannot be made.
    """
    try:
        private_folder(folder)
    except OSError as error:
        raise MailError(cannot_be_written(folder, error)) from error


def cannot_be_written(path: Path, error: OSError) -> str:
    """What to do about a file or a folder that cannot be written."""
    return f"{path} cannot be written ({error.strerror}): check who may write there, and that the disk is not full."
