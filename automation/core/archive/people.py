"""Rows of an archive as columns of values that are understood already: what the index holds of people.

It holds what matching compares, days, and keyed hashes of who they are. Names and addresses stay in the files.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, fields
from enum import IntFlag
from functools import cached_property
from typing import Any

import numpy as np
import numpy.typing as npt

from automation.core.archive.hashes import Hashes
from automation.core.model import Cell, Pay, Skill

Numbers = npt.NDArray[np.int32]
UNKNOWN = -1


class Apart(IntFlag):
    """Why a row alone keeps a person off every slate."""

    BARRED = 1
    BY_HAND = 2
    NO_ALERTS = 4


# What one row of a person says counts for all rows with the same mailbox.
SPREADS = Apart.BARRED | Apart.BY_HAND


@dataclass(frozen=True)
class Words:
    """The distinct values of a part, by their numbers in the columns of `People`.

    Attributes:
        titles: As typed; "" where there is none.
        skills: Each with what the cell says about having it.
        places: As typed, and whether its people would work remotely.
        pays: What people expect; None where it is unknown.
        regions: As typed.
        bases: Consent bases as typed.
        domains: Keyed hashes of a mail domain and of those that it is part of.
        companies: Keyed hash of a company; b"" where there is none.
    """

    titles: Sequence[str]
    skills: Sequence[Skill]
    places: Sequence[tuple[str, bool | None]]
    pays: Sequence[Pay | None]
    regions: Sequence[str]
    bases: Sequence[str]
    domains: Sequence[tuple[bytes, ...]]
    companies: Sequence[bytes]


@dataclass(frozen=True)
class People:
    """The people of one part of a file, by position.

    Attributes:
        row: Number in the piece of the file that the part was made of; the first one is 1.
        key: Keyed hash of the key, as two numbers.
        mailbox: Keyed hash of the bare mailbox, as two numbers; both 0 where there is none.
        rank: Rank of the compared key among all of the part, which breaks ties.
        title: Number of the title.
        level: The level, stated or named by the title; `UNKNOWN` is -1, here and below.
        place: Number of the place.
        pay: Number of the expectation.
        rating: 1 to 5.
        stage: Number of the furthest stage.
        shelved_on: Ordinal of the day; so are the next two.
        last_contact: The day of the last contact.
        consent_on: The day of the consent.
        region: Number of the region.
        basis: Number of the consent basis.
        domain: Number of the mail domain.
        company: Number of the company.
        apart: Why the row keeps a person off every slate, as `Apart`; 0 where it does not.
        skills: Numbers of the skills of all rows, one row after the other, in the order of the cell.
        skills_each: How many skills each row has.
        others: Further keyed hashes of who they are, of all rows, as two numbers.
        others_each: How many of these each row has.
        words: The distinct values.
    """

    row: Numbers
    key: Hashes
    mailbox: Hashes
    rank: Numbers
    title: Numbers
    level: Numbers
    place: Numbers
    pay: Numbers
    rating: Numbers
    stage: Numbers
    shelved_on: Numbers
    last_contact: Numbers
    consent_on: Numbers
    region: Numbers
    basis: Numbers
    domain: Numbers
    company: Numbers
    apart: Numbers
    skills: Numbers
    skills_each: Numbers
    others: Hashes
    others_each: Numbers
    words: Words = field(repr=False)

    def __len__(self) -> int:
        return len(self.row)

    def skills_of(self, position: int) -> tuple[Skill, ...]:
        """The skills of one row."""
        end = int(self.ends[position])
        own = self.skills[end - int(self.skills_each[position]) : end]
        return tuple(self.words.skills[number] for number in own.tolist())

    @cached_property
    def ends(self) -> npt.NDArray[np.int64]:
        """Where the skills of each row end."""
        return np.cumsum(self.skills_each, dtype=np.int64)

    def only(self, kept: npt.NDArray[np.bool_]) -> "People":
        """Some of the people; the words stay."""
        columns = {name: getattr(self, name)[kept] for name in PLAIN}
        return People(
            **columns,
            skills=self.skills[np.repeat(kept, self.skills_each)],
            others=self.others[np.repeat(kept, self.others_each)],
            words=self.words,
        )


# The columns with one value in each row.
PLAIN = tuple(one.name for one in fields(People) if one.name not in {"skills", "others", "words"})


Columns = Mapping[str, "Column"]


@dataclass(frozen=True)
class Column:
    """One column of a file: its distinct cells, and the number of each row's cell."""

    cells: Sequence[object]
    of: Numbers


def columns_of(cells: Mapping[str, Iterable[Cell]]) -> dict[str, Column]:
    """Columns of plain cells, by field id."""
    found = {}
    for name, column in cells.items():
        numbers: dict[tuple[type, Any], int] = {}
        # 1, 1.0 and True are equal, but not the same.
        of = [numbers.setdefault((type(cell), cell), len(numbers)) for cell in column]
        found[name] = Column([cell for _, cell in numbers], np.asarray(of, dtype=np.int32))
    return found
