"""The bundled dictionaries: each is read once, and only when something asks for it.

The files are made by `script/make_dictionaries`; `data/CREDITS.md` says where they come from.
"""

import gzip
from collections.abc import Mapping, Sequence
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
