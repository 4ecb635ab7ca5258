"""Pictures of the dashboard for the README, on a fresh sample workbook: called by script/screenshots."""

# ruff: noqa: INP001  The folder holds programs, it is no package.

import sys
import tempfile
from datetime import date
from pathlib import Path

from playwright.sync_api import sync_playwright

from automation.clock import Clock
from automation.core.model import Conventions
from automation.refresh import refresh
from automation.services.init import make_workbook
from automation.store.locate import open_store
from tests.dashboard.driving import TODAY, Server, Tab
from tests.support.browser import launch

IMAGES = Path(__file__).parents[1] / "docs" / "images"
# Name of the picture → page, colour scheme, width and height in pixels.
PICTURES = {
    "dashboard": ("/", "light", 1240, 920),
    "dashboard-requisitions": ("/requisitions", "light", 1240, 920),
}


def main(names: list[str]) -> None:
    """Take the pictures that are named, or all of them."""
    day = date.fromisoformat(TODAY)
    with tempfile.TemporaryDirectory() as folder:
        workbook = Path(folder) / "backpocket.xlsx"
        make_workbook(workbook, day, sample=True, dry_run=False)
        refresh(open_store(str(workbook)), Clock(day), Conventions())
        with Server(workbook) as server, sync_playwright() as playwright:
            browser = launch(playwright)
            for name in names or PICTURES:
                path, scheme, width, height = PICTURES[name]
                tab = Tab(browser, server, path, color_scheme=scheme, viewport={"width": width, "height": height})
                # Fonts and the first layout settle after the page is there.
                tab.page.wait_for_timeout(1_500)
                tab.page.screenshot(path=IMAGES / f"{name}.png")
                tab.close()
            browser.close()


main(sys.argv[1:])
