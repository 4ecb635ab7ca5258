"""Files of people as tables: Parquet, CSV and JSON lines, read in pieces of some hundred thousand rows."""

import csv
import io
import json
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

import numpy as np
import pyarrow as pa
import pyarrow.csv as pa_csv
import pyarrow.parquet as pq

from automation.archive.locations import BLOCK, opened
from automation.core.archive.people import Column, columns_of
from automation.core.model import Cell
from automation.errors import ArchiveError
from automation.imports.delimited import delimiter_of

# Rows of a piece of a Parquet file, and bytes of a piece of text.
ROWS, BYTES = 200_000, 24 * 2**20
# How much of a text is looked at for its headers, in bytes; objects whose names count as headers.
HEAD, OBJECTS = 2**20, 1_000
_QUOTE, _LINE = ord('"'), ord("\n")


@dataclass(frozen=True)
class Piece:
    """A piece of a file that is read at once.

    Attributes:
        begin: Of a text: its first byte. Of a Parquet file: its first row group.
        end: Where it ends, likewise.
        skipped: Of a Parquet file: how many rows of the row groups come before it.
        rows: Of a Parquet file: how many it has; 0 for a text.
    """

    begin: int
    end: int
    skipped: int = 0
    rows: int = 0


@dataclass(frozen=True)
class Table:
    """A file of people.

    Attributes:
        location: Its path or address.
        kind: "parquet", "csv" or "json".
        names: Its headers.
        delimiter: Of a CSV file.
        pieces: Its pieces, in order.
    """

    location: str
    kind: str
    names: Sequence[str]
    delimiter: str
    pieces: Sequence[Piece]


def table_of(location: str) -> Table:
    """What a file holds, by its content.

    Raises:
        ArchiveError: It cannot be read, or holds no table.
    """
    with opened(location) as file:
        head = file.read(HEAD)
        if not head.strip():
            raise ArchiveError(f"{location} is empty: export it again.")
        if head.startswith(b"PAR1"):
            return _parquet(location, file)
        if head.startswith((b"PK", b"\x1f\x8b")):
            raise ArchiveError(f"{location} is packed: unpack it, or save it as Parquet or CSV.")
        text = _text(location, head)
        if text.lstrip()[:1] == "{":
            return Table(location, "json", _names_of_objects(location, text), "", _pieces(file, 0, quoted=False))
        delimiter = delimiter_of(text)
        names = [name.strip() for name in next(csv.reader(io.StringIO(text, newline=""), delimiter=delimiter))]
        begin = _end_of_record(head, 0, quoted=True) or len(head)
        return Table(location, "csv", names, delimiter, _pieces(file, begin, quoted=True))


def _text(location: str, head: bytes) -> str:
    # The last letter may be cut in two.
    for cut in range(4):
        try:
            return head[: len(head) - cut].decode("utf-8-sig")
        except UnicodeDecodeError:
            continue
    raise ArchiveError(f"{location} is not text in UTF-8: save it as UTF-8, or as Parquet.")


def _names_of_objects(location: str, text: str) -> list[str]:
    names: dict[str, None] = {}
    for line in text.splitlines()[:OBJECTS]:
        try:
            value = json.loads(line) if line.strip() else {}
        except ValueError:
            # The last line may be cut off.
            break
        if isinstance(value, dict):
            names |= dict.fromkeys(map(str, value))
    if not names:
        raise ArchiveError(f"{location} is not JSON lines: write one object on each line.")
    return list(names)


def _parquet(location: str, file: Any) -> Table:
    try:
        metadata = pq.ParquetFile(file)
    except (pa.ArrowException, OSError) as error:
        raise ArchiveError(f"{location} is not a whole Parquet file: export it again.") from error
    sizes = [metadata.metadata.row_group(at).num_rows for at in range(metadata.num_row_groups)]
    pieces: list[Piece] = []
    begin = 0
    while begin < len(sizes):
        end, rows = begin + 1, sizes[begin]
        while end < len(sizes) and rows + sizes[end] <= ROWS:
            rows, end = rows + sizes[end], end + 1
        pieces += [Piece(begin, end, skipped, min(ROWS, rows - skipped)) for skipped in range(0, rows, ROWS)]
        begin = end
    return Table(location, "parquet", metadata.schema_arrow.names, "", pieces)


def _pieces(file: Any, begin: int, *, quoted: bool) -> list[Piece]:
    """A text in pieces that end between records: line ends inside quotes end none."""
    pieces: list[Piece] = []
    file.seek(begin)
    start = at = begin
    inside = False
    while block := file.read(BLOCK):
        wanted = start + BYTES - at
        if wanted < len(block):
            end = _end_of_record(block, max(0, wanted), quoted=quoted, inside=inside)
            if end:
                pieces.append(Piece(start, at + end))
                start = at + end
        inside ^= bool(quoted and block.count(b'"') % 2)
        at += len(block)
    return [*pieces, Piece(start, at)] if at > start else pieces


def _end_of_record(block: bytes, wanted: int, *, quoted: bool, inside: bool = False) -> int:
    """Behind the first record of a block that ends at a wanted place or later; 0 where none does."""
    data = np.frombuffer(block, dtype=np.uint8)
    ends = data == _LINE
    if quoted:
        ends &= (np.cumsum(data == _QUOTE) + inside) % 2 == 0
    found = np.flatnonzero(ends[wanted:])
    return wanted + int(found[0]) + 1 if len(found) else 0


def read_columns(
    table: Table, piece: Piece, fields: Mapping[str, int], rows: Sequence[int] | None = None
) -> tuple[dict[str, Column], int]:
    """The columns of a piece, by field id, and how many of its lines are no rows.

    Args:
        table: The file.
        piece: Which piece.
        fields: Field id → place of the column.
        rows: The rows to read, ascending, the first one is 0; those behind the last row are left out. None for all.

    Raises:
        ArchiveError: The file cannot be read.
    """
    try:
        return _READERS[table.kind](table, piece, fields, rows)
    except (pa.ArrowException, OSError, UnicodeDecodeError) as error:
        why = "is not in UTF-8" if "UTF" in str(error).upper() else "is damaged or was changed"
        raise ArchiveError(f"{table.location} {why}: export it again, as UTF-8 or Parquet.") from error


def _of_parquet(
    table: Table, piece: Piece, fields: Mapping[str, int], rows: Sequence[int] | None
) -> tuple[dict[str, Column], int]:
    with opened(table.location) as file:
        source = pq.ParquetFile(file)
        columns = sorted({table.names[at] for at in fields.values()})
        batches, left, wanted = [], piece.skipped, piece.rows
        for batch in source.iter_batches(ROWS, row_groups=list(range(piece.begin, piece.end)), columns=columns):
            part = batch.slice(left, wanted)
            left = max(0, left - batch.num_rows)
            wanted -= part.num_rows
            if part.num_rows:
                batches.append(part)
            if wanted <= 0:
                break
        read = pa.Table.from_batches(batches, source.schema_arrow.empty_table().select(columns).schema)
    read = _taken(read, rows)
    return {name: _column(read.column(table.names[at])) for name, at in fields.items()}, 0


def _taken(read: pa.Table, rows: Sequence[int] | None) -> pa.Table:
    return read if rows is None else read.take(pa.array([row for row in rows if row < read.num_rows], pa.int64()))


def _bytes(table: Table, piece: Piece) -> bytes:
    with opened(table.location) as file:
        file.seek(piece.begin)
        data: bytes = file.read(piece.end - piece.begin)
    return data


def _of_csv(
    table: Table, piece: Piece, fields: Mapping[str, int], rows: Sequence[int] | None
) -> tuple[dict[str, Column], int]:
    data, numbers, wrong = _bytes(table, piece), [str(at) for at in range(len(table.names))], 0
    if not data.strip():
        return columns_of(dict.fromkeys(fields, ())), 0

    def skip(_: Any) -> str:
        nonlocal wrong
        wrong += 1
        return "skip"

    read = pa_csv.read_csv(
        io.BytesIO(data),
        pa_csv.ReadOptions(column_names=numbers, block_size=BYTES * 2),
        pa_csv.ParseOptions(delimiter=table.delimiter, newlines_in_values=True, invalid_row_handler=skip),
        pa_csv.ConvertOptions(
            include_columns=sorted({str(at) for at in fields.values()}),
            column_types=dict.fromkeys(numbers, pa.string()),
            null_values=[""],
            strings_can_be_null=True,
        ),
    )
    read = _taken(read, rows)
    return {name: _column(read.column(str(at))) for name, at in fields.items()}, wrong


def _of_json(
    table: Table, piece: Piece, fields: Mapping[str, int], rows: Sequence[int] | None
) -> tuple[dict[str, Column], int]:
    objects: list[Mapping[str, Any]] = []
    wrong = 0
    for line in _bytes(table, piece).decode("utf-8-sig").split("\n"):
        if line.strip():
            try:
                value = json.loads(line)
            except ValueError:
                value = None
            objects.append(value if isinstance(value, dict) else {})
            wrong += not isinstance(value, dict)
    if rows is not None:
        objects = [objects[row] for row in rows if row < len(objects)]
    return columns_of(
        {name: [_cell(one.get(table.names[at])) for one in objects] for name, at in fields.items()}
    ), wrong


_Reader = Callable[[Table, Piece, Mapping[str, int], Sequence[int] | None], tuple[dict[str, Column], int]]
_READERS: Mapping[str, _Reader] = {
    "parquet": _of_parquet,
    "csv": _of_csv,
    "json": _of_json,
}


def _column(column: pa.ChunkedArray) -> Column:
    kind = column.type
    if pa.types.is_dictionary(kind) or pa.types.is_nested(kind):
        return columns_of({"": map(_cell, column.to_pylist())})[""]
    whole = column.combine_chunks()
    encoded = (whole.chunk(0) if isinstance(whole, pa.ChunkedArray) and whole.num_chunks else whole).dictionary_encode()
    if isinstance(encoded, pa.ChunkedArray):
        encoded = encoded.combine_chunks()
    values = encoded.dictionary.to_pylist()
    is_text = pa.types.is_string(kind) or pa.types.is_large_string(kind)
    cells = values if is_text else list(map(_cell, values))
    of = encoded.indices.fill_null(len(cells)).to_numpy(zero_copy_only=False).astype(np.int32)
    return Column([*cells, None], of)


def _cell(value: Any) -> Cell:
    """A value as a cell of a sheet would hold it."""
    if isinstance(value, list | tuple):
        return ", ".join(str(one) for one in value if isinstance(one, str | int | float)) or None
    if isinstance(value, Decimal):
        return float(value)
    if isinstance(value, float) and value != value:  # noqa: PLR0124  (Only NaN differs from itself.)
        return None
    return value if isinstance(value, str | int | float | bool | date) else None
