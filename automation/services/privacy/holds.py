"""Legal holds on the command line: set one on a candidate, and lift those on all rows of the person."""

from datetime import date
from typing import Any

from automation.core.schema import CANDIDATES
from automation.core.text import key_of
from automation.core.workbook.action_log import Action
from automation.core.workbook.assemble import Workbook
from automation.core.workbook.nearest_keys import unknown_key
from automation.errors import ActionError
from automation.outreach.context import Mailroom
from automation.services.acting import Actor
from automation.services.recruiter_actions import hold, lift_hold


def set_hold(
    room: Mailroom, candidate: str, by: str, reason: str, until: date | None = None, *, dry_run: bool = False
) -> Action | None:
    """Set a legal hold on the person on a row. Returns the action; None with `dry_run`.

    Args:
        room: Of the workbook.
        candidate: The key of the row.
        by: Who decides.
        reason: Why, in words.
        until: The last day; None for no end.
        dry_run: Only check.

    Raises:
        UnknownKey: No row has this key.
        ActionError: `by` or `reason` is empty, or `until` is in the past.
        StoreError: The workbook is out of reach or busy.
    """
    workbook = room.read()
    row = _row(workbook, candidate)
    if until is not None and until < workbook.today:
        raise ActionError(f"{until.isoformat()} is in the past: choose a day from today on, or none.")
    return None if dry_run else hold(_actor(room, by), row.key, reason, until)


def lift_holds(room: Mailroom, candidate: str, by: str, reason: str, *, dry_run: bool = False) -> list[str]:
    """Lift the legal holds on all rows of the person on a row. Returns the keys of the rows, as shown.

    Raises:
        UnknownKey: No row has this key.
        ActionError: No row of theirs is under a hold, or `by` or `reason` is empty.
        StoreError: The workbook is out of reach or busy.
    """
    workbook = room.read()
    row = _row(workbook, candidate)
    held = [key for key in workbook.persons.of(str(row.Index)).keys if key in workbook.actions.held]
    if not held:
        raise ActionError(f"{row.key} is not under a legal hold.")
    keys = [str(workbook.book.people[key].key) for key in held]
    for key in () if dry_run else keys:
        lift_hold(_actor(room, by), key, reason)
    return keys


def _actor(room: Mailroom, by: str) -> Actor:
    return Actor(by, room.store, room.clock)


def _row(workbook: Workbook, candidate: str) -> Any:
    people, wanted = workbook.book.people, key_of(candidate)
    if wanted not in people:
        raise unknown_key(CANDIDATES, candidate, people.values())
    return people[wanted]
