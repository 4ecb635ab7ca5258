"""The words of skills: how they are compared, what they weigh, and which of them are typos.

British and American spelling, plurals and punctuation make no difference. Common words weigh less than rare ones; the
weights come from a fixed table, so that one row's score depends on no other row.
"""

import re
import unicodedata
from collections.abc import Sequence
from functools import lru_cache

from rapidfuzz import process
from rapidfuzz.distance import OSA

from automation.core.taxonomy.bundled_data import common_words
from automation.core.taxonomy.skill_aliases import (
    AMERICAN_WORDS,
    COMMON_WEIGHT,
    COMMON_WORDS,
    EVERYDAY_SKILLS,
    STOP_WORDS,
    TITLE_LEVEL_WORDS,
    VENDORS,
)

# Weights are kept in tenths, so that sums are exact and people can recompute them.
FULL_WEIGHT = 10
LEAST_WEIGHT = round(COMMON_WEIGHT * FULL_WEIGHT)
# The rules of spelling hold for words from here on: "four" is no "for".
_LONG = 5
# Shorter words have no typos: "rust" and "ruts" are different words.
SLIPS_FROM = 6

# Stands behind a word that names no skill where it stands ("swift response"), so that it equals no name of a skill.
MARK = "\ue000"

# Blunt ("exercise" becomes "exercize"): they are for comparing, not for showing.
_AMERICAN = (
    (re.compile(r"is(?=(?:e|ed|ing|er|ation|ational|able)$)"), "iz"),
    (re.compile(r"(?<=al)ys(?=(?:e|ed|ing|er)$)"), "yz"),
    (re.compile(r"our(?=(?:ed|ing|al|able)?$)"), "or"),
    (re.compile(r"(?<=[^aeiou])re$"), "er"),
    (re.compile(r"(?<=\w{3}[ae])ll(?=(?:ed|ing|er)$)"), "l"),
)


_DROPPED = re.compile("[^a-z0-9+#]+")
_WORD = re.compile(r"[^\s/,()\[\]]+")
_AROUND = ".:'\"“”’!?&"


@lru_cache(maxsize=50_000)
def squash(text: str) -> str:
    """A term as aliases are compared: lower case, without spaces and punctuation but +, # and a leading dot."""
    if text.isascii():
        folded = text.lower()
        kept = _DROPPED.sub("", folded)
    else:
        folded = unicodedata.normalize("NFKD", text).casefold()
        kept = "".join(char for char in folded if char.isalnum() or char in "+#")
    return f".{kept}" if folded.lstrip().startswith(".") else kept


def american(word: str) -> str:
    """A lower-case singular in American spelling: optimisation / optimization, colour / color, licence / license."""
    if word in AMERICAN_WORDS:
        return AMERICAN_WORDS[word]
    if len(word) < _LONG or not word.isalpha():
        return word
    for pattern, spelled in _AMERICAN:
        word = pattern.sub(spelled, word)
    return word


def stem(word: str) -> str:
    """A word without its plural: skills / skill, technologies / technology. Never shorter than three letters."""
    if len(word) > 4 and word.endswith("ies"):
        return f"{word[:-3]}y"
    if len(word) > 4 and word.endswith(("sses", "xes", "ches", "shes")):
        return word[:-2]
    if len(word) > 3 and word.endswith("s") and not word.endswith(("ss", "us", "is")):
        return word[:-1]
    return word


@lru_cache(maxsize=100_000)
def form(word: str) -> str:
    """The form in which words are compared: singular, in American spelling."""
    return american(stem(word))


# A vendor of several words may also be a skill: Amazon Web Services.
_LIGHT = COMMON_WORDS | TITLE_LEVEL_WORDS | {name for name in VENDORS if " " not in name} | EVERYDAY_SKILLS


@lru_cache(maxsize=100_000)
def weight(word: str) -> int:
    """The weight of a word in tenths, `LEAST_WEIGHT` to `FULL_WEIGHT`: "management" is low, "forklift" high."""
    word = word.rstrip(MARK)
    if word in _LIGHT or stem(word) in COMMON_WORDS:
        return LEAST_WEIGHT
    return max(LEAST_WEIGHT, common_words().get(form(word), FULL_WEIGHT))


def unmarked(text: str) -> str:
    """A text without marks, as people read it."""
    return text.replace(MARK, "")


def word_weight(word: str) -> float:
    """The weight of a word, 0.3 to 1: common words ("management") weigh less than rare ones."""
    return weight(word) / FULL_WEIGHT


def words_of(text: str) -> list[str]:
    """The words of a text, lower case, without the punctuation around them; hyphens, slashes and commas separate."""
    lowered = text.lower() if text.isascii() else unicodedata.normalize("NFKC", text).casefold()
    lowered = lowered.replace("-", " ").replace("_", " ")
    return [_bare(word) for word in _WORD.findall(lowered)]


def _bare(word: str) -> str:
    """A word without the punctuation around it; a leading dot stays, as in ".net"."""
    if word.isalnum():
        return word
    bare = word.strip(_AROUND)
    return f".{bare}" if bare and word.startswith(f".{bare[0]}") else bare or word


def initial(word: str) -> str:
    """The first letter of a word; a number stays whole."""
    return word if word.isdigit() else word[0]


def initials(words: Sequence[str]) -> set[str]:
    """The initials of words, with and without those that only join others; numbers stay whole: {"vs2012"}."""
    letters = [initial(word) for word in words]
    telling = [letter for letter, word in zip(letters, words, strict=True) if word not in STOP_WORDS]
    return {"".join(letters), "".join(telling)}


def typos_of(word: str, others: Sequence[str]) -> list[str]:
    """The words that differ from one by a typo: one edit from six letters on, two from ten on.

    The first letter must agree ("React" is not "Preact"), and nothing but letters is compared ("S4" is not "S3").
    """
    if len(word) < SLIPS_FROM or not word.isalpha():
        return []
    close = process.extract(word, others, scorer=OSA.distance, score_cutoff=2, limit=None)
    return [
        other for other, edits, _ in close if other[0] == word[0] and other.isalpha() and edits <= _slips(word, other)
    ]


def _slips(one: str, other: str) -> int:
    shortest = min(len(one), len(other))
    return 0 if shortest < SLIPS_FROM else 1 if shortest < 10 else 2
