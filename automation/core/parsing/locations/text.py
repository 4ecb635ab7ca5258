"""The text of a cell of locations as words and signs."""

import re
from collections.abc import Iterable
from typing import NamedTuple
from unicodedata import normalize

from automation.core.taxonomy.place_keys import place_key
from automation.core.text import names_in

# Stands for a range of years, such as 2019-2022.
YEARS = "yearstoyears"

_FOLDED = str.maketrans("（）【】［］，、،；／：？＆＋｜。٫", "()()(),,,;/:?&+|;,")
# "U.S." is one word; "N. London" and "b. München" are a word and a name.
_DOTTED = re.compile(r"\b(?:[^\W\d_]\.\s?)+[^\W\d_]\b\.?")
_SENTENCE = re.compile(r"(?<![^\W\d_])([^\W\d_]{4,})\.\s+(?=[^\W\d_])")
_ABBREVIATED = frozenset(
    names_in("excl, incl, evtl, prov, dept, approx, prob, poss, pref, temp, westf, mittelfr, oberpf")
)
_YEARS = re.compile(
    r"\b(?:19|20)\d\d\s*[-–—/]\s*(?:(?:19|20)?\d\d\b|present|now|today|heute|jetzt|actualidad)", re.IGNORECASE
)
# "D-10115", "1012 AB", "M1 4BT", "M5V 2T6": with letters, which are no words. Codes of digits alone are numbers.
_POST_CODES = re.compile(
    r"\b[A-Z]{1,3}-(?=\d{4,5}\b)|\b\d{4}\s?[A-Z]{2}\b|\b[A-Z]{1,2}\d[A-Z\d]?\s+\d[A-Z]{2}\b"
    r"|\b[A-Z]\d[A-Z]\s?\d[A-Z]\d\b"
)
# "3j/sem" counts days of the week, where "sem" alone is a negation.
_A_WEEK = re.compile(r"(?<=[a-z])/sem\b\.?", re.IGNORECASE)
_CUTS = re.compile(r"(;|\||\n|•|·|->|=>|→|➜|>|,|/|\(|\)|\[|\]|\?|&|\+|\s[-–—]+\s|\s[-–—]+$|^[-–—]+\s|[–—])")
_SAME_CUT = {"|": ";", "\n": ";", "•": ";", "·": ";", "[": "(", "]": ")", "=>": "→", "->": "→", "➜": "→", ">": "→"}
_BREAKS = re.compile(r"[\s\-_:=.\"“”„«»!*#~<%]+")
# Chinese, Japanese and Thai, which are written without blanks.
_UNSPACED = "[\u3040-\u30ff\u3400-\u9fff\uf900-\ufaff\u0e00-\u0e7f]"
_HAS_UNSPACED = re.compile(_UNSPACED)
_UNSPACED_RUNS = re.compile(f"{_UNSPACED}|(?:(?!{_UNSPACED}).)+")


class Word(NamedTuple):
    """A word of a cell, or a sign between its parts.

    Attributes:
        text: As typed.
        key: As places are compared; "" for a sign.
        glued: Whether it is one letter of a script without blanks.
        cut: The sign, in one form for all that mean the same: "," "(" ")" "/" ";" "-" "→" "?" "&" "+".
    """

    text: str
    key: str
    glued: bool = False
    cut: str = ""


def words_of(text: str) -> list[Word]:
    """The words and signs of a cell."""
    text = text.translate(_FOLDED) if text.isascii() else normalize("NFKC", text.translate(_FOLDED))
    if "." in text:
        text = _SENTENCE.sub(_two_clauses, _DOTTED.sub(_one_word, text))
    if any(map(str.isdigit, text)):
        if "/s" in text:
            text = _A_WEEK.sub("/semaine", text)
        text = _POST_CODES.sub(" ", _YEARS.sub(f" {YEARS} ", text))
    found: list[Word] = []
    for number, piece in enumerate(_CUTS.split(text)):
        # Every second piece is a sign.
        if number % 2:
            sign = piece.strip() or piece
            found.append(Word(sign, "", cut=_SAME_CUT.get(sign, "-" if sign[0] in "-–—" else sign)))
        elif piece:
            found += [word for part in _BREAKS.split(piece) if part for word in _split(part)]
    return found


def _one_word(found: re.Match[str]) -> str:
    return re.sub(r"[.\s]", "", found.group())


def _two_clauses(found: re.Match[str]) -> str:
    word = found.group(1)
    return f"{word} " if word.casefold() in _ABBREVIATED else f"{word}; "


def _split(part: str) -> Iterable[Word]:
    if part.isascii() or not _HAS_UNSPACED.search(part):
        key = place_key(part)
        return [Word(part, key)] if key else []
    runs = _UNSPACED_RUNS.findall(part)
    return [Word(run, place_key(run) or run, glued=bool(_HAS_UNSPACED.match(run))) for run in runs]
