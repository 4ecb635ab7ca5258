"""Which word of a name is the given name, where that is sure."""

import re
from collections.abc import Sequence

from automation.core.identity import name_words as known
from automation.core.identity.name_words import folded, in_capitals, is_initial, is_particle
from automation.core.taxonomy.bundled_data import given_names

_GIVEN, _EITHER, _SURNAME = "given", "either", "surname"


def given_of(word: str) -> str:
    """The class of a word: "given", "either" (also a last name), "surname" (seldom given), "rare", "" (not known)."""
    text = folded(word)
    classes = given_names()
    if "-" not in text:
        return classes.get(text, "")
    pieces = text.split("-")
    if any(piece in known.ASIAN_SURNAMES or piece not in classes for piece in pieces):
        return ""
    return classes[pieces[0]]


def is_surely_given(word: str) -> bool:
    """Whether a word is a given name, and hardly ever a last name."""
    return given_of(word) == _GIVEN and folded(word) not in known.ASIAN_SURNAMES and not is_particle(word)


def given_in(words: Sequence[str], family: Sequence[str] = ()) -> str:
    """The given name among words, "" where it is not sure.

    Args:
        words: The words of a name, or of its given part.
        family: The last name, where the cell parts it from the given name.
    """
    if family:
        return _of_part(words, family)
    return _by_capitals(words) or _by_patronymic(words) or _first(words)


def _of_part(words: Sequence[str], family: Sequence[str]) -> str:
    """The given name of the given part of a name."""
    ends = [index for index, word in enumerate(words) if index and (is_initial(word) or is_particle(word))]
    part = words[: ends[0]] if ends else words
    first = folded(part[0])
    if is_initial(part[0]) or is_particle(part[0]) or first in known.HALF_NAMES:
        return ""
    if len(part) == 1:
        return "" if _is_marian(words) else part[0]
    if folded(family[0]) in known.VIETNAMESE:
        return ""
    pair = " ".join(part[:2])
    if folded(pair) in known.COMPOUNDS:
        return pair
    if is_surely_given(part[0]):
        return part[0]
    return "" if given_of(part[0]) or len(part) > 2 else pair


def _by_capitals(words: Sequence[str]) -> str:
    """The given name where the last name alone is in capitals: "SMITH John", "Marie DUPONT"."""
    typed = [word for word in words if not is_particle(word)]
    if any(map(is_initial, typed)):
        return ""
    capitals = [word for word in typed if in_capitals(word) and _is_word(word)]
    others = [word for word in typed if not in_capitals(word)]
    if not capitals or len(capitals) + len(others) < len(typed) or not others:
        return ""
    if any(is_surely_given(word) for word in capitals) and not any(map(given_of, others)):
        return ""
    if any(word.startswith("Mc") for word in others):  # "LEE McDonald"
        return ""
    if len(typed) + sum(map(is_particle, words)) > 2 and any(folded(word) in known.VIETNAMESE for word in capitals):
        return ""
    together = typed[: len(capitals)] == capitals or typed[-len(capitals) :] == capitals
    return _of_part(others, capitals) if together else ""


def _is_word(word: str) -> bool:
    """Whether a word in capitals is a name; "AJ" may be initials."""
    return len(word) > 2 or folded(word) in known.ASIAN_SURNAMES


def _by_patronymic(words: Sequence[str]) -> str:
    """The given name before a patronymic: Иван in "Петров Иван Сергеевич" and in "Иван Сергеевич Петров"."""
    places = [index for index, word in enumerate(words) if known.PATRONYMIC.fullmatch(folded(word))]
    if len(places) != 1 or len(words) not in (2, 3) or not places[0]:
        return ""
    name = words[places[0] - 1]
    sure = len(words) == 3 and (re.search("[а-яё]", folded(name)) or is_surely_given(name))
    return name if sure and not is_initial(name) else ""


def _first(words: Sequence[str]) -> str:
    """The given name at the beginning of a name in the order of Europe and America."""
    if len(words) > 2 and folded(words[0]) == known.MONSIEUR and is_surely_given(words[1]):
        words = words[1:]
    if len(words) < 2 or _is_no_first_name(words[0]):
        return ""
    first, second, *others = words
    kind, next_kind = given_of(first), given_of(second)
    if kind in ("", _SURNAME):
        return first if not others and _before_asian_surname(first, second, kind, next_kind) else ""
    if is_initial(second):
        return first if kind == _GIVEN or others else ""
    if is_particle(second):
        return "" if _is_marian(words) else first
    pair = f"{first} {second}"
    if folded(pair) in known.COMPOUNDS:
        return pair if others else ""
    return first if _is_alone(first, second, others) else ""


def _is_no_first_name(word: str) -> bool:
    text = folded(word)
    return is_initial(word) or is_particle(word) or text in known.HALF_NAMES or text in known.ASIAN_SURNAMES


def _is_alone(first: str, second: str, others: Sequence[str]) -> bool:
    """Whether a name has one given name, its first word, and not two, or the last name before."""
    next_kind = given_of(second)
    if given_of(first) != _GIVEN or folded(first) in known.MUHAMMADS:
        return next_kind in ("", _SURNAME) and not any(map(is_surely_given, others))
    return next_kind != _GIVEN or folded(second) in known.ASIAN_SURNAMES


def _before_asian_surname(first: str, second: str, kind: str, next_kind: str) -> bool:
    """Whether two words are a given name and a last name as in "Weilin Wang" and "Min-ho Lee"."""
    if kind or folded(second) not in known.ASIAN_SURNAMES:
        return False
    return "-" in first or next_kind in ("", _SURNAME)


def _is_marian(words: Sequence[str]) -> bool:
    """Whether a name begins as "Maria de los Angeles" does, which is one given name."""
    return folded(words[0]).startswith("mari") and any(folded(word) in known.MARIAN for word in words[1:4])
