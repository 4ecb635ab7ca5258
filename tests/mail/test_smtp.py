from collections.abc import Callable, Iterator, Mapping
from pathlib import Path

import pytest

from automation.core.ledger.events import State
from automation.core.messages.drafts import Sender
from automation.errors import MailError
from automation.mail.base import Delivery
from automation.mail.smtp import Security, Server, SmtpMailer
from tests.mail.messages import message
from tests.mail.server import (
    CLOSE_AFTER,
    DROP,
    LOSE_THE_ANSWER,
    STALL,
    STALL_THE_ANSWER,
    MailServer,
    self_signed,
)
from tests.support.interrupts import interrupted_when

SENT, DEFERRED, REJECTED, UNKNOWN = State.SENT, State.DEFERRED, State.REJECTED, State.UNKNOWN


def mailer(server: MailServer, **changes: object) -> SmtpMailer:
    options: dict[str, object] = {"security": "none", "timeout": 20, "data_timeout": 20, "pace": 0, **changes}
    return SmtpMailer(Server("127.0.0.1", server.port, **options))  # type: ignore[arg-type]


def sent_once(server: MailServer, **changes: object) -> Delivery:
    client = mailer(server, **changes)
    try:
        return client.send(message())
    finally:
        client.close()


def test_a_message_arrives_to_the_byte(server: MailServer) -> None:
    """The server gets the spooled bytes, with the sender and recipient in them."""
    delivery = sent_once(server)
    assert (delivery.state, delivery.detail) == (SENT, "250 2.0.0 queued as 4711")
    (received,) = server.received
    assert (received.sender, received.recipients) == ("dana@acme.example", ("ana@mail.example",))
    assert received.data == message().data


def test_lines_that_begin_with_a_dot_arrive(server: MailServer) -> None:
    """A line of a single dot does not end the message early."""
    body = "Hello,\n.\n..\n.hidden\n\nAcme, 1 Street\nSay so in a reply."
    client = mailer(server)
    client.send(message("m1", body=body))
    client.close()
    assert server.received[0].data == message("m1", body=body).data


@pytest.mark.parametrize(
    ("at", "how", "state"),
    [
        # Before DATA, every failure is provably "not sent".
        ("EHLO", DROP, DEFERRED),
        ("MAIL", DROP, DEFERRED),
        ("RCPT", DROP, DEFERRED),
        ("MAIL", "421 4.3.2 shutting down", DEFERRED),
        ("MAIL", "451 4.3.0 try later", DEFERRED),
        ("RCPT", "450 4.2.0 greylisted", DEFERRED),
        ("RCPT", "nonsense", DEFERRED),
        ("MAIL", "550 5.7.1 not from here", REJECTED),
        ("RCPT", "550 5.7.1 no", REJECTED),
        # So is what the server states itself.
        ("DATA", "452 4.3.1 no room", DEFERRED),
        ("DATA", "554 5.5.1 no valid recipients", REJECTED),
        ("TEXT", "451 4.7.1 try again later", DEFERRED),
        ("TEXT", "554 5.7.1 looks like spam", REJECTED),
        ("TEXT", "421 4.3.2 shutting down", DEFERRED),
        # Everything else is unknown, whether it arrived or not.
        ("DATA", DROP, UNKNOWN),
        ("354", DROP, UNKNOWN),
        ("TEXT", DROP, UNKNOWN),
        ("TEXT", LOSE_THE_ANSWER, UNKNOWN),
        ("TEXT", "999 what?", UNKNOWN),
    ],
)
def test_what_became_of_a_message(server: MailServer, at: str, how: str, state: State) -> None:
    """Provably not sent is deferred (4xx, no connection) or rejected (5xx); the rest is unknown, never "not sent"."""
    server.fails(at, how)
    delivery = sent_once(server)
    assert delivery.state is state
    assert delivery.detail
    assert len(server.received) == (how == LOSE_THE_ANSWER)


@pytest.mark.parametrize(
    ("at", "how", "patience", "state", "arrived"),
    [
        ("EHLO", STALL, {"timeout": 0.3}, DEFERRED, 0),
        ("RCPT", STALL, {"timeout": 0.3}, DEFERRED, 0),
        ("DATA", STALL, {"data_timeout": 0.3}, UNKNOWN, 0),
        ("TEXT", STALL_THE_ANSWER, {"data_timeout": 2}, UNKNOWN, 1),
    ],
)
def test_a_server_that_falls_silent(
    server: MailServer, at: str, how: str, patience: Mapping[str, float], state: State, arrived: int
) -> None:
    """Silence before DATA is deferred; after it, the message may have arrived, so it is unknown."""
    server.fails(at, how)
    assert sent_once(server, **patience).state is state
    assert len(server.received) == arrived


def test_patience_grows_once_it_matters(server: MailServer) -> None:
    """From DATA on a server may be silent for longer, because giving up then leaves the message unknown."""
    client = mailer(server, timeout=20, data_timeout=30)
    client.send(message("m1"))
    assert client._connection
    assert client._connection.sock
    assert client._connection.sock.gettimeout() == 30
    server.fails("RCPT", "550 no")
    client.send(message("m2"))
    assert client._connection.sock.gettimeout() == 20
    client.close()


@pytest.mark.parametrize(
    ("at", "answer", "bad"),
    [
        ("RCPT", "550 5.1.1 <ana@mail.example>: no such user", True),
        ("RCPT", "550 5.1.10 null MX", True),
        ("TEXT", "550 5.1.2 bad destination system", True),
        ("RCPT", "550 5.7.1 policy", False),
        ("RCPT", "450 4.1.1 not now", False),
        ("MAIL", "550 5.1.1 sender unknown", False),
        ("RCPT", "550 5.1.8 bad sender's system", False),
    ],
)
def test_a_refused_address_differs_from_other_refusals(server: MailServer, at: str, answer: str, bad: bool) -> None:
    """Only a lasting refusal that is about the recipient's address says that the address is bad."""
    server.fails(at, answer)
    assert sent_once(server).bad_address is bad


def test_server_replies_are_stored_without_addresses(server: MailServer) -> None:
    """What the server said goes into the sheet: one line, no address, no control characters, not too long."""
    server.fails("RCPT", f"550 5.1.1 <ana@mail.example> dana@acme.example \x07 {'no ' * 200}")
    detail = sent_once(server).detail
    assert detail.startswith("550 5.1.1 … …")
    assert "@" not in detail
    assert detail.isprintable()
    assert len(detail) <= 200


def test_one_connection_carries_many_messages(server: MailServer) -> None:
    """A connection is kept, also past a refusal."""
    client = mailer(server)
    server.fails("RCPT", "550 5.1.1 no such user")
    states = [client.send(message(f"m{number}")).state for number in range(4)]
    client.close()
    assert states == [REJECTED, SENT, SENT, SENT]
    assert (server.connections, len(server.received)) == (1, 3)


@pytest.mark.parametrize("answer", ["DATA", "TEXT"])
def test_a_refused_message_does_not_affect_the_next(server: MailServer, answer: str) -> None:
    """After DATA or the text was refused, the next message goes to its own recipient alone."""
    client = mailer(server)
    server.fails(answer, "554 5.7.1 no")
    assert client.send(message("m1", address="first@mail.example")).state is REJECTED
    assert client.send(message("m2", address="second@mail.example")).state is SENT
    client.close()
    assert [received.recipients for received in server.received] == [("second@mail.example",)]


def test_a_server_that_closes_after_accepting(server: MailServer) -> None:
    """A message that was accepted is sent, and the next one finds a new connection by itself."""
    server.fails(CLOSE_AFTER, "yes", times=3)
    client = mailer(server)
    assert [client.send(message(f"m{number}")).state for number in range(3)] == [SENT] * 3
    client.close()
    assert (server.connections, len(server.received)) == (3, 3)


def test_an_idle_connection_that_is_refused_is_renewed_once(server: MailServer) -> None:
    """421 on a kept connection leads to a new one; on a new one it defers."""
    client = mailer(server)
    assert client.send(message("m1")).state is SENT
    server.fails("MAIL", "421 4.4.2 idle too long")
    assert client.send(message("m2")).state is SENT
    server.fails("MAIL", "421 4.3.2 shutting down", times=2)
    assert client.send(message("m3")).state is DEFERRED
    client.close()
    assert len(server.received) == 2


def test_unknown_is_not_sent_again_on_a_new_connection(server: MailServer) -> None:
    """A kept connection that ends after DATA is no reason to hand the message over once more."""
    client = mailer(server)
    client.send(message("m1"))
    server.fails("TEXT", LOSE_THE_ANSWER)
    assert client.send(message("m2")).state is UNKNOWN
    client.close()
    assert len(server.received) == 2


def test_without_a_server_a_message_is_deferred() -> None:
    """Without a server, a message is deferred and the reason named."""
    with MailServer() as gone:
        port = gone.port
    delivery = SmtpMailer(Server("127.0.0.1", port, "none", timeout=5, pace=0)).send(message())
    assert delivery.state is DEFERRED
    assert "no connection to 127.0.0.1" in delivery.detail


@pytest.mark.parametrize("host", ["no-such-host.invalid", "x" * 80, ""])
def test_an_unknown_host_defers(host: str) -> None:
    """A host name that cannot be resolved defers the message."""
    assert SmtpMailer(Server(host, 25, "tls", timeout=5, pace=0)).send(message()).state is DEFERRED


class TestPrivacy:
    def test_starttls(self, certificate: Path) -> None:
        """With STARTTLS the message goes over a private connection."""
        with MailServer(certificate) as server:
            assert sent_once(server, security="starttls", certificates=str(certificate)).state is SENT
            assert [received.private for received in server.received] == [True]

    def test_tls(self, certificate: Path) -> None:
        """With TLS it is private from the first byte."""
        with MailServer(certificate, tls=True) as server:
            assert sent_once(server, security="tls", certificates=str(certificate)).state is SENT

    @pytest.mark.parametrize("tls", [True, False])
    def test_a_self_signed_certificate_is_refused(self, certificate: Path, tls: bool) -> None:
        """A server that cannot prove who it is gets nothing; the message is deferred."""
        with MailServer(certificate, tls=tls) as server:
            delivery = sent_once(server, security="tls" if tls else "starttls")
            assert delivery.state is DEFERRED
            assert "certificate" in delivery.detail
            assert not server.received

    @pytest.mark.parametrize("security", ["tls", "starttls"])
    @pytest.mark.parametrize("content", [None, "no certificate"])
    def test_certificates_that_cannot_be_read_stop_the_run(
        self, server: MailServer, tmp_path: Path, security: str, content: str | None
    ) -> None:
        """A mistake in a setting does not pass by itself, so no message is deferred for it: the setting is named."""
        file = tmp_path / "certificates.pem"
        if content:
            file.write_text(content, encoding="utf-8")
        with pytest.raises(MailError, match=f"smtp_certificates: {file} cannot be read."):
            sent_once(server, security=security, certificates=str(file))

    def test_a_server_without_starttls(self, server: MailServer) -> None:
        """A server that offers no private connection gets nothing, whatever stands in between."""
        delivery = sent_once(server, security="starttls")
        assert delivery.state is DEFERRED
        assert "STARTTLS" in delivery.detail
        assert not server.received

    def test_a_server_without_tls_gets_nothing(self, server: MailServer) -> None:
        """A server that speaks no TLS is no reason to speak without it."""
        assert sent_once(server, security="tls").state is DEFERRED

    @pytest.mark.parametrize(
        "host", ["mail.acme.example", "10.0.0.1", "localhost.acme.example", "127.0.0.1.acme.example"]
    )
    def test_in_the_open_only_on_this_machine(self, host: str) -> None:
        """Without TLS, no server but this machine's own is spoken to."""
        with pytest.raises(MailError, match="only for a mail server on this machine"):
            SmtpMailer(Server(host, 25, "none"))


class TestSigningIn:
    @pytest.fixture
    def guarded(self, certificate: Path) -> Iterator[MailServer]:
        """Wants Dana's password, over STARTTLS."""
        with MailServer(certificate, account=("dana", "sesame")) as running:
            yield running

    def sent(self, server: MailServer, certificate: Path, user: str = "dana", password: str = "sesame") -> Delivery:  # noqa: S107
        return sent_once(server, security="starttls", certificates=str(certificate), user=user, password=password)

    def test_right_password(self, guarded: MailServer, certificate: Path) -> None:
        """With the right password, messages are sent."""
        assert self.sent(guarded, certificate).state is SENT

    @pytest.mark.parametrize("security", ["starttls", "tls"])
    @pytest.mark.parametrize(
        ("made_for", "days", "says"), [("127.0.0.9", 1, "IP address mismatch"), ("127.0.0.1", -2, "expired")]
    )
    def test_no_password_for_others(
        self, tmp_path: Path, security: Security, made_for: str, days: int, says: str
    ) -> None:
        """A server with another server's certificate, or an expired one, gets neither password nor message."""
        shown = self_signed(tmp_path / "shown.pem", made_for, days)
        with MailServer(shown, tls=security == "tls", account=("dana", "sesame")) as server:
            delivery = sent_once(
                server,
                security=security,
                certificates=str(shown),
                user="dana",
                password="sesame",  # noqa: S106
            )
            assert (delivery.state, says in delivery.detail) == (DEFERRED, True)
            assert (server.sign_ins, server.received) == (0, [])

    @pytest.mark.parametrize("password", ["open", "pässwort", ""])
    def test_wrong_password(self, guarded: MailServer, certificate: Path, password: str) -> None:
        """A refused sign-in stops everything with what to check; it is no fault of the message."""
        with pytest.raises(MailError, match="check smtp_user and smtp_password") as refused:
            self.sent(guarded, certificate, password=password)
        assert not password or password not in str(refused.value)
        assert not guarded.received

    def test_sign_in_wanted(self, guarded: MailServer, certificate: Path) -> None:
        """A server that wants a sign-in and gets none stops everything too."""
        with pytest.raises(MailError, match="does not accept the sign-in"):
            self.sent(guarded, certificate, user="")

    def test_no_sign_in_offered(self, server: MailServer) -> None:
        """A server that offers no sign-in does not get the message without one."""
        with pytest.raises(MailError, match="does not accept the sign-in"):
            sent_once(server, user="dana", password="sesame")  # noqa: S106
        assert not server.received

    def test_sign_in_not_possible_now(self, guarded: MailServer, certificate: Path) -> None:
        """A sign-in that fails for now defers the message."""
        guarded.fails("AUTH", "454 4.7.0 try later", times=3)
        assert self.sent(guarded, certificate).state is DEFERRED


def paced(server: MailServer, pace: float) -> tuple[SmtpMailer, list[float], Callable[[float], None]]:
    """A mailer whose time is ours: waits are noted, and pass at once."""
    now, waits = [0.0], []

    def wait(seconds: float) -> None:
        waits.append(seconds)
        now[0] += seconds

    def pass_by(seconds: float) -> None:
        now[0] += seconds

    options = Server("127.0.0.1", server.port, "none", timeout=20, data_timeout=20, pace=pace)
    return SmtpMailer(options, wait, lambda: now[0]), waits, pass_by


def test_messages_keep_their_distance(server: MailServer) -> None:
    """Two messages are `pace` seconds apart; time that passed by itself is not waited for again."""
    client, waits, pass_by = paced(server, 2)
    client.send(message("m1"))
    client.send(message("m2"))
    pass_by(1.5)
    client.send(message("m3"))
    pass_by(5)
    client.send(message("m4"))
    client.close()
    assert waits == [2.0, 0.5]


def test_the_message_after_an_interruption_begins_on_a_new_connection(server: MailServer) -> None:
    """Ctrl-C while the server has a message and has not replied: no command of the next one follows on that line."""
    client = mailer(server)
    client.send(message("m1"))
    server.hold()
    with pytest.raises(KeyboardInterrupt), interrupted_when(lambda: server.waiting == 1):
        client.send(message("m2"))
    server.let_go()
    assert client.send(message("m3")).state is SENT
    client.close()
    assert server.connections == 2


def test_an_interruption_while_connecting_closes_the_connection(server: MailServer) -> None:
    """Ctrl-C while the server has a greeting and has not replied."""
    server.fails("EHLO", STALL)
    client = mailer(server)
    # What was raised is kept, and with it all that the interrupted call held: only the client itself closes here.
    with pytest.raises(KeyboardInterrupt) as kept, interrupted_when(lambda: server.stalled == 1):
        client.send(message("m1"))
    assert server.closed_within(10), kept
    assert client.send(message("m2")).state is SENT
    client.close()


def test_a_made_up_sender_address_is_never_sent_by_mail(server: MailServer) -> None:
    """A message drafted for the outbox, from a sender without a known address, is not sent by mail."""
    client = mailer(server)
    delivery = client.send(message(sender=Sender("Sam", "sam@outbox.example")))
    assert (delivery.state, server.received, server.connections) == (REJECTED, [], 0)


def test_a_mail_server_cannot_be_asked(server: MailServer) -> None:
    """A mail server cannot be asked whether a message arrived."""
    assert mailer(server).was_sent("m1") is None
