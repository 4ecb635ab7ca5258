"""How far a listed term is a skill that is asked for: the rule for one pair, with its reason in words.

Skills are whole terms: "React" is never found inside "React Native", nor "Java" inside "JavaScript". Two texts that
mean one skill are the same. Otherwise a skill counts in part: for the words of it that one term has, or for a related
skill that the row lists.
"""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from enum import IntEnum

from automation.core.taxonomy.skill_dictionary import Dictionary
from automation.core.taxonomy.skill_readings import How, Reading
from automation.core.taxonomy.skill_tables import translated_from
from automation.core.taxonomy.skill_words import FULL_WEIGHT, initials, typos_of, unmarked, weight

# A term of this many words is a sentence; a skill that it names as a whole word counts in full.
SENTENCE = 4
# Credits are kept in 1/10,000, so that sums and products are exact wherever they are computed.
FULL = 10_000
# Half of a skill's words or fewer earn nothing.
LEAST_COVERED = FULL // 2 + 1
# A skill that a longer term names ("payroll" in "payroll processing") earns half: the term may be about something else.
NAMED = FULL // 2
# A narrower skill (React where JavaScript is asked) earns half, as one step between levels does. A wider one earns a
# quarter: JavaScript is only where a candidate for React would start.
NARROWER, WIDER = FULL // 2, FULL // 4
# Shorter acronyms have too many meanings.
SHORTEST_ACRONYM = 3


class Kind(IntEnum):
    """In what way a term counts for a skill; of ways with equal credit the first kind is shown."""

    SAME = 0
    WORDS = 1
    NAMED = 2
    INITIALS = 3
    NARROWER = 4
    WIDER = 5

    @property
    def listed(self) -> bool:
        """Whether the row lists the skill itself, in whole or in part, not a related one."""
        return self < Kind.NARROWER


@dataclass(frozen=True)
class Why:
    """How far a term of a row is a skill that is asked for.

    Attributes:
        kind: In what way.
        credit: How fully, 0 to `FULL`.
        words: For `WORDS`: each word of the skill asked, its weight in tenths, and whether the term has it. The credit
            is the share of the weights.
    """

    kind: Kind
    credit: int
    words: tuple[tuple[str, int, bool], ...] = ()


def compare(dictionary: Dictionary, asked: Reading, listed: Reading) -> Why | None:
    """How far a listed term is the skill asked; None if it is not."""
    if not asked.term or not listed.term:
        return None
    if asked.same(listed):
        return Why(Kind.SAME, FULL)
    named = (asked.key, FULL_WEIGHT, asked.known and asked.key in listed.words)
    ways = [
        _by_words(dictionary, asked, listed),
        by_one_word(named, len(listed.words), known=True),
        Why(Kind.INITIALS, FULL) if acronyms(asked) & spelled(listed) or acronyms(listed) & spelled(asked) else None,
        Why(Kind.NARROWER, NARROWER) if asked.key in dictionary.wider(listed.key) else None,
        Why(Kind.WIDER, WIDER) if listed.key in dictionary.wider(asked.key) else None,
    ]
    return best_of(ways)


def best_of(ways: Iterable[Why | None]) -> Why | None:
    """The way with the most credit, the first kind among equals; None where there is none."""
    return max(filter(None, ways), key=lambda why: (why.credit, -why.kind), default=None)


def _by_words(dictionary: Dictionary, asked: Reading, listed: Reading) -> Why | None:
    if asked.known and listed.known:
        # Two known skills differ even if they share words: business to business, business to consumer.
        return None
    words = tuple(
        (word, weight(word), any(_same_word(dictionary, word, other) for other in listed.words)) for word in asked.words
    )
    if len(words) == 1:
        return by_one_word(words[0], len(listed.words), known=asked.known)
    covered = sum(weighs for _, weighs, found in words if found)
    total = sum(weighs for _, weighs, _ in words)
    credit = (2 * FULL * covered + total) // (2 * total)
    # A known skill counts in whole or not at all; so does a number: ISO 9001 is not ISO 27001.
    whole = asked.known or listed.known or any(is_number(word) for word, _, found in words if not found)
    return Why(Kind.WORDS, credit, words) if credit == FULL or (credit >= LEAST_COVERED and not whole) else None


def by_one_word(word: tuple[str, int, bool], size: int, *, known: bool) -> Why | None:
    """How far a term of `size` words is one asked word, given as text, weight in tenths, and whether the term has it.

    A longer term counts as naming the word, but not for a letter or two ("vitamin C" does not name C).
    """
    text, weighs, found = word
    if not found:
        return None
    if size == 1:
        return Why(Kind.WORDS, FULL, (word,))
    if len(text) < SHORTEST_ACRONYM and text.isalpha():
        return None
    return Why(Kind.NAMED, FULL if size >= SENTENCE and (known or weighs == FULL_WEIGHT) else NAMED)


def is_number(word: str) -> bool:
    """Whether a word holds a digit."""
    return any(map(str.isdigit, word))


def _same_word(dictionary: Dictionary, one: str, other: str) -> bool:
    """Whether two words differ only in plural, spelling or a typo; two words that are both known are never typos."""
    if dictionary.form(one) == dictionary.form(other):
        return True
    return not (dictionary.settled(one) and dictionary.settled(other)) and bool(typos_of(one, [other]))


def acronyms(reading: Reading) -> frozenset[str]:
    """The word of a skill that may be an acronym: a single unknown word of three letters or more; else nothing."""
    word = reading.key
    short = reading.how is How.UNKNOWN and word.isalpha() and word.isascii() and len(word) >= SHORTEST_ACRONYM
    return frozenset({word} if short else ())


def spelled(reading: Reading) -> frozenset[str]:
    """The acronyms that a skill of three words or more may be shortened to."""
    several = len(reading.words) >= SHORTEST_ACRONYM
    return frozenset(initials(reading.words) if several else ())


def in_words(dictionary: Dictionary, asked: str, listed: str, why: Why) -> str:
    """Why a listed text counts for an asked one: "k8s → Kubernetes (alias)", "React (related to JavaScript)"."""
    if why.kind is Kind.SAME and len(dictionary.alternatives(asked)) > 1:
        return f"{listed}, one of {asked}"
    return _IN_WORDS[why.kind](dictionary, asked, listed, why)


def _same_in_words(dictionary: Dictionary, asked: str, listed: str, _why: Why) -> str:
    """Which of the two texts is another name of the skill."""
    names = []
    for text in (listed, asked):
        reading = dictionary.read(text)
        shown = dictionary.shown(reading.key)
        if reading.how is not How.TAB and (meant := translated_from(text)):
            names.append(f"{text} ({meant})")
        elif reading.known and reading.how is not How.SAME and shown.casefold() != text.casefold():
            names.append(f"{text} → {shown} ({reading.how})")
    return "; ".join(names) or f"{listed} (other wording)"


def _words_in_words(_dictionary: Dictionary, _asked: str, listed: str, why: Why) -> str:
    """Which of the asked words the term has, with their weights."""
    words = (
        f"{'' if found else 'not '}{unmarked(word)} ({weighs / FULL_WEIGHT:g})" for word, weighs, found in why.words
    )
    meant = translated_from(listed)
    return f"{listed}{f' ({meant})' if meant else ''}: {', '.join(words)}"


_IN_WORDS: Mapping[Kind, Callable[[Dictionary, str, str, Why], str]] = {
    Kind.SAME: _same_in_words,
    Kind.WORDS: _words_in_words,
    Kind.NAMED: lambda _dictionary, asked, listed, _why: f"{asked} is named in '{listed}'",
    Kind.INITIALS: lambda _dictionary, asked, listed, _why: (
        f"{listed} (initials of {asked})" if len(listed) < len(asked) else f"{asked} (initials of {listed})"
    ),
    Kind.NARROWER: lambda _dictionary, asked, listed, _why: f"{listed} (related to {asked})",
    Kind.WIDER: lambda _dictionary, asked, listed, _why: f"{listed} (related to {asked})",
}
