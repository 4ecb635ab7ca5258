"""Each ordinary mistake of an installation has a sentence that says what to do, and an exit code."""

import socket
import sys
from collections.abc import Callable
from datetime import UTC
from pathlib import Path

import pytest

from automation.clock import Clock, unknown_zone
from tests.cli.program import PEOPLE, REQUISITIONS, write_workbook
from tests.support.programs import BACKPOCKET, Ran, environment, finished

# Each test starts the installed program, some of them often.
pytestmark = pytest.mark.long
SHEET = "1AbCdEfGhIjKlMnOpQrStUvWxYz0123456789abcdefg"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A folder with a workbook, pocket.xlsx."""
    write_workbook(tmp_path / "pocket.xlsx", {"Candidates": PEOPLE, "Requisitions": REQUISITIONS})
    return tmp_path


def run(folder: Path, *words: object, **variables: str) -> Ran:
    """Run a command there."""
    return finished(BACKPOCKET, *words, cwd=folder, env=environment(HOME=str(folder), **variables))


def is_plain(ran: Ran) -> bool:
    """Whether standard error is sentences, without a log line or a place in the code."""
    return not ran.out and "{" not in ran.err and ".py" not in ran.err


@pytest.mark.parametrize(
    ("make", "says"),
    [
        (lambda file: file.write_bytes(b'workbook = "pocket.xlsx"\nsender = "caf\xe9"\n'), "not in UTF-8 (line 2)"),
        (lambda file: file.mkdir(), "is a folder where the settings file belongs"),
        (lambda file: file.write_text("workbook = pocket.xlsx\n"), "cannot be read"),
        # A file that no user can read, not even root, who may run the tests.
        (lambda file: file.symlink_to("/proc/self/mem"), "cannot be read (Input/output error)"),
    ],
    ids=["latin-1", "folder", "no toml", "unreadable"],
)
def test_settings_that_cannot_be_read(folder: Path, make: Callable[[Path], object], says: str) -> None:
    """The sentence names the settings file and what is wrong with it (2)."""
    make(folder / "backpocket.toml")
    ran = run(folder, "check", "--workbook", "pocket.xlsx")
    assert (ran.code, "backpocket.toml" in ran.err, says in ran.err, is_plain(ran)) == (2, True, True, True), ran.err


def test_a_settings_file_that_begins_with_a_mark(folder: Path) -> None:
    """Windows' Notepad begins a file in UTF-8 with a byte order mark, which changes nothing; so do its line ends."""
    (folder / "backpocket.toml").write_bytes(
        b'\xef\xbb\xbfworkbook = "pocket.xlsx"\r\norganisation = "M\xc3\xbcller"\r\n'
    )
    assert run(folder, "check").code == 0


def test_a_sheet_without_a_key_file(folder: Path) -> None:
    """Where no key file is set, the sentence says which setting names it (2)."""
    ran = run(folder, "check", "--workbook", SHEET, GOOGLE_APPLICATION_CREDENTIALS="none.json")
    assert (ran.code, "set service_account_file to the key file" in ran.err, is_plain(ran)) == (2, True, True), ran.err


@pytest.mark.parametrize("text", ["[]", '{"type": "service_account", "client_email": 1}'])
def test_a_file_that_is_no_key_is_named(folder: Path, text: str) -> None:
    """A file that is no service account's key is named (2), whatever is in it."""
    (folder / "key.json").write_text(text)
    ran = run(folder, "check", "--workbook", SHEET, BACKPOCKET_SERVICE_ACCOUNT_FILE="key.json")
    assert (ran.code, "is key.json a service account's key file?" in ran.err, is_plain(ran)) == (2, True, True), ran.err


@pytest.mark.parametrize(
    ("lock", "code", "says"),
    [
        ("backpocket-backups/.pocket.xlsx.lock", 77, ".pocket.xlsx.lock is a folder where a file has to be"),
        (".~lock.pocket.xlsx#", 75, "is open in LibreOffice"),
        ("~$pocket.xlsx", 75, "is open in Excel"),
    ],
)
def test_a_lock_that_is_a_folder(folder: Path, lock: str, code: int, says: str) -> None:
    """It is named, with what to do; the workbook stays as it was."""
    (folder / lock).mkdir(parents=True)
    before = (folder / "pocket.xlsx").read_bytes()
    ran = run(folder, "refresh", "--workbook", "pocket.xlsx")
    assert (ran.code, says in ran.err, is_plain(ran)) == (code, True, True), ran.err
    assert (folder / "pocket.xlsx").read_bytes() == before


@pytest.mark.parametrize(
    ("blocked", "words"),
    [
        ("backpocket-outreach", ("outreach", "suppress", "ada@okafor.example", "--by", "Dana")),
        ("calendars", ("nudge", "--ics", "calendars")),
        ("index", ("archive", "add", "people.csv")),
    ],
)
def test_a_folder_that_cannot_be_written(folder: Path, blocked: str, words: tuple[str, ...]) -> None:
    """It is named, with what to do, and the code is the one of files that cannot be written (77)."""
    (folder / blocked).write_text("")
    (folder / "people.csv").write_text("Name,Email,Current title\nAda Okafor,ada@okafor.example,Engineer\n")
    ran = run(folder, *words, "--workbook", "pocket.xlsx", BACKPOCKET_ARCHIVE="index")
    said = f"{blocked}" in ran.err and "check who may write there, and that the disk is not full" in ran.err
    assert (ran.code, said, is_plain(ran)) == (77, True, True), ran.err


@pytest.mark.parametrize("zone", ["Mars/Olympus", "UTC+24"])
def test_an_unknown_time_zone_falls_back_to_utc(folder: Path, zone: str) -> None:
    """A command works by UTC, and says so and what to set (0)."""
    ran = run(folder, "check", "--workbook", "pocket.xlsx", TZ=zone)
    assert (ran.code, "days begin at midnight UTC. Set TZ or time_zone" in ran.err, ran.err.count("\n")) == (0, True, 1)


@pytest.mark.parametrize("zone", ["../../etc/passwd", "\udcff", "x", "A" * 5_000])
def test_an_unknown_zone_is_reported_with_similar_names(monkeypatch: pytest.MonkeyPatch, zone: str) -> None:
    """A time zone that this machine does not know is reported with similar names, and UTC is used."""
    monkeypatch.setenv("TZ", zone)
    assert (unknown_zone(), Clock().zone()) == (zone, UTC)


@pytest.mark.parametrize(
    "zone", ["", "UTC", "Europe/Berlin", ":/etc/localtime", "EST5EDT,M3.2.0,M11.1.0", "<+0330>-3:30"]
)
def test_every_valid_form_of_tz_is_accepted(monkeypatch: pytest.MonkeyPatch, zone: str) -> None:
    """Every form that TZ may have is accepted."""
    monkeypatch.setenv("TZ", zone)
    assert (unknown_zone(), Clock().zone()) == (None, None)


@pytest.mark.parametrize("command", ["refresh", "dashboard"])
def test_a_working_directory_that_was_deleted(folder: Path, command: str) -> None:
    """It says so, and to change to another one (2)."""
    # Only the dashboard needs one for a workbook that is named in full.
    workbook = folder / "pocket.xlsx" if command == "dashboard" else "pocket.xlsx"
    script = 'mkdir gone && cd gone && rmdir ../gone && exec "$0" "$@"'
    ran = finished("sh", "-c", script, BACKPOCKET, command, "--workbook", workbook, cwd=folder)
    assert (ran.code, "The working directory was deleted" in ran.err, "{" in ran.err) == (2, True, False), ran.err


@pytest.mark.parametrize("command", ["dashboard", "respond"])
def test_a_port_that_is_taken(folder: Path, command: str) -> None:
    """It is named, and nothing is printed as if it could be reached there (2)."""
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]
        ran = run(folder, command, "--workbook", "pocket.xlsx", "--port", port)
    says = f"Nothing can listen at 127.0.0.1:{port} (Address already in use)"
    assert (ran.code, says in ran.err, is_plain(ran)) == (2, True, True), ran.err


@pytest.mark.parametrize("as_json", [True, False])
def test_a_user_without_a_home_directory(folder: Path, *, as_json: bool) -> None:
    """Without HOME, for a user unknown to the system: a library that needs it ends in a sentence, or in JSON."""
    start = (
        "import pwd, sys\n"
        "def unknown(number): raise KeyError(number)\n"
        "pwd.getpwuid = unknown\n"
        "from automation.cli.app import main\n"
        "main(sys.argv[1:])\n"
    )
    variables = {name: value for name, value in environment().items() if name != "HOME"}
    words = ["check", "--workbook", SHEET, *(["--json"] if as_json else [])]
    ran = finished(sys.executable, "-c", start, *words, cwd=folder, env=variables)
    assert (ran.code, ran.err) == (2, "This user has no home directory: set HOME to a folder, and run this again.\n")
    assert as_json == ('"exit_code": 2' in ran.out)
