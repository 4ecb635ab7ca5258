"""Colleagues as the workbook names them: their address, what they may see, and how they want the nudge."""

from dataclasses import dataclass
from datetime import date

from automation.core.access.roles import Access, Role
from automation.core.identity.email_addresses import InvalidAddress, read_address
from automation.core.messages.drafts import Sender
from automation.core.text import key_of
from automation.errors import NoSender
from automation.outreach.senders import sender_of
from automation.setting_values import NudgeChoice
from automation.settings import Settings

WEEKDAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
ALL_RIGHTS = frozenset({Role.RECRUITER, Role.ADMIN})
_AS_ALL = NudgeChoice(from_hour=0)


@dataclass(frozen=True)
class Colleague:
    """One colleague.

    Attributes:
        sender: Name and address.
        access: What they may see.
        choice: How they want the nudge.
    """

    sender: Sender
    access: Access
    choice: NudgeChoice

    @property
    def key(self) -> str:
        """Their address, as it is compared."""
        return key_of(self.sender.address)

    @property
    def name(self) -> str:
        """The name under which what they do is recorded: that of their role, else of their mails, else the address."""
        known = self.access.name if "@" not in self.access.name else ""
        return known or self.sender.name or self.sender.address

    @property
    def sees_all(self) -> bool:
        """Whether they may see all candidates."""
        return self.access.role in ALL_RIGHTS

    @property
    def by_mail(self) -> bool:
        """Whether they want mails."""
        return self.choice.channel in {"mail", "both"}

    @property
    def in_chats(self) -> bool:
        """Whether the chats' digests hold what is theirs."""
        return self.choice.channel in {"chat", "both"}

    def is_quiet(self, settings: Settings, today: date, hour: int | None) -> bool:
        """Whether they want nothing on this day, or not yet in this hour; `hour` is None where it does not count."""
        days = self.choice.quiet_days if self.choice.quiet_days is not None else settings.nudge_quiet_days
        return WEEKDAYS[today.weekday()] in days or (hour is not None and hour < self.choice.from_hour)


class Staff:
    """Finds colleagues by what the workbook says of them.

    Args:
        settings: Of the installation.
    """

    def __init__(self, settings: Settings) -> None:
        self._settings = settings
        self._members = settings.door.members
        self._known: dict[tuple[str, Role], Colleague | None] = {}

    def find(self, who: str, otherwise: Role = Role.RECRUITER) -> Colleague | None:
        """The colleague with this name, short name or address; None if no address is known.

        Args:
            who: As the workbook writes it.
            otherwise: The role of a colleague whom the settings give none.
        """
        known = (key_of(who), otherwise)
        if known not in self._known:
            self._known[known] = self._find(who, otherwise)
        return self._known[known]

    def _find(self, who: str, otherwise: Role) -> Colleague | None:
        sender = self._sender(who)
        if sender is None:
            return None
        named = (key_of(who), key_of(sender.name), key_of(sender.address))
        members = self._members.items()
        member = next((one for email, one in members if {email, key_of(one.name)} & {*named} - {""}), None)
        access = member or Access(otherwise, who.strip(), sender.address.lower())
        return Colleague(sender, access, self._choice(named))

    def _sender(self, who: str) -> Sender | None:
        wanted = key_of(who)
        member = next((one for email, one in self._members.items() if wanted in {email, key_of(one.name)} - {""}), None)
        try:
            sender = sender_of(self._settings, who)
        except NoSender:
            sender = None
        if sender and (self._settings.mailer == "outbox" or self._is_ours(sender.address)):
            return sender
        if member:
            return Sender(member.name, member.email, self._settings.organisation or "")
        try:
            address = read_address(who)
        except InvalidAddress:
            return None
        return Sender("", address, self._settings.organisation or "") if self._is_ours(address) else None

    def _is_ours(self, address: str) -> bool:
        """Whether an address that the workbook names has the domain of a colleague whom the settings name.

        Cells may come from another system: what is in them must not decide who gets mails about candidates.
        """
        known = [*self._members, *(mailbox.rstrip(">") for mailbox in self._settings.senders.values())]
        domains = {key_of(one.rpartition("@")[2]) for one in known}
        return not domains or key_of(address.rpartition("@")[2]) in domains

    def _choice(self, named: tuple[str, ...]) -> NudgeChoice:
        choices = {key_of(who): choice for who, choice in self._settings.nudge_people.items()}
        short = {key_of(name): key_of(mailbox) for name, mailbox in self._settings.senders.items()}
        shorts = [name for name, mailbox in short.items() if any(one and one in mailbox for one in named if "@" in one)]
        return next((choices[one] for one in (*named, *shorts) if one in choices), _AS_ALL)
