"""The bundled dictionaries: each is read once, and only when something asks for it.

The files are made by `script/make_dictionaries`; `data/CREDITS.md` says where they come from.
"""

import gzip
import io
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from importlib import resources
from typing import Any, NamedTuple, overload

import numpy as np
import numpy.typing as npt

# How many people a town has is kept on a scale with so many steps for each factor of ten.
TOWN_STEPS = 20
# The arrays of labels that hold texts.
LABEL_TEXTS = ("words", "languages", "groups", "group_words", "english")


def _lines(file: str) -> list[str]:
    """The lines of a packed text file of `data/`."""
    return gzip.decompress(_bytes(file)).decode("utf-8").splitlines()


def _bytes(file: str) -> bytes:
    return resources.files(__package__).joinpath("data", file).read_bytes()


@cache
def nicknames() -> Mapping[str, frozenset[str]]:
    """First name → the names that it is short for; empty for a name that is never short for another. Lower case."""
    formal: dict[str, set[str]] = {}
    for line in _lines("nicknames.txt.gz"):
        full, *short = line.split()
        formal.setdefault(full, set())
        for name in short:
            formal.setdefault(name, set()).add(full)
    return {name: frozenset(names) for name, names in formal.items()}


@cache
def given_names() -> Mapping[str, str]:
    """Given name in lower case, without accents → "given", "either" (also a last name), "surname" or "rare"."""
    classes = (line.split() for line in _lines("given_names.txt.gz"))
    return {word: name for name, *words in classes for word in words}


class _Texts(Sequence[str]):
    """Many texts as one, each made when it is asked for: as texts of their own they would take five times the memory.

    Args:
        joined: The texts in UTF-8, with line breaks between them.
    """

    def __init__(self, joined: bytes) -> None:
        self._joined = joined
        breaks = np.flatnonzero(np.frombuffer(joined, np.uint8) == ord("\n"))
        self._ends = np.append(breaks, len(joined)).astype(np.int32)

    def __len__(self) -> int:
        return len(self._ends)

    @overload
    def __getitem__(self, place: int) -> str: ...
    @overload
    def __getitem__(self, place: slice) -> Sequence[str]: ...
    def __getitem__(self, place: int | slice) -> str | Sequence[str]:
        if isinstance(place, slice):
            return [self[one] for one in range(*place.indices(len(self)))]
        start = int(self._ends[place - 1]) + 1 if place else 0
        return self._joined[start : int(self._ends[place])].decode()


class _Called(Mapping[str, Sequence[int]]):
    """Name → the numbers of the towns so called.

    Args:
        names: Each once.
        towns: The numbers, name after name.
        counts: How many of them each name has.
    """

    def __init__(self, names: Sequence[str], towns: npt.NDArray[Any], counts: npt.NDArray[Any]) -> None:
        self._places = {name: place for place, name in enumerate(names)}
        self._towns, self._ends = towns, np.cumsum(counts, dtype=np.int64)

    def __getitem__(self, name: str) -> Sequence[int]:
        place = self._places[name]
        start = int(self._ends[place - 1]) if place else 0
        numbers: list[int] = self._towns[start : int(self._ends[place])].tolist()
        return numbers

    def __iter__(self) -> Iterator[str]:
        return iter(self._places)

    def __len__(self) -> int:
        return len(self._places)


@dataclass(frozen=True)
class TownTable:
    """The towns of the gazetteer, by country and region.

    Attributes:
        names: As they are shown.
        called: Name, as places are compared → the numbers of the towns so called, other names included; codes of
            airports are three capitals.
        areas: The country, or the country and its region ("FR-11"), of each.
        latitudes: In degrees.
        longitudes: In degrees.
        people: In thousands, to about a tenth.
        shared: Names of several towns of a country, listed or not: "US springfield".
    """

    names: Sequence[str]
    called: Mapping[str, Sequence[int]]
    areas: Sequence[str]
    latitudes: npt.NDArray[np.float64]
    longitudes: npt.NDArray[np.float64]
    people: npt.NDArray[np.int64]
    shared: Sequence[str]


@cache
def town_table() -> TownTable:
    """The towns, in no order of their size."""
    with np.load(io.BytesIO(_bytes("towns.npz"))) as arrays:
        keys, areas, shared = (
            arrays[name].tobytes().decode("utf-8").split("\n") for name in ("keys", "areas", "shared")
        )
        called = _Called(keys, arrays["keys_towns"], arrays["keys_counts"])
        latitudes, longitudes = (
            np.ascontiguousarray(arrays[name].T).view("<i2").ravel() / 100 for name in ("latitudes", "longitudes")
        )
        people = np.rint(10 ** (arrays["people"] / TOWN_STEPS)).astype(np.int64)
        each = np.repeat(np.asarray(areas, dtype=object), arrays["areas_towns"]).tolist()
        names = _Texts(arrays["names"].tobytes())
    return TownTable(names, called, each, latitudes, longitudes, people, shared)


@cache
def common_words() -> Mapping[str, int]:
    """Common word, in the form that is compared → its weight in tenths: 3 says little, 10 much."""
    weights: dict[str, int] = {}
    for line in _lines("common_words.txt.gz"):
        tenths, *words = line.split()
        weights.update(dict.fromkeys(words, int(tenths)))
    return weights


@dataclass(frozen=True)
class SkillTable:
    """What the bundled sources know about skills. Texts are keys of `skill_words.squash`.

    Attributes:
        meaning: What people write, names included → the name as shown.
        related: Name → narrower skills that need some of it: Vue.js → Vuex.
        hints: What people write → names that it may mean, good enough for a suggestion.
    """

    meaning: Mapping[str, str]
    related: Mapping[str, Sequence[str]]
    hints: Mapping[str, Sequence[str]]


@cache
def skill_table() -> SkillTable:
    """The skills that the bundled sources know."""
    meaning: dict[str, str] = {}
    related: dict[str, Sequence[str]] = {}
    hints: dict[str, list[str]] = {}
    for line in _lines("skills.txt.gz"):
        name, same, narrower, maybe = line.split("|")
        meaning.update(dict.fromkeys(same.split(" "), name))
        if narrower:
            related[name] = narrower.split(" ")
        for key in maybe.split():
            hints.setdefault(key, []).append(name)
    return SkillTable(meaning, related, hints)


class Translation(NamedTuple):
    """A name in another language: the English name, the code of the language, and the name as it is written."""

    english: str
    language: str
    text: str


@cache
def skill_translations() -> Sequence[Translation]:
    """What skills are called in other languages, and some other English names."""
    return _translations("skill_translations.txt")


@cache
def title_translations() -> Sequence[Translation]:
    """What everyday titles are called in other languages."""
    return _translations("title_translations.txt")


def _translations(file: str) -> Sequence[Translation]:
    named: list[Translation] = []
    for line in _bytes(file).decode("utf-8").splitlines():
        name, _, languages = line.partition(" = ")
        for written in languages.split(" | ") if not line.startswith("#") else ():
            language, _, texts = written.partition(" ")
            named += [Translation(name, language, text.strip()) for text in texts.split(",")]
    return named


@dataclass(frozen=True)
class OccupationTable:
    """A dictionary of occupations: names as bags of words, in the order of the occupations.

    Attributes:
        source: Its publisher, O*NET or ESCO.
        codes: By occupation.
        titles: By occupation, as they are shown.
        words: All words of the names, as `title_similarity.name_words` makes them.
        names_each: By occupation, how many names it has, at least one.
        name_sizes: By name, how many words it has, at least one.
        name_words: The numbers of the words, name after name.
        related: Occupations and those that are closely related to each, as pairs of numbers.
    """

    source: str
    codes: Sequence[str]
    titles: Sequence[str]
    words: Sequence[str]
    names_each: npt.NDArray[np.int64]
    name_sizes: npt.NDArray[np.int64]
    name_words: npt.NDArray[np.int64]
    related: npt.NDArray[np.int64]


@cache
def occupation_tables() -> Sequence[OccupationTable]:
    """The dictionaries of occupations, O*NET's first."""
    return [_occupation_table(source, file) for source, file in (("O*NET", "onet.npz"), ("ESCO", "esco.npz"))]


def _occupation_table(source: str, file: str) -> OccupationTable:
    with np.load(io.BytesIO(_bytes(file))) as arrays:
        texts = [arrays[name].tobytes().decode("utf-8").split("\n") for name in ("codes", "titles", "words")]
        names = ("names_each", "name_sizes", "name_words", "related")
        return OccupationTable(source, *texts, *(arrays[name].astype(np.int64) for name in names))


@dataclass(frozen=True)
class LabelTable:
    """Labels of ESCO's occupations and groups in other languages, in the order of what they are labels of.

    Attributes:
        words: All words of the labels, as `foreign_words.stems` makes them, and parts of compounds.
        languages: The codes of the languages.
        labels_of: By label the number of the occupation, or of a group, which are numbered after the occupations.
        label_languages: By label the number of its language.
        label_sizes: By label how many words it has, at least one.
        label_words: The numbers of the words, label after label.
        groups: The English names of the groups.
        group_words: The words of these names, by spaces, as `title_similarity.name_words` makes them.
        members: Groups and the occupations of each, as pairs of numbers.
        english: All English words that words stand for.
        meanings_each: By word, how many English words it stands for.
        meanings: The numbers of these English words, word after word.
        likely: How likely each meaning is, 0 to 255.
    """

    words: Sequence[str]
    languages: Sequence[str]
    labels_of: npt.NDArray[np.uint16]
    label_languages: npt.NDArray[np.uint8]
    label_sizes: npt.NDArray[np.uint8]
    label_words: npt.NDArray[np.uint16]
    groups: Sequence[str]
    group_words: Sequence[str]
    members: npt.NDArray[np.uint16]
    english: Sequence[str]
    meanings_each: npt.NDArray[np.uint8]
    meanings: npt.NDArray[np.uint16]
    likely: npt.NDArray[np.uint8]


@cache
def label_table() -> LabelTable:
    """ESCO's labels in nine languages."""
    with np.load(io.BytesIO(_bytes("esco_labels.npz"))) as arrays:
        texts = {name: arrays[name].tobytes().decode("utf-8").split("\n") for name in LABEL_TEXTS}
        return LabelTable(**texts, **{name: arrays[name] for name in arrays.files if name not in LABEL_TEXTS})
