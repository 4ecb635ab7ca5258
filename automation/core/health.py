"""How alive the pocket is: every figure of the dashboard as one pure function.

A window is the last so many days, today included. A ratio keeps its two numbers: nothing over nothing is a dash, never
0 %, and below five only the counts are told. Definitions are in each docstring's first line and shown with the figure.
"""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from statistics import median
from typing import Any

from automation.core.consent import consent_of
from automation.core.frames import Book, last_heard
from automation.core.matching import open_requisitions
from automation.core.model import Band, Conventions, FollowUpFrame, MatchFrame, ShelveReason, Status, each_row
from automation.core.pool import exclusion
from automation.core.skills import Dictionary
from automation.core.text import key_of

WINDOW = 90
# Fewer than this are told as counts: a share of four people says nothing.
LEAST = 5
POSTED_GRACE = 2
FRESHNESS = (90, 180, 365)
GOOD_OR_BETTER = (Band.STRONG, Band.GOOD)
# Sources that mean "from the pocket" where Filled by names nobody.
POCKET_SOURCES = frozenset({"pocket", "backpocket", "rediscovery", "rediscovered", "talent pool", "silver medalist"})


@dataclass(frozen=True)
class Ratio:
    """A part of a whole, both counted."""

    part: int
    whole: int

    @property
    def share(self) -> float | None:
        """0 to 1; None where the whole is too small to say."""
        return self.part / self.whole if self.whole >= LEAST else None

    def __str__(self) -> str:
        """The two counts, and the share where it says something: "9 / 14 (64 %)"; "—" for nothing over nothing."""
        if not self.whole:
            return "—"
        share = self.share
        counts = f"{self.part:,} / {self.whole:,}"
        return counts if share is None else f"{counts} ({share:.0%})".replace("%)", " %)")


@dataclass(frozen=True)
class Window:
    """The days that are looked at, both ends included."""

    first: date
    last: date

    @staticmethod
    def ending(today: date, days: int = WINDOW) -> "Window":
        """The last so many days."""
        return Window(today - timedelta(days=days - 1), today)

    def holds(self, day: date | None) -> bool:
        """Whether a day lies in it."""
        return day is not None and self.first <= day <= self.last

    def before(self) -> "Window":
        """The same number of days before."""
        length = (self.last - self.first).days + 1
        return Window(self.first - timedelta(days=length), self.first - timedelta(days=1))


def eligible(book: Book, conventions: Conventions, today: date) -> list[Any]:
    """People who may be written to: not hired, in process, shelved for conduct or left alone; consent in order."""
    return [
        row
        for row in each_row(book.candidates)
        if not exclusion(row) and not consent_of(row, conventions, today).lacking
    ]


def pool_size(book: Book, on: date) -> int:
    """People shelved by a day and not hired by then."""
    return sum(
        1
        for row in each_row(book.candidates)
        if (row.shelved_on is None or row.shelved_on <= on) and not (row.hired_on and _hired_by(row, on))
    )


def _hired_by(row: Any, on: date) -> bool:
    try:
        return date.fromisoformat(row.hired_on) <= on
    except ValueError:
        return True


def pool_trend(book: Book, today: date, points: int = 13, step: int = 7) -> list[int]:
    """The pool's size at the end of each of the last weeks, oldest first."""
    return [pool_size(book, today - timedelta(days=step * back)) for back in reversed(range(points))]


def somebody_good(book: Book, matches: MatchFrame) -> Ratio:
    """Open requisitions with at least one Good or Strong match ÷ open requisitions."""
    wanted = set(open_requisitions(book.requisitions).index)
    good = set(matches.loc[matches["band"].isin(GOOD_OR_BETTER), "req_key"])
    return Ratio(len(wanted & good), len(wanted))


def looked_before_posting(book: Book, window: Window) -> Ratio:
    """Requisitions opened in the window with Pocket checked on by the day of posting ÷ requisitions opened in it.

    One that isn't posted has two days from opening.
    """
    opened = [row for row in each_row(book.requisitions) if window.holds(row.opened_on)]
    return Ratio(sum(map(_checked_in_time, opened)), len(opened))


def _checked_in_time(row: Any) -> bool:
    limit = row.posted_on or row.opened_on + timedelta(days=POSTED_GRACE)
    return row.pocket_checked_on is not None and row.pocket_checked_on <= limit


def rediscovery(book: Book, window: Window) -> Ratio:
    """Requisitions filled in the window by somebody shelved before they opened ÷ those filled with a known source."""
    filled = [row for row in each_row(book.requisitions) if window.holds(row.filled_on) and row.status is Status.FILLED]
    known = [row for row in filled if row.filled_by or row.hire_source]
    return Ratio(sum(_from_pocket(book, row) for row in known), len(known))


def _from_pocket(book: Book, requisition: Any) -> bool:
    key = key_of(requisition.filled_by)
    if key in book.candidates.index:
        shelved = book.candidates.at[key, "shelved_on"]
        return bool(shelved and requisition.opened_on and shelved < requisition.opened_on)
    return key_of(requisition.hire_source) in POCKET_SOURCES


def pocket_on_slate(book: Book, matches: MatchFrame) -> Ratio:
    """Open requisitions whose slate has somebody shelved before they opened ÷ open requisitions with a slate."""
    shelved = book.candidates["shelved_on"]
    opened = book.requisitions["opened_on"]
    slates: dict[str, bool] = {}
    for req, candidate in zip(matches["req_key"], matches["candidate_key"], strict=True):
        before, since = shelved.get(candidate), opened.get(req)
        slates[req] = slates.get(req, False) or bool(before and since and before < since)
    return Ratio(sum(slates.values()), len(slates))


@dataclass(frozen=True)
class Overdue:
    """Follow-ups whose day has passed.

    Attributes:
        count: How many.
        orphaned: How many of them have no owner.
        median_days: How long past their day, in the middle; None where there are none.
        by_owner: Owner ("" for nobody) → how many, most first.
    """

    count: int
    orphaned: int
    median_days: float | None
    by_owner: dict[str, int]


def overdue(follow_ups: FollowUpFrame, today: date) -> Overdue:
    """Follow-ups with a day before today."""
    late = [row for row in each_row(follow_ups) if row.on is not None and row.on < today]
    owners = Counter(row.owner for row in late)
    return Overdue(
        len(late),
        owners.get("", 0),
        median((today - row.on).days for row in late) if late else None,
        dict(owners.most_common()),
    )


def freshness(people: Iterable[Any], today: date) -> dict[str, int]:
    """Eligible people by how long ago both sides were in contact; a message without an answer counts for nothing."""
    labels = (f"up to {FRESHNESS[0]} days", *(f"up to {days} days" for days in FRESHNESS[1:]), "older", "never")
    counts = dict.fromkeys(labels, 0)
    for row in people:
        heard = last_heard(row)
        days = None if heard is None else (today - heard).days
        place = next((at for at, most in enumerate(FRESHNESS) if days is not None and days <= most), None)
        counts[labels[place] if place is not None else labels[-1] if days is None else labels[-2]] += 1
    return counts


def fresh(people: Sequence[Any], today: date, days: int = 180) -> Ratio:
    """Eligible people with two-way contact within 180 days ÷ eligible people."""
    heard = [last_heard(row) for row in people]
    return Ratio(sum(1 for day in heard if day and (today - day).days <= days), len(people))


def reason_quality(book: Book, window: Window) -> Ratio:
    """People shelved in the window with a reason other than blank or Other ÷ people shelved in it."""
    shelved = [row for row in each_row(book.candidates) if window.holds(row.shelved_on)]
    told = sum(1 for row in shelved if row.shelve_reason not in {None, ShelveReason.OTHER})
    return Ratio(told, len(shelved))


def time_to_slate(book: Book, window: Window) -> float | None:
    """Days from opening to Slate presented on, in the middle, of slates presented in the window; None without any."""
    days = [
        (row.slate_presented_on - row.opened_on).days
        for row in each_row(book.requisitions)
        if window.holds(row.slate_presented_on) and row.opened_on and row.opened_on <= row.slate_presented_on
    ]
    return median(days) if days else None


def unplanned(people: Sequence[Any], follow_ups: FollowUpFrame) -> Ratio:
    """Eligible people without a next date or without an owner ÷ eligible people."""
    planned = {row.key for row in each_row(follow_ups) if row.on is not None and row.owner}
    return Ratio(sum(1 for row in people if row.Index not in planned), len(people))


@dataclass(frozen=True)
class Skill:
    """A skill that open requisitions ask for: how many ask, and how many eligible people have it."""

    name: str
    asked: int
    held: int


def supply_and_demand(book: Book, people: Sequence[Any], most: int = 15) -> list[Skill]:
    """The must-have skills that open requisitions ask for most, and how many eligible people list them."""
    dictionary = Dictionary(book.aliases)
    names: dict[tuple[str, ...], str] = {}
    asked: Counter[tuple[str, ...]] = Counter()
    for row in each_row(open_requisitions(book.requisitions)):
        terms = {dictionary.term(text): text for text in row.must}
        names |= {term: text for term, text in terms.items() if term not in names}
        asked.update(term for term in terms if term)
    held: Counter[tuple[str, ...]] = Counter()
    for row in people:
        held.update({dictionary.term(text) for text in row.skills} & asked.keys())
    ordered = sorted(asked, key=lambda term: (-asked[term], names[term].casefold()))
    return [Skill(names[term], asked[term], held[term]) for term in ordered[:most]]


@dataclass(frozen=True)
class Load:
    """What lies on a recruiter: open requisitions, and follow-ups that are overdue or due within a week."""

    recruiter: str
    requisitions: int
    follow_ups: int


def load(book: Book, follow_ups: FollowUpFrame, today: date) -> list[Load]:
    """Open requisitions per recruiter beside the follow-ups they owe; the heaviest first, nobody's as ""."""
    wanted = Counter(row.recruiter for row in each_row(open_requisitions(book.requisitions)))
    soon = today + timedelta(days=7)
    owed = Counter(row.owner for row in each_row(follow_ups) if row.on is not None and row.on <= soon)
    spelled: dict[str, str] = {}
    for name in (*wanted, *owed):
        spelled.setdefault(key_of(name), name)
    found = [
        Load(
            name,
            sum(count for other, count in wanted.items() if key_of(other) == key),
            sum(count for other, count in owed.items() if key_of(other) == key),
        )
        for key, name in spelled.items()
    ]
    return sorted(found, key=lambda one: (-(one.requisitions + one.follow_ups), one.recruiter))


def missed_pocket(book: Book, strong_before: Iterable[tuple[str, str]], window: Window) -> Ratio:
    """Requisitions filled from elsewhere in the window although a Strong match was waiting ÷ requisitions filled.

    Args:
        book: The workbook.
        strong_before: Pairs (compared keys: requisition, candidate) that were Strong at some time.
        window: The days looked at.
    """
    filled = [row for row in each_row(book.requisitions) if window.holds(row.filled_on) and row.status is Status.FILLED]
    waiting = {req for req, _ in strong_before}
    return Ratio(sum(1 for row in filled if row.Index in waiting and not _from_pocket(book, row)), len(filled))


def concentration(book: Book, window: Window) -> tuple[str, Ratio]:
    """The champion named most often by people hired from the pocket in the window, and their share of those hires."""
    hires = [
        str(book.candidates.at[key_of(row.filled_by), "champion"])
        for row in each_row(book.requisitions)
        if window.holds(row.filled_on) and key_of(row.filled_by) in book.candidates.index and _from_pocket(book, row)
    ]
    named = Counter(name for name in hires if name)
    if not named:
        return "", Ratio(0, len(hires))
    name, count = named.most_common(1)[0]
    return name, Ratio(count, len(hires))
