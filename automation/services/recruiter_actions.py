"""What people do in the dashboard, one use case a function: each appends to `BP Actions`, and changes nobody's cells.

Doing what already holds adds nothing, so that a second click, tab or person does no harm.
"""

import secrets
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta

import structlog

from automation.clock import Clock
from automation.core.access.roles import OWNER, Access, Right
from automation.core.model import Conventions, Row
from automation.core.schema import BP_ACTIONS, CANDIDATES, REQUISITIONS
from automation.core.text import cell_at, key_of, text_of
from automation.core.workbook.action_log import CAN_BE_UNDONE, Action, Kind, after
from automation.core.workbook.action_rows import cleaned, rows_for
from automation.core.workbook.assemble import Workbook, assemble
from automation.errors import ActionError, DoubledKey, UnknownKey
from automation.retry import landed
from automation.store.base import Store

# What a kind of action asks of whoever does it; undoing asks the same as doing.
_ASKS = {
    Kind.POCKET_CHECKED: Right.DECIDE,
    Kind.SHORTLISTED: Right.DECIDE,
    Kind.PASSED: Right.DECIDE,
    Kind.DONE: Right.FOLLOW_UP,
    Kind.SNOOZED: Right.FOLLOW_UP,
    Kind.GIVEN: Right.FOLLOW_UP,
    Kind.SHELVED: Right.SHELVE,
}
# Nobody means a later day than this.
LONGEST_SNOOZE = timedelta(days=3 * 365)

log = structlog.get_logger()


@dataclass(frozen=True)
class Hand:
    """Somebody who acts: their name, the workbook and the clock.

    Attributes:
        who: Their name.
        store: The workbook.
        clock: Tells the day.
        access: What they may do.
        keys: Handle → compared key of the people they may see; None where people stand under their keys.
    """

    who: str
    store: Store
    clock: Clock
    access: Access = OWNER
    keys: Mapping[str, str] | None = None

    def key(self, candidate: str) -> str:
        """The key of somebody they may see; "" stays so.

        Raises:
            ActionError: They may not see them.
        """
        if self.keys is None or not candidate:
            return candidate
        if candidate not in self.keys:
            raise ActionError("They are not on a slate of yours any more: read the workbook again.")
        return self.keys[candidate]

    def read(self) -> Workbook:
        """The workbook as it is now, without its ledger: what people do depends on the rows and on other actions."""
        snapshot = self.store.read()
        return assemble(snapshot, (), None, Conventions(), self.clock.today(snapshot.time_zone))

    def require(self, right: Right) -> None:
        """Refuse what their role does not allow.

        Raises:
            ActionError: It doesn't.
        """
        if not self.access.may(right):
            raise ActionError(f"As a {self.access.role} you may not {right}.")


def check_pocket(hand: Hand, requisition: str) -> Action:
    """Say that somebody looked at our own people for a requisition.

    Raises (as every use case here):
        ActionError: What is asked for makes no sense as things are.
        UnknownKey, DoubledKey: The workbook has no such row, or more than one.
        SchemaError: A tab or a header that must be there is missing or doubled.
        StoreError: The workbook is out of reach or busy.
    """
    return _act(hand, Kind.POCKET_CHECKED, requisition=requisition)


def shortlist(hand: Hand, candidate: str, requisition: str) -> Action:
    """Put somebody on a requisition's shortlist."""
    return _act(hand, Kind.SHORTLISTED, candidate, requisition)


def pass_on(hand: Hand, candidate: str, requisition: str, reason: str) -> Action:
    """Pass on somebody for a requisition: they make room on its slate for the next."""
    if not reason.strip():
        raise ActionError("Say in a few words why not, so that the next person knows.")
    return _act(hand, Kind.PASSED, candidate, requisition, detail=reason)


def follow_up_done(hand: Hand, candidate: str) -> Action:
    """Say that what was due has been dealt with."""
    return _act(hand, Kind.DONE, candidate)


def snooze(hand: Hand, candidate: str, until: date) -> Action:
    """Put off what is due."""

    def value(workbook: Workbook) -> tuple[str, str]:
        if not workbook.today < until <= workbook.today + LONGEST_SNOOZE:
            raise ActionError("Choose a day after today, within three years.")
        return until.isoformat(), ""

    return _act(hand, Kind.SNOOZED, candidate, value=value)


def give(hand: Hand, candidate: str, owner: str) -> Action:
    """Make a follow-up somebody else's, until Owner is changed in the sheet."""
    if not owner.strip():
        raise ActionError("Say who takes it over.")
    key = hand.key(candidate)
    return _act(hand, Kind.GIVEN, candidate, value=lambda workbook: (owner, _owner(workbook, key)))


def undo(hand: Hand, action_id: str) -> Action:
    """Take back one action."""

    def value(workbook: Workbook) -> tuple[str, str]:
        known = next((one for one in workbook.actions.lines if one.action_id == action_id), None)
        if known is None or known.kind not in CAN_BE_UNDONE:
            raise ActionError("That is not there any more, or cannot be undone: read the workbook again.")
        _permit(hand, known.kind, workbook, known.requisition)
        return action_id, ""

    return _act(hand, Kind.UNDONE, value=value)


def shelved(hand: Hand, candidate: str, detail: str) -> Action:
    """Note who shelved somebody here, and what they declared."""
    return _act(hand, Kind.SHELVED, candidate, detail=detail)


def _act(
    hand: Hand,
    kind: Kind,
    candidate: str = "",
    requisition: str = "",
    detail: str = "",
    value: Callable[[Workbook], tuple[str, str]] = lambda _: ("", ""),
) -> Action:
    """Append one action, from a fresh reading, unless it already holds.

    `value` gives the columns Value and Before, once the workbook is read.
    """
    if not hand.who.strip():
        raise ActionError("Say who you are first, so that others know whom to ask.")
    candidate = hand.key(candidate) if kind is not Kind.SHELVED else candidate

    def attempt() -> Action:
        workbook = hand.read()
        for tab, key in ((CANDIDATES, candidate), (REQUISITIONS, requisition)):
            if key:
                _row_of(workbook, tab, key)
        _permit(hand, kind, workbook, requisition)
        given, at = value(workbook), after(workbook.actions.last, hand.clock.now())
        wanted = cleaned(
            Action(at, hand.who, kind, secrets.token_hex(6), workbook.today, candidate, requisition, detail, *given)
        )
        return workbook.actions.holding(wanted) or _appended(hand.store, workbook, wanted)

    return landed(attempt)


def _permit(hand: Hand, kind: Kind, workbook: Workbook, requisition: str) -> None:
    """Refuse what somebody may not do, by the workbook as it is now.

    Raises:
        ActionError: They may not.
    """
    asks = _ASKS.get(kind)
    if asks is None:
        return
    hand.require(asks)
    if hand.access.may(Right.PEOPLE):
        return
    if requisition:
        row, fields = _row_of(workbook, REQUISITIONS, requisition)
        manager = " ".join(text_of(cell_at(row, fields.get("hiring_manager"))).split())
        if not hand.access.owns(manager):
            raise ActionError(f"{requisition} is not yours: it has another Hiring manager.")
    elif kind is not Kind.SHELVED:
        raise ActionError("That is not about a requisition of yours.")


def _appended(store: Store, workbook: Workbook, action: Action) -> Action:
    store.append(BP_ACTIONS, rows_for([action], workbook.snapshot.tabs), workbook.snapshot.version)
    log.info("acted", kind=str(action.kind), action_id=action.action_id, actions=len(workbook.actions.lines) + 1)
    return action


def _row_of(workbook: Workbook, tab: str, key: str) -> tuple[Row, Mapping[str, int]]:
    """The row that a key names, and where its fields are."""
    located = workbook.located[tab]
    places = located.places.get(key_of(key), [])
    if not places:
        raise UnknownKey(tab, key)
    row = located.rows[places[0]]
    if len(places) > 1:
        raise DoubledKey(tab, located.key(row))
    return row, located.headers.fields


def _owner(workbook: Workbook, candidate: str) -> str:
    """What Owner says in the sheet."""
    row, fields = _row_of(workbook, CANDIDATES, candidate)
    return " ".join(text_of(cell_at(row, fields.get("owner"))).split())
