"""Labels and sentences for replies, the same on every page."""

from collections.abc import Callable
from functools import partial
from textwrap import shorten

import streamlit as st

from automation.core.ledger.events import BOUNCES, MAIL, PAGE, Answer, Event, Seems
from automation.core.ledger.open_replies import beside as beside_person
from automation.core.ledger.preferences import read_line
from automation.core.ledger.replies import day_of
from automation.core.ledger.sends import Send
from automation.core.sentences import month, stopped
from automation.readmodel.workbook_view import View
from dashboard.data.workbook_source import local_time
from dashboard.ui.components import day, person_name
from dashboard.ui.recipients import OUTREACH
from dashboard.ui.row_list import Button
from dashboard.ui.templating import Markup, element, together

_WORDS = {
    Answer.INTERESTED: "Interested",
    Answer.NOT_NOW: "Not now",
    Answer.NO_THANKS: "No thanks",
    Answer.LEFT: "Left the list",
    Answer.BACK: "Back on the list",
    Answer.ALERTS: "Alerts",
    Answer.SPOKE: "Spoke with them",
    Answer.KEEP: "Agreed to be kept",
    Answer.ERASE: "Asked to be deleted",
    Answer.DETAILS: "New details",
    Answer.REPLIED: "Wrote back",
    Answer.AUTO_REPLY: "Automatic reply",
    Answer.HARD_BOUNCE: "Mail came back",
    Answer.SOFT_BOUNCE: "Mail did not get through for now",
}
# What a reply that needs a person seems to say.
_SEEMS: dict[str, str] = {Seems.GONE: "No longer works there", Seems.NOT_NOW: "Not now, without a month"}
# Replies that a recruiter has to read, and bounces that need a fix.
_TO_READ = frozenset({Answer.REPLIED, Answer.DETAILS, *BOUNCES})
# The link to the replies.
_READ, _REPLIES = "Read the reply", {"part": "Replies"}
_BY_MACHINES = frozenset({Answer.AUTO_REPLY, *BOUNCES})
_KINDS = {Answer.INTERESTED: "bp-yes", **dict.fromkeys(_TO_READ, "bp-warning")}
# The most characters of a quote.
MOST_QUOTED = 200


def words(one: Event) -> str:
    """A reply in a few words, such as "Not now, ask again in March 2027"."""
    kind, until = _WORDS.get(Answer(one.state), one.state), day_of(one.subject)
    if one.state == Answer.REPLIED:
        return _SEEMS.get(one.subject, kind)
    if one.state == Answer.ALERTS:
        chosen = str(read_line(one.detail)) if one.by == PAGE else ""
        return f"{kind}: {one.subject}{f' ({chosen})' if chosen else ''}"
    if one.state == Answer.NO_THANKS and one.subject:
        return f"{kind}: {one.subject}"
    if until is None or one.state not in {Answer.NOT_NOW, Answer.AUTO_REPLY}:
        return kind
    a_day = len(one.subject) > len("2027-03")
    if one.state == Answer.AUTO_REPLY:
        return f"{kind}, back on {day(until)}"
    return f"{kind}, ask again {f'on {day(until)}' if a_day else f'in {month(until)}'}"


def person_of(view: View, send: Send) -> str:
    """The name of a message's recipient; the key that it was sent under if that has no row any more."""
    row = next((view.people[key] for key in view.history.recipients.get(send.send_id, ()) if key in view.people), None)
    return person_name(row) if row else send.queued.candidate


def reply_to(view: View, send: Send) -> str:
    """The last reply or bounce to a message, in a few words; "" for none."""
    found = view.history.last_reply_to.get(send.send_id)
    return words(found) if found else ""


def where(one: Event, named: Callable[[str], str] = str) -> str:
    """How a reply came in: on the page, by mail, or who recorded it, as `named` shows them; "" for automatic ones."""
    if one.state in _BY_MACHINES:
        return ""
    return {PAGE: "on the page", MAIL: "by mail"}.get(one.by, f"noted by {named(one.by)}" if one.by else "")


def quote(one: Event) -> str:
    """The text of a reply in quotes, shortened to `MOST_QUOTED`; "" for none."""
    chosen = one.state == Answer.ALERTS and one.by == PAGE
    text = "" if chosen or one.state in _BY_MACHINES else one.detail
    return f"“{shorten(text, MOST_QUOTED, placeholder='…')}”" if text else ""


def as_sentence(one: Event, named: Callable[[str], str] = str) -> str:
    """A reply as a sentence: what it means, the openings, how it came in, and its text."""
    about = f" ({', '.join(one.requisitions)})" if one.requisitions else ""
    source, text = where(one, named), quote(one)
    return stopped(f"{words(one)}{about}{f', {source}' if source else ''}{f': {text}' if text else ''}")


def beside(view: View, key: str, requisition: str = "") -> list[Event]:
    """The replies to show beside a candidate.

    Args:
        view: The reading.
        key: The candidate's compared key.
        requisition: The opening that they are about; "" for none in particular.
    """
    replies, sends = view.history.replies.get(key, ()), view.history.sends.get(key, ())
    return beside_person(view.ledger, replies, sends, view.today, requisition)


def tags(view: View, key: str, requisition: str = "") -> Markup:
    """A candidate's replies as labels in HTML; "" for none."""
    return together(
        *(
            element(_dated(view, one), f"bp-tag {_KINDS.get(Answer(one.state), 'bp-muted')}", tag="span")
            for one in beside(view, key, requisition)
        )
    )


def _dated(view: View, one: Event) -> str:
    """A reply in a few words, with its day unless they name one."""
    if one.state in {Answer.NOT_NOW, Answer.AUTO_REPLY} and day_of(one.subject):
        return words(one)
    return f"{words(one)}, {day(local_time(one.at, view).date(), view.today)}"


def quoted(view: View, key: str) -> Markup:
    """The text of the latest reply that `beside` returns, as HTML; "" for none."""
    found = [quote(one) for one in beside(view, key)]
    text = next(filter(None, reversed(found)), "")
    return element(text, "bp-quote") if text else Markup()


def link(view: View, key: str) -> None:
    """A link to the replies, if one of this candidate has to be read."""
    if _has_to_be_read(view, key):
        st.page_link(OUTREACH, label=_READ, query_params=_REPLIES)


def to_read(view: View, key: str) -> list[Button]:
    """The same as a button of a row."""
    return (
        [Button(_READ, partial(st.switch_page, OUTREACH, query_params=_REPLIES), leaves=True)]
        if _has_to_be_read(view, key)
        else []
    )


def _has_to_be_read(view: View, key: str) -> bool:
    return any(one.state in _TO_READ for one in beside(view, key))
