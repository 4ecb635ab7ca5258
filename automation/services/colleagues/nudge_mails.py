"""The mails and posts of a nudge, and what became of them."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date

from automation.core.messages.alerts import Alert
from automation.core.reports.nudge_item import Item
from automation.core.workbook.notice_log import Kind
from automation.services.colleagues.staff import Colleague


@dataclass(frozen=True)
class Mail:
    """A mail to one colleague.

    Attributes:
        to: The colleague.
        kind: Which mail.
        items: What it says.
        others: What is new besides, and follows later.
        again: Identity of an item → the day of an earlier mail that may have said it.
    """

    to: Colleague
    kind: Kind
    items: Sequence[Item]
    others: Sequence[Item] = ()
    again: Mapping[str, date] = field(default_factory=dict)


@dataclass(frozen=True)
class ChatPost:
    """A post to one chat.

    Attributes:
        channel: Its name in the settings.
        items: Identity → the item, of all that it counts.
        lines: What it shows.
        payload: The JSON.
    """

    channel: str
    items: Mapping[str, Item]
    lines: Sequence[str]
    payload: Mapping[str, object]


@dataclass
class Nudged:
    """The result of a run.

    Attributes:
        dry_run: Whether nothing was sent.
        mails: The mails, as plain data.
        hooks: The posts to chats.
        alerts: Alerts to candidates that are due and wait for a person or a standing release; none is sent here.
        unsent: Mails and posts that provably did not leave, or of which that is not known.
        without_address: The names in the workbook for which no address is known.
        unassigned: How many pieces of news have no owner, and no one gets them.
        stopped: Whether sending is stopped for all.
        outbox: The folder that mails are written to; "" if a mail server sends them.
    """

    dry_run: bool
    mails: list[dict[str, object]] = field(default_factory=list)
    hooks: list[dict[str, object]] = field(default_factory=list)
    alerts: list[dict[str, object]] = field(default_factory=list)
    unsent: list[dict[str, str]] = field(default_factory=list)
    without_address: list[str] = field(default_factory=list)
    unassigned: int = 0
    stopped: bool = False
    outbox: str = ""

    def record(self) -> dict[str, object]:
        """As `nudge --json` prints it."""
        return {
            "mails": self.mails,
            "hooks": self.hooks,
            "alerts": self.alerts,
            "unsent": self.unsent,
            "without_address": self.without_address,
            "unassigned": self.unassigned,
            "stopped": self.stopped,
            "outbox": self.outbox or None,
            "dry_run": self.dry_run,
        }


def mail_record(mail: Mail) -> dict[str, object]:
    """A mail as plain data."""
    return {"to": mail.to.sender.address, "kind": str(mail.kind), "items": [item.line for item in mail.items]}


def post_record(post: ChatPost) -> dict[str, object]:
    """A post as plain data."""
    return {"channel": post.channel, "items": list(post.lines)}


def alert_record(alert: Alert) -> dict[str, object]:
    """An alert as plain data."""
    return {"candidate": alert.candidate, "openings": list(alert.first)}


def chat_identity(colleague: Colleague, item: Item) -> str:
    """The identity of a piece of news in a chat, where several colleagues may have the same one."""
    return f"{colleague.key} {item.identity}"
