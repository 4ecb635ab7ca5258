"""The bundled table of titles in nine languages: ESCO's labels as bags of stems, and what stems mean in English.

What a stem means is learned from the labels themselves: those of one occupation say the same in each language. The
method is the first one of Brown and others, "The mathematics of statistical machine translation" (1993).
"""

# ruff: noqa: INP001  The folder holds programs, it is no package.
import gzip
import io
import math
from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from functools import cache
from pathlib import Path
from typing import NamedTuple

import numpy as np
from skill_sources import rows_of

from automation.core.taxonomy.foreign_words import stem, stems
from automation.core.taxonomy.title_names import name_words

# Languages that write compounds as one word.
COMPOUNDING = frozenset({"da", "de", "nl", "sv"})
# What may stand between the parts of a compound.
LINKS = ("", "s", "n", "en", "es", "e", "er")
# No part of a compound is shorter; a word that is shorter than two parts is none.
PART = 4
# How many alternative labels in English stand beside the preferred one.
ALTERNATIVES = 6
ROUNDS = 6
# How likely a word of a label stands for nothing in its translation, beside a word that stands for something.
NOTHING = 0.3
# A meaning that is less likely is not listed; and how many are at most.
LIKELY, MEANINGS = 0.05, 5

Bag = tuple[str, ...]


class Label(NamedTuple):
    """A label: the number of its concept, its language, and its stems."""

    concept: int
    language: str
    bag: Bag


def labels_table(sources: Path) -> bytes:
    """ESCO's labels in other languages, and the English meanings of their stems, as compressed arrays."""
    occupations = list(rows_of(sources / "esco_en" / "occupations_en_min.csv"))
    english = {number: _english(row) for number, row in enumerate(occupations)}
    numbers = {row["conceptUri"].rpartition("/")[2]: number for number, row in enumerate(occupations)}
    labels, groups = _labels(sources / "esco_multilingual" / "labels.tsv.gz", numbers)
    names = group_names()
    english |= {number: [name_words(names[code])] for code, number in groups.items()}
    languages = sorted({label.language for label in labels})
    meanings: dict[str, dict[str, float]] = {}
    for language in languages:
        for word, found in _meanings([label for label in labels if label.language == language], english):
            known = meanings.setdefault(word, {})
            for meaning, likely in found:
                known[meaning] = max(known.get(meaning, 0), likely)
    members = [
        (group, number)
        for code, group in groups.items()
        for number, row in enumerate(occupations)
        if row["iscoGroup"].startswith(code)
    ]
    return _packed(labels, languages, meanings, members, [names[code] for code in groups])


def group_names() -> dict[str, str]:
    """The English names of ISCO's groups, by their codes."""
    lines = (Path(__file__).parent / "isco_groups.txt").read_text(encoding="utf-8").splitlines()
    return dict(line.split(" ", 1) for line in lines if not line.startswith("#"))


def _english(row: dict[str, str]) -> list[Bag]:
    """The English names of an occupation: the preferred one, and some others."""
    names = [row["preferredLabel"], *row["altLabels"].splitlines()[:ALTERNATIVES]]
    return [bag for bag in map(name_words, names) if bag]


def _labels(path: Path, numbers: dict[str, int]) -> tuple[list[Label], dict[str, int]]:
    """All labels, each once, by concept; and the groups of ISCO that some are of: their code → their number.

    Groups are numbered after the occupations. Concepts that are neither are left out.
    """
    groups: dict[str, int] = {}
    found: dict[Label, None] = {}
    with gzip.open(path, "rt", encoding="utf-8") as file:
        next(file)
        for line in file:
            concept, language, text = line.rstrip("\n").split("\t")
            if concept in numbers:
                number = numbers[concept]
            elif concept[:1] == "C" and concept[1:].isdecimal():
                number = groups.setdefault(concept[1:], len(numbers) + len(groups))
            else:
                continue
            if bag := tuple(sorted(stems(text))):
                found[Label(number, language, bag)] = None
    return sorted(found), groups


def _meanings(labels: Sequence[Label], english: dict[int, list[Bag]]) -> Iterable[tuple[str, list[tuple[str, float]]]]:
    """Each stem of a language, and the English words that it stands for, with how likely each is."""
    words = Counter(word for label in labels for word in label.bag)
    parts = _splitter(words) if labels[0].language in COMPOUNDING else _whole
    foreign: dict[str, int] = {}
    meant: dict[str, int] = {}
    entries: list[tuple[int, int, int]] = []
    weights: list[float] = []
    pair = 0
    for label in labels:
        # Number 0 is nothing.
        own = [0, *{foreign.setdefault(part, len(foreign) + 1) for word in label.bag for part in parts(word)}]
        names = english.get(label.concept, ())
        for place, name in enumerate(names):
            weight = 1 / max(1, len(names) - 1) if place else 1
            for word in name:
                number = meant.setdefault(word, len(meant))
                entries += [(one, number, pair) for one in own]
                weights += [weight] * len(own)
                pair += 1
    likely = _aligned(np.asarray(entries), np.asarray(weights), len(meant), pair)
    names_of, words_of = list(foreign), list(meant)
    found: dict[str, list[tuple[str, float]]] = {}
    for (one, other), share in likely:
        if one and share >= LIKELY:
            found.setdefault(names_of[one - 1], []).append((words_of[other], share))
    return [
        (word, sorted(own, key=lambda meaning: (-meaning[1], meaning[0]))[:MEANINGS]) for word, own in found.items()
    ]


def _aligned(
    entries: np.ndarray, weights: np.ndarray, width: int, pairs: int
) -> Iterable[tuple[tuple[int, int], float]]:
    """How likely each foreign word stands for each English one, by what stands in the same pairs of labels."""
    codes, at = np.unique(entries[:, 0] * width + entries[:, 1], return_inverse=True)
    words, shares = codes // width, np.ones(len(codes))
    silent = np.where(entries[:, 0] == 0, NOTHING, 1)
    for _ in range(ROUNDS):
        parts = shares[at] * silent
        together = np.bincount(entries[:, 2], weights=parts, minlength=pairs)
        counts = np.bincount(at, weights=weights * parts / together[entries[:, 2]], minlength=len(codes))
        shares = counts / np.bincount(words, weights=counts)[words]
    return (((int(code) // width, int(code) % width), float(share)) for code, share in zip(codes, shares, strict=True))


def _whole(word: str) -> Sequence[str]:
    return (word,)


def _splitter(words: Counter[str]) -> Callable[[str], Sequence[str]]:
    """What cuts a compound into parts that the language has as words, or at many beginnings and ends of them."""
    begins: Counter[str] = Counter()
    ends: Counter[str] = Counter()
    for word in words:
        begins.update(word[:at] for at in range(3, len(word) - 2))
        ends.update(word[at:] for at in range(3, len(word) - 2))

    def how_good(first: str, last: str) -> float:
        known = (words[first] or begins[first] >= 6) and (words[last] or ends[last] >= 8)
        if not known or len(first) < PART:
            return 0
        both = math.log(1 + words[first] + 0.3 * begins[first]) + math.log(1 + words[last] + 0.3 * ends[last])
        return both + 0.5 * min(len(first), len(last))

    @cache
    def parts(word: str) -> Sequence[str]:
        cuts = [
            (stem(word[: at - len(link)]), word[at:])
            for at in range(PART, len(word) - PART + 1)
            for link in LINKS
            if word[:at].endswith(link)
        ]
        best = max(cuts, key=lambda cut: how_good(*cut), default=None)
        if best is None or not how_good(*best):
            return (word,)
        return (*parts(best[0]), *parts(best[1]))

    return parts


def _packed(
    labels: Sequence[Label],
    languages: Sequence[str],
    meanings: dict[str, dict[str, float]],
    members: Sequence[tuple[int, int]],
    groups: Sequence[str],
) -> bytes:
    """The table as compressed arrays; the same table gives the same bytes."""
    words = sorted({word for label in labels for word in label.bag} | meanings.keys())
    numbers = {word: number for number, word in enumerate(words)}
    english = sorted({meaning for found in meanings.values() for meaning in found})
    english_numbers = {word: number for number, word in enumerate(english)}
    means = [
        (numbers[word], english_numbers[meaning], round(255 * likely))
        for word in words
        for meaning, likely in sorted(meanings.get(word, {}).items())
    ]
    file = io.BytesIO()
    np.savez_compressed(
        file,
        words=_text(words),
        languages=_text(languages),
        labels_of=np.asarray([label.concept for label in labels], dtype="<u2"),
        label_languages=np.asarray([languages.index(label.language) for label in labels], dtype="u1"),
        label_sizes=np.asarray([len(label.bag) for label in labels], dtype="u1"),
        label_words=np.asarray([numbers[word] for label in labels for word in label.bag], dtype="<u2"),
        groups=_text(groups),
        group_words=_text([" ".join(name_words(name)) for name in groups]),
        members=np.asarray(members, dtype="<u2").reshape(-1, 2),
        english=_text(english),
        meanings_each=np.bincount([one[0] for one in means], minlength=len(words)).astype("u1"),
        meanings=np.asarray([one[1] for one in means], dtype="<u2"),
        likely=np.asarray([one[2] for one in means], dtype="u1"),
    )
    return file.getvalue()


def _text(lines: Sequence[str]) -> np.ndarray:
    return np.frombuffer("\n".join(lines).encode("utf-8"), dtype="u1")
