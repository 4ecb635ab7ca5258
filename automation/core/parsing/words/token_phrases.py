"""Words and phrases of several words, found by their tokens."""

from collections.abc import Mapping, Sequence
from typing import Generic, TypeVar

Meaning = TypeVar("Meaning")


class Phrases(Generic[Meaning]):
    """Finds the longest known phrase at a place of a list of tokens."""

    def __init__(self, meanings: Mapping[tuple[str, ...], Meaning]) -> None:
        self.words = {tokens[0]: meaning for tokens, meaning in meanings.items() if len(tokens) == 1}
        self._longer: dict[tuple[str, ...], list[tuple[list[str], Meaning]]] = {}
        for tokens in sorted(meanings, key=len, reverse=True):
            if len(tokens) > 1:
                self._longer.setdefault(tokens[:2], []).append((list(tokens), meanings[tokens]))

    def at(self, tokens: Sequence[str], place: int) -> tuple[Meaning | None, int]:
        """What the phrase at a place means, None if none is known there, and how many tokens it has."""
        for phrase, meaning in self._longer.get(tuple(tokens[place : place + 2]), ()):
            if tokens[place : place + len(phrase)] == phrase:
                return meaning, len(phrase)
        return self.words.get(tokens[place]), 1
