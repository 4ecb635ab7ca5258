"""Appends people's actions to `BP Actions`: who may do what, and one write for what is done at once.

A shortlisting or passing also appends a line to `BP History`, with the numbers of that moment, in the same write.
An action that already holds adds nothing, so a second click, tab or user does no harm.
"""

import secrets
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime

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
from automation.core.workbook.action_log import Action, Kind, after
from automation.core.workbook.action_rows import cleaned, read_actions, rows_for
from automation.core.workbook.action_state import ActionState
from automation.core.workbook.assemble import Workbook, assemble
from automation.core.workbook.history_log import Line
from automation.errors import ActionError, DoubledKey, UnknownKey
from automation.retry import landed
from automation.store.base import Store
from automation.version import program_version

log = structlog.get_logger()

# Kind of action → the right that it needs. Undoing an action needs the same right.
NEEDS = {
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
    Kind.RUNNER_UP: Right.FOLLOW_UP,
    Kind.REVIEW: Right.FOLLOW_UP,
}


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
class Reading:
    """The workbook as it is now. An action needs its own row and earlier actions: a fault in another tab is no matter.

    Attributes:
        snapshot: Its cells.
        actions: What people did in the dashboard.
        today: Its day.
    """

    snapshot: Snapshot
    actions: ActionState
    today: date


@dataclass(frozen=True)
class Wish:
    """What a person wants to record.

    Attributes:
        kind: What.
        candidate: The key that the user sees; "" for none.
        requisition: The key; "" for none.
        detail: Why, in words.
        value: Returns the cells of the columns Value and Before, given the workbook.
    """

    kind: Kind
    candidate: str = ""
    requisition: str = ""
    detail: str = ""
    value: Callable[[Reading], tuple[str, str]] = lambda _: ("", "")


def act(actor: Actor, wish: Wish) -> Action:
    """Read the workbook, and append one action unless it already holds. Raises as `act_all` does."""
    return act_all(actor, [wish])[0]


def act_all(actor: Actor, wishes: Sequence[Wish]) -> list[Action]:
    """Read the workbook, and append those actions that do not hold yet, all in one write.

    Raises:
        ActionError: The user may not do one of this, or it makes no sense now.
        UnknownKey, DoubledKey: The workbook has no such row, or more than one.
        SchemaError: A tab or a header that must be there is missing or doubled.
        StoreError: The workbook is out of reach or busy.
    """
    if not actor.who.strip():
        raise ActionError("Say who you are first, so that others know whom to ask.")

    def attempt() -> list[Action]:
        workbook = _read(actor)
        wanted: list[Action] = []
        for wish in wishes:
            at = after(wanted[-1].at if wanted else workbook.actions.last, actor.clock.now())
            wanted.append(_wanted(actor, workbook, wish, at))
        found = [(workbook.actions.holding(action), action) for action in wanted]
        new = [action for known, action in found if known is None]
        if new:
            _append(actor, workbook, new)
        return [known or action for known, action in found]

    return landed(attempt)


def _wanted(actor: Actor, workbook: Reading, wish: Wish, at: datetime) -> Action:
    candidate = actor.key(wish.candidate) if wish.kind is not Kind.SHELVED else wish.candidate
    for tab, key in ((CANDIDATES, candidate), (REQUISITIONS, wish.requisition)):
        if key:
            row_of(workbook, tab, key)
    permit(actor, wish.kind, workbook, wish.requisition)
    names = (candidate, wish.requisition, wish.detail, *wish.value(workbook))
    return cleaned(Action(at, actor.who, wish.kind, secrets.token_hex(6), workbook.today, *names))


def _read(actor: Actor) -> Reading:
    snapshot = actor.store.read()
    return Reading(snapshot, read_actions(snapshot.tabs), actor.clock.today(snapshot.time_zone))


def permit(actor: Actor, kind: Kind, workbook: Reading, requisition: str) -> None:
    """Check that the user may do this, by the workbook as it is now.

    Raises:
        ActionError: The role or the requisition's hiring manager does not allow it.
    """
    right = NEEDS.get(kind)
    if right is None:
        return
    actor.require(right)
    if actor.access.may(Right.PEOPLE):
        return
    if requisition:
        row, fields = row_of(workbook, REQUISITIONS, requisition)
        manager = " ".join(text_of(cell_at(row, fields.get("hiring_manager"))).split())
        if not actor.access.owns(manager):
            raise ActionError(f"{requisition} is not yours: it has another hiring manager.")
    elif kind is not Kind.SHELVED:
        raise ActionError("That is not about a requisition of yours.")


def _append(actor: Actor, workbook: Reading, actions: Sequence[Action]) -> None:
    store, tabs, version = actor.store, workbook.snapshot.tabs, workbook.snapshot.version
    rows, decisions = rows_for(actions, tabs), [one for action in actions if (one := decided_by(action))]
    if not decisions:
        store.append(BP_ACTIONS, rows, version)
    else:
        lines = history_log.rows_for([_with_numbers(actor, workbook, one) for one in decisions], tabs)
        before = Published(installed=BP_DATA in tabs)
        store.publish(Publication({}, before, {}, {BP_ACTIONS: rows, BP_HISTORY: lines}), version)
    for number, action in enumerate(actions, start=len(workbook.actions.lines) + 1):
        log.info("acted", kind=str(action.kind), action_id=action.action_id, actions=number)


def about(actor: Actor, snapshot: Snapshot, candidate: str, today: date) -> Workbook:
    """The workbook with one person's rows only, as everything else reads them; quick. Raises as `about_one` does."""
    return assemble(about_one(snapshot, candidate), None, actor.secret, actor.conventions, today)


def _with_numbers(actor: Actor, workbook: Reading, decision: Decision) -> Line:
    """The line of a decision, with the numbers of this reading."""
    whole = about(actor, workbook.snapshot, decision.candidate, workbook.today)
    return decision_lines(whole, [decision], program_version())[0]


def row_of(workbook: Reading, tab: str, key: str) -> tuple[Row, Mapping[str, int]]:
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
