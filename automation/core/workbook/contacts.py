"""When we were last in contact with a candidate, by their row and their replies."""

from datetime import date
from typing import Any


def contact_or_shelving(candidate: Any) -> date | None:
    """The later of the candidate's last contact and the day they were shelved. Our own messages do not count."""
    return max((day for day in (in_contact(candidate), candidate.shelved_on) if day), default=None)


def in_contact(candidate: Any) -> date | None:
    """The day of the last contact: the later of what the row says and their last reply."""
    return max((day for day in (candidate.last_contact, candidate.said.replied_on) if day), default=None)
