"""The interface of every mailer."""

from dataclasses import dataclass
from typing import Protocol

from automation.core.ledger.events import State


@dataclass(frozen=True)
class Spooled:
    """A message, byte for byte as it will be sent.

    Attributes:
        send_id: Its ID.
        sender: The sender's address.
        recipient: The address of the only recipient.
        data: The whole message, header and body; lines end in CR LF, every byte is ASCII.
    """

    send_id: str
    sender: str
    recipient: str
    data: bytes


@dataclass(frozen=True)
class Delivery:
    """The result of sending a message.

    Attributes:
        state: Sent; deferred or rejected, if it was certainly not sent; or unknown.
        detail: The server's answer or the error, in one line, without addresses.
        bad_address: Whether the server answered that the recipient's address does not work.
    """

    state: State
    detail: str
    bad_address: bool = False


class Mailer(Protocol):
    """Sends messages."""

    def send(self, message: Spooled) -> Delivery:
        """Send one message, at most once. An error that concerns this message is a result, not an exception.

        Raises:
            MailError: With these settings no message can be sent; this one was certainly not sent.
        """

    def was_sent(self, send_id: str) -> bool | None:
        """Whether a message was sent, for use after its process was killed; None if this cannot be known."""

    def close(self) -> None:
        """Close the connection, if any; a later `send` opens a new one."""
