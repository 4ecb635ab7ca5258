"""What came into the mailbox: whose answer it is, and to what. Whatever is unclear is left to a person."""

from collections.abc import Callable, Collection, Iterable
from dataclasses import dataclass
from datetime import date

from automation.core.identity.contact_ids import email_identity
from automation.core.ledger.events import MAIL, REACHED, Answer, Step
from automation.core.ledger.persons import Persons
from automation.core.ledger.replies import Heard
from automation.core.ledger.sends import Send
from automation.core.ledger.state import LedgerState
from automation.core.messages.incoming import Failure, Incoming
from automation.core.messages.reply_phrases import left_their_work, meaning, return_day, wants_to_leave

# How much of somebody's words is kept in the ledger; the rest is in the mailbox.
EXCERPT = 300
# Before the words of a message that only its From line says they wrote.
UNPROVEN = "Nothing proves that they wrote this: "


@dataclass(frozen=True)
class Around:
    """What a message is held against.

    Attributes:
        state: The ledger.
        persons: Which rows are one person, and whose a mailbox is.
        own: Addresses that our people write from.
        address_of: The address that a message went to, compared; "" where nobody knows.
        leaving: Makes the wish to leave of a candidate: key, send ID, answer ID, address, words.
        hashed: The keyed hash of an address; None where the secret is lost.
        today: The workbook's day.
    """

    state: LedgerState
    persons: Persons
    own: Collection[str]
    address_of: Callable[[Send], str]
    leaving: Callable[[str, str, str, str, str], Heard]
    hashed: Callable[[str], str | None]
    today: date


def heard_in(mail: Incoming, around: Around) -> list[Heard]:
    """What a message says, as what is to be noted; nothing where it is none of ours, which stays in the mailbox."""
    state = around.state
    known = [state.sends[one] for one in mail.send_ids if one in state.sends]
    last = known[-1] if known else None
    if mail.receipt:
        return []
    if mail.unreadable:
        return [_unreadable(mail, last)]
    if mail.failure is not Failure.NONE:
        return _bounce(mail, last, around)
    if mail.unsubscribes in state.sends:
        send = state.sends[mail.unsubscribes]
        return [around.leaving(send.queued.candidate, send.send_id, mail.answer_id, "", "")]
    return _reply(mail, last, around)


def _reply(mail: Incoming, named: Send | None, around: Around) -> list[Heard]:
    """What a person or their mail program wrote; `named` is the last message of ours that it names."""
    theirs = _left_for(mail.sender, around)
    if mail.sender in around.own and not theirs:
        return []
    answered = named or (theirs[-1] if theirs else None)
    if answered is None:
        return [] if mail.automatic else _never_written_to(mail, around)
    # Only who got our message knows its ID; From alone is no identity.
    proven = mail.proven or named is not None
    if mail.automatic:
        return _automatic(mail, answered, around, proven=proven)
    # Of several candidates with one address, the words alone do not say which of them wrote.
    clear = named is not None or len({around.persons.of(row).keys for row in _rows(theirs, around)}) <= 1
    return [_answer(mail, answered, around, proven=proven, clear=clear)]


def _left_for(address: str, around: Around) -> list[Send]:
    """The messages that left for who has a mailbox, or may have; a reply is one even if another mail came back."""
    return [send for send in around.persons.sends_to(around.state, address) if send.state in REACHED]


def _rows(sends: Iterable[Send], around: Around) -> Iterable[str]:
    return (row for send in sends for row in around.persons.sent_to(send))


def _from_them(mail: Incoming, send: Send, around: Around) -> bool:
    return around.persons.has_written(mail.sender, send) or _one_mailbox(mail.sender, around.address_of(send))


def _one_mailbox(one: str, other: str) -> bool:
    return bool(email_identity(one)) and email_identity(one) == email_identity(other)


def _unreadable(mail: Incoming, send: Send | None) -> Heard:
    """Set aside after one failure, so that what is behind it is read; a person opens it in the mailbox."""
    words = "A message that could not be read safely. Open it in the mailbox"
    if send is None:
        return Heard(Answer.REPLIED, "", MAIL, mail.answer_id, words=f"{words}.")
    queued = send.queued
    return Heard(
        Answer.REPLIED,
        queued.candidate,
        MAIL,
        mail.answer_id,
        send.send_id,
        queued.requisitions,
        words=f"{words}; it seems to reply to our message.",
    )


def _never_written_to(mail: Incoming, around: Around) -> list[Heard]:
    """From an address that no message went to; who wants to leave is not turned away."""
    if not wants_to_leave(f"{mail.subject}\n{mail.text}") or len(mail.text) > EXCERPT:
        return []
    key = next(iter(around.persons.at(mail.sender)), "")
    if key and meaning(mail.text or mail.subject, around.today)[0] is Answer.LEFT:
        why = "" if mail.proven else UNPROVEN
        return [around.leaving(key, "", mail.answer_id, mail.sender, _excerpt(why + (mail.text or mail.subject)))]
    known = "and no message went to them" if key else "and is not in Candidates under this address"
    words = f"{mail.sender or 'A sender'} wants to unsubscribe, {known}: {mail.text}"
    mailbox = around.hashed(email_identity(mail.sender)) if email_identity(mail.sender) else None
    return [Heard(Answer.REPLIED, key, MAIL, mail.answer_id, words=_excerpt(words), mailbox=mailbox or "")]


def _bounce(mail: Incoming, send: Send | None, around: Around) -> list[Heard]:
    if send is None:
        sent = [one for address in sorted(mail.failed) for one in _left_for(address, around)]
        if not sent:
            return []
        return [_to_read(mail, sent[-1], "Mail to them seems to have come back, but it does not say which: ")]
    address = around.address_of(send)
    if mail.failed and address and not any(_one_mailbox(address, one) for one in mail.failed):
        return [_to_read(mail, send, "Something came back from another address than the one we wrote to: ")]
    if mail.failure is Failure.UNCLEAR or not address:
        return [_to_read(mail, send, "It seems to have come back: ")]
    if mail.failure is Failure.SOFT:
        return [_heard(Answer.SOFT_BOUNCE, mail, send)]
    hashed = around.hashed(address)
    return [_heard(Answer.HARD_BOUNCE, mail, send, hashes=(hashed,) if hashed else ())]


def _automatic(mail: Incoming, send: Send, around: Around, *, proven: bool) -> list[Heard]:
    text, why = f"{mail.subject}\n{mail.text}", "" if proven else UNPROVEN
    if left_their_work(text):
        return [_to_read(mail, send, f"{why}An automatic reply says that they work there no more: ")]
    day = return_day(text, around.today)
    return [_heard(Answer.AUTO_REPLY, mail, send, value=day.isoformat() if day else "", why=why)]


def _answer(mail: Incoming, send: Send, around: Around, *, proven: bool, clear: bool) -> Heard:
    if not _from_them(mail, send, around):
        return _to_read(mail, send, f"From another address, {mail.sender or 'which it does not say'}: ")
    answer, value = meaning(mail.text, around.today)
    why = "" if proven else UNPROVEN
    if answer is Answer.LEFT or (not mail.text and meaning(mail.subject, around.today)[0] is Answer.LEFT):
        # Honoured without proof as well: to write to nobody does no harm, and a person can lift it.
        words = _excerpt(why + (mail.text or mail.subject))
        return around.leaving(send.queued.candidate, send.send_id, mail.answer_id, mail.sender, words)
    # "Yes" to several openings may mean one of them, and to "may we keep your details?" something else.
    plain = answer is not None and len(send.queued.requisitions) == 1 and send.queued.step != Step.CONSENT
    if not clear:
        return _to_read(mail, send, f"{why}More than one candidate has this address: ")
    if answer is None or not plain or not proven:
        return _to_read(mail, send, why)
    return _heard(answer, mail, send, value=value)


def _to_read(mail: Incoming, send: Send, why: str = "") -> Heard:
    return _heard(Answer.REPLIED, mail, send, why=why)


def _heard(
    answer: Answer, mail: Incoming, send: Send, *, value: str = "", why: str = "", hashes: tuple[str, ...] = ()
) -> Heard:
    words = _excerpt(why + (mail.text or mail.subject))
    queued = send.queued
    return Heard(
        answer, queued.candidate, MAIL, mail.answer_id, send.send_id, queued.requisitions, value, words, hashes
    )


def _excerpt(text: str) -> str:
    line = " ".join(text.split())
    return line if len(line) <= EXCERPT else f"{line[: EXCERPT - 1]}…"
