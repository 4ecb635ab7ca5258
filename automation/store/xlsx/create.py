"""A new workbook as a recruiter expects it: dropdowns, a frozen header, widths, a line of help per column."""

import io
from collections.abc import Mapping, Sequence
from datetime import date
from pathlib import Path
from typing import Any

import xlsxwriter

from automation.core.column_spec import Field
from automation.core.model import Cell, Row
from automation.core.publishing.scaffold import PEOPLES_EXTRAS, fields_of
from automation.core.schema import BP_MATCHES, HIDDEN_TABS, PEOPLES_TABS
from automation.core.typed_columns import DATE_FIELDS
from automation.errors import StoreAccess
from automation.store.xlsx import files

# Dropdowns and formats reach this far down.
ROWS = 2_000
LINE = 16
INK, PAPER = "#1F2A44", "#EEF2F8"
OURS_INK, OURS_PAPER = "#14532D", "#E7F5EC"
BAND_COLOURS = {"Strong": ("#14532D", "#CDEBD6"), "Good": ("#1E3A8A", "#DBE7FB"), "Possible": ("#713F12", "#FBF0CF")}


def create(path: Path, tabs: Mapping[str, Sequence[Row]]) -> None:
    """Write a new workbook in one step.

    Args:
        path: Of the new file.
        tabs: Tab → rows; the first row is the header.

    Raises:
        StoreAccess: The folder cannot be written.
    """
    buffer = io.BytesIO()
    book = xlsxwriter.Workbook(buffer, {"strings_to_formulas": False, "strings_to_urls": False, "in_memory": True})
    formats = {
        "people": book.add_format(_header(INK, PAPER)),
        "ours": book.add_format(_header(OURS_INK, OURS_PAPER)),
        "text": book.add_format({"valign": "top", "text_wrap": True, "align": "left"}),
        "date": book.add_format({"valign": "top", "num_format": "yyyy-mm-dd", "align": "left"}),
    }
    for name, rows in tabs.items():
        _write_tab(book, name, rows, formats)
    book.close()
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise StoreAccess(f"{path.parent} cannot be made ({error.strerror}).") from error
    files.create(path.resolve(), buffer.getvalue())


def _header(ink: str, paper: str) -> dict[str, Any]:
    return {"bold": True, "font_color": ink, "bg_color": paper, "valign": "vcenter", "text_wrap": True, "bottom": 1}


def _write_tab(book: Any, name: str, rows: Sequence[Row], formats: Mapping[str, Any]) -> None:
    sheet = book.add_worksheet(name)
    fields = fields_of(name)
    sheet.freeze_panes(1, 1)
    if name in PEOPLES_TABS or name == BP_MATCHES:
        # Reasons are sentences of up to three lines.
        sheet.set_default_row(LINE * 3)
    sheet.set_row(0, LINE * 2)
    for index, column in enumerate(fields):
        ours = column.header.startswith("BP ") or name.startswith("BP ")
        sheet.write_string(0, index, column.header, formats["ours" if ours else "people"])
        if name in PEOPLES_TABS:
            sheet.write_comment(0, index, column.help, {"x_scale": 1.4, "y_scale": 0.6})
        is_date = column.id in DATE_FIELDS and not ours
        sheet.set_column(index, index, column.width, formats["date" if is_date else "text"])
        _dropdown(sheet, index, column)
    for number, row in enumerate(rows[1:], start=1):
        for index, cell in enumerate(row):
            _write_cell(sheet, number, index, cell, formats)
    if name in PEOPLES_TABS:
        sheet.autofilter(0, 0, max(len(rows) - 1, 1), len(fields) - 1)
    _colour_bands(book, sheet, fields)
    if name in HIDDEN_TABS:
        sheet.hide()
    elif name in PEOPLES_EXTRAS:
        sheet.set_tab_color(INK)
    elif name not in PEOPLES_TABS:
        sheet.set_tab_color(OURS_INK)


def _dropdown(sheet: Any, index: int, column: Field) -> None:
    if not column.choices:
        return
    # A warning only: pasted values are read where possible, and reported otherwise.
    rule = {
        "validate": "list",
        "source": list(column.choices),
        "error_type": "warning",
        "error_title": column.header,
        "error_message": "This is not in the list. Keep it anyway?",
    }
    sheet.data_validation(1, index, ROWS, index, rule)


def _write_cell(sheet: Any, row: int, column: int, cell: Cell, formats: Mapping[str, Any]) -> None:
    if cell is None or cell == "":
        return
    if isinstance(cell, date):
        sheet.write_datetime(row, column, cell, formats["date"])
    elif isinstance(cell, int | float):
        sheet.write_number(row, column, cell, formats["text"])
    else:
        sheet.write_string(row, column, str(cell), formats["text"])


def _colour_bands(book: Any, sheet: Any, fields: Sequence[Field]) -> None:
    for index, column in enumerate(fields):
        if column.header in {"BP Band", "Band"}:
            for band, (ink, paper) in BAND_COLOURS.items():
                look = book.add_format({"font_color": ink, "bg_color": paper})
                rule = {"type": "cell", "criteria": "==", "value": f'"{band}"', "format": look}
                sheet.conditional_format(1, index, ROWS, index, rule)
