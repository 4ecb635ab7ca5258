from collections.abc import Sequence
from dataclasses import replace
from datetime import UTC, datetime, timedelta, timezone

from hypothesis import given
from hypothesis import strategies as st

from automation.core.ledger.events import Event, Notice, State
from automation.core.ledger.ledger_tabs import LONGEST, arranged, cleaned, read_lines, rows_of
from automation.core.model import Row
from automation.core.schema import BP_OUTREACH, BP_SUPPRESSION, PROGRAM_TABS
from automation.core.sentences import spans
from automation.core.tabs.previous_run import headers_of
from automation.store.google.cells import cell_data, cell_of

AT = datetime(2026, 11, 22, 8, 0, 0, 123456, tzinfo=UTC)
QUEUED = Event(
    AT, State.QUEUED, "s1", "ana@mail.example", ("REQ-1", "REQ-2"), "first note", "dana", "", "Hello", "<m@x>"
)
SENT = replace(QUEUED, state=State.SENT, detail="250 ok")
STOPPED = Event(AT, Notice.STOPPED, by="dana")
SUPPRESSED = Event(AT, Notice.SUPPRESSED, detail="9f86d081", subject="asked us to")

HASHES = {Notice.SUPPRESSED, Notice.SECRET, Notice.MAILBOX}
words = st.text(max_size=12)
instants = st.datetimes(timezones=st.sampled_from([UTC, timezone(timedelta(hours=-7))]))
events = st.builds(
    Event,
    instants,
    st.sampled_from([*State, *Notice]),
    words.map("s{}".format),
    words,
    st.lists(words, max_size=3).map(tuple),
    words,
    words,
    words,
    words,
    words,
).filter(lambda event: cleaned(event).detail or event.state not in HASHES)


def tabs_of(lines: Sequence[Event], first: int = 1) -> dict[str, list[Row]]:
    """Both tabs as the program makes them."""
    rows = rows_of(lines, first)
    return {tab: [headers_of(PROGRAM_TABS[tab]), *rows.get(tab, ())] for tab in (BP_OUTREACH, BP_SUPPRESSION)}


def in_cells(rows: Sequence[Row]) -> list[Row]:
    """Rows as Google Sheets gives them back."""
    written = [[cell_data(cell) for cell in row] for row in rows]
    return [[cell_of({"effectiveValue": cell.get("userEnteredValue", {})}) for cell in row] for row in written]


@given(st.lists(events, max_size=6))
def test_events_come_back_as_they_were(lines: list[Event]) -> None:
    """What stands in the cells of a sheet is read as the same events, in the same order."""
    lines = [cleaned(event) for event in lines]
    found = read_lines({tab: in_cells(rows) for tab, rows in tabs_of(lines).items()})
    assert [event for _, event in sorted(found.events.items())] == lines
    assert (found.problems, found.places, found.missing(len(lines))) == ([], {}, [])


@given(st.lists(st.text(alphabet="%25;3B R", max_size=8), max_size=4))
def test_keys_of_requisitions_stay_apart(keys: list[str]) -> None:
    """Whatever stands in a key, semicolons included, it is one key again: it claims what it claimed."""
    event = cleaned(replace(QUEUED, requisitions=tuple(keys)))
    assert read_lines(tabs_of([event])).events[1].requisitions == event.requisitions


@given(events)
def test_cleaning_is_done_once(event: Event) -> None:
    """A cleaned event is cleaned."""
    assert cleaned(cleaned(event)) == cleaned(event)


def test_cleaning_removes_what_no_cell_holds() -> None:
    """Control characters and lone surrogates are removed, line breaks and letters stay, the rest is cut off."""
    event = cleaned(replace(QUEUED, detail=" 250\r\nOK \x00\udcff ", subject="Привет 🌵", by="x" * (LONGEST + 1)))
    assert (event.detail, event.subject, len(event.by)) == ("250\r\nOK", "Привет 🌵", LONGEST)


def test_only_the_hash_of_a_suppressed_candidate_is_stored() -> None:
    """Neither key nor address of a suppressed candidate is written to a tab."""
    event = replace(SUPPRESSED, candidate="ana@mail.example", by="ana@mail.example", requisitions=("ana",))
    assert "ana" not in str(tabs_of([cleaned(event)]))


def test_instants_are_for_people() -> None:
    """The column At holds the instant in UTC, to the microsecond."""
    assert tabs_of([QUEUED])[BP_OUTREACH][1][0] == "2026-11-22T08:00:00.123456Z"


def test_sorting_changes_nothing() -> None:
    """Whatever order people give the rows, lines are in the order they were written."""
    tabs = tabs_of([QUEUED, SUPPRESSED, SENT, STOPPED])
    tabs[BP_OUTREACH][1:] = tabs[BP_OUTREACH][:0:-1]
    assert dict(sorted(read_lines(tabs).events.items())) == {1: QUEUED, 2: SUPPRESSED, 3: SENT, 4: STOPPED}


def test_deleted_rows_are_missing() -> None:
    """A row that is gone from either tab is reported by its number, and so is the last one."""
    tabs = tabs_of([QUEUED, SUPPRESSED, SENT, STOPPED])
    del tabs[BP_SUPPRESSION][1], tabs[BP_OUTREACH][3]
    assert read_lines(tabs).missing(4) == [2, 4]


def test_a_line_can_be_marked_as_lost() -> None:
    """A number with 'lost' beside it is not missing, and no event."""
    tabs = tabs_of([QUEUED, SENT])
    tabs[BP_OUTREACH][1] = [None] * 5 + ["Lost"] + [None] * 4 + [1]
    lines = read_lines(tabs)
    assert (lines.missing(2), lines.events, lines.problems) == ([], {2: SENT}, [])


def test_rows_of_people_count_for_nothing() -> None:
    """Notes, garbled rows and blank ones are no events; each but the blank ones is a problem of its row."""
    tabs = tabs_of([QUEUED, SENT])
    garbled = [*tabs[BP_OUTREACH][2]]
    garbled[5] = "sent, I think"
    tabs[BP_OUTREACH] += [["I rang her up"], [], [None, " "], garbled]
    tabs[BP_SUPPRESSION] += [["", "2026-11-22", "no hash", 9]]
    lines = read_lines(tabs)
    assert lines.events == {1: QUEUED, 2: SENT}
    assert [(problem.tab, problem.row) for problem in lines.problems] == [
        (BP_OUTREACH, 4),
        (BP_OUTREACH, 7),
        (BP_SUPPRESSION, 2),
    ]


def test_the_first_of_two_rows_with_one_number_counts() -> None:
    """A copied row is a problem and no event."""
    tabs = tabs_of([QUEUED])
    copy = [*tabs[BP_OUTREACH][1]]
    copy[2] = "ben@mail.example"
    tabs[BP_OUTREACH].append(copy)
    lines = read_lines(tabs)
    assert lines.events == {1: QUEUED}
    assert [problem.row for problem in lines.problems] == [3]


def test_moved_columns_are_reported_and_still_read() -> None:
    """Rows under moved headers are read by their headers, also rows that another process wrote in the old order."""
    tabs = tabs_of([QUEUED])
    tabs[BP_OUTREACH] = [[row[-1], *row[:-1]] for row in tabs[BP_OUTREACH]]
    tabs[BP_OUTREACH] += rows_of([SENT], 2)[BP_OUTREACH]
    lines = read_lines(tabs)
    assert (lines.events, list(lines.places)) == ({1: QUEUED, 2: SENT}, [BP_OUTREACH])


def test_rows_follow_moved_headers() -> None:
    """What is written under moved headers is right there, and after the columns are back in their order."""
    tabs = tabs_of([QUEUED])
    tabs[BP_OUTREACH] = [[row[-1], "ours", *row[:-1]] for row in tabs[BP_OUTREACH]]
    places = read_lines(tabs).places[BP_OUTREACH]
    tabs[BP_OUTREACH] += arranged(rows_of([SENT], 2)[BP_OUTREACH], places)
    assert read_lines(tabs).events == {1: QUEUED, 2: SENT}
    tabs[BP_OUTREACH] = [[*row[2:], row[0]] for row in tabs[BP_OUTREACH]]
    assert tabs == tabs_of([QUEUED, SENT])


def test_a_deleted_column_is_not_read_from_its_neighbour() -> None:
    """If a column was deleted, no other column is read for it: such lines are missing, others are read."""
    tabs = tabs_of([QUEUED, STOPPED])
    tabs[BP_OUTREACH] = [[row[0], *row[2:]] for row in tabs[BP_OUTREACH]]
    lines = read_lines(tabs)
    assert (lines.events, lines.missing(2)) == ({2: STOPPED}, [1])
    tabs[BP_OUTREACH] += arranged(rows_of([SENT], 3)[BP_OUTREACH], lines.places[BP_OUTREACH])
    assert read_lines(tabs).events == {2: STOPPED, 3: SENT}


def test_columns_to_the_right_are_people_s_own() -> None:
    """A column added at the right edge, and headers that an older version did not know, change nothing."""
    wide, narrow = tabs_of([QUEUED]), tabs_of([QUEUED])
    wide[BP_OUTREACH] = [[*row, "ours"] for row in wide[BP_OUTREACH]]
    narrow[BP_OUTREACH][0] = narrow[BP_OUTREACH][0][:8]
    for tabs in (wide, narrow):
        lines = read_lines(tabs)
        assert (lines.events, lines.places, lines.problems) == ({1: QUEUED}, {}, [])


def test_a_tab_without_a_header_row_is_reported_as_moved() -> None:
    """Where the header row was deleted, no line is lost."""
    tabs = tabs_of([QUEUED, SENT])
    del tabs[BP_OUTREACH][0]
    lines = read_lines(tabs)
    assert (lines.events, list(lines.places)) == ({1: QUEUED, 2: SENT}, [BP_OUTREACH])


def test_missing_tabs_are_empty() -> None:
    """A workbook without the tabs has no lines."""
    lines = read_lines({})
    assert (lines.events, lines.last, lines.missing(0)) == ({}, 0, [])


def test_spans_are_short() -> None:
    """Numbers in a row are said as from–to."""
    assert spans([9, 3, 7, 8, 12]) == "3, 7–9, 12"
