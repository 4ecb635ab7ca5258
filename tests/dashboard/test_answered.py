"""How replies show: on a slate, in a follow-up, in the candidate's story, from a real ledger."""

from collections.abc import Sequence
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import openpyxl
import pytest

from automation.core.ledger.events import MAIL, PAGE, Answer, Event
from automation.core.ledger.reply_events import NewReply
from automation.outreach.replies import handle, new_id, note
from automation.outreach.sending import send
from automation.outreach.workbook_sync import sync
from automation.readmodel.workbook_view import Reader, View
from automation.refresh import refresh
from dashboard.data.filters import scoped
from dashboard.data.metric_cache import figures
from dashboard.ui.candidates.timeline import timeline
from dashboard.ui.response_labels import as_sentence, person_of, quoted, reply_to, tags, words
from tests.outreach.desk import DANA, NOON, REQ, Desk, give_ids, key, local_desk

AT = datetime(2026, 11, 24, 12, tzinfo=UTC)


def event(answer: Answer, value: str = "", detail: str = "", by: str = MAIL, reqs: Sequence[str] = (REQ,)) -> Event:
    return Event(AT, answer, "s1", key(0), tuple(reqs), by=by, detail=detail, subject=value, message_id="a1")


@pytest.mark.parametrize(
    ("one", "sentence"),
    [
        (event(Answer.INTERESTED, by=PAGE), "Interested (REQ-1), on the page."),
        (event(Answer.NOT_NOW, "2027-03"), "Not now, ask again in March 2027 (REQ-1), by mail."),
        (event(Answer.NOT_NOW, "2026-12-07", by="Dana"), "Not now, ask again on 7 Dec 2026 (REQ-1), noted by Dana."),
        (event(Answer.NO_THANKS, reqs=()), "No thanks, by mail."),
        (event(Answer.LEFT, by=PAGE, reqs=()), "Left the list, on the page."),
        (event(Answer.ALERTS, "no", by=PAGE, reqs=()), "Alerts: no, on the page."),
        (event(Answer.REPLIED, detail="Why me?"), "Wrote back (REQ-1), by mail: “Why me?”"),
        (event(Answer.REPLIED, "gone", "She left."), "No longer works there (REQ-1), by mail: “She left.”"),
        (event(Answer.REPLIED, "not now", "Later."), "Not now, without a month (REQ-1), by mail: “Later.”"),
        (event(Answer.AUTO_REPLY, "2026-12-07"), "Automatic reply, back on 7 Dec 2026 (REQ-1)."),
        (event(Answer.AUTO_REPLY, detail="I am away."), "Automatic reply (REQ-1)."),
        (event(Answer.HARD_BOUNCE, detail="550 no such user"), "Mail came back (REQ-1)."),
    ],
)
def test_a_reply_is_shown_as_a_sentence(one: Event, sentence: str) -> None:
    """The kind, the opening, the channel, and the words; a machine's text is shown as no one's words."""
    assert as_sentence(one) == sentence


def test_every_kind_of_reply_has_words() -> None:
    """No kind of reply is shown by its name in the code."""
    assert all(words(event(one))[0].isupper() for one in Answer)


@pytest.fixture
def desk(tmp_path: Path) -> Desk:
    """Three people have a message about the opening."""
    desk = local_desk(tmp_path, time_zone="UTC")
    desk.queued(3)
    send(desk.room())
    desk.now = NOON + timedelta(hours=1)
    return desk


def heard(desk: Desk, number: int, answer: Answer, words: str = "", value: str = "") -> str:
    """Record a reply; returns its ID."""
    room, answer_id = desk.room(), new_id()
    message = next(one for one in room.ledger.refresh().sends.values() if one.key == key(number))
    assert note(room, [NewReply(answer, key(number), MAIL, answer_id, message.send_id, (REQ,), value, words)])
    sync(room)
    return answer_id


def seen(desk: Desk) -> View:
    room = desk.room()
    return Reader(room.store, room.settings, room.clock).read()


def test_a_reply_is_shown_with_its_candidate_only(desk: Desk) -> None:
    """Each reply is next to its candidate; a candidate without a reply has nothing there."""
    heard(desk, 0, Answer.INTERESTED, "Yes, I am interested.")
    heard(desk, 1, Answer.NOT_NOW, value="2027-03")
    view = seen(desk)
    assert ">Interested, 24 Nov<" in tags(view, key(0), REQ)
    assert ">Not now, ask again in March 2027<" in tags(view, key(1), REQ)
    assert (tags(view, key(2), REQ), quoted(view, key(2))) == ("", "")
    replies = {one.key: reply_to(view, one) for one in view.ledger.sends.values()}
    assert replies == {key(0): "Interested", key(1): "Not now, ask again in March 2027", key(2): ""}


def test_a_reply_is_quoted_until_it_is_done(desk: Desk) -> None:
    """A follow-up shows the words, cut at a word; the story keeps them, with who marked the reply done."""
    answer_id = heard(desk, 0, Answer.REPLIED, "Could we talk " * 20)
    view = seen(desk)
    assert quoted(view, key(0)).endswith(" Could we talk…”</div>")
    assert ">Wrote back, 24 Nov<" in tags(view, key(0), REQ)
    room = desk.room()
    handle(room, answer_id, DANA)
    sync(room)
    view = seen(desk)
    assert (quoted(view, key(0)), tags(view, key(0), REQ)) == ("", "")
    first, second = [line.text for line in timeline(view, view.people[key(0)])][:2]
    assert first.startswith(f"Wrote back ({REQ}), by mail: “Could we talk Could")
    assert first.endswith("Done by Dana Reyes.")
    assert second.startswith(f"The first note about {REQ} by Dana Reyes was sent")


def test_nothing_they_write_becomes_markup(desk: Desk) -> None:
    """Words from outside are shown as text, whatever they look like."""
    heard(desk, 0, Answer.REPLIED, '<img src=x onerror="alert(1)"> **bold**')
    view = seen(desk)
    assert "&lt;img" in quoted(view, key(0))
    assert "<img" not in quoted(view, key(0)) + tags(view, key(0), REQ)


def test_messages_and_replies_stay_with_a_candidate_under_a_new_key(desk: Desk) -> None:
    """A person under another key, or on two rows, keeps their messages and replies wherever they are shown."""
    heard(desk, 0, Answer.INTERESTED, "Yes.")
    answer_id = heard(desk, 1, Answer.REPLIED, "Who are you?")
    give_ids(desk)
    view = seen(desk)
    assert list(view.people) == [f"c-{number}" for number in range(6)]
    for row in ("c-0", "c-3"):
        assert ">Interested, 24 Nov<" in tags(view, row, REQ)
        story = " ".join(line.text for line in timeline(view, view.people[row]))
        assert f"The first note about {REQ} by Dana Reyes was sent" in story
        assert f"Interested ({REQ}), by mail: “Yes.”" in story
    for row in ("c-1", "c-4"):
        assert "Who are you?" in quoted(view, row)
    assert (tags(view, "c-2", REQ), quoted(view, "c-5")) == ("", "")
    sends = list(view.ledger.sends.values())
    assert [person_of(view, one) for one in sends] == ["Person A", "Person B", "Person C"]
    (reply,) = [one for one in view.ledger.answers[key(1)] if one.message_id == answer_id]
    assert view.history.shown_for(reply) == "c-1"
    rate = figures(scoped(view)).response_rate
    assert (rate.part, rate.whole) == (2, 3)


@pytest.mark.parametrize(("basis", "agreed"), [("consent", True), ("", True), ("withdrawn", False)])
def test_a_consent_in_the_story(desk: Desk, basis: str, agreed: bool) -> None:
    """The day of a consent is no day of a consent where the cell says that there is none any more."""
    view = seen(desk)
    row = view.people[key(0)]._replace(consent_on=date(2026, 10, 1), consent_basis=basis)
    assert any("They agreed" in line.text for line in timeline(view, row)) == agreed


def test_the_story_has_each_shelving(desk: Desk) -> None:
    """An earlier shelving stays in the story, below the newest."""
    room = desk.room()
    refresh(room.store, room.clock, room.settings.conventions, room=room)
    book = openpyxl.load_workbook(desk.locator)
    tab = book["Candidates"]
    headers = [cell.value for cell in tab[1]]
    before = seen(desk).people[key(0)]
    for header, text in (("Shelved on", "2026-10-10"), ("Shelve reason", "Pay too high")):
        tab.cell(2, headers.index(header) + 1).value = text
    book.save(desk.locator)
    # Before the run that keeps it, and after.
    for _ in range(2):
        view = seen(desk)
        story = [(line.on, line.text) for line in timeline(view, view.people[key(0)]) if "Shelved" in line.text]
        assert [(on.isoformat(), text.partition(":")[2]) for on, text in story] == [
            ("2026-10-10", " Pay too high."),
            (before.shelved_on.isoformat(), f" {before.shelve_reason}."),
        ]
        refresh(room.store, room.clock, room.settings.conventions, room=room)
