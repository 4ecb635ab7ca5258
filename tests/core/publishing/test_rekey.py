from collections.abc import Sequence
from dataclasses import replace
from datetime import UTC, date, datetime
from typing import Any

import pytest

from automation.core.ledger.events import Event, State
from automation.core.ledger.ledger_tabs import rows_of
from automation.core.publishing.rekey import rekeyed
from automation.core.schema import BP_DATA, BP_OUTREACH, CANDIDATES, PROGRAM_TABS, REQUISITIONS
from automation.core.tabs.previous_run import Pair, data_rows, headers_of, read_published
from automation.errors import ConfigError, UnknownKey
from automation.store.memory import MemoryStore
from tests.core.small_workbooks import ANA, PLATFORM, TODAY, assembled, run, shown, tabs

LATER = date(2026, 12, 1)
SENT = Event(
    datetime(2026, 11, 1, 9, tzinfo=UTC), State.SENT, "s1", "Ana@mail.example", ("REQ-1",), "first note", "Dana"
)


def corrected(
    tab: str = CANDIDATES, header: str = "Email", key: str = "ana.souza@mail.example", outreach: Sequence[Event] = ()
) -> MemoryStore:
    """A published workbook in which a person has corrected a key."""
    log = {BP_OUTREACH: [headers_of(PROGRAM_TABS[BP_OUTREACH]), *rows_of(outreach)[BP_OUTREACH]]} if outreach else {}
    store = MemoryStore({**tabs([ANA], [PLATFORM]), **log})
    run(store)
    store.tabs[tab][1][store.tabs[tab][0].index(header)] = key
    return store


def rekey(store: MemoryStore, old: Any, new: Any) -> int:
    """Carry the history over; returns how many records moved."""
    snapshot = store.read()
    found = rekeyed(assembled(snapshot.tabs), old, new)
    store.publish(found.publication, snapshot.version)
    return found.pairs + found.messages


def test_a_corrected_key_keeps_its_dates() -> None:
    """First-seen dates are carried over, and nothing stays under the old key."""
    store = corrected()
    assert rekey(store, "Ana@mail.example", "ana.souza@mail.example") == 1
    assert list(read_published(store.read()).pairs) == [("req-1", "ana.souza@mail.example")]
    assert list(run(store, LATER).slates.matches["first_seen_on"]) == [TODAY]


def test_without_rekey_a_corrected_key_is_a_new_person() -> None:
    """A new key has no history of its own accord."""
    store = corrected()
    assert list(run(store, LATER).slates.matches["first_seen_on"]) == [LATER]


def test_a_corrected_requisition_keeps_its_dates() -> None:
    """A requisition's key can be corrected too."""
    store = corrected(REQUISITIONS, "Req ID", "REQ/100 %2F")
    assert rekey(store, "REQ-1", "req/100 %2F") == 1
    assert list(run(store, LATER).slates.matches["first_seen_on"]) == [TODAY]


def test_messages_about_the_key_are_counted_and_not_rewritten() -> None:
    """The ledger is never rewritten: a line of its own carries the messages over."""
    store = corrected(outreach=[SENT, replace(SENT, send_id="s2", candidate="bo@mail.example")])
    assert rekey(store, "ana@mail.example", "ana.souza@mail.example") == 2
    assert shown(store.tabs[BP_OUTREACH], "Candidate") == ["Ana@mail.example", "bo@mail.example"]


def test_two_histories_become_the_earlier() -> None:
    """Where both keys have a history with a requisition, the earlier days count."""
    store = corrected()
    run(store, LATER)
    rekey(store, "ana@mail.example", "ana.souza@mail.example")
    assert read_published(store.read()).pairs == {("req-1", "ana.souza@mail.example"): Pair(TODAY, TODAY)}


def test_a_key_that_still_names_a_row_is_not_carried_over() -> None:
    """The row is corrected first, so that a key in use never gets another person's history."""
    store = MemoryStore(tabs([ANA, {**ANA, "email": "bo@mail.example"}], [PLATFORM]))
    run(store)
    with pytest.raises(ConfigError, match="still names a row"):
        rekey(store, "ana@mail.example", "bo@mail.example")


@pytest.mark.parametrize(
    ("old", "new"), [("ana@mail.example", "nobody@mail.example"), ("nobody@mail.example", "ana.souza@mail.example")]
)
def test_unknown_keys_are_refused(old: Any, new: Any) -> None:
    """The new key must name a row, and the old one must have a history."""
    with pytest.raises(UnknownKey):
        rekey(corrected(), old, new)


def test_rekey_counts_as_a_publication() -> None:
    """The generation moves on, so a run under way starts over."""
    store = corrected()
    rekey(store, "ana@mail.example", "ana.souza@mail.example")
    assert read_published(store.read()).generation == 2


def test_other_keys_keep_their_history() -> None:
    """No other person's history moves."""
    pairs = {("req-1", "ana@mail.example"): Pair(TODAY), ("req-1", "cy@mail.example"): Pair(LATER)}
    data = data_rows({CANDIDATES: {}, REQUISITIONS: {}}, {}, {}, pairs, 1)
    store = MemoryStore({**tabs([{**ANA, "email": "new@mail.example"}], [PLATFORM]), BP_DATA: data})
    assert rekey(store, "ana@mail.example", "new@mail.example") == 1
    assert read_published(store.read()).pairs == {
        ("req-1", "new@mail.example"): Pair(TODAY),
        ("req-1", "cy@mail.example"): Pair(LATER),
    }
