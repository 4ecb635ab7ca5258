"""The words of the mails to colleagues: plain text, and the same as simple HTML without pictures."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from urllib.parse import quote

from automation.core.html_templates import environment
from automation.core.publishing.plan import Plan
from automation.core.reports.nudge_item import Item, Topic, subject
from automation.core.schema import CANDIDATES, REQUISITIONS
from automation.core.sentences import counted, long_day
from automation.core.templates import staff_mails
from automation.core.templates.staff_mails import frame_of
from automation.core.templates.template_language import Template
from automation.core.workbook.notice_log import Kind
from automation.services.colleagues.nudge_mails import Mail
from automation.settings import Settings

# Lines of a digest; what is left follows in the next ones.
MOST_LINES = 10

# Kind of mail → its template.
_NAMES: Mapping[Kind, str] = {
    Kind.DIGEST: staff_mails.DIGEST,
    Kind.SHORTLIST: staff_mails.SHORTLIST,
    Kind.CHAMPION: staff_mails.CHAMPION,
    Kind.CLOSING: staff_mails.CLOSING,
    Kind.HEALTH: staff_mails.HEALTH,
}

# Topics that are neither about a person nor about a requisition → the page of the dashboard.
_PAGES = {Topic.RUN: "data", Topic.FORWARDED: "candidates"}


@dataclass(frozen=True)
class Links:
    """Where one acts.

    Attributes:
        dashboard: The dashboard's address; "" for none.
        plan: With the rows, as the program reads them.
        closing: The page on which this mail's reader shelves runners-up; "" for none.
    """

    dashboard: str
    plan: Plan
    closing: str = ""

    def of(self, item: Item) -> str:
        """A page of the dashboard, else the row; "" for an item about neither."""
        if item.topic is Topic.CLOSING and self.closing:
            return self.closing
        return self._page(item) if self.dashboard else self._row(item)

    def _page(self, item: Item) -> str:
        book = self.plan.book
        person, requisition = book.people.get(item.candidate), book.requisition_rows.get(item.requisition)
        if person:
            return f"{self.dashboard}/candidates?person={quote(str(person.key), safe='')}"
        if requisition:
            return f"{self.dashboard}/requisitions?req={quote(str(requisition.key), safe='')}"
        return f"{self.dashboard}/{_PAGES.get(item.topic, 'health')}"

    def _row(self, item: Item) -> str:
        if item.topic is Topic.FORWARDED:
            return "backpocket forwarded list"
        book = self.plan.book
        person, requisition = book.people.get(item.candidate), book.requisition_rows.get(item.requisition)
        if person:
            return f"{CANDIDATES}, row {person.row}"
        return f"{REQUISITIONS}, row {requisition.row}" if requisition else ""


@dataclass(frozen=True)
class Words:
    """A mail in words."""

    subject: str
    text: str
    html: str


@dataclass(frozen=True)
class _Entry:
    """An item of a mail: its line, further lines, and where to act; "" for nowhere."""

    line: str
    more: Sequence[str]
    link: str


def mail_words(
    mail: Mail, links: Links, own: Mapping[str, Template], settings: Settings, unsubscribe_url: str
) -> Words:
    """A mail to one colleague.

    Args:
        mail: What it says.
        links: Where one acts.
        own: The workbook's templates of such mails.
        settings: Of the installation.
        unsubscribe_url: Where one click ends these mails; "" for none.
    """
    organisation = settings.organisation or ""
    values = {
        "counts": subject([*mail.items, *mail.others]),
        "name": mail.to.name,
        "organisation": organisation,
        "date": long_day(links.plan.today),
    }
    frame = frame_of(_NAMES[mail.kind], own, values)
    entries = [_Entry(_line(item, mail.again), item.more, links.of(item)) for item in _joined(mail.items)]
    more = f"+{len(mail.others)} more: they come in the next mails. All of them are in the workbook."
    after = [*([more] if mail.others else []), *frame.after]
    end = f"To stop these mails: {unsubscribe_url}" if unsubscribe_url else "To stop these mails, ask an admin."
    footer = ["Backpocket sends this mail automatically. No one reads replies to it.", end]
    text = [*frame.before, *([""] if frame.before else [])]
    for entry in entries:
        text += [f"* {entry.line}", *(f"  {one}" for one in entry.more)]
        text += [*([f"  {entry.link}"] if entry.link else []), ""]
    text += [*after, *([""] if after else []), *footer]
    template = environment(__package__).get_template("staff_mail.html")
    html = template.render(
        before=frame.before,
        entries=entries,
        after=after,
        footer=" · ".join(filter(None, (footer[0], organisation))),
        unsubscribe_url=unsubscribe_url,
    )
    return Words(frame.subject, "\n".join(text), html)


def _line(item: Item, again: Mapping[str, date]) -> str:
    day = again.get(item.identity)
    return f"{item.line} (you may know this from a mail of {long_day(day)})" if day else item.line


def _joined(items: Sequence[Item]) -> list[Item]:
    """The items, with one line per requisition for all people whom a champion liked."""
    found: list[Item] = []
    liked: dict[str, list[Item]] = {}
    for item in items:
        if item.topic is Topic.CHAMPION:
            liked.setdefault(item.requisition, []).append(item)
        else:
            found.append(item)
    for own in liked.values():
        first = own[0]
        line = first.line
        if len(own) > 1:
            line = line.replace("A person you liked fits", f"{counted(len(own), 'person', 'people')} you liked fit")
        # The page of the requisition: a champion may not see the candidate's.
        found.append(Item(first.kind, first.topic, first.identity, first.since, line, requisition=first.requisition))
    return found
