"""How soon a page of the dashboard is there, and how soon after a filter: prints one JSON object.

    python -m tests.bench.dashboard [--candidates 500 5000 20000] [--requisitions 300] [--runs 5] [--filters 4]

The peer is a bare Streamlit page: pandas reads the same workbook, cached, and the page shows Candidates with a filter
by owner. Both servers have read the workbook before; every visit is a browser context of its own, without a cache of
earlier visits. The pages and the peer take turns. Milliseconds in the browser, from the start of the visit until what
the page is about is drawn and its script has ended; and from a choice in the filter until that has happened again.
"""

import argparse
import json
import platform
import statistics
import sys
import tempfile
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import requests
from playwright.sync_api import Browser, Page, sync_playwright

from tests.bench.refresh import TODAY, make_workbook
from tests.dashboard.driving import Server
from tests.support.browser import launch
from tests.support.programs import BACKPOCKET, finished, free_port, started

PEER = "the bare page"
BARE = """
import sys
import pandas as pd
import streamlit as st

st.set_page_config(layout="wide")

@st.cache_data
def candidates(path):
    return pd.read_excel(path, sheet_name="Candidates", dtype=str).fillna("")

people = candidates(sys.argv[1])
st.title("Candidates")
owner = st.selectbox("Owner", ["Everyone", *sorted(filter(None, people["Owner"].unique()))])
st.dataframe(people if owner == "Everyone" else people[people["Owner"] == owner])
"""
# Page → what it is about.
PAGES = {
    "/": "[data-testid=stMetric]",
    "/requisitions": "[class*=st-key-match_]",
    "/candidates": "[data-row^=person_]",
    "/follow-ups": "[data-row^=due_]",
    "/outreach": "[data-testid=stMultiSelect]",
    "/health": "h3",
    "/data": "table",
    "/fairness": "h3",
}
BARE_TABLE = "[data-testid=stDataFrame] canvas"
OWNERS = ("dana", "lee")
LONG = 60_000
# Ends when the page is drawn: its script has ended, and what it is about is there with a size.
DRAWN = """
(wanted) => new Promise((done, fail) => {
  setTimeout(() => fail(new Error(`${wanted} is not there after a minute`)), 60_000);
  const look = () => {
    const app = document.querySelector("[data-testid=stApp]");
    const shown = document.querySelector(wanted);
    const over = app && app.getAttribute("data-test-script-state") === "notRunning";
    if (over && shown && shown.getBoundingClientRect().height) done(performance.now());
    else requestAnimationFrame(look);
  };
  look();
})
"""
# Begins with the click on an option; ends when the script has run and ended after it. A run may be over so soon that
# the browser never shows it as running: then it ends with the last change of the page, once a field has the choice and
# nothing has changed for a second.
CHOSEN = """
(option) => new Promise((done) => {
  const app = document.querySelector("[data-testid=stApp]");
  const running = () => app.getAttribute("data-test-script-state") !== "notRunning";
  let began = 0, last = 0, ran = false;
  const observer = new MutationObserver(() => {
    last = performance.now();
    ran = ran || running();
    if (!ran || running()) return;
    observer.disconnect();
    clearInterval(looking);
    requestAnimationFrame(() => requestAnimationFrame(() => done(performance.now() - began)));
  });
  observer.observe(app, { attributes: true, childList: true, subtree: true });
  const looking = setInterval(() => {
    const still = !running() && performance.now() - last > 1000;
    const fields = [...document.querySelectorAll("[role=combobox]")];
    if (!still || !fields.some((one) => one.value === option)) return;
    clearInterval(looking);
    done(last - began);
  }, 250);
  const found = [...document.querySelectorAll("[role=option]")].find((one) => one.textContent.trim() === option);
  began = performance.now();
  found.click();
})
"""


def visited(browser: Browser, url: str, about: str, filters: int) -> tuple[float, list[float]]:
    """One visit: milliseconds until it is drawn, and for each choice in the filter by owner."""
    context = browser.new_context(viewport={"width": 1280, "height": 1000})
    context.set_default_timeout(LONG)
    page = context.new_page()
    page.goto(url, wait_until="commit", timeout=LONG)
    first = float(page.evaluate(DRAWN, about))
    # What begins once a page is drawn, such as looking for the age of the reading, is not a part of the next number.
    page.wait_for_timeout(500)
    reruns = [_chosen(page, OWNERS[number % len(OWNERS)]) for number in range(filters)]
    context.close()
    return first, reruns


def _chosen(page: Page, owner: str) -> float:
    page.get_by_role("combobox", name="Owner").click()
    page.get_by_role("option", name=owner, exact=True).wait_for()
    took = float(page.evaluate(CHOSEN, owner))
    page.wait_for_timeout(300)
    return took


@contextmanager
def bare_page(folder: Path, workbook: Path) -> Iterator[str]:
    """The peer, served; its address."""
    script, port = folder / "bare.py", free_port()
    script.write_text(BARE, encoding="utf-8")
    options = ["--server.headless=true", "--browser.gatherUsageStats=false", "--server.fileWatcherType=none"]
    command = [sys.executable, "-m", "streamlit", "run", str(script), f"--server.port={port}", *options]
    with started(*command, "--server.address=127.0.0.1", "--", workbook, cwd=folder) as peer:
        url = f"http://127.0.0.1:{port}"
        while not _healthy(url):
            assert peer.process.poll() is None, peer.err
            time.sleep(0.1)
        yield url


def _healthy(url: str) -> bool:
    try:
        return requests.get(f"{url}/_stcore/health", timeout=2).ok
    except requests.RequestException:
        return False


def measured(browser: Browser, candidates: int, given: argparse.Namespace) -> dict[str, Any]:
    """Medians of each page at one size, and how many times the peer's they are."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        workbook = folder / "pocket.xlsx"
        openings = min(given.requisitions, candidates // 20)
        make_workbook(workbook, candidates, openings)
        finished(BACKPOCKET, "refresh", "--workbook", workbook, "--today", TODAY, check=True, within=600)
        with Server(workbook) as server, bare_page(folder, workbook) as peer:
            places = {page: (server.url + page, PAGES[page]) for page in given.pages} | {PEER: (peer, BARE_TABLE)}
            # The first visit reads the workbook.
            reading = {page: visited(browser, *places[page], 0)[0] for page in (given.pages[0], PEER)}
            first: dict[str, list[float]] = {page: [] for page in places}
            reruns: dict[str, list[float]] = {page: [] for page in places}
            for _ in range(given.runs):
                for page, place in places.items():
                    drawn, after = visited(browser, *place, given.filters)
                    first[page].append(drawn)
                    reruns[page] += after
    return {
        "candidates": candidates,
        "requisitions": openings,
        "the_very_first_visit_ms": {page: round(value) for page, value in reading.items()},
        "pages": {
            page: {
                "first_paint_ms": round(statistics.median(first[page])),
                "first_paint_times_the_peers": _ratio(first[page], first[PEER]),
                "filter_ms": round(statistics.median(reruns[page])),
                "filter_times_the_peers": _ratio(reruns[page], reruns[PEER]),
            }
            for page in places
        },
    }


def _ratio(ours: Sequence[float], peers: Sequence[float]) -> float:
    return round(statistics.median(ours) / statistics.median(peers), 2)


def main() -> None:
    """Measure at each size and print."""
    parser = argparse.ArgumentParser(description="The dashboard's speed beside a bare page.")
    parser.add_argument("--candidates", type=int, nargs="+", default=[500, 5_000, 20_000])
    parser.add_argument("--requisitions", type=int, default=300)
    parser.add_argument("--runs", type=int, default=5)
    parser.add_argument("--filters", type=int, default=4)
    parser.add_argument("--pages", nargs="+", choices=PAGES, default=[*PAGES])
    given = parser.parse_args()
    with sync_playwright() as playwright:
        browser = launch(playwright)
        sizes = [measured(browser, size, given) for size in given.candidates]
        browser.close()
    machine = f"{platform.machine()}, Python {platform.python_version()}"
    print(json.dumps({"machine": machine, "runs": given.runs, "sizes": sizes}, indent=2))  # noqa: T201


if __name__ == "__main__":
    main()
