"""Replies as values: what they mean for a candidate, and what a refresh shows."""

from collections.abc import Sequence
from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest

from automation.core.follow_ups.schedule import schedule
from automation.core.ledger.events import MAIL, PAGE, Answer, Event, Notice, State
from automation.core.ledger.open_replies import beside
from automation.core.ledger.persons import Persons
from automation.core.ledger.replies import day_of, summary_of
from automation.core.ledger.reply_events import NewReply, events_of, stopped_by
from automation.core.ledger.sends import Limits
from automation.core.ledger.state import LedgerState
from automation.core.ledger.suppression import digest
from automation.core.matching.slates import build_slates
from automation.core.messages.proposal import Circumstances, Proposal
from automation.core.messages.send_guards import reasons_against
from automation.core.model import Conventions, each_row
from automation.core.publishing import output_columns
from automation.core.reason_words import words
from automation.core.reasons import Reason, ReasonKind
from automation.core.rules import Rules
from automation.core.suppression_text import suppression_text
from automation.core.tabs.previous_run import Published
from tests.core.small_workbooks import ANA, PLATFORM, TODAY, Record, assembled, read, tabs

KEY = "ana@mail.example"
SECRET = b"the suppression list"
SENT_AT = datetime(2026, 11, 12, 9, tzinfo=UTC)
THEN = datetime(2026, 11, 20, 9, tzinfo=UTC)
CALM: Record = {**ANA, "shelve_reason": "Too junior", "revisit_on": None, "last_contact": "2026-09-05"}


def ledger(*more: Event, state: State = State.SENT, step: str = "first note") -> LedgerState:
    """A first note about REQ-1 that went out, and what happened then."""
    events = LedgerState()
    events.apply([Event(SENT_AT, state, "s1", KEY, ("REQ-1",), step, "Dana"), *more])
    return events


def answer(
    what: Answer, value: str = "", *, at: datetime = THEN, by: str = PAGE, reqs: Sequence[str] = ("REQ-1",), **rest: str
) -> Event:
    """One reply of Ana's."""
    return Event(at, what, "s1", KEY, tuple(reqs), by=by, subject=value, message_id=rest.pop("id", f"id {at}"), **rest)


def shown(outreach: LedgerState, person: Record = CALM, today: date = TODAY) -> dict[str, Any]:
    """Ana's BP cells, and her match."""
    workbook = assembled(tabs([person], [PLATFORM]), outreach, today=today, secret=SECRET)
    book = workbook.book
    slates = build_slates(book, Published(), today)
    follow_ups = schedule(workbook, slates.matches, slates.pairs)
    made = output_columns.publishable(book, slates, follow_ups, Published(), [], today, {})
    cells: dict[str, Any] = dict(made.columns["Candidates"][KEY])
    match = next(each_row(slates.matches), None)
    return {**cells, "blocker": match.blocker if match else None, "then": match.why_then if match else None}


def test_not_now_moves_the_follow_up_and_the_blocker() -> None:
    """Not now, March: the next follow-up is 1 March, a blocker stands until then, and the row is fresh again."""
    assert shown(ledger(answer(Answer.NOT_NOW, "2027-03")))["blocker"] is None
    cells = shown(ledger(answer(Answer.NOT_NOW, "2027-03", reqs=())))
    assert cells["BP Next follow-up"] == "2027-03-01"
    assert cells["BP Follow-up reason"] == "Asked us to wait until March 2027"
    assert (cells["BP Last touch"], cells["BP Freshness"]) == ("2026-11-20", "Fresh until 2027-05-19")
    assert cells["blocker"] == "standing"
    assert cells["then"] == "Asked us to wait until March 2027"


def test_the_month_comes() -> None:
    """From the day that they named, their "not now" is no blocker any more."""
    timing = {**CALM, "shelve_reason": "Timing"}
    assert shown(ledger(answer(Answer.NOT_NOW, "2027-03")), timing, date(2027, 2, 28))["blocker"] is None
    assert shown(ledger(answer(Answer.NOT_NOW, "2027-03")), timing, date(2027, 3, 1))["blocker"] == "cleared"


def test_interest_is_followed_up_at_once() -> None:
    """Interest is due on the day it was recorded, until a recruiter gets back to the candidate."""
    interested = answer(Answer.INTERESTED)
    cells = shown(ledger(interested))
    assert (cells["BP Next follow-up"], cells["BP Follow-up reason"]) == (
        "2026-11-20",
        "Interested in REQ-1: get back to them",
    )
    done = Event(THEN, Notice.HANDLED, message_id=interested.message_id)
    assert shown(ledger(interested, done))["BP Next follow-up"] != "2026-11-20"
    assert shown(ledger(interested), {**CALM, "last_contact": "2026-11-21"})["BP Next follow-up"] != "2026-11-20"


def test_a_reply_from_before_the_shelving_is_dealt_with() -> None:
    """Who shelved a candidate has read their reply; a reply of the same day may be a later one."""
    due = {day: shown(ledger(answer(Answer.INTERESTED)), {**CALM, "shelved_on": day}) for day in (THEN.date(), TODAY)}
    assert due[THEN.date()]["BP Follow-up reason"] == "Interested in REQ-1: get back to them"
    assert "Interested" not in due[TODAY]["BP Follow-up reason"]


def test_no_thanks_is_about_that_opening_only() -> None:
    """A candidate who declined is off that slate; other slates do not change."""
    assert shown(ledger(answer(Answer.NO_THANKS)))["BP Best match"] is None
    assert shown(ledger(answer(Answer.NO_THANKS, reqs=("REQ-7",))))["BP Best match"] == "REQ-1 Platform Engineer"


def test_an_unsubscribed_candidate_has_no_match_and_no_follow_up() -> None:
    """A candidate who unsubscribed is on no slate and has no follow-up, even without the suppression list's secret."""
    cells = shown(ledger(answer(Answer.LEFT)))
    assert (cells["blocker"], cells["BP Next follow-up"]) == (None, None)
    assert cells["BP Follow-up reason"] == "None: asked not to be contacted"


def test_a_bounce_is_no_touch_and_asks_for_another_address() -> None:
    """A bounced message counts as not sent; the candidate is still matched, and the address is reported."""
    why = suppression_text(Reason(ReasonKind.BOUNCED, THEN.date()))
    listed = Event(THEN, Notice.SUPPRESSED, detail=digest(SECRET, KEY), subject=why)
    bounced = ledger(answer(Answer.HARD_BOUNCE, by=MAIL), listed)
    cells = shown(bounced)
    assert cells["BP Last touch"] == "2026-09-05"
    assert cells["BP Follow-up reason"] == "Mail came back: find another address"
    assert cells["blocker"] is not None
    assert bounced.taken([(KEY, "req-1", "first note")]) is None


@pytest.mark.parametrize("what", [Answer.AUTO_REPLY, Answer.SOFT_BOUNCE, Answer.HARD_BOUNCE])
def test_machines_are_no_contact(what: Answer) -> None:
    """An automatic reply changes neither freshness nor last touch."""
    state = ledger(answer(what, "2026-12-07", by=MAIL))
    assert summary_of(state, Persons(()), KEY).replied_on is None
    assert shown(state)["BP Freshness"] == "Fresh until 2027-03-04"


def test_an_accepted_day_of_return_is_no_contact() -> None:
    """A "not now" taken from an automatic reply moves the follow-up, and changes nothing else."""
    state = ledger(answer(Answer.NOT_NOW, "2026-12-07", by="Dana", step=Answer.AUTO_REPLY))
    assert summary_of(state, Persons(()), KEY).replied_on is None
    assert shown(state)["BP Next follow-up"] == "2026-12-07"


def test_the_last_word_counts() -> None:
    """Of two replies about an opening the later one counts; interest ends a "not now"."""
    state = ledger(answer(Answer.NOT_NOW, "2027-03"), answer(Answer.INTERESTED, at=THEN + timedelta(hours=1)))
    assert summary_of(state, Persons(()), KEY).asked_until is None
    assert [req for req, _ in summary_of(state, Persons(()), KEY).interested] == ["REQ-1"]


SAID_ONE = answer(Answer.NOT_NOW, "2027-03")
AWAY = answer(Answer.AUTO_REPLY, "2026-12-07", by=MAIL)


@pytest.mark.parametrize(
    ("answers", "req", "shown_ones"),
    [
        ([], "REQ-1", []),
        ([answer(Answer.INTERESTED)], "REQ-1", [Answer.INTERESTED]),
        ([answer(Answer.INTERESTED)], "req-1", [Answer.INTERESTED]),
        # Of another opening: interest and a no are about that one, a "not now" about all.
        ([answer(Answer.INTERESTED)], "REQ-2", []),
        ([answer(Answer.NO_THANKS)], "REQ-2", []),
        ([SAID_ONE], "REQ-2", [Answer.NOT_NOW]),
        ([SAID_ONE, answer(Answer.INTERESTED, reqs=("REQ-3",))], "REQ-2", []),
        # Said of none in particular.
        ([answer(Answer.NO_THANKS, reqs=())], "REQ-2", [Answer.NO_THANKS]),
        # The last word about an opening, and what waits to be read beside it.
        ([SAID_ONE, answer(Answer.NO_THANKS, at=THEN + timedelta(1))], "REQ-1", [Answer.NO_THANKS]),
        ([SAID_ONE, answer(Answer.REPLIED)], "REQ-1", [Answer.NOT_NOW, Answer.REPLIED]),
        ([AWAY], "REQ-1", [Answer.AUTO_REPLY]),
        ([answer(Answer.AUTO_REPLY, by=MAIL)], "REQ-1", []),
        ([answer(Answer.ALERTS, "no")], "REQ-1", []),
        # Off the list, nothing else matters.
        ([answer(Answer.INTERESTED), answer(Answer.LEFT)], "REQ-1", [Answer.LEFT]),
        # Without an opening: what is to be done or waited for.
        ([answer(Answer.INTERESTED)], "", [Answer.INTERESTED]),
        ([answer(Answer.NO_THANKS)], "", []),
        ([SAID_ONE], "", [Answer.NOT_NOW]),
        ([answer(Answer.REPLIED)], "", [Answer.REPLIED]),
    ],
)
def test_a_row_shows_the_last_reply_about_the_opening(answers: list[Event], req: str, shown_ones: list[Answer]) -> None:
    """A row shows the candidate's last reply about the opening, and what waits to be read; others show nothing."""
    state = ledger(*answers)
    assert [one.state for one in beside_ana(state, TODAY, req)] == shown_ones
    assert beside(state, [], [], TODAY, req) == []


@pytest.mark.parametrize(("said", "day"), [(SAID_ONE, date(2027, 3, 1)), (AWAY, date(2026, 12, 7))])
def test_a_not_now_is_hidden_once_its_day_comes(said: Event, day: date) -> None:
    """A "not now" and an absence are shown until their day comes, and not on it."""
    state = ledger(said)
    assert len(beside_ana(state, day - timedelta(1), "REQ-1")) == 1
    assert beside_ana(state, day, "REQ-1") == []


def test_a_reply_that_is_done_waits_no_more() -> None:
    """After a reply is marked done, or a message was sent, nothing waits; the reply about the opening still shows."""
    keen, wrote = answer(Answer.INTERESTED, id="a"), answer(Answer.REPLIED, id="b")
    done = [Event(THEN, Notice.HANDLED, message_id=one.message_id) for one in (keen, wrote)]
    wrote_again = Event(THEN + timedelta(1), State.SENT, "s2", KEY, ("REQ-1",), "follow-up 1", "Dana")
    for dealt_with in (done, [wrote_again]):
        state = ledger(keen, wrote, *dealt_with)
        assert [one.state for one in beside_ana(state, TODAY, "REQ-1")] == [Answer.INTERESTED]
        assert beside_ana(state, TODAY) == []


def beside_ana(state: LedgerState, today: date, requisition: str = "") -> list[Event]:
    return beside(state, state.answers.get(KEY, []), state.sends.values(), today, requisition)


def reasons(outreach: LedgerState, step: str = "first note", req: str = "REQ-2", today: date = TODAY) -> list[str]:
    now = datetime.combine(today, datetime.min.time(), UTC)
    around = Circumstances(outreach, Conventions(), Rules(), Limits(collision_days=0), now, today, {}, Persons(()), {})
    row = next(each_row(read([CALM], [PLATFORM]).candidates))
    return [words(one) for one in reasons_against(row, Proposal(KEY, (req,), step, "Dana"), around)]


@pytest.mark.parametrize(
    ("answered", "step", "req", "reason"),
    [
        (answer(Answer.LEFT), "first note", "REQ-2", "asked not to be contacted"),
        (answer(Answer.NO_THANKS), "is it still right?", "REQ-1", "They said no thanks to REQ-1 on 2026-11-20"),
        (answer(Answer.NO_THANKS), "first note", "REQ-2", ""),
        (answer(Answer.NOT_NOW, "2027-03"), "first note", "REQ-2", "They asked us to wait until March 2027"),
        (answer(Answer.NOT_NOW, "2027-03"), "promise kept", "REQ-2", ""),
        (
            answer(Answer.REPLIED, by=MAIL),
            "follow-up 1",
            "REQ-1",
            "They replied on 2026-11-20: this message is for people who did not reply",
        ),
        (answer(Answer.AUTO_REPLY, by=MAIL), "follow-up 1", "REQ-1", ""),
    ],
)
def test_guards_respect_replies(answered: Event, step: str, req: str, reason: str) -> None:
    """A reply blocks the messages that it rules out, and no others."""
    assert reasons(ledger(answered), step, req) == ([reason] if reason else [])


def test_planned_touches_are_stopped() -> None:
    """A queued message is cancelled by the replies that it does not fit any more."""
    waiting = ledger(state=State.QUEUED, step="follow-up 1")
    waiting.apply([Event(SENT_AT, State.QUEUED, "s2", KEY, ("REQ-9",), "promise kept", "Dana")])

    def stopped(what: Answer, req: str = "REQ-1") -> list[str]:
        return [one.send_id for one in stopped_by(waiting, NewReply(what, KEY, MAIL, "id", requisitions=(req,)), THEN)]

    assert stopped(Answer.LEFT) == stopped(Answer.HARD_BOUNCE) == ["s1", "s2"]
    assert stopped(Answer.NOT_NOW) == stopped(Answer.INTERESTED) == stopped(Answer.REPLIED) == ["s1"]
    assert (stopped(Answer.NO_THANKS), stopped(Answer.NO_THANKS, "REQ-9")) == (["s1"], ["s2"])
    assert stopped(Answer.AUTO_REPLY) == stopped(Answer.ALERTS) == []


def test_a_reply_is_recorded_once() -> None:
    """The same mail, or the same tap twice, adds nothing; a different reply does."""
    state = ledger()
    page = NewReply(Answer.NOT_NOW, KEY, PAGE, "a1", "s1", ("REQ-1",), "2027-03")
    state.apply(events_of(state, [page], THEN))
    again = NewReply(Answer.NOT_NOW, KEY, PAGE, "a2", "s1", ("REQ-1",), "2027-03")
    assert events_of(state, [page], THEN) == events_of(state, [again], THEN) == []
    other = NewReply(Answer.NOT_NOW, KEY, PAGE, "a3", "s1", ("REQ-1",), "2027-04")
    assert [event.subject for event in events_of(state, [other], THEN)] == ["2027-04"]


def test_a_bounce_never_weakens_an_unsubscribe() -> None:
    """A bounce never replaces an unsubscribe, and an unsubscribe replaces a bounce."""
    state = ledger()
    bounce = NewReply(Answer.HARD_BOUNCE, KEY, MAIL, "m1", "s1", hashes=("h",))
    state.apply(events_of(state, [bounce], THEN))
    assert state.suppressed["h"].kind is ReasonKind.BOUNCED
    state.apply(events_of(state, [NewReply(Answer.LEFT, KEY, PAGE, "a1", "s1", hashes=("h",))], THEN))
    state.apply(
        [Event(THEN, Notice.SUPPRESSED, detail="h", subject="mail to this address bounced for good on 2026-11-21")]
    )
    assert words(state.suppressed["h"]) == "asked not to be contacted"


def test_replies_follow_a_corrected_key() -> None:
    """A reply stays with its candidate after their key was corrected; so does a reply under a corrected Req ID."""
    state = ledger(answer(Answer.NO_THANKS), Event(THEN, Notice.REKEYED, candidate="C-7", detail=KEY))
    state.apply([Event(THEN, Notice.REKEYED, requisitions=("REQ-1b",), detail="REQ-1")])
    assert list(summary_of(state, Persons(()), "c-7").declined) == ["req-1b"]


def test_what_we_wrote_about_is_known_before_any_reply() -> None:
    """A row with "only answer me" must not stop a follow-up about an opening that they were written to about."""
    assert summary_of(ledger(), Persons(()), KEY).wrote_about == {"req-1"}
    assert summary_of(ledger(answer(Answer.INTERESTED)), Persons(()), KEY).wrote_about == {"req-1"}
    assert not summary_of(ledger(state=State.REJECTED), Persons(()), KEY).wrote_about


def test_a_month_means_its_first_day() -> None:
    """Days as replies hold them; other texts are none."""
    assert [day_of(text) for text in ("2027-03", "2027-03-15", "March", "")] == [
        date(2027, 3, 1),
        date(2027, 3, 15),
        None,
        None,
    ]
