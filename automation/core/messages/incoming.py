"""A message that arrived in the mailbox, reduced to what decisions about replies need.

A process that reads a single message imports only this module, so it imports nothing else of the core.
"""

from dataclasses import dataclass
from enum import StrEnum


class Failure(StrEnum):
    """How a message failed to arrive, by a mail server's report."""

    NONE = ""
    HARD = "hard"
    SOFT = "soft"
    UNCLEAR = "unclear"


@dataclass(frozen=True)
class Incoming:
    """A message that arrived in the mailbox.

    Attributes:
        answer_id: Its Message-ID with a hash of its contents, so that a forgery cannot use up the ID of a real message.
        message_id: Its Message-ID alone, which version 0.1.0 used as its ID; "" where it has none.
        sender: The address in From, compared; "" for none. Senders can forge it.
        proven: Whether our mail server confirmed that it comes from the sender's domain.
        recipients: The addresses that it went to, compared.
        subject: In one line.
        text: What the sender wrote, without quotations.
        send_ids: IDs of our messages that it refers to, the latest last.
        unsubscribes: The ID of our message whose unsubscribe link a mail program used; "" for none.
        automatic: Whether a machine wrote it.
        listed: Whether it came through a mailing list or a group mailbox. A newsletter does, and a person's reply may.
        receipt: Whether it is only a delivery or read receipt.
        failure: Whether and how it reports that a message of ours did not arrive.
        failed: Addresses for which it reports the failure.
        unreadable: Whether it could not be read within the limits; then only the ID and `send_ids` are filled.
    """

    answer_id: str
    sender: str = ""
    subject: str = ""
    text: str = ""
    send_ids: tuple[str, ...] = ()
    unsubscribes: str = ""
    automatic: bool = False
    listed: bool = False
    receipt: bool = False
    failure: Failure = Failure.NONE
    failed: frozenset[str] = frozenset()
    message_id: str = ""
    proven: bool = False
    unreadable: bool = False
    recipients: frozenset[str] = frozenset()
