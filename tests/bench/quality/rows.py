"""Ranking sets, through the workbook: rows become rows of a sheet, are read, prepared and scored as a refresh does.

Neither the floor nor the bands of a slate apply, and a requisition may lack its title; nothing else is special.
"""

import json
from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from pathlib import Path
from typing import Any

import numpy as np

from automation.core.matching.matcher import Matcher
from automation.core.model import Cell, Conventions, Row, Snapshot, each_row
from automation.core.schema import CANDIDATES, REQUISITIONS
from automation.core.workbook.assemble import assemble

TODAY = date(2026, 11, 22)
KEPT = 100
# Field of the set → header of the workbook. What is not named here (ids, résumé texts, descriptions) is not used.
PEOPLE = {
    "current_title": "Current title",
    "title": "Current title",
    "skills": "Skills",
    "location": "Location",
    "seniority": "Level",
    "salary_expectation": "Pay expectation",
    "notes": "Notes",
}
ROLES = {
    "title": "Title",
    "must_have": "Must-have skills",
    "nice_to_have": "Nice-to-have skills",
    "location": "Location",
    "level": "Level",
    "salary_band": "Pay max",
}


def write_runs(folder: Path, runs: Path) -> None:
    """Rank every document for every query of one set: `SET.run.tsv`, qid, did, score, best first."""
    people, roles = _records(folder / "docs.jsonl"), _records(folder / "queries.jsonl")
    lines = [f"{query}\t{person}\t{points}" for query, ranked in rankings(people, roles) for person, points in ranked]
    (runs / f"{folder.name}.run.tsv").write_text("\n".join(lines) + "\n", encoding="utf-8")


def rankings(
    people: Sequence[Mapping[str, Any]], roles: Sequence[Mapping[str, Any]]
) -> Iterable[tuple[str, list[tuple[str, str]]]]:
    """Each query with its best documents, best first; the points fall strictly, so that the product's ties hold."""
    book = assemble(Snapshot(_tabs(people, roles)), (), None, Conventions(), TODAY).book
    matcher = Matcher(book, book.candidates, TODAY)
    for requisition in each_row(book.requisitions):
        scores = matcher.scores(requisition)
        order = np.lexsort((matcher.pool.tie_order, -scores.total))[:KEPT]
        ranked = [
            (matcher.keys[position].removesuffix("@x.example"), f"{scores.total[position] / 10 - rank * 1e-5:.5f}")
            for rank, position in enumerate(order.tolist())
        ]
        yield requisition.key, ranked


def _records(path: Path) -> list[dict[str, Any]]:
    return [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines() if line.strip()]


def _tabs(people: Sequence[Mapping[str, Any]], roles: Sequence[Mapping[str, Any]]) -> dict[str, Sequence[Row]]:
    """A workbook of the set."""
    candidates = [
        {"Name": person["did"], "Email": f"{person['did']}@x.example", "Shelved on": "2026-10-01"}
        | _cells(person, PEOPLE)
        for person in people
    ]
    requisitions = [
        {"Req ID": role["qid"], "Opened on": "2026-11-01", "Status": "Open"} | _cells(role, ROLES) for role in roles
    ]
    return {
        CANDIDATES: _tab(candidates, ["Shelve reason"]),
        REQUISITIONS: _tab(requisitions, []),
    }


def _cells(record: Mapping[str, Any], headers: Mapping[str, str]) -> dict[str, Cell]:
    return {header: _cell(record[name]) for name, header in headers.items() if name in record}


def _cell(value: object) -> Cell:
    return "\n".join(map(str, value)) if isinstance(value, list) else str(value)


def _tab(records: Sequence[Mapping[str, Cell]], more: Sequence[str]) -> list[list[Cell]]:
    headers = list(dict.fromkeys([*(header for record in records for header in record), *more]))
    return [list(headers), *([record.get(header) for header in headers] for record in records)]
