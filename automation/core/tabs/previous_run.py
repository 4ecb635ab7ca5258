"""What the last run published, as `BP Data` keeps it, and what this run will publish.

`BP Data` is one table of records: `Candidates/<key>` and `Requisitions/<key>` hold the cells shown beside people's
rows, `Pair/<req key>/<candidate key>` holds what is kept after a slate changes, `Run` holds the generation.
"""

from collections import defaultdict
from collections.abc import Callable, Mapping, Sequence
from collections.abc import Set as AbstractSet
from contextlib import suppress
from dataclasses import dataclass, field, replace
from datetime import date, datetime
from functools import cached_property

from automation.core.column_spec import Field
from automation.core.model import Cell, Row, Snapshot
from automation.core.parsing import Unreadable, read_date
from automation.core.schema import BP_DATA, BP_MATCHES, CANDIDATES, DATA_COLUMNS, MATCH_COLUMNS, PEOPLES_TABS
from automation.core.tabs.row_cells import Picker, RowCells, Under, same
from automation.core.text import cell_at, key_of, text_of

RUN, PAIR = "Run", "Pair"
# The column of BP Data with a candidate's shelving.
SHELVING = "Shelving"
# A generation with this many digits or more is damaged.
LONGEST_COUNT = 20
# The highest score.
MOST = 100


@dataclass(frozen=True)
class Pair:
    """What is remembered of a requisition and a candidate, whether or not they are on a slate now."""

    first_seen_on: date
    strong_since: date | None = None


# (requisition's compared key, candidate's compared key) → what is remembered.
Pairs = Mapping[tuple[str, str], Pair]
# Tab → compared key → header → cell.
Columns = Mapping[str, Mapping[str, Mapping[str, Cell]]]


@dataclass(frozen=True)
class Published:
    """The last publication.

    Attributes:
        installed: Whether there was one.
        columns: What was shown beside people's rows.
        names: Candidate's compared key → name, of all candidates, and of deleted ones with a history.
        pairs: What is remembered of each pair.
        scores: The pairs that were on a slate, with their scores.
        generation: Counts publications.
        headers: The columns of BP Data, which include the BP columns that it knew, whether or not people's tabs have
            them.
        shelvings: Candidate's compared key → the shelving that it saw, as `shelvings.as_cell` writes it.
    """

    installed: bool = False
    columns: Columns = field(default_factory=dict)
    names: Mapping[str, str] = field(default_factory=dict)
    pairs: Pairs = field(default_factory=dict)
    scores: Mapping[tuple[str, str], float] = field(default_factory=dict)
    generation: int = 0
    headers: AbstractSet[str] = frozenset()
    shelvings: Mapping[str, str] = field(default_factory=dict)

    @property
    def new_headers(self) -> AbstractSet[str]:
        """The BP columns that it did not know: all before the first publication, later those of a newer version."""
        return {header for spec in PEOPLES_TABS.values() for header in spec.column_headers} - self.headers

    def foreign(self, tab: str, key: str, shown: Mapping[str, str]) -> set[str]:
        """The BP cells of a row that a person typed into.

        If one cell of a row differs from what was published, it was typed, whatever it says. If several differ, the row
        was sorted or copied or its key changed; then a cell is foreign only if its column never showed that text.

        Args:
            tab: One of people's tabs.
            key: The row's compared key.
            shown: Header → text of the cells now.
        """
        own = self.columns.get(tab, {}).get(key, {})
        differing = {header for header, text in shown.items() if text and text != text_of(own.get(header))}
        if len(differing) == 1 and any(text_of(cell) for cell in own.values()):
            return differing
        return {header for header in differing if shown[header] not in self._texts[tab, header]}

    @cached_property
    def _texts(self) -> Mapping[tuple[str, str], AbstractSet[str]]:
        """(tab, header) → every text that was shown there."""
        texts: dict[tuple[str, str], set[str]] = defaultdict(set)
        for tab, by_key in self.columns.items():
            for cells in by_key.values():
                for header, cell in cells.items():
                    texts[tab, header].add(text_of(cell))
        return texts


@dataclass(frozen=True)
class Publication:
    """What people are to see, as a value that the stores write into the workbook.

    Attributes:
        columns: The program's cells beside people's rows, by key; a row whose key is absent shows nothing.
        before: The last publication: a cell that a person typed into is not changed.
        tabs: Program tabs to replace whole, row 1 being the header.
        appends: Rows to add to append-only program tabs.
        install: The columns that may be added beside people's own, where they are missing.
    """

    columns: Columns
    before: Published
    tabs: Mapping[str, Sequence[Row]]
    appends: Mapping[str, Sequence[Row]] = field(default_factory=dict)
    install: AbstractSet[str] = frozenset()


def headers_of(fields: Sequence[Field]) -> list[Cell]:
    """Row 1 of a program tab."""
    return [column.header for column in fields]


def read_published(snapshot: Snapshot) -> Published:
    """Read `BP Data` and `BP Matches` back; what is damaged there is treated as never published."""
    data = snapshot.tabs.get(BP_DATA)
    if not data:
        return Published()
    places = {text_of(cell): index for index, cell in enumerate(data[0])}
    columns: dict[str, dict[str, RowCells]] = {tab: {} for tab in PEOPLES_TABS}
    names, shelvings, pairs, generation = {}, {}, {}, 0
    headers = {tab: {header: places.get(header) for header in of.column_headers} for tab, of in PEOPLES_TABS.items()}
    pick = Picker([places.get("Record"), places.get("Name"), places.get(SHELVING)])
    for row, cells in zip(data[1:], pick.each(data[1:]), strict=True):
        record, name, shelved = cells
        kind, _, key = text_of(record).partition("/")
        if kind in PEOPLES_TABS:
            columns[kind][key] = RowCells(headers[kind], row)
            if kind == CANDIDATES:
                names[key] = text_of(name)
                # Nearly all are blank.
                if shelved and (text := text_of(shelved)):
                    shelvings[key] = text
        elif kind == PAIR:
            first = _day(cell_at(row, places.get("First seen on")))
            requisition, _, candidate = key.partition("/")
            if first:
                strong = _day(cell_at(row, places.get("Strong since")))
                pairs[_decode(requisition), candidate] = Pair(first, strong)
        elif kind == RUN:
            count = text_of(cell_at(row, places.get("Generation")))
            generation = int(count) if count.isdecimal() and len(count) < LONGEST_COUNT else 0
    return Published(
        installed=True,
        columns=columns,
        names=names,
        pairs=pairs,
        scores=_scores(snapshot.tabs.get(BP_MATCHES, ())),
        generation=generation,
        headers=frozenset(places),
        shelvings=shelvings,
    )


def without(published: Published, gone: Callable[[str], bool]) -> Published:
    """The last publication without the candidates for whose compared keys `gone` is true."""
    columns = {**published.columns}
    columns[CANDIDATES] = {key: cells for key, cells in columns.get(CANDIDATES, {}).items() if not gone(key)}
    return replace(
        published,
        columns=columns,
        names={key: name for key, name in published.names.items() if not gone(key)},
        pairs={pair: known for pair, known in published.pairs.items() if not gone(pair[1])},
        scores={pair: score for pair, score in published.scores.items() if not gone(pair[1])},
        shelvings={key: text for key, text in published.shelvings.items() if not gone(key)},
    )


def _day(cell: Cell) -> date | None:
    """A day that the program wrote. Every day counts, also one that would be a placeholder if a person had typed it."""
    if isinstance(cell, date):
        return cell.date() if isinstance(cell, datetime) else cell
    with suppress(ValueError):
        return date.fromisoformat(text_of(cell))
    try:
        return read_date(cell)
    except Unreadable:
        return None


def _encode(key: str) -> str:
    """A requisition's key without the slash that separates it from the candidate's."""
    return key.replace("%", "%25").replace("/", "%2F")


def _decode(key: str) -> str:
    return key.replace("%2F", "/").replace("%25", "%")


def _scores(matches: Sequence[Row]) -> dict[tuple[str, str], float]:
    scores = {}
    names = [column.id for column in MATCH_COLUMNS]
    places = [names.index(name) for name in ("req_id", "candidate", "score")]
    for row in matches[1:]:
        requisition, candidate, score = (cell_at(row, place) for place in places)
        if score is None and requisition and candidate:
            # Scores are switched off. Whether a match was lost to a lower score cannot be known then.
            score = 0
        if isinstance(score, int | float) and 0 <= score <= MOST:
            scores[key_of(text_of(requisition)), key_of(text_of(candidate))] = float(score)
    return scores


def _shared_row(row: Row, places: Mapping[str, int], cells: RowCells) -> Row:
    """A row of BP Data that is in memory once, together with the cells beside the row of people's tab.

    Args:
        row: As it was made.
        places: Header → index in it.
        cells: Those cells, which are taken from that row from now on.
    """
    if same(cells.row, row):
        # Most rows of most runs are as they were.
        return cells.row
    cells.lie_in(places, row)
    return row


def data_rows(
    columns: Columns, names: Mapping[str, str], shelvings: Mapping[str, str], pairs: Pairs, generation: int
) -> list[Row]:
    """`BP Data` for a publication: header, the run, people's rows by key, pairs by key."""
    places = {column.header: index for index, column in enumerate(DATA_COLUMNS)}

    def record(key: str, **cells: Cell) -> list[Cell]:
        row: list[Cell] = [None] * len(DATA_COLUMNS)
        row[0] = key
        for header, cell in cells.items():
            row[places[header]] = cell
        return row

    nothing: Mapping[str, Cell] = {}
    rows: list[Row] = [headers_of(DATA_COLUMNS), record(RUN, Generation=generation)]
    for tab, by_key in columns.items():
        own, shelved = (names, shelvings) if tab == CANDIDATES else ({}, {})
        headers = PEOPLES_TABS[tab].column_headers
        own_places, under = {header: places[header] for header in headers}, Under(headers)
        for key in sorted({*by_key, *own, *shelved}):
            row = record(f"{tab}/{key}", Name=own.get(key), Shelving=shelved.get(key))
            cells = by_key.get(key, nothing)
            for place, cell in zip(own_places.values(), under(cells), strict=True):
                row[place] = cell
            rows.append(_shared_row(row, own_places, cells) if isinstance(cells, RowCells) else row)
    for (requisition, candidate), pair in sorted(pairs.items()):
        days = {"First seen on": pair.first_seen_on.isoformat()}
        if pair.strong_since:
            days["Strong since"] = pair.strong_since.isoformat()
        rows.append(record(f"{PAIR}/{_encode(requisition)}/{candidate}", **days))
    return rows
