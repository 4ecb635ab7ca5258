"""What candidates said by phone or in person: the same events, with the same effects, as their replies by mail."""

from collections.abc import Mapping, Sequence
from typing import Any

from automation.core.ledger.events import Answer, Why
from automation.core.ledger.replies import day_of
from automation.core.ledger.reply_events import NewReply
from automation.core.ledger.sends import Send
from automation.core.schema import CANDIDATES, REQUISITIONS
from automation.core.text import key_of
from automation.core.workbook.assemble import Workbook
from automation.core.workbook.nearest_keys import unknown_key
from automation.errors import ConfigError
from automation.outreach.context import Mailroom
from automation.outreach.replies import new_id, note, record

# The words of the command line → what they mean.
SAID: Mapping[str, Answer] = {
    "interested": Answer.INTERESTED,
    "not-now": Answer.NOT_NOW,
    "no": Answer.NO_THANKS,
    "leave": Answer.LEFT,
    "keep": Answer.KEEP,
    "erase": Answer.ERASE,
}
# How a recruiter and a candidate were in contact.
KINDS = ("call", "meeting", "message")
# These replies are about openings.
_ABOUT_OPENINGS = frozenset({Answer.INTERESTED, Answer.NOT_NOW, Answer.NO_THANKS})


def log_reply(
    room: Mailroom,
    candidate: str,
    said: str,
    by: str,
    *,
    about: Sequence[str] = (),
    until: str = "",
    why: str = "",
    words: str = "",
    dry_run: bool = False,
) -> bool:
    """Record what a candidate said. Returns whether it was new; False with `dry_run`.

    Args:
        room: Of the workbook.
        candidate: The key of the row.
        said: One of `SAID`.
        by: Who recorded it.
        about: The openings; () means those of the last message to them.
        until: For "not-now", the month or day from which to ask again, as 2027-03.
        why: For "no", a `Why`; "" if they named none.
        words: What else to keep.
        dry_run: Only check that it can be recorded.

    Raises:
        UnknownKey: The candidate or an opening has no row.
        ConfigError: Something needed is missing, or is not known.
        StoreError: The workbook or the ledger is out of reach.
    """
    answer = _answer(said, until, why)
    workbook, row = _row(room, candidate)
    last = _last_message(room, workbook, row)
    openings = [_opening(workbook, one) for one in about]
    if answer in _ABOUT_OPENINGS and not openings:
        openings = list(last.queued.requisitions) if last else []
        if answer is Answer.NO_THANKS and not openings:
            raise ConfigError("No message to them names an opening: say which one they declined.")
    if dry_run:
        return False
    return record(room, row.key, answer, by, send=last, value=until or why, words=words, requisitions=openings)


def _answer(said: str, until: str, why: str) -> Answer:
    """What was said, as the ledger records it. Raises `ConfigError` where something is missing or not known."""
    answer = SAID.get(said)
    if answer is None:
        raise ConfigError(f"'{said}' is none of {', '.join(SAID)}.")
    if until and answer is not Answer.NOT_NOW:
        raise ConfigError("Only 'not-now' has a month from which to ask again.")
    if why and answer is not Answer.NO_THANKS:
        raise ConfigError("Only 'no' has a reason why.")
    if why and why not in set(Why):
        raise ConfigError(f"'{why}' is none of {', '.join(Why)}.")
    if answer is Answer.NOT_NOW and day_of(until) is None:
        raise ConfigError("'not-now' needs the month from which to ask again, such as 2027-03.")
    return answer


def log_contact(room: Mailroom, candidate: str, kind: str, by: str, words: str = "", *, dry_run: bool = False) -> bool:
    """Record that a recruiter was in contact with a candidate, both ways. Returns whether it was new; see `log_reply`.

    Raises:
        UnknownKey: The candidate has no row.
        ConfigError: The kind is none of `KINDS`, or `by` is empty.
        StoreError: The workbook or the ledger is out of reach.
    """
    if kind not in KINDS:
        raise ConfigError(f"'{kind}' is none of {', '.join(KINDS)}.")
    if not by.strip():
        raise ConfigError("Enter who was in contact with them.")
    workbook, row = _row(room, candidate)
    spoke = NewReply(Answer.SPOKE, row.key, by, new_id(), value=kind, words=words)
    return not dry_run and note(room, [spoke], workbook.persons)


def _row(room: Mailroom, candidate: str) -> tuple[Workbook, Any]:
    room.ledger.refresh()
    workbook = room.read(room.ledger.state)
    people = workbook.book.people
    if key_of(candidate) not in people:
        raise unknown_key(CANDIDATES, candidate, people.values())
    return workbook, people[key_of(candidate)]


def _opening(workbook: Workbook, requisition: str) -> str:
    found = workbook.book.requisition_rows.get(key_of(requisition))
    if found is None:
        raise unknown_key(REQUISITIONS, requisition, workbook.book.requisition_rows.values())
    return str(found.key)


def _last_message(room: Mailroom, workbook: Workbook, row: Any) -> Send | None:
    """The last message that reached them, or may have."""
    state = room.ledger.state
    sends = [send for send in workbook.persons.sends(state, str(row.Index)) if state.reached(send)]
    return max(sends, key=lambda send: send.at, default=None)
