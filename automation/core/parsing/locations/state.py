"""How places and ways of working stand to the person, while the clauses of a cell are read."""

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum

from automation.core.parsing.locations.places import Place
from automation.core.parsing.locations.tokens import Item
from automation.core.parsing.locations.words import Kind

Part = Item | Place


class Status(StrEnum):
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
    """A place that a cell names, and how it stands to the person.

    Attributes:
        place: The place.
        status: How it stands.
        by_remote: Whether its clause speaks of remote work, so that a country is where they may work from.
    """

    place: Place
    status: Status
    by_remote: bool = False


@dataclass
class Vote:
    """Whether a clause says that they would work in a way, such as remotely; None for a doubt."""

    would: bool | None


Target = Named | Vote


@dataclass
class State:
    """What the words so far in a clause do to the places and ways of working after them.

    Attributes:
        denied: A negation.
        denied_work: The negation was about a way of working, and ends before a place.
        past: Where they were.
        unsure: A doubt.
        later: A time to come.
        wish: A wish.
        ready: They would move.
        leaving: They are about to move.
        moved: They have moved.
        origin: Where something begins.
        near: Beside the place.
        whole: Any town in the place.
        others: The place of other people.
        since: The time after it has begun.
    """

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
    def is_plain(self) -> bool:
        """Whether nothing was said that lasts beyond a comma."""
        denied = self.denied and not self.denied_work
        return not (denied or self.past or self.unsure or self.later or self.wish or self.leaving or self.others)

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
class Clause:
    """What stands between two signs of a cell, the sign before it, and whether a question mark follows."""

    parts: list[Part]
    cut: str
    asked: bool = False

    def kinds(self) -> set[Kind]:
        """What its known words do."""
        return {part.kind for part in self.parts if isinstance(part, Item) and part.kind}


def clauses_of(parts: Sequence[Part]) -> list[Clause]:
    """The clauses of a cell."""
    found = [Clause([], "")]
    for part in parts:
        if isinstance(part, Item) and part.cut == "?":
            found[-1].asked = True
        elif isinstance(part, Item) and part.cut:
            if found[-1].parts or found[-1].asked:
                found.append(Clause([], part.cut))
            elif part.cut != ")":
                found[-1].cut = part.cut
        else:
            found[-1].parts.append(part)
    return [clause for clause in found if clause.parts or clause.asked]


def places_in(parts: Sequence[Part]) -> list[Place]:
    """The places among some parts."""
    return [part for part in parts if isinstance(part, Place)]


def has_kind(part: Part | None, *kinds: Kind) -> bool:
    """Whether a part is a known word of one of some kinds."""
    return isinstance(part, Item) and part.kind in kinds


def is_remark(part: Part | None) -> bool:
    """Whether unknown words are a remark rather than the name of a place."""
    return isinstance(part, Place) and part.text[:1].islower() and not any(s.at or s.areas for s in part.spots)


def turn(targets: Sequence[Target], status: Status) -> None:
    """Change how places stand that were said to be where the person is."""
    for one in targets:
        if isinstance(one, Named) and one.status in TODAY:
            one.status = status


def doubt(targets: Sequence[Target]) -> None:
    """Make places and ways of working unsure."""
    turn(targets, Status.MAYBE)
    for one in targets:
        if isinstance(one, Vote):
            one.would = None


def deny(targets: Sequence[Target]) -> None:
    """Turn round what was said of places and ways of working."""
    turn(targets, Status.NOT)
    for one in targets:
        if isinstance(one, Vote) and one.would is not None:
            one.would = not one.would
