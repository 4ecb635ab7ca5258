"""From the pocket to a hire: how many people, and pairs of a person and a requisition, reached each step.

By cohort: of the pairs that were first seen on a slate in the window, those that reached each step since. By activity:
what happened in the window, whenever the pair was first seen.
"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from typing import Any

from automation.core.ledger.events import ALERTS, Answer, Event, State
from automation.core.ledger.persons import History
from automation.core.ledger.replies import is_contact
from automation.core.model import Band, MatchFrame, Status, each_row
from automation.core.reports.hiring_metrics import presented
from automation.core.reports.stays import in_pocket
from automation.core.reports.time_windows import Window
from automation.core.tabs.previous_run import Pairs
from automation.core.text import key_of
from automation.core.workbook.action_log import Kind
from automation.core.workbook.action_state import ActionState
from automation.core.workbook.parsed_workbook import Book

STEPS = ("pocket", "matched", "contacted", "replied", "interested", "slate", "hired")
# Compared keys: requisition ("" for a message about none), candidate.
Pair = tuple[str, str]
# When each pair reached a step, the first time.
Reached = Mapping[Pair, date]


@dataclass(frozen=True)
class Step:
    """How many reached a step: people, each counted once, and pairs of a person and a requisition."""

    name: str
    people: int
    pairs: int


@dataclass(frozen=True)
class Facts:
    """What the steps are counted from.

    Attributes:
        book: The workbook.
        pairs: What is remembered of each requisition and candidate (compared keys).
        matches: The slates of now.
        history: Messages and replies.
        actions: What people did in the dashboard.
        window: The days to look at.
    """

    book: Book
    pairs: Pairs
    matches: MatchFrame
    history: History
    actions: ActionState
    window: Window

    @cached_property
    def pocket(self) -> list[str]:
        """Compared keys of the people in the pocket today, or hired since the window began."""
        people = {str(row.Index): row for row in in_pocket(self.book, self.window.last)}
        hired = {candidate for (_, candidate), day in self.hired.items() if self.window.holds(day)}
        return [key for key in self.book.people if key in people or key in hired]

    @cached_property
    def surfaced(self) -> Reached:
        """Every pair that was on a slate, with the day on which it was first seen there."""
        return {pair: known.first_seen_on for pair, known in self.pairs.items() if pair[1] in self.book.people}

    @cached_property
    def weak(self) -> frozenset[Pair]:
        """The pairs that are on a slate now with less than a Possible match."""
        return frozenset((row.req_key, row.candidate_key) for row in each_row(self.matches) if row.band == Band.NONE)

    @cached_property
    def steps(self) -> Mapping[str, Reached]:
        """Step → the pairs that reached it, from `matched` on."""
        matched = {pair: day for pair, day in self.surfaced.items() if pair not in self.weak}
        reached = (matched, self.contacted, self.replied, self.interested, self.slate, self.hired)
        return dict(zip(STEPS[1:], reached, strict=True))

    @cached_property
    def written(self) -> Reached:
        """The pairs that a message arrived about, alerts included."""
        return self._arrived(lambda _: True)

    @cached_property
    def contacted(self) -> Reached:
        """The pairs that a message arrived about; about an alert only those on which the candidate replied."""
        personal = self._arrived(lambda step: step not in ALERTS)
        return _first([*personal.items(), *(one for one in self.replied.items() if one[0] in self.written)])

    def _arrived(self, counts: Callable[[str], bool]) -> Reached:
        return _first(
            ((key_of(req), row), send.at.date())
            for row, sends in self.history.sends.items()
            for send in sends
            if send.state is State.SENT and self.history.state.reached(send) and counts(send.queued.step)
            for req in send.queued.requisitions or ("",)
        )

    @cached_property
    def replied(self) -> Reached:
        """The pairs about which the candidate replied, whatever they said."""
        return self._replies(is_contact)

    @cached_property
    def interested(self) -> Reached:
        """The pairs that the candidate is interested in."""
        return self._replies(lambda one: one.state == Answer.INTERESTED)

    def _replies(self, counts: Callable[[Event], bool]) -> Reached:
        def about(reply: Event) -> Iterable[str]:
            send = self.history.state.sends.get(reply.send_id)
            return reply.requisitions or (send.queued.requisitions if send else ()) or ("",)

        return _first(
            ((key_of(req), row), reply.at.date())
            for row, replies in self.history.replies.items()
            for reply in replies
            if counts(reply)
            for req in about(reply)
        )

    @cached_property
    def slate(self) -> Reached:
        """The pairs that a person shortlisted, or that were on a slate when it was presented; and those hired."""
        shortlisted = (
            (line.pair, line.on)
            for line in self.actions.lines
            if line.kind is Kind.SHORTLISTED and line.action_id not in self.actions.undone
        )
        rows = self.book.requisition_rows
        shown = (
            ((req, candidate), rows[req].slate_presented_on)
            for req, candidates in presented(self.book, self.pairs).items()
            for candidate in candidates
        )
        return _first([*shortlisted, *shown, *self.hired.items()])

    @cached_property
    def hired(self) -> Reached:
        """The pairs of a filled requisition and the candidate of the workbook who filled it."""
        return {
            (str(row.Index), key_of(row.filled_by)): row.filled_on
            for row in each_row(self.book.requisitions)
            if row.status is Status.FILLED and row.filled_on and key_of(row.filled_by) in self.book.people
        }


def cohort(facts: Facts, *, keep: Callable[[Pair], bool] = lambda _: True) -> list[Step]:
    """Of the pairs first seen on a slate in the window, how many reached each step since.

    Args:
        facts: What is counted.
        keep: Whether a pair belongs to the group that is looked at; for a person as such the requisition is "".
    """
    own = {pair for pair, day in facts.surfaced.items() if facts.window.holds(day)}
    return _counted(facts, own, lambda reached: own & reached.keys(), keep)


def activity(facts: Facts, *, keep: Callable[[Pair], bool] = lambda _: True) -> list[Step]:
    """How many pairs reached each step in the window, whenever they were first seen on a slate."""
    seen = {pair for pair, day in facts.surfaced.items() if facts.window.holds(day)}
    return _counted(
        facts, seen, lambda reached: {pair for pair, day in reached.items() if facts.window.holds(day)}, keep
    )


def _counted(
    facts: Facts, seen: set[Pair], of: Callable[[Reached], set[Pair]], keep: Callable[[Pair], bool]
) -> list[Step]:
    persons = facts.history.persons

    def step(name: str, pairs: Iterable[Pair], people: Iterable[str]) -> Step:
        who = {persons.of(key).keys[0] for key in people}
        return Step(name, len(who), len({(req, persons.of(key).keys[0]) for req, key in pairs if req}))

    kept = [pair for pair in seen if keep(pair)]
    in_it = {key for key in facts.pocket if keep(("", key))} | {key for _, key in kept}
    found = [step("pocket", kept, in_it)]
    for name, reached in facts.steps.items():
        own = [pair for pair in of(reached) if keep(pair)]
        found.append(step(name, own, (key for _, key in own)))
    return found


def _first(days: Iterable[tuple[Pair, date]]) -> dict[Pair, date]:
    found: dict[Pair, date] = {}
    for pair, day in days:
        found[pair] = min(day, found.get(pair, day))
    return found


# Group → of a candidate's row, its name in that group.
_PERSONAL: Mapping[str, Callable[[Any], str]] = {
    "shelve_reason": lambda row: str(row.shelve_reason or ""),
    "owner": lambda row: str(row.owner),
    "source": lambda row: str(row.source),
}


def by_group(facts: Facts) -> dict[str, dict[str, Sequence[Step]]]:
    """The funnel by cohort for each shelve reason, owner and source of people, and each role family of requisitions.

    Returns:
        "shelve_reason", "owner", "role_family", "source" → name as first written ("" for none) → the steps.
    """
    people, requisitions = facts.book.people, facts.book.requisition_rows
    found: dict[str, dict[str, Sequence[Step]]] = {}
    for group, name_of in _PERSONAL.items():
        names = {key: name_of(row) for key, row in people.items()}
        found[group] = _by_name(facts, names, 1, _shown(names[key] for key in facts.pocket))
    families = {key: str(row.family) for key, row in requisitions.items()}
    found["role_family"] = _by_name(facts, families, 0, _shown(families.values()))
    return {group: found[group] for group in ("shelve_reason", "owner", "role_family", "source")}


def _by_name(facts: Facts, names: Mapping[str, str], side: int, shown: Mapping[str, str]) -> dict[str, Sequence[Step]]:
    """The funnel of each name that the rows on one side of the pairs have."""

    def of(own: str) -> Callable[[Pair], bool]:
        return lambda pair: bool(pair[side]) and key_of(names.get(pair[side], "")) == own

    return {name: cohort(facts, keep=of(own)) for own, name in shown.items()}


def _shown(names: Iterable[str]) -> dict[str, str]:
    """Compared name → as it is first written."""
    found: dict[str, str] = {}
    for name in names:
        found.setdefault(key_of(name), name)
    return dict(sorted(found.items()))
