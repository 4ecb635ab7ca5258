"""Splits what people type into a cell into clauses, and these into the phrases that a column knows.

A column has a `Lexicon`: its phrases in many languages, each with its meaning. Reading a cell gives a `Piece` for
each phrase, negation, word of doubt, number, date and unknown word of it; words such as "the" give none. What the
pieces mean together, the reader of the column decides.
"""

import re
import unicodedata
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from enum import Enum
from functools import cache, cached_property

from rapidfuzz import process
from rapidfuzz.distance import OSA

from automation.core.parsing.negation import NEGATIONS, is_negation, negation_count, opposed
from automation.core.parsing.vocabulary import vocabulary

# A longer cell is no word from a list but a note; in characters.
LONGEST = 200
# Of a phrase in a cell, with the words in it that say nothing.
_MOST_WORDS = 12
_ACCENTS = re.compile("[\u0300-\u036f\u1ab0-\u1aff\u1dc0-\u1dff\u20d0-\u20ff]+")
_LETTERS = str.maketrans("łøđðıħ", "lodoih") | {ord("æ"): "ae", ord("œ"): "oe", ord("þ"): "th"}
# Short forms before an apostrophe, as in "l'offre", "d'accord" and "dell'azienda", are words of their own.
_ELISION = re.compile(r"(?<!\w)(d|l|n|s|j|c|m|t|qu|un|(?:d|n|a|da|su)ell|all|dall|sull|quest)['’](?=\w)", re.IGNORECASE)
_DOTTED = re.compile(r"(?<!\w)(?:[^\W\d_]\.){2,}")
_TOKEN = re.compile(
    r"""
    (?P<date>(?<![\d.,])(?:\d{4}[-./]\d{1,2}(?:[-./]\d{1,2})?|\d{1,2}[-./]\d{1,2}[-./](?:\d{4}|\d\d)
        |\d{1,2}[-./](?:19|20)\d\d|(?:19|20)\d\d|q[1-4]\b)(?![\d%]))
    |(?P<number>\d+(?:[.,]\d+)*(?:\s?[-–]\s?\d+)?)
    |(?P<word>[^\W\d_]+)
    |(?P<split>\s[-–—]+|[-–—]+(?=\s|$)|[–—]|[-=]*>|[,;|\n/\\+&•·→…、，；]|\.{2,}|(?<=\w{5})\.(?=\s))
    |(?P<mark>[:=?()\[\]{}：？（）])
    |(?P<sign>%|[✓✔☑✅✗✘☒❌✖☐👍👎])
    """,
    re.VERBOSE,
)


class Sign(Enum):
    """What a piece is, if it is no phrase of the column."""

    NEGATION = "negation"
    DOUBT = "doubt"
    NUMBER = "number"
    DATE = "date"
    UNKNOWN = "unknown"


@dataclass(frozen=True)
class Piece:
    """Words of a cell and their meaning: a section of the column's vocabulary, or a sign."""

    meaning: str | Sign
    words: str


@dataclass(frozen=True)
class Clause:
    """What stands between two marks.

    Attributes:
        pieces: In order.
        mark: The mark before it: ",", "(", ":" and so on; "" at the beginning.
        bracketed: Whether it stands in brackets.
    """

    pieces: tuple[Piece, ...]
    mark: str
    bracketed: bool

    @property
    def meanings(self) -> list[str | Sign]:
        """The meanings of the pieces, in order."""
        return [piece.meaning for piece in self.pieces]

    @property
    def known(self) -> list[str]:
        """The meanings that are the column's own."""
        return [piece.meaning for piece in self.pieces if isinstance(piece.meaning, str)]

    @property
    def negations(self) -> int:
        """How often the clause is negated; "ne … pas" is one negation."""
        return negation_count([piece.words for piece in self.pieces if piece.meaning is Sign.NEGATION])

    @property
    def only_negates(self) -> bool:
        """Whether it is a plain "no"."""
        return set(self.meanings) == {Sign.NEGATION}

    @property
    def is_note(self) -> bool:
        """Whether it is a note in brackets of which nothing is known, such as a name."""
        return self.bracketed and set(self.meanings) <= {Sign.UNKNOWN, Sign.NUMBER, Sign.DATE}

    def has(self, *signs: Sign) -> bool:
        """Whether any piece is one of these signs."""
        return any(meaning in signs for meaning in self.meanings)


def folded(text: str) -> str:
    """Lower case without accents; "ł" and the like are plain letters, and "l'offre" is two words."""
    if not text.isascii():
        text = _ACCENTS.sub("", unicodedata.normalize("NFKD", text.replace("’", "'").replace("´", "'")))
    text = _ELISION.sub(r"\1 ", text.casefold().translate(_LETTERS))
    text = _DOTTED.sub(lambda match: match[0].replace(".", ""), text)
    return text.replace("w/o", "without").replace("n/a", "na").replace("'", "")


def tokens(text: str) -> Iterator[tuple[str, str]]:
    """The kind and the words of each token of a folded text."""
    for match in _TOKEN.finditer(text):
        yield str(match.lastgroup), match[0].strip()


def words_of(text: str) -> tuple[str, ...]:
    """The words, numbers and signs of a text, as phrases are compared."""
    return tuple(word for kind, word in tokens(folded(text)) if kind not in {"split", "mark"})


def all_words(phrases: Iterable[str]) -> Iterator[tuple[str, ...]]:
    """The words of each phrase of a table, as `words_of` gives them, but faster for many."""
    for line in folded("\n".join(phrases)).split("\n"):
        yield tuple(line.split()) if line.replace(" ", "").isalpha() else words_of(line)


@cache
def _common(section: str) -> frozenset[str]:
    return frozenset(map(" ".join, all_words(vocabulary("common")[section])))


@cache
def _signs() -> Mapping[str, str | Sign]:
    """The phrases that are a sign in every column."""
    negations = (word for words in NEGATIONS.values() for word in words)
    return (
        dict.fromkeys(_common("date"), Sign.DATE)
        | dict.fromkeys(_common("doubt"), Sign.DOUBT)
        | dict.fromkeys(negations, Sign.NEGATION)
    )


class Lexicon:
    """The phrases of one column.

    The section `nothing` holds words that say nothing in this column, besides those that never do. In a section `no`,
    a word of negation stays one: "no" may stand alone or before another word.

    Args:
        sections: Meaning → phrases; if several have a phrase, the last counts.
        typos: Whether a word may be a slip of the keyboard for one of a phrase.
    """

    def __init__(self, sections: Mapping[str, Sequence[str]], *, typos: bool = True) -> None:
        self._sections, self._typos = sections, typos

    @cached_property
    def _own(self) -> dict[str, str]:
        return {
            " ".join(words): meaning
            for meaning, phrases in self._sections.items()
            for words in all_words(phrases)
            if meaning != "no" or not is_negation(*words)
        }

    @cached_property
    def _noise(self) -> frozenset[str]:
        own = self._own
        nothing = {phrase for phrase, meaning in own.items() if meaning == "nothing"}
        return frozenset((_common("noise") | nothing) - {p for p, meaning in own.items() if meaning != "nothing"})

    @cached_property
    def _phrases(self) -> dict[str, str | Sign]:
        """All phrases; those of several words also without the words that say nothing."""
        given = _signs() | self._own
        bare = {" ".join(self._bare(phrase.split())): meaning for phrase, meaning in given.items() if " " in phrase}
        return {phrase: meaning for phrase, meaning in bare.items() if " " in phrase} | given

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
        return frozenset(word for phrase in self._phrases for word in phrase.split()) | self._noise

    @cached_property
    def _meant(self) -> list[str]:
        """The words that a typo may mean."""
        own = {word for phrase in self._own for word in phrase.split()}
        return sorted(word for word in own - self._noise if len(word) >= 4 and word.isalpha())

    def _bare(self, words: Iterable[str]) -> list[str]:
        return [word for word in words if word not in self._noise]

    def clauses(self, text: str) -> tuple[Clause, ...]:
        """The clauses of a cell that say anything, in order; of a long cell those of its beginning."""
        found: list[Clause] = []
        mark, depth = "", 0
        words: list[tuple[str, str]] = []
        for kind, word in (*tokens(folded(text[:LONGEST])), ("split", "")):
            if kind not in {"split", "mark"} and not self._splits(word):
                words.append((kind, word))
                continue
            if pieces := tuple(self._pieces(words)):
                found.append(Clause(pieces, mark, depth > 0))
            mark, words = word, []
            depth = max(0, depth + (word in "([{（") - (word in ")]}）")) if word else depth
            if word in {"?", "？"}:
                found.append(Clause((Piece(Sign.DOUBT, word),), "?", depth > 0))
        return tuple(_answered(found))

    def _splits(self, word: str) -> bool:
        return word in _common("split") and word not in self._own

    def _pieces(self, words: Sequence[tuple[str, str]]) -> Iterator[Piece]:
        corrected = [self._corrected(kind, word) for kind, word in words]
        at = 0
        while at < len(words):
            phrase, size = self._longest(corrected[at : at + _MOST_WORDS])
            if phrase:
                meaning = self._phrases[phrase]
                if meaning != "nothing":
                    yield Piece(meaning, phrase)
            elif (word := corrected[at]) not in self._noise:
                kind = {"number": Sign.NUMBER, "date": Sign.DATE}.get(words[at][0], Sign.UNKNOWN)
                yield Piece(kind, word)
            at += max(1, size)

    def _longest(self, words: Sequence[str]) -> tuple[str, int]:
        """The longest phrase at the beginning of some words, and how many of them it takes; ("", 0) for none.

        Words that say nothing may stand in it: "salary was too high" is "salary too high".
        """
        best = ("", 0)
        most = self._lengths.get(words[0], 0)
        kept: list[str] = []
        for number, word in enumerate(words, start=1):
            if number > most and len(kept) >= most:
                break
            if number <= most and (whole := " ".join(words[:number])) in self._phrases:
                best = (whole, number)
            if word in self._noise and number > 1:
                continue
            kept.append(word)
            if len(kept) < number and (bare := " ".join(kept)) in self._phrases:
                best = (bare, number)
        return best

    @cache  # noqa: B019  (A lexicon lives as long as the program.)
    def _typo(self, word: str) -> str:
        """The word that a typo means, if it leaves no doubt; else the word itself."""
        limit = 2 if len(word) >= 10 else 1
        close = process.extract(word, self._meant, scorer=OSA.distance, score_cutoff=limit, limit=6)
        meant = [(known, distance) for known, distance, _ in close if _slip(word, known) and not opposed(word, known)]
        nearest = [known for known, distance in meant if distance == meant[0][1]]
        return nearest[0] if len({self._own.get(known, known) for known in nearest}) == 1 else word

    def _corrected(self, kind: str, word: str) -> str:
        if not self._typos or kind != "word" or len(word) < 4 or word in self._words or word in _common("no typo"):
            return word
        return self._typo(word)


def _slip(word: str, known: str) -> bool:
    """Whether a word may be a slip of the keyboard for a known one; short words must have the same letters."""
    if len(word) < 5 or word[0] != known[0]:
        return sorted(word) == sorted(known)
    return True


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
