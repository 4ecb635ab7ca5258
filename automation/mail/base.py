"""What a mailer promises, however messages leave."""

from dataclasses import dataclass
from typing import Protocol

from automation.core.ledger.events import State


@dataclass(frozen=True)
class Spooled:
    """A message as it will leave, to the byte.

    Attributes:
        send_id: Names it.
        sender: The address it comes from.
        recipient: The one address it goes to.
        data: The whole message, header and body; lines end in CR LF, every byte is ASCII.
    """

    send_id: str
    sender: str
    recipient: str
    data: bytes


@dataclass(frozen=True)
class Delivery:
    """What became of a message that was handed over.

    Attributes:
        state: Sent; deferred or rejected, and then it provably did not leave; or unknown.
        detail: What the other side said, in one line, without anybody's address.
        bad_address: Whether it said that nobody can be reached at this address.
    """

    state: State
    detail: str
    bad_address: bool = False


class Mailer(Protocol):
    """A way out for messages."""

    def send(self, message: Spooled) -> Delivery:
        """Hand one message over, once. What happened to it is the answer, whatever went wrong on the way.

        Raises:
            MailError: No message can be handed over as things are set up; this one provably did not leave.
        """

    def was_sent(self, send_id: str) -> bool | None:
        """What can be seen of a message after the process that was sending it was killed; None if nothing can."""

    def close(self) -> None:
        """Let go of the other side; a later `send` takes it up again."""
