"""What a page says of a decision about messages and replies, also when the workbook cannot be written."""

import json
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from automation.core.access.roles import OWNER, Right
from automation.core.ledger.events import MAIL, Answer, State
from automation.core.ledger.open_replies import for_a_person
from automation.core.ledger.reply_events import NewReply
from automation.core.ledger.suppression import hashes_of, mailbox_hash
from automation.outreach import control
from automation.outreach.replies import note
from automation.readmodel.workbook_view import Reader
from dashboard.auth import session
from dashboard.data import start_options, workbook_source
from dashboard.data.workbook_source import Source
from dashboard.ui import user_actions
from dashboard.ui.messages import replies_inbox
from tests.dashboard.driving import wait_for
from tests.outreach.desk import DAY, NOON, Desk, local_desk

OPEN = "is open in LibreOffice"
SETTINGS = ("workbook", "outreach_folder", "organisation", "postal_address", "pace")
STRANGER = "eve@mail.example"


@pytest.fixture
def desk(tmp_path: Path) -> Desk:
    """Two messages are waiting to be sent."""
    desk = local_desk(tmp_path)
    # Pages send by the clock of the machine; a pause before it would leave what waits to a person.
    desk.now = None
    desk.queued(2)
    return desk


@pytest.fixture
def here(desk: Desk, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Source]:
    """The workbook as pages get at it."""
    settings = desk.room().settings.model_dump(mode="json", include={*SETTINGS})
    text = "".join(f"{name} = {json.dumps(value)}\n" for name, value in settings.items())
    (tmp_path / "backpocket.toml").write_text(text, encoding="utf-8")
    monkeypatch.chdir(tmp_path)
    start_options.begin(None, DAY)
    yield workbook_source.current()
    start_options.begin(None, None)


def opened_elsewhere(desk: Desk) -> None:
    """A spreadsheet program holds the workbook."""
    place = Path(desk.locator)
    place.with_name(f".~lock.{place.name}#").write_text(",Dana,,,;", encoding="utf-8")


def page(*args: object) -> AppTest:
    """A page of one call, for a user who has typed their name; its script is text, and finds the call here."""
    CALLS[:] = [args]
    app = AppTest.from_string(f"from {__name__} import drawn\ndrawn()")
    app.session_state["_name"] = "Dana"
    return app.run()


CALLS: list[tuple[object, ...]] = []


def drawn() -> None:
    session.show_to(OWNER)
    draw, *args = CALLS[0]
    assert callable(draw)
    draw(*args)


@pytest.mark.usefixtures("here")
def test_a_decision_is_shown_although_the_workbook_cannot_show_it(desk: Desk) -> None:
    """The page first says what the ledger has recorded, and then why the workbook does not show it."""
    opened_elsewhere(desk)
    said = page(
        user_actions.decide, "Sending is resumed.", lambda room, by: control.stop(room, by, "audit"), Right.WRITE
    ).session_state["_outcome"]
    assert not said.failed
    assert said.text.startswith("Sending is resumed. ")
    assert OPEN in said.text
    stopped = desk.room().ledger.refresh().stopped
    assert stopped
    assert stopped.by == "Dana"


def test_sent_messages_are_shown_although_the_workbook_cannot_show_them(desk: Desk, here: Source) -> None:
    """Sending shows how many messages were sent, how many lack their text, and then why the workbook lacks them."""
    lost, *_ = desk.folder.glob("*/spool/*.eml")
    lost.unlink()
    opened_elsewhere(desk)
    here.sending.start()
    wait_for(lambda: not here.sending.progress.running)
    said, failed = here.sending.progress.outcome, here.sending.progress.failed
    assert (desk.states(), failed) == ({"sent": 1, "queued": 1}, False)
    sent, missing, unshown = (said.find(one) for one in ("1 message written to", "1 message waits, but the text", OPEN))
    assert 0 <= sent < missing < unshown


def test_a_failure_to_send_is_not_hidden_by_one_to_show(desk: Desk, here: Source) -> None:
    """Where sending is refused, the page says why, and not that the workbook is open."""
    for place in desk.folder.glob("*/suppression.key"):
        place.unlink()
    opened_elsewhere(desk)
    here.sending.start()
    wait_for(lambda: not here.sending.progress.running)
    assert here.sending.progress.failed
    assert "secret of the suppression list" in here.sending.progress.outcome
    assert desk.states() == {State.QUEUED.value: 2}


@pytest.mark.long
@pytest.mark.usefixtures("here")
@pytest.mark.parametrize("known", [True, False])
def test_a_sender_without_a_row_is_unsubscribed(desk: Desk, *, known: bool) -> None:
    """A recruiter who reads a stranger's message can unsubscribe its mailbox; if none is known, the page says so."""
    room = desk.room()
    secret, words = room.secret(), f"{STRANGER} wants to leave the list: how?"
    mailbox = mailbox_hash(secret, STRANGER) if known else ""
    desk.now = NOON + timedelta(hours=1)
    note(room, [NewReply(Answer.REPLIED, "", MAIL, "m1", words=words, mailbox=mailbox)])
    app = page(replies_inbox.draw, Reader(room.store, room.settings, room.clock).read())
    assert "Not in Candidates" in " ".join(str(one.proto) for one in app.get("html"))
    app.radio(key="meant_m1|").set_value("Leave the list").run()
    app.button(key="note_m1|").click().run()
    said, state = app.session_state["_outcome"], desk.room().ledger.refresh()
    assert said.failed is not known
    assert ("outreach suppress ADDRESS" in said.text) is not known
    assert set(state.suppressed) == (set(hashes_of(secret, [STRANGER])) if known else set())
    assert len(for_a_person(state)) == (0 if known else 1)
