"""What a screen reader and a keyboard meet, as axe sees it."""

from collections.abc import Callable

from axe_playwright_python.sync_playwright import Axe

from tests.dashboard.driving import PAGES, Tab


def test_axe_finds_nothing_serious(tab: Callable[..., Tab]) -> None:
    """No page has a serious or critical violation, in either theme."""
    page = tab("/", reduced_motion="reduce")
    assert [found for path in PAGES for found in violations(page, path)] == []
    page.dark()
    assert [found for path in reversed(PAGES) for found in violations(page, path)] == []


def violations(page: Tab, path: str) -> list[tuple[str, str, list[str]]]:
    """What is serious or critical on a page: path, rule, and the first places."""
    page.turn(path)
    return [(path, *found) for found in serious(page)]


def serious(page: Tab) -> list[tuple[str, list[str]]]:
    """What is serious or critical on a page as it is: rule, and the first places."""
    return [
        (one["id"], [node["target"] for node in one["nodes"]][:4])
        for one in Axe().run(page.page).response["violations"]
        if one["impact"] in {"serious", "critical"}
    ]
