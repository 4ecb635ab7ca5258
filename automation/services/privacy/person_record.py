"""Everything that is known about one person, for a request to see it.

The record holds only data about this person. Colleagues' names stay, because they say who decided.
"""

import json
import textwrap
from collections.abc import Iterator, Mapping, Sequence
from contextlib import suppress
from datetime import datetime
from email import message_from_bytes, policy
from pathlib import Path
from typing import Any

from automation.core.identity.contact_ids import email_identity
from automation.core.ledger.events import Event
from automation.core.matching.matcher import explain_everywhere, explanation_record
from automation.core.publishing.plan import Plan, make_plan
from automation.core.reports.suppressed import suppressed_candidate
from automation.core.schema import (
    BP_ACTIONS,
    BP_DATA,
    BP_HISTORY,
    BP_IMPORT,
    BP_MATCHES,
    CANDIDATES,
    HISTORY_COLUMNS,
    PEOPLES_TABS,
)
from automation.core.sentences import listed, minute
from automation.core.text import cell_at, key_of, text_of
from automation.core.workbook.assemble import Workbook
from automation.core.workbook.history_log import Line
from automation.core.workbook.nearest_keys import unknown_key
from automation.errors import MailError
from automation.outreach.context import Mailroom
from automation.outreach.forwarded_drafts import ForwardedDrafts
from automation.services.shelve import HEADERS

Record = dict[str, Any]


def person_record(room: Mailroom, candidate: str) -> Record:
    """The record of the person on a row, with all rows that are this person.

    Raises:
        UnknownKey: No row has this key.
        SchemaError: The workbook's tabs or headers cannot be read.
        StoreError: The workbook or the ledger is out of reach.
    """
    state = room.ledger.refresh()
    workbook = room.read(state)
    key = key_of(candidate)
    people = workbook.book.people
    if key not in people:
        raise unknown_key(CANDIDATES, candidate, people.values())
    keys = [one for one in workbook.persons.of(key).keys if one in people] or [key]
    plan = make_plan(workbook, force=True)
    return {
        "person": people[key].name,
        "as_of": workbook.today.isoformat(),
        "workbook": room.store.locator,
        "rows": [_row(workbook, plan, one) for one in keys],
        "scores": [
            explanation_record(one)
            for own in keys
            for one in explain_everywhere(workbook.book, own, workbook.today, workbook.actions.passed())
        ],
        "messages": [_message(room, send.queued, send.state, send.at) for send in workbook.persons.sends(state, key)],
        "replies": [_reply(one) for one in workbook.persons.replies_of(state, key)],
        "actions": list(_lines_of(workbook, BP_ACTIONS, keys)),
        "offered": list(_lines_of(workbook, BP_IMPORT, keys)),
        "forwarded": list(_forwarded(room, workbook, keys)),
        "history": [_kept(one) for one in workbook.history_log.about(keys)],
        "must_not_be_contacted": bool(key in workbook.suppressed or people[key].suppressed),
        "suppression": _suppression(workbook, key),
        "kept": _places(room),
    }


def _row(workbook: Workbook, plan: Plan, key: str) -> Record:
    """The cells of a row by their headers: people's own columns, then what the program shows beside them."""
    located = workbook.located[CANDIDATES]
    (index, *_) = located.places[key]
    headers = [text_of(cell) for cell in located.rows[0]]
    ours = set(PEOPLES_TABS[CANDIDATES].column_headers)
    typed = {
        header: text_of(cell_at(located.rows[index], at))
        for at, header in enumerate(headers)
        if header and header not in ours
    }
    shown = plan.publication.columns.get(CANDIDATES, {}).get(key, {})
    return {
        "row": index + 1,
        "typed": {header: value for header, value in typed.items() if value},
        "shown": {header: text_of(cell) for header, cell in shown.items() if text_of(cell)},
    }


def _message(room: Mailroom, queued: Event, state: str, at: Any) -> Record:
    return {
        "send_id": queued.send_id,
        "step": queued.step,
        "openings": list(queued.requisitions),
        "by": queued.by,
        "state": str(state),
        "at": at.isoformat(),
        "subject": queued.subject,
        "text": _text(room, queued.send_id),
    }


def _text(room: Mailroom, send_id: str) -> str:
    """The text of a message as it was sent; "" if it is not kept any more."""
    try:
        data = room.spool.load(send_id).data
    except MailError:
        return ""
    body = message_from_bytes(data, policy=policy.default).get_body(("plain",))
    return str(body.get_content()).strip() if body else ""


def _reply(one: Event) -> Record:
    return {
        "at": one.at.isoformat(),
        "kind": one.state,
        "about": list(one.requisitions),
        "value": one.subject,
        "words": one.detail,
        "by": one.by,
    }


def _lines_of(workbook: Workbook, tab: str, keys: list[str]) -> Iterator[Mapping[str, str]]:
    """The lines of a program's tab about these rows."""
    rows = workbook.snapshot.tabs.get(tab, ())
    header = [text_of(cell) for cell in rows[0]] if rows else []
    for row in rows[1:]:
        line = dict(zip(header, (text_of(cell) for cell in row), strict=False))
        if key_of(line.get("Candidate", "")) in keys:
            yield {name: value for name, value in line.items() if value}


def _forwarded(room: Mailroom, workbook: Workbook, keys: list[str]) -> Iterator[Record]:
    """The drafts of forwarded mails that have the person's address."""
    own = {email_identity(workbook.book.people[key].email) for key in keys} - {""}
    for draft in ForwardedDrafts(room.folder).waiting(workbook.today):
        if email_identity(draft.cells.get("email", "")) in own:
            cells = {HEADERS[name]: text for name, text in draft.cells.items()}
            yield {"on": draft.on.isoformat(), "forwarded_by": draft.sender, "subject": draft.subject, **cells}


def _kept(one: Line) -> Record:
    """A line of BP History: an earlier shelving, or a decision with the numbers of its moment."""
    cells = {_HISTORY[name]: text for name, text in one.cells.items()}
    return {"at": one.at.isoformat(), "kind": str(one.kind), **cells}


def _suppression(workbook: Workbook, key: str) -> Record | None:
    found = suppressed_candidate(workbook, key)
    if found is None:
        return None
    return {
        "why": found.why,
        "by": found.by,
        "since": found.since.isoformat() if found.since else None,
        "until": found.until.isoformat() if found.until else None,
    }


# The program's tabs that hold what is known of people.
_TABS = (BP_MATCHES, BP_DATA, BP_ACTIONS, BP_IMPORT, BP_HISTORY)
_HISTORY = {column.id: column.header for column in HISTORY_COLUMNS}


def _places(room: Mailroom) -> list[Record]:
    """Where data about people is kept: the place, and what is there."""
    ledger = "the tabs BP Outreach and BP Suppression" if room.in_sheet else str(room.folder / "ledger.sqlite3")
    places = [
        (room.store.locator, f"the rows of Candidates, and the tabs {listed(_TABS)}"),
        (ledger, "which messages went out and what came back"),
        (str(room.folder / "spool"), "the messages as they were sent"),
    ]
    kept = {"outbox": "the messages that were written into files", "forwarded": "drafts from forwarded mails"}
    places += [(str(room.folder / name), what) for name, what in kept.items() if (room.folder / name).is_dir()]
    if not room.in_sheet:
        places.append((str(Path(room.path).parent / "backpocket-backups"), "earlier copies of the workbook"))
    return [{"place": place, "what": what} for place, what in places]


def in_words(record: Record) -> str:
    """A record as text that the person can read, with the same as JSON at its end."""
    parts = [
        f"What we hold about {record['person'] or 'you'}, as of {record['as_of']}",
        *(_row_in_words(row) for row in record["rows"]),
        _list("How you fit our open requisitions", [_score_in_words(one) for one in record["scores"]]),
        _list("Messages to you", [_message_in_words(one) for one in record["messages"]]),
        _list("Your replies", [_reply_in_words(one) for one in record["replies"]]),
        _list("What our recruiters did", [_action_in_words(one) for one in record["actions"]]),
        _list("What imported files say otherwise", [_action_in_words(one) for one in record["offered"]]),
        _list("From mails that were forwarded", [_action_in_words(one) for one in record["forwarded"]]),
        _list("Earlier, and what was decided by which numbers", [_action_in_words(one) for one in record["history"]]),
        _contact_in_words(record),
        _list("Where it is kept", [f"{one['place']}: {one['what']}." for one in record["kept"]]),
        f"The same for machines (JSON)\n\n{json.dumps(record, indent=1, ensure_ascii=False)}",
    ]
    return "\n\n\n".join(filter(None, parts)) + "\n"


def _list(title: str, items: Sequence[str]) -> str:
    return "\n\n".join([title, *items]) if items else f"{title}\n\nNothing."


def _row_in_words(row: Record) -> str:
    cells = [f"{header}: {value}" for header, value in row["typed"].items()]
    shown = [f"{header}: {value}" for header, value in row["shown"].items()]
    beside = ["", "Calculated beside it:", *shown] if shown else []
    return "\n".join([f"Row {row['row']} of the tab Candidates", "", *cells, *beside])


def _score_in_words(one: Record) -> str:
    lines = [f"{one['requisition']}: {one['score']:g} of 100 points, {one['band'] or 'no band'}"]
    lines += [
        f"  {part['component']}: {part['points']:g} of {part['most']:g}. {part['evidence']}" for part in one["parts"]
    ]
    lines += [f"  {label}: {one[name]}" for name, label in _SENTENCES.items() if one[name]]
    return "\n".join(lines)


_SENTENCES = {"why_now": "Why now", "gaps": "Gaps", "confirm_first": "To confirm first", "excluded": "Not matched"}


def _message_in_words(one: Record) -> str:
    about = f" about {', '.join(one['openings'])}" if one["openings"] else ""
    head = f"{_when(one['at'])}: {one['step']}{about}, by {one['by']}, {one['state']}"
    text = textwrap.indent(one["text"], "  ") if one["text"] else "  (The text is not kept any more.)"
    return f"{head}\n  {one['subject']}\n\n{text}"


def _reply_in_words(one: Record) -> str:
    about = f" about {', '.join(one['about'])}" if one["about"] else ""
    value = f": {one['value']}" if one["value"] else ""
    words = f"\n  {one['words']}" if one["words"] else ""
    return f"{_when(one['at'])}: {one['kind']}{value}{about} ({one['by'] or 'automatic'}){words}"


def _action_in_words(one: Mapping[str, str]) -> str:
    cells = {f"{name[:1].upper()}{name[1:]}": value for name, value in one.items()}
    return "; ".join(f"{name}: {_when(value) if name in _INSTANTS else value}" for name, value in cells.items())


_INSTANTS = frozenset({"At", "Computed at"})


def _when(at: str) -> str:
    """An instant as the record holds it, to the minute."""
    with suppress(ValueError):
        return minute(datetime.fromisoformat(at))
    return at


def _contact_in_words(record: Record) -> str:
    if not record["must_not_be_contacted"]:
        return ""
    found = record["suppression"] or {}
    details = ", ".join(f"{name} {found[name]}" for name in ("since", "until", "by") if found.get(name))
    return f"You are on the list of people to whom we do not write{f' ({details})' if details else ''}."
