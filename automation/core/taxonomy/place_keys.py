"""The form in which names of places are compared: lower case, words only, no accents, "St" and its like written out."""

import re
from collections.abc import Iterable, Sequence
from unicodedata import category, combining, normalize

_LETTERS = str.maketrans("łøđðıħ", "lodoih")
_SHORT = {"st": "saint", "ft": "fort", "mt": "mount"}
_SHORT_BEFORE_MORE = re.compile(r"\b(?:st|ft|mt)(?= )")
_APOSTROPHES = str.maketrans("", "", "'’")


def written_out(word: str) -> str:
    """A word before others with its short form written out: "saint" for "st"."""
    return _SHORT.get(word, word)


def place_key(name: str) -> str:
    """The name of a place as places are compared."""
    if name.isascii():
        if name.isalnum():
            return name.lower()
        folded = name.replace("'", "").lower()
        plain = folded.replace(" ", "").isalnum()
        kept = folded if plain else "".join(char if char.isalnum() else " " for char in folded)
    else:
        kept = _kept_letters(name)
    words = kept.split()
    if _SHORT.keys().isdisjoint(words[:-1]):
        return " ".join(words)
    # "St" before a name; alone, "MT" is Montana.
    return " ".join([*map(written_out, words[:-1]), *words[-1:]])


def _kept_letters(text: str) -> str:
    """The letters and digits of a text in lower case without accents; other characters are blanks."""
    folded = normalize("NFKD", text.translate(_APOSTROPHES)).casefold().translate(_LETTERS)
    # Vowels of Indian scripts are marks, which are no letters, but belong to the word.
    others = {
        char for char in set(folded) if not (char.isalnum() or (category(char)[0] == "M" and not combining(char)))
    }
    return folded.translate({ord(char): None if combining(char) else " " for char in others})


def place_keys(names: Sequence[str]) -> Iterable[str]:
    """The names of many places as places are compared, all at once, which is faster."""
    # A letter that stands in no name keeps them apart.
    lines = _kept_letters(f" {_APART} ".join(names)).split(_APART)
    return (_SHORT_BEFORE_MORE.sub(lambda short: _SHORT[short.group()], " ".join(line.split())) for line in lines)


_APART = "ꙮ"
