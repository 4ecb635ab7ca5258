import os
import stat
import sys
from itertools import count
from pathlib import Path
from threading import Event, Thread

import pytest

from automation.core.ledger.events import State
from automation.errors import MailError
from automation.mail.base import Delivery
from automation.mail.spool import Spool
from tests.mail.messages import message
from tests.support.programs import finished

# What a send ID must never be: the name of another file, or the start of another header.
NOT_IDS = ["", "..", "../m1", "a/b", "a\nBcc: x@mail.example", ".hidden", "a b", "ä", "m1.eml", "x" * 65, "/etc/passwd"]


@pytest.fixture
def spool(tmp_path: Path) -> Spool:
    return Spool(tmp_path / "spool")


def test_bytes_come_back_as_they_were(spool: Spool) -> None:
    """A message is loaded as it was saved: bytes, sender and recipient."""
    saved = message(name="Ana Sousa, née Lima", body="Olá\n\nÁÉ 日本語 🎉\n\nAcme, 1 Street\nSay so in a reply.")
    spool.save(saved)
    assert spool.load("m1") == saved


def test_another_process_finds_it(tmp_path: Path) -> None:
    """What was saved is there for the next process that opens the folder."""
    Spool(tmp_path / "spool").save(message("m1"))
    Spool(tmp_path / "spool").save(message("m2"))
    assert Spool(tmp_path / "spool").ids() == {"m1", "m2"}


def test_only_the_user_may_read_the_files(spool: Spool, tmp_path: Path) -> None:
    """Folder and files are for the user who runs the program alone, whatever the umask."""
    before = os.umask(0)
    try:
        spool.save(message())
        spool.note("m1", Delivery(State.SENT, "250 ok"))
        Spool(tmp_path / "other").save(message())
    finally:
        os.umask(before)
    files = [*(tmp_path / "spool").iterdir(), *(tmp_path / "other").iterdir()]
    assert {stat.S_IMODE(file.stat().st_mode) for file in files} == {0o600}
    assert stat.S_IMODE((tmp_path / "other").stat().st_mode) == 0o700


@pytest.mark.long
def test_a_message_saved_meanwhile_is_not_confirmed(tmp_path: Path) -> None:
    """A message counts as known to the ledger only after that was confirmed, whenever it is looked at."""
    folder = tmp_path / "spool"
    ours, theirs = Spool(folder), Spool(folder)
    looking = Event()
    looking.set()
    # So that looking takes its time.
    for number in range(3_000):
        (folder / f"n{number}.json").touch()

    def save() -> None:
        for number in count():
            if not looking.is_set():
                return
            theirs.save(message(f"m{number}"))

    saving = Thread(target=save)
    saving.start()
    try:
        assert [ours.confirmed() for _ in range(100)] == [frozenset()] * 100
    finally:
        looking.clear()
        saving.join()
    ours.confirm("m0")
    assert ours.confirmed() == {"m0"}


def test_a_message_without_its_draft_is_not_saved(spool: Spool, tmp_path: Path) -> None:
    """Where the draft cannot be written, the message is not, either: it would look like one that a ledger had."""
    (tmp_path / "spool" / "m1.draft").mkdir()
    with pytest.raises(MailError, match=r"m1\.draft cannot be written"):
        spool.save(message("m1"))
    assert spool.ids() == frozenset()


def test_other_files_are_no_messages(spool: Spool, tmp_path: Path) -> None:
    """A file whose name is no ID does not count as a message; nor does a file of another ID."""
    spool.save(message("m1"))
    for name in ("m1 (conflicted copy).eml", "m1-copy.eml", "notes.eml"):
        (tmp_path / "spool" / name).write_bytes(message("m1").data)
    assert spool.ids() == {"m1", "m1-copy", "notes"}
    assert [one for one in sorted(spool.ids()) if spool.holds(one)] == ["m1"]


def test_saved_twice(spool: Spool) -> None:
    """The same bytes may be saved again; other bytes under the same ID are refused."""
    spool.save(message("m1"))
    spool.save(message("m1"))
    with pytest.raises(MailError, match="Another message has this ID"):
        spool.save(message("m1", subject="Something else"))
    assert spool.load("m1") == message("m1")


@pytest.mark.parametrize("send_id", NOT_IDS)
def test_an_id_that_is_a_path_opens_no_other_file(spool: Spool, send_id: str) -> None:
    """An ID that a person put into the ledger leads to no other file."""
    for act in (spool.load, spool.noted, spool.remove, spool.forget_note):
        with pytest.raises(MailError, match="edited by hand"):
            act(send_id)


@pytest.mark.parametrize(
    ("change", "said"),
    [
        (lambda _: b"", "is not the message that was queued"),
        (lambda data: data[:40], "is not the message that was queued"),
        (lambda data: data.replace(b"Send-Id: m1", b"Send-Id: m2"), "is not the message that was queued"),
        (lambda data: data.replace(b"\r\nTo: ", b"\r\nTo: <eve@mail.example>\r\nTo: "), "is not the message"),
    ],
)
def test_a_changed_file_is_not_sent(spool: Spool, tmp_path: Path, change: object, said: str) -> None:
    """A file that is not the message that was saved is refused."""
    spool.save(message("m1"))
    file = tmp_path / "spool" / "m1.eml"
    file.write_bytes(change(file.read_bytes()))  # type: ignore[operator]
    with pytest.raises(MailError, match=said):
        spool.load("m1")


def test_a_message_that_is_gone(spool: Spool) -> None:
    """A message whose bytes are not here says so."""
    with pytest.raises(MailError, match="cannot be read"):
        spool.load("m1")


def test_notes(spool: Spool) -> None:
    """What became of a message is noted beside it until it is forgotten; damaged notes are none."""
    assert spool.noted("m1") is None
    spool.note("m1", Delivery(State.REJECTED, "550 5.1.1 né", bad_address=True))
    assert spool.noted("m1") == Delivery(State.REJECTED, "550 5.1.1 né", bad_address=True)
    assert spool.ids() == frozenset()
    spool.forget_note("m1")
    spool.forget_note("m1")
    assert spool.noted("m1") is None


@pytest.mark.parametrize(
    "text", ["", "{", "[]", '{"state": "gone"}', '{"state": "eaten", "detail": "", "bad_address": 0}']
)
def test_damaged_notes(spool: Spool, tmp_path: Path, text: str) -> None:
    """An unreadable note is ignored."""
    (tmp_path / "spool" / "m1.json").write_text(text)
    assert spool.noted("m1") is None


def test_removed(spool: Spool) -> None:
    """A message that is removed is gone with its note."""
    spool.save(message("m1"))
    spool.note("m1", Delivery(State.SENT, "250"))
    spool.remove("m1")
    assert (spool.ids(), spool.noted("m1")) == (frozenset(), None)


_FULL_DISK = """
import resource, signal, sys
from pathlib import Path
from automation.errors import MailError
from automation.mail.outbox import Outbox
from automation.mail.spool import Spool
from tests.mail.messages import message
signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
folder = Path(sys.argv[1])
spool, outbox = Spool(folder / "spool"), Outbox(folder)
resource.setrlimit(resource.RLIMIT_FSIZE, (300, 300))
try:
    spool.save(message("m1"))
except MailError as error:
    print(error)
delivery = outbox.send(message("m1"))
print(delivery.state, delivery.detail)
"""


@pytest.mark.long
def test_a_disk_that_takes_no_more(tmp_path: Path) -> None:
    """Half a file is no file: saving says what to do, the outbox defers, and nothing is left behind."""
    said, delivered = finished(sys.executable, "-c", _FULL_DISK, tmp_path, check=True).out.splitlines()
    assert "m1.eml cannot be written (File too large): check who may write there, and that the disk is not full" in said
    assert delivered == "deferred the outbox cannot be written: File too large"
    assert not [*(tmp_path / "spool").iterdir(), *(tmp_path / "outbox").iterdir()]


def test_a_folder_that_is_a_file(tmp_path: Path) -> None:
    """If a folder cannot be made, the error has its path."""
    (tmp_path / "spool").write_text("")
    with pytest.raises(MailError, match="cannot be written"):
        Spool(tmp_path / "spool")


def test_a_draft_of_a_killed_process_is_no_message(spool: Spool, tmp_path: Path) -> None:
    """A half-written file of a killed process is not a message, and does not block writing it."""
    (tmp_path / "spool" / ".m1.eml.tmp").write_bytes(b"half")
    assert spool.ids() == frozenset()
    spool.save(message("m1"))
    assert {file.name for file in (tmp_path / "spool").iterdir()} == {"m1.draft", "m1.eml"}
