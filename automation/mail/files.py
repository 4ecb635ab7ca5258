"""Making folders for messages, and the error text if they cannot be written."""

from pathlib import Path

from automation.errors import MailError
from automation.files import private_folder


def make_folder(folder: Path) -> None:
    """Make a folder that other users cannot read.

    Raises:
        MailError: The folder cannot be made.
    """
    try:
        private_folder(folder)
    except OSError as error:
        raise MailError(cannot_be_written(folder, error)) from error


def cannot_be_written(path: Path, error: OSError) -> str:
    """An error text for a file or folder that cannot be written, with what to do."""
    return f"{path} cannot be written ({error.strerror}): check who may write there, and that the disk is not full."
