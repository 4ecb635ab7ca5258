"""What a person orders of an import, and what came of it."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from automation.core.imports.people import Left, Newcomer
from automation.core.imports.reading import Gathered

BASES = ("consent", "legitimate interest")


@dataclass(frozen=True)
class Order:
    """What a person orders.

    Attributes:
        by: Who decides.
        basis: The consent basis of all new rows; "" leaves it empty.
        basis_on: The day of the basis.
        region: Whose rules apply to all new rows; "" leaves it empty.
        dry_run: Only say what would be done.
    """

    by: str
    basis: str = ""
    basis_on: date | None = None
    region: str = ""
    dry_run: bool = False

    def cells(self) -> dict[str, str]:
        """What it says about each new row."""
        day = self.basis_on.isoformat() if self.basis_on else ""
        cells = {"consent_basis": self.basis, "consent_on": day, "region": self.region}
        return {name: text for name, text in cells.items() if text}


@dataclass
class Imported:
    """The result of an import.

    Attributes:
        gathered: What the files hold.
        new: The people who were added, or would be.
        added: How many people were added, or would be.
        there: How many had a row already.
        different: How many of those differ from the file.
        left: Records that became no row, and why.
        columns: Headers that were added to the right of Candidates, or would be.
        remarks: What to say.
        problems: What went wrong at the moment of writing.
        dry_run: Whether nothing was written.
    """

    gathered: Gathered
    new: Sequence[Newcomer] = ()
    added: int = 0
    there: int = 0
    different: int = 0
    left: Sequence[Left] = ()
    columns: Sequence[str] = ()
    remarks: Sequence[str] = ()
    problems: Sequence[str] = ()
    dry_run: bool = False

    def record(self) -> dict[str, Any]:
        """The JSON of the command line."""
        found = self.gathered
        return {
            "read": found.read,
            "people": len(found.people),
            "added": self.added,
            "there_already": self.there,
            "different": self.different,
            "not_imported": [
                {"row": one.place.row, "file": one.place.file, "who": one.who, "why": one.why} for one in self.left
            ],
            "dropped_columns": found.dropped,
            "columns": found.columns,
            "format": found.format,
            "dry_run": self.dry_run,
            "added_columns": list(self.columns),
            "remarks": [*self.remarks, *self.problems],
        }
