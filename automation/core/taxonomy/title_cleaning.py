"""Titles without what says nothing about the work: levels, noise of advertisements, second forms of words.

What is left is a list of words, in English or, with the words folded, in any of the other languages.
"""

import re
from collections.abc import Sequence
from functools import lru_cache

from automation.core.taxonomy.foreign_words import folded
from automation.core.taxonomy.title_words import (
    ABBREVIATE_FIRST,
    FIRST_WORDS,
    FOREIGN_ABBREVIATIONS,
    FOREIGN_LEVEL_WORDS,
    FOREIGN_NOISE,
    INNER_CAPITAL,
    JOINED,
    LAST_WORDS,
    LEVEL_WORDS,
    NOISE,
    NOISE_PHRASES,
    NOT_LAST,
    OTHER_FORM,
    SYMBOLS,
    TELL_BEFORE,
    TELL_LAST,
)
from automation.core.text import plain

_OTHER_FORM = re.compile(OTHER_FORM)
_INNER_CAPITAL = re.compile(INNER_CAPITAL)
_SYMBOL = re.compile("|".join(rf"(?<!\w){re.escape(symbol)}(?!\w)" for symbol in SYMBOLS))
# Each symbol has one of these characters, each second form of a word, and each phrase begins with one of these words.
_IN_SYMBOLS, _IN_OTHER_FORMS = frozenset("+#.&/"), frozenset("/:*_·•(")
# An article or a preposition before a vowel in French and Italian: "chef d'équipe", "direttore dell'albergo".
_APOSTROPHES = frozenset("'’")
_ELIDED = re.compile(r"\b(?:d|l|qu|un|al|dal|del|nel|sul|all|dall|dell|nell|sull)['’](?=\w)", re.IGNORECASE)
_BEGIN_PHRASES = frozenset(phrase.split()[0] for phrase in (*NOISE_PHRASES, *JOINED))
_EMPLOYER = re.compile(r"(?<=\w)\s+(?:@|at\s).*$")
_PHRASES = re.compile(rf"\b(?:{'|'.join(NOISE_PHRASES)})\b")
_JOINED = re.compile(rf"\b(?:{'|'.join(JOINED)})s?\b")
_LEVELS_BEHIND = LEVEL_WORDS - TELL_LAST - LAST_WORDS.keys()


@lru_cache(maxsize=1_000)
def words_in(title: str) -> str:
    """The plain words of a title, without its employer, second forms of words, and phrases of advertisements.

    Most titles have none of these, which a look at their letters and words tells more quickly than the patterns.
    """
    lowered = _one_form(title).casefold()
    if "@" in lowered or "at" in lowered:
        lowered = _EMPLOYER.sub("", lowered)
    if not _IN_SYMBOLS.isdisjoint(lowered):
        lowered = _SYMBOL.sub(lambda found: SYMBOLS[found[0]], lowered)
    words = plain(lowered)
    if _BEGIN_PHRASES.isdisjoint(words.split()):
        return words
    return _JOINED.sub(lambda found: found[0].replace(" ", ""), _PHRASES.sub(" ", words))


def telling_words(words: Sequence[str]) -> tuple[list[str], list[str]]:
    """Some words without noise and levels, and without noise only."""
    work = _ended([word for at, word in enumerate(words) if _tells(words, at, NOISE)])
    return [word for at, word in enumerate(work) if _tells(work, at, LEVEL_WORDS)], work


def _one_form(title: str) -> str:
    """A title without second forms of its words for another gender: "Entwickler/in" is "Entwickler"."""
    one = _INNER_CAPITAL.sub("", title) if "In" in title else title
    return one if _IN_OTHER_FORMS.isdisjoint(one) else _OTHER_FORM.sub("", one)


@lru_cache(maxsize=1_000)
def folded_words(title: str) -> list[str]:
    """The folded words of a title, without what stands behind it for a country or a degree."""
    whole = title if _APOSTROPHES.isdisjoint(title) else _ELIDED.sub("", title)
    written = folded(words_in(whole)).split()
    if len(written) > 1 and written[-1] in NOT_LAST and any(map(spelled_out, written[:-1])):
        written.pop()
    return written


@lru_cache(maxsize=1_000)
def foreign_telling(title: str) -> list[str]:
    """The telling words of a title as of one in another language, folded, with abbreviations in full."""
    written = [word for at, word in enumerate(folded_words(title)) if not at or word not in ABBREVIATE_FIRST]
    words = [part for word in written for part in spelled_out(word)]
    found, work = telling_words([word for word in words if word not in FOREIGN_NOISE])
    return [word for word in found if word not in FOREIGN_LEVEL_WORDS] or found or work


def spelled_out(word: str) -> Sequence[str]:
    """A folded word, or what it is an abbreviation of; () for a form of address and the like."""
    return FOREIGN_ABBREVIATIONS.get(word, (word,))


def _ended(words: Sequence[str]) -> list[str]:
    """The words without levels at the end ("Tech II"), and with "tech" and "lead" spelled out by their place."""
    kept = list(words)
    while len(kept) > 1 and kept[-1] in _LEVELS_BEHIND:
        kept.pop()
    return [*(FIRST_WORDS.get(word, word) for word in kept[:-1]), *(LAST_WORDS.get(word, word) for word in kept[-1:])]


def _tells(words: Sequence[str], at: int, silent: frozenset[str]) -> bool:
    """Whether a word says what work it is: not a silent one, unless it stands at the end or before certain words."""
    word = words[at]
    following = words[at + 1] if at + 1 < len(words) else ""
    tells = word not in silent or (word in TELL_LAST and not following) or following in TELL_BEFORE.get(word, ())
    return tells and not word.isdecimal()
