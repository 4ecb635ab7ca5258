"""A candidate and a requisition to compare: what both say, and what happened between them."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from automation.core.ledger.events import Why
from automation.core.model import Level
from automation.core.parsing import inferred_level
from automation.core.rules import Rules
from automation.core.taxonomy.persons_skills import PersonsSkills
from automation.core.taxonomy.skill_dictionary import Dictionary
from automation.core.taxonomy.title_similarity import nearly_same_title
from automation.core.text import key_of, plain


@dataclass(frozen=True)
class Declined:
    """A requisition that a candidate said no thanks to, and why.

    Attributes:
        requisition: Its row.
        on: The day of that reply.
        why: Their reason.
    """

    requisition: Any
    on: date
    why: Why


@dataclass(frozen=True)
class Case:
    """A candidate, a requisition, and what is needed to compare them.

    Attributes:
        candidate: The row of the candidates' frame; for an earlier shelving, with that one in place of the present one.
        requisition: The row of the requisitions' frame.
        former: The row of the requisition that they were shelved from; None where it is unknown.
        dictionary: What skills mean.
        rules: The limits in force.
        today: The date of the run.
        declined: The requisitions that they said no thanks to with a reason.
        is_earlier: Whether it is an earlier shelving: what the row expects now is not what it said then.
        skills: The skills of the row where they are indexed already; None where they are not.
    """

    candidate: Any
    requisition: Any
    former: Any | None
    dictionary: Dictionary
    rules: Rules
    today: date
    declined: Sequence["Declined"] = ()
    is_earlier: bool = False
    skills: PersonsSkills | None = None

    @property
    def level(self) -> Level | None:
        """The candidate's level, from the row or the title."""
        return inferred_level(self.candidate.level, self.candidate.title)

    @property
    def former_name(self) -> str:
        """The requisition that the candidate was shelved from: its Req ID, or what the row says if it is unknown."""
        return str(self.candidate.shelved_from if self.former is None else self.former.key)

    @property
    def shelved_before_it_opened(self) -> bool:
        """Whether the requisition opened after the candidate was shelved."""
        shelved, opened = self.candidate.shelved_on, self.requisition.opened_on
        return bool(shelved and opened and shelved < opened)

    @property
    def similar(self) -> bool | None:
        """Whether the former requisition is similar to this one; None where it is unknown or not in the workbook."""
        if not self.former_name:
            return None
        if key_of(self.former_name) == key_of(self.requisition.key):
            return True
        if key_of(self.former_name) in self.requisition.feeders:
            return True
        return None if self.former is None else similar_requisitions(self.former, self.requisition)


def similar_requisitions(one: Any, other: Any) -> bool:
    """Whether two requisitions look for the same kind of candidate.

    One lists the other in Feeder reqs, or they share a Role family or nearly a title. They are at most a level apart.
    """
    listed = key_of(one.key) in other.feeders or key_of(other.key) in one.feeders
    family = bool(one.family and other.family) and plain(one.family) == plain(other.family)
    alike = listed or family or nearly_same_title(one.title, other.title)
    apart = abs(one.level - other.level) if one.level is not None and other.level is not None else 0
    return alike and apart <= 1
