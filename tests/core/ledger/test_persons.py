"""Which rows are one person, and which events of the ledger belong to them."""

from dataclasses import dataclass, replace
from datetime import UTC, datetime

import pytest

from automation.core.identity.contact_ids import email_identity
from automation.core.ledger.events import MAIL, PAGE, Answer, Event, Notice, State
from automation.core.ledger.persons import Persons
from automation.core.ledger.replies import has_unsubscribed
from automation.core.ledger.reply_events import NewReply, stopped_by
from automation.core.ledger.sends import ANY, claims_of
from automation.core.ledger.state import LedgerState

AT = datetime(2026, 11, 22, 8, tzinfo=UTC)
QUEUED = Event(AT, State.QUEUED, "s1", "ada@mail.example", ("REQ-1",), "first note", "dana")


@dataclass
class Row:
    Index: str
    email: str
    name: str
    preferred_name: str = ""


def people(*rows: tuple[str, str, str]) -> Persons:
    """Rows of key, address and name; a hash is the address backwards."""
    return Persons([Row(*row) for row in rows], hashed=lambda mailbox: mailbox[::-1])


def ledger(*events: Event) -> LedgerState:
    state = LedgerState()
    state.apply(events)
    return state


@pytest.mark.parametrize(
    "typed",
    ["ADA@mail.example", "ada+jobs@mail.example", " ada@Mail.Example. ", "ada+a+b@mail.example"],
)
def test_a_bare_mailbox_has_one_spelling(typed: str) -> None:
    """Case, tags, blanks and a dot at the end of the domain make no other mailbox."""
    assert email_identity(typed) == "ada@mail.example"


def test_domains_are_compared_in_ascii() -> None:
    """A domain in its own script and in ASCII is one; what is no domain is left as it is."""
    assert email_identity("leo@bücher.example") == email_identity("leo@xn--bcher-kva.example")
    assert email_identity("leo@..ü") == "leo@..ü"


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        ("Ada Lovelace", "Lovelace, Ada", True),
        ("Ada Lovelace", "Ada King", True),
        ("Bob Smith", "Robert Smith", True),
        ("Ada Lovelace", "", True),
        ("Ann Smith", "Bob Smith", False),
        ("Ann Smith", "Chen Wei", False),
    ],
)
def test_names_keep_people_apart(one: str, other: str, same: bool) -> None:
    """Rows with one mailbox are one person, unless the names cannot be one person's."""
    found = people(("c1", "a@mail.example", one), ("c2", "A+x@mail.example", other))
    assert (found.of("c1") == found.of("c2")) == same


def test_a_third_row_joins_two() -> None:
    """Where one row fits two others, all three are one person: the strict side."""
    mail = "smith@mail.example"
    found = people(("c1", mail, "Ann Smith"), ("c2", mail, "Bob Smith"), ("c3", mail, ""))
    assert set(found.of("c1").keys) == {"c1", "c2", "c3"}


def test_a_message_is_found_by_the_hash_of_its_mailbox() -> None:
    """A message under a key that no row has any more belongs to the row with its mailbox."""
    old = replace(QUEUED, candidate="C-OLD")
    state = ledger(old, Event(AT, Notice.MAILBOX, "s1", detail="ada@mail.example"[::-1]))
    found = people(("c1", "Ada+x@mail.example", "Ada"), ("c2", "bob@mail.example", "Bob"))
    assert [one.send_id for one in found.sends(state, "c1")] == ["s1"]
    assert found.sends(state, "c2") == []


def test_a_key_that_names_another_person_now() -> None:
    """Where a key names another person now, its messages count for both: who got them, and who has the key."""
    state = ledger(replace(QUEUED, candidate="C1"), Event(AT, Notice.MAILBOX, "s1", detail="ada@mail.example"[::-1]))
    found = people(("c1", "bob@mail.example", "Bob"), ("c2", "ada@mail.example", "Ada"))
    assert [len(found.sends(state, key)) for key in ("c1", "c2")] == [1, 1]


def test_two_people_with_one_mailbox_stay_apart() -> None:
    """While both have rows, a message to one of two people with one mailbox is not the other's."""
    mail = "both@mail.example"
    state = ledger(replace(QUEUED, candidate="c1"), Event(AT, Notice.MAILBOX, "s1", detail=mail[::-1]))
    found = people(("c1", mail, "Ann Smith"), ("c2", mail, "Bob Smith"))
    assert [len(found.sends(state, key)) for key in ("c1", "c2")] == [1, 0]


def test_a_corrected_key_keeps_the_mailbox_of_the_old_one() -> None:
    """After `rekey`, the address that was the key before is still claimed."""
    state = ledger(QUEUED, Event(AT, Notice.REKEYED, candidate="C1", detail="ada@mail.example"))
    for who in ("c1", "ada@mail.example"):
        assert state.taken(claims_of([who], ("REQ-1",), "first note", AT))


def test_a_message_of_unknown_openings_claims_them_all() -> None:
    """A found message without openings blocks every opening, for its step."""
    state = ledger(replace(QUEUED, state=State.UNKNOWN, requisitions=(ANY,)))
    assert state.taken(claims_of(["ada@mail.example"], ("REQ-9",), "first note", AT))
    assert not state.taken(claims_of(["ada@mail.example"], ("REQ-9",), "follow-up 1", AT))


@pytest.mark.parametrize(("answer", "stopped"), [(Answer.INTERESTED, ["a2"]), (Answer.LEFT, ["a2", "b2"])])
def test_a_reply_stops_queued_messages_to_its_person_only(answer: Answer, stopped: list[str]) -> None:
    """If two people share a mailbox, a reply of one stops no message to the other, but an unsubscribe does."""
    mail, hashed, events = "both@mail.example", "both@mail.example"[::-1], list[Event]()
    for send_id, key, step in (("a1", "c1", "first note"), ("a2", "c1", "follow-up 1"), ("b2", "c2", "follow-up 1")):
        queued = replace(QUEUED, send_id=send_id, candidate=key, step=step)
        events += [queued, Event(AT, Notice.MAILBOX, send_id, detail=hashed)]
    state = ledger(
        *events, replace(QUEUED, send_id="a1", state=State.SENDING), replace(QUEUED, send_id="a1", state=State.SENT)
    )
    found = people(("c1", mail, "Ann Smith"), ("c2", mail, "Bob Jones"))
    heard = NewReply(answer, "c1", MAIL, "m1", "a1", ("REQ-1",), hashes=(hashed,) if answer is Answer.LEFT else ())
    assert [one.send_id for one in stopped_by(state, heard, AT, found)] == stopped


def test_the_row_to_show_is_that_of_the_mailbox() -> None:
    """Where a key names another person now, a message's page shows who has its mailbox."""
    sent = replace(QUEUED, candidate="C1")
    state = ledger(sent, Event(AT, Notice.MAILBOX, "s1", detail="ada@mail.example"[::-1]))
    found = people(("c1", "bob@mail.example", "Bob"), ("c2", "ada@mail.example", "Ada"))
    assert found.sent_to(state.sends["s1"])[0] == "c2"
    assert found.came_from(state, Event(AT, Answer.REPLIED, "s1", "C1", message_id="r1"))[0] == "c2"


def reply(answer: Answer, by: str) -> Event:
    return Event(AT, answer, candidate="ada@mail.example", by=by, message_id=f"{answer}{by}")


def test_only_the_page_lifts_what_the_page_set() -> None:
    """A colleague can lift an unsubscribe by mail or by a colleague; only the page can lift one made on the page."""
    page, mail = reply(Answer.LEFT, PAGE), reply(Answer.LEFT, MAIL)
    dana, self_ = reply(Answer.BACK, "dana"), reply(Answer.BACK, PAGE)
    assert [has_unsubscribed(one) for one in ([mail], [mail, dana], [page, dana], [page, mail, self_])] == [
        True,
        False,
        True,
        False,
    ]
    assert has_unsubscribed([page], on_page=True)
    assert not has_unsubscribed([mail], on_page=True)


AGENCY = (
    ("c1", "agency+ana@x.example", "Ana Souza"),
    ("c2", "agency+ben@x.example", "Ben Okoro"),
    ("c3", "agency+ben@x.example", "Okoro, Ben"),
    ("c4", "dee@mail.example", "Dee Fox"),
)


@pytest.mark.parametrize(
    ("address", "rows"),
    [
        ("agency+ana@x.example", ["c1"]),
        ("Agency+Ben@X.example", ["c2", "c3"]),
        ("agency@x.example", ["c1", "c2", "c3"]),
        ("agency+cleo@x.example", ["c1", "c2", "c3"]),
        ("dee+jobs@mail.example", ["c4"]),
        ("nobody@mail.example", []),
        ("", []),
    ],
)
def test_an_address_means_its_own_rows_first(address: str, rows: list[str]) -> None:
    """The rows with the very address; where there are none, all rows at its mailbox."""
    assert people(*AGENCY).meant_by(address) == rows


def test_people_at_an_agency_are_kept_apart() -> None:
    """Tags off, four rows are at two mailboxes; by their names, they are three people."""
    found = people(*AGENCY)
    assert {found.of(key).keys for key, *_ in AGENCY} == {("c1",), ("c2", "c3"), ("c4",)}
    assert sorted(found.beside("c2")) == ["c1", "c2", "c3"]
    assert found.beside("c4") == ["c4"]
