"""What the candidate's page shows, and how it is worded."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from automation.core.languages.catalogue import Texts
from automation.core.ledger.events import Answer, Event, Why
from automation.core.ledger.preferences import Often, Preferences
from automation.core.ledger.replies import until_of
from automation.core.model import names_held

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

# Fields of the form → the autocomplete token for browsers.
FIELDS = {
    "title": "organization-title",
    "company": "organization",
    "location": "",
    "skills": "",
    "remote_ok": "",
    "pay": "",
    "phone": "tel",
    "notes": "",
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
class AlertChoices:
    """What a candidate can choose to hear of.

    Attributes:
        topics: Role family → whether it is chosen.
        places: Place, or `REMOTE` → whether it is chosen.
        often: How often, of `Often`.
    """

    topics: Mapping[str, bool]
    places: Mapping[str, bool]
    often: str


@dataclass(frozen=True)
class Shown:
    """What a page shows.

    Attributes:
        texts: The catalogue of the language in which it is.
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
        choices: What they can choose to hear of; None if the page takes no replies.
        invited: Whether the message asks whether they want alerts.
    """

    texts: Texts
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
    choices: AlertChoices | None = None
    invited: bool = False


def choices_in(form: Mapping[str, str]) -> Preferences | None:
    """What a form about alerts says; None where no such form of ours says it. Each tick is a field of its own."""
    said = form.get("often", "")
    if said and said not in set(Often):
        return None
    topics, places = (
        tuple(one_line(value) for name, value in form.items() if _is_numbered(name, what))
        for what in ("topic", "place")
    )
    return Preferences(Often(said) if said else None, topics, places)


def _is_numbered(name: str, what: str) -> bool:
    """Whether a field is called "topic" or "place", and a number: "topic12"."""
    return name.startswith(what) and name.removeprefix(what).isdecimal()


def months_after(today: date) -> list[date]:
    """The first days of the months in which a candidate can ask to be contacted again."""
    return [
        date(today.year + (today.month + ahead - 1) // 12, (today.month + ahead - 1) % 12 + 1, 1)
        for ahead in range(1, MONTHS_AHEAD + 1)
    ]


def month_value(day: date) -> str:
    """A month as the form sends it: 2027-03."""
    return f"{day:%Y-%m}"


def one_line(text: str) -> str:
    """A field of the form on one line, cut at `MOST_WORDS` characters."""
    return " ".join(text.split())[:MOST_WORDS].strip()


def in_words(texts: Texts, reply: Event | None) -> str:
    """A reply as the page repeats it to the candidate; "" for none."""
    if reply is None:
        return ""
    day = texts.long_day(reply.at.date())
    until = until_of(reply)
    if reply.state == Answer.NOT_NOW:
        return (
            texts("page.answers.not_now_until", month=texts.month(until), day=day)
            if until
            else texts("page.answers.not_now")
        )
    if reply.state == Answer.INTERESTED:
        return texts("page.answers.interested", day=day)
    if reply.subject in list(Why):
        return texts("page.answers.no_thanks_why", why=texts(f"page.because.{reply.subject}"), day=day)
    return texts("page.answers.no_thanks", day=day)


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


def held_details(texts: Texts, row: Any) -> dict[str, str]:
    """Label → text of what the row holds and the page may show to anyone who has the link."""
    remote = {True: texts("words.yes"), False: texts("words.no")}.get(row.remote_ok, "")
    held = {**current_details(row), "remote_ok": remote, "source": row.source}
    return {texts(f"page.fields.{name}"): value for name, value in held.items() if value}
