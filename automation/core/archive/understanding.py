"""Reads the rows of an archive as the sheet's rows are read, each distinct cell once."""

from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass, field
from datetime import date
from typing import Any

import numpy as np
import numpy.typing as npt

from automation.core import parsing
from automation.core.archive.identities import identified
from automation.core.archive.people import UNKNOWN, Apart, Columns, Numbers, People, Words
from automation.core.archive.skill_lists import read_lists
from automation.core.ledger.suppression import company_hash
from automation.core.model import Conventions, ShelveReason, Skill, Stage
from automation.core.parsing import inferred_level
from automation.core.schema import CANDIDATES
from automation.core.tabs.header_row import Headers
from automation.core.tabs.headers import Located
from automation.core.workbook.cell_readers import (
    by_hand,
    day_said,
    do_not_contact,
    hired_on,
    pay_expected,
    place_said,
    skills_said,
    text_unless_no,
)
from automation.core.workbook.row_reader import ReadableTab, RowReader

# The fields of which the index holds something.
READ = (
    *("candidate_id", "email", "title", "skills", "location", "remote_ok", "level", "pay", "currency", "shelved_on"),
    *("stage", "rating", "shelve_reason", "last_contact", "consent_basis", "consent_on", "region", "matching"),
    *("do_not_contact", "alerts", "in_process", "hired_on", "company"),
)
# So many distinct cells, or titles, are kept at most.
MOST_KNOWN = 500_000
_STAGES = {stage: number for number, stage in enumerate(Stage)}


@dataclass(frozen=True)
class Manner:
    """How an archive is read; what it was read with must hold when it is searched.

    Attributes:
        conventions: How its files write what could be read in several ways.
        taught: What the workbook's aliases teach, as `squash` writes it.
        secret: Of the keyed hashes.
        forgotten: Keyed hashes of people whose details were deleted: their rows are left out.
        aliases: What the workbook's aliases mean. Only what is kept about skills besides depends on it.
    """

    conventions: Conventions
    taught: AbstractSet[str]
    secret: bytes = field(repr=False)
    forgotten: AbstractSet[bytes] = frozenset()
    aliases: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True)
class Understood:
    """What one part of a file holds.

    Attributes:
        people: Those with a key.
        keyless: How many rows name no key.
        forgotten: How many rows belong to people whose details were deleted.
        unread: Header → how many rows have a cell there that cannot be read.
    """

    people: People
    keyless: int
    forgotten: int
    unread: Mapping[str, int]


class Known:
    """What cells of files with the same headers mean, read in one manner: what one part has read, others need not."""

    def __init__(self) -> None:
        self._cells: dict[Sequence[str], dict[Any, tuple[Any, set[str]]]] = {}
        self._levels: dict[str, int] = {}

    def of(self, fields: Sequence[str]) -> dict[Any, tuple[Any, set[str]]]:
        """Of some fields that are read together: cells → their value, and the headers with a problem."""
        known = self._cells.setdefault(fields, {})
        if len(known) > MOST_KNOWN:
            known.clear()
        return known

    def level(self, title: str) -> int:
        """The level that a title names."""
        level = self._levels.get(title)
        if level is None:
            if len(self._levels) > MOST_KNOWN:
                self._levels.clear()
            found = inferred_level(None, title)
            level = self._levels[title] = UNKNOWN if found is None else int(found)
        return level


def understand(
    names: Sequence[str], headers: Headers, columns: Columns, first: int, manner: Manner, known: Known | None = None
) -> Understood:
    """The people of a part of a file.

    Args:
        names: The headers of the file.
        headers: What they mean.
        columns: Field id → column, all of one length, for the fields of `READ` that the file has.
        first: The number of the part's first row in the file.
        manner: How to read.
        known: What parts with the same headers have read in the same manner; grows.
    """
    count = max((len(column.of) for column in columns.values()), default=0)
    tab = ReadableTab(Located(CANDIDATES, "", [list(names)], headers))
    return _Reading(tab, columns, count, manner, known or Known()).all(first)


class _Reading:
    """The reading of one part."""

    def __init__(self, tab: ReadableTab, columns: Columns, count: int, manner: Manner, known: Known) -> None:
        self._tab, self._columns, self._count, self._manner = tab, columns, count, manner
        self._known = known
        self._unread: Counter[str] = Counter()

    def all(self, first: int) -> Understood:
        order = self._manner.conventions.date_order
        own, email = (self._cells(name) for name in ("candidate_id", "email"))
        who = identified(self._tab, own, email, self._manner.secret, self._manner.forgotten)
        kept = who.kept
        titles, title = self._values(("title",), lambda row: row.words("title"), kept)
        levels, level = self._values(("level",), lambda row: row.read("level", parsing.read_level), kept)
        places, place = self._values(("location", "remote_ok"), lambda row: place_said(row)[:2], kept)
        pays, pay = self._values(("pay", "currency"), lambda row: pay_expected(row, self._manner.conventions), kept)
        skills, flat, each = self._skills(kept)
        regions, region = self._values(("region",), lambda row: row.words("region"), kept)
        bases, basis = self._values(("consent_basis",), lambda row: row.text("consent_basis"), kept)
        companies, company = self._values(("company",), self._company, kept)
        people = People(
            **who.columns,
            row=np.flatnonzero(kept).astype(np.int32) + first,
            title=title,
            level=self._levels(levels, level, titles, title),
            place=place,
            pay=pay,
            rating=self._numbers(("rating",), lambda row: row.read("rating", parsing.read_rating), kept),
            stage=self._numbers(("stage",), lambda row: _stage(row.read("stage", parsing.read_stage)), kept),
            shelved_on=self._days("shelved_on", order, kept),
            last_contact=self._days("last_contact", order, kept),
            consent_on=self._days("consent_on", order, kept),
            region=region,
            basis=basis,
            company=company,
            apart=self._apart(order, kept),
            skills=flat,
            skills_each=each,
            words=Words(titles, skills, places, pays, regions, bases, who.domains, companies),
        )
        keyless = self._count - len(people) - who.forgotten
        return Understood(people, keyless, who.forgotten, dict(self._unread))

    def _values(
        self, fields: Sequence[str], reader: Callable[[RowReader], Any], kept: Any
    ) -> tuple[list[Any], Numbers]:
        """What a reader makes of the cells of some fields: its distinct values, and the number of each row's."""
        cells, of, counts = self._distinct(fields, kept)
        tab, known = self._tab_of(fields), self._known.of(fields)
        values: dict[Any, int] = {}
        numbers = np.empty(len(cells), dtype=np.int32)
        for at, own in enumerate(cells):
            # Equal cells of several types are not the same: 1, 1.0 and TRUE.
            cell = own[0] if len(own) == 1 and isinstance(own[0], str) else tuple((type(one), one) for one in own)
            found = known.get(cell)
            if found is None:
                row = RowReader(tab, "", 0, own)
                found = known[cell] = (reader(row), {one.column for one in row.problems})
            numbers[at] = values.setdefault(found[0], len(values))
            for column in found[1]:
                self._unread[column] += int(counts[at])
        return list(values), numbers[of]

    def _skills(self, kept: Any) -> tuple[list[Skill], Numbers, Numbers]:
        """The distinct skills, the numbers of those of each row in one array, and how many each row has."""
        cells, of, counts = self._distinct(("skills",), kept)
        tab, taught = self._tab_of(("skills",)), frozenset(self._manner.taught)

        def in_whole(at: int) -> Sequence[Skill]:
            row = RowReader(tab, "", 0, cells[at])
            skills = skills_said(row, taught)
            for column in {one.column for one in row.problems}:
                self._unread[column] += int(counts[at])
            return skills

        skills, flat, sizes = read_lists([own[0] if own else None for own in cells], taught, in_whole)
        return skills, *_spread(flat, sizes, of)

    def _distinct(self, fields: Sequence[str], kept: Any) -> tuple[list[tuple[Any, ...]], Numbers, Numbers]:
        """The distinct cells of those fields that are there, the number of each row's, and how many rows have each."""
        there = [self._columns[name] for name in fields if name in self._columns]
        codes = np.zeros(self._count, dtype=np.int64)
        for column in there:
            codes = codes * len(column.cells) + column.of
        distinct, of = np.unique(codes[kept], return_inverse=True)
        places: list[list[Any]] = []
        left = distinct
        for column in reversed(there):
            left, at = np.divmod(left, len(column.cells))
            places.append([column.cells[number] for number in at.tolist()])
        cells: list[tuple[Any, ...]] = list(zip(*places[::-1], strict=True)) if there else [()] * len(distinct)
        return cells, of.astype(np.int32), np.bincount(of, minlength=len(distinct)).astype(np.int32)

    def _tab_of(self, fields: Sequence[str]) -> ReadableTab:
        """A tab that has only the columns of those fields that the file has, so that a row of it is read quickly."""
        there = [name for name in fields if name in self._columns]
        headers = Headers({name: at for at, name in enumerate(there)}, {})
        return ReadableTab(Located(CANDIDATES, "", [[self._tab.names[name] for name in there]], headers))

    def _numbers(self, fields: Sequence[str], reader: Callable[[RowReader], Any], kept: Any) -> Numbers:
        """The numbers that a reader makes of cells; `UNKNOWN` for None."""
        values, of = self._values(fields, reader, kept)
        return np.asarray([UNKNOWN if one is None else int(one) for one in values], dtype=np.int32)[of]

    def _days(self, name: str, order: str | None, kept: Any) -> Numbers:
        def ordinal(row: RowReader) -> int | None:
            day = day_said(row, name, order)
            return day.toordinal() if isinstance(day, date) else None

        return self._numbers((name,), ordinal, kept)

    def _apart(self, order: str | None, kept: Any) -> Numbers:
        """Why the rows keep people off every slate; the same as `exclusions.barred` and the matcher look at."""
        conduct = ShelveReason.CONDUCT
        found = [
            self._flags(("hired_on",), lambda row: bool(hired_on(row, order)), Apart.BARRED, kept),
            self._flags(("do_not_contact",), do_not_contact, Apart.BARRED, kept),
            self._flags(("in_process",), lambda row: bool(text_unless_no(row, "in_process")), Apart.BARRED, kept),
            self._flags(
                ("shelve_reason",),
                lambda row: row.read("shelve_reason", parsing.read_reason) is conduct,
                Apart.BARRED,
                kept,
            ),
            self._flags(("matching",), by_hand, Apart.BY_HAND, kept),
            self._flags(
                ("alerts",),
                lambda row: row.read("alerts", parsing.read_yes_no, "alerts") is False,
                Apart.NO_ALERTS,
                kept,
            ),
        ]
        apart: Numbers = np.bitwise_or.reduce(found)
        return apart

    def _company(self, row: RowReader) -> bytes:
        company = row.words("company")
        return bytes.fromhex(company_hash(self._manner.secret, company)) if company else b""

    def _flags(self, fields: Sequence[str], reader: Callable[[RowReader], bool], flag: Apart, kept: Any) -> Numbers:
        return self._numbers(fields, lambda row: int(flag) if reader(row) else 0, kept)

    def _levels(self, levels: Sequence[Any], level: Numbers, titles: Sequence[str], title: Numbers) -> Numbers:
        """The level that each row states, else the one that its title names."""
        stated = np.asarray([UNKNOWN if one is None else int(one) for one in levels], dtype=np.int32)[level]
        named = np.full(len(titles), UNKNOWN, dtype=np.int32)
        for number in np.unique(title[stated == UNKNOWN]).tolist():
            named[number] = self._known.level(titles[number])
        return np.where(stated == UNKNOWN, named[title], stated).astype(np.int32)

    def _cells(self, name: str) -> list[Any]:
        column = self._columns.get(name)
        if column is None:
            return [None] * self._count
        return [column.cells[number] for number in column.of.tolist()]


def _stage(stage: object) -> int | None:
    return _STAGES[stage] if isinstance(stage, Stage) else None


def _spread(flat: Numbers, sizes: npt.NDArray[np.int64], of: Numbers) -> tuple[Numbers, Numbers]:
    """The numbers of the skills of each row in one array, and how many each row has, by those of distinct cells."""
    starts = np.cumsum(sizes) - sizes
    each = sizes[of]
    places = np.repeat(starts[of] - (np.cumsum(each) - each), each) + np.arange(each.sum())
    return flat[places], each.astype(np.int32)
