"""docs/privacy.md: its 23 points in order, each with a test that exists, or the words that nothing is built."""

import ast
import re
from pathlib import Path

import pytest

from automation.core.rules import RETENTION, Rules

ROOT = Path(__file__).parents[2]
TEXT = (ROOT / "docs" / "privacy.md").read_text(encoding="utf-8")
POINTS = re.findall(r"^\| (\d+) (.+)$", TEXT, re.MULTILINE)


def test_every_point_is_there() -> None:
    assert [int(number) for number, _ in POINTS] == list(range(1, 24))


@pytest.mark.parametrize("point", [line for _, line in POINTS], ids=[number for number, _ in POINTS])
def test_each_point_has_its_proof(point: str) -> None:
    """A point without a test says that it is not built."""
    named = re.findall(r"`(tests/[\w/]+\.py)::(\w+)`", point.rstrip(" |").rpartition(" | ")[2])
    assert named or "Not built" in point
    for path, name in named:
        tree = ast.parse((ROOT / path).read_text(encoding="utf-8"))
        functions = {one.name for one in ast.walk(tree) if isinstance(one, ast.FunctionDef)}
        assert name in functions, f"{path}::{name}"


def test_the_defaults_of_retention_are_right() -> None:
    """The table of regions has the defaults of the tab Settings."""
    shown = {
        region: (use, keep)
        for names, use, keep in re.findall(r"^\| ([\w, ]+) \| ([\w ]+) \| ([\w ]*)\| ", TEXT, re.MULTILINE)
        for region in names.split(", ")
    }
    rules = Rules()

    def months(count: int, none: str) -> str:
        return f"{count} months" if count else none

    for key, region in RETENTION.items():
        use, keep = shown[region]
        assert (use, keep.strip()) == (months(rules.use_months(key), "no end"), months(rules.keep_months(key), ""))
