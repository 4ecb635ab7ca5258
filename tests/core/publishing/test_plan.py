from collections.abc import Sequence
from copy import deepcopy
from datetime import date, timedelta
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from automation.core.identity.name_comparison import read_name
from automation.core.model import Cell, Conventions, Row
from automation.core.publishing.plan import Plan, assemble_for_run, final_publication, make_plan
from automation.core.schema import BP_DATA, BP_MATCHES, BP_RUNS, CANDIDATES, PEOPLES_TABS, REQUISITIONS, RUN_COLUMNS
from automation.core.tabs.grid import used_height
from automation.core.tabs.headers import match_headers, row_key
from automation.core.tabs.previous_run import read_published
from automation.core.text import key_of, text_of
from automation.core.typed_columns import CANDIDATE_FIELDS, REQUISITION_FIELDS
from automation.errors import BackpocketError, MissingHeaders, UnsafePublish
from automation.store.memory import MemoryStore
from automation.store.sample import sample_workbook
from tests.core.small_workbooks import ANA, CELLS, PLATFORM, ROLES, TODAY, Record, people, planned, run, shown, tabs


def crowd(count: int, **cells: Cell) -> list[Record]:
    """People who fit the requisition equally well."""
    return [{**ANA, "name": f"Person {n}", "email": f"p{n}@mail.example", **cells} for n in range(count)]


def published(people: Sequence[Record] | None = None, roles: Sequence[Record] = (PLATFORM,)) -> MemoryStore:
    """A workbook after its first run; ten people on the slate unless said."""
    store = MemoryStore(tabs(crowd(10) if people is None else people, roles))
    run(store)
    return store


def change(store: MemoryStore, header: str, *cells: Cell, tab: str = CANDIDATES) -> None:
    """Type into a column, from row 2 down."""
    place = store.tabs[tab][0].index(header)
    for row, cell in zip(store.tabs[tab][1:], cells, strict=False):
        row[place] = cell


# -- The guard


@pytest.mark.parametrize("tab", [CANDIDATES, REQUISITIONS])
@pytest.mark.parametrize("left", [0, 1])
def test_a_tab_that_is_suddenly_empty_stops_the_run(tab: str, left: Any) -> None:
    """Empty where there were matches is exit 3, whether or not the header is left."""
    store = published()
    store.tabs[tab] = store.tabs[tab][:left]
    with pytest.raises(UnsafePublish, match=tab) as caught:
        run(store)
    assert (caught.value.exit_code, "Nothing was written" in str(caught.value)) == (3, True)


def test_a_plan_for_once_shows_the_same() -> None:
    """It forgets what makes the next plan of the process quicker, and needs none of it."""
    store = MemoryStore(tabs(crowd(10), [PLATFORM]))

    def plan(*, once: bool) -> Plan:
        read = assemble_for_run(store.read(), (), None, Conventions(), TODAY)
        return make_plan(read, once=once)

    known = plan(once=False)
    assert read_name.cache_info().currsize >= 10
    assert plan(once=True).publication == known.publication
    assert read_name.cache_info().currsize == 0


def test_cells_beside_rows_are_in_memory_once() -> None:
    """Those of new rows lie in the rows of BP Data."""
    publication = planned(tabs(crowd(10), [PLATFORM])).publication
    rows = {text_of(row[0]): row for row in publication.tabs[BP_DATA]}
    for tab, by_key in publication.columns.items():
        assert all(cells.row is rows[f"{tab}/{key}"] for key, cells in by_key.items())
        assert all(text_of(cells["BP Check"]) in map(text_of, cells.row) for cells in by_key.values())


def test_headers_only_is_nothing_to_do() -> None:
    """A workbook without people and requisitions is fine when nothing was shown before."""
    plan = run(MemoryStore(tabs([], [])))
    assert (plan.counts["candidates"], plan.counts["matches"]) == (0, 0)


def test_no_header_is_a_schema_error() -> None:
    """A tab without its header is exit 65 where nothing was shown before."""
    with pytest.raises(MissingHeaders):
        planned({CANDIDATES: [], REQUISITIONS: tabs([], [])[REQUISITIONS]})


@pytest.mark.parametrize(("cleared", "refused"), [(3, False), (4, True), (10, True)])
def test_more_than_a_third_of_the_matches_vanishing_stops_the_run(cleared: Any, refused: Any) -> None:
    """More than 30 % of the matches gone, their people still there, is a damaged sheet."""
    store = published()
    for header in ("Skills", "Current title", "Location", "Level"):
        change(store, header, *[None] * cleared)
    if not refused:
        assert len(run(store).slates.matches) == 10 - cleared
        return
    before = deepcopy(store.tabs)
    with pytest.raises(UnsafePublish, match=f"{cleared} of 10 matches"):
        run(store)
    assert store.tabs == before
    assert len(run(store, force=True).slates.matches) == 10 - cleared


def test_people_displaced_by_better_ones_are_no_loss() -> None:
    """Ten better people may take all ten places."""
    store = published(crowd(10, rating=1, stage="Applied"))
    header, *rows = store.tabs[CANDIDATES]
    newcomers = tabs([{**row, "email": f"new{n}@mail.example"} for n, row in enumerate(crowd(10))], [])[CANDIDATES]
    assert newcomers[0] == header[: len(newcomers[0])]
    store.tabs[CANDIDATES] = [header, *rows, *newcomers[1:]]
    plan = run(store)
    assert set(plan.slates.matches["candidate_key"]) == {f"new{n}@mail.example" for n in range(10)}


@pytest.mark.parametrize("header", ["Hired on", "Do not contact", "In process"])
def test_people_hired_or_taken_out_are_no_loss(header: str) -> None:
    """People who are hired, in process or not to be contacted leave the slate without alarm."""
    store = published(crowd(10, hired_on=None, do_not_contact=None, in_process=None))
    change(store, header, *["yes"] * 9)
    assert len(run(store).slates.matches) == 1


def test_a_requisition_that_closed_is_no_loss() -> None:
    """A filled requisition has no slate any more, and that is as it should be."""
    store = published(roles=[PLATFORM, {**PLATFORM, "req_id": "REQ-2"}])
    change(store, "Status", "Filled", "Open", tab=REQUISITIONS)
    assert set(run(store).slates.matches["req_id"]) == {"REQ-2"}


# -- Running again


@given(people(most=5), st.lists(ROLES, min_size=1, max_size=3, unique_by=str))
def test_a_second_run_changes_nothing(candidates: list[Record], roles: Sequence[Record]) -> None:
    """A run over its own publication finds nothing new, and writes nothing."""
    roles = [{**role, "req_id": f"REQ-{number}"} for number, role in enumerate(roles)]
    store = MemoryStore(tabs(candidates, roles))
    assert run(store).changed
    before = deepcopy(store.tabs)
    assert not run(store).changed
    assert store.tabs == before


def test_a_second_run_over_the_sample_changes_nothing() -> None:
    """Every shelve reason and every blemish of the sample is stable."""
    store = MemoryStore(sample_workbook(TODAY))
    assert [run(store).changed for _ in range(3)] == [True, False, False]


@pytest.mark.parametrize("days", [1, 7, 30])
def test_the_calendar_alone_changes_nothing(days: int) -> None:
    """Where nothing falls due, another day shows the same cells; only the run log grows."""
    store = published([{**ANA, "last_contact": "2026-11-20"}])
    before = deepcopy(store.tabs)
    assert not run(store, TODAY + timedelta(days=days)).changed
    assert {name for name in store.tabs if store.tabs[name] != before.get(name)} == {BP_RUNS}


def test_the_calendar_changes_what_falls_due() -> None:
    """On the day that the candidate named, the blocker is cleared."""
    store = published([{**ANA, "revisit_on": "2026-12-01"}])
    assert not run(store, date(2026, 11, 30)).changed
    assert shown(store.tabs[CANDIDATES], "BP Band") == ["Good"]
    assert run(store, date(2026, 12, 1)).changed
    assert shown(store.tabs[CANDIDATES], "BP Band") == ["Strong"]


def test_first_seen_survives_leaving_the_slate() -> None:
    """The day a pair first matched is remembered while it is off the slate."""
    store = published(crowd(5))
    for skills, day in (("Excel", date(2026, 12, 1)), (ANA["skills"], date(2026, 12, 2))):
        for header in ("Skills", "Current title"):
            change(store, header, skills if header == "Skills" else "Clerk" if skills == "Excel" else ANA["title"])
        plan = run(store, day)
    first = dict(zip(plan.slates.matches["candidate_key"], plan.slates.matches["first_seen_on"], strict=True))
    assert first["p0@mail.example"] == TODAY


def test_the_first_run_of_a_day_is_logged_and_the_second_is_not() -> None:
    """BP Runs gets one line on a day without changes, and one of each run that changed something."""
    store = published()
    for day, lines in ((TODAY, 1), (TODAY + timedelta(days=1), 2), (TODAY + timedelta(days=1), 2)):
        run(store, day)
        assert len(store.tabs[BP_RUNS]) == 1 + lines
    change(store, "Skills", "Kubernetes")
    run(store, TODAY + timedelta(days=1))
    assert len(store.tabs[BP_RUNS]) == 1 + 3


def test_the_line_of_a_run() -> None:
    """The log holds the figures of the summary, under their headers."""
    store = published()
    header, line = store.tabs[BP_RUNS]
    logged = dict(zip(header, line, strict=True))
    assert header == [column.header for column in RUN_COLUMNS]
    assert (logged["Candidates"], logged["Open requisitions"], logged["Matches"]) == (10, 1, 10)
    assert (logged["Changed"], logged["Today"]) == ("yes", TODAY.isoformat())
    assert "Weight: must-have skills 45" in logged["Criteria"]


def test_nothing_new_is_no_publication() -> None:
    """A second run of a day that finds nothing new has nothing to write."""
    store = published()
    snapshot = store.read()
    assert final_publication(planned(snapshot.tabs), snapshot, "run", "now") is None


def test_people_shelved_later_are_matched_next_time() -> None:
    """A new row is found by the next run."""
    store = published(crowd(1))
    store.shelve({**crowd(2)[1]}, store.read().version)
    assert run(store).changed
    assert shown(store.tabs[CANDIDATES], "BP Best match") == ["REQ-1 Platform Engineer"] * 2


def test_a_case_of_a_key_is_no_new_person() -> None:
    """A key typed in another case keeps its history."""
    store = published(crowd(1))
    change(store, "Email", " P0@Mail.Example ")
    plan = run(store, TODAY + timedelta(days=1))
    assert list(plan.slates.matches["first_seen_on"]) == [TODAY]
    assert not plan.changed


# -- Any workbook at all


def rows_of(fields: Any) -> st.SearchStrategy[list[Row]]:
    """Junk under the required headers and some others."""
    must = [field.header for field in fields if field.required]
    optional = st.lists(st.sampled_from([field.header for field in fields if not field.required]), unique=True)
    strange = st.lists(st.sampled_from(["BP Score", "BP Check", "BP Notes", "Ours", ""]), unique=True, max_size=2)
    key = st.sampled_from(["a@x.example", "A@x.example ", "b@x.example", "R1", "r1", "", None])
    keyed = {"Email", "Candidate ID", "Req ID"}

    def filled(extra: Any) -> st.SearchStrategy[list[Row]]:
        headers = [*must, *extra[0], *extra[1]]
        row = st.tuples(*[key | CELLS if header in keyed else CELLS for header in headers]).map(list)
        return st.lists(row, max_size=5).map(lambda rows: [headers, *rows])

    return st.tuples(optional, strange).flatmap(filled)


JUNK = st.lists(st.lists(CELLS.filter(lambda cell: not isinstance(cell, float | int)), max_size=6), max_size=4)
WORKBOOKS = st.fixed_dictionaries(
    {CANDIDATES: rows_of(CANDIDATE_FIELDS), REQUISITIONS: rows_of(REQUISITION_FIELDS)},
    optional=dict.fromkeys(("Settings", "Aliases", "BP Data", "BP Matches", "BP Outreach", "BP Runs"), JUNK),
)


@given(WORKBOOKS, st.booleans())
def test_any_workbook_is_planned_or_refused_by_name(workbook: Any, force: Any) -> None:
    """Junk under the right headers raises nothing but a BackpocketError, and is published to its own keys only."""
    try:
        plan = planned(workbook, force=force)
    except BackpocketError:
        return
    for tab, spec in PEOPLES_TABS.items():
        headers = match_headers(spec, workbook[tab])
        keys = [key_of(row_key(tab, headers, row)) for row in workbook[tab][1:]]
        assert set(plan.publication.columns[tab]) <= set(keys) - {""}
        once = {key for key in keys if keys.count(key) == 1}
        matched = set(plan.slates.matches["candidate_key" if tab == CANDIDATES else "req_key"])
        assert matched <= once


@given(WORKBOOKS)
def test_any_workbook_shows_each_match_on_its_own_row(workbook: Any) -> None:
    """After publishing, each row shows its own best match or what a person typed, and people's cells are as before."""
    before = deepcopy(workbook)
    store = MemoryStore({name: rows for name, rows in workbook.items() if name in PEOPLES_TABS})
    plan = run(store, force=True)
    headers = match_headers(PEOPLES_TABS[CANDIDATES], store.tabs[CANDIDATES])
    matches = plan.slates.matches
    for row in store.tabs[CANDIDATES][1 : used_height(store.tabs[CANDIDATES])]:
        place = headers.columns["BP Best match"]
        text = text_of(row[place]) if place < len(row) else ""
        own = matches.having("candidate_key", key_of(row_key(CANDIDATES, headers, row)))
        assert bool(text) == bool(len(own))
    for tab in PEOPLES_TABS:
        own_columns = [place for place, head in enumerate(before[tab][0]) if head and not head.startswith("BP ")]
        for old, new in zip(before[tab], store.tabs[tab], strict=True):
            assert repr([old[place] for place in own_columns]) == repr([new[place] for place in own_columns])


def test_the_sample_counts() -> None:
    """A run over the sample finds people for its requisitions, Strong ones and follow-ups among them."""
    plan = planned(sample_workbook(TODAY))
    assert min(plan.counts.values()) > 0
    assert BP_MATCHES in plan.publication.tabs
    assert BP_DATA in plan.publication.tabs


def test_the_publication_knows_what_it_remembers() -> None:
    """The publication has every candidate's key, every pair of a slate and the next generation."""
    store = published()
    read = read_published(store.read())
    assert len(read.columns[CANDIDATES]) == len(read.pairs) == 10
    assert read.generation == 1


def test_an_unusable_template_is_reported_by_a_run() -> None:
    """A run names the template, the line and the placeholder; matches are published all the same."""
    written = [["Name", "Subject", "Body"], ["First note", "Hello", "Dear {{nmae}},"]]
    plan = planned(tabs([ANA], [PLATFORM], Templates=written))
    (problem,) = [problem for problem in plan.problems if problem.tab == "Templates"]
    assert (problem.key, problem.column) == ("First note", "Body")
    assert "nmae" in problem.message
    assert plan.slates.pairs


@pytest.mark.parametrize(
    ("title", "looks"),
    [
        ("Senoir Engineer", "'Senoir', which looks like a typo of Senior"),
        ("Sofware Enginer", "'Sofware' and 'Enginer', which look like typos of Software and Engineer"),
    ],
)
def test_a_mistyped_title_of_a_requisition_is_pointed_out(title: str, looks: str) -> None:
    """One issue a row, as messages and pages quote the title; a closed requisition is quoted no more."""
    roles = [
        {**PLATFORM, "title": title},
        {**PLATFORM, "req_id": "REQ-2", "title": title, "status": "Filled"},
        {**PLATFORM, "req_id": "REQ-3", "title": "Senior Engineer"},
    ]
    said = [one for one in planned(tabs([], roles)).problems if "as it is typed" in one.message]
    assert [(one.key, one.column, one.value, one.row) for one in said] == [("REQ-1", "Title", title, 2)]
    assert said[0].message == f"Title says {looks}. Messages show it as it is typed: correct it."


def test_mistyped_skills_of_a_requisition_are_pointed_out() -> None:
    """Matching understands them, but messages quote them; a closed requisition is quoted no more."""
    typed = {**PLATFORM, "must": "Kubernets, Go", "nice": "Terrafrom"}
    plan = planned(tabs([], [typed, {**typed, "req_id": "REQ-2", "status": "Filled"}]))
    said = [(one.key, one.column, one.value, one.message) for one in plan.problems if "as it is typed" in one.message]
    assert said == [
        (
            "REQ-1",
            f"{which} skills",
            skill,
            f"{which} skills '{skill}' is read as {meant}. Messages show it as it is typed: correct it.",
        )
        for which, skill, meant in (
            ("Must-have", "Kubernets", "Kubernetes"),
            ("Nice-to-have", "Terrafrom", "Terraform"),
        )
    ]
