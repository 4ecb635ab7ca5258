"""What the page may know and do: one message's person, their openings, their answers. Nothing of anybody else."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from threading import Lock
from typing import Any

import structlog

from automation.core.ledger.events import PAGE, Answer, Event
from automation.core.ledger.persons import Persons
from automation.core.ledger.replies import Heard, choices, has_left, until_of
from automation.core.ledger.sends import Send
from automation.core.ledger.state import LedgerState
from automation.core.messages import candidate_copy
from automation.core.messages.link_tokens import send_id_of
from automation.core.model import Status
from automation.core.sentences import long_day, month
from automation.core.text import key_of
from automation.core.workbook.assemble import Workbook
from automation.errors import BackpocketError
from automation.outreach.context import Mailroom
from automation.outreach.replies import leaving, new_id, note, returning

log = structlog.get_logger()

# After that a link shows nothing any more, and answers nothing; leaving the list works for ever.
VALID = timedelta(days=180)
# A look at the workbook, and one at the ledger, that is good enough for a page.
FRESH_VIEW, FRESH_LEDGER = timedelta(seconds=60), timedelta(seconds=5)
# How far ahead somebody can ask to be asked again.
MONTHS_AHEAD = 18
MOST_WORDS = 1_000
# What people can suggest about themselves: the name of the form's field and what it says.
DETAILS = {
    "title": "Current title",
    "company": "Current company",
    "location": "Location",
    "skills": "Skills",
    "remote_ok": "Remote OK",
    "pay": "Pay expectation",
    "phone": "Phone",
    "notes": "Anything else",
}


@dataclass(frozen=True)
class Opening:
    """One opening of the message, as a candidate reads it.

    Attributes:
        number: Its place in the message, from 0.
        role: Title and place; "" for a message without an opening.
        details: Pay, where it is told.
        closed: Whether it is not open any more.
        answered: What they said of it, in words; "" where nothing.
    """

    number: int
    role: str
    details: str
    closed: bool
    answered: str


@dataclass(frozen=True)
class Shown:
    """What a page shows.

    Attributes:
        name: Whose it is; "" where the workbook is out of reach.
        organisation: For whom was written.
        sender: Who wrote.
        openings: Of the message.
        left: Whether they are off the list.
        expired: Whether the link is too old to answer by.
        alerts: What they said to alerts; None where nothing.
        held: What is in their row and may be shown: what it is, and the text.
        keeping: On what ground it is kept and until when.
        current: The form's field → what stands there now.
        months: Months to be asked again in: 2027-03 and March 2027.
        suggested: Whether they suggested new details that nobody has looked at yet.
    """

    name: str
    organisation: str
    sender: str
    openings: Sequence[Opening]
    left: bool
    expired: bool
    alerts: bool | None
    held: Mapping[str, str]
    keeping: str
    current: Mapping[str, str]
    months: Sequence[tuple[str, str]]
    suggested: bool


class Unavailable(BackpocketError):
    """The ledger cannot be reached now: nothing was noted."""


class Desk:
    """The ledger and the workbook behind the page; several threads may ask it.

    Args:
        room: Of the workbook, for this desk alone.
    """

    def __init__(self, room: Mailroom) -> None:
        self._room = room
        self._lock = Lock()
        self._workbook: Workbook | None = None
        self._viewed: datetime | None = None
        self._read: datetime | None = None

    def knows(self, token: str) -> bool:
        """Whether a token was signed here; asks nobody else."""
        return self._send_id(token) is not None

    def _send_id(self, token: str) -> str | None:
        return send_id_of(self._room.secrets.respond(), token)

    def look_again(self) -> None:
        """Read the ledger anew at the next request: something was noted beside this desk."""
        self._read = None

    def page(self, token: str) -> Shown | None:
        """What to show; None where the token is of no message here.

        Raises:
            Unavailable: The ledger is out of reach.
        """
        with self._lock:
            send = self._send(token)
            return self._shown(send) if send else None

    def choose(self, token: str, number: int, answer: Answer, value: str) -> bool:
        """Note what they said of one opening; False where the form was not ours.

        Raises:
            Unavailable: It could not be noted.
        """
        with self._lock:
            send = self._send(token)
            if send is None or not self._may_answer(send):
                return False
            reqs = send.queued.requisitions or ("",)
            if not 0 <= number < len(reqs) or (answer is Answer.NOT_NOW) != bool(value):
                return False
            if value and value not in dict(self._months()):
                return False
            meant = tuple(filter(None, (reqs[number],)))
            return self._note(Heard(answer, send.queued.candidate, PAGE, new_id(), send.send_id, meant, value))

    def alerts(self, token: str, *, wanted: bool) -> bool:
        """Note whether they want to hear of openings; False where they left, or the link is too old.

        Raises:
            Unavailable: It could not be noted.
        """
        with self._lock:
            send = self._send(token)
            if send is None or not self._may_answer(send):
                return False
            value = "yes" if wanted else "no"
            return self._note(Heard(Answer.ALERTS, send.queued.candidate, PAGE, new_id(), send.send_id, value=value))

    def suggest(self, token: str, fields: Mapping[str, str]) -> bool:
        """Note what they suggest about themselves, for a person to accept; what stands there already is left out.

        Raises:
            Unavailable: It could not be noted.
        """
        with self._lock:
            send = self._send(token)
            if send is None or not self._may_answer(send):
                return False
            row = self._row(send)
            known = _current(row) if row else {}
            given = {name: _line(fields.get(name, "")) for name in DETAILS}
            new = {label: given[name] for name, label in DETAILS.items() if given[name] != _line(known.get(name, ""))}
            if not new:
                return True
            words = "; ".join(f"{label}: {value or '(empty)'}" for label, value in new.items())
            return self._note(Heard(Answer.DETAILS, send.queued.candidate, PAGE, new_id(), send.send_id, words=words))

    def leave(self, token: str) -> bool:
        """Take them off the list, however old the link is; False where the token is of no message here.

        Raises:
            Unavailable: It could not be noted.
        """
        with self._lock:
            send = self._send(token)
            if send is None:
                return False
            return self._note(leaving(self._room, send.queued.candidate, PAGE, send_id=send.send_id))

    def come_back(self, token: str) -> bool:
        """Put them on the list again, however old the link is; False where they did not leave, or the token is unknown.

        Raises:
            Unavailable: It could not be noted.
        """
        with self._lock:
            send = self._send(token)
            if send is None or not self._left(send):
                return False
            try:
                heard = returning(self._room, send.queued.candidate, send.send_id)
            except BackpocketError as error:
                log.warning("answer not noted", kind=type(error).__name__)
                raise Unavailable("The answer could not be noted.") from error
            return self._note(heard)

    def _note(self, heard: Heard) -> bool:
        try:
            new = note(self._room, [heard], self._workbook.persons if self._workbook else None)
        except BackpocketError as error:
            log.warning("answer not noted", kind=type(error).__name__)
            raise Unavailable("The answer could not be noted.") from error
        log.info("answer noted", answer=heard.answer.value, send_id=heard.send_id, new=new)
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
        """The workbook as it was a moment ago; an older look, or none, where it is out of reach."""
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

    def _answers(self, send: Send) -> Sequence[Event]:
        """All that the person said, to whichever message; where the workbook is out of reach, under the same key."""
        workbook = self._book()
        return (workbook.persons if workbook else Persons(())).replies_beside(self._room.ledger.state, send.queued)

    def _left(self, send: Send) -> bool:
        return has_left(self._answers(send))

    def _may_answer(self, send: Send) -> bool:
        return not self._left(send) and not self._expired(send)

    def _expired(self, send: Send) -> bool:
        return self._room.clock.now() - send.queued.at > VALID

    def _months(self) -> list[tuple[str, str]]:
        today = self._today()
        firsts = [
            date(today.year + (today.month + ahead - 1) // 12, (today.month + ahead - 1) % 12 + 1, 1)
            for ahead in range(1, MONTHS_AHEAD + 1)
        ]
        return [(f"{day:%Y-%m}", month(day)) for day in firsts]

    def _today(self) -> date:
        return self._room.clock.today(self._workbook.snapshot.time_zone if self._workbook else None)

    def _shown(self, send: Send) -> Shown:
        answers, left, expired = self._answers(send), self._left(send), self._expired(send)
        organisation = self._room.settings.organisation or ""
        alerts = [one.subject == "yes" for one in answers if one.state == Answer.ALERTS]
        sender = send.queued.by.partition("<")[0].strip()
        if left or expired:
            return Shown("", organisation, sender, (), left, expired, None, {}, "", {}, (), suggested=False)
        workbook, row = self._book(), self._row(send)
        handled = self._room.ledger.state.handled
        return Shown(
            name=(row.preferred_name or row.name) if row else "",
            organisation=organisation,
            sender=sender,
            openings=self._openings(send, workbook),
            left=left,
            expired=expired,
            alerts=alerts[-1] if alerts else (row.alerts if row else None),
            held=_held(row) if row else {},
            keeping=candidate_copy.keeping(row, self._room.settings.conventions, self._today()) if row else "",
            current=_current(row) if row else {},
            months=self._months(),
            suggested=any(one.state == Answer.DETAILS and one.message_id not in handled for one in answers),
        )

    def _openings(self, send: Send, workbook: Workbook | None) -> list[Opening]:
        roles = workbook.book.requisition_rows if workbook else {}
        said = choices(self._answers(send))
        found = []
        for number, requisition in enumerate(send.queued.requisitions or ("",)):
            role = roles.get(key_of(requisition))
            named = candidate_copy.role(role) if role else ""
            if not named and requisition:
                named = f"Opening {number + 1} of our message"
            found.append(
                Opening(
                    number,
                    named,
                    candidate_copy.pay(role) if role else "",
                    role is not None and role.status is not Status.OPEN,
                    _in_words(said.get(key_of(requisition))),
                )
            )
        return found


def _line(text: str) -> str:
    return " ".join(text.split())[:MOST_WORDS].strip()


def _in_words(answer: Event | None) -> str:
    if answer is None:
        return ""
    on = long_day(answer.at.date())
    until = until_of(answer)
    if answer.state == Answer.NOT_NOW:
        return f"not now, ask me again in {month(until)} (you said so on {on})" if until else "not now"
    return f"{'interested' if answer.state == Answer.INTERESTED else 'no thanks'} (you said so on {on})"


def _current(row: Any) -> dict[str, str]:
    """What the form begins with: only what stands in letters too."""
    remote = {True: "yes", False: "no"}.get(row.remote_ok, "")
    return {
        "title": row.title,
        "company": row.company,
        "location": row.location,
        "skills": ", ".join(row.skills),
        "remote_ok": remote,
    }


def _held(row: Any) -> dict[str, str]:
    labels = {
        **DETAILS,
        "title": "What you do",
        "company": "Where you work",
        "location": "Where you are",
        "skills": "What you work with",
        "remote_ok": "Working remotely",
    }
    shown = {labels[name]: value for name, value in _current(row).items() if value}
    return {**shown, **({"Where we met you": row.source} if row.source else {})}
