"""Takes forgotten people out of an index, and says in which rows of which files they still are."""

from collections.abc import Collection, Iterator
from dataclasses import dataclass

import numpy as np

from automation.archive.index import Folder
from automation.archive.parts import names_in
from automation.core.archive.hashes import are_among, as_hashes
from automation.core.archive.people import People


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
    erased = 0
    with folder.changing():
        for name, people in _parts(folder):
            theirs = _theirs(people, hashes)
            if theirs.any():
                folder.part(name).without(~theirs, people)
                erased += int(theirs.sum())
    return erased


def _parts(folder: Folder) -> Iterator[tuple[str, People]]:
    for name in names_in(folder.parts):
        yield name, folder.part(name).people()


def _theirs(people: People, hashes: Collection[bytes]) -> np.ndarray:
    wanted = as_hashes(hashes)
    found = are_among(people.key, wanted) | are_among(people.mailbox, wanted)
    owners = np.repeat(np.arange(len(people)), people.others_each)
    found[owners[are_among(people.others, wanted)]] = True
    return found
