"""Texts as the words, numbers and marks that phrases are compared by."""

import re
import unicodedata
from collections.abc import Iterable, Iterator

_ACCENTS = re.compile("[\u0300-\u036f\u1ab0-\u1aff\u1dc0-\u1dff\u20d0-\u20ff\u3099\u309a]+")
_LETTERS = str.maketrans("łøđðıħ", "lodoih") | {ord("æ"): "ae", ord("œ"): "oe", ord("þ"): "th"}
# Short forms before an apostrophe, as in "l'offre", "d'accord" and "dell'azienda", say nothing.
_ELISION = re.compile(r"(?<!\w)(d|l|n|s|j|c|m|t|qu|un|(?:d|n|a|da|su)ell|all|dall|sull|quest)['’](?=\w)", re.IGNORECASE)
_SHORT = re.compile(r"\b(?:w/o|n/a)\b|\bw/(?=\s)")
# "Un-paused" is one word, and the opposite of paused.
_PREFIX = re.compile(r"\b(un|dis|de)-(?=\w)")
_DOTTED = re.compile(r"(?<!\w)(?:[^\W\d_]\.){2,}")
_TOKEN = re.compile(
    r"""
    (?P<date>(?<![\d.,])(?:\d{4}[-./]\d{1,2}(?:[-./]\d{1,2})?|\d{1,2}[-./]\d{1,2}[-./](?:\d{4}|\d\d)
        |\d{1,2}[-./](?:19|20)\d\d|(?:19|20)\d\d|q[1-4]\b|(?:1[3-9]|2\d|3[01])[./](?:0?[1-9]|1[0-2])\b)(?![\d%]))
    |(?P<number>\d+(?:[.,]\d+)*(?:\s?[-–]\s?\d+)?)
    |(?P<word>[^\W\d_]+)
    |(?P<split>\s[-–—]+|(?<![-–—])[-–—]+(?=\s|$)|[–—]|(?:(?<![-=])[-=]+)?>|[,;|\n/\\+&•·→…、，；]|\.{2,})
    |(?P<mark>[:=?()\[\]{}：？（）])
    |(?P<sign>%|[✓✔☑✅✗✘☒❌✖☐👍👎])
    """,
    re.VERBOSE,
)
WORD = re.compile(r"[^\W\d_]+")


def folded(text: str) -> str:
    """Lower case without accents; "ł" and the like are plain letters, and "l'offre" is "offre"."""
    if not text.isascii():
        text = _ACCENTS.sub("", unicodedata.normalize("NFKD", text.replace("’", "'").replace("´", "'")))
    text = text.casefold()
    if not text.isascii():
        text = text.translate(_LETTERS)
    if "'" in text:
        text = _ELISION.sub("", text).replace("'", "")
    if "." in text:
        text = _DOTTED.sub(lambda match: match[0].replace(".", ""), text)
    if "/" in text:
        text = _SHORT.sub(lambda match: {"w/o": "without", "n/a": "na", "w/": "with"}[match[0]], text)
    return _PREFIX.sub(r"\1", text) if "-" in text else text


def tokens(text: str) -> Iterator[tuple[str, str]]:
    """The kind and the words of each token of a folded text."""
    for match in _TOKEN.finditer(text):
        yield str(match.lastgroup), match[0].strip()


def words_of(text: str) -> tuple[str, ...]:
    """The words, numbers and signs of a text, as phrases are compared."""
    return tuple(word for kind, word in tokens(folded(text)) if kind not in {"split", "mark"})


def all_words(phrases: Iterable[str]) -> Iterator[tuple[str, ...]]:
    """The words of each phrase of a table, as `words_of` gives them, but faster for many."""
    for line in folded("\n".join(phrases)).split("\n"):
        yield tuple(line.split()) if line.replace(" ", "").isalpha() else words_of(line)
