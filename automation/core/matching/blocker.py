"""A blocker as a value: what stood in the way of a candidate, and whether it still does, for one requisition.

`blocker_words` puts it into words. No code reads those.
"""

from dataclasses import dataclass
from datetime import date
from enum import Enum, auto

from automation.core.model import BlockerState


class Then(Enum):
    """Why a candidate was shelved, or what they said."""

    RUNNER_UP = auto()
    HEADCOUNT_FROZEN = auto()
    REQ_CANCELLED = auto()
    PAY_TOO_HIGH = auto()  # `what`: what they expect.
    LOCATION = auto()  # `what`: their place.
    TOO_SENIOR = auto()
    TOO_JUNIOR = auto()
    SKILL_GAP = auto()  # `what`: the skills.
    NOT_THE_TIME = auto()
    NOT_FREE_BEFORE = auto()  # `on`: the day.
    NO_AUTHORISATION = auto()
    DECLINED_OFFER = auto()
    WITHDREW = auto()
    FAILED_ASSESSMENT = auto()
    CONDUCT = auto()
    OTHER = auto()  # `what`: in which words.
    NO_REASON = auto()
    SAID_NO = auto()  # `what`: to which requisition. `other`: why, in a word.
    WAIT = auto()  # `on`: in its month.


class Now(Enum):
    """Why it no longer holds, or why it does."""

    NOT_OPEN = auto()
    SAME_OPENING = auto()
    SAME_ROLE_OPEN = auto()
    ROLE_OPEN = auto()
    SIMILAR_ROLE_OPEN = auto()
    SIMILAR = auto()
    PAY_ENDS = auto()  # `what`: at which amount. `other`: at which one the former ended, if that is compared.
    REMOTE = auto()
    REMOTE_NOT_WANTED = auto()
    HYBRID = auto()
    IN_PLACE = auto()  # `what`: where.
    LEVEL = auto()  # `what`: of the requisition. `other`: theirs, if it differs.
    YEARS_PASSED = auto()  # `count`: more than so many.
    DAYS_PASSED = auto()  # `count`: more than so many.
    DAYS_TOO_FEW = auto()  # `count`: less than so many.
    DATE_PASSED = auto()
    NOT_NEEDED = auto()
    LISTED = auto()  # `what`: the skills.
    NEEDED = auto()  # `what`: the skills. `count`: how many.
    MAY_WORK = auto()
    SPONSORS = auto()
    DOES_NOT_SPONSOR = auto()
    ASK_OWNER = auto()  # `what`: whom; "" for no one in particular.
    ASK_FIRST = auto()


class Ask(Enum):
    """What to ask first."""

    SAME_ROLE = auto()
    WHAT_IT_PAYS = auto()
    PAY = auto()
    PAY_CURRENCY = auto()
    PAY_IN = auto()  # `what`: in which currency.
    PLACE = auto()
    LEVEL = auto()
    LEVEL_TODAY = auto()
    LEVEL_ASKED = auto()
    WHICH_SKILL = auto()
    HOW_WELL = auto()  # `what`: the skills.
    TIME = auto()
    OBSTACLE = auto()
    AUTHORISATION = auto()
    YES_NOW = auto()
    INTERESTED_NOW = auto()
    ASSESSMENT = auto()
    WHY = auto()


@dataclass(frozen=True)
class Fact:
    """One fact of a blocker.

    Attributes:
        kind: Its kind; the comments there say what the other attributes mean.
        what: Words of the row or the requisition.
        other: Further words, to compare with.
        on: A day; of why they were shelved, the first of that month unless the kind says otherwise.
        count: A number.
        former: The key of the requisition that they were shelved from, as the row names it.
    """

    kind: Then | Now | Ask
    what: str = ""
    other: str = ""
    on: date | None = None
    count: float = 0
    former: str = ""


@dataclass(frozen=True)
class Blocker:
    """Whether a candidate's shelve reason still holds for one requisition.

    Attributes:
        state: Cleared, still standing, unknown, or none (the reason was not about the candidate).
        then: Why they were shelved.
        now: Why it no longer holds, or why it does; None for nothing to add.
        ask: What to ask first; None for nothing.
        about: What else shows the same, so that it is not shown twice: a component of the score, or "remote"; "" for
            nothing.
        earlier: The blockers of earlier shelvings, oldest first. They change no band.
    """

    state: BlockerState
    then: Fact
    now: Fact | None = None
    ask: Fact | None = None
    about: str = ""
    earlier: tuple["Blocker", ...] = ()

    @property
    def still_standing(self) -> list["Blocker"]:
        """The blockers of earlier shelvings that still stand, without those that say what this one says."""
        said = {self.about, self.then} if self.state is BlockerState.STANDING else {self.then}
        return [
            one
            for one in self.earlier
            if one.state is BlockerState.STANDING and said.isdisjoint({one.about or one.then})
        ]
