"""The lines of `BP History` about decisions: who was shortlisted, passed on or written to, with the numbers of then."""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime

from automation.core.identity.contact_ids import email_identity, phone_identity, profile_identity
from automation.core.ledger.ledger_tabs import instant_text
from automation.core.ledger.sends import RELEASED
from automation.core.matching.blocker_words import story
from automation.core.matching.explanations import Explanation, Part
from automation.core.matching.matcher import explain_people
from automation.core.model import Row, Snapshot
from automation.core.reason_words import words
from automation.core.schema import BP_DATA, BP_MATCHES, CANDIDATES
from automation.core.tabs.headers import locate
from automation.core.tabs.previous_run import RUN
from automation.core.tabs.run_log import read_runs
from automation.core.text import cell_at, key_of, text_of
from automation.core.workbook import action_log
from automation.core.workbook.assemble import Workbook
from automation.core.workbook.history_log import Kind, Line

_KINDS = {action_log.Kind.SHORTLISTED: Kind.SHORTLISTED, action_log.Kind.PASSED: Kind.PASSED}
FIRST = datetime.min.replace(tzinfo=UTC)


@dataclass(frozen=True)
class Decision:
    """One decision about a candidate for a requisition; keys as shown.

    Attributes:
        at: When, UTC.
        kind: What was decided.
        decision_id: The Action ID of a click, or the Send ID of a message.
        candidate: The candidate's key.
        requisition: The requisition's key.
        by: Who decided.
        why: Why, in their words; "" where they said nothing.
    """

    at: datetime
    kind: Kind
    decision_id: str
    candidate: str
    requisition: str
    by: str
    why: str = ""

    @property
    def name(self) -> tuple[str, str]:
        """As `Line.decided` names it."""
        return self.decision_id, key_of(self.requisition)


def decided_by(action: action_log.Action) -> Decision | None:
    """The decision in an action of the dashboard; None for an action of another kind."""
    kind = _KINDS.get(action.kind)
    if kind is None:
        return None
    names = (action.action_id, action.candidate, action.requisition, action.who, action.detail)
    return Decision(action.at, kind, *names)


def decision_lines(
    workbook: Workbook, decisions: Sequence[Decision], version: str, computed_at: datetime | None = None
) -> list[Line]:
    """The lines of decisions, with the numbers of a reading; without numbers where a row cannot be matched.

    Args:
        workbook: As it is at the moment of the decisions, or as soon after as it was read.
        decisions: Which.
        version: Of the program.
        computed_at: The time of the numbers; None for the moment of each decision.
    """
    found = _explained(workbook, decisions)
    runs = read_runs(workbook.snapshot.tabs)
    moment = {
        "criteria": str(workbook.book.rules),
        "run_id": runs[0].cells.get("run_id", "") if runs else "",
        "version": version,
    }
    return [
        _line(one, moment | {"computed_at": instant_text(computed_at or one.at)} | _numbers(found.get(_pair(one))))
        for one in decisions
    ]


def _line(decision: Decision, cells: Mapping[str, str]) -> Line:
    own = {
        "req_id": decision.requisition,
        "by": decision.by,
        "why": decision.why,
        "decision_id": decision.decision_id,
    }
    return Line(decision.at, decision.kind, decision.candidate, {**cells, **own})


def _pair(decision: Decision) -> tuple[str, str]:
    return key_of(decision.requisition), key_of(decision.candidate)


def _explained(workbook: Workbook, decisions: Sequence[Decision]) -> dict[tuple[str, str], Explanation]:
    book, wanted = workbook.book, dict[str, list[str]]()
    # A decision is no reason for itself.
    own = {_pair(one) for one in decisions if one.kind is Kind.PASSED}
    passed = {pair: action for pair, action in workbook.actions.passed().items() if pair not in own}
    for requisition, candidate in dict.fromkeys(map(_pair, decisions)):
        if requisition in book.requisition_rows and candidate in book.people:
            wanted.setdefault(requisition, []).append(candidate)
    return {
        (requisition, candidate): one
        for requisition, candidates in wanted.items()
        for candidate, one in zip(
            candidates, explain_people(book, candidates, requisition, workbook.today, passed), strict=True
        )
    }


def _numbers(found: Explanation | None) -> dict[str, str]:
    if found is None:
        return {}
    return {
        "score": f"{found.score:g}",
        "band": str(found.band),
        "points": "; ".join(map(_points, found.parts)),
        "known": found.known,
        "blocker": str(found.blocker.state),
        "why_then": story(found.blocker),
        "why_now": found.why_now,
        "gaps": found.gaps,
        "confirm_first": found.confirm_first,
        "excluded": words(found.excluded) if found.excluded else "",
    }


def _points(part: Part) -> str:
    earned = f"{part.component} {part.points:g} of {part.most:g}"
    return earned if part.known else f"{earned} (unknown)"


def unrecorded(workbook: Workbook) -> list[Decision]:
    """The decisions since the last logged run that `BP History` lacks, oldest first.

    A message is queued in the ledger before its line is added here, so the line can be missing. Older decisions without
    a line are those of earlier versions, whose numbers are not known any more.
    """
    since = next((run.at for run in read_runs(workbook.snapshot.tabs) if run.at), FIRST)
    known = workbook.history_log.decided
    found = [decision for decision in _since(workbook, since) if decision.name not in known]
    return sorted(found, key=lambda one: one.at)


def without_numbers(workbook: Workbook, requisition: str) -> list[Line]:
    """The lines of the decisions for a requisition that `BP History` lacks, such as those of earlier versions."""
    wanted, known = key_of(requisition), workbook.history_log.decided
    found = [one for one in _since(workbook, FIRST) if one.name[1] == wanted and one.name not in known]
    return [_line(one, {}) for one in found]


def _since(workbook: Workbook, since: datetime) -> Iterator[Decision]:
    yield from filter(None, (decided_by(action) for action in workbook.actions.lines if action.at > since))
    people = workbook.book.people
    for send in workbook.state.sends.values():
        if send.queued.at > since:
            keys = [str(people[key].key) for key in workbook.persons.sent_to(send) if key in people]
            candidate = keys[0] if keys else send.queued.candidate
            found = contacts(send.queued.at, send.send_id, candidate, send.queued.requisitions, send.queued.by)
            yield from (replace(one, kind=Kind.NOT_SENT) if send.state in RELEASED else one for one in found)


def not_sent(workbook: Workbook) -> list[Line]:
    """The lines that `BP History` lacks about messages that were cancelled or rejected after they were queued."""
    log, sends = workbook.history_log, workbook.state.sends
    found = []
    for name, line in log.contacted.items():
        send = sends.get(line.cell("decision_id"))
        if send and send.state in RELEASED and name not in log.not_sent:
            cells = {"req_id": line.requisition, "why": send.detail, "decision_id": send.send_id}
            found.append(Line(send.at, Kind.NOT_SENT, line.candidate, cells))
    return found


def contacts(at: datetime, send_id: str, candidate: str, requisitions: Iterable[str], by: str) -> list[Decision]:
    """The decisions in a queued message: one for each opening in it."""
    return [Decision(at, Kind.CONTACTED, send_id, candidate, requisition, by) for requisition in requisitions]


def about_one(snapshot: Snapshot, candidate: str) -> Snapshot:
    """A snapshot with one person's rows and all requisitions: enough for the numbers of that person, and quick.

    Args:
        snapshot: The whole workbook.
        candidate: The key of one of the person's rows.

    Raises:
        SchemaError: The tab or a header that must be there is missing or doubled.
    """
    located = locate(snapshot.tabs, CANDIDATES)
    own = {key_of(candidate)}
    rows, fields = located.rows[1:], [name for name in _IDENTITIES if name in located.headers.fields]

    def identities(row: Row) -> set[str]:
        texts = {name: text_of(located.headers.cell(row, name)) for name in fields}
        return {f"{name} {found}" for name, text in texts.items() if text and (found := _IDENTITIES[name](text))}

    keys = [key_of(located.key(row)) for row in rows]
    theirs = {one for row, key in zip(rows, keys, strict=True) if key in own for one in identities(row)}
    kept = [
        (key, row) for row, key in zip(rows, keys, strict=True) if key in own or not theirs.isdisjoint(identities(row))
    ]
    records = {f"{CANDIDATES}/{key}" for key, _ in kept} | {RUN}
    data = snapshot.tabs.get(BP_DATA, ())
    own_data = [row for number, row in enumerate(data) if number == 0 or text_of(cell_at(row, 0)) in records]
    people = [*located.rows[:1], *(row for _, row in kept)]
    tabs = {**snapshot.tabs, located.name: people, BP_MATCHES: ()}
    return replace(snapshot, tabs={**tabs, BP_DATA: own_data} if data else tabs)


# By which columns rows may be one person.
_IDENTITIES: Mapping[str, Callable[[str], str]] = {
    "email": email_identity,
    "phone": phone_identity,
    "profile_url": profile_identity,
}
