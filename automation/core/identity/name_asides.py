"""What stands in brackets or quotes in a cell for a name: a nickname, something harmless, or a note."""

import re
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass

from automation.core.identity.name_notes import ALONE, BORN, CALLED, LOWER_NOTES, NOTES, PLACEHOLDERS, PRONOUNS
from automation.core.identity.name_words import (
    CAPITAL_DEGREES,
    COMPOUNDS,
    DEGREES,
    SUFFIXES,
    SURNAME_CHARACTERS,
    TITLES,
    folded,
)
from automation.core.taxonomy.bundled_data import given_names, nicknames
from automation.core.taxonomy.gazetteer import towns_named
from automation.core.taxonomy.place_keys import place_key

_ASIDE = re.compile(
    r"[(\[（{](?P<round>[^()\[\]（）{}]*)[)\]）}]"
    '|["“”„«»](?P<quoted>[^"“”„«»]*)["“”«»]'
    r"|(?<!\w)['‘’`](?P<single>[^'‘’`]+)['’](?!\w)"
)
_HARMLESS_WORDS = TITLES | DEGREES | CAPITAL_DEGREES | SUFFIXES
_NOTE_WORDS = NOTES | PLACEHOLDERS | LOWER_NOTES | ALONE
_PARTED = re.compile(r"[\s/,;:]+")


@dataclass(frozen=True)
class Parted:
    """A cell without its asides.

    Attributes:
        text: What is outside brackets and quotes.
        nickname: What the candidate is called, by an aside; "" where none says so.
        noted: Whether an aside is a note.
    """

    text: str
    nickname: str = ""
    noted: bool = False


def parted(text: str) -> Parted:
    """Take the asides out of a cell: 'Robert (Bob) Jones' has Bob, and 'Tom Hall (dup)' a note."""
    found = list(_ASIDE.finditer(text))
    if not found:
        return Parted(text)
    outside = " ".join(_ASIDE.sub(" ", text).replace(" ,", ",").split())
    if not any(map(str.isalpha, outside)):
        inside = found[0]["quoted"] or found[0]["single"]
        return parted(inside) if inside and len(found) == 1 else Parted(outside, noted=True)
    nickname, noted = "", False
    for one in found:
        content = " ".join((one["round"] or one["quoted"] or one["single"] or "").split())
        if not _harmless(content, outside):
            called = _called(content, amid=one["round"] is None or any(map(str.isalpha, text[one.end() :])))
            nickname, noted = nickname or called, noted or not called
    return Parted(outside, nickname, noted)


def _harmless(content: str, outside: str) -> bool:
    """Whether an aside neither names a person nor says anything about them that a greeting must not hold."""
    words = [word for word in _PARTED.split(folded(content)) if word]
    if all(word in _HARMLESS_WORDS for word in words) or all(word in PRONOUNS for word in words):
        return True
    if words[0] in BORN or folded(content).startswith("z domu "):
        # "(ne pas rappeler)" is no name of birth.
        return _is_name(content) and NOTES.isdisjoint(words[1:]) and words[1:2] not in (["pas"], ["plus"])
    return not _scripts(content) & _scripts(outside) and _is_translated(content, words)


def _is_translated(content: str, words: Sequence[str]) -> bool:
    """Whether a text in another script is the name once more, and not a note: "Weilin Wang (王伟林)"."""
    if not _is_name(content) or not _NOTE_WORDS.isdisjoint(words):
        return False
    if content[0].lower() != content[0].upper():
        return all(word[0].isupper() for word in content.split())
    return content[0] in SURNAME_CHARACTERS or any(word in given_names() for word in words)


def _called(content: str, *, amid: bool) -> str:
    """The nickname in an aside, "" where it may be a note; `amid`: between other words, or in quotes."""
    words = folded(content).split()
    for phrase in sorted(CALLED, key=len, reverse=True):
        if words[: len(phrase.split())] == phrase.split():
            name = content.split()[len(phrase.split()) :]
            return " ".join(name) if 1 <= len(name) <= 2 and _is_name(" ".join(name)) else ""
    if not _is_name(content) or not _NOTE_WORDS.isdisjoint(words):
        return ""
    if len(words) > 1:
        return content if " ".join(words) in COMPOUNDS else ""
    return content if _is_nickname(content, words, amid=amid) else ""


def _is_nickname(content: str, words: Sequence[str], *, amid: bool) -> bool:
    word = words[0]
    if word in nicknames():
        return True
    if towns_named(place_key(word)):
        return False
    return word in given_names() or (amid and content.istitle())


def _is_name(text: str) -> bool:
    return all(char.isalpha() or unicodedata.category(char)[0] == "M" or char in " .'’-‐" for char in text)


def _scripts(text: str) -> set[str]:
    return {unicodedata.name(char, "?").partition(" ")[0] for char in text if char.isalpha()}
