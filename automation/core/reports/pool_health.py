"""Figures about the pocket: its candidates, their follow-ups, and their skills.

Each figure is one pure function. The first paragraph of its docstring is the definition that users read next to it.
Figures about hiring are in `hiring_metrics`, about messages in `outreach_metrics`.
"""

from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from statistics import median
from typing import Any

from automation.core.matching.scoring import open_requisitions
from automation.core.model import FollowUpFrame, ShelveReason, each_row
from automation.core.reports.time_windows import Ratio, Window
from automation.core.tabs.run_log import Run
from automation.core.taxonomy.skill_index import SkillIndex
from automation.core.text import key_of
from automation.core.workbook.contacts import contact_or_shelving
from automation.core.workbook.exclusions import unreachable
from automation.core.workbook.parsed_workbook import Book

FRESHNESS = (90, 180, 365)
FRESH = 180
STALE = 365
SOON = 7


def eligible(book: Book) -> list[Any]:
    """People you may write to: not hired, in process, do-not-contact or shelved for conduct; consent in order."""
    return [row for row in book.people.values() if not unreachable(row)]


@dataclass(frozen=True)
class Overdue:
    """Follow-ups that are overdue.

    Attributes:
        count: How many.
        orphaned: How many of them have no owner.
        median_days: By how many days they are overdue, as the median; None where there are none.
        by_owner: Owner ("" for unassigned) → how many, most first.
    """

    count: int
    orphaned: int
    median_days: float | None
    by_owner: Mapping[str, int]


def overdue(follow_ups: FollowUpFrame, today: date) -> Overdue:
    """Follow-ups whose due date has passed, with or without an owner."""
    late = [(on, str(owner)) for on, owner in _planned(follow_ups) if on < today]
    owners = Counter(owner for _, owner in late)
    return Overdue(
        len(late),
        owners.get("", 0),
        median((today - on).days for on, _ in late) if late else None,
        dict(owners.most_common()),
    )


def _planned(follow_ups: FollowUpFrame) -> Iterable[tuple[date, Any]]:
    """The day and the owner of each follow-up with a day."""
    both = zip(follow_ups["on"], follow_ups["owner"], strict=True)
    return ((on, owner) for on, owner in both if on is not None)


def freshness(people: Iterable[Any], today: date) -> dict[str, int]:
    """Eligible people by the time since two-way contact, or since they were shelved. A message alone does not count.

    Returns:
        Label → how many, freshest first; every label is present.
    """
    counts = dict.fromkeys((*FRESHNESS_LABELS, "older", "no date"), 0)
    for row in people:
        counts[age_label(contact_or_shelving(row), today)] += 1
    return counts


FRESHNESS_LABELS = tuple(f"up to {days} days" for days in FRESHNESS)


def age_label(contact: date | None, today: date) -> str:
    """The group that a last contact falls into."""
    if contact is None:
        return "no date"
    days = (today - contact).days
    return next((label for most, label in zip(FRESHNESS, FRESHNESS_LABELS, strict=True) if days <= most), "older")


def fresh(people: Sequence[Any], today: date) -> Ratio:
    """Eligible people with two-way contact, or shelved, within 180 days ÷ eligible people."""
    contacts = [contact_or_shelving(row) for row in people]
    return Ratio(sum(1 for day in contacts if day and (today - day).days <= FRESH), len(people))


def stale(people: Sequence[Any], today: date) -> Ratio:
    """Eligible people without two-way contact, or shelving, within 365 days ÷ eligible people."""
    contacts = [contact_or_shelving(row) for row in people]
    return Ratio(sum(1 for day in contacts if not day or (today - day).days > STALE), len(people))


def reason_quality(book: Book, window: Window) -> Ratio:
    """People shelved in the window with a reason other than blank or Other ÷ people shelved in it."""
    found = shelved_in(book, window)
    return Ratio(sum(has_reason for _, has_reason in found), len(found))


def shelved_in(book: Book, window: Window) -> list[tuple[Any, bool]]:
    """Each person shelved in the window, and whether their reason is neither blank nor Other."""
    return [
        (row, row.shelve_reason not in {None, ShelveReason.OTHER})
        for row in book.people.values()
        if window.holds(row.shelved_on)
    ]


def unplanned(people: Sequence[Any], follow_ups: FollowUpFrame) -> Ratio:
    """Eligible people without a next date or without an owner ÷ eligible people."""
    return Ratio(len(without_plan(people, follow_ups)), len(people))


def without_plan(people: Sequence[Any], follow_ups: FollowUpFrame) -> list[Any]:
    """The people without a next date or without an owner."""
    rows = zip(follow_ups["key"], follow_ups["on"], follow_ups["owner"], strict=True)
    planned = {key for key, on, owner in rows if on is not None and owner}
    return [row for row in people if row.Index not in planned]


@dataclass(frozen=True)
class Skill:
    """A skill that open requisitions ask for: how many ask, and how many eligible people list it."""

    name: str
    asked: int
    held: int


def supply_and_demand(book: Book, people: Sequence[Any], most: int = 15) -> list[Skill]:
    """The must-have skills that open requisitions ask for most, and how many eligible people list them.

    Skills are compared as matching compares them: k8s is Kubernetes.
    """
    dictionary = book.dictionary
    names: dict[Any, str] = {}
    asked: Counter[Any] = Counter()
    for row in each_row(open_requisitions(book.requisitions)):
        terms = {dictionary.term(text): text for text in row.must}
        for term, text in terms.items():
            names.setdefault(term, text)
        asked.update(term for term in terms if term)
    index = SkillIndex([row.skills for row in people], dictionary)
    ordered = sorted(asked, key=lambda term: (-asked[term], names[term].casefold()))[:most]
    return [Skill(names[term], asked[term], len(set(index.holders(names[term]).listing.tolist()))) for term in ordered]


def behind_skill(book: Book, people: Sequence[Any], name: str) -> tuple[list[Any], list[Any]]:
    """The open requisitions that ask for a skill as a must-have, and those of the people who list it."""
    dictionary = book.dictionary
    term = dictionary.term(name)
    asking = [
        row
        for row in each_row(open_requisitions(book.requisitions))
        if term in {dictionary.term(text) for text in row.must}
    ]
    holders = sorted(set(SkillIndex([row.skills for row in people], dictionary).holders(name).listing.tolist()))
    return asking, [people[at] for at in holders]


@dataclass(frozen=True)
class Load:
    """A recruiter's work: open requisitions, and follow-ups that are overdue or due within a week.

    Attributes:
        recruiter: The name; "" for unassigned work.
        requisitions: Open requisitions.
        follow_ups: Follow-ups that are overdue or due within 7 days.
        overdue: How many of the follow-ups are overdue.
    """

    recruiter: str
    requisitions: int
    follow_ups: int
    overdue: int = 0


def load(book: Book, follow_ups: FollowUpFrame, today: date, named: Callable[[str], str] = str) -> list[Load]:
    """Open requisitions of each recruiter, and their follow-ups that are overdue or due within 7 days.

    Args:
        book: The workbook.
        follow_ups: The next one of each candidate.
        today: The day.
        named: A recruiter's name, from how a cell has them: cells of one name are one recruiter's.

    Returns:
        The heaviest load first; unassigned work under "".
    """
    soon = today + timedelta(days=SOON)
    wanted = [named(row.recruiter) for row in each_row(open_requisitions(book.requisitions))]
    planned = [(on, named(owner)) for on, owner in _planned(follow_ups) if on <= soon]
    owed = [owner for _, owner in planned]
    spelled: dict[str, str] = {}
    for name in (*wanted, *owed):
        spelled.setdefault(key_of(name), str(name))
    reqs, debts = Counter(map(key_of, wanted)), Counter(map(key_of, owed))
    late = Counter(key_of(owner) for on, owner in planned if on < today)
    found = [Load(name, reqs[key], debts[key], late[key]) for key, name in spelled.items()]
    return sorted(found, key=lambda one: (-(one.requisitions + one.follow_ups), one.recruiter))


def run_trend(runs: Sequence[Run], column: str, window: Window) -> list[int]:
    """A count of the run log by day, oldest first: from the last run of each day of the window that has it."""
    by_day: dict[str, int] = {}
    for run in runs:
        day, count = run.cells.get("today", ""), run.cells.get(column, "")
        if count.isascii() and count.isdigit() and len(count) < LONGEST_COUNT and _in(window, day):
            by_day.setdefault(day, int(count))
    return [by_day[day] for day in sorted(by_day)]


# In digits. Counts are never that long; a longer number is damage.
LONGEST_COUNT = 10


def _in(window: Window, day: str) -> bool:
    try:
        return window.holds(date.fromisoformat(day))
    except ValueError:
        return False
