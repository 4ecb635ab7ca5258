"""Follow-ups as a calendar file (RFC 5545), which calendars import."""

from collections.abc import Sequence
from datetime import UTC, timedelta
from hashlib import blake2b
from typing import Any

from automation.readmodel.workbook_view import View
from dashboard.ui.components import due_words, person_name

# Octets in a line of the file, without the line break.
_LONGEST = 75


def calendar(view: View, plans: Sequence[Any]) -> str:
    """The follow-ups as events of a whole day, each on its day; overdue ones today."""
    lines = ["BEGIN:VCALENDAR", "VERSION:2.0", "PRODID:-//Backpocket//Follow-ups//EN"]
    stamp = view.as_of.astimezone(UTC).strftime("%Y%m%dT%H%M%SZ")
    for plan in plans:
        on = max(plan.on, view.today)
        lines += [
            "BEGIN:VEVENT",
            f"UID:{blake2b(f'{view.locator}|{plan.key}'.encode(), digest_size=12).hexdigest()}@backpocket",
            f"DTSTAMP:{stamp}",
            f"DTSTART;VALUE=DATE:{on:%Y%m%d}",
            f"DTEND;VALUE=DATE:{on + timedelta(days=1):%Y%m%d}",
            f"SUMMARY:{_text(f'Follow up: {person_name(view.people[plan.key])}')}",
            f"DESCRIPTION:{_text(due_words(plan.reason, view.today))}",
            "TRANSP:TRANSPARENT",
            "END:VEVENT",
        ]
    return "".join(f"{folded}\r\n" for line in [*lines, "END:VCALENDAR"] for folded in [_folded(line)])


def _text(text: str) -> str:
    """A text with what has a meaning in the file escaped."""
    escaped = text.replace("\\", "\\\\").replace(";", "\\;").replace(",", "\\,")
    return " ".join(escaped.split())


def _folded(line: str) -> str:
    """A long line as several: each next one begins with a space, and no character is cut."""
    parts, part = [], ""
    for letter in line:
        if len(f"{part}{letter}".encode()) > _LONGEST:
            parts.append(part)
            part = " "
        part += letter
    return "\r\n".join([*parts, part])
