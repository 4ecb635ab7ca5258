"""Runs of ours while people edit between any two of their requests; and the soak finds what it is there to find.

CI plays a sample of the seeds. `script/test --nightly` and `python -m tests.store.soak 2500` play 20,000 runs and more.
From seed 1,250 on people also work with native tables.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from itertools import count
from typing import Any

import pytest

from automation.core.model import Cell, Problem, Row
from automation.core.publishing import validation
from automation.core.publishing.last_run import Digests
from automation.core.schema import BP_DATA
from automation.core.tabs.header_row import Headers
from automation.core.tabs.previous_run import Publication
from automation.store.google import batches, formulas, new_tabs, our_columns, reading
from automation.store.google import store as google_store
from automation.store.google.fencing import Fence, Marks, Request
from automation.store.google.places import Place, Reading
from automation.store.google.store import GoogleStore
from automation.store.google.tables import Table
from tests.store.soak import KINDS, WITH_TABLES, soaked
from tests.support import profile

# Calm ones, and one with every kind of fault; every seed plays eight runs or more. Then tables whose header
# formulas are refused, become text, and are kept.
SAMPLE = (*range(3), *range(len(KINDS), 2 * len(KINDS)), WITH_TABLES + 1, WITH_TABLES + 2, WITH_TABLES + 10)
FULL = range(2 * WITH_TABLES)
SEEDS = SAMPLE if profile.chosen() != "nightly" else FULL
pytestmark = pytest.mark.soak


@pytest.mark.parametrize("seed", SEEDS)
def test_nothing_goes_wrong(seed: int) -> None:
    """No person's cell changes, no row shows another's match, hidden failures are reported, and no late write lands."""
    assert [found for found in vars(soaked(seed).findings).values() if found] == []


def test_a_seed_repeats_everything() -> None:
    """The same seed makes the same edits, faults and runs, so that a finding can be looked at again."""
    one, two = (soaked(len(KINDS) + 2) for _ in range(2))
    assert (one.editor.edits, one.did, one.failed) == (two.editor.edits, two.did, two.failed)
    assert one.service.faults.happened == two.service.faults.happened


# What must be found, and in which list. Each breaks the program in one place.

Break = Callable[[pytest.MonkeyPatch], None]
Formula = Callable[..., str]


def _formula(patch: pytest.MonkeyPatch, made: Formula) -> None:
    for module in (new_tabs, our_columns):
        patch.setattr(module, "lookup_formula", made)


def by_the_wrong_column(patch: pytest.MonkeyPatch) -> None:
    """The key is looked for in a column that holds other people's."""
    real = formulas._key

    def key(tab: str, headers: Headers, *, skips: bool) -> tuple[str, str]:
        own, text = real(tab, headers, skips=skips)
        if "shelve_reason" not in headers.fields:
            return own, text
        column = formulas._whole(headers.fields["shelve_reason"] + 1)
        return own, f'TRIM({column}&"")'

    patch.setattr(formulas, "_key", key)


def by_position(patch: pytest.MonkeyPatch) -> None:
    """The first row shows the first record, as a script that writes values from the top would."""

    def made(
        tab: str, headers: Headers, header: str, data_tab: str = BP_DATA, *, asleep: bool = False, **more: Any
    ) -> str:
        formula = formulas.lookup_formula(tab, headers, header, data_tab, asleep=asleep, **more)
        if tab != "Candidates" or asleep:
            return formula
        start, shown = formula.index("IFNA("), formula.rpartition(";'")[2].partition(");")[0]
        column = shown.rpartition("$")[2]
        cells = f"'{data_tab}'!${column}$2:${column}"
        return formula[:start] + f'IF(LEN("{tab}/");{cells};);)))'

    _formula(patch, made)


def over_a2(patch: pytest.MonkeyPatch) -> None:
    """The header stands above a formula over `A2:A`, which a row inserted below the header makes `A3:A`."""

    def made(tab: str, headers: Headers, header: str, data_tab: str = BP_DATA, **more: Any) -> str:
        formula = formulas.lookup_formula(tab, headers, header, data_tab, **more)
        anchor = formula.partition("ROW(")[2].partition(":")[0]
        body = formula.partition(f'"{header}";')[2].removesuffix("))")
        people = {column for column in map(formulas._whole, headers.fields.values()) if column in body}
        for column in people:
            letters = column.partition(":")[0]
            body = body.replace(f"({column}&", f"({letters}2:{letters}&")
        return f'=VSTACK(IF(ROW({anchor}$1)=1;"{header}";);ARRAYFORMULA({body}))'

    _formula(patch, made)


def without_a_fence(patch: pytest.MonkeyPatch) -> None:
    """Marks that no other run will ever want."""
    numbers = count(1_000_000)
    real = Fence.write

    def write(fence: Fence, requests: Sequence[Request], _marks: Marks, _: int, home: int, **how: Any) -> Marks:
        return real(fence, requests, {}, next(numbers), home, **how | {"begins": False})

    patch.setattr(Fence, "write", write)


def without_looking(patch: pytest.MonkeyPatch) -> None:
    """After publishing, the sheet is not read back."""
    real = GoogleStore.publish

    def publish(store: GoogleStore, publication: Publication, version: str) -> Sequence[Problem]:
        real(store, publication, version)
        return ()

    patch.setattr(GoogleStore, "publish", publish)


def without_telling(patch: pytest.MonkeyPatch) -> None:
    """A reading says nothing of columns that cannot show what was published."""
    real = google_store.read_answer

    def read(answer: Mapping[str, Any]) -> Reading:
        found = real(answer)
        object.__setattr__(found.snapshot, "problems", ())
        return found

    patch.setattr(google_store, "read_answer", read)


def into_peoples_cells(patch: pytest.MonkeyPatch) -> None:
    """A run writes beside people's rows itself."""
    real = batches.appended

    def appended(tab: str, rows: Sequence[Any], places: batches.Places) -> list[Request]:
        place = {"sheetId": places["Candidates"].sheet_id, "rowIndex": 1, "columnIndex": 8}
        cells = [{"values": [{"userEnteredValue": {"stringValue": "REQ-1"}}]}]
        mine = {"updateCells": {"start": place, "rows": cells, "fields": "userEnteredValue"}}
        return [*real(tab, rows, places), mine]

    patch.setattr(batches, "appended", appended)


def right_beside_the_table(patch: pytest.MonkeyPatch) -> None:
    """Our columns touch a table, which can take them in."""
    real = new_tabs._beside

    def beside(place: Place) -> tuple[int, list[Request]]:
        return (place.table.right, []) if place.table and place.table.right < place.columns else real(place)

    patch.setattr(new_tabs, "_beside", beside)


def below_the_table(patch: pytest.MonkeyPatch) -> None:
    """The footer of a table and the rows below it are read as people."""
    real = reading.rows_of

    def rows_of(rows: Sequence[Row], table: Table, others: Sequence[Table]) -> list[list[Cell]]:
        return real(rows, replace(table, bottom=len(rows), footer=False), [one for one in others if one is not table])

    patch.setattr(reading, "rows_of", rows_of)


def stopped_without_a_word(patch: pytest.MonkeyPatch) -> None:
    """Neither a reading nor a run reports our columns that got into a table."""
    real, missing = google_store.read_answer, validation.missing_columns
    stopped = set[tuple[str, str]]()

    def others(problems: Sequence[Problem]) -> list[Problem]:
        return [one for one in problems if not stopped & {(one.tab, name) for name in one.column.split(", ")}]

    def read(answer: Mapping[str, Any]) -> Reading:
        found = real(answer)
        stopped.clear()
        stopped.update((one.tab, one.header) for one in found.inside)
        object.__setattr__(found.snapshot, "problems", tuple(others(found.snapshot.problems)))
        return found

    patch.setattr(google_store, "read_answer", read)
    patch.setattr(validation, "missing_columns", lambda *given: others(missing(*given)))


def blind_to_edits(patch: pytest.MonkeyPatch) -> None:
    """A run takes changed rows for the ones that the last run saw."""
    patch.setattr(Digests, "changed", lambda *_: [])


@pytest.mark.parametrize(
    ("broken", "found", "first"),
    [
        (by_the_wrong_column, "wrong", 0),
        (by_position, "wrong", 0),
        (over_a2, "wrong", 0),
        (without_a_fence, "stale", 7),
        (without_looking, "unsaid", 3),
        (without_telling, "unsaid", 4),
        (into_peoples_cells, "changed", 0),
        (blind_to_edits, "partial", 0),
        (right_beside_the_table, "unsaid", WITH_TABLES),
        (below_the_table, "misread", WITH_TABLES + 1),
        (stopped_without_a_word, "unsaid", WITH_TABLES + 1),
    ],
    ids=lambda value: getattr(value, "__name__", str(value)),
)
def test_the_soak_finds_what_is_broken(monkeypatch: pytest.MonkeyPatch, broken: Break, found: str, first: int) -> None:
    """The first seeds, most often the first one, find it, and call it by its name."""
    # Breaks the code on purpose: what would break it in earnest is what the soak looks for.
    broken(monkeypatch)
    assert any(vars(soaked(seed).findings)[found] for seed in range(first, first + 24))
