"""Closing a filled requisition by the link in its recruiter's mail: shelving those who are still in process for it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

from automation.core.access.pseudonyms import Handles
from automation.core.identity.contact_ids import email_identity
from automation.core.identity.one_person import may_be_one, namesake
from automation.core.model import ShelveReason
from automation.core.publishing.plan import Plan
from automation.core.reports.closing_items import closing_identity, not_asked, still_in_process
from automation.core.reports.time_windows import Window
from automation.core.text import key_of
from automation.core.workbook.assemble import Workbook
from automation.core.workbook.notice_log import item_hash, read_notices
from automation.errors import ActionError
from automation.services.acting import Actor
from automation.services.colleagues.staff import Colleague, Staff
from automation.services.recruiter_actions import shelve_runner_up
from automation.services.shelve import shelve
from automation.settings import Settings

# How long the link in a mail can be used.
VALID = timedelta(days=30)
# What the form about a finalist without a row asks for.
FIELDS = ("name", "email", "title")


@dataclass(frozen=True)
class RunnerUp:
    """A person on the page.

    Attributes:
        handle: Stands for their key.
        name: Their name, or their key where the row has none.
        about: Title and company.
        shelved: Whether they were shelved as runner-up already.
    """

    handle: str
    name: str
    about: str
    shelved: bool


@dataclass(frozen=True)
class Closing:
    """A filled requisition.

    Attributes:
        requisition: Its key.
        title: Key and title.
        runners_up: Who was in process for it, those who still are first.
        not_asked: The names of those who were Strong in the pocket, and not asked before someone else was hired.
    """

    requisition: str
    title: str
    runners_up: Sequence[RunnerUp]
    not_asked: Sequence[str]


@dataclass(frozen=True)
class ClosingPage:
    """What the link of one mail shows.

    Attributes:
        reader: The colleague who got the mail.
        until: The last day on which the link works; their requisitions are left out after it.
        closings: The filled requisitions of that mail that are still theirs.
        keys: Handle → the key of each person on the page.
    """

    reader: Colleague
    until: date
    closings: Sequence[Closing]
    keys: Mapping[str, str]


def closing_page(
    plan: Plan, workbook: Workbook, notice_id: str, settings: Settings, handles: Handles, now: datetime
) -> ClosingPage | None:
    """What the link of a mail shows; None if no such mail is known, or its reader is no recruiter any more.

    Args:
        plan: What a refresh would find in the workbook.
        workbook: As it was read.
        notice_id: Of the mail.
        settings: Of the installation.
        handles: Names in place of keys.
        now: UTC.
    """
    notice = read_notices(workbook.snapshot.tabs).messages.get(notice_id)
    reader = Staff(settings).find(notice.to) if notice else None
    if notice is None or reader is None or not reader.sees_all:
        return None
    staff, secret, until = Staff(settings), workbook.secret or b"", notice.on + VALID
    rows = [
        row
        for key, row in plan.book.requisition_rows.items()
        if item_hash(secret, closing_identity(key)) in notice.items and _is_of(staff, row.recruiter, reader)
    ]
    if now - notice.at > VALID:
        rows = []
    missed = not_asked(plan, Window.ending(plan.today, 2 * VALID.days)) if rows else {}
    keys = {handles.of(key): str(plan.book.people[key].key) for row in rows for key in _people(plan, row)}
    closings = [_closing(plan, row, missed.get(str(row.Index), ()), handles) for row in rows]
    return ClosingPage(reader, until, closings, keys)


def _is_of(staff: Staff, recruiter: str, reader: Colleague) -> bool:
    found = staff.find(recruiter) if recruiter else None
    return found is not None and found.key == reader.key


def _people(plan: Plan, row: Any) -> list[str]:
    """Compared keys of who was in process for it, those who still are first."""
    shelved = [key for req, key in plan.actions.runners_up if req == row.Index and key in plan.book.people]
    return list(dict.fromkeys([*still_in_process(plan.book, row), *shelved]))


def _closing(plan: Plan, row: Any, missed: Sequence[str], handles: Handles) -> Closing:
    people, waiting = plan.book.people, set(still_in_process(plan.book, row))
    runners_up = [
        RunnerUp(
            handles.of(key),
            str(people[key].name or people[key].key),
            " · ".join(filter(None, (people[key].title, people[key].company))),
            key not in waiting,
        )
        for key in _people(plan, row)
    ]
    names = [str(people[key].name or people[key].key) for key in missed if key in people]
    return Closing(row.key, f"{row.key} {row.title}".strip(), runners_up, names)


def shelve_from(page: ClosingPage, actor: Actor, handle: str, requisition: str) -> str:
    """Shelve one of the people on a page; returns what was done, as a sentence.

    Raises (as the others here):
        ActionError: The person or the requisition is not on the page any more, or the form cannot be read.
        BackpocketError: The workbook cannot be read or written.
    """
    closing = _on(page, requisition)
    person = next((one for one in closing.runners_up if one.handle == handle), None)
    if person is None:
        raise ActionError("They are not in process for it any more.")
    shelve_runner_up(actor, page.keys[handle], closing.requisition)
    return f"{person.name} is shelved: {ShelveReason.LOST_TO_FINALIST}."


def add_to(page: ClosingPage, plan: Plan, actor: Actor, requisition: str, fields: Mapping[str, str]) -> str:
    """Shelve a finalist whom the workbook does not have in process: in their row, else in a new one."""
    closing = _on(page, requisition)
    cells = {name: " ".join(fields.get(name, "").split()) for name in FIELDS}
    address, named = email_identity(cells["email"]), namesake(cells["name"], "", cells["email"])
    known = [
        row
        for row in plan.book.people.values()
        if address and email_identity(row.email) == address and may_be_one(namesake(row.name, "", row.email), named)
    ]
    if known:
        shelve_runner_up(actor, str(known[0].key), closing.requisition, unrecorded=True)
        return f"{known[0].name or known[0].key} has a row, and is shelved: {ShelveReason.LOST_TO_FINALIST}."
    more = {"shelved_from": closing.requisition, "shelve_reason": str(ShelveReason.LOST_TO_FINALIST)}
    added = shelve(actor, cells | more, actor.conventions)
    done = f"{cells['name']} has a new row, and is shelved: {ShelveReason.LOST_TO_FINALIST}."
    return " ".join([done, *(problem.message for problem in added.problems)])


def _on(page: ClosingPage, requisition: str) -> Closing:
    closing = next((one for one in page.closings if key_of(one.requisition) == key_of(requisition)), None)
    if closing is None:
        raise ActionError("That requisition is not on this page any more.")
    return closing
