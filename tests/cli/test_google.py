"""The commands over a Google Sheet, as the settings of a real installation reach it."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from automation import refresh as main_job
from automation.store.google.places import SHEET_IDS
from tests.cli.program import PEOPLE, REQUISITIONS, TODAY, Program
from tests.sheets_emulator import batch
from tests.sheets_emulator.auth import ROBOT
from tests.sheets_emulator.errors import ApiError, insufficient_scope
from tests.sheets_emulator.server import Emulator
from tests.sheets_emulator.state import Cell, Unknowns
from tests.sheets_emulator.wire import Answer, answer, refusal

BEST = ["REQ-1 Platform Engineer", "REQ-1 Platform Engineer", "REQ-2 Clerk"]


@pytest.fixture
def emulator() -> Iterator[Emulator]:
    """A Sheets API to speak to."""
    with Emulator() as emulator:
        yield emulator


@pytest.fixture
def key(emulator: Emulator, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> str:
    """A shared spreadsheet, and the environment that leads to it."""
    key = emulator.create({"Candidates": PEOPLE, "Requisitions": REQUISITIONS})
    monkeypatch.setenv("BACKPOCKET_SHEETS_ENDPOINT", emulator.url)
    monkeypatch.setenv("BACKPOCKET_SERVICE_ACCOUNT_FILE", str(emulator.key_file(tmp_path)))
    monkeypatch.setenv("BACKPOCKET_WORKBOOK", key)
    return key


def version(emulator: Emulator, key: str) -> int:
    """Grows with every change of the spreadsheet."""
    return emulator.book(key).version


@pytest.mark.long
def test_init_refresh_check(backpocket: Program, emulator: Emulator, key: str) -> None:
    """`init` once, then `refresh` shows each person's match; a second one is one read; `check` and `explain` work."""
    assert backpocket("refresh").code == 65
    assert backpocket("init").code == 0
    first = backpocket("refresh", "--today", TODAY, "--json").record
    assert (first["changed"], first["requests"]) == (True, {"read": 2, "write": 1})
    rows = emulator.shown(key, "Candidates")
    assert [row[rows[0].index("BP Best match")] for row in rows[1:4]] == BEST
    second = backpocket("refresh", "--today", TODAY, "--json").record
    assert (second["changed"], second["requests"]) == (False, {"read": 1, "write": 0})
    assert backpocket("check").code == 0
    assert backpocket("explain", "ana@mail.example", "REQ-1").code == 0


@pytest.mark.long
def test_after_an_edit_only_its_row_is_matched(
    backpocket: Program, emulator: Emulator, key: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Also if it was made while the run before was writing; after that a run only reads."""
    whole, calls = main_job.make_plan, list[str]()

    def counted(*args: Any, **options: Any) -> Any:
        calls.append("all rows")
        return whole(*args, **options)

    # The real plan, counted.
    monkeypatch.setattr(main_job, "make_plan", counted)

    column = emulator.shown(key, "Candidates")[0].index("Skills")

    def edit(row: int, skills: str) -> None:
        book = emulator.book(key)
        book.sheets[0].put(row, column, Cell(skills))
        book.touch()

    def best() -> list[str]:
        rows = emulator.shown(key, "Candidates")
        return [row[rows[0].index("BP Best match")] for row in rows[1:4]]

    def run(*options: str) -> dict[str, Any]:
        record = backpocket("refresh", "--today", TODAY, "--json", *options).record
        return {name: value for name, value in record.items() if name not in {"run_id", "seconds"}}

    nothing = {"changed": False, "published": False, "requests": {"read": 1, "write": 0}}
    backpocket("init")
    run()
    assert calls == ["all rows"]
    edit(1, "Excel")
    writes: list[str] = []

    def meanwhile(_: object) -> None:
        writes.append("request")
        if len(writes) == 2:
            edit(3, "Kubernetes, Go")

    emulator.service.between_requests = meanwhile
    found = run()
    emulator.service.between_requests = None
    assert (found["requests"], best()) == ({"read": 2, "write": 1}, ["REQ-2 Clerk", BEST[1], BEST[2]])
    found = run()
    assert (found["requests"], best()) == ({"read": 2, "write": 1}, ["REQ-2 Clerk", BEST[0], BEST[0]])
    assert run() == {**found, **nothing}
    assert calls == ["all rows"]
    assert run("--force") == {**found, **nothing}
    assert calls == ["all rows"] * 2


def test_forget_names_the_row_that_a_person_deletes(backpocket: Program, emulator: Emulator, key: str) -> None:
    """Where nothing was calculated yet, nothing is deleted before the row; after that the receipt says so."""
    backpocket("init")
    words = ("forget", "ana@mail.example", "--by", "Dana Reyes")
    yet = "  nothing yet: delete 1 row in the sheet first, as said below\nNot within reach:\n  Candidates, row 2: "
    assert backpocket(*words, "--dry-run").out.startswith(f"Would delete:\n{yet}")
    backpocket(*words)
    assert backpocket(*words).out.startswith(f"Deleted:\n{yet}")
    deleted = {"sheetId": emulator.book(key).sheets[0].sheet_id, "dimension": "ROWS", "startIndex": 1, "endIndex": 2}
    book, request = emulator.book(key), {"deleteDimension": {"range": deleted}}
    batch.run(batch.Context(book, book.owner, emulator.service.workspace.ids), [request])
    backpocket(*words)
    gone = backpocket(*words).out
    assert gone.startswith("Deleted:\n  nothing was found\n")
    assert "Candidates" not in gone


def test_init_makes_tables(backpocket: Program, emulator: Emulator, key: str) -> None:
    """`--tables` makes the tabs of a new spreadsheet tables, and those of an old one stay; a file has none."""
    new = emulator.create({"Sheet1": ()})
    assert "add the tab Candidates as a table" in backpocket("init", "--tables", "--workbook", new).out
    assert {sheet.title: len(sheet.tables) for sheet in emulator.book(new).sheets if sheet.tables} == {
        "Candidates": 1,
        "Requisitions": 1,
    }
    assert backpocket("init", "--tables", "--workbook", key).code == 0
    assert not any(sheet.tables for sheet in emulator.book(key).sheets)
    refused = backpocket("init", "--tables", "--workbook", "pocket.xlsx")
    assert (refused.code, "is for a Google Sheet" in refused.err) == (2, True)


def test_a_run_names_the_columns_that_a_table_stopped(backpocket: Program, emulator: Emulator, key: str) -> None:
    """In the run's own output, with what to do; after that nothing is said any more."""
    backpocket("init")
    backpocket("refresh", "--today", TODAY)
    book = emulator.book(key)
    book.unknowns = Unknowns("text")
    sheet = book.sheet_titled("Candidates")
    assert sheet is not None
    area = {"sheetId": sheet.sheet_id, "startRowIndex": 0, "endRowIndex": 4}
    area |= {"startColumnIndex": 0, "endColumnIndex": sheet.column_count}
    request = {"addTable": {"table": {"range": area}}}
    batch.run(batch.Context(book, book.owner, emulator.service.workspace.ids), [request])
    said = backpocket("refresh", "--today", TODAY).out.splitlines()
    assert len(said) == 2
    assert said[1].startswith("Candidates: BP Best match, BP Score, ")
    assert said[1].endswith("run `backpocket init`, which puts them beside the table.")
    assert backpocket("init").code == 0
    assert len(backpocket("refresh", "--today", TODAY).out.splitlines()) == 1


def test_init_again(backpocket: Program, emulator: Emulator, key: str) -> None:
    """A second `init` says that nothing is missing, and writes nothing."""
    backpocket("init")
    before = version(emulator, key)
    assert backpocket("init").out == "Nothing is missing.\n"
    assert backpocket("init", "--json").record == {"workbook": key, "done": [], "dry_run": False}
    assert version(emulator, key) == before


def test_init_dry_run_writes_nothing(backpocket: Program, emulator: Emulator, key: str) -> None:
    """`init --dry-run` says line by line what `init` would do, and writes nothing."""
    before = version(emulator, key)
    would = backpocket("init", "--dry-run").out.splitlines()
    assert would[0].startswith("Would add to Candidates the columns BP Best match, ")
    assert "Would add the tab BP Data (hidden)." in would
    assert version(emulator, key) == before
    done = backpocket("init").out.splitlines()
    assert [line.removeprefix("Done: ") for line in done] == [line.removeprefix("Would ") for line in would]


def test_refresh_dry_run_writes_nothing(backpocket: Program, emulator: Emulator, key: str) -> None:
    """`refresh --dry-run` reads once and writes nothing."""
    backpocket("init")
    before = version(emulator, key)
    record = backpocket("refresh", "--dry-run", "--json").record
    assert (record["published"], record["requests"]) == (False, {"read": 1, "write": 0})
    assert version(emulator, key) == before


def test_address_from_the_browser(backpocket: Program, key: str) -> None:
    """The spreadsheet's address does as well as its key."""
    address = f"https://docs.google.com/spreadsheets/d/{key}/edit#gid=0"
    assert backpocket("check", "--workbook", address).code == 0


def test_a_short_key(backpocket: Program, emulator: Emulator, key: str) -> None:
    """Another service may have shorter keys than Google's."""
    emulator.service.workspace.files["pocket"] = emulator.book(key)
    assert backpocket("check", "--workbook", "pocket").code == 0


@pytest.mark.usefixtures("key")
def test_a_key_file_that_cannot_be_read_is_named(backpocket: Program, monkeypatch: pytest.MonkeyPatch) -> None:
    """A key file that cannot be read is named (2)."""
    monkeypatch.setenv("BACKPOCKET_SERVICE_ACCOUNT_FILE", "nowhere.json")
    ran = backpocket("refresh")
    assert (ran.code, "nowhere.json" in ran.err) == (2, True)


@pytest.mark.long
def test_rekey(backpocket: Program, emulator: Emulator, key: str) -> None:
    """A corrected address gets its history back in one write, and shows its match."""
    backpocket("init")
    backpocket("refresh", "--today", TODAY)
    cells = emulator.book(key).sheets[0].cells
    cells[1][1] = Cell("ana.souza@mail.example")
    emulator.book(key).touch()
    assert backpocket("rekey", "ana@mail.example", "ana.souza@mail.example").out.startswith("Done: carry ")
    seen = backpocket("refresh", "--today", "2026-11-30", "--json").record
    assert not [problem for problem in seen["problems"] if "rekey" in problem["message"]]
    first_seen = {row[1]: row[-1] for row in emulator.shown(key, "BP Matches")[1:]}
    assert first_seen["ana.souza@mail.example"] == TODAY


# Refusals


@pytest.mark.usefixtures("key")
@pytest.mark.parametrize("command", ["refresh", "init", "check"])
@pytest.mark.parametrize(
    ("refused", "code", "sentence"),
    [
        (refusal(ApiError(404, "Requested entity was not found.")), 2, "copy the address from the browser"),
        (refusal(ApiError(403, "The caller does not have permission")), 77, f"share it with {ROBOT} as an editor"),
        (refusal(ApiError(403, "… has not been used in project 1 before …")), 77, "not switched on"),
        (refusal(insufficient_scope()), 77, "lack the scope"),
        (refusal(ApiError(401, "Invalid credentials")), 77, "make a new key"),
        (refusal(ApiError(400, "This operation is not supported for this document")), 2, "Save as Google Sheets"),
    ],
    ids=["404", "403 not shared", "403 API off", "403 scope", "401", "400"],
)
def test_each_refusal_is_one_sentence_and_an_exit_code(
    backpocket: Program, emulator: Emulator, refused: Answer, code: int, sentence: str, command: str
) -> None:
    """What a person has to fix is one sentence and an exit code, for people and for programs."""
    emulator.service.faults.add(refused, on="/v4", times=100)
    ran = backpocket(command)
    assert (ran.code, sentence in ran.err, ran.out) == (code, True, "")
    error = backpocket(command, "--json").record["error"]
    assert (error["exit_code"], sentence in error["message"]) == (code, True)


@pytest.mark.usefixtures("key")
def test_a_key_that_was_deleted(backpocket: Program, emulator: Emulator) -> None:
    """`invalid_grant` from the token endpoint ends with exit code 77."""
    emulator.service.faults.add(answer({"error": "invalid_grant"}, 400), on="/token", times=100)
    ran = backpocket("refresh")
    assert (ran.code, "does not accept the key file" in ran.err) == (77, True)


# `check`


@pytest.mark.usefixtures("key")
def test_check_lists_what_is_ok(backpocket: Program) -> None:
    """Of a spreadsheet in order, every finding is a line that begins with ok."""
    backpocket("init")
    lines = [line for line in backpocket("check").out.splitlines() if line.startswith(("ok", "fix"))]
    subjects = [line.removeprefix("ok").strip().partition(":")[0] for line in lines]
    assert subjects == ["Key file", "API", "Sharing", "Protection", "External data", "Locale", "Size"]


def test_check_lists_what_to_fix(
    backpocket: Program, emulator: Emulator, key: str, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    """A finding that is not fine begins with `fix`, and says how."""
    backpocket("init")
    emulator.book(key).sheet(SHEET_IDS["BP Data"]).protected.clear()
    path = emulator.key_file(tmp_path)
    path.chmod(0o644)
    monkeypatch.setenv("BACKPOCKET_SERVICE_ACCOUNT_FILE", str(path))
    said = backpocket("check").out
    assert f"fix   Key file: others on this machine can read {path}: run `chmod 600 {path}`." in said
    assert "fix   Protection: all editors can type into BP Data: run `backpocket init`." in said
    assert "`backpocket init` would protect BP Data." in said
    backpocket("init")
    assert "fix   Protection" not in backpocket("check").out


def test_check_for_programs(backpocket: Program, key: str) -> None:
    """`check --json` holds the findings and the problems."""
    backpocket("init")
    record = backpocket("check", "--json").record
    assert record["workbook"] == key
    assert {"subject": "Locale", "fine": True, "message": "en_US, time zone Etc/GMT"} in record["findings"]
    assert {problem["tab"] for problem in record["problems"]} <= {"Candidates", "Requisitions"}


def test_check_before_init(backpocket: Program, emulator: Emulator, key: str) -> None:
    """Before `init`, check reads the rows and says which of the program's tabs are missing; it writes nothing."""
    before = version(emulator, key)
    ran = backpocket("check")
    assert ran.code == 0
    assert "fix   Program's tabs: " in ran.out
    assert "3 candidates and 2 open requisitions can be read" in ran.out
    assert version(emulator, key) == before


def test_check_says_findings_before_a_missing_header(backpocket: Program, emulator: Emulator, key: str) -> None:
    """Headers that stop a run don't keep check from saying what it found of the spreadsheet."""
    emulator.book(key).sheets[0].cells[0][0] = None
    ran = backpocket("check")
    assert (ran.code, "row 1 has no header 'Name'" in ran.err) == (65, True)
    assert "ok    API: the Google Sheets API answers." in ran.out
    assert "fix   Program's tabs: " in ran.out


def test_check_reports_a_renamed_tab(backpocket: Program, emulator: Emulator, key: str) -> None:
    """For a renamed tab, `check` prints a line, and a refresh still succeeds."""
    backpocket("init")
    emulator.book(key).sheets[0].properties["title"] = "Our pool"
    assert "There is no tab 'Candidates'; 'Our pool' has its headers and is read instead" in backpocket("check").out
    assert backpocket("refresh", "--json").record["candidates"] == 3


@pytest.mark.usefixtures("key")
def test_logs_contain_no_names(backpocket: Program, emulator: Emulator, monkeypatch: pytest.MonkeyPatch) -> None:
    """Standard error, at its most talkative, names neither people nor their addresses."""
    monkeypatch.setenv("BACKPOCKET_LOG_LEVEL", "debug")
    backpocket("init")
    emulator.service.faults.add(refusal(ApiError(409, "aborted")), on=":batchUpdate")
    ran = backpocket("refresh", "--json")
    assert (ran.code, "superseded" in ran.err) == (0, True)
    assert not [row[0] for row in PEOPLE[1:] if str(row[0]) in ran.err]
    assert "mail.example" not in ran.err


def test_made_up_people_never_go_into_a_shared_sheet(backpocket: Program, emulator: Emulator, key: str) -> None:
    """`init --sample` says where they may go, and writes nothing."""
    before = version(emulator, key)
    ran = backpocket("init", "--sample")
    assert (ran.code, "only go into a new file" in ran.err, version(emulator, key)) == (2, True, before)
