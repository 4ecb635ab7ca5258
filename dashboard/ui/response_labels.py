"""What people answered, in the same words wherever it is shown."""

from pathlib import Path
from textwrap import shorten

import streamlit as st

from automation.core.ledger.events import BOUNCES, MAIL, PAGE, Answer, Event
from automation.core.ledger.open_replies import beside as beside_person
from automation.core.ledger.replies import day_of
from automation.core.ledger.sends import Send
from automation.core.sentences import month
from automation.readmodel.workbook_view import View
from dashboard.data.workbook_source import local_time
from dashboard.ui.components import day, html, person_name

_WORDS = {
    Answer.INTERESTED: "Interested",
    Answer.NOT_NOW: "Not now",
    Answer.NO_THANKS: "No thanks",
    Answer.LEFT: "Left the list",
    Answer.BACK: "Back on the list",
    Answer.ALERTS: "Alerts",
    Answer.DETAILS: "New details",
    Answer.REPLIED: "Wrote back",
    Answer.AUTO_REPLY: "Automatic reply",
    Answer.HARD_BOUNCE: "Mail came back",
    Answer.SOFT_BOUNCE: "Mail did not get through for now",
}
# What somebody has to read or mend.
_TO_READ = frozenset({Answer.REPLIED, Answer.DETAILS, *BOUNCES})
_BY_MACHINES = frozenset({Answer.AUTO_REPLY, *BOUNCES})
_KINDS = {Answer.INTERESTED: "bp-yes", **dict.fromkeys(_TO_READ, "bp-warning")}
# Without a number of letters a quote would push everything else off a page.
MOST_QUOTED = 200
OUTREACH = Path(__file__).parents[1] / "app_pages" / "outreach.py"


def words(one: Event) -> str:
    """An answer in a few words: "Not now, ask again in March 2027"."""
    kind, until = _WORDS.get(Answer(one.state), one.state), day_of(one.subject)
    if one.state == Answer.ALERTS:
        return f"{kind}: {one.subject}"
    if until is None or one.state not in {Answer.NOT_NOW, Answer.AUTO_REPLY}:
        return kind
    a_day = len(one.subject) > len("2027-03")
    if one.state == Answer.AUTO_REPLY:
        return f"{kind}, back on {day(until)}"
    return f"{kind}, ask again {f'on {day(until)}' if a_day else f'in {month(until)}'}"


def person_of(view: View, send: Send) -> str:
    """How to call the person whom a message was to: by their row, else by the key it was sent under."""
    row = next((view.people[key] for key in view.history.recipients.get(send.send_id, ()) if key in view.people), None)
    return person_name(row) if row else send.queued.candidate


def answer_to(view: View, send: Send) -> str:
    """The last thing that came back for a message; "" for nothing."""
    found = view.history.last_reply_to.get(send.send_id)
    return words(found) if found else ""


def where(one: Event) -> str:
    """Where an answer came from: on the page, by mail, or who heard it."""
    if one.state in _BY_MACHINES:
        return ""
    return {PAGE: "on the page", MAIL: "by mail"}.get(one.by, f"noted by {one.by}" if one.by else "")


def quote(one: Event) -> str:
    """What they wrote, as far as a line has room for it; "" for nothing."""
    text = "" if one.state in _BY_MACHINES else one.detail
    return f"“{shorten(text, MOST_QUOTED, placeholder='…')}”" if text else ""


def told(one: Event) -> str:
    """An answer as a sentence: what, about which openings, where it was said, and in which words."""
    about = f" ({', '.join(one.requisitions)})" if one.requisitions else ""
    said_at, in_words = where(one), quote(one)
    return f"{words(one)}{about}{f', {said_at}' if said_at else ''}{f': {in_words}' if in_words else ''}."


def beside(view: View, key: str, requisition: str = "") -> list[Event]:
    """What to show beside a person (compared key of a row): of an opening, or of none in particular."""
    replies, sends = view.history.replies.get(key, ()), view.history.sends.get(key, ())
    return beside_person(view.ledger, replies, sends, view.today, requisition)


def tags(view: View, key: str, requisition: str = "") -> str:
    """What somebody answered, as HTML to stand beside their name; "" for people who answered nothing."""
    return "".join(
        f'<span class="bp-tag {_KINDS.get(Answer(one.state), "bp-quiet")}">{html(_dated(view, one))}</span>'
        for one in beside(view, key, requisition)
    )


def _dated(view: View, one: Event) -> str:
    """With its day, where the words name none."""
    if one.state in {Answer.NOT_NOW, Answer.AUTO_REPLY} and day_of(one.subject):
        return words(one)
    return f"{words(one)}, {day(local_time(one.at, view).date(), view.today)}"


def quoted(view: View, key: str) -> str:
    """What they wrote and nobody has dealt with yet, as HTML; "" for nothing."""
    found = [quote(one) for one in beside(view, key)]
    text = next(filter(None, reversed(found)), "")
    return f'<div class="bp-quote">{html(text)}</div>' if text else ""


def link(view: View, key: str) -> None:
    """The way to the answers, where one of this person's waits to be read."""
    if any(one.state in _TO_READ for one in beside(view, key)):
        st.page_link(OUTREACH, label="Read the answer", query_params={"part": "Answers"})
