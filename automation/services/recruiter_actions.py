"""What users do in the dashboard, one function per use case: each appends to `BP Actions` and changes no cell."""

from datetime import date, timedelta

from automation.core.model import ShelveReason
from automation.core.schema import CANDIDATES
from automation.core.tabs.headers import locate
from automation.core.text import cell_at, key_of, text_of
from automation.core.workbook.action_log import CAN_BE_UNDONE, Action, Kind
from automation.core.workbook.runners_up import mark_of
from automation.errors import ActionError
from automation.services.acting import Actor, Reading, Wish, about, act, permit, row_of

# A later day is taken for a typing error.
LONGEST_SNOOZE = timedelta(days=3 * 365)


def check_pocket(actor: Actor, requisition: str) -> Action:
    """Record that the user has checked the pocket for a requisition.

    Raises (as every use case here):
        ActionError: The user may not do this, or it makes no sense now.
        UnknownKey, DoubledKey: The workbook has no such row, or more than one.
        SchemaError: A tab or a header that must be there is missing or doubled.
        StoreError: The workbook is out of reach or busy.
    """
    return act(actor, Wish(Kind.POCKET_CHECKED, requisition=requisition))


def shortlist(actor: Actor, candidate: str, requisition: str) -> Action:
    """Put a candidate on a requisition's shortlist."""
    return act(actor, Wish(Kind.SHORTLISTED, candidate, requisition))


def pass_on(actor: Actor, candidate: str, requisition: str, reason: str) -> Action:
    """Pass on a candidate for a requisition: they leave its slate, and the next one gets their place."""
    if not reason.strip():
        raise ActionError("Say in a few words why not, so that the next person knows.")
    return act(actor, Wish(Kind.PASSED, candidate, requisition, reason))


def start_process(actor: Actor, candidate: str, requisition: str) -> Action:
    """Record that a candidate is in the interview process of a requisition."""
    return act(actor, Wish(Kind.IN_PROCESS, candidate, requisition))


def shelve_runner_up(actor: Actor, candidate: str, requisition: str, *, unrecorded: bool = False) -> Action:
    """Shelve a candidate who is in the process of a requisition as "Lost to another finalist".

    It counts as if the row said so, until a person types another shelving there; the earlier one is kept as history.

    Args:
        actor: Who does it.
        candidate: The candidate.
        requisition: The requisition.
        unrecorded: Whether they may have been in process without a record of it.
    """
    key = actor.key(candidate)

    def value(workbook: Reading) -> tuple[str, str]:
        pair = (key_of(requisition), key_of(key))
        known = workbook.actions.runners_up.get(pair)
        if known and pair not in workbook.actions.in_process:
            # A second tap: they left the process by the first one.
            return known.value, known.before
        person = about(actor, workbook.snapshot, key, workbook.today).book.people[key_of(key)]
        if not unrecorded and key_of(person.in_process) != key_of(requisition):
            raise ActionError(f"They are not in process for {requisition} any more: read the workbook again.")
        return ShelveReason.LOST_TO_FINALIST, mark_of(person.shelved_as)

    return act(actor, Wish(Kind.RUNNER_UP, candidate, requisition, value=value))


def follow_up_done(actor: Actor, candidate: str, due: date | None = None) -> Action:
    """Mark the candidate's follow-up, due on a day, as done."""
    return act(actor, Wish(Kind.DONE, candidate, value=lambda _: (due.isoformat() if due else "", "")))


def snooze(actor: Actor, candidate: str, until: date) -> Action:
    """Put the candidate's follow-up off until a day."""

    def value(workbook: Reading) -> tuple[str, str]:
        if not workbook.today < until <= workbook.today + LONGEST_SNOOZE:
            raise ActionError("Choose a day after today, within three years.")
        return until.isoformat(), ""

    return act(actor, Wish(Kind.SNOOZED, candidate, value=value))


def reassign(actor: Actor, candidate: str, owner: str) -> Action:
    """Assign a candidate's follow-ups to another owner, until Owner is changed in the sheet."""
    if not owner.strip():
        raise ActionError("Say who takes it over.")
    key = actor.key(candidate)
    return act(actor, Wish(Kind.GIVEN, candidate, value=lambda workbook: (owner, _owner(workbook, key))))


def merge(actor: Actor, hidden: str, shown: str) -> Action:
    """Take two rows for one person: one row is shown, the other points to it. No cell is changed."""
    if key_of(hidden) == key_of(shown):
        raise ActionError("Choose two rows.")

    def value(workbook: Reading) -> tuple[str, str]:
        row_of(workbook, CANDIDATES, shown)
        if key_of(shown) in workbook.actions.merged:
            raise ActionError(f"{shown} was merged into another row: read the workbook again.")
        return shown, ""

    return act(actor, Wish(Kind.MERGED, hidden, value=value))


def hold(actor: Actor, candidate: str, reason: str, until: date | None = None) -> Action:
    """Set a legal hold: nothing of the person is deleted until a day, or without an end, unless it is lifted."""
    if not reason.strip():
        raise ActionError("Say why nothing of them may be deleted.")

    def value(workbook: Reading) -> tuple[str, str]:
        if until is not None and until < workbook.today:
            raise ActionError(f"{until.isoformat()} is in the past: choose a day from today on, or none.")
        return until.isoformat() if until else "", ""

    return act(actor, Wish(Kind.HELD, candidate, detail=reason, value=value))


def lift_hold(actor: Actor, candidate: str, reason: str) -> Action:
    """Lift the legal hold on a row."""
    if not reason.strip():
        raise ActionError("Say why the hold is lifted.")

    def value(workbook: Reading) -> tuple[str, str]:
        shown = workbook.actions.shown_for(locate(workbook.snapshot.tabs, CANDIDATES).places)
        if shown.get(key_of(candidate), key_of(candidate)) not in workbook.actions.joined(shown).held:
            raise ActionError(f"{candidate} is not under a legal hold.")
        return "", ""

    return act(actor, Wish(Kind.HOLD_LIFTED, candidate, detail=reason, value=value))


def undo(actor: Actor, action_id: str) -> Action:
    """Take back one action."""

    def value(workbook: Reading) -> tuple[str, str]:
        known = next((one for one in workbook.actions.lines if one.action_id == action_id), None)
        if known is None or known.kind not in CAN_BE_UNDONE:
            raise ActionError("That is not there any more, or cannot be undone: read the workbook again.")
        permit(actor, known.kind, workbook, known.requisition)
        return action_id, ""

    return act(actor, Wish(Kind.UNDONE, value=value))


def shelved(actor: Actor, candidate: str, detail: str) -> Action:
    """Record who shelved a candidate in the dashboard, and what they declared."""
    return act(actor, Wish(Kind.SHELVED, candidate, detail=detail))


def _owner(workbook: Reading, candidate: str) -> str:
    """The cell Owner of a candidate in the sheet."""
    row, fields = row_of(workbook, CANDIDATES, candidate)
    return " ".join(text_of(cell_at(row, fields.get("owner"))).split())
