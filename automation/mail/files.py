"""Making folders for messages."""

from pathlib import Path

from automation.errors import MailNotWritable
from automation.files import cannot_be_written, private_folder


def make_folder(folder: Path) -> None:
    """Make a folder that other users cannot read.

    Raises:
        MailNotWritable: The folder cannot be made.
    """
    try:
        private_folder(folder)
    except OSError as error:
        raise MailNotWritable(cannot_be_written(folder, error)) from error
