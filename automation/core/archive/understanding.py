"""Reads the rows of an archive as the sheet's rows are read, each distinct cell once."""

from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass, field
from datetime import date
from types import SimpleNamespace
from typing import Any

import numpy as np

from automation.core import parsing
from automation.core.archive.hashes import NO_HASH, as_hashes, hasher
from automation.core.archive.people import UNKNOWN, Apart, Columns, Numbers, People, Words
from automation.core.identity.contact_ids import bare_mailbox, email_identity
from automation.core.identity.typed_addresses import lone_address
from automation.core.ledger.suppression import company_hash, domains_of, identities
from automation.core.model import Cell, Conventions, ShelveReason, Skill, Stage, Stance
from automation.core.parsing import inferred_level
from automation.core.parsing.identifiers import row_id
from automation.core.schema import CANDIDATES
from automation.core.tabs.headers import Headers, Located
from automation.core.text import key_of
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
from automation.core.workbook.row_identity import email_of, typed_as
from automation.core.workbook.row_reader import ReadableTab, RowReader

# The fields of which the index holds something.
READ = (
    *("candidate_id", "email", "title", "skills", "location", "remote_ok", "level", "pay", "currency", "shelved_on"),
    *("stage", "rating", "shelve_reason", "last_contact", "consent_basis", "consent_on", "region", "matching"),
    *("do_not_contact", "alerts", "in_process", "hired_on", "company"),
)
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


def understand(names: Sequence[str], headers: Headers, columns: Columns, first: int, manner: Manner) -> Understood:
    """The people of a part of a file.

    Args:
        names: The headers of the file.
        headers: What they mean.
        columns: Field id → column, all of one length, for the fields of `READ` that the file has.
        first: The number of the part's first row in the file.
        manner: How to read.
    """
    count = max((len(column.of) for column in columns.values()), default=0)
    return _Reading(ReadableTab(Located(CANDIDATES, "", [list(names)], headers)), columns, count, manner).all(first)


class _Reading:
    """The reading of one part."""

    def __init__(self, tab: ReadableTab, columns: Columns, count: int, manner: Manner) -> None:
        self._tab, self._columns, self._count, self._manner = tab, columns, count, manner
        self._width = max((*tab.headers.fields.values(), -1)) + 1
        self._unread: Counter[str] = Counter()
        self._forgotten = 0

    def all(self, first: int) -> Understood:
        order = self._manner.conventions.date_order
        kept, who = self._who()
        titles, title = self._values(("title",), lambda row: row.words("title"), kept)
        levels, level = self._values(("level",), lambda row: row.read("level", parsing.read_level), kept)
        places, place = self._values(("location", "remote_ok"), lambda row: place_said(row)[:2], kept)
        pays, pay = self._values(("pay", "currency"), lambda row: pay_expected(row, self._manner.conventions), kept)
        lists, own = self._values(("skills",), lambda row: skills_said(row, frozenset(self._manner.taught)), kept)
        skills, flat, each = _listed(lists, own)
        regions, region = self._values(("region",), lambda row: row.words("region"), kept)
        bases, basis = self._values(("consent_basis",), lambda row: row.text("consent_basis"), kept)
        companies, company = self._values(("company",), self._company, kept)
        people = People(
            **who,
            row=np.flatnonzero(kept).astype(np.int32) + first,
            title=title,
            level=_levels(levels, level, titles, title),
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
            words=Words(titles, skills, places, pays, regions, bases, self._domains, companies),
        )
        return Understood(people, self._count - len(people) - self._forgotten, self._forgotten, dict(self._unread))

    def _values(
        self, fields: Sequence[str], reader: Callable[[RowReader], Any], kept: Any
    ) -> tuple[list[Any], Numbers]:
        """What a reader makes of the cells of some fields: its distinct values, and the number of each row's."""
        there = [name for name in fields if name in self._columns]
        codes = np.zeros(self._count, dtype=np.int64)
        for name in there:
            codes = codes * len(self._columns[name].cells) + self._columns[name].of
        distinct, of = np.unique(codes[kept], return_inverse=True)
        values: dict[Any, int] = {}
        numbers = np.empty(len(distinct), dtype=np.int32)
        counts = np.bincount(of, minlength=len(distinct))
        tab = self._tab_of(there)
        for at, code in enumerate(distinct.tolist()):
            row = self._row(tab, there, code)
            numbers[at] = values.setdefault(reader(row), len(values))
            for problem in {one.column for one in row.problems}:
                self._unread[problem] += int(counts[at])
        return list(values), numbers[of]

    def _tab_of(self, fields: Sequence[str]) -> ReadableTab:
        """A tab that has only the columns of some fields, so that a row of it is read quickly."""
        headers = Headers({name: at for at, name in enumerate(fields)}, {})
        return ReadableTab(Located(CANDIDATES, "", [[self._tab.names[name] for name in fields]], headers))

    def _row(self, tab: ReadableTab, fields: Sequence[str], code: int) -> RowReader:
        """A row that has only the cells of some fields."""
        cells: list[Any] = []
        for name in reversed(fields):
            code, at = divmod(code, len(self._columns[name].cells))
            cells.append(self._columns[name].cells[at])
        return RowReader(tab, "", 0, cells[::-1])

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

    def _who(self) -> tuple[Any, dict[str, Any]]:
        """Which rows have a key and are not forgotten, and the columns that say who they are."""
        own, email = (self._cells(name) for name in ("candidate_id", "email"))
        hashed, forgotten = hasher(self._manner.secret), self._manner.forgotten
        kept = np.zeros(self._count, dtype=bool)
        keys: list[str] = []
        first: list[bytes] = []
        mailboxes: list[bytes] = []
        others: list[bytes] = []
        each: list[int] = []
        domain_of: list[int] = []
        domains: dict[str, int] = {}
        hashes_of_domain: list[tuple[bytes, ...]] = []
        for at, (id_cell, email_cell) in enumerate(zip(own, email, strict=True)):
            key, address, values = self._identity(id_cell, email_cell)
            if not key:
                continue
            hashes = {value: hashed(value) for value in values}
            if forgotten and not forgotten.isdisjoint(hashes.values()):
                self._forgotten += 1
                continue
            kept[at] = True
            compared = key_of(key)
            keys.append(compared)
            bare = email_identity(address) if address else ""
            first.append(hashes.pop(compared))
            mailboxes.append(first[-1] if bare == compared else hashes.get(bare) or hashed(bare) if bare else NO_HASH)
            others += (one for one in hashes.values() if one != mailboxes[-1])
            each.append(len(others))
            domain = address.rpartition("@")[2]
            number = domains.get(domain)
            if number is None:
                number = domains[domain] = len(domains)
                found = domains_of(SimpleNamespace(key="", email=address, typed_as=()))
                hashes_of_domain.append(tuple(hashed(f"@{one}") for one in found))
            domain_of.append(number)
        self._domains = hashes_of_domain
        rank = np.empty(len(keys), dtype=np.int32)
        rank[sorted(range(len(keys)), key=keys.__getitem__)] = np.arange(len(keys), dtype=np.int32)
        return kept, {
            "key": as_hashes(first),
            "mailbox": as_hashes(mailboxes),
            "rank": rank,
            "domain": np.asarray(domain_of, dtype=np.int32),
            "others": as_hashes(others),
            "others_each": np.diff(np.asarray(each, dtype=np.int32), prepend=np.int32(0)).astype(np.int32),
        }

    def _cells(self, name: str) -> list[Any]:
        column = self._columns.get(name)
        if column is None:
            return [None] * self._count
        return [column.cells[number] for number in column.of.tolist()]

    def _identity(self, own: Cell, email: Cell) -> tuple[str, str, Sequence[str]]:
        """The key as shown, the address, and all that identifies a row, compared, as `suppression.identities`."""
        if isinstance(email, str) and lone_address(email) == email:
            # The usual cases, read more quickly, but in the same way.
            if own is None or own == "":
                return email, email, tuple(dict.fromkeys((email, bare_mailbox(email))))
            if isinstance(own, str) and own and "@" not in own and row_id(own) == own:
                return own, email, tuple(dict.fromkeys((key_of(own), email, bare_mailbox(email))))
        key = row_id(own, email)
        if not key:
            return "", "", ()
        cells: list[Any] = [None] * self._width
        for name, cell in (("candidate_id", own), ("email", email)):
            if name in self._tab.headers.fields:
                cells[self._tab.headers.fields[name]] = cell
        row = RowReader(self._tab, key, 0, cells)
        address = email_of(row)
        who = SimpleNamespace(key=key, email=address, typed_as=typed_as(row, address))
        return key, address, identities(who)


def _stage(stage: object) -> int | None:
    return _STAGES[stage] if isinstance(stage, Stage) else None


def _levels(levels: Sequence[Any], level: Numbers, titles: Sequence[str], title: Numbers) -> Numbers:
    """The level that each row states, else the one that its title names."""
    stated = np.asarray([UNKNOWN if one is None else int(one) for one in levels], dtype=np.int32)[level]
    needed = np.unique(title[stated == UNKNOWN]).tolist()
    named = np.full(len(titles), UNKNOWN, dtype=np.int32)
    for number in needed:
        found = inferred_level(None, titles[number])
        named[number] = UNKNOWN if found is None else int(found)
    return np.where(stated == UNKNOWN, named[title], stated).astype(np.int32)


def _listed(lists: Sequence[tuple[Skill, ...]], of: Numbers) -> tuple[list[Skill], Numbers, Numbers]:
    """The distinct skills of lists, the numbers of those of each row in one array, and how many each row has.

    The words of the cell stay in the file: scores do not depend on them.
    """
    # The names of skills that are held stand for these: most are, and a name is found more quickly than a skill.
    numbers: dict[str | Skill, int] = {}
    flat = [
        numbers.setdefault(skill.text if skill.stance is Stance.HELD else Skill(skill.text, skill.stance), len(numbers))
        for one in lists
        for skill in one
    ]
    sizes = np.asarray([len(one) for one in lists], dtype=np.int64)
    starts = np.cumsum(sizes) - sizes
    each = sizes[of]
    places = np.repeat(starts[of] - (np.cumsum(each) - each), each) + np.arange(each.sum())
    skills = [Skill(one) if isinstance(one, str) else one for one in numbers]
    return skills, np.asarray(flat, dtype=np.int32)[places], each.astype(np.int32)
