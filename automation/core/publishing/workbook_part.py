"""A workbook with some of its candidates only."""

from collections.abc import Collection
from dataclasses import replace
from typing import TYPE_CHECKING

from automation.core.schema import CANDIDATES
from automation.core.workbook.assemble import Workbook

if TYPE_CHECKING:
    from automation.core.model import Row


def only_rows(workbook: Workbook, indexes: Collection[int]) -> Workbook:
    """The workbook in which all other rows of candidates are empty."""
    located, kept = workbook.located[CANDIDATES], {0, *indexes}
    rows: list[Row] = [row if index in kept else () for index, row in enumerate(located.rows)]
    snapshot = replace(workbook.snapshot, tabs={**workbook.snapshot.tabs, located.name: rows})
    part = replace(located, rows=rows)
    vars(part)["keys"] = [key if index in kept else "" for index, key in enumerate(located.keys, start=1)]
    found = replace(workbook, snapshot=snapshot, located={**workbook.located, CANDIDATES: part})
    # These depend on no row of candidates.
    vars(found).update(
        previous=workbook.previous,
        state=workbook.state,
        lines=workbook.lines,
        history_log=workbook.history_log,
        parsed_requisitions=workbook.parsed_requisitions,
    )
    return found
