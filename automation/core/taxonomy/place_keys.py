"""The form in which names of places are compared."""

from unicodedata import category, combining, normalize

_LETTERS = str.maketrans("łøđðıħ", "lodoih")
_SHORT = {"st": "saint", "ft": "fort", "mt": "mount"}


def written_out(word: str) -> str:
    """A word before others with its short form written out: "saint" for "st"."""
    return _SHORT.get(word, word)


def place_key(name: str) -> str:
    """The name of a place as places are compared: lower case, words only, "St" and its like written out."""
    if name.isascii():
        if name.isalnum():
            return name.lower()
        folded = name.replace("'", "").lower()
        kept = folded if folded.isalnum() else "".join(char if char.isalnum() else " " for char in folded)
    else:
        folded = normalize("NFKD", name.replace("'", "").replace("’", "")).casefold().translate(_LETTERS)
        # Vowels of Indian scripts are marks, which are no letters, but belong to the word.
        kept = "".join(
            char if char.isalnum() or category(char)[0] == "M" else " " for char in folded if not combining(char)
        )
    words = kept.split()
    if _SHORT.keys().isdisjoint(words[:-1]):
        return " ".join(words)
    # "St" before a name; alone, "MT" is Montana.
    return " ".join([*(_SHORT.get(word, word) for word in words[:-1]), *words[-1:]])
