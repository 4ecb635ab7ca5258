"""Splits what people type into a cell into clauses, and these into the phrases that a column knows.

A column has a `Lexicon`: its phrases in many languages, each with its meaning. Reading a cell gives a `Piece` for
each phrase, negation, word of doubt, number, date and unknown word of it; words such as "the" give none. What the
pieces mean together, the reader of the column decides.
"""

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from enum import Enum
from functools import cache, cached_property
from typing import NamedTuple

from automation.core.parsing.vocabulary import vocabulary
from automation.core.parsing.words import typos
from automation.core.parsing.words.negation import NEGATIONS, is_negation, negation_count
from automation.core.parsing.words.tokens import WORD, all_words, folded, tokens, words_of

# A longer cell is no word from a list but a note; in characters.
LONGEST = 200
# Of a phrase in a cell, with the words in it that say nothing.
_MOST_WORDS = 12
# The section of words that say nothing in a column.
NOTHING = "nothing"
_MARKS = frozenset({"split", "mark"})


class Sign(Enum):
    """What a piece is, if it is no phrase of the column."""

    NEGATION = "negation"
    DOUBT = "doubt"
    NUMBER = "number"
    DATE = "date"
    UNKNOWN = "unknown"


# Kind of token → its sign, if it is in no phrase.
_SIGNS = {"number": Sign.NUMBER, "date": Sign.DATE}


class Piece(NamedTuple):
    """Words of a cell and their meaning: a section of the column's vocabulary, or a sign."""

    meaning: str | Sign
    words: str


class Clause(NamedTuple):
    """What stands between two marks.

    Attributes:
        all_pieces: In order, with those that say nothing in the column.
        mark: The mark before it: ",", "(", ":" and so on; "" at the beginning.
        bracketed: Whether it stands in brackets.
    """

    all_pieces: tuple[Piece, ...]
    mark: str
    bracketed: bool

    @property
    def pieces(self) -> list[Piece]:
        """The pieces that say anything, in order."""
        return [piece for piece in self.all_pieces if piece.meaning != NOTHING]

    @property
    def meanings(self) -> list[str | Sign]:
        """The meanings of the pieces that say anything, in order."""
        return [piece.meaning for piece in self.pieces]

    @property
    def known(self) -> list[str]:
        """The meanings that are the column's own."""
        return [meaning for meaning in self.meanings if isinstance(meaning, str)]

    @property
    def negations(self) -> int:
        """How often the clause is negated; "ne … pas" is one negation."""
        return negation_count([piece.words for piece in self.pieces if piece.meaning is Sign.NEGATION])

    @property
    def only_negates(self) -> bool:
        """Whether it is a plain "no"; "not required" is none, although the column may not care what is required."""
        return {piece.meaning for piece in self.all_pieces} <= {Sign.NEGATION, "no"}

    @property
    def is_note(self) -> bool:
        """Whether it is a note in brackets of which nothing is known, such as a name."""
        return self.bracketed and set(self.meanings) <= {Sign.UNKNOWN, Sign.NUMBER, Sign.DATE}

    def has(self, *signs: Sign) -> bool:
        """Whether any piece is one of these signs."""
        return any(meaning in signs for meaning in self.meanings)


@cache
def _common(section: str) -> frozenset[str]:
    return frozenset(map(" ".join, all_words(vocabulary("common")[section])))


@cache
def _signs() -> Mapping[str, Sign]:
    """The phrases that are a sign in every column."""
    negations = frozenset(word for words in NEGATIONS.values() for word in words)
    signs = {Sign.DATE: _common("date"), Sign.DOUBT: _common("doubt"), Sign.NEGATION: negations}
    return {phrase: sign for sign, phrases in signs.items() for phrase in phrases}


class Lexicon:
    """The phrases of one column.

    The section `nothing` holds words that say nothing in this column, besides those that never do. In a section `no`,
    a word of negation stays one: "no" may stand alone or before another word.

    Args:
        sections: Meaning → phrases; if several have a phrase, the last counts.
        lenient: Whether a word may be a slip of the keyboard for one of a phrase, and words that say nothing in any
            column may stand anywhere.
    """

    def __init__(self, sections: Mapping[str, Sequence[str]], *, lenient: bool = True) -> None:
        self._sections, self._lenient = sections, lenient

    @cached_property
    def _own(self) -> dict[str, str]:
        return {
            " ".join(words): meaning
            for meaning, phrases in self._sections.items()
            for words in all_words(phrases)
            if words and not (meaning == "no" and is_negation(*words))
        }

    @cached_property
    def _fillers(self) -> frozenset[str]:
        """Words that say nothing in any column, and may stand within a phrase."""
        return frozenset(_common("noise") - self._own.keys()) if self._lenient else frozenset()

    @cached_property
    def _articles(self) -> frozenset[str]:
        return self._fillers & _common("article")

    @cached_property
    def _phrases(self) -> dict[str, str | Sign]:
        """All phrases; those of several words also without the words that say nothing."""
        given: dict[str, str | Sign] = {**_signs(), **self._own}
        bare: dict[str, set[str | Sign]] = {}
        for phrase, meaning in given.items():
            words = phrase.split()
            # "Not in budget" is not "not a budget problem".
            dropped = self._articles if _denies(words) else self._fillers
            short = [word for word in words if word not in dropped]
            if len(short) > 1:
                bare.setdefault(" ".join(short), set()).add(meaning)
        return {**{phrase: meanings.pop() for phrase, meanings in bare.items() if len(meanings) == 1}, **given}

    @cached_property
    def _lengths(self) -> Mapping[str, int]:
        """First word → the words in the longest phrase that begins with it."""
        lengths: dict[str, int] = {}
        for phrase in self._phrases:
            first, size = phrase.partition(" ")[0], phrase.count(" ") + 1
            lengths[first] = max(size, lengths.get(first, 0))
        return lengths

    @cached_property
    def _words(self) -> frozenset[str]:
        """Every word of a phrase."""
        return frozenset(word for phrase in self._phrases for word in phrase.split()) | self._fillers

    @cached_property
    def _meant(self) -> list[str]:
        """The words that a typo may mean."""
        own = {word for phrase in self._own for word in phrase.split()}
        return sorted(word for word in own - self._fillers if len(word) >= typos.LEAST and word.isalpha())

    def mentions(self, text: str, sections: Collection[str]) -> bool:
        """Whether a text holds a word that is typical of some sections; much faster than `clauses`."""
        return not self._typical(frozenset(sections)).isdisjoint(WORD.findall(folded(text[:LONGEST])))

    @cache  # noqa: B019  (As `_typo`.)
    def _typical(self, sections: frozenset[str]) -> frozenset[str]:
        """For each phrase of some sections, its words that stand in no phrase of another section."""
        others = {word for phrase, meaning in self._own.items() if meaning not in sections for word in phrase.split()}
        found: set[str] = set()
        for phrase, meaning in self._own.items():
            if meaning in sections:
                words = set(phrase.split())
                found |= words - others - self._fillers or words
        return frozenset(found)

    def clauses(self, text: str) -> tuple[Clause, ...]:
        """The clauses of a cell that say anything, in order; of a long cell those of its beginning."""
        found: list[Clause] = []
        mark, depth = "", 0
        words: list[tuple[str, str]] = []
        for kind, word in (*tokens(folded(text[:LONGEST])), ("split", "")):
            if kind not in _MARKS and word not in self._splitters:
                words.append((kind, word))
                continue
            pieces = tuple(self._pieces(words))
            if any(piece.meaning != NOTHING for piece in pieces):
                found.append(Clause(_dated(pieces), mark, depth > 0))
            mark, words = word, []
            depth = max(0, depth + (word in "([{（") - (word in ")]}）")) if word else depth
            if word in {"?", "？"}:
                found.append(Clause((Piece(Sign.DOUBT, word),), "?", depth > 0))
        return tuple(_answered(found))

    @cached_property
    def _splitters(self) -> frozenset[str]:
        """Words that divide clauses, such as "but"."""
        return frozenset(_common("split") - self._own.keys())

    def _pieces(self, words: Sequence[tuple[str, str]]) -> Iterator[Piece]:
        corrected = [self._corrected(kind, word) if self._lenient else word for kind, word in words]
        at = 0
        while at < len(words):
            phrase, size = self._longest(corrected[at : at + _MOST_WORDS])
            if phrase:
                yield Piece(self._phrases[phrase], phrase)
            elif (word := corrected[at]) not in self._fillers:
                yield Piece(_SIGNS.get(words[at][0], Sign.UNKNOWN), word)
            at += max(1, size)

    def _longest(self, words: Sequence[str]) -> tuple[str, int]:
        """The longest phrase at the beginning of some words, and how many of them it takes; ("", 0) for none.

        Words that say nothing may stand in it: "salary was too high" is "salary too high".
        """
        best = ("", 0)
        most = self._lengths.get(words[0], 0)
        bare, plain = list(words[:1]), list(words[:1])
        if most and words[0] in self._phrases:
            best = (words[0], 1)
        for number, word in enumerate(words[1 : 2 * most] if most > 1 else (), start=2):
            tried = " ".join(words[:number]) if number <= most else ""
            if word not in self._articles:
                plain.append(word)
                if word not in self._fillers:
                    bare.append(word)
            elif not tried:
                continue
            for phrase in (tried, " ".join(plain), " ".join(bare)):
                if phrase and phrase in self._phrases and (phrase == tried or phrase.endswith(word)):
                    best = (phrase, number)
                    break
            if len(bare) > most:
                break
        return best

    @cache  # noqa: B019  (A lexicon lives as long as the program.)
    def _typo(self, word: str) -> str:
        return typos.corrected(word, self._meant, lambda known: self._own.get(known, known))

    def _corrected(self, kind: str, word: str) -> str:
        if (
            not self._lenient
            or kind != "word"
            or len(word) < typos.LEAST
            or word in self._words
            or word in _common("no typo")
        ):
            return word
        return self._typo(word)


def _dated(pieces: tuple[Piece, ...]) -> tuple[Piece, ...]:
    """The pieces, with the number of a day beside its month as a date."""
    days = {at for at, piece in enumerate(pieces) if piece.meaning is Sign.NUMBER}
    months = {at + step for at, piece in enumerate(pieces) if piece.meaning is Sign.DATE for step in (-1, 1)}
    if not days & months:
        return pieces
    return tuple(Piece(Sign.DATE, piece.words) if at in days & months else piece for at, piece in enumerate(pieces))


def _denies(words: Iterable[str]) -> bool:
    return any(is_negation(word) for word in words)


@cache
def _answers() -> frozenset[str]:
    return frozenset(" ".join(words_of(phrase)) for name in ("yes", "no") for phrase in vocabulary("yes_no")[name])


def _answered(clauses: Sequence[Clause]) -> Iterator[Clause]:
    """The clauses without question marks that a yes or no follows: "Remote? yes"."""
    for number, clause in enumerate(clauses):
        if clause.mark == "?" and clause.meanings == [Sign.DOUBT] and 0 < number < len(clauses) - 1:
            after = clauses[number + 1]
            if len(after.pieces) == 1 and after.pieces[0].words in _answers():
                continue
        yield clause
