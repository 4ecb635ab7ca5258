"""Tables in text: CSV and its relatives, with any delimiter, whichever rows stand above the headers."""

import csv
import io
import re
from collections.abc import Iterator, Sequence

from automation.core.imports.headers import SEARCHED, header_score
from automation.core.imports.reading import UnreadableFile
from automation.core.imports.records import Table

DELIMITERS = (",", ";", "\t", "|", "^", "~", "\x1f", "\x01")
_SEPARATOR = re.compile(r"\s*sep=(.)\s*\n", re.IGNORECASE)
# A line that is one quoted cell.
_WHOLE_LINE = re.compile(r'"(?:[^"]|"")*"')
LONGEST_CELL = 1_000_000
MOST_ROWS = 500_000


def read_delimited(file: str, text: str) -> Table:
    """The table in a text.

    Raises:
        UnreadableFile: A quote never closes, or there are too many rows.
    """
    text = text.replace("\r\n", "\n").replace("\r", "\n")
    csv.field_size_limit(LONGEST_CELL)
    offset = 0
    if named := _SEPARATOR.match(text):
        delimiter, offset = named[1], 1
        text = text[named.end() :]
    else:
        delimiter = delimiter_of(text)
        text = _without_outer_quotes(text)
    escape = "\\" if '\\"' in text and '""' not in text.replace(f'{delimiter}""', "") else None
    _refuse_open_quote(file, text, delimiter, escape, offset)
    rows: list[list[str]] = []
    numbers: list[int] = []
    for number, row in _rows(file, text, delimiter, escape):
        rows.append(row)
        numbers.append(number + offset)
        if len(rows) > MOST_ROWS:
            raise UnreadableFile(f"{file} has more than the {MOST_ROWS:,} rows that are read: split it.")
    _refuse_swallowed(file, rows, numbers, delimiter)
    return Table(file, rows, numbers=numbers)


def _rows(file: str, text: str, delimiter: str, escape: str | None) -> Iterator[tuple[int, list[str]]]:
    """The rows with the number of the line on which each begins."""
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, escapechar=escape, skipinitialspace=False)
    begin = 1
    try:
        for row in reader:
            yield begin, row
            begin = reader.line_num + 1
    except csv.Error:
        raise UnreadableFile(
            f"{file} cannot be read as a table near line {begin}: a cell is longer than {LONGEST_CELL:,} characters."
        ) from None


def _without_outer_quotes(text: str) -> str:
    """A text without quotes around each whole line, as a table gets them that was pasted into one column."""
    lines = text.split("\n")
    filled = [line for line in lines if line]
    if not all(_WHOLE_LINE.fullmatch(line) for line in filled) or not any(one in filled[0] for one in DELIMITERS):
        return text
    inner = [line[1:-1].replace('""', '"') for line in lines]
    return "\n".join(inner) if header_score([cell.strip() for cell in inner[0].split(delimiter_of(inner[0]))]) else text


def delimiter_of(text: str) -> str:
    """The delimiter with which a row looks most like headers; else the one that most rows agree on."""
    head = text[:200_000]
    found = [(*_fit(head, delimiter), -place, delimiter) for place, delimiter in enumerate(DELIMITERS)]
    return max(found)[-1]


def _fit(head: str, delimiter: str) -> tuple[int, int]:
    """How much a delimiter fits: the headers that are known with it, and how many cells the rows have with it."""
    if delimiter not in head:
        return (0, 0)
    reader = csv.reader(io.StringIO(head, newline=""), delimiter=delimiter)
    rows: list[list[str]] = []
    try:
        for row in reader:
            rows.append(row)
            if len(rows) > SEARCHED:
                break
    except csv.Error:
        return (0, 0)
    known = max((header_score([cell.strip() for cell in row]) for row in rows), default=0)
    widths = [len(row) for row in rows if len(row) > 1]
    return known, max(map(widths.count, set(widths)), default=0)


def _refuse_open_quote(file: str, text: str, delimiter: str, escape: str | None, offset: int) -> None:
    """Refuse a text that ends inside quotes: all rows from the opening one on would be one cell."""
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, escapechar=escape, strict=True)
    begin = 1
    try:
        for _ in reader:
            begin = reader.line_num + 1
    except csv.Error as error:
        if "unexpected end" in str(error):
            raise UnreadableFile(_open_quote(file, begin + offset)) from None
        _refuse_open_rest(file, text, delimiter, escape, offset)


def _refuse_open_rest(file: str, text: str, delimiter: str, escape: str | None, offset: int) -> None:
    """The same for a text with stray quotes, which a strict reader does not read to its end."""
    marked = text.rstrip("\n") + f"\n\ue000{delimiter}\ue000\n"
    last: list[str] = []
    number = 1
    for number, row in _rows(file, marked, delimiter, escape):  # noqa: B007  (The last row's number is wanted.)
        last = row
    if last[:2] != ["\ue000", "\ue000"]:
        raise UnreadableFile(_open_quote(file, number + offset))


def _open_quote(file: str, line: int) -> str:
    return (
        f"{file}: a quote that opens in line {line} never closes, so the rows below it would be one cell. Nothing was "
        "read: correct that line, or export the file again."
    )


def _refuse_swallowed(file: str, rows: Sequence[Sequence[str]], numbers: Sequence[int], delimiter: str) -> None:
    """Refuse a text in which a stray quote made one cell of whole rows."""
    widths = [len(row) for row in rows if len(row) > 1]
    usual = max(set(widths), key=widths.count, default=0)
    if usual < 3:
        return
    for number, row in zip(numbers, rows, strict=True):
        for cell in row:
            lines = cell.split("\n")
            if len(lines) > 1 and any(line.count(delimiter) >= usual - 1 for line in lines[1:-1] or lines[1:]):
                raise UnreadableFile(_open_quote(file, number))
