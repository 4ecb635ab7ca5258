"""Reasons as values: a kind and its facts. They are put into words only where they are shown.

No code reads a sentence to find out what it means. `reason_words` gives the text for the sheet, the command line and
pages, `suppression_text` the one that the ledger keeps.
"""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum, auto


class ReasonKind(StrEnum):
    """The kinds of reasons, grouped by what they are reasons for."""

    # Not matched and not written to.
    HIRED = auto()
    DO_NOT_CONTACT = auto()
    SUPPRESSED = auto()
    # The domain of their address, or their company, is suppressed. `what`: in which words. `who`: by whom. `on`: since
    # when. `until`: the last day, if any.
    DOMAIN = auto()
    COMPANY = auto()
    IN_PROCESS = auto()  # `what`: for which requisition.
    CONDUCT = auto()
    BY_HAND = auto()
    MERGED = auto()  # `what`: the key of the row that is shown for both.
    # Not on one slate. `NO_THANKS` and `WAIT_UNTIL`, below, are other such reasons.
    PASSED = auto()  # `who`: by whom. `on`: when. `what`: why.
    NOT_OPEN = auto()  # `what`: the requisition.
    ONLY_THESE = auto()
    NOT_CHOSEN = auto()
    # Due for deletion.
    USE_ENDED = auto()  # `on`: the last day.
    ERASE_ASKED = auto()  # `on`: when they asked.
    KEPT_LONG_ENOUGH = auto()  # `on`: until when records had to be kept.
    # Must not be deleted yet.
    RECORDS_KEPT = auto()  # `until`: the day before which the settings ask to keep them.
    # A colleague's order. `who`: by whom. `on`: since when. `what`: why. `until`: the last day, if any.
    LEGAL_HOLD = auto()
    # On the suppression list.
    ASKED = auto()  # `what`: in which words. `who`: which colleague suppressed them, if any. `on`: since when.
    BOUNCED = auto()  # `on`: since when.
    # Due.
    UNKNOWN_DELIVERY = auto()
    INTERESTED = auto()  # `what`: in which requisition.
    WROTE = auto()
    ADDRESS_DEAD = auto()
    PROMISED = auto()  # `what`: the promise.
    POCKET_CHECK = auto()  # `count`: people on the slate. `on`: when it was posted, if it was.
    CONSENT_ENDS = auto()  # `on`: the last day.
    CONSENT_ENDED = auto()  # `on`: the last day.
    STRONG_MATCH = auto()  # `what`: the requisition.
    FREE_FROM = auto()  # `on`: the day.
    REVISIT = auto()  # `on`: the day.
    ASKED_AGAIN = auto()  # `on`: in its month.
    NO_REPLY = auto()  # `on`: since when.
    KEPT_WARM = auto()  # `on`: the last contact.
    KEPT_WARM_SINCE_DONE = auto()  # `on`: the last follow-up.
    KEPT_WARM_SINCE_SHELVED = auto()  # `on`: the day they were shelved.
    # Besides.
    ALSO_PROMISED = auto()  # `what`: the promise. `on`: by when.
    SNOOZED = auto()  # `on`: until when. `who`: by whom.
    GIVEN = auto()  # `what`: to whom. `who`: by whom.
    UNOWNED = auto()  # `what`: as of `BASIS_MISSING`.
    NO_ADDRESS = auto()  # `who`: the owner. `what`: as of `BASIS_MISSING`.
    # Nothing is due.
    PAUSED = auto()  # `count`: messages without a reply.
    # Not kept lawfully.
    # `what`: the header, where the sheet's is another one than the program's. `count`: 1 where the cell is not empty.
    BASIS_MISSING = auto()
    CONSENT_DAY_MISSING = auto()  # The same.
    CONSENT_OVER = auto()  # `on`: the last day.
    REGION_UNKNOWN = auto()  # `what`: as of `BASIS_MISSING`.
    # A message must not go out.
    ROW_GONE = auto()  # `what`: the key.
    SENDING_STOPPED = auto()  # `who`: by whom. `what`: why.
    NO_THANKS = auto()  # `what`: to which requisition. `on`: when. `how`: why, in a word.
    WAIT_UNTIL = auto()  # `on`: in its month.
    REPLIED_SINCE = auto()  # `on`: when.
    CLAIMED = auto()  # `what`: the message. `how`: its state, as a verb phrase. `who`: by whom. `on`: when.
    TOO_EARLY = auto()  # `what`: the message before. `on`: when it was sent. `until`: when the next one is due.
    WRITTEN_TO = auto()  # `who`: by whom. `on`: when. `count`: days that must pass.
    ABOUT_TO_BE_WRITTEN_TO = auto()  # `who`: by whom.
    IN_CONTACT = auto()  # The same facts as `WRITTEN_TO`.
    OTHER_ROW = auto()  # `what`: the key of the same person's other row, which has `also` against it.
    TWICE_IN_BATCH = auto()
    READDRESSED = auto()
    ALERTS_NOT_ASKED = auto()
    ALERTS_DECIDED = auto()
    NAMED_BEFORE = auto()  # `what`: the requisition.
    OPENING_CLOSED = auto()  # `what`: the requisition.
    ALERT_TOO_EARLY = auto()  # `on`: when the next one is due.
    # A standing release does not allow it. `who`: whose.
    RELEASE_REVOKED = auto()
    RELEASE_UNKNOWN = auto()
    RELEASE_OF_ANOTHER = auto()
    RELEASE_OVER = auto()  # `on`: the last day.
    RELEASE_OF_OTHERS = auto()  # `what`: the role family.
    RELEASE_FULL = auto()  # `count`: its cap.
    NAME_UNCLEAR = auto()  # `what`: the header and the cell. `how`: what is wrong with the cell.


@dataclass(frozen=True)
class Reason:
    """One reason.

    Attributes:
        kind: Its kind; the comments there say what the other attributes mean.
        on: A day.
        what: Words that a person typed, or a key as shown.
        who: A person.
        count: How many.
        until: A later day.
        how: A further word.
        also: Further reasons to add.
    """

    kind: ReasonKind
    on: date | None = None
    what: str = ""
    who: str = ""
    count: int = 0
    until: date | None = None
    how: str = ""
    also: tuple["Reason", ...] = ()


# For suppressions without a reason.
ASKED_TO_LEAVE = "asked not to be contacted"
# Suppressions of a whole organisation, which can end.
OF_AN_ORGANISATION = frozenset({ReasonKind.DOMAIN, ReasonKind.COMPANY})
# Kept off all slates, and not written to.
EXCLUSIONS = frozenset(
    {
        ReasonKind.HIRED,
        ReasonKind.DO_NOT_CONTACT,
        ReasonKind.SUPPRESSED,
        ReasonKind.DOMAIN,
        ReasonKind.COMPANY,
        ReasonKind.IN_PROCESS,
        ReasonKind.CONDUCT,
        ReasonKind.BY_HAND,
        ReasonKind.MERGED,
        ReasonKind.BASIS_MISSING,
        ReasonKind.CONSENT_DAY_MISSING,
        ReasonKind.CONSENT_OVER,
        ReasonKind.OTHER_ROW,
    }
)
# Whose words begin with the header of a column.
NAMES_HEADER = frozenset({ReasonKind.BASIS_MISSING, ReasonKind.CONSENT_DAY_MISSING, ReasonKind.REGION_UNKNOWN})
# Reasons against a message that a person should do something about. All others are how things stand: one was sent.
TO_FIX = NAMES_HEADER | {
    ReasonKind.CONSENT_OVER,
    ReasonKind.NAME_UNCLEAR,
    ReasonKind.BOUNCED,
    ReasonKind.ADDRESS_DEAD,
    ReasonKind.UNKNOWN_DELIVERY,
    ReasonKind.ROW_GONE,
    ReasonKind.READDRESSED,
}
