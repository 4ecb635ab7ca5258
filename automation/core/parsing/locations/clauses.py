"""The clauses of a cell of locations, read word by word: how each place stands to the person, and how they work."""

from collections.abc import Sequence
from dataclasses import dataclass, field

from automation.core.parsing.locations.places import Place
from automation.core.parsing.locations.state import (
    TODAY,
    Clause,
    Named,
    Part,
    State,
    Status,
    Target,
    Vote,
    clauses_of,
    deny,
    doubt,
    has_kind,
    is_remark,
    places_in,
    turn,
)
from automation.core.parsing.locations.tokens import Item
from automation.core.parsing.locations.words import Kind

# So many minutes, kilometres or miles away is near.
NEAR_ENOUGH = 45
_WHOLLY, _NONE = 100, 0
_WORK = frozenset({Kind.REMOTE, Kind.HYBRID, Kind.ONSITE})
_DENIALS = frozenset({Kind.NOT, Kind.REFUSES, Kind.IMPOSSIBLE})
_MOVES = frozenset({Kind.READY, Kind.LEAVING, Kind.MOVED, Kind.ANYWHERE})
_TIMES = frozenset({Kind.UNTIL, Kind.TIME, Kind.THEN})
# Signs over which a clause goes on: "not London/Leeds".
_JOINTS = frozenset({"/", "&", "+"})
# Words that say nothing beside a negation of what is before them. Where the negation is a clause of its own, other
# words make it one about something else: "Leeds (no car)".
_MUTE = frozenset({Kind.NOISE, Kind.YES, Kind.AND, Kind.PREFER, Kind.FULL, Kind.ONLY})
_POLITE = frozenset({"please", "thanks", "bitte", "danke", "merci", "gracias", "grazie", "all", "really"})


@dataclass
class Reading:
    """What the clauses of a cell say.

    Attributes:
        named: The places, in their order.
        anywhere: Whether it may be any place.
        remote: What is said about remote work.
        hybrid: What is said about work in part in an office.
        onsite_only: What is said about work in an office only.
    """

    named: list[Named] = field(default_factory=list)
    anywhere: bool = False
    remote: list[Vote] = field(default_factory=list)
    hybrid: list[Vote] = field(default_factory=list)
    onsite_only: list[Vote] = field(default_factory=list)
    _state: State = field(default_factory=State)
    # The places and ways of working of this clause, and of the last that had any.
    _targets: list[Target] = field(default_factory=list)
    _last: list[Target] = field(default_factory=list)

    @classmethod
    def of(cls, parts: Sequence[Part]) -> "Reading":
        """What all clauses of a cell say, read in their order."""
        reading = cls()
        for clause in clauses_of(parts):
            reading._clause(clause)
        return reading

    def _clause(self, clause: Clause) -> None:
        kinds = clause.kinds()
        if Kind.AVAILABLE in kinds and not (places_in(clause.parts) or kinds & _WORK):
            return
        self._begin(clause, kinds)
        for at, part in enumerate(clause.parts):
            if isinstance(part, Place):
                self._place(part, kinds)
            elif part.kind in _WORK:
                self._work(part.kind, clause, at)
            elif part.kind is not None:
                self._word(part, clause, at)
        if Kind.UNSURE in kinds or clause.asked:
            doubt(self._targets or self._last)
        if self._targets:
            self._last = list(self._targets)

    def _begin(self, clause: Clause, kinds: set[Kind]) -> None:
        """What of the clause before lasts: all of it over a slash, a doubt over a comma before mere places."""
        if clause.cut in _JOINTS:
            return
        self._targets = []
        only_places = not kinds - {Kind.NOISE, Kind.AND} and bool(places_in(clause.parts))
        if clause.cut == "→":
            self._leave()
            self._state = State(leaving=True)
        else:
            self._state = State(unsure=clause.cut == "," and only_places and not self._state.is_plain)

    def _place(self, place: Place, kinds: set[Kind]) -> None:
        state = self._state
        state.denied = state.denied and not state.denied_work
        status = state.status()
        if not place.sure and status in TODAY:
            status = Status.MAYBE
        named = Named(place, status, Kind.REMOTE in kinds)
        self.named.append(named)
        self._targets.append(named)

    def _work(self, kind: Kind, clause: Clause, at: int) -> None:
        """A way of working."""
        state, kinds = self._state, clause.kinds()
        numbers = {part.number for part in clause.parts if isinstance(part, Item) and part.number is not None}
        denied = state.denied or numbers == {_NONE}
        state.denied_work = state.denied
        if kind is Kind.HYBRID:
            self._vote(self.hybrid, would=not denied)
        elif kind is Kind.ONSITE:
            strict = kinds & {Kind.ONLY, Kind.FULL, Kind.NEEDED} or _WHOLLY in numbers
            # An office among other ways says nothing.
            self._vote(self.onsite_only, would=not denied if strict and Kind.REMOTE not in kinds else None)
        else:
            # As in "remote: n".
            denied = denied or [part.text.casefold() for part in clause.parts[at + 1 :]] == ["n"]
            partly = bool(kinds & {Kind.PARTLY, Kind.DAYS}) or any(_NONE < number < _WHOLLY for number in numbers)
            if partly:
                self._vote(self.hybrid, would=not denied)
            doubtful = partly or self._is_doubtful(clause.parts[:at], denied=denied)
            self._vote(self.remote, would=None if doubtful else not denied)

    def _vote(self, votes: list[Vote], *, would: bool | None) -> None:
        votes.append(Vote(would))
        self._targets.append(votes[-1])

    def _is_doubtful(self, before: Sequence[Part], *, denied: bool) -> bool:
        """Whether the words before remote work leave it open: "tired of", "not fully"."""
        limits = {part.kind for part in before if isinstance(part, Item)} & {Kind.FULL, Kind.ONLY, Kind.NEEDED}
        state = self._state
        return state.past or state.unsure or state.later or any(map(is_remark, before)) or bool(denied and limits)

    # -- What words do

    def _word(self, part: Item, clause: Clause, at: int) -> None:
        kind, after = part.kind, clause.parts[at + 1 :]
        if kind in _DENIALS:
            self._deny(part, after)
        elif kind in _TIMES:
            self._time(part, clause, after)
        elif kind in _MOVES:
            self._move(part, after)
        elif kind in {Kind.MINUTES, Kind.HOURS}:
            self._distance(part, clause.parts[at - 1] if at else None, after)
        elif kind in {Kind.NOW, Kind.BUT}:
            self._state = State()
        elif kind is Kind.EXCEPT:
            self._except(after)
        elif kind is Kind.PAST:
            self._past(clause, after)
        elif kind is Kind.ALL_OVER:
            turn(self._targets, Status.WHOLE)
        else:
            self._mark(kind, clause.parts[:at])

    def _except(self, after: Sequence[Part]) -> None:
        if places_in(after):
            self._state.denied, self._state.whole = True, False
        else:
            deny(self._targets[-1:])

    def _past(self, clause: Clause, after: Sequence[Part]) -> None:
        self._state.past = True
        if not places_in(after):
            turn(self._targets if places_in(clause.parts) else self._last, Status.PAST)

    def _mark(self, kind: Kind | None, before: Sequence[Part]) -> None:
        """Words that act on what follows only."""
        state = self._state
        if kind is Kind.FROM:
            # "Remote from Lisbon", "works from Lisbon", "20 km from Lisbon".
            works = bool(before) and has_kind(before[-1], Kind.REMOTE, Kind.NOISE)
            state.origin = not works and not state.near
        elif kind is Kind.TO:
            state.origin = False
        state.since = state.since or kind is Kind.SINCE
        state.wish = state.wish or kind in {Kind.WISH, Kind.PREFER}
        state.others = state.others or kind is Kind.PEOPLE
        state.near = state.near or kind is Kind.NEAR
        state.unsure = state.unsure or kind is Kind.UNSURE

    def _deny(self, part: Item, after: Sequence[Part]) -> None:
        """A negation: of what follows, else of what is before."""
        following = next((one for one in after if not has_kind(one, Kind.NOISE)), None)
        targets = self._targets or self._last
        aims = any(has_kind(one, *_WORK, *_MOVES) for one in after) or _names_place(after)
        if has_kind(following, Kind.ONLY, Kind.NEEDED):
            # "Not only remote", "does not need remote", "remote not required".
            self._state.unsure = True
            doubt(self._targets)
        elif aims and not (part.kind is Kind.IMPOSSIBLE and self._targets):
            self._state.denied, self._state.denied_work = True, False
        elif all(_is_mute(one, alone=not self._targets) for one in after):
            deny(targets[-1:])
        else:
            doubt(targets)

    def _time(self, part: Item, clause: Clause, after: Sequence[Part]) -> None:
        if self._state.since or Kind.AVAILABLE in clause.kinds():
            return
        if part.kind is not Kind.THEN and (self._targets or not places_in(after)):
            doubt(self._targets or [one for one in self._last if isinstance(one, Named)])
        self._state.later = True

    def _move(self, part: Item, after: Sequence[Part]) -> None:
        state, to_place = self._state, bool(places_in(after))
        if part.kind is Kind.ANYWHERE:
            excepted = any(has_kind(one, Kind.EXCEPT, Kind.NOT) for one in after)
            state.whole = to_place and not state.denied
            self.anywhere = self.anywhere or (not state.denied and (not to_place or excepted))
        elif state.denied:
            # "Will not relocate" changes nothing; a place after it is still denied.
            state.denied = to_place
        elif part.kind is Kind.READY:
            state.ready = True
            self.anywhere = self.anywhere or not to_place
        elif part.kind is Kind.LEAVING:
            self._leave()
            state.leaving = True
        else:
            state.moved = True
            if to_place and not has_kind(after[0], Kind.FROM):
                self._leave()

    def _leave(self) -> None:
        """What was said to be the place is not sure any more."""
        doubt([one for one in self.named if one.status in TODAY])

    def _distance(self, part: Item, before: Part | None, after: Sequence[Part]) -> None:
        """How far a place is that follows: "30 min from Bristol"."""
        number = part.number if part.number is not None or not isinstance(before, Item) else before.number
        if places_in(after) and (number is not None or part.kind is Kind.HOURS):
            close = part.kind is Kind.MINUTES and number is not None and number <= NEAR_ENOUGH
            self._state.near, self._state.unsure = close, self._state.unsure or not close


def _is_mute(part: Part, *, alone: bool) -> bool:
    if alone and has_kind(part, Kind.NOISE):
        return part.text.casefold() in _POLITE
    return has_kind(part, *_MUTE)


def _names_place(parts: Sequence[Part]) -> bool:
    return any(isinstance(part, Place) and not is_remark(part) for part in parts)
