"""The sender of a message: name and address, from the settings."""

from automation.core.identity.email_addresses import InvalidAddress, read_mailbox, try_mailbox
from automation.core.messages.colleagues import Colleagues, mailbox_parts
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
        typed = _mailbox(settings, by)
        if typed != by:
            raise NoSender(_in_settings(by, typed, error)) from None
        raise NoSender(
            f"'{by}' {error}: write it so, or add '{by}' to senders in backpocket.toml (docs/settings.md)."
        ) from None
    return Sender(name, address, settings.organisation or "")


def wrong_senders(settings: Settings) -> list[str]:
    """Sentences about the entries of `senders` in whose name nothing can be sent."""
    found = []
    for short, mailbox in settings.senders.items():
        try:
            read_mailbox(_with_name(short, mailbox))
        except InvalidAddress as error:
            found.append(_in_settings(short, mailbox, error))
    return found


def _in_settings(short: str, mailbox: str, error: InvalidAddress) -> str:
    return f"Setting senders: '{mailbox}' for '{short}' {error}."


def _signed_in(settings: Settings, by: str) -> str:
    """The member with this name, as name and sign-in address; else `by` as it is."""
    members = settings.door.members.values()
    return next((f"{one.name} <{one.email}>" for one in members if one.name and key_of(one.name) == key_of(by)), by)


def _mailbox(settings: Settings, by: str) -> str:
    """The sender with this short name, name, address or sign-in address; else `by` as it is."""
    return _mailboxes(settings).get(key_of(by), by)


def _mailboxes(settings: Settings) -> dict[str, str]:
    """Compared short name, name, address or member's name of each sender → the mailbox.

    Short names come first; of two senders with the same name, the first one has it.
    """
    mailboxes = {short: _with_name(short, mailbox) for short, mailbox in settings.senders.items()}
    found = {key_of(short): mailbox for short, mailbox in mailboxes.items()}
    for mailbox in mailboxes.values():
        name, own = mailbox.rpartition("<")[0], _address(mailbox)
        members = (one.name for one in settings.door.members.values() if one.email == own)
        for known in (key_of(name.replace('"', " ")), own, *map(key_of, members)):
            found.setdefault(known, mailbox)
    return found


def _address(mailbox: str) -> str:
    """The compared address of a mailbox."""
    return key_of(mailbox.rpartition("<")[2].strip().rstrip(">"))


def _with_name(short: str, mailbox: str) -> str:
    """A sender's mailbox. If the settings have the address alone, first and last name before it are the name."""
    return mailbox if "<" in mailbox or " " not in short.strip() else f"{short} <{mailbox}>"


def colleagues(settings: Settings) -> Colleagues:
    """The members and senders that the settings name, each under what a message may be sent `by`.

    A name in `senders` counts more than that of the same address among the members: messages bear it.
    """
    members = {key_of(one.name): key_of(one.email) for one in settings.door.members.values() if one.name}
    senders = {known: _address(mailbox) for known, mailbox in _mailboxes(settings).items() if known}
    named = [(key_of(one.email), one.name) for one in settings.door.members.values()]
    named += [(key_of(one), name) for name, one in map(mailbox_parts, _mailboxes(settings).values())]
    return Colleagues(members | senders, {address: name for address, name in named if name})
