"""Orders of text that the real service may have; which one it has is not known.

| order                | `-` `.` `_` `@`                        | upper and lower case | accents             |
|----------------------|----------------------------------------|----------------------|---------------------|
| `code points`        | `-` `.` digits `@` `_` letters         | alike                | behind z            |
| `capitals first`     | `-` `.` digits `@` A-Z `_` a-z         | A-Z before a-z       | behind z            |
| `ignore punctuation` | only decide between otherwise equals   | then decide, a A     | then decide, before case |
| `accents last`       | `_` `-` `.` `@` digits letters         | decide last, a A     | decide before case  |

The last two are the two ways that the Unicode collation algorithm treats punctuation. Numbers come before text, text
before FALSE and TRUE, errors last.
"""

import unicodedata
from collections.abc import Callable, Mapping
from typing import Any

from tests.sheets_emulator.state import Failure, Scalar

# Punctuation as the Unicode collation algorithm sorts it; other signs follow, then digits, then letters.
_PUNCTUATION = " _-,;:!?.'\"()[]{}@*/\\&#%`^+<=>|~$"

Order = Callable[[Scalar], tuple[int, Any]]


def order(collation: str) -> Order:
    """A sort key for values that are not blank, under this order of text."""
    key = _KEYS[collation]

    def of(value: Scalar) -> tuple[int, Any]:
        if isinstance(value, bool):
            return 2, value
        if isinstance(value, str):
            return 1, key(value)
        return (3, value.text) if isinstance(value, Failure) else (0, value)

    return of


def _plain(text: str) -> str:
    """Without accents."""
    return "".join(char for char in unicodedata.normalize("NFD", text) if not unicodedata.combining(char))


def _rank(char: str) -> tuple[int, int | str]:
    at = _PUNCTUATION.find(char)
    if at >= 0:
        return 0, at
    return 1 + char.isdigit() + 2 * char.isalpha(), char


def _ignoring_punctuation(text: str) -> tuple[object, ...]:
    folded = text.casefold()
    letters = "".join(char for char in folded if char.isalnum())
    return _plain(letters), letters, folded, text.swapcase()


def _accents_last(text: str) -> tuple[object, ...]:
    folded = text.casefold()
    return tuple(map(_rank, _plain(folded))), folded, text.swapcase()


_KEYS: Mapping[str, Callable[[str], Any]] = {
    "code points": str.casefold,
    "capitals first": str,
    "ignore punctuation": _ignoring_punctuation,
    "accents last": _accents_last,
}
