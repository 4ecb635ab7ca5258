"""Whether the ledger may lack something that happened, and how a person settles it.

A ledger can be restored from a copy, and its folder can be copied, moved or lost. It would then send messages a second
time. So it is compared with the workbook, the spool, the outbox and this machine. If one of them has events that the
ledger lacks, nothing is sent until a person has joined the histories.
"""

import hashlib
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum

from automation.core.ledger.events import LEAVING, SEND_ID, WAITING, Answer, Event, Notice
from automation.core.ledger.replies import choices, has_unsubscribed
from automation.core.ledger.state import LedgerState
from automation.core.sentences import counted, minute, spans
from automation.core.suppression_text import suppression_text

ADOPT = "backpocket outreach adopt"
_MARK = 16
_BY_HASH = frozenset({Notice.SUPPRESSED, Notice.SECRET, Notice.MAILBOX, Notice.UNSUPPRESSED})


class Witness(StrEnum):
    """What shows that the ledger lacks something."""

    OTHER_LEDGER = "the workbook, of another ledger"
    WORKBOOK = "the workbook, of further lines"
    OTHER_WORKBOOK = "the ledger, of another workbook"
    SPOOL = "the spool"
    OUTBOX = "the outbox"
    MACHINE = "this machine"
    PLACE = "the ledger, of another place"
    PAUSE = "the last run, of a pause"
    COPY = "the last run, of a copy"


@dataclass(frozen=True)
class Doubt:
    """What one witness shows.

    Attributes:
        witness: Which one.
        what: The lines, the number of messages, or the place that the ledger lacks.
    """

    witness: Witness
    what: str = ""


_WORDS: Mapping[Witness, str] = {
    Witness.OTHER_LEDGER: "the workbook shows the outreach of another ledger, so it looks like a copy, or was moved",
    Witness.WORKBOOK: "BP Outreach shows what the ledger does not have, lines {}: an older ledger was put back",
    Witness.OTHER_WORKBOOK: "the ledger belongs to another workbook of this name, {}: set another outreach_folder",
    Witness.SPOOL: "the spool holds {} that the ledger does not know",
    Witness.OUTBOX: "the outbox holds {} that the ledger does not know",
    Witness.MACHINE: "this machine has seen {} lines of this ledger, and they are not all there",
    Witness.PLACE: "the ledger was last used in another place, {}",
    Witness.PAUSE: "nothing ran here {}, so all of it may have been restored from a copy",
    Witness.COPY: "the outreach folder was copied or restored {}",
}
# Longer than the time between two runs of a daily timer, even a late one on the day on which clocks go back.
LONGEST_BETWEEN_RUNS = timedelta(hours=26)
_DAY = timedelta(days=1)
_SATURDAY = 5


def in_words(doubts: Sequence[Doubt], where: str) -> str:
    """What differs, and how a person settles it, in words."""
    differs = "; ".join(_WORDS[doubt.witness].format(doubt.what) for doubt in doubts)
    return (
        f"Nothing is sent from {where}, because some messages may have been sent already: {differs}. To settle it, "
        f"bring back the newest files, or join what is known with `{ADOPT}`: it can show first what differs, and keep "
        "what waits in the queue."
    )


@dataclass(frozen=True)
class Pause:
    """A time in which nothing ran here.

    Attributes:
        before: The last time something ran, UTC.
        after: When something ran again, UTC.
        copied: Whether the folder was copied in between, however short the pause was.
    """

    before: datetime
    after: datetime
    copied: bool = False


def is_pause(before: datetime, after: datetime) -> bool:
    """Whether the time between two runs is unusually long. Saturdays and Sundays (UTC) do not count."""
    if after - before <= LONGEST_BETWEEN_RUNS:
        return False
    counted, start = timedelta(), before
    while start < after and counted <= LONGEST_BETWEEN_RUNS:
        end = min(after, start.replace(hour=0, minute=0, second=0, microsecond=0) + _DAY)
        counted += end - start if start.weekday() < _SATURDAY else timedelta()
        start = end
    return counted > LONGEST_BETWEEN_RUNS


def pause_doubt(state: LedgerState, here: Collection[str], pause: Pause | None, now: datetime) -> list[Doubt]:
    """The doubt about messages that were queued before a pause and still wait, until a person confirms them.

    Args:
        state: The ledger.
        here: Send IDs of the messages that can be sent from here.
        pause: The latest one.
        now: UTC. A confirmation with a later time does not count: it came from a clock that was ahead.
    """
    if pause is None or (state.adopted is not None and pause.after <= state.adopted.at <= now):
        return []
    old = [one for one in waiting(state) if one in here and state.sends[one].at < pause.after]
    if not old:
        return []
    count = counted(len(old), "message")
    what = f"from {minute(pause.before)} to {minute(pause.after)}, while {count} waited to be sent"
    return [Doubt(Witness.COPY if pause.copied else Witness.PAUSE, what)]


def mark_of(event: Event) -> str:
    """A mark that identifies a line, even after people changed its other cells."""
    at, *rest = _same(event)
    return hashlib.sha256("|".join((at.isoformat(), *rest)).encode()).hexdigest()[:_MARK]


def earlier_mark_of(event: Event) -> str:
    """The mark that earlier versions gave a line: with the ID of a reply to which a mailbox belongs."""
    at, state, _, *rest = _same(event)
    return hashlib.sha256("|".join((at.isoformat(), state, event.send_id, *rest)).encode()).hexdigest()[:_MARK]


def _same(event: Event) -> tuple[datetime, str, str, str]:
    """The parts of a line that all its copies share, also a copy from which a person was taken out.

    `forget` changes the ID of a reply, which the line of its mailbox holds in the place of a send ID.
    """
    own = "" if event.state == Notice.MAILBOX and not SEND_ID.fullmatch(event.send_id) else event.send_id
    return event.at, str(event.state), own, event.detail if event.state in _BY_HASH else ""


def further_lines(ours: Sequence[Event], shown: Mapping[int, Event]) -> list[int]:
    """The numbers of the lines that a workbook shows and the ledger lacks, whatever their numbers there."""
    known = set(map(_same, ours))
    return sorted(number for number, event in shown.items() if _same(event) not in known)


def apart(ours: Sequence[Event], shown: Mapping[int, Event]) -> tuple[dict[int, Event], dict[int, Event]]:
    """The lines that only the ledger has, and those that only a workbook shows, each as number → line."""
    theirs = set(map(_same, shown.values()))
    own = {number: event for number, event in enumerate(ours, start=1) if _same(event) not in theirs}
    return own, {number: shown[number] for number in further_lines(ours, shown)}


def numbered_otherwise(ours: Sequence[Event], shown: Mapping[int, Event]) -> bool:
    """Whether a workbook shows only lines of the ledger, but some under numbers from before an adoption."""
    moved = any(number > len(ours) or _same(ours[number - 1]) != _same(event) for number, event in shown.items())
    return moved and not further_lines(ours, shown)


def lines_doubt(ours: Sequence[Event], shown: Mapping[int, Event]) -> list[Doubt]:
    """The doubt about lines that a workbook shows and the ledger lacks; [] for none."""
    further = further_lines(ours, shown)
    return [Doubt(Witness.WORKBOOK, spans(further))] if further else []


def stray(witness: Witness, kept: Collection[str], state: LedgerState) -> list[Doubt]:
    """The doubt about messages that a witness keeps and the ledger lacks; [] for none."""
    count = sum(send_id not in state.sends for send_id in kept)
    return [Doubt(witness, counted(count, "message"))] if count else []


def union(ours: Sequence[Event], theirs: Iterable[Event]) -> list[Event]:
    """The events that a ledger must add to hold both histories, in their order.

    What either history forbids stays forbidden: the kill switch stays on, and suppressed candidates stay suppressed.
    """
    known = {mark_of(event) for event in ours}
    shown = list(theirs)
    further = [event for event in shown if mark_of(event) not in known]
    if known <= {mark_of(event) for event in shown}:
        # Their history continues ours.
        return further
    before, joined, other = LedgerState(), LedgerState(), LedgerState()
    before.apply(ours)
    other.apply(further)
    joined.apply([*ours, *further])
    forbidden = {**other.suppressed, **before.suppressed}
    again = [
        Event(further[-1].at, Notice.SUPPRESSED, detail=hashed, subject=suppression_text(why))
        for hashed, why in forbidden.items()
        if hashed not in joined.suppressed
    ]
    stopped = before.stopped or other.stopped
    refused = [one for replies in joined.answers.values() for one in _refused(replies)]
    return [*further, *again, *refused, *([stopped] if stopped and not joined.stopped else [])]


def _refused(replies: Sequence[Event]) -> list[Event]:
    """The replies of one candidate that must be written again, so that their last refusals still count last."""
    by_time = sorted(replies, key=lambda one: one.at)
    now = choices(replies)
    again = [
        one
        for requisition, one in choices(by_time).items()
        if one.state in {Answer.NO_THANKS, Answer.NOT_NOW} and now[requisition] != one
    ]
    if has_unsubscribed(by_time) and not has_unsubscribed(replies):
        again.append([one for one in by_time if one.state in LEAVING][-1])
    return sorted(dict.fromkeys(again), key=lambda one: one.at)


def waiting(state: LedgerState) -> list[str]:
    """The send IDs of messages that wait to be sent."""
    return [send.send_id for send in state.sends.values() if send.state in WAITING]
