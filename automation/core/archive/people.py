"""Rows of an archive as columns of values that are understood already: what the index holds of people.

It holds what matching compares, days, and keyed hashes of who they are. Names and addresses stay in the files.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, fields
from enum import IntFlag

import numpy as np
import numpy.typing as npt

from automation.core.model import Pay, Skill

Numbers = npt.NDArray[np.int32]
Hashes = npt.NDArray[np.uint64]
# A hash as two numbers. Those of no mailbox are both 0.
HASH_SIZE = 16
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
    """

    titles: Sequence[str]
    skills: Sequence[Skill]
    places: Sequence[tuple[str, bool | None]]
    pays: Sequence[Pay | None]
    regions: Sequence[str]
    bases: Sequence[str]
    domains: Sequence[tuple[bytes, ...]]


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

    @property
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


def as_hashes(values: Iterable[bytes]) -> Hashes:
    """Hashes of `HASH_SIZE` bytes as pairs of numbers: an array of shape (n, 2)."""
    return np.frombuffer(b"".join(values), dtype="<u8").astype(np.uint64).reshape(-1, 2)


def are_among(hashes: Hashes, wanted: Hashes) -> npt.NDArray[np.bool_]:
    """Which of some hashes are among others."""
    if not len(wanted) or not len(hashes):
        return np.zeros(len(hashes), dtype=bool)
    found = np.isin(hashes[:, 0], wanted[:, 0])
    known = set(map(tuple, wanted.tolist()))
    # Only those whose first halves are equal are compared in whole.
    found[found] = [tuple(one) in known for one in hashes[found].tolist()]
    return found


def numbered(values: Iterable[object]) -> tuple[list[object], Numbers]:
    """The distinct values in the order of their first appearance, and the number of each."""
    numbers: dict[object, int] = {}
    of = [numbers.setdefault(value, len(numbers)) for value in values]
    return list(numbers), np.asarray(of, dtype=np.int32)


Columns = Mapping[str, "Column"]


@dataclass(frozen=True)
class Column:
    """One column of a file: its distinct cells, and the number of each row's cell."""

    cells: Sequence[object]
    of: Numbers
