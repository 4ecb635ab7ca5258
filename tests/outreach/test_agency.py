"""An agency's people at one mailbox: each is a person of their own, and for the suppression list all are one."""

import re
from datetime import timedelta
from pathlib import Path

import pytest

from automation.core.ledger.events import MAIL, Answer, Event, Notice, Step
from automation.core.ledger.reply_events import NewReply
from automation.core.ledger.suppression import digest
from automation.core.reason_words import words
from automation.core.schema import CANDIDATES
from automation.errors import ConfigError
from automation.outreach.adoption import adopt
from automation.outreach.compose import propose, queue
from automation.outreach.replies import note, record
from automation.outreach.sending import send
from automation.outreach.suppression_list import suppress, unsuppress
from automation.readmodel.workbook_view import Reader
from tests.cli.program import write_workbook
from tests.outreach.desk import DANA, NOON, REQ, Desk, tabs

ANA, BEN, BENS_SECOND = "agency+ana@x.example", "agency+ben@x.example", "agency+okoro@x.example"
NAMES = {ANA: "Ana Souza", BEN: "Ben Okoro", BENS_SECOND: "Okoro, Ben"}


@pytest.fixture
def desk(tmp_path: Path) -> Desk:
    """Ana and Ben are an agency's people; Ben has two rows. The keys are their addresses."""
    header, first, *_ = tabs(1)[CANDIDATES]
    people = [header, *((name, email, *first[2:]) for email, name in NAMES.items())]
    return Desk(str(write_workbook(tmp_path / "pocket.xlsx", {**tabs(), CANDIDATES: people})), tmp_path / "outreach")


def reasons(desk: Desk, key: str) -> list[str]:
    """Why a first note to one of them is refused."""
    (prepared,) = propose(desk.room(), REQ, [key], DANA, step=Step.FIRST)
    return list(prepared.reasons)


def written_to(desk: Desk, *keys: str) -> list[str]:
    """Queue and send a first note to some of them; the send IDs."""
    room = desk.room()
    results = queue(room, [one.draft for one in propose(room, REQ, list(keys), DANA, step=Step.FIRST)], DANA)
    send(room)
    return [one.send_id for one in results if one.send_id]


def test_each_is_written_to_once(desk: Desk) -> None:
    """A note to Ana holds back nothing from Ben, and one of Ben's two rows holds back the other."""
    assert len(written_to(desk, ANA, BEN, BENS_SECOND)) == 2
    claimed = "first note about REQ-1"
    assert [any(claimed in one for one in reasons(desk, key)) for key in NAMES] == [True] * 3
    desk.now = NOON + timedelta(days=60)
    assert written_to(desk, ANA, BEN, BENS_SECOND) == []


def test_a_note_to_one_blocks_no_other(desk: Desk) -> None:
    """Neither the claim, nor the collision guard, nor a reply of Ana's concerns Ben."""
    written_to(desk, ANA)
    record(desk.room(), ANA, Answer.NO_THANKS, DANA, requisitions=(REQ,))
    assert [bool(reasons(desk, key)) for key in NAMES] == [True, False, False]
    view = Reader(desk.room().store, desk.room().settings, desk.room().clock).read()
    assert {key: bool(view.history.replies.get(key)) for key in NAMES} == {ANA: True, BEN: False, BENS_SECOND: False}


def test_a_no_of_ben_holds_on_both_of_his_rows(desk: Desk) -> None:
    """A "no thanks" to the opening counts for the person."""
    record(desk.room(), BENS_SECOND, Answer.NO_THANKS, DANA, requisitions=(REQ,))
    assert [bool(reasons(desk, key)) for key in NAMES] == [False, True, True]


def test_for_the_suppression_list_they_are_one(desk: Desk) -> None:
    """One unsubscribe suppresses the mailbox, and with it all people there."""
    suppress(desk.room(), BEN, DANA, "asked")
    assert set(desk.room().read().suppressed) == set(NAMES)


def test_without_the_secret_an_unsubscribe_counts_for_the_mailbox(desk: Desk) -> None:
    """A reply that could not be hashed puts no one on the list; no message goes to the mailbox all the same."""
    note(desk.room(), [NewReply(Answer.LEFT, ANA, MAIL, "m1")])
    book = desk.room().read().book
    assert set(book.candidates.having("suppressed", True).index) == set(NAMES)
    assert all(reasons(desk, key) for key in NAMES)


@pytest.mark.parametrize("who", [BEN, BENS_SECOND])
def test_who_unsubscribed_alone_is_let_back_alone(desk: Desk, who: str) -> None:
    """An address means the person whose address it is; then the mailbox is free again."""
    record(desk.room(), BEN, Answer.LEFT, DANA)
    assert set(desk.room().read().suppressed) == set(NAMES)
    assert unsuppress(desk.room(), who, DANA, "called")
    book = desk.room().read().book
    assert not any(book.candidates["suppressed"])
    assert desk.room().read(sending=True).suppressed == {}


@pytest.mark.parametrize("suppressed", ["replied", "listed"])
def test_a_mailbox_where_another_one_unsubscribed_is_not_let_back(desk: Desk, suppressed: str) -> None:
    """Ben is not let back while Ana must not be contacted either; the sentence names what lets both back."""
    record(desk.room(), BEN, Answer.LEFT, DANA)
    if suppressed == "replied":
        record(desk.room(), ANA, Answer.LEFT, DANA)
    else:
        suppress(desk.room(), ANA, DANA, "asked")
    with pytest.raises(ConfigError, match=rf"{re.escape(ANA)} has the same mailbox .* run this with agency@x\.example"):
        unsuppress(desk.room(), BENS_SECOND, DANA, "called")
    assert set(desk.room().read().suppressed) == set(NAMES)
    assert unsuppress(desk.room(), "agency@x.example", DANA, "the agency called")
    assert desk.room().read(sending=True).suppressed == {}


def test_the_agency_itself_means_all_its_people(desk: Desk) -> None:
    """The bare mailbox has no row: all people at it are meant, and what one did on their page stays."""
    suppress(desk.room(), "agency@x.example", DANA, "asked")
    assert set(desk.room().read().suppressed) == set(NAMES)
    assert unsuppress(desk.room(), "agency@x.example", DANA, "a mistake")
    assert desk.room().read().suppressed == {}
    page = NewReply(Answer.LEFT, ANA, "candidate, on the page", "m2")
    note(desk.room(), [page])
    with pytest.raises(ConfigError, match="on their own page"):
        unsuppress(desk.room(), "agency@x.example", DANA, "a mistake")


def test_a_found_message_is_its_recipients(desk: Desk) -> None:
    """A message of which only the file is left belongs to the row with the very address, not to the first at it."""
    (send_id,) = written_to(desk, BEN)
    room = desk.room()
    text = (room.folder / "outbox" / f"{send_id}.eml").read_bytes()
    for file in [*room.folder.glob("ledger.sqlite3*"), *(room.folder / "spool").glob("*")]:
        file.unlink() if file.is_file() else None
    assert text
    adopt(desk.room(), DANA)
    assert desk.sends()[send_id].queued.candidate == BEN


def test_a_suppressed_row_stays_so_when_its_cell_is_read_better(desk: Desk) -> None:
    """An older version took the whole cell for the key; what it put on the list still counts."""
    header, first, *_ = tabs(1)[CANDIDATES]
    odd = "mailto:cleo@x.example"
    write_workbook(Path(desk.locator), {**tabs(), CANDIDATES: [header, ("Cleo Marsh", odd, *first[2:])]})
    room = desk.room()
    suppress(room, BEN, DANA, "asked")
    room.ledger.change(lambda _: [Event(NOON, Notice.SUPPRESSED, detail=digest(room.secret(), odd), subject="asked")])
    assert {key: words(why) for key, why in desk.room().read().suppressed.items()} == {"cleo@x.example": "asked"}


def test_an_address_in_a_cell_of_two_is_still_suppressed(desk: Desk) -> None:
    """Where neither of two addresses is read, each still keeps the row off every slate."""
    header, first, *_ = tabs(1)[CANDIDATES]
    both = "cleo@x.example; marsh@x.example"
    write_workbook(Path(desk.locator), {**tabs(), CANDIDATES: [header, ("Cleo Marsh", both, *first[2:])]})
    suppress(desk.room(), "marsh+jobs@x.example", DANA, "asked")
    assert set(desk.room().read().suppressed) == {both}
