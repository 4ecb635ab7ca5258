"""A batch of messages: drafted, read and changed together, and queued once."""

from collections.abc import Callable, Sequence
from contextlib import suppress
from dataclasses import dataclass, field, replace
from threading import Lock
from time import monotonic
from typing import Any

import streamlit as st

from automation.core.access.roles import Right
from automation.core.ledger.sends import HOLD
from automation.core.messages.drafts import Draft, edited
from automation.core.sentences import counted
from automation.core.text import key_of
from automation.errors import ConfigError, NoRecipients
from automation.outreach.compose import Queued, propose, queue
from automation.outreach.context import Mailroom
from automation.outreach.control import resolve
from automation.outreach.drafting import Prepared
from dashboard.data.session_values import forget, take
from dashboard.data.workbook_source import show_ledger
from dashboard.ui import page_frame, recipients, user_actions, user_name
from dashboard.ui.recipients import Picked
from dashboard.ui.user_actions import Outcome

_DRAFTS, _REFUSED, _ROUND = "_drafts", "_refused", "_drafts_round"
_EDITS, _HELD = "_drafts_edits", "_held"
# The fields with the number of the draft that is shown, and with the openings of a draft.
SHOWN, OPENINGS = "shown", "openings"


@dataclass(frozen=True)
class Refused:
    """A person to whom a message was refused, and why."""

    name: str
    reasons: Sequence[str]


@dataclass
class Batch:
    """Drafts that a user reads together and sends once.

    At a second click Streamlit stops the callback of the first one, as soon as that touches the session's state. By
    then messages may be queued. So the outcome is kept here, where the second callback finds it.

    Attributes:
        drafts: The drafts.
        template: The name of the template that the user chose; None where it depends on the message.
        lock: Held while the messages are queued.
        outcome: Of sending; None before.
        refused: Who got no message.
        edits: What the user changed: number and name of a field → its value.
        owner: Workbook and compared name of the user whose drafts they are.
        held: Send ID → the message as it was queued, while it can be cancelled.
    """

    drafts: list[Prepared]
    template: str | None = None
    lock: Lock = field(default_factory=Lock)
    outcome: Outcome | None = None
    refused: list[Refused] = field(default_factory=list)
    edits: dict[tuple[int, str], Any] = field(default_factory=dict)
    owner: tuple[str, str] = ("", "")
    held: dict[str, Prepared] = field(default_factory=dict)


def drafts() -> list[Prepared]:
    """The drafts of the present batch."""
    batch = _batch()
    if batch is not None and batch.outcome is not None:
        # Sent in another tab.
        discard()
        return []
    return batch.drafts if batch else []


@st.cache_resource(show_spinner=False)
def _saved() -> dict[tuple[str, str], Batch]:
    """Owner → the drafts that are neither sent nor discarded: they survive a reload, and another tab has them, too."""
    return {}


def _owner() -> tuple[str, str]:
    return page_frame.source().settings.workbook or "", key_of(user_name.who())


def _batch() -> Batch | None:
    state, owner = st.session_state, _owner()
    found: Batch | None = state.get(_DRAFTS)
    if found is not None and found.owner[1] and found.owner != owner:
        # The user has changed the name: the drafts stay with the former one.
        state.pop(_DRAFTS)
        found = None
    saved = _saved().get(owner) if owner[1] else None
    if found is None and saved is not None:
        _begin(saved)
        return saved
    return found


def _begin(batch: Batch) -> None:
    """Show a batch in this session, with the changes that were made to it so far."""
    state = st.session_state
    state[_ROUND] = state.get(_ROUND, 0) + 1
    state[_DRAFTS], state[_EDITS] = batch, dict(batch.edits)


def edited_value(number: int, name: str, otherwise: Any) -> Any:
    """What a field of a draft begins with: the user's change from before a reload, else `otherwise`."""
    return (st.session_state.get(_EDITS) or {}).get((number, name), otherwise)


def remember_edits() -> None:
    """After the fields of a draft are drawn: keep what the user changed on the server."""
    batch = _batch()
    if batch is None:
        return
    for number in range(len(batch.drafts)):
        for name in ("subject", "body", "wanted"):
            value = st.session_state.get(field_of(number, name))
            if value is not None:
                batch.edits[number, name] = value


def refused() -> list[Refused]:
    """Who got no message of the last batch."""
    found: list[Refused] = st.session_state.get(_REFUSED) or []
    return found


def field_of(number: int, name: str) -> str:
    """The key of a widget for one draft. It differs from batch to batch."""
    return f"draft_{st.session_state.get(_ROUND, 0)}_{number}_{name}"


def discard() -> None:
    """Forget the drafts, but not the recipients that were chosen since."""
    batch: Batch | None = st.session_state.get(_DRAFTS)
    if batch is not None and _saved().get(batch.owner) is batch:
        del _saved()[batch.owner]
    forget(_DRAFTS, _REFUSED, _EDITS)
    st.session_state[_ROUND] = st.session_state.get(_ROUND, 0) + 1


def draft(chosen: Picked, template: str | None, most: int) -> None:
    """In a callback: draft a message to each recipient. Those with the same openings are drafted together.

    Args:
        chosen: The recipients.
        template: The name of the template; None for the one that fits the message.
        most: How many openings each message may mention: the chosen ones, then the best others that fit.
    """

    def make(room: Mailroom, by: str) -> list[Prepared]:
        if not chosen:
            raise NoRecipients
        together: dict[tuple[str, ...], list[str]] = {}
        for candidate, openings in chosen:
            together.setdefault(tuple(openings[:most]), []).append(candidate)
        number = most if template is None or _mentions_opening(template) else 0
        return [one for both in together.items() for one in _proposed(room, by, both, template, number)]

    draft_with(make, template)


def draft_with(make: Callable[[Mailroom, str], list[Prepared]], template: str | None = None) -> None:
    """In a callback: draft messages in the name of the user, and show them in place of earlier drafts."""

    def work() -> Outcome:
        here, by = page_frame.source(), user_name.by(Right.WRITE)
        prepared = make(here.room(here.store()), by)
        discard()
        recipients.choose_others()
        _keep(Batch(prepared, template))
        return Outcome(f"{counted(len(prepared), 'draft')} to read. Nothing is sent yet.", False, "", monotonic())

    user_actions.attempt(work)


def _proposed(
    room: Mailroom, by: str, both: tuple[Sequence[str], Sequence[str]], template: str | None, most: int
) -> list[Prepared]:
    """Drafts by the user about openings to people (`both`)."""
    openings, people = both
    first = openings[0] if openings else None
    return propose(room, first, people, by, template=template, others=openings[1:], most=most)


def redraft(number: int) -> None:
    """In a callback: draft one message anew, about the openings that are chosen for it now."""
    batch = _batch()
    if batch is None:
        return
    draft = batch.drafts[number].draft
    openings = list(st.session_state.get(field_of(number, OPENINGS)) or ())

    def work() -> Outcome:
        here, by = page_frame.source(), user_name.by(Right.WRITE)
        batch.drafts[number : number + 1] = _proposed(
            here.room(here.store()), by, (openings, [draft.candidate]), batch.template, len(openings)
        )
        # The fields of this draft are new ones, so that they show the new text.
        batch.edits = {(at, name): value for (at, name), value in batch.edits.items() if at != number}
        _begin(batch)
        st.session_state[field_of(0, SHOWN)] = number
        return Outcome(f"Drafted anew, about {', '.join(openings) or 'no opening'}.", False, "", monotonic())

    user_actions.attempt(work)


def _keep(batch: Batch) -> None:
    batch.owner = _owner()
    _saved()[batch.owner] = batch
    _begin(batch)


def _mentions_opening(template: str) -> bool:
    """Whether a template mentions openings. If not, its messages are drafted without any."""
    found = page_frame.view().templates.by_name.get(template)
    return found is None or found.mentions_opening


def final_draft(number: int, prepared: Prepared) -> Draft | None:
    """A draft with the changes that the user made; None if it is not to be sent."""
    state = st.session_state

    def value(name: str, otherwise: Any) -> Any:
        return state.get(field_of(number, name), edited_value(number, name, otherwise))

    if not value("wanted", not prepared.reasons):
        return None
    subject, body = value("subject", prepared.draft.subject), value("body", prepared.draft.body)
    same = (subject, body) == (prepared.draft.subject, prepared.draft.body)
    return prepared.draft if same else edited(prepared.draft, subject, body)


def send() -> None:
    """In a callback: queue the messages that are to be sent, and start sending. A second call does nothing more."""
    batch = _batch()
    if batch is None:
        return

    def work() -> Outcome:
        with batch.lock:
            outcome = batch.outcome = batch.outcome or _queued(batch)
        discard()
        st.session_state[_REFUSED], st.session_state[_HELD] = batch.refused, batch
        return outcome

    user_actions.attempt(work)


def _queued(batch: Batch) -> Outcome:
    """Queue the messages and start sending. Once the ledger has a line, this no longer touches the session's state."""
    by = user_name.by(Right.WRITE)
    here = page_frame.source()
    room = here.room(here.store())
    both = [(final_draft(*pair), pair[1]) for pair in enumerate(batch.drafts)]
    going = [(final, prepared) for final, prepared in both if final is not None]
    chosen = [final for final, _ in going]
    if not chosen:
        raise ConfigError("None of these messages is to go out.")
    results = queue(room, chosen, by, hold=True)
    batch.refused = [Refused(one.draft.name, one.reasons) for one in results if one.reasons]
    not_sent = len(batch.refused)
    by_draft = {id(final): prepared for final, prepared in going}
    batch.held = {one.send_id: replace(by_draft[id(one.draft)], draft=one.draft) for one in results if one.send_id}
    if not_sent < len(results):
        here.sending.later(HOLD.total_seconds())
    return Outcome(_summary(results, not_sent), not_sent == len(results), "", monotonic())


def _summary(results: Sequence[Queued], not_sent: int) -> str:
    queued = f"{counted(len(results) - not_sent, 'message')} queued" if len(results) > not_sent else "Nothing queued"
    return f"{queued}; {counted(not_sent, 'message')} refused, see below." if not_sent else f"{queued}."


def held() -> int:
    """How many messages this user has just sent and can still cancel."""
    batch: Batch | None = st.session_state.get(_HELD)
    return len(batch.held) if batch and page_frame.source().sending.begins_in > 0 else 0


def send_at_once() -> None:
    """In a callback: do not wait any longer."""
    batch: Batch | None = take(_HELD)
    page_frame.source().send_at_once(batch.held if batch else ())


def cancel() -> None:
    """In a callback: take the messages out of the queue, and bring the drafts back."""
    batch: Batch | None = st.session_state.get(_HELD)

    def work() -> Outcome:
        by, here = user_name.by(Right.WRITE), page_frame.source()
        room, back = here.room(here.store()), []
        for send_id, prepared in batch.held.items() if batch else ():
            # A message that another worker has begun to send cannot be cancelled any more.
            with suppress(ConfigError):
                resolve(room, send_id, "drop", by, "cancelled before it was sent")
                back.append(prepared)
        forget(_HELD)
        if back:
            _keep(Batch(back))
        text = f"{counted(len(back), 'message')} cancelled: nothing was sent, and the drafts are back."
        gone = len(batch.held) - len(back) if batch else 0
        if gone:
            text = f"{counted(len(back), 'message')} cancelled; it was too late for {gone}."
        return Outcome(" ".join(filter(None, (text, show_ledger(room)))), not back, "", monotonic())

    user_actions.attempt(work)
