"""A candidate's story as a list of dated lines, and what is missing in their row."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date
from functools import partial
from typing import Any

from automation.core.ledger.events import MAIL, PAGE, Event
from automation.core.ledger.sends import Send
from automation.core.ledger.wording import STATE_PHRASES, STEP_NOUNS
from automation.core.parsing.choices.consent_basis import read_basis
from automation.core.reports.suppressed import suppressed_candidate
from automation.core.schema import CANDIDATES
from automation.core.sentences import stopped
from automation.core.text import key_of
from automation.core.typed_columns import CANDIDATE_FIELDS
from automation.core.workbook.action_log import STAR, Action, Kind
from automation.core.workbook.consent import consent_of
from automation.core.workbook.shelvings import Shelving, shelving_of
from automation.readmodel.workbook_view import View
from dashboard.data.names import colleague
from dashboard.data.workbook_source import local_time
from dashboard.ui import response_labels
from dashboard.ui.components import day, person_name, short_dates

# Without these columns a candidate is hard to find or cannot be contacted. The most helpful ones come first.
WANTED = ("skills", "title", "level", "location", "pay", "owner", "region", "last_contact")
# Kind of an action → its word in the list of the page Activity.
ACTION_WORDS = {
    Kind.SHORTLISTED: "Shortlisted",
    Kind.PASSED: "Passed",
    Kind.DONE: "Follow-up done",
    Kind.SNOOZED: "Snoozed",
    Kind.GIVEN: "Reassigned",
    Kind.POCKET_CHECKED: "Checked",
    Kind.IN_PROCESS: "In process",
    Kind.REVIEW: "Review link",
    Kind.RUNNER_UP: "Shelved as runner-up",
    Kind.MERGED: "Merged",
    Kind.SHELVED: "Added",
    Kind.IMPORTED: "Imported",
    Kind.REKEYED: "Key corrected",
    Kind.HELD: "Legal hold",
    Kind.HOLD_LIFTED: "Legal hold lifted",
}
_HEADERS = {field.id: field.header for field in CANDIDATE_FIELDS}


@dataclass(frozen=True)
class Line:
    """Something that happened, or will: a day and a sentence."""

    on: date
    text: str


def shown_line(line: Line, today: date) -> dict[str, Any]:
    """A line of a story as the macros `story` and `short_story` take it."""
    return {"on": day(line.on, today), "text": short_dates(line.text, today), "ahead": line.on > today}


def timeline(view: View, row: Any) -> list[Line]:
    """A candidate's story, latest first, so future days come before past ones."""
    lines = [
        *_of_row(view, row),
        *_suppressed(view, str(row.Index)),
        *_of_outreach(view, str(row.Index)),
        *_of_actions(view, row),
    ]
    # Of one day, the line that was added last comes first.
    order = sorted(enumerate(lines), key=lambda numbered: (numbered[1].on, numbered[0]), reverse=True)
    return [line for _, line in order]


def _of_row(view: View, row: Any) -> Iterator[Line]:
    for shelving in (*row.earlier, shelving_of(row)):
        day_shelved = shelving.on or row.shelved_on
        if day_shelved:
            yield Line(day_shelved, _shelved(shelving))
    if row.consent_on and not (row.consent_basis and read_basis(row.consent_basis) is None):
        yield Line(row.consent_on, f"They agreed that we keep their data ({row.consent_basis or 'basis unknown'}).")
    if row.last_contact:
        yield Line(row.last_contact, "Last contact (from the sheet).")
    until = consent_of(row, view.settings.conventions, view.today, view.book.rules).until
    if until:
        yield Line(until, "Consent runs out." if until >= view.today else "Consent ran out.")
    if row.promised_by:
        yield Line(row.promised_by, stopped(f"Promised: {row.promised or 'something; the row does not say what'}"))
    if row.revisit_on:
        yield Line(row.revisit_on, "Revisit (from the sheet).")


def _suppressed(view: View, key: str) -> Iterator[Line]:
    """Who decided that a candidate must not be contacted, and until when; not to users who see handles for keys."""
    found = suppressed_candidate(view.workbook, key) if view.keys is None else None
    if found and found.since and found.by not in {PAGE, MAIL}:
        by = f" by {colleague(view, found.by)}" if found.by else ""
        yield Line(found.since, f"Suppressed{by}: {found.why}.")


def _shelved(shelving: Shelving) -> str:
    about = f" from {shelving.source}" if shelving.source else ""
    stage = f" after {str(shelving.stage).lower()}" if shelving.stage else ""
    why = str(shelving.reason) if shelving.reason else "no known reason"
    detail = f". {shelving.detail}" if shelving.detail else ""
    return stopped(f"Shelved{about}{stage}: {why}{detail}")


def _of_outreach(view: View, key: str) -> Iterator[Line]:
    """Messages and replies, oldest first."""
    sent = [(send.at, _message(view, send)) for send in view.history.sends.get(key, ())]
    replies = [(one.at, _reply(view, one)) for one in view.history.replies.get(key, ())]
    for at, text in sorted([*sent, *replies], key=lambda one: one[0]):
        yield Line(local_time(at, view).date(), text)


def _message(view: View, send: Send) -> str:
    about = f" about {', '.join(send.queued.requisitions)}" if send.queued.requisitions else ""
    subject = f": “{send.queued.subject}”" if send.queued.subject else ""
    noun = STEP_NOUNS.get(send.queued.step, send.queued.step)
    return stopped(f"The {noun}{about} by {colleague(view, send.queued.by)} {STATE_PHRASES[send.state]}{subject}")


def _reply(view: View, one: Event) -> str:
    done = view.ledger.handled.get(one.message_id)
    by = f" by {colleague(view, done.by)}" if done and done.by else ""
    return f"{response_labels.as_sentence(one, partial(colleague, view))}{f' Done{by}.' if done else ''}"


def _of_actions(view: View, row: Any) -> Iterator[Line]:
    for action in view.actions.about(row.key):
        undone = view.actions.undone.get(action.action_id)
        after = f" Undone by {colleague(view, undone.who)}." if undone else ""
        named = replace(action, who=colleague(view, action.who))
        if action.kind is Kind.GIVEN:
            named = replace(named, value=colleague(view, action.value))
        yield Line(action.on, f"{done(named, person_name(row), view.today)}{after}")


def done(action: Action, name: str, today: date) -> str:
    """What a colleague did about a candidate, as a sentence."""
    about = f" for {action.requisition}" if action.requisition else ""
    detail = f": {action.detail}" if action.detail else ""
    what = {
        Kind.SHORTLISTED: f"shortlisted {name}{about}{' with a star' if action.value == STAR else ''}{detail}",
        Kind.PASSED: f"passed on {name}{about}{detail}",
        Kind.IN_PROCESS: f"moved {name} into the process{about}",
        Kind.REVIEW: f"made a link to the slate{about} for {action.value or 'the hiring manager'}",
        Kind.RUNNER_UP: f"shelved {name} as runner-up{about}",
        Kind.DONE: "marked the follow-up as done",
        Kind.SNOOZED: f"snoozed {name} until {day(action.until, today)}",
        Kind.GIVEN: f"assigned {name} to {action.value}",
        Kind.MERGED: f"merged the row {action.candidate} into {action.value}",
        Kind.SHELVED: f"added {name} here{detail}",
        Kind.IMPORTED: f"imported {action.detail or 'a file'}",
        Kind.REKEYED: f"corrected the key {action.before} to {action.candidate}",
        Kind.HELD: f"set a legal hold on {name}{f' until {day(action.until, today)}' if action.until else ''}{detail}",
        Kind.HOLD_LIFTED: f"lifted the legal hold on {name}{detail}",
    }.get(action.kind, str(action.kind))
    return stopped(f"{action.who} {what}")


def to_fix(view: View, row: Any) -> list[tuple[str, str]]:
    """Cells of a candidate's row that are wrong or empty: the header, and what is wrong."""
    wrong = [
        (problem.column, problem.message)
        for problem in view.problems
        if problem.tab == CANDIDATES and problem.key and key_of(problem.key) == row.Index
    ]
    named = {column for column, _ in wrong}
    missing = [_HEADERS[name] for name in WANTED if not _is_filled(row, name)]
    return [*dict.fromkeys(wrong), *((header, "is empty") for header in missing if header not in named)]


def _is_filled(row: Any, name: str) -> bool:
    value = getattr(row, name)
    return value is not None and value not in ("", ())
