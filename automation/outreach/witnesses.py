"""Look for signs that the ledger is incomplete: in the workbook, the spool, the outbox and on this machine."""

from collections.abc import Collection
from typing import TYPE_CHECKING

from automation.core.ledger.doubts import Doubt, Witness, lines_doubt, pause_doubt, stray
from automation.core.ledger.ledger_tabs import Lines
from automation.core.ledger.state import LedgerState
from automation.mail.outbox import Outbox

if TYPE_CHECKING:
    from automation.outreach.context import Mailroom


def doubts(room: "Mailroom", shown: Lines) -> list[Doubt]:
    """Signs that the ledger lacks lines or belongs elsewhere; `shown` are the workbook's lines, just read."""
    spooled, sent = room.spool.confirmed(), Outbox(room.folder).ids()
    # The ledger is read last: messages that others queue meanwhile must not count as missing from it.
    log = room.open_log()
    events = log.read().events
    state = LedgerState.of(events)
    found = [*of_another_ledger(room, shown, state), *log.doubts()]
    if not room.in_sheet and not found:
        found += lines_doubt(events, shown.events)
    found += [*stray(Witness.SPOOL, strays(room, spooled, state), state), *stray(Witness.OUTBOX, sent, state)]
    if not room.in_sheet:
        found += [*_of_another_workbook(room, shown, state), *_elsewhere(room, state, known=log.remembers)]
    now = room.clock.now()
    pause = room.last_run.look(now, events[-1].at if events else None)
    return found + pause_doubt(state, room.spool.ids(), pause, now)


def strays(room: "Mailroom", spooled: Collection[str], state: LedgerState) -> frozenset[str]:
    """Messages that the spool holds and the ledger lacks.

    Args:
        room: Of the workbook.
        spooled: The send IDs in the spool, listed before the ledger was read.
        state: The ledger.
    """
    return frozenset(one for one in spooled if one not in state.sends and room.spool.holds(one))


def of_another_ledger(room: "Mailroom", shown: Lines, state: LedgerState) -> list[Doubt]:
    """A doubt if the workbook is a copy of another one: it would send all messages a second time."""
    if room.in_sheet:
        own = not state.workbook or state.workbook == room.workbook
    else:
        named = LedgerState.of(shown.in_order).workbook
        own = not named or named in state.workbooks
    return [] if own else [Doubt(Witness.OTHER_LEDGER)]


def _of_another_workbook(room: "Mailroom", shown: Lines, state: LedgerState) -> list[Doubt]:
    """A doubt if two workbooks with the same file name use one outreach folder."""
    named = state.workbook_path
    if not named or named == room.path or LedgerState.of(shown.in_order).workbook in state.workbooks:
        return []
    return [Doubt(Witness.OTHER_WORKBOOK, named)]


def _elsewhere(room: "Mailroom", state: LedgerState, *, known: bool) -> list[Doubt]:
    """A doubt if the folder was moved or copied: the original may still be in use.

    Args:
        room: Of the workbook.
        state: The ledger.
        known: Whether this machine has seen the ledger's lines.
    """
    place, here = state.place, room.here()
    if place is None or here is None:
        return []
    path, machine, number = (
        place.detail == here.detail,
        place.subject == here.subject,
        place.message_id == here.message_id,
    )
    # A restored folder has another inode. Then only this machine's memory shows that no line is missing.
    if (number and (path or machine)) or (path and machine and known):
        return []
    return [Doubt(Witness.PLACE, f"{place.detail} on {place.subject}")]
