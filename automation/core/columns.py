"""What people see: the BP columns beside their rows, and the program's tabs."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date, timedelta
from typing import Any

from rapidfuzz import fuzz

from automation.core.consent import consent_of, region_of
from automation.core.explain import sentence
from automation.core.frames import QUOTED, Book
from automation.core.model import (
    Band,
    Cell,
    Conventions,
    FollowUpFrame,
    MatchFrame,
    Problem,
    Row,
    Snapshot,
    Status,
    each_row,
)
from automation.core.published import Columns, Pairs, Publication, Published, data_rows, headers_of
from automation.core.schema import (
    BP_DATA,
    BP_MATCHES,
    CANDIDATES,
    MATCH_COLUMNS,
    PEOPLES_TABS,
    REQUISITIONS,
    cell_at,
    key_of,
    match_headers,
    require_tab,
    row_key,
    text_of,
)

# A cell is read at a glance; the rest is in `backpocket check`.
LONGEST = 500
# How alike two names are before a new key is taken for a corrected one.
SAME_NAME = 90


def publishable(
    book: Book,
    matches: MatchFrame,
    follow_ups: FollowUpFrame,
    pairs: Pairs,
    previous: Published,
    problems: Sequence[Problem],
    today: date,
) -> Publication:
    """Everything that people are to see after this run.

    Args:
        book: The workbook, read.
        matches: The slates, requisitions by name and best first.
        follow_ups: Everybody's next follow-up.
        pairs: What is remembered of pairs, this run's included.
        previous: What was published before.
        problems: All problems, those of the rows included; they become BP Check.
        today: The date of the run.
    """
    checks = _checks(problems)
    columns: Columns = {
        CANDIDATES: _candidate_cells(book, matches, follow_ups, checks[CANDIDATES], today),
        REQUISITIONS: _requisition_cells(book, matches, checks[REQUISITIONS]),
    }
    names = dict(zip(book.candidates.index, book.candidates["name"], strict=True))
    ours = {
        tab: {header: previous.values(tab, header) for header in spec.column_headers}
        for tab, spec in PEOPLES_TABS.items()
    }
    return Publication(
        columns=columns,
        ours=ours,
        tabs={
            BP_MATCHES: [headers_of(MATCH_COLUMNS), *match_rows(matches)],
            BP_DATA: data_rows(columns, names, pairs, previous.generation),
        },
        install=not previous.installed,
    )


def _checks(problems: Iterable[Problem]) -> dict[str, dict[str, list[str]]]:
    """Tab → compared key → what is wrong with the row, each thing once."""
    checks: dict[str, dict[str, list[str]]] = {tab: {} for tab in PEOPLES_TABS}
    for problem in problems:
        if problem.tab in checks and problem.key:
            said = checks[problem.tab].setdefault(key_of(problem.key), [])
            if problem.message not in said:
                said.append(problem.message)
    return checks


def _candidate_cells(
    book: Book, matches: MatchFrame, follow_ups: FollowUpFrame, checks: Mapping[str, Sequence[str]], today: date
) -> dict[str, dict[str, Cell]]:
    best: dict[str, Any] = {}
    for match in each_row(matches):
        known = best.get(match.candidate_key)
        if known is None or _closeness(match) > _closeness(known):
            best[match.candidate_key] = match
    cells: dict[str, dict[str, Cell]] = {}
    plans = {plan.key: plan for plan in each_row(follow_ups)}
    for candidate in each_row(book.candidates):
        key = str(candidate.Index)
        plan, match = plans[key], best.get(key)
        shown = (
            *((match.requisition, match.score, str(match.band), match.why_now, match.gaps) if match else (None,) * 5),
            plan.on.isoformat() if plan.on else None,
            _owned(plan),
            plan.last_touch.isoformat() if plan.last_touch else None,
            _freshness(candidate, book, today),
            checks.get(key, ()),
        )
        cells[key] = _row_cells(CANDIDATES, shown)
    for key in book.doubled[CANDIDATES]:
        cells[key] = _row_cells(CANDIDATES, (*(None,) * 9, checks.get(key, ())))
    return cells


def _closeness(match: Any) -> tuple[int, float]:
    return -list(Band).index(match.band), match.score


def _owned(plan: Any) -> str | None:
    if plan.on and not plan.owner:
        return f"{plan.reason}. Nobody owns this: fill Owner"
    return plan.reason or None


def _freshness(candidate: Any, book: Book, today: date) -> str | None:
    heard = max((day for day in (candidate.last_contact, candidate.shelved_on) if day), default=None)
    if heard is None:
        return "Never heard from"
    until = heard + timedelta(days=int(book.rules.fresh))
    return f"Fresh until {until.isoformat()}" if until >= today else f"Stale since {until.isoformat()}"


def _requisition_cells(
    book: Book, matches: MatchFrame, checks: Mapping[str, Sequence[str]]
) -> dict[str, dict[str, Cell]]:
    slates: dict[str, list[Any]] = {}
    for match in each_row(matches):
        slates.setdefault(match.req_key, []).append(match)
    cells = {}
    for requisition in each_row(book.requisitions):
        key = str(requisition.Index)
        people = slates.get(key, [])
        is_open = requisition.status is Status.OPEN
        strong = sum(match.band is Band.STRONG for match in people)
        slate = "; ".join(_named(match) for match in people) or ("Nobody fits yet" if is_open else None)
        check = _pocket_check(requisition, len(people)) if is_open else None
        shown = (slate, strong if is_open else None, check, checks.get(key, ()))
        cells[key] = _row_cells(REQUISITIONS, shown)
    for key in book.doubled[REQUISITIONS]:
        cells[key] = _row_cells(REQUISITIONS, (None, None, None, checks.get(key, ())))
    return cells


def _named(match: Any) -> str:
    return f"{match.rank}. {match.name or match.candidate} {match.score:g} {match.band or 'weak'}"


def _pocket_check(requisition: Any, waiting: int) -> str:
    checked, posted = requisition.pocket_checked_on, requisition.posted_on
    if checked:
        late = posted and checked > posted
        return f"Done {checked.isoformat()}, after it was posted" if late else f"Done {checked.isoformat()}"
    people = {0: "nobody to look at yet", 1: "1 person to look at"}.get(waiting, f"{waiting} people to look at")
    return f"To do: {people}, posted {posted.isoformat()}" if posted else f"To do: {people}"


def _row_cells(tab: str, shown: Sequence[Any]) -> dict[str, Cell]:
    """Cells by header, the last one being the list of what is wrong."""
    *cells, check = shown
    texts = [*cells, capped(" ".join(check)) or None]
    headers = PEOPLES_TABS[tab].column_headers
    return {
        header: capped(cell) if isinstance(cell, str) else cell for header, cell in zip(headers, texts, strict=True)
    }


# Besides what can be printed: line breaks, tabs, and the joiners that Persian and emoji are written with.
_KEPT = "\n\t\u200c\u200d"


def capped(text: str) -> str:
    """A text that fits a cell at a glance, without what a sheet cannot hold."""
    shown = text if text.isprintable() else "".join(c for c in text if c in _KEPT or c.isprintable())
    return shown if len(shown) <= LONGEST else f"{shown[: LONGEST - 1].rstrip()}…"


def match_rows(matches: MatchFrame) -> list[Row]:
    """`BP Matches` without its header."""
    ids = [column.id for column in MATCH_COLUMNS]
    return [[_shown(cell) for cell in row] for row in matches[ids].itertuples(index=False)]


def _shown(cell: Any) -> Cell:
    if isinstance(cell, date):
        return cell.isoformat()
    if isinstance(cell, str):
        return capped(str(cell)) or None
    return None if cell is None else cell


def row_problems(book: Book, previous: Published, conventions: Conventions, today: date) -> list[Problem]:
    """What is wrong with rows beyond single cells: consent, region, doubles, vague requisitions, corrected keys."""
    return [
        *_consent_problems(book, conventions, today),
        *_doubles(book),
        *_vague_requisitions(book),
        *_corrected_keys(book, previous),
    ]


def _vague_requisitions(book: Book) -> Iterable[Problem]:
    for requisition in each_row(book.requisitions):
        if requisition.status is Status.OPEN and not requisition.must:
            message = "Must-have skills is empty, so people are told apart by their title alone: list three to five."
            yield Problem(REQUISITIONS, requisition.key, "Must-have skills", "", message, requisition.row)


def _problem(candidate: Any, column: str, value: str, message: str) -> Problem:
    return Problem(CANDIDATES, candidate.key, column, value, message, candidate.row)


def _consent_problems(book: Book, conventions: Conventions, today: date) -> Iterable[Problem]:
    regions = [row.region for row in each_row(book.candidates)]
    if regions and not any(regions) and not conventions.default_region:
        message = (
            "No row says whose rules apply, so nobody can be written to: "
            "fill Region, or set default_region in the settings."
        )
        yield Problem(CANDIDATES, "", "Region", "", message)
    for candidate in each_row(book.candidates):
        region = region_of(candidate.region, conventions)
        if candidate.region and region is None:
            message = f"Region '{candidate.region}' is not known: write EU, UK, US or a country."
            yield _problem(candidate, "Region", candidate.region, message)
        elif region is None and any(regions):
            yield _problem(candidate, "Region", "", "Region is empty: fill it before you write to them.")
        lacking = consent_of(candidate, conventions, today).lacking
        if lacking and not candidate.hired_on:
            yield _problem(candidate, "Consent on", candidate.consent_basis, lacking)


def _doubles(book: Book) -> Iterable[Problem]:
    """The same e-mail, phone or profile on rows with keys of their own: a hint for a person, never a merge."""
    for column, header in (("email", "e-mail"), ("phone", "phone"), ("profile_url", "profile")):
        holders: dict[str, list[Any]] = {}
        for candidate in each_row(book.candidates):
            value = _identity(column, getattr(candidate, column))
            if value:
                holders.setdefault(value, []).append(candidate)
        for rows in holders.values():
            for candidate in rows if len(rows) > 1 else ():
                others = ", ".join(sorted(other.key for other in rows if other is not candidate))
                message = f"Same {header} as {others}: if they are one person, merge the rows."
                yield _problem(candidate, header, str(getattr(candidate, column)), message)


# A phone number without its country's prefix.
_LOCAL_DIGITS, _FEWEST_DIGITS = 9, 7


def _identity(column: str, text: str) -> str:
    if column == "phone":
        digits = "".join(char for char in text if char.isdigit())
        return digits[-_LOCAL_DIGITS:] if len(digits) >= _FEWEST_DIGITS else ""
    if column == "profile_url":
        bare = text.lower().partition("//")[2] or text.lower()
        return bare.removeprefix("www.").partition("?")[0].rstrip("/") if "/" in bare else ""
    return text.lower()


def _corrected_keys(book: Book, previous: Published) -> Iterable[Problem]:
    """New keys that look like somebody whose key is gone while their history is still there."""
    with_history = {candidate for _, candidate in previous.pairs}
    gone = {key: previous.names.get(key, "") for key in with_history - set(book.candidates.index)}
    known = previous.columns.get(CANDIDATES, {})
    for candidate in each_row(book.candidates) if gone else ():
        if candidate.Index in known or not candidate.name:
            continue
        for key, name in sorted(gone.items()):
            if name and fuzz.ratio(name.casefold(), candidate.name.casefold()) >= SAME_NAME:
                message = (
                    f"New here, but '{key}' had the same name: if it is the same person, "
                    f"run `backpocket rekey {key} {candidate.key}`."
                )
                yield _problem(candidate, "key", candidate.key, message)


def typed_over(snapshot: Snapshot, previous: Published) -> list[Problem]:
    """BP cells that hold what the program never put there: they are kept, and said."""
    problems = []
    for tab, spec in PEOPLES_TABS.items():
        rows = require_tab(snapshot.tabs, tab)
        headers = match_headers(spec, rows)
        for header, index in headers.columns.items():
            ours = previous.values(tab, header)
            texts = [text_of(cell_at(row, index)) for row in rows]
            typed = [number for number, text in enumerate(texts) if number and text and text not in ours]
            if typed and not previous.installed:
                message = (
                    f"{header} holds {len(typed)} cells that the program has no record of, so they are kept and not "
                    "updated: if nobody typed them, clear the cells below the header."
                )
                problems.append(Problem(tab, "", header, "", message, 1))
                continue
            message = f"{header} holds text that somebody typed, so it is kept and not updated: clear the cell."
            for number in typed:
                key = row_key(tab, headers, rows[number])
                problems.append(Problem(tab, key, header, texts[number][:QUOTED], message, number + 1))
    return problems


def missing_columns(snapshot: Snapshot, previous: Published) -> list[Problem]:
    """BP columns that were there once and are not any more."""
    problems = []
    for tab, spec in PEOPLES_TABS.items() if previous.installed else ():
        headers = match_headers(spec, require_tab(snapshot.tabs, tab))
        row = [text_of(cell) for cell in require_tab(snapshot.tabs, tab)[0]]
        for header in spec.column_headers:
            if header not in headers.columns and header not in row:
                message = f"The column {header} was renamed or deleted: run `backpocket init` to add it again."
                problems.append(Problem(tab, "", header, "", message, 1))
    return problems


def differs(snapshot: Snapshot, publication: Publication) -> bool:
    """Whether people would see anything new: any cell of the columns or the tabs."""
    return any(_tab_differs(snapshot.tabs.get(name), rows) for name, rows in publication.tabs.items()) or any(
        _columns_differ(snapshot, tab, publication) for tab in publication.columns
    )


def _tab_differs(shown: Sequence[Row] | None, wanted: Sequence[Row]) -> bool:
    return shown is None or _texts(shown) != _texts(wanted)


def _texts(rows: Sequence[Row]) -> list[list[str]]:
    """Rows as texts, without blanks on the right and below."""
    texts = []
    for row in rows:
        cells = [text_of(cell) for cell in row]
        while cells and not cells[-1]:
            cells.pop()
        texts.append(cells)
    while texts and not texts[-1]:
        texts.pop()
    return texts


def _columns_differ(snapshot: Snapshot, tab: str, publication: Publication) -> bool:
    rows = require_tab(snapshot.tabs, tab)
    headers = match_headers(PEOPLES_TABS[tab], rows)
    if publication.install and len(headers.columns) < len(PEOPLES_TABS[tab].columns):
        return True
    return any(cell_changes(tab, rows, publication))


def cell_changes(tab: str, rows: Sequence[Row], publication: Publication) -> Iterable[tuple[int, int, Cell]]:
    """The BP cells of a tab that are to change: row index, column index (0 is A1), and the new cell.

    What a person typed is left out. A row without a key of its own shows nothing.
    """
    headers = match_headers(PEOPLES_TABS[tab], rows)
    for index, row in enumerate(rows[1:], start=1):
        wanted = publication.columns[tab].get(key_of(row_key(tab, headers, row)), {})
        for header, column in headers.columns.items():
            shown, new = text_of(cell_at(row, column)), wanted.get(header)
            if shown != text_of(new) and (not shown or shown in publication.ours[tab][header]):
                yield index, column, new


def said(problem: Problem) -> str:
    """A problem in one line for a terminal."""
    where = f"{problem.tab} row {problem.row}" if problem.row else problem.tab
    return f"{where}: {sentence(problem.message)}"
