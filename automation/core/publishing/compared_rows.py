"""Whether changed rows can be taken for the person of another row, without comparing all rows again.

A row that is compared with no other one, or only with people of other names, is one person's. A new title, town or
company could only change that together with a part of a name that another row has, too.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from hashlib import blake2b
from typing import Any

from automation.core.duplicates.detect import compared_cells, identifying_columns, may_meet
from automation.core.identity.name_comparison import read_name
from automation.core.identity.one_person import forms_of
from automation.core.publishing.workbook_part import only_rows
from automation.core.schema import CANDIDATES
from automation.core.tabs.headers import Located
from automation.core.text import cell_at, key_of, text_of
from automation.core.workbook.assemble import Workbook
from automation.core.workbook.duplicate_rows import OwnCells, own_columns, people_of

# By these, rows are only compared where their names may be one person's.
EVIDENCE_FIELDS = frozenset({"title", "company", "location"})
# With more rows than this that share a word of a name, comparing all rows is not much more work.
MOST_NEAR = 500


def evidence_columns(candidates: Located) -> set[int]:
    """The indexes of the columns of `EVIDENCE_FIELDS`, and of people's own columns."""
    fields = candidates.headers.fields
    return {place for name, place in fields.items() if name in EVIDENCE_FIELDS} | own_columns(candidates).keys()


@dataclass(frozen=True)
class Apart:
    """What a comparison of all rows leaves for the next run.

    Attributes:
        rows: For each row of candidates a byte: 1 for one that may not be one person with another one.
        identifying: The headers of people's own columns that identify rows.
        cells: A digest of the cells in these.
    """

    rows: bytes
    identifying: Sequence[str]
    cells: str

    @staticmethod
    def of(workbook: Workbook) -> "Apart":
        """That of a workbook whose rows were compared."""
        compared, keys = workbook.compared, workbook.located[CANDIDATES].keys
        together = {key_of(key) for key in compared.together}
        identifying = sorted(compared.identifying)
        rows = bytes(key in workbook.book.people and key not in together for key in keys)
        return Apart(rows, identifying, _digest(workbook.own_cells, identifying))

    def record(self) -> dict[str, Any]:
        """As plain data for JSON."""
        return {"rows": self.rows.hex(), "identifying": self.identifying, "cells": self.cells}

    @staticmethod
    def from_record(record: Mapping[str, Any]) -> "Apart":
        """What `record` wrote."""
        return Apart(bytes.fromhex(record["rows"]), record["identifying"], record["cells"])

    def holds(self, workbook: Workbook, indexes: Sequence[int]) -> bool:
        """Whether all is as it was found, though cells of some rows in `evidence_columns` have changed.

        Args:
            workbook: As it is now. Cells in other columns by which rows are compared are as they were.
            indexes: Of these rows.
        """
        if not all(self.rows[index - 1] for index in indexes):
            return False
        own = workbook.own_cells
        identifying = identifying_columns(map(compared_cells, own.values()))
        if sorted(identifying) != list(self.identifying) or _digest(own, self.identifying) != self.cells:
            return False
        near = _near(workbook, indexes)
        if len(near) > MOST_NEAR:
            return False
        changed = {workbook.located[CANDIDATES].keys[index - 1] for index in indexes}
        people = people_of(only_rows(workbook, [*indexes, *near]).book, {})
        return changed.isdisjoint(map(key_of, may_meet(people)))


def _digest(own: OwnCells, headers: Sequence[str]) -> str:
    """A digest of the cells under some headers."""
    found = blake2b(digest_size=16)
    for key, cells in own.items() if headers else ():
        found.update(repr((key, [cell for cell in cells if cell[0] in headers])).encode("utf-8", "surrogatepass"))
    return found.hexdigest()


def _near(workbook: Workbook, indexes: Sequence[int]) -> list[int]:
    """The indexes of other rows that share a word of a name with some."""
    candidates, rows = workbook.located[CANDIDATES], set(indexes)
    people = people_of(only_rows(workbook, indexes).book, {})
    words = {word for person in people for form in forms_of(person.name, person.preferred_name) for word in form}
    preferred = candidates.headers.fields.get("preferred_name")
    near = []
    for index, (row, key) in enumerate(zip(candidates.rows[1:], candidates.keys, strict=True), start=1):
        # Names are as the last run read them.
        names = workbook.previous.names.get(key, ""), text_of(cell_at(row, preferred))
        if index not in rows and any(not words.isdisjoint(read_name(name)) for name in names if name):
            near.append(index)
    return near
