"""A refresh of a messy workbook of real résumés, which may not be redistributed: figures, and cells that changed.

    python -m tests.bench.real_workbook [FILE]

FILE is by default ../shared/data/real_input/recruiter_workbook.xlsx; the refresh works on a copy. Prints JSON; exit
code 1 if a cell of the recruiter's own changed.
"""

import json
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path
from typing import Any

import openpyxl

from tests.bench.outside import SHARED, needed

TODAY = "2026-11-22"


def main() -> None:
    """Refresh, compare and print."""
    file = needed(Path(sys.argv[1]) if len(sys.argv) > 1 else SHARED / "real_input" / "recruiter_workbook.xlsx")
    backpocket = Path(sys.executable).with_name("backpocket")
    with tempfile.TemporaryDirectory() as folder:
        copy = Path(shutil.copyfile(file, Path(folder) / "copy.xlsx"))
        command = [backpocket, "refresh", "--workbook", copy, "--today", TODAY, "--json"]
        record = json.loads(subprocess.run(command, capture_output=True, check=True).stdout)
        lost = changed_cells(file, copy)
    figures = {name: record[name] for name in ("candidates", "requisitions_open", "matches", "strong", "seconds")}
    print(json.dumps(figures | {"problems": len(record["problems"]), "changed cells": lost}, indent=2))  # noqa: T201
    raise SystemExit(1 if lost else 0)


def changed_cells(before: Path, after: Path) -> list[str]:
    """Cells whose value or type differs, as "tab!A1"; what was added outside the old cells doesn't count."""
    old, new = (openpyxl.load_workbook(file) for file in (before, after))
    return [
        f"{sheet.title}!{cell.coordinate}"
        for sheet in old
        for row in sheet.iter_rows()
        for cell in row
        if _content(cell) != _content(new[sheet.title][cell.coordinate])
    ]


def _content(cell: Any) -> tuple[object, str]:
    return cell.value, cell.data_type


if __name__ == "__main__":
    main()
