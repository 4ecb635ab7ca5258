"""The tab `BP Openings`: what the company's job boards post, and which of it has a requisition."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from automation.core.imports.boards import Posting
from automation.core.model import Row, Status
from automation.core.parsing import Unreadable, read_status
from automation.core.schema import OPENING_COLUMNS
from automation.core.tabs.headers import Located
from automation.core.text import cell_at, key_of, plain, text_of

NEW, THERE, GONE = "new", "in Requisitions", "no longer posted"
# Days after which an opening that is no longer posted, and has no requisition, is not shown any more.
KEPT = 60
# The columns that become cells of a requisition.
TAKEN = (
    "req_id",
    "title",
    "family",
    "location",
    "remote",
    "pay_min",
    "pay_max",
    "currency",
    "opened_on",
    "description",
)


@dataclass(frozen=True)
class Shown:
    """A line of the tab."""

    cells: Mapping[str, str]

    @property
    def req_id(self) -> str:
        """The requisition's ID."""
        return self.cells.get("req_id", "")

    @property
    def is_new(self) -> bool:
        """Whether it can be taken over."""
        state = self.cells.get("state", "")
        return bool(self.req_id) and not state.startswith(THERE) and state != GONE

    def requisition(self) -> dict[str, str]:
        """The cells of its requisition."""
        return {name: text for name in TAKEN if (text := self.cells.get(name, ""))} | {"status": "Open"}


def shown_openings(rows: Sequence[Row]) -> list[Shown]:
    """The lines of the tab."""
    order = [one.id for one in OPENING_COLUMNS]
    lines = ({name: text_of(cell_at(row, place)) for place, name in enumerate(order)} for row in rows[1:])
    return [Shown(line) for line in lines if line["req_id"]]


def openings_tab(
    read: Mapping[str, Sequence[Posting] | None], shown: Sequence[Row], requisitions: Located, today: date
) -> list[Row]:
    """The lines of the tab after the boards were read.

    Args:
        read: Board → its openings; None where it could not be read, so that its lines stay.
        shown: The rows of the tab as they are.
        requisitions: The tab Requisitions.
        today: The day of the reading.
    """
    before: dict[str, dict[str, Mapping[str, str]]] = {}
    for one in shown_openings(shown):
        before.setdefault(one.cells["board"], {})[key_of(one.req_id)] = one.cells
    titles = _open_titles(requisitions)
    lines: list[Mapping[str, str]] = []
    for board, found in read.items():
        old = before.get(board, {})
        lines += list(old.values()) if found is None else list(_lines(board, found, old, today))
    rows: list[Row] = []
    for line in lines:
        state = _state(line, requisitions, titles, today)
        if state:
            rows.append([{**line, "state": state}.get(one.id) or None for one in OPENING_COLUMNS])
    return rows


def _lines(
    board: str, found: Sequence[Posting], old: Mapping[str, Mapping[str, str]], today: date
) -> Iterator[dict[str, str]]:
    posted = {key_of(one.req_id) for one in found}
    for one in found:
        since = old.get(key_of(one.req_id), {}).get("first_seen_on") or today.isoformat()
        yield {**one.cells, "board": board, "link": one.link, "first_seen_on": since}
    for key, line in old.items():
        if key not in posted:
            # Only the second complete reading without it counts.
            gone = GONE if line["missing_since"] else ""
            yield {**line, "missing_since": line["missing_since"] or today.isoformat(), "state": gone}


def _state(line: Mapping[str, str], requisitions: Located, titles: Mapping[str, str], today: date) -> str:
    """What a line says about itself; "" for one that is not shown any more."""
    gone = GONE if GONE in line.get("state", "") else ""
    if key_of(line["req_id"]) in requisitions.places:
        return "; ".join(filter(None, (THERE, gone)))
    if gone:
        return "" if line["missing_since"] < (today - timedelta(days=KEPT)).isoformat() else GONE
    other = titles.get(plain(line["title"]))
    return f"{NEW}; {other} has the same title" if other else NEW


def _open_titles(requisitions: Located) -> dict[str, str]:
    """Title → the ID of a requisition that is not filled or cancelled."""
    found: dict[str, str] = {}
    for row in requisitions.rows[1:]:
        title, key = text_of(requisitions.headers.cell(row, "title")), requisitions.key(row)
        try:
            status = read_status(requisitions.headers.cell(row, "status"))
        except Unreadable:
            status = None
        if title and key and status not in (Status.FILLED, Status.CANCELLED):
            found.setdefault(plain(title), key)
    return found
