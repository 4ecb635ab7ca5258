"""One reading of a workbook, with everything that pages show. Nothing here writes."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from functools import cached_property
from typing import Any

from automation.clock import Clock
from automation.core.duplicates.detect import Duplicate
from automation.core.follow_ups.retention import Due, due_for_deletion
from automation.core.follow_ups.todo import Need, needs
from automation.core.ledger.persons import History
from automation.core.ledger.state import LedgerState
from automation.core.matching.explanations import Explanation
from automation.core.matching.matcher import explain_everywhere, explain_people
from automation.core.messages.proposal import Circumstances, Proposal
from automation.core.messages.send_guards import reasons_against
from automation.core.model import FollowUpFrame, MatchFrame, Problem, Snapshot, each_row
from automation.core.publishing.plan import Plan, make_plan
from automation.core.reason_words import words
from automation.core.reasons import Reason, ReasonKind
from automation.core.tabs.run_log import Run, read_runs
from automation.core.templates.template_tab import Templates
from automation.core.workbook.action_state import ActionState
from automation.core.workbook.assemble import Workbook
from automation.core.workbook.duplicate_rows import undecided
from automation.core.workbook.parsed_workbook import Book
from automation.outreach.context import circumstances, open_mailroom
from automation.outreach.steps import next_step
from automation.refresh import read_workbook
from automation.settings import Settings
from automation.store.base import Store


@dataclass(frozen=True)
class View:
    """A workbook as it was at one moment. All users share it, so it must not be changed.

    Attributes:
        locator: Which workbook.
        workbook: As it was read.
        plan: What a refresh would find in it: matches and follow-ups.
        runs: The run log, newest first.
        settings: Of the installation.
        as_of: When it was first read, UTC. Later readings without a change keep this time.
    """

    locator: str
    workbook: Workbook
    plan: Plan
    runs: Sequence[Run]
    settings: Settings
    as_of: datetime

    @property
    def snapshot(self) -> Snapshot:
        """The cells of every tab."""
        return self.workbook.snapshot

    @property
    def templates(self) -> Templates:
        """The templates in force."""
        return self.workbook.templates

    @property
    def book(self) -> Book:
        """The candidates and requisitions."""
        return self.plan.book

    @property
    def matches(self) -> MatchFrame:
        """Every slate, as it is now."""
        return self.plan.slates.matches

    @property
    def shows_scores(self) -> bool:
        """Whether scores and points are shown; the workbook can say that only bands and reasons are."""
        return bool(self.book.rules.show_scores)

    def fit(self, match: Any) -> str:
        """How well a match fits, such as "Strong 96", or "Strong" where scores are not shown."""
        band = str(match.band or "weak")
        return f"{band} {match.score:.0f}" if self.shows_scores else band

    @property
    def follow_ups(self) -> FollowUpFrame:
        """The next follow-up of each candidate."""
        return self.plan.follow_ups

    @property
    def problems(self) -> Sequence[Problem]:
        """All issues in the rows."""
        return self.plan.problems

    @property
    def actions(self) -> ActionState:
        """What users did in the dashboard."""
        return self.plan.actions

    @property
    def history(self) -> History:
        """The messages and replies in the ledger, by the rows that they concern."""
        return self.plan.history

    @property
    def ledger(self) -> LedgerState:
        """The state of the ledger."""
        return self.plan.history.state

    @property
    def today(self) -> date:
        """The workbook's day."""
        return self.plan.today

    @cached_property
    def memo(self) -> dict[Any, Any]:
        """What pages computed from this reading, by what it depends on; dropped with the reading."""
        return {}

    @property
    def people(self) -> Mapping[str, Any]:
        """Compared key → the row of Candidates."""
        return self.book.people

    @cached_property
    def plans(self) -> Mapping[str, Any]:
        """Candidate's compared key → the row of the follow-ups."""
        return {plan.key: plan for plan in each_row(self.follow_ups)}

    @property
    def requisitions(self) -> Mapping[str, Any]:
        """Compared key → the row of Requisitions."""
        return self.book.requisition_rows

    @cached_property
    def duplicates(self) -> Sequence[Duplicate]:
        """Rows that may be one person, and were not merged."""
        return undecided(self.workbook.compared.duplicates, self.workbook.persons)

    @cached_property
    def due_for_deletion(self) -> Sequence[Due]:
        """Whose details are due for deletion, those who have waited longest first."""
        return due_for_deletion(self.workbook)

    @cached_property
    def needs(self) -> Sequence[Need]:
        """What needs attention today, of all owners; most urgent first."""
        return needs(self.book, self.matches, self.follow_ups, self.history, self.today)

    def why_not_write(self, candidate: str, requisitions: Sequence[str], by: str) -> str:
        """As `against_writing`, in words; "" where a message may go."""
        why = self.against_writing(candidate, requisitions, by)
        return words(why) if why else ""

    def against_writing(self, candidate: str, requisitions: Sequence[str], by: str) -> Reason | None:
        """Why no message may go to a candidate about some openings now; None where one may.

        That all sending is stopped is not a reason: messages may be drafted.

        Args:
            candidate: The compared key.
            requisitions: The openings' keys.
            by: The name of the user; "" where it is unknown, and the candidate's owner is asked for.
        """
        row = self.people[candidate]
        known = ("why not write", candidate, *requisitions, by)
        if known not in self.memo:
            sender = by or row.owner or ""
            sends = self.workbook.persons.sends(self.ledger, candidate)
            step = next_step(sends, self.ledger, requisitions, sender, self._circumstances.colleagues)
            found = reasons_against(row, Proposal(row.key, requisitions, step, sender), self._circumstances)
            self.memo[known] = next((one for one in found if one.kind is not ReasonKind.SENDING_STOPPED), None)
        why: Reason | None = self.memo[known]
        return why

    @cached_property
    def _circumstances(self) -> Circumstances:
        return circumstances(self.settings, self.workbook, self.ledger, self.as_of)

    @property
    def stamp(self) -> str:
        """Identifies this reading as one audience sees it; caches use it as a key.

        The workbook's version is not enough: a Google Sheet's does not change when people type.
        """
        return f"{self.locator}|{self.as_of.isoformat()}|{self.today}"

    @property
    def keys(self) -> Mapping[str, str] | None:
        """Handle → compared key; None if this view shows keys."""
        return None

    def explained(self, candidates: Sequence[str], requisition: str) -> list[Explanation]:
        """Every point of some candidates (existing compared keys) for a requisition."""
        return explain_people(self.book, candidates, requisition, self.today, self.actions.passed())

    def everywhere(self, candidate: str) -> list[Explanation]:
        """Every point of a candidate (compared key) for each open requisition that they fit, best first."""
        return explain_everywhere(self.book, candidate, self.today, self.actions.passed())


class Reader:
    """Reads one workbook repeatedly. While nothing in it changes, it returns the same view.

    Args:
        store: Of the workbook.
        settings: Of the installation.
        clock: Tells the time.
    """

    def __init__(self, store: Store, settings: Settings, clock: Clock) -> None:
        self._store, self._settings, self._clock = store, settings, clock
        self._last: View | None = None

    def read(self) -> View:
        """Read the workbook and match, so that pages show the cells as they are now, not as of the last refresh.

        Raises:
            SchemaError: A tab or a header that must be there is missing or doubled.
            StoreError: It is out of reach.
            LedgerError: Its ledger is damaged.
        """
        store, settings, clock = self._store, self._settings, self._clock
        workbook = read_workbook(store, clock, settings.conventions, open_mailroom(settings, store, clock))
        if self._last is None or not self._last.workbook.same_as(workbook):
            plan, runs = make_plan(workbook, force=True), read_runs(workbook.snapshot.tabs)
            self._last = View(store.locator, workbook, plan, runs, settings, clock.now())
        return self._last
