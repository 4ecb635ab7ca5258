"""One piece of news for a colleague, and how a number of them is said."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from enum import IntEnum

from automation.core.publishing.plan import Plan
from automation.core.sentences import counted
from automation.core.workbook.notice_log import Kind


class Topic(IntEnum):
    """What an item is about, most urgent first."""

    RUN = 0
    REPLY = 1
    PROMISE = 2
    STRONG = 3
    CONSENT = 4
    UNKNOWN = 5
    CHECK = 6
    FOLLOW_UP = 7
    REVIEW = 8
    FORWARDED = 9
    DELETION = 10
    SHORTLIST = 11
    CHAMPION = 12
    CLOSING = 13
    HEALTH = 14

    def counted(self, count: int) -> str:
        """A number of such items, as a subject says it: 2 new Strong matches."""
        return counted(count, *_NOUNS[self])


_NOUNS: Mapping[Topic, tuple[str, str]] = {
    Topic.RUN: ("run that fails", "runs that fail"),
    Topic.REPLY: ("reply waiting", "replies waiting"),
    Topic.PROMISE: ("promise due", "promises due"),
    Topic.STRONG: ("new Strong match", "new Strong matches"),
    Topic.CONSENT: ("consent that ends", "consents that end"),
    Topic.UNKNOWN: ("message of unknown delivery", "messages of unknown delivery"),
    Topic.CHECK: ("pocket to check", "pockets to check"),
    Topic.FOLLOW_UP: ("follow-up due", "follow-ups due"),
    Topic.REVIEW: ("review answered", "reviews answered"),
    Topic.FORWARDED: ("forwarded mail to confirm", "forwarded mails to confirm"),
    Topic.DELETION: ("person due for deletion", "people due for deletion"),
    Topic.SHORTLIST: ("new requisition", "new requisitions"),
    Topic.CHAMPION: ("person you liked fits a requisition", "people you liked fit a requisition"),
    Topic.CLOSING: ("filled requisition to close", "filled requisitions to close"),
    Topic.HEALTH: ("weekly report", "weekly reports"),
}


@dataclass(frozen=True)
class Item:
    """One piece of news for one colleague.

    Attributes:
        kind: The mail it belongs to.
        topic: What it is about.
        identity: The same in every run, as long as it is the same piece.
        since: Since when it is due.
        line: It, in one line.
        more: Further lines, for a mail of its own.
        candidate: Compared key of the candidate it is about; "" for none.
        requisition: Compared key of the requisition it is about; "" for none.
        unassigned: Whether no one owns it whose address is known; then it is below what its reader owns.
    """

    kind: Kind
    topic: Topic
    identity: str
    since: date
    line: str
    more: tuple[str, ...] = ()
    candidate: str = ""
    requisition: str = ""
    unassigned: bool = False

    @property
    def order(self) -> tuple[bool, Topic, date, str]:
        """Where it is in a mail: what the reader owns first, then the most urgent, then what is due longest."""
        return self.unassigned, self.topic, self.since, self.identity


# To whom, as the workbook writes it: a name, a short name of the settings, or an address.
Items = list[tuple[str, Item]]


def subject(items: Iterable[Item]) -> str:
    """The numbers of a mail, without names: 3 follow-ups due, 2 new Strong matches."""
    counts: dict[Topic, int] = {}
    for item in items:
        counts[item.topic] = counts.get(item.topic, 0) + 1
    return ", ".join(topic.counted(count) for topic, count in sorted(counts.items()))


def chat_lines(items: Sequence[Item], plan: Plan, shown: Callable[[str], str], *, names: bool) -> list[str]:
    """The lines of one colleague's items for a chat: counts and titles of requisitions; names only if allowed.

    Args:
        items: What is new.
        plan: The plan.
        shown: A requisition's compared key → the words to show for it.
        names: Whether lines may name candidates.
    """
    if names:
        return [item.line for item in items]
    groups: dict[tuple[Topic, str], int] = {}
    for item in items:
        about = item.requisition if item.requisition in plan.book.requisition_rows else ""
        groups[item.topic, about] = groups.get((item.topic, about), 0) + 1
    return [
        f"{topic.counted(count)}{f': {shown(about)}' if about else ''}"
        for (topic, about), count in sorted(groups.items())
    ]
