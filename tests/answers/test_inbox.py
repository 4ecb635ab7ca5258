"""The mailbox on a real IMAP server: each reply is recorded once, whatever happens in between."""

import imaplib
import os
import signal
import time
from collections import Counter
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest

from automation.core.ledger.events import Answer, Event, Notice, State
from automation.core.ledger.open_replies import for_a_person
from automation.core.ledger.persons import Persons
from automation.core.ledger.replies import summary_of
from automation.core.ledger.suppression import hashes_of
from automation.core.reports import outreach_metrics
from automation.core.reports.time_windows import Ratio, Window
from automation.errors import BackpocketError, ConfigError, MailError, StoreUnavailable
from automation.mail.base import Spooled
from automation.outreach import inbox, replies
from automation.outreach.compose import propose, queue
from automation.outreach.inbox import PLACE, read_inbox
from automation.outreach.owner_alerts import OwnerNotifier, notify_owners
from automation.outreach.replies import accept_return, handle, record
from automation.outreach.sending import send
from automation.outreach.suppression_list import suppress
from automation.refresh import refresh
from automation.services.init import complete
from tests.answers.corpus import ANA, EXPECTED, MESSAGE_ID, NOT_OURS, SEND_ID, message
from tests.answers.imap_server import PASSWORD, USER, ImapServer
from tests.mail.server import STALL_THE_ANSWER, MailServer
from tests.outreach.desk import DANA, NOON, REQ, Desk, by_mail, give_ids, key, local_desk, sheet_desk
from tests.sheets_emulator.server import Emulator
from tests.support.forks import forked

assert key(0) == ANA
pytestmark = pytest.mark.filterwarnings("ignore:.*fork.*:DeprecationWarning")


@pytest.fixture
def imap() -> Iterator[ImapServer]:
    with ImapServer() as running:
        yield running


def settings(imap: ImapServer) -> dict[str, Any]:
    return {
        "imap_host": "127.0.0.1",
        "imap_port": imap.port,
        "imap_security": "none",
        "imap_user": USER,
        "imap_password": PASSWORD,
    }


@pytest.fixture(params=["sqlite", "sheet"])
def desk(request: pytest.FixtureRequest, tmp_path: Path, imap: ImapServer) -> Iterator[Desk]:
    """With either kind of ledger, Ana has a message whose ID the corpus knows."""
    if request.param == "sqlite":
        yield written(local_desk(tmp_path, **settings(imap)))
        return
    with Emulator() as emulator:
        yield written(sheet_desk(tmp_path, emulator, **settings(imap)))


@pytest.fixture
def local(tmp_path: Path, imap: ImapServer) -> Desk:
    return written(local_desk(tmp_path, **settings(imap)))


def written(desk: Desk, steps: tuple[State, ...] = (State.QUEUED, State.SENDING, State.SENT)) -> Desk:
    room = desk.room()
    body = (
        b"X-Backpocket-Send-Id: "
        + SEND_ID.encode()
        + b"\r\nFrom: <dana@acme.example>\r\nTo: <"
        + ANA.encode()
        + b">\r\n\r\n"
    )
    room.spool.save(Spooled(SEND_ID, "dana@acme.example", ANA, body))
    first = Event(NOON, State.QUEUED, SEND_ID, ANA, (REQ,), "first note", DANA, "", "Hi", MESSAGE_ID)
    room.ledger.refresh()
    room.ledger.change(
        lambda state: [*room.beginning(state), *(Event(NOON, one, *list(vars(first).values())[2:]) for one in steps)]
    )
    return desk


def later(desk: Desk, **ahead: int) -> Desk:
    desk.now = NOON + timedelta(**ahead)
    return desk


def kinds(desk: Desk) -> Counter[str]:
    return Counter(e.state for e in desk.room().open_log().read().events if e.state in set(Answer))


@pytest.mark.long
def test_the_whole_corpus_is_recorded_once(desk: Desk, imap: ImapServer) -> None:
    """All messages in one mailbox: each is recorded correctly; a second run, or a lost place, records nothing."""
    # After an unsubscribe nothing changes but the count: each message is recorded for itself.
    imap.deliver(*(message(name) or b"\r\n" for name in sorted(EXPECTED)), at=NOON + timedelta(hours=1))
    later(desk, hours=20)
    found = read_inbox(desk.room())
    wanted = Counter(kind for kind, _ in EXPECTED.values())
    others = wanted.pop(NOT_OURS)
    assert (found.noted, found.others, found.known, found.read) == (wanted, others, 0, len(EXPECTED))
    assert kinds(desk) == wanted
    assert read_inbox(desk.room()).read == 0
    (place,) = desk.folder.glob(f"*/{PLACE}")
    place.unlink()
    again = read_inbox(desk.room())
    assert (again.noted.total(), again.known, again.others) == (0, wanted.total(), others)
    assert kinds(desk) == wanted


@pytest.mark.long
def test_nothing_in_the_mailbox_is_touched(local: Desk, imap: ImapServer) -> None:
    """No message is deleted, moved, or marked as read."""
    imap.deliver(*(message(name) for name in ("reply-top-interested", "dsn-postfix-unknown", "spam")))
    before = imap.flags()
    read_inbox(later(local, hours=1).room())
    assert imap.flags() == before
    assert not any(b"Seen" in one or b"Deleted" in one for one in before)


@pytest.mark.long
def test_a_dry_run_records_nothing(local: Desk, imap: ImapServer) -> None:
    """It shows what it would record, and the next run records it."""
    imap.deliver(message("leave-stop"))
    later(local, hours=1)
    assert read_inbox(local.room(), dry_run=True).noted == {"left the list": 1}
    assert kinds(local) == {}
    assert read_inbox(local.room()).noted == {"left the list": 1}


def test_a_reply_by_mail_that_says_stop_ends_all_messages(desk: Desk, imap: ImapServer) -> None:
    """A reply "stop" by mail cancels queued messages, and no other message is sent."""
    later(desk, days=20)
    room = desk.room()
    (waiting,) = propose(room, None, [ANA], DANA, template="Is it still right?")
    (queued,) = queue(room, [waiting.draft], DANA)
    assert queued.send_id
    imap.deliver(message("leave-stop"))
    read_inbox(desk.room())
    assert send(desk.room()).settled == {}
    assert desk.sends()[queued.send_id].state is State.CANCELLED
    (drafted,) = propose(desk.room(), REQ, [ANA], DANA)
    # The list, the row and the reply say so; it is given as one reason.
    assert [one.lower() for one in drafted.reasons].count("asked not to be contacted") == 1


def test_a_dead_address_gets_no_more_mail_and_a_corrected_one_does(desk: Desk, imap: ImapServer) -> None:
    """A hard bounce keeps mail from the address; the message counts as never having arrived."""
    imap.deliver(message("dsn-gmail-unknown"))
    later(desk, days=1)
    read_inbox(desk.room())
    (drafted,) = propose(desk.room(), REQ, [ANA], DANA)
    assert [reason for reason in drafted.reasons if "bounced" in reason] == drafted.reasons
    room = desk.room()
    month = Window.ending(room.read().today, 30)
    assert outreach_metrics.response_rate(room.read().book, room.ledger.refresh(), month) == Ratio(0, 0)
    if desk.emulator:
        complete(room.store)
    outcome = refresh(room.store, room.clock, room.settings.conventions, room=room)
    cells = outcome.plan.publication.columns["Candidates"][ANA]
    assert "Mail came back from this address for good" in str(cells["BP Check"])
    assert cells["BP Follow-up reason"] == "Mail came back: find another address. Unassigned: fill Owner"
    assert cells["BP Last touch"] is None


def test_a_soft_bounce_is_tried_again_by_a_person_only(local: Desk, imap: ImapServer) -> None:
    """The message is not sent again by itself; a person may decide on the same step again."""
    imap.deliver(message("dsn-mailbox-full"))
    later(local, hours=1)
    read_inbox(local.room())
    assert send(local.room()).settled == {}
    (drafted,) = propose(local.room(), REQ, [ANA], DANA)
    assert (drafted.draft.step, list(drafted.reasons)) == ("first note", [])


def test_a_day_of_return_is_an_offer(local: Desk, imap: ImapServer) -> None:
    """An automatic reply changes nothing until a person takes its day for a "not now"."""
    imap.deliver(message("auto-exchange-english"))
    later(local, hours=1)
    read_inbox(local.room())
    state = local.room().ledger.refresh()
    (answer,) = for_a_person(state)
    assert summary_of(state, Persons(()), ANA).asked_until is None
    room = local.room()
    with pytest.raises(BackpocketError, match="who decides"):
        accept_return(room, answer.message_id, "")
    assert accept_return(room, answer.message_id, "Dana")
    assert not accept_return(room, answer.message_id, "Dana")
    state = local.room().ledger.refresh()
    said = summary_of(state, Persons(()), ANA)
    assert (str(said.asked_until), said.replied_on) == ("2026-12-07", None)
    assert for_a_person(state) == []


def test_a_reply_that_is_marked_done_is_not_shown_again(local: Desk, imap: ImapServer) -> None:
    """A reply that is marked done is not shown again, and the ledger names who marked it."""
    imap.deliver(message("reply-question"))
    later(local, hours=1)
    read_inbox(local.room())
    room = local.room()
    (answer,) = for_a_person(room.ledger.refresh())
    assert answer.detail == "Is it remote?"
    assert handle(room, answer.message_id, "Dana", "called her")
    assert not handle(room, answer.message_id, "Alex")
    state = local.room().ledger.refresh()
    assert (for_a_person(state), state.handled[answer.message_id].by) == ([], "Dana")


def run_and_be_killed(desk: Desk, after: int) -> None:
    """Read the mailbox, and die in the middle of the n-th write of the ledger or of the place."""
    left = [after]

    def dying(what: Any) -> Any:
        def call(*arguments: Any) -> Any:
            left[0] -= 1
            if left[0] < 0:
                os.kill(os.getpid(), signal.SIGKILL)
            result = what(*arguments)
            left[0] -= 1
            if left[0] < 0:
                os.kill(os.getpid(), signal.SIGKILL)
            return result

        return call

    inbox.note, inbox._remember = dying(replies.note), dying(inbox._remember)  # type: ignore[attr-defined]
    read_inbox(desk.room())


@pytest.mark.soak
@pytest.mark.parametrize("after", range(9))
def test_a_killed_run_neither_loses_nor_repeats_a_reply(local: Desk, imap: ImapServer, after: int) -> None:
    """After a kill before or after any write, the next run records what is missing, and nothing twice."""
    names = ("reply-question", "auto-no-date", "leave-stop")
    imap.deliver(*map(message, names))
    later(local, hours=1)
    with forked(lambda: run_and_be_killed(local, after)) as reader:
        assert reader.wait() == -signal.SIGKILL
    read_inbox(local.room())
    assert kinds(local) == Counter(EXPECTED[name][0] for name in names)


@pytest.mark.long
def test_no_reply_is_recorded_twice_when_the_server_renumbers(local: Desk, imap: ImapServer) -> None:
    """When a server renumbers its messages, all are read again and recognised."""
    imap.deliver(message("reply-question"))
    later(local, hours=1)
    read_inbox(local.room())
    (place,) = local.folder.glob(f"*/{PLACE}")
    place.write_text(place.read_text().replace("[", "[1", 1))
    assert read_inbox(local.room()).known == 1
    place.write_text("{")
    assert read_inbox(local.room()).known == 1


@pytest.mark.parametrize(
    ("change", "error", "says"),
    [
        ({"imap_host": None}, ConfigError, "imap_host is empty"),
        ({"imap_password": "wrong"}, MailError, "does not accept imap_user"),
        ({"imap_folder": "No such"}, MailError, "No such"),
        ({"imap_port": 1}, StoreUnavailable, "out of reach"),
        ({"imap_host": "imap.acme.example"}, ConfigError, "this machine's own server only"),
        ({"imap_security": "tls"}, StoreUnavailable, "out of reach"),
    ],
)
def test_mailbox_errors_say_what_to_do(local: Desk, change: dict[str, Any], error: type[Exception], says: str) -> None:
    """An error of the mailbox is a sentence that says what to do."""
    local.options |= change
    with pytest.raises(error, match=says):
        read_inbox(local.room())


def test_a_mailbox_is_not_read_before_anything_was_sent(tmp_path: Path, imap: ImapServer) -> None:
    """Before the first message is sent there can be no reply."""
    desk = local_desk(tmp_path, **settings(imap))
    imap.deliver(message("reply-top-interested"))
    assert read_inbox(desk.room()).read == 0
    assert imap.connections == 1


def from_ana(words: str, sender: str = "person00+x@mail.example", of: str = "<new@mail.example>") -> bytes:
    """A message of its own, in no thread."""
    lines = (f"From: Ana <{sender}>", f"Message-ID: {of}", "Subject: Hello", "", words, "")
    return "\r\n".join(lines).encode()


def test_unsubscribing_by_mail_works_after_the_key_changed(local: Desk, imap: ImapServer) -> None:
    """After an ID column was added, an unsubscribe outside a thread suppresses all rows of its sender."""
    give_ids(local)
    imap.deliver(from_ana("Take me off your list, please."))
    assert read_inbox(later(local, hours=1).room()).noted == {"left the list": 1}
    room = local.room()
    assert set(room.read().suppressed) == {"c-0", "c-3"}
    drafted = propose(room, REQ, ["C-0", "C-3"], DANA)
    assert ["asked not to be contacted" in one.reasons for one in drafted] == [True, True]


@pytest.mark.long
def test_a_sender_without_a_row_can_be_unsubscribed(desk: Desk, imap: ImapServer) -> None:
    """A recruiter who reads a stranger's message can suppress its mailbox; without a known mailbox this is refused."""
    imap.deliver(
        from_ana("How do I unsubscribe?", "Eve+news@mail.example"), from_ana("Unsubscribe?", "", of="<b@mail.example>")
    )
    read_inbox(later(desk, hours=1).room())
    room = desk.room()
    replies = {"@" in one.detail: one.message_id for one in for_a_person(room.ledger.refresh())}
    with pytest.raises(ConfigError, match="outreach suppress ADDRESS"):
        record(room, "", Answer.LEFT, "Dana", reply=replies[False])
    assert record(room, "", Answer.LEFT, "Dana", reply=replies[True])
    assert set(room.ledger.state.suppressed) == set(hashes_of(room.secret(), ["eve@mail.example"]))
    assert suppress(room, "eve@mail.example", "Dana", "asked again") == []
    assert len(room.ledger.state.suppressed) == 1


# Owners are notified.


def notices(server: MailServer) -> list[str]:
    return [one.data.decode() for one in server.received]


def test_each_owner_is_notified_at_once_and_once(tmp_path: Path, imap: ImapServer) -> None:
    """Each owner gets one mail about interest and dead addresses. Its subject has no name. A second run sends none."""
    with MailServer() as server:
        desk = written(local_desk(tmp_path, **settings(imap), **by_mail(server)))
        imap.deliver(*map(message, ("reply-top-interested", "reply-html-gmail", "dsn-exim", "reply-question")))
        later(desk, hours=1)
        read_inbox(desk.room())
        notified = notify_owners(desk.room())
        assert (notified.messages, notified.replies) == (1, 3)
        assert notify_owners(desk.room()).messages == 0
        (notice,) = notices(server)
        head, _, body = notice.replace("\r\n ", " ").partition("\r\n\r\n")
        assert "Subject: Backpocket: 2 interested replies, 1 bounced address" in head
        assert ANA not in head
        assert "Person A" not in head
        assert "Auto-Submitted: auto-generated" in head
        assert f"Person A ({ANA}) is interested in Platform Engineer (REQ-1): by mail, 24" in body.replace("=\r\n", "")
        assert server.received[0].recipients == ("dana@acme.example",)


def test_owners_read_the_name_that_the_workbook_has_now(tmp_path: Path, imap: ImapServer) -> None:
    """A person who got a Candidate ID since is named in the notice, by the row that they have now."""
    with MailServer() as server:
        desk = written(local_desk(tmp_path, **settings(imap), **by_mail(server)))
        give_ids(desk)
        imap.deliver(message("reply-top-interested"))
        read_inbox(later(desk, hours=1).room())
        assert notify_owners(desk.room()).replies == 1
        assert "Person A (C-0) is interested" in notices(server)[0].replace("=\r\n", "")


def test_a_notice_that_was_refused_is_sent_by_the_next_run(tmp_path: Path, imap: ImapServer) -> None:
    """A notice refused for now is sent by the next run; without a reply from the server it is not sent again."""
    with MailServer() as server:
        desk = written(local_desk(tmp_path, **settings(imap), **by_mail(server)))
        imap.deliver(message("reply-top-interested"))
        read_inbox(later(desk, hours=1).room())
        server.fails("MAIL", "451 4.3.0 later")
        assert notify_owners(desk.room()).messages == 0
        assert notify_owners(desk.room()).messages == 1
        assert notify_owners(desk.room()).messages == 0
        assert len(notices(server)) == 1
        states = [e.state for e in desk.room().open_log().read().events if "owner" in e.state]
        assert states == [Notice.NOTIFIED, Notice.NOT_NOTIFIED, Notice.NOTIFIED]


@pytest.mark.soak
def test_a_killed_run_sends_no_notice_twice(tmp_path: Path, imap: ImapServer) -> None:
    """If the run is killed while the server has the notice, no run sends it again."""
    with MailServer() as server:
        desk = written(local_desk(tmp_path, **settings(imap), **by_mail(server)))
        imap.deliver(message("reply-top-interested"))
        read_inbox(later(desk, hours=1).room())
        server.fails("TEXT", STALL_THE_ANSWER)
        with forked(lambda: notify_owners(desk.room())):
            while not server.received:
                time.sleep(0.01)
        assert notify_owners(desk.room()).messages == 0
        assert len(notices(server)) == 1


@pytest.mark.long
def test_owners_of_rows_come_first(tmp_path: Path, imap: ImapServer) -> None:
    """The owner gets the mail if the settings know their address; one mail holds several replies."""
    with MailServer() as server:
        desk = written(local_desk(tmp_path, **settings(imap), **by_mail(server)))
        imap.deliver(message("reply-top-interested"), message("reply-attachment"))
        read_inbox(later(desk, hours=1).room())
        notifier = OwnerNotifier(desk.room, seconds=0.05)
        notifier.soon()
        notifier.soon()
        while not server.received:
            time.sleep(0.01)
        assert "2 interested replies" in notices(server)[0]


def test_the_server_of_the_tests_is_real(imap: ImapServer) -> None:
    """Another client sees what was delivered."""
    imap.deliver(message("reply-top-interested"))
    with imap.client() as client:
        assert isinstance(client, imaplib.IMAP4)
        assert client.select("INBOX")[1] == [b"1"]
