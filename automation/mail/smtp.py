"""A mail server, spoken to so that a message leaves at most once.

Before the text of a message is announced (DATA), every failure is provably "not sent". So is a refusal that the server
states itself, at any time. Whatever else goes wrong from then on is unknown, and nobody sends again on a guess.
"""

import contextlib
import ipaddress
import re
import smtplib
import ssl
from collections.abc import Callable
from dataclasses import dataclass
from time import monotonic, sleep
from typing import Literal

from automation.core.identity.email_addresses import is_stand_in
from automation.core.ledger.events import State
from automation.core.templates.template_language import one_line
from automation.errors import MailError
from automation.mail.base import Delivery, Spooled

Security = Literal["starttls", "tls", "none"]
# Codes by which a server says that it wants to know who we are, or does not accept who we say we are.
WHO_ARE_YOU = frozenset({530, 534, 535, 538})
GOING_AWAY = 421
# How much of an answer is kept.
MOST_SAID = 200

# Enhanced codes (RFC 3463) about the recipient's address; 5.1.7 and 5.1.8 are about the sender's.
_BAD_ADDRESS = re.compile(r"\b5\.1\.(?:[1-69]|10)\b")
_ANY_ADDRESS = re.compile(r"<?(?<![^\s<>@])[^\s<>@]+@[^\s<>@]+>?")


@dataclass(frozen=True)
class Server:
    """A mail server, as an installation is set.

    Attributes:
        host: Its name.
        port: Its port.
        security: How the connection is kept private; "none" only for a server on this machine.
        user: Who signs in; "" where nobody has to.
        password: With what.
        timeout: Seconds that it may be silent.
        data_timeout: The same once a message is being handed over: giving up then leaves it unknown.
        pace: Seconds between two messages.
        certificates: A file of certificates to trust instead of the machine's; None for the machine's.
    """

    host: str
    port: int = 587
    security: Security = "starttls"
    user: str = ""
    password: str = ""
    timeout: float = 60
    data_timeout: float = 300
    pace: float = 2
    certificates: str | None = None


class SmtpMailer:
    """One connection to a mail server, kept between messages.

    Args:
        server: Which.
        wait: Waits so many seconds.
        clock: Tells seconds that only go forward.

    Raises:
        MailError: The connection would not be private.
    """

    def __init__(
        self, server: Server, wait: Callable[[float], None] = sleep, clock: Callable[[], float] = monotonic
    ) -> None:
        if server.security == "none" and not _on_this_machine(server.host):
            raise MailError(
                "smtp_security none is only for a mail server on this machine: set it to starttls or tls for "
                f"{server.host}."
            )
        self._server = server
        self._wait = wait
        self._clock = clock
        self._connection: smtplib.SMTP | None = None
        self._last = -server.pace

    def send(self, message: Spooled) -> Delivery:
        """Hand one message over, once, not sooner than the pace allows.

        Raises:
            MailError: The server does not accept who we say we are. This message did not leave.
        """
        if is_stand_in(message.sender):
            return Delivery(State.REJECTED, "its sender has no address: it was drafted for the outbox")
        self._keep_pace()
        try:
            if self._connection is not None:
                # The server may have closed it while idle. Nothing was announced on it, so a new one is no risk.
                with contextlib.suppress(_Lost):
                    return self._send_on(self._connection, message)
            return self._send_on(self._connected(), message)
        except _Lost as lost:
            return Delivery(State.DEFERRED, lost.detail)
        except BaseException:
            # Also at Ctrl-C. The server may have half a command: it would take the next one for the other half.
            self._drop()
            raise

    def was_sent(self, send_id: str) -> bool | None:  # noqa: ARG002
        """None: a mail server cannot be asked."""
        return None

    def close(self) -> None:
        """Take leave of the server."""
        connection, self._connection = self._connection, None
        if connection is not None:
            with contextlib.suppress(OSError, smtplib.SMTPException):
                connection.quit()
            connection.close()

    def _keep_pace(self) -> None:
        early = self._last + self._server.pace - self._clock()
        if early > 0:
            self._wait(early)
        self._last = self._clock()

    def _connected(self) -> smtplib.SMTP:
        """A new connection, private and signed in."""
        server = self._server
        # Closes the connection on every failure, Ctrl-C included.
        with contextlib.ExitStack() as closing:
            try:
                connection = self._open(closing)
            except (OSError, UnicodeError, smtplib.SMTPException) as error:
                raise _Lost(f"no connection to {server.host}: {_words(error)}") from error
            try:
                connection.ehlo_or_helo_if_needed()
                if server.user:
                    self._sign_in(connection)
            except (OSError, smtplib.SMTPException) as error:
                raise _Lost(f"{server.host} does not go on: {_words(error)}") from error
            self._connection = connection
            closing.pop_all()
        return connection

    def _open(self, closing: contextlib.ExitStack) -> smtplib.SMTP:
        """A private connection; `closing` gets how to end it."""
        server = self._server
        if server.security == "tls":
            connection: smtplib.SMTP = smtplib.SMTP_SSL(
                server.host, server.port, timeout=server.timeout, context=self._trust()
            )
        else:
            connection = smtplib.SMTP(server.host, server.port, timeout=server.timeout)
        closing.callback(connection.close)
        if server.security == "starttls":
            connection.starttls(context=self._trust())
        return connection

    def _trust(self) -> ssl.SSLContext:
        return ssl.create_default_context(cafile=self._server.certificates)

    def _sign_in(self, connection: smtplib.SMTP) -> None:
        server = self._server
        try:
            connection.login(server.user, server.password)
        except smtplib.SMTPServerDisconnected:
            raise
        except smtplib.SMTPResponseException as error:
            if 400 <= error.smtp_code < 500:
                raise
            raise MailError(_who_are_you(server, _said(error.smtp_code, error.smtp_error))) from error
        except (smtplib.SMTPException, UnicodeError) as error:
            raise MailError(_who_are_you(server, _words(error))) from error

    def _send_on(self, connection: smtplib.SMTP, message: Spooled) -> Delivery:
        delivery = self._announce(connection, message) or self._hand_over(connection, message)
        if delivery.state is not State.SENT and self._connection is not None:
            try:
                connection.rset()
            except (OSError, smtplib.SMTPException):
                self._drop()
        return delivery

    def _announce(self, connection: smtplib.SMTP, message: Spooled) -> Delivery | None:
        """Say from whom and to whom; returns the refusal, if the server refuses.

        Raises:
            _Lost: The connection ended. Nothing of the message was sent.
            MailError: The server wants to know who we are.
        """
        try:
            _be_patient(connection, self._server.timeout)
            code, answer = connection.mail(message.sender)
            about_recipient = code == 250
            if about_recipient:
                code, answer = connection.rcpt(message.recipient)
        except (OSError, smtplib.SMTPException) as error:
            self._drop()
            raise _Lost(f"{self._server.host} ended the connection: {_words(error)}") from error
        if about_recipient and code in (250, 251):
            return None
        if code == GOING_AWAY:
            self._drop()
            raise _Lost(_said(code, answer))
        if code in WHO_ARE_YOU and not about_recipient:
            self._drop()
            raise MailError(_who_are_you(self._server, _said(code, answer)))
        return _verdict(code, answer, otherwise=State.DEFERRED, about_recipient=about_recipient)

    def _hand_over(self, connection: smtplib.SMTP, message: Spooled) -> Delivery:
        """DATA and the text. From here on, only what the server states itself is known."""
        code: int
        answer: bytes | str
        try:
            _be_patient(connection, self._server.data_timeout)
            code, answer = connection.data(message.data)
        except smtplib.SMTPDataError as error:
            code, answer = error.smtp_code, error.smtp_error
        except (OSError, smtplib.SMTPException) as error:
            self._drop()
            return Delivery(State.UNKNOWN, f"the connection ended while it was handed over: {_words(error)}")
        delivery = _verdict(code, answer, otherwise=State.UNKNOWN, about_recipient=True)
        if delivery.state is State.UNKNOWN or code == GOING_AWAY:
            self._drop()
        return delivery

    def _drop(self) -> None:
        """Let go of a connection that cannot be used any more, without a word."""
        if self._connection is not None:
            self._connection.close()
        self._connection = None


class _Lost(Exception):
    """There is no connection, and nothing of a message was sent."""

    def __init__(self, detail: str) -> None:
        self.detail = detail
        super().__init__(detail)


def _verdict(code: int, answer: bytes | str, *, otherwise: State, about_recipient: bool) -> Delivery:
    """What the server's own answer means; `otherwise` where it is no answer that means anything."""
    said = _said(code, answer)
    if code == 250:
        return Delivery(State.SENT, said)
    if 400 <= code < 500:
        return Delivery(State.DEFERRED, said)
    if 500 <= code < 600:
        return Delivery(State.REJECTED, said, about_recipient and bool(_BAD_ADDRESS.search(said)))
    return Delivery(otherwise, said)


def _said(code: int, answer: bytes | str) -> str:
    """A server's answer in one line, without addresses: it goes into the sheet."""
    text = answer.decode("utf-8", "replace") if isinstance(answer, bytes) else answer
    return one_line(_ANY_ADDRESS.sub("…", f"{code} {text}"), MOST_SAID)


def _words(error: Exception) -> str:
    if isinstance(error, smtplib.SMTPResponseException):
        return _said(error.smtp_code, error.smtp_error)
    return one_line(_ANY_ADDRESS.sub("…", str(error) or type(error).__name__), MOST_SAID)


def _who_are_you(server: Server, said: str) -> str:
    return (
        f"{server.host} does not accept the sign-in ({said}): check smtp_user and smtp_password. Nothing was sent; "
        "what is queued waits."
    )


def _be_patient(connection: smtplib.SMTP, seconds: float) -> None:
    if connection.sock is not None:
        connection.sock.settimeout(seconds)


def _on_this_machine(host: str) -> bool:
    if host == "localhost":
        return True
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return False
