"""What people type, and what the program reads: each case is answered through the program's own way.

`FIELD.jsonl` holds the cases, in the form of `tests.bench.cells`: what is right is `expect` or any of `also_ok`. Cases
that were read wrong once stay here.
"""

import json
from pathlib import Path
from typing import Any

import pytest

from tests.bench.cells import answer

FILES = sorted(Path(__file__).parent.glob("*.jsonl"))


@pytest.mark.parametrize("file", FILES, ids=lambda file: file.stem)
def test_every_cell_is_read_as_a_careful_recruiter_would(file: Path) -> None:
    """What could mean two things is asked about; nothing else is."""
    cases = [json.loads(line) for line in file.read_text("utf-8").splitlines()]
    answers = answer(file.stem, cases)
    wrong = [
        (case["text"] if "text" in case else case["body"], got, case["expect"])
        for case, got in zip(cases, answers, strict=True)
        if not any(_same(got, right) for right in (case["expect"], *case["also_ok"]))
    ]
    assert not wrong


def _same(got: Any, right: Any) -> bool:
    """Whether an answer is the accepted one; amounts may differ by rounding."""
    if isinstance(right, dict):
        return isinstance(got, dict) and all(key in got and _same(got[key], value) for key, value in right.items())
    if isinstance(got, int | float) and isinstance(right, int | float) and not isinstance(right, bool):
        return abs(got - right) < 0.5
    return bool(got == right)
