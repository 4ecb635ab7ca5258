"""The bundled dictionaries: each is read once, and only when something asks for it.

The files are made by `script/make_dictionaries`; `data/CREDITS.md` says where they come from.
"""

import gzip
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from importlib import resources


def _lines(file: str) -> list[str]:
    """The lines of a packed text file of `data/`."""
    packed = resources.files(__package__).joinpath("data", file).read_bytes()
    return gzip.decompress(packed).decode("utf-8").splitlines()


@cache
def nicknames() -> Mapping[str, frozenset[str]]:
    """First name → the names that it is short for, none where it is only a full one. Lower case, English."""
    formal: dict[str, set[str]] = {}
    for line in _lines("nicknames.txt.gz"):
        full, *short = line.split()
        formal.setdefault(full, set())
        for name in short:
            formal.setdefault(name, set()).add(full)
    return {name: frozenset(names) for name, names in formal.items()}


@cache
def towns() -> Mapping[str, Sequence[str]]:
    """Name of a town as places are compared → its lines: area, latitude, longitude, people in thousands, by `|`.

    Large ones stand under a code of three capitals too, such as `BLR`.
    """
    named: dict[str, list[str]] = {}
    for line in _lines("towns.txt.gz"):
        name, _, where = line.partition("|")
        named.setdefault(name, []).append(where)
    return named


@cache
def common_words() -> Mapping[str, int]:
    """Word of the language of work, as words are compared → what it weighs in tenths: 3 says little, 10 much."""
    weights: dict[str, int] = {}
    for line in _lines("common_words.txt.gz"):
        tenths, *words = line.split()
        weights.update(dict.fromkeys(words, int(tenths)))
    return weights


@dataclass(frozen=True)
class SkillTable:
    """What the bundled sources say of skills. Texts are keys of `skill_words.squash`.

    Attributes:
        meaning: What people write, names included → the name as shown.
        related: Name → what takes some of it without being it: Vue.js → Vuex.
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
