"""Writes the lines of `BP Notices`: that a message is being sent, and how it ended."""

import secrets
from collections.abc import Callable, Iterable
from datetime import date

from automation.core.ledger.events import State as Delivered
from automation.core.schema import BP_NOTICES
from automation.core.text import key_of
from automation.core.workbook.notice_log import Kind, Notice, NoticeLog, State, read_notices, rows_for
from automation.outreach.context import Mailroom
from automation.retry import landed_patiently

_CERTAIN = {Delivered.SENT: State.SENT, Delivered.DEFERRED: State.NOT_SENT, Delivered.REJECTED: State.NOT_SENT}


class NoticeLines:
    """The lines of one run.

    Args:
        room: The workbook's mailroom.
        today: The workbook's day.
    """

    def __init__(self, room: Mailroom, today: date) -> None:
        self._room, self._today = room, today
        # How the last message ended, if its line is not written yet.
        self._ended: list[Notice] = []

    def claim(self, to: str, kind: Kind, items: Iterable[str]) -> Notice | None:
        """Write that a message is being sent. None if another run was first, or they left meanwhile.

        Args:
            to: The compared name of a colleague, or of a chat.
            kind: What the message is.
            items: The hashes of what it says.
        """
        at, notice_id = self._room.clock.now(), f"n{secrets.token_hex(8)}"
        notice = Notice(at, self._today, to, kind, State.SENDING, tuple(items), notice_id)

        def decide(known: NoticeLog) -> list[Notice]:
            taken = known.has_today(notice.to, notice.kind, self._today) or key_of(notice.to) in known.off
            return [] if taken else [notice]

        return notice if self._append(decide) else None

    def end(self, notice: Notice, state: Delivered) -> None:
        """Keep how a message ended: it is written with the next one's line, or by `finish`."""
        # Of an unknown delivery there is nothing more to write.
        if state in _CERTAIN:
            self._ended.append(notice.as_line(_CERTAIN[state], self._room.clock.now()))

    def finish(self) -> None:
        """Write how the last message ended."""
        if self._ended:
            self._append(lambda _: [])

    def _append(self, decide: Callable[[NoticeLog], list[Notice]]) -> bool:
        """Write the lines that `decide` returns for the newest reading, and how the last message ended.

        Returns:
            Whether `decide` returned any.
        """

        def attempt() -> bool:
            snapshot = self._room.store.read()
            lines = decide(read_notices(snapshot.tabs))
            rows = rows_for([*self._ended, *lines], snapshot.tabs)
            if rows:
                self._room.store.append(BP_NOTICES, rows, snapshot.version)
            return bool(lines)

        written = landed_patiently(attempt)
        self._ended.clear()
        return written
