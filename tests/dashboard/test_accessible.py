"""What a screen reader and a keyboard meet, as axe sees it."""

from collections.abc import Callable

import pytest
from axe_playwright_python.sync_playwright import Axe

from tests.dashboard.driving import Tab

PAGES = ("/", "/requisitions", "/candidates", "/follow-ups", "/outreach", "/data", "/fairness")


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_axe_finds_nothing_serious(tab: Callable[..., Tab], scheme: str) -> None:
    """No page has a serious or critical violation, in either theme."""
    page = tab("/", color_scheme=scheme, reduced_motion="reduce")
    found = []
    for path in PAGES:
        page.open(path)
        for violation in Axe().run(page.page).response["violations"]:
            if violation["impact"] in {"serious", "critical"}:
                targets = [node["target"] for node in violation["nodes"]][:4]
                found.append((path, violation["id"], targets))
    assert found == []
