"""Write to people, and see what came of it."""

from collections import Counter
from collections.abc import Sequence
from time import monotonic
from typing import Any

import streamlit as st

from automation.core.access.roles import Right
from automation.core.ledger.events import WAITING, State
from automation.core.ledger.sends import Send
from automation.core.model import Status, each_row
from automation.core.sentences import counted
from automation.core.text import key_of
from automation.outreach import control
from automation.outreach.compose import Prepared
from automation.outreach.context import Mailroom, outbox_of
from automation.outreach.control import Resolution
from automation.readmodel.workbook_view import View
from dashboard.auth import session
from dashboard.data.workbook_source import local_time
from dashboard.ui import message_batch, page_frame, replies_inbox, response_labels, user_actions
from dashboard.ui.components import day, empty, heading, html, md, person_name, requisition_name, said, table

WRITE, ANSWERS, MESSAGES = "Write", "Answers", "Messages"
# Fields.
_ABOUT, _SEVERAL, _WAITING = "about", "several", "waiting"
# Seconds for which a page tells what the sending came to.
SHOWN_FOR = 60.0
# Older messages are in the workbook.
MOST = 200
STATES = {
    State.UNKNOWN: "Unknown",
    State.QUEUED: "Queued",
    State.SENDING: "Sending",
    State.DEFERRED: "Trying again",
    State.SENT: "Sent",
    State.REJECTED: "Rejected",
    State.CANCELLED: "Cancelled",
}
STYLE = """<style>
.bp-letter { white-space: pre-wrap; overflow-wrap: anywhere; border: 1px solid var(--bp-line); border-radius: 6px;
  padding: .9rem 1.1rem; max-width: 46rem; line-height: 1.5; }
.bp-path { overflow-wrap: anywhere; user-select: all; }
.bp-reasons { margin: 0; padding-left: 1.2em; }
</style>"""


def page() -> None:
    """The switch on top, then writing or what was written."""
    view = page_frame.view()
    st.html(STYLE)
    with st.container(horizontal=True, vertical_alignment="bottom", horizontal_alignment="distribute"):
        with st.container(width="content"):
            part = st.segmented_control(
                "Part",
                (WRITE, ANSWERS, MESSAGES),
                default=WRITE,
                required=True,
                key="part",
                bind="query-params",
                label_visibility="collapsed",
            )
        with st.container(width="content"):
            user_actions.ask_who(view)
        with st.container(width="content"):
            _switch(view)
    # In a place of their own: what comes and goes above a field would make the browser forget what is being typed.
    with st.container():
        _where(view)
        _stopped(view)
        user_actions.say()
        _sending(view)
        _refused()
    if part == MESSAGES:
        _messages(view)
    elif part == ANSWERS:
        replies_inbox.draw(view)
    elif message_batch.letters():
        _read(view, message_batch.letters())
    else:
        _pick(view)


def _where(view: View) -> None:
    """Where messages go while no mail server is set: for trying everything, and for sending them by hand."""
    outbox = outbox_of(view.settings, view.locator)
    if outbox is not None:
        st.html(
            '<div class="bp-soft bp-small">Nothing is e-mailed from here: messages are written as .eml files, which '
            f'mail programs open, into <code class="bp-path">{html(outbox)}</code></div>'
        )


def _stopped(view: View) -> None:
    event = view.ledger.stopped
    if event is not None:
        why = f": {event.detail}" if event.detail else ""
        asked = "" if session.may(Right.RESUME) else " Ask an admin to resume it."
        st.warning(
            md(f"{event.by or 'A colleague'} stopped all sending{why}. The queue waits until it is resumed.{asked}")
        )


def _switch(view: View) -> None:
    """Stops all sending, everybody's; asks once."""
    label = "Stop all sending" if view.ledger.stopped is None else "Resume sending"
    act = control.stop if view.ledger.stopped is None else control.resume
    if act is control.resume and not session.may(Right.RESUME):
        return
    # Another key for the other direction, so that it closes once it is done.
    with st.popover(
        label, key=f"switch_{act.__name__}", disabled=not user_actions.who(), help=user_actions.why_disabled()
    ):
        st.markdown("For all users of this workbook. Any message being sent will finish.")
        field = f"why_{act.__name__}"
        st.text_input("Why", key=field, placeholder="so that others know")
        done = "All sending is stopped." if view.ledger.stopped is None else "Sending is resumed."
        st.button(label, key=f"do_{act.__name__}", type="primary", on_click=_do, args=(done, field, act))


def _do(text: str, field: str, use_case: Any, *args: Any) -> None:
    """A decision about messages, in a callback; the field holds why."""

    def decided(room: Mailroom, by: str) -> None:
        use_case(room, *args, by, str(st.session_state.get(field) or ""))

    user_actions.decide(text, decided, Right.RESUME if use_case is control.resume else Right.WRITE)


def _sending(view: View) -> None:
    """What the worker does now; whoever watches sees the end of it."""
    here = page_frame.opened()
    due = sum(send.state in WAITING for send in view.ledger.sends.values())
    if here.sending.progress.running or st.session_state.get("_sending_seen") != here.sending.progress.number:
        st.fragment(session.watched(_progress), run_every=1.0)()
        return
    progress = here.sending.progress
    if (
        progress.number
        and not progress.failed
        and not message_batch.letters()
        and monotonic() - progress.ended < SHOWN_FOR
    ):
        st.html(f'<div role="status" class="bp-path">{html(progress.said)}</div>')
    if due and view.ledger.stopped is None:
        if here.sending.progress.failed:
            st.error(md(here.sending.progress.said))
        with st.container(horizontal=True, vertical_alignment="center", gap="small"):
            st.html(f"<div>{html(counted(due, 'message'))} waiting to be sent.</div>", width="content")
            st.button("Send what is waiting", key="send_waiting", on_click=_start, disabled=not user_actions.who())


def _start() -> None:
    session.require(Right.WRITE)
    page_frame.opened().sending.again()


def _progress() -> None:
    here = page_frame.opened()
    progress = here.sending.progress
    if progress.running:
        st.caption(f"{md(progress.step or 'Starting')}… You may leave this page; the sending goes on.")
    elif st.session_state.get("_sending_seen") != progress.number:
        st.session_state["_sending_seen"] = progress.number
        here.again()
        st.rerun()


def _refused() -> None:
    """Who got nothing of the last decision, and why."""
    found = message_batch.refused()
    if not found:
        return
    with st.container(border=True):
        st.markdown(f"**Not sent to {counted(len(found), 'person', 'people')}**")
        table("People who got no message", ["Name", "Why not"], [[one.name, "; ".join(one.reasons)] for one in found])


def _pick(view: View) -> None:
    """Whom to write to: those chosen on another page, or a requisition's slate."""
    picked = message_batch.picked()
    if picked:
        names = [_about(view, key, openings) for key, openings in picked]
        st.html(f"<p>To {html('; '.join(names))}.</p>")
        st.button("Choose others", key="choose_others", type="tertiary", on_click=message_batch.choose_others)
    else:
        _slate(view)
    with st.container(horizontal=True, vertical_alignment="bottom"):
        names = [message_batch.BY_STEP, *view.templates.by_name]
        st.selectbox("Template", names, key=message_batch.TEMPLATE, width=300)
        st.toggle("Add up to two more openings", key=_SEVERAL)
    lacking = user_actions.why_disabled() or ("" if _chosen() else "Choose at least one person to write to.")
    st.button(
        "Draft the messages",
        key="draft",
        type="primary",
        disabled=bool(lacking),
        help=lacking or "You read each one before anything is sent.",
        on_click=_draft,
    )
    st.html(f'<div class="bp-soft">{html(lacking or "You read each one before anything is sent.")}</div>')


def _chosen() -> message_batch.Picked:
    """Whom to write to, as the fields stand now."""
    state = st.session_state
    asked = state.get(_ABOUT)
    if message_batch.picked() or asked is None:
        return message_batch.picked()
    return [(key, [asked.key]) for key in state.get(_people_of(asked), ())]


def _draft() -> None:
    """A callback. It looks at the fields itself: what the page was drawn from may lack the last choice."""
    template = st.session_state.get(message_batch.TEMPLATE)
    several = bool(st.session_state.get(_SEVERAL))
    message_batch.draft(_chosen(), None if template == message_batch.BY_STEP else template, several=several)


def _about(view: View, key: str, openings: Sequence[str]) -> str:
    row = view.people.get(key_of(key))
    return (
        f"{person_name(row) if row else key} about {', '.join(openings[: message_batch.MOST_OPENINGS]) or 'no opening'}"
    )


def _slate(view: View) -> None:
    """A requisition, and people of its slate."""
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
            format_func=lambda key: f"{slate[key].name or key} · {slate[key].band or 'weak'} {slate[key].score:.0f}",
            placeholder="Choose people" if slate else "No match yet",
        )


def _people_of(requisition: Any) -> str:
    """The field with the people chosen for a requisition."""
    return f"people_{requisition.Index}"


def _read(view: View, drafts: Sequence[Prepared]) -> None:
    """The drafts, one at a time, as they will arrive."""
    going = [message_batch.decided(number, one) is not None for number, one in enumerate(drafts)]
    if message_batch.picked():
        names = "; ".join(_about(view, key, openings) for key, openings in message_batch.picked())
        st.html(f"<p>Send or discard these messages first. Next: to {html(names)}.</p>")
    left, right = st.columns([1, 2.6], gap="large")
    with left:
        number = st.radio(
            "Message",
            range(len(drafts)),
            key=message_batch.field_of(0, "shown"),
            label_visibility="collapsed",
            format_func=lambda at: md(drafts[at].draft.name or drafts[at].draft.candidate),
            captions=[_caption(one, wanted=wanted) for one, wanted in zip(drafts, going, strict=True)],
        )
        count = sum(going)
        st.button(
            f"Send {counted(count, 'message')}" if count else "Nothing to send",
            key="send",
            type="primary",
            disabled=not (count and user_actions.who()),
            on_click=message_batch.send,
            help=f"In the name of {md(user_actions.who())}. {_how_sent(view)}",
        )
        st.button("Discard drafts", key="put_away", type="tertiary", on_click=message_batch.put_away)
    with right:
        _letter(int(number), drafts[int(number)])


def _how_sent(view: View) -> str:
    if outbox_of(view.settings, view.locator) is not None:
        return "Each is written to the outbox folder, once; nothing is e-mailed."
    return "It goes out at once, each person once."


def _caption(one: Prepared, *, wanted: bool) -> str:
    about = ", ".join(one.draft.openings) or one.draft.step.value
    state = "will be sent" if wanted else "cannot be sent" if one.reasons else "left out"
    return f"{md(about)} · {state}"


def _letter(number: int, one: Prepared) -> None:
    draft = one.draft
    said_from = f"{draft.sender.name} <{draft.sender.address}>"
    facts = (f"From {said_from}", f"to {draft.name} <{draft.address}>", draft.step.value, f"template {draft.template}")
    st.html(f'<div class="bp-soft">{html(" · ".join(facts))}</div>')
    if one.reasons:
        items = "".join(f"<li>{html(said(reason))}</li>" for reason in one.reasons)
        st.html(f'<div class="bp-warn">This cannot be sent:<ul class="bp-reasons">{items}</ul></div>')
    for warning in one.warnings:
        st.html(f'<div class="bp-warn">Look again: {html(said(warning))}.</div>')
    if draft.thread is None:
        st.text_input("Subject", draft.subject, key=message_batch.field_of(number, "subject"), persist_state="session")
    else:
        st.html(f"<div><b>{html(draft.subject)}</b></div>")
    body = st.text_area(
        "Text", draft.body, key=message_batch.field_of(number, "body"), height=380, persist_state="session"
    )
    with st.expander("As it will arrive"):
        shown = message_batch.decided(number, one) or draft
        st.html(f'<div class="bp-letter">{html(shown.text if body == shown.body else body)}</div>')
    st.toggle(
        "Send this one",
        not one.reasons,
        key=message_batch.field_of(number, "wanted"),
        persist_state="session",
        help="Whether it can be sent is looked at again when you press Send.",
    )


def _messages(view: View) -> None:
    """Everything that was ever queued: the unknown ones on top, with what to do."""
    sends = sorted(view.ledger.sends.values(), key=lambda send: send.at, reverse=True)
    if not sends:
        empty("Nothing was ever queued.", "Whatever is sent from here or the command line will be listed.")
        return
    for send in sends:
        if send.state is State.UNKNOWN:
            _unknown(view, send)
    counts = Counter(send.state for send in sends)
    there = [state for state in STATES if counts[state]]
    label = {STATES[state]: f"{STATES[state]} {counts[state]}" for state in there}
    wanted = st.pills(
        "State",
        list(label),
        selection_mode="multi",
        key="state",
        bind="query-params",
        format_func=lambda name: label[name],
        label_visibility="collapsed",
    )
    shown = [send for send in sends if not wanted or STATES[send.state] in wanted]
    if len(shown) > MOST:
        st.caption(f"The latest {MOST} of {len(shown):,}; all are in the tab BP Outreach.")
    heading("Messages", "One line a message, as it stands now.")
    table(
        "Messages",
        ["When", "Person", "About", "Message", "State", "Answer", "Sent by", "Delivery note"],
        [_line(view, send) for send in shown[:MOST]],
    )
    _drop(view, [send for send in sends if send.state in WAITING])


def _line(view: View, send: Send) -> list[object]:
    at = local_time(send.at, view)
    return [
        f"{day(at.date(), view.today)}, {at:%H:%M}",
        response_labels.person_of(view, send),
        ", ".join(send.queued.requisitions),
        send.queued.step,
        STATES[send.state],
        response_labels.answer_to(view, send),
        send.queued.by,
        said(send.detail, view.today),
    ]


def _unknown(view: View, send: Send) -> None:
    """Nobody knows whether it arrived; a person decides."""
    about = ", ".join(send.queued.requisitions) or send.queued.step
    with st.container(border=True):
        name, at = md(response_labels.person_of(view, send)), local_time(send.at, view)
        st.markdown(
            f"**Delivery unknown: message to {name} about {md(about)}** "
            f"({day(at.date(), view.today)}, {at:%H:%M}). Look into your sent mail, or ask; "
            "it is not sent again by itself."
        )
        with st.container(horizontal=True, vertical_alignment="bottom"):
            field = f"why_{send.send_id}"
            st.text_input("How you know", key=field, placeholder="such as: it is in the sent folder", width=320)
            for text, resolution in (("It was sent", "sent"), ("Send it again", "again"), ("Drop it", "drop")):
                st.button(
                    text,
                    key=f"{resolution}_{send.send_id}",
                    disabled=not user_actions.who(),
                    help=user_actions.why_disabled(),
                    on_click=_resolve,
                    args=(send.send_id, resolution, field),
                )


def _resolve(send_id: str, resolution: Resolution, field: str) -> None:
    told = {"sent": "Noted as sent.", "again": "Queued again, as a new message.", "drop": "Dropped."}[resolution]
    _do(told, field, control.resolve, send_id, resolution)


def _drop(view: View, waiting: Sequence[Send]) -> None:
    """Take messages out of the queue."""
    if not waiting:
        return
    names = {
        send.send_id: f"{response_labels.person_of(view, send)} · {', '.join(send.queued.requisitions)}"
        for send in waiting
    }
    with st.container(horizontal=True, vertical_alignment="bottom"):
        st.selectbox("Waiting", list(names), key=_WAITING, format_func=lambda one: names[one], width=340)
        st.button(
            "Take it out of the queue",
            key="drop",
            disabled=not user_actions.who(),
            help=user_actions.why_disabled(),
            on_click=_drop_chosen,
        )


def _drop_chosen() -> None:
    _resolve(st.session_state[_WAITING], "drop", "why_drop")


page()
