"""What people write into the columns, as text files.

A file has sections, such as `[Filled]`, and a line for each language: `de: besetzt, vergeben`. A phrase is written as
people write it; case, accents and punctuation do not matter. The language "other" holds several. Lines that begin with
a blank continue the line before, and lines that begin with # are comments.
"""

from collections.abc import Iterator, Mapping
from functools import cache
from importlib import resources

# Umlauts as they are typed on a keyboard without them: "ueberqualifiziert".
_TYPED = (str.maketrans({"ä": "ae", "ö": "oe", "ü": "ue"}), str.maketrans({"å": "aa", "ø": "oe"}))


@cache
def vocabulary(name: str) -> Mapping[str, tuple[str, ...]]:
    """Section of a file → its phrases of all languages, in every spelling."""
    sections: dict[str, list[str]] = {}
    current: list[str] = []
    for line in _lines(name):
        if line.startswith("["):
            current = sections.setdefault(line.strip("[]"), [])
        else:
            current += line.partition(": ")[2].split(", ")
    return {section: (*phrases, *_typed(phrases)) for section, phrases in sections.items()}


def _lines(name: str) -> Iterator[str]:
    """The lines of a file without comments, each with its continuations."""
    text = resources.files(__package__).joinpath(f"{name}.txt").read_text("utf-8").replace("\n    ", " ")
    return (line for line in text.split("\n") if line and not line.startswith("#"))


def _typed(phrases: list[str]) -> Iterator[str]:
    """The phrases with umlauts as they are typed on a keyboard without them."""
    for phrase in phrases:
        if not phrase.isascii():
            yield from {phrase.translate(typed) for typed in _TYPED} - {phrase}
