"""What distinct titles and skills of an index mean, as Parquet files beside its parts.

They hold texts of titles and skills only, no people. The same parts, read in the same way, always make the same bytes.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from collections.abc import Set as AbstractSet
from hashlib import blake2b
from itertools import groupby, pairwise
from pathlib import Path

import numpy as np
import pyarrow as pa
import pyarrow.parquet as pq

from automation.archive.parts import as_bytes, metadata, read, unreadable, whole
from automation.core.archive.meanings import (
    NOTHING_KNOWN,
    Meanings,
    NameMeaning,
    SkillMeanings,
)
from automation.core.model import Skill, Stance
from automation.core.taxonomy.foreign_titles import Reading as ForeignReading
from automation.core.taxonomy.occupations import Place
from automation.core.taxonomy.skill_readings import How, Reading
from automation.core.taxonomy.sparse import NOTHING, Vector
from automation.core.taxonomy.title_names import Name
from automation.files import write_durably

# How many skills are handed on at a time.
SKILLS = 20_000
_ALIASES = b"aliases"
_HOW = {str(how): how for how in How}
_STANCES = {str(stance): stance for stance in Stance}
# The vectors of a name, by the columns that they are kept in.
_VECTORS: Mapping[str, Callable[[NameMeaning], Vector]] = {
    "near": lambda one: one.places[0].near,
    "named": lambda one: one.places[0].named,
    "esco_near": lambda one: one.places[1].near,
    "esco_named": lambda one: one.places[1].named,
    "foreign_near": lambda one: one.foreign.near if one.foreign else NOTHING,
    "foreign_named": lambda one: one.foreign.named if one.foreign else NOTHING,
    "foreign_work": lambda one: one.foreign.work if one.foreign else NOTHING,
}

Step = Callable[[str], None]


class MeaningsFile:
    """The meanings of an index.

    Args:
        folder: Of the parts.
        name: Of the meanings; "" where there are none.
    """

    def __init__(self, folder: Path, name: str) -> None:
        self._folder, self.name = folder, name
        self._titles, self._names, self._skills = (
            folder / f"{name}.{kind}.parquet" for kind in ("titles", "names", "skills")
        )

    @property
    def is_there(self) -> bool:
        """Whether they were written in whole."""
        return bool(self.name) and self._titles.exists()

    def read(self, aliases: Mapping[str, str], share: tuple[int, int] = (0, 1)) -> Meanings:
        """What is known. What skills mean depends on the aliases: with others than when it was written, it is unknown.

        Args:
            aliases: Those of the workbook.
            share: Which share of it, the first one is 0, and of how many.

        Raises:
            ArchiveError: It cannot be read.
        """
        if not self.is_there:
            return NOTHING_KNOWN
        table = read(self._names)
        begin, end = _bounds(table.num_rows, *share)
        names = _meanings_of(table.slice(begin, end - begin))
        skills = self._skill_meanings(share) if self.fits(aliases) else ()
        return Meanings(self._titles_of(names, begin), names, skills)

    def shares(self) -> int:
        """In how many shares it is read where several processes are there to do so."""
        return 1 + pq.read_metadata(self._skills).num_rows // SKILLS if self.is_there else 1

    def fits(self, aliases: Mapping[str, str]) -> bool:
        """Whether it was written with the same aliases."""
        return self.is_there and self._aliases() == digest_of(aliases)

    def only(self, titles: AbstractSet[str], skills: AbstractSet[Skill]) -> str:
        """Write what is known of some titles and skills only, and return the name of what was written."""
        if not self.is_there:
            return ""
        known = self._titles_of(names := _meanings_of(read(self._names)))
        kept = {title: name for title, name in known.items() if title in titles}
        meant = {skill: own for some in self._skill_meanings() for skill, own in some.items() if skill in skills}
        return write_known(self._folder, kept, names, meant, self._aliases())

    def _titles_of(self, names: Sequence[NameMeaning], first: int = 0) -> dict[str, Name]:
        """The titles that have these names, the first of which has this number."""
        table = read(self._titles)
        of = table.column("name").to_numpy()
        table = table.filter(pa.array((of >= first) & (of < first + len(names))))
        numbers = table.column("name").to_pylist()
        titles = table.column("title").to_pylist()
        return {title: names[number - first].name for title, number in zip(titles, numbers, strict=True)}

    def _aliases(self) -> bytes:
        found: bytes = metadata(self._skills).get(_ALIASES, b"")
        return found

    def _skill_meanings(self, share: tuple[int, int] = (0, 1)) -> Iterator[SkillMeanings]:
        found: dict[Skill, tuple[Reading, ...]] = {}
        for skill, rows in groupby(self._skill_rows(share), key=lambda row: row[0]):
            found[skill] = tuple(reading for _, reading in rows)
            if len(found) == SKILLS:
                yield found
                found = {}
        yield found

    def _skill_rows(self, share: tuple[int, int]) -> Iterator[tuple[Skill, Reading]]:
        try:
            source = pq.ParquetFile(self._skills)
            batches = source.iter_batches(SKILLS) if share == (0, 1) else _share_of(source.read(), *share).to_batches()
            for batch in batches:
                for text, stance, term, how, key, joined, words in zip(
                    *(one.to_pylist() for one in batch), strict=True
                ):
                    yield Skill(text, _STANCES[stance]), Reading(tuple(term), _HOW[how], key, joined, tuple(words))
        except (OSError, pa.ArrowException) as error:
            raise unreadable(error) from error


def _bounds(count: int, share: int, of: int) -> tuple[int, int]:
    """Where a share of so many rows begins and ends."""
    return count * share // of, count * (share + 1) // of


def _share_of(table: pa.Table, share: int, of: int) -> pa.Table:
    """A share of the rows of skills, with all rows of each skill in one share."""
    texts = whole(table.column("text"))
    begin, end = (_first_like(texts, at) for at in _bounds(table.num_rows, share, of))
    return table.slice(begin, end - begin)


def _first_like(texts: pa.Array, at: int) -> int:
    """The first of the rows before a row that have its text, which stand together."""
    while 0 < at < len(texts) and texts[at - 1].as_py() == texts[at].as_py():
        at -= 1
    return at


def write_known(
    folder: Path,
    titles: Mapping[str, Name],
    names: Iterable[NameMeaning],
    skills: SkillMeanings,
    aliases: bytes,
) -> str:
    """Write what titles and skills mean, without names that no title has. Returns the name of what was written."""
    used = set(titles.values())
    kept = sorted((one for one in names if one.name in used), key=lambda one: one.name)
    numbers = {one.name: number for number, one in enumerate(kept)}
    ordered = sorted(titles)
    of = pa.array([numbers[titles[title]] for title in ordered], pa.int32())
    # The titles last, since their being there says that all is.
    tables = {
        "skills": as_bytes(_skills_table(skills).replace_schema_metadata({_ALIASES: aliases})),
        "names": as_bytes(_names_table(kept)),
        "titles": as_bytes(pa.table({"title": pa.array(ordered, pa.string()), "name": of})),
    }
    name = blake2b(b"".join(tables.values()), digest_size=16).hexdigest()
    for kind, data in tables.items():
        write_durably(folder / f"{name}.{kind}.parquet", data)
    return name


def digest_of(aliases: Mapping[str, str]) -> bytes:
    """Tells aliases from others."""
    return blake2b(repr(sorted(aliases.items())).encode("utf-8", "surrogatepass"), digest_size=16).hexdigest().encode()


def _skills_table(meant: SkillMeanings) -> pa.Table:
    """One row for each reading; those of one skill follow each other."""
    skills = sorted(meant, key=lambda skill: (skill.text, skill.stance))
    rows = [(skill, reading) for skill in skills for reading in meant[skill]]
    texts = pa.list_(pa.string())
    return pa.table(
        {
            "text": pa.array([skill.text for skill, _ in rows], pa.string()),
            "stance": pa.array([str(skill.stance) for skill, _ in rows], pa.string()),
            "term": pa.array([reading.term for _, reading in rows], texts),
            "how": pa.array([str(reading.how) for _, reading in rows], pa.string()),
            "key": pa.array([reading.key for _, reading in rows], pa.string()),
            "joined": pa.array([reading.joined for _, reading in rows], pa.string()),
            "words": pa.array([reading.words for _, reading in rows], texts),
        }
    )


def _names_table(meanings: Sequence[NameMeaning]) -> pa.Table:
    texts = pa.list_(pa.string())
    columns = {
        "words": pa.array([meaning.name.words for meaning in meanings], texts),
        "foreign": pa.array([meaning.name.foreign for meaning in meanings], texts),
        "likeness": pa.array([one.foreign.likeness if one.foreign else 0.0 for one in meanings], pa.float64()),
    }
    for name, of in _VECTORS.items():
        vectors = list(map(of, meanings))
        columns[f"{name}_at"] = _list_array([vector.at for vector in vectors])
        columns[f"{name}_by"] = _list_array([vector.by for vector in vectors])
    return pa.table(columns)


def _list_array(numbers: Sequence[np.ndarray]) -> pa.Array:
    """Lists of whole numbers."""
    offsets = np.cumsum([0, *map(len, numbers)])
    flat = np.concatenate([np.empty(0), *numbers]).astype(np.int16)
    return pa.ListArray.from_arrays(pa.array(offsets, pa.int32()), pa.array(flat, pa.int16()))


def _meanings_of(table: pa.Table) -> list[NameMeaning]:
    vectors = {name: _vectors(table, name) for name in _VECTORS}
    words, foreign, likeness = (table.column(name).to_pylist() for name in ("words", "foreign", "likeness"))
    found = []
    for at in range(table.num_rows):
        own = {name: some[at] for name, some in vectors.items()}
        name = Name(tuple(words[at]), tuple(foreign[at]))
        places = (Place(own["near"], own["named"]), Place(own["esco_near"], own["esco_named"]))
        reading = ForeignReading(own["foreign_near"], own["foreign_named"], own["foreign_work"], likeness[at])
        found.append(NameMeaning(name, places, reading if name.foreign else None))
    return found


def _vectors(table: pa.Table, name: str) -> list[Vector]:
    at, by = (whole(table.column(f"{name}_{which}")) for which in ("at", "by"))
    ends = at.offsets.to_numpy().tolist()
    places, weights = at.flatten().to_numpy().astype(np.int64), by.flatten().to_numpy().astype(np.float64)
    return [Vector(places[start:end], weights[start:end]) for start, end in pairwise(ends)]
