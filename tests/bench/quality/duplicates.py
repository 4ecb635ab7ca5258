"""Sets of the same person twice, through the workbook: records become rows of a sheet and are read as a refresh does.

A column that the workbook does not know, such as a date of birth, stays what it is there: a column of people's own.
"""

import csv
from collections.abc import Mapping
from datetime import date
from pathlib import Path

from automation.core.duplicates.detect import Duplicate, find_duplicates
from automation.core.model import Conventions, Snapshot
from automation.core.schema import CANDIDATES, REQUISITIONS
from automation.core.workbook.assemble import assemble
from automation.core.workbook.duplicate_rows import people_of

TODAY = date(2026, 11, 22)
ID = "id-"


def write_runs(folder: Path, runs: Path) -> None:
    """Propose pairs for one set: `SET.pairs.tsv`, id and id."""
    with (folder / "records.csv").open(encoding="utf-8", newline="") as file:
        found = duplicates_of([_row(record) for record in csv.DictReader(file)])
    lines = [f"{pair.one.removeprefix(ID)}\t{pair.other.removeprefix(ID)}\n" for pair in found]
    (runs / f"{folder.name}.pairs.tsv").write_text("".join(lines), encoding="utf-8")


def duplicates_of(rows: list[dict[str, str]]) -> list[Duplicate]:
    """What the product finds in a workbook of these rows, by header."""
    headers = list(dict.fromkeys([*(header for row in rows for header in row), "Email", "Shelved on", "Shelve reason"]))
    tabs = {
        CANDIDATES: [headers, *([row.get(header) for header in headers] for row in rows)],
        REQUISITIONS: [["Req ID", "Title", "Opened on", "Status"]],
    }
    snapshot = Snapshot(tabs)
    workbook = assemble(snapshot, (), None, Conventions(), TODAY)
    return find_duplicates(people_of(workbook.book, workbook.own_cells))


def _row(record: Mapping[str, str]) -> dict[str, str]:
    """A record under the workbook's headers: one Name, as people type it, and the record's id as Candidate ID.

    The workbook takes a Candidate ID of 0 for an empty cell, so that ids have letters before them.
    """
    name = " ".join(filter(None, (record.get(part, "") for part in ("first_name", "surname"))))
    cells = {
        header: value
        for header, value in record.items()
        if header not in {"rec_id", "first_name", "surname", "name", "email"}
    }
    return {
        "Candidate ID": f"{ID}{record['rec_id']}",
        "Name": record.get("name", name),
        "Email": record["email"],
        **cells,
    }
