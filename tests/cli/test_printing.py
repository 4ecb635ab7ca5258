"""What the program prints into pipes, logs, terminals of any kind, full disks and closed streams."""

import io
import os
import pty
import select
import sys
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from automation.cli.printing import run_output, streams
from tests.cli.program import PEOPLE, REQUISITIONS, changed, write_workbook
from tests.support.programs import BACKPOCKET, Ran, environment, finished, free_port, started

# Each test starts the installed program, some of them often.
pytestmark = pytest.mark.long
NAMES = ("Łukasz Wiśniewski", "Søren Ægir – “Zoë”", "高橋 Großmann")
PLAIN = ("Lukasz Wisniewski", 'Soren AEgir - "Zoe"', "\\u9ad8\\u6a4b Grossmann")
# A terminal that shows ASCII only, in each way that there is to have one; and one that shows a little more.
NARROW = {
    "locale": {"LC_ALL": "C", "PYTHONUTF8": "0", "PYTHONCOERCECLOCALE": "0"},
    "PYTHONIOENCODING": {"PYTHONIOENCODING": "ascii"},
    "latin-1": {"PYTHONIOENCODING": "latin-1"},
}
# Begins a program whose standard output is already closed at the other end.
_UNREAD = """
import os, sys
reads, writes = os.pipe()
os.close(reads)
os.dup2(writes, 1)
os.execv(sys.argv[1], sys.argv[1:])
"""


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with a small workbook, pocket.xlsx, of people whose names need more than ASCII."""
    place = tmp_path_factory.mktemp("printing")
    people = changed(PEOPLE, "Name", *NAMES)
    write_workbook(place / "pocket.xlsx", {"Candidates": people, "Requisitions": REQUISITIONS})
    return place


def run(folder: Path, *words: str, to: str = "", **variables: str) -> Ran:
    """Run a command on the workbook, its streams sent elsewhere as a shell does."""
    command = (BACKPOCKET, *words, *(() if "--help" in words else ("--workbook", "pocket.xlsx")))
    return finished("sh", "-c", f'exec "$0" "$@" {to}', *command, cwd=folder, env=environment(**variables))


@pytest.mark.parametrize("name", ["pocket.xlsx", "gone.xlsx"])
def test_a_server_says_where_it_is_before_it_ends(folder: Path, name: str) -> None:
    """`dashboard` prints its line while it runs, into a pipe, too; asked to end by SIGTERM it ends with 0."""
    port = free_port()
    with started(BACKPOCKET, "dashboard", "--workbook", name, "--port", port, cwd=folder) as program:
        assert program.line() == f"{name} is at http://127.0.0.1:{port} until you press Ctrl+C.\n"
        assert program.stop() == 0, program.err
    assert "Traceback" not in program.err
    assert ("There is no workbook at gone.xlsx" in program.err) == (name == "gone.xlsx")


@pytest.mark.parametrize(
    ("to", "why", "words"),
    [
        ("> /dev/full", "No space left on device", ("matches",)),
        ("> /dev/full", "No space left on device", ("matches", "--json")),
        ("> /dev/full", "No space left on device", ("--help",)),
        (">&-", "it is closed", ("refresh", "--force")),
    ],
)
def test_a_full_or_closed_standard_output_is_one_sentence(
    folder: Path, to: str, why: str, words: tuple[str, ...]
) -> None:
    """If the output is full or closed, the program prints one sentence and ends with 74; the command's work stands."""
    ran = run(folder, *words, to=to)
    sentence = f"Standard output takes no more ({why}), so not everything was printed. What the command did before "
    assert (ran.code, ran.err.count("\n"), ran.err.startswith(sentence)) == (74, 1, True), ran.err


@pytest.mark.parametrize("words", [("matches",), ("--help",)])
def test_a_closed_reader_is_no_failure(folder: Path, words: tuple[str, ...]) -> None:
    """If the reader has gone, as with `head`, no error is printed, and the exit code is SIGPIPE's."""
    more = () if "--help" in words else ("--workbook", "pocket.xlsx")
    ran = finished(sys.executable, "-c", _UNREAD, BACKPOCKET, *words, *more, cwd=folder)
    assert (ran.code, ran.out, ran.err) == (141, "", "")


def test_head_gets_the_first_lines_whole(folder: Path) -> None:
    """The first lines reach `head` whole, and no error is printed."""
    ran = finished("sh", "-c", '"$0" "$@" | head -n 2', BACKPOCKET, "matches", "--workbook", "pocket.xlsx", cwd=folder)
    assert (ran.code, ran.out.count("\n"), ran.err) == (0, 2, "")
    assert ran.out.startswith("REQ-1 Platform Engineer")


@pytest.mark.parametrize("to", ["2>&-", "2> /dev/full"])
def test_a_closed_standard_error_keeps_the_exit_code(folder: Path, to: str) -> None:
    """A failure keeps its exit code and its JSON object, though its sentence and the log cannot be written."""
    ran = run(folder, "explain", "nobody@mail.example", "REQ-1", "--json", to=to, BACKPOCKET_LOG_LEVEL="debug")
    assert (ran.code, ran.record["error"]["exit_code"]) == (65, 65)


def test_no_stream_at_all(folder: Path) -> None:
    """With all three closed a command does its work; no file that it opens is taken for one of them."""
    ran = run(folder, "refresh", "--force", to=">&- 2>&- <&-", BACKPOCKET_LOG_LEVEL="debug")
    assert (ran.code, ran.out, ran.err) == (74, "", "")
    assert run(folder, "check").code == 0


@pytest.mark.parametrize("narrow", NARROW.values(), ids=NARROW)
def test_json_is_json_on_any_terminal(folder: Path, narrow: dict[str, str]) -> None:
    """Where standard output is no UTF-8, `--json` is in ASCII and holds the same."""
    there, here = (run(folder, "matches", "--json", **variables) for variables in (narrow, {}))
    assert there.out.isascii()
    assert not here.out.isascii()
    assert there.record == here.record


def test_no_cell_moves_a_cursor(tmp_path: Path) -> None:
    """Control characters are not printed in tables, lines and errors; `--json` holds them escaped."""
    odd = "Ana \x9b2J\u202eSouza\x7f"
    people = changed(PEOPLE, "Name", odd)
    people = changed(people, "Pay expectation", "\x9b31m90000 \u202eor so")
    write_workbook(tmp_path / "pocket.xlsx", {"Candidates": people, "Requisitions": REQUISITIONS})
    for words in (("matches",), ("explain", "ana@mail.example", "REQ-1"), ("check",), ("explain", "\x9b2Jx", "REQ-1")):
        ran = run(tmp_path, *words)
        assert [char for char in ran.out + ran.err if char != "\n" and not char.isprintable()] == []
    found = run(tmp_path, "matches", "--json")
    assert found.out.isascii()
    assert odd.removesuffix("\x7f") in {match["name"] for match in found.record["matches"]}


def test_json_of_a_name_that_is_no_text(folder: Path) -> None:
    """A file whose name is not UTF-8 is named in JSON that can be read."""
    path = folder / os.fsdecode(b"caf\xe9.xlsx")
    path.write_bytes((folder / "pocket.xlsx").read_bytes())
    ran = finished(BACKPOCKET, "check", "--json", "--workbook", path, cwd=folder)
    assert (ran.code, ran.record["workbook"]) == (0, str(path))


@pytest.mark.parametrize("narrow", [NARROW["locale"], NARROW["PYTHONIOENCODING"]], ids=["locale", "PYTHONIOENCODING"])
def test_tables_on_an_ascii_terminal(folder: Path, narrow: dict[str, str]) -> None:
    """A table is drawn with ASCII characters, names are spelled as near as possible, and columns stay aligned."""
    ran = run(folder, "matches", **narrow)
    assert (ran.code, ran.err, ran.out.isascii()) == (0, "", True)
    assert [name for name in PLAIN if name not in ran.out] == []
    tables = [table.splitlines()[1:] for table in ran.out.split("\n\n") if table]
    assert [len({len(line) for line in lines}) for lines in tables] == [1, 1]


@pytest.mark.parametrize(
    ("text", "plain"),
    [
        *zip(NAMES, PLAIN, strict=True),
        ("e\u0301tude", "etude"),
        ("half \udce9", "half \\udce9"),
        ("80k € … →", "80k EUR . >"),
    ],
)
def test_text_is_spelled_with_the_nearest_characters(text: str, plain: str) -> None:
    """Accents are removed, signs become similar ones, and other characters become their number."""
    raw = io.BytesIO()
    with io.TextIOWrapper(raw, encoding="ascii", errors=streams._NEAREST) as stream:
        stream.write(text)
        stream.flush()
        assert raw.getvalue().decode("ascii") == plain


def test_a_slow_reader_gets_all_of_it() -> None:
    """A pipe that was set not to wait, as some programs leave it, still takes everything."""
    reads, writes = os.pipe()
    os.set_blocking(writes, False)
    got: list[bytes] = []

    def read() -> None:
        with open(reads, "rb") as pipe:  # noqa: PTH123  (It has no path.)
            got.append(pipe.read())

    reader = threading.Thread(target=read)
    with io.BufferedWriter(streams._Output(writes)) as output:
        threading.Timer(0.2, reader.start).start()
        output.write(b"a line\n" * 100_000)
        output.flush()
        os.close(writes)
        reader.join(60)
    assert got == [b"a line\n" * 100_000]


@contextmanager
def screen(monkeypatch: pytest.MonkeyPatch) -> Iterator[int]:
    """Standard error is a terminal; yields the file descriptor from which its text can be read."""
    ours, theirs = pty.openpty()
    # A real terminal in place of the standard error that pytest captures.
    with monkeypatch.context() as patched, open(theirs, "w", encoding="utf-8") as stream:  # noqa: PTH123  (No path.)
        patched.setenv("TERM", "xterm")
        patched.setattr(sys, "stderr", stream)
        yield ours
    os.close(ours)


def test_progress_is_shown_on_a_terminal(monkeypatch: pytest.MonkeyPatch) -> None:
    """On a terminal the user sees which step is under way, once work takes long."""
    # Without the real pause of a second before the first step shows: it would only make the test slow.
    monkeypatch.setattr(run_output, "PATIENCE", 0.0)
    seen = b""
    with screen(monkeypatch) as terminal_end, run_output.progress() as on_step:
        on_step("Matching")
        while b"Matching" not in seen:
            assert select.select([terminal_end], [], [], 60)[0], seen
            seen += os.read(terminal_end, 65_536)


def test_progress_is_shown_on_terminals_only(monkeypatch: pytest.MonkeyPatch) -> None:
    """A terminal that cannot overwrite a line gets no progress, and neither does a log that takes colours."""
    # The timer is still there when the test looks for it, however slow the machine is.
    monkeypatch.setattr(run_output, "PATIENCE", 600.0)
    with screen(monkeypatch):
        assert _waits_to_show()
        monkeypatch.setenv("TERM", "dumb")
        assert not _waits_to_show()
    monkeypatch.setenv("TERM", "xterm")
    monkeypatch.setenv("FORCE_COLOR", "1")
    with open(os.devnull, "w", encoding="utf-8") as log:  # noqa: PTH123
        # A real file in place of the standard error that pytest captures.
        monkeypatch.setattr(sys, "stderr", log)
        assert not _waits_to_show()


def _waits_to_show() -> bool:
    """Whether progress would be shown if work took longer."""
    before = set(threading.enumerate())
    with run_output.progress():
        return any(isinstance(thread, threading.Timer) for thread in set(threading.enumerate()) - before)
