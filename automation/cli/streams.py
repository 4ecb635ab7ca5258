"""Standard output and standard error: what is printed is there when it is printed, or it is said why not.

Every command prints through Python's own `sys.stdout` and `sys.stderr`, and so do the libraries. `take_over` puts
streams in their place that
- write every line at once, whatever reads it: a pipe, a log, journald;
- print anything in any encoding: what the terminal cannot show is shown by what comes nearest;
- raise `OutputClosed` or `OutputFailed` where standard output takes no more, which no other failure is taken for;
- never fail on standard error: there is no other place to report that.
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
                # Another program that has it too made it so; wait as if it were not.
                select.select([], [self._number], [])
            except OSError as error:
                self._failed(error)
                break
        return memoryview(data).nbytes

    @abstractmethod
    def _failed(self, error: OSError) -> None:
        """The descriptor took nothing."""


class _Output(_Descriptor):
    """Standard output. After its first failure it takes everything and writes nothing."""

    def _failed(self, error: OSError) -> None:
        self._gone = True
        if isinstance(error, BrokenPipeError):
            raise OutputClosed
        raise OutputFailed("it is closed" if error.errno == errno.EBADF else os.strerror(error.errno or 0))


class _Errors(_Descriptor):
    """Standard error: what it does not take is lost."""

    def _failed(self, error: OSError) -> None:
        pass


def take_over() -> None:
    """Put our streams in the place of Python's; a stream that another program has put there (a test) stays."""
    for number in range(3):
        try:
            os.fstat(number)
        except OSError:
            # Closed from the start: a workbook that is opened later must not get the number, and be printed into.
            os.open(os.devnull, os.O_RDONLY)
    if sys.stdout is sys.__stdout__:
        sys.stdout = _lines(_Output(1), sys.stdout)
    if sys.stderr is sys.__stderr__:
        sys.stderr = _lines(_Errors(2), sys.stderr)


def _lines(raw: io.RawIOBase, instead_of: TextIO | None) -> io.TextIOWrapper:
    """A text stream that writes every line at once, in the encoding of another one."""
    encoding = instead_of.encoding if instead_of else "utf-8"
    return io.TextIOWrapper(io.BufferedWriter(raw), encoding=encoding, errors=_NEAREST, line_buffering=True)


def print_line(text: str) -> None:
    """Print a line on standard output, without what a terminal would obey instead of showing it."""
    print(printable(text))  # noqa: T201


def print_json(record: Any) -> None:
    """Print one object on standard output."""
    text = json.dumps(record, ensure_ascii=False, default=str)
    if not is_shown_in_utf8(text):
        # The one control character that JSON leaves as it is.
        text = json.dumps(record, default=str).replace("\x7f", "\\u007f")
    print_line(text)


def warn(text: str) -> None:
    """Print a line on standard error, likewise."""
    print(printable(text), file=sys.stderr)  # noqa: T201


def shown(text: str) -> str:
    """A text as standard output will show it: how wide it will be depends on that."""
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
    """What comes nearest to a character: its letter without the accent, a sign that looks alike, else its number."""
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
    """End the process, well, without waiting for its threads.

    The interpreter's own end would unwind threads that still read a workbook; in the middle of a C++ library that
    aborts the process.
    """
    for stream in (sys.stdout, sys.stderr):
        with suppress(OutputClosed, OutputFailed):
            stream.flush()
    os._exit(0)
