"""Messages as files in a folder: nothing leaves the machine. The default, and enough to try everything."""

from pathlib import Path

from automation.core.ledger.events import State
from automation.files import write_durably
from automation.mail.base import Delivery, Spooled
from automation.mail.files import make_folder
from automation.mail.spool import MESSAGE, names, require_send_id

FOLDER = "outbox"


def outbox_in(folder: Path) -> Path:
    """Where the messages are, in the folder of a workbook's outreach."""
    return folder / FOLDER


def file_of(send_id: str) -> str:
    """The name of a message's file.

    Raises:
        MailError: The send ID could name something else.
    """
    return f"{require_send_id(send_id)}{MESSAGE}"


class Outbox:
    """The folder `outbox` with one .eml file a message; a file's name is there once, and so is a message.

    Args:
        folder: Where the outbox is made.

    Raises:
        MailError: It cannot be made.
    """

    def __init__(self, folder: Path) -> None:
        self._folder = outbox_in(folder)
        make_folder(self._folder)

    def send(self, message: Spooled) -> Delivery:
        """Put a message into the folder, in one step."""
        place = self._place(message.send_id)
        if place.exists():
            return Delivery(State.SENT, "is in the outbox already")
        try:
            write_durably(place, message.data)
        except OSError as error:
            if place.exists():
                return Delivery(State.UNKNOWN, "is in the outbox, but the disk did not confirm it")
            return Delivery(State.DEFERRED, f"the outbox cannot be written: {error.strerror}")
        return Delivery(State.SENT, f"written to {FOLDER}/{place.name}")

    def was_sent(self, send_id: str) -> bool | None:
        """Whether the file is there; None where the folder is not."""
        return self._place(send_id).exists() if self._folder.is_dir() else None

    def ids(self) -> frozenset[str]:
        """The send IDs of the messages to candidates that are here; mails to owners have none."""
        return frozenset(place.stem for place in self._folder.glob(f"[!.]*{MESSAGE}") if names(place, place.stem))

    def close(self) -> None:
        """Nothing is held."""

    def _place(self, send_id: str) -> Path:
        return self._folder / file_of(send_id)
