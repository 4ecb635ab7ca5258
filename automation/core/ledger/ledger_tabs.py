"""Events of the outreach ledger as rows of `BP Outreach` and `BP Suppression`, and back.

Each event has a line number, counted over both tabs. It keeps the order even if people sort the rows, and shows that a
line is missing if they delete one.
"""

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime
from itertools import count

from automation.core.ledger.events import Answer, Event, Notice, State
from automation.core.model import Problem, Row
from automation.core.schema import BP_OUTREACH, BP_SUPPRESSION, PROGRAM_TABS
from automation.core.tabs.previous_run import headers_of
from automation.core.text import cell_at, text_of

LEDGER_TABS = (BP_OUTREACH, BP_SUPPRESSION)
# What a person types under State, with the line's number, to give up a line that cannot be recovered.
LOST = "lost"
# Stands before the fingerprint of the secret in the column Hash.
FINGERPRINT = "fingerprint "
# Fits a cell of every kind of workbook.
LONGEST = 30_000

# Stands before the hash of a mailbox there; Reason holds the ID of its message or reply.
MAILBOX = "mailbox "
_SUPPRESSION = frozenset({Notice.SUPPRESSED, Notice.SECRET, Notice.MAILBOX})
_MESSAGE = frozenset(State)
_KNOWN = _MESSAGE | frozenset(Notice) | frozenset(Answer)
_LONGEST_NUMBER = 9


@dataclass
class Lines:
    """What the rows of both tabs hold.

    Attributes:
        events: By line number.
        lost: Numbers of lines that a person gave up.
        problems: Rows that are not a line of the ledger, or repeat one.
        places: Tab → header → column index, for tabs whose columns people moved.
    """

    events: dict[int, Event] = field(default_factory=dict)
    lost: set[int] = field(default_factory=set)
    problems: list[Problem] = field(default_factory=list)
    places: dict[str, dict[str, int]] = field(default_factory=dict)

    @property
    def in_order(self) -> list[Event]:
        """The events by their numbers."""
        return [event for _, event in sorted(self.events.items())]

    @property
    def last(self) -> int:
        """The highest number; 0 where there is none."""
        return max((*self.events, *self.lost), default=0)

    def missing(self, last: int) -> list[int]:
        """The numbers up to `last` that no row has."""
        return [number for number in range(1, last + 1) if number not in self.events and number not in self.lost]


def cleaned(event: Event) -> Event:
    """An event as cells hold it: trimmed, without control characters. A suppression keeps only hash and reason."""
    if event.state == Notice.MAILBOX:
        return Event(event.at, event.state, _text(event.send_id), detail=_text(event.detail))
    if event.state in _SUPPRESSION:
        return Event(event.at, event.state, detail=_text(event.detail), subject=_text(event.subject))
    return Event(
        event.at,
        _text(event.state),
        _text(event.send_id),
        _text(event.candidate),
        tuple(filter(None, map(_text, event.requisitions))),
        _text(event.step),
        _text(event.by),
        _text(event.detail),
        _text(event.subject),
        _text(event.message_id),
    )


def _text(value: str) -> str:
    return text_of(text_of(value)[:LONGEST])


def rows_of(events: Iterable[Event], first: int = 1) -> dict[str, list[Row]]:
    """Tab → its rows for these events, numbered from `first`; tabs without rows are left out."""
    rows: dict[str, list[Row]] = {}
    for line, event in enumerate(events, start=first):
        tab = BP_SUPPRESSION if event.state in _SUPPRESSION else BP_OUTREACH
        rows.setdefault(tab, []).append(_suppression(event, line) if tab == BP_SUPPRESSION else _outreach(event, line))
    return rows


def rows_behind(events: Sequence[Event], shown: Lines) -> dict[str, list[Row]]:
    """Tab → rows for the lines of a ledger (the first event is line 1) whose numbers a workbook does not show."""
    rows: dict[str, list[Row]] = {}
    for line, event in enumerate(events, start=1):
        if line not in shown.events:
            for tab, made in rows_of([event], line).items():
                rows.setdefault(tab, []).extend(made)
    return rows


def line_of(event: Event) -> Row:
    """The cells of a message's line without its number."""
    return _outreach(cleaned(event), 0)[:-1]


def event_of(line: Row) -> Event | None:
    """The event in cells as `line_of` gives them; None where they hold none."""
    names = [text_of(cell) for cell in headers_of(PROGRAM_TABS[BP_OUTREACH])]
    return _outreach_event({name: text_of(cell_at(line, index)) for index, name in enumerate(names)})


def _outreach(event: Event, line: int) -> Row:
    requisitions = "; ".join(map(_encode, event.requisitions))
    return [
        instant_text(event.at),
        event.send_id,
        event.candidate,
        requisitions,
        event.step,
        str(event.state),
        event.by,
        event.detail,
        event.subject,
        event.message_id,
        line,
    ]


def _suppression(event: Event, line: int) -> Row:
    prefix = {Notice.SECRET: FINGERPRINT, Notice.MAILBOX: MAILBOX}.get(Notice(event.state), "")
    reason = event.send_id if event.state == Notice.MAILBOX else event.subject
    return [f"{prefix}{event.detail}", instant_text(event.at), reason, line]


def instant_text(at: datetime) -> str:
    """An instant as cells hold it, UTC."""
    return at.astimezone(UTC).isoformat().replace("+00:00", "Z")


def _encode(key: str) -> str:
    """A requisition's key without the semicolon that separates it from the next one."""
    return re.sub(r"%(?=25|3B)", "%25", key).replace(";", "%3B")


def _decode(text: str) -> str:
    return re.sub(r"%(25|3B)", lambda code: "%" if code[1] == "25" else ";", text)


def read_lines(tabs: Mapping[str, Sequence[Row]]) -> Lines:
    """The lines in the rows of both tabs, header included; either may be missing."""
    lines = Lines()
    for tab in LEDGER_TABS:
        _read_tab(tab, tabs.get(tab, ()), lines)
    return lines


def _read_tab(tab: str, rows: Sequence[Row], lines: Lines) -> None:
    names = [text_of(cell) for cell in headers_of(PROGRAM_TABS[tab])]
    header = [text_of(cell) for cell in rows[0]] if rows else []
    made = {name: index for index, name in enumerate(names)}
    orders = [made]
    if header[: len(names)] != names[: len(header)]:
        # Rows move with their columns, but another machine may still write in the old order. So both orders are tried.
        lines.places[tab] = column_places(names, header)
        orders.insert(0, lines.places[tab])
    for number, row in enumerate(rows, start=1):
        found = next(filter(None, (_line(tab, row, order) for order in orders)), None)
        if found is None:
            if number > 1 and any(text_of(cell) for cell in row):
                message = "This row is no line of the ledger, so it counts for nothing: undo the change, or delete it."
                lines.problems.append(Problem(tab, "", "", "", message, number))
        elif found[0] in lines.events or found[0] in lines.lost:
            message = f"Line {found[0]} is there twice, and this row counts for nothing: delete it."
            lines.problems.append(Problem(tab, "", "Line", str(found[0]), message, number))
        elif found[1] is None:
            lines.lost.add(found[0])
        else:
            lines.events[found[0]] = found[1]


def column_places(names: Sequence[str], header: Sequence[str]) -> dict[str, int]:
    """Header → column index now. A column without its header keeps its original place, unless that is taken."""
    found = {name: header.index(name) for name in names if name in header}
    used = set(found.values())
    spare = count(max(len(header), len(names)))
    return {
        name: found[name] if name in found else index if index not in used else next(spare)
        for index, name in enumerate(names)
    }


def _line(tab: str, row: Row, places: Mapping[str, int]) -> tuple[int, Event | None] | None:
    """Number and event of a row; (number, None) for a line that was given up; None for a row that is not a line."""
    cells = {name: text_of(cell_at(row, index)) for name, index in places.items()}
    number = cells["Line"]
    if not number.isdecimal() or len(number) > _LONGEST_NUMBER or int(number) == 0:
        return None
    if cells.get("State", "").lower() == LOST:
        return int(number), None
    event = _suppression_event(cells) if tab == BP_SUPPRESSION else _outreach_event(cells)
    return (int(number), event) if event else None


def _outreach_event(cells: Mapping[str, str]) -> Event | None:
    at, state = read_instant(cells["At"]), cells["State"]
    if at is None or state not in _KNOWN or state in _SUPPRESSION or (state in _MESSAGE and not cells["Send ID"]):
        return None
    requisitions = tuple(_decode(part.strip()) for part in cells["Req ID"].split(";") if part.strip())
    return Event(
        at,
        state,
        cells["Send ID"],
        cells["Candidate"],
        requisitions,
        cells["Step"],
        cells["By"],
        cells["Detail"],
        cells["Subject"],
        cells["Message ID"],
    )


def _suppression_event(cells: Mapping[str, str]) -> Event | None:
    at = read_instant(cells["Since"])
    if at is None or not cells["Hash"]:
        return None
    if cells["Hash"].startswith(MAILBOX):
        hashed = cells["Hash"].removeprefix(MAILBOX)
        return Event(at, Notice.MAILBOX, cells["Reason"], detail=hashed) if cells["Reason"] else None
    if cells["Hash"].startswith(FINGERPRINT):
        return Event(at, Notice.SECRET, detail=cells["Hash"].removeprefix(FINGERPRINT), subject=cells["Reason"])
    return Event(at, Notice.SUPPRESSED, detail=cells["Hash"], subject=cells["Reason"])


def read_instant(text: str) -> datetime | None:
    """The instant in a cell, UTC; None where there is none."""
    try:
        at = datetime.fromisoformat(text)
    except ValueError:
        return None
    return at.astimezone(UTC) if at.tzinfo else at.replace(tzinfo=UTC)


def arranged(rows: Sequence[Row], places: Mapping[str, int] | None) -> list[Row]:
    """Rows of `rows_of`, their cells in the columns that people moved; unchanged where `places` is None."""
    if places is None:
        return list(rows)
    width = max(places.values()) + 1
    by_column = [dict(zip(places.values(), row, strict=True)) for row in rows]
    return [[cells.get(column) for column in range(width)] for cells in by_column]


def columns_in_order(tab: str) -> str:
    """The columns of a tab in the order in which a person should put them back."""
    return ", ".join(text_of(cell) for cell in headers_of(PROGRAM_TABS[tab]))
