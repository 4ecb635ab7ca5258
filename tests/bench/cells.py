"""What the program reads from cells, headers and replies, in the form that `score.py` of the corpus compares.

    python -m tests.bench.cells [CORPUS] ANSWERS

CORPUS holds FIELD.jsonl and is by default ../shared/data/cells; ANSWERS is a folder for FIELD.jsonl with lines of
{"id", "got"}. Each case goes the program's own way: a workbook with the cell is assembled, a mail is read from its
bytes. Then `python ../shared/data/cells/score.py CORPUS ANSWERS` prints the figures.
"""

import json
import re
import sys
from collections import defaultdict
from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from datetime import UTC, date, datetime
from email.message import EmailMessage
from functools import partial
from pathlib import Path
from types import SimpleNamespace
from typing import Any, NamedTuple

from automation.core.ledger.events import BOUNCES, Answer, Event, Seems, State
from automation.core.ledger.persons import Persons
from automation.core.ledger.reply_events import NewReply
from automation.core.ledger.state import LedgerState
from automation.core.matching.explanations import LABELS
from automation.core.matching.matcher import explain_people
from automation.core.messages.candidate_copy import greeting
from automation.core.messages.reply_classifier import Around, replies_in
from automation.core.model import Conventions, Pay, Snapshot, each_row
from automation.core.parsing import inferred_level
from automation.core.parsing.locations.nearness import same_place
from automation.core.schema import CANDIDATES, PEOPLES_TABS, REQUISITIONS
from automation.core.tabs.header_row import recognise
from automation.core.workbook.assemble import Workbook, assemble
from automation.mail.incoming import read_message
from tests.bench.outside import SHARED, needed

Case = Mapping[str, Any]
TODAY = date(2026, 11, 28)
UNKNOWN = "unknown"


def main() -> None:
    """Answer every case of a corpus."""
    *corpus, answers = sys.argv[1:]
    folder = needed(Path(corpus[0]) if corpus else SHARED / "cells")
    Path(answers).mkdir(parents=True, exist_ok=True)
    for file in sorted(folder.glob("*.jsonl")):
        cases = [json.loads(line) for line in file.read_text("utf-8").splitlines() if line.strip()]
        lines = [
            json.dumps({"id": case["id"], "got": got}, ensure_ascii=False)
            for case, got in zip(cases, answer(file.stem, cases), strict=True)
        ]
        (Path(answers) / file.name).write_text("".join(f"{line}\n" for line in lines), "utf-8")


def answer(field: str, cases: Sequence[Case]) -> list[Any]:
    """What the program makes of each case of a field, in the form of `expect`."""
    return _FIELDS[field](cases)


# -- Cells


def _workbook(header: str, cases: Sequence[Case], tab: str = CANDIDATES, also: Sequence[str] = ()) -> Workbook:
    """A workbook with a row for each case: `text` under the header, and what `also` names of a case beside it."""
    spec = PEOPLES_TABS[tab]
    columns = {"text": header} | {name: name.capitalize() for name in also}
    needed_headers = [field.header for field in spec.fields if field.required and field.header not in columns.values()]
    key = "Email" if tab == CANDIDATES else "Req ID"
    rows: list[list[Any]] = [[*columns.values(), *needed_headers]]
    for number, case in enumerate(cases):
        filled = {key: f"p{number}@mail.example" if tab == CANDIDATES else f"R-{number}"}
        rows.append([*(case.get(name) for name in columns), *(filled.get(one, "") for one in needed_headers)])
    empty = REQUISITIONS if tab == CANDIDATES else CANDIDATES
    other = [[field.header for field in PEOPLES_TABS[empty].fields if field.required]]
    first = cases[0]
    conventions = Conventions(
        date_order=first.get("date_order"), dollar_currency=first.get("dollar") or Conventions().dollar_currency
    )
    return assemble(Snapshot({tab: rows, empty: other}), [], None, conventions, TODAY)


def _records(workbook: Workbook, tab: str = CANDIDATES) -> list[Mapping[str, Any]]:
    frame = workbook.book.candidates if tab == CANDIDATES else workbook.book.requisitions
    return [row._asdict() for row in each_row(frame)]


def _reported(workbook: Workbook, header: str, tab: str = CANDIDATES) -> set[int]:
    """The numbers of the cases whose cell is reported as an issue."""
    problems = workbook.book.problems
    return {one.row - 2 for one in problems if one.tab == tab and one.column == header and one.row and one.value}


def _read_column(
    header: str, shown: Callable[[Any], Any], field: str, cases: Sequence[Case], tab: str = CANDIDATES
) -> list[Any]:
    """The values of a column; "unknown" where a cell is reported or says nothing."""
    workbook = _workbook(header, cases, tab)
    reported = _reported(workbook, header, tab)
    values = [record[field] for record in _records(workbook, tab)]
    return [UNKNOWN if number in reported or v is None else shown(v) for number, v in enumerate(values)]


def _grouped(
    cases: Sequence[Case], by: Callable[[Case], Any], answers: Callable[[Sequence[Case]], Sequence[Any]]
) -> list[Any]:
    """The answers to cases that are asked group by group, in the order of the cases."""
    groups: dict[Any, list[Case]] = defaultdict(list)
    for case in cases:
        groups[by(case)].append(case)
    got = {case["id"]: one for group in groups.values() for case, one in zip(group, answers(group), strict=True)}
    return [got[case["id"]] for case in cases]


def _pay(cases: Sequence[Case]) -> list[Any]:
    def answers(group: Sequence[Case]) -> list[Any]:
        workbook = _workbook("Pay expectation", group, also=("currency",))
        # A pay without a currency is reported, and read.
        reported = {
            one.row - 2
            for one in workbook.book.problems
            if one.column == "Pay expectation" and one.row and "has no currency" not in one.message
        }
        pays = [record["pay"] for record in _records(workbook)]
        return [_shown_pay(None if number in reported else pay) for number, pay in enumerate(pays)]

    return _grouped(cases, lambda case: case.get("dollar"), answers)


def _shown_pay(pay: Pay | None) -> Any:
    return UNKNOWN if pay is None else {"low": pay.low, "high": pay.high, "currency": pay.currency}


def _dates(cases: Sequence[Case]) -> list[Any]:
    def answers(group: Sequence[Case]) -> list[Any]:
        return _read_column("Revisit on", lambda day: day.isoformat(), "revisit_on", group)

    return _grouped(cases, lambda case: case.get("date_order"), answers)


def _authorisations(cases: Sequence[Case]) -> list[Any]:
    return _read_column("Work authorisation", _yes_no, "work_authorisation", cases)


def _yes_no(value: Any) -> str:
    return UNKNOWN if value is None else "yes" if value else "no"


def _levels(cases: Sequence[Case]) -> list[Any]:
    def answers(group: Sequence[Case]) -> list[Any]:
        if group[0]["column"] == "level":
            got = _read_column("Level", lambda level: level.label, "level", group)
            return ["none" if one == UNKNOWN else one for one in got]
        records = _records(_workbook("Current title", group))
        levels = [inferred_level(record["level"], record["title"]) for record in records]
        return ["none" if level is None else level.label for level in levels]

    return _grouped(cases, lambda case: case["column"], answers)


_CHOICES = {
    "status": ("Status", "status", str, REQUISITIONS),
    "stage_reached": ("Stage reached", "stage", str, CANDIDATES),
    "shelve_reason": ("Shelve reason", "shelve_reason", str, CANDIDATES),
    "remote": ("Remote", "remote", str, REQUISITIONS),
}


def _choices(cases: Sequence[Case]) -> list[Any]:
    def answers(group: Sequence[Case]) -> list[Any]:
        if group[0]["column"] != "yes_no":
            header, field, shown, tab = _CHOICES[group[0]["column"]]
            return _read_column(header, shown, field, group, tab)
        header = group[0]["asks"]
        tab, field = next(
            (spec.name, one.id) for spec in PEOPLES_TABS.values() for one in spec.fields if one.header == header
        )
        return _read_column(header, _yes_no, field, group, tab)

    return _grouped(cases, lambda case: (case["column"], case.get("asks")), answers)


def _skills(cases: Sequence[Case]) -> list[Any]:
    """What each cell earns as a candidate's, where a requisition asks for one skill, by the match's explanation."""
    rows: list[list[Any]] = [["Email", "Skills", "Name", "Shelved on", "Shelve reason"]]
    rows += [
        [f"p{number}@mail.example", case["text"], "Ana", "2026-06-01", "Timing"] for number, case in enumerate(cases)
    ]
    asked = list(dict.fromkeys(case["asked"] for case in cases))
    roles = [["Req ID", "Title", "Must-have skills", "Status", "Opened on"]]
    roles += [[f"R-{number}", "Anything", skill, "Open", "2026-11-01"] for number, skill in enumerate(asked)]
    workbook = assemble(Snapshot({CANDIDATES: rows, REQUISITIONS: roles}), [], None, Conventions(), TODAY)
    reported = _reported(workbook, "Skills")
    answers = []
    for number, case in enumerate(cases):
        person, role = f"p{number}@mail.example", f"r-{asked.index(case['asked'])}"
        (match,) = explain_people(workbook.book, [person], role, TODAY)
        earned = next(part.fraction for part in match.parts if part.component == LABELS["must"])
        answers.append(UNKNOWN if number in reported else "full" if earned == 1 else "part" if earned else "none")
    return answers


def _locations(cases: Sequence[Case]) -> list[Any]:
    records = _records(_workbook("Location", cases))
    return [
        {
            "same": _yes_no(same_place(record["location"], case["asked"])),
            "would_work_remotely": _yes_no(record["works_remotely"]),
        }
        for case, record in zip(cases, records, strict=True)
    ]


# -- Headers and names


def _headers(cases: Sequence[Case]) -> list[Any]:
    answers = []
    for case in cases:
        spec = PEOPLES_TABS[case["tab"]]
        found = recognise(spec, [case["text"]]).fields
        answers.append(next((field.header for field in spec.fields if field.id in found), "none"))
    return answers


def _names(cases: Sequence[Case]) -> list[Any]:
    workbook = _workbook("Name", cases)
    reported = _reported(workbook, "Name")
    answers: list[Any] = []
    for number, record in enumerate(_records(workbook)):
        greeted = greeting(SimpleNamespace(**record))
        whole = greeted == record["name"]
        answers.append({"flag": True} if number in reported else {"greet": "full" if whole else greeted})
    return answers


# -- Replies


def _replies(cases: Sequence[Case]) -> list[Any]:
    return [_reply(case) for case in cases]


class _Row(NamedTuple):
    """The candidate whom the message went to, as `Persons` wants rows."""

    Index: str
    email: str
    name: str
    preferred_name: str = ""


def _reply(case: Case) -> Any:
    sender = case["headers"]["From"].rpartition("<")[2].rstrip(">").strip()
    if sender.lower().startswith(("postmaster@", "mailer-daemon@")):
        # A bounce is about the message to the address that it names.
        known = next(iter(re.findall(r"[\w.+-]+@[\w.-]+\w", case["body"])), "jonas@mail.example")
    else:
        known = sender
    requisitions = ("REQ-204", "REQ-211")[: case["openings"]]
    at = datetime(2026, 11, 27, 10, 12, tzinfo=UTC)
    subject = "Openings at Northwind" if case["openings"] > 1 else "Senior Data Engineer at Northwind"
    sent = Event(at, State.SENT, "204", "C-1", requisitions, "first note", "dana", subject=subject)
    state = LedgerState.of([replace(sent, state=State.QUEUED), sent])
    around = Around(
        state=state,
        persons=Persons([_Row("C-1", known, case["headers"]["From"].partition("<")[0].strip())]),
        own=(),
        address_of=lambda _send: known,
        leaving=partial(_leaving, requisitions),
        hashed=lambda address: address,
        today=date.fromisoformat(case["today"]),
    )
    mail = read_message(_mail(case))
    found = replies_in(mail, around)
    if not found:
        # A receipt is recognised as the message of a machine, and not recorded.
        return {"reply": "auto" if mail.receipt else "none"}
    return _shown_reply(found[0])


def _leaving(
    requisitions: tuple[str, ...], candidate: str, send_id: str, answer_id: str, _address: str, words: str
) -> NewReply:
    return NewReply(Answer.LEFT, candidate, "mail", answer_id, send_id, requisitions, words=words)


def _mail(case: Case) -> bytes:
    message = EmailMessage()
    kind = ""
    for name, value in case["headers"].items():
        if name.casefold() == "content-type":
            kind = value
        elif name.casefold() == "in-reply-to":
            message[name] = value.replace("<bp-204@", "<bp.204@")
        else:
            message[name] = value
    message.set_content(case["body"], cte="8bit")
    raw = message.as_bytes()
    # A report stands here without its parts, which the library does not write when a character is not ASCII.
    return raw.replace(message["Content-Type"].encode(), kind.encode(), 1) if kind else raw


_REPLIES = {
    Answer.INTERESTED: "interested",
    Answer.NO_THANKS: "no_thanks",
    Answer.LEFT: "leave",
    Answer.ERASE: "leave",
    Answer.AUTO_REPLY: "auto",
    Answer.REPLIED: "person",
}


def _shown_reply(reply: NewReply) -> Any:
    if reply.answer in BOUNCES:
        return {"reply": "bounce"}
    if reply.value == Seems.GONE:
        return {"reply": "gone"}
    if reply.answer is Answer.NOT_NOW or reply.value == Seems.NOT_NOW:
        until = reply.value if reply.answer is Answer.NOT_NOW else ""
        return {"reply": "not_now", "until": f"{until}-01" if len(until) == len("2027-03") else until or None}
    return {"reply": _REPLIES[reply.answer]}


_FIELDS: Mapping[str, Callable[[Sequence[Case]], list[Any]]] = {
    "pay": _pay,
    "skills": _skills,
    "location": _locations,
    "work_authorisation": _authorisations,
    "level": _levels,
    "choices": _choices,
    "dates": _dates,
    "replies": _replies,
    "headers": _headers,
    "names": _names,
}


if __name__ == "__main__":
    main()
