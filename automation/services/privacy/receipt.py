"""The receipt of `forget`: what was deleted, and what is left to people."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from automation.archive import forgetting as archived


@dataclass(frozen=True)
class Left:
    """A place that still may hold the person, and what a person has to do there."""

    place: str
    how: str


@dataclass(frozen=True)
class Receipt:
    """What `forget` did.

    Attributes:
        erased: Place → how many rows, lines, records or files.
        left: What it could not reach.
        rows_left: How many rows of Candidates a person has to delete; 0 in a file, which gets empty rows.
    """

    erased: Mapping[str, int]
    left: Sequence[Left] = field(default_factory=list)
    rows_left: int = 0

    def record(self) -> dict[str, Any]:
        """As plain data, for `--json`."""
        return {
            "erased": dict(self.erased),
            "left": [{"place": one.place, "how": one.how} for one in self.left],
        }


def in_file(row: archived.Row) -> Left:
    """A row of a file that an archive was made of, which the program does not change."""
    how = "Delete this row there. The archive does not show it any more; add the file again afterwards."
    return Left(f"{row.file}, row {row.number}", how)
