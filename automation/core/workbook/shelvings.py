"""Shelvings: when a candidate was shelved, from which requisition, and why; the present one and earlier ones.

A shelving is kept as people typed it, so that a later version of the program that reads more words takes nothing for a
change that people did not make.
"""

import json
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from functools import lru_cache
from typing import Any

from automation.core import parsing
from automation.core.model import CandidateFrame, Cell, Conventions, ShelveReason, Stage
from automation.core.parsing import Unreadable
from automation.core.text import key_of, text_of
from automation.core.workbook.row_reader import RowReader

# The fields of a shelving, in the order of its texts.
FIELDS = ("shelved_on", "shelved_from", "shelve_reason", "reason_detail", "stage")
# The longest text that is kept of a field, in characters.
LONGEST = 500

_AS_JSON = json.JSONEncoder(ensure_ascii=False, separators=(",", ":")).encode

# A text for each of `FIELDS`; None where the tab has no such column.
Texts = tuple[str | None, ...]
_EMPTY: Texts = ("",) * len(FIELDS)


@dataclass(frozen=True)
class Shelving:
    """One shelving of a candidate; what is unknown is None or "".

    Attributes:
        on: The day.
        source: The requisition, as the row names it.
        reason: Why.
        detail: Why, in words.
        stage: How far they got.
    """

    on: date | None = None
    source: str = ""
    reason: ShelveReason | None = None
    detail: str = ""
    stage: Stage | None = None

    @property
    def columns(self) -> dict[str, Any]:
        """Its values by the columns of the candidates' frame."""
        return dict(zip(FIELDS, (self.on, self.source, self.reason, self.detail, self.stage), strict=True))

    def lost_in(self, later: "Shelving") -> bool:
        """Whether a later shelving says something else than its day, requisition or reason; filling one in does not."""
        return (
            (self.on is not None and self.on != later.on)
            or bool(self.source and key_of(self.source) != key_of(later.source))
            or (self.reason is not None and self.reason is not later.reason)
        )

    def is_another(self, other: "Shelving") -> bool:
        """Whether it is another occasion: another day or, where a day is unknown, another requisition.

        On the same day one is a correction of the other.
        """
        if self.on is not None and other.on is not None:
            return self.on != other.on
        return bool(self.source and other.source and key_of(self.source) != key_of(other.source))


def typed_shelving(row: RowReader) -> Texts:
    """The shelving of a row of `Candidates`, as it was typed."""
    fields = row.tab.headers.fields
    return tuple([_text(name, row.cell(name)) if name in fields else None for name in FIELDS])


# Typed, because 1, 1.0 and TRUE are equal, but not the same.
@lru_cache(maxsize=10_000, typed=True)
def _text(field: str, cell: Cell) -> str:
    if isinstance(cell, date):
        return (cell.date() if isinstance(cell, datetime) else cell).isoformat()
    if field == "shelved_on" and isinstance(cell, int | float) and not isinstance(cell, bool):
        day = _read(parsing.read_date, cell)
        return day.isoformat() if day else text_of(cell)
    return text_of(" ".join(text_of(cell).split())[:LONGEST])


def as_cell(texts: Texts) -> str:
    """A shelving as one cell of `BP Data`; "" for an empty one."""
    return _AS_JSON(texts) if any(texts) else ""


def texts_in(cell: str) -> Texts:
    """The texts in a cell that `as_cell` wrote; all empty if it is empty or damaged."""
    if not cell:
        return _EMPTY
    try:
        texts = json.loads(cell)
    except ValueError:
        texts = None
    if not isinstance(texts, list) or len(texts) != len(FIELDS):
        return _EMPTY
    return tuple(text if isinstance(text, str) else "" for text in texts)


def read_shelving(texts: Texts, conventions: Conventions) -> Shelving:
    """The values of typed texts, read as the cells of a row are read."""
    on, source, reason, detail, stage = (text or "" for text in texts)
    return Shelving(
        _read(parsing.read_date, on, conventions.date_order),
        source,
        _read(parsing.read_reason, reason),
        detail,
        _read(parsing.read_stage, stage),
    )


def _read(reader: Callable[..., Any], cell: Cell, *args: Any) -> Any:
    try:
        return reader(cell, *args) if cell != "" else None
    except Unreadable:
        return None


def shelving_of(row: Any) -> Shelving:
    """The present shelving of a row of the candidates' frame."""
    return Shelving(*(getattr(row, name) for name in FIELDS))


def seen_now(candidates: Mapping[str, Any], before: Mapping[str, str]) -> dict[str, str]:
    """Candidate's compared key → the present shelving as a cell; a column that is missing now keeps what it held.

    Args:
        candidates: Compared key → row of the candidates' frame.
        before: What the last publication saw.
    """
    seen = {}
    for key, row in candidates.items():
        texts = row.shelved_as
        if None in texts:
            kept = texts_in(before.get(key, ""))
            texts = tuple(old if text is None else text for text, old in zip(texts, kept, strict=True))
        cell = as_cell(texts)
        if cell:
            # Most are as they were, and need not be in memory twice.
            seen[key] = before[key] if before.get(key) == cell else cell
    return seen


def overwritten(
    before: Mapping[str, str], now: Mapping[str, str], keys: Iterable[str], conventions: Conventions
) -> dict[str, Texts]:
    """Candidate's compared key → the last publication's shelving, where the row says something else now.

    Args:
        before: What the last publication saw, by compared key.
        now: What is there now, likewise.
        keys: Of the rows that are there now.
        conventions: How the workbook is written.
    """
    found = {}
    for key in keys:
        was, texts = before.get(key), now.get(key, "")
        # Most rows have not changed.
        if was and was != texts:
            kept = texts_in(was)
            if read_shelving(kept, conventions).lost_in(read_shelving(texts_in(texts), conventions)):
                found[key] = kept
    return found


def with_earlier(
    candidates: CandidateFrame, kept: Mapping[str, Iterable[Shelving]], rows: Mapping[str, Any]
) -> CandidateFrame:
    """The candidates with their earlier shelvings in the column `earlier`, oldest first.

    Args:
        candidates: All of them.
        kept: Compared key → what is kept of the person on that row, in the order in which it was seen.
        rows: Compared key → row of the frame.
    """
    if not kept:
        return candidates
    earlier = [_earlier(shelving_of(rows[key]), kept.get(key, ())) for key in map(str, candidates.index)]
    return CandidateFrame(candidates.assign(earlier=earlier))


def _earlier(present: Shelving, kept: Iterable[Shelving]) -> tuple[Shelving, ...]:
    """The kept shelvings that are other occasions than the present one; of one occasion, what was seen last."""
    found: list[Shelving] = []
    for one in kept:
        if one.is_another(present):
            found = [*(other for other in found if other.is_another(one)), one]
    return tuple(sorted(found, key=lambda one: one.on or date.min))
