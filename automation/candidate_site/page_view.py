"""What the candidate's page shows, and how it is worded."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from automation.core.ledger.events import Answer, Event
from automation.core.ledger.replies import until_of
from automation.core.sentences import long_day, month

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


def months_after(today: date) -> list[tuple[str, str]]:
    """The months in which a candidate can ask to be contacted again, as values and texts: 2027-03, March 2027."""
    firsts = [
        date(today.year + (today.month + ahead - 1) // 12, (today.month + ahead - 1) % 12 + 1, 1)
        for ahead in range(1, MONTHS_AHEAD + 1)
    ]
    return [(f"{day:%Y-%m}", month(day)) for day in firsts]


def one_line(text: str) -> str:
    """A field of the form on one line, cut at `MOST_WORDS` characters."""
    return " ".join(text.split())[:MOST_WORDS].strip()


def in_words(answer: Event | None) -> str:
    """A reply as the page repeats it to the candidate; "" for none."""
    if answer is None:
        return ""
    on = long_day(answer.at.date())
    until = until_of(answer)
    if answer.state == Answer.NOT_NOW:
        return f"not now, ask me again in {month(until)} (you said so on {on})" if until else "not now"
    return f"{'interested' if answer.state == Answer.INTERESTED else 'no thanks'} (you said so on {on})"


def current_details(row: Any) -> dict[str, str]:
    """What the form begins with: only what stands in letters too."""
    remote = {True: "yes", False: "no"}.get(row.remote_ok, "")
    return {
        "title": row.title,
        "company": row.company,
        "location": row.location,
        "skills": ", ".join(row.skills),
        "remote_ok": remote,
    }


def held_details(row: Any) -> dict[str, str]:
    """Label → text of what the row holds and the page may show to anyone who has the link."""
    labels = {
        **DETAILS,
        "title": "What you do",
        "company": "Where you work",
        "location": "Where you are",
        "skills": "What you work with",
        "remote_ok": "Working remotely",
    }
    shown = {labels[name]: value for name, value in current_details(row).items() if value}
    return {**shown, **({"Where we met you": row.source} if row.source else {})}
