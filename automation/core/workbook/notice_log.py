"""What staff were notified of: the lines of `BP Notices`, and what they add up to.

A line is written before a message leaves ("sending"), and another one after it ("sent", or "not sent" if it provably
did not leave). A message without the second line may have arrived or not: its delivery is unknown.
"""

import hashlib
import hmac
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, datetime, timedelta
from enum import StrEnum

from automation.core.ledger.ledger_tabs import arranged, column_places, instant_text, read_instant
from automation.core.model import Problem, Row
from automation.core.schema import BP_NOTICES, NOTICE_COLUMNS
from automation.core.text import cell_at, key_of, text_of
from automation.core.workbook.action_log import read_day

HEADERS = tuple(column.header for column in NOTICE_COLUMNS)
# Hexadecimal digits of an item's hash: two items never share one, and many fit a cell.
LENGTH = 16
# Items in one cell; a message with more takes several lines.
ITEMS_A_LINE = 1_500
# A message that was begun less than this ago may still be on its way.
ON_ITS_WAY = timedelta(hours=1)


class Kind(StrEnum):
    """What a line is about."""

    DIGEST = "digest"
    SHORTLIST = "shortlist"
    CHAMPION = "champion"
    CLOSING = "closing"
    HEALTH = "health"
    CHAT = "chat"
    MAILS = "mails"  # Whether the colleague gets any of them: the state is off or on.


class State(StrEnum):
    """Where a message is, or whether a colleague gets mails."""

    SENDING = "sending"
    SENT = "sent"
    NOT_SENT = "not sent"
    OFF = "off"
    ON = "on"


@dataclass(frozen=True)
class Notice:
    """One message to a colleague or a chat, or one line about it.

    Attributes:
        at: When, UTC.
        on: The day, where the workbook lives.
        to: The colleague's address in lower case, or the chat.
        kind: Which message.
        state: Where it is.
        items: The hashes of what it says, see `item_hash`.
        notice_id: Names the message.
    """

    at: datetime
    on: date
    to: str
    kind: Kind
    state: State
    items: tuple[str, ...] = ()
    notice_id: str = ""

    def as_line(self, state: State, at: datetime) -> "Notice":
        """The line that this message is in another state now."""
        return replace(self, state=state, at=at, items=())


@dataclass(frozen=True)
class NoticeLog:
    """What `BP Notices` holds.

    Attributes:
        messages: Notice ID → the message in its last state, its items included.
        off: The addresses of colleagues who get no mails.
        problems: Rows that are ignored, and why.
    """

    messages: Mapping[str, Notice] = field(default_factory=dict)
    off: frozenset[str] = frozenset()
    problems: Sequence[Problem] = ()

    def known(self, to: str) -> frozenset[str]:
        """The items that a colleague or chat has for sure."""
        return frozenset(item for one in self._of(to) if one.state is State.SENT for item in one.items)

    def on_the_way(self, to: str, today: date, now: datetime) -> frozenset[str]:
        """The items of messages that are being sent now, or were begun today, and whose delivery is not known yet."""
        return frozenset(item for one in self._begun(to) if not _is_over(one, today, now) for item in one.items)

    def unknown(self, to: str, today: date, now: datetime) -> Mapping[str, date]:
        """Item → the last day on which it was in a message whose delivery is unknown."""
        found: dict[str, date] = {}
        for one in self._begun(to):
            if _is_over(one, today, now):
                found |= {item: max(one.on, found.get(item, one.on)) for item in one.items}
        return {item: day for item, day in found.items() if item not in self.known(to)}

    def has_today(self, to: str, kind: Kind, today: date) -> bool:
        """Whether a message of this kind was sent today, or may have been."""
        return any(one.kind is kind and one.on == today and one.state is not State.NOT_SENT for one in self._of(to))

    def _of(self, to: str) -> Iterator[Notice]:
        return (one for one in self.messages.values() if key_of(one.to) == key_of(to))

    def _begun(self, to: str) -> Iterator[Notice]:
        return (one for one in self._of(to) if one.state is State.SENDING)


def _is_over(message: Notice, today: date, now: datetime) -> bool:
    return message.on != today and now - message.at >= ON_ITS_WAY


def item_hash(secret: bytes, item: str) -> str:
    """The hash of an item, such as "strong|req-1|ana@mail.example"; the item cannot be read from it."""
    return hmac.new(secret, f"notice {item}".encode("utf-8", "replace"), hashlib.sha256).hexdigest()[:LENGTH]


def rows_for(notices: Iterable[Notice], tabs: Mapping[str, Sequence[Row]]) -> list[Row]:
    """Lines as rows, with their cells in the present order of the columns of `BP Notices`."""
    rows = [row for one in notices for row in _rows(one)]
    header = _header(tabs)
    moved = header and list(HEADERS[: len(header)]) != header[: len(HEADERS)]
    return arranged(rows, column_places(HEADERS, header) if moved else None)


def _rows(one: Notice) -> Iterator[Row]:
    for start in range(0, max(len(one.items), 1), ITEMS_A_LINE):
        items = " ".join(one.items[start : start + ITEMS_A_LINE])
        cells = (instant_text(one.at), one.on.isoformat(), one.to, one.kind, one.state, items, one.notice_id)
        yield [str(cell) or None for cell in cells]


def _header(tabs: Mapping[str, Sequence[Row]]) -> list[str]:
    rows = tabs.get(BP_NOTICES, ())
    return [text_of(cell) for cell in rows[0]] if rows else []


def read_notices(tabs: Mapping[str, Sequence[Row]]) -> NoticeLog:
    """What the rows of `BP Notices` add up to, whatever their order; other rows are ignored and reported."""
    places = column_places(HEADERS, _header(tabs))
    lines: list[Notice] = []
    problems = []
    for number, row in enumerate(tabs.get(BP_NOTICES, ())[1:], start=2):
        cells = {name: text_of(cell_at(row, index)) for name, index in places.items()}
        if not any(cells.values()):
            continue
        if line := _read(cells):
            lines.append(line)
        else:
            message = "This row is no line about a notice, so it is ignored: undo the change, or delete the row."
            problems.append(Problem(BP_NOTICES, "", "", "", message, number))
    lines.sort(key=lambda line: line.at)
    messages: dict[str, Notice] = {}
    off: dict[str, bool] = {}
    for line in lines:
        if line.kind is Kind.MAILS:
            off[key_of(line.to)] = line.state is State.OFF
        else:
            messages[line.notice_id] = _joined(messages.get(line.notice_id), line)
    return NoticeLog(messages, frozenset(to for to, is_off in off.items() if is_off), problems)


# Of two lines about one message the later state counts, whatever a clock says.
_ORDER = (State.SENDING, State.NOT_SENT, State.SENT)


def _joined(known: Notice | None, line: Notice) -> Notice:
    if known is None:
        return line
    state = max(known.state, line.state, key=_ORDER.index)
    return replace(known, state=state, items=tuple(dict.fromkeys((*known.items, *line.items))))


def _read(cells: Mapping[str, str]) -> Notice | None:
    at, on = read_instant(cells["At"]), read_day(cells["On"])
    try:
        kind, state = Kind(cells["Kind"]), State(cells["State"])
    except ValueError:
        return None
    about_mails = state in {State.OFF, State.ON}
    if at is None or on is None or not cells["To"] or about_mails != (kind is Kind.MAILS):
        return None
    if not about_mails and not cells["Notice ID"]:
        return None
    return Notice(at, on, cells["To"], kind, state, tuple(cells["Items"].split()), cells["Notice ID"])
