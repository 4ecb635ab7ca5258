"""The lines of the ledger of messages: what may be written there.

Lines are only added, never removed. `forget` alone changes a line: it takes the person out, see forgetting.py.
"""

import re
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
    """Which message it is. A candidate gets each step about an opening once, and replies once a day."""

    FIRST = "first note"
    FOLLOW_UP_1 = "follow-up 1"
    FOLLOW_UP_2 = "follow-up 2"
    FRESHNESS = "is it still right?"
    PROMISE = "promise kept"
    CONSENT = "consent renewal"
    MANAGER = "manager's note"
    REPLY = "reply"  # To what they wrote; in their thread.
    ALERT = "alert"  # New openings, for a candidate who wants to hear of them.
    INVITATION = "invitation"  # Whether they want alerts.


# Messages about openings in general, which candidates asked for, and the question whether they want them. Figures count
# them apart from the messages that a recruiter writes to a person.
ALERTS = frozenset({Step.ALERT, Step.INVITATION})
# The messages of one thread, in their order.
THREAD = (Step.FIRST, Step.FOLLOW_UP_1, Step.FOLLOW_UP_2)


class Notice(StrEnum):
    """Events that are neither a message's state nor a reply."""

    BEGUN = "begun"  # The ledger's first event: `detail` is the workbook it belongs to.
    STOPPED = "stopped"  # The kill switch.
    RESUMED = "resumed"
    SUPPRESSED = "suppressed"  # `detail` is the keyed hash of an address or key, `subject` the reason.
    SECRET = "secret"  # noqa: S105  (`detail` is the fingerprint of the suppression secret.)
    UNSUPPRESSED = "unsuppressed"  # `detail` is the hash that is no longer suppressed, `subject` the reason.
    ADOPTED = "adopted"  # From now on this is the ledger of the workbook in `detail`; `by` joined the histories.
    PLACE = "place"  # Its folder is `detail`, on the machine `subject`; `message_id` is its number on the disk.
    WORKBOOK = "workbook"  # `detail` is the path of its workbook.
    MAILBOX = "mailbox"  # `detail` is the keyed hash of the bare mailbox of the message or reply `send_id` names.
    ABOUT = "about"  # A person says that the message `send_id`, whose openings were unknown, is about `requisitions`.
    REKEYED = "rekeyed"  # `candidate` or `requisitions` is the new key, `detail` the old one.
    # A person's details were deleted, by `by`. `detail` holds the keyed hashes of the keys that they had.
    FORGOTTEN = "forgotten"
    HANDLED = "handled"  # A person dealt with the reply whose ID is `message_id`.
    # The owner is notified of the reply whose ID is `message_id`; written before that mail leaves.
    NOTIFIED = "owner told"
    NOT_NOTIFIED = "owner not told"  # That mail provably did not leave.
    # `by` lets alerts about the role family in `subject` go out unread; `message_id` is its ID. See standing_releases.
    STANDING = "standing release"
    REVOKED = "standing release revoked"  # `message_id` names it, `by` revoked it, `detail` is why.


class Answer(StrEnum):
    """What came back: a reply, or a bounce. `by` is `PAGE`, `MAIL` or the person who recorded it.

    `message_id` is the reply's own ID, `requisitions` are the openings it is about, and `send_id` is the message it
    replies to, "" where that is unknown.
    """

    INTERESTED = "interested"
    NOT_NOW = "not now"  # `subject` is the month or day from which to ask again, such as 2027-03 or 2027-03-15.
    NO_THANKS = "no thanks"  # `subject` is a `Why`, "" if they named none.
    LEFT = "left the list"
    ALERTS = "alerts"  # `subject` is yes or no; `detail` what they chose, see preferences.py.
    SPOKE = "spoke with them"  # `subject` is the kind, such as call; `by` is the recruiter.
    KEEP = "may be kept"  # A new consent from that day.
    ERASE = "asked to be erased"  # Counts as `LEFT` besides, at once; a person erases.
    DETAILS = "new details"  # `detail` is what they suggest, for a person to accept.
    REPLIED = "needs a person"  # `detail` is its beginning, `subject` a `Seems` if it is known what it seems to say.
    AUTO_REPLY = "automatic reply"  # `subject` is the day of return, if it names one.
    HARD_BOUNCE = "bounced"  # The address does not work.
    SOFT_BOUNCE = "bounced for now"  # It did not arrive, but a later message may.
    BACK = "back on the list"  # Takes back `LEFT`. One from the page can only be taken back on the page.


class Seems(StrEnum):
    """What a reply that needs a person seems to say. A ledger of version 0.1.0 has none of them."""

    GONE = "gone"  # They no longer work there, or the mailbox is no longer read. A machine may have sent it.
    NOT_NOW = "not now"  # They name no month from which to ask again, or none that is sure.


class Why(StrEnum):
    """Why a candidate says no thanks to an opening."""

    PAY = "pay"
    PLACE = "place"
    ROLE = "role"
    TIMING = "timing"
    OTHER = "other"


# `by` of replies that no colleague recorded.
PAGE, MAIL = "candidate, on the page", "candidate, by mail"
BOUNCES = frozenset({Answer.HARD_BOUNCE, Answer.SOFT_BOUNCE})
# Ways to unsubscribe.
LEAVING = frozenset({Answer.LEFT, Answer.ERASE})
# Two-way contact: the candidate wrote or chose something.
CONTACT = frozenset(Answer) - BOUNCES - {Answer.AUTO_REPLY}


SEND_ID = re.compile(r"[0-9A-Za-z][0-9A-Za-z_-]{0,63}")
# The candidate has the message, or may have it.
REACHED = frozenset({State.SENDING, State.SENT, State.UNKNOWN})
# The message is still to be sent.
WAITING = frozenset({State.QUEUED, State.DEFERRED})
# The states before a message leaves. They are not written while the ledger is known to lack something.
LEADS_TO_A_MESSAGE = frozenset({State.QUEUED, State.SENDING})


@dataclass(frozen=True)
class Event:
    """One line of the ledger.

    Attributes:
        at: When, UTC.
        state: A `State`, a `Notice` or an `Answer`.
        send_id: Names the message; "" for a notice.
        candidate: The key of the candidate's row, as shown.
        requisitions: The keys of the openings in the message, as shown; () for a message without one.
        step: Which message it is, such as "first note" or "follow-up 1".
        by: Who decided.
        detail: What the mail server said, which worker has it, or why a person resolved it so.
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
