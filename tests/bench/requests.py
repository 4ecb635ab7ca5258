"""How many requests a refresh of a Google Sheet takes, and beside what: prints one JSON object.

    python -m tests.bench.requests [--rows 100 2000 20000] [--requisitions 300] [--columns 25] [--sample 300]

The peer is what a plain gspread script does with the same results, without matching: get_all_records of both
tabs, then update_cell for each cell that differs. Both speak to an emulator on this machine, whose own time is shown
apart. Of the peer's writes no more than `--sample` a run are sent and timed; all are counted.

After one row has changed the peer is nothing but reading: the same request, parsed as JSON. Processor seconds of a run
are of the whole process, the start of the interpreter and imports included; those of the peer are of the reading.
"""

import argparse
import json
import os
import platform
import subprocess
import sys
import tempfile
import time
from collections.abc import Mapping, Sequence
from datetime import timedelta
from pathlib import Path
from typing import Any

from automation.core.schema import PEOPLES_TABS
from automation.core.text import text_of
from automation.store.xlsx import XlsxStore
from tests.bench.refresh import TODAY, accounted, make_workbook
from tests.sheets_emulator.server import Emulator
from tests.sheets_emulator.service import Service
from tests.sheets_emulator.state import Cell
from tests.sheets_emulator.wire import Answer, Call

# What the service allows an account.
WRITES_A_MINUTE = 60
KEYS = {"Candidates": "Email", "Requisitions": "Req ID"}
PEER = """
import json, sys, time
import gspread, requests
origin, key, wanted, most = sys.argv[1], sys.argv[2], json.load(open(sys.argv[3])), int(sys.argv[4])

class Loopback(requests.Session):
    def request(self, method, url, *arguments, **options):
        url = url.replace("https://sheets.googleapis.com", origin)
        return super().request(method, url, *arguments, **options)

session = Loopback()
session.trust_env = False
session.headers["Authorization"] = "Bearer test"
began = time.perf_counter()
book = gspread.authorize(None, session=session).open_by_key(key)
reading, cells, sent, writing = 0.0, 0, 0, 0.0
for title, (column, by_key) in wanted.items():
    start = time.perf_counter()
    tab = book.worksheet(title)
    records = tab.get_all_records()
    reading += time.perf_counter() - start
    headers = list(records[0])
    for row, record in enumerate(records, start=2):
        for header, value in by_key.get(str(record[column]), {}).items():
            if str(record[header]) == str(value):
                continue
            cells += 1
            if sent < most:
                start = time.perf_counter()
                tab.update_cell(row, headers.index(header) + 1, value)
                writing += time.perf_counter() - start
                sent += 1
print(json.dumps({"cells": cells, "sent": sent, "reading": reading, "writing": writing}))
"""

BARE_READ = """
import sys, time
import requests
from automation.store.google.reading import FIELDS
session = requests.Session()
session.trust_env = False
session.headers["Authorization"] = "Bearer test"
began = time.process_time()
session.get(f"{sys.argv[1]}/v4/spreadsheets/{sys.argv[2]}", params={**FIELDS, "prettyPrint": "false"}).json()
print(time.process_time() - began)
"""

Table = list[list[Any]]


class Timed(Service):
    """The service, with a clock and scales.

    Attributes:
        seconds: Spent answering.
        largest: The largest reply, in bytes.
    """

    def __init__(self) -> None:
        super().__init__()
        self.seconds = 0.0
        self.largest = 0

    def answer(self, call: Call) -> Answer:
        began = time.perf_counter()
        found = super().answer(call)
        self.seconds += time.perf_counter() - began
        self.largest = max(self.largest, len(found.body))
        return found


def made_up(rows: int, requisitions: int, columns: int) -> dict[str, Table]:
    """Both tabs with made-up rows, the same for the same numbers; Candidates is as wide as asked for."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "pocket.xlsx"
        make_workbook(path, rows, requisitions)
        tabs = {name: [list(row) for row in table] for name, table in XlsxStore(path).read().tabs.items()}
    people = tabs["Candidates"]
    for number in range(len(people[0]), columns):
        for row, line in enumerate(people):
            line.extend([None] * (number - len(line)))
            line.append(f"Note {number}" if row == 0 else f"said on the phone {row % 7}")
    return tabs


def ran(emulator: Emulator, key: str, key_file: Path, *arguments: str) -> dict[str, Any]:
    """One command as users start it: requests, seconds, the service's share of them, processor time, peak memory."""
    program = str(Path(sys.executable).with_name("backpocket"))
    environment = os.environ | {
        "BACKPOCKET_SHEETS_ENDPOINT": emulator.url,
        "BACKPOCKET_SERVICE_ACCOUNT_FILE": str(key_file),
        "BACKPOCKET_WORKBOOK": key,
    }
    service = emulator.service
    assert isinstance(service, Timed)
    service.seconds, service.largest = 0.0, 0
    before = len(service.calls)
    done = accounted([program, *arguments, "--json"], environment)
    problems = json.loads(done.output).get("problems", ())
    return {
        "requests": counted(service.calls[before:]),
        "bp_columns_that_do_not_show": sum(problem["column"].startswith("BP ") for problem in problems),
        "seconds": done.seconds,
        "processor_seconds": done.processor_seconds,
        "seconds_of_the_service": round(service.seconds, 1),
        "peak_mb": done.peak_mb,
        "largest_reply_mb": round(service.largest / 1e6, 1),
    }


def counted(calls: Sequence[str]) -> dict[str, int]:
    """Reads and writes of the Sheets API among calls."""
    ours = [call for call in calls if "/v4/" in call]
    reads = sum(call.startswith("GET ") for call in ours)
    return {"read": reads, "write": len(ours) - reads}


def shown(emulator: Emulator, key: str) -> dict[str, dict[str, dict[str, Any]]]:
    """Tab → key → header → what people see in the BP columns."""
    seen: dict[str, dict[str, dict[str, Any]]] = {}
    for tab, spec in PEOPLES_TABS.items():
        header, *rows = emulator.shown(key, tab)
        places = {name: header.index(name) for name in spec.column_headers if name in header}
        at = header.index(KEYS[tab])
        seen[tab] = {text_of(row[at]): {name: row[place] or "" for name, place in places.items()} for row in rows}
    return seen


def peer(
    emulator: Emulator, tabs: dict[str, Table], before: dict[str, Any], after: dict[str, Any], most: int
) -> dict[str, Any]:
    """What the plain script does to get from what was shown before to what is shown now."""
    filled = {}
    for tab, (header, *rows) in tabs.items():
        names = PEOPLES_TABS[tab].column_headers
        at = header.index(KEYS[tab])
        lines = [[*row, *[None] * (len(header) - len(row))] for row in rows]
        old = [before.get(tab, {}).get(text_of(line[at]), {}) for line in lines]
        filled[tab] = [
            [*header, *names],
            *([*line, *map(cells.get, names)] for line, cells in zip(lines, old, strict=True)),
        ]
    key = emulator.create(filled)
    start = len(emulator.service.calls)
    with tempfile.TemporaryDirectory() as folder:
        wanted = Path(folder) / "wanted.json"
        wanted.write_text(json.dumps({tab: (KEYS[tab], by_key) for tab, by_key in after.items()}), encoding="utf-8")
        command = [sys.executable, "-c", PEER, emulator.url, key, str(wanted), str(most)]
        result = json.loads(subprocess.run(command, check=True, capture_output=True, text=True).stdout)
    requests = counted(emulator.service.calls[start:])
    del emulator.service.workspace.files[key]
    each = result["writing"] / result["sent"] if result["sent"] else 0.0
    return {
        "requests": {"read": requests["read"], "write": result["cells"]},
        "writes_sent_and_timed": result["sent"],
        "seconds": round(result["reading"] + each * result["cells"], 1),
        "minutes_at_the_services_quota": round(result["cells"] / WRITES_A_MINUTE, 1),
    }


def change(emulator: Emulator, key: str, tabs: dict[str, Table]) -> int:
    """One person in a hundred has learnt something, at least five; how many have."""
    count = len(tabs["Candidates"])
    changed = range(1, count, min(100, count // 5))
    column = tabs["Candidates"][0].index("Skills")
    known = {row: text_of(tabs["Candidates"][row][column]) for row in changed}
    put(emulator, key, tabs, "Skills", {row: f"{skills}, Kubernetes" for row, skills in known.items()})
    return len(changed)


def put(emulator: Emulator, key: str, tabs: dict[str, Table], header: str, cells: Mapping[int, str]) -> None:
    """Write into a column of Candidates: index of a row → text."""
    sheet = emulator.book(key).sheets[0]
    column = tabs["Candidates"][0].index(header)
    for row, text in cells.items():
        tabs["Candidates"][row][column] = text
        sheet.put(row, column, Cell(text))
    emulator.book(key).touch()


def measured(rows: int, requisitions: int, columns: int, most: int) -> dict[str, Any]:
    """All runs at one size."""
    tabs = made_up(rows, requisitions, columns)
    with Emulator(Timed()) as emulator, tempfile.TemporaryDirectory() as folder:
        key, key_file = emulator.create(tabs), emulator.key_file(Path(folder))
        refresh = ("refresh", "--today", TODAY.isoformat())
        result: dict[str, Any] = {"rows": rows, "init": ran(emulator, key, key_file, "init")}
        seen: dict[str, Any] = {}
        for name in ("first", "changes", "nothing new"):
            changed = change(emulator, key, tabs) if name == "changes" else 0
            ours = ran(emulator, key, key_file, *refresh)
            before, seen = seen, shown(emulator, key)
            result[name] = {"refresh": ours, "peer": peer(emulator, tabs, before, seen, most)}
            if changed:
                result[name]["rows_changed_by_people"] = changed
        yesterday = (TODAY - timedelta(1)).isoformat()
        bare = [sys.executable, "-c", BARE_READ, emulator.url, key]
        result["one row changed"] = []
        # A contact is shown, one more skill seldom changes anything that is.
        for header, text in (("Last contact", yesterday), ("Skills", "Kubernetes, Terraform, Kafka")):
            put(emulator, key, tabs, header, {1: text})
            ours, read = ran(emulator, key, key_file, *refresh), accounted(bare)
            seconds = round(float(read.output), 2)
            found = {"refresh": ours, "bare_read_processor_seconds": seconds, "bare_read_peak_mb": read.peak_mb}
            result["one row changed"].append({"column": header, **found})
    return result


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--rows", type=int, nargs="+", default=[100, 2_000, 20_000])
    parser.add_argument("--requisitions", type=int, default=300)
    parser.add_argument("--columns", type=int, default=25)
    parser.add_argument("--sample", type=int, default=300)
    options = parser.parse_args()
    result = {
        "requisitions": options.requisitions,
        "columns": options.columns,
        "machine": f"{platform.machine()}, Python {platform.python_version()}",
        "sizes": [measured(rows, options.requisitions, options.columns, options.sample) for rows in options.rows],
    }
    print(json.dumps(result, indent=2))  # noqa: T201


if __name__ == "__main__":
    main()
