"""People who are shelved into a Google Sheet while colleagues work in it, and accounts that are kept out."""

from collections.abc import Callable

import pytest

from automation.core.model import Problem
from automation.errors import StoreAccess, Superseded
from automation.store.google.store import GoogleStore
from tests.sheets_emulator.auth import ROBOT
from tests.sheets_emulator.faults import Kind
from tests.store.google_sheet import BEST, Request, Sheet, delete_rows, lines, move_column

DORA = {"name": "Dora", "email": "dora@mail.example", "skills": "Excel", "level": "Mid", "shelved_on": "2026-03-01"}
ROW = ["Dora", "dora@mail.example", "Excel", "Mid", "2026-03-01"]
WRITE, LOOK = 2, 3
OTHER = "other@example.iam.gserviceaccount.com"


def shelved(store: GoogleStore) -> list[Problem]:
    """Shelve Dora."""
    return list(store.shelve(DORA, store.read().version))


def rows(sheet: Sheet) -> list[list[object]]:
    """People's own columns of Candidates, without the blank rows below."""
    found = [row[:5] for row in sheet.tab("Candidates")]
    while not any(found[-1]):
        found.pop()
    return found


def test_a_person_stands_below_the_others(refreshed: Sheet) -> None:
    """One row is inserted, filled and read back; nothing is to fix, and the next run shows its match."""
    before = rows(refreshed)
    store = refreshed.store()
    assert shelved(store) == []
    assert rows(refreshed) == [*before, ROW]
    assert vars(store.requests) == {"read": 2, "write": 1}
    refreshed.refresh()
    assert refreshed.seen("BP Best match") == BEST | {"dora@mail.example": "REQ-2 Clerk"}


def test_the_first_person_is_not_bold(refreshed: Sheet) -> None:
    """Headers are, and the row below them takes nothing from them."""
    new = Sheet.over(refreshed, refreshed.emulator.create({"Sheet1": ()}))
    new.init()
    assert shelved(new.store()) == []
    tab = new.emulator.book(new.key).sheet_titled("Candidates")
    assert tab is not None
    bold = [(tab.get(row, 0).format or {}).get("textFormat") for row in (0, 1)]
    assert (tab.get(1, 0).value, bold) == ("Dora", [{"bold": True}, None])


def test_text_stays_text(refreshed: Sheet) -> None:
    """What looks like a formula is kept as text."""
    store = refreshed.store()
    store.shelve(DORA | {"name": '=HYPERLINK("https://evil.example")'}, store.read().version)
    assert rows(refreshed)[-1][0] == '=HYPERLINK("https://evil.example")'


def test_a_grid_that_is_full(refreshed: Sheet) -> None:
    """People use every row of the tab: the new one comes below all the same."""
    book = refreshed.emulator.book(refreshed.key)
    blank = lines(refreshed, "ROWS", 4, book.sheets[0].row_count - 4)
    refreshed.edit({"deleteDimension": {"range": blank}})
    assert shelved(refreshed.store()) == []
    assert rows(refreshed)[-1] == ROW


@pytest.mark.parametrize("kind", [Kind.RESET_AFTER, Kind.RESET_BEFORE, Kind.UNAVAILABLE_APPLIED, Kind.UNAVAILABLE])
def test_no_candidate_is_shelved_twice(refreshed: Sheet, kind: Kind) -> None:
    """If a reply is lost, whether the write was applied or not, there is one row in the end."""
    refreshed.service.faults.add(kind, on=":batchUpdate")
    assert shelved(refreshed.store()) == []
    assert [row[0] for row in rows(refreshed)].count("Dora") == 1


@pytest.mark.parametrize("again", [False, True])
def test_a_dashboard_that_read_long_ago_starts_over(refreshed: Sheet, again: bool) -> None:
    """A row that is based on an older reading is not added, whether or not the store has read again since."""
    store = refreshed.store()
    version = store.read().version
    other = refreshed.store()
    other.append("BP Actions", [["now", "lee"]], other.read().version)
    if again:
        store.read()
    with pytest.raises(Superseded):
        store.shelve(DORA, version)
    assert "Dora" not in [row[0] for row in rows(refreshed)]


# Colleagues at the same moment


def insert_row(sheet: Sheet) -> Request:
    """A colleague inserts a row in the middle."""
    return {"insertDimension": {"range": lines(sheet, "ROWS", 2)}}


def sort(sheet: Sheet) -> Request:
    """A colleague sorts people's own columns."""
    area = {"sheetId": sheet.id_of("Candidates"), "startRowIndex": 1, "endRowIndex": 4, "endColumnIndex": 7}
    return {"sortRange": {"range": area, "sortSpecs": [{"dimensionIndex": 0, "sortOrder": "DESCENDING"}]}}


def add_person(sheet: Sheet) -> Request:
    """A colleague types a new person into the first free row, which is where ours would go."""
    start = {"sheetId": sheet.id_of("Candidates"), "rowIndex": 4, "columnIndex": 0}
    cells = [{"userEnteredValue": {"stringValue": text}} for text in ("Eve", "eve@mail.example")]
    return {"updateCells": {"start": start, "rows": [{"values": cells}], "fields": "userEnteredValue"}}


@pytest.mark.parametrize(
    ("edit", "when"), [(insert_row, WRITE), (insert_row, LOOK), (sort, WRITE), (sort, LOOK), (add_person, WRITE)]
)
def test_rows_may_move_meanwhile(refreshed: Sheet, edit: Callable[[Sheet], Request], when: int) -> None:
    """Rows that colleagues insert, sort or fill at that moment do no harm: theirs stay, and ours is found."""
    names = {"Ana Souza", "Ben Okoro", "Cleo Marsh"} | ({"Eve"} if edit is add_person else set())
    request = edit(refreshed)
    refreshed.before(when, lambda: refreshed.edit(request))
    assert shelved(refreshed.store()) == []
    assert ROW in rows(refreshed)
    assert {row[0] for row in rows(refreshed)[1:] if row[0]} == names | {"Dora"}


def test_a_column_that_moves_meanwhile_is_reported_with_the_row(refreshed: Sheet) -> None:
    """Skills goes to the left edge between reading and writing: the row that now stands askew is named."""
    request = move_column(refreshed, refreshed.column("Skills"), 0)
    refreshed.before(WRITE, lambda: refreshed.edit(request))
    (problem,) = shelved(refreshed.store())
    assert (problem.tab, problem.row) == ("Candidates", 5)
    assert "Columns were moved while this row was added: its cells are under other headers" in problem.message


def test_a_column_that_moves_after_writing_takes_its_cell_along(refreshed: Sheet) -> None:
    """Once the row is there, moving columns moves its cells, and nothing is to fix."""
    request = move_column(refreshed, refreshed.column("Skills"), 0)
    refreshed.before(LOOK, lambda: refreshed.edit(request))
    assert shelved(refreshed.store()) == []


def test_a_row_that_is_deleted_meanwhile_is_reported(refreshed: Sheet) -> None:
    """The new row is deleted before it is read back: the error asks to add the person again."""
    request = delete_rows(refreshed, 4)
    refreshed.before(LOOK, lambda: refreshed.edit(request))
    (problem,) = shelved(refreshed.store())
    assert "is not there: it was changed or deleted meanwhile; add it again" in problem.message


# Kept out


def test_another_account_cannot_publish(installed: Sheet) -> None:
    """The hidden tabs are locked to the account that ran init: for another, the error names whom to ask (77)."""
    installed.emulator.share(installed.key, OTHER, "writer")
    before, store = installed.version, installed.store(OTHER)
    with pytest.raises(StoreAccess, match=f"protected against {OTHER}: ask the owner") as caught:
        store.append("BP Actions", [["now", "dana"]], store.read().version)
    assert (caught.value.exit_code, installed.version) == (77, before)


def test_a_viewer_cannot_publish(installed: Sheet) -> None:
    """For an account that may only read, the error asks to make it an editor (77), and nothing is written."""
    installed.emulator.share(installed.key, ROBOT, "reader")
    before = installed.version
    with pytest.raises(StoreAccess, match=f"share it with {ROBOT} as an editor"):
        installed.refresh()
    assert installed.version == before


def test_a_tab_that_people_locked(refreshed: Sheet) -> None:
    """People lock Candidates: a refresh never writes there and works; shelving says which lock is in the way (77)."""
    lock = {"range": {"sheetId": refreshed.id_of("Candidates")}, "editors": {"users": []}}
    refreshed.edit({"addProtectedRange": {"protectedRange": lock}})
    refreshed.refresh()
    with pytest.raises(StoreAccess, match=f"protected against {ROBOT}: ask the owner to allow it there") as caught:
        shelved(refreshed.store())
    assert "Backpocket keeps" not in str(caught.value)
