"""Pictures of the dashboard for the README, on a fresh sample workbook: called by script/screenshots."""

# ruff: noqa: INP001  The folder holds programs, it is no package.

import json
import sys
import tempfile
from datetime import date
from html import escape
from pathlib import Path

import openpyxl
from playwright.sync_api import sync_playwright

from automation.clock import Clock
from automation.core.model import Conventions
from automation.outreach.context import open_mailroom
from automation.refresh import refresh
from automation.services.init import make_workbook
from automation.services.sample_messages import record_sample_messages
from automation.settings import Settings
from automation.store.locate import open_store
from tests.dashboard.driving import COUNTING, TODAY, Server, Tab
from tests.support.browser import Pages

IMAGES = Path(__file__).parents[1] / "docs" / "images"
# Name of the picture → page, colour scheme, width and height in pixels.
PICTURES = {
    "dashboard": ("/", "light", 1240, 920),
    "dashboard-requisitions": ("/requisitions", "light", 1240, 920),
    "dashboard-health": ("/health", "light", 1240, 1180),
}
# The sample's colleagues by name, as in script/demo.
SENDERS = {
    "dana": "Dana Reyes <dana@acme.example>",
    "lee": "Lee Tanaka <lee@acme.example>",
    "priya": "Priya Shah <priya@acme.example>",
    "tom": "Tom Becker <tom@acme.example>",
}
# The picture of the sheet: these people's rows, and these columns.
SHEET = "candidates"
PEOPLE = (
    "Mara Lindqvist",
    "Jonas Weber",
    "Aylin Demir",
    "Piotr Nowak",
    "Chidi Okafor",
    "Sofia Marino",
    "Hana Sato",
    "Lena Fischer",
)
# Header → width in pixels.
COLUMNS = {
    "Name": 110,
    "Current title": 150,
    "Skills": 160,
    "Shelve reason": 110,
    "Reason detail": 150,
    "BP Best match": 120,
    "BP Score": 55,
    "BP Band": 65,
    "BP Why now": 270,
    "BP Gaps": 240,
    "BP Next follow-up": 90,
    "BP Follow-up reason": 180,
}
BANDS = {"Strong": "#cfead9", "Good": "#dbe8fb", "Possible": "#fbf0cd"}
STYLE = """<style>body { margin: 8px; font: 13px/1.35 sans-serif; } table { border-collapse: collapse; }
th, td { border: 1px solid #b5b5b5; padding: 4px 6px; text-align: left; vertical-align: top; }
th { background: #eef1f8; } th.bp { background: #e4f2e9; }</style>"""


def sheet_of(workbook: Path) -> str:
    """The rows of some people as HTML, as a spreadsheet program shows them."""
    header, *rows = openpyxl.load_workbook(workbook)["Candidates"].iter_rows(values_only=True)
    shown = [dict(zip(header, row, strict=True)) for row in rows]
    shown = sorted((row for row in shown if row["Name"] in PEOPLE), key=lambda row: PEOPLE.index(row["Name"]))
    heads = (
        f'<th style="width: {width}px"{" class=bp" if name.startswith("BP ") else ""}>{name}</th>'
        for name, width in COLUMNS.items()
    )
    lines = ("".join(_cell(row[name]) for name in COLUMNS) for row in shown)
    body = "".join(f"<tr>{line}</tr>" for line in lines)
    return f"{STYLE}<table><tr>{''.join(heads)}</tr>{body}</table>"


def _cell(value: object) -> str:
    text = "" if value is None else str(value)
    colour = f' style="background: {BANDS[text]}"' if text in BANDS else ""
    return f"<td{colour}>{escape(text)}</td>"


def main(names: list[str], images: Path = IMAGES) -> None:
    """Take the pictures that are named, or all of them."""
    day = date.fromisoformat(TODAY)
    with tempfile.TemporaryDirectory() as folder:
        workbook = Path(folder) / "backpocket.xlsx"
        make_workbook(workbook, day, sample=True, dry_run=False)
        record_sample_messages(Settings(), workbook, day)
        store = open_store(str(workbook))
        refresh(store, Clock(day), Conventions(), room=open_mailroom(Settings(), store, Clock(day)))
        profile = Path(folder) / "browser"
        with (
            Server(workbook, BACKPOCKET_SENDERS=json.dumps(SENDERS)) as server,
            sync_playwright() as playwright,
            Pages(playwright, profile, COUNTING) as pages,
        ):
            if not names or SHEET in names:
                page = pages.take()
                page.set_viewport_size({"width": sum(COLUMNS.values()) + 180, "height": 400})
                page.set_content(sheet_of(workbook))
                page.locator("table").screenshot(path=images / f"{SHEET}.png")
                pages.give_back(page, server.url)
            for name in names or PICTURES:
                if name == SHEET:
                    continue
                path, scheme, width, height = PICTURES[name]
                tab = Tab(pages, server, path, color_scheme=scheme, viewport={"width": width, "height": height})
                # Fonts and the first layout settle after the page is there.
                tab.page.wait_for_timeout(1_500)
                tab.page.screenshot(path=images / f"{name}.png")
                tab.close()


if __name__ == "__main__":
    main(sys.argv[1:])
