"""The company's job boards: `BP Openings` shows what they post, and a person takes an opening over."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

import structlog

from automation.clock import Clock
from automation.core.board_hosts import Board
from automation.core.imports.boards import EmptyBoard, Posting, UnreadableBoard
from automation.core.imports.openings_tab import Shown, openings_tab, shown_openings
from automation.core.imports.requisitions import Openings
from automation.core.model import Snapshot
from automation.core.schema import BP_OPENINGS, OPENING_COLUMNS, REQUISITIONS
from automation.core.tabs.grid import NewRows
from automation.core.tabs.headers import locate
from automation.core.tabs.previous_run import headers_of
from automation.core.text import cell_at, key_of, text_of
from automation.errors import ActionError, BackpocketError
from automation.imports.boards import read_board
from automation.retry import landed
from automation.services.imports.requisitions import add_openings
from automation.settings import Settings
from automation.store.base import Store

log = structlog.get_logger()


@dataclass
class BoardsRead:
    """What came of reading the job boards.

    Attributes:
        openings: Board → how many openings it has; boards that could not be read are left out.
        new: How many openings have no requisition yet, on all boards.
        problems: A sentence for each board that could not be read, and for a workbook that could not be written.
        notes: A sentence for each board that has no openings: usual between two hires, so no problem.
    """

    openings: dict[str, int] = field(default_factory=dict)
    new: int = 0
    problems: list[str] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)

    def record(self) -> dict[str, Any]:
        """The JSON of the command line."""
        return {"boards": self.openings, "new": self.new, "problems": self.problems, "notes": self.notes}


def update_openings(store: Store, clock: Clock, settings: Settings) -> BoardsRead:
    """Read each job board of the settings once, and show in `BP Openings` what it posts. Never fails a run.

    A board that cannot be read keeps its lines.
    """
    done = BoardsRead()
    read: dict[str, Sequence[Posting] | None] = {}
    for board, token in settings.boards.items():
        name = name_of(board, token)
        try:
            found = read[name] = read_board(board, token, settings.boards_endpoint or "")
            done.openings[name] = len(found)
        except EmptyBoard as error:
            # Its lines stay: some boards answer so for a name that they do not know.
            read[name], done.openings[name] = None, 0
            done.notes.append(f"The job board {name} {error}.")
        except UnreadableBoard as error:
            read[name] = None
            done.problems.append(f"The job board {name} {error}. Its openings are shown as before.")
    if not read:
        return done
    try:
        done.new = landed(lambda: _written(store, clock, read))
    except BackpocketError as error:
        done.problems.append(str(error))
    log.info("read job boards", boards=len(read), failed=len(done.problems), new=done.new)
    return done


def name_of(board: Board, token: str) -> str:
    """How a board is shown: "greenhouse/acme"."""
    return f"{board}/{token}"


def _written(store: Store, clock: Clock, read: Mapping[str, Sequence[Posting] | None]) -> int:
    """Write the tab if it changed. Returns how many openings are new."""
    snapshot = store.read()
    before = snapshot.tabs.get(BP_OPENINGS, ())
    lines = openings_tab(read, before, locate(snapshot.tabs, REQUISITIONS), clock.today(snapshot.time_zone))
    tab = [headers_of(OPENING_COLUMNS), *lines]
    width = len(OPENING_COLUMNS)
    shown = [[text_of(cell_at(row, column)) for column in range(width)] for row in before]
    if shown != [[text_of(cell) for cell in row] for row in tab]:
        store.add_rows(NewRows(REQUISITIONS, (), {BP_OPENINGS: tab}), snapshot.version)
    return sum(one.is_new for one in shown_openings(tab))


def new_openings(snapshot: Snapshot) -> list[Shown]:
    """The openings of `BP Openings` that have no requisition yet, by the requisitions that are there now."""
    there = locate(snapshot.tabs, REQUISITIONS).places
    lines = shown_openings(snapshot.tabs.get(BP_OPENINGS, ()))
    return [one for one in lines if one.is_new and key_of(one.req_id) not in there]


def take_over(store: Store, clock: Clock, req_id: str, by: str, *, dry_run: bool = False) -> bool:
    """Add the requisition of an opening. Returns whether it was added; False where it is there already.

    Raises:
        ActionError: `BP Openings` has no such opening.
        SchemaError: The tab or a header that must be there is missing or doubled.
        StoreError: The workbook is out of reach or busy.
    """

    def gather(snapshot: Snapshot) -> Openings:
        lines = shown_openings(snapshot.tabs.get(BP_OPENINGS, ()))
        line = next((one for one in lines if key_of(one.req_id) == key_of(req_id)), None)
        if line is None:
            raise ActionError(f"BP Openings has no opening {req_id}: see the tab for their IDs.")
        return Openings(read=1, rows=[line.requisition()])

    return bool(add_openings(store, clock, gather, "Job board", by, dry_run=dry_run).added)
