"""Whose details are due for deletion, since when, by when and why; and until when records must be kept.

Months by region come from the tab Settings. Not legal advice. Our own messages never change a day here. While a
candidate is considered for a requisition (In process), only their own request makes them due.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from automation.core.model import Conventions
from automation.core.reasons import Reason, ReasonKind
from automation.core.rules import Rules
from automation.core.text import key_of
from automation.core.workbook.assemble import Workbook
from automation.core.workbook.consent import add_months, consent_of, retention_of

# A person deletes within so many days of a request, or of the end of what a candidate agreed to.
WITHIN = timedelta(days=30)


@dataclass(frozen=True)
class Due:
    """A person whose details are due for deletion.

    Attributes:
        key: The key of the first of their rows, as shown.
        name: As in that row.
        rows: The compared keys of all their rows.
        why: A reason with its day.
        since: From which day on.
        by: The last day on which to delete; where records must be kept, counted from the end of that.
        held_until: The day before which records must be kept; None if there is none, or if it has passed.
    """

    key: str
    name: str
    rows: Sequence[str]
    why: Reason
    since: date
    by: date
    held_until: date | None = None


def due_for_deletion(workbook: Workbook) -> list[Due]:
    """Who is due today, those who have waited longest first."""
    people, seen, found = workbook.book.people, set[str](), []
    for key in people:
        rows = [one for one in workbook.persons.of(key).keys if one in people]
        if key not in seen and (due := _due(workbook, rows)):
            found.append(due)
        seen.update(rows)
    return sorted(found, key=lambda one: (one.by, key_of(one.key)))


def _due(workbook: Workbook, rows: Sequence[str]) -> Due | None:
    people, rules = [workbook.book.people[one] for one in rows], workbook.book.rules
    held = held_until(people, workbook.conventions, workbook.today, rules)
    asked = min((row.said.erase_on for row in people if row.said.erase_on), default=None)
    name, shown = str(people[0].name or ""), str(people[0].key)
    if asked:
        return Due(shown, name, rows, Reason(ReasonKind.ERASE_ASKED, asked), asked, (held or asked) + WITHIN, held)
    if any(row.in_process for row in people):
        return None
    ends = [consent_of(row, workbook.conventions, workbook.today, rules).until for row in people]
    known = [end for end in ends if end]
    # A row without an end, or with a later one, is a reason to keep the person.
    if not known or len(known) < len(ends) or max(known) >= workbook.today:
        return None
    last = max(known)
    kept = _kept_until(people, workbook.conventions, rules)
    if kept and kept > last:
        # Not used any more, but kept apart until the law allows to delete it.
        return (
            Due(shown, name, rows, Reason(ReasonKind.KEPT_LONG_ENOUGH, kept), kept, kept + WITHIN) if not held else None
        )
    return Due(shown, name, rows, Reason(ReasonKind.USE_ENDED, last), last, last + WITHIN)


def held_until(people: Sequence[Any], conventions: Conventions, today: date, rules: Rules) -> date | None:
    """The day before which the records of one person must be kept, by the strictest row; None if that is over.

    Args:
        people: The rows of the person, as `Book.people` holds them.
        conventions: How the workbook is written.
        today: Its day.
        rules: The settings in force.
    """
    kept = _kept_until(people, conventions, rules)
    return kept if kept and kept > today else None


def _kept_until(people: Sequence[Any], conventions: Conventions, rules: Rules) -> date | None:
    days = []
    for row in people:
        months = rules.keep_months(retention_of(row.region, conventions))
        since = max((day for day in (row.shelved_on, row.last_contact) if day), default=None)
        if months and since:
            days.append(add_months(since, months))
    return max(days, default=None)
