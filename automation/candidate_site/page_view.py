"""What the candidate's page shows, and how it is worded."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from automation.core.ledger.events import Answer, Event, Why
from automation.core.ledger.replies import until_of
from automation.core.model import names_held
from automation.core.sentences import long_day, month

# How many months ahead a candidate can ask to be contacted again.
MONTHS_AHEAD = 18
# Characters of one field.
MOST_WORDS = 1_000
# What candidates can suggest about themselves: field of the form → label in the recorded reply.
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

# Why candidates decline an opening → the end of a sentence on their page.
WHY: Mapping[str, str] = {
    Why.PAY: "the pay",
    Why.PLACE: "the place",
    Why.ROLE: "the role itself",
    Why.TIMING: "the timing",
    Why.OTHER: "something else",
}


@dataclass(frozen=True)
class Opening:
    """One opening of the message, as a candidate reads it.

    Attributes:
        number: Its place in the message, from 0.
        role: Title and place; "" for a message without an opening.
        details: The pay, if the requisition shows it.
        closed: Whether it is no longer open.
        answered: The candidate's reply about it, in words; "" for none.
        asks_why: Whether they declined it and named no reason yet.
    """

    number: int
    role: str
    details: str
    closed: bool
    answered: str
    asks_why: bool = False


@dataclass(frozen=True)
class Consent:
    """The question whether a candidate may be kept.

    Attributes:
        keep_for: For how long, such as "12 months"; "" where no rule says.
        agreed: The day on which they agreed, in words; "" if they did not.
        until: The last day of that consent, in words; "" if it is not known.
    """

    keep_for: str
    agreed: str
    until: str


@dataclass(frozen=True)
class Shown:
    """What a page shows.

    Attributes:
        name: The candidate's name; "" if the workbook is out of reach.
        organisation: The organisation that recruits.
        sender: The recruiter who wrote.
        openings: The openings of the message.
        left: Whether the candidate has unsubscribed.
        expired: Whether the link is too old to reply.
        alerts: Whether the candidate wants messages about other openings; None if unknown.
        held: Label → text of what is in their row and may be shown.
        keeping: On what ground the data is kept, and until when.
        current: Field of the form → its value in the row.
        months: Months in which to be contacted again, as 2027-03 and March 2027.
        suggested: Whether they suggested new details that no recruiter has handled yet.
        consent: The question whether they may be kept; None if the message does not ask it.
        erasing: Whether they asked to be erased.
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
    suggested: bool = False
    consent: Consent | None = None
    erasing: bool = False


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


def in_words(reply: Event | None) -> str:
    """A reply as the page repeats it to the candidate; "" for none."""
    if reply is None:
        return ""
    on = long_day(reply.at.date())
    until = until_of(reply)
    if reply.state == Answer.NOT_NOW:
        return f"not now, ask me again in {month(until)} (you said so on {on})" if until else "not now"
    if reply.state == Answer.INTERESTED:
        return f"interested (you said so on {on})"
    why = WHY.get(reply.subject, "")
    return f"no thanks{f', because of {why}' if why else ''} (you said so on {on})"


def current_details(row: Any) -> dict[str, str]:
    """Field of the form → its first value: only details that messages may show, too."""
    remote = {True: "yes", False: "no"}.get(row.remote_ok, "")
    return {
        "title": row.title,
        "company": row.company,
        "location": row.location,
        "skills": ", ".join(names_held(row.skills)),
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
