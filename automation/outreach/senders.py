"""The sender of a message: name and address, from the settings."""

from automation.core.identity.email_addresses import InvalidAddress, read_mailbox, try_mailbox
from automation.core.messages.colleagues import Colleagues
from automation.core.messages.drafts import Sender
from automation.core.text import key_of
from automation.errors import NoSender
from automation.settings import Settings


def sender_of(settings: Settings, by: str) -> Sender:
    """The sender of a message. A name without an address is enough if mail goes to the outbox and no senders are set.

    Args:
        settings: Of the installation.
        by: A name, a short name among the senders, or a mailbox.

    Raises:
        NoSender: The name is empty, or its address is unknown.
    """
    by = by.strip()
    if not by:
        raise NoSender("Say who writes: a name with its address, such as Dana Reyes <dana@acme.example>.")
    trying = settings.mailer == "outbox" and not settings.senders
    try:
        name, address = try_mailbox(_signed_in(settings, by)) if trying else read_mailbox(_mailbox(settings, by))
    except InvalidAddress as error:
        raise NoSender(
            f"'{by}' {error}: write it so, or add '{by}' to senders in backpocket.toml (docs/settings.md)."
        ) from None
    return Sender(name, address, settings.organisation or "")


def _signed_in(settings: Settings, by: str) -> str:
    """The member with this name, as name and sign-in address; else `by` as it is."""
    members = settings.door.members.values()
    return next((f"{one.name} <{one.email}>" for one in members if one.name and key_of(one.name) == key_of(by)), by)


def _mailbox(settings: Settings, by: str) -> str:
    """The sender with this short name, name, address or sign-in address; else `by` as it is."""
    wanted, senders = key_of(by), settings.senders
    emails = {one.email for one in settings.door.members.values() if key_of(one.name) == wanted}
    found: dict[str, str] = {}
    mailboxes = {short: _with_name(short, mailbox) for short, mailbox in senders.items()}
    for short, mailbox in mailboxes.items():
        name, _, address = mailbox.rpartition("<")
        own = key_of(address.strip().rstrip(">"))
        known_as = [key_of(short), key_of(name.replace('"', " ")), own]
        known_as += [wanted] if own in emails else []
        for known in known_as:
            found.setdefault(known, mailbox)
    return {key_of(short): mailbox for short, mailbox in mailboxes.items()}.get(wanted) or found.get(wanted, by)


def _with_name(short: str, mailbox: str) -> str:
    """A sender's mailbox. If the settings have the address alone, first and last name before it are the name."""
    return mailbox if "<" in mailbox or " " not in short.strip() else f"{short} <{mailbox}>"


def colleagues(settings: Settings) -> Colleagues:
    """The members and senders that the settings name."""
    found = {key_of(one.name): key_of(one.email) for one in settings.door.members.values() if one.name}
    for short, mailbox in settings.senders.items():
        name, _, address = mailbox.rpartition("<")
        names = (name.replace('"', " "), short)
        found |= {key_of(known): key_of(address.strip().rstrip(">")) for known in names if known.strip()}
    return Colleagues(found)
