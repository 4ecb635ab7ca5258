"""What a screen reader and a keyboard meet, as axe sees it."""

from collections.abc import Callable
from typing import Any

from tests.dashboard.driving import PAGES, Tab
from tests.support.accessible import COLOURS, serious


def test_axe_finds_nothing_serious(tab: Callable[..., Tab]) -> None:
    """No page has a serious or critical violation, in either theme."""
    page = tab("/", reduced_motion="reduce")
    assert [found for path in PAGES for found in violations(page, path)] == []
    page.dark()
    assert [found for path in reversed(PAGES) for found in violations(page, path, *COLOURS)] == []


def violations(page: Tab, path: str, *rules: str) -> list[tuple[str, str, list[Any]]]:
    """What is serious or critical on a page: path, rule, and the first places."""
    page.turn(path)
    return [(path, *found) for found in serious(page.page, *rules)]
