"""The phrases of replies in `data`, as patterns, and a text in the form that they are compared with.

Each file holds the phrases of one language, and `replies_any.txt` those that belong to none; a new language is a new
file. A section begins with its name in square brackets. Every line of it is a phrase, a regular expression in everyday
spelling; `{end}` stands for the end of a part of a sentence.
"""

import re
import unicodedata
from collections.abc import Iterator
from functools import cache
from importlib import resources

# Letters that do not decompose into a letter and an accent, and the apostrophes.
_LETTERS = str.maketrans(
    {"ø": "o", "ł": "l", "đ": "d", "ı": "i", "ς": "σ", "æ": "ae", "œ": "oe", "ß": "ss"} | dict.fromkeys("’‘`´ʼ", "'")
)
# German letters that people also type as two.
_UMLAUTS = {"ä": "ae?", "ö": "oe?", "ü": "ue?"}
_END = r"(?=[ ]?(?:[.,;:!?)\n]|$))"
# Languages that put no blanks between words.
_UNSPACED = re.compile("[\u3040-\u30ff\u4e00-\u9fff\uac00-\ud7af]")
# A group that repeats without a limit. At the beginning of a phrase, looking for it would take a square of the time.
_UNLIMITED = re.compile(r"\)([*+])")


# Sections of plain words.
_WORDS = frozenset(
    {"no alone", "yes alone", "leave alone", "harmless later", "around days", "around yes", "courteous", "no negation"}
)


def folded(text: str) -> str:
    """A text in lower case, without accents."""
    return _unaccented(text.casefold())


def _unaccented(text: str) -> str:
    decomposed = unicodedata.normalize("NFKD", text.translate(_LETTERS))
    return unicodedata.normalize("NFC", "".join(char for char in decomposed if unicodedata.category(char) != "Mn"))


@cache
def phrases(section: str) -> re.Pattern[str]:
    """One pattern for a section's phrases in all languages: whole words, in a text that is `folded`."""
    found = _sections("replies_")[section]
    # The first alternative that fits is taken, so the longer ones stand first.
    spaced = sorted((_pattern(one) for one in found if not _UNSPACED.search(one)), key=len, reverse=True)
    joined = sorted((_pattern(one) for one in found if _UNSPACED.search(one)), key=len, reverse=True)
    return re.compile("|".join([rf"(?<!\w)(?:{'|'.join(spaced)})(?!(?<=\w)\w)", *joined]))


def sections_of_phrases() -> list[str]:
    """The names of all sections that hold patterns."""
    return [name for name in _sections("replies_") if name not in _WORDS]


@cache
def words(section: str, prefix: str = "replies_") -> frozenset[str]:
    """The phrases of a section in which each line holds several, separated by semicolons; `folded`."""
    return frozenset(folded(one.strip()) for line in _sections(prefix)[section] for one in line.split(";"))


@cache
def stems(section: str) -> tuple[frozenset[str], tuple[str, ...]]:
    """The words of a section about dates: whole ones, and beginnings of words, which end with an asterisk there."""
    found = words(section, "dates")
    return frozenset(one for one in found if one[-1] != "*"), tuple(one[:-1] for one in found if one[-1] == "*")


@cache
def _sections(prefix: str) -> dict[str, list[str]]:
    found: dict[str, list[str]] = {}
    for line in _lines(prefix):
        if line.startswith("[") and line.endswith("]"):
            section = found.setdefault(line[1:-1], [])
        else:
            section.append(line)
    return found


def _lines(prefix: str) -> Iterator[str]:
    folder = resources.files(__package__).joinpath("data")
    for file in sorted(folder.iterdir(), key=lambda one: one.name):
        if file.name.startswith(prefix):
            lines = map(str.strip, file.read_text(encoding="utf-8").splitlines())
            yield from (line for line in lines if line and not line.startswith("# "))


def _pattern(phrase: str) -> str:
    for letter, pattern in _UMLAUTS.items():
        phrase = phrase.replace(letter, pattern)
    limited = _UNLIMITED.sub(lambda found: "){0,5}" if found[1] == "*" else "){1,5}", _unaccented(phrase))
    return limited.replace("{end}", _END)
