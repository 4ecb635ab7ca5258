"""The year before the sample workbook: earlier runs, slates, messages, replies and what recruiters did.

Figures about the past need it. `sample_history.csv` holds one line for each thing that happened, with its day counted
from the day on which the workbook is made. The tabs are part of the workbook; the messages belong into its ledger.
"""

import csv
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from importlib import resources

from automation.core.ledger.events import PAGE, Answer, Event, Notice, State, Step
from automation.core.ledger.ledger_tabs import instant_text
from automation.core.model import Cell, Row
from automation.core.rules import Rules
from automation.core.schema import BP_ACTIONS, BP_DATA, BP_RUNS, RUN_COLUMNS
from automation.core.tabs.previous_run import Pair, data_rows
from automation.core.text import key_of
from automation.core.workbook.action_log import Action, Kind, read_day
from automation.core.workbook.action_rows import action_row

# Days of earlier runs.
YEAR = 365
# When a run ends, people write, and candidates reply, UTC.
RUN_AT, WRITTEN_AT, ANSWERED_AT = time(5, 0), time(9, 30), time(16, 0)
# Mailboxes in the file are this host's.
HOST = "@mail.example"
# The file's word for a place on a slate, with the day on which the match became Strong.
SLATE = "slate"
_ANSWERS = frozenset(answer.value for answer in Answer)
_KINDS = frozenset(kind.value for kind in Kind)


@dataclass(frozen=True)
class Happened:
    """One line of the file.

    Attributes:
        day: When.
        what: `SLATE`, "sent", `Step.ALERT`, an `Answer` or a `Kind`.
        requisition: The key; "" for none.
        candidate: The key.
        by: The recruiter who is responsible.
        value: A day as text, or a candidate's reason; "" for none.
        detail: In words.
        number: Of the line, from 1.
    """

    day: date
    what: str
    requisition: str
    candidate: str
    by: str
    value: str
    detail: str
    number: int


def sample_history(today: date, owners: Mapping[str, str]) -> list[Happened]:
    """What happened, oldest first.

    Args:
        today: The day on which the workbook is made.
        owners: Candidate's key → the recruiter.
    """
    text = resources.files(__package__).joinpath("sample_history.csv").read_text(encoding="utf-8")
    found = []
    for number, line in enumerate(csv.DictReader(text.splitlines()), start=1):
        candidate = line["candidate"] + HOST
        value = line["value"]
        days = value.lstrip("-").isdecimal()
        found.append(
            Happened(
                today + timedelta(days=int(line["day"])),
                line["what"],
                line["req_id"],
                candidate,
                owners[candidate],
                (today + timedelta(days=int(value))).isoformat() if days else value,
                line["detail"],
                number,
            )
        )
    return sorted(found, key=lambda one: (one.day, one.number))


def history_tabs(
    today: date, history: Sequence[Happened], shelved: Iterable[date], open_between: Iterable[tuple[date, date]]
) -> dict[str, list[Row]]:
    """The rows of BP Runs, BP Data and BP Actions, without their headers.

    Args:
        today: The day on which the workbook is made.
        history: What happened.
        shelved: The day on which each candidate was shelved.
        open_between: For each requisition the day on which it opened, and the first one on which it was filled.
    """
    came, openings = sorted(shelved), list(open_between)
    days = [today - timedelta(days=back) for back in range(YEAR, 0, -1)]
    runs = [
        _run(day, sum(one <= day for one in came), sum(first <= day < last for first, last in openings)) for day in days
    ]
    pairs = {
        (key_of(one.requisition), key_of(one.candidate)): Pair(one.day, read_day(one.value))
        for one in history
        if one.what == SLATE
    }
    actions = [action_row(_action(one)) for one in history if one.what in _KINDS]
    return {BP_RUNS: runs, BP_DATA: data_rows({}, {}, {}, pairs, 0)[1:], BP_ACTIONS: actions}


def _run(day: date, candidates: int, requisitions: int) -> Row:
    """The line of a run, with as many matches as a pocket of that size has for so many requisitions."""
    matches = candidates * requisitions // 12
    cells: dict[str, Cell] = {
        "run_id": f"sample-{day:%Y%m%d}",
        "run_at": instant_text(_instant(day, RUN_AT)),
        "today": day.isoformat(),
        "candidates": candidates,
        "requisitions_open": requisitions,
        "matches": matches,
        "strong": matches // 4,
        "follow_ups_due": candidates // 8 + day.weekday() // 2,
        "problems": candidates // 10,
        "changed": "yes",
        "criteria": str(Rules()),
    }
    return [cells[column.id] for column in RUN_COLUMNS]


def _instant(day: date, at: time) -> datetime:
    return datetime.combine(day, at, UTC)


def _action(one: Happened) -> Action:
    return Action(
        at=_instant(one.day, WRITTEN_AT) + timedelta(seconds=one.number),
        who=one.by,
        kind=Kind(one.what),
        action_id=f"sample-{one.number}",
        on=one.day,
        candidate=one.candidate,
        requisition=one.requisition,
        detail=one.detail,
        value=one.value,
    )


def history_events(history: Sequence[Happened]) -> list[Event]:
    """The lines of the ledger: each message from the queue until it was sent, and each reply with what became of it."""
    events: list[Event] = []
    sent: dict[tuple[str, str], str] = {}
    for one in history:
        pair = one.requisition, one.candidate
        if one.what in {State.SENT, Step.ALERT}:
            sent[pair] = f"sample-{one.number}"
            events += _message(one, sent[pair])
        elif one.what in _ANSWERS:
            events += _reply(one, sent[pair])
    return sorted(events, key=lambda event: event.at)


def _message(one: Happened, send_id: str) -> list[Event]:
    at = _instant(one.day, WRITTEN_AT) + timedelta(seconds=one.number)
    openings = (one.requisition,) if one.requisition else ()
    step = Step.ALERT if one.what == Step.ALERT else Step.FIRST if openings else Step.FRESHNESS
    subject = f"An opening at Acme: {one.requisition}" if openings else "Is it still right?"
    queued = Event(at, State.QUEUED, send_id, one.candidate, openings, step, one.by, subject=subject)
    return [
        queued,
        Event(at + timedelta(seconds=20), State.SENDING, send_id, one.candidate, openings, step),
        Event(at + timedelta(seconds=21), State.SENT, send_id, one.candidate, openings, step),
    ]


def _reply(one: Happened, send_id: str) -> list[Event]:
    at = _instant(one.day, ANSWERED_AT) + timedelta(seconds=one.number)
    openings = (one.requisition,) if one.requisition else ()
    reply_id = f"{send_id}.reply"
    said = Event(at, one.what, send_id, one.candidate, openings, "", PAGE, one.detail, one.value, reply_id)
    handled = Event(at + timedelta(hours=1), Notice.HANDLED, send_id, one.candidate, by=one.by, message_id=reply_id)
    return [said, handled]
