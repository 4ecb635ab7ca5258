from datetime import date
from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from automation.core.model import Snapshot
from automation.core.schema import BP_DATA, BP_MATCHES, CANDIDATE_COLUMNS, REQUISITION_COLUMNS
from automation.core.tabs.previous_run import Pair, Published, data_rows, read_published
from automation.core.text import key_of, text_of
from automation.store.memory import MemoryStore
from tests.core.small_workbooks import ANA, CELLS, PLATFORM, TEXTS, run, tabs

KEYS = TEXTS.map(text_of).map(key_of).filter(bool)
SHOWN = st.none() | TEXTS.map(text_of).filter(bool) | st.integers(0, 100)
PAIRS = st.builds(
    Pair, st.dates(date(1950, 1, 1), date(2100, 1, 1)), st.none() | st.dates(date(1950, 1, 1), date(2100, 1, 1))
)


def beside(columns: Any) -> st.SearchStrategy[dict[str, Any]]:
    """Cells beside people's rows, by key."""
    return st.dictionaries(KEYS, st.fixed_dictionaries({column.header: SHOWN for column in columns}), max_size=4)


@given(
    beside(CANDIDATE_COLUMNS),
    beside(REQUISITION_COLUMNS),
    st.dictionaries(st.tuples(KEYS, KEYS), PAIRS),
    # Longer counts are read as damage.
    st.integers(0, 10**18),
)
def test_a_publication_is_read_back(candidates: Any, requisitions: Any, pairs: Any, generation: Any) -> None:
    """Cells, names, pairs and the generation survive BP Data, whatever the keys hold."""
    columns = {"Candidates": candidates, "Requisitions": requisitions}
    names = {key: f"Name of {len(key)}" for key in candidates.keys() - requisitions.keys()}
    shelvings = {key: f'["{number}"]' for number, key in enumerate(candidates)}
    read = read_published(Snapshot({BP_DATA: data_rows(columns, names, shelvings, pairs, generation)}))
    assert (read.installed, read.columns, read.pairs, read.generation) == (True, columns, pairs, generation)
    assert {key: read.names[key] for key in names} == names
    assert read.shelvings == shelvings


def test_a_workbook_that_was_never_published() -> None:
    """Without BP Data there was no publication."""
    assert read_published(Snapshot({})) == Published()
    assert read_published(Snapshot({BP_DATA: []})) == Published()


@given(
    st.lists(st.lists(CELLS, max_size=20), min_size=1, max_size=6), st.lists(st.lists(TEXTS, max_size=8), max_size=4)
)
def test_damage_is_treated_as_never_published(data: Any, matches: Any) -> None:
    """Whatever people did to BP Data and BP Matches, reading them never fails."""
    header = data_rows({}, {}, {}, {}, 0)[0]
    for rows in (data, [header, *data]):
        read = read_published(Snapshot({BP_DATA: rows, BP_MATCHES: matches}))
        assert read.generation >= 0


def test_matches_are_read_back_by_pair() -> None:
    """The next run knows who was on which slate with which score."""
    store = MemoryStore(tabs([ANA], [PLATFORM]))
    plan = run(store)
    read = read_published(store.read())
    assert read.scores == {("req-1", "ana@mail.example"): plan.slates.matches["score"][0]}
    assert read.pairs == plan.slates.pairs
    assert read.names == {"ana@mail.example": "Ana Souza"}


def test_the_programs_cells_and_typed_cells_are_distinguished() -> None:
    """A cell that alone differs is foreign, whatever it says; cells that moved together are ours."""
    store = MemoryStore(tabs([ANA, {**ANA, "email": "bo@mail.example", "title": "Nurse"}], [PLATFORM]))
    plan = run(store)
    read = read_published(store.read())
    ana, bo = (
        {header: text_of(cell) for header, cell in plan.publication.columns["Candidates"][key].items()}
        for key in ("ana@mail.example", "bo@mail.example")
    )
    assert read.foreign("Candidates", "ana@mail.example", ana) == set()
    assert read.foreign("Candidates", "ana@mail.example", bo) == set()
    assert read.foreign("Candidates", "ana@mail.example", {**ana, "BP Score": bo["BP Score"]}) == {"BP Score"}
    assert read.foreign("Candidates", "ana@mail.example", {**bo, "BP Band": "mine"}) == {"BP Band"}


def test_the_generation_counts_publications() -> None:
    """Each run that changes something counts one up; one that changes nothing does not."""
    store = MemoryStore(tabs([ANA], [PLATFORM]))
    generations = []
    for skills in ("Kubernetes, Golang", "Kubernetes, Golang", "Kubernetes"):
        place = store.tabs["Candidates"][0].index("Skills")
        store.tabs["Candidates"][1][place] = skills
        run(store)
        generations.append(read_published(store.read()).generation)
    assert generations == [1, 1, 2]
