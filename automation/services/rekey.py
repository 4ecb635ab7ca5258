"""`rekey`: move the history of a corrected key to the new key."""

import secrets
from dataclasses import replace

from automation.clock import Clock
from automation.core.ledger.events import Event, Notice
from automation.core.ledger.state import LedgerState
from automation.core.ledger.suppression import hashes_of
from automation.core.model import Conventions, Row
from automation.core.publishing.rekey import Rekeyed, rekeyed
from automation.core.reasons import ReasonKind
from automation.core.schema import BP_ACTIONS, BP_HISTORY, CANDIDATES
from automation.core.suppression_text import suppression_text
from automation.core.tabs.previous_run import Publication
from automation.core.text import key_of
from automation.core.workbook import history_log
from automation.core.workbook.action_log import Action, Kind, after
from automation.core.workbook.action_rows import rows_for
from automation.core.workbook.assemble import Workbook
from automation.core.workbook.history_log import rekeyed_line, shelving_line
from automation.outreach.context import Mailroom
from automation.refresh import read_workbook
from automation.retry import landed
from automation.store.base import Store


def rekey(store: Store, old: str, new: str, *, dry_run: bool = False, room: Mailroom | None = None) -> int:
    """Move the history of a key to another key. Returns how many records moved.

    Raises:
        UnknownKey: `new` is not in the workbook, or `old` has no history.
        ConfigError: A row still has the key `old`.
        StoreError: The workbook or its ledger is out of reach or busy.
    """

    def attempt() -> int:
        clock = room.clock if room else Clock()
        workbook = read_workbook(store, clock, room.settings.conventions if room else Conventions(), room)
        found = rekeyed(workbook, old, new)
        if not dry_run:
            if room and (found.messages or found.replies or found.forbidden):
                _carry_over(room, found, old, new)
            store.publish(_with_lines(found, workbook, clock, old, new), workbook.snapshot.version)
        return found.count

    return landed(attempt)


def _with_lines(found: Rekeyed, workbook: Workbook, clock: Clock, old: str, new: str) -> Publication:
    """The publication, with the lines in `BP Actions` and `BP History` that move earlier lines to the new key."""
    candidate, requisition = (new, "") if found.tab == CANDIDATES else ("", new)
    appends: dict[str, list[Row]] = {}
    if found.actions:
        at, on = after(workbook.actions.last, clock.now()), workbook.today
        line = Action(at, "rekey", Kind.REKEYED, secrets.token_hex(6), on, candidate, requisition, before=old)
        appends[BP_ACTIONS] = rows_for([line], workbook.snapshot.tabs)
    log, tabs = workbook.history_log, workbook.snapshot.tabs
    at = after(log.lines[-1].at if log.lines else None, clock.now())
    kept = [rekeyed_line(at, candidate, requisition, old)] if found.kept else []
    kept += [shelving_line(at, new, found.overwritten)] if found.overwritten else []
    if kept:
        appends[BP_HISTORY] = history_log.rows_for(kept, tabs)
    return replace(found.publication, appends=appends)


def _carry_over(room: Mailroom, found: Rekeyed, old: str, new: str) -> None:
    """Record in the ledger that messages and replies, with consent, belong to the new key.

    A candidate who must not be contacted is suppressed under the new key. A bounce was about the old address only.
    """
    now = room.clock.now()
    rekeyed_to = Event(now, Notice.REKEYED, detail=old)
    if found.tab == CANDIDATES:
        rekeyed_to = replace(rekeyed_to, candidate=new)
    else:
        rekeyed_to = replace(rekeyed_to, requisitions=(new,))

    def decide(state: LedgerState) -> list[Event]:
        named = {key for send in state.sends.values() for claim in send.claims for key in claim[:2]}
        events = [rekeyed_to] if key_of(old) in named | state.answers.keys() else []
        if found.forbidden:
            events += [
                Event(now, Notice.SUPPRESSED, detail=hashed, subject=suppression_text(found.forbidden))
                for hashed in hashes_of(room.secret(), [new])
                if hashed not in state.suppressed or state.suppressed[hashed].kind is ReasonKind.BOUNCED
            ]
        return [*room.beginning(state), *events] if events else []

    room.ledger.refresh()
    room.ledger.change(decide)
