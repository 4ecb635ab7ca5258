"""Who may write where: protected ranges. Warnings never block the API."""

from collections.abc import Mapping
from typing import Any

from tests.sheets_emulator.a1 import Rect
from tests.sheets_emulator.errors import invalid
from tests.sheets_emulator.state import Sheet, Spreadsheet, bounded

REFUSAL = (
    "You are trying to edit a protected cell or object. Please contact the spreadsheet owner to remove protection if"
    " you need to edit."
)


def may_edit(book: Spreadsheet, protected: Mapping[str, Any], email: str) -> bool:
    """Whether this account may edit what is protected: the owner always."""
    if protected.get("warningOnly") or email == book.owner:
        return True
    return email in protected.get("editors", {}).get("users", ())


def check(book: Spreadsheet, sheet: Sheet, rect: Rect, email: str) -> None:
    """Refuse a write that touches cells protected from this account.

    Raises:
        ApiError: 400.
    """
    for protected in sheet.protected:
        if may_edit(book, protected, email):
            continue
        span = _range_of(book, protected)
        if span is None or not bounded(sheet, span).meets(rect):
            continue
        free = (bounded(sheet, item) for item in protected.get("unprotectedRanges", ()))
        if not any(item.covers(rect) for item in free):
            raise invalid(REFUSAL)


def _range_of(book: Spreadsheet, protected: Mapping[str, Any]) -> Mapping[str, Any] | None:
    found: Mapping[str, Any] | None = protected.get("range")
    if found is not None:
        return found
    wanted = protected.get("namedRangeId")
    return next((item.get("range") for item in book.named if item["namedRangeId"] == wanted), None)
