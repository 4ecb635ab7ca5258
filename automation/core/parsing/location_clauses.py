"""The clauses of a cell of locations, read word by word: how each place stands to the person, and what the work is."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from enum import Enum

from automation.core.parsing.location_groups import Place
from automation.core.parsing.location_tokens import Item
from automation.core.parsing.location_words import Kind

# So many minutes or kilometres away is near.
NEAR_ENOUGH = 45
_WHOLLY, _NONE = 100, 0

Part = Item | Place


class Status(Enum):
    """How a place stands to the person."""

    HERE = "they are there"
    NEAR = "they are near it"
    WHOLE = "any town in it"
    MAYBE = "they may be there, or may go there"
    PAST = "they were there"
    NOT = "they are not there"


# Where a person is today.
TODAY = frozenset({Status.HERE, Status.NEAR, Status.WHOLE})


@dataclass
class Named:
    """A place that a cell names, and how it stands to the person; `by_remote` where it says from where they work."""

    place: Place
    status: Status
    by_remote: bool = False


@dataclass
class Vote:
    """What one clause says about remote work: True, False, or None for a doubt."""

    remote: bool | None


Target = Named | Vote


@dataclass
class _State:
    """What the words before a place or a way of working in its clause do to it."""

    denied: bool = False
    denied_work: bool = False
    past: bool = False
    unsure: bool = False
    later: bool = False
    wish: bool = False
    ready: bool = False
    leaving: bool = False
    moved: bool = False
    origin: bool = False
    near: bool = False
    whole: bool = False
    others: bool = False
    since: bool = False

    @property
    def plain(self) -> bool:
        """Whether nothing was said yet that lasts beyond a comma."""
        return not (self.denied or self.past or self.unsure or self.later or self.wish or self.leaving or self.others)

    def status(self) -> Status:
        """How a place that is named now stands."""
        if self.denied:
            return Status.NOT
        if self.unsure or self.later or self.wish or self.leaving or self.others or self.ready:
            return Status.MAYBE
        if self.past or (self.moved and self.origin):
            return Status.PAST
        if self.origin:
            return Status.MAYBE
        return Status.WHOLE if self.whole else Status.NEAR if self.near else Status.HERE


@dataclass
class _Clause:
    parts: list[Part]
    cut: str
    asked: bool = False

    def kinds(self) -> set[Kind]:
        return {part.kind for part in self.parts if isinstance(part, Item) and part.kind}


_WORK = frozenset({Kind.REMOTE, Kind.HYBRID, Kind.ONSITE})
_AIMS = _WORK | {Kind.READY, Kind.LEAVING, Kind.MOVED, Kind.ANYWHERE}
# Words that say nothing alone, beside a negation or a doubt about what is before them.
_MUTE = frozenset({Kind.NOISE, Kind.YES, Kind.NEEDED, Kind.AND, Kind.PREFER, Kind.FULL, Kind.ONLY})
_POLITE = frozenset({"please", "thanks", "bitte", "danke", "merci", "gracias", "grazie", "all", "really"})


@dataclass
class Reading:
    """What the clauses said so far."""

    named: list[Named] = field(default_factory=list)
    votes: list[Vote] = field(default_factory=list)
    anywhere: bool = False
    hybrid: bool = False
    onsite_only: bool = False
    _state: _State = field(default_factory=_State)
    _targets: list[Target] = field(default_factory=list)
    _last: list[Target] = field(default_factory=list)

    def read(self, parts: Sequence[Part]) -> "Reading":
        """Read all clauses, in the order of the cell."""
        for clause in _clauses(parts):
            self._clause(clause)
        return self

    # -- One clause

    def _clause(self, clause: _Clause) -> None:
        kinds = clause.kinds()
        if Kind.AVAILABLE in kinds and not _places(clause.parts):
            return
        self._begin(clause, kinds)
        for at, part in enumerate(clause.parts):
            if isinstance(part, Place):
                self._place(part, clause, at)
            elif part.kind in _WORK:
                self._work(part.kind, clause, at)
            elif part.kind is not None:
                self._word(part, clause, at)
        if Kind.UNSURE in kinds or clause.asked:
            _doubt(self._targets or self._last)
        if self._targets:
            self._last = list(self._targets)

    def _begin(self, clause: _Clause, kinds: set[Kind]) -> None:
        """What of the clause before lasts: all of it over a slash, a doubt over a comma before mere places."""
        bare = not kinds - {Kind.NOISE, Kind.AND} and bool(_places(clause.parts))
        if clause.cut == "→":
            self._leave()
            self._state = _State(leaving=True)
        elif clause.cut in {"/", "&", "+"}:
            pass
        elif clause.cut == "," and bare and not self._state.plain:
            self._state = _State(unsure=True)
        else:
            self._state = _State()
        if clause.cut not in {"/", "&", "+"} or not self._targets:
            self._targets = []

    def _place(self, place: Place, clause: _Clause, at: int) -> None:
        state = self._state
        state.denied = state.denied and not state.denied_work
        status = state.status()
        if not place.sure and status in TODAY:
            status = Status.MAYBE
        by_remote = any(isinstance(part, Item) and part.kind is Kind.REMOTE for part in clause.parts)
        named = Named(place, status, by_remote)
        self.named.append(named)
        self._targets.append(named)
        del at

    def _work(self, kind: Kind, clause: _Clause, at: int) -> None:
        state, kinds = self._state, clause.kinds()
        numbers = {part.number for part in clause.parts if isinstance(part, Item) and part.number is not None}
        denied = state.denied or numbers == {_NONE}
        if kind is Kind.HYBRID:
            self.hybrid = self.hybrid or not denied
        elif kind is Kind.ONSITE:
            strict = kinds & {Kind.ONLY, Kind.FULL, Kind.NEEDED} or _WHOLLY in numbers
            self.onsite_only = self.onsite_only or bool(strict and not denied and Kind.REMOTE not in kinds)
        else:
            before = {part.kind for part in clause.parts[:at] if isinstance(part, Item)}
            partly = bool(kinds & {Kind.PARTLY, Kind.DAYS}) or any(0 < number < _WHOLLY for number in numbers)
            self.hybrid = self.hybrid or (partly and not denied)
            doubt = state.past or state.unsure or partly or _remark(clause.parts[:at])
            doubt = doubt or (denied and bool(before & {Kind.FULL, Kind.ONLY, Kind.NEEDED}))
            vote = Vote(None if doubt else not denied)
            self.votes.append(vote)
            self._targets.append(vote)
        state.denied_work = state.denied

    def _word(self, part: Item, clause: _Clause, at: int) -> None:
        kind, after = part.kind, clause.parts[at + 1 :]
        state = self._state
        if kind in {Kind.NOT, Kind.REFUSES, Kind.IMPOSSIBLE}:
            self._negation(kind, clause, at)
        elif kind in {Kind.NOW, Kind.BUT}:
            self._state = _State()
        elif kind is Kind.EXCEPT:
            if _places(after):
                state.denied, state.whole = True, False
            else:
                _deny(self._targets[-1:])
        elif kind is Kind.PAST:
            state.past = True
            if not _places(after):
                _turn(self._targets if _places(clause.parts) else self._last, Status.PAST)
        elif kind in {Kind.UNTIL, Kind.TIME, Kind.THEN}:
            self._time(kind, clause, at)
        elif kind in {Kind.READY, Kind.LEAVING, Kind.MOVED, Kind.ANYWHERE}:
            self._move(kind, after)
        elif kind in {Kind.MINUTES, Kind.HOURS}:
            self._distance(part, clause, at)
        elif kind is Kind.FROM:
            state.origin = not _works(clause.parts[:at]) and not state.near
        elif kind is Kind.TO:
            state.origin = False
        elif kind is Kind.ALL_OVER:
            _turn(self._targets, Status.WHOLE)
        else:
            state.since = state.since or kind is Kind.SINCE
            state.wish = state.wish or kind is Kind.WISH
            state.others = state.others or kind is Kind.PEOPLE
            state.near = state.near or kind is Kind.NEAR
            state.unsure = state.unsure or kind is Kind.UNSURE

    # -- What words do

    def _negation(self, kind: Kind, clause: _Clause, at: int) -> None:
        after = clause.parts[at + 1 :]
        following = next((part for part in after if not _is(part, Kind.NOISE)), None)
        if _is(following, Kind.ONLY, Kind.NEEDED):
            # "Not only remote", "does not need remote", "remote not required".
            self._state.unsure = True
            _doubt(self._targets)
        elif not (kind is Kind.IMPOSSIBLE and self._targets) and any(isinstance(part, Place) or _is(part, *_AIMS) for part in after):
            self._state.denied, self._state.denied_work = True, False
        elif not all(_is_mute(part, alone=not self._targets) for part in after):
            _doubt(self._targets or self._last)
        elif any(_is(part, Kind.NEEDED) for part in after):
            _doubt(self._targets or self._last)
        else:
            _deny((self._targets or self._last)[-1:])

    def _time(self, kind: Kind, clause: _Clause, at: int) -> None:
        kinds = clause.kinds()
        if self._state.since or Kind.AVAILABLE in kinds:
            return
        places = [one for one in self._targets if isinstance(one, Named)]
        if kind is not Kind.THEN:
            if places or not _places(clause.parts[at + 1 :]):
                _doubt(places or [one for one in self._last if isinstance(one, Named)])
        self._state.later = True

    def _move(self, kind: Kind, after: Sequence[Part]) -> None:
        state, to_place = self._state, bool(_places(after))
        if kind is Kind.ANYWHERE:
            state.whole = to_place and not state.denied
            excepted = any(_is(part, Kind.EXCEPT, Kind.NOT) for part in after)
            self.anywhere = self.anywhere or (not state.denied and (not to_place or excepted))
        elif state.denied:
            # "Will not relocate" changes nothing; a place after it is still denied.
            state.denied = to_place
        elif kind is Kind.READY:
            state.ready = True
            self.anywhere = self.anywhere or not to_place
        elif kind is Kind.LEAVING:
            self._leave()
            state.leaving = True
        else:
            state.moved = True
            if to_place and not _is(after[0], Kind.FROM):
                self._leave()

    def _leave(self) -> None:
        """What was said to be the place is not sure any more."""
        _doubt([one for one in self.named if one.status in TODAY])

    def _distance(self, part: Item, clause: _Clause, at: int) -> None:
        number = part.number
        before = clause.parts[at - 1] if at else None
        if number is None and isinstance(before, Item):
            number = before.number
        if number is None and part.kind is Kind.MINUTES:
            return
        if _places(clause.parts[at + 1 :]):
            close = part.kind is Kind.MINUTES and number is not None and number <= NEAR_ENOUGH
            self._state.near, self._state.unsure = close, self._state.unsure or not close


def _clauses(parts: Sequence[Part]) -> list[_Clause]:
    found = [_Clause([], "")]
    for part in parts:
        if isinstance(part, Item) and part.cut == "?":
            found[-1].asked = True
        elif isinstance(part, Item) and part.cut:
            if found[-1].parts or found[-1].asked:
                found.append(_Clause([], part.cut))
            elif part.cut != ")":
                found[-1].cut = part.cut
        else:
            found[-1].parts.append(part)
    return [clause for clause in found if clause.parts or clause.asked]


def _places(parts: Sequence[Part]) -> list[Place]:
    return [part for part in parts if isinstance(part, Place)]


def _is(part: Part | None, *kinds: Kind) -> bool:
    return isinstance(part, Item) and part.kind in kinds


def _is_mute(part: Part, *, alone: bool) -> bool:
    """Whether a word says nothing beside a negation; in a clause of its own, fewer words do: "Leeds (no car)"."""
    if alone and _is(part, Kind.NOISE):
        return part.text.casefold() in _POLITE
    return _is(part, *_MUTE)


def _works(before: Sequence[Part]) -> bool:
    """Whether what is before "from" says from where they work: "remote from Lisbon"."""
    return bool(before) and (_is(before[-1], Kind.REMOTE) or _is(before[-1], Kind.NOISE))


def _remark(parts: Sequence[Part]) -> bool:
    """Whether words before are an unknown remark, not the name of a place."""
    return any(
        isinstance(part, Place) and part.text[:1].islower() and not any(spot.at or spot.areas for spot in part.spots)
        for part in parts
    )


def _turn(targets: Sequence[Target], status: Status) -> None:
    for one in targets:
        if isinstance(one, Named) and one.status in TODAY:
            one.status = status


def _doubt(targets: Sequence[Target]) -> None:
    _turn(targets, Status.MAYBE)
    for one in targets:
        if isinstance(one, Vote):
            one.remote = None


def _deny(targets: Sequence[Target]) -> None:
    _turn(targets, Status.NOT)
    for one in targets:
        if isinstance(one, Vote) and one.remote is not None:
            one.remote = not one.remote
