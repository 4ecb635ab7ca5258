"""The program that takes the README's pictures."""

import runpy
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]


@pytest.mark.browser
def test_a_picture_is_taken(tmp_path: Path) -> None:
    """`script/screenshots` opens the dashboard over a sample and saves what it shows."""
    program = runpy.run_path(str(ROOT / "script" / "take_screenshots.py"))
    program["main"](["dashboard", "candidates"], tmp_path)
    for name in ("dashboard", "candidates"):
        assert (tmp_path / f"{name}.png").read_bytes().startswith(b"\x89PNG")
