"""Slips of the keyboard: which known word was meant."""

from collections.abc import Callable, Hashable, Sequence

from rapidfuzz import process
from rapidfuzz.distance import OSA

from automation.core.parsing.words.negation import opposed

# Shorter words are as typed; in letters.
LEAST = 4
_VOWELS = frozenset("aeiouy")


def corrected(word: str, known: Sequence[str], meaning: Callable[[str], Hashable]) -> str:
    """The known word that a typo means, if it leaves no doubt what was meant; else the word as it is."""
    most = 2 if len(word) >= 12 else 1
    close = process.extract(word, known, scorer=OSA.distance, score_cutoff=most, limit=6)
    meant = [(other, distance) for other, distance, _ in close if _slip(word, other) and not opposed(word, other)]
    nearest = [other for other, distance in meant if distance == meant[0][1]]
    return nearest[0] if len({meaning(other) for other in nearest}) == 1 else word


def _slip(word: str, known: str) -> bool:
    """Whether a word may be a slip of the keyboard for a known one.

    Two letters changed places; or in a word of six, one is missing or too many, or a vowel is another; or in a word of
    seven, any letter is another.
    """
    if sorted(word) == sorted(known):
        return True
    if len(known) < 6 or word[0] != known[0]:
        return False
    wrong = {letter for pair in zip(word, known, strict=False) if pair[0] != pair[1] for letter in pair}
    return len(word) != len(known) or len(known) >= 7 or wrong <= _VOWELS
