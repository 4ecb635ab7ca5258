"""A real mail server (aiosmtpd) on a loopback port. It fails where a test asks for it."""

import asyncio
import ssl
import threading
import time
from collections import defaultdict
from collections.abc import Callable, Coroutine
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from ipaddress import ip_address
from pathlib import Path
from typing import Any, Self

from aiosmtpd.smtp import SMTP, AuthResult, Envelope, LoginPassword, Session
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import NameOID

# What a server can do instead of answering; anything else is the answer it gives.
DROP, STALL = "drop", "stall"
# At the end of the text: keep the message, and then …
LOSE_THE_ANSWER, STALL_THE_ANSWER, CLOSE_AFTER = "lose the answer", "stall the answer", "close after the answer"


@dataclass(frozen=True)
class Received:
    """A message that the server answers for."""

    sender: str
    recipients: tuple[str, ...]
    data: bytes
    private: bool


class _Protocol(SMTP):
    """One connection."""

    def __init__(self, owner: "MailServer", **options: Any) -> None:
        super().__init__(owner, hostname="mail.example", **options)
        self._owner = owner
        owner.connections += 1

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        super().connection_made(transport)
        self._owner.open += 1

    def connection_lost(self, error: Exception | None) -> None:
        super().connection_lost(error)
        self._owner.open -= 1

    async def smtp_EHLO(self, hostname: str) -> None:  # noqa: N802
        await self._instead_of("EHLO") or await super().smtp_EHLO(hostname)

    async def smtp_MAIL(self, arg: str) -> None:  # noqa: N802
        await self._instead_of("MAIL") or await super().smtp_MAIL(arg)

    async def smtp_RCPT(self, arg: str) -> None:  # noqa: N802
        await self._instead_of("RCPT") or await super().smtp_RCPT(arg)

    async def smtp_DATA(self, arg: str) -> None:  # noqa: N802
        if await self._instead_of("DATA"):
            return
        if self._owner.next_fault("354"):
            await self.push("354 go ahead")
            self.transport.abort()
            return
        closes = self._owner.next_fault(CLOSE_AFTER)
        await super().smtp_DATA(arg)
        if closes:
            self.transport.close()

    async def _instead_of(self, command: str) -> bool:
        """Do what was asked for at this command; False where nothing was."""
        fault = self._owner.next_fault(command)
        if fault == DROP:
            self.transport.abort()
        elif fault == STALL:
            self._owner.stalled += 1
            await self._owner.until_the_end()
        elif fault:
            await self.push(fault)
        return bool(fault)


class MailServer:
    """The server, in a thread of its own; use it in a `with`.

    Args:
        certificate: File with certificate and key for STARTTLS or TLS.
        tls: Whether a connection is private from its first byte.
        account: User and password that it wants, over STARTTLS; None accepts any client.
    """

    def __init__(
        self, certificate: Path | None = None, *, tls: bool = False, account: tuple[str, str] | None = None
    ) -> None:
        self.received: list[Received] = []
        self.connections = 0
        # Connections that neither side has closed, and commands that the server does not reply to.
        self.open = 0
        self.stalled = 0
        # Messages whose end is not answered yet.
        self.waiting = 0
        self._free: asyncio.Event | None = None
        self.sign_ins = 0
        self.port = 0
        self._faults: dict[str, list[str]] = defaultdict(list)
        self._account = account
        self._tls = tls
        self._context: ssl.SSLContext | None = None
        if certificate:
            self._context = ssl.create_default_context(ssl.Purpose.CLIENT_AUTH)
            self._context.load_cert_chain(certificate)
        self._loop = asyncio.new_event_loop()
        self._thread = threading.Thread(target=self._loop.run_forever, daemon=True)
        self._ended: asyncio.Event | None = None
        self._server: asyncio.Server | None = None

    def fails(self, at: str, how: str, times: int = 1) -> None:
        """Fail the next `times` at a command, at "354" (go ahead, then drop) or at the end of the "TEXT"."""
        self._faults[at] += [how] * times

    def hold(self) -> None:
        """Let every message wait at its end, without a reply, until `let_go`."""
        self._in_loop(self._set_free, free=False)

    def let_go(self) -> None:
        """Reply to those that wait, and go on."""
        self._in_loop(self._set_free, free=True)

    def closed_within(self, seconds: float) -> bool:
        """Whether all connections are closed, now or within so many seconds."""
        until = time.monotonic() + seconds
        while self.open and time.monotonic() < until:
            time.sleep(0.01)
        return not self.open

    async def _set_free(self, *, free: bool) -> None:
        assert self._free
        if free:
            self._free.set()
        else:
            self._free.clear()

    def next_fault(self, at: str) -> str:
        return self._faults[at].pop(0) if self._faults[at] else ""

    async def until_the_end(self) -> None:
        assert self._ended
        await self._ended.wait()

    async def handle_DATA(self, server: SMTP, session: Session, envelope: Envelope) -> str:  # noqa: N802
        assert self._free
        self.waiting += 1
        await self._free.wait()
        self.waiting -= 1
        fault = self.next_fault("TEXT")
        if fault and fault not in (LOSE_THE_ANSWER, STALL_THE_ANSWER, DROP):
            return fault
        if fault != DROP:
            assert isinstance(envelope.original_content, bytes)
            self.received.append(
                Received(
                    str(envelope.mail_from),
                    tuple(envelope.rcpt_tos),
                    envelope.original_content,
                    session.ssl is not None or self._tls,
                )
            )
        if fault == STALL_THE_ANSWER:
            await self.until_the_end()
        if fault:
            server.transport.abort()
        return "250 2.0.0 queued as 4711"

    def _signs_in(self, _server: SMTP, _session: Session, _envelope: Envelope, _how: str, said: Any) -> AuthResult:
        assert isinstance(said, LoginPassword)
        self.sign_ins += 1
        fault = self.next_fault("AUTH")
        if fault:
            return AuthResult(success=False, handled=False, message=fault)
        fine = (said.login.decode(), said.password.decode()) == self._account
        return AuthResult(success=fine, handled=False)

    def _protocol(self) -> _Protocol:
        options: dict[str, Any] = {"loop": self._loop}
        if self._context and not self._tls:
            options |= {"tls_context": self._context, "require_starttls": True}
        if self._account:
            options |= {"authenticator": self._signs_in, "auth_required": True}
        return _Protocol(self, **options)

    def __enter__(self) -> Self:
        self._thread.start()
        self._in_loop(self._begin)
        return self

    def __exit__(self, *_: object) -> None:
        self._in_loop(self._end)
        self._loop.call_soon_threadsafe(self._loop.stop)
        self._thread.join(30)
        self._loop.close()

    def _in_loop(self, work: Callable[..., Coroutine[Any, Any, None]], **given: Any) -> None:
        asyncio.run_coroutine_threadsafe(work(**given), self._loop).result(timeout=30)

    async def _begin(self) -> None:
        self._ended, self._free = asyncio.Event(), asyncio.Event()
        self._free.set()
        context = self._context if self._tls else None
        self._server = await self._loop.create_server(self._protocol, "127.0.0.1", 0, ssl=context)
        self.port = self._server.sockets[0].getsockname()[1]

    async def _end(self) -> None:
        assert self._server
        assert self._ended
        self._server.close()
        self._ended.set()
        others = [task for task in asyncio.all_tasks() if task is not asyncio.current_task()]
        for task in others:
            task.cancel()
        await asyncio.gather(*others, return_exceptions=True)


def self_signed(path: Path, address: str = "127.0.0.1", days: int = 1) -> Path:
    """A self-signed certificate for an address, valid for so many days more, with its key, in one file."""
    key = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "mail.example")])
    now = datetime.now(UTC)
    certificate = (
        x509.CertificateBuilder()
        .subject_name(name)
        .issuer_name(name)
        .public_key(key.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(now - timedelta(days=9))
        .not_valid_after(now + timedelta(days=days))
        .add_extension(x509.SubjectAlternativeName([x509.IPAddress(ip_address(address))]), critical=False)
        .add_extension(x509.BasicConstraints(ca=True, path_length=0), critical=True)
        .sign(key, hashes.SHA256())
    )
    pem = serialization.Encoding.PEM
    private = key.private_bytes(pem, serialization.PrivateFormat.PKCS8, serialization.NoEncryption())
    path.write_bytes(certificate.public_bytes(pem) + private)
    return path
