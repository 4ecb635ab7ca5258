"""How many clicks and seconds the daily tasks take on the sample in a real browser: prints one JSON object.

    python -m tests.bench.clicks

Each task begins at the first paint of the page that it names, with the user's name known. A click is a press on a
button, a field, a box or a chip; typing is not counted. The sample has one more opening than usual, so that candidates
fit two.
"""

import argparse
import json
import platform
import sys
import tempfile
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

import openpyxl
from playwright.sync_api import Locator, expect, sync_playwright

from automation.services.init import make_workbook
from tests.dashboard.driving import COUNTING, TODAY, Server, Tab
from tests.support.browser import Pages
from tests.support.programs import BACKPOCKET, finished

# The requisition of the sample with the longest slate, and the one that is added beside it.
FIRST, SECOND = "REQ-101", "REQ-108"


class Hand:
    """A hand that counts its clicks.

    Args:
        tab: The page.

    Attributes:
        page: The page of the browser.
        clicks: How many so far.
    """

    def __init__(self, tab: Tab) -> None:
        self.tab, self.page, self.clicks = tab, tab.page, 0

    def click(self, place: Locator) -> None:
        """Click, and wait until the page shows what came of it."""
        place.click()
        self.clicks += 1
        self.tab.settle()

    def press(self, name: str) -> None:
        """Click on the first button with these words."""
        self.click(self.page.get_by_role("button", name=name, exact=True).first)


def act_on_the_first_item(hand: Hand) -> None:
    """The most urgent item of Needs attention is dealt with."""
    item = hand.page.locator("[data-row^=item_]").first
    hand.click(item.get_by_role("button", name="Done", exact=True))
    expect(hand.page.get_by_text("Done: ").first).to_be_visible()


def shelve_a_candidate(hand: Hand) -> None:
    """A candidate is added with a name, an address and the reason."""
    hand.press("Add candidate")
    form = hand.tab.drawer()
    form.get_by_label("Name (required)").fill("Ada Okafor")
    form.get_by_label("Email (required)").fill("ada.okafor@mail.example")
    hand.click(form.get_by_role("combobox", name="Reason (required)"))
    hand.click(hand.page.get_by_role("option", name="Timing", exact=True))
    hand.click(form.get_by_role("button", name="Shelve", exact=True))
    expect(hand.page.get_by_text("Ada Okafor is in the pocket.").first).to_be_visible()


def write_to_three_about_two_openings(hand: Hand) -> None:
    """Three candidates of a slate get a message about two openings each."""
    boxes = hand.page.locator(".st-key-slate [data-testid=stCheckbox] input:enabled")
    labels = hand.page.locator(".st-key-slate [data-testid=stCheckbox] label:has(input:enabled)")
    expect(boxes.nth(2)).to_be_attached()
    for number in range(3):
        hand.click(labels.nth(number))
    hand.press("Write to 3")
    hand.click(hand.page.get_by_text("Two", exact=True))
    hand.press("Draft the messages")
    expect(hand.page.get_by_text(f"{FIRST}, {SECOND} · will be sent")).to_have_count(3)
    hand.press("Send 3 messages")
    expect(hand.page.get_by_text("3 messages queued.").first).to_be_visible()


def pass_with_a_reason(hand: Hand) -> None:
    """A candidate is taken off a slate, and it is noted why."""
    card = hand.page.locator("[class*=st-key-match_]").first
    hand.click(card.get_by_role("button", name="Pass", exact=True))
    hand.press("Missing a must-have")
    expect(hand.page.get_by_text("Passed on ").first).to_be_visible()


def find_by_synonym(hand: Hand) -> None:
    """The word that a colleague uses finds those whose rows say it otherwise."""
    hand.click(hand.page.get_by_placeholder("Name, skill, place, REQ-101"))
    hand.page.keyboard.type("golang")
    names = hand.page.locator("[data-row^=person_] .bp-name")
    expect(names.filter(has_text="Zoë Clarke")).to_have_count(0)
    expect(names.filter(has_text="Jonas Weber")).to_be_visible()


def undo_yesterdays_snooze(hand: Hand) -> None:
    """What a colleague put off yesterday is due again."""
    hand.click(hand.page.get_by_role("link", name="Activity").first)
    line = hand.page.locator("[data-row^=person_]").filter(has_text="snoozed").first
    hand.click(line.get_by_role("button", name="Undo", exact=True))
    expect(hand.page.get_by_text("Undone").first).to_be_visible()


def take_a_slate_along(hand: Hand) -> None:
    """A slate is a page to print for a meeting."""
    hand.press("Shortlist and export")
    with hand.page.expect_download() as saving:
        hand.press("Page to print")
    assert b"<html" in Path(saving.value.path()).read_bytes()


@dataclass(frozen=True)
class Task:
    """A task of a recruiter's day.

    Attributes:
        do: Does it; the docstring says what it is.
        path: The page on which it begins.
        most: How many clicks it may take.
    """

    do: Callable[[Hand], None]
    path: str
    most: int


TASKS = (
    Task(act_on_the_first_item, "/", 2),
    Task(shelve_a_candidate, "/candidates", 5),
    Task(write_to_three_about_two_openings, f"/requisitions?req={FIRST}", 8),
    Task(pass_with_a_reason, f"/requisitions?req={FIRST}", 3),
    Task(find_by_synonym, "/candidates", 1),
    Task(undo_yesterdays_snooze, "/", 3),
    Task(take_a_slate_along, "/requisitions?req=REQ-104", 2),
)


def sample_for_tasks(folder: Path) -> Path:
    """The sample with one more opening for the people of the first slate, refreshed."""
    workbook = folder / "pocket.xlsx"
    make_workbook(workbook, date.fromisoformat(TODAY), sample=True)
    book = openpyxl.load_workbook(workbook)
    rows = book["Requisitions"]
    first = next(row for row in rows.iter_rows(values_only=True) if row[0] == FIRST)
    rows.append([SECOND, "Cloud Engineer", *first[2:]])
    book.save(workbook)
    finished(BACKPOCKET, "refresh", "--workbook", workbook, "--today", TODAY, check=True)
    return workbook


def timed(tab: Tab, tasks: Sequence[Task] = TASKS) -> list[dict[str, Any]]:
    """Do each task, and report its clicks and seconds."""
    tab.named("Dana")
    found = []
    for task in tasks:
        tab.open(task.path)
        hand, began = Hand(tab), time.perf_counter()
        task.do(hand)
        took = time.perf_counter() - began
        name = task.do.__name__.replace("_", " ")
        found.append({"task": name, "clicks": hand.clicks, "target": task.most, "seconds": round(took, 2)})
    return found


@contextmanager
def opened(folder: Path) -> Iterator[Tab]:
    """The first page over a fresh sample."""
    with (
        Server(sample_for_tasks(folder)) as server,
        sync_playwright() as playwright,
        Pages(playwright, folder / "browser", COUNTING) as pages,
    ):
        tab = Tab(pages, server)
        yield tab
        tab.close()


def main() -> None:
    """Do the tasks once and print; exit with 1 if one takes more clicks than it may."""
    parser = argparse.ArgumentParser(description="The clicks that a recruiter's daily tasks take.")
    names = [task.do.__name__ for task in TASKS]
    parser.add_argument("tasks", nargs="*", metavar="TASK", help=f"{', '.join(names)}; all without any")
    given = parser.parse_args()
    if unknown := set(given.tasks) - set(names):
        parser.error(f"no such task: {', '.join(sorted(unknown))}")
    with tempfile.TemporaryDirectory() as name, opened(Path(name)) as tab:
        found = timed(tab, [task for task in TASKS if not given.tasks or task.do.__name__ in given.tasks])
    machine = f"{platform.machine()}, Python {platform.python_version()}"
    print(json.dumps({"machine": machine, "tasks": found}, indent=2))  # noqa: T201
    sys.exit(any(one["clicks"] > one["target"] for one in found))


if __name__ == "__main__":
    main()
