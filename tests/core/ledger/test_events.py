"""What events add up to, for any order and any number of processes that write."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from automation.core.ledger.events import Event, Notice, State
from automation.core.ledger.sends import BACKOFF, RELEASED, Claim, Send, claims_of, identities_of
from automation.core.ledger.state import LedgerState
from automation.errors import Superseded
from automation.ledger.base import Log
from automation.ledger.ledger import Ledger
from tests.support.profile import examples

AT = datetime(2026, 11, 22, 8, tzinfo=UTC)
LATER = AT + timedelta(days=30)
PEOPLE = ("ana@mail.example", "Ben@mail.example")
OPENINGS = ((), ("REQ-1",), ("REQ-2",), ("REQ-1", "REQ-2"))
STEPS = ("first note", "follow-up 1")
SETTLED = (State.SENT, State.DEFERRED, State.REJECTED, State.UNKNOWN)
# The states in which the candidate has the message, or may have it.
REACHED = frozenset({State.SENDING, State.SENT, State.UNKNOWN})


def added(*events: Event) -> LedgerState:
    state = LedgerState()
    state.apply(events)
    return state


def queued(send_id: str = "s1", **changes: object) -> Event:
    event = Event(AT, State.QUEUED, send_id, "ana@mail.example", ("REQ-1",), "first note", "dana")
    return replace(event, **changes)  # type: ignore[arg-type]


def moved(state: State, send_id: str = "s1", **changes: object) -> Event:
    return queued(send_id, state=state, **changes)


def live(state: LedgerState) -> list[Send]:
    """The messages that were not given back as provably unsent."""
    return [send for send in state.sends.values() if send.state not in RELEASED]


def holders(state: LedgerState, claim: Claim) -> list[str]:
    return [send.send_id for send in live(state) if claim in send.claims]


class Shared:
    """A log in memory that several workers write to, as the contract has it."""

    def __init__(self) -> None:
        self.events: list[Event] = []

    def opened(self) -> "Opened":
        return Opened(self)


class Opened:
    """One worker's view of the shared log."""

    def __init__(self, shared: Shared) -> None:
        self._shared = shared

    def read(self) -> Log:
        return Log(list(self._shared.events), str(len(self._shared.events)))

    def append(self, events: Sequence[Event], version: str) -> str:
        if version != str(len(self._shared.events)):
            raise Superseded
        self._shared.events += events
        return str(len(self._shared.events))


class Team:
    """Workers that decide on the state they read last; the log refuses the append if that was too old."""

    def __init__(self, workers: int) -> None:
        self.shared = Shared()
        self.workers = [Ledger(self.shared.opened()) for _ in range(workers)]
        self._made = 0

    def queue(self, worker: int, person: str, openings: tuple[str, ...], step: str) -> None:
        """Queue a message, unless one of its claims is taken."""
        self._made += 1
        event = Event(AT, State.QUEUED, f"s{self._made}", person, openings, step, f"recruiter {worker}")
        claims = claims_of(identities_of(person), openings, step, AT)
        self.workers[worker].change(lambda state: () if state.taken(claims) else [event])

    def take(self, worker: int, *_: object) -> None:
        """A worker takes the next message, unless all sending is stopped."""

        def decide(state: LedgerState) -> Sequence[Event]:
            send = state.next_due(LATER)
            return [replace(send.queued, state=State.SENDING)] if send and not state.stopped else ()

        self.workers[worker].change(decide)

    def settle(self, worker: int, result: State, *_: object) -> None:
        """Any outcome of the first message that a worker has claimed."""

        def decide(state: LedgerState) -> Sequence[Event]:
            send = next((send for send in state.sends.values() if send.state is State.SENDING), None)
            return [replace(send.queued, state=result)] if send else ()

        self.workers[worker].change(decide)

    def give_up(self, worker: int, *_: object) -> None:
        """A person cancels the last message that is not with a mail server."""

        def decide(state: LedgerState) -> Sequence[Event]:
            waiting = (State.QUEUED, State.DEFERRED, State.UNKNOWN)
            send = next((send for send in reversed(state.sends.values()) if send.state in waiting), None)
            return [replace(send.queued, state=State.CANCELLED)] if send else ()

        self.workers[worker].change(decide)

    def notice(self, worker: int, kind: Notice, *_: object) -> None:
        """Stop all sending, or resume it."""
        self.workers[worker].change(lambda _: [Event(AT, kind, by=f"recruiter {worker}")])

    def rekey(self, worker: int, old: str, new: str) -> None:
        """Two rows turn out to be one person."""
        self.workers[worker].change(lambda _: [Event(AT, Notice.REKEYED, candidate=new, detail=old)])


MOVES = (
    st.tuples(st.just("queue"), st.sampled_from(PEOPLE), st.sampled_from(OPENINGS), st.sampled_from(STEPS)),
    st.tuples(st.just("take")),
    st.tuples(st.just("settle"), st.sampled_from(SETTLED)),
    st.tuples(st.just("give_up")),
    st.tuples(st.just("notice"), st.sampled_from([Notice.STOPPED, Notice.RESUMED])),
)
MERGES = st.tuples(st.just("rekey"), st.sampled_from(PEOPLE), st.sampled_from(PEOPLE))
WORKERS = 3


def played(moves: Sequence[tuple[int, tuple[object, ...]]]) -> list[Event]:
    """The log after workers made these moves in this order."""
    team = Team(WORKERS)
    for worker, (name, *words) in moves:
        getattr(team, str(name))(worker, *words)
    for worker in team.workers:
        assert worker.refresh() == added(*team.shared.events)
    return team.shared.events


def interleaved(*moves: st.SearchStrategy[tuple[object, ...]]) -> st.SearchStrategy[list[Event]]:
    return st.lists(st.tuples(st.integers(0, WORKERS - 1), st.one_of(*moves)), max_size=40).map(played)


@settings(max_examples=examples(200))
@given(interleaved(*MOVES))
def test_no_two_messages_ever_hold_a_claim(events: list[Event]) -> None:
    """However decisions of several workers interleave, at no moment two live messages share a claim."""
    state = LedgerState()
    for event in events:
        state.apply([event])
        claims = [claim for send in live(state) for claim in send.claims]
        assert len(claims) == len(set(claims))


@settings(max_examples=examples(200))
@given(interleaved(*MOVES))
def test_no_candidate_is_reached_twice(events: list[Event]) -> None:
    """Over the whole log, a claim is handed over again only after the message before was provably not sent."""
    state, reached = LedgerState(), dict[Claim, str]()
    for event in events:
        state.apply([event])
        send = state.sends.get(event.send_id)
        for claim in send.claims if send else ():
            if send and send.state in REACHED:
                assert reached.setdefault(claim, send.send_id) == send.send_id
            elif reached.get(claim) == event.send_id:
                del reached[claim]


@settings(max_examples=examples(200))
@given(interleaved(*MOVES))
def test_no_message_is_claimed_while_sending_is_stopped(events: list[Event]) -> None:
    """Between the kill switch and its release no message becomes sending."""
    state = LedgerState()
    for event in events:
        assert not (state.stopped and event.state == State.SENDING)
        state.apply([event])


@settings(max_examples=examples(200))
@given(interleaved(*MOVES, MERGES))
def test_claims_are_those_of_the_live_messages(events: list[Event]) -> None:
    """A claim is taken as long as any live message has it, also where two rows became one person."""
    state = LedgerState()
    for event in events:
        state.apply([event])
        assert set(state.claims) == {claim for send in live(state) for claim in send.claims}
        for claim in state.claims:
            held = state.taken([claim])
            assert held
            assert held.send_id in holders(state, claim)


soup = st.lists(
    st.builds(
        Event,
        st.just(AT),
        st.sampled_from([*State, *Notice]),
        st.sampled_from(["s1", "s2", "s3"]),
        st.sampled_from(PEOPLE),
        st.sampled_from(OPENINGS),
        st.sampled_from(STEPS),
        st.just("dana"),
        st.sampled_from(PEOPLE),
    ),
    max_size=20,
)


@given(soup, soup)
def test_sent_is_final(before: list[Event], after: list[Event]) -> None:
    """Whatever stands in a log before and after it, a message that was sent stays sent, and is never due."""
    state = added(*before, moved(State.SENT), *after)
    assert state.sends["s1"].state is State.SENT
    assert "s1" not in {send.send_id for send in state.sends.values() if send.due(LATER)}
    assert all(state.taken([claim]) for claim in state.sends["s1"].claims)


@given(soup, st.integers(0, 20))
def test_reading_on_is_reading_all(events: list[Event], cut: int) -> None:
    """A state that gets only new events equals one that gets all events, and counts each event once."""
    state = added(*events[:cut])
    state.apply(events[cut:])
    assert state == added(*events)
    assert state.count == len(events)


@given(soup)
def test_whatever_stands_in_a_log_claims_are_consistent(events: list[Event]) -> None:
    """Lines put there by hand, in any order, never leave a live message without its claims."""
    state = added(*events)
    assert set(state.claims) == {claim for send in live(state) for claim in send.claims}


@given(soup)
def test_notices_count_in_their_order(events: list[Event]) -> None:
    """The last one stops or resumes, and suppresses or lifts; the ledger is whose it began as, until adopted."""
    state = added(*events)
    switches = [event for event in events if event.state in {Notice.STOPPED, Notice.RESUMED}]
    assert state.stopped == (switches[-1] if switches and switches[-1].state == Notice.STOPPED else None)
    began = next((event.detail for event in events if event.state == Notice.BEGUN), "")
    adopted = [event.detail for event in events if event.state == Notice.ADOPTED]
    assert state.workbook == (adopted[-1] if adopted else began)
    lists = {event.detail: event.state for event in events if event.state in {Notice.SUPPRESSED, Notice.UNSUPPRESSED}}
    assert set(state.suppressed) == {detail for detail, last in lists.items() if last == Notice.SUPPRESSED}


@pytest.mark.parametrize(
    ("one", "other"),
    [
        (queued(), queued(requisitions=("REQ-1", "REQ-2"))),
        (queued(), queued(candidate=" ANA@mail.example", requisitions=("req-1",))),
        (queued(requisitions=()), queued(requisitions=())),
    ],
    ids=["another bundle", "written otherwise", "about no opening"],
)
def test_claims_overlap(one: Event, other: Event) -> None:
    """A claim is one person, one opening, one step: {R1, R2} and {R1} collide, however keys are written."""
    assert added(one).taken(claims_of(identities_of(other.candidate), other.requisitions, other.step, other.at))


@pytest.mark.parametrize(
    "other",
    [queued(step="follow-up 1"), queued(requisitions=("REQ-2",)), queued(candidate="b@x"), queued(requisitions=())],
    ids=["step", "opening", "person", "about no opening"],
)
def test_claims_differ(other: Event) -> None:
    """Another step, another opening or another person is another claim."""
    assert not added(queued()).taken(
        claims_of(identities_of(other.candidate), other.requisitions, other.step, other.at)
    )


def test_a_message_without_an_opening_may_be_sent_again_next_month() -> None:
    """Whether a row is still right is claimed for its month; what is about an opening, for ever."""
    later = AT + timedelta(days=31)
    for openings, again in (((), True), (("REQ-1",), False)):
        asked = queued(requisitions=openings)
        claims = claims_of(identities_of(asked.candidate), asked.requisitions, asked.step, later)
        assert (added(asked).taken(claims) is None) == again


@pytest.mark.parametrize("state", list(State))
def test_only_a_message_provably_not_sent_frees_its_claim(state: State) -> None:
    """Rejected and cancelled messages may be queued again; others are sent, on their way, or unknown."""
    state_after = added(moved(state))
    assert (state_after.taken(queued_claims()) is None) == (state in {State.REJECTED, State.CANCELLED})


def queued_claims() -> tuple[Claim, ...]:
    return claims_of(["ana@mail.example"], ("REQ-1",), "first note", AT)


def test_a_claim_outlives_one_of_its_two_messages() -> None:
    """Two rows become one person who has two messages: the one that was sent counts, whatever becomes of the other."""
    merged = Event(AT, Notice.REKEYED, candidate="ana@mail.example", detail="ana@old.example")
    state = added(queued("s2", candidate="ana@old.example"), moved(State.SENT, "s1"), merged)
    for event in (merged, moved(State.CANCELLED, "s2")):
        held = state.taken(queued_claims())
        assert held
        assert held.send_id == "s1"
        state.apply([event])
    assert state.taken(queued_claims())


def test_a_message_without_its_first_lines_counts() -> None:
    """If the first lines of a message are missing, the rest still names its candidate and its claims."""
    state = added(moved(State.SENT))
    assert state.taken(queued_claims())
    assert [send.send_id for send in state.of_identities(["ana@mail.example"])] == ["s1"]


def test_a_deferred_message_waits_longer_each_time() -> None:
    """A quarter of an hour after the first deferral, then twice as long each time."""
    state = added(queued())
    for tries in range(1, 5):
        state.apply([moved(State.SENDING), moved(State.DEFERRED)])
        wait = BACKOFF * 2 ** (tries - 1)
        assert not state.sends["s1"].due(AT + wait - timedelta(seconds=1))
        assert state.sends["s1"].due(AT + wait)


def test_the_first_in_the_queue_is_next() -> None:
    """Messages are sent in the order they were queued, but only those whose bytes the worker has."""
    state = added(queued("s1"), queued("s2", requisitions=("REQ-2",)))
    chosen = [state.next_due(AT), state.next_due(AT, ["s2"]), state.next_due(AT, [])]
    assert [send and send.send_id for send in chosen] == ["s1", "s2", None]


def test_unknown_is_never_tried_again_by_itself() -> None:
    """A message of unknown delivery waits for a person, however long."""
    state = added(queued(), moved(State.SENDING), moved(State.UNKNOWN))
    assert state.next_due(LATER) is None
    state.apply([moved(State.SENDING)])
    assert state.sends["s1"].state is State.UNKNOWN
