"""A message that came into the mailbox, as far as it matters.

It stands alone: a process that reads one message imports this, and not all that decides about replies.
"""

from dataclasses import dataclass
from enum import StrEnum


class Failure(StrEnum):
    """What a mail server says of a message that did not arrive."""

    NONE = ""
    HARD = "hard"
    SOFT = "soft"
    UNCLEAR = "unclear"


@dataclass(frozen=True)
class Incoming:
    """A message, as far as it matters.

    Attributes:
        answer_id: What it is known by: its Message-ID and a hash of what it says, so that nobody can use it up.
        message_id: Its Message-ID alone, by which version 0.1.0 knew it; "" where it has none.
        sender: The address that From names, compared; "" where it names none. Anybody can write one.
        proven: Whether the own mail server has checked that it comes from the sender's domain.
        subject: In one line.
        text: What they wrote themselves, without what they quote.
        send_ids: Messages of ours that it names, the last one last.
        unsubscribes: The message of ours whose wish to leave a mail program sent; "" where none.
        automatic: Whether a machine wrote it.
        receipt: Whether it only says that something arrived, or was opened.
        failure: What it says of a message of ours that did not arrive.
        failed: Addresses that it says nobody can be reached at.
        unreadable: Whether it could not be read within the limits; all but the ID and `send_ids` is empty then.
    """

    answer_id: str
    sender: str = ""
    subject: str = ""
    text: str = ""
    send_ids: tuple[str, ...] = ()
    unsubscribes: str = ""
    automatic: bool = False
    receipt: bool = False
    failure: Failure = Failure.NONE
    failed: frozenset[str] = frozenset()
    message_id: str = ""
    proven: bool = False
    unreadable: bool = False
