"""The exact bytes of messages, kept from the moment they are approved until long after they were sent."""

import contextlib
import json
import re
from email import message_from_bytes
from pathlib import Path

from automation.core.ledger.events import State
from automation.core.ledger.ledger_tabs import event_of
from automation.core.model import Row
from automation.errors import MailError, MailNotWritable
from automation.files import cannot_be_written, write_durably
from automation.mail.base import Delivery, Spooled
from automation.mail.files import make_folder
from automation.mail.headers import SEND_ID_HEADER

_SEND_ID = re.compile(r"[0-9A-Za-z][0-9A-Za-z_-]{0,63}")
_ADDRESS = re.compile(r"<([^<>\s]+)>$")
MESSAGE, NOTE = ".eml", ".json"
# Bytes of a message that hold its headers.
_BEGINNING = 8_192
# Files beside a message with its line of the ledger: before the ledger has the line, and after.
DRAFT, QUEUED = ".draft", ".queued"


def require_send_id(send_id: str) -> str:
    """Return a send ID if it is safe in file names and headers.

    Raises:
        MailError: It is invalid.
    """
    if not _SEND_ID.fullmatch(send_id):
        raise MailError("A message in the ledger has an ID that is not one: it was edited by hand. Nothing was sent.")
    return send_id


class Spool:
    """A folder with one file for each message, and files beside it.

    Args:
        folder: Made if it is missing, without access for other users.

    Raises:
        MailNotWritable: The folder cannot be made.
    """

    def __init__(self, folder: Path) -> None:
        make_folder(folder)
        self._folder = folder

    def save(self, message: Spooled, line: Row = ()) -> None:
        """Keep a message, and the cells of its line in the ledger; the message is synced to disk when this returns.

        Raises:
            MailNotWritable: The files cannot be written.
            MailError: Another message is kept under this ID.
        """
        place = self._place(message.send_id, MESSAGE)
        if place.exists():
            if place.read_bytes() != message.data:
                raise MailError("Another message has this ID already. Nothing was changed.")
            return
        draft = self._place(message.send_id, DRAFT)
        # First, since a message without its draft would count as one whose line is in the ledger.
        self._write(draft, json.dumps(line).encode())
        try:
            self._write(place, message.data)
        except MailError:
            draft.unlink(missing_ok=True)
            raise

    def confirm(self, send_id: str) -> None:
        """Record that the ledger has the message's line."""
        with contextlib.suppress(OSError):
            self._place(send_id, DRAFT).replace(self._place(send_id, QUEUED))

    def confirmed(self) -> frozenset[str]:
        """The send IDs of messages whose line the ledger has. Messages without a draft, of older versions, count."""
        # In this order: if a message is saved meanwhile, it is not in `saved`, or its draft is found.
        saved = self.ids()
        return saved - {place.stem for place in self._folder.glob(f"[!.]*{DRAFT}")}

    def holds(self, send_id: str) -> bool:
        """Whether this ID has a message here, even a damaged one. A copy of another ID's message is not one."""
        place = self._place(send_id, MESSAGE)
        return event_of(self.line(send_id)) is not None or names(place, send_id)

    def path(self, send_id: str) -> Path:
        """The path of a message's file."""
        return self._place(send_id, MESSAGE)

    def line(self, send_id: str) -> Row:
        """The cells of a message's line in the ledger; () if they were not kept."""
        for ending in (QUEUED, DRAFT):
            try:
                cells = json.loads(self._place(send_id, ending).read_bytes())
            except (OSError, ValueError):
                continue
            if isinstance(cells, list):
                return cells
        return ()

    def load(self, send_id: str) -> Spooled:
        """Read a message.

        Raises:
            MailError: Its file cannot be read, or is not a message with this ID.
        """
        place = self._place(send_id, MESSAGE)
        try:
            data = place.read_bytes()
        except OSError as error:
            raise MailError(f"{place} cannot be read ({error.strerror}): the message was not sent.") from error
        headers = message_from_bytes(data)
        sender, recipient = _address(headers.get_all("From")), _address(headers.get_all("To"))
        if headers.get_all(SEND_ID_HEADER) != [send_id] or not sender or not recipient:
            raise MailError(f"{place} is not the message that was queued: it was not sent.")
        return Spooled(send_id, sender, recipient, data)

    def recipient(self, send_id: str) -> str:
        """The address of a message's recipient; "" if the message cannot be read."""
        try:
            return self.load(send_id).recipient
        except MailError:
            return ""

    def ids(self) -> frozenset[str]:
        """The send IDs of the messages here, from the names of their files."""
        stems = (place.stem for place in self._folder.glob(f"[!.]*{MESSAGE}"))
        return frozenset(stem for stem in stems if _SEND_ID.fullmatch(stem))

    def remove(self, send_id: str) -> None:
        """Delete a message, and the files beside it."""
        for ending in (MESSAGE, DRAFT, QUEUED):
            self._place(send_id, ending).unlink(missing_ok=True)
        self.forget_note(send_id)

    def note(self, send_id: str, delivery: Delivery) -> None:
        """Keep the result of sending a message until the ledger has it; synced to disk when this returns.

        Raises:
            MailNotWritable: The file cannot be written.
        """
        record = {"state": delivery.state, "detail": delivery.detail, "bad_address": delivery.bad_address}
        self._write(self._place(send_id, NOTE), json.dumps(record).encode())

    def noted(self, send_id: str) -> Delivery | None:
        """The result that was kept for a message; None if there is none, or it cannot be read."""
        try:
            record = json.loads(self._place(send_id, NOTE).read_bytes())
            return Delivery(State(record["state"]), str(record["detail"]), bool(record["bad_address"]))
        except (OSError, ValueError, KeyError, TypeError):
            return None

    def forget_note(self, send_id: str) -> None:
        """Delete the result that was kept for a message, since the ledger has it."""
        self._place(send_id, NOTE).unlink(missing_ok=True)

    def _place(self, send_id: str, ending: str) -> Path:
        return self._folder / f"{require_send_id(send_id)}{ending}"

    def _write(self, place: Path, data: bytes) -> None:
        try:
            write_durably(place, data)
        except OSError as error:
            raise MailNotWritable(cannot_be_written(place, error)) from error


def names(place: Path, send_id: str) -> bool:
    """Whether the headers of a file contain this ID; True if the file exists but cannot be read."""
    if not _SEND_ID.fullmatch(send_id):
        return False
    try:
        with place.open("rb") as file:
            return f"\n{SEND_ID_HEADER}: {send_id}\r\n".encode() in file.read(_BEGINNING)
    except FileNotFoundError:
        return False
    except OSError:
        return True


def _address(values: list[str] | None) -> str:
    """The address at the end of a header; "" if the header is missing, or there is more than one."""
    found = _ADDRESS.search(values[0].strip()) if values and len(values) == 1 else None
    return found[1] if found else ""
