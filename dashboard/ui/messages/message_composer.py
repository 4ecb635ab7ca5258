"""Write to candidates: choose them, draft the messages, and read each one before it is sent."""

from collections.abc import Sequence
from typing import Any

import streamlit as st

from automation.core.ledger.events import Step
from automation.core.messages.drafts import Draft
from automation.core.messages.openings import MOST_OPENINGS
from automation.core.model import Status, each_row
from automation.core.parsing import language_name
from automation.core.sentences import counted
from automation.core.text import key_of
from automation.outreach.context import outbox_of
from automation.outreach.drafting import Prepared
from automation.readmodel.workbook_view import View
from dashboard.ui import recipients, user_name
from dashboard.ui.candidates import next_steps
from dashboard.ui.components import empty, md, person_name, requisition_name, short_dates
from dashboard.ui.messages import message_batch
from dashboard.ui.templating import element, macro

# Fields.
_ABOUT, _MOST = "about", "most_openings"
# How many openings a message mentions, by the word on its button.
COUNTS = ("None", "One", "Two", "Three")


def draw(view: View) -> None:
    """Draw the drafts; while there are none, the choice of recipients."""
    if message_batch.drafts():
        _read(view, message_batch.drafts())
    else:
        _pick(view)


def _pick(view: View) -> None:
    """The recipients: those chosen on another page, or people of a requisition's slate."""
    picked = recipients.picked()
    if picked:
        names = [_about(view, key, openings) for key, openings in picked]
        st.html(element(f"To {'; '.join(names)}.", tag="p"))
        st.button("Choose others", key="choose_others", type="tertiary", on_click=recipients.choose_others)
    else:
        _slate(view)
    with st.container(horizontal=True, vertical_alignment="bottom"):
        names = [recipients.BY_STEP, *view.templates.by_name]
        st.selectbox("Template", names, key=recipients.TEMPLATE, width=300)
        if st.session_state.get(_MOST) is None:
            most = max((len(openings) for _, openings in picked), default=1)
            st.session_state[_MOST] = COUNTS[min(most, MOST_OPENINGS)]
        st.segmented_control(
            "Openings in each message",
            COUNTS,
            key=_MOST,
            required=True,
            help="The chosen ones, then the best others that fit. You can choose others for each message.",
        )
    hint = "" if _chosen() else "Choose at least one person to write to."
    st.button(
        "Draft the messages",
        key="draft",
        type="primary",
        disabled=bool(hint),
        help=hint or "You read each one before anything is sent.",
        on_click=_draft,
    )
    st.html(element(hint or "You read each one before anything is sent.", "bp-soft"))


def _chosen() -> recipients.Picked:
    """The recipients, as the fields are now."""
    state = st.session_state
    asked = state.get(_ABOUT)
    if recipients.picked() or asked is None:
        return recipients.picked()
    return [(key, [asked.key]) for key in state.get(_people_of(asked), ())]


def _draft() -> None:
    """A callback. It reads the fields itself, since the page may have been drawn before the last choice."""
    template = st.session_state.get(recipients.TEMPLATE)
    most = COUNTS.index(st.session_state.get(_MOST) or "One")
    message_batch.draft(_chosen(), None if template == recipients.BY_STEP else template, most)


def _about(view: View, key: str, openings: Sequence[str]) -> str:
    row = view.people.get(key_of(key))
    return f"{person_name(row) if row else key} about {', '.join(openings[:MOST_OPENINGS]) or 'no opening'}"


def _slate(view: View) -> None:
    """Two fields: a requisition, and people of its slate."""
    rows = [row for row in each_row(view.book.requisitions) if row.status is Status.OPEN]
    if not rows:
        empty("No requisition is open.", "Write to a candidate from Candidates or Follow-ups, or open a requisition.")
        return
    left, right = st.columns([1, 2])
    with left:
        row = st.selectbox("Requisition", rows, key=_ABOUT, format_func=requisition_name)
    slate = {match.candidate: match for match in each_row(view.matches) if match.req_key == row.Index}
    with right:
        st.multiselect(
            "People",
            list(slate),
            key=_people_of(row),
            format_func=lambda key: f"{slate[key].name or key} · {view.fit(slate[key])}",
            placeholder="Choose people" if slate else "No match yet",
        )


def _people_of(requisition: Any) -> str:
    """The field with the people chosen for a requisition."""
    return f"people_{requisition.Index}"


def _read(view: View, drafts: Sequence[Prepared]) -> None:
    """The list of drafts, and the chosen one as it will arrive."""
    going = [message_batch.final_draft(number, one) is not None for number, one in enumerate(drafts)]
    if recipients.picked():
        names = "; ".join(_about(view, key, openings) for key, openings in recipients.picked())
        st.html(element(f"Send or discard these messages first. Next: to {names}.", tag="p"))
    left, right = st.columns([1, 2.6], gap="large")
    with left:
        number = st.radio(
            "Message",
            range(len(drafts)),
            key=message_batch.field_of(0, message_batch.SHOWN),
            label_visibility="collapsed",
            format_func=lambda at: md(drafts[at].draft.name or drafts[at].draft.candidate),
            captions=[_caption(one, wanted=wanted) for one, wanted in zip(drafts, going, strict=True)],
        )
        count = sum(going)
        st.button(
            f"Send {counted(count, 'message')}" if count else "Nothing to send",
            key="send",
            type="primary",
            disabled=not count,
            on_click=message_batch.send,
            help=f"In the name of {md(user_name.who())}. {_how_sent(view)}" if count else "Switch on Send this one.",
        )
        st.button("Discard drafts", key="discard", type="tertiary", on_click=message_batch.discard)
    with right:
        _draft_editor(view, int(number), drafts[int(number)])


def _how_sent(view: View) -> str:
    if outbox_of(view.settings, view.locator) is not None:
        return "Ten seconds later each is written to the outbox folder, once; nothing is e-mailed."
    return "They go out ten seconds later, each person once; until then you can cancel."


def _caption(one: Prepared, *, wanted: bool) -> str:
    about = ", ".join(one.draft.openings) or one.draft.step.value
    state = "will be sent" if wanted else "cannot be sent" if one.reasons else "left out"
    return f"{md(about)} · {state}"


def _openings(view: View, number: int, draft: Draft) -> None:
    """The openings of a message as chips: those in it, and the others that fit the candidate, best first."""
    row = view.people.get(key_of(draft.candidate))
    fitting = [str(match.req_id) for match in next_steps.openings(view, row)] if row is not None else []
    offered = list(dict.fromkeys([*draft.openings, *fitting]))
    # What an alert names is relevant and new; other openings would need another message.
    if draft.thread is not None or draft.step in {Step.ALERT, Step.INVITATION} or not offered:
        return
    names = {row.key: requisition_name(row) for row in each_row(view.book.requisitions)}
    st.pills(
        "Openings",
        offered,
        default=list(draft.openings),
        selection_mode="multi",
        format_func=lambda key: names.get(key, key),
        key=message_batch.field_of(number, message_batch.OPENINGS),
        on_change=message_batch.redraft,
        args=(number,),
        help="None, one, two or three. A change drafts this message anew, without your changes to its text.",
    )


def _draft_editor(view: View, number: int, one: Prepared) -> None:
    draft = one.draft
    sender = f"{draft.sender.name} <{draft.sender.address}>"
    facts = [f"From {sender}", f"to {draft.name} <{draft.address}>", draft.step.value, f"template {draft.template}"]
    if draft.language:
        facts.append(f"in {language_name(draft.language)}")
    st.html(element(" · ".join(facts), "bp-soft"))
    _openings(view, number, draft)
    if one.reasons:
        st.html(macro("refused", reasons=list(map(short_dates, one.reasons))))
    for warning in one.warnings:
        st.html(element(f"Look again: {short_dates(warning)}.", "bp-warn"))
    for ask in one.confirm_first:
        st.html(macro("confirm_first", ask=short_dates(ask)))
    if draft.thread is None:
        subject = message_batch.edited_value(number, "subject", draft.subject)
        st.text_input("Subject", subject, key=message_batch.field_of(number, "subject"), persist_state="session")
    else:
        st.html(element(element(draft.subject, tag="b")))
    text = message_batch.edited_value(number, "body", draft.body)
    body = st.text_area("Text", text, key=message_batch.field_of(number, "body"), height=380, persist_state="session")
    with st.expander("As it will arrive"):
        shown = message_batch.final_draft(number, one) or draft
        st.html(element(shown.text if body == shown.body else body, "bp-message"))
    st.toggle(
        "Send this one",
        message_batch.edited_value(number, "wanted", not one.reasons),
        key=message_batch.field_of(number, "wanted"),
        persist_state="session",
        help="Whether it can be sent is looked at again when you press Send.",
    )
    message_batch.remember_edits()
