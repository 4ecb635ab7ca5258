"""Messages as files in a folder: nothing leaves the machine. The default, enough to try the whole program."""

from collections.abc import Collection
from pathlib import Path

from automation.core.ledger.events import State
from automation.core.sentences import counted
from automation.files import write_durably
from automation.mail.base import Delivery, Spooled
from automation.mail.files import make_folder
from automation.mail.spool import MESSAGE, names, require_send_id

FOLDER = "outbox"


def outbox_in(folder: Path) -> Path:
    """The folder of the messages, in the folder of a workbook's outreach."""
    return folder / FOLDER


def file_of(send_id: str) -> str:
    """The name of a message's file.

    Raises:
        MailError: The send ID is invalid.
    """
    return f"{require_send_id(send_id)}{MESSAGE}"


def delivered(send_ids: Collection[str], outbox: Path | None) -> str:
    """What happened to messages in the state sent: "2 sent", or which file or folder they are in.

    Args:
        send_ids: Theirs, or what stands for them.
        outbox: The folder that they were written to; None where a mail server took them.
    """
    if outbox is None:
        return f"{len(send_ids)} sent"
    place = outbox / file_of(next(iter(send_ids))) if len(send_ids) == 1 else outbox
    return f"{counted(len(send_ids), 'message')} written to {place}"


class Outbox:
    """The folder `outbox`, with one .eml file for each message, named after its send ID.

    Args:
        folder: In which to make the outbox.

    Raises:
        MailError: The folder cannot be made.
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
        """Whether the message's file exists; None if the folder doesn't."""
        return self._place(send_id).exists() if self._folder.is_dir() else None

    def ids(self) -> frozenset[str]:
        """The send IDs of the messages to candidates in this folder; mails to owners don't count."""
        return frozenset(place.stem for place in self._folder.glob(f"[!.]*{MESSAGE}") if names(place, place.stem))

    def close(self) -> None:
        """Do nothing: there is no connection."""

    def _place(self, send_id: str) -> Path:
        return self._folder / file_of(send_id)
