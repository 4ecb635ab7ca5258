import shutil
import sys
from email import message_from_bytes, policy
from pathlib import Path

import pytest

from automation.core.ledger.events import State
from automation.errors import MailError
from automation.mail.outbox import Outbox
from tests.mail.messages import message
from tests.mail.test_spool import NOT_IDS
from tests.support.programs import started


def test_a_message_is_a_file(tmp_path: Path) -> None:
    """A sent message is one file that mail programs open, to the byte."""
    delivery = Outbox(tmp_path).send(message("m1"))
    assert delivery.state is State.SENT
    (file,) = (tmp_path / "outbox").iterdir()
    assert (file.name, file.read_bytes()) == ("m1.eml", message("m1").data)
    assert message_from_bytes(file.read_bytes(), policy=policy.default)["Subject"].startswith("Platform Engineer")


def test_twice_is_once(tmp_path: Path) -> None:
    """A message that is delivered twice is there once and unchanged."""
    Outbox(tmp_path).send(message("m1"))
    delivery = Outbox(tmp_path).send(message("m1", subject="Something else"))
    assert (delivery.state, delivery.detail) == (State.SENT, "is in the outbox already")
    assert (tmp_path / "outbox" / "m1.eml").read_bytes() == message("m1").data


def test_evidence(tmp_path: Path) -> None:
    """The outbox shows whether a message was sent, unless it cannot be read itself."""
    outbox = Outbox(tmp_path)
    assert outbox.was_sent("m1") is False
    outbox.send(message("m1"))
    assert outbox.was_sent("m1") is True
    shutil.rmtree(tmp_path / "outbox")
    assert outbox.was_sent("m1") is None
    assert outbox.send(message("m1")).state is State.DEFERRED


@pytest.mark.parametrize("send_id", NOT_IDS)
def test_an_id_that_is_a_path_opens_no_other_file(tmp_path: Path, send_id: str) -> None:
    """Nothing is written anywhere else, whatever stands in the ledger."""
    with pytest.raises(MailError):
        Outbox(tmp_path).was_sent(send_id)


_SEND = """
import sys
from pathlib import Path
from automation.mail.outbox import Outbox
from tests.mail.messages import message
outbox = Outbox(Path(sys.argv[1]))
print("ready", flush=True)
for number in range(2000):
    outbox.send(message(f"m{number}"))
"""


@pytest.mark.long
def test_killed_at_any_moment(tmp_path: Path) -> None:
    """Whenever the process is killed, every file in the outbox is a whole message."""
    for lines in range(3):
        outbox = tmp_path / str(lines) / "outbox"
        with started(sys.executable, "-c", _SEND, tmp_path / str(lines)) as program:
            program.line()
            while len(list(outbox.glob("*.eml"))) <= lines * 3:
                assert program.process.poll() is None
        files = list(outbox.glob("*.eml"))
        assert files
        assert all(file.read_bytes() == message(file.stem).data for file in files)
