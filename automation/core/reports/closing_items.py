"""News for the recruiter of a requisition that was just filled: who is still in process, who was not contacted."""

from collections.abc import Iterator, Sequence
from datetime import timedelta
from typing import Any

from automation.core.model import Status
from automation.core.publishing.plan import Plan
from automation.core.reports import hiring_metrics
from automation.core.reports.funnel import Facts
from automation.core.reports.nudge_item import Item, Items, Topic
from automation.core.reports.nudge_items import name_of
from automation.core.reports.time_windows import Window
from automation.core.text import key_of
from automation.core.workbook.notice_log import Kind
from automation.core.workbook.parsed_workbook import Book

# Days in which a requisition counts as just filled.
JUST_FILLED = timedelta(days=30)


def for_closing(plan: Plan) -> Items:
    """For the recruiter of each requisition that was just filled: its runners-up, and who was never asked."""
    window, book = Window.ending(plan.today, JUST_FILLED.days), plan.book
    missed = not_asked(plan, window)
    found: Items = []
    for row in hiring_metrics.filled(book, window):
        more = tuple(_closing(book, row, missed.get(str(row.Index), ())))
        if row.recruiter and row.status is Status.FILLED and more:
            title = f"{row.key} {row.title}".strip()
            identity = closing_identity(str(row.Index))
            item = Item(
                *(Kind.CLOSING, Topic.CLOSING, identity, row.filled_on, f"{title} is filled", more),
                requisition=str(row.Index),
            )
            found.append((row.recruiter, item))
    return found


def not_asked(plan: Plan, window: Window) -> dict[str, list[str]]:
    """Requisition filled from elsewhere → the Strong candidates in the pocket who were not asked; compared keys."""
    book, pairs = plan.book, plan.slates.pairs
    facts = Facts(book, pairs, plan.slates.matches, plan.history, plan.actions, window)
    return {str(row.Index): keys for row, keys in hiring_metrics.missed(book, pairs, window, set(facts.written))}


def closing_identity(requisition: str) -> str:
    """The identity of the news that a requisition (compared key) is filled."""
    return f"closing|{requisition}"


def still_in_process(book: Book, requisition: Any) -> list[str]:
    """Compared keys of who is in process for a requisition (its row) and was not hired; once filled, its runners-up."""
    hired = key_of(requisition.filled_by)
    return [
        key
        for key, person in book.people.items()
        if person.in_process and key_of(person.in_process) == requisition.Index and key != hired and not person.hired_on
    ]


def _closing(book: Book, requisition: Any, missed: Sequence[str]) -> Iterator[str]:
    for key in still_in_process(book, requisition):
        yield (
            f"{name_of(book, key)} is still in process for it. Shelve them with the reason "
            f"“Lost to another finalist”, so that the next opening finds them."
        )
    if missed:
        names = ", ".join(name_of(book, key) for key in missed)
        yield (
            "Strong matches in the pocket when it opened who were not contacted before you hired from elsewhere: "
            f"{names}."
        )
