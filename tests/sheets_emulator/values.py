"""spreadsheets.values: reading and writing plain values."""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from tests.sheets_emulator import a1, metadata, protection
from tests.sheets_emulator.a1 import Rect, column_name, echo
from tests.sheets_emulator.calculation import calculated
from tests.sheets_emulator.entry import raw, typed
from tests.sheets_emulator.errors import ApiError, invalid
from tests.sheets_emulator.render import render
from tests.sheets_emulator.state import BLANK, Cell, Sheet, Spreadsheet

Reply = dict[str, Any]


@dataclass(frozen=True)
class View:
    """How values are to be shown; None is the service's default.

    Attributes:
        option: A `ValueRenderOption`.
        dates: A `DateTimeRenderOption`.
        major: ROWS or COLUMNS.
    """

    option: str | None = None
    dates: str | None = None
    major: str | None = None


def read(book: Spreadsheet, sheet: Sheet, rect: Rect, view: View) -> Reply:
    """A `ValueRange`: trailing blanks are left out of each row and of the whole."""
    reply: Reply = {"range": echo(sheet, rect), "majorDimension": view.major or "ROWS"}
    rows = [list(row) for row in _rows(book, sheet, rect, view)]
    if view.major == "COLUMNS":
        width = max(map(len, rows), default=0)
        rows = [[row[i] if i < len(row) else None for row in rows] for i in range(width)]
    rows = [_without_tail(row) for row in rows]
    while rows and not rows[-1]:
        rows.pop()
    if rows:
        reply["values"] = [["" if value is None else value for value in row] for row in rows]
    return reply


def _without_tail(row: list[Any]) -> list[Any]:
    end = len(row)
    while end and row[end - 1] is None:
        end -= 1
    return row[:end]


def _rows(book: Spreadsheet, sheet: Sheet, rect: Rect, view: View) -> Iterator[Iterable[Any]]:
    overlay = calculated(book).overlay(sheet)
    spilled = [(column - rect.left, overlay[column]) for column in sorted(overlay) if rect.left <= column < rect.right]
    last = max((max(rows, default=-1) for _, rows in spilled), default=-1) + 1
    locale = book.properties.get("locale", "en_US")
    for row in range(rect.top, min(rect.bottom, max(len(sheet.cells), last))):
        cells = sheet.cells[row][rect.left : rect.right] if row < len(sheet.cells) else []
        shown = [_show(cell, locale, view) for cell in cells]
        for offset, column in spilled:
            if row in column:
                shown.extend([None] * (offset + 1 - len(shown)))
                cell = (cells[offset] if offset < len(cells) else None) or BLANK
                value = column[row]
                blank = value is None and not (view.option == "FORMULA" and cell.formula)
                shown[offset] = None if blank else render(cell, value, locale, view.option, view.dates)
        yield shown


def _show(cell: Cell | None, locale: str, view: View) -> Any:
    if cell is None:
        return None
    value = cell.value
    # Text is most of a sheet and looks the same in every way of showing it.
    if value is None or isinstance(value, str):
        return value
    return render(cell, value, locale, view.option, view.dates)


@dataclass
class Written:
    """What one write changed, for its reply.

    Attributes:
        sheet: Where.
        rect: The extent of the values given.
        cells: (row, column) that got a value; null is none.
    """

    sheet: Sheet
    rect: Rect
    cells: list[tuple[int, int]] = field(default_factory=list)

    def counts(self) -> Reply:
        """The counts of an `UpdateValuesResponse`."""
        named = {
            "updatedRows": len({row for row, _ in self.cells}),
            "updatedColumns": len({column for _, column in self.cells}),
            "updatedCells": len(self.cells),
        }
        return {name: count for name, count in named.items() if count}


def write(
    book: Spreadsheet, place: tuple[Sheet, Rect, str], body: Mapping[str, Any], option: str, email: str
) -> Written:
    """Write values from the rectangle's first cell on.

    Args:
        book: Changed in place.
        place: The tab, the rectangle, and the range as the request named it.
        body: With `values` and `majorDimension`; null leaves a cell as it is.
        option: RAW or USER_ENTERED.
        email: Who writes.

    Raises:
        ApiError: 400 when the values don't fit, or touch what is protected.
    """
    sheet, rect, text = place
    rows: Sequence[Sequence[Any]] = [row or [] for row in body.get("values") or []]
    if body.get("majorDimension") == "COLUMNS":
        height = max(map(len, rows), default=0)
        rows = [[column[i] if i < len(column) else None for column in rows] for i in range(height)]
    width = max(map(len, rows), default=0)
    extent = Rect(rect.top, rect.top + max(len(rows), 1), rect.left, rect.left + max(width, 1))
    _check_fit(sheet, rect, extent, text)
    protection.check(book, sheet, extent, email)
    enter = _entering(book, option)
    written = Written(sheet, extent)
    for row, line in enumerate(rows, extent.top):
        for column, value in enumerate(line, extent.left):
            if value is not None:
                sheet.put(row, column, enter(value, sheet.get(row, column)))
                written.cells.append((row, column))
    return written


def _entering(book: Spreadsheet, option: str) -> Callable[[Any, Cell], Cell]:
    if option == "USER_ENTERED":
        locale = book.properties.get("locale", "en_US")
        return lambda value, old: typed(value, old, locale)
    if option != "RAW":
        raise invalid("'valueInputOption' is required but not specified")
    return raw


def _check_fit(sheet: Sheet, rect: Rect, extent: Rect, text: str) -> None:
    if extent.bottom > sheet.row_count or extent.right > sheet.column_count:
        raise a1.exceeds(sheet, echo(sheet, extent))
    # A range of one cell only says where to begin.
    if (rect.bottom - rect.top, rect.right - rect.left) == (1, 1):
        return
    if extent.right > rect.right:
        raise _outside(text, "column", column_name(rect.right))
    if extent.bottom > rect.bottom:
        raise _outside(text, "row", str(rect.bottom + 1))


def _outside(text: str, what: str, name: str) -> Exception:
    return invalid(f"Requested writing within range [{text}], but tried writing to {what} [{name}]")


def update_reply(book: Spreadsheet, written: Written, options: Mapping[str, Any]) -> Reply:
    """An `UpdateValuesResponse`.

    Args:
        book: After the write.
        written: What was written.
        options: `includeValuesInResponse` and the `response…` options.
    """
    reply: Reply = {"spreadsheetId": book.key, "updatedRange": echo(written.sheet, written.rect), **written.counts()}
    if str(options.get("includeValuesInResponse")).lower() == "true":
        view = View(options.get("responseValueRenderOption"), options.get("responseDateTimeRenderOption"))
        reply["updatedData"] = read(book, written.sheet, written.rect, view)
    return reply


def update(book: Spreadsheet, text: str, body: Mapping[str, Any], options: Mapping[str, Any], email: str) -> Written:
    """values.update; the reply is made of what it returns.

    Raises:
        ApiError: 400.
    """
    sheet, rect = a1.resolve(book, text)
    return write(book, (sheet, rect, text), body, options.get("valueInputOption") or "", email)


def batch_update(book: Spreadsheet, body: Mapping[str, Any], email: str) -> list[Written]:
    """values.batchUpdate.

    Raises:
        ApiError: 400, saying which of the data it is.
    """
    option = body.get("valueInputOption") or ""
    written = []
    for index, item in enumerate(body.get("data") or []):
        with _naming(f"data[{index}]"):
            sheet, rect = a1.resolve(book, item.get("range") or "")
            written.append(write(book, (sheet, rect, item.get("range") or ""), item, option, email))
    return written


def batch_update_by_filter(
    book: Spreadsheet, body: Mapping[str, Any], email: str
) -> list[tuple[Written, Mapping[str, Any]]]:
    """values.batchUpdateByDataFilter: each write with the filter that it came from.

    Raises:
        ApiError: 400.
    """
    option = body.get("valueInputOption") or ""
    written = []
    for index, item in enumerate(body.get("data") or []):
        data_filter = item.get("dataFilter") or {}
        with _naming(f"data[{index}]"):
            for sheet, rect in metadata.areas(book, data_filter):
                place = (sheet, rect, echo(sheet, rect))
                written.append((write(book, place, item, option, email), data_filter))
    return written


class _naming:  # noqa: N801  # Reads as a word: `with _naming("data[0]")`.
    """Put `Invalid data[0]: ` before the message of what goes wrong inside."""

    def __init__(self, name: str) -> None:
        self.name = name

    def __enter__(self) -> None:
        return

    def __exit__(self, kind: object, error: BaseException | None, _trace: object) -> None:
        if isinstance(error, ApiError) and error.code == 400:
            error.message = f"Invalid {self.name}: {error.message}"


def totals(book: Spreadsheet, written: Sequence[Written]) -> Reply:
    """The sums of a batch; a row or column that several writes touched counts once."""
    cells = [(part.sheet.sheet_id, row, column) for part in written for row, column in part.cells]
    named = {
        "totalUpdatedRows": len({(sheet, row) for sheet, row, _ in cells}),
        "totalUpdatedColumns": len({(sheet, column) for sheet, _, column in cells}),
        "totalUpdatedCells": len(cells),
        "totalUpdatedSheets": len({sheet for sheet, _, _ in cells}),
    }
    return {"spreadsheetId": book.key} | {name: count for name, count in named.items() if count}


def clear(book: Spreadsheet, sheet: Sheet, rect: Rect, email: str) -> str:
    """Empty the cells, leaving their formats, notes and validation; the range as replies write it.

    Raises:
        ApiError: 400 when some are protected.
    """
    protection.check(book, sheet, rect, email)
    for row, column, cell in list(sheet.filled(rect)):
        if cell.filled:
            sheet.put(row, column, cell.holding(None))
    return echo(sheet, rect)
