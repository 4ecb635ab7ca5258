"""Figures about hiring: whether the pocket is checked before posting, and whether requisitions are filled from it.

Each figure is one pure function. The first paragraph of its docstring is the definition that users read next to it.
"""

from collections import Counter
from collections.abc import Collection, Mapping
from datetime import date, timedelta
from typing import Any

from automation.core.matching.scoring import open_requisitions
from automation.core.model import Band, MatchFrame, Status, each_row
from automation.core.reports.time_windows import Days, Ratio, Window
from automation.core.tabs.previous_run import Pair, Pairs
from automation.core.text import key_of, names_in, plain
from automation.core.workbook.contacts import in_contact
from automation.core.workbook.parsed_workbook import Book

# Days after opening within which the pocket of a requisition that is not posted may still be checked.
GRACE = 2
# Good or Strong matches that a requisition is covered by.
COVERED = 3
GOOD_OR_BETTER = (Band.STRONG, Band.GOOD)
# Hire sources that mean "from the pocket", where Filled by names no candidate.
POCKET_SOURCES = frozenset(
    names_in("""
        pocket, backpocket, back pocket, rediscovery, rediscovered, re discovery, talent pool, talentpool,
        talent pool candidate, silver medalist, silver medallist, pocket candidate, backpocket candidate
    """)
)
_BEFORE_SOURCE = frozenset({"from", "the", "our", "via"})


def coverage(book: Book, matches: MatchFrame) -> Ratio:
    """Open requisitions with at least three Good or Strong matches ÷ open requisitions."""
    wanted = set(open_requisitions(book.requisitions).index)
    good = Counter(matches.having("band", *GOOD_OR_BETTER)["req_key"])
    return Ratio(sum(good[key] >= COVERED for key in wanted), len(wanted))


def somebody_good(book: Book, matches: MatchFrame) -> Ratio:
    """Open requisitions with at least one Good or Strong match ÷ open requisitions."""
    wanted = set(open_requisitions(book.requisitions).index)
    good = set(matches.having("band", *GOOD_OR_BETTER)["req_key"])
    return Ratio(len(wanted & good), len(wanted))


def looked_before_posting(book: Book, window: Window) -> Ratio:
    """Requisitions opened in the window whose pocket was checked by the day of posting ÷ requisitions opened in it.

    A requisition that is not posted has two days from opening, and does not count before they are over.
    """
    checked = [in_time for _, in_time in checks(book, window) if in_time is not None]
    return Ratio(sum(checked), len(checked))


def checks(book: Book, window: Window) -> list[tuple[Any, bool | None]]:
    """Each requisition opened in the window, and whether its pocket was checked in time; None while there is time."""
    opened = [row for row in each_row(book.requisitions) if window.holds(row.opened_on)]
    return [(row, _checked_in_time(row, window.last)) for row in opened]


def _checked_in_time(row: Any, today: date) -> bool | None:
    limit = row.posted_on or row.opened_on + timedelta(days=GRACE)
    if row.pocket_checked_on is not None:
        return bool(row.pocket_checked_on <= limit)
    return None if row.posted_on is None and today <= limit else False


def rediscovery(book: Book, window: Window) -> Ratio:
    """Requisitions filled in the window by a candidate shelved before they opened ÷ filled from a known source."""
    known = [row for row in filled(book, window) if row.filled_by or row.hire_source]
    return Ratio(sum(from_pocket(book, row) for row in known), len(known))


def filled(book: Book, window: Window) -> list[Any]:
    """Requisitions filled in the window."""
    return [row for row in each_row(book.requisitions) if row.status is Status.FILLED and window.holds(row.filled_on)]


def from_pocket(book: Book, requisition: Any) -> bool:
    """Whether a requisition was filled by a candidate shelved before it opened: by Filled by, else by Hire source."""
    key = key_of(requisition.filled_by)
    if key and key in book.people:
        shelved = book.people[key].shelved_on
        return bool(shelved and requisition.opened_on and shelved < requisition.opened_on)
    return _is_pocket(requisition.hire_source)


def _is_pocket(source: str) -> bool:
    """Whether a hire source means the pocket: "Talent pool", "from our pocket"."""
    return " ".join(word for word in plain(source).split() if word not in _BEFORE_SOURCE) in POCKET_SOURCES


def pocket_on_slate(book: Book, pairs: Pairs, window: Window) -> Ratio:
    """Slates presented in the window that had a candidate shelved before their requisition opened ÷ slates presented.

    A candidate was on a slate if they were first seen on it by the day it was presented. Where nothing is recorded from
    before that day, the slate of now counts.
    """
    slates = slates_from_pocket(book, pairs, window)
    return Ratio(sum(slates.values()), len(slates))


def slates_from_pocket(book: Book, pairs: Pairs, window: Window) -> dict[str, bool]:
    """Requisition with a slate presented in the window (compared key) → whether a pocket candidate was on it."""
    on_slates = presented(book, pairs)
    return {
        str(row.Index): from_pocket(book, row)
        or any(is_pocket_candidate(book, key, row) for key in on_slates.get(str(row.Index), ()))
        for row in each_row(book.requisitions)
        if window.holds(row.slate_presented_on)
    }


def is_pocket_candidate(book: Book, key: str, requisition: Any) -> bool:
    """Whether a candidate (compared key) was shelved before a requisition opened."""
    shelved = book.people[key].shelved_on if key in book.people else None
    return bool(shelved and requisition.opened_on and shelved < requisition.opened_on)


def presented(book: Book, pairs: Pairs) -> dict[str, list[str]]:
    """Requisition whose slate was presented → the candidates who were on it (compared keys)."""
    seen: dict[str, list[tuple[str, date]]] = {}
    for (req, candidate), pair in pairs.items():
        seen.setdefault(req, []).append((candidate, pair.first_seen_on))
    found = {}
    for row in each_row(book.requisitions):
        known = seen.get(str(row.Index), [])
        if row.slate_presented_on is not None:
            by_then = [key for key, day in known if day <= row.slate_presented_on]
            found[str(row.Index)] = by_then or [key for key, _ in known]
    return found


def time_to_slate(book: Book, window: Window) -> Days:
    """Days from opening to Slate presented on, of slates presented in the window."""
    return Days([days for _, days in slates_presented(book, window)])


def slates_presented(book: Book, window: Window) -> list[tuple[Any, int]]:
    """Each requisition whose slate was presented in the window, and the days that took from opening."""
    return [
        (row, (row.slate_presented_on - row.opened_on).days)
        for row in each_row(book.requisitions)
        if window.holds(row.slate_presented_on) and row.opened_on and row.opened_on <= row.slate_presented_on
    ]


def time_to_fill(book: Book, window: Window) -> Days:
    """Days from opening to Filled on, of requisitions filled in the window."""
    return Days([days for _, days in days_to_fill(book, window)])


def days_to_fill(book: Book, window: Window) -> list[tuple[Any, int]]:
    """Each requisition filled in the window, and the days that took from opening."""
    return [
        (row, (row.filled_on - row.opened_on).days)
        for row in filled(book, window)
        if row.opened_on and row.opened_on <= row.filled_on
    ]


def pocket_first(requisition: Any, today: date) -> bool:
    """Whether the pocket was checked by the day of posting, or within two days of opening."""
    return bool(requisition.opened_on and _checked_in_time(requisition, today))


def source_of_hire(book: Book, window: Window) -> dict[str, int]:
    """Requisitions filled in the window by source: the pocket, else Hire source, else unknown; most first."""
    return dict(Counter(source_of(book, row) for row in filled(book, window)).most_common())


def source_of(book: Book, requisition: Any) -> str:
    """Where a filled requisition's hire came from: "pocket", the words of Hire source, or "unknown"."""
    if from_pocket(book, requisition):
        return "pocket"
    source = key_of(requisition.hire_source)
    return source if source and not _is_pocket(source) else "unknown"


def missed_pocket(
    book: Book,
    pairs: Mapping[tuple[str, str], Pair],
    window: Window,
    written: Collection[tuple[str, str]] = (),
) -> Ratio:
    """Requisitions filled from elsewhere while a Strong pocket candidate was not contacted ÷ requisitions filled.

    The candidate was Strong when it opened, was shelved before that, and has had neither contact since nor a message
    about it. If the requisition was typed in after its opening day, the first slate counts.

    Args:
        book: The workbook.
        pairs: What is remembered of each requisition and candidate (compared keys).
        window: The days to look at.
        written: The pairs that a message went out about.
    """
    waiting = [keys for _, keys in missed(book, pairs, window, written)]
    return Ratio(sum(map(bool, waiting)), len(filled(book, window)))


def missed(
    book: Book,
    pairs: Mapping[tuple[str, str], Pair],
    window: Window,
    written: Collection[tuple[str, str]] = (),
) -> list[tuple[Any, list[str]]]:
    """Each requisition filled from elsewhere, and who was Strong when it opened and not contacted (compared keys)."""
    waiting: dict[str, list[tuple[str, date]]] = {}
    first_slate: dict[str, date] = {}
    for (req, candidate), pair in pairs.items():
        first_slate[req] = min(pair.first_seen_on, first_slate.get(req, pair.first_seen_on))
        if pair.strong_since and candidate in book.candidates.index and (req, candidate) not in written:
            waiting.setdefault(req, []).append((candidate, pair.strong_since))
    elsewhere = [row for row in filled(book, window) if not from_pocket(book, row)]

    def waited(requisition: Any, key: str, strong: date) -> bool:
        person, opened = book.people[key], requisition.opened_on
        shelved_before = bool(opened and person.shelved_on and person.shelved_on < opened)
        contact = in_contact(person)
        in_touch = bool(opened and contact and contact >= opened)
        by_then = bool(opened and strong <= max(opened, first_slate[str(requisition.Index)]))
        return by_then and strong <= requisition.filled_on and shelved_before and not in_touch

    return [
        (row, [key for key, strong in waiting.get(str(row.Index), ()) if waited(row, key, strong)]) for row in elsewhere
    ]


def concentration(book: Book, window: Window) -> list[tuple[str, Ratio]]:
    """Hires from the pocket in the window by the champion who named them ÷ hires from the pocket, most first.

    Hires without a champion are under "".
    """
    hires = [
        str(book.people[key_of(row.filled_by)].champion)
        for row in filled(book, window)
        if key_of(row.filled_by) in book.people and from_pocket(book, row)
    ]
    named = Counter(map(key_of, hires))
    spelled = {key_of(name): name for name in reversed(hires)}
    ordered = sorted(named, key=lambda key: (-named[key], key))
    return [(spelled[key], Ratio(named[key], len(hires))) for key in ordered]
