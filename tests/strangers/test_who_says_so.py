"""Who wrote a message: our message's ID, or what the own mail server has checked. From alone proves nothing."""

from datetime import UTC, datetime

import pytest

from automation.core.ledger.events import MAIL, PAGE, Answer
from automation.core.ledger.replies import has_unsubscribed
from automation.core.ledger.reply_events import NewReply, events_of
from automation.core.ledger.state import LedgerState
from automation.core.messages.incoming import Incoming
from automation.core.messages.reply_classifier import UNPROVEN, replies_in
from automation.mail.authentication import vouches_for
from automation.mail.incoming import read_message
from tests.answers.corpus import ANA, MESSAGE_ID
from tests.answers.test_corpus import around

OURS = "mx.acme.example"
PASSED = f"{OURS}; dmarc=pass (p=none) header.from=mail.example"


def mail(words: str, *headers: str, sender: str = f"Ana <{ANA}>", own_id: str = "<1@mail.example>") -> bytes:
    lines = [*headers, f"From: {sender}", f"Message-ID: {own_id}", "Subject: Re: Hi", "", words, ""]
    return "\r\n".join(lines).encode()


def landed(data: bytes) -> NewReply:
    (found,) = replies_in(read_message(data, OURS), around())
    return found


@pytest.mark.parametrize("words", ["Yes, I am interested.", "No thanks", "Ask me again in March 2027"])
def test_a_forged_from_records_no_decision(words: str) -> None:
    """A forged From records neither interest nor a refusal: a person reads the message."""
    forged = landed(mail(words))
    assert forged.answer is Answer.REPLIED
    assert forged.words.startswith(UNPROVEN)


@pytest.mark.parametrize("proof", [f"In-Reply-To: {MESSAGE_ID}", f"Authentication-Results: {PASSED}"])
def test_either_proof_counts(proof: str) -> None:
    """Our message's ID, or what the own server has checked, shows who wrote."""
    assert landed(mail("Yes, I am interested.", proof)).answer is Answer.INTERESTED


def test_an_unsubscribe_counts_without_proof_and_can_be_lifted() -> None:
    """To write to no one does no harm; the ledger shows that it came by mail, so that a person can lift it."""
    wish = landed(mail("Please unsubscribe me"))
    assert (wish.answer, wish.by) == (Answer.LEFT, MAIL)
    assert wish.words.startswith(UNPROVEN)
    state = LedgerState()
    state.apply(events_of(state, [wish], datetime(2026, 11, 25, tzinfo=UTC)))
    assert not has_unsubscribed(state.answers[ANA], on_page=True)
    # What a candidate does on their own page is noted all the same, and only they lift that.
    page = NewReply(Answer.LEFT, ANA, PAGE, "answer.1", hashes=wish.hashes)
    state.apply(events_of(state, [page], datetime(2026, 11, 26, tzinfo=UTC)))
    assert has_unsubscribed(state.answers[ANA], on_page=True)


@pytest.mark.parametrize(
    ("headers", "proves"),
    [
        ([PASSED], True),
        ([f"{OURS} 1; dkim=pass header.d=mail.example"], True),
        ([f"{OURS}; dkim=pass header.i=@mail.example header.s=s1"], True),
        ([f"{OURS}; spf=pass (ok) smtp.mailfrom=ana@mail.example"], True),
        (["MX.Acme.Example; dmarc=pass header.from=Mail.Example"], True),
        # The topmost of ours counts; what stands below came with the message.
        ([f"{OURS}; dmarc=fail header.from=mail.example", PASSED], False),
        (["other.example; dmarc=fail header.from=mail.example", PASSED], True),
        (["other.example; dmarc=pass header.from=mail.example"], False),
        ([f"{OURS}; dmarc=pass header.from=evil.example"], False),
        ([f"{OURS}; dkim=pass header.d=evil.example"], False),
        ([f"{OURS}; dkim=pass header.d=mail.example.evil.example"], False),
        ([f"{OURS}; spf=pass smtp.helo=mail.example"], False),
        ([f"{OURS}; dmarc=none (dmarc=pass header.from=mail.example)"], False),
        ([f'{OURS}; dkim=fail reason="; dmarc=pass header.from=mail.example"'], False),
        ([f"{OURS}; none"], False),
        # One of ours that cannot be read stays the topmost: the server writes what a sender chose into it.
        ([f"{OURS}; spf=pass smtp.mailfrom=\u00fc@evil.example", PASSED], False),
        ([f"{OURS}; spf=pass smtp.mailfrom=\udcfc@evil.example", PASSED], False),
        ([f'{OURS}; spf=pass smtp.mailfrom="@evil.example', PASSED], False),
        ([f"{OURS} ;;;", PASSED], False),
        ([f"{OURS}(x); =", PASSED], False),
        ([f"{OURS}", PASSED], False),
        ([f"\r\n\t(a (nested) comment) {OURS.upper()} x; =", PASSED], False),
        ([f'"{OURS}"; =', PASSED], False),
        ([f"{OURS}; {'x' * 9_000}", PASSED], False),
        ([f"{OURS}.evil.example; =", PASSED], True),
        ([f"evil.example ({OURS}); =", PASSED], True),
        (['""; dmarc=pass header.from=mail.example'], False),
        (["(" * 5_000], False),
        ([], False),
    ],
)
def test_only_the_own_servers_topmost_word_counts(headers: list[str], *, proves: bool) -> None:
    """Headers of other servers, and forged headers of ours, prove nothing; nor does a pass for another domain."""
    assert vouches_for(headers, OURS, ANA) is proves
    assert not vouches_for(headers, "", ANA)


@pytest.mark.parametrize(
    ("line", "sender"),
    [
        ("Ana Silva <ana@mail.example>", "ana@mail.example"),
        ("ana@mail.example (Ana)", "ana@mail.example"),
        ("=?utf-8?q?Jos=C3=A9?= <jose@mail.example>", "jose@mail.example"),
        ('"Silva, Ana" <ana@mail.example>', "ana@mail.example"),
        # What is encoded is a name, whatever it looks like.
        ("=?utf-8?q?=3Cana=40mail.example=3E?= <eve@evil.example>", "eve@evil.example"),
        ("=?utf-8?q?ana=40mail.example=2C?= <eve@evil.example>", "eve@evil.example"),
        ("=?utf-8?q?ana=40mail.example?=", ""),
        ("ana@mail.example, eve@evil.example", ""),
        ("ana@mail.example)eve@evil.example", ""),
        ("ana@mail.example <eve@evil.example> <ana@mail.example>", ""),
        ("ana@mail.example\r\nFrom: eve@evil.example", ""),
        ("", ""),
    ],
)
def test_from_is_parsed_before_it_is_decoded(line: str, sender: str) -> None:
    """The sender is the one address that From names; where it can be read in two ways, there is none."""
    assert read_message(mail("Hi", sender=line)).sender == sender


def test_a_forged_message_id_blocks_no_later_message() -> None:
    """A message with the ID of a later one does not block the later one; the same message is recognised again."""
    forged, real = mail("Hello", own_id="<7@mail.example>"), mail("Yes!", own_id="<7@mail.example>")
    assert read_message(forged).answer_id != read_message(real).answer_id
    assert read_message(real).answer_id == read_message(b"Received: by mx\r\n" + real).answer_id
    # Word for word the same, but proven: another message, too.
    proven = b"Authentication-Results: " + PASSED.encode() + b"\r\n" + real
    assert read_message(real, OURS).answer_id != read_message(proven, OURS).answer_id


def test_messages_of_version_0_1_0_are_known() -> None:
    """Version 0.1.0 recorded a message under its bare ID; it is not recorded a second time."""
    assert read_message(mail("Yes", own_id="<7@mail.example>")).message_id == "<7@mail.example>"


def test_two_backpockets_do_not_talk_to_each_other() -> None:
    """A notice of another installation is automatic: the word "unsubscribe" in it does not count."""
    note = mail(
        "Reply 'unsubscribe' to unsubscribe.", "X-Backpocket-Send-Id: fedcba9876543210", f"References: {MESSAGE_ID}"
    )
    assert landed(note).answer is Answer.AUTO_REPLY


def test_an_unreadable_message_is_for_a_person() -> None:
    """Whether it names a message of ours or none, it is pointed out."""
    for known in ((), ("0123456789abcdef",)):
        (found,) = replies_in(Incoming("<x>", send_ids=known, unreadable=True), around())
        assert (found.answer, found.candidate) == (Answer.REPLIED, ANA if known else "")
