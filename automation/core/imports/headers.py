"""Finds the row of headers in a table, and says what each column holds."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace

from automation.core.imports.records import Remarks, Table
from automation.core.imports.words import DROP, SALUTATION, TRACKER, UNREAD, Preset, presets, roles_of
from automation.core.model import Row
from automation.core.schema import CANDIDATES
from automation.core.tabs.header_words import FAMILY_NAME, GIVEN_NAME, meanings, squeezed
from automation.core.tabs.name_columns import parts_among
from automation.core.text import cell_at, names_in, plain, text_of
from automation.core.typed_columns import CANDIDATE_FIELDS

# Rows that are looked at for headers.
SEARCHED = 30
_NAMES = frozenset({"name", GIVEN_NAME, FAMILY_NAME})
_IDENTITY = _NAMES | {"email", "profile_url", "candidate_id", "phone", "mobile"}
_SALUTATIONS = frozenset(
    names_in("""
        mr, mrs, ms, miss, mx, dr, prof, professor, sir, herr, frau, hr, fr, m, mme, mlle, monsieur, madame, sr, sra,
        srta, don, doña, sig, sigra, signor, signora, dhr, mevr, pan, pani, herr dr, frau dr, prof dr, dr med, master
    """)
)
_HEADERS = {one.header: one.id for one in CANDIDATE_FIELDS}
# Headers beside which "Job title" is the opening's.
_OF_OPENINGS = frozenset(
    {
        *("jobid", "jobcode", "jobnumber", "joblocation", "jobdepartment", "jobreqid", "jobrequisitionid"),
        *("workflowstep", "applydate", "hiringlead"),
    }
)
_POSITIONS = frozenset({"position", "jobtitle", "jobtitel", "positiontitle"})
# Roles that say that a row is one application.
APPLICATION = frozenset({"stage", "shelved_on", "shelve_reason", "shelved_from", "req_id", "req_title", "applied_on"})


@dataclass(frozen=True)
class Columns:
    """What the columns of a table hold.

    Attributes:
        row: The index of the row of headers.
        headers: Its texts; a group's title stands before a header that means nothing alone.
        roles: Column index → role.
        preset: The system, or `words.TRACKER`.
        remarks: What to say about them.
    """

    row: int
    headers: Sequence[str]
    roles: Mapping[int, str]
    preset: Preset
    remarks: Remarks = field(default_factory=Remarks)

    @property
    def dropped(self) -> list[str]:
        """The headers of what is never imported."""
        return [self.headers[index] for index, role in self.roles.items() if role in (DROP, SALUTATION)]

    def has(self, *roles: str) -> bool:
        """Whether a column has one of these roles."""
        return any(role in self.roles.values() for role in roles)


def header_score(cells: Sequence[str]) -> int:
    """How much a row looks like one of headers: the columns that are known, if they tell people apart; else 0."""
    if _by_signature(cells) is not TRACKER:
        return len([text for text in cells if text])
    known = [roles for text in cells if text and (roles := roles_of(text))]
    found = {role for roles in known for role in roles}
    if not found & _IDENTITY or any("@" in text for text in cells):
        return 0
    return len(known) + len(found & {"email"}) + bool(found & _NAMES) if len(known) > 1 else 0


def find_headers(table: Table, wanted: Sequence[str] = ()) -> tuple[int, list[str]] | None:
    """The index of the row of headers, and its texts; None where no row has two that are known.

    Args:
        table: The cells.
        wanted: Headers that a person named; a row that has them all is the one.
    """
    rows = [[" ".join(text_of(cell).split()) for cell in row] for row in table.rows[:SEARCHED]]
    named = next((index for index, row in enumerate(rows) if wanted and set(wanted) <= set(row)), None)
    scores = [header_score(row) for row in rows]
    best = max(scores, default=0)
    if named is None and best < 2 and not any(_is_lone(row) for row in rows[:1]):
        return None
    index = named if named is not None else scores.index(best)
    above = rows[index - 1] if index else []
    return index, _with_groups(rows[index], above)


def _is_lone(row: Sequence[str]) -> bool:
    """Whether a row is one header alone, such as a list of addresses has."""
    texts = [text for text in row if text]
    return len(texts) == 1 and bool(set(roles_of(texts[0])) & _IDENTITY)


def _with_groups(row: Sequence[str], above: Sequence[str]) -> list[str]:
    """The headers, each with the title of its group where only both together mean something."""
    found, group = list(row), ""
    for index, header in enumerate(row):
        over = above[index] if index < len(above) else ""
        group = over or group
        if not header and over and roles_of(over):
            found[index] = over
        elif header and group and roles_of(header) in ((), ("plain_date",)) and roles_of(f"{group} {header}"):
            found[index] = f"{group} {header}"
    return found


def read_columns(table: Table, preset: Preset | None, own: Mapping[str, str]) -> Columns | None:
    """What the columns of a table hold; None where it has no row of headers.

    Args:
        table: The cells.
        preset: The system that a person named; None finds it by its headers.
        own: Header → header of a column of Candidates or "", as a person wrote it.
    """
    found = find_headers(table, list(own))
    if found is None:
        return None
    row, headers = found
    preset = preset or _by_signature(headers)
    meant = [_meant(header, preset, own) for header in headers]
    roles = {index: one[0] for index, one in enumerate(meant) if one}
    columns = Columns(row, headers, _names(headers, meant, roles), preset)
    if row:
        above = "under group titles" if len([cell for cell in table.rows[row - 1] if text_of(cell)]) > 1 else ""
        columns.remarks.add(" ".join(f"Headers of {table.name} stand on row {table.number(row)} {above}".split()))
    return _in_context(columns, table.rows[row + 1 :], own)


def _by_signature(headers: Sequence[str]) -> Preset:
    """The system with the longest signature among these headers."""
    letters = {squeezed(header) for header in headers if header}
    found = [(len(one), preset) for preset in presets().values() for one in preset.signatures if one <= letters]
    return max(found, key=lambda pair: pair[0])[1] if found else TRACKER


def _meant(header: str, preset: Preset, own: Mapping[str, str]) -> tuple[str, ...]:
    if not header:
        return ()
    if header in own and DROP not in roles_of(header):
        return (_HEADERS[own[header]],) if own[header] else (UNREAD,)
    role = preset.columns.get(squeezed(header))
    return (role,) if role else roles_of(header)


def _names(headers: Sequence[str], meant: Sequence[Sequence[str]], roles: Mapping[int, str]) -> dict[int, str]:
    """The roles, where "Name" is the last name beside "First name", and where a word may be both."""
    every = [(index, header, meanings(CANDIDATES, header)) for index, header in enumerate(headers) if header]
    sure = {index: one[0] for index, one in enumerate(meant) if len(one) == 1 and one[0] in (GIVEN_NAME, FAMILY_NAME)}
    if sorted(sure.values()) == sorted((GIVEN_NAME, FAMILY_NAME)):
        return dict(roles)
    found = {index: role for role, index in parts_among(every).items()}
    return {index: found.get(index, role) if role in _NAMES else role for index, role in roles.items()}


def _in_context(columns: Columns, rows: Sequence[Row], own: Mapping[str, str]) -> Columns:
    """The columns, where a header means different things beside others or by what is below it."""
    roles = dict(columns.roles)
    free = {index for index in roles if columns.headers[index] not in own}
    for index in sorted(free):
        if roles[index] == "title" and _are_salutations(rows, index):
            roles[index] = SALUTATION
            columns.remarks.add(f"{columns.headers[index]} holds Mr, Mrs and the like, not a job title")
    _titles(columns, roles, free)
    _dispositions(columns, roles, free)
    _dates(columns, roles, free)
    _flags(roles, rows)
    return replace(columns, roles=roles)


def _are_salutations(rows: Sequence[Row], index: int) -> bool:
    texts = [plain(text) for row in rows[:500] if (text := text_of(cell_at(row, index)))]
    return bool(texts) and sum(text in _SALUTATIONS for text in texts) * 2 > len(texts)


def _titles(columns: Columns, roles: dict[int, str], free: set[int]) -> None:
    """Of two columns of titles, which one is the opening's: "Job title" or "Position" beside "Current title"."""
    of_openings = any(
        squeezed(header) in _OF_OPENINGS or header.startswith(("Person :", "Person:")) for header in columns.headers
    )
    for index in free:
        if of_openings and roles[index] == "title" and squeezed(columns.headers[index]) in _POSITIONS - {"position"}:
            roles[index] = "req_title"
            columns.remarks.add(f"{columns.headers[index]} is read as the opening's title")
    titles = [index for index in roles if roles[index] == "title"]
    headlines = [index for index in roles if roles[index] == "headline"]
    if titles and headlines and columns.has("stage", "shelve_reason") and not columns.has("req_title", "req_id"):
        # Only systems write a headline, and beside it Position is the opening's.
        for index in [one for one in titles if one in free and squeezed(columns.headers[one]) in _POSITIONS]:
            roles[index] = "req_title"
            titles.remove(index)
            columns.remarks.add(f"{columns.headers[index]} is read as the opening's title")
    if not titles and headlines:
        roles[headlines[0]] = "title"
        return
    if len(titles) < 2:
        return
    own = next((i for i in titles if plain(columns.headers[i]).startswith(("current", "present", "aktuelle"))), None)
    if own is None or "req_title" in roles.values() or "req_id" in roles.values():
        return
    for index in titles:
        if index != own and index in free:
            roles[index] = "req_title"
            columns.remarks.add(
                f"{columns.headers[index]} is read as the opening's title, {columns.headers[own]} as the person's"
            )


def _dispositions(columns: Columns, roles: dict[int, str], free: set[int]) -> None:
    """A disposition beside a column of reasons says how it ended, not why."""
    reasons = [index for index in roles if roles[index] == "shelve_reason"]
    named = [index for index in reasons if squeezed(columns.headers[index]) == "disposition"]
    if len(reasons) > len(named) and "outcome" not in roles.values():
        roles |= {index: "outcome" for index in named if index in free}


def _dates(columns: Columns, roles: dict[int, str], free: set[int]) -> None:
    """What a plain "Date" is: the day of the outcome where it stands beside one, else not read."""
    for index in [one for one in sorted(free) if roles[one] == "plain_date"]:
        before = roles.get(index - 1, "")
        if before in ("outcome", "shelve_reason") and not columns.has("shelved_on", "outcome_on", "hired_on"):
            roles[index] = "outcome_on"
            columns.remarks.add(f"{columns.headers[index]} is read as the day of {columns.headers[index - 1]}")
        else:
            roles[index] = UNREAD
            columns.remarks.add(
                f"{columns.headers[index]} is not read: it does not say which day it is; name it in a mapping file"
            )


def _flags(roles: dict[int, str], rows: Sequence[Row]) -> None:
    """Whether "Archived" and "Hired" hold yes and no, or days."""
    for index, role in list(roles.items()):
        texts = [text for row in rows[:200] if (text := text_of(cell_at(row, index)))]
        days = sum(sum(char.isdigit() for char in text) >= 4 for text in texts)
        if role in ("is_rejected", "is_hired", "is_withdrawn") and texts and days * 2 > len(texts):
            roles[index] = {"is_rejected": "shelved_on", "is_hired": "hired_on", "is_withdrawn": "withdrawn_on"}[role]
        elif role == "hired_on" and texts and not days:
            roles[index] = "is_hired"
