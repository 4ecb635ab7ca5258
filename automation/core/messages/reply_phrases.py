"""The meaning of short replies. Only clear ones get a meaning; the others are for a recruiter to read."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from enum import Enum
from functools import cached_property
from typing import NamedTuple

from automation.core.ledger.events import Answer, Seems
from automation.core.messages.reply_dates import Named, named_in
from automation.core.messages.reply_patterns import folded, phrases, words
from automation.core.parsing.negation import negates

# In characters. A longer reply says more than one meaning can hold, so a recruiter reads it.
LONGEST = 600
# Of an automatic reply, and of a text in which a wish to unsubscribe is looked for.
MOST_READ = 4_000


class Kind(Enum):
    """What a phrase says; its value is the section of phrases."""

    # In this order where two phrases of the same length overlap: the one that decides less comes first.
    KEEP = "keep"  # It looks like a wish to unsubscribe, and is none.
    OTHERS = "others"  # Someone else wrote, or is meant.
    UNSURE = "unsure"
    LATER = "later"
    ASK = "ask again"
    FREE = "free from"  # With a "not now", it says when to ask again.
    LEAVE = "leave"
    NO = "no"
    YES = "yes"
    SMALL = "small"  # Courtesies that mean nothing, though they may hold a "no".


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


class _Span(NamedTuple):
    start: int
    end: int
    kind: Kind


UNCLEAR = Meaning(Answer.REPLIED)
_NOT_NOW = Meaning(Answer.REPLIED, Seems.NOT_NOW)
# Emoji that turn a text round or make it doubtful; the others end a sentence.
_DOUBT = re.compile("[🙄😂🤣🤔😅😉😏🙃😒😬🤨👎🤷]")
_EMOJI = re.compile("[\u2190-\u2bff\U0001f000-\U0001faff\u200d]+")
_SHORT_PLEASE = re.compile(r"\b(?:pls|plz)\b")
_SENTENCE_END = re.compile(r"(?:[!?;]|(?<!\d)\.(?!\w)|。|\n)+")
_PART_END = re.compile(
    r"[,:()\n.!?;、，—–]|(?<!\w)-|-(?!\w)|(?<!\w)(?:and|und|et|och|og|oraz|ve|but|aber|mais|pero|maar|men|и)(?!\w)"
)
# A line that is shorter ends a sentence; a longer one was wrapped by the mail program.
_WRAPPED = 50


@dataclass(frozen=True)
class _Said:
    """A reply, taken apart.

    Attributes:
        text: It, `folded`.
        today: The workbook's day.
    """

    text: str
    today: date

    @cached_property
    def spans(self) -> list[_Span]:
        """The phrases in it. Where two overlap, the longer one counts."""
        found = [_Span(*one.span(), kind) for kind in Kind for one in phrases(kind.value).finditer(self.text)]
        # "Not now, thanks": the thanks belong to it, and make no "no, thanks".
        found = [one._replace(end=self._with_thanks(one.end)) if one.kind is Kind.LATER else one for one in found]
        found.sort(key=lambda one: (one.start - one.end, one.start, list(Kind).index(one.kind)))
        taken = bytearray(len(self.text))
        kept = []
        for one in found:
            if one.end > one.start and not any(taken[one.start : one.end]):
                taken[one.start : one.end] = b"\1" * (one.end - one.start)
                kept.append(one)
        return sorted(kept)

    def _with_thanks(self, end: int) -> int:
        start = end
        while self.text[start : start + 1] in {",", " "}:
            start += 1
        thanks = phrases("thanks").match(self.text, start)
        return thanks.end() if thanks else end

    def of(self, *kinds: Kind) -> list[_Span]:
        return [one for one in self.spans if one.kind in kinds]

    def has(self, *kinds: Kind) -> bool:
        return bool(self.of(*kinds))

    @cached_property
    def sentences(self) -> list[tuple[int, int]]:
        """Where sentences begin and end, with their punctuation marks."""
        ends = [0, *(one.end() for one in _SENTENCE_END.finditer(self.text)), len(self.text)]
        return [(start, end) for start, end in zip(ends, ends[1:], strict=False) if self.text[start:end].strip()]

    def sentence_of(self, place: int) -> tuple[int, int]:
        return next(((start, end) for start, end in self.sentences if start <= place < end), (0, len(self.text)))

    def asks(self, start: int, end: int) -> bool:
        """Whether a part of the text holds a question mark."""
        return "?" in self.text[start:end]

    def rest(self, start: int, end: int, *, without: tuple[Kind, ...] = tuple(Kind)) -> str:
        """A part of the text without the phrases of some kinds."""
        pieces, place = [], start
        for one in self.spans:
            if one.kind in without and start <= one.start < end:
                pieces.append(self.text[place : one.start])
                place = one.end
        return " | ".join([*pieces, self.text[place:end]])

    @cached_property
    def alone(self) -> tuple[bool, bool, bool]:
        """Whether a sentence is nothing but a no, a yes, or a wish to unsubscribe."""
        found = [False, False, False]
        for start, end in self.sentences:
            if self.asks(start, end):
                continue
            for number, section in enumerate(("no alone", "yes alone", "leave alone")):
                found[number] = found[number] or self._is_alone(start, end, words(section))
        return found[0], found[1], found[2]

    def _is_alone(self, start: int, end: int, known: frozenset[str]) -> bool:
        whole = _bare(self.text[start:end])
        if whole in known:
            return True
        # Apart from courtesies: "no, thank you, Dana" is not one, "thanks, no" is.
        parts = [_bare(one) for one in re.split("[,|]| - ", self.rest(start, end, without=(Kind.SMALL,)))]
        parts = [one for one in parts if one]
        return bool(parts) and all(one in known for one in parts)


def _bare(text: str) -> str:
    return " ".join(re.sub(r"[^\w']", " ", text).split())


def meaning(text: str, today: date) -> Meaning:
    """What a reply clearly means.

    Args:
        text: The reply without quotations.
        today: The workbook's day.
    """
    if not text.strip() or len(text) > LONGEST:
        return UNCLEAR
    said = _Said(_prepared(text), today)
    if said.has(Kind.OTHERS):
        return UNCLEAR
    if said.has(Kind.LEAVE) or said.alone[2]:
        return Meaning(Answer.LEFT) if _leaves(said) else UNCLEAR
    found = _later(said) if said.has(Kind.LATER, Kind.ASK) else _choice(said)
    if found.answer is Answer.REPLIED and found == UNCLEAR and left_their_work(text):
        return Meaning(Answer.REPLIED, Seems.GONE)
    return found._replace(all_openings=_about_all(said))


def _prepared(text: str) -> str:
    """A text `folded`, with a line for each paragraph or short line, without its salutation."""
    lines = [" ".join(line.split()) for line in folded(_DOUBT.sub(" haha ", text)).splitlines()]
    joined = ""
    lines = [_SHORT_PLEASE.sub("please", line) for line in lines]
    for line in filter(None, (_EMOJI.sub(" . ", line).strip() for line in lines)):
        wrapped = joined and len(joined.rpartition("\n")[2]) >= _WRAPPED and joined[-1] not in ".!?:"
        joined += f"{' ' if wrapped else chr(10) if joined else ''}{line}"
    greeting = phrases("greeting").match(joined)
    if greeting:
        after = re.compile(r"[^,.!?:\n]{0,40}[,.!:\n]+ ?").match(joined, greeting.end())
        joined = joined[after.end() :] if after else joined
    return joined.strip()


# -- Unsubscribing


def _leaves(said: _Said) -> bool:
    """Whether a wish to unsubscribe is clear: not limited, denied, asked about or taken back."""
    if said.has(Kind.YES) or said.of(Kind.ASK):
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


def _is_request(said: _Said, start: int, end: int, wishes: list[_Span]) -> bool:
    """Whether a question asks to be unsubscribed: "could you take me off your list?"."""
    asked = next((one for one in wishes if start <= one.start < end), None)
    return asked is not None and bool(phrases("request").search(said.text[start : asked.end]))


def _denied(said: _Said, span: _Span) -> bool:
    """Whether a negation stands before a phrase, in the same part of the sentence."""
    start = said.sentence_of(span.start)[0]
    return _negated(_PART_END.split(said.rest(start, span.start))[-1])


def _negated(text: str) -> bool:
    """Whether a text holds a negation. "Ne" and the like are everyday words of other languages."""
    return negates(" ".join(word for word in _bare(text).split() if word not in words("no negation")))


# -- Not now


def _later(said: _Said) -> Meaning:
    """A reply with a "not now" or an "ask me again"."""
    asks, later = said.has(Kind.ASK), said.has(Kind.LATER)
    if _limits(said) or ((said.has(Kind.YES) or said.alone[1]) and not later):
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
    return UNCLEAR if no or (said.has(Kind.YES) and not asks) else _NOT_NOW


def _limits(said: _Said) -> bool:
    """Whether words limit a "not now". "Perhaps" does not, nor does "until" before a day."""
    doubts = (said.text[one.start : one.end] for one in said.of(Kind.UNSURE))
    return any(one not in words("harmless later") for one in doubts)


def _asks_again(said: _Said, start: int, end: int, until: str) -> bool:
    """Whether a question only asks to be asked again: "not now, maybe in March?"."""
    kinds = (Kind.ASK, Kind.LATER) if until else (Kind.ASK,)
    return any(start <= one.start < end for one in said.of(*kinds))


def _until(said: _Said) -> str:
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


def _stands_alone(said: _Said, day: Named, later: _Span | None) -> bool:
    """Whether the part of the sentence around a day holds nothing but the day, and words such as "maybe" and "until"."""
    start, end = said.sentence_of(day.start)
    if later and later.end <= day.start:
        start = later.end
    near = (Kind.LATER, Kind.ASK, Kind.FREE, Kind.SMALL)
    before = _PART_END.split(said.rest(start, day.start, without=near))[-1]
    behind = _PART_END.split(said.rest(day.end, end, without=near))[0]
    known = words("around days")
    return all(word in known or word.isdecimal() for word in _bare(f"{before} {behind}").split())


# -- Yes and no


def _choice(said: _Said) -> Meaning:
    no, yes = said.has(Kind.NO) or said.alone[0], said.has(Kind.YES) or said.alone[1]
    if no and yes and not (said.alone[1] and not said.has(Kind.YES) and said.has(Kind.NO)):
        return UNCLEAR
    if no:
        return UNCLEAR if yes or not _clear_no(said) else Meaning(Answer.NO_THANKS)
    return Meaning(Answer.INTERESTED) if yes and _clear_yes(said) else UNCLEAR


def _clear_no(said: _Said) -> bool:
    noes = said.of(Kind.NO)
    if said.has(Kind.UNSURE) or any(_denied(said, one) for one in noes) or "?" in said.text:
        return False
    # What follows a "but" may take it back, unless it is a courtesy or the wish to stay on the list.
    place = noes[-1].end if noes else 0
    but = phrases("but").search(said.rest(place, len(said.text)))
    if not but:
        return True
    behind = said.rest(place, len(said.text))[but.end() :]
    return len([word for word in _bare(behind).split() if word not in words("courteous")]) <= 1


def _clear_yes(said: _Said) -> bool:
    rest = said.rest(0, len(said.text))
    if said.has(Kind.UNSURE, Kind.KEEP) or phrases("but").search(rest) or phrases("regret").search(rest):
        return False
    if _negated(rest) or any(one.value for one in named_in(said.text, said.today)):
        return False
    # A question may doubt the yes in it: "interested?" is none; "when can we talk?" and the like are courtesies.
    yes = said.of(Kind.YES)
    return said.alone[1] or any(not _questioned(said, one) and not _denied(said, one) for one in yes)


def _questioned(said: _Said, span: _Span) -> bool:
    """Whether the part of the sentence that a phrase ends in is a question."""
    _, end = said.sentence_of(span.start)
    behind = said.text[span.end : end]
    return "?" in behind and not re.search(r"[,\n]| - ", behind.partition("?")[0])


def _about_all(said: _Said) -> bool | None:
    """Whether a reply says that it is about all openings, or about one of them; None where it does not say."""
    if phrases("one").search(said.text) or re.search(r"\d{3}", said.text):
        return False
    return True if phrases("both").search(said.text) else None


# -- Automatic replies


def left_their_work(text: str) -> bool:
    """Whether a reply says that the candidate no longer works there, or that the mailbox is no longer read."""
    said = _prepared(text[:MOST_READ])
    return bool(phrases("gone").search(said)) and not phrases("not gone yet").search(said)


def seems_automatic(text: str) -> bool:
    """Whether the words are those of a machine that confirms a message, though its headers do not say so."""
    said = _prepared(text[:MOST_READ])
    return bool(phrases("machine").search(said))


def seems_away(text: str) -> bool:
    """Whether the words are those of an automatic reply about an absence."""
    return bool(phrases("away").search(_prepared(text[:MOST_READ])))


def wants_to_leave(text: str) -> bool:
    """Whether a text contains a wish to unsubscribe, clear or not."""
    said = _Said(_prepared(text[:MOST_READ]), date.min)
    return said.has(Kind.LEAVE) or said.alone[2]
