"""The slates as `BP Matches` shows them, read back as rows of the frame of matches."""

from collections.abc import Mapping, Sequence
from typing import Any

from automation.core.matching.explanations import LABELS
from automation.core.model import Band, BlockerState, Row
from automation.core.publishing.output_columns import LONGEST
from automation.core.schema import MATCH_COLUMNS
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


def _match(row: Row, book: Book) -> Shown | None:
    cells = dict(zip((column.id for column in MATCH_COLUMNS), row, strict=False))
    texts = {name: cells.get(name) or "" for name in _TEXTS}
    numbers = {name: cells.get(name) for name in ("rank", "score", *LABELS)}
    requisition = book.requisition_rows.get(key_of(str(cells.get("req_id"))))
    if (
        requisition is None
        or not all(isinstance(text, str) and len(text) < LONGEST for text in texts.values())
        or not all(isinstance(number, int | float) for number in numbers.values())
    ):
        return None
    return {
        **{name: float(number) for name, number in numbers.items() if isinstance(number, int | float)},
        **texts,
        "req_key": str(requisition.Index),
        "candidate_key": key_of(str(texts["candidate"])),
        "requisition": f"{requisition.key} {requisition.title}".strip(),
        "rank": int(str(numbers["rank"]).partition(".")[0]),
        "band": Band(str(texts["band"])),
        "blocker": BlockerState(str(texts["blocker"])),
    }


_TEXTS = ("req_id", "candidate", "name", "band", "known", "blocker", "why_then", "why_now", "gaps", "confirm_first")


def joined(matches: Sequence[Shown]) -> list[Shown]:
    """One slate of these matches: by band, then score, then key."""
    bands = list(Band)
    ordered = sorted(matches, key=lambda one: (bands.index(one["band"]), -one["score"], one["candidate_key"]))
    return [{**one, "rank": rank} for rank, one in enumerate(ordered, start=1)]
