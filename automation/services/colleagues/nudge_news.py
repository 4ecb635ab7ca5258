"""What there is to say to colleagues today, and to whom: from the workbook, as each of them may see it."""

import secrets
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from automation.core.access.pseudonyms import Handles
from automation.core.access.role_filter import filtered_for
from automation.core.access.roles import Role
from automation.core.follow_ups.retention import Due
from automation.core.imports.forwarded import Draft
from automation.core.publishing.plan import Plan
from automation.core.reports import closing_items, nudge_items, review_items
from automation.core.reports.nudge_item import Item, Items
from automation.core.reports.run_failures import RunTrouble
from automation.core.text import key_of
from automation.core.workbook.notice_log import Kind
from automation.services.colleagues.staff import WEEKDAYS, Colleague, Staff
from automation.settings import Settings


@dataclass
class News:
    """What is new in a workbook, by colleague; what of it was sent before is not known here.

    Attributes:
        plan: What a run finds in the workbook.
        due: Who is due for deletion.
        staff: The colleagues.
        settings: Of the installation.
        runs: Those that people should look after.
        drafts: Of forwarded mails, those that wait.
        unassigned: How many pieces of news have no owner and no other reader, after `found`.
        unknown: Compared name → the name as the workbook writes it, of those without a known address; after `found`.
    """

    plan: Plan
    due: Sequence[Due]
    staff: Staff
    settings: Settings
    runs: Sequence[RunTrouble] = ()
    drafts: Sequence[Draft] = ()
    unassigned: int = 0
    unknown: dict[str, str] = field(default_factory=dict)
    _seen: dict[str, Plan] = field(default_factory=dict, repr=False)

    def found(self) -> list[tuple[Colleague, Item]]:
        """Each piece of news with its reader."""
        plan = self.plan
        items: list[tuple[str, Item, Role]] = [(who, item, Role.RECRUITER) for who, item in self._for_recruiters()]
        items += [(who, item, Role.MANAGER) for who, item in nudge_items.for_champions(plan)]
        found, unassigned = [], list[tuple[str, Item]]()
        for who, item, role in items:
            colleague = self._reader(who, role) if who else None
            if colleague:
                found.append((colleague, item))
            elif role is Role.RECRUITER and item.kind is Kind.DIGEST and (item.candidate or item.requisition):
                # Other mails, and what is about a mail that someone forwarded, are written for that very person.
                unassigned.append((who, item))
        for row in nudge_items.new_requisitions(plan):
            found += self._shortlists(str(row.Index))
        found += self._unassigned(unassigned)
        return [*self._runs([one for one, _ in found]), *found, *self._health()]

    def _reader(self, who: str, role: Role) -> Colleague | None:
        """The colleague whom the workbook names; None, which is remembered, if no address is known."""
        colleague = self.staff.find(who, role)
        if colleague is None:
            self.unknown.setdefault(key_of(who), " ".join(who.split()))
        return colleague

    def _unassigned(self, items: Sequence[tuple[str, Item]]) -> list[tuple[Colleague, Item]]:
        """What no owner can get, for those who can assign one: the admins, else the managers, else all recruiters.

        Of the managers, only those who may see all candidates: an item names one.

        Args:
            items: Each with the owner whose address is not known; "" for none.
        """
        members, settings = self.settings.door.members, self.settings
        recruiters = [one.email for one in members.values() if one.role is Role.RECRUITER]
        groups = (
            [(who, Role.ADMIN) for who in self._admins()],
            [(who, Role.VIEWER) for who in settings.nudge_managers],
            [(who, Role.RECRUITER) for who in (*recruiters, *settings.senders)],
        )
        known = ({one.key: one for who, role in group if (one := self.staff.find(who, role))} for group in groups)
        able = ([one for one in group.values() if one.sees_all] for group in known)
        readers = next(filter(None, able), [])
        self.unassigned = 0 if readers else sum(not who for who, _ in items)
        shown = [nudge_items.unassigned(self.plan.book, item, " ".join(who.split())) for who, item in items]
        return [(one, item) for one in readers for item in shown]

    def _admins(self) -> list[str]:
        return [one.email for one in self.settings.door.members.values() if one.role is Role.ADMIN]

    def _for_recruiters(self) -> Items:
        plan = self.plan
        deletions = nudge_items.for_deletion(plan.book, self.due)
        drafts: Items = [
            (one.sender, nudge_items.of_forwarded(one.draft_id, one.called, one.on, one.until)) for one in self.drafts
        ]
        reviews = review_items.for_reviews(plan)
        return [*nudge_items.for_owners(plan), *reviews, *drafts, *deletions, *closing_items.for_closing(plan)]

    def _shortlists(self, requisition: str) -> Iterable[tuple[Colleague, Item]]:
        """The shortlist of one requisition, for its recruiter and its hiring manager, each as they may see it."""
        plan = self.plan
        row = plan.book.requisition_rows[requisition]
        readers: dict[str, Colleague] = {}
        for who, role in ((row.recruiter, Role.RECRUITER), (row.hiring_manager, Role.MANAGER)):
            colleague = self._reader(who, role) if who else None
            if colleague:
                readers.setdefault(colleague.key, colleague)
        for colleague in readers.values():
            if colleague.sees_all:
                yield colleague, nudge_items.shortlist(row, plan.book, plan.slates.matches)
            elif colleague.access.role is Role.MANAGER and colleague.access.owns(row.hiring_manager):
                own = self._as_seen_by(colleague)
                shown = own.book.requisition_rows[row.Index]
                yield colleague, nudge_items.shortlist(shown, own.book, own.slates.matches)

    def _as_seen_by(self, manager: Colleague) -> Plan:
        """What a hiring manager may see; worked out once, also for several requisitions."""
        if manager.key not in self._seen:
            handles, members = Handles(secrets.token_bytes(32)), self.settings.door.members
            self._seen[manager.key] = filtered_for(self.plan, manager.access, handles, members).plan
        return self._seen[manager.key]

    def _runs(self, readers: Sequence[Colleague]) -> list[tuple[Colleague, Item]]:
        """The runs that fail, for the admins, else the managers, else each recruiter who gets a digest anyway."""
        if not self.runs:
            return []
        named = [
            one for who in self._admins() or self.settings.nudge_managers if (one := self.staff.find(who, Role.VIEWER))
        ]
        colleagues = {one.key: one for one in named or (one for one in readers if one.sees_all)}
        return [(one, nudge_items.of_run(run)) for one in colleagues.values() for run in self.runs]

    def _health(self) -> list[tuple[Colleague, Item]]:
        week = self.plan.today.weekday() - WEEKDAYS.index(self.settings.nudge_report_day)
        if week < 0:
            return []
        named = self.settings.nudge_managers or [
            one.email for one in self.settings.door.members.values() if one.role in {Role.ADMIN, Role.VIEWER}
        ]
        colleagues = [one for who in named if (one := self.staff.find(who, Role.VIEWER))]
        item = nudge_items.health(self.plan, self.due) if colleagues else None
        return [(one, item) for one in colleagues if item]
