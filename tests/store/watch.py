"""Checks that must hold after every request of ours and every edit of people's."""

import re
from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field

from automation.core.schema import BP_RUNS, PEOPLES_TABS
from automation.store.google.batches import RETIRED
from automation.store.google.fencing import BEGUN, GENERATIONS
from automation.store.google.formulas import header_of
from automation.store.google.places import SHEET_IDS
from tests.sheets_emulator import tables
from tests.sheets_emulator.editor import Editor
from tests.sheets_emulator.service import Service
from tests.sheets_emulator.state import BLANK, Cell, Spreadsheet
from tests.sheets_emulator.witness import Became, Inserted, Witness
from tests.sheets_emulator.workspace import Workspace
from tests.store.sight import KEYS, Sight, Truth

# How many findings of a kind, and edits before one, are worth reading.
MOST, RECENT = 5, 4
# The headers of our columns, and the cells that a formula names.
OURS = {header for spec in PEOPLES_TABS.values() for header in spec.column_headers}
KEY_HEADERS = {header for headers in KEYS.values() for header in headers}
_CELLS = re.compile(r"\$?[A-Z]{1,3}\$?\d+")
# What the service calls a column of a table that has no name.
_NAMED = re.compile(r"Column \d+")
# Comes with the first mark of all.
FIRST_MARK = f"{GENERATIONS}_{BEGUN}"


@dataclass
class Findings:
    """What must never be; every list stays empty.

    Attributes:
        wrong: Cells of ours that showed another row's match, at whatever instant.
        changed: Cells of people's that the program changed, and rows and columns that it had no reason to insert.
        misread: Rows that were read as people although they are none, and people who were not read.
        unsaid: What did not show although no problem said so, and what was said although it isn't so.
        stale: Writes that landed although another one of ours had landed since their reading, or landed twice.
        partial: What a run of the changed rows found in another way than one of all rows.
        crashed: Failures that are no sentence for a person.
    """

    wrong: list[str] = field(default_factory=list)
    changed: list[str] = field(default_factory=list)
    misread: list[str] = field(default_factory=list)
    unsaid: list[str] = field(default_factory=list)
    stale: list[str] = field(default_factory=list)
    partial: list[str] = field(default_factory=list)
    crashed: list[str] = field(default_factory=list)

    def __bool__(self) -> bool:
        return any(vars(self).values())


@dataclass
class Writer:
    """What the watch knows of one store of ours.

    Attributes:
        role: What it is for: refresh, init, shelve or append.
        sight: What it saw when it last read.
        person: The texts of the row that it may insert.
        based_on: How many writes of ours had landed when it last read.
        landed: How many of its own did.
        published: How many runs had published when its latest one landed.
    """

    role: str
    sight: Sight
    person: frozenset[str] = frozenset()
    based_on: int = 0
    landed: int = 0
    published: int = 0


class Watch:
    """Looks at a spreadsheet after everything that happens to it.

    Args:
        service: Where it is kept.
        book: The spreadsheet.
        editor: Who else is at work between our requests.

    Attributes:
        findings: What is wrong.
        truth: Everything that was ever published.
        sight: What people see now.
        instants: How many states it looked at.
        landings: How many writes of ours landed.
        runs: The ids of the runs that published, in order.
    """

    def __init__(self, service: Service, book: Spreadsheet, editor: Editor) -> None:
        self.findings, self.truth, self.sight = Findings(), Truth(), Sight(book)
        self.instants = self.landings = 0
        self.runs: list[str] = []
        self._book, self._workspace, self._editor = book, service.workspace, editor
        self._sent, self._marks, self._role = book.version, set[str](), ""
        self._witness = Witness([""], editor, self._may_become, but=["BP "])
        service.between_requests = self._between

    def note(self, where: list[str], found: Sequence[str]) -> None:
        """Keep what was found, with the edits before it."""
        where += [f"{one}, after {self._editor.edits[-RECENT:]}" for one in found[:MOST]]

    def look(self) -> None:
        """Whatever people see now is what was once published for the key in its row."""
        if self.sight.version != self._book.version:
            self.sight = Sight(self._book)
            self.instants += 1
            self.note(self.findings.wrong, self.truth.strangers(self.sight))

    def by_people(self, act: Callable[[], None]) -> None:
        """Something that people do between two runs."""
        act()
        self._witness.remember(self._workspace)
        self.look()
        self._sent = self._book.version

    def settled(self, writer: Writer, *, reading: bool) -> None:
        """After a request of ours, whatever came of it: what it read, or what it changed."""
        if self._book.version != self._sent:
            self._sent = self._book.version
            self.look()
            self._landed(writer)
            self._check_people(writer)
        elif reading:
            writer.based_on, writer.sight = self.landings, self.sight

    def table(self, tab: str) -> list[list[str]]:
        """What a program tab shows."""
        sheet = self.sight.numbered(SHEET_IDS[tab])
        return self.sight.table(sheet) if sheet else []

    def _between(self, workspace: Workspace) -> None:
        self._witness(workspace)
        self.look()
        self._sent, self._marks = self._book.version, self._known_marks()

    def _landed(self, writer: Writer) -> None:
        """Nothing of ours had landed since its reading; it left one mark, the newest, and a line if it is a run.

        The first write of all also leaves the mark that says that there was one.
        """
        stale = self.findings.stale
        if writer.based_on != self.landings:
            self.note(stale, [f"{writer.role} after {writer.based_on} writes landed as number {self.landings + 1}"])
        self.landings += 1
        writer.landed += 1
        made = self._known_marks() - self._marks - ({FIRST_MARK} if not self._marks else set())
        if len(made) != 1 or any(_number(mark) >= _number(min(made)) for mark in self._shown_marks() - made):
            self.note(stale, [f"{writer.role} made the marks {sorted(made)} after {sorted(self._marks)}"])
        runs = [row[0] for row in self.table(BP_RUNS)[1:]]
        if runs[: len(self.runs)] != self.runs or len(runs) - len(self.runs) != (writer.role == "refresh"):
            self.note(stale, [f"{writer.role} left the lines {runs} of {self.runs} in {BP_RUNS}"])
        self.runs, writer.published = runs, len(runs)

    def _check_people(self, writer: Writer) -> None:
        """Nothing of people's is different, apart from what this kind of write is for."""
        self._role = writer.role
        self._witness.compare(self._workspace)
        self._witness.remember(self._workspace)
        witness = self._witness
        found = [*witness.changes, *(str(one) for one in witness.inserted if not _wanted(one, writer))]
        found += [str(one) for one in witness.became if not _in_its_place(one)]
        self.note(self.findings.changed, [f"{writer.role}: {one}" for one in found])
        for noted in (witness.changes, witness.inserted, witness.became):
            noted.clear()

    def _may_become(self, was: Cell | None, now: Cell | None) -> bool:
        """`init` fixes formulas of ours, and renames columns of ours that got into a table; references follow."""
        old, new = (cell or BLANK for cell in (was, now))
        if _following(old.formula, new.formula) or (not old.filled and _NAMED.fullmatch(str(new.value))):
            return True
        headers = [header_of(cell.formula or "") for cell in (old, new)]
        if self._role != "init":
            return False
        stopped = headers[0] or (old.value if old.value in OURS else None)
        return (headers[0] is not None and headers[0] == headers[1]) or (
            bool(stopped) and new.value == f"{stopped}{RETIRED}"
        )

    def _known_marks(self) -> set[str]:
        ids = (str(item["namedRangeId"]) for item in self._book.named)
        return {mark for mark in ids if mark.startswith(f"{GENERATIONS}_")}

    def _shown_marks(self) -> set[str]:
        return self._known_marks() & {str(item["namedRangeId"]) for item in self._book.named if "range" in item}


def _number(mark: str) -> int:
    return int(mark.rpartition("_")[2])


def _following(old: str | None, new: str | None) -> bool:
    """Whether two formulas are the same apart from the cells that they name."""
    return bool(old and new) and _CELLS.sub("", str(old)) == _CELLS.sub("", str(new))


def _in_its_place(became: Became) -> bool:
    """Whether a header of ours that changed stood in row 1, or in a row of headers of a table, or of a former one.

    Formulas of ours are found by their text, wherever people have copied them to.
    """
    if became.now is None or became.now.formula or (became.was and became.was.formula):
        return True
    texts = {cell.value for cell in became.line if cell}
    return became.row in {0, *(tables.rect(table).top for table in became.tables)} or not texts.isdisjoint(KEY_HEADERS)


def _wanted(inserted: Inserted, writer: Writer) -> bool:
    """Whether a write may insert such lines: its one person's row, or columns that are empty below their headers."""
    # Where people widen a table at that moment, ours become part of it, and the service names them.
    named = _NAMED.fullmatch
    filled = [[c for c in line if c and c.filled and not named(str(c.value))] for line in inserted.lines]
    if inserted.dimension == "ROWS":
        # Blank cells of a table's new row get the defaults of their columns.
        texts = {str(cell.value) for line in filled for cell in line if cell.value is not False}
        return writer.role == "shelve" and len(filled) == 1 and bool(texts) and texts <= writer.person
    # A column between a table and ours stays blank.
    if [] in filled[1:] or filled[:1] == [[]]:
        filled.remove([])
    headers = [line[0] for line in inserted.lines if line and line[0] and line[0].filled]
    return writer.role == "init" and Counter(map(len, filled)).keys() == {1} and len(headers) == len(filled)
