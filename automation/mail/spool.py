"""The exact bytes of messages, kept from the moment a person decides until long after they were sent."""

import contextlib
import json
import re
from email import message_from_bytes
from pathlib import Path

from automation.core.ledger.events import State
from automation.core.ledger.ledger_tabs import event_of
from automation.core.model import Row
from automation.errors import MailError
from automation.files import write_durably
from automation.mail.base import Delivery, Spooled
from automation.mail.files import cannot_be_written, make_folder
from automation.mail.headers import SEND_ID_HEADER

_SEND_ID = re.compile(r"[0-9A-Za-z][0-9A-Za-z_-]{0,63}")
_ADDRESS = re.compile(r"<([^<>\s]+)>$")
MESSAGE, NOTE = ".eml", ".json"
# Bytes of a message that hold its headers.
_BEGINNING = 8_192
# Beside a message: its line of the ledger, before the ledger has it, and after.
DRAFT, QUEUED = ".draft", ".queued"


def require_send_id(send_id: str) -> str:
    """The send ID itself: it names files and stands in headers.

    Raises:
        MailError: It could name something else.
    """
    if not _SEND_ID.fullmatch(send_id):
        raise MailError("A message in the ledger has an ID that is not one: it was edited by hand. Nothing was sent.")
    return send_id


class Spool:
    """A folder with one file a message.

    Args:
        folder: Is made where it is missing, for nobody else to look into.

    Raises:
        MailError: The folder cannot be made.
    """

    def __init__(self, folder: Path) -> None:
        make_folder(folder)
        self._folder = folder

    def save(self, message: Spooled, line: Row = ()) -> None:
        """Keep a message, and the cells of its line in the ledger; the message is on the disk when this returns.

        Raises:
            MailError: The disk is full or may not be written; or other bytes are kept under this ID.
        """
        place = self._place(message.send_id, MESSAGE)
        if place.exists():
            if place.read_bytes() != message.data:
                raise MailError("Another message has this ID already. Nothing was changed.")
            return
        draft = self._place(message.send_id, DRAFT)
        # Before the message: without it, whoever looks now would miss the line of the ledger that is still to come.
        self._write(draft, json.dumps(line).encode())
        try:
            self._write(place, message.data)
        except MailError:
            draft.unlink(missing_ok=True)
            raise

    def confirm(self, send_id: str) -> None:
        """The ledger has the message's line now."""
        with contextlib.suppress(OSError):
            self._place(send_id, DRAFT).replace(self._place(send_id, QUEUED))

    def confirmed(self) -> frozenset[str]:
        """The send IDs of messages that a ledger had; of those that were queued by an older version nobody knows."""
        # In this order: a message that is saved meanwhile is not among the first, or its draft is among the second.
        saved = self.ids()
        return saved - {place.stem for place in self._folder.glob(f"[!.]*{DRAFT}")}

    def holds(self, send_id: str) -> bool:
        """Whether a file is a message of this ID, damaged or not; copies under other names and other files are none."""
        place = self._place(send_id, MESSAGE)
        return event_of(self.line(send_id)) is not None or names(place, send_id)

    def path(self, send_id: str) -> Path:
        """Where the message with this ID is kept."""
        return self._place(send_id, MESSAGE)

    def line(self, send_id: str) -> Row:
        """The cells of a message's line in the ledger; () where they were not kept."""
        for ending in (QUEUED, DRAFT):
            try:
                cells = json.loads(self._place(send_id, ending).read_bytes())
            except (OSError, ValueError):
                continue
            if isinstance(cells, list):
                return cells
        return ()

    def load(self, send_id: str) -> Spooled:
        """A message, as it was saved.

        Raises:
            MailError: It is not there, or not what was saved.
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
        """Where a message goes; "" where it is not here."""
        try:
            return self.load(send_id).recipient
        except MailError:
            return ""

    def ids(self) -> frozenset[str]:
        """The send IDs of the messages that are here, by the names of their files."""
        stems = (place.stem for place in self._folder.glob(f"[!.]*{MESSAGE}"))
        return frozenset(stem for stem in stems if _SEND_ID.fullmatch(stem))

    def remove(self, send_id: str) -> None:
        """Forget a message and what was noted of it."""
        for ending in (MESSAGE, DRAFT, QUEUED):
            self._place(send_id, ending).unlink(missing_ok=True)
        self.forget_note(send_id)

    def note(self, send_id: str, delivery: Delivery) -> None:
        """Keep what became of a message until the ledger knows; on the disk when this returns.

        Raises:
            MailError: The disk is full or may not be written.
        """
        record = {"state": delivery.state, "detail": delivery.detail, "bad_address": delivery.bad_address}
        self._write(self._place(send_id, NOTE), json.dumps(record).encode())

    def noted(self, send_id: str) -> Delivery | None:
        """What was noted of a message; None where nothing was, or nothing that can be read."""
        try:
            record = json.loads(self._place(send_id, NOTE).read_bytes())
            return Delivery(State(record["state"]), str(record["detail"]), bool(record["bad_address"]))
        except (OSError, ValueError, KeyError, TypeError):
            return None

    def forget_note(self, send_id: str) -> None:
        """The ledger knows now."""
        self._place(send_id, NOTE).unlink(missing_ok=True)

    def _place(self, send_id: str, ending: str) -> Path:
        return self._folder / f"{require_send_id(send_id)}{ending}"

    def _write(self, place: Path, data: bytes) -> None:
        try:
            write_durably(place, data)
        except OSError as error:
            raise MailError(cannot_be_written(place, error)) from error


def names(place: Path, send_id: str) -> bool:
    """Whether the headers of a file name this ID; of one that cannot be read they might."""
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
    """The one address of a header that is there once; "" otherwise."""
    found = _ADDRESS.search(values[0].strip()) if values and len(values) == 1 else None
    return found[1] if found else ""
