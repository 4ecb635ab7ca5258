"""The meaning of short replies. Only clear ones get a meaning; the others are for a recruiter to read."""

import re
from datetime import date
from typing import NamedTuple

from automation.core.ledger.events import Answer, Seems
from automation.core.messages.reply_dates import Named, named_in
from automation.core.messages.reply_patterns import phrases, words
from automation.core.messages.reply_sentences import PART_END, Kind, Said, Span, bare, prepared
from automation.core.parsing.words.negation import negates

# In characters. A longer reply says more than one meaning can hold, so a recruiter reads it.
LONGEST = 600
# Words beside a weak yes, such as "sounds great", that are not about when and how to talk.
MOST_UNKNOWN = 2
# Of an automatic reply, and of a text in which a wish to unsubscribe is looked for.
MOST_READ = 4_000


class Meaning(NamedTuple):
    """What a reply means.

    Attributes:
        answer: Its kind; `Answer.REPLIED` where a recruiter has to read it.
        value: The month or day to ask again, or what it seems to say.
        all_openings: Whether it is about all openings of the message: True or False where it says so.
    """

    answer: Answer
    value: str = ""
    all_openings: bool | None = None


UNCLEAR = Meaning(Answer.REPLIED)
_NOT_NOW = Meaning(Answer.REPLIED, Seems.NOT_NOW)


def meaning(text: str, today: date) -> Meaning:
    """What a reply clearly means.

    Args:
        text: The reply without quotations.
        today: The workbook's day.
    """
    if not text.strip() or len(text) > LONGEST:
        return UNCLEAR
    said = Said(prepared(text), today)
    if said.has(Kind.OTHERS):
        return UNCLEAR
    if said.has(Kind.LEAVE) or said.alone[2]:
        return Meaning(Answer.LEFT) if _leaves(said) else UNCLEAR
    found = _later(said) if said.has(Kind.LATER, Kind.ASK) else _choice(said)
    # Who has left and writes all the same may want the job, or ask about it.
    if found == UNCLEAR and left_their_work(text) and not _has_yes(said) and "?" not in text:
        return Meaning(Answer.REPLIED, Seems.GONE)
    return found._replace(all_openings=_about_all(said))


# -- Unsubscribing


def _leaves(said: Said) -> bool:
    """Whether a wish to unsubscribe is clear: not limited, denied, asked about or taken back."""
    if said.has(Kind.YES, Kind.WEAK, Kind.ASK):
        return False
    wishes = said.of(Kind.LEAVE)
    rest = said.rest(0, len(said.text), without=(Kind.LEAVE, Kind.NO, Kind.SMALL))
    if phrases("hedged").search(rest):
        return False
    for start, end in said.sentences:
        if said.asks(start, end) and not _is_request(said, start, end, wishes):
            return False
    if not wishes:
        return not said.has(Kind.KEEP, Kind.UNSURE)
    behind = said.rest(wishes[-1].end, len(said.text))
    return not phrases("but").search(behind) and not any(_denied(said, one) for one in wishes)


def _is_request(said: Said, start: int, end: int, wishes: list[Span]) -> bool:
    """Whether a question asks to be unsubscribed: "could you take me off your list?"."""
    asked = next((one for one in wishes if start <= one.start < end), None)
    return asked is not None and bool(phrases("request").search(said.text[start : asked.end]))


def _denied(said: Said, span: Span) -> bool:
    """Whether a negation stands before a phrase, in the same part of the sentence."""
    start = said.sentence_of(span.start)[0]
    return _negated(PART_END.split(said.rest(start, span.start))[-1])


def _negated(text: str) -> bool:
    """Whether a text holds a negation. "Ne" and the like are everyday words of other languages."""
    return negates(" ".join(word for word in bare(text).split() if word not in words("no negation")))


# -- Not now


def _later(said: Said) -> Meaning:
    """A reply with a "not now" or an "ask me again"."""
    asks, later = said.has(Kind.ASK), said.has(Kind.LATER)
    if _limits(said) or (_has_yes(said) and not later):
        return UNCLEAR
    until = _until(said)
    if any(said.asks(start, end) and not _asks_again(said, start, end, until) for start, end in said.sentences):
        return UNCLEAR
    if until:
        return Meaning(Answer.NOT_NOW, until)
    if not later and not phrases("some time").search(said.text):
        return UNCLEAR
    # Without a day, a no beside it may be all that is meant.
    no = said.has(Kind.NO) or said.alone[0]
    return UNCLEAR if no or (_has_yes(said) and not asks) else _NOT_NOW


def _limits(said: Said) -> bool:
    """Whether words limit a "not now". "Perhaps" does not, nor does "until" before a day."""
    doubts = (said.text[one.start : one.end] for one in said.of(Kind.UNSURE))
    return any(one not in words("harmless later") for one in doubts)


def _asks_again(said: Said, start: int, end: int, until: str) -> bool:
    """Whether a question only asks to be asked again: "not now, maybe in March?"."""
    kinds = (Kind.ASK, Kind.LATER) if until else (Kind.ASK,)
    return any(start <= one.start < end for one in said.of(*kinds))


def _until(said: Said) -> str:
    """The month or day from which they want to be asked; "" where it is not sure."""
    named = named_in(said.text, said.today)
    for asked in said.of(Kind.ASK, Kind.FREE):
        start, end = said.sentence_of(asked.start)
        near = [one for one in named if start <= one.start < end]
        behind = [one for one in near if one.end > asked.start]
        if behind or near:
            return _only(behind or near)
    for later in said.of(Kind.LATER):
        start, end = said.sentence_of(later.start)
        # A day in the sentence may be that of a wedding, or when the present job began.
        near = [one for one in named if start <= one.start < end and _stands_alone(said, one, later)]
        if near:
            return _only(near)
    rest = [one for one in named if _stands_alone(said, one, None)]
    return _only(rest) if rest else ""


def _only(named: list[Named]) -> str:
    values = {one.value for one in named}
    return values.pop() if len(values) == 1 else ""


def _stands_alone(said: Said, day: Named, later: Span | None) -> bool:
    """Whether the part of a sentence around a day holds only the day, and words such as "maybe" and "until"."""
    start, end = said.sentence_of(day.start)
    if later and later.end <= day.start:
        start = later.end
    near = (Kind.LATER, Kind.ASK, Kind.FREE, Kind.SMALL)
    before = PART_END.split(said.rest(start, day.start, without=near))[-1]
    behind = PART_END.split(said.rest(day.end, end, without=near))[0]
    return not _unknown(f"{before} {behind}", "around days")


# -- Yes and no


def _choice(said: Said) -> Meaning:
    no, yes = said.has(Kind.NO) or said.alone[0], _has_yes(said)
    if no:
        return UNCLEAR if yes or not _clear_no(said) else Meaning(Answer.NO_THANKS)
    return Meaning(Answer.INTERESTED) if yes and _clear_yes(said) else UNCLEAR


def _has_yes(said: Said) -> bool:
    return said.has(Kind.YES, Kind.WEAK) or said.alone[1]


def _clear_no(said: Said) -> bool:
    noes = said.of(Kind.NO)
    if said.has(Kind.UNSURE) or any(_denied(said, one) for one in noes) or "?" in said.text:
        return False
    # What follows a "but" may take it back, unless it is a courtesy or the wish to stay on the list.
    place = noes[-1].end if noes else 0
    but = phrases("but").search(said.rest(place, len(said.text)))
    if not but:
        return True
    return len(_unknown(said.rest(place, len(said.text))[but.end() :], "courteous")) <= 1


def _unknown(text: str, section: str) -> list[str]:
    """The words of a text that are not in a section; numbers count as known."""
    known = words(section)
    return [word for word in bare(text).split() if word not in known and not word.isdecimal()]


def _clear_yes(said: Said) -> bool:
    rest = said.rest(0, len(said.text))
    if said.has(Kind.UNSURE, Kind.KEEP) or phrases("but").search(rest) or phrases("regret").search(rest):
        return False
    if _negated(rest) or any(one.value for one in named_in(said.text, said.today)):
        return False
    # A question may doubt the yes in it: "interested?" is none; "when can we talk?" and the like are courtesies.
    yes = said.of(Kind.YES, Kind.WEAK)
    if not said.has(Kind.YES) and len(_unknown(rest, "around yes")) > MOST_UNKNOWN:
        return False
    return said.alone[1] or any(not _questioned(said, one) and not _denied(said, one) for one in yes)


def _questioned(said: Said, span: Span) -> bool:
    """Whether the part of the sentence that a phrase ends in is a question."""
    _, end = said.sentence_of(span.start)
    behind = said.text[span.end : end]
    return "?" in behind and not re.search(r"[,\n]| - ", behind.partition("?")[0])


def _about_all(said: Said) -> bool | None:
    """Whether a reply says that it is about all openings, or about one of them; None where it does not say."""
    if phrases("one").search(said.text) or re.search(r"\d{3}", said.text):
        return False
    return True if phrases("both").search(said.text) else None


# -- Automatic replies


def left_their_work(text: str) -> bool:
    """Whether a reply says that the candidate no longer works there, or that the mailbox is no longer read."""
    said = prepared(text[:MOST_READ])
    return bool(phrases("gone").search(said)) and not phrases("not gone yet").search(said)


def seems_automatic(text: str) -> bool:
    """Whether the words are those of a machine that confirms a message, though its headers do not say so."""
    said = prepared(text[:MOST_READ])
    return bool(phrases("machine").search(said))


def seems_away(text: str) -> bool:
    """Whether the words are those of an automatic reply about an absence."""
    return bool(phrases("away").search(prepared(text[:MOST_READ])))


def wants_to_leave(text: str) -> bool:
    """Whether a text contains a wish to unsubscribe, clear or not."""
    said = Said(prepared(text[:MOST_READ]), date.min)
    return said.has(Kind.LEAVE) or said.alone[2]
