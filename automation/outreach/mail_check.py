"""What is wrong with the settings of mail: for what drafts, `outreach send`, `nudge` and `inbox` would refuse to work.

It asks the same code that refuses, and speaks to no server.
"""

from collections.abc import Callable, Iterator
from pathlib import Path

from automation.core.identity.email_addresses import InvalidAddress, read_address
from automation.core.model import Finding
from automation.errors import BackpocketError, ConfigError
from automation.mail.imap import Reader
from automation.outreach.context import Mailroom
from automation.outreach.inbox import mailbox_of
from automation.outreach.senders import wrong_senders
from automation.settings import Settings

SUBJECT = "Mail"
# Beside those that begin like these two.
_OF_SENDING = frozenset({"mailer", "senders", "postal_address", "reply_to", "unsubscribe_address", "respond_url"})
_SMTP, _IMAP = "smtp_", "imap_"


def mail_findings(room: Mailroom, postal_address: str) -> list[Finding]:
    """All that is wrong, or one line that nothing is; nothing where the settings say nothing about mail.

    Args:
        room: Of the workbook.
        postal_address: That of the tab Templates, "" for none.
    """
    settings = room.settings
    given = settings.model_fields_set
    sends = bool(given & _OF_SENDING) or any(name.startswith(_SMTP) for name in given)
    reads = settings.forward_address is not None or any(name.startswith(_IMAP) for name in given)
    said = [*(_sending(room, postal_address) if sends else ()), *(_reading(settings) if reads else ())]
    wrong = list(dict.fromkeys(said))
    if wrong or not (sends or reads):
        return [Finding(SUBJECT, fine=False, message=one) for one in wrong]
    return [Finding(SUBJECT, fine=True, message=_in_order(settings, reads=reads))]


def _in_order(settings: Settings, *, reads: bool) -> str:
    out = f"{settings.smtp_host} sends" if settings.mailer == "smtp" else "messages are written to the outbox folder"
    into = f", and {settings.imap_host} is read for replies" if reads else ""
    return f"{out}{into}; the settings are complete"


def _sending(room: Mailroom, postal_address: str) -> Iterator[str]:
    settings = room.settings
    if settings.mailer == "smtp":
        yield from _refused(lambda: room.mailer().close())
        yield from _sign_in(settings.smtp_user, "smtp_user", lambda: settings.mail_password, "smtp_password_file")
        yield from _certificates(settings.smtp_certificates, "smtp_certificates")
        if not settings.senders:
            yield "senders is empty: add all who write, such as senders = { dana = 'Dana Reyes <dana@acme.example>' }"
    elif settings.smtp_host:
        yield 'smtp_host is set, but mailer is outbox, so nothing is e-mailed: set mailer = "smtp"'
    yield from wrong_senders(settings)
    for name, address in (("reply_to", settings.reply_to), ("unsubscribe_address", settings.unsubscribe_address)):
        try:
            read_address(address or "one@mail.example")
        except InvalidAddress as error:
            yield f"{name} {error}"
    if not (settings.postal_address or postal_address):
        yield "there is no postal address, so nothing can be sent: set postal_address, or fill it in the tab Templates"


def _reading(settings: Settings) -> Iterator[str]:
    wrong = list(_refused(lambda: Reader(mailbox_of(settings))))
    yield from wrong
    if not wrong:
        yield from _sign_in(settings.imap_user, "imap_user", lambda: settings.inbox_password, "imap_password_file")
    yield from _certificates(settings.imap_certificates, "imap_certificates")


def _refused(work: Callable[[], object]) -> Iterator[str]:
    """What the program would say where it refuses this."""
    try:
        work()
    except ConfigError as error:
        yield from error.problems
    except BackpocketError as error:
        yield str(error)


def _sign_in(user: str | None, name: str, password: Callable[[], str], file: str) -> Iterator[str]:
    """A user without a password, or a password without a user; a server may need neither."""
    try:
        known = bool(password())
    except BackpocketError as error:
        # The password cannot be read.
        yield str(error)
        return
    if user and not known:
        yield f"{name} is set, but there is no password: set {file}"
    elif known and not user:
        yield f"there is a password, but {name} is empty: set it"


def _certificates(place: str | None, name: str) -> Iterator[str]:
    if place and not Path(place).is_file():
        yield f"{name}: {place} cannot be read"
