"""Which requisition a cell means: by its Req ID, however that is written, or by its title.

Systems export the title of an opening instead of its ID, and people type both: "REQ-101 – Data Engineer", "req 101".
"""

import re
from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from itertools import accumulate
from typing import Any

from automation.core.text import key_of, names_in, plain

# A Req ID in a longer text has at most so many words: "ENG 2026 17".
_MOST_WORDS = 4
# What people write before a number alone: "Req. no. 101".
_CALLED = frozenset(
    names_in("req, requisition, id, no, nr, number, job, opening, position, posting, vacancy, role, stelle")
)
_WORDS = re.compile(r"[^\W_]+")


class RequisitionNames:
    """The names of requisitions. An ID that two of them may have means neither.

    Args:
        rows: Compared key → the row of the requisitions' frame.
    """

    def __init__(self, rows: Mapping[str, Any]) -> None:
        self._rows = rows
        numbered = [key for key in rows if any(map(str.isdecimal, key))]
        # An ID without a number, or without a letter, may be a word of a title: "Java 8 Developer".
        self._by_id = _once((_joined(key), key) for key in numbered if not _joined(key).isdecimal())
        self._by_number = _once((number.lstrip("0"), key) for key in numbered for number in _only_number(key))
        self._by_title: dict[str, list[Any]] = {}
        for row in rows.values():
            self._by_title.setdefault(plain(row.title), []).append(row)
        self._found: dict[tuple[str, date | None], Any] = {}

    def meant(self, text: str, on: date | None = None) -> Any | None:
        """The row of the requisition that a text means; None for none, or where it may be one of several.

        Args:
            text: As it is written.
            on: A day on which it was open, where that is known: of several with one title, only one may have been.
        """
        if (text, on) not in self._found:
            key = self._key(text)
            self._found[text, on] = self._titled(text, on) if key is None else self._rows.get(key)
        return self._found[text, on]

    def _titled(self, text: str, on: date | None) -> Any | None:
        rows = self._by_title.get(plain(text), []) if plain(text) else []
        if len(rows) > 1 and on:
            rows = [row for row in rows if row.opened_on and row.opened_on <= on <= (row.filled_on or on)]
        return rows[0] if len(rows) == 1 else None

    def _key(self, text: str) -> str | None:
        """The compared key that a text names as an ID; "" where it could be several; None where it names no ID."""
        key = key_of(text)
        if key in self._rows:
            return key
        words = _WORDS.findall(key)
        named = self._ids_in(words)
        if named:
            return named.pop() if len(named) == 1 else ""
        left = [word for word in words if word not in _CALLED]
        if len(left) == 1 and left[0].isdecimal():
            return self._by_number.get(left[0].lstrip("0"), "")
        return None

    def _ids_in(self, words: Sequence[str]) -> set[str]:
        joined = (accumulate(words[at : at + _MOST_WORDS]) for at in range(len(words)))
        return {self._by_id[one] for several in joined for one in several if self._by_id.get(one)}


def _joined(key: str) -> str:
    return "".join(_WORDS.findall(key))


def _only_number(key: str) -> list[str]:
    """The number of an ID that holds just one: 101 in "REQ-101"."""
    numbers = re.findall(r"\d+", key)
    return numbers if len(numbers) == 1 else []


def _once(pairs: Iterable[tuple[str, str]]) -> dict[str, str]:
    """Name → key; "" for a name that two keys have."""
    found: dict[str, str] = {}
    for name, key in pairs:
        if name:
            found[name] = key if found.get(name, key) == key else ""
    return found
