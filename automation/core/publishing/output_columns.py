"""What people see: the BP columns beside their rows, and the program's tabs."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from datetime import date, timedelta
from functools import lru_cache
from typing import Any

from automation.core.matching.explanations import LABELS
from automation.core.matching.off_slate import NONE_LEFT_OUT, LeftOut
from automation.core.matching.slates import Slates, best_matches
from automation.core.model import Band, Cell, FollowUpFrame, MatchFrame, Problem, Row, Status, each_row
from automation.core.reason_words import why_due
from automation.core.reasons import Reason, ReasonKind
from automation.core.schema import BP_DATA, BP_MATCHES, CANDIDATES, MATCH_COLUMNS, PEOPLES_TABS, REQUISITIONS
from automation.core.sentences import counted
from automation.core.tabs.previous_run import Columns, Publication, Published, data_rows, headers_of
from automation.core.tabs.row_cells import RowCells, Under, same
from automation.core.text import key_of
from automation.core.workbook.contacts import contact_or_shelving
from automation.core.workbook.exclusions import named_as_in
from automation.core.workbook.parsed_workbook import Book

# A cell is read at a glance; the rest is in `backpocket check`.
LONGEST = 500


def publishable(
    book: Book,
    slates: Slates,
    follow_ups: FollowUpFrame,
    previous: Published,
    problems: Sequence[Problem],
    today: date,
    shelvings: Mapping[str, str],
) -> Publication:
    """Everything that people are to see after this run.

    Args:
        book: The workbook, read.
        slates: The best candidates for each requisition.
        follow_ups: Each candidate's next follow-up.
        previous: What was published before.
        problems: All problems, those of the rows included; they become BP Check.
        today: The date of the run.
        shelvings: Candidate's compared key → the shelving that the next run compares with.
    """
    checks, before = checks_of(problems), previous.columns.get(CANDIDATES, {})
    columns: Columns = {
        CANDIDATES: candidate_cells(book, slates.matches, follow_ups, checks[CANDIDATES], today, before),
        REQUISITIONS: requisition_cells(book, slates, checks[REQUISITIONS]),
    }
    remembered = {candidate for _, candidate in slates.pairs}
    names = {key: name for key, name in previous.names.items() if key in remembered}
    names |= dict(zip(book.candidates.index, book.candidates["name"], strict=True))
    # The cells of deleted candidates with a history stay on record, so that undoing the deletion restores them.
    gone = {key: cells for key, cells in before.items() if key in remembered and key not in columns[CANDIDATES]}
    recorded = {**columns, CANDIDATES: {**columns[CANDIDATES], **gone}}
    return Publication(
        columns=columns,
        before=previous,
        tabs={
            BP_MATCHES: [headers_of(MATCH_COLUMNS), *match_rows(slates.matches, scores=bool(book.rules.show_scores))],
            BP_DATA: data_rows(recorded, names, shelvings, slates.pairs, previous.generation),
        },
        install=previous.new_headers,
    )


def checks_of(problems: Iterable[Problem]) -> dict[str, dict[str, list[str]]]:
    """Tab → compared key → what is wrong with the row, each message once."""
    checks: dict[str, dict[str, list[str]]] = {tab: {} for tab in PEOPLES_TABS}
    for problem in problems:
        if problem.tab in checks and problem.key:
            messages = checks[problem.tab].setdefault(key_of(problem.key), [])
            if problem.message not in messages:
                messages.append(problem.message)
    return checks


def candidate_cells(
    book: Book,
    matches: MatchFrame,
    follow_ups: FollowUpFrame,
    checks: Mapping[str, Sequence[str]],
    today: date,
    before: Mapping[str, Mapping[str, Cell]],
) -> dict[str, Mapping[str, Cell]]:
    """Candidate's compared key → header → cell. `checks` are the messages about each row, `before` the cells before."""
    best = best_matches(matches)
    # Many follow-ups have one reason, which is put into words once.
    why: dict[tuple[int, bool], str | None] = {}
    cells: dict[str, Mapping[str, Cell]] = {}
    plans, under = {plan.key: plan for plan in each_row(follow_ups)}, Under(_PLACES[CANDIDATES])
    for candidate in book.people.values():
        key = str(candidate.Index)
        plan, match = plans[key], best.get(key)
        reason = id(plan.reason), bool(plan.on and not plan.owner)
        if reason not in why:
            why[reason] = _owned(book, plan)
        score = match.score if match and book.rules.show_scores else None
        shown = (
            *((match.requisition, score, str(match.band), match.why_now, match.gaps) if match else (None,) * 5),
            plan.on.isoformat() if plan.on else None,
            why[reason],
            plan.last_touch.isoformat() if plan.last_touch else None,
            _freshness(candidate, book, today),
            match.confirm_first if match else None,
            candidate.consent.until.isoformat() if candidate.consent.until else None,
            _alerts(candidate),
            checks.get(key, ()),
        )
        made, earlier = _row_cells(CANDIDATES, shown), before.get(key)
        # Most rows show what they did, and need not be there twice.
        cells[key] = earlier if earlier is not None and same(under(earlier), made.row) else made
    for key in book.doubled[CANDIDATES]:
        cells[key] = _row_cells(CANDIDATES, (*(None,) * 12, checks.get(key, ())))
    return cells


def _alerts(candidate: Any) -> str | None:
    """What they want to hear of, by their row and by what they chose on their page."""
    if candidate.alerts is None:
        return None
    return f"yes; {candidate.said.preferences}".removesuffix("; ") if candidate.alerts else "no"


def _owned(book: Book, plan: Any) -> str | None:
    if plan.reason and plan.on and not plan.owner:
        unowned = named_as_in(book.renamed, Reason(ReasonKind.UNOWNED))
        return why_due(replace(plan.reason, also=(*plan.reason.also, unowned)))
    return why_due(plan.reason) or None


def _freshness(candidate: Any, book: Book, today: date) -> str | None:
    contact = contact_or_shelving(candidate)
    return "Never heard from" if contact is None else _fresh_until(contact, int(book.rules.fresh), today)


@lru_cache(maxsize=5_000)
def _fresh_until(contact: date, days: int, today: date) -> str:
    until = contact + timedelta(days=days)
    return f"Fresh until {until.isoformat()}" if until >= today else f"Stale since {until.isoformat()}"


def requisition_cells(book: Book, slates: Slates, checks: Mapping[str, Sequence[str]]) -> dict[str, Mapping[str, Cell]]:
    """Requisition's compared key → header → cell. `checks` are the messages about each row."""
    on_slate: dict[str, list[Any]] = {}
    for match in each_row(slates.matches):
        on_slate.setdefault(match.req_key, []).append(match)
    cells: dict[str, Mapping[str, Cell]] = {}
    for requisition in each_row(book.requisitions):
        key = str(requisition.Index)
        people = on_slate.get(key, [])
        is_open = requisition.status is Status.OPEN
        strong = sum(match.band is Band.STRONG for match in people)
        others, scores = slates.left_out.get(key, NONE_LEFT_OUT), bool(book.rules.show_scores)
        slate = _slate(people, others, scores=scores) if is_open else None
        check = _pocket_check(requisition, len(people)) if is_open else None
        shown = (slate, strong if is_open else None, check, checks.get(key, ()))
        cells[key] = _row_cells(REQUISITIONS, shown)
    for key in book.doubled[REQUISITIONS]:
        cells[key] = _row_cells(REQUISITIONS, (None, None, None, checks.get(key, ())))
    return cells


def _slate(people: Sequence[Any], left_out: LeftOut, *, scores: bool) -> str:
    """The people on a slate, shortened so that how many others would fit is not cut off."""
    others = str(left_out)
    named = "; ".join(_named(match, scores=scores) for match in people) or "No match yet"
    return f"{capped(named, LONGEST - len(others) - 2)}; {others}" if others else named


def _named(match: Any, *, scores: bool) -> str:
    score = f" {match.score:g}" if scores else ""
    return f"{match.rank}. {match.name or match.candidate}{score} {match.band or 'weak'}"


def _pocket_check(requisition: Any, waiting: int) -> str:
    checked, posted = requisition.pocket_checked_on, requisition.posted_on
    if checked:
        if posted and checked > posted:
            return f"Late: done {checked.isoformat()}, posted {posted.isoformat()}"
        by = requisition.pocket_checked_by
        return f"Done {checked.isoformat()} by {by}" if by else f"Done {checked.isoformat()}"
    people = f"{counted(waiting, 'person', 'people')} on the slate" if waiting else "no match yet"
    return f"To do: {people}, posted {posted.isoformat()}" if posted else f"To do: {people}"


_PLACES = {tab: {header: at for at, header in enumerate(of.column_headers)} for tab, of in PEOPLES_TABS.items()}


def _row_cells(tab: str, shown: Sequence[Any]) -> RowCells:
    """Cells by header; the last of `shown` is the list of issues."""
    *cells, check = shown
    row = [capped(cell) if isinstance(cell, str) else cell for cell in cells]
    row.append(capped(" ".join(check)) or None if check else None)
    return RowCells(_PLACES[tab], tuple(row))


# Kept besides printable characters: line breaks, tabs, and the joiners of Persian and emoji.
_KEPT = "\n\t\u200c\u200d"


@lru_cache(maxsize=4_096)
def capped(text: str, most: int = LONGEST) -> str:
    """A text short enough for a cell, without characters that a sheet cannot hold. Many rows share a day."""
    shown = text if text.isprintable() else "".join(c for c in text if c in _KEPT or c.isprintable())
    return shown if len(shown) <= most else f"{shown[: most - 1].rstrip()}…"


def match_rows(matches: MatchFrame, *, scores: bool = True) -> list[Row]:
    """`BP Matches` without its header; without `scores` the score and the points are left out."""
    ids = [column.id for column in MATCH_COLUMNS]
    if not scores:
        matches = MatchFrame(matches.assign(**dict.fromkeys(("score", *LABELS), [None] * len(matches))))
    columns = (matches[name] if name in ("req_id", "candidate") else _shown_column(matches[name]) for name in ids)
    return list(map(list, zip(*columns, strict=True)))


def _shown_column(cells: Sequence[Any]) -> Sequence[Cell]:
    """A column as it is shown; at once where all cells are texts that need no change, as in most columns."""
    if set(map(type, cells)) == {str} and max(map(len, cells)) <= LONGEST and all(map(str.isprintable, cells)):
        return [cell or None for cell in cells]
    return list(map(_shown, cells))


def _shown(cell: Any) -> Cell:
    if isinstance(cell, date):
        return cell.isoformat()
    if isinstance(cell, str):
        return capped(str(cell)) or None
    return None if cell is None else cell
