"""The form in which names of places are compared: lower case, words only, no accents, "St" and its like written out."""

from unicodedata import category, combining, normalize

_LETTERS = str.maketrans("łøđðıħ", "lodoih")
_SHORT = {"st": "saint", "ft": "fort", "mt": "mount"}
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
