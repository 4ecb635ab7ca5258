"""The requests that format new columns: widths, dropdowns, colours, and warnings."""

from collections.abc import Mapping, Sequence

from automation.core.column_spec import Field
from automation.core.schema import PEOPLES_TABS
from automation.store.google.fencing import Request

PIXELS_A_CHARACTER = 7
BAND_COLOURS = {
    "Strong": (0.80, 0.92, 0.84),
    "Good": (0.86, 0.91, 0.98),
    "Possible": (0.98, 0.94, 0.81),
}


def formats(sheet: int, first: int, fields: Sequence[Field]) -> list[Request]:
    """Set the widths, dropdowns and colours of new columns.

    Args:
        sheet: The id of the tab.
        first: The index of the first column.
        fields: The columns.
    """
    return [*widths(sheet, first, fields), *_dropdowns(sheet, first, fields), *_bands(sheet, first, fields)]


def warnings(sheet: int, first: int, fields: Sequence[Field]) -> list[Request]:
    """Show a warning to people who type into a column that the program fills."""
    ours = {column.header for spec in PEOPLES_TABS.values() for column in spec.columns}
    return [
        _warned(
            {"sheetId": sheet, "startColumnIndex": index, "endColumnIndex": index + 1},
            "Backpocket fills this column; what you type here hides it.",
        )
        for index, column in enumerate(fields, start=first)
        if column.header in ours
    ]


def _warned(area: Mapping[str, int], why: str) -> Request:
    return {"addProtectedRange": {"protectedRange": {"range": dict(area), "description": why, "warningOnly": True}}}


def widths(sheet: int, first: int, fields: Sequence[Field]) -> list[Request]:
    """Set the widths of columns, the first one at index `first`."""
    return [
        {
            "updateDimensionProperties": {
                "range": {"sheetId": sheet, "dimension": "COLUMNS", "startIndex": index, "endIndex": index + 1},
                "properties": {"pixelSize": column.width * PIXELS_A_CHARACTER},
                "fields": "pixelSize",
            }
        }
        for index, column in enumerate(fields, start=first)
    ]


def _dropdowns(sheet: int, first: int, fields: Sequence[Field]) -> list[Request]:
    return [
        {
            "setDataValidation": {
                "range": {"sheetId": sheet, "startRowIndex": 1, "startColumnIndex": index, "endColumnIndex": index + 1},
                "rule": {
                    "condition": {
                        "type": "ONE_OF_LIST",
                        "values": [{"userEnteredValue": word} for word in column.choices],
                    },
                    "showCustomUi": True,
                    "strict": False,
                },
            }
        }
        for index, column in enumerate(fields, start=first)
        if column.choices
    ]


def _bands(sheet: int, first: int, fields: Sequence[Field]) -> list[Request]:
    return [
        {
            "addConditionalFormatRule": {
                "index": 0,
                "rule": {
                    "ranges": [
                        {"sheetId": sheet, "startRowIndex": 1, "startColumnIndex": index, "endColumnIndex": index + 1}
                    ],
                    "booleanRule": {
                        "condition": {"type": "TEXT_EQ", "values": [{"userEnteredValue": band}]},
                        "format": {"backgroundColor": dict(zip(("red", "green", "blue"), colour, strict=True))},
                    },
                },
            }
        }
        for index, column in enumerate(fields, start=first)
        if column.header in {"BP Band", "Band"}
        for band, colour in BAND_COLOURS.items()
    ]
