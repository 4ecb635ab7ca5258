"""A real IMAP server (pymap) on a loopback port, with one account, in the open or private."""

import asyncio
import imaplib
import ssl
import threading
from argparse import Namespace
from collections.abc import Callable, Coroutine
from contextlib import suppress
from datetime import datetime
from pathlib import Path
from typing import Any, Self
from uuid import uuid4

from proxyprotocol.sock import SocketInfoLocal
from pymap.backend.dict import DictBackend
from pymap.imap import IMAPServer
from pysasl.hashing import BuiltinHash

USER, PASSWORD = "dana@acme.example", "secret"


class _Watched:
    """Signs people in, and counts who tries."""

    def __init__(self, login: Any, server: "ImapServer") -> None:
        self._login, self._server = login, server

    def __getattr__(self, name: str) -> Any:
        return getattr(self._login, name)

    async def authenticate(self, credentials: Any) -> Any:
        self._server.sign_ins += 1
        return await self._login.authenticate(credentials)


class ImapServer:
    """The server, in a thread of its own; use it in a `with`.

    Args:
        certificate: File with certificate and key, for STARTTLS or TLS; without encryption no one may then sign in.
        tls: Whether a connection is private from its first byte.

    Attributes:
        port: Where it listens.
        connections: How many there were.
        sign_ins: How many times a client sent a password.
    """

    def __init__(self, certificate: Path | None = None, *, tls: bool = False) -> None:
        self.port = 0
        self.connections = 0
        self.sign_ins = 0
        self._certificate, self._tls = certificate, tls
        self._loop = asyncio.new_event_loop()
        self._thread = threading.Thread(target=self._loop.run_forever, daemon=True)
        self._server: asyncio.Server | None = None

    def __enter__(self) -> Self:
        self._thread.start()
        self._in_loop(self._begin)
        return self

    def __exit__(self, *_: object) -> None:
        self._in_loop(self._end)
        self._loop.call_soon_threadsafe(self._loop.stop)
        self._thread.join(30)
        self._loop.close()

    def _in_loop(self, work: Callable[[], Coroutine[Any, Any, None]]) -> None:
        asyncio.run_coroutine_threadsafe(work(), self._loop).result(timeout=30)

    async def _begin(self) -> None:
        guarded = self._certificate is not None and not self._tls
        certificate = str(self._certificate) if self._certificate else None
        options = {
            "host": "127.0.0.1",
            "port": "0",
            "debug": False,
            "cert": certificate,
            "key": None,
            "tls": guarded,
            "proxy_protocol": None,
            "passlib_cfg": None,
            "inherited_sockets": None,
            "demo_data": False,
            "demo_user": USER,
            "demo_password": PASSWORD,
        }
        # As many rounds of a hash as a real server has took a tenth of all the tests' time.
        hashing = BuiltinHash(hash_name="sha256", rounds=1)
        backend, config = await DictBackend.init(
            Namespace(**options), reject_insecure_auth=guarded, hash_context=hashing
        )
        config.apply_context()
        server = IMAPServer(_Watched(backend.login, self), config)

        async def counted(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
            self.connections += 1
            # Not by way of pymap's reader for proxies: its task is held by nothing, so a garbage collection may end it
            # in the middle of a conversation, and the client waits for the rest.
            with suppress(ConnectionError):
                await server(reader, writer, SocketInfoLocal(writer, unique_id=uuid4().bytes))

        private = config.ssl_context if self._tls else None
        self._server = await asyncio.start_server(counted, "127.0.0.1", 0, ssl=private)
        self.port = self._server.sockets[0].getsockname()[1]

    async def _end(self) -> None:
        assert self._server
        self._server.close()
        others = [task for task in asyncio.all_tasks() if task is not asyncio.current_task()]
        for task in others:
            task.cancel()
        await asyncio.gather(*others, return_exceptions=True)

    def deliver(self, *messages: bytes, at: datetime | None = None) -> None:
        """Put messages into the inbox, as a mail server would."""
        with self.client() as client:
            for message in messages:
                when = imaplib.Time2Internaldate(at.timestamp()) if at else ""
                status, said = client.append("INBOX", "", when, message)
                assert status == "OK", said

    def client(self) -> imaplib.IMAP4:
        """An account of the mail server, which reads its mail."""
        trust = ssl.create_default_context(cafile=self._certificate) if self._certificate else None
        if self._tls:
            client: imaplib.IMAP4 = imaplib.IMAP4_SSL("127.0.0.1", self.port, ssl_context=trust)
        else:
            client = imaplib.IMAP4("127.0.0.1", self.port)
            if trust:
                client.starttls(trust)
        client.login(USER, PASSWORD)
        return client

    def flags(self) -> list[bytes]:
        """What the ledger records of each message in the inbox."""
        with self.client() as client:
            client.select("INBOX", readonly=True)
            _, found = client.fetch("1:*", "(FLAGS)")
            return [bytes(one) for one in found if isinstance(one, bytes)]
