"""Searches an index: of each part those are read who cannot be left out, and the scorer finds the best of them.

Parts are searched one by one, wherever; only the best of each part are passed on and merged.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from threading import Lock
from typing import Any

import numpy as np
import pyarrow as pa

from automation.archive.collecting import collected_seldom, give_back
from automation.archive.index import Folder, Index
from automation.archive.meanings import MeaningsFile
from automation.archive.parts import read
from automation.archive.running import Runner
from automation.archive.spoken_for import read_spoken_for
from automation.archive.tables import Piece, Table, read_columns
from automation.core.archive.answers import Answers, Learned, learned, together
from automation.core.archive.eligible import eligible
from automation.core.archive.hashes import as_hashes, hash_of
from automation.core.archive.merging import Answer, Best, merged
from automation.core.archive.part_search import search_part
from automation.core.archive.people import People
from automation.core.archive.question import Question
from automation.core.model import Cell
from automation.core.rules import COMPONENTS
from automation.core.schema import CANDIDATES, PEOPLES_TABS
from automation.core.sentences import counted
from automation.core.tabs.header_row import Headers, recognise
from automation.core.tabs.headers import row_key
from automation.core.text import key_of, text_of
from automation.errors import ArchiveError


@dataclass(frozen=True)
class Place:
    """A row of a file.

    Attributes:
        part: The number of the part.
        row: The row in its piece, as `People.row`.
    """

    part: int
    row: int


@dataclass(frozen=True)
class Hit:
    """A person who was found.

    Attributes:
        key: As the file shows it.
        name: As the file has it.
        score: In tenths.
        points: Component → points in tenths; only what the requisition asks for.
        place: Where the row is.
    """

    key: str
    name: str
    score: int
    points: Mapping[str, int]
    place: Place


@dataclass(frozen=True)
class _Given:
    """What the search of every part is given."""

    folder: Folder
    spoken_for: str
    learned: Learned
    question: Question


@dataclass(frozen=True)
class _Rows:
    """Some rows of a part, to be read from its file."""

    part: int
    name: str
    table: Table
    piece: Piece
    rows: Sequence[int]


def search_index(
    folder: Folder,
    index: Index,
    question: Question,
    secret: bytes,
    runner: Runner,
    on_step: Callable[[str], None] = lambda _: None,
) -> list[list[Hit]]:
    """The best people of an index for each requisition of a question, best first, ties by key.

    Args:
        folder: Of the index.
        index: What it holds.
        question: What to search for.
        secret: Of the keyed hashes.
        runner: Where to search.
        on_step: Called with what is done now.

    Raises:
        ArchiveError: The index or a file cannot be read, or a file was changed since it was added.
        ConfigError: A library is not installed, a scheduler is out of reach, or a worker runs another program.
    """
    names = [file.parts[piece] for file, piece in index.parts]
    if not names:
        return [[] for _ in range(len(question.requisitions))]
    on_step("Comparing titles and skills")
    known = _learned(folder, index, question, runner)
    # A hundred megabytes, which the processes that search will need.
    give_back()
    given = _Given(folder, index.spoken_for, known, question)
    join = partial(merged, top=question.top)
    answer: Answer = ()
    for done, result in enumerate(runner.joined(_search, given, list(enumerate(names)), join), start=1):
        on_step(f"Searched {min(done, len(names))} of {counted(len(names), 'part')}")
        answer = result if result is not None else answer
    on_step("Reading who they are")
    keys = _keys_of(folder, index, answer, secret, runner)
    return [_hits(best, keys, question.top) for best in answer]


def _learned(folder: Folder, index: Index, question: Question, runner: Runner) -> Learned:
    """What titles and skills of the index come to: found out here, or by processes that are there in any case."""
    meanings = folder.meanings(index.meanings)
    if not runner.standing:
        return _learn((meanings, question), (0, 1))[1]
    shares = meanings.shares()
    found = dict(runner.run(_learn, (meanings, question), [(share, shares) for share in range(shares)]))
    return together([found[share] for share in range(shares)])


def _learn(given: tuple[MeaningsFile, Question], share: tuple[int, int]) -> tuple[int, Learned]:
    meanings, question = given
    with collected_seldom():
        return share[0], learned(question, meanings.read(question.aliases, share))


# Of this process: the answers to the question that it is searching for.
_ANSWERS: dict[str, Answers] = {}
_ONE_AT_A_TIME = Lock()


def _search(given: _Given, part: tuple[int, str]) -> Answer:
    """The best people of one part: the same wherever it runs, and however often."""
    number, name = part
    question = given.question
    # A worker of a cluster may have several threads.
    with _ONE_AT_A_TIME, collected_seldom():
        if question.name not in _ANSWERS:
            _ANSWERS.clear()
            _ANSWERS[question.name] = Answers(question, given.learned)
            give_back()
        answers = _ANSWERS[question.name]
        people = _read(given.folder, name, read_spoken_for(given.folder, given.spoken_for, number), answers)
        may = eligible(people, question.barred, question.conventions, question.rules, question.today)
        return search_part(number, people.only(may), answers)


def _read(folder: Folder, name: str, spoken_for: Any, answers: Answers) -> People:
    """The people of a part, without those who cannot be among the best for want of a skill, or are not shown."""
    people = folder.part(name).people()
    kept = (people.apart == 0) & ~np.isin(people.row, spoken_for)
    wanted = answers.wanted(people.words)
    if wanted is not None:
        skills, titles = wanted
        before = np.concatenate([[0], np.cumsum(skills[people.skills])])
        kept &= (before[people.ends] > before[people.ends - people.skills_each]) | titles[people.title]
    return people.only(kept)


def _keys_of(
    folder: Folder, index: Index, answer: Answer, secret: bytes, runner: Runner
) -> Mapping[tuple[int, int], tuple[str, str]]:
    """Part and row → key and name, read from the files."""
    wanted: dict[int, dict[int, None]] = {}
    for best in answer:
        for part, row in zip(best.parts.tolist(), best.rows.tolist(), strict=True):
            wanted.setdefault(part, {})[row] = None
    asked = [_rows(index, part, sorted(rows)) for part, rows in sorted(wanted.items())]
    found: dict[tuple[int, int], tuple[str, str]] = {}
    for part, keys in runner.run(_keys, (folder, secret), asked):
        found |= {(part, row): who for row, who in keys}
    return found


def _rows(index: Index, part: int, rows: Sequence[int]) -> _Rows:
    file, piece = index.parts[part]
    return _Rows(part, file.parts[piece], file.table, file.table.pieces[piece], rows)


_WHO = ("candidate_id", "email", "name")


def _keys(given: tuple[Folder, bytes], wanted: _Rows) -> tuple[int, list[tuple[int, tuple[str, str]]]]:
    """The keys and names of some rows of a part."""
    folder, secret = given
    headers = recognise(PEOPLES_TABS[CANDIDATES], list(wanted.table.names))
    places = {*(headers.fields[name] for name in _WHO if name in headers.fields), *headers.parts.values()}
    cells = _cells(wanted, sorted(places))
    found = [(row, _who(headers, own)) for row, own in zip(wanted.rows, cells, strict=True)]
    _check(folder, wanted, [hash_of(secret, key) for _, (key, _) in found])
    return wanted.part, found


def _who(headers: Headers, cells: Sequence[Cell]) -> tuple[str, str]:
    return row_key(CANDIDATES, headers, cells), " ".join(text_of(headers.cell(cells, "name")).split())


def _cells(wanted: _Rows, places: Sequence[int]) -> list[list[Cell]]:
    """Some columns of some rows, each row as wide as the file."""
    fields = {str(place): place for place in places}
    columns, _ = read_columns(wanted.table, wanted.piece, fields, [row - 1 for row in wanted.rows])
    if any(len(column.of) < len(wanted.rows) for column in columns.values()):
        raise _changed(wanted.table)
    found = []
    for number in range(len(wanted.rows)):
        cells: list[Any] = [None] * len(wanted.table.names)
        for place in places:
            column = columns[str(place)]
            cells[place] = column.cells[int(column.of[number])]
        found.append(cells)
    return found


def _check(folder: Folder, wanted: _Rows, hashes: Sequence[bytes]) -> None:
    """Make sure that the rows are those that the index holds."""
    table = read(folder.part(wanted.name).people_path, columns=["row", "key"])
    at = np.searchsorted(table.column("row").to_numpy(), wanted.rows)
    known = as_hashes(table.column("key").take(pa.array(at)).to_pylist())
    if not np.array_equal(known, as_hashes(hashes)):
        raise _changed(wanted.table)


def _changed(table: Table) -> ArchiveError:
    return ArchiveError(
        f"{Path(table.location).name} was changed since it was added: run `backpocket archive add` with it again."
    )


def _hits(best: Best, keys: Mapping[tuple[int, int], tuple[str, str]], top: int) -> list[Hit]:
    """The best, in their order."""
    found = []
    for number in range(len(best)):
        place = Place(int(best.parts[number]), int(best.rows[number]))
        key, name = keys[place.part, place.row]
        points = {one: int(own) for one, own in zip(COMPONENTS, best.points[number], strict=True) if own >= 0}
        found.append(Hit(key, name, int(best.totals[number]), points, place))
    return sorted(found, key=lambda hit: (-hit.score, key_of(hit.key)))[:top]


def rows_at(index: Index, places: Sequence[Place]) -> list[tuple[Table, int, list[Cell]]]:
    """Whole rows: their files, their numbers there, and their cells.

    Raises:
        ArchiveError: A file cannot be read.
    """
    found = []
    for place in places:
        wanted = _rows(index, place.part, [place.row])
        file, piece = index.parts[place.part]
        (cells,) = _cells(wanted, range(len(wanted.table.names)))
        found.append((wanted.table, file.number(piece, place.row), cells))
    return found
