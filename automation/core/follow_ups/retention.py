"""Whose details are due for deletion, since when, by when and why; and what speaks against deleting them.

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
        hold: Why they must not be deleted yet; None if nothing holds them.
    """

    key: str
    name: str
    rows: Sequence[str]
    why: Reason
    since: date
    by: date
    hold: Reason | None = None


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
    hold = hold_on(workbook, rows)
    asked = min((row.said.erase_on for row in people if row.said.erase_on), default=None)
    name, shown = str(people[0].name or ""), str(people[0].key)
    if asked:
        return Due(shown, name, rows, Reason(ReasonKind.ERASE_ASKED, asked), asked, _by(asked, hold), hold)
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
        if kept > workbook.today:
            return None
        return Due(shown, name, rows, Reason(ReasonKind.KEPT_LONG_ENOUGH, kept), kept, _by(kept, hold), hold)
    return Due(shown, name, rows, Reason(ReasonKind.USE_ENDED, last), last, _by(last, hold), hold)


def _by(since: date, hold: Reason | None) -> date:
    """The last day on which to delete a person who is due since a day."""
    return max(since, hold.until if hold and hold.until else since) + WITHIN


def hold_on(workbook: Workbook, rows: Sequence[str]) -> Reason | None:
    """Why one person must not be deleted yet: what holds longest, a legal hold without an end first; None for nothing.

    Args:
        workbook: As it was read.
        rows: The compared keys of all rows of the person.
    """
    kept = _kept_until([workbook.book.people[one] for one in rows], workbook.conventions, workbook.book.rules)
    found = [Reason(ReasonKind.RECORDS_KEPT, until=kept)] if kept and kept > workbook.today else []
    held = (workbook.actions.held.get(one) for one in rows)
    found += [
        Reason(ReasonKind.LEGAL_HOLD, one.on, one.detail, one.who, until=one.until)
        for one in held
        if one and (one.until is None or one.until >= workbook.today)
    ]
    return max(found, key=lambda one: one.until or date.max, default=None)


def _kept_until(people: Sequence[Any], conventions: Conventions, rules: Rules) -> date | None:
    days = []
    for row in people:
        months = rules.keep_months(retention_of(row.region, conventions))
        since = max((day for day in (row.shelved_on, row.last_contact) if day), default=None)
        if months and since:
            days.append(add_months(since, months))
    return max(days, default=None)
