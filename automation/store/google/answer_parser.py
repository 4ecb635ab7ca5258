"""Parses the JSON of a large answer while it arrives, so that neither its text nor all of its cells are in memory."""

import codecs
import json
from collections.abc import Callable, Iterable, Sequence
from typing import Any

# The lists in each other whose last elements are taken one at a time: the rows of `spreadsheets.get`.
ROWS = ("sheets", "data", "rowData")
_BLANK = " \t\n\r"


def parsed(chunks: Iterable[bytes], row: Callable[[Any], Any] | None = None) -> Any:
    """The value of a JSON text.

    Args:
        chunks: The text in UTF-8, in pieces that may end anywhere.
        row: Makes what is kept of each row of each tab, as soon as it is parsed; None keeps rows as they are.

    Raises:
        ValueError: It is not JSON, or ends too early.
    """
    text = _Text(chunks)
    value = _object(text, ROWS, row or (lambda one: one)) if text.next() == "{" else text.value()
    if text.next():
        raise ValueError("There is more than one value.")
    return value


def _object(text: "_Text", path: Sequence[str], row: Callable[[Any], Any]) -> dict[str, Any]:
    """The object that begins here, in which the list under the first name of `path` is taken element by element."""
    found: dict[str, Any] = {}
    text.take("{")
    if text.next() == "}":
        text.take("}")
        return found
    while True:
        name = text.value()
        text.take(":")
        inside = bool(path) and name == path[0] and text.next() == "["
        found[name] = _list(text, path[1:], row) if inside else text.value()
        if text.take(",}") == "}":
            return found


def _list(text: "_Text", path: Sequence[str], row: Callable[[Any], Any]) -> list[Any]:
    found: list[Any] = []
    text.take("[")
    if text.next() == "]":
        text.take("]")
        return found
    while True:
        if path:
            found.append(_object(text, path, row) if text.next() == "{" else text.value())
        else:
            found.append(row(text.value()))
        if text.take(",]") == "]":
            return found


class _Text:
    """What has arrived of a text and was not taken yet."""

    def __init__(self, chunks: Iterable[bytes]) -> None:
        self._chunks, self._ended = iter(chunks), False
        self._decode = codecs.getincrementaldecoder("utf-8-sig")().decode
        self._value = json.JSONDecoder().raw_decode
        self._text, self._at = "", 0

    def next(self) -> str:
        """The next character that is not blank, which is not taken; "" at the end."""
        while True:
            while self._at < len(self._text):
                if self._text[self._at] not in _BLANK:
                    return self._text[self._at]
                self._at += 1
            if not self._more():
                return ""

    def take(self, expected: str) -> str:
        """Take the next character, which has to be one of these."""
        found = self.next()
        if not found or found not in expected:
            raise ValueError(f"Expected one of {expected}.")
        self._at += 1
        return found

    def value(self) -> Any:
        """Take the whole value that is next."""
        self.next()
        while True:
            try:
                value, end = self._value(self._text, self._at)
            except ValueError:
                if not self._more():
                    raise
                continue
            # A number may go on in the next piece.
            if end == len(self._text) and self._more():
                continue
            self._at = end
            return value

    def _more(self) -> bool:
        """Whether another piece has arrived."""
        if self._ended:
            return False
        piece = next(self._chunks, None)
        self._ended = piece is None
        text = self._decode(piece or b"", self._ended)
        self._text, self._at = self._text[self._at :] + text, 0
        return not self._ended or bool(text)
