"""The findings of `check` about a Google Sheet: each one fine, and not."""

from pathlib import Path
from typing import Any

import pytest
from google.auth import compute_engine

from automation.core.model import Finding
from automation.core.schema import HIDDEN_TABS
from automation.store.google.connection import _address, connect
from automation.store.google.places import SHEET_IDS
from automation.store.google.store import GoogleStore
from tests.sheets_emulator.auth import ROBOT
from tests.sheets_emulator.server import Emulator
from tests.store.google_sheet import Sheet, delete_tab, rename_tab

OTHER = "other@example.iam.gserviceaccount.com"


def found(sheet: Sheet, subject: str, account: str = ROBOT) -> list[Finding]:
    """The findings on one subject."""
    return [finding for finding in sheet.store(account).examine() if finding.subject == subject]


def one(sheet: Sheet, subject: str, account: str = ROBOT) -> Finding:
    """The only finding on one subject."""
    (finding,) = found(sheet, subject, account)
    return finding


def put(sheet: Sheet, **properties: Any) -> None:
    """Set properties of the spreadsheet."""
    fields = ",".join(properties)
    sheet.edit({"updateSpreadsheetProperties": {"properties": properties, "fields": fields}})


def test_all_is_well(installed: Sheet) -> None:
    """After init every finding is listed and fine; it takes one small request."""
    store = installed.store()
    findings = store.examine()
    assert all(finding.fine for finding in findings)
    subjects = ["Key file", "API", "Sharing", "Protection", "External data", "Locale", "Size"]
    assert [finding.subject for finding in findings] == subjects
    assert vars(store.requests) == {"read": 1, "write": 0}


# The key file


def test_a_key_file_inside_a_git_work_tree(sheet: Sheet) -> None:
    """A key file that could be committed is named, with the work tree."""
    assert one(sheet, "Key file").fine
    (sheet.folder / ".git").mkdir()
    finding = one(sheet, "Key file")
    assert not finding.fine
    assert f"lies inside the git work tree {sheet.folder}: move it out" in finding.message


@pytest.mark.parametrize("mode", [0o640, 0o604])
def test_a_key_file_that_others_can_read(sheet: Sheet, mode: int) -> None:
    """For a key file that the group or all users can read, the finding has the command that fixes it."""
    store = sheet.store()
    path = Path(str(store.connection.key_file))
    path.chmod(mode)
    (finding,) = (finding for finding in store.examine() if finding.subject == "Key file")
    assert (finding.fine, finding.message.endswith(f"run `chmod 600 {path}`")) == (False, True)


def test_two_findings_on_one_file_are_both_reported(sheet: Sheet) -> None:
    """A key file inside git that others can read is two findings."""
    (sheet.folder / ".git").mkdir()
    store = sheet.store()
    Path(str(store.connection.key_file)).chmod(0o644)
    assert [finding.fine for finding in store.examine() if finding.subject == "Key file"] == [False, False]


@pytest.fixture
def keyless(sheet: Sheet, monkeypatch: pytest.MonkeyPatch) -> GoogleStore:
    """A store that finds its credentials as Google's own programs do."""
    monkeypatch.setenv("GOOGLE_APPLICATION_CREDENTIALS", str(sheet.emulator.key_file(sheet.folder)))
    return GoogleStore(connect(sheet.key, None, sheet.emulator.url))


def test_application_default_credentials(keyless: GoogleStore) -> None:
    """Without a key file in the settings, the machine's own credentials are used, and that is said."""
    assert keyless.examine()[0] == Finding("Credentials", True, "Application Default Credentials are accepted")


def test_a_machines_own_credentials_have_no_address_yet() -> None:
    """What a machine's own credentials say before their first token is no address to share with."""
    assert _address(compute_engine.Credentials()) == ""  # type: ignore[no-untyped-call]


# Access


def test_before_init_it_is_unknown_who_may_edit(sheet: Sheet) -> None:
    """If nothing is protected, a reading does not show whether the account may write."""
    assert "`backpocket init` shows whether as an editor" in one(sheet, "Sharing").message


@pytest.mark.parametrize("left", ["locks and warnings", "locks", "warnings"])
def test_a_viewer_is_asked_to_be_an_editor(installed: Sheet, left: str) -> None:
    """An account that was made a viewer later cannot write: share as an editor."""
    for tab in installed.emulator.book(installed.key).sheets:
        tab.protected[:] = [
            area for area in tab.protected if ("warnings" if area.get("warningOnly") else "locks") in left
        ]
    assert one(installed, "Sharing").fine
    installed.emulator.share(installed.key, ROBOT, "reader")
    finding = one(installed, "Sharing")
    assert (finding.fine, f"{ROBOT} cannot edit: share the spreadsheet with it as an editor" in finding.message) == (
        False,
        True,
    )
    assert all(finding.fine for finding in found(installed, "Protection")) or left == "warnings"


def test_a_tab_locked_by_people_does_not_count(sheet: Sheet) -> None:
    """A tab that people locked for themselves is no sign that the account may not edit."""
    lock = {"range": {"sheetId": 0}, "editors": {"users": []}}
    sheet.edit({"addProtectedRange": {"protectedRange": lock}})
    assert one(sheet, "Sharing").fine


def test_another_account_is_kept_out_of_our_tabs(installed: Sheet) -> None:
    """An editor whom the hidden tabs exclude is not advised to become an editor, but to be allowed in."""
    installed.emulator.share(installed.key, OTHER, "writer")
    assert one(installed, "Sharing", OTHER).fine
    finding = one(installed, "Protection", OTHER)
    assert not finding.fine
    assert f"protected against {OTHER}: ask the owner" in finding.message


# The program's tabs


@pytest.mark.long
@pytest.mark.parametrize("title", HIDDEN_TABS)
def test_an_unprotected_hidden_tab_is_reported(installed: Sheet, title: str) -> None:
    """A hidden tab without its protection is named; `init` fixes it, and then nothing is reported."""
    found_tab = installed.emulator.book(installed.key).sheet(SHEET_IDS[title])
    found_tab.protected.clear()
    finding = one(installed, "Protection")
    assert (finding.fine, finding.message) == (False, f"all editors can type into {title}: run `backpocket init`")
    installed.init()
    assert one(installed, "Protection").fine


def test_a_warning_is_no_protection(installed: Sheet) -> None:
    """A warning keeps no one out: `check` asks for real protection, and `init` sets it."""
    area = {"protectedRangeId": 1, "range": {"sheetId": SHEET_IDS["BP Data"]}, "warningOnly": True}
    installed.emulator.book(installed.key).sheet(SHEET_IDS["BP Data"]).protected[:] = [area]
    assert "all editors can type into BP Data" in one(installed, "Protection").message
    installed.init()
    assert one(installed, "Protection").fine


def test_a_hidden_tab_that_is_missing(installed: Sheet) -> None:
    """Hidden tabs that were deleted are named; `init` makes them, and then nothing is reported."""
    installed.edit(delete_tab(installed, "BP Data"), delete_tab(installed, "BP Suppression"))
    finding = one(installed, "Program's tabs")
    assert (finding.fine, finding.message) == (False, "BP Data, BP Suppression missing: run `backpocket init`")
    installed.init()
    assert not found(installed, "Program's tabs")


def test_a_copy_counts_as_the_hidden_tab(installed: Sheet) -> None:
    """A copy that bears a hidden tab's name is what the program works with: check agrees with init."""
    installed.edit(
        {"duplicateSheet": {"sourceSheetId": SHEET_IDS["BP Actions"], "newSheetName": "Copy"}},
        delete_tab(installed, "BP Actions"),
    )
    installed.edit(rename_tab(installed, "Copy", "BP Actions"))
    assert (found(installed, "Program's tabs"), installed.init()) == ([], [])


# The spreadsheet


def test_formulas_that_may_call_other_sites(installed: Sheet) -> None:
    """The switch that lets formulas send data out is a finding."""
    assert one(installed, "External data").fine
    put(installed, importFunctionsExternalUrlAccessAllowed=True)
    finding = one(installed, "External data")
    assert (finding.fine, "could send people's data out" in finding.message) == (False, True)


def test_locale_and_time_zone_are_shown(installed: Sheet) -> None:
    """The locale and the time zone are shown as they are."""
    put(installed, locale="de_DE", timeZone="Europe/Berlin")
    assert one(installed, "Locale") == Finding("Locale", True, "de_DE, time zone Europe/Berlin")


@pytest.mark.parametrize(("rows", "fine"), [(7_900_000, True), (8_000_000, False)])
def test_a_spreadsheet_that_is_nearly_full(emulator: Emulator, tmp_path: Path, rows: int, fine: bool) -> None:
    """From four fifths of ten million cells on, blank ones included, a person should know."""
    sheet = Sheet(emulator, tmp_path, {"Sheet1": []})
    grid = {"rowCount": rows, "columnCount": 1}
    properties = {"sheetId": 0, "gridProperties": grid}
    sheet.edit({"updateSheetProperties": {"properties": properties, "fields": "gridProperties(rowCount,columnCount)"}})
    finding = one(sheet, "Size")
    assert (finding.fine, f"{rows:,} of 10,000,000 cells" in finding.message) == (fine, True)
