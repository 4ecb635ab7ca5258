"""Cells and headers as text: how they are shown, and how they are compared."""

import re
import unicodedata
from functools import cache
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    # Only for types, which import this module.
    from automation.core.model import Cell, Row


_NO_WORD = re.compile("[^0-9A-Za-z]+")


@cache
def plain(text: str) -> str:
    """Text as headers and picklist words are compared: lower case, no accents, words only.

    "E-mail" and "email" compare as equal; so do "Rating (1–5)" and "rating 1 5".
    """
    text = text.replace("&", " and ").replace("'", "").replace("’", "")
    if text.isascii():
        return " ".join(_NO_WORD.sub(" ", text).lower().split()).replace("e mail", "email")
    decomposed = unicodedata.normalize("NFKD", text)
    letters = "".join(char if char.isalnum() else " " for char in decomposed if not unicodedata.combining(char))
    return " ".join(letters.casefold().split()).replace("e mail", "email")


# Characters that sheets do not show: control characters, halves of pairs, spaces without width.
_CONTROLS = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ud800-\udfff\u200b\u2060\ufeff\ufffe\uffff]")


def text_of(cell: "Cell") -> str:
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


def is_typed(cell: "Cell") -> bool:
    """Whether a cell holds more than nothing, or the FALSE and 0 with which checkboxes and ratings begin."""
    return cell is not False and cell != 0 and bool(text_of(cell))


# Escape sequences, which a terminal obeys instead of showing: they move the cursor, set colours or titles, or begin
# links (OSC 8). Each is bounded, so that an unfinished one removes little of the text behind it.
_SEQUENCES = re.compile(
    "\x1b\\[[0-?]{0,64}[ -/]{0,8}[@-~]|\x9b[0-?]{0,64}[ -/]{0,8}[@-~]"
    "|(?:\x1b[\\]PX^_]|[\x90\x98\x9d-\x9f])[^\x07\x1b\x9c\n]{0,2048}(?:\x07|\x1b\\\\|\x9c)|\x1b[ -/]{0,8}[0-~]"
)
# Other characters that are not text: control characters except tab and line break, signs that are invisible or change
# the direction of what follows (Trojan Source), halves of pairs, and code points without a meaning.
_UNSEEN = frozenset({"Cc", "Cf", "Cs", "Co", "Cn", "Zl", "Zp"})
# Exceptions; the joiners are part of names and emoji.
_SHOWN = frozenset("\t\n\u200c\u200d")


def printable(text: str) -> str:
    """Text that is safe to write to a terminal or a log, without escape sequences and invisible characters."""
    if text.isprintable():
        return text
    plain = _SEQUENCES.sub("", text.replace("\r\n", "\n"))
    return "".join(char for char in plain if char in _SHOWN or unicodedata.category(char) not in _UNSEEN)


def key_of(text: str) -> str:
    """A key in the form for comparing: trimmed, inner spaces single, lower case."""
    key = " ".join(text.split()).lower()
    # Most keys are written like this, and need not be in memory twice.
    return text if key == text else key


def natural(key: str) -> list[tuple[int, str]]:
    """A sort key that orders keys as people do: REQ-9 before REQ-10."""
    return [(len(part), part) if part.isdecimal() else (0, part) for part in re.split(r"0*(\d+)", key)]


def cell_at(row: "Row", index: int | None) -> "Cell":
    """The cell of a row that may be shorter than the header."""
    return row[index] if index is not None and index < len(row) else None


def names_in(text: str) -> tuple[str, ...]:
    """The names in a table that is written as text, separated by commas: "a, b c" holds two."""
    return tuple(name for part in text.split(",") if (name := " ".join(part.split())))


def table_in(text: str) -> dict[str, str]:
    """The entries of a table that is written as text: "a: one; b: two, three"."""
    entries = (entry.partition(":") for entry in text.split(";") if entry.strip())
    return {" ".join(key.split()): " ".join(value.split()) for key, _, value in entries}
