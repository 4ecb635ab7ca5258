"""Sending over SMTP, each message at most once.

After a failure before the text of a message is announced (DATA), and after a refusal by the server at any time, the
message was certainly not sent. After any other failure the delivery is unknown, and the message is not sent again.
"""

import contextlib
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
from automation.core.web_addresses import is_loopback
from automation.errors import MailError
from automation.mail.base import Delivery, Spooled

Security = Literal["starttls", "tls", "none"]
# Codes by which a server asks for a sign-in, or refuses ours.
NOT_SIGNED_IN = frozenset({530, 534, 535, 538})
GOING_AWAY = 421
# Characters of a server's answer that are kept.
LONGEST_ANSWER = 200

# Enhanced codes (RFC 3463) about the recipient's address; 5.1.7 and 5.1.8 are about the sender's.
_BAD_ADDRESS = re.compile(r"\b5\.1\.(?:[1-69]|10)\b")
_ANY_ADDRESS = re.compile(r"<?(?<![^\s<>@])[^\s<>@]+@[^\s<>@]+>?")


@dataclass(frozen=True)
class Server:
    """A mail server, from the settings.

    Attributes:
        host: Its name.
        port: Its port.
        security: How the connection is encrypted; "none" only for a server on this machine.
        user: For the sign-in; "" for none.
        password: For the sign-in.
        timeout: Seconds to wait for an answer.
        data_timeout: Seconds to wait for an answer to a message's text; after that its delivery is unknown.
        pace: Seconds between two messages at least.
        certificates: A file of certificates to trust; None for those of the machine.
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
        server: The mail server.
        wait: Waits for a number of seconds.
        clock: Returns monotonic time in seconds.

    Raises:
        MailError: The connection would not be encrypted.
    """

    def __init__(
        self, server: Server, wait: Callable[[float], None] = sleep, clock: Callable[[], float] = monotonic
    ) -> None:
        if server.security == "none" and not is_loopback(server.host):
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
        """Send one message, at most once, after waiting as long as the pace demands.

        Raises:
            MailError: The server does not accept the sign-in. This message was not sent.
        """
        if is_stand_in(message.sender):
            return Delivery(State.REJECTED, "its sender has no address: it was drafted for the outbox")
        self._keep_pace()
        try:
            if self._connection is not None:
                # The server may have closed it while it was idle. No text was sent on it, so a new one is safe.
                with contextlib.suppress(_Lost):
                    return self._send_on(self._connection, message)
            return self._send_on(self._connected(), message)
        except _Lost as lost:
            return Delivery(State.DEFERRED, lost.detail)
        except BaseException:
            # Any error, also Ctrl-C: the server may have received half a command, and would append the next one to it.
            self._drop()
            raise

    def was_sent(self, send_id: str) -> bool | None:  # noqa: ARG002
        """None: a mail server cannot be asked."""
        return None

    def close(self) -> None:
        """Sign off, and close the connection."""
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
        """A new connection, encrypted and signed in as the settings say."""
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
        """Connect, encrypted as the settings say; `closing` gets the call that closes it."""
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
        try:
            return ssl.create_default_context(cafile=self._server.certificates)
        except OSError as error:
            raise MailError(f"smtp_certificates: {self._server.certificates} cannot be read.") from error

    def _sign_in(self, connection: smtplib.SMTP) -> None:
        server = self._server
        try:
            connection.login(server.user, server.password)
        except smtplib.SMTPServerDisconnected:
            raise
        except smtplib.SMTPResponseException as error:
            if 400 <= error.smtp_code < 500:
                raise
            raise MailError(_not_accepted(server, _in_one_line(error.smtp_code, error.smtp_error))) from error
        except (smtplib.SMTPException, UnicodeError) as error:
            raise MailError(_not_accepted(server, _words(error))) from error

    def _send_on(self, connection: smtplib.SMTP, message: Spooled) -> Delivery:
        delivery = self._announce(connection, message) or self._hand_over(connection, message)
        if delivery.state is not State.SENT and self._connection is not None:
            try:
                connection.rset()
            except (OSError, smtplib.SMTPException):
                self._drop()
        return delivery

    def _announce(self, connection: smtplib.SMTP, message: Spooled) -> Delivery | None:
        """Send the sender and the recipient; returns the refusal, or None if the server accepts both.

        Raises:
            _Lost: The connection ended. The message was not sent.
            MailError: The server asks for a sign-in, or refuses ours.
        """
        try:
            _set_timeout(connection, self._server.timeout)
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
            raise _Lost(_in_one_line(code, answer))
        if code in NOT_SIGNED_IN and not about_recipient:
            self._drop()
            raise MailError(_not_accepted(self._server, _in_one_line(code, answer)))
        return _verdict(code, answer, otherwise=State.DEFERRED, about_recipient=about_recipient)

    def _hand_over(self, connection: smtplib.SMTP, message: Spooled) -> Delivery:
        """Send DATA and the text. Without the server's answer, the delivery is unknown from here on."""
        code: int
        answer: bytes | str
        try:
            _set_timeout(connection, self._server.data_timeout)
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
        """Close a connection that cannot be used any more, without signing off."""
        if self._connection is not None:
            self._connection.close()
        self._connection = None


class _Lost(Exception):
    """There is no connection, and the message was not sent."""

    def __init__(self, detail: str) -> None:
        self.detail = detail
        super().__init__(detail)


def _verdict(code: int, answer: bytes | str, *, otherwise: State, about_recipient: bool) -> Delivery:
    """The delivery according to the server's answer; `otherwise` if its code has no meaning here."""
    detail = _in_one_line(code, answer)
    if code == 250:
        return Delivery(State.SENT, detail)
    if 400 <= code < 500:
        return Delivery(State.DEFERRED, detail)
    if 500 <= code < 600:
        return Delivery(State.REJECTED, detail, about_recipient and bool(_BAD_ADDRESS.search(detail)))
    return Delivery(otherwise, detail)


def _in_one_line(code: int, answer: bytes | str) -> str:
    """A server's answer in one line, without addresses, since it goes into the sheet."""
    text = answer.decode("utf-8", "replace") if isinstance(answer, bytes) else answer
    return one_line(_ANY_ADDRESS.sub("…", f"{code} {text}"), LONGEST_ANSWER)


def _words(error: Exception) -> str:
    if isinstance(error, smtplib.SMTPResponseException):
        return _in_one_line(error.smtp_code, error.smtp_error)
    return one_line(_ANY_ADDRESS.sub("…", str(error) or type(error).__name__), LONGEST_ANSWER)


def _not_accepted(server: Server, answer: str) -> str:
    return (
        f"{server.host} does not accept the sign-in ({answer}): check smtp_user and smtp_password. Nothing was sent; "
        "what is queued waits."
    )


def _set_timeout(connection: smtplib.SMTP, seconds: float) -> None:
    if connection.sock is not None:
        connection.sock.settimeout(seconds)
