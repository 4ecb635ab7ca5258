"""The lines of the ledger of messages: what may be written there. Lines are only added, never changed or removed."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum


class State(StrEnum):
    """Where a message is."""

    QUEUED = "queued"
    SENDING = "sending"
    SENT = "sent"
    DEFERRED = "deferred"
    REJECTED = "rejected"
    UNKNOWN = "unknown"
    CANCELLED = "cancelled"


class Step(StrEnum):
    """Which message it is. A person gets each step about an opening once."""

    FIRST = "first note"
    FOLLOW_UP_1 = "follow-up 1"
    FOLLOW_UP_2 = "follow-up 2"
    FRESHNESS = "is it still right?"
    PROMISE = "promise kept"
    CONSENT = "consent renewal"
    MANAGER = "manager's note"


# The messages of one thread, in their order.
THREAD = (Step.FIRST, Step.FOLLOW_UP_1, Step.FOLLOW_UP_2)


class Notice(StrEnum):
    """Events that are no message's state."""

    BEGUN = "begun"  # The ledger's first event: `detail` is the workbook it belongs to.
    STOPPED = "stopped"  # The kill switch.
    RESUMED = "resumed"
    SUPPRESSED = "suppressed"  # `detail` is the keyed hash of an address or key, `subject` the reason.
    SECRET = "secret"  # noqa: S105  (`detail` is the fingerprint of the suppression secret.)
    UNSUPPRESSED = "unsuppressed"  # `detail` is the hash that is off the list again, `subject` the reason.
    ADOPTED = "adopted"  # From here on it is the ledger of the workbook in `detail`; `by` joined the histories.
    PLACE = "place"  # Its folder is `detail`, on the machine `subject`; `message_id` numbers the folder on the disk.
    WORKBOOK = "workbook"  # `detail` is the path of its workbook.
    MAILBOX = "mailbox"  # `detail` is the keyed hash of the bare mailbox of the message or reply `send_id` names.
    ABOUT = "about"  # The message `send_id`, of which nobody knew that any more, is about `requisitions`.
    REKEYED = "rekeyed"  # `candidate` or `requisitions` is the new key, `detail` the old one.
    HANDLED = "handled"  # A person dealt with the answer whose ID is `message_id`.
    TOLD = (
        "owner told"  # The owner is being told of the answer whose ID is `message_id`; written before the mail leaves.
    )
    NOT_TOLD = "owner not told"  # That mail provably did not leave.


class Answer(StrEnum):
    """What came back. `by` is `PAGE`, `MAIL` or the person who noted it; `message_id` is the answer's own ID.

    `send_id` is the message that was answered, "" where nobody knows; `requisitions` are the openings meant.
    """

    INTERESTED = "interested"
    NOT_NOW = "not now"  # `subject` is the month from which to ask again, such as 2027-03.
    NO_THANKS = "no thanks"
    LEFT = "left the list"
    ALERTS = "alerts"  # `subject` is yes or no.
    DETAILS = "new details"  # `detail` is what they suggest, for a person to accept.
    REPLIED = "needs a person"  # An answer in words; `detail` is how it begins.
    AUTO_REPLY = "automatic reply"  # `subject` is the day of their return, where it says one.
    HARD_BOUNCE = "bounced"  # Nobody can be reached at this address.
    SOFT_BOUNCE = "bounced for now"  # It did not arrive, but may another time.
    BACK = "back on the list"  # Lifts what `LEFT` set; what was set on the page is lifted there only.


# Who answered, where no person noted it.
PAGE, MAIL = "candidate, on the page", "candidate, by mail"
BOUNCES = frozenset({Answer.HARD_BOUNCE, Answer.SOFT_BOUNCE})
# Two-way contact: the person themselves said something.
CONTACT = frozenset(Answer) - BOUNCES - {Answer.AUTO_REPLY}


# The person has the message, or may have.
REACHED = frozenset({State.SENDING, State.SENT, State.UNKNOWN})
# It is still to be sent.
WAITING = frozenset({State.QUEUED, State.DEFERRED})
# What comes before a message leaves: not written while anything known of the ledger is missing from it.
LEADS_TO_A_MESSAGE = frozenset({State.QUEUED, State.SENDING})


@dataclass(frozen=True)
class Event:
    """One line of the ledger.

    Attributes:
        at: When, UTC.
        state: A `State`, a `Notice` or an `Answer`.
        send_id: Names the message; "" for a notice.
        candidate: The key of the candidate's row, as shown.
        requisitions: The keys of the openings in the message, as shown; none for a note without one.
        step: Which message it is, such as "first note" or "follow-up 1".
        by: Who decided.
        detail: What the mail server said, which worker holds it, or why somebody resolved it so.
        subject: Of the message.
        message_id: Of the message, fixed before it is sent.
    """

    at: datetime
    state: str
    send_id: str = ""
    candidate: str = ""
    requisitions: tuple[str, ...] = ()
    step: str = ""
    by: str = ""
    detail: str = ""
    subject: str = ""
    message_id: str = ""
