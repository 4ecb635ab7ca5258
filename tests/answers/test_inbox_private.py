"""The mailbox over TLS and STARTTLS: which certificates are trusted, and which servers get no password."""

import socket
import threading
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Self

import pytest

from automation.errors import ConfigError, MailError, StoreUnavailable
from automation.mail.imap import Mailbox, Reader
from automation.outreach.inbox import read_inbox
from tests.answers.corpus import message
from tests.answers.imap_server import PASSWORD, USER, ImapServer
from tests.answers.test_inbox import written
from tests.cli.program import Program
from tests.mail.server import self_signed
from tests.outreach.desk import Desk, local_desk
from tests.support.interrupts import interrupted_when

WAYS = ["tls", "starttls"]


@dataclass(frozen=True)
class Box:
    """A mailbox that holds a reply, and the desk that is to read it."""

    server: ImapServer
    desk: Desk

    def reads(self) -> int:
        """How many replies it recorded; those who put mail into the box sign in as well."""
        self.server.sign_ins = 0
        return read_inbox(self.desk.room()).noted.total()


@pytest.fixture(scope="module")
def good(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return self_signed(tmp_path_factory.mktemp("good") / "imap.pem")


@pytest.fixture
def box(tmp_path: Path) -> Iterator[Callable[..., Box]]:
    """Serves a mailbox with a certificate, read with these settings."""
    running: list[ImapServer] = []

    def make(way: str, certificate: Path | None, **settings: Any) -> Box:
        server = ImapServer(certificate, tls=way == "tls")
        server.__enter__()
        running.append(server)
        options = {
            "imap_host": "127.0.0.1",
            "imap_port": server.port,
            "imap_security": way,
            "imap_user": USER,
            "imap_password": PASSWORD,
            **settings,
        }
        return Box(server, written(local_desk(tmp_path, **options)))

    yield make
    for server in running:
        server.__exit__()


@pytest.mark.parametrize("way", WAYS)
def test_a_trusted_server_is_read(box: Callable[..., Box], good: Path, way: str) -> None:
    """A certificate that imap_certificates names is accepted, and the reply is recorded."""
    private = box(way, good, imap_certificates=str(good))
    private.server.deliver(message("reply-question"))
    assert (private.reads(), private.server.sign_ins) == (1, 1)


@pytest.mark.parametrize("way", WAYS)
def test_this_machines_own_trust_counts(
    box: Callable[..., Box], good: Path, way: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Without the setting, the system's certificates are trusted; SSL_CERT_FILE names another file."""
    monkeypatch.setenv("SSL_CERT_FILE", str(good))
    private = box(way, good)
    private.server.deliver(message("reply-question"))
    assert private.reads() == 1


@pytest.mark.parametrize("way", WAYS)
@pytest.mark.parametrize(
    ("made_for", "days", "says"),
    [("127.0.0.1", 1, "self-signed"), ("127.0.0.9", 1, "IP address mismatch"), ("127.0.0.1", -2, "expired")],
)
def test_an_untrusted_server_gets_no_password(
    box: Callable[..., Box], tmp_path: Path, way: str, made_for: str, days: int, says: str
) -> None:
    """With a self-signed, expired or another server's certificate no password is sent, and an error says why."""
    shown = self_signed(tmp_path / "shown.pem", made_for, days)
    trusted = {} if says == "self-signed" else {"imap_certificates": str(shown)}
    private = box(way, shown, **trusted)
    with pytest.raises(MailError, match=f"could not prove who it is .*{says}.*imap_certificates"):
        private.reads()
    assert private.server.sign_ins == 0


def test_no_starttls_no_password(box: Callable[..., Box], good: Path) -> None:
    """A server, or a machine in between, that offers no STARTTLS gets no password without encryption."""
    opened = box("starttls", None, imap_certificates=str(good))
    with pytest.raises(MailError, match="offers no STARTTLS"):
        opened.reads()
    assert (opened.server.connections, opened.server.sign_ins) == (1, 0)


def test_a_server_without_tls_gets_nothing(box: Callable[..., Box], good: Path) -> None:
    """A server that speaks no TLS is no reason to speak without it."""
    opened = box("starttls", good, imap_security="tls")
    with pytest.raises(StoreUnavailable, match="out of reach"):
        opened.reads()
    assert opened.server.sign_ins == 0


def test_starttls_on_the_tls_port_is_refused(box: Callable[..., Box], good: Path) -> None:
    """Where both would wait for the other to speak, the settings are refused at once."""
    with pytest.raises(ConfigError, match="imap_port = 143"):
        box("starttls", good, imap_port=993).reads()


def test_certificates_that_cannot_be_read(box: Callable[..., Box], good: Path, tmp_path: Path) -> None:
    """A file without certificates is named in the error."""
    (tmp_path / "none.pem").write_text("none")
    with pytest.raises(ConfigError, match=r"none\.pem cannot be read"):
        box("tls", good, imap_certificates=str(tmp_path / "none.pem")).reads()


class Silent:
    """A server that does not reply to one command, until the client signs off; it accepts one connection.

    Args:
        command: Which.
    """

    def __init__(self, command: str) -> None:
        self._command = command
        self._listener = socket.create_server(("127.0.0.1", 0))
        self.port = int(self._listener.getsockname()[1])
        self.reached, self.closed = threading.Event(), threading.Event()
        self._thread = threading.Thread(target=self._serve, daemon=True)

    def __enter__(self) -> Self:
        self._thread.start()
        return self

    def __exit__(self, *_: object) -> None:
        self._listener.close()
        self._thread.join(30)

    def _serve(self) -> None:
        connection, _ = self._listener.accept()
        with connection, connection.makefile("rwb") as stream:
            stream.write(b"* OK ready\r\n")
            stream.flush()
            for line in stream:
                tag, command, *_ = line.decode().split()
                if command == self._command:
                    self.reached.set()
                    continue
                listed = "* CAPABILITY IMAP4rev1 STARTTLS\r\n" if command == "CAPABILITY" else ""
                stream.write(f"{listed}{tag} OK done\r\n".encode())
                stream.flush()
            self.closed.set()


@pytest.mark.parametrize(("command", "security"), [("STARTTLS", "starttls"), ("EXAMINE", "none")])
def test_an_interruption_while_connecting_closes_the_connection(command: str, security: Any) -> None:
    """Ctrl-C while the server has not replied yet."""
    with Silent(command) as server:
        reader = Reader(Mailbox("127.0.0.1", server.port, security, USER, PASSWORD))
        with pytest.raises(KeyboardInterrupt) as kept, interrupted_when(server.reached.is_set):
            reader.__enter__()
        # What was raised is kept, and with it all that the interrupted call held: only the reader itself closes here.
        assert server.closed.wait(10), kept


def test_the_command_prints_the_error_without_the_password(
    box: Callable[..., Box], good: Path, backpocket: Program, monkeypatch: pytest.MonkeyPatch
) -> None:
    """`backpocket inbox` ends with the sentence, its exit code, and without the password."""
    private = box("tls", good)
    for name, value in {**private.desk.options, "outreach_folder": str(private.desk.folder)}.items():
        monkeypatch.setenv(f"BACKPOCKET_{name.upper()}", str(value))
    ran = backpocket("inbox", "--workbook", private.desk.locator)
    assert (ran.code, "could not prove who it is" in ran.err, PASSWORD in ran.out + ran.err) == (65, True, False)
