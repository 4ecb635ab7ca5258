"""What people see in a spreadsheet at one instant, and whose it is, worked out from the cells, not from the program."""

import re
from collections import defaultdict
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from automation.core.model import Problem, Snapshot
from automation.core.schema import BP_DATA, PEOPLES_TABS
from automation.core.tabs.previous_run import Columns, Publication, read_published
from automation.core.text import key_of, text_of
from tests.sheets_emulator import tables
from tests.sheets_emulator.calculation import calculated
from tests.sheets_emulator.state import Failure, Sheet, Spreadsheet

REQUIRED = {tab: [column.header for column in spec.fields if column.required] for tab, spec in PEOPLES_TABS.items()}
# Headers of the columns that name a row, the one that wins first.
KEYS = {"Candidates": ("Candidate ID", "Email"), "Requisitions": ("Req ID",)}
# What people type in these tests that names no row.
_NO_NAMES = frozenset({"true", "n/a"})
# As `team.newcomer` makes them.
_SHELVED = re.compile(r"new\d+@mail\.example")
_HEADER, _TAB = re.compile(r'"(BP [^"]+)"'), re.compile(r'"(?:not yet )?(Candidates|Requisitions)/')


@dataclass(frozen=True)
class OurColumn:
    """A column that a formula of ours fills.

    Attributes:
        sheet: Where it is.
        tab: What the formula says it is for.
        header: As the formula says it.
        row: Of the formula; 0 is the first.
        column: 0 is A.
        seen: Row → text, of everything that it shows; an error is None.
    """

    sheet: Sheet
    tab: str
    header: str
    row: int
    column: int
    seen: Mapping[int, str | None]


@dataclass(frozen=True)
class Home:
    """Where people's rows stand in a tab: in its native table, or below row 1.

    Attributes:
        top: The row of their headers.
        rows: Their rows; a banner, a footer and what stands below the table are none.
        columns: Those of the tab, without the columns of other tables beside the one with the rows.
        table: The native table; None if there is none with their headers.
    """

    top: int
    rows: range
    columns: frozenset[int]
    table: tables.Table | None = None

    def holds(self, column: int) -> bool:
        """Whether a column is inside the native table."""
        return self.table is not None and column in _columns(self.table)


class Sight:
    """A spreadsheet as it stands; it stays as it was when people go on."""

    def __init__(self, book: Spreadsheet) -> None:
        self.sheets: Sequence[Sheet] = tuple(book.sheets)
        self.version = book.version
        self._followed: Sequence[Mapping[str, Any]] = tuple(book.metadata)
        self._shown = calculated(book)
        self.ours = list(self._our_columns())

    def text(self, sheet: Sheet, row: int, column: int) -> str | None:
        """What a cell shows; None for an error."""
        return _text(self._shown.value(sheet, row, column))

    def table(self, sheet: Sheet) -> list[list[str]]:
        """What a tab shows, without blanks on the right and below."""
        rows = [[self.text(sheet, row, at) or "" for at in range(len(line))] for row, line in enumerate(sheet.cells)]
        return trimmed(rows)

    def tab(self, name: str) -> Sheet | None:
        """The tab that people mean by this name: titled so, else the only one with its headers."""
        titled = [sheet for sheet in self.sheets if sheet.title == name]
        required = set(REQUIRED[name])
        others = [s for s in self.sheets if s.title not in PEOPLES_TABS and required <= set(self.own_headers(s))]
        return titled[0] if titled else others[0] if len(others) == 1 else None

    def numbered(self, sheet_id: int) -> Sheet | None:
        """The tab of this id."""
        return next((sheet for sheet in self.sheets if sheet.sheet_id == sheet_id), None)

    def headers(self, sheet: Sheet, row: int) -> dict[str, int]:
        """Header → column, of one row of literal cells; of two alike the first."""
        cells = sheet.cells[row] if row < len(sheet.cells) else []
        found = [(text_of(cell.value), at) for at, cell in enumerate(cells) if cell and isinstance(cell.value, str)]
        return dict(reversed(found))

    def home(self, sheet: Sheet) -> Home:
        """Where people's rows stand: in the first table that has the headers of one of their tabs, each once."""
        everything = frozenset(range(sheet.column_count))
        for table in sheet.tables:
            if any(self._has_headers(sheet, table, required) for required in REQUIRED.values()):
                body, others = tables.body(table), (other for other in sheet.tables if other is not table)
                hidden = {column for other in others for column in _columns(other)} - {*_columns(table)}
                return Home(body.top - 1, range(body.top, body.bottom), everything - hidden, table)
        return Home(0, range(1, sheet.row_count), everything)

    def _has_headers(self, sheet: Sheet, table: tables.Table, required: Sequence[str]) -> bool:
        top = tables.rect(table).top
        texts = [text_of(sheet.get(top, column).value) for column in _columns(table)]  # type: ignore[arg-type]
        return all(texts.count(header) == 1 for header in required)

    def own_headers(self, sheet: Sheet) -> dict[str, int]:
        """Header → column, of the row that people's headers stand in."""
        home = self.home(sheet)
        return {header: at for header, at in self.headers(sheet, home.top).items() if at in home.columns}

    def own_keys(self, sheet: Sheet, tab: str) -> list[int]:
        """Where the key is by people's headers."""
        headers = self.own_headers(sheet)
        return [headers[header] for header in KEYS[tab] if header in headers]

    def key(self, sheet: Sheet, row: int, columns: Sequence[int]) -> str:
        """The compared key of a row: the first of these columns that says something. A tick and "n/a" do not."""
        return next((key for at in columns if (key := self._name(sheet, row, at))), "")

    def _name(self, sheet: Sheet, row: int, column: int) -> str:
        text = key_of(self.text(sheet, row, column) or "")
        return "" if text in _NO_NAMES or isinstance(self._shown.value(sheet, row, column), bool) else text

    def shelved(self, sheet: Sheet, row: int) -> set[str]:
        """The addresses of those in a row whom the program itself put there.

        `init` may have added headers for it, because those of people were not in row 1 then. Their row stays theirs,
        whatever becomes of these headers.
        """
        cells = sheet.cells[row] if row < len(sheet.cells) else []
        texts = {key_of(text_of(cell.value)) for cell in cells if cell and isinstance(cell.value, str)}
        return {text for text in texts if _SHELVED.fullmatch(text)}

    def key_columns(self, sheet: Sheet, tab: str, row: int) -> list[int]:
        """Where the key is by the headers in a row."""
        headers = self.headers(sheet, row)
        return [headers[header] for header in KEYS[tab] if header in headers]

    def followed(self, sheet: Sheet, tab: str) -> list[int]:
        """Where the key columns have gone since the beginning, whatever people call them now; also in a copy."""
        found = self.places(sheet, tab)
        return [found[header] for header in KEYS[tab] if header in found]

    def places(self, sheet: Sheet, tab: str) -> dict[str, int]:
        """Header → column, of what stood under the headers of a tab in the beginning."""
        return {
            entry["metadataKey"].removeprefix(f"{tab}/"): entry["location"]["dimensionRange"]["startIndex"]
            for entry in self._followed
            if entry["metadataKey"].startswith(f"{tab}/")
            and entry["location"]["dimensionRange"]["sheetId"] == sheet.sheet_id
        }

    def _our_columns(self) -> Iterator[OurColumn]:
        for sheet in self.sheets:
            overlay = self._shown.overlay(sheet)
            for row, line in enumerate(sheet.cells):
                for at, cell in enumerate(line):
                    formula = cell.formula if cell else None
                    header, tab = (_HEADER.search(formula), _TAB.search(formula)) if formula else (None, None)
                    if header and tab:
                        seen = {below: _text(value) for below, value in overlay.get(at, {}).items()}
                        yield OurColumn(sheet, tab[1], header[1], row, at, seen)


def _columns(table: tables.Table) -> range:
    whole = tables.rect(table)
    return range(whole.left, whole.right)


def _text(value: object) -> str | None:
    return None if isinstance(value, Failure) else text_of(value)  # type: ignore[arg-type]


def trimmed(rows: Sequence[Sequence[str]]) -> list[list[str]]:
    """Rows without blanks on the right and below."""
    kept = [list(row) for row in rows]
    for row in kept:
        while row and not row[-1]:
            row.pop()
    while kept and not kept[-1]:
        kept.pop()
    return kept


def follow(book: Spreadsheet, sheet: Sheet, header: str, column: int) -> None:
    """Mark a column, so that it is known through all moves, and in copies."""
    span = {"sheetId": sheet.sheet_id, "dimension": "COLUMNS", "startIndex": column, "endIndex": column + 1}
    location = {"locationType": "COLUMN", "dimensionRange": span}
    entry = {"metadataId": len(book.metadata) + 1, "metadataKey": f"{sheet.title}/{header}", "location": location}
    book.metadata.append({**entry, "visibility": "DOCUMENT"})


@dataclass
class Truth:
    """Everything that any run ever wanted people to see: tab → key → header → texts."""

    texts: dict[str, dict[str, dict[str, set[str]]]] = field(
        default_factory=lambda: {tab: defaultdict(lambda: defaultdict(set)) for tab in PEOPLES_TABS}
    )

    def learn(self, columns: Columns) -> None:
        """Add a publication, whether or not it lands."""
        for tab, by_key in columns.items():
            for key, cells in by_key.items():
                for header, cell in cells.items():
                    self.texts[tab][key][header].add(text_of(cell))

    def strangers(self, sight: Sight) -> list[str]:
        """Cells of ours that show what was never published for their row's key in their column."""
        found = []
        for ours in sight.ours:
            own = self.texts[ours.tab]
            ways = [sight.key_columns(ours.sheet, ours.tab, ours.row), sight.followed(ours.sheet, ours.tab)]
            # Until the next run a row goes by its address where its ID has just come back: the same person.
            if sight.home(ours.sheet).table:
                ways.append(sight.own_keys(ours.sheet, ours.tab))
            ways += [columns[-1:] for columns in ways]
            for row, seen in ours.seen.items():
                if not seen or seen == ours.header:
                    continue
                keys = {sight.key(ours.sheet, row, columns) for columns in ways} | sight.shelved(ours.sheet, row)
                if not any(key in own and seen in own[key][ours.header] for key in keys):
                    found.append(f"{ours.sheet.title} row {row + 1} of {keys} shows {seen!r} under {ours.header}")
        return found


def misread(sight: Sight, publication: Publication) -> list[str]:
    """Keys for which something was published although no row of people's has them, and rows that got nothing."""
    found = []
    for tab, by_key in publication.columns.items():
        sheet = sight.tab(tab)
        columns = sight.own_keys(sheet, tab) if sheet else []
        keys = {sight.key(sheet, row, columns) for row in sight.home(sheet).rows} - {""} if sheet else set()
        found += [f"{tab}: {key!r} was read, but is no row of people's" for key in sorted(by_key.keys() - keys)]
        found += [f"{tab}: the row of {key!r} was not read" for key in sorted(keys - by_key.keys())]
    return found


def unsaid(sight: Sight, publication: Publication, problems: Sequence[Problem]) -> list[str]:
    """Columns of ours in which some row doesn't show what was published for its key, and no problem names them.

    What is on record for a key that had no row counts, too: it shows again when a person puts the key back.
    """
    recorded = read_published(Snapshot({BP_DATA: publication.tabs[BP_DATA]})).columns
    columns = {tab: {**recorded.get(tab, {}), **by_key} for tab, by_key in publication.columns.items()}
    reported = {(problem.tab, header) for problem in problems for header in problem.column.split(", ")}
    silent = {(problem.tab, problem.row) for problem in problems if "retype the key in that row" in problem.message}
    found = []
    for tab, by_key in columns.items():
        sheet = sight.tab(tab)
        for header in PEOPLES_TABS[tab].column_headers:
            if (tab, header) not in reported:
                skipped = {row for name, row in silent if name == tab}
                wrong = _wrong_cell(sight, sheet, tab, header, by_key, skipped) if sheet else "there is no such tab"
                found += [f"{tab}, {header}: {wrong}"] if wrong else []
    return found


def _wrong_cell(
    sight: Sight, sheet: Sheet, tab: str, header: str, by_key: Mapping[str, Mapping[str, Any]], skipped: Collection[int]
) -> str | None:
    # Further down a formula has no room, and shows an error for all to see.
    places = {(ours.tab, ours.header, ours.row) for ours in sight.ours if ours.sheet is sheet}
    if (tab, header, 0) not in places:
        return "there is no such column"
    columns = [ours for ours in sight.ours if ours.sheet is sheet and ours.header == header and not ours.row]
    # Who renamed a key column a moment ago has not changed whose row it is.
    ways = [sight.own_keys(sheet, tab), sight.followed(sheet, tab)]
    for row in sight.home(sheet).rows:
        if row + 1 in skipped:
            continue
        keys = [*(sight.key(sheet, row, way) for way in ways), *sight.shelved(sheet, row)]
        if not any(keys) and any(sight.text(sheet, row, at) is None for way in ways for at in way):
            # A key whose formula failed: ours fails with it, for all to see.
            continue
        wanted = [text_of(by_key.get(key, {}).get(header)) for key in keys]
        for seen in (sight.text(sheet, row, ours.column) for ours in columns):
            # Under a banner the header shows in its row, also where the table there went a moment ago.
            if seen not in {*wanted, header}:
                return f"row {row + 1} shows {seen!r}, not {wanted[0]!r}"
    return None
