"""What the tests of readers do to cells that people typed: noise that changes nothing, and negations."""

import json
from pathlib import Path
from typing import Any

from hypothesis import strategies as st

from automation.core.parsing.words.negation import NEGATIONS

_CELLS = Path(__file__).parents[2] / "cells"
NEGATION_WORDS = sorted({word for words in NEGATIONS.values() for word in words})


def cases(field: str) -> list[dict[str, Any]]:
    """The cases of a field whose cell is text."""
    lines = (_CELLS / f"{field}.jsonl").read_text("utf-8").splitlines()
    return [case for case in map(json.loads, lines) if isinstance(case["text"], str)]


def negated(text: str) -> st.SearchStrategy[str]:
    """A text with a negation at its beginning or end."""
    return st.builds(
        lambda word, leads: f"{word} {text}" if leads else f"{text} {word}",
        st.sampled_from(NEGATION_WORDS),
        st.booleans(),
    )


def noisy(text: str, notes: list[str]) -> st.SearchStrategy[str]:
    """A text in another case, with other spaces, punctuation at its end, and a note in brackets."""
    return st.builds(
        lambda case, space, note, end: f"{space}{case(text).replace(' ', space or ' ')}{note}{end}",
        st.sampled_from([str, str.upper, str.lower, str.swapcase]),
        st.sampled_from(["", "  ", "\u00a0", "\u2009", "\u202f"]),
        st.sampled_from(["", *(f" ({note})" for note in notes)]),
        st.sampled_from(["", ".", ",", " ", ";", "!"]),
    )
