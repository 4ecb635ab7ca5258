"""What users do in the dashboard, one function per use case: each appends a line to `BP Actions` and changes no cell.

A shortlisting or passing also appends a line to `BP History`, with the numbers of that moment, in the same write.

An action that already holds adds nothing, so a second click, tab or user does no harm.
"""

import secrets
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta

import structlog

from automation.clock import Clock
from automation.core.access.roles import OWNER, Access, Right
from automation.core.model import Conventions, Row, Snapshot
from automation.core.publishing.decisions import Decision, about_one, decided_by, decision_lines
from automation.core.schema import BP_ACTIONS, BP_DATA, BP_HISTORY, CANDIDATES, REQUISITIONS
from automation.core.tabs.headers import locate
from automation.core.tabs.previous_run import Publication, Published
from automation.core.text import cell_at, key_of, text_of
from automation.core.workbook import history_log
from automation.core.workbook.action_log import CAN_BE_UNDONE, Action, ActionState, Kind, after
from automation.core.workbook.action_rows import cleaned, read_actions, rows_for
from automation.core.workbook.assemble import assemble
from automation.core.workbook.history_log import Line
from automation.errors import ActionError, DoubledKey, UnknownKey
from automation.retry import landed
from automation.store.base import Store
from automation.version import program_version

# Kind of action → the right that it needs. Undoing an action needs the same right.
_NEEDS = {
    Kind.POCKET_CHECKED: Right.DECIDE,
    Kind.SHORTLISTED: Right.DECIDE,
    Kind.PASSED: Right.DECIDE,
    Kind.DONE: Right.FOLLOW_UP,
    Kind.SNOOZED: Right.FOLLOW_UP,
    Kind.GIVEN: Right.FOLLOW_UP,
    Kind.SHELVED: Right.SHELVE,
    Kind.MERGED: Right.FOLLOW_UP,
    Kind.IN_PROCESS: Right.DECIDE,
    Kind.HELD: Right.FORGET,
    Kind.HOLD_LIFTED: Right.FORGET,
}
# A later day is taken for a typing error.
LONGEST_SNOOZE = timedelta(days=3 * 365)

log = structlog.get_logger()


@dataclass(frozen=True)
class Actor:
    """A user who acts, with the workbook and the clock.

    Attributes:
        who: The user's name.
        store: The workbook.
        clock: Tells the day.
        access: What the user may do.
        keys: Handle → compared key of the candidates the user may see; None if the user sees keys instead of handles.
        conventions: How the workbook is written, for the numbers of a decision.
        secret: Behind the suppression list; None where it is not known.
    """

    who: str
    store: Store
    clock: Clock
    access: Access = OWNER
    keys: Mapping[str, str] | None = None
    conventions: Conventions = field(default_factory=Conventions)
    secret: bytes | None = None

    def key(self, candidate: str) -> str:
        """The key of a candidate, from the handle that the user sees; "" stays "".

        Raises:
            ActionError: The user may not see this candidate.
        """
        if self.keys is None or not candidate:
            return candidate
        if candidate not in self.keys:
            raise ActionError("They are not on a slate of yours any more: read the workbook again.")
        return self.keys[candidate]

    def require(self, right: Right) -> None:
        """Check that the user's role has a right.

        Raises:
            ActionError: It has not.
        """
        if not self.access.may(right):
            raise ActionError(f"As a {self.access.role} you may not {right}.")


@dataclass(frozen=True)
class _Reading:
    """The workbook as it is now. An action needs its own row and earlier actions: a fault in another tab is no matter.

    Attributes:
        snapshot: Its cells.
        actions: What people did in the dashboard.
        today: Its day.
    """

    snapshot: Snapshot
    actions: ActionState
    today: date


def check_pocket(actor: Actor, requisition: str) -> Action:
    """Record that the user has checked the pocket for a requisition.

    Raises (as every use case here):
        ActionError: The user may not do this, or it makes no sense now.
        UnknownKey, DoubledKey: The workbook has no such row, or more than one.
        SchemaError: A tab or a header that must be there is missing or doubled.
        StoreError: The workbook is out of reach or busy.
    """
    return _act(actor, Kind.POCKET_CHECKED, requisition=requisition)


def shortlist(actor: Actor, candidate: str, requisition: str) -> Action:
    """Put a candidate on a requisition's shortlist."""
    return _act(actor, Kind.SHORTLISTED, candidate, requisition)


def pass_on(actor: Actor, candidate: str, requisition: str, reason: str) -> Action:
    """Pass on a candidate for a requisition: they leave its slate, and the next one gets their place."""
    if not reason.strip():
        raise ActionError("Say in a few words why not, so that the next person knows.")
    return _act(actor, Kind.PASSED, candidate, requisition, detail=reason)


def start_process(actor: Actor, candidate: str, requisition: str) -> Action:
    """Record that a candidate is in the interview process of a requisition."""
    return _act(actor, Kind.IN_PROCESS, candidate, requisition)


def follow_up_done(actor: Actor, candidate: str, due: date | None = None) -> Action:
    """Mark the candidate's follow-up, due on a day, as done."""
    return _act(actor, Kind.DONE, candidate, value=lambda _: (due.isoformat() if due else "", ""))


def snooze(actor: Actor, candidate: str, until: date) -> Action:
    """Put the candidate's follow-up off until a day."""

    def value(workbook: _Reading) -> tuple[str, str]:
        if not workbook.today < until <= workbook.today + LONGEST_SNOOZE:
            raise ActionError("Choose a day after today, within three years.")
        return until.isoformat(), ""

    return _act(actor, Kind.SNOOZED, candidate, value=value)


def reassign(actor: Actor, candidate: str, owner: str) -> Action:
    """Assign a candidate's follow-ups to another owner, until Owner is changed in the sheet."""
    if not owner.strip():
        raise ActionError("Say who takes it over.")
    key = actor.key(candidate)
    return _act(actor, Kind.GIVEN, candidate, value=lambda workbook: (owner, _owner(workbook, key)))


def merge(actor: Actor, hidden: str, shown: str) -> Action:
    """Take two rows for one person: one row is shown, the other points to it. No cell is changed."""
    if key_of(hidden) == key_of(shown):
        raise ActionError("Choose two rows.")

    def value(workbook: _Reading) -> tuple[str, str]:
        _row_of(workbook, CANDIDATES, shown)
        if key_of(shown) in workbook.actions.merged:
            raise ActionError(f"{shown} was merged into another row: read the workbook again.")
        return shown, ""

    return _act(actor, Kind.MERGED, hidden, value=value)


def hold(actor: Actor, candidate: str, reason: str, until: date | None = None) -> Action:
    """Set a legal hold: nothing of the person is deleted until a day, or without an end, unless it is lifted."""
    if not reason.strip():
        raise ActionError("Say why nothing of them may be deleted.")

    def value(workbook: _Reading) -> tuple[str, str]:
        if until is not None and until < workbook.today:
            raise ActionError(f"{until.isoformat()} is in the past: choose a day from today on, or none.")
        return until.isoformat() if until else "", ""

    return _act(actor, Kind.HELD, candidate, detail=reason, value=value)


def lift_hold(actor: Actor, candidate: str, reason: str) -> Action:
    """Lift the legal hold on a row."""
    if not reason.strip():
        raise ActionError("Say why the hold is lifted.")

    def value(workbook: _Reading) -> tuple[str, str]:
        shown = workbook.actions.shown_for(locate(workbook.snapshot.tabs, CANDIDATES).places)
        if shown.get(key_of(candidate), key_of(candidate)) not in workbook.actions.joined(shown).held:
            raise ActionError(f"{candidate} is not under a legal hold.")
        return "", ""

    return _act(actor, Kind.HOLD_LIFTED, candidate, detail=reason, value=value)


def undo(actor: Actor, action_id: str) -> Action:
    """Take back one action."""

    def value(workbook: _Reading) -> tuple[str, str]:
        known = next((one for one in workbook.actions.lines if one.action_id == action_id), None)
        if known is None or known.kind not in CAN_BE_UNDONE:
            raise ActionError("That is not there any more, or cannot be undone: read the workbook again.")
        _permit(actor, known.kind, workbook, known.requisition)
        return action_id, ""

    return _act(actor, Kind.UNDONE, value=value)


def shelved(actor: Actor, candidate: str, detail: str) -> Action:
    """Record who shelved a candidate in the dashboard, and what they declared."""
    return _act(actor, Kind.SHELVED, candidate, detail=detail)


def _act(
    actor: Actor,
    kind: Kind,
    candidate: str = "",
    requisition: str = "",
    detail: str = "",
    value: Callable[[_Reading], tuple[str, str]] = lambda _: ("", ""),
) -> Action:
    """Read the workbook, and append one action unless it already holds.

    `value` returns the cells of the columns Value and Before, given the workbook.
    """
    if not actor.who.strip():
        raise ActionError("Say who you are first, so that others know whom to ask.")
    candidate = actor.key(candidate) if kind is not Kind.SHELVED else candidate

    def attempt() -> Action:
        workbook = _read(actor)
        for tab, key in ((CANDIDATES, candidate), (REQUISITIONS, requisition)):
            if key:
                _row_of(workbook, tab, key)
        _permit(actor, kind, workbook, requisition)
        values, at = value(workbook), after(workbook.actions.last, actor.clock.now())
        wanted = cleaned(
            Action(at, actor.who, kind, secrets.token_hex(6), workbook.today, candidate, requisition, detail, *values)
        )
        return workbook.actions.holding(wanted) or _appended(actor, workbook, wanted)

    return landed(attempt)


def _read(actor: Actor) -> _Reading:
    snapshot = actor.store.read()
    return _Reading(snapshot, read_actions(snapshot.tabs), actor.clock.today(snapshot.time_zone))


def _permit(actor: Actor, kind: Kind, workbook: _Reading, requisition: str) -> None:
    """Check that the user may do this, by the workbook as it is now.

    Raises:
        ActionError: The role or the requisition's hiring manager does not allow it.
    """
    right = _NEEDS.get(kind)
    if right is None:
        return
    actor.require(right)
    if actor.access.may(Right.PEOPLE):
        return
    if requisition:
        row, fields = _row_of(workbook, REQUISITIONS, requisition)
        manager = " ".join(text_of(cell_at(row, fields.get("hiring_manager"))).split())
        if not actor.access.owns(manager):
            raise ActionError(f"{requisition} is not yours: it has another Hiring manager.")
    elif kind is not Kind.SHELVED:
        raise ActionError("That is not about a requisition of yours.")


def _appended(actor: Actor, workbook: _Reading, action: Action) -> Action:
    store, tabs, version = actor.store, workbook.snapshot.tabs, workbook.snapshot.version
    rows, decision = rows_for([action], tabs), decided_by(action)
    if decision is None:
        store.append(BP_ACTIONS, rows, version)
    else:
        lines = history_log.rows_for([_with_numbers(actor, workbook, decision)], tabs)
        before = Published(installed=BP_DATA in tabs)
        store.publish(Publication({}, before, {}, {BP_ACTIONS: rows, BP_HISTORY: lines}), version)
    log.info("acted", kind=str(action.kind), action_id=action.action_id, actions=len(workbook.actions.lines) + 1)
    return action


def _with_numbers(actor: Actor, workbook: _Reading, decision: Decision) -> Line:
    """The line of a decision, with the numbers of this reading."""
    snapshot = about_one(workbook.snapshot, decision.candidate)
    whole = assemble(snapshot, None, actor.secret, actor.conventions, workbook.today)
    return decision_lines(whole, [decision], program_version())[0]


def _row_of(workbook: _Reading, tab: str, key: str) -> tuple[Row, Mapping[str, int]]:
    """The row with a key, and the column number of each field.

    Raises:
        UnknownKey, DoubledKey: No row has it, or more than one.
        SchemaError: The tab or a header is missing or doubled.
    """
    located = locate(workbook.snapshot.tabs, tab)
    places = located.places.get(key_of(key), [])
    if not places:
        raise UnknownKey(tab, key)
    row = located.rows[places[0]]
    if len(places) > 1:
        raise DoubledKey(tab, located.key(row))
    return row, located.headers.fields


def _owner(workbook: _Reading, candidate: str) -> str:
    """The cell Owner of a candidate in the sheet."""
    row, fields = _row_of(workbook, CANDIDATES, candidate)
    return " ".join(text_of(cell_at(row, fields.get("owner"))).split())
