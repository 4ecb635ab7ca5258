"""The lines of BP History: read back, moved with corrected keys, reported when damaged, redacted."""

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from automation.core.model import Row
from automation.core.schema import BP_HISTORY, HISTORY_COLUMNS
from automation.core.workbook.history_log import (
    HEADERS,
    Kind,
    Line,
    read_history,
    rekeyed_line,
    rows_for,
    shelving_line,
)

AT = datetime(2026, 11, 22, 9, tzinfo=UTC)
SHELVED = shelving_line(AT, "Ana@mail.example", ("2025-03-01", "REQ-1", "Timing", "Back in May", "Final"))
TEXTS = st.text(st.characters(blacklist_categories=["C", "Z"]), min_size=1, max_size=8)
OTHERS = [column.id for column in HISTORY_COLUMNS if column.id not in {"at", "kind", "candidate"}]


def decided(candidate: str = "Ana@mail.example", **cells: str) -> Line:
    """A shortlisting, with its numbers."""
    own = {"req_id": "REQ-1", "by": "Lee", "score": "87.5", "band": "Strong", "decision_id": "a1"}
    texts = {"why_now": "Ana Souza is free", "gaps": "expects 90k EUR", "why": "Call +49 170 555"}
    return Line(AT, Kind.SHORTLISTED, candidate, {**own, **texts, **cells})


def tab(*lines: Line) -> list[Row]:
    """The tab with these lines."""
    return [list(HEADERS), *rows_for(lines, {})]


@given(st.dictionaries(st.sampled_from(OTHERS), TEXTS), TEXTS)
def test_a_line_is_read_back(cells: dict[str, str], key: str) -> None:
    """Every cell of a line survives the tab, and so it does in columns that people moved."""
    line = Line(AT, Kind.SHELVED, key, cells)
    assert read_history({BP_HISTORY: tab(line)}).lines == [line]
    moved: list[Row] = [[*HEADERS[3:], "Ours", *HEADERS[:3]]]
    assert read_history({BP_HISTORY: [*moved, *rows_for([line], {BP_HISTORY: moved})]}).lines == [line]


def test_no_tab_is_no_history() -> None:
    """A workbook without the tab has no lines and no problem."""
    assert not read_history({}).lines
    assert not read_history({BP_HISTORY: []}).problems


@pytest.mark.parametrize(
    "change",
    [{"At": "soon"}, {"Kind": "sold"}, {"Candidate": ""}, {"Kind": "shortlisted"}, {"Kind": "rekeyed"}],
)
def test_a_damaged_row_is_reported(change: dict[str, str]) -> None:
    """A row that is no line counts for nothing, and the others still do."""
    rows = tab(SHELVED, SHELVED)
    rows[1] = [change.get(header, cell) for header, cell in zip(HEADERS, rows[1], strict=True)]
    log = read_history({BP_HISTORY: rows})
    assert (log.lines, [problem.row for problem in log.problems]) == ([SHELVED], [2])


def test_corrected_keys_take_earlier_lines_along() -> None:
    """Lines from before a correction get the new key, also twice; later lines of the old key are another's."""
    later = [AT + timedelta(hours=hours) for hours in range(1, 5)]
    lines = [
        SHELVED,
        decided(),
        rekeyed_line(later[0], "a@mail.example", "", "ana@mail.example"),
        rekeyed_line(later[1], "a.souza@mail.example", "", "A@mail.example"),
        rekeyed_line(later[2], "", "REQ-10", "req-1"),
        shelving_line(later[3], "ana@mail.example", ("2026-01-01", "REQ-1", "", "", "")),
    ]
    log = read_history({BP_HISTORY: tab(*reversed(lines))})
    assert not log.problems
    assert log.shelvings == {
        "a.souza@mail.example": [("2025-03-01", "REQ-10", "Timing", "Back in May", "Final")],
        "ana@mail.example": [("2026-01-01", "REQ-1", "", "", "")],
    }
    (decision,) = log.decisions("req-10")
    assert decision.candidate == "a.souza@mail.example"
