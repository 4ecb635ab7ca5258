"""Cells that hold several terms."""

import re
import unicodedata
from functools import lru_cache

from automation.core.model import Cell
from automation.core.parsing.cells import refuse_error
from automation.core.text import text_of

_BULLETS = re.compile(r"\s[-–—*•·‣▪◦]+\s|[•·‣▪◦]|\s/\s")
_SEPARATORS = re.compile(r"[,;|\n\r\t()\[\]]+|:\s")
_MISREAD = re.compile(r"Â(?=\s|$)")
_EDGES = " .:-–—*\"“”'’`_&"


def split_list(cell: Cell) -> tuple[str, ...]:
    """The terms of a skills cell, as written, in order, without repetition.

    Splits on commas, semicolons, pipes, lines, tabs, bullets, brackets and spaced slashes; keeps "C++", "CI/CD",
    "Node.js". Raises `Unreadable` for a failed formula.
    """
    refuse_error(cell)
    return _split_text(text_of(cell))


@lru_cache(maxsize=50_000)
def _split_text(text: str) -> tuple[str, ...]:
    # A no-break space that was decoded wrongly somewhere on the way reads "Â ".
    cleaned = unicodedata.normalize("NFKC", _MISREAD.sub(" ", text))
    pieces = _SEPARATORS.split(_BULLETS.sub("\n", cleaned))
    terms: dict[str, str] = {}
    for piece in pieces:
        term = _clean_term(piece)
        if term:
            terms.setdefault(term.casefold(), term)
    return tuple(terms.values())


def _clean_term(piece: str) -> str:
    term = " ".join(piece.split())
    core = term.lstrip(_EDGES.replace(".", "")).rstrip(_EDGES)
    lowered = core.casefold()
    for joint in ("and ", "or "):
        if lowered.startswith(joint):
            core = core[len(joint) :]
            lowered = core.casefold()
    if lowered.endswith(" and"):
        core = core[:-4]
    return core if any(char.isalpha() for char in core) and core.casefold() not in {"and", "or", "etc"} else ""
