"""Runs of ours among people's edits, the service's faults and other runs of ours.

    python -m tests.store.soak 1000 [--from 0]

plays so many seeds and prints one JSON object; it exits with 1 if anything was wrong. A seed repeats everything: what
people do, when, what fails, and which of our runs get in each other's way.
"""

import argparse
import json
import logging
import random
import sys
import time
import traceback
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from types import SimpleNamespace
from typing import Any
from unittest import mock

import structlog
from google.auth import _exponential_backoff

from automation.core.model import Conventions, Problem, Snapshot
from automation.core.publishing.last_run import LastRun
from automation.core.publishing.plan import Plan, assemble_for_run, make_plan
from automation.core.schema import BP_ACTIONS, BP_RUNS, PEOPLES_TABS
from automation.core.tabs.previous_run import Publication
from automation.core.text import text_of
from automation.errors import BackpocketError, NotInstalled, SchemaError
from automation.refresh import Outcome, refresh
from automation.retry import landed
from automation.services.init import complete
from automation.store.google import batches
from automation.store.google.store import GoogleStore
from tests.sheets_emulator.editor import (
    ORDINARY,
    ROUGH,
    TABLES,
    Editor,
    convert_to_table,
    delete_our_column,
    insert_column,
    move_column,
)
from tests.sheets_emulator.faults import Kind
from tests.sheets_emulator.service import Service
from tests.sheets_emulator.state import Unknowns
from tests.store import team
from tests.store.contract import CLOCK
from tests.store.direct import TIMEOUT, connected
from tests.store.sight import misread, trimmed, unsaid
from tests.store.watch import Findings, Watch, Writer

STEPS = 9
KINDS = tuple(Kind)
# What breaks something is rare enough that most runs find a sheet that can be read.
EDITS = (*ORDINARY * 6, *[team.rewrite] * 20, *ROUGH)
# Columns move while ours are being added and fixed.
COLUMNS = (*[move_column, insert_column, delete_our_column, team.rewrite] * 5, *ORDINARY, *ROUGH)
# From this seed on people also work with native tables.
WITH_TABLES = 1_250
ON_TABLES = (*TABLES * 3, *[convert_to_table] * 6)
# How likely people edit before a request, another run of ours comes in between, and people follow the advice.
CHANCE, CROWD, HEED = 0.65, 0.12, 0.7
# How likely a tab is a table from the start, and has a banner above it then.
TABLE, BANNER = 0.4, 0.25
# The words of an error after which it is unknown whether the write landed.
UNKNOWN = "Check whether it was written"


class Ours(GoogleStore):
    """A store of ours that is watched.

    Args:
        soak: Who watches.
        role: What it is for: refresh, init, shelve or append.
        person: Whom it shelves, by field id.

    Attributes:
        last_read: What it read last for a run.
    """

    last_read = Snapshot({})

    def __init__(self, soak: "Soak", role: str, person: dict[str, str] | None = None) -> None:
        connection = connected(soak.service, soak.book.key)
        super().__init__(connection)
        self.writer = Writer(role, soak.watch.sight, frozenset((person or {}).values()))
        self._soak, self._truth = soak, soak.watch.truth
        real = connection.client.http_client.request

        def watched(method: str, url: str, **options: Any) -> Any:
            soak.meanwhile()
            try:
                return real(method, url, **options)
            finally:
                soak.watch.settled(self.writer, reading="rowData" in str(options.get("params")))

        connection.client.http_client.request = watched  # type: ignore[method-assign]

    def read(self) -> Snapshot:
        """As ever, and kept."""
        self.last_read = super().read()
        return self.last_read

    def publish(self, publication: Publication, version: str) -> Sequence[Problem]:
        """As ever, and known from now on."""
        self._truth.learn(publication.columns)
        self._soak.watch.note(self._soak.findings.misread, misread(self.writer.sight, publication))
        return super().publish(publication, version)


class Soak:
    """One spreadsheet, one seed, after `init` and a first run.

    Args:
        seed: Of everything.
        faults: Whether the service fails now and then, in the way that the seed says.
        tables: Whether people work with native tables, and the service does what is not known of it as the seed says.

    Attributes:
        did: How often what was done.
        failed: How often which failure was raised.
    """

    def __init__(self, seed: int, *, faults: bool, tables: bool = False) -> None:
        self.dice = random.Random(seed)  # noqa: S311  # Repeatable on purpose.
        self.did, self.failed = Counter[str](), Counter[str]()
        self.service = Service(seed=seed, unknowns=drawn(seed) if tables else None)
        self.book = team.spreadsheet(self.service, with_ids=bool(seed % 2))
        self._columns = seed % 4 == 3
        choices = COLUMNS if self._columns else EDITS
        if tables:
            choices += ON_TABLES
            self._convert()
        self.editor = Editor(seed, list(PEOPLES_TABS), choices=choices, chance=CHANCE)
        self.editor.active = False
        self.watch = Watch(self.service, self.book, self.editor)
        self.findings = self.watch.findings
        self._busy = self._inside = self._advised = False
        self._left: LastRun | None = None
        self._init()
        self._refresh()
        if faults:
            self._script(KINDS[seed % len(KINDS)])

    def _convert(self) -> None:
        """Some teams have had tables from the start, some of them under a banner."""
        for tab in PEOPLES_TABS:
            if self.dice.random() < TABLE:
                team.converted(self.service, self.book, tab, banner=self.dice.random() < BANNER)

    def play(self) -> Findings:
        """Everything at once, then the end; stops at the first finding."""
        self.editor.active = self._busy = True
        for _ in range(STEPS):
            self._advised = False
            self._operate()
            if self.findings:
                return self.findings
            if self._advised and self.dice.random() < HEED:
                self.dice.choice((self._fix, self._init))()
        self.editor.active = self._busy = False
        self.service.faults.script.clear()
        self._end()
        return self.findings

    def _script(self, kind: Kind) -> None:
        """Some requests that will fail, most of them once."""
        on = ("/token",) if kind is Kind.DOWN else ("GET /v4", ":batchUpdate")
        late = TIMEOUT[1] + 1
        for _ in range(4):
            times = self.dice.choice((1, 1, 1, 2, 7))
            self.service.faults.add(kind, self.dice.choice(on), self.dice.randint(1, 12), times, seconds=late)

    # What our programs do.

    def meanwhile(self) -> None:
        """Now and then another run of ours, from beginning to end, before the next request of this one."""
        if self._busy and not self._inside and self.dice.random() < CROWD:
            self._inside = True
            self.did["runs meanwhile"] += 1
            self._operate()
            self._inside = False

    def _operate(self) -> None:
        inits = 8 if self._columns else 2
        self.dice.choices((self._refresh, self._init, self._shelve, self._append), (16, inits, 2, 2))[0]()

    def _guarded(self, attempt: Callable[[], Any]) -> tuple[Any, BackpocketError | None]:
        """What came of it, and the failure, if it is a sentence for a person."""
        try:
            return attempt(), None
        except BackpocketError as error:
            self.failed[type(error).__name__] += 1
            self._advised = True
            return None, error
        except Exception:  # noqa: BLE001  # Whatever it is, it is a finding.
            self.findings.crashed.append(traceback.format_exc()[-1500:])
            return None, None

    def _refresh(self) -> tuple[Outcome | None, BackpocketError | None]:
        """A run: what it wants people to see shows at the instant it looked, or it says so.

        If it matched only the rows that were changed since the last run, it found what matching all finds.
        """
        store, last = Ours(self, "refresh"), self._left
        outcome, error = self._guarded(lambda: refresh(store, CLOCK, Conventions(), force=True, last=last, keep=True))
        self.did["refreshes" if self._busy else "refreshes undisturbed"] += 1
        self.did["landed"] += store.writer.landed
        if outcome:
            left = outcome.left
            self._left = LastRun.of(left.record(), outcome.counts, outcome.problems) if left else None
            if outcome.plan.known_counts is not None:
                self.did["refreshes of changed rows"] += 1
                whole = assemble_for_run(store.last_read, None, None, Conventions(), CLOCK.today(None), force=True)
                self.watch.note(self.findings.partial, other_than_whole(outcome.plan, make_plan(whole, force=True)))
            self._advised |= any(problem.column.startswith("BP ") for problem in outcome.problems)
            # Who was overtaken by another run leaves the looking to that one.
            if not outcome.published or len(self.watch.runs) == store.writer.published:
                said = unsaid(store.writer.sight, outcome.plan.publication, outcome.problems)
                self.watch.note(self.findings.unsaid, said)
            if outcome.published and outcome.run_id not in self.watch.runs:
                self.watch.note(self.findings.unsaid, [f"run {outcome.run_id} is not in {BP_RUNS}"])
        return outcome, error

    def _init(self) -> BackpocketError | None:
        """`init` by a member of the team."""
        self.did["inits"] += 1
        return self._guarded(lambda: complete(Ours(self, "init")))[1]

    def _append(self) -> None:
        """A line in the log of actions."""
        self.did["appends"] += 1
        store, line = Ours(self, "append"), ["now", f"action {self.did['appends']}", "x"]
        _, error = self._guarded(lambda: landed(lambda: store.append(BP_ACTIONS, [line], store.read().version)))
        self._check_said(store.writer, error, line[1])

    def _shelve(self) -> None:
        """A new candidate: in the sheet as typed at the instant the program looked, or the program reports it."""
        self.did["shelved"] += 1
        person = team.newcomer(self.did["shelved"])
        store = Ours(self, "shelve", person)
        problems, error = self._guarded(lambda: landed(lambda: store.shelve(person, store.read().version)))
        self._check_said(store.writer, error, person["name"])
        if not error and not problems and not team.stands(store.writer.sight, person):
            self.watch.note(self.findings.unsaid, [f"{person['name']} does not stand as given"])

    def _check_said(self, writer: Writer, error: BackpocketError | None, what: str) -> None:
        """An action reported as failed was not done, and one reported as done was done once."""
        known = error is None or UNKNOWN not in str(error)
        if writer.landed > 1 or (known and bool(error) == bool(writer.landed)):
            self.watch.note(self.findings.unsaid, [f"{what}: landed {writer.landed} times, but said {error!r}"])

    # What people do about it.

    def _fix(self) -> None:
        self.did["fixes"] += 1
        self.watch.by_people(lambda: team.fix(self.service, self.book))

    def _end(self) -> None:
        """At the end all is right or reported, also after `init`; after people follow the advice all is right."""
        self._explained(self._refresh()[1])
        self._explained(self._init())
        self._explained(self._refresh()[1])
        self._fix()
        error = self._init()
        outcome, _ = self._refresh()
        if outcome is None:
            self.watch.note(self.findings.unsaid, [f"cannot be put right; init says {error}"])
            return
        left = [str(problem) for problem in outcome.problems if problem.column.startswith("BP ")]
        self.watch.note(self.findings.unsaid, [f"still wrong: {one}" for one in left])
        for name, rows in outcome.plan.publication.tabs.items():
            shown = [self.watch.sight.table(sheet) for sheet in self.watch.sight.sheets if sheet.title == name]
            if shown != [trimmed([[text_of(cell) for cell in row] for row in rows])]:
                self.watch.note(self.findings.unsaid, [f"{name} is not what was published"])

    def _explained(self, error: BackpocketError | None) -> None:
        """Without faults only the sheet itself stops a run, and then the sentence says which tab, or to run `init`."""
        named = isinstance(error, SchemaError) and any(tab in str(error) for tab in PEOPLES_TABS)
        if error and not named and not isinstance(error, NotInstalled):
            self.watch.note(self.findings.unsaid, [f"{type(error).__name__} says {error}"])


def other_than_whole(plan: Plan, whole: Plan) -> list[str]:
    """What a plan of the changed rows shows in another way than the plan of all rows."""

    def figures(one: Plan) -> dict[str, Any]:
        columns, tabs = one.publication.columns, one.publication.tabs
        # Records of rows that are no longer there are kept in both, though whole plans do not show them.
        cells = {
            f"{tab} {key}": [text_of(columns[tab].get(key, {}).get(header)) for header in row]
            for tab, by_key in whole.publication.columns.items()
            for key, row in by_key.items()
        }
        rows = {tab: trimmed([[text_of(cell) for cell in row] for row in rows]) for tab, rows in tabs.items()}
        issues = [str(problem) for problem in one.problems]
        return {**cells, **rows, "issues": issues, "counts": one.counts, "whether to write": one.changed}

    found, wanted = figures(plan), figures(whole)
    return [f"{what}: {found[what]} instead of {wanted[what]}" for what in wanted if found[what] != wanted[what]]


def drawn(seed: int) -> Unknowns:
    """What the service does where it is not known, one answer of each."""
    dice = random.Random(seed)  # noqa: S311  # Repeatable on purpose.
    return Unknowns(
        header_formula=dice.choice(("kept", "text", "refused")),
        edge_column=dice.choice(("beside", "inside")),
        inserted_row=dice.choice(("whole rows", "table only")),
        sort_takes_beside=dice.choice((False, True)),
        collation=dice.choice(("code points", "ignore punctuation", "accents last", "capitals first")),
    )


@contextmanager
def hurried() -> Iterator[None]:
    """Small grids for program tabs, and no pause before another sign-in, so that a run takes a tenth of a second."""
    # Google's library waits for real before it signs in again, and offers no setting.
    impatient = SimpleNamespace(sleep=lambda _: None)
    with mock.patch.object(batches, "SPARE_ROWS", 10), mock.patch.object(_exponential_backoff, "time", impatient):
        yield


def soaked(seed: int) -> Soak:
    """One seed, played to its end or to the first finding; faults in every other dozen or so, tables from 1,250 on."""
    with hurried():
        soak = Soak(seed, faults=bool(seed // len(KINDS) % 2), tables=seed >= WITH_TABLES)
        soak.play()
    return soak


def report(seeds: range) -> dict[str, Any]:
    """Play seeds and count."""
    began = time.monotonic()
    did, failed, happened, edits = Counter[str](), Counter[str](), Counter[str](), Counter[str]()
    found: dict[str, dict[int, list[str]]] = {name: {} for name in vars(Findings())}
    for seed in seeds:
        soak = soaked(seed)
        did += soak.did + Counter(instants=soak.watch.instants)
        failed += soak.failed
        happened += Counter(getattr(kind, "name", "") for kind, _ in soak.service.faults.happened)
        edits += Counter(edit.partition(":")[0] for edit in soak.editor.edits if not edit.endswith("nothing to do"))
        for name, texts in vars(soak.findings).items():
            if texts:
                found[name][seed] = texts
                print(f"seed {seed}, {name}: {texts[0]}", file=sys.stderr)  # noqa: T201
    return {
        "seeds": f"{seeds.start} to {seeds.stop - 1}",
        **{name: did[name] for name in sorted(did)},
        "edits": edits.total(),
        "faults": happened.total(),
        **{name: sum(map(len, by_seed.values())) for name, by_seed in found.items()},
        "found_in": sorted({seed for by_seed in found.values() for seed in by_seed}),
        "failed": failed,
        "edits_by_kind": edits,
        "faults_by_kind": happened,
        "seconds": round(time.monotonic() - began),
    }


def main() -> None:
    """Play as many seeds as asked for."""
    parser = argparse.ArgumentParser(prog="python -m tests.store.soak")
    parser.add_argument("count", type=int)
    parser.add_argument("--from", dest="first", type=int, default=0)
    options = parser.parse_args()
    structlog.configure(wrapper_class=structlog.make_filtering_bound_logger(logging.ERROR))
    found = report(range(options.first, options.first + options.count))
    print(json.dumps(found, indent=2))  # noqa: T201
    sys.exit(bool(found["found_in"]))


if __name__ == "__main__":
    main()
