"""Parts of the index as Parquet files: one of people, one of the words that their numbers mean.

The same piece of a file, read in the same way, always makes the same bytes. The words are written first, so a part
whose people are there is whole.
"""

import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
import pyarrow as pa
import pyarrow.parquet as pq

from automation.core.archive.hashes import HASH_SIZE, Hashes
from automation.core.archive.people import PLAIN, Numbers, People, Words
from automation.core.archive.understanding import Understood
from automation.core.model import Pay, Skill, Stance
from automation.errors import ArchiveError
from automation.files import write_durably

_HASHES = ("key", "mailbox")
_COUNTS = b"backpocket"
_REMOTE = {"yes": True, "no": False, "": None}
_STANCES = {str(stance): stance for stance in Stance}
_REMOTE_WORDS = {remote: text for text, remote in _REMOTE.items()}


@dataclass(frozen=True)
class Counts:
    """How many rows a part was made of.

    Attributes:
        people: Rows in the index.
        keyless: Rows without a key.
        forgotten: Rows of people whose details were deleted.
        skipped: Lines that are no rows.
        unread: Header → rows with a cell there that cannot be read.
    """

    people: int
    keyless: int
    forgotten: int
    skipped: int
    unread: Mapping[str, int]

    @property
    def rows(self) -> int:
        """All rows."""
        return self.people + self.keyless + self.forgotten


class PartFile:
    """One part of an index.

    Args:
        folder: Of the parts.
        name: Of the part.
    """

    def __init__(self, folder: Path, name: str) -> None:
        self.people_path, self._words_path = folder / f"{name}.people.parquet", folder / f"{name}.words.parquet"

    @property
    def is_there(self) -> bool:
        """Whether it was written in whole."""
        return self.people_path.exists()

    def counts(self) -> Counts:
        """How many rows it was made of."""
        return Counts(**json.loads(metadata(self.people_path)[_COUNTS]))

    def write(self, found: Understood, skipped: int) -> None:
        """Write what a piece of a file holds."""
        people = found.people
        counts = Counts(len(people), found.keyless, found.forgotten, skipped, found.unread)
        write_durably(self._words_path, as_bytes(_words_table(people.words)))
        write_durably(self.people_path, as_bytes(_people_table(people, counts)))

    def words(self) -> Words:
        """What the numbers mean."""
        if not self.is_there:
            raise _missing()
        return _words(read(self._words_path))

    def people(self) -> People:
        """All its people."""
        return _people(read(self.people_path), self.words())

    def remove(self) -> None:
        """Remove it, the people first."""
        self.people_path.unlink(missing_ok=True)
        self._words_path.unlink(missing_ok=True)

    def without(self, kept: Any, people: People) -> None:
        """Write it again with some of its people; words that none of them has are left out."""
        counts = self.counts()
        rest = people.only(kept)
        gone = counts.people - len(rest)
        new = Counts(len(rest), counts.keyless, counts.forgotten + gone, counts.skipped, counts.unread)
        lean = with_used_words(rest)
        # The old words do not fit the new numbers. A kill in between leaves no part, and `add` reads it anew.
        self.remove()
        write_durably(self._words_path, as_bytes(_words_table(lean.words)))
        write_durably(self.people_path, as_bytes(_people_table(lean, new)))


def names_in(folder: Path) -> list[str]:
    """The names of all parts in a folder that were written in whole."""
    return sorted(path.name.removesuffix(".people.parquet") for path in folder.glob("*.people.parquet"))


def as_bytes(table: pa.Table) -> bytes:
    """A table as a file of an index."""
    sink = pa.BufferOutputStream()
    pq.write_table(table, sink, compression="zstd", row_group_size=1_000_000)
    data: bytes = sink.getvalue().to_pybytes()
    return data


def read(path: Path, **more: Any) -> pa.Table:
    """A file of an index.

    Args:
        path: Of the file.
        more: As `pyarrow.parquet.read_table` takes it.

    Raises:
        ArchiveError: It cannot be read.
    """
    try:
        return pq.read_table(path, **more)
    except (OSError, pa.ArrowException) as error:
        raise unreadable(error) from error


def metadata(path: Path) -> Mapping[bytes, bytes]:
    """What a file of an index says of itself. Raises as `read` does."""
    try:
        return pq.read_schema(path).metadata or {}
    except (OSError, pa.ArrowException) as error:
        raise unreadable(error) from error


def unreadable(error: Exception) -> ArchiveError:
    """What to raise where a file of an index cannot be read."""
    return _missing() if isinstance(error, FileNotFoundError) else _damaged()


def _missing() -> ArchiveError:
    return ArchiveError(
        "A part of the archive is missing: run this again, in case another process has just changed it. If that does "
        "not help, run `backpocket archive add` with its files again."
    )


def _damaged() -> ArchiveError:
    return ArchiveError(
        "The index of the archive is damaged: delete its folder, and run `backpocket archive add` with the files again."
    )


def _people_table(people: People, counts: Counts) -> pa.Table:
    columns: dict[str, pa.Array] = {}
    for name in PLAIN:
        values = getattr(people, name)
        columns[name] = _hashes(values) if name in _HASHES else pa.array(values, pa.int32())
    columns["skills"] = pa.ListArray.from_arrays(_offsets(people.skills_each), pa.array(people.skills, pa.int32()))
    columns["others"] = pa.ListArray.from_arrays(_offsets(people.others_each), _hashes(people.others))
    kept = {**vars(counts), "unread": dict(sorted(counts.unread.items()))}
    return pa.table(columns).replace_schema_metadata({_COUNTS: json.dumps(kept)})


def _people(table: pa.Table, words: Words) -> People:
    columns: dict[str, Any] = {}
    for name in PLAIN:
        column = whole(table.column(name))
        columns[name] = _from_hashes(column) if name in _HASHES else column.to_numpy().astype(np.int32)
    skills, others = (whole(table.column(name)) for name in ("skills", "others"))
    return People(
        **columns,
        skills=skills.flatten().to_numpy().astype(np.int32),
        others=_from_hashes(others.flatten()),
        words=words,
    )


def whole(column: pa.ChunkedArray) -> pa.Array:
    """A column in one piece."""
    joined = column.combine_chunks()
    return pa.concat_arrays(joined.chunks) if isinstance(joined, pa.ChunkedArray) else joined


def _offsets(each: Numbers) -> pa.Array:
    return pa.array(np.concatenate([[0], np.cumsum(each)]), pa.int32())


def _hashes(values: Hashes) -> pa.Array:
    data = pa.py_buffer(np.ascontiguousarray(values, dtype="<u8").tobytes())
    return pa.Array.from_buffers(pa.binary(HASH_SIZE), len(values), [None, data])


def _from_hashes(column: pa.Array) -> Hashes:
    if not len(column):
        return np.empty((0, 2), np.uint64)
    fixed = column.cast(pa.binary(HASH_SIZE))
    end = fixed.offset + len(fixed)
    numbers = np.frombuffer(fixed.buffers()[1], "<u8", 2 * end).reshape(-1, 2)
    return numbers[fixed.offset :].astype(np.uint64)


def _words_table(words: Words) -> pa.Table:
    # Kind → texts, and what stands beside them.
    rows: dict[str, tuple[Sequence[str], Sequence[str]]] = {
        "title": (words.titles, [""] * len(words.titles)),
        "skill": ([skill.text for skill in words.skills], [str(skill.stance) for skill in words.skills]),
        "place": ([place for place, _ in words.places], [_REMOTE_WORDS[remote] for _, remote in words.places]),
        "pay": (
            [""] * len(words.pays),
            [json.dumps([pay.low, pay.high, pay.currency]) if pay else "" for pay in words.pays],
        ),
        "region": (words.regions, [""] * len(words.regions)),
        "basis": (words.bases, [""] * len(words.bases)),
        "domain": ([""] * len(words.domains), [b"".join(hashes).hex() for hashes in words.domains]),
        "company": ([""] * len(words.companies), [hashed.hex() for hashed in words.companies]),
    }
    kinds = [kind for kind, (texts, _) in rows.items() for _ in texts]
    every = [text for texts, _ in rows.values() for text in texts]
    beside = [one for _, more in rows.values() for one in more]
    return pa.table(
        {"kind": pa.array(kinds, pa.string()), "text": pa.array(every, pa.string()), "more": pa.array(beside)}
    )


def _words(table: pa.Table) -> Words:
    kinds = whole(table.column("kind")).dictionary_encode()
    numbers = {kind: number for number, kind in enumerate(kinds.dictionary.to_pylist())}
    of = kinds.indices.to_numpy(zero_copy_only=False)
    texts, more = (whole(table.column(name)) for name in ("text", "more"))

    def column(values: pa.Array, kind: str) -> list[Any]:
        found: list[Any] = values.take(pa.array(np.flatnonzero(of == numbers.get(kind, -1)))).to_pylist()
        return found

    def both(kind: str) -> Iterator[tuple[Any, Any]]:
        return zip(column(texts, kind), column(more, kind), strict=True)

    return Words(
        titles=column(texts, "title"),
        skills=[Skill(text, _STANCES[stance]) for text, stance in both("skill")],
        places=[(text, _REMOTE[remote]) for text, remote in both("place")],
        pays=[Pay(*json.loads(one)) if one else None for one in column(more, "pay")],
        regions=column(texts, "region"),
        bases=column(texts, "basis"),
        domains=[_split(bytes.fromhex(one)) for one in column(more, "domain")],
        companies=[bytes.fromhex(one) for one in column(more, "company")],
    )


def _split(hashes: bytes) -> tuple[bytes, ...]:
    return tuple(hashes[at : at + HASH_SIZE] for at in range(0, len(hashes), HASH_SIZE))


_WORDS_OF = {
    "title": "titles",
    "skills": "skills",
    "place": "places",
    "pay": "pays",
    "region": "regions",
    "basis": "bases",
    "domain": "domains",
    "company": "companies",
}


def with_used_words(people: People) -> People:
    """The same people, with the words only that they have."""
    columns = {name: getattr(people, name) for name in (*PLAIN, "skills", "others")}
    words: dict[str, Sequence[Any]] = {}
    for column, name in _WORDS_OF.items():
        used, columns[column] = np.unique(columns[column], return_inverse=True)
        columns[column] = columns[column].astype(np.int32)
        words[name] = [getattr(people.words, name)[number] for number in used.tolist()]
    return People(**columns, words=Words(**words))
