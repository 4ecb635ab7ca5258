"""The skills of many cells as numbers. Plain lists, which most cells are, are read part by part, each part once."""

from collections.abc import Callable, Sequence
from collections.abc import Set as AbstractSet
from itertools import chain

import numpy as np
import numpy.typing as npt

from automation.core.archive.people import Numbers
from automation.core.model import Skill
from automation.core.parsing.skills.reader import may_be_plain, plain_skill
from automation.core.taxonomy.skill_words import squash

# Stands for a text that only its whole cell explains.
_OF_CELL = -1


def read_lists(
    cells: Sequence[object], taught: AbstractSet[str], in_whole: Callable[[int], Sequence[Skill]]
) -> tuple[list[Skill], Numbers, npt.NDArray[np.int64]]:
    """The distinct skills of cells in their order, the numbers of those of each cell, and how many each cell has.

    The words of the cell stay in the file: scores do not depend on them.

    Args:
        cells: The distinct cells.
        taught: What the workbook's aliases teach, as `squash` writes it.
        in_whole: Reads a cell, by its position, as the sheet's cells are read.
    """
    parts = _Parts(taught)
    found: list[list[int]] = []
    for at, cell in enumerate(cells):
        numbers = parts.of(cell)
        found.append([parts.number(skill) for skill in in_whole(at)] if numbers is None else numbers)
    for at in _with_doubled(found, parts.folded):
        once = parts.once(found[at])
        found[at] = [parts.number(skill) for skill in in_whole(at)] if once is None else once
    flat, sizes = _flat(found)
    distinct, first, of = np.unique(flat, return_index=True, return_inverse=True)
    order = np.argsort(first, kind="stable")
    ranks = np.empty(len(order), dtype=np.int32)
    ranks[order] = np.arange(len(order), dtype=np.int32)
    return [parts.skills[number] for number in distinct[order].tolist()], ranks[of], sizes


def _flat(lists: Sequence[Sequence[int]]) -> tuple[npt.NDArray[np.int64], npt.NDArray[np.int64]]:
    sizes = np.fromiter(map(len, lists), np.int64, len(lists))
    return np.fromiter(chain.from_iterable(lists), np.int64, int(sizes.sum())), sizes


def _with_doubled(lists: Sequence[Sequence[int]], folded: Sequence[int]) -> list[int]:
    """The lists with a skill that is there twice, in whatever case."""
    flat, sizes = _flat(lists)
    owners = np.repeat(np.arange(len(lists)), sizes)
    pairs = np.sort(owners * (len(folded) + 1) + np.asarray(folded, dtype=np.int64)[flat])
    doubled: list[int] = np.unique(pairs[1:][pairs[1:] == pairs[:-1]] // (len(folded) + 1)).tolist()
    return doubled


class _Parts(dict[str, int]):
    """What stands between two commas of a list → the number of its skill, or `_OF_CELL`.

    Attributes:
        skills: By number.
        folded: Of each skill the number that it shares with those that differ in case only.
    """

    def __init__(self, taught: AbstractSet[str]) -> None:
        super().__init__()
        self._taught = taught
        self._numbers: dict[Skill, int] = {}
        self._folds: dict[str, int] = {}
        self.skills: list[Skill] = []
        self.folded: list[int] = []

    def __missing__(self, raw: str) -> int:
        skill = plain_skill(raw)
        plain = skill is not None and skill.stance.counts and squash(raw) not in self._taught
        number = self[raw] = self.number(skill) if plain and skill else _OF_CELL
        return number

    def number(self, skill: Skill) -> int:
        """The number of a skill, without the words of its cell."""
        bare = Skill(skill.text, skill.stance)
        number = self._numbers.get(bare)
        if number is None:
            number = self._numbers[bare] = len(self.skills)
            self.skills.append(bare)
            self.folded.append(self._folds.setdefault(skill.text.casefold(), len(self._folds)))
        return number

    def of(self, cell: object) -> list[int] | None:
        """The numbers of a plain list; None for any other cell."""
        text = cell.strip() if isinstance(cell, str) else ""
        if not may_be_plain(text):
            return None
        numbers = list(map(self.__getitem__, text.split(",")))
        return None if _OF_CELL in numbers else numbers

    def once(self, numbers: Sequence[int]) -> list[int] | None:
        """Each skill of a list once, the first one in whatever case; None where the list says two things of one."""
        found: dict[int, int] = {}
        for number in numbers:
            first = found.setdefault(self.folded[number], number)
            if self.skills[first].stance is not self.skills[number].stance:
                return None
        return list(found.values())
