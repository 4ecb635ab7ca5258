"""What axe says of a page: what a screen reader and a keyboard meet."""

from typing import Any

from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page

# Rules whose answer depends on a theme.
COLOURS = ("color-contrast", "link-in-text-block")


def serious(page: Page, *only: str) -> list[tuple[str, list[Any]]]:
    """Serious and critical violations on a page as it is: rule, and the first places.

    Args:
        page: A page that is drawn.
        only: The rules to check; none checks all.
    """
    # To describe the elements that keep to a rule takes axe a third of its time.
    options: dict[str, Any] = {"resultTypes": ["violations"]} | ({"runOnly": list(only)} if only else {})
    return [
        (one["id"], [node["target"] for node in one["nodes"]][:4])
        for one in Axe().run(page, options=options).response["violations"]
        if one["impact"] in {"serious", "critical"}
    ]
