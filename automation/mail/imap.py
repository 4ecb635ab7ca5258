"""Reading a mailbox over IMAP; the only module that does.

It opens the folder read-only: no message is changed, marked or deleted.
"""

import imaplib
import ssl
from collections.abc import Iterator
from contextlib import ExitStack, suppress
from dataclasses import dataclass
from datetime import date
from typing import Self

from imap_tools import AND, MailBox, MailBoxUnencrypted
from imap_tools.errors import ImapToolsError, MailboxLoginError

from automation.errors import ConfigError, MailError, StoreUnavailable
from automation.mail.incoming import MOST_BYTES

# Seconds to wait for an answer.
PATIENCE = 60.0
TLS_PORT = 993
# UIDs in the range of one search, and the most searches: for even more UIDs, the ranges are wider.
AT_ONCE, MOST_SEARCHES = 50_000, 1_000
_LOCAL = frozenset({"127.0.0.1", "::1", "localhost"})


@dataclass(frozen=True)
class Mailbox:
    """The mailbox for replies: its server, and the account that reads it."""

    host: str
    port: int
    security: str
    user: str
    password: str
    folder: str = "INBOX"
    certificates: str | None = None


@dataclass(frozen=True)
class MailboxMessage:
    """A message in the folder: its UID, and its first bytes."""

    uid: int
    data: bytes


class Reader:
    """A folder of a mailbox, open for reading; use it in a `with`.

    Args:
        mailbox: The mailbox.

    Raises:
        ConfigError: The connection would not be private.
        MailError: The server cannot be trusted, does not accept user and password, or has no such folder.
        StoreUnavailable: The server is out of reach; the next run tries again.
    """

    def __init__(self, mailbox: Mailbox) -> None:
        self._mailbox = mailbox
        if mailbox.security == "none" and mailbox.host not in _LOCAL:
            raise ConfigError('imap_security = "none" is for this machine\'s own server only: use tls or starttls.')
        if mailbox.security == "starttls" and mailbox.port == TLS_PORT:
            # Both sides would wait for the other to speak first.
            raise ConfigError('imap_security = "starttls" needs the port for it, usually imap_port = 143; 993 is tls.')
        self.validity = 0

    def __enter__(self) -> Self:
        """Sign in, and open the folder read-only."""
        mailbox = self._mailbox
        try:
            # Closes the connection on every failure, Ctrl-C included: Python calls no `__exit__` after a failed enter.
            with ExitStack() as closing:
                self._box = self._connected(closing)
                self._box.login(mailbox.user, mailbox.password, initial_folder=None)
                _, count = self._box.folder.set(mailbox.folder, readonly=True)
                self._closing = closing.pop_all()
        except MailboxLoginError as error:
            raise MailError(
                f"{mailbox.host} does not accept imap_user and its password: check them, and whether it wants a "
                "password made for programs."
            ) from error
        except ImapToolsError as error:
            raise MailError(
                f"{mailbox.host} has no folder '{mailbox.folder}', or does not open it: see imap_folder."
            ) from error
        except ssl.SSLCertVerificationError as error:
            why = error.verify_message.rstrip(".")
            raise MailError(
                f"{mailbox.host} could not prove who it is ({why}), so the password was not sent: "
                "check imap_host, or name the certificates to trust in imap_certificates."
            ) from error
        except (OSError, imaplib.IMAP4.error) as error:
            raise self._away(error) from error
        _, values = self._box.client.response("UIDVALIDITY")
        self.validity = int(values[0]) if values and values[0] else 0
        self._count = int(count[0] or 0)
        _, values = self._box.client.response("UIDNEXT")
        self._next = int(values[0]) if values and values[0] else 0
        return self

    def _connected(self, closing: ExitStack) -> MailBox | MailBoxUnencrypted:
        """Connect, encrypted unless the setting is "none", without signing in; `closing` gets the calls that end it."""
        mailbox = self._mailbox
        box: MailBox | MailBoxUnencrypted
        if mailbox.security == "tls":
            box = MailBox(mailbox.host, mailbox.port, timeout=PATIENCE, ssl_context=self._trust())
        else:
            box = MailBoxUnencrypted(mailbox.host, mailbox.port, timeout=PATIENCE)
        closing.callback(_shut_down, box.client)
        if mailbox.security == "starttls":
            self._make_private(box.client)
        closing.callback(_log_out, box.client)
        return box

    def _make_private(self, client: imaplib.IMAP4) -> None:
        if "STARTTLS" not in client.capabilities:
            raise MailError(
                f"{self._mailbox.host} offers no STARTTLS on port {self._mailbox.port}, so the password was not sent: "
                'check imap_host and imap_port, or set imap_security = "tls".'
            )
        client.starttls(self._trust())

    def _trust(self) -> ssl.SSLContext:
        try:
            return ssl.create_default_context(cafile=self._mailbox.certificates)
        except (OSError, ssl.SSLError) as error:
            raise ConfigError(f"imap_certificates: {self._mailbox.certificates} cannot be read.") from error

    def __exit__(self, *_: object) -> None:
        """Sign out, and close the connection."""
        self._closing.close()

    def since(self, uid: int, day: date) -> Iterator[MailboxMessage]:
        """The messages with a UID above `uid` that arrived on `day` or later, in the order of their UIDs.

        Raises:
            StoreUnavailable: The server is out of reach.
        """
        try:
            for number in self._new(uid, day):
                data = self._fetched(number)
                if data is not None:
                    yield MailboxMessage(number, data)
        except (OSError, imaplib.IMAP4.error, ImapToolsError) as error:
            raise self._away(error) from error

    def _new(self, uid: int, day: date) -> list[int]:
        """The UIDs above `uid` of messages that arrived on `day` or later, in order.

        The server searches. A large folder is searched in ranges of UIDs, as the client limits the length of an answer.
        """
        since, first, found = AND(date_gte=day), uid + 1, set[int]()
        if self._count <= AT_ONCE or not self._next:
            parts = [f"{first}:*"]
        else:
            width = max(AT_ONCE, (self._next - first) // MOST_SEARCHES)
            parts = [f"{start}:{start + width - 1}" for start in range(first, self._next, width)]
        for part in parts:
            found.update(map(int, self._box.uids(f"UID {part} {since}")))
        # A range up to * always contains the last message, even with a lower UID.
        return sorted(number for number in found if number > uid)

    def whole(self, uid: int, most: int) -> bytes | None:
        """The first `most` bytes of a message, which stays unread; None if it was deleted meanwhile.

        Raises:
            StoreUnavailable: The server is out of reach.
        """
        try:
            return self._fetched(uid, most)
        except (OSError, imaplib.IMAP4.error, ImapToolsError) as error:
            raise self._away(error) from error

    def _fetched(self, uid: int, most: int = MOST_BYTES) -> bytes | None:
        """The first bytes of a message, which stays unread; None if it was deleted meanwhile."""
        _, parts = self._box.client.uid("FETCH", str(uid), f"(BODY.PEEK[]<0.{most}>)")
        return next((bytes(part[1]) for part in parts or () if isinstance(part, tuple)), None)

    def _away(self, error: Exception) -> StoreUnavailable:
        return StoreUnavailable(
            f"The mailbox at {self._mailbox.host}:{self._mailbox.port} is out of reach ({type(error).__name__}): the "
            "next run tries again."
        )


def _log_out(client: imaplib.IMAP4) -> None:
    with suppress(OSError, imaplib.IMAP4.error):
        client.logout()


def _shut_down(client: imaplib.IMAP4) -> None:
    """Close the socket, which `logout` leaves open if the server does not answer."""
    with suppress(OSError):
        client.shutdown()
