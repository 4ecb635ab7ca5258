"""A reply, taken apart into sentences and known phrases."""

import re
from dataclasses import dataclass
from datetime import date
from enum import Enum
from functools import cached_property
from itertools import pairwise
from typing import NamedTuple

from automation.core.messages.reply_patterns import folded, phrases, words


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
    WEAK = "yes weak"  # "Sounds great", which is said in irony, too.
    SMALL = "small"  # Courtesies that mean nothing, though they may hold a "no".


class Span(NamedTuple):
    """Where a phrase stands."""

    start: int
    end: int
    kind: Kind


# Emoji that turn a text round or make it doubtful; the others end a sentence.
_DOUBT = re.compile("[🙄😂🤣🤔😅😉😏🙃😒😬🤨👎🤷]")
_EMOJI = re.compile("[\u2190-\u2bff\U0001f000-\U0001faff\u200d]+")
_YES_WITH_ACCENT = re.compile(r"\bs[íì]\b,?", re.IGNORECASE)
_SHORT_PLEASE = re.compile(r"\b(?:pls|plz)\b")
_SENTENCE_END = re.compile(r"(?:[!?;]|(?<!\d)\.(?!\w)|。|\n)+")
# Where a part of a sentence ends. A comma before "that" ends none: "it is not true, that …".
PART_END = re.compile(
    r",(?! ?(?:that|dass|que|che|dat|ze|att|at|etta|hogy|что|що)(?!\w))|[()\n.!?;、，—–]|(?<!\w)-|-(?!\w)"
    r"|(?<!\w)(?:and|und|et|och|og|oraz|ve|but|aber|mais|pero|maar|men|и)(?!\w)"
)
_AND = re.compile(r"^(?:and|und|et|y|e|en|i|oraz)(?: |$)")
# A line that is shorter ends a sentence; a longer one was wrapped by the mail program.
_WRAPPED = 50


@dataclass(frozen=True)
class Said:
    """A reply, taken apart.

    Attributes:
        text: It, `folded`.
        today: The workbook's day.
    """

    text: str
    today: date

    @cached_property
    def spans(self) -> list[Span]:
        """The phrases in it. Where two overlap, the longer one counts."""
        found = [Span(*one.span(), kind) for kind in Kind for one in phrases(kind.value).finditer(self.text)]
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

    def of(self, *kinds: Kind) -> list[Span]:
        """The phrases of some kinds, in their order."""
        return [one for one in self.spans if one.kind in kinds]

    def has(self, *kinds: Kind) -> bool:
        """Whether it holds a phrase of one of these kinds."""
        return bool(self.of(*kinds))

    @cached_property
    def sentences(self) -> list[tuple[int, int]]:
        """Where sentences begin and end, with their punctuation marks."""
        ends = [0, *(one.end() for one in _SENTENCE_END.finditer(self.text)), len(self.text)]
        return [(start, end) for start, end in pairwise(ends) if self.text[start:end].strip()]

    def sentence_of(self, place: int) -> tuple[int, int]:
        """Where the sentence around a place begins and ends."""
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
            no, yes, leave = (self._is_alone(start, end, words(f"{name} alone")) for name in ("no", "yes", "leave"))
            leave = leave or self._is_alone(start, end, words("leave alone"), beside_no=True)
            found = [before or now for before, now in zip(found, (no, yes, leave), strict=True)]
        return found[0], found[1], found[2]

    def _is_alone(self, start: int, end: int, known: frozenset[str], *, beside_no: bool = False) -> bool:
        """Whether a sentence is nothing but known words; `beside_no`, beside a no: "not for me, please remove"."""
        whole = bare(self.text[start:end])
        if whole in known:
            return True
        # Apart from courtesies: "no, thank you, Dana" is not one, "thanks, no" is.
        kinds = (Kind.SMALL, Kind.NO) if beside_no else (Kind.SMALL,)
        parts = [bare(one) for one in re.split("[,|]| - ", self.rest(start, end, without=kinds))]
        parts = [one for one in parts if one]
        if beside_no:
            parts = [_AND.sub("", one) for one in parts if one not in words("no alone")]
        return bool(parts) and all(one in known for one in parts)


def bare(text: str) -> str:
    """The words of a text without punctuation marks."""
    return " ".join(re.sub(r"[^\w']", " ", text).split())


def prepared(text: str) -> str:
    """A text `folded`, with a line for each paragraph or short line, without its salutation."""
    # Without its accent, the Spanish and Italian yes is "if" or a pronoun.
    marked = _YES_WITH_ACCENT.sub("si,", _DOUBT.sub(" haha ", text))
    lines = [" ".join(line.split()) for line in folded(marked).splitlines()]
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
