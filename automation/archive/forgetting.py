"""Takes forgotten people out of an index, and says in which rows of which files they still are."""

from collections.abc import Collection
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

import numpy as np

from automation.archive.index import Folder
from automation.archive.parts import names_in, with_used_words
from automation.core.archive.hashes import are_among, as_hashes
from automation.core.archive.meanings import texts_of
from automation.core.archive.people import People

if TYPE_CHECKING:
    from automation.core.model import Skill


@dataclass(frozen=True)
class Row:
    """A row of a file that the index holds.

    Attributes:
        file: Path or address.
        number: The number of the row there.
    """

    file: str
    number: int


def rows_of(folder: Folder, hashes: Collection[bytes]) -> list[Row]:
    """The rows of people with one of these keyed hashes.

    Raises:
        ArchiveError: The index cannot be read.
    """
    found = []
    for file, piece in folder.read().parts:
        part = folder.part(file.parts[piece])
        # One that a killed `forget` left behind is written anew by `add`, without the person.
        if not part.is_there:
            continue
        people = part.people()
        rows = people.row[_theirs(people, hashes)].tolist()
        found += [Row(file.table.location, file.number(piece, row)) for row in rows]
    return found


def erase(folder: Folder, hashes: Collection[bytes]) -> int:
    """Take people with one of these keyed hashes out of all parts, also out of those that a killed `add` left.

    Returns how many rows were taken out.

    Raises:
        ArchiveError: Another process is changing the index, or it cannot be read.
    """
    if not folder.parts.exists():
        return 0
    with folder.changing():
        found: dict[str, np.ndarray] = {}
        titles: set[str] = set()
        skills: set[Skill] = set()
        for name in names_in(folder.parts):
            part = folder.part(name)
            people = part.people()
            theirs = _theirs(people, hashes)
            if theirs.any():
                found[name] = theirs
                people = with_used_words(people.only(~theirs))
            own_titles, own_skills = texts_of(people.words)
            titles |= own_titles
            skills |= own_skills
        index = folder.read()
        if found and index.meanings:
            # What only they have typed is known no more. First, so that a run after a kill here finds them again.
            folder.write(replace(index, meanings=folder.meanings(index.meanings).only(titles, skills)))
        for name, theirs in found.items():
            part = folder.part(name)
            # One that no file of the index has is removed by now.
            if part.is_there:
                part.without(~theirs, part.people())
    return sum(int(theirs.sum()) for theirs in found.values())


def _theirs(people: People, hashes: Collection[bytes]) -> np.ndarray:
    wanted = as_hashes(hashes)
    found = are_among(people.key, wanted) | are_among(people.mailbox, wanted)
    owners = np.repeat(np.arange(len(people)), people.others_each)
    found[owners[are_among(people.others, wanted)]] = True
    return found
