"""Reads the run log, `BP Runs`."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime

from automation.core.model import Row
from automation.core.schema import BP_RUNS, RUN_COLUMNS
from automation.core.text import cell_at, text_of


@dataclass(frozen=True)
class Run:
    """A line of `BP Runs`: texts by column id, and when it ended (None if the cell cannot be read)."""

    cells: Mapping[str, str]
    at: datetime | None


def read_runs(tabs: Mapping[str, Sequence[Row]]) -> list[Run]:
    """Every line that is not empty, newest first; columns are found by their headers."""
    rows = tabs.get(BP_RUNS, ())
    if not rows:
        return []
    header = [text_of(cell) for cell in rows[0]]
    places = {column.id: header.index(column.header) for column in RUN_COLUMNS if column.header in header}
    runs = []
    for row in rows[1:]:
        cells = {id_: text_of(cell_at(row, place)) for id_, place in places.items()}
        if any(cells.values()):
            runs.append(Run(cells, _instant(cells.get("run_at", ""))))
    first = datetime.min.replace(tzinfo=UTC)
    # Of equal instants the later line comes first, as the log is appended to.
    ordered = sorted(enumerate(runs), key=lambda entry: (entry[1].at or first, entry[0]), reverse=True)
    return [run for _, run in ordered]


def _instant(text: str) -> datetime | None:
    try:
        at = datetime.fromisoformat(text)
    except ValueError:
        return None
    return at if at.tzinfo else at.replace(tzinfo=UTC)
