"""Skills as whole terms: what two of them have in common, and why.

A term is a tuple of words in which known skills of several words ("React Native", "CI/CD") are one word, so that
"React" is never found inside "React Native", nor "Java" inside "JavaScript". Substrings are never compared.
"""

import re
import unicodedata
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

import numpy as np
import numpy.typing as npt
from rapidfuzz import process
from rapidfuzz.distance import OSA

from automation.core.vocabulary import (
    COMMON_WEIGHT,
    COMMON_WORDS,
    FILLER_PHRASES,
    FILLER_WORDS,
    SKILL_ALIASES,
    STOP_WORDS,
)

# A phrase this long is somebody's sentence; a skill named in it as a whole word counts.
SENTENCE = 4
# Less than this share of a must-have's words is no sign of it.
LEAST_COVERED = 0.5
# Credits are kept in 1/10,000, so that sums and products are exact wherever they are computed.
FULL = 10_000

Term = tuple[str, ...]
Ints = npt.NDArray[np.int64]

_FILLER = re.compile(
    rf"^(?:\d+\+? )?(?:(?:{'|'.join(sorted(map(re.escape, FILLER_PHRASES), key=len, reverse=True))}) )+"
)
_WORD = re.compile(r"[^\s/,]+")
_LONGEST_KNOWN = 4


def squash(text: str) -> str:
    """A term as aliases are compared: lower case, without spaces and punctuation but +, # and a leading dot."""
    folded = unicodedata.normalize("NFKD", text).casefold()
    kept = "".join(char for char in folded if char.isalnum() or char in "+#")
    return f".{kept}" if folded.strip().startswith(".") else kept


def stem(word: str) -> str:
    """A word without its plural: skills / skill, technologies / technology. Never shorter than three letters."""
    if len(word) > 4 and word.endswith("ies"):
        return f"{word[:-3]}y"
    if len(word) > 3 and word.endswith("s") and not word.endswith(("ss", "us", "is")):
        return word[:-1]
    return word


def word_weight(word: str) -> float:
    """How much a word tells: common ones ("management") less than rare ones."""
    return COMMON_WEIGHT if word in COMMON_WORDS or stem(word) in COMMON_WORDS else 1.0


def typos_of(word: str, others: Sequence[str]) -> list[str]:
    """The words that differ from one by a slip: one edit from six letters on, two from ten on.

    The first letter must agree ("React" is not "Preact"), and nothing but letters is compared ("S4" is not "S3").
    """
    if not word.isalpha():
        return []
    close = process.extract(word, others, scorer=OSA.distance, score_cutoff=2, limit=None)
    return [
        other for other, edits, _ in close if other[0] == word[0] and other.isalpha() and edits <= _slips(word, other)
    ]


def _slips(one: str, other: str) -> int:
    shortest = min(len(one), len(other))
    return 0 if shortest < 6 else 1 if shortest < 10 else 2


class Dictionary:
    """What terms mean: the built-in aliases and, winning over them, those of the workbook."""

    def __init__(self, aliases: Mapping[str, str] | None = None) -> None:
        self._meaning: dict[str, str] = {}
        for meant, written in SKILL_ALIASES.items():
            for word in (meant, *filter(None, written)):
                self._meaning[squash(word)] = meant.casefold()
        for word, meant in (aliases or {}).items():
            if not squash(word) or not squash(meant):
                continue
            target = self._meaning.get(squash(meant), meant.casefold())
            self._meaning[squash(word)] = target
            self._meaning.setdefault(squash(meant), target)
        self._terms: dict[str, Term] = {}
        self.known = frozenset(self._meaning.values())

    def term(self, text: str) -> Term:
        """The words of a skill as typed; () where it says nothing."""
        if text not in self._terms:
            self._terms[text] = self._read(text)
        return self._terms[text]

    def distinct(self, texts: Iterable[str]) -> list[str]:
        """The skills among texts, each once under its first name; "SEO" and "search engine optimisation" are one."""
        by_term: dict[Term, str] = {}
        for text in texts:
            by_term.setdefault(self.term(text), text)
        return [text for term, text in by_term.items() if term]

    def _read(self, text: str) -> Term:
        whole = self._meaning.get(squash(text))
        if whole:
            return (whole,)
        lowered = " ".join(unicodedata.normalize("NFKC", text).casefold().replace("-", " ").split())
        bare = _FILLER.sub("", lowered)
        words = [word.strip(".:'\"“”’!?&") or word for word in _WORD.findall(bare)]
        joined = self._join_known(words)
        telling = [word for word in joined if word not in STOP_WORDS and any(map(str.isalnum, word))]
        without_filler = [word for word in telling if word not in FILLER_WORDS]
        if len(without_filler) == 1 and len(telling) > 1:
            # "Java programming" is Java.
            without_filler = [self._meaning.get(squash(without_filler[0]), without_filler[0])]
        return tuple(dict.fromkeys(without_filler or telling))

    def _join_known(self, words: Sequence[str]) -> list[str]:
        """The words with the longest known skills joined into one; a lone alias of one or two letters stays a word."""
        joined: list[str] = []
        at = 0
        while at < len(words):
            for size in range(min(_LONGEST_KNOWN, len(words) - at), 0, -1):
                key = squash("".join(words[at : at + size]))
                meant = self._meaning.get(key)
                # In running text "it", "go" and "py" are words before they are skills.
                if meant and (len(key) > 2 or not key.isalpha()):
                    joined.append(meant)
                    at += size
                    break
            else:
                joined.append(words[at])
                at += 1
        return joined


@dataclass(frozen=True)
class Holders:
    """Who has a skill: candidates (ascending positions), how fully (0 to `FULL`), and by which of their terms."""

    candidates: Ints
    credit: Ints
    term: Ints

    @staticmethod
    def none() -> "Holders":
        """Nobody."""
        empty = np.empty(0, dtype=np.int64)
        return Holders(empty, empty, empty)


class SkillIndex:
    """Everybody's skills as postings, so that a requisition's skill meets each distinct term once.

    Args:
        skills: Per candidate (by position) the skills as typed.
        dictionary: What terms mean.
    """

    def __init__(self, skills: Sequence[Iterable[str]], dictionary: Dictionary) -> None:
        self.dictionary = dictionary
        self.texts: list[str] = []
        self._terms: list[Term] = []
        ids: dict[str, int] = {}
        candidates: list[int] = []
        terms: list[int] = []
        for position, texts in enumerate(skills):
            for text in filter(None, texts):
                number = ids.get(text)
                if number is None:
                    number = ids[text] = len(ids)
                    self.texts.append(text)
                    self._terms.append(dictionary.term(text))
                candidates.append(position)
                terms.append(number)
        order = np.argsort(np.asarray(terms, dtype=np.int64), kind="stable")
        self._holders = np.asarray(candidates, dtype=np.int64)[order]
        self._starts = np.searchsorted(np.asarray(terms, dtype=np.int64)[order], np.arange(len(ids) + 1))
        self._sizes = np.asarray([len(term) for term in self._terms], dtype=np.int64)
        self._alone = np.asarray([self._one_known(term) for term in self._terms], dtype=bool)
        self._places: dict[str, Ints] = {}
        self._found: dict[Term, Holders] = {}

    def _one_known(self, term: Term) -> bool:
        """Whether a term is one known skill among common words, as in "Java development"."""
        known = [word for word in term if word in self.dictionary.known]
        return len(known) == 1 and all(word_weight(word) < 1 for word in term if word != known[0])

    @cached_property
    def _word_terms(self) -> dict[str, list[int]]:
        """Word → the terms it stands in; by its stem too."""
        places: dict[str, list[int]] = {}
        for number, term in enumerate(self._terms):
            for word in {form for own in term for form in (own, stem(own))}:
                places.setdefault(word, []).append(number)
        return places

    @cached_property
    def _by_initial(self) -> dict[str, tuple[list[str], list[str]]]:
        """First letter → the words of terms, known skills in the second list, for typos."""
        groups: dict[str, tuple[list[str], list[str]]] = {}
        for word in dict.fromkeys(word for term in self._terms for word in term):
            groups.setdefault(word[0], ([], []))[word in self.dictionary.known].append(word)
        return groups

    def _terms_with(self, word: str) -> Ints:
        """The terms in which a word stands, in the plural or with a slip of the keyboard."""
        if word not in self._places:
            same = {form for form in (word, stem(word)) if form in self._word_terms}
            # A slip is one in a word that nobody knows: two known skills are two skills, however alike they look.
            unknown, known = self._by_initial.get(word[0], ([], []))
            same.update(typos_of(word, unknown if word in self.dictionary.known else [*unknown, *known]))
            numbers = sorted({number for form in same for number in self._word_terms[form]})
            self._places[word] = np.asarray(numbers, dtype=np.int64)
        return self._places[word]

    def holders(self, text: str) -> Holders:
        """Who has the skill that a requisition asks for, compared once a distinct skill."""
        asked = self.dictionary.term(text)
        if asked not in self._found:
            self._found[asked] = self._look_up(asked) if asked else Holders.none()
        return self._found[asked]

    def _look_up(self, asked: Term) -> Holders:
        weights = [word_weight(word) for word in asked]
        covered = np.zeros(len(self._terms))
        hits = np.zeros(len(self._terms), dtype=np.int64)
        telling = np.zeros(len(self._terms), dtype=bool)
        for word, weight in zip(asked, weights, strict=True):
            places = self._terms_with(word)
            covered[places] += weight
            hits[places] += 1
            telling[places] |= weight == 1
        share = covered / sum(weights)
        if len(asked) == 1:
            # One word: the whole term, or named in a sentence (a common word must be the whole term).
            in_sentence = (self._sizes >= SENTENCE) & (weights[0] == 1)
            among_common = self._alone & (asked[0] in self.dictionary.known)
            good = (hits == 1) & ((self._sizes == 1) | in_sentence | among_common)
        else:
            complete = hits == len(asked)
            good = complete | ((share >= LEAST_COVERED) & telling)
        credit = np.floor(np.where(good, share, 0) * FULL + 0.5).astype(np.int64)
        return self._best_per_candidate(np.flatnonzero(credit), credit)

    def _best_per_candidate(self, terms: Ints, credit: Ints) -> Holders:
        if not len(terms):
            return Holders.none()
        spans = [self._holders[self._starts[number] : self._starts[number + 1]] for number in terms]
        people = np.concatenate(spans)
        by_term = np.repeat(terms, [len(span) for span in spans])
        # Per person the fullest term, the first one typed among equals.
        order = np.lexsort((by_term, -credit[by_term], people))
        people, by_term = people[order], by_term[order]
        first = np.flatnonzero(np.diff(people, prepend=-1))
        return Holders(people[first], credit[by_term[first]], by_term[first])
