"""Parts of the index as Parquet files: one of people, one of the words that their numbers mean.

The same piece of a file, read in the same way, always makes the same bytes. The words are written first, so a part
whose people are there is whole.
"""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
import pyarrow as pa
import pyarrow.parquet as pq

from automation.core.archive.hashes import HASH_SIZE, Hashes, as_hashes
from automation.core.archive.people import PLAIN, Numbers, People, Words
from automation.core.archive.understanding import Understood
from automation.core.model import Pay, Skill, Stance
from automation.errors import ArchiveError
from automation.files import write_durably

_HASHES = ("key", "mailbox")
_COUNTS = b"backpocket"
_REMOTE = {"yes": True, "no": False, "": None}
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

    def people(self, words: Words | None = None) -> People:
        """All its people."""
        return people_of(read(self.people_path), words or self.words())

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


def people_of(table: pa.Table, words: Words) -> People:
    """People from a table with the columns of a part."""
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
    return as_hashes(column.cast(pa.binary(HASH_SIZE)).to_pylist()) if len(column) else np.empty((0, 2), np.uint64)


def _words_table(words: Words) -> pa.Table:
    rows = [
        *(("title", title, "") for title in words.titles),
        *(("skill", skill.text, str(skill.stance)) for skill in words.skills),
        *(("place", place, _REMOTE_WORDS[remote]) for place, remote in words.places),
        *(("pay", "", json.dumps([pay.low, pay.high, pay.currency]) if pay else "") for pay in words.pays),
        *(("region", region, "") for region in words.regions),
        *(("basis", basis, "") for basis in words.bases),
        *(("domain", "", b"".join(hashes).hex()) for hashes in words.domains),
        *(("company", "", hashed.hex()) for hashed in words.companies),
    ]
    kinds, texts, more = zip(*rows, strict=True) if rows else ((), (), ())
    return pa.table(
        {"kind": pa.array(kinds, pa.string()), "text": pa.array(texts, pa.string()), "more": pa.array(more)}
    )


def _words(table: pa.Table) -> Words:
    found: dict[str, list[tuple[str, str]]] = {}
    for kind, text, more in zip(*(table.column(name).to_pylist() for name in ("kind", "text", "more")), strict=True):
        found.setdefault(kind, []).append((text, more))
    return Words(
        titles=[text for text, _ in found.get("title", ())],
        skills=[Skill(text, Stance(stance)) for text, stance in found.get("skill", ())],
        places=[(text, _REMOTE[remote]) for text, remote in found.get("place", ())],
        pays=[Pay(*json.loads(more)) if more else None for _, more in found.get("pay", ())],
        regions=[text for text, _ in found.get("region", ())],
        bases=[text for text, _ in found.get("basis", ())],
        domains=[_split(bytes.fromhex(more)) for _, more in found.get("domain", ())],
        companies=[bytes.fromhex(more) for _, more in found.get("company", ())],
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
