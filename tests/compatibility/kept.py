"""Installations as version 0.1.0 left them, put into a fresh folder and a fresh emulator."""

import gzip
import json
import re
import shutil
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime
from functools import cache
from operator import itemgetter
from pathlib import Path
from typing import Any

import openpyxl

from automation.clock import Clock
from automation.core.schema import LATER_COLUMNS
from automation.outreach.context import Mailroom, open_mailroom
from automation.settings import load
from automation.store.locate import open_store
from tests.sheets_emulator.server import Emulator

FIXTURE = Path(__file__).parents[1] / "fixtures" / "v0_1_0"
# Long after every follow-up of the story fell due.
LATER = date(2026, 12, 14)
RECORDS = sorted(place.stem for place in (FIXTURE / "said" / "file").glob("*.json"))
# What is put into words may change from one version to the next, and what a run is called and takes changes each time.
IN_WORDS = frozenset(
    {
        "message",
        "why_then",
        "why_now",
        "gaps",
        "confirm_first",
        "evidence",
        "how",
        "reason",
        "excluded",
        "then",
        "now",
        "confirm",
        "topic",
        "read",
        "similar",
    }
)
OF_THE_RUN = frozenset({"run_id", "seconds", "requests"})
# Part of a printed record since 0.2.
NEW = frozenset({"stance", "earlier"})

# Cells that 0.1.0 could not read, or read wrongly, and whose problems are gone: tab, key, header.
READ_SINCE = {
    ("Candidates", "P-77", "Pay expectation"),
    ("Candidates", "thomas.bergner@mail.example", "Shelved on"),
    ("Candidates", "thomas.bergner@mail.example", "Shelve reason"),
    ("Candidates", "renee.dubois@mail.example", "Shelved on"),
    ("Requisitions", "REQ-107", "Remote"),
}
# Cells about which 0.1.0 said nothing: a candidate's key, header, value, row.
ASKED_SINCE = (
    ("", "Our notes", "Our notes", 1),
    ("formula.name@mail.example", "Level", "Not senior", 55),
    ("formula.name@mail.example", "Name", "=cmd()", 55),
    ("yes.maybe@mail.example", "Pay expectation", "60k € or 55k £", 56),
    ("greta.holm@mail.example", "Reason detail", "", 10),
)
# Openings and candidates whose cells are read since, or in question: of their matches only the pair is compared.
OTHER_POINTS = frozenset({"REQ-107", "P-77", "yes.maybe@mail.example", "renee.dubois@mail.example"})

# On the slate of REQ-101 since those who said no thanks are not.
NEXT_BEST = {
    "req_id": "REQ-101",
    "candidate": "mara@lindqvist.example",
    "name": "Mara Lindquist",
    "rank": 8,
    "score": 51.8,
    "band": "",
    "must": 22.1,
    "nice": 0.0,
    "title": 19.6,
    "level": 0.0,
    "location": 7.8,
    "pay": 0.0,
    "track": 2.3,
    "known": "5 of 7",
    "blocker": "standing",
    "first_seen_on": "2026-11-06",
}

# Without a basis to contact them, so on no slate since.
NO_BASIS = frozenset(
    f"{name}@mail.example" for name in ("jonas.weber", "ines.comer", "tomas.silva", "beatriz.rojas", "yes.maybe")
)
# Asked to wait, so not on these slates since.
NOT_NOW = {
    ("REQ-101", "chidi.okafor@mail.example"),
    ("REQ-101", "ravi.menon@mail.example"),
    ("REQ-102", "noor.rahman@mail.example"),
}
# In the places of both.
_PLACED_SINCE = """
REQ-101|piotr.nowak@mail.example|Piotr Nowak|50||22.1|0|10.9|7.8|0|5.9|3.3|7 of 7|standing
REQ-101|peter.novak@mail.example|Peter Novák|45.1||11|4|14.4|7.8|3.9|0|4|6 of 7|unknown
REQ-101|m.lindqvist@mail.example|M. Lindqvist|41.5||11|0|12.6|7.8|7.8|0|2.3|6 of 7|cleared
REQ-101|lars.odd@mail.example|LARSEN Lars|33.7||22.1|0|3.8|7.8|0|0|0|5 of 7|cleared
REQ-102|lars.odd@mail.example|LARSEN Lars|57.8|Possible|26.9|1.1|21.3|8.5|0|0|0|4 of 6|cleared
REQ-102|bruno.costa@mail.example|Bruno Costa|44.3||26.9|1.1|8.7|4.3|0|0|3.3|5 of 6|cleared
REQ-107|m.lindqvist@mail.example|M. Lindqvist|0||0|0|0|0|0|0|0||
"""
# Of the same work, but a level away, so with fewer points for the title since.
A_LEVEL_AWAY = (
    ("P-82", "REQ-102", {"score": 69.8, "title": 14.2}),
    ("amara.diallo@mail.example", "REQ-103", {"score": 83.1, "title": 13.1}),
    ("lukas.hahn@mail.example", "REQ-103", {"score": 49.6, "title": 10.5, "band": ""}),
    ("arjun.patel@mail.example", "REQ-104", {"score": 47.3, "title": 4.5}),
    ("marcus.webb@mail.example", "REQ-106", {"score": 50.2, "title": 12.2}),
)


def _placed(line: str) -> dict[str, Any]:
    req, candidate, name, score, band, *points, known, blocker = line.split("|")
    found = {"req_id": req, "candidate": candidate, "name": name, "score": float(score), "band": band}
    parts = ("must", "nice", "title", "level", "location", "pay", "track")
    found |= dict(zip(parts, map(float, points), strict=True))
    return found | {"known": known, "blocker": blocker, "first_seen_on": "2026-11-20"}


PLACED_SINCE = [_placed(line) for line in _PLACED_SINCE.split("\n") if line]


@dataclass
class Kept:
    """One installation, and the working directory to use it from.

    Attributes:
        kind: `file` or `sheet`.
        folder: Holds `backpocket.toml`.
        locator: The workbook's, as the settings name it.
        emulator: Behind a spreadsheet.
        now: The time that the clock of `room` shows.
    """

    kind: str
    folder: Path
    locator: str
    emulator: Emulator | None
    now: datetime = datetime(2026, 12, 14, 12, tzinfo=UTC)

    @property
    def env(self) -> Mapping[str, str]:
        """What the settings cannot hold: the emulator has another port each time."""
        return {"BACKPOCKET_SHEETS_ENDPOINT": self.emulator.url} if self.emulator else {}

    @property
    def outreach(self) -> Path:
        """The workbook's outreach folder."""
        (folder,) = (self.folder / "backpocket-outreach").iterdir()
        return folder

    def room(self) -> Mailroom:
        """Everything outreach needs, from the installation's folder as the working directory."""
        settings = load(sheets_endpoint=self.emulator.url if self.emulator else None)
        store = open_store(settings.workbook, settings.service_account_file, settings.sheets_endpoint)
        return open_mailroom(settings, store, Clock(time_zone=settings.time_zone, now=lambda: self.now))

    def tabs(self) -> dict[str, list[dict[str, Any]]]:
        """Tab → its rows by header, as people see them; empty cells are left out."""
        found = {}
        for name, (header, *rows) in self._shown():
            named = [dict(zip(header, row, strict=False)) for row in rows]
            found[name] = [{key: cell for key, cell in row.items() if key and cell not in (None, "")} for row in named]
        return found

    def _shown(self) -> Iterator[tuple[str, Sequence[Sequence[Any]]]]:
        if self.emulator:
            for sheet in self.emulator.book(self.locator).sheets:
                header, *rows = self.emulator.shown(self.locator, sheet.title)
                # A column of ours into which a person typed shows an error in place of its header.
                looked_up = [re.search('"(BP [^"]+)"', cell.formula or "") if cell else None for cell in sheet.cells[0]]
                yield (
                    sheet.title,
                    [[found[1] if found else cell for found, cell in zip(looked_up, header, strict=False)], *rows],
                )
            return
        book = openpyxl.load_workbook(self.folder / self.locator, data_only=True)
        for tab in book.worksheets:
            yield tab.title, list(tab.iter_rows(values_only=True))

    def contents(self) -> dict[str, bytes]:
        """Everything that is kept, byte by byte: files but locks, and the spreadsheet."""
        places = (place for place in self.folder.rglob("*") if place.is_file() and place.suffix != ".lock")
        found = {place.relative_to(self.folder).as_posix(): place.read_bytes() for place in places}
        return found | ({"spreadsheet": json.dumps(self.emulator.dump()).encode()} if self.emulator else {})


def restored(kind: str, folder: Path, emulator: Emulator) -> Kept:
    """Put one of the installations into a folder that is not there yet, with the modes it had."""
    shutil.copytree(FIXTURE / kind, folder)
    manifest = json.loads((FIXTURE / f"{kind}.manifest.json").read_text(encoding="utf-8"))
    for entry in manifest["kept"]:
        place = folder / entry["path"]
        if entry["path"].endswith("/"):
            # Git keeps no empty folders.
            place.mkdir(parents=True, exist_ok=True)
        place.chmod(int(entry["mode"], 8))
    folder.chmod(int(manifest["folder_mode"], 8))
    if kind == "file":
        return Kept(kind, folder, "pocket.xlsx", None)
    emulator.load(_spreadsheets())
    emulator.key_file(folder).rename(folder / "service_account.json")
    (key,) = emulator.service.workspace.files
    return Kept(kind, folder, key, emulator)


@cache
def _text() -> bytes:
    return gzip.decompress((FIXTURE / "sheet.emulator.json.gz").read_bytes())


def _spreadsheets() -> dict[str, Any]:
    record: dict[str, Any] = json.loads(_text())
    return record


def recorded(kind: str, name: str) -> dict[str, Any]:
    """What version 0.1.0 printed: the command, its exit code, and the record."""
    record: dict[str, Any] = json.loads((FIXTURE / "said" / kind / f"{name}.json").read_text(encoding="utf-8"))
    return record


def facts(record: Any) -> Any:
    """A printed record without sentences, and without what differs from run to run; follow-ups of a day by key."""
    if isinstance(record, dict):
        kept = {name: facts(value) for name, value in record.items() if name not in IN_WORDS | OF_THE_RUN | NEW}
        if "follow_ups" in kept:
            kept["follow_ups"].sort(key=itemgetter("on", "key"))
        return kept
    return [facts(one) for one in record] if isinstance(record, list) else record


def _row(then: Any, candidate: str, requisition: str) -> dict[str, Any]:
    found: list[dict[str, Any]] = then["matches"]
    return next(row for row in found if (row["candidate"], row["req_id"]) == (candidate, requisition))


def _give_points_of_today(then: Any) -> None:
    """Give matches that earn other points today these points."""
    row = _row(then, "P-82", "REQ-102")
    row |= {"track": 4.9}
    # A title that names an occupation alone, or several that are closely related.
    row = _row(then, "greta.holm@mail.example", "REQ-101")
    row |= {"score": 68.9, "title": 13.0}
    for candidate, requisition, points in A_LEVEL_AWAY:
        row = _row(then, candidate, requisition)
        row |= points


def _by_band(matches: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """Slates by band, then score, then key; version 0.1.0 had them by score."""
    bands = ("Strong", "Good", "Possible", "")
    found = sorted(
        matches,
        key=lambda one: (one["req_id"], bands.index(one["band"]), -one["score"], one["candidate"].lower()),
    )
    ranks: Counter[str] = Counter()
    for one in found:
        ranks[one["req_id"]] += 1
        one["rank"] = ranks[one["req_id"]]
    return found


def _problems(then: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """The problems of a workbook, as its cells are read today."""
    found = [one for one in then if (one["tab"], one["key"], one["column"]) not in READ_SINCE]
    asked = (
        {"tab": "Candidates", **dict(zip(("key", "column", "value", "row"), one, strict=True))} for one in ASKED_SINCE
    )
    return [*found, *asked]


def compared(record: Any) -> Any:
    """The facts of a record in an order of their own, without the points of matches that are others today."""
    if not isinstance(record, dict):
        return record
    if "problems" in record:
        return {
            **record,
            "problems": sorted(record["problems"], key=lambda one: [str(value) for value in one.values()]),
        }
    if "matches" not in record:
        return record
    same, other = [], set()
    for match in record["matches"]:
        if OTHER_POINTS.isdisjoint((match["req_id"], match["candidate"])):
            same.append({name: value for name, value in match.items() if name != "rank"})
        else:
            other.add((match["req_id"], match["candidate"]))
    return {**record, "matches": (same, other)}


def _findings(kind: str, then: Sequence[Mapping[str, object]]) -> list[Mapping[str, object]]:
    found = [*then]
    if kind == "file":
        found.insert(0, {"subject": "Backups", "fine": False})
    else:
        # BP History is missing until `init` adds it.
        at = [one["subject"] for one in then].index("Protection")
        found.insert(at, {"subject": "Program's tabs", "fine": False})
    # The mailbox for replies has a user, and no password.
    return [*found, {"subject": "Mail", "fine": False}]


def meant(kind: str, name: str, then: Any) -> Any:
    """What version 0.1.0 printed, with the differences that later versions mean to make.

    P-82 was written to under her address, and P-79 has the address of P-78: since 0.2 each is one person with the other
    row. So P-82 has a later last touch (more recent, followed up later), and P-79 has one at all. And `check` reports
    folders that others on the machine can look into, and settings of mail that are incomplete. Slates are shown by
    band, without those who said no thanks or not now, and without those whom there is no basis to contact: of these
    only replies, promises and consent are due. And more of what people type is read: `READ_SINCE` and `ASKED_SINCE`.
    Titles that name several occupations, and titles at another level, earn other points.

    Args:
        kind: "file" or "sheet".
        name: Of the record.
        then: Its facts.
    """
    if name in {"check", "refresh"}:
        then["problems"] = _problems(then["problems"])
    if name == "check":
        then["findings"] = _findings(kind, then["findings"])
    elif name == "refresh":
        then |= {"changed": True, "published": True, "follow_ups_due": then["follow_ups_due"] + 1}
        then |= {"matches": then["matches"] - 2, "strong": then["strong"] - 2}
        if kind == "sheet":
            # A refresh adds no column to a Google Sheet; it says so.
            missing = {"tab": "Candidates", "key": "", "value": "", "row": 1}
            then["problems"] += [missing | {"column": column} for column in LATER_COLUMNS]
    elif name == "follow-ups":
        rows = [row for row in then["follow_ups"] if row["key"] != "p-82"]
        lee = {"owner": "lee@acme.example"}
        rows += [{"key": "p-82", "on": "2026-11-05", **lee}, {"key": "p-79", "on": "2026-11-09", **lee}]
        consent_ended = {"tomas.silva@mail.example": "2026-08-29", "jonas.weber@mail.example": "2026-10-17"}
        rows = [row | {"on": consent_ended.get(row["key"], row["on"])} for row in rows]
        then["follow_ups"] = sorted(rows, key=itemgetter("on", "key"))
    elif name == "matches":
        # Who said no thanks to it is off the slate, and the next best takes the place.
        then["matches"].remove(_row(then, "aylin.demir@mail.example", "REQ-101"))
        gone = ((one["req_id"], one["candidate"]) in NOT_NOW for one in then["matches"])
        kept = (one for one, out in zip(then["matches"], gone, strict=True) if not out)
        kept = (one for one in kept if one["candidate"] not in NO_BASIS)
        then["matches"] = [*kept, NEXT_BEST, *PLACED_SINCE]
        then["excluded_would_fit"] = {
            "REQ-101": 5,
            "REQ-102": 3,
            "REQ-103": 0,
            "REQ-104": 2,
            "REQ-106": 0,
            "REQ-107": 3,
        }
        then["by_hand"] = []
        then["no_basis_would_fit"] = {
            "REQ-101": 2,
            "REQ-102": 1,
            "REQ-103": 1,
            "REQ-104": 1,
            "REQ-106": 0,
            "REQ-107": 1,
        }
        _give_points_of_today(then)
        then["matches"] = _by_band(then["matches"])
    elif name == "explain-2":
        # P-77, who wants "zwischen 85 und 92 T€".
        then |= {"known": "7 of 7", "score": 93.8}
        then["parts"][5] |= {"fraction": 1.0, "known": True, "points": 5.9}
    elif name == "explain-5":
        # As it was typed.
        then["parts"][0]["skills"][0]["found"] = "Python (expert)"
    return then
