"""Combines a workbook's cells, its ledger and people's actions into one `Workbook`.

Every command, page and use case starts from it, so that all of them show the same.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from functools import cached_property, partial

from automation.core.duplicates.detect import Compared, compare_people
from automation.core.ledger.doubts import further_lines, numbered_otherwise
from automation.core.ledger.events import Event
from automation.core.ledger.forgetting import Redactor
from automation.core.ledger.ledger_tabs import Lines, read_lines, rows_behind
from automation.core.ledger.persons import History, Persons
from automation.core.ledger.state import LedgerState
from automation.core.ledger.suppression import digest, suppressed_people
from automation.core.model import Conventions, Row, Snapshot
from automation.core.reasons import Reason
from automation.core.schema import CANDIDATES
from automation.core.tabs.headers import Located, locate_all
from automation.core.tabs.previous_run import Published, read_published, without
from automation.core.templates.template_tab import Templates, templates_in
from automation.core.workbook.action_rows import read_actions
from automation.core.workbook.action_state import ActionState
from automation.core.workbook.applied_actions import acted
from automation.core.workbook.duplicate_rows import OwnCells, own_cells, people_of
from automation.core.workbook.exclusions import with_exclusions
from automation.core.workbook.history_log import HistoryLog, read_history
from automation.core.workbook.parsed_workbook import Book, with_feeders, with_hires, with_replies
from automation.core.workbook.row_parser import ParsedTab, parse, parse_requisitions
from automation.core.workbook.runners_up import kept_by
from automation.core.workbook.shelvings import (
    Shelving,
    Texts,
    overwritten,
    read_shelving,
    seen_now,
    shelving_of,
    with_earlier,
)


@dataclass(frozen=True)
class Workbook:
    """A parsed workbook. Each part is computed once, when it is first needed.

    Attributes:
        snapshot: Its cells.
        located: People's tabs, by the names that the program gives them.
        events: Of the ledger; None if the tabs of the workbook are the ledger, or if `known_state` is there.
        secret: Behind the suppression list; None where it is not on this machine.
        conventions: How it writes what could be read in several ways.
        today: Its day.
        known_state: What the ledger adds up to, if that is known already.
    """

    snapshot: Snapshot
    located: Mapping[str, Located] = field(repr=False)
    events: Sequence[Event] | None = field(repr=False)
    secret: bytes | None = field(repr=False)
    conventions: Conventions
    today: date
    known_state: LedgerState | None = field(default=None, repr=False)

    @cached_property
    def lines(self) -> Lines:
        """The ledger as the workbook's own tabs show it."""
        return read_lines(self.snapshot.tabs)

    @cached_property
    def state(self) -> LedgerState:
        """What the ledger adds up to."""
        if self.known_state is not None:
            return self.known_state
        if self.events is None:
            return LedgerState.of(self.lines.in_order)
        # If the ledger was restored from a backup, the workbook may hold later lines: these count too.
        shown = self.lines.events
        return LedgerState.of([*self.events, *(shown[line] for line in further_lines(self.events, shown))])

    def behind(self) -> Mapping[str, Sequence[Row]]:
        """Tab → the lines of the ledger that the workbook does not show yet."""
        if self.events is None or numbered_otherwise(self.events, self.lines.events):
            return {}
        return rows_behind(self.events, self.lines)

    @cached_property
    def _own_actions(self) -> ActionState:
        return read_actions(self.snapshot.tabs)

    @cached_property
    def parsed_requisitions(self) -> ParsedTab:
        """The rows of `Requisitions`, before actions change them."""
        return parse_requisitions(self.located, self.snapshot.tabs, self.conventions)

    @cached_property
    def _with_actions(self) -> Book:
        cells = self.located, self.snapshot.tabs, self.conventions, self.today
        return acted(parse(*cells, self.parsed_requisitions), self._own_actions)

    @cached_property
    def actions(self) -> ActionState:
        """What people did in the dashboard; of merged rows under the row that is shown."""
        return self._own_actions.joined(self.persons.merged)

    @cached_property
    def persons(self) -> Persons:
        """Which rows are one person, and which messages and replies belong to each person."""
        hashed = partial(digest, self.secret) if self.secret else None
        people = self._with_actions.people
        return Persons(people.values(), hashed, self._own_actions.shown_for(people))

    @cached_property
    def suppressed(self) -> Mapping[str, Reason]:
        """Candidate's compared key → why they must not be contacted; empty without the secret."""
        if not self.secret or not self.state.suppressed:
            return {}
        people, listed = self._with_actions.candidates, self.state.suppressed
        return suppressed_people(people, listed, self.secret, self.persons, self.today)

    @cached_property
    def book(self) -> Book:
        """Its rows, as people's actions and replies and the suppression list change them."""
        book = with_replies(self._with_actions, self.state, self.suppressed, self.persons)
        book = with_exclusions(book, self.persons, self.conventions, self.today)
        earlier = with_earlier(book.candidates, self._earlier, self._with_actions.people)
        # From here on everyone asks for the rows of this book.
        self._with_actions.let_go()
        book = book if earlier is book.candidates else replace(book, candidates=earlier)
        return with_feeders(with_hires(book, self.persons))

    @cached_property
    def history_log(self) -> HistoryLog:
        """Earlier shelvings, and recruiters' decisions."""
        return read_history(self.snapshot.tabs)

    @cached_property
    def shelvings(self) -> Mapping[str, str]:
        """Candidate's compared key → the present shelving, as `BP Data` keeps it for the next run."""
        return seen_now(self._with_actions.people, self.previous.shelvings)

    @cached_property
    def overwritten(self) -> Mapping[str, Texts]:
        """Candidate's compared key → the shelving that the last run saw and the row says no more.

        One that `BP History` has already is left out: nothing is lost.
        """
        kept = self.history_log.shelvings
        found = overwritten(self.previous.shelvings, self.shelvings, self._with_actions.people, self.conventions)
        return {key: texts for key, texts in found.items() if texts not in kept.get(key, ())}

    @property
    def _earlier(self) -> Mapping[str, Sequence[Shelving]]:
        """Candidate's compared key → the earlier shelvings of that person, and those of their other rows.

        Those that the next run will keep count already, so that this run shows what the next one shows.
        """
        people, persons, kept = self._with_actions.people, self.persons, self.history_log.shelvings
        kept = {**kept, **{key: [*kept.get(key, ()), texts] for key, texts in self.overwritten.items()}}
        found: dict[str, list[Shelving]] = {}
        for group in persons.on_several_rows():
            for key in group:
                day = people[key].shelved_on
                others = [shelving_of(people[other]) for other in group if other != key]
                found[key] = [one for one in others if one.on and day and one.on < day]
        for key, own in kept_by(self._own_actions, people, self.conventions).items():
            found.setdefault(key, []).extend(own)
        for key, shelvings in kept.items():
            for row in persons.keys_of(key) if key in people else ():
                found.setdefault(row, []).extend(read_shelving(texts, self.conventions) for texts in shelvings)
        return {key: shelvings for key, shelvings in found.items() if shelvings}

    @cached_property
    def history(self) -> History:
        """What the ledger holds of each person."""
        return History(self.persons, self.state)

    @cached_property
    def previous(self) -> Published:
        """The last publication, without forgotten people who have no row any more."""
        published = read_published(self.snapshot)
        redactor = self.redactor
        if not redactor:
            return published
        rows = self.located[CANDIDATES].places
        return without(published, lambda key: key not in rows and redactor.covers(key))

    @cached_property
    def redactor(self) -> Redactor | None:
        """Recognises the keys of forgotten people; None if there are none, or without the secret."""
        forgotten = self.state.forgotten
        return Redactor(self.secret, forgotten.keys()) if self.secret and forgotten else None

    @cached_property
    def forgotten_rows(self) -> Mapping[str, Event]:
        """Compared key of a row of a forgotten person → the event by which their details were deleted."""
        redactor, secret = self.redactor, self.secret or b""
        rows = self.located[CANDIDATES].places if redactor else ()
        return {key: self.state.forgotten[digest(secret, key)] for key in rows if redactor and redactor.covers(key)}

    @cached_property
    def templates(self) -> Templates:
        """The templates in force."""
        return templates_in(self.snapshot.tabs)

    @cached_property
    def own_cells(self) -> OwnCells:
        """What people keep about candidates in columns of their own."""
        return own_cells(self.located[CANDIDATES])

    @cached_property
    def compared(self) -> Compared:
        """Which rows of candidates may be one person, and which were compared with others at all."""
        return compare_people(people_of(self.book, self.own_cells))

    def same_as(self, other: "Workbook") -> bool:
        """Whether nothing has changed, types of cells included: 1, 1.0 and TRUE are equal, but not the same."""
        return (self.snapshot, self.events, self.secret, self.conventions, self.today, self.known_state) == (
            other.snapshot,
            other.events,
            other.secret,
            other.conventions,
            other.today,
            other.known_state,
        ) and _kinds(self.snapshot) == _kinds(other.snapshot)

    def same_content(self, other: "Workbook") -> bool:
        """Whether cells and ledger are equal; a file that was saved again, or another day, is no difference."""
        return self.snapshot.tabs == other.snapshot.tabs and self.events == other.events


def assemble(
    snapshot: Snapshot,
    ledger: Sequence[Event] | LedgerState | None,
    secret: bytes | None,
    conventions: Conventions,
    today: date,
) -> Workbook:
    """Read a workbook.

    Args:
        snapshot: Its cells.
        ledger: The events of its ledger, or what they add up to; None where its own tabs are the ledger.
        secret: Behind the suppression list; None where it is not on this machine.
        conventions: How it writes what could be read in several ways.
        today: Its day.

    Raises:
        SchemaError: A tab or a header that must be there is missing or doubled.
    """
    located = locate_all(snapshot.tabs)
    if isinstance(ledger, LedgerState):
        return Workbook(snapshot, located, None, secret, conventions, today, ledger)
    return Workbook(snapshot, located, ledger, secret, conventions, today)


def _kinds(snapshot: Snapshot) -> list[list[type]]:
    return [list(map(type, row)) for rows in snapshot.tabs.values() for row in rows]
