"""When we were last in contact with a candidate, by their row and their replies."""

from datetime import date
from typing import Any


def contact_or_shelving(candidate: Any) -> date | None:
    """The later of the candidate's last contact and the day they were shelved. Our own messages do not count."""
    return _later(in_contact(candidate), candidate.shelved_on)


def in_contact(candidate: Any) -> date | None:
    """The day of the last contact: the later of what the row says and their last reply."""
    return _later(candidate.last_contact, candidate.said.replied_on)


def _later(one: date | None, other: date | None) -> date | None:
    """The later of two days, of which each may be unknown."""
    return max(one, other) if one and other else one or other
