"""Recognises the tabs and headers that people wrote, and finds rows by their keys.

People's headers are recognised by the names in `header_words`, without regard to case, accents, spaces and punctuation.
The program's own columns are recognised by exact name only: a column that a person renamed belongs to them.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cached_property

from rapidfuzz import fuzz, process

from automation.core.model import Problem, Row
from automation.core.parsing.identifiers import row_id
from automation.core.schema import CANDIDATES, PEOPLES_TABS, PROGRAM_TABS, REQUISITIONS, TabSpec
from automation.core.tabs.header_row import Headers, are_titles, has_headers, likely_header_row, recognise
from automation.core.tabs.row_cells import Picker
from automation.core.text import cell_at, key_of, plain, text_of
from automation.errors import MissingHeaders, MissingTab, SchemaError

_KEYS = {CANDIDATES: ("candidate_id", "email"), REQUISITIONS: ("req_id",)}


@dataclass(frozen=True)
class Located:
    """One of people's tabs in a workbook: where it is, and what its headers mean.

    Attributes:
        tab: Which one, by the name that the program gives it.
        name: What it is called in the workbook.
        rows: Its cells; row 0 is the header.
        headers: What row 0 means.
    """

    tab: str
    name: str
    rows: Sequence[Row]
    headers: Headers

    def key(self, row: Row) -> str:
        """The key of one of its rows, as `row_key` gives it."""
        return row_id(*self._pick_key(row))

    @cached_property
    def _pick_key(self) -> Picker:
        return Picker(self.headers.fields.get(name) for name in _KEYS[self.tab])

    @cached_property
    def names(self) -> Mapping[str, str]:
        """Field id → its header as people wrote it; of a name in two columns, both."""
        names = {id_: text_of(cell_at(self.rows[0], index)) for id_, index in self.headers.fields.items()}
        if self.headers.in_parts:
            names["name"] = " + ".join(text_of(cell_at(self.rows[0], at)) for at in self.headers.parts.values())
        return names

    @cached_property
    def keys(self) -> Sequence[str]:
        """The compared key of each row below the header, "" where it has none."""
        return [key_of(row_id(*cells)) for cells in self._pick_key.each(self.rows[1:])]

    @cached_property
    def places(self) -> Mapping[str, Sequence[int]]:
        """Compared key → the indexes of the rows that carry it."""
        places: dict[str, list[int]] = {}
        for index, key in enumerate(self.keys, start=1):
            if key:
                places.setdefault(key, []).append(index)
        return places


def locate(tabs: Mapping[str, Sequence[Row]], wanted: str) -> Located:
    """One of people's tabs.

    Raises:
        MissingTab: It is not there.
        MissingHeaders: A required header is not in row 1.
        DoubledHeader: Two headers could be meant for a required column.
    """
    name = find_tab(tabs, wanted)
    if name is None:
        raise _missing_tab(tabs, wanted)
    return Located(wanted, name, tabs[name], match_headers(PEOPLES_TABS[wanted], tabs[name]))


def locate_all(tabs: Mapping[str, Sequence[Row]]) -> Mapping[str, Located]:
    """People's tabs by the names that the program gives them.

    Raises:
        SchemaError: A tab or a header that must be there is missing or doubled; the message covers both tabs.
    """
    found, errors = {}, []
    for wanted in PEOPLES_TABS:
        try:
            found[wanted] = locate(tabs, wanted)
        except SchemaError as error:
            errors.append(error)
    if len(errors) == 1:
        raise errors[0]
    if errors:
        raise SchemaError("\n".join(str(error) for error in errors))
    return found


def find_tab(tabs: Mapping[str, Sequence[Row]], wanted: str) -> str | None:
    """The tab meant by `wanted`: by its name, whatever the case and spaces, else the only one with its headers."""
    if wanted in tabs:
        return wanted
    named = [name for name in tabs if plain(name) == plain(wanted)]
    if named:
        return named[0]
    alike = tabs_by_headers(tabs, wanted)
    return alike[0] if len(alike) == 1 else None


def tabs_by_headers(tabs: Mapping[str, Sequence[Row]], wanted: str) -> list[str]:
    """The tabs whose row 1 has every required header of one of people's tabs, whatever they are called."""
    spec = PEOPLES_TABS.get(wanted)
    others = {plain(name) for name in PEOPLES_TABS if name != wanted}
    named = [name for name in tabs if spec and name not in PROGRAM_TABS and plain(name) not in others]
    return [name for name in named if spec and has_headers(spec, tabs[name][0] if tabs[name] else ())]


def require_tab(tabs: Mapping[str, Sequence[Row]], wanted: str) -> Sequence[Row]:
    """The rows of a tab that must be there; `MissingTab` otherwise."""
    name = find_tab(tabs, wanted)
    if name is None:
        raise _missing_tab(tabs, wanted)
    return tabs[name]


def _missing_tab(tabs: Mapping[str, Sequence[Row]], wanted: str) -> MissingTab:
    """The error for a tab that is missing: it names tabs that seem to be it."""
    spec, alike = PEOPLES_TABS.get(wanted), tabs_by_headers(tabs, wanted)
    others = {} if alike or not spec else {name: rows for name, rows in tabs.items() if name not in PROGRAM_TABS}
    below = {name: row for name, rows in others.items() if spec and (row := likely_header_row(spec, rows))}
    return MissingTab(wanted, list(tabs), alike, below)


def spec_of(tabs: Mapping[str, Sequence[Row]], name: str) -> TabSpec | None:
    """Which of people's tabs a tab is; None where it is none of them."""
    return next((spec for spec in PEOPLES_TABS.values() if find_tab(tabs, spec.name) == name), None)


def match_headers(spec: TabSpec, rows: Sequence[Row]) -> Headers:
    """Recognise row 1 of one of people's tabs.

    An exact name wins over a synonym; the synonym is then not read, but reported. If two headers could be meant for an
    optional column, neither is read, and both are reported.

    Raises:
        MissingHeaders: A required header is not in row 1.
        DoubledHeader: Two headers could be meant for a required column.
    """
    first = [text_of(cell) for cell in (rows[0] if rows else [])]
    found = recognise(spec, first)
    missing = found.missing(spec)
    if missing:
        own = [header for index, header in enumerate(first) if header and index not in found.known]
        row = likely_header_row(spec, rows)
        raise MissingHeaders(
            spec.name, missing, _nearest(missing, own), row, below_titles=bool(row and are_titles(rows[: row - 1]))
        )
    columns: dict[str, int] = {}
    problems = list(found.problems)
    for header in spec.column_headers:
        places = [index for index, text in enumerate(first) if text == header]
        if len(places) == 1:
            columns[header] = places[0]
        elif places:
            message = f"Two columns are named {header}: delete or rename the copy; until then neither is updated."
            problems.append(Problem(spec.name, "", header, header, message, 1))
    return replace(found, columns=columns, problems=tuple(problems))


def _nearest(missing: Sequence[str], present: Sequence[str]) -> dict[str, str]:
    nearest = {}
    for name in missing:
        best = process.extractOne(name, present, scorer=fuzz.WRatio, processor=plain, score_cutoff=60)
        if best:
            nearest[name] = best[0]
    return nearest


def row_key(tab: str, headers: Headers, row: Row) -> str:
    """The key of a row of `Candidates` or `Requisitions` as it is shown, "" if it has none.

    A candidate's key is the Candidate ID, else the e-mail in lower case. Compare keys with `key_of`.
    """
    return row_id(*(cell_at(row, headers.fields.get(name)) for name in _KEYS[tab]))
