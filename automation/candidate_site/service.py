"""What the candidate's page reads and records: only data of the candidate that the link was sent to."""

from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from datetime import date, datetime, timedelta
from threading import Lock
from typing import Any

import structlog

from automation.candidate_site.page_content import PageContent, offered
from automation.candidate_site.page_view import (
    DETAILS,
    Shown,
    current_details,
    month_value,
    months_after,
    one_line,
)
from automation.core.languages.catalogue import texts_in
from automation.core.ledger.events import PAGE, Answer, Event, Why
from automation.core.ledger.persons import Persons
from automation.core.ledger.preferences import Preferences
from automation.core.ledger.replies import has_unsubscribed, preferences_of
from automation.core.ledger.reply_events import NewReply
from automation.core.ledger.sends import Send
from automation.core.ledger.state import LedgerState
from automation.core.messages.link_tokens import send_id_of
from automation.core.workbook.assemble import Workbook
from automation.core.workbook.language_choice import language_of
from automation.errors import BackpocketError
from automation.outreach.context import Mailroom
from automation.outreach.replies import new_id, note, resubscribe_reply, unsubscribe_reply
from automation.services.colleagues.staff_mails import leave_by_notice

log = structlog.get_logger()

# After that a link shows no data and records no reply. Unsubscribing works for ever.
VALID = timedelta(days=180)
# How old a reading of the workbook and of the ledger may be for a page.
FRESH_VIEW, FRESH_LEDGER = timedelta(seconds=60), timedelta(seconds=5)


class Unavailable(BackpocketError):
    """The ledger cannot be reached now: nothing was recorded."""


class PageService:
    """Reads the workbook and the ledger for the page, and records replies; safe to use from several threads.

    Args:
        room: The workbook's mailroom, for this object alone.
    """

    def __init__(self, room: Mailroom) -> None:
        self._room = room
        self._lock = Lock()
        self._workbook: Workbook | None = None
        self._viewed: datetime | None = None
        self._read: datetime | None = None

    def knows(self, token: str) -> bool:
        """Whether a token was signed here; reads neither ledger nor workbook."""
        return self._send_id(token) is not None

    def _send_id(self, token: str) -> str | None:
        return send_id_of(self._room.secrets.respond(), token)

    def look_again(self) -> None:
        """Read the ledger again at the next request, because another object recorded something."""
        self._read = None

    def page(self, token: str, language: str = "") -> Shown | None:
        """What to show; None if the token belongs to no message here.

        Args:
            token: Of the link.
            language: In which to show it; "" for the candidate's.

        Raises:
            Unavailable: The ledger is out of reach.
        """
        with self._lock:
            send = self._send(token)
            return self._shown(send, language) if send else None

    def choose(self, token: str, number: int, answer: Answer, value: str) -> bool:
        """Record a reply about one opening; False if the candidate may not reply now, or the form is not ours.

        Raises:
            Unavailable: It could not be recorded.
        """
        with self._lock:
            send = self._answerable(token)
            if send is None:
                return False
            reqs = send.queued.requisitions or ("",)
            months = {month_value(day) for day in months_after(self._today())}
            known = {Answer.NOT_NOW: months, Answer.NO_THANKS: {"", *Why}}
            if not 0 <= number < len(reqs) or value not in known.get(answer, {""}):
                return False
            meant = tuple(filter(None, (reqs[number],)))
            return self._note(_reply(send, answer, requisitions=meant, value=value))

    def alerts(self, token: str, chosen: Preferences | None) -> bool:
        """Record which openings they want to hear of, None for no others; False as for `choose`.

        Raises:
            Unavailable: It could not be recorded.
        """
        with self._lock:
            send = self._answerable(token)
            if send is None:
                return False
            if chosen is None:
                return self._note(_reply(send, Answer.ALERTS, value="no"))
            known, (topics, places) = preferences_of(self._replies(send)), offered(self._book())
            if not {*topics, *known.topics}.issuperset(chosen.topics):
                return False
            if not {*places, *known.places}.issuperset(chosen.places):
                return False
            return self._note(_reply(send, Answer.ALERTS, value="yes", words=chosen.as_line()))

    def suggest(self, token: str, fields: Mapping[str, str]) -> bool:
        """Record new details that they suggest, for a recruiter to accept; values that the row has are left out.

        Raises:
            Unavailable: It could not be recorded.
        """
        with self._lock:
            send = self._answerable(token)
            if send is None:
                return False
            row = self._row(send)
            known = current_details(row) if row else {}
            given = {name: one_line(fields.get(name, "")) for name in DETAILS}
            new = {
                label: given[name] for name, label in DETAILS.items() if given[name] != one_line(known.get(name, ""))
            }
            if not new:
                return True
            words = "; ".join(f"{label}: {value or '(empty)'}" for label, value in new.items())
            return self._note(_reply(send, Answer.DETAILS, words=words))

    def keep(self, token: str) -> bool:
        """Record that they may be kept, a new consent from today; False if they unsubscribed, or the link is too old.

        Raises:
            Unavailable: It could not be recorded.
        """
        with self._lock:
            send = self._answerable(token)
            return send is not None and self._note(_reply(send, Answer.KEEP, value="yes"))

    def erase(self, token: str) -> bool:
        """Unsubscribe them and record that they ask to be erased, however old the link is; False as for `leave`.

        Raises:
            Unavailable: It could not be recorded.
        """
        return self._leave(token, erase=True)

    def leave(self, token: str) -> bool:
        """Unsubscribe them, however old the link is; False if the token belongs to no message here.

        Raises:
            Unavailable: It could not be recorded.
        """
        return self._leave(token)

    def leave_staff_mails(self, token: str) -> bool:
        """End the nudge's mails to the colleague who got the one with this token; False if it is unknown.

        Raises:
            Unavailable: It could not be recorded.
        """
        notice_id = self._send_id(token)
        with self._lock, _recording():
            return notice_id is not None and leave_by_notice(self._room, notice_id)

    def _leave(self, token: str, *, erase: bool = False) -> bool:
        with self._lock:
            send = self._send(token)
            if send is None:
                return False
            reply = unsubscribe_reply(self._room, send.queued.candidate, PAGE, send_id=send.send_id, erase=erase)
            return self._note(reply)

    def come_back(self, token: str) -> bool:
        """Undo their unsubscribe, however old the link is; False if there is none, or the token is unknown.

        Raises:
            Unavailable: It could not be recorded.
        """
        with self._lock:
            send = self._send(token)
            if send is None or not self._left(send):
                return False
            with _recording():
                reply = resubscribe_reply(self._room, send.queued.candidate, send.send_id)
            return self._note(reply)

    def _note(self, reply: NewReply) -> bool:
        with _recording():
            new = note(self._room, [reply], self._workbook.persons if self._workbook else None)
        log.info("reply recorded", answer=reply.answer.value, send_id=reply.send_id, new=new)
        return True

    def _send(self, token: str) -> Send | None:
        send_id = self._send_id(token)
        if send_id is None:
            return None
        state = self._state()
        send = state.sends.get(send_id)
        if send is None and self._read != self._room.clock.now():
            # It may have been queued a moment ago.
            send = self._state(FRESH_LEDGER * 0).sends.get(send_id)
        return send

    def _state(self, fresh: timedelta = FRESH_LEDGER) -> LedgerState:
        now = self._room.clock.now()
        if self._read is None or not timedelta() <= now - self._read < fresh:
            try:
                self._room.ledger.refresh()
            except BackpocketError as error:
                log.warning("ledger out of reach", kind=type(error).__name__)
                raise Unavailable("The ledger is out of reach.") from error
            self._read = now
        return self._room.ledger.state

    def _book(self) -> Workbook | None:
        """The workbook as it was a moment ago; if it is out of reach, an older reading or None."""
        now = self._room.clock.now()
        if self._viewed is None or not timedelta() <= now - self._viewed < FRESH_VIEW:
            self._viewed = now
            try:
                self._workbook = self._room.read(self._room.ledger.state)
            except BackpocketError as error:
                log.warning("workbook out of reach", kind=type(error).__name__)
        return self._workbook

    def _row(self, send: Send) -> Any | None:
        workbook = self._book()
        rows = workbook.persons.sent_to(send) if workbook else ()
        return workbook.book.people[rows[0]] if workbook and rows else None

    def _replies(self, send: Send) -> Sequence[Event]:
        """All replies of the candidate, to any message.

        If the workbook is out of reach, only those under the key that the message was sent to.
        """
        workbook = self._book()
        return (workbook.persons if workbook else Persons(())).replies_beside(self._room.ledger.state, send.queued)

    def _left(self, send: Send) -> bool:
        return has_unsubscribed(self._replies(send))

    def _answerable(self, token: str) -> Send | None:
        """The message of a token; None if it is unknown or too old, or if the candidate has unsubscribed."""
        send = self._send(token)
        return None if send is None or self._left(send) or self._expired(send) else send

    def _expired(self, send: Send) -> bool:
        return self._room.clock.now() - send.queued.at > VALID

    def _today(self) -> date:
        return self._room.clock.today(self._workbook.snapshot.time_zone if self._workbook else None)

    def _shown(self, send: Send, language: str) -> Shown:
        replies, left, expired = self._replies(send), self._left(send), self._expired(send)
        settings, row = self._room.settings, self._row(send)
        texts = texts_in(language or language_of(row, settings.conventions))
        handled = self._room.ledger.state.handled
        content = PageContent(send, texts, replies, handled, self._book(), row, settings, self._today())
        return content.closed(left=left, expired=expired) if left or expired else content.shown()


def _reply(
    send: Send, answer: Answer, *, requisitions: tuple[str, ...] = (), value: str = "", words: str = ""
) -> NewReply:
    """A reply to a message, given on the page."""
    return NewReply(answer, send.queued.candidate, PAGE, new_id(), send.send_id, requisitions, value, words)


@contextmanager
def _recording() -> Iterator[None]:
    """Raises `Unavailable` in place of any other error, which is logged."""
    try:
        yield
    except BackpocketError as error:
        log.warning("reply not recorded", kind=type(error).__name__)
        raise Unavailable("The reply could not be recorded.") from error
