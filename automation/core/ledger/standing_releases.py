"""Standing releases: a named person lets the program send alerts about one role family without reading each of them.

A release has a cap a week and a last day, and anyone may revoke it. It is a line of the ledger; each message that goes
out by it names it in the detail of its own line.
"""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from automation.core.ledger.events import Event, Notice
from automation.core.ledger.sends import RELEASED, Send
from automation.core.reasons import Reason, ReasonKind
from automation.core.text import plain

# A release ends at most so many days after it was given.
MOST_DAYS = 90
# The highest cap, so that a slip of the finger stays one.
MOST_A_WEEK = 200
WEEK = timedelta(days=7)
_TERMS = re.compile(r"at most (\d{1,4}) a week until (\d{4}-\d\d-\d\d)")
# Stands before the release's ID in the detail of a message's line.
_BY = "standing release "


@dataclass(frozen=True)
class StandingRelease:
    """One release.

    Attributes:
        release_id: Names it.
        by: Who gave it, and whose name the messages bear.
        family: The role family, as the requisitions name it.
        cap: Messages within seven days.
        until: The last day.
        at: When it was given, UTC.
    """

    release_id: str
    by: str
    family: str
    cap: int
    until: date
    at: datetime

    def covers(self, families: Iterable[str]) -> bool:
        """Whether openings of these role families may go out by it; there must be at least one."""
        found = set(map(plain, families))
        return found == {plain(self.family)} and bool(plain(self.family))

    def as_event(self) -> Event:
        """Its line in the ledger."""
        detail = f"at most {self.cap} a week until {self.until.isoformat()}"
        return Event(
            self.at, Notice.STANDING, by=self.by, detail=detail, subject=self.family, message_id=self.release_id
        )


def release_in(event: Event) -> StandingRelease | None:
    """The release in a line of the ledger; None where the line was changed so that it cannot be read."""
    terms = _TERMS.fullmatch(event.detail)
    try:
        until = date.fromisoformat(terms[2]) if terms else None
    except ValueError:
        until = None
    if terms is None or until is None or not event.by or not event.message_id:
        return None
    latest = event.at.date() + timedelta(days=MOST_DAYS)
    return StandingRelease(
        event.message_id, event.by, event.subject, min(int(terms[1]), MOST_A_WEEK), min(until, latest), event.at
    )


def detail_of(release_id: str) -> str:
    """The detail of the line of a message that goes out by a release; "" for one that a person released."""
    return f"{_BY}{release_id}" if release_id else ""


def released_by(detail: str) -> str:
    """The ID of the release that the detail of a message's line names; "" for none."""
    return detail.removeprefix(_BY) if detail.startswith(_BY) else ""


def sent_by(sends: Iterable[Send], release_id: str, now: datetime, besides: str = "") -> int:
    """How many messages went out by a release within seven days, or wait to.

    Args:
        sends: All messages.
        release_id: Of the release.
        now: UTC.
        besides: The send ID of a message that does not count.
    """
    return sum(
        released_by(send.queued.detail) == release_id
        and send.state not in RELEASED
        and now - send.queued.at < WEEK
        and send.send_id != besides
        for send in sends
    )


def against(release: StandingRelease, families: Iterable[str], used: int, today: date) -> Reason | None:
    """Why a message must not go out by a release; None where it may.

    Args:
        release: The release.
        families: The role families of its openings.
        used: How many others went out by it within seven days.
        today: The workbook's day.
    """
    if today > release.until:
        return Reason(ReasonKind.RELEASE_OVER, release.until, who=release.by)
    if not release.covers(families):
        return Reason(ReasonKind.RELEASE_OF_OTHERS, what=release.family, who=release.by)
    return Reason(ReasonKind.RELEASE_FULL, count=release.cap, who=release.by) if used >= release.cap else None


def in_force(releases: Mapping[str, StandingRelease], today: date) -> list[StandingRelease]:
    """The releases that have not ended, the one that was given first in front."""
    return sorted((one for one in releases.values() if today <= one.until), key=lambda one: (one.at, one.release_id))
