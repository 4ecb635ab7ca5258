"""The words that say how far a candidate has a skill: what each phrase says, and where in a text it says so.

They are data: `data/skill_cues.txt`, and the words of `negation.NEGATIONS`.
"""

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from enum import Enum
from functools import cache
from importlib import resources

from automation.core.parsing.words.negation import NEGATIONS
from automation.core.taxonomy.bundled_data import common_words
from automation.core.taxonomy.skill_words import form
from automation.core.text import names_in, plain


class Cue(Enum):
    """What a phrase says; the data file explains each."""

    NONE = "NONE"
    DOUBT = "DOUBT"
    WANT = "WANT"
    WISH = "WISH"
    NOT = "NOT"
    SOME = "SOME"
    TRADE = "TRADE"
    TEAM = "TEAM"
    PEOPLE = "PEOPLE"
    BUT = "BUT"
    WELL = "WELL"
    ABOUT = "ABOUT"
    LINK = "LINK"


class Where(Enum):
    """Where a phrase says it; the data file explains each."""

    ANYWHERE = "anywhere"
    EDGE = "edge"
    BEFORE = "before"
    AFTER = "after"
    TAIL = "tail"
    ASIDE = "aside"
    ENGLISH = "english"


Meanings = Mapping[Where, Cue]
# Longer phrases are no cues.
_LONGEST = 7


@dataclass(frozen=True, slots=True)
class Chunk:
    """Some words of a text that stand together, and what they say at which place."""

    text: str
    means: Meanings = field(default_factory=dict)

    def at(self, *places: Where) -> Cue | None:
        """What the chunk says at the first of some places where it says anything."""
        return next((self.means[place] for place in places if place in self.means), None)

    @property
    def names(self) -> bool:
        """Whether the chunk is part of a name: it is no cue, or holds a negation that means none."""
        return not self.means or self.means.get(Where.ANYWHERE) is Cue.NONE

    @property
    def number(self) -> bool:
        """Whether it is only digits, as in "since 2015"."""
        return bool(self.text) and not any(map(str.isalpha, self.text))


@cache
def cues() -> Mapping[str, Meanings]:
    """Phrase as it is compared → what it says, by place. What comes first in the file wins at a place."""
    found: dict[str, dict[Where, Cue]] = {}
    for words in NEGATIONS.values():
        for word in words:
            found.setdefault(word, {})[Where.ANYWHERE] = Cue.NOT
    cue, where = Cue.NONE, Where.ANYWHERE
    for line in _lines():
        heading = re.fullmatch(r"\[(\w+) (\w+)\]", line)
        if heading:
            cue, where = Cue(heading[1]), Where(heading[2])
            continue
        language, _, phrases = line.partition(": ")
        for phrase in phrases.split(","):
            key = plain(phrase) or phrase.strip()
            # "Expérience" without its accent is an English word, and part of names such as "customer experience".
            if cue is not Cue.ABOUT or language == "en" or form(key) not in common_words():
                found.setdefault(key, {}).setdefault(where, cue)
    return found


@cache
def _first_words() -> frozenset[str]:
    """The words with which cues begin, and those that may join names."""
    return frozenset(cue.partition(" ")[0] for cue in cues()) | frozenset({"and", "or"})


def may_hold_cues(text: str) -> bool:
    """Whether any word of a text, split at blanks and hyphens, may begin a cue; quick, for the many that hold none."""
    if not text.isascii() and _CJK.search(text):
        return True
    return not _first_words().isdisjoint(plain(text).split()) or text.casefold().endswith(TAILS)


def _lines() -> list[str]:
    text = resources.files(__package__).joinpath("data", "skill_cues.txt").read_text("utf-8")
    lines = [line for line in text.splitlines() if line and not line.startswith("#")]
    return "\n".join(lines).replace("\n    ", " ").splitlines()


@cache
def _unspaced() -> re.Pattern[str]:
    """Phrases of languages that write no spaces, the longest first."""
    phrases = [phrase for phrase in cues() if _CJK.search(phrase)]
    return re.compile("|".join(map(re.escape, sorted(phrases, key=len, reverse=True))))


# What some languages write behind a name, in one word: "Excelkenntnisse".
TAILS = names_in("""
    grundkenntnisse, basiskenntnisse, kenntnissen, kenntnisse, erfahrungen, erfahrung, programmierung, entwicklung,
    taidot, osaaminen, osaamista, kokemusta, kokemus, kunskaper, kunnskaper, kundskaber, kennis, ervaring
""")
_CJK = re.compile("[\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af]")
_SCRIPTS = re.compile(f"(?<=[A-Za-z0-9+#])(?={_CJK.pattern})|(?<={_CJK.pattern})(?=[A-Za-z])")
# Signs that people type in place of words.
_SIGNS = (
    (re.compile("[✗✘❌✖🚫⛔👎]"), " no "),
    (re.compile("[☐❓❔⁇🤔]|[?؟？]+(?=\\s|$)|(?:^|(?<=\\s))[?]+"), " tbc "),
    (re.compile("[✓✔☑✅👍]"), " yes "),
)


def spaced(text: str) -> str:
    """A text with its signs as words, and spaces where a language writes none."""
    if not text.isascii():
        text = _SCRIPTS.sub(" ", text)
        if _CJK.search(text):
            text = _unspaced().sub(r" \g<0> ", text)
    elif "?" not in text:
        return text
    for sign, word in _SIGNS:
        text = sign.sub(word, text)
    return text


def chunks(tokens: Sequence[str], whole: Callable[[str], bool]) -> list[Chunk]:
    """The words of a text in chunks, the longest phrases first.

    Args:
        tokens: The words.
        whole: Whether several words are the name of a skill, so that none of them is a cue ("machine learning").
    """
    compared = [plain(token) or token for token in tokens]
    said = [_phrase(tokens, compared, at, whole) for at in range(len(tokens))]
    if not any(size for size, _ in said):
        return [Chunk(token) for token in tokens]
    found: list[Chunk] = []
    at = 0
    while at < len(tokens):
        size, meanings = said[at]
        # "Russian &" is no longer name than "Russian".
        ends = [n for n in range(min(4, len(tokens) - at), 1, -1) if any(map(str.isalnum, tokens[at + n - 1]))]
        named = next((n for n in ends if whole(" ".join(tokens[at : at + n]))), 0)
        if named >= max(size, 1):
            size, meanings = named, {}
        found.append(Chunk(" ".join(tokens[at : at + max(size, 1)]), meanings))
        at += max(size, 1)
    return found


def _phrase(
    tokens: Sequence[str], compared: Sequence[str], at: int, whole: Callable[[str], bool]
) -> tuple[int, Meanings]:
    """How many words from a place on are the longest cue, and what they say; 0 for none."""
    known = cues()
    for size in range(min(_LONGEST, len(tokens) - at), 0, -1):
        meanings = known.get(" ".join(compared[at : at + size]))
        if meanings and not (size == 1 and _is_name(tokens, at, meanings, whole)):
            return size, meanings
    return 0, {}


_WEAK = frozenset({Cue.LINK, Cue.ABOUT, Cue.WELL})


def _is_name(tokens: Sequence[str], at: int, meanings: Meanings, whole: Callable[[str], bool]) -> bool:
    """Whether a word that looks like a cue is none: "No. 1", or a short name in capitals such as "NI" and "SEM"."""
    token = tokens[at]
    following = tokens[at + 1] if at + 1 < len(tokens) else ""
    if plain(token) == "no" and (token.endswith(".") or following[:1].isdigit()):
        return True
    if not (token.isupper() and token.isalpha() and 1 < len(token) <= 4) or token in {"NO", "NOT", "TBC", "TBD"}:
        return False
    mixed = any(other != other.upper() for other in tokens)
    return mixed or whole(token) or _WEAK.issuperset(meanings.values())
