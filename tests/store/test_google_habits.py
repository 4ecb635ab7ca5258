"""What else people do in a Google Sheet: each works, or is answered with one sentence."""

from typing import Any

from automation.core.text import text_of
from tests.sheets_emulator import chips
from tests.store.contract import CANDIDATES
from tests.store.google_sheet import BEST, Request, Sheet, lines

WIDTH = len(CANDIDATES[0])


def ours_wrong(outcome: Any) -> list[str]:
    """What a run says of BP columns."""
    return [problem.message for problem in outcome.problems if problem.column.startswith("BP ")]


def with_owner(sheet: Sheet, emails: tuple[str, ...]) -> None:
    """The last column becomes Owner; its first cell holds a chip for each address, with a comma between."""
    sheet.type("Candidates", 0, WIDTH - 1, "Owner")
    run: list[Request] = [
        {"startIndex": 3 * at, "chip": {"personProperties": {"email": email}}} for at, email in enumerate(emails)
    ]
    cell = {"userEnteredValue": {"stringValue": ", ".join("@" for _ in emails)}, "chipRuns": run}
    start = {"sheetId": sheet.id_of("Candidates"), "rowIndex": 1, "columnIndex": WIDTH - 1}
    sheet.edit({"updateCells": {"start": start, "rows": [{"values": [cell]}], "fields": "userEnteredValue,chipRuns"}})


def test_several_chips_in_one_cell(installed: Sheet) -> None:
    """Each name is read with its own address."""
    with_owner(installed, ("dana.reyes@acme.example", "alex.kim@acme.example"))
    owner = installed.refresh().plan.follow_ups["owner"][0]
    assert owner == "Dana Reyes <dana.reyes@acme.example>, Alex Kim <alex.kim@acme.example>"


def test_a_chip_in_the_place_of_an_address_is_named(installed: Sheet) -> None:
    """A key is what people see. A chip that shows a name is no address, and the row is named."""
    tab = installed.emulator.book(installed.key).sheet_titled("Candidates")
    assert tab is not None
    text, runs = chips.person("ana.souza@mail.example")
    tab.put(1, 1, tab.get(1, 1)._replace(value=text, chips=runs))
    said = [problem for problem in installed.refresh().problems if problem.row == 2]
    assert [(problem.column, problem.value) for problem in said] == [("Email", "Ana Souza")]


def test_checkboxes_down_a_whole_column(refreshed: Sheet) -> None:
    """FALSE in a thousand rows makes no candidate, and a new one goes right below the last one."""
    rows = [{"values": [{"userEnteredValue": {"boolValue": False}}]}] * 900
    start = {"sheetId": refreshed.id_of("Candidates"), "rowIndex": 1, "columnIndex": WIDTH - 1}
    refreshed.edit({"updateCells": {"start": start, "rows": rows, "fields": "userEnteredValue"}})
    assert refreshed.refresh().plan.counts["candidates"] == len(CANDIDATES) - 1
    store = refreshed.store()
    person = {"name": "Dee Fox", "email": "dee@mail.example", "shelved_on": "2026-11-22"}
    assert store.shelve(person, store.read().version) == []
    assert refreshed.tab("Candidates")[len(CANDIDATES)][0] == "Dee Fox"


def test_a_date_that_was_picked(refreshed: Sheet) -> None:
    """A date chip is a number with a date format."""
    cell = {
        "userEnteredValue": {"numberValue": 46112},
        "userEnteredFormat": {"numberFormat": {"type": "DATE", "pattern": "mmm d, yyyy"}},
    }
    start = {"sheetId": refreshed.id_of("Candidates"), "rowIndex": 1, "columnIndex": 4}
    fields = "userEnteredValue,userEnteredFormat.numberFormat"
    refreshed.edit({"updateCells": {"start": start, "rows": [{"values": [cell]}], "fields": fields}})
    shown = refreshed.store().read().tabs["Candidates"][1][4]
    assert text_of(shown) == "2026-03-31"


def test_another_locale_in_mid_life(refreshed: Sheet) -> None:
    """In a spreadsheet that became German, matches still show, and nothing has to be fixed."""
    refreshed.edit({"updateSpreadsheetProperties": {"properties": {"locale": "de_DE"}, "fields": "locale"}})
    assert ours_wrong(refreshed.refresh()) == []
    assert refreshed.seen("BP Best match") == BEST
    assert refreshed.init() == []


def test_notes_on_our_cells(refreshed: Sheet) -> None:
    """A note or a comment is not content."""
    column = refreshed.column("BP Best match")
    start = {"sheetId": refreshed.id_of("Candidates"), "rowIndex": 2, "columnIndex": column}
    refreshed.edit({"updateCells": {"start": start, "rows": [{"values": [{"note": "really?"}]}], "fields": "note"}})
    assert ours_wrong(refreshed.refresh()) == []
    assert refreshed.seen("BP Best match") == BEST


def test_ranges_protected_by_a_warning(refreshed: Sheet) -> None:
    """A warning stops no run and no shelving."""
    area = {"range": {"sheetId": refreshed.id_of("Candidates")}, "warningOnly": True}
    refreshed.edit({"addProtectedRange": {"protectedRange": area}})
    store = refreshed.store()
    person = {"name": "Dee Fox", "email": "dee@mail.example", "shelved_on": "2026-11-22"}
    assert store.shelve(person, store.read().version) == []
    assert ours_wrong(refreshed.refresh()) == []


def test_tabs_copied_to_another_spreadsheet(refreshed: Sheet) -> None:
    """Copied tabs get their columns to work by `init` there; until then they show no one's match."""
    other = Sheet.over(refreshed, refreshed.emulator.create({"Sheet1": ()}))
    for title in ("Candidates", "Requisitions"):
        refreshed.worksheet(title).copy_to(other.key)
        properties = {"sheetId": other.id_of(f"Copy of {title}"), "title": title}
        other.edit({"updateSheetProperties": {"properties": properties, "fields": "title"}})
    assert not set(map(text_of, other.seen("BP Best match").values())) & set(BEST.values())
    other.init()
    other.refresh()
    assert other.seen("BP Best match") == BEST


def test_a_spreadsheet_made_from_a_template(refreshed: Sheet) -> None:
    """A copy of a whole spreadsheet shows its own matches after its own refresh."""
    book = refreshed.emulator.book(refreshed.key).clone()
    book.key = f"{refreshed.key[:-4]}copy"
    refreshed.service.workspace.files[book.key] = book
    other = Sheet.over(refreshed, book.key)
    other.edit({"deleteDimension": {"range": lines(other, "ROWS", 2)}})
    assert ours_wrong(other.refresh()) == []
    assert other.seen("BP Best match") == {who: what for who, what in BEST.items() if not who.startswith("ben")}
