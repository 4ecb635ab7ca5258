"""Standard output and standard error: a line is either written when it is printed, or an error says why not.

Commands and libraries print through Python's `sys.stdout` and `sys.stderr`. `take_over` replaces these by streams that
- write every line at once, whatever reads it: a pipe, a log, journald;
- print any text in any encoding: a character that the encoding lacks is replaced by the nearest one;
- raise `OutputClosed` or `OutputFailed` if standard output takes no more; these errors are raised for nothing else;
- never fail on standard error, because there is no place to report that failure.
"""

import codecs
import errno
import io
import json
import os
import select
import sys
import unicodedata
from abc import abstractmethod
from contextlib import suppress
from functools import cache
from typing import TYPE_CHECKING, Any, NoReturn, TextIO

from automation.core.text import printable
from automation.errors import OutputClosed, OutputFailed

if TYPE_CHECKING:
    from _typeshed import ReadableBuffer

_NEAREST = "backpocket.nearest"
_ALIKE = str.maketrans(
    {
        **dict.fromkeys("‐‑‒–—―−", "-"),
        **dict.fromkeys("‘’‚‛′", "'"),
        **dict.fromkeys("“”„‟″«»", '"'),
        **dict.fromkeys("•·∙", "*"),
        "…": ".",
        "→": ">",
        "←": "<",
        "≥": ">=",
        "≤": "<=",
        "×": "x",
        "✓": "+",
        "ß": "ss",
        "€": "EUR",
        "£": "GBP",
        "\xad": "",
        "\u200b": "",
        "\u2060": "",
        "\ufeff": "",
        "\ufe0f": "",
    }
)


class _Descriptor(io.RawIOBase):
    """An open file by its number in this process, as bytes."""

    def __init__(self, number: int) -> None:
        self._number = number
        self._gone = False

    def writable(self) -> bool:
        return True

    def fileno(self) -> int:
        return self._number

    def isatty(self) -> bool:
        return os.isatty(self._number)

    def write(self, data: "ReadableBuffer", /) -> int:
        while not self._gone:
            try:
                return os.write(self._number, data)
            except BlockingIOError:
                # Another program made the shared descriptor non-blocking: wait as if it blocked.
                select.select([], [self._number], [])
            except OSError as error:
                self._failed(error)
                break
        return memoryview(data).nbytes

    @abstractmethod
    def _failed(self, error: OSError) -> None:
        """Called when a write failed."""


class _Output(_Descriptor):
    """Standard output. After its first failure it drops everything."""

    def _failed(self, error: OSError) -> None:
        self._gone = True
        if isinstance(error, BrokenPipeError):
            raise OutputClosed
        raise OutputFailed("it is closed" if error.errno == errno.EBADF else os.strerror(error.errno or 0))


class _Errors(_Descriptor):
    """Standard error. A failed write is dropped."""

    def _failed(self, error: OSError) -> None:
        pass


def take_over() -> None:
    """Replace Python's streams by ours; a stream that was already replaced, such as by a test, stays."""
    for number in range(3):
        try:
            os.fstat(number)
        except OSError:
            # Closed from the start: otherwise a workbook opened later would get this number, and be printed into.
            os.open(os.devnull, os.O_RDONLY)
    if sys.stdout is sys.__stdout__:
        sys.stdout = _lines(_Output(1), sys.stdout)
    if sys.stderr is sys.__stderr__:
        sys.stderr = _lines(_Errors(2), sys.stderr)


def _lines(raw: io.RawIOBase, instead_of: TextIO | None) -> io.TextIOWrapper:
    """A text stream that writes every line at once, in the encoding of `instead_of`."""
    encoding = instead_of.encoding if instead_of else "utf-8"
    return io.TextIOWrapper(io.BufferedWriter(raw), encoding=encoding, errors=_NEAREST, line_buffering=True)


def print_line(text: str) -> None:
    """Print a line on standard output, without control characters that a terminal would obey."""
    print(printable(text))  # noqa: T201


def print_json(record: Any) -> None:
    """Print one object on standard output."""
    text = json.dumps(record, ensure_ascii=False, default=str)
    if not is_shown_in_utf8(text):
        # JSON escapes every other control character.
        text = json.dumps(record, default=str).replace("\x7f", "\\u007f")
    print_line(text)


def warn(text: str) -> None:
    """Print a line on standard error, without control characters that a terminal would obey."""
    print(printable(text), file=sys.stderr)  # noqa: T201


def shown(text: str) -> str:
    """A text as standard output will show it, for measuring its width."""
    encoding = sys.stdout.encoding or "utf-8"
    return printable(text).encode(encoding, _NEAREST).decode(encoding)


def is_shown_in_utf8(text: str) -> bool:
    """Whether standard output shows a text as it is, in UTF-8."""
    return codecs.lookup(sys.stdout.encoding or "utf-8").name == "utf-8" and shown(text) == text


def _nearest(error: UnicodeError) -> tuple[str, int]:
    if not isinstance(error, UnicodeEncodeError):
        raise error
    return "".join(map(_ascii, error.object[error.start : error.end])), error.end


@cache
def _ascii(char: str) -> str:
    """The nearest ASCII text for a character: the letter without its accent, a similar sign, else its code."""
    alike = unicodedata.normalize("NFKD", char.translate(_ALIKE))
    plain = "".join(one for one in alike if not unicodedata.combining(one))
    if plain.isascii():
        return plain
    # LATIN SMALL LETTER O WITH STROKE, LATIN CAPITAL LETTER AE
    kind, _, letter = unicodedata.name(char, "").partition(" LETTER ")
    letter = letter.partition(" WITH ")[0]
    if kind in {"LATIN SMALL", "LATIN CAPITAL"} and len(letter) <= 2:
        return letter.lower() if kind == "LATIN SMALL" else letter
    return char.encode("ascii", "backslashreplace").decode()


codecs.register_error(_NEAREST, _nearest)


def leave() -> NoReturn:
    """End the process with exit code 0, without waiting for its threads.

    A normal exit would unwind threads that still read a workbook; inside a C++ library that aborts the process.
    """
    for stream in (sys.stdout, sys.stderr):
        with suppress(OutputClosed, OutputFailed):
            stream.flush()
    os._exit(0)
