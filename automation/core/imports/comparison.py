"""Compares the people of a file with the rows that are there: who is new, and what differs. No row is changed."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date

from automation.core import parsing
from automation.core.identity.contact_ids import email_identity, phone_identity, profile_identity
from automation.core.identity.one_person import Namesake, may_be_one, namesake
from automation.core.identity.typed_addresses import addresses_in, lone_address
from automation.core.imports.cells import says_yes
from automation.core.imports.people import Left, Newcomer
from automation.core.imports.records import Remarks
from automation.core.model import Cell, Row
from automation.core.parsing import Unreadable
from automation.core.parsing.identifiers import row_id
from automation.core.schema import IMPORT_COLUMNS
from automation.core.tabs.headers import Located
from automation.core.text import cell_at, is_typed, key_of, plain, text_of
from automation.core.typed_columns import CANDIDATE_FIELDS, DATE_FIELDS, YES_NO

_YES_NO_FIELDS = frozenset(one.id for one in CANDIDATE_FIELDS if one.choices == YES_NO)
HEADERS = {one.id: one.header for one in CANDIDATE_FIELDS}
# Offered neither as a key, which would make another row of it, nor as a choice that the import itself makes.
_NOT_OFFERED = frozenset({"candidate_id", "consent_basis", "consent_on", "region"})


@dataclass(frozen=True)
class Existing:
    """A row that is there.

    Attributes:
        number: Its index; 0 is the header.
        key: As it is shown; "" for none.
        cells: Field id → cell.
        who: What it says about who it is.
    """

    number: int
    key: str
    cells: Mapping[str, Cell]
    who: Namesake

    @property
    def name(self) -> str:
        """What the file's report calls the row."""
        return self.key or text_of(self.cells.get("name"))


@dataclass
class Compared:
    """What an import would do.

    Attributes:
        new: The people to add.
        there: Those who have a row already.
        offers: Lines of `BP Import`, those of other files included.
        left: Those who cannot be added, and why.
    """

    new: list[Newcomer] = field(default_factory=list)
    there: list[tuple[Newcomer, Existing]] = field(default_factory=list)
    offers: list[Row] = field(default_factory=list)
    left: list[Left] = field(default_factory=list)

    @property
    def different(self) -> int:
        """How many of those who are there differ from the file."""
        return len({existing.number for person, existing in self.there if any(_differences(person, existing))})


class Rows:
    """The rows of `Candidates`, found by what identifies a person."""

    def __init__(self, candidates: Located) -> None:
        self.rows = list(_existing(candidates))
        self.keys = {key_of(row.key) for row in self.rows if row.key}
        self._found: dict[tuple[str, str], list[Existing]] = {}
        for row in self.rows:
            for identity in _identities(row.cells):
                self._found.setdefault(identity, []).append(row)

    def of(self, person: Newcomer) -> Existing | None:
        """The row of a person; None where there is none."""
        who = _namesake(person.cells)
        cells = {**person.cells, "email": " ".join(person.emails)}
        for identity in _identities(cells):
            for row in self._found.get(identity, ()):
                if may_be_one(who, row.who):
                    return row
        return None

    def at_key(self, key: str) -> Existing | None:
        """The row with a key; None where there is none."""
        return next((row for row in self.rows if key_of(row.key) == key_of(key)), None)


def _existing(candidates: Located) -> Iterable[Existing]:
    fields = [one.id for one in CANDIDATE_FIELDS if candidates.headers.has(one.id)]
    own = set(candidates.headers.columns.values())
    for number, row in enumerate(candidates.rows[1:], start=1):
        if any(is_typed(cell_at(row, column)) for column in range(len(row)) if column not in own):
            cells = {name: candidates.headers.cell(row, name) for name in fields}
            yield Existing(number, candidates.key(row), cells, _namesake(cells))


def _namesake(cells: Mapping[str, Cell]) -> Namesake:
    name, preferred, email = (text_of(cells.get(one)) for one in ("name", "preferred_name", "email"))
    return namesake(name, preferred, lone_address(email))


def _identities(cells: Mapping[str, Cell]) -> Iterable[tuple[str, str]]:
    emails = addresses_in(text_of(cells.get("email")))
    yield from (("mail", mailbox) for email in emails if (mailbox := email_identity(email)))
    profile = profile_identity(text_of(cells.get("profile_url")))
    if profile:
        yield "profile", profile
    own = text_of(cells.get("candidate_id"))
    if own:
        yield "id", key_of(own)
    if not emails and not profile:
        # A name alone identifies only a row that has nothing else either.
        yield "name", plain(text_of(cells.get("name")))


def compare(
    people: Sequence[Newcomer],
    candidates: Located,
    shown: Sequence[Row],
    remarks: Remarks,
    *,
    file: str,
    today: date,
) -> Compared:
    """Who is new, who is there already, and what differs.

    Args:
        people: Of the file.
        candidates: The tab.
        shown: The rows of `BP Import` as they are.
        remarks: Where to say what is left out.
        file: The name of the file.
        today: The day of the import.
    """
    rows, found = Rows(candidates), Compared()
    taken = set(rows.keys)
    for person in people:
        existing = rows.of(person)
        if existing:
            found.there.append((person, existing))
        elif not person.status:
            _add(person, rows, taken, found, remarks)
    found.offers = _offers(found, rows, shown, file, today)
    return found


def _add(person: Newcomer, rows: Rows, taken: set[str], found: Compared, remarks: Remarks) -> None:
    """Add a person, unless the key would be that of another one."""
    cells = dict(person.cells)
    own = key_of(cells.get("candidate_id", ""))
    if own and own in taken:
        del cells["candidate_id"]
        remarks.add("Candidate IDs that another row has were left out", f"{own} ({person.name})")
    key = key_of(row_id(cells.get("candidate_id"), cells.get("email")))
    if key and key in taken:
        other = rows.at_key(key)
        where = f"row {other.number + 1} of Candidates" if other else "another row of the file"
        found.left.append(Left(person.place, person.name, f"{where} has the same address, and another name"))
        return
    taken.add(key)
    found.new.append(Newcomer(person.place, cells, person.emails))


def _differences(person: Newcomer, existing: Existing) -> Iterable[tuple[str, str, str]]:
    """The field, what the row says, and what the file offers, for each cell that differs."""
    for field_id in HEADERS:
        offered, current = person.cells.get(field_id, ""), existing.cells.get(field_id)
        if offered and field_id not in _NOT_OFFERED and not says(field_id, current, offered):
            yield field_id, text_of(current), offered


def says(field_id: str, current: Cell, offered: str) -> bool:
    """Whether a cell says already what is offered for it."""
    shown = text_of(current)
    if key_of(shown) == key_of(offered):
        return True
    if not shown:
        return False
    if field_id in DATE_FIELDS:
        return _day(current) == offered
    return _SAYS.get(field_id, _same_words)(shown, offered)


def _same_words(shown: str, offered: str) -> bool:
    return plain(shown) == plain(offered) != ""


def _same_mailbox(shown: str, offered: str) -> bool:
    return email_identity(offered) in {email_identity(one) for one in addresses_in(shown)}


def _same_phone(shown: str, offered: str) -> bool:
    return phone_identity(shown) == phone_identity(offered) != ""


def _same_profile(shown: str, offered: str) -> bool:
    return profile_identity(shown) == profile_identity(offered) != ""


def _holds_lines(shown: str, offered: str) -> bool:
    return all(plain(line) in plain(shown) for line in offered.split("\n"))


def _holds_skills(shown: str, offered: str) -> bool:
    return {plain(one) for one in offered.split(",")} <= {plain(one) for one in shown.replace(";", ",").split(",")}


def _same_yes_or_no(shown: str, offered: str) -> bool:
    """A ticked checkbox is a yes."""
    said = says_yes(shown)
    return said == says_yes(offered) if said is not None else _same_words(shown, offered)


_SAYS: Mapping[str, Callable[[str, str], bool]] = {
    "email": _same_mailbox,
    "phone": _same_phone,
    "profile_url": _same_profile,
    "notes": _holds_lines,
    "reason_detail": _holds_lines,
    "skills": _holds_skills,
    **dict.fromkeys(_YES_NO_FIELDS, _same_yes_or_no),
}


def _day(cell: Cell) -> str:
    try:
        day = parsing.read_date(cell)
    except Unreadable:
        return ""
    return day.isoformat() if day else ""


def _offers(found: Compared, rows: Rows, shown: Sequence[Row], file: str, today: date) -> list[Row]:
    """The lines of `BP Import`: what this file offers, and what other files offer that is not taken over yet."""
    order = [one.id for one in IMPORT_COLUMNS]
    old: dict[tuple[str, str], dict[str, str]] = {}
    for row in shown[1:]:
        line = {name: text_of(cell_at(row, place)) for place, name in enumerate(order)}
        old[key_of(line["candidate"] or line["name"]), line["column"]] = line
    lines: dict[tuple[str, str], dict[str, str]] = {}
    offered: set[tuple[str, str]] = set()
    for person, existing in found.there:
        who = key_of(existing.name)
        offered |= {(who, HEADERS[field_id]) for field_id, text in person.cells.items() if text}
        for field_id, current, text in _differences(person, existing):
            at = (who, HEADERS[field_id])
            before = old.get(at, {})
            since = before.get("since") if before.get("offered") == text_of(text) else ""
            name = text_of(existing.cells.get("name"))
            cells = (existing.key, name, HEADERS[field_id], current, text, file, since or today.isoformat())
            lines[at] = dict(zip(order, cells, strict=True))
            if since:
                lines[at]["file"] = before["file"]
    by_name = {key_of(row.name): row for row in rows.rows}
    fields = {header: field_id for field_id, header in HEADERS.items()}
    for at, line in old.items():
        there = by_name.get(at[0])
        if at in offered or there is None or line["column"] not in fields:
            continue
        cell = there.cells.get(fields[line["column"]])
        if not says(fields[line["column"]], cell, line["offered"]):
            lines[at] = {**line, "current": text_of(cell)}
    places = {key_of(row.name): row.number for row in rows.rows}
    columns = list(HEADERS.values())
    ordered = sorted(lines, key=lambda at: (places.get(at[0], 0), columns.index(at[1])))
    return [[lines[at][name] or None for name in order] for at in ordered]
