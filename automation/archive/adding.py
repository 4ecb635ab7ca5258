"""Adds files to an index: reads new pieces in processes, then replaces the index in one step.

A run that was killed leaves the index as it was; parts that it had written are not read again.
"""

from collections import Counter
from collections.abc import Callable, Hashable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from automation.archive.collecting import collected_seldom
from automation.archive.index import Folder, Index, Indexed, manner_of, part_name
from automation.archive.locations import digest_of, expanded
from automation.archive.reading_texts import TextReading, Texts, read_texts
from automation.archive.running import runner_for
from automation.archive.spoken_for import write_spoken_for
from automation.archive.tables import Piece, Table, read_columns, table_of
from automation.core.archive.understanding import READ, Known, Manner, understand
from automation.core.model import QUOTED
from automation.core.schema import CANDIDATES, PEOPLES_TABS
from automation.core.sentences import counted
from automation.core.tabs.header_row import Headers, recognise
from automation.errors import ArchiveError, ArchiveNotWritable
from automation.files import cannot_be_written


@dataclass(frozen=True)
class Added:
    """What `add` did.

    Attributes:
        files: How many files were new or had changed.
        unchanged: How many were in the index already, as they are.
        rows: How many rows the new ones have.
        people: How many rows of people the whole index holds.
        keyless: Rows of the new files without a key.
        skipped: Lines of the new files that are no rows.
        unread: Header → rows of the new files with a cell there that cannot be read.
    """

    files: int
    unchanged: int
    rows: int
    people: int
    keyless: int = 0
    skipped: int = 0
    unread: Mapping[str, int] = field(default_factory=dict)


@dataclass(frozen=True)
class _Task:
    """One piece to read."""

    name: str
    table: Table
    piece: Piece
    headers: Headers


def add_files(
    folder: Folder,
    patterns: Sequence[str],
    manner: Manner,
    *,
    workers: int | None = None,
    on_step: Callable[[str], None] = lambda _: None,
) -> Added:
    """Add files to an index; those with the content that it knows are not read again.

    Args:
        folder: Of the index.
        patterns: Paths, addresses, and patterns of both.
        manner: How to read. If that has changed, the files of the index are read again, too.
        workers: How many processes to use; None for one for each core.
        on_step: Called with what is done now.

    Raises:
        ArchiveError: A file cannot be read, or names no people.
        ConfigError: A library is not installed.
    """
    locations = expanded(patterns)
    with folder.changing(), collected_seldom():
        index, read_as = folder.read(), manner_of(manner)
        known = {file.table.location: file for file in index.files}
        if index.files and index.manner != read_as:
            locations = sorted({*locations, *known})
            known = {}
        tasks: list[_Task] = []
        new: list[tuple[Table, str, list[str]]] = []
        for location in locations:
            on_step(f"Looking at {Path(location).name}")
            digest = digest_of(location)
            if location in known and known[location].digest == digest and _is_whole(folder, known[location]):
                continue
            table = table_of(location)
            headers = _headers_of(table)
            names = [part_name(read_as, digest, table, piece) for piece in table.pieces]
            new.append((table, digest, names))
            tasks += [_Task(*one, headers) for one in zip(names, [table] * len(names), table.pieces, strict=True)]
        todo = list({task.name: task for task in tasks if not folder.part(task.name).is_there}.values())
        parts_of = {location: file.parts for location, file in known.items()}
        parts_of |= {table.location: names for table, _, names in new}
        names = [name for location in sorted(parts_of) for name in parts_of[location]]
        meanings = folder.meanings(index.meanings if index.manner == read_as else "")
        reading = TextReading([folder.part(name) for name in dict.fromkeys(names)], manner.aliases, meanings, on_step)
        _read_all(folder, manner, todo, reading, workers, on_step)
        added, kept = _Totals(folder), dict(known)
        for table, digest, own in new:
            kept[table.location] = added.indexed(table, digest, own)
        if new or not meanings.fits(manner.aliases):
            meant = reading.write(folder.parts, workers)
            on_step("Comparing rows of the same people")
            files = [kept[location] for location in sorted(kept)]
            index = Index(read_as, files, write_spoken_for(folder, names), meant)
            folder.write(index)
        return added.result(len(new), len(locations) - len(new), index)


def _read_all(
    folder: Folder,
    manner: Manner,
    todo: Sequence[_Task],
    reading: TextReading,
    workers: int | None,
    on_step: Callable[[str], None],
) -> None:
    """Read pieces, and write their parts. The same processes go on with the texts of all parts, if they are several."""
    runner, left = runner_for(len(todo), workers), len(todo)

    def more(done: str | tuple[str, dict[Any, Any]]) -> Sequence[Texts]:
        nonlocal left
        if not isinstance(done, str):
            return reading.took(done)
        left -= 1
        on_step(f"Read {len(todo) - left} of {counted(len(todo), 'part')}")
        return () if left or len(todo) == 1 else reading.tasks()

    for _ in runner.run(_read, (folder, manner), todo, more) if todo else ():
        pass


def _is_whole(folder: Folder, file: Indexed) -> bool:
    return all(folder.part(name).is_there for name in file.parts)


class _Totals:
    """Adds up what parts were made of."""

    def __init__(self, folder: Folder) -> None:
        self._folder = folder
        self._counts: Counter[str] = Counter()
        self._unread: Counter[str] = Counter()

    def indexed(self, table: Table, digest: str, names: Sequence[str]) -> Indexed:
        """A file in the index, whose parts are there."""
        counts = [self._folder.part(name).counts() for name in names]
        for one in counts:
            self._counts.update(rows=one.rows, keyless=one.keyless, skipped=one.skipped)
            self._unread.update(one.unread)
        return Indexed(table, digest, names, [one.rows for one in counts], [one.people for one in counts])

    def result(self, files: int, unchanged: int, index: Index) -> Added:
        """What was done."""
        counts = {name: self._counts[name] for name in ("rows", "keyless", "skipped")}
        return Added(files, unchanged, people=index.people, unread=dict(self._unread), **counts)


def _headers_of(table: Table) -> Headers:
    """What the headers of a file mean.

    Raises:
        ArchiveError: None of them names people.
        SchemaError: Two headers could be meant for one column.
    """
    headers = recognise(PEOPLES_TABS[CANDIDATES], list(table.names))
    if not {"email", "candidate_id"} & headers.fields.keys():
        shown = ", ".join(f"'{name[:QUOTED]}'" for name in table.names[:12])
        raise ArchiveError(
            f"{Path(table.location).name} has no column Email or Candidate ID, so its rows name no one. Its headers "
            f"are {shown}: rename one of them."
        )
    return headers


# Of this process: what the cells of files with some headers mean, read in some manner.
_KNOWN: dict[Hashable, Known] = {}


def _known(manner: Manner, task: _Task) -> Known:
    made_of = (manner_of(manner), tuple(task.table.names), tuple(sorted(task.headers.fields.items())))
    if made_of not in _KNOWN:
        _KNOWN.clear()
        _KNOWN[made_of] = Known()
    return _KNOWN[made_of]


def _read(given: tuple[Folder, Manner], task: _Task | Texts) -> str | tuple[str, dict[Any, Any]]:
    return _make(given, task) if isinstance(task, _Task) else read_texts(given[1].aliases, task)


def _make(given: tuple[Folder, Manner], task: _Task) -> str:
    """Read a piece, and write its part."""
    folder, manner = given
    part = folder.part(task.name)
    fields = {name: at for name, at in task.headers.fields.items() if name in READ}
    columns, skipped = read_columns(task.table, task.piece, fields)
    found = understand(task.table.names, task.headers, columns, 1, manner, _known(manner, task))
    try:
        part.write(found, skipped)
    except OSError as error:
        raise ArchiveNotWritable(cannot_be_written(folder.path, error)) from None
    return task.name
