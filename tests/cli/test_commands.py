"""Every command, as its users call it."""

import platform
import re
import sys
import tomllib
from collections.abc import Iterator
from pathlib import Path

import openpyxl
import pytest

from tests.cli import messy_sheet
from tests.cli.messy_sheet import messy_tabs
from tests.cli.program import PEOPLE, REQUISITIONS, TODAY, Program, changed, read_tab, write_workbook
from tests.support.programs import BACKPOCKET, environment, finished

ROOT = Path(__file__).parents[2]


@pytest.fixture
def sample(backpocket: Program, tmp_path: Path) -> Path:
    """The sample workbook, refreshed."""
    path = tmp_path / "sample.xlsx"
    assert backpocket("init", "--sample", "--workbook", path, "--today", TODAY).code == 0
    assert backpocket("refresh", "--workbook", path, "--today", TODAY).code == 0
    return path


# Libraries that are slow to import, and that only some commands need.
_DASHBOARD = ("streamlit", "altair", "pandas", "pyarrow", "starlette", "uvicorn")
_RARE = (
    *_DASHBOARD,
    "gspread",
    "google.auth",
    "duckdb",
    "dask",
    "lxml",
    "pypdf",
    "icalendar",
    "imap_tools",
    "xlsxwriter",
)
_START = {*_RARE, "automation.core.matching", "numpy", "rapidfuzz", "pydantic_settings", "sqlite3", "httpx", "jinja2"}
# Command → what it must start without. In the sample, which is refreshed already, `refresh` finds nothing new.
_UNNEEDED = {
    "--version": _START,
    "--help": _START,
    "refresh": {*_RARE, "automation.core.matching", "httpx", "jinja2"},
    "refresh --force": {*_RARE, "httpx", "jinja2"},
    "explain mara.lindqvist@mail.example REQ-101": {*_RARE, "httpx", "jinja2"},
    "nudge --dry-run": {*_RARE, "httpx"},
}


def test_commands_import_what_they_need(sample: Path) -> None:
    """A command starts without what only others need: pandas takes as long as a run that finds nothing new."""
    listed = (
        "import atexit, sys; from automation.cli.app import main; "
        f"atexit.register(lambda: print('imported', *{_START}.intersection(sys.modules), file=sys.stderr)); "
        "main(sys.argv[1:])"
    )
    found = {}
    for command, unneeded in _UNNEEDED.items():
        place = () if command.startswith("--") else ("--workbook", sample, "--today", TODAY)
        ran = finished(sys.executable, "-c", listed, *command.split(), *place, cwd=ROOT, check=True)
        found[command] = unneeded.intersection(ran.err.rpartition("imported")[2].split())
    assert found == {command: set() for command in _UNNEEDED}


@pytest.mark.parametrize("package", ["automation.cli.app", "dashboard"])
def test_numpy_starts_no_threads(package: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """They would spin at the start of each command, one for each core; but the user may ask for some."""
    monkeypatch.delenv("OPENBLAS_NUM_THREADS", raising=False)
    script = f"import os, {package}, numpy; print(len(os.listdir('/proc/self/task')))"
    assert finished(sys.executable, "-c", script, cwd=ROOT, check=True).out == "1\n"
    monkeypatch.setenv("OPENBLAS_NUM_THREADS", "2")
    assert finished(sys.executable, "-c", script, cwd=ROOT, check=True).out == "2\n"


def test_the_candidates_page_waits_for_no_dashboard() -> None:
    """`respond` serves people's phones from a small machine."""
    listed = "import sys, automation.cli.serving, automation.candidate_site.serve; print(*sys.modules)"
    loaded = finished(sys.executable, "-c", listed, cwd=ROOT, check=True).out.split()
    assert {*_RARE, "httpx"}.intersection(loaded) == {"starlette", "uvicorn"}


@pytest.mark.parametrize("group", ["", "outreach", "alerts", "archive", "contact", "forwarded", "review"])
def test_help_lists_commands_in_whole_sentences(backpocket: Program, group: str) -> None:
    """No line of a list of commands is cut off at its end."""
    listed = list(filter(None, backpocket(*filter(None, [group]), "--help").out.partition("Commands:")[2].splitlines()))
    assert listed
    assert [line for line in listed if not line.endswith(".") or line.endswith("..")] == []


def test_version(backpocket: Program) -> None:
    """What a bug report needs: the version in pyproject.toml, and Python's."""
    version = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]["version"]
    found = backpocket("--version")
    assert (found.code, found.out) == (0, f"backpocket {version}, Python {platform.python_version()}\n")


def test_init_makes_a_workbook_to_fill(backpocket: Program, tmp_path: Path) -> None:
    """A new workbook has every tab, a frozen header, dropdowns, and a line of help a column."""
    path = tmp_path / "new.xlsx"
    assert backpocket("init", "--workbook", path).code == 0
    book = openpyxl.load_workbook(path)
    assert book.sheetnames[:5] == ["Candidates", "Requisitions", "Settings", "Templates", "Aliases"]
    assert [book[name].sheet_state for name in ("BP Data", "BP Actions", "BP Suppression")] == ["hidden"] * 3
    sheet = book["Candidates"]
    assert sheet.freeze_panes == "B2"
    assert all(cell.comment for cell in sheet[1])
    assert len(sheet.data_validations.dataValidation) >= 6
    assert "\n0 candidates and 0 open requisitions can be read" in backpocket("check", "--workbook", path).out


def test_init_completes_a_workbook_and_finds_nothing_the_second_time(backpocket: Program, pocket: Path) -> None:
    """`init` adds what a workbook lacks, once; `--dry-run` only says so."""
    before = pocket.read_bytes()
    ran = backpocket("init", "--workbook", pocket, "--dry-run")
    assert "Would add the tab BP Matches." in ran.out
    assert pocket.read_bytes() == before
    assert backpocket("init", "--workbook", pocket).code == 0
    after = pocket.read_bytes()
    assert backpocket("init", "--workbook", pocket).out == "Nothing is missing.\n"
    assert pocket.read_bytes() == after


def test_init_adds_required_headers(backpocket: Program, tmp_path: Path) -> None:
    """A workbook that lacks required headers gets them on the right, and can be refreshed then."""
    tabs = {"Candidates": [["Name", "Our own"], ["Ana", 1]], "Requisitions": REQUISITIONS}
    path = write_workbook(tmp_path / "w.xlsx", tabs)
    assert backpocket("refresh", "--workbook", path).code == 65
    assert backpocket("init", "--workbook", path).code == 0
    header = [cell.value for cell in openpyxl.load_workbook(path)["Candidates"][1]]
    assert header[:5] == ["Name", "Our own", "Email", "Shelved on", "Shelve reason"]
    assert backpocket("refresh", "--workbook", path).code == 0


@pytest.mark.parametrize("title", [("Our pool 2026",), ()])
@pytest.mark.parametrize(
    "headers", [("Full name", "E-mail", "Shelved on", "Why shelved"), ("Full name", "E-mail", "Skills")]
)
def test_init_adds_nothing_beside_a_title(
    backpocket: Program, tmp_path: Path, title: tuple[str, ...], headers: tuple[str, ...]
) -> None:
    """Headers below a title or an empty row are named, complete or not; nothing is added above them."""
    row = ("Ana", "ana@mail.example", "2026-03-01", "Timing")[: len(headers)]
    path = write_workbook(tmp_path / "w.xlsx", {"Candidates": [title, headers, row], "Requisitions": REQUISITIONS})
    before = path.read_bytes()
    for command in ("init", "check"):
        ran = backpocket(command, "--workbook", path)
        assert (ran.code, "The headers seem to be in row 2: delete the rows above it." in ran.err) == (65, True)
    assert path.read_bytes() == before


@pytest.mark.parametrize("people", [3, 60])
def test_headers_that_were_sorted_among_people_are_moved_back(backpocket: Program, tmp_path: Path, people: int) -> None:
    """Where a person sorted a tab with its headers, nothing is added, and no advice would delete people."""
    names = [f"A{number:02}" for number in range(people)]
    rows = [(name, f"{name}@mail.example", "2026-03-01", "Timing") for name in names]
    sorted_in = [*rows, ("Full name", "E-mail", "Shelved on", "Why shelved"), ("Zoe", "zoe@mail.example")]
    path = write_workbook(tmp_path / "w.xlsx", {"Candidates": sorted_in, "Requisitions": REQUISITIONS})
    before = path.read_bytes()
    for command in ("init", "check", "refresh"):
        ran = backpocket(command, "--workbook", path)
        said = f"The headers seem to be in row {people + 1}: move that row to the top."
        assert (ran.code, said in ran.err) == (65, True)
    assert path.read_bytes() == before


def test_init_sample_never_overwrites(backpocket: Program, pocket: Path) -> None:
    """A file that is there stays as it is."""
    before = pocket.read_bytes()
    ran = backpocket("init", "--sample", "--workbook", pocket)
    assert (ran.code, pocket.read_bytes() == before) == (2, True)
    assert "is there already" in ran.err


def test_the_sample_has_every_reason_state_and_band(sample: Path) -> None:
    """The sample has every reason, every blocker state and band, doubles, a missing key, expired consent, a promise."""
    people = read_tab(sample, "Candidates")
    matches = read_tab(sample, "BP Matches")
    reasons = {row["Shelve reason"] for row in people}
    assert len(reasons - {None}) >= 15
    assert {match["Blocker"] for match in matches} >= {"cleared", "standing", "unknown"}
    assert {match["Band"] for match in matches} == {"Strong", "Good", "Possible", None}
    checks = " ".join(row["BP Check"] or "" for row in people)
    assert "May be the same person as" in checks
    assert "Consent ran out on" in checks
    assert any(row["Email"] is None for row in people)
    assert any((row["BP Follow-up reason"] or "").startswith("Promised: ") for row in people)


def test_refresh_prints_one_line_and_exits_0(backpocket: Program, pocket: Path) -> None:
    """Cron gets one line on standard output and nothing on standard error."""
    ran = backpocket("refresh", "--workbook", pocket, "--today", TODAY)
    assert (ran.code, ran.out.count("\n"), ran.err) == (0, 1, "")
    assert "3 candidates, 2 open requisitions, 3 matches" in ran.out


def test_refresh_json_is_one_object(backpocket: Program, pocket: Path) -> None:
    """The contract's fields are there, and a second run changes nothing, byte for byte."""
    first = backpocket("refresh", "--workbook", pocket, "--today", TODAY, "--json").record
    assert first.keys() >= {
        "run_id",
        "today",
        "candidates",
        "requisitions_open",
        "matches",
        "strong",
        "follow_ups_due",
        "problems",
        "changed",
        "published",
        "requests",
        "seconds",
    }
    assert (first["changed"], first["published"], first["requests"]) == (True, True, {"read": 1, "write": 1})
    before = pocket.read_bytes()
    second = backpocket("refresh", "--workbook", pocket, "--today", TODAY, "--json").record
    assert (second["changed"], second["published"], second["requests"]) == (False, False, {"read": 1, "write": 0})
    assert pocket.read_bytes() == before


def test_dry_run_writes_nothing(backpocket: Program, pocket: Path) -> None:
    """`--dry-run` says what would change and leaves file and folder alone."""
    before, folder = pocket.read_bytes(), sorted(pocket.parent.iterdir())
    record = backpocket("refresh", "--workbook", pocket, "--today", TODAY, "--dry-run", "--json").record
    assert (record["changed"], record["published"]) == (True, False)
    assert (pocket.read_bytes(), sorted(pocket.parent.iterdir())) == (before, folder)


@pytest.mark.long
def test_matches_shows_a_slate(backpocket: Program, sample: Path) -> None:
    """People are listed best first, with their reasons; an unknown and a closed requisition get different errors."""
    shown = backpocket("matches", "req-101", "--workbook", sample, "--today", TODAY)
    assert shown.out.index("Mara Lindqvist") < shown.out.index("Chidi Okafor")
    assert shown.out.index("Ravi Menon") < shown.out.index("Hana Sato"), "a Strong match behind a Good one"
    assert all(words in shown.out for words in ("Confirm first", "Pay expectation.", "2 would fit, but are excluded."))
    record = backpocket("matches", "REQ-101", "--workbook", sample, "--today", TODAY, "--json").record
    assert record["excluded_would_fit"] == {"REQ-101": 2}
    assert [match["rank"] for match in record["matches"]] == list(range(1, 11))
    assert backpocket("matches", "REQ-999", "--workbook", sample).code == 65
    closed = backpocket("matches", "REQ-090", "--workbook", sample)
    assert (closed.code, "is not open" in closed.err) == (2, True)
    empty = sample.with_name("empty.xlsx")
    assert backpocket("init", "--workbook", empty).code == 0
    assert backpocket("matches", "--workbook", empty).out == "No requisition is open.\n"


@pytest.mark.long
def test_explain_recomputes(backpocket: Program, sample: Path) -> None:
    """For every match shown, points recompute from the evidence and sum exactly to the score of BP Matches."""
    for match in read_tab(sample, "BP Matches"):
        said = backpocket(
            "explain", match["Candidate"], match["Req ID"], "--workbook", sample, "--today", TODAY, "--json"
        ).record
        assert said["score"] == match["Score"]
        assert round(sum(part["points"] for part in said["parts"]), 1) == said["score"]
        assert round(sum(part["most"] for part in said["parts"]), 1) == 100
        for part in said["parts"]:
            assert abs(part["most"] * part["fraction"] - part["points"]) <= 0.05 + 1e-9
            assert part["points"] == match[part["component"]]
            if part["skills"] and part["known"]:
                weight = sum(skill["weight"] for skill in part["skills"])
                credit = sum(skill["weight"] * skill["credit"] for skill in part["skills"])
                assert part["fraction"] == pytest.approx(credit / weight, abs=1e-4)


def test_explain_says_what_was_read_from_which_words(backpocket: Program, sample: Path) -> None:
    """Cells whose text is not the value itself are listed, with whose they are; the record has them too."""
    call = ("explain", "peter.novak@mail.example", "REQ-101", "--workbook", sample, "--today", TODAY)
    lines = [line for line in backpocket(*call).out.splitlines() if line.startswith("Read: ")]
    assert lines == [
        "Read: Pay expectation '65k' → 65k, currency unknown (peter.novak@mail.example)",
        "Read: Shelve reason 'Salary to high' → Pay too high (peter.novak@mail.example)",
    ]
    assert backpocket(*call, "--json").record["read"] == [
        {"tab": "Candidates", "column": "Pay expectation", "text": "65k", "value": "65k, currency unknown"},
        {"tab": "Candidates", "column": "Shelve reason", "text": "Salary to high", "value": "Pay too high"},
    ]


def test_explain_names_what_may_be_a_missing_skill(backpocket: Program, sample: Path) -> None:
    """Nothing is earned for it; a sentence says how to teach it."""
    book, mara = openpyxl.load_workbook(sample), "mara.lindqvist@mail.example"
    header = [cell.value for cell in book["Candidates"][1]]
    row = next(row for row in book["Candidates"].iter_rows(min_row=2) if row[header.index("Email")].value == mara)
    row[header.index("Skills")].value = "k8s, thatched roofing"
    asked = book["Requisitions"]
    columns = [cell.value for cell in asked[1]]
    opening = next(row for row in asked.iter_rows(min_row=2) if row[columns.index("Req ID")].value == "REQ-101")
    opening[columns.index("Must-have skills")].value = "Kubernetes, Roof thatching"
    book.save(sample)
    call = ("explain", mara, "REQ-101", "--workbook", sample, "--today", TODAY)
    lines = [line for line in backpocket(*call).out.splitlines() if line.startswith("Similar: ")]
    assert lines == [
        (
            "Similar: 'thatched roofing' looks like 'Roof thatching', but counts as another skill. "
            "If they are the same, add it to the tab Aliases."
        )
    ]
    assert backpocket(*call, "--json").record["similar"] == [{"asked": "Roof thatching", "listed": "thatched roofing"}]


def test_explain_suggests_similar_keys(backpocket: Program, sample: Path) -> None:
    """For a key that names no row, the error shows the keys that look like it."""
    ran = backpocket("explain", "lindqvist", "REQ-101", "--workbook", sample)
    assert ran.code == 65
    assert "mara.lindqvist@mail.example" in ran.err
    assert backpocket("explain", "mara.lindqvist@mail.example", "REQ-1", "--workbook", sample).code == 65


def test_follow_ups_are_listed_earliest_first(backpocket: Program, sample: Path) -> None:
    """What is due is shown with its reason and owner."""
    record = backpocket("follow-ups", "--workbook", sample, "--today", TODAY, "--json").record
    days = [row["on"] for row in record["follow_ups"]]
    assert days == sorted(days)
    assert all(day <= TODAY for day in days)
    assert "Promised" not in backpocket("follow-ups", "--workbook", sample, "--today", "2026-04-20").out


def test_report(sample: Path, backpocket: Program) -> None:
    """Figures of the pocket's health: for programs every one, for people with a dash for nothing of nothing.

    The year that the sample brings leaves no figure of the last 90 days without a number.
    """
    ran = backpocket("report", "--workbook", sample, "--today", TODAY, "--window", 30, "--json").record
    assert list(ran) == ["today", "window_days", "metrics", "funnel", "by"]
    assert (ran["today"], ran["window_days"], len(ran["metrics"])) == (TODAY, 30, 28)
    ratios = [one for one in ran["metrics"].values() if "denominator" in one]
    assert {tuple(one) for one in ratios} == {("numerator", "denominator", "value")}
    shown = backpocket("report", "--workbook", sample, "--today", TODAY, "--window", 30).out
    assert re.search(r"Replied +—", shown)
    year = backpocket("report", "--workbook", sample, "--today", TODAY, "--json").record
    metrics = year["metrics"].items()
    assert [name for name, one in metrics if one in ({}, None) or not one.get("denominator", 1)] == ["impact_ratios"]
    assert all(one["n"] > 4 for name, one in metrics if name.startswith("time_to_"))
    assert all(step["people"] for way in year["funnel"].values() for step in way)
    assert "—" not in backpocket("report", "--workbook", sample, "--today", TODAY).out
    assert backpocket("report", "--workbook", sample, "--window", 0).code == 2


def test_check_ends_each_line_with_one_full_stop(backpocket: Program, sample: Path) -> None:
    """Also where it says what a run would have said."""
    sample.chmod(0o444)
    said = backpocket("check", "--workbook", sample, "--today", TODAY).out.splitlines()[0]
    assert said.startswith("fix   File: ")
    assert said.endswith("then run this again.")
    assert not said.endswith("..")


def test_check_says_everything_at_once(backpocket: Program, sample: Path) -> None:
    """Every problem has its place and what to do; nothing is written."""
    before = sample.read_bytes()
    ran = backpocket("check", "--workbook", sample, "--today", TODAY)
    assert "Candidates row 38: Email is empty, so this person cannot be matched" in ran.out
    record = backpocket("check", "--workbook", sample, "--today", TODAY, "--json").record
    assert [finding["fine"] for finding in record["findings"]] == [True]
    assert len(record["problems"]) == ran.out.count("\n") - 2
    assert sample.read_bytes() == before


def test_check_names_incomplete_settings_of_mail(
    backpocket: Program, sample: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """In words and as JSON, before a message is refused."""
    monkeypatch.setenv("BACKPOCKET_SMTP_HOST", "mail.acme.example")
    lines = backpocket("check", "--workbook", sample).out.splitlines()
    wrong = 'smtp_host is set, but mailer is outbox, so nothing is e-mailed: set mailer = "smtp"'
    assert f"fix   Mail: {wrong}." in lines
    found = backpocket("check", "--workbook", sample, "--json").record["findings"]
    assert {"subject": "Mail", "fine": False, "message": wrong} in found


def test_rekey_carries_history_over(backpocket: Program, pocket: Path) -> None:
    """A corrected address is pointed out, and `rekey` keeps the day the match was first seen."""
    backpocket("refresh", "--workbook", pocket, "--today", "2026-11-10")
    book = openpyxl.load_workbook(pocket)
    book["Candidates"]["B2"] = "ana.souza@mail.example"
    book.save(pocket)
    backpocket("refresh", "--workbook", pocket, "--today", TODAY)
    row = read_tab(pocket, "Candidates")[0]
    assert "backpocket rekey ana@mail.example ana.souza@mail.example" in row["BP Check"]
    assert backpocket("rekey", "nobody@mail.example", "ana.souza@mail.example", "--workbook", pocket).code == 65
    assert backpocket("rekey", "ben@mail.example", "ana.souza@mail.example", "--workbook", pocket).code == 2
    assert backpocket("rekey", "ana@mail.example", "ana.souza@mail.example", "--workbook", pocket).code == 0
    backpocket("refresh", "--workbook", pocket, "--today", TODAY)
    assert (
        read_tab(pocket, "Candidates")[0]["BP Check"] is None
        or "rekey" not in read_tab(pocket, "Candidates")[0]["BP Check"]
    )
    seen = {match["Candidate"]: match["First seen on"] for match in read_tab(pocket, "BP Matches")}
    assert seen["ana.souza@mail.example"] == "2026-11-10"


def test_settings_come_from_file_environment_and_options(
    backpocket: Program, pocket: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Options win over the environment, the environment over the file."""
    Path("backpocket.toml").write_text('workbook = "nowhere.xlsx"\ndate_order = "DMY"\n')
    assert "nowhere.xlsx" in backpocket("check").err
    monkeypatch.setenv("BACKPOCKET_WORKBOOK", str(tmp_path / "elsewhere.xlsx"))
    assert "elsewhere.xlsx" in backpocket("check").err
    assert backpocket("check", "--workbook", pocket).code == 0


def test_a_tilde_in_a_setting_is_the_home_folder(
    backpocket: Program, pocket: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Settings read `~/pocket.xlsx` as a shell does; a home that is not known is named, and no folder `~` is made."""
    monkeypatch.setenv("HOME", str(pocket.parent))
    Path("backpocket.toml").write_text(f'workbook = "~/{pocket.name}"\noutreach_folder = "~/kept"')
    assert backpocket("refresh").code == 0
    done = backpocket("outreach", "suppress", "x@y.example", "--by", "Dana", "--reason", "asked")
    assert (done.code, (pocket.parent / "kept" / pocket.stem).is_dir()) == (0, True)
    assert not list(tmp_path.rglob("~"))
    Path("backpocket.toml").write_text('workbook = "~no-such-person/pocket.xlsx"')
    ran = backpocket("refresh")
    assert (ran.code, "workbook" in ran.err, "write the whole path" in ran.err) == (2, True, True)


def test_a_table_in_the_environment_is_json(backpocket: Program, pocket: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """As docs/settings.md says; what is not JSON is named without its value, which may be a secret (2)."""
    monkeypatch.setenv("BACKPOCKET_CHAT_HOOKS", "team=https://hooks.slack.com/services/T0/B0/secret")
    ran = backpocket("check", "--workbook", pocket)
    assert (ran.code, "BACKPOCKET_CHAT_HOOKS" in ran.err, "secret" in ran.err + ran.out) == (2, True, False)
    monkeypatch.setenv("BACKPOCKET_CHAT_HOOKS", '{"team": "https://hooks.slack.com/services/T0/B0/secret"}')
    assert backpocket("check", "--workbook", pocket).code == 0


def test_settings_are_checked_all_at_once(backpocket: Program, pocket: Path) -> None:
    """Every wrong setting is named in one go (2)."""
    wrong = (
        'date_order = "YMD"',
        'time_zone = "Berlin"',
        'colour = "blue"',
        'workbok = "x"',
        'senders = ["Dana"]',
        "chat_names = 7",
    )
    Path("backpocket.toml").write_text("\n".join(wrong))
    ran = backpocket("refresh", "--workbook", pocket)
    assert ran.code == 2
    assert all(word in ran.err for word in ("date_order", "time_zone", "'colour' is not a setting"))
    assert "'workbok' is not a setting: did you mean workbook?" in ran.err
    # In words for people who know no Python.
    assert "Setting senders: write it as a table" in ran.err
    assert "Setting chat_names: write it as true or false" in ran.err


@pytest.mark.parametrize(
    ("workbook", "said"),
    [
        (None, "No workbook is set"),
        ("missing.xlsx", "`backpocket init --workbook missing.xlsx` makes one"),
        ("people.csv", "is not an .xlsx workbook"),
    ],
)
def test_without_a_workbook_the_error_says_how_to_get_one(backpocket: Program, workbook: str | None, said: str) -> None:
    """Without a workbook the program says what to do (2)."""
    ran = backpocket("refresh", *(["--workbook", workbook] if workbook else []))
    assert (ran.code, said in ran.err) == (2, True)


def test_json_failures_are_one_object_too(backpocket: Program) -> None:
    """With `--json`, a failure is an object with its kind and exit code."""
    ran = backpocket("refresh", "--workbook", "missing.xlsx", "--json")
    assert ran.record["error"]["exit_code"] == ran.code == 2


@pytest.mark.long
def test_logs_hold_no_names_or_addresses(tmp_path: Path) -> None:
    """At the most detailed log level, neither the log of a run nor its summary line contains a name."""
    people = changed(PEOPLE, "Name", "Zebulon Quixote")
    path = write_workbook(tmp_path / "w.xlsx", {"Candidates": people, "Requisitions": REQUISITIONS})
    env = environment(BACKPOCKET_LOG_LEVEL="debug")
    done = finished(BACKPOCKET, "refresh", "--workbook", path, env=env, check=True, cwd=tmp_path)
    assert '"event": "refreshed"' in done.err
    assert not [word for word in ("Zebulon", "Quixote", "ana@", "mail.example") if word in done.err + done.out]


@pytest.mark.long
def test_nothing_but_the_line_when_piped(tmp_path: Path) -> None:
    """No progress and no colour reach a pipe."""
    path = write_workbook(tmp_path / "w.xlsx", {"Candidates": PEOPLE, "Requisitions": REQUISITIONS})
    done = finished(BACKPOCKET, "refresh", "--workbook", path, check=True, cwd=tmp_path)
    assert (done.out.count("\n"), done.err, "\x1b" in done.out) == (1, "", False)


@pytest.fixture
def clone(tmp_path: Path) -> Iterator[Path]:
    """The checkout's files without their history and its environment."""
    target = tmp_path / "clone"
    target.mkdir()
    for name in finished("git", "ls-files", "-z", cwd=ROOT, check=True).out.split("\0"):
        if name and (ROOT / name).is_file():
            (target / name).parent.mkdir(parents=True, exist_ok=True)
            (target / name).write_bytes((ROOT / name).read_bytes())
            (target / name).chmod((ROOT / name).stat().st_mode)
    return target


@pytest.mark.long
def test_demo_shows_slates_within_one_command(clone: Path) -> None:
    """From nothing, `script/demo --once` makes a sample, prints slates and due follow-ups, and can be run again."""
    for _ in range(2):
        done = finished(clone / "script/demo", "--once", check=True, within=300)
        assert "Mara Lindqvist" in done.out
        assert "Runner-up for REQ-090" in done.out
        assert "follow-ups due" in done.out
    assert (clone / "demo/backpocket.xlsx").exists()


@pytest.mark.long
def test_a_messy_sheet_is_refreshed_as_it_stands(backpocket: Program, tmp_path: Path) -> None:
    """For a messy sheet, a run finds matches, says what to fix, and keeps every cell of people's."""
    original, path = (write_workbook(tmp_path / name, messy_tabs()) for name in ("original.xlsx", "w.xlsx"))
    record = backpocket("refresh", "--workbook", path, "--today", TODAY, "--json").record
    assert (record["candidates"], record["requisitions_open"], record["changed"]) == (
        messy_sheet.PEOPLE,
        messy_sheet.OPEN,
        True,
    )
    assert record["matches"] >= 40
    checks = " ".join(str(row["BP Check"]) for row in read_tab(path, "Candidates"))
    assert "'65k'" in checks
    assert "'see my mail'" in checks
    before, after = (openpyxl.load_workbook(file) for file in (original, path))
    for tab in before.sheetnames:
        for row in before[tab].iter_rows():
            for cell in row:
                twin = after[tab][cell.coordinate]
                assert (cell.value, cell.data_type) == (twin.value, twin.data_type)
    content = path.read_bytes()
    again = backpocket("refresh", "--workbook", path, "--today", TODAY, "--json").record
    assert (again["changed"], path.read_bytes() == content) == (False, True)
