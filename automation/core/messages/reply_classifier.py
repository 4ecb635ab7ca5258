"""Turns incoming mail into replies: from which candidate, to which message, and with which meaning.

An unclear mail becomes a reply for a recruiter to read.
"""

import re
from collections.abc import Callable, Collection, Iterable
from dataclasses import dataclass, replace
from datetime import date

from automation.core.identity.contact_ids import email_identity
from automation.core.ledger.events import MAIL, REACHED, Answer, Seems, Step
from automation.core.ledger.persons import Persons
from automation.core.ledger.reply_events import NewReply
from automation.core.ledger.sends import Send
from automation.core.ledger.state import LedgerState
from automation.core.messages.incoming import Failure, Incoming
from automation.core.messages.reply_days import return_day
from automation.core.messages.reply_erasure import asks_to_be_erased
from automation.core.messages.reply_phrases import (
    Meaning,
    left_their_work,
    meaning,
    seems_automatic,
    seems_away,
    wants_to_leave,
)
from automation.core.text import key_of

# How many characters of a reply the ledger keeps; the whole reply stays in the mailbox.
EXCERPT = 300
# Stands before the words of a message whose sender only its From line names.
UNPROVEN = "Nothing proves that they wrote this: "
# Before a reply's subject, in many languages, and the name of a list.
_REPLY = re.compile(
    r"(?:\s{0,2}(?:re|aw|sv|vs|odp|antw|rv|res|ref|rif|ynt|atb|vá|tr|回复|答复|回覆|返信|답장)\s?(?:\[\d{1,3}\])?\s?[:：]){1,5}\s?(?:\[[^\[\]]{1,60}\])?",
    re.IGNORECASE,
)
# Messages that ask about the candidate, not about an opening: yes and no answer them.
_QUESTIONS = frozenset({Step.CONSENT, Step.INVITATION})


@dataclass(frozen=True)
class Around:
    """What a message is compared with.

    Attributes:
        state: The ledger.
        persons: Which rows are one person, and which mailboxes they have.
        own: Addresses that recruiters send from.
        address_of: The address that a message went to, compared; "" where it is unknown.
        leaving: Makes the unsubscribing of a candidate, from key, send ID, reply ID, address and words.
        hashed: The keyed hash of an address; None where the secret is lost.
        today: The workbook's day.
    """

    state: LedgerState
    persons: Persons
    own: Collection[str]
    address_of: Callable[[Send], str]
    leaving: Callable[[str, str, str, str, str], NewReply]
    hashed: Callable[[str], str | None]
    today: date


def replies_in(mail: Incoming, around: Around) -> list[NewReply]:
    """The replies in a message; [] where it concerns no message of ours, and only stays in the mailbox."""
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


def _reply(mail: Incoming, named: Send | None, around: Around) -> list[NewReply]:
    """The replies in a mail from a person or their mail program; `named` is the latest message of ours it refers to."""
    theirs = _sent_to(mail.sender, around)
    if mail.sender in around.own and not theirs:
        return []
    answered = named or (theirs[-1] if theirs else None)
    if answered is None:
        return [] if mail.automatic else _never_written_to(mail, around)
    # Only a recipient of our message knows its ID. From alone proves nothing.
    proven = mail.proven or named is not None
    if _by_a_machine(mail, named, theirs, around):
        return _automatic(mail, answered, around, proven=proven)
    # Where several candidates share the address, it is unclear which of them wrote.
    clear = named is not None or len({around.persons.of(row).keys for row in _rows(theirs, around)}) <= 1
    return [_answer(mail, answered, around, proven=proven, clear=clear)]


def _by_a_machine(mail: Incoming, named: Send | None, theirs: list[Send], around: Around) -> bool:
    """Whether a machine wrote a message, by its marks or its words. Through a list, a person's reply is a person's."""
    if mail.automatic:
        return True
    if mail.listed:
        replies = named is not None or _replies_to_subject(mail, theirs)
        wish = len(mail.text) <= EXCERPT and wants_to_leave(mail.text)
        return (not replies and not wish) or seems_away(mail.text)
    return seems_automatic(mail.text) and meaning(mail.text, around.today).answer is Answer.REPLIED


def _replies_to_subject(mail: Incoming, theirs: Iterable[Send]) -> bool:
    """Whether the subject is "Re:" and the subject of a message of ours to this mailbox."""
    found = _REPLY.match(mail.subject)
    subject = key_of(mail.subject[found.end() :]) if found else ""
    return bool(subject) and any(key_of(send.queued.subject) == subject for send in theirs)


def _sent_to(address: str, around: Around) -> list[Send]:
    """The messages that went, or may have gone, to the persons with this mailbox; bounced ones are included.

    Where several persons have it, the messages to this very address are theirs.
    """
    sends = [send for send in around.persons.sends_to(around.state, address) if send.state in REACHED]
    if len({around.persons.of(row).keys for row in _rows(sends, around)}) < 2:
        return sends
    return [send for send in sends if around.address_of(send) == address] or sends


def _rows(sends: Iterable[Send], around: Around) -> Iterable[str]:
    return (row for send in sends for row in around.persons.sent_to(send))


def _from_them(mail: Incoming, send: Send, around: Around) -> bool:
    return around.persons.has_written(mail.sender, send) or _one_mailbox(mail.sender, around.address_of(send))


def _one_mailbox(one: str, other: str) -> bool:
    return bool(email_identity(one)) and email_identity(one) == email_identity(other)


def _unreadable(mail: Incoming, send: Send | None) -> NewReply:
    """A reply for a recruiter to open in the mailbox. The message is not tried again, so that later ones are read."""
    words = "A message that could not be read safely. Open it in the mailbox"
    if send is None:
        return NewReply(Answer.REPLIED, "", MAIL, mail.answer_id, words=f"{words}.")
    queued = send.queued
    return NewReply(
        Answer.REPLIED,
        queued.candidate,
        MAIL,
        mail.answer_id,
        send.send_id,
        queued.requisitions,
        words=f"{words}; it seems to reply to our message.",
    )


def _never_written_to(mail: Incoming, around: Around) -> list[NewReply]:
    """Replies from an address that no message went to. Only wishes to unsubscribe count."""
    if not wants_to_leave(f"{mail.subject}\n{mail.text}") or len(mail.text) > EXCERPT:
        return []
    key = next(iter(around.persons.meant_by(mail.sender)), "")
    if mail.listed and not key:
        return []
    if key and meaning(mail.text or mail.subject, around.today).answer is Answer.LEFT:
        why = "" if mail.proven else UNPROVEN
        left = around.leaving(key, "", mail.answer_id, mail.sender, _excerpt(why + (mail.text or mail.subject)))
        return [_erased(left, mail, proven=mail.proven)]
    known = "and no message went to them" if key else "and is not in Candidates under this address"
    words = f"{mail.sender or 'A sender'} wants to unsubscribe, {known}: {mail.text}"
    mailbox = around.hashed(email_identity(mail.sender)) if email_identity(mail.sender) else None
    return [NewReply(Answer.REPLIED, key, MAIL, mail.answer_id, words=_excerpt(words), mailbox=mailbox or "")]


def _bounce(mail: Incoming, send: Send | None, around: Around) -> list[NewReply]:
    if send is None:
        sent = [one for address in sorted(mail.failed) for one in _sent_to(address, around)]
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


def _automatic(mail: Incoming, send: Send, around: Around, *, proven: bool) -> list[NewReply]:
    text, why = f"{mail.subject}\n{mail.text}", "" if proven else UNPROVEN
    if left_their_work(text):
        return [_heard(Answer.REPLIED, mail, send, value=Seems.GONE, why=why)]
    day = return_day(text, around.today)
    return [_heard(Answer.AUTO_REPLY, mail, send, value=day.isoformat() if day else "", why=why)]


def _answer(mail: Incoming, send: Send, around: Around, *, proven: bool, clear: bool) -> NewReply:
    if not _from_them(mail, send, around):
        return _to_read(mail, send, f"From another address, {mail.sender or 'which it does not say'}: ")
    meant = meaning(mail.text, around.today)
    why = "" if proven else UNPROVEN
    if meant.answer is Answer.LEFT or (not mail.text and meaning(mail.subject, around.today).answer is Answer.LEFT):
        # Honoured without proof, too: it does no harm, and a person can take it back.
        return _leaves(mail, send, around, why, proven=proven)
    if not clear:
        return _to_read(mail, send, f"{why}More than one candidate has this address: ")
    if proven and send.queued.step in _QUESTIONS and meant.answer in {Answer.INTERESTED, Answer.NO_THANKS}:
        return _yes_or_no(mail, send, around, yes=meant.answer is Answer.INTERESTED)
    if not proven or not _is_plain(meant, send):
        return _to_read(mail, send, why)
    return _heard(meant.answer, mail, send, value=meant.value)


def _yes_or_no(mail: Incoming, send: Send, around: Around, *, yes: bool) -> NewReply:
    """The reply to a question of ours about the candidate, not about an opening."""
    if send.queued.step == Step.INVITATION:
        return _heard(Answer.ALERTS, mail, send, value="yes" if yes else "no")
    return _heard(Answer.KEEP, mail, send, value="yes") if yes else _leaves(mail, send, around, proven=True)


def _leaves(mail: Incoming, send: Send, around: Around, why: str = "", *, proven: bool) -> NewReply:
    """An unsubscribe; in reply to the question of consent it asks to be erased, too, as the question says."""
    words = _excerpt(why + (mail.text or mail.subject))
    left = around.leaving(send.queued.candidate, send.send_id, mail.answer_id, mail.sender, words)
    if send.queued.step == Step.CONSENT:
        return replace(left, answer=Answer.ERASE)
    return _erased(left, mail, proven=proven)


def _erased(left: NewReply, mail: Incoming, *, proven: bool) -> NewReply:
    """The unsubscribe, as a wish to be erased where they clearly ask for that, and it is proven that they wrote."""
    asked = proven and asks_to_be_erased(mail.text or mail.subject)
    return replace(left, answer=Answer.ERASE) if asked else left


def _is_plain(meant: Meaning, send: Send) -> bool:
    """Whether it is clear which openings a reply is about, and that it is about them.

    "Yes" to several openings may mean one of them, and to "may we keep your details?" something else.
    """
    openings = len(send.queued.requisitions)
    if not openings or send.queued.step == Step.CONSENT:
        return False
    if meant.answer is Answer.INTERESTED:
        return openings == 1 or meant.all_openings is True
    return openings == 1 or meant.answer is not Answer.NO_THANKS or meant.all_openings is not False


def _to_read(mail: Incoming, send: Send, why: str = "") -> NewReply:
    return _heard(Answer.REPLIED, mail, send, why=why)


def _heard(
    answer: Answer, mail: Incoming, send: Send, *, value: str = "", why: str = "", hashes: tuple[str, ...] = ()
) -> NewReply:
    words = _excerpt(why + (mail.text or mail.subject))
    queued = send.queued
    return NewReply(
        answer, queued.candidate, MAIL, mail.answer_id, send.send_id, queued.requisitions, value, words, hashes
    )


def _excerpt(text: str) -> str:
    line = " ".join(text.split())
    return line if len(line) <= EXCERPT else f"{line[: EXCERPT - 1]}…"
