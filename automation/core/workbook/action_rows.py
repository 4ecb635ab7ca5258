"""Actions as rows of `BP Actions`, written and read."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace

from automation.core.ledger.ledger_tabs import arranged, column_places, instant_text, read_instant
from automation.core.model import Row
from automation.core.schema import ACTION_COLUMNS, BP_ACTIONS
from automation.core.text import cell_at, text_of
from automation.core.workbook.action_log import ABOUT_CANDIDATE, ABOUT_REQUISITION, Action, Kind, line_problem, read_day
from automation.core.workbook.action_state import ActionState, fold

# The longest text of an action, in characters: it fits a cell of every kind of workbook.
LONGEST = 2_000
HEADERS = tuple(column.header for column in ACTION_COLUMNS)


def cleaned(action: Action) -> Action:
    """An action as cells hold it: trimmed, without control characters, no longer than fits."""
    texts = {
        name: text_of(text_of(getattr(action, name))[:LONGEST])
        for name in ("who", "action_id", "candidate", "requisition", "detail", "value", "before")
    }
    return replace(action, **texts)  # type: ignore[arg-type]


def action_row(action: Action) -> Row:
    """An action as a row of `BP Actions`, its cells in the order of `schema.ACTION_COLUMNS`."""
    cells = {
        **{name: getattr(action, name) or None for name in ("candidate", "requisition", "detail", "value", "before")},
        "at": instant_text(action.at),
        "who": action.who,
        "action": str(action.kind),
        "on": action.on.isoformat(),
        "action_id": action.action_id,
    }
    return [cells[column.id] for column in ACTION_COLUMNS]


def rows_for(actions: Iterable[Action], tabs: Mapping[str, Sequence[Row]]) -> list[Row]:
    """Actions as rows, with their cells in the present order of the columns of `BP Actions`."""
    rows = [action_row(cleaned(action)) for action in actions]
    header = _header(tabs)
    moved = header and list(HEADERS[: len(header)]) != header[: len(HEADERS)]
    return arranged(rows, column_places(HEADERS, header) if moved else None)


def _header(tabs: Mapping[str, Sequence[Row]]) -> list[str]:
    rows = tabs.get(BP_ACTIONS, ())
    return [text_of(cell) for cell in rows[0]] if rows else []


def read_actions(tabs: Mapping[str, Sequence[Row]]) -> ActionState:
    """What the lines of `BP Actions` add up to; a line that cannot be read is ignored and reported."""
    places = column_places(HEADERS, _header(tabs))
    read: dict[str, tuple[Action, int]] = {}
    problems = []
    for number, row in enumerate(tabs.get(BP_ACTIONS, ())[1:], start=2):
        if not any(text_of(cell) for cell in row):
            continue
        line = _read({name: text_of(cell_at(row, index)) for name, index in places.items()})
        if isinstance(line, str):
            problems.append(line_problem(line, number))
            continue
        known = read.get(line.action_id)
        if known and known[0] != line:
            problems.append(
                line_problem(f"Action ID {line.action_id} is there twice; the later row is not read", number)
            )
        elif known is None:
            read[line.action_id] = (line, number)
    return fold([line for line, _ in read.values()], problems, {name: number for name, (_, number) in read.items()})


def _read(cells: Mapping[str, str]) -> Action | str:
    """The action in a row, or what is wrong with it."""
    at, on = read_instant(cells["At"]), read_day(cells["On"])
    if at is None:
        return "At is not a time"
    try:
        kind = Kind(cells["Action"])
    except ValueError:
        return "Action is not known"
    if on is None or not cells["Action ID"]:
        return "On or Action ID is missing"
    names = ("Candidate", "Requisition", "Detail", "Value", "Before")
    action = Action(at, cells["Who"], kind, cells["Action ID"], on, *(cells[name] for name in names))
    return _lacking(action) or action


def _lacking(action: Action) -> str:
    if action.kind in ABOUT_CANDIDATE and not action.candidate:
        return "Candidate is missing"
    if action.kind in ABOUT_REQUISITION and not action.requisition:
        return "Requisition is missing"
    if action.kind in {Kind.GIVEN, Kind.MERGED, Kind.UNDONE} and not action.value:
        return "Value is missing"
    if action.kind is Kind.SNOOZED and action.until is None:
        return "Value is not a date"
    if action.kind is Kind.REKEYED and not (action.before and bool(action.candidate) != bool(action.requisition)):
        return "The old key is missing, or it is not clear which tab has it"
    return ""
