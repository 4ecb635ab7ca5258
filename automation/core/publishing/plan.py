"""One run as a value: what was found and what is to be shown. The stores apply it; nothing here has side effects."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import UTC, date, datetime, time
from itertools import chain
from typing import Any

from automation.core.follow_ups import schedule
from automation.core.ledger.events import Event
from automation.core.ledger.ledger_tabs import read_instant
from automation.core.ledger.persons import History
from automation.core.matching.scoring import open_requisitions
from automation.core.matching.slates import Slates, build_slates
from automation.core.model import Band, Conventions, FollowUpFrame, Problem, Row, Snapshot
from automation.core.publishing import output_columns, shown_cells, validation
from automation.core.publishing.kept_shelvings import shelvings_to_keep
from automation.core.publishing.known_words import forget_words
from automation.core.schema import BP_DATA, BP_HISTORY, BP_RUNS, CANDIDATES, REQUISITIONS, RUN_COLUMNS
from automation.core.tabs.headers import find_tab
from automation.core.tabs.previous_run import SHELVING, Publication, Published, read_published
from automation.core.text import cell_at, text_of
from automation.core.workbook.action_state import ActionState
from automation.core.workbook.assemble import Workbook, assemble
from automation.core.workbook.history_log import Line, rows_for, shelving_line
from automation.core.workbook.parsed_workbook import Book
from automation.core.workbook.shelvings import Texts
from automation.errors import SchemaError, UnsafePublish

# If more than this share of the matches vanishes at once, the sheet is taken for damaged, unless forced.
MOST_LOST = 0.3
# The parts of `problem_parts` in which each issue of a candidate depends on their own row: cells, consent, notes, mail.
CELLS, CONSENT, NOTES, BOUNCED = 1, 2, 3, 5


@dataclass(frozen=True)
class Plan:
    """What one run found, and what it wants people to see.

    Attributes:
        book: The workbook, read.
        slates: The best candidates for each requisition.
        follow_ups: Each candidate's next follow-up.
        problems: All issues, in the order of tabs and rows.
        publication: What is to be shown.
        changed: Whether any published cell differs.
        today: The date of the run.
        actions: What people did in the dashboard.
        history: What the ledger holds of each person.
        overwritten: Candidate's key, as shown → the shelving that the row had and has no more. It goes to `BP History`.
        problem_parts: The issues in the order in which they are looked for, as `problem_parts` gives them.
        known_counts: The figures of the summary, where `book` has only some of the candidates.
    """

    book: Book
    slates: Slates
    follow_ups: FollowUpFrame
    problems: Sequence[Problem]
    publication: Publication
    changed: bool
    today: date
    actions: ActionState = field(default_factory=ActionState)
    history: History = field(default_factory=History)
    overwritten: Mapping[str, Texts] = field(default_factory=dict)
    problem_parts: Sequence[Sequence[Problem]] = ()
    known_counts: Mapping[str, int] | None = None

    @property
    def counts(self) -> dict[str, int]:
        """The figures of the summary."""
        if self.known_counts is not None:
            return dict(self.known_counts)
        return {
            "candidates": len(self.book.candidates),
            "requisitions_open": len(open_requisitions(self.book.requisitions)),
            "matches": len(self.slates.matches),
            "strong": len(self.slates.matches.having("band", Band.STRONG)),
            "follow_ups_due": len(schedule.due(self.follow_ups, self.today)),
        }


def make_plan(
    workbook: Workbook, *, force: bool = False, in_archive: Mapping[str, int] | None = None, once: bool = False
) -> Plan:
    """Match, schedule and compare with what is shown.

    Args:
        workbook: As it was read.
        force: Whether any share of the matches may vanish.
        in_archive: Open requisition's compared key → how many people of the archive would fit it.
        once: Whether the process makes no other plan, so that it need not keep in memory what makes one quicker.

    Raises:
        UnsafePublish: More than `MOST_LOST` of the matches would vanish, and not `force`.
    """
    snapshot, book, previous = workbook.snapshot, workbook.book, workbook.previous
    actions, today = workbook.actions, workbook.today
    # Looking for double rows takes memory for a while, which matching takes over if it comes later.
    parts = problem_parts(workbook)
    if once:
        forget_words()
    slates = build_slates(book, previous, today, actions.passed()).with_archive(in_archive or {})
    if not force:
        _refuse_losses(book, previous, slates)
    follow_ups = schedule.schedule(workbook, slates.matches, slates.pairs)
    problems = list(chain.from_iterable(parts))
    shelvings = shelvings_to_keep(workbook, slates.pairs)

    def shown(problems: Sequence[Problem]) -> Publication:
        return output_columns.publishable(book, slates, follow_ups, previous, problems, today, shelvings)

    publication = shown(problems)
    kept = validation.typed_over(workbook.located, publication)
    if kept:
        # BP Check reports these cells, so the publication is made again.
        problems += kept
        publication = shown(problems)
    changed = shown_cells.differs(snapshot, workbook.located, publication)
    if changed:
        publication = advanced(publication, previous.generation + 1)
    history, former = workbook.history, overwritten_by_key(workbook)
    return Plan(book, slates, follow_ups, problems, publication, changed, today, actions, history, former, parts)


def problem_parts(workbook: Workbook) -> list[Sequence[Problem]]:
    """All issues but those of BP cells, in parts: see `CELLS` and the like."""
    book, today, conventions = workbook.book, workbook.today, workbook.conventions
    return [
        workbook.snapshot.problems,
        book.problems,
        [
            *validation.no_basis_column(workbook.located[CANDIDATES], book, conventions),
            *validation.consent_problems(book, conventions, today),
        ],
        list(validation.note_problems(book)),
        [
            *validation.row_problems(book, workbook.previous, workbook.compared.duplicates, workbook.persons),
            *validation.missing_columns(workbook.located, workbook.previous, workbook.snapshot.problems),
        ],
        validation.bounced_addresses(book),
        [
            *validation.forgotten_rows(workbook),
            *workbook.lines.problems,
            *workbook.actions.problems,
            *workbook.history_log.problems,
            *workbook.templates.problems,
        ],
    ]


def overwritten_by_key(workbook: Workbook) -> Mapping[str, Texts]:
    """Candidate's key, as shown → the shelving that the row had and has no more."""
    return {str(workbook.book.people[key].key): texts for key, texts in workbook.overwritten.items()}


def assemble_for_run(
    snapshot: Snapshot,
    ledger: Sequence[Event] | None,
    secret: bytes | None,
    conventions: Conventions,
    today: date,
    *,
    force: bool = False,
) -> Workbook:
    """Read a workbook as `assemble` does.

    Raises:
        SchemaError: A tab or a header that must be there is missing or doubled.
        UnsafePublish: Instead of a SchemaError, if a tab is suddenly empty while matches are shown, and not `force`.
    """
    try:
        return assemble(snapshot, ledger, secret, conventions, today)
    except SchemaError:
        if not force:
            _refuse_empty_tabs(snapshot)
        raise


def _refuse_empty_tabs(snapshot: Snapshot) -> None:
    previous = read_published(snapshot)
    for tab in (CANDIDATES, REQUISITIONS) if previous.scores else ():
        name = find_tab(snapshot.tabs, tab)
        if name and not any(text_of(cell) for row in snapshot.tabs[name] for cell in row):
            raise UnsafePublish(f"The tab {tab} is suddenly empty, but {len(previous.scores)} matches are shown.")


def _refuse_losses(book: Book, previous: Published, slates: Slates) -> None:
    for tab, frame in ((CANDIDATES, book.candidates), (REQUISITIONS, book.requisitions)):
        if previous.scores and not frame:
            before = len(previous.columns.get(tab, {}))
            raise UnsafePublish(f"The tab {tab} has no rows that can be read, but {before} were there last time.")
    if slates.lost > MOST_LOST * slates.still_there:
        raise UnsafePublish(
            f"{slates.lost} of {slates.still_there} matches would vanish although their requisition is still open and "
            f"the person is still there: was a column such as Skills cleared or moved?"
        )


def advanced(publication: Publication, generation: int) -> Publication:
    """The publication under its own generation."""
    header, run, *rest = publication.tabs[BP_DATA]
    counted = [generation if name == "Generation" else cell for name, cell in zip(header, run, strict=True)]
    return replace(publication, tabs={**publication.tabs, BP_DATA: [header, counted, *rest]})


def logged_today(snapshot: Snapshot, today: date) -> bool:
    """Whether the run log has a line of this day."""
    place = [column.id for column in RUN_COLUMNS].index("today")
    return any(text_of(cell_at(row, place)) == today.isoformat() for row in snapshot.tabs.get(BP_RUNS, ()))


def run_line(plan: Plan, run_id: str, run_at: str) -> Row:
    """The line of `BP Runs` for a run."""
    cells: dict[str, Any] = {
        "run_id": run_id,
        "run_at": run_at,
        "today": plan.today.isoformat(),
        **plan.counts,
        "problems": len(plan.problems),
        "changed": "yes" if plan.changed else "no",
        "criteria": str(plan.book.rules),
    }
    return [cells[column.id] for column in RUN_COLUMNS]


def final_publication(
    plan: Plan,
    snapshot: Snapshot,
    run_id: str,
    run_at: str,
    behind: Mapping[str, Sequence[Row]] | None = None,
    decisions: Sequence[Line] = (),
) -> Publication | None:
    """What is to be written: the changes and the run's line; only the line on the day's first run; or nothing.

    Args:
        plan: Of the run.
        snapshot: What it was made from.
        run_id: Names the run.
        run_at: When, UTC.
        behind: Lines of the outreach ledger that the workbook does not show yet, by tab.
        decisions: Lines for `BP History` about decisions that it lacks.
    """
    appends = dict(behind or {})
    seen_at = read_instant(run_at) or datetime.combine(plan.today, time(), UTC)
    lines = [*decisions, *(shelving_line(seen_at, key, texts) for key, texts in plan.overwritten.items())]
    if lines or (plan.changed and BP_HISTORY not in snapshot.tabs and SHELVING not in plan.publication.before.headers):
        # The first publication that knows the tab makes it.
        appends[BP_HISTORY] = rows_for(lines, snapshot.tabs)
    if plan.changed or not logged_today(snapshot, plan.today):
        appends[BP_RUNS] = [run_line(plan, run_id, run_at)]
    if not appends:
        return None
    tabs = plan.publication.tabs if plan.changed else {}
    shown = plan.publication.columns if plan.changed else {}
    return replace(plan.publication, columns=shown, tabs=tabs, appends=appends)
