"""What colleagues, and other runs of ours, do to a Google Sheet between two requests of one. The soak found them."""

from collections.abc import Callable
from typing import Any

import pytest

from automation.core.model import Conventions, Problem
from automation.errors import NotInstalled, StoreUnavailable, Superseded
from automation.refresh import refresh
from automation.services.init import complete
from automation.store.google.store import GoogleStore
from tests.sheets_emulator.faults import Kind
from tests.store.contract import CLOCK
from tests.store.google_sheet import BEST, Sheet, delete_column, delete_tab, lines, move_column

WRITE, LOOK = 2, 3
DORA = {"name": "Dora", "email": "dora@mail.example", "shelved_on": "2026-03-01", "shelve_reason": "Timing"}


def interrupted(sheet: Sheet, number: int, act: Callable[[], object]) -> GoogleStore:
    """A store that calls `act` right before its request of this number.

    It wraps the client, since `act` may run the program itself: the emulator answers one request at a time.
    """
    store = sheet.store()
    client, sent = store.connection.client.http_client, [0]
    real = client.request

    def request(*arguments: Any, **options: Any) -> Any:
        sent[0] += 1
        if sent[0] == number:
            act()
        return real(*arguments, **options)

    client.request = request  # type: ignore[method-assign]
    return store


def reported(store: GoogleStore) -> dict[str, Problem]:
    """The problems that a run reports of BP columns, by column."""
    outcome = refresh(store, CLOCK, Conventions())
    return {problem.column: problem for problem in outcome.problems if problem.column.startswith("BP ")}


def acted(store: GoogleStore) -> None:
    """A line in the log of actions."""
    store.append("BP Actions", [["now", "dana", "x"]], store.read().version)


@pytest.fixture
def referred(refreshed: Sheet) -> Sheet:
    """A spreadsheet in which another column holds other people's keys, in the order of the rows."""
    for row, text in enumerate(["Referred by", "ben@mail.example", "cleo@mail.example", "ana@mail.example"]):
        refreshed.type("Candidates", row, 6, text)
    return refreshed


@pytest.mark.parametrize("number", range(WRITE, 6))
def test_columns_that_move_while_ours_are_added(referred: Sheet, number: int) -> None:
    """Other keys come to stand where the key was: no row ever shows what was published for another one."""
    referred.edit(delete_column(referred, referred.column("BP Best match")))
    seen: list[object] = []

    def look() -> None:
        if "BP Best match" in referred.tab("Candidates")[0]:
            seen.append(referred.seen("BP Best match"))

    store = interrupted(referred, number, lambda: referred.edit(move_column(referred, 6, 1)))
    real = store.connection._once
    store.connection._once = lambda *a, **o: (look(), real(*a, **o), look())[1]  # type: ignore[func-returns-value, method-assign]
    complete(store)
    assert [shown for shown in seen if shown not in (dict.fromkeys(BEST), BEST)] == []
    assert (seen[-1], referred.init()) == (BEST, [])


def test_columns_may_move_while_formulas_are_fixed(referred: Sheet) -> None:
    """A formula that was fixed for the key's old place is fixed again, before anything is published."""
    referred.edit(delete_tab(referred, "BP Data"))
    complete(interrupted(referred, WRITE, lambda: referred.edit(move_column(referred, 6, 1))))
    assert referred.init() == []
    referred.refresh()
    assert referred.seen("BP Best match") == BEST


def test_a_blocked_cell_is_reported_though_another_process_wrote(installed: Sheet) -> None:
    """The check after publishing takes place, although another process logs a line in between."""
    column = installed.column("BP Score")

    def meanwhile() -> None:
        installed.type("Candidates", 2, column, "call her")
        acted(installed.store())

    assert "BP Score" in reported(interrupted(installed, LOOK, meanwhile))


@pytest.mark.parametrize("what", ["header row", "column", "tab"])
def test_columns_deleted_after_publishing_are_reported(installed: Sheet, what: str) -> None:
    """Columns of ours that cannot be found a moment later are reported, each by its name."""
    edits = {
        "header row": {"insertDimension": {"range": lines(installed, "ROWS", 0)}},
        "column": delete_column(installed, installed.column("BP Score")),
        "tab": delete_tab(installed, "Candidates"),
    }
    said = reported(interrupted(installed, LOOK, lambda: installed.edit(edits[what])))
    assert said["BP Score"].message == "BP Score disappeared during the run: run `backpocket check`."


def test_a_publication_deleted_at_once_is_published_again(installed: Sheet) -> None:
    """BP Data is deleted right after the write, and init makes it anew: the run starts over."""

    def meanwhile() -> None:
        installed.edit(delete_tab(installed, "BP Data"))
        installed.init()

    assert reported(interrupted(installed, LOOK, meanwhile)) == {}
    assert installed.seen("BP Best match") == BEST


def test_a_second_bp_column_is_reported(refreshed: Sheet) -> None:
    """If a column with our formula is there twice, that is reported, since only one of them is checked."""
    column = refreshed.column("BP Score")
    span = {"sheetId": refreshed.id_of("Candidates"), "startRowIndex": 0, "endRowIndex": 1}
    source, place = ({**span, "startColumnIndex": at, "endColumnIndex": at + 1} for at in (column, column + 12))
    refreshed.edit({"appendDimension": {"sheetId": span["sheetId"], "dimension": "COLUMNS", "length": 20}})
    refreshed.edit({"copyPaste": {"source": source, "destination": place, "pasteType": "PASTE_NORMAL"}})
    assert "A second BP Score stands in column" in reported(refreshed.store())["BP Score"].message


@pytest.mark.parametrize("trouble", ["headers", "service"])
def test_a_shelved_row_that_cannot_be_checked_is_no_failure(refreshed: Sheet, trouble: str) -> None:
    """The row is there, so no failure is reported: the user would add it again."""

    def meanwhile() -> None:
        if trouble == "headers":
            refreshed.edit({"insertDimension": {"range": lines(refreshed, "ROWS", 0)}})
        else:
            refreshed.service.faults.add(Kind.UNAVAILABLE, on="GET /v4", times=20)

    store = interrupted(refreshed, LOOK, meanwhile)
    (problem,) = store.shelve(DORA, store.read().version)
    assert problem.message.startswith("The row was added, but could not be checked afterwards: ")
    assert ["Dora"] in [row[:1] for row in refreshed.tab("Candidates")]


@pytest.mark.parametrize("kind", [Kind.RESET_BEFORE, Kind.RESET_AFTER])
def test_marks_deleted_while_a_write_is_checked(refreshed: Sheet, kind: Kind) -> None:
    """BP Data is deleted right after a write without a reply: the error says that it is unknown whether it landed."""
    refreshed.service.faults.add(kind, on=":batchUpdate")
    store = interrupted(refreshed, LOOK, lambda: refreshed.edit(delete_tab(refreshed, "BP Data")))
    version = store.read().version
    with pytest.raises(StoreUnavailable, match="Check whether it was written before you try again"):
        store.shelve(DORA, version)


@pytest.mark.long
def test_a_data_tab_that_is_deleted_over_and_over(refreshed: Sheet) -> None:
    """The marks of each one linger, unseen; there is always one that is free."""
    for _ in range(6):
        for _ in range(3):
            acted(refreshed.store())
        refreshed.edit(delete_tab(refreshed, "BP Data"))
        refreshed.init()
        refreshed.refresh()
        assert refreshed.seen("BP Best match") == BEST


@pytest.mark.parametrize("publications", [0, 1, 5])
def test_a_write_based_on_a_deleted_data_tab_is_refused(refreshed: Sheet, publications: int) -> None:
    """BP Data is deleted and made anew between reading and writing: the write is as late as any other."""
    late = refreshed.store()
    version = late.read().version
    refreshed.edit(delete_tab(refreshed, "BP Data"))
    with pytest.raises((Superseded, NotInstalled)):
        late.append("BP Actions", [["now", "lee", "too late"]], version)
    refreshed.init()
    for _ in range(publications):
        acted(refreshed.store())
    with pytest.raises(Superseded):
        late.append("BP Actions", [["now", "lee", "too late"]], version)
    assert "lee" not in [row[1] for row in refreshed.tab("BP Actions")]
