"""The slates as `BP Matches` shows them, read back as rows of the frame of matches."""

from collections.abc import Mapping, Sequence
from typing import Any

from automation.core.matching.explanations import LABELS
from automation.core.model import Band, BlockerState, Row
from automation.core.publishing.output_columns import LONGEST
from automation.core.schema import MATCH_COLUMNS
from automation.core.tabs.row_cells import Picker
from automation.core.text import key_of
from automation.core.workbook.parsed_workbook import Book

# A match as `slates.COLUMNS` names its values.
Shown = Mapping[str, Any]


def shown_slates(rows: Sequence[Row], book: Book) -> dict[str, Sequence[Shown]] | None:
    """Requisition's compared key → its slate; None where a cell does not hold all that a run found.

    Args:
        rows: Of `BP Matches`, as the last run left them.
        book: The requisitions, as they were then.
    """
    slates: dict[str, list[Shown]] = {}
    for row in rows[1:]:
        match = _match(row, book)
        if match is None:
            return None
        slates.setdefault(match["req_key"], []).append(match)
    return dict(slates)


_TEXTS = ("req_id", "candidate", "name", "band", "known", "blocker", "why_then", "why_now", "gaps", "confirm_first")
_NUMBERS = ("rank", "score", *LABELS)
_COLUMNS = [column.id for column in MATCH_COLUMNS]
_texts_of, _numbers_of = (Picker(map(_COLUMNS.index, names)) for names in (_TEXTS, _NUMBERS))


def _match(row: Row, book: Book) -> Shown | None:
    texts, numbers = [text or "" for text in _texts_of(row)], _numbers_of(row)
    if not (set(map(type, texts)) <= {str} and set(map(type, numbers)) <= {int, float}):
        return None
    match: dict[str, Any] = dict(zip((*_NUMBERS, *_TEXTS), (*numbers, *texts), strict=True))
    requisition = book.requisition_rows.get(key_of(match["req_id"]))
    if requisition is None or max(map(len, map(str, texts))) >= LONGEST:
        return None
    return {
        **match,
        "req_key": str(requisition.Index),
        "candidate_key": key_of(match["candidate"]),
        "requisition": f"{requisition.key} {requisition.title}".strip(),
        "rank": int(match["rank"]),
        "band": Band(match["band"]),
        "blocker": BlockerState(match["blocker"]),
    }


def joined(matches: Sequence[Shown]) -> list[Shown]:
    """One slate of these matches: by band, then score, then key."""
    bands = list(Band)
    ordered = sorted(matches, key=lambda one: (bands.index(one["band"]), -one["score"], one["candidate_key"]))
    return [{**one, "rank": rank} for rank, one in enumerate(ordered, start=1)]
