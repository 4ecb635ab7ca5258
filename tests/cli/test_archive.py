"""`backpocket archive` as its users run it."""

import csv
import json
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from automation.core.matching.scoring import tenths
from automation.core.rules import Rules
from tests.cli.program import TODAY, Program, write_workbook
from tests.core.archive.made_people import ASKED, FIELDS, people, requisitions, tab
from tests.core.archive.test_part_search import book_of, by_the_sheet

COUNT, TOP = 240, 20
RECORDS, ROLES = people(COUNT, 7), requisitions(3, 7)
REQS = [str(role["req_id"]) for role in ROLES]


@pytest.fixture
def workbook(tmp_path: Path) -> Path:
    """Requisitions, and no candidate that is in the archive."""
    return write_workbook(tmp_path / "p.xlsx", {"Candidates": tab(FIELDS, []), "Requisitions": tab(ASKED, ROLES)})


@pytest.fixture(autouse=True)
def _region(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("BACKPOCKET_DEFAULT_REGION", "EU")


def as_csv(path: Path, records: list) -> Path:
    with path.open("w", newline="", encoding="utf-8") as file:
        csv.writer(file).writerows(tab(FIELDS, records))
    return path


def as_json(path: Path, records: list) -> Path:
    names = tab(FIELDS, [])[0]
    lines = [json.dumps({name: one.get(own) for name, own in zip(names, FIELDS, strict=True)}) for one in records]
    path.write_text("\n".join(lines), "utf-8")
    return path


def as_parquet(path: Path, records: list) -> Path:
    names, *rows = tab(FIELDS, records)
    pq.write_table(pa.table(dict(zip(names, zip(*rows, strict=True), strict=True))), path, row_group_size=30)
    return path


def expected(records: list, top: int = TOP) -> dict[str, list[dict[str, object]]]:
    """What the sheet's matcher finds among the same rows."""
    return {
        req: [
            {"key": key, "score": tenths(score), "points": {name: tenths(own) for name, own in points.items()}}
            for key, score, points in best
        ]
        for req, best in by_the_sheet(book_of(records, ROLES, Rules()), top).items()
    }


def found(backpocket: Program, workbook: Path, *more: object) -> dict[str, list[dict[str, object]]]:
    ran = backpocket(
        "archive", "search", *REQS, "--top", TOP, "--workbook", workbook, "--today", TODAY, "--json", *more
    )
    assert ran.code == 0, ran.err
    answer: dict[str, list[dict[str, object]]] = json.loads(ran.out)
    return answer


def lower(answer: dict) -> dict:
    return {req: [{**one, "key": str(one["key"]).lower()} for one in some] for req, some in answer.items()}


@pytest.mark.long
def test_files_of_three_kinds_are_one_archive(backpocket: Program, workbook: Path, tmp_path: Path) -> None:
    """CSV, JSON lines and Parquet together give what the sheet would give; the same files again change nothing."""
    third = COUNT // 3
    as_csv(tmp_path / "a.csv", RECORDS[:third])
    as_json(tmp_path / "b.jsonl", RECORDS[third : 2 * third])
    as_parquet(tmp_path / "c.parquet", RECORDS[2 * third :])
    files = [tmp_path / "?.csv", tmp_path / "b.jsonl", tmp_path / "c.parquet"]
    done = json.loads(backpocket("archive", "add", *files, "--workbook", workbook, "--json").out)
    assert (done["files"], done["rows"], done["people"]) == (3, COUNT, COUNT)
    assert lower(found(backpocket, workbook)) == expected(RECORDS)
    again = json.loads(backpocket("archive", "add", *files, "--workbook", workbook, "--json").out)
    assert (again["files"], again["unchanged"]) == (0, 3)
