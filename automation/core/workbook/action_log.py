"""What people did in the dashboard: the actions in `BP Actions`. Actions are only ever added."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from enum import StrEnum

from automation.core.model import Problem
from automation.core.parsing import Unreadable, read_date
from automation.core.schema import BP_ACTIONS
from automation.core.text import key_of


class Kind(StrEnum):
    """What can be done."""

    POCKET_CHECKED = "pocket checked"
    SHORTLISTED = "shortlisted"
    PASSED = "passed"
    DONE = "follow-up done"
    SNOOZED = "snoozed"
    GIVEN = "given"
    SHELVED = "shelved"
    UNDONE = "undone"
    REKEYED = "rekeyed"
    MERGED = "merged"
    IMPORTED = "imported"
    IN_PROCESS = "in process"
    RUNNER_UP = "shelved as runner-up"
    REVIEW = "review sent"
    HELD = "legal hold"
    HOLD_LIFTED = "legal hold lifted"


VERDICTS = frozenset({Kind.SHORTLISTED, Kind.PASSED})
_ABOUT_HOLDS = frozenset({Kind.HELD, Kind.HOLD_LIFTED})
_ABOUT_PAIRS = VERDICTS | {Kind.IN_PROCESS, Kind.RUNNER_UP}
ABOUT_CANDIDATE = _ABOUT_PAIRS | _ABOUT_HOLDS | {Kind.DONE, Kind.SNOOZED, Kind.GIVEN, Kind.SHELVED, Kind.MERGED}
ABOUT_REQUISITION = _ABOUT_PAIRS | {Kind.POCKET_CHECKED, Kind.REVIEW}
# What a page may undo: all but added rows, corrected keys, and legal holds, which are lifted with a reason.
CAN_BE_UNDONE = (ABOUT_CANDIDATE | ABOUT_REQUISITION) - {Kind.SHELVED} - _ABOUT_HOLDS


# How long the link of a review can be used, and what a verdict with a star holds in the column Value.
REVIEW_VALID, STAR = timedelta(days=14), "star"


@dataclass(frozen=True)
class Action:
    """One action of a person.

    Attributes:
        at: When, UTC.
        who: Who did it.
        kind: What.
        action_id: Names it.
        on: The day, where the workbook lives.
        candidate: The key of the candidate it is about, as shown.
        requisition: The key of the requisition it is about, as shown.
        detail: Why, in words.
        value: SNOOZED, HELD: until which day; DONE: the day it was due; GIVEN: to whom; MERGED: key of the row shown;
            RUNNER_UP: the reason; REVIEW: to whom; SHORTLISTED: `STAR` or empty; UNDONE: which action.
        before: GIVEN: the owner until then; REKEYED: the old key; RUNNER_UP: `runners_up.mark_of` the row;
            SHORTLISTED, PASSED: the review in which it was said.
    """

    at: datetime
    who: str
    kind: Kind
    action_id: str
    on: date
    candidate: str = ""
    requisition: str = ""
    detail: str = ""
    value: str = ""
    before: str = ""

    @property
    def until(self) -> date | None:
        """The day that a snooze ends; the last day of a legal hold, None for one without an end."""
        return read_day(self.value)

    @property
    def pair(self) -> tuple[str, str]:
        """Compared keys: requisition, candidate."""
        return key_of(self.requisition), key_of(self.candidate)


def after(last: datetime | None, now: datetime) -> datetime:
    """The time of an action that is done now: later than `last`, even if another machine's clock wrote that."""
    return now if last is None or now > last else last + timedelta(microseconds=1)


def read_day(text: str) -> date | None:
    """A day, None if the text is empty or cannot be read."""
    try:
        return read_date(text) if text else None
    except Unreadable:
        return None


def line_problem(what: str, row: int) -> Problem:
    """A problem of a row of `BP Actions`, which is ignored."""
    message = f"{what}, so this row is ignored: undo the change, or delete the row."
    return Problem(BP_ACTIONS, "", "", "", message, row)
