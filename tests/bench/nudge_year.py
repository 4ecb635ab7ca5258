"""A year of the nudge, day by day: how many mails everyone gets a week, and whether anything that was due was not said.

`python -m tests.bench.nudge_year --days 365` prints one JSON object. The team is made up: owners, recruiters, hiring
managers and champions who do about two thirds of what a digest names, candidates who reply, requisitions that open
and are filled. Everything else is the program: refresh, nudge, drafts, guards, sending, over a workbook in memory.
"""

import argparse
import json
import random
import signal
import sys
import tempfile
import time
from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any

from automation.cli.options import log_to_stderr
from automation.clock import Clock
from automation.core.ledger.events import Answer, State
from automation.core.model import Cell, Conventions, Row
from automation.core.reports.nudge_item import Item, Topic
from automation.core.workbook.action_log import Kind as Act
from automation.core.workbook.notice_log import NoticeLog
from automation.errors import BackpocketError
from automation.ledger.sqlite import SqliteLog
from automation.mail.base import Mailer
from automation.outreach.compose import propose, queue
from automation.outreach.context import Mailroom
from automation.outreach.replies import record
from automation.outreach.sending import send
from automation.refresh import refresh
from automation.services.acting import Actor, Wish, act_all
from automation.services.colleagues.nudge import Nudge
from automation.services.colleagues.nudge_mails import Mail
from automation.services.colleagues.staff import WEEKDAYS, Colleague
from automation.services.init import complete
from automation.settings import Settings
from automation.store.memory import MemoryStore

SEED, START = 20261129, date(2026, 1, 5)
OWNERS = [f"Owner {name}" for name in ("Ada", "Bo", "Cy", "Di", "Ed")]
MANAGERS = [f"Manager {name}" for name in ("Flo", "Gus", "Hal", "Ivy", "Jo", "Kit")]
ADMIN = "Admin Lou"
FAMILIES = [
    ("Platform Engineer", "Kubernetes, Go, Terraform"),
    ("Data Engineer", "Python, Airflow, SQL"),
    ("Frontend Engineer", "React, TypeScript, CSS"),
    ("Security Engineer", "Go, AWS, SIEM"),
    ("Product Manager", "Roadmaps, SQL, A/B testing"),
    ("Financial Analyst", "Excel, SAP, budget planning"),
]
CANDIDATES = (
    *("Name", "Email", "Current title", "Skills", "Level", "Region", "Consent basis", "Consent on", "Shelved on"),
    *("Shelved from", "Shelve reason", "Stage reached", "Rating", "Owner", "Champion", "Promised", "Promised by"),
    *("Last contact", "In process", "Revisit on"),
)
REQUISITIONS = (
    *("Req ID", "Title", "Must-have skills", "Level", "Opened on", "Posted on", "Status", "Hiring manager"),
    *("Recruiter", "Filled on", "Filled by", "Hire source"),
)
# Working days after which an item that is still due must have been said: a digest holds ten lines.
LATEST = 10
# On which days owners write to candidates, and in how many batches: drafting takes most of the time here.
WRITING_DAYS, BATCHES = ("Tuesday", "Thursday"), 3
# Mails of one kind to one colleague on one day, and working days in a week.
CAPS = {"digest": 5, "shortlist": 5, "champion": 5, "closing": 5, "health": 1, "candidate": 1}


def address(name: str) -> str:
    """A colleague's or candidate's."""
    return f"{name.replace(' ', '.').lower()}@acme.example"


class Watched(Nudge):
    """A run that keeps what was due and what was sent."""

    def _mails(self, found: Sequence[tuple[Colleague, Item]], notices: NoticeLog) -> list[Mail]:
        self.due = [(colleague.key, item) for colleague, item in found]
        self.sent: list[Mail] = []
        return super()._mails(found, notices)

    def _send_mail(self, mail: Mail, mailer: Mailer | None) -> None:
        before = len(self._outcome.mails)
        super()._send_mail(mail, mailer)
        if len(self._outcome.mails) > before:
            self.sent.append(mail)


@dataclass
class Seen:
    """What was due and said.

    Attributes:
        first: (colleague, item) → the first day on which it was due.
        last: The same → the last such day.
        said: The same → the day on which a mail said it.
        weeks: (kind, who) → week → mails.
        lines: The most lines of a digest.
    """

    first: dict[tuple[str, str], date] = field(default_factory=dict)
    last: dict[tuple[str, str], date] = field(default_factory=dict)
    said: dict[tuple[str, str], date] = field(default_factory=dict)
    weeks: dict[tuple[str, str], Counter[int]] = field(default_factory=lambda: defaultdict(Counter))
    lines: int = 0

    def add(self, today: date, run: Watched) -> None:
        """One run."""
        for who, item in run.due:
            self.first.setdefault((who, item.identity), today)
            self.last[who, item.identity] = today
        for mail in run.sent:
            self.mailed(str(mail.kind), mail.to.key, today)
            self.lines = max(self.lines, len(mail.items)) if str(mail.kind) == "digest" else self.lines
            for item in mail.items:
                self.said.setdefault((mail.to.key, item.identity), today)

    def mailed(self, kind: str, who: str, today: date) -> None:
        """One mail."""
        self.weeks[kind, who][(today - START).days // 7] += 1

    def unsaid(self) -> list[tuple[str, str]]:
        """What was due for longer than it takes to say everything, and was not said."""
        return [
            key
            for key, first in self.first.items()
            if key not in self.said and _working_days(first, self.last[key]) > LATEST
        ]

    def waits(self) -> list[int]:
        """Working days from the first day on which something was due to the mail that said it."""
        return sorted(_working_days(self.first[key], day) for key, day in self.said.items() if key in self.first)


def _working_days(first: date, last: date) -> int:
    return sum((first + timedelta(days=n)).weekday() < 5 for n in range(1, (last - first).days + 1))


class Year:
    """The world around the program.

    Args:
        people: In the workbook.
        requisitions: That open over the year.
        days: How long it goes on.
        folder: For ledger, spool and outbox.
        seed: Of everything that is left to chance.
    """

    def __init__(self, people: int, requisitions: int, days: int, folder: Path, seed: int) -> None:
        self.chance, self.days, self.folder = random.Random(seed), days, folder  # noqa: S311
        self.seen = Seen()
        rows = [self._person(number) for number in range(people)]
        self.openings = {n: self.chance.randrange(max(days - 20, 1)) for n in range(requisitions)}
        self.store = MemoryStore({"Candidates": [CANDIDATES, *rows], "Requisitions": [REQUISITIONS]}, "UTC")
        roles = {
            "recruiter": [f"{name} <{address(name)}>" for name in OWNERS],
            "hiring_manager": [f"{name} <{address(name)}>" for name in MANAGERS],
            "admin": [f"{ADMIN} <{address(ADMIN)}>"],
        }
        self.settings = Settings(
            workbook="memory", organisation="Acme", postal_address="Acme, 1 Street", roles=roles, pace=0
        )
        self.today, self.to_write = START, dict[tuple[str, str], list[str]]()
        self.played, self.stopping = 0, False
        complete(self.store, dry_run=False)

    def room(self) -> Mailroom:
        """The mailroom of a process that has read nothing yet."""
        now = datetime.combine(self.today, datetime.min.time(), UTC) + timedelta(hours=8)
        clock = Clock(self.today, now=lambda: now)
        log = self.folder / "ledger.sqlite3"
        return Mailroom(self.store, lambda: SqliteLog(log), self.settings, clock, self.folder)

    def run(self) -> None:
        """Play it."""
        for number in range(self.days):
            if self.stopping:
                break
            self.today, self.played = START + timedelta(days=number), number + 1
            self._requisitions(number)
            room = self.room()
            refresh(self.store, room.clock, Conventions(), room=room)
            if self.today.weekday() < 5:
                run = Watched(self.room())
                run.run()
                self.seen.add(self.today, run)
                self._work(run)
                self._reply()

    # ---- The workbook -----------------------------------------------------------------------------------------------

    def _person(self, number: int) -> Row:
        chance = self.chance
        title, skills = FAMILIES[number % len(FAMILIES)]
        kept = skills.split(", ")[: chance.choice((1, 2, 3, 3))]
        shelved = START - timedelta(days=chance.randrange(20, 600))
        european = chance.random() < 0.3
        consent = (shelved + timedelta(days=chance.randrange(0, 300))) if european else None
        promised = START + timedelta(days=chance.randrange(self.days)) if chance.random() < 0.15 else None
        revisit = START + timedelta(days=chance.randrange(self.days)) if chance.random() < 0.2 else None
        return (
            *(f"Person {_letters(number)}", f"p{number}@mail.example", title, ", ".join(kept)),
            *(chance.choice(("Mid", "Senior", "Senior")), "DE" if european else "US"),
            *("Consent" if european else "", _text(consent), _text(shelved), "OLD-1"),
            *(chance.choice(("Lost to another finalist", "Pay too high", "Timing", "Headcount frozen", "Skill gap")),),
            *(chance.choice(("Final", "Interview", "Screen")), chance.choice((3, 4, 5)), chance.choice(OWNERS)),
            *(chance.choice((*MANAGERS, "", "", "")), "call back" if promised else "", _text(promised)),
            *(_text(shelved + timedelta(days=5)), "", _text(revisit)),
        )

    def _requisitions(self, number: int) -> None:
        """Those that open today, and those that are filled today, about two months later."""
        rows, people = self.store.tabs["Requisitions"], self.store.tabs["Candidates"]
        for n in [n for n, day in self.openings.items() if day == number]:
            title, skills = FAMILIES[n % len(FAMILIES)]
            manager, recruiter = self.chance.choice(MANAGERS), self.chance.choice(OWNERS)
            cells: list[Cell] = [f"REQ-{n}", title, skills, "Senior", _text(self.today), "", "Open", manager, recruiter]
            rows.append([*cells, "", "", ""])
        for row in rows[1:]:
            if row[6] != "Open" or self.chance.random() > 1 / 60:
                continue
            row[6], row[9], row[11] = "Filled", _text(self.today), self.chance.choice(("Agency", "Referral", "Pocket"))
            for person in self.chance.sample(people[1:], 2):
                person[CANDIDATES.index("In process")] = row[0]

    # ---- What people do ---------------------------------------------------------------------------------------------

    def _work(self, run: Watched) -> None:
        """Owners do two thirds of what their digest names, and write to the Strong matches."""
        for mail in run.sent:
            done = [item for item in mail.items if self.chance.random() < 0.67]
            self._act(mail.to.name, list(filter(None, map(_wish, done))))
            for item in done:
                if item.topic is Topic.STRONG:
                    self.to_write.setdefault((mail.to.key, item.requisition), []).append(item.candidate)
        if WEEKDAYS[self.today.weekday()] in WRITING_DAYS:
            self._write()

    def _act(self, who: str, wishes: Sequence[Wish]) -> None:
        room = self.room()
        if wishes:
            act_all(Actor(who, self.store, room.clock), wishes)

    def _write(self) -> None:
        """To the Strong matches of the last days, of each owner and requisition together."""
        room = self.room()
        for owner, requisition in list(self.to_write)[:BATCHES]:
            candidates = self.to_write.pop((owner, requisition))
            try:
                # Who may not be written to is left out, with the reason; that the requisition is filled is an error.
                queue(room, [one.draft for one in propose(room, requisition, candidates, owner)], owner)
            except BackpocketError:
                continue
        tally = send(room)
        sends = room.ledger.state.sends
        for send_id, state in tally.settled.items():
            if state is State.SENT:
                self.seen.mailed("candidate", sends[send_id].queued.candidate, self.today)

    def _reply(self) -> None:
        """A quarter of the candidates reply two days after a message."""
        room = self.room()
        for sent in room.ledger.refresh().sends.values():
            if (self.today - sent.queued.at.date()).days == 2 and self.chance.random() < 0.25:
                answer = self.chance.choice((Answer.INTERESTED, Answer.NO_THANKS))
                record(room, sent.queued.candidate, answer, by=OWNERS[0])


def _wish(item: Item) -> Wish | None:
    """What an owner does about an item of a digest."""
    if item.topic is Topic.CHECK and item.requisition:
        return Wish(Act.POCKET_CHECKED, requisition=item.requisition)
    if item.candidate and item.topic in {Topic.REPLY, Topic.PROMISE, Topic.CONSENT, Topic.FOLLOW_UP}:
        return Wish(Act.DONE, item.candidate)
    return None


def _text(day: date | None) -> str:
    return day.isoformat() if day else ""


def _letters(number: int) -> str:
    return "".join(chr(ord("a") + int(digit)) for digit in str(number)).title()


def _table(seen: Seen, days: int) -> list[dict[str, Any]]:
    """Kind of mail and of reader → mails a week."""
    weeks, found = max(days // 7, 1), []
    groups: dict[tuple[str, str], list[Counter[int]]] = defaultdict(list)
    for (kind, who), counts in seen.weeks.items():
        groups[kind, _role(who)].append(counts)
    for (kind, role), people in sorted(groups.items()):
        most = max(max(counts.values()) for counts in people)
        a_week = sum(sum(counts.values()) for counts in people) / len(people) / weeks
        row = {"kind": kind, "to": role, "people": len(people), "a_week": round(a_week, 2), "most_in_a_week": most}
        found.append({**row, "cap": CAPS[kind], "within_cap": most <= CAPS[kind]})
    return found


def _role(who: str) -> str:
    roles: Mapping[str, str] = {"owner": "owner", "manager": "hiring manager", "admin": "admin"}
    return roles.get(who.partition(".")[0], "candidate")


def simulated(people: int, requisitions: int, days: int, folder: Path, seed: int = SEED) -> dict[str, Any]:
    """The figures of a year, or of less."""
    began, year = time.perf_counter(), Year(people, requisitions, days, folder, seed)
    # Ended early, it tells what it has seen.
    before = signal.signal(signal.SIGTERM, lambda *_: setattr(year, "stopping", True))
    year.run()
    signal.signal(signal.SIGTERM, before)
    seen = year.seen
    waits = seen.waits()
    return {
        "people": people,
        "requisitions": requisitions,
        "days": year.played,
        "seed": seed,
        "mails": _table(seen, year.played),
        "items_due": len(seen.first),
        "items_said": len(seen.said),
        "settled_before_they_were_said": sum(key not in seen.said for key in seen.first) - len(seen.unsaid()),
        "unsaid": len(seen.unsaid()),
        "working_days_until_said": {"median": waits[len(waits) // 2], "most": waits[-1]} if waits else {},
        "most_lines_in_a_digest": seen.lines,
        "seconds": round(time.perf_counter() - began, 1),
    }


def main() -> None:
    """Simulate, and print what was seen."""
    parser = argparse.ArgumentParser(prog="python -m tests.bench.nudge_year", description=__doc__)
    parser.add_argument("--people", type=int, default=400)
    parser.add_argument("--requisitions", type=int, default=30)
    parser.add_argument("--days", type=int, default=365)
    parser.add_argument("--seed", type=int, default=SEED)
    options = parser.parse_args()
    log_to_stderr("error")
    with tempfile.TemporaryDirectory() as folder:
        found = simulated(options.people, options.requisitions, options.days, Path(folder), options.seed)
    sys.stdout.write(f"{json.dumps(found, indent=2)}\n")


if __name__ == "__main__":
    main()
