"""Every message is classified correctly, or goes to a person; none is lost, and none stops the program."""

from collections import Counter
from datetime import UTC, date, datetime

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from automation.core.ledger.events import MAIL, Answer, Event, State
from automation.core.ledger.persons import Persons
from automation.core.ledger.replies import day_of
from automation.core.ledger.reply_events import NewReply
from automation.core.ledger.state import LedgerState
from automation.core.messages.incoming import Incoming
from automation.core.messages.reply_classifier import Around, replies_in
from automation.core.messages.reply_days import return_day
from automation.core.messages.reply_phrases import meaning
from automation.mail.incoming import MOST_BYTES, read_message
from automation.mail.reply_text import new_words
from tests.answers.corpus import ANA, EXPECTED, FOLDER, MESSAGE_ID, NOT_OURS, SEND_ID, message
from tests.core.ledger.test_persons import Row
from tests.support.profile import examples

TODAY = date(2026, 11, 25)
WORDS = (
    "not",
    "interested",
    "unsubscribe",
    "but",
    "March",
    "2027",
    "no",
    "thanks",
    "?",
    "yes",
    "1.",
    "12/31/2026",
    ">",
    "On",
    "wrote:",
)
SENT = datetime(2026, 11, 24, 12, tzinfo=UTC)


def around(*reqs: str, step: str = "first note", key: str = ANA) -> Around:
    """One first note to Ana, about REQ-1 unless said otherwise."""
    state = LedgerState()
    meant = reqs or ("REQ-1",)
    by = "Dana Reyes <dana@acme.example>"
    state.apply([Event(SENT, State.SENT, SEND_ID, key, meant, step, by, "", "Hi", MESSAGE_ID)])
    return Around(
        state,
        Persons([Row(key, ANA, "Ana Silva")]),
        frozenset({"dana@acme.example"}),
        lambda _: ANA,
        lambda who, send, own_id, address, words: NewReply(
            Answer.LEFT, who, MAIL, own_id, send, words=words, hashes=("key", address)
        ),
        lambda address: f"hash of {address}",
        TODAY,
    )


def landed(data: bytes, where: Around | None = None) -> tuple[str, str]:
    heard = replies_in(read_message(data), where or around())
    return (heard[0].answer, heard[0].value) if heard else (NOT_OURS, "")


def test_the_corpus_is_whole() -> None:
    """Each file has its expectation, and each expectation its file; there are many, of every kind."""
    assert sorted(EXPECTED) == sorted(place.stem for place in FOLDER.glob("*.eml"))
    kinds = Counter(kind for kind, _ in EXPECTED.values())
    assert len(EXPECTED) >= 40
    assert set(kinds) == {*Answer, NOT_OURS} - {
        Answer.ALERTS,
        Answer.DETAILS,
        Answer.BACK,
        Answer.KEEP,
        Answer.ERASE,
        Answer.SPOKE,
    }


@pytest.mark.parametrize("name", sorted(EXPECTED))
def test_each_message_lands(name: str) -> None:
    """A message becomes what it says, goes to a person, or is none of ours."""
    assert landed(message(name)) == EXPECTED[name]


@pytest.mark.parametrize(
    "name", [name for name, (kind, _) in EXPECTED.items() if kind != NOT_OURS and "stranger" not in name]
)
def test_a_reply_names_its_message_and_keeps_its_id(name: str) -> None:
    """A reply names the candidate and the message it replies to, and has the same ID at every reading."""
    once, again = (replies_in(read_message(message(name)), around())[0] for _ in range(2))
    assert once == again
    assert (once.candidate, once.send_id) == (ANA, SEND_ID)
    assert once.answer_id


@pytest.mark.parametrize("name", [name for name, (kind, _) in EXPECTED.items() if kind == Answer.INTERESTED])
def test_yes_to_several_openings_goes_to_a_person(name: str) -> None:
    """A "yes" to a message about several openings is recorded for none of them."""
    assert landed(message(name), around("REQ-1", "REQ-2"))[0] == Answer.REPLIED


@pytest.mark.parametrize("name", [name for name, (kind, _) in EXPECTED.items() if kind == Answer.INTERESTED])
def test_yes_to_the_question_of_consent_is_a_consent(name: str) -> None:
    """It says nothing about an opening."""
    assert landed(message(name), around(step="consent renewal"))[0] == Answer.KEEP


def test_a_bounce_names_the_address_not_the_person() -> None:
    """Only the address that is dead is kept from, by its hash."""
    (heard,) = replies_in(read_message(message("dsn-postfix-unknown")), around(key="C-7"))
    assert (heard.candidate, heard.hashes) == ("C-7", (f"hash of {ANA}",))


def test_a_huge_message_is_read_by_its_beginning() -> None:
    """Fifty megabytes of attachment cost no more than their beginning."""
    head = message("reply-top-interested").replace(b"text/plain; charset=utf-8", b'multipart/mixed; boundary="b"')
    head, _, body = head.partition(b"\r\n\r\n")
    huge = head + b"\r\n\r\n--b\r\nContent-Type: text/plain\r\n\r\n" + body + b"\r\n--b\r\n"
    huge += b"Content-Type: application/zip\r\nContent-Disposition: attachment\r\n\r\n" + b"QUJD" * 12_000_000
    assert landed(huge[: MOST_BYTES * 2]) == (Answer.INTERESTED, "")


def mutated() -> st.SearchStrategy[bytes]:
    """A message of the corpus with pieces taken out, doubled, or put in."""
    pieces = st.sampled_from(
        [b"", b"\r\n", b"\x00", b"\xff\xfe", b"--D1", b"=?utf-8?B?", b";" * 50, b"<" * 50, b">", b"Content-Type: "]
    )

    @st.composite
    def build(draw: st.DrawFn) -> bytes:
        data = message(draw(st.sampled_from(sorted(EXPECTED))))
        for _ in range(draw(st.integers(1, 4))):
            at = draw(st.integers(0, len(data)))
            data = data[:at] + draw(pieces) + data[at + draw(st.integers(0, 60)) :]
        return data

    return build()


@pytest.mark.long
@settings(max_examples=examples(150))
@given(st.one_of(st.binary(max_size=2_000), mutated()))
def test_a_malformed_message_is_still_classified(data: bytes) -> None:
    """For any bytes: the message has an ID, it is classified, and no candidate is suppressed by accident."""
    mail = read_message(data)
    heard = replies_in(mail, around())
    assert mail.answer_id
    assert all(one.candidate in {ANA, ""} for one in heard)
    if not any(name in data for name in (SEND_ID.encode(), ANA.encode())):
        assert all(one.answer is Answer.REPLIED for one in heard)


@settings(max_examples=examples(150))
@given(st.text(max_size=400) | st.lists(st.sampled_from(WORDS), max_size=30).map(" ".join))
def test_any_words_have_a_meaning_or_none(text: str) -> None:
    """No text upsets the reading of it, and a month that is read is a month to come."""
    meant = meaning(text, TODAY)
    assert (meant.answer is Answer.NOT_NOW) == (day_of(meant.value) is not None)
    assert meant.answer is not Answer.NOT_NOW or meant.value > "2026-11"
    day = return_day(text, TODAY)
    assert day is None or day >= TODAY
    assert len(new_words(text)) <= len(text)


@pytest.mark.parametrize(
    "text", ["on " * 7_000, "> " * 9_000, "\n" * 20_000, "a\n> b\n" * 3_000, "<div>" * 5_000, "1 mar" * 4_000]
)
def test_long_texts_take_no_time(text: str) -> None:
    """A text on which a careless pattern would never end is read to its end."""
    data = message("reply-top-interested") + text.encode()
    assert landed(data)[0] in {Answer.REPLIED, Answer.INTERESTED}
    assert landed(data.replace(b"text/plain", b"text/html"))[0] in {Answer.REPLIED, Answer.INTERESTED}


def test_a_strangers_mail_is_not_recorded_as_a_reply() -> None:
    """A message that names none of ours, from an address we did not write to, is not recorded as a reply."""
    assert replies_in(Incoming("<a@b>", "who@other.example", "Hi", "Yes, I am interested."), around()) == []
