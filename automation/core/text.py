"""Cells and headers as text: how they are shown, and how they are compared."""

import re
import unicodedata
from functools import cache

from automation.core.model import Cell, Row


@cache
def plain(text: str) -> str:
    """Text as headers and picklist words are compared: lower case, no accents, words only.

    "E-mail" and "email" are alike; so are "Rating (1–5)" and "rating 1 5".
    """
    decomposed = unicodedata.normalize("NFKD", text.replace("&", " and ").replace("'", "").replace("’", ""))
    letters = "".join(char if char.isalnum() else " " for char in decomposed if not unicodedata.combining(char))
    return " ".join(letters.casefold().split()).replace("e mail", "email")


# What no sheet shows: control characters, halves of pairs, spaces without width.
_CONTROLS = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ud800-\udfff\u200b\u2060\ufeff\ufffe\uffff]")


def text_of(cell: Cell) -> str:
    """A cell as the text that a person sees in it, trimmed; "" for an empty one."""
    if isinstance(cell, str):
        text = cell.strip()
        return text if text.isprintable() else _CONTROLS.sub("", text).strip()
    if cell is None:
        return ""
    if isinstance(cell, bool):
        return "TRUE" if cell else "FALSE"
    if isinstance(cell, float) and cell.is_integer():
        return str(int(cell))
    return str(cell).strip()


def key_of(text: str) -> str:
    """A key as keys are compared: trimmed, inner spaces single, without regard to case."""
    return " ".join(text.split()).lower()


def cell_at(row: Row, index: int | None) -> Cell:
    """The cell of a row that may be shorter than the header."""
    return row[index] if index is not None and index < len(row) else None
