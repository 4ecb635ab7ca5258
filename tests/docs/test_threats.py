"""docs/threats.md: the test that proves each line exists."""

import ast
import re
from pathlib import Path

ROOT = Path(__file__).parents[2]
TEXT = (ROOT / "docs" / "threats.md").read_text(encoding="utf-8")


def test_each_line_has_its_proof() -> None:
    """Every row of every table ends with a test, and every test that is named exists."""
    rows = [line for line in TEXT.splitlines() if line.startswith("| ") and not line.startswith("| who wants what |")]
    assert rows
    for row in rows:
        named = re.findall(r"`(tests/[\w/]+\.py)::(\w+)`", row.rstrip(" |").rpartition(" | ")[2])
        assert named, row
        for path, name in named:
            tree = ast.parse((ROOT / path).read_text(encoding="utf-8"))
            functions = {one.name for one in ast.walk(tree) if isinstance(one, ast.FunctionDef | ast.AsyncFunctionDef)}
            assert name in functions, f"{path}::{name}"
