"""Whose reply a message in the mailbox is, if only its sender identifies it."""

from dataclasses import replace
from datetime import UTC, date, datetime

import pytest

from automation.core.ledger.events import MAIL, Answer, Event, Notice, Seems, Step
from automation.core.ledger.persons import Persons
from automation.core.ledger.replies import is_contact
from automation.core.ledger.reply_events import NewReply, events_of
from automation.core.ledger.state import LedgerState
from automation.core.messages.reply_classifier import Around, Failure, Incoming, replies_in
from automation.core.messages.reply_erasure import asks_to_be_erased
from tests.core.ledger.test_persons import Row

AT = datetime(2026, 11, 22, 8, tzinfo=UTC)
CHIDI, KEY = "chidi@mail.example", "C-7"
CHIDIS_ROW = Row("c-7", "Chidi+Jobs@Mail.example", "Chidi Eze")


def backwards(address: str) -> str:
    """A hash that hides nothing."""
    return address[::-1]


def around(*rows: Row, written_to: tuple[tuple[str, str], ...] = ((CHIDI, CHIDI),)) -> Around:
    """A first note to each key and address; nothing is known of where it went but the hash of the mailbox."""
    state = LedgerState()
    for number, (key, address) in enumerate(written_to):
        send_id = f"s{number}"
        events = (
            Event(AT, one, send_id, key, ("REQ-1",), "first note", "Dana", subject="Opening")
            for one in ("queued", "sending", "sent")
        )
        state.apply([*events, Event(AT, Notice.MAILBOX, send_id, detail=backwards(address))])
    return Around(
        state,
        Persons(rows, backwards),
        frozenset({"dana@acme.example"}),
        lambda _: "",
        lambda who, send, own_id, address, words: NewReply(
            Answer.LEFT, who, MAIL, own_id, send, words=words, hashes=(backwards(address),)
        ),
        backwards,
        date(2026, 11, 25),
    )


def mail(sender: str, text: str, **more: object) -> Incoming:
    return Incoming("m1", sender, "Re: Hi", text, proven=True, **more)  # type: ignore[arg-type]


@pytest.mark.parametrize("proven", [True, False])
@pytest.mark.parametrize(
    ("text", "erase"),
    [
        ("Please delete my data.", True),
        ("Please erase all of my personal information.", True),
        ("Bitte löschen Sie meine Daten.", True),
        ("Bitte meine Daten umgehend löschen!", True),
        ("Supprimez mes données, merci.", True),
        ("Por favor, borren mis datos.", True),
        ("Per favore cancellate tutti i miei dati.", True),
        ("Graag al mijn gegevens verwijderen.", True),
        ("Proszę o usunięcie moich danych osobowych.", True),
        ("Apaguem todos os meus dados, por favor.", True),
        ("Take me off your list", False),
        ("Please delete me from your list", False),
        ("Unsubscribe", False),
        ("Bitte streichen Sie mich von der Liste", False),
    ],
)
def test_a_wish_to_be_deleted_is_more_than_an_unsubscribe(text: str, erase: bool, proven: bool) -> None:
    """Anywhere, not only in reply to the question of consent; only if it is proven that they wrote it."""
    answer = Answer.ERASE if erase and proven else Answer.LEFT
    (found,) = replies_in(replace(mail(CHIDI, text), proven=proven), around(CHIDIS_ROW))
    assert (found.answer, found.hashes) == (answer, (backwards(CHIDI),))
    (found,) = replies_in(replace(mail(CHIDI, text), proven=proven), around(CHIDIS_ROW, written_to=()))
    assert found.answer is answer


@pytest.mark.parametrize(
    ("text", "erase"),
    [
        ("Do not delete my data, only stop writing", False),
        ("Löschen Sie bitte nicht meine Daten", False),
        ("Ich bitte um Löschung all meiner Daten nach Art. 17 DSGVO", True),
        ("No thanks, please delete my data", True),
        ("ne supprimez pas mes données", False),
        ("droit à l'effacement de mes données", True),
        ("Solicito la supresión de mis datos", True),
        ("No solicito la supresión de mis datos", False),
        ("Non cancellate i miei dati", False),
        ("Verwijder mijn gegevens niet", False),
        ("Proszę nie usuwać moich danych", False),
        ("Proszę o usunięcie danych osobowych", True),
        ("Não apaguem os meus dados", False),
        ("Solicito o apagamento dos meus dados", True),
        ("Mijn gegevens kloppen nog", False),
        ("I deleted my account with you; delete your data science opening", False),
        ("I work on data deletion and details of records", False),
        ("delete my data " * 60, False),
    ],
)
def test_what_counts_as_a_wish_to_be_deleted(text: str, erase: bool) -> None:
    """A negation, and the same words about something else, are none."""
    assert asks_to_be_erased(text) is erase


@pytest.mark.parametrize("rows", [(CHIDIS_ROW,), (Row("c-8", CHIDI, "Chidi Eze"), CHIDIS_ROW), ()])
@pytest.mark.parametrize("sender", [CHIDI, "chidi+x@mail.example"])
@pytest.mark.parametrize(
    ("text", "answer"),
    [
        ("Yes, I am interested.", Answer.INTERESTED),
        ("Take me off your list", Answer.LEFT),
        ("Ask me again in March 2027", Answer.NOT_NOW),
        ("Who are you?", Answer.REPLIED),
    ],
)
def test_a_reply_is_its_persons(rows: tuple[Row, ...], sender: str, text: str, answer: Answer) -> None:
    """Whatever key the person has now, on however many rows, and with whichever tag: a reply is to their message."""
    (found,) = replies_in(mail(sender, text), around(*rows))
    assert (found.answer, found.candidate, found.send_id) == (answer, CHIDI, "s0")


@pytest.mark.parametrize("sender", ["chidi+x@mail.example", "Chidi@mail.example"])
def test_a_reply_in_a_thread_may_come_from_any_spelling(sender: str) -> None:
    """The person's own mailbox is no other address, however it is written."""
    (found,) = replies_in(mail(sender, "Please unsubscribe me", send_ids=("s0",)), around(CHIDIS_ROW))
    assert (found.answer, found.send_id) == (Answer.LEFT, "s0")
    (other,) = replies_in(mail("eve@evil.example", "Please unsubscribe me", send_ids=("s0",)), around(CHIDIS_ROW))
    assert other.answer is Answer.REPLIED
    assert other.words.startswith("From another address")


def test_mail_that_came_back_is_its_persons() -> None:
    """A bounce that names only an address counts for the last message to that mailbox."""
    back = mail("mailer-daemon@mail.example", "550", failure=Failure.HARD, failed=frozenset({"chidi+x@mail.example"}))
    (found,) = replies_in(back, around(CHIDIS_ROW))
    assert (found.answer, found.send_id) == (Answer.REPLIED, "s0")


@pytest.mark.parametrize(("text", "answer"), [("Yes!", Answer.REPLIED), ("Please unsubscribe me", Answer.LEFT)])
def test_two_candidates_with_one_address(text: str, answer: Answer) -> None:
    """If two people share the address, a person decides who wrote; an unsubscribe counts for the address."""
    mailbox = "both@mail.example"
    rows = Row("c1", mailbox, "Ann Smith"), Row("c2", mailbox, "Bob Jones")
    (found,) = replies_in(mail(mailbox, text), around(*rows, written_to=(("c1", mailbox), ("c2", mailbox))))
    assert found.answer is answer
    assert answer is Answer.LEFT or found.words.startswith("More than one candidate has this address: ")


def test_a_sender_who_got_no_message_can_unsubscribe() -> None:
    """An unsubscribe counts for the row, if there is one; then no one is reported as missing from Candidates."""
    (found,) = replies_in(
        mail("ada@mail.example", "Please unsubscribe me"), around(Row("c-1", "ada@mail.example", "Ada"))
    )
    assert (found.answer, found.candidate, found.hashes) == (Answer.LEFT, "c-1", (backwards("ada@mail.example"),))
    (unclear,) = replies_in(
        mail("ada@mail.example", "How do I unsubscribe, or should I not?"),
        around(Row("c-1", "ada@mail.example", "Ada")),
    )
    assert (unclear.answer, unclear.candidate) == (Answer.REPLIED, "c-1")
    assert "not in Candidates" not in unclear.words


def test_a_strangers_mailbox_is_remembered() -> None:
    """An unsubscribe from a mailbox in no row is recognised once a row with that mailbox exists."""
    here = around(CHIDIS_ROW)
    (found,) = replies_in(mail("eve@mail.example", "Please unsubscribe me"), here)
    assert (found.answer, found.candidate) == (Answer.REPLIED, "")
    assert found.words.startswith("eve@mail.example wants to unsubscribe, and is not in Candidates")
    here.state.apply(events_of(here.state, [found], AT))
    later = Persons([Row("c-9", "Eve+x@mail.example", "Eve"), CHIDIS_ROW], backwards)
    assert list(later.replies(here.state)) == ["c-9"]


ANA, BEN = Row("c-1", "agency+ana@x.example", "Ana Souza"), Row("c-2", "agency+ben@x.example", "Ben Okoro")


def at_an_agency() -> Around:
    """A note to Ben and then one to Ana, who share a mailbox, and where each of them went."""
    here = around(BEN, ANA, written_to=(("c-2", "agency@x.example"), ("c-1", "agency@x.example")))
    went = {"s0": BEN.email, "s1": ANA.email}
    return replace(here, address_of=lambda send: went[send.send_id])


@pytest.mark.parametrize(
    ("sender", "candidate", "answer"),
    [
        (ANA.email, "c-1", Answer.INTERESTED),
        (BEN.email, "c-2", Answer.INTERESTED),
        ("agency@x.example", "c-1", Answer.REPLIED),
    ],
)
def test_a_reply_from_an_agency(sender: str, candidate: str, answer: Answer) -> None:
    """The very address says which of its people wrote; from the mailbox itself, a recruiter decides."""
    (found,) = replies_in(mail(sender, "Yes, I am interested."), at_an_agency())
    assert (found.candidate, found.answer) == (candidate, answer)


@pytest.mark.parametrize(("sender", "candidate"), [(ANA.email, "c-1"), (BEN.email, "c-2")])
def test_an_unsubscribe_from_an_agency_before_any_message(sender: str, candidate: str) -> None:
    """It counts for the row with the very address, whichever row at the mailbox comes first."""
    (found,) = replies_in(mail(sender, "Please unsubscribe me"), around(BEN, ANA))
    assert (found.candidate, found.answer) == (candidate, Answer.LEFT)


@pytest.mark.parametrize(
    ("text", "answer"),
    [("Please take me off your list.", Answer.LEFT), ("No thanks.", Answer.NO_THANKS), ("Why?", Answer.REPLIED)],
)
@pytest.mark.parametrize(
    "thread", [{"send_ids": ("s0",)}, {"subject": "Re: Opening"}, {"subject": "AW: [talent] Opening"}]
)
def test_a_reply_through_a_group_mailbox_is_a_persons(text: str, answer: Answer, thread: dict[str, object]) -> None:
    """A group mailbox marks all mail as a list does; what replies to our message there is a person's words."""
    listed = Incoming("m1", CHIDI, **{"subject": "Re: Hi", "text": text, "proven": True, "listed": True} | thread)  # type: ignore[arg-type]
    (found,) = replies_in(listed, around(CHIDIS_ROW))
    assert (found.answer, found.send_id) == (answer, "s0")


@pytest.mark.parametrize(
    ("text", "more", "answer"),
    [
        ("Our news of the week. Unsubscribe at any time." * 9, {}, Answer.AUTO_REPLY),
        ("I am on vacation until Monday. To unsubscribe, click here.", {"send_ids": ("s0",)}, Answer.AUTO_REPLY),
        ("Please take me off your list.", {"automatic": True}, Answer.AUTO_REPLY),
        # In doubt about a short wish, a person reads it.
        ("Please take me off your list.", {"subject": "Hello"}, Answer.LEFT),
    ],
)
def test_newsletters_and_automatic_replies_are_no_ones_words(
    text: str, more: dict[str, object], answer: Answer
) -> None:
    """A newsletter from a candidate's address, and what a machine sends through a list, decide nothing."""
    listed = Incoming("m1", CHIDI, **{"subject": "News", "text": text, "proven": True, "listed": True} | more)  # type: ignore[arg-type]
    (found,) = replies_in(listed, around(CHIDIS_ROW))
    assert found.answer is answer


def test_a_strangers_newsletter_is_not_ours() -> None:
    """The word "unsubscribe" in a newsletter from an address in no row concerns no one."""
    listed = Incoming("m1", "news@mail.example", "News", "Unsubscribe at the end.", listed=True)
    assert replies_in(listed, around(CHIDIS_ROW)) == []


def test_who_left_their_work_is_a_value() -> None:
    """An automatic reply that they left their work needs a person, says so as a value, and is no contact."""
    gone = Incoming("m1", CHIDI, "Automatic reply", "Chidi no longer works here.", ("s0",), automatic=True)
    here = around(CHIDIS_ROW)
    (found,) = replies_in(gone, here)
    assert (found.answer, found.value, found.words) == (Answer.REPLIED, Seems.GONE, "Chidi no longer works here.")
    (event,) = events_of(here.state, [found], AT)
    assert event.subject == "gone"
    assert not is_contact(event)
    assert is_contact(replace(event, subject=""))


@pytest.mark.parametrize(
    ("text", "answer"),
    [
        ("Yes, interested in both!", Answer.INTERESTED),
        ("Yes, I am interested.", Answer.REPLIED),
        ("Interested in the first one only.", Answer.REPLIED),
        ("Not interested in either.", Answer.NO_THANKS),
        ("No thanks.", Answer.NO_THANKS),
        ("No thanks to the second one.", Answer.REPLIED),
        ("Not now, ask me again in March.", Answer.NOT_NOW),
    ],
)
def test_a_reply_about_two_openings_names_both_or_is_for_a_person(text: str, answer: Answer) -> None:
    """A no to two openings is one to both; a yes has to say so."""
    here = around(CHIDIS_ROW)
    sent = here.state.sends["s0"]
    both = replace(sent, queued=replace(sent.queued, requisitions=("REQ-1", "REQ-2")))
    here.state.sends["s0"] = both
    (found,) = replies_in(mail(CHIDI, text, send_ids=("s0",)), here)
    assert found.answer is answer


@pytest.mark.parametrize(
    ("text", "proven", "answer"),
    [
        ("Yes", True, Answer.KEEP),
        ("Ja, gerne", True, Answer.KEEP),
        ("No", True, Answer.ERASE),
        ("No thanks.", True, Answer.ERASE),
        ("Please delete my data", True, Answer.ERASE),
        ("Who are you?", True, Answer.REPLIED),
        # Without proof of who wrote it, only what does no harm counts.
        ("Yes", False, Answer.REPLIED),
        ("No", False, Answer.REPLIED),
        ("Please delete my data", False, Answer.ERASE),
    ],
)
def test_replies_to_the_question_of_consent(text: str, proven: bool, answer: Answer) -> None:
    """Yes is a new consent, no stops everything and asks for erasure, as the message says."""
    here = around(CHIDIS_ROW)
    send = here.state.sends["s0"]
    here.state.sends["s0"] = replace(send, queued=replace(send.queued, step=Step.CONSENT, requisitions=()))
    (found,) = replies_in(replace(mail(CHIDI, text), proven=proven), here)
    assert found.answer is answer
    assert bool(found.hashes) == (answer is Answer.ERASE)


@pytest.mark.parametrize(
    ("text", "proven", "answer", "value"),
    [
        ("Yes", True, Answer.ALERTS, "yes"),
        ("Ja, gerne", True, Answer.ALERTS, "yes"),
        ("No thanks.", True, Answer.ALERTS, "no"),
        ("Please take me off your list", True, Answer.LEFT, ""),
        ("Only for data roles", True, Answer.REPLIED, ""),
        ("Yes", False, Answer.REPLIED, ""),
    ],
)
def test_replies_to_an_invitation(text: str, proven: bool, answer: Answer, value: str) -> None:
    """Yes and no say whether they want alerts; a person reads the rest."""
    here = around(CHIDIS_ROW)
    send = here.state.sends["s0"]
    here.state.sends["s0"] = replace(send, queued=replace(send.queued, step=Step.INVITATION, requisitions=()))
    (found,) = replies_in(replace(mail(CHIDI, text), proven=proven), here)
    assert (found.answer, found.value) == (answer, value)
