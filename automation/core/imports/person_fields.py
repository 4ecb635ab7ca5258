"""What a record says of the person, whatever became of their application."""

from collections.abc import Callable, Mapping

from automation.core import parsing
from automation.core.imports import cells
from automation.core.imports.documents import is_id
from automation.core.imports.records import Record
from automation.core.imports.terms import Terms
from automation.core.imports.words import Outcome, outcome_of
from automation.core.model import Cell


def person_fields(record: Record, terms: Terms, addresses: list[str], who: str) -> dict[str, str]:
    """Field ID of Candidates → text, without the name. What was not taken over, or could not be read, is remarked."""
    reading = terms.reading
    phones, links = cells.phones(record, reading, who), cells.links(record, reading, who)
    if len(addresses) > 1:
        reading.remarks.add("Further e-mail addresses were not taken over", f"{', '.join(addresses[1:])} ({who})")
    if len(phones) > 1 and not record.all("phone2"):
        reading.remarks.add("Further phone numbers were not taken over", f"{', '.join(phones[1:])} ({who})")
    lines = {role: cells.one_line(record, role, reading, who) for role in _LINES}
    lines["owner"] = "" if is_id(lines["owner"]) else lines["owner"]
    read = {role: cells.readable(record, role, reader, reading, who) for role, reader in _READERS.items()}
    last_contact = cells.day(record, ("last_contact",), reading, who)
    revisit = cells.day(record, ("revisit_on",), reading, who, past=False)
    notes = dict.fromkeys(cells.text_in(cell, reading, who) for cell in record.all("notes"))
    found = {
        "email": addresses[0] if addresses else "",
        "candidate_id": cells.readable(record, "candidate_id", parsing.read_id, reading, who),
        "phone": phones[0] if phones else "",
        "profile_url": links[0] if links else "",
        "skills": cells.skills(record, reading, who),
        "location": cells.location(record, reading, who),
        "last_contact": last_contact.isoformat() if last_contact else "",
        "revisit_on": revisit.isoformat() if revisit else "",
        "do_not_contact": "yes" if _opted_out(record, terms, who) else "",
        "notes": "\n".join(notes)[:40_000],
        **lines,
        **read,
    }
    return {role: text for role, text in found.items() if text}


_LINES = (
    *("preferred_name", "title", "company", "owner", "pay", "work_authorisation", "promised", "consent_basis"),
    *("region", "language", "in_process"),
)
_READERS: Mapping[str, Callable[[Cell], object]] = {
    "currency": parsing.read_currency,
    "level": parsing.read_level,
    "years": parsing.read_years,
    "rating": parsing.read_rating,
    "remote_ok": lambda cell: parsing.read_yes_no(cell, "remote_ok"),
    "alerts": lambda cell: parsing.read_yes_no(cell, "alerts"),
}


def _opted_out(record: Record, terms: Terms, who: str) -> bool:
    """Whether the file says that they must not be written to; anything but a clear no counts as yes."""
    out = [cell for cell in record.all("do_not_contact") if not parsing.blank(cell)]
    opted = any(cells.says_yes(cell) is not False for cell in out)
    forbidden = any(cells.says_yes(cell) is False for cell in record.all("can_email"))
    status = Outcome.DO_NOT_CONTACT in (outcome_of(record.text("outcome")), outcome_of(record.text("stage")))
    if opted or forbidden or status:
        terms.reading.remarks.add("The file says not to contact them, so Do not contact is yes", who)
        return True
    return False
