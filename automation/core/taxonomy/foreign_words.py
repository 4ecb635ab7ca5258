"""Words of titles in other languages than English, as they are compared: folded to plain letters, and cut to a stem.

The same stem stands for a word's genders and numbers: "tecnico", "tecnica", "tecnici", "técnicos". One set of rules
serves German, French, Spanish, Italian, Dutch, Polish, Portuguese, Swedish and Danish, since nothing says which it is.
"""

import re
import unicodedata
from collections.abc import Iterable
from functools import lru_cache

from automation.core.text import names_in

# Letters that do not decompose into a plain one and an accent.
LETTERS = str.maketrans({"ł": "l", "ø": "o", "æ": "ae", "œ": "oe", "đ": "d", "ı": "i", "ß": "ss"})
# Articles, prepositions and conjunctions: they say nothing about the work.
FUNCTION_WORDS = frozenset(
    names_in("""
        a, ai, al, alla, alle, allo, als, am, an, as, att, au, aux, av, beim, bei, bij, chez, com, con, d, da, dal,
        dalla, das, de, degli, dei, del, dell, della, delle, dello, den, der, des, di, die, do, dos, du, e, ed, een,
        ein, eine, el, em, en, et, ett, for, fur, gli, het, i, ii, il, im, in, iii, inom, itp, l, la, las, le, les,
        los, lo, med, mit, na, nad, nell, nella, no, och, od, of, og, ohne, op, oraz, os, ou, para, pa, per, po, por,
        pour, pro, przez, s, sans, som, su, sul, sur, sous, te, ter, til, till, ud, un, una, und, ved, van, vid, vom,
        von, voor, w, y, z, za, ze, zu, zum, zur, dans
    """)
)
# The form for women of a word for men: "Entwicklerin", "Journalistinnen".
_FEMININE = re.compile(r"(?<=er|or|ar|ur|at|og|ik)(?:innen|in)$|(?<=ist|ent|ant|eur|and)(?:innen|in)$")
_VOWELS = re.compile(r"[aeiou]{1,2}$")
# Accents and other marks on letters.
_MARKS = re.compile("[\u0300-\u036f\u1ab0-\u1aff\u1dc0-\u1dff\u20d0-\u20ff\ufe20-\ufe2f]+")
_NOT_LATIN = re.compile("[^\x00-\x7f]+")
_WORD = re.compile(r"[a-z0-9]+")
# A shorter word is its own stem, and no stem is shorter than one letter less.
SHORTEST = 5


def folded(text: str) -> str:
    """Text in lower case with plain letters only: "Geschäftsführer" is "geschaftsfuhrer"."""
    if text.isascii():
        return text.lower()
    decomposed = unicodedata.normalize("NFKD", text.casefold().translate(LETTERS))
    # Labels are in Latin letters; words in other scripts cannot be compared.
    return _NOT_LATIN.sub(" ", _MARKS.sub("", decomposed))


@lru_cache(maxsize=100_000)
def stem(word: str) -> str:
    """A folded word without the ending that says its gender, its number or its case."""
    if len(word) < SHORTEST:
        return word
    base = _FEMININE.sub("", word)
    base = base.removesuffix("s") if not base.endswith("ss") else base
    cut = _VOWELS.sub("", base)
    if len(cut) >= SHORTEST - 1:
        return cut
    return base[:-1] if base[-1] in "aeiou" and len(base) >= SHORTEST else base


def stems(text: str) -> tuple[str, ...]:
    """The stems of a text's words, each once, without function words."""
    return stems_of(_WORD.findall(folded(text)))


def stems_of(words: Iterable[str]) -> tuple[str, ...]:
    """The stems of some folded words, each once, without function words."""
    return tuple(dict.fromkeys([stem(word) for word in words if word not in FUNCTION_WORDS]))
