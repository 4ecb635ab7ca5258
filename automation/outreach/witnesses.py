"""What other witnesses know and the ledger does not: the workbook, the spool, the outbox, this machine."""

from collections.abc import Collection
from typing import TYPE_CHECKING

from automation.core.ledger.doubts import Doubt, Witness, lines_doubt, pause_doubt, stray
from automation.core.ledger.ledger_tabs import Lines
from automation.core.ledger.state import LedgerState
from automation.mail.outbox import Outbox

if TYPE_CHECKING:
    from automation.outreach.context import Mailroom


def doubts(room: "Mailroom", shown: Lines) -> list[Doubt]:
    """What other witnesses know of this outreach and the ledger does not; the workbook as it was just read."""
    spooled, sent = room.spool.confirmed(), Outbox(room.folder).ids()
    # Read after the witnesses: what others queue meanwhile is no doubt.
    log, state = room.open_log(), LedgerState()
    events = log.read().events
    state.apply(events)
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
    """Which of the messages that the spool had, as it was listed, a ledger lacks that was read after that."""
    return frozenset(one for one in spooled if one not in state.sends and room.spool.holds(one))


def of_another_ledger(room: "Mailroom", shown: Lines, state: LedgerState) -> list[Doubt]:
    """A copied workbook would write to everybody a second time."""
    if room.in_sheet:
        own = not state.workbook or state.workbook == room.workbook
    else:
        told = LedgerState.of(shown.in_order).workbook
        own = not told or told in state.workbooks
    return [] if own else [Doubt(Witness.OTHER_LEDGER)]


def _of_another_workbook(room: "Mailroom", shown: Lines, state: LedgerState) -> list[Doubt]:
    """Two workbooks of one name, and one outreach folder."""
    named = state.workbook_path
    if not named or named == room.path or LedgerState.of(shown.in_order).workbook in state.workbooks:
        return []
    return [Doubt(Witness.OTHER_WORKBOOK, named)]


def _elsewhere(room: "Mailroom", state: LedgerState, *, known: bool) -> list[Doubt]:
    """A ledger that goes with its folder to another place, where the first one may still be used."""
    place, here = state.place, room.here()
    if place is None or here is None:
        return []
    path, machine, number = (
        place.detail == here.detail,
        place.subject == here.subject,
        place.message_id == here.message_id,
    )
    # A restored folder has another number on the disk; then only this machine can tell that nothing is missing.
    if (number and (path or machine)) or (path and machine and known):
        return []
    return [Doubt(Witness.PLACE, f"{place.detail} on {place.subject}")]
