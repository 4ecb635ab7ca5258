"""Where the program's things are in a spreadsheet: tabs, formulas, and marks."""

from dataclasses import dataclass, field

from automation.core.model import Snapshot
from automation.core.schema import PROGRAM_TABS
from automation.store.google import fencing
from automation.store.google.cells import Data
from automation.store.google.tables import Table

# Program tabs keep their ids when people rename them.
SHEET_IDS = {name: 770_001 + number for number, name in enumerate(PROGRAM_TABS)}
# A new BP Data gets an id in another ten, so that a write based on the former one fails.
TENS = 1_000
Grid = list[list[Data]]


@dataclass(frozen=True)
class Place:
    """A tab.

    Attributes:
        sheet_id: Its id.
        rows: Of its grid.
        columns: Of its grid.
        title: As people see it.
        protected: Whether it is protected by more than a warning.
        table: The native table that holds people's rows; None where they stand in the tab itself.
        free: Whether the column to the right of that table is blank.
        full: Whether some table reaches to the last column of the grid.
    """

    sheet_id: int
    rows: int
    columns: int
    title: str = ""
    protected: bool = False
    table: Table | None = None
    free: bool = False
    full: bool = False


@dataclass(frozen=True)
class Outdated:
    """A header cell of ours that looks up the wrong column, or none."""

    sheet_id: int
    header: str
    formula: str
    wanted: str


@dataclass(frozen=True)
class Inside:
    """A header cell of ours that got into a native table: its text or formula, and its row (0 is row 1)."""

    sheet_id: int
    tab: str
    header: str
    content: str
    row: int = 0

    @property
    def is_formula(self) -> bool:
        """Whether it still is the formula; else the table has made text of it."""
        return self.content.startswith("=")


@dataclass
class Reading:
    """A spreadsheet as one request returned it.

    Attributes:
        snapshot: The tabs; BP cells with the values that their formulas look up, or that a person typed over them.
        places: Tab → where it is; program tabs under their original names, even if people renamed them.
        ours: People's tab → header → index of the column whose header cell holds our formula.
        outdated: Formulas of ours that `init` has to fix.
        inside: Header cells of ours inside a native table, which `init` has to replace by columns beside it.
        generation: Of the newest publication.
        marks: Of the newest generations.
        ten: The ten from which a new BP Data gets its id; 0 for the first one of a spreadsheet.
    """

    snapshot: Snapshot
    places: dict[str, Place]
    ours: dict[str, dict[str, int]] = field(default_factory=dict)
    outdated: list[Outdated] = field(default_factory=list)
    inside: list[Inside] = field(default_factory=list)
    generation: int = 0
    marks: fencing.Marks = field(default_factory=dict)
    ten: int = 0
