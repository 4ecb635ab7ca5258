"""A test run of its own, in which tests hang in every way that a limit has to end."""

import subprocess
import sys
from pathlib import Path

import psutil
import pytest

REPOSITORY = Path(__file__).parents[2]
MODULE = """
import os, re, subprocess, threading
import pytest

def child(ignores=""):
    words = ignores + "sleep 600 & echo; wait"
    process = subprocess.Popen(["sh", "-c", words], start_new_session=True, stdout=subprocess.PIPE)
    noted(process.pid)
    # Whatever ends them finds both of them.
    process.stdout.readline()
    return process

def noted(pid):
    with open("children", "a") as file:
        print(pid, file=file)

def test_waits_for_a_child():
    print("what the test printed")
    child().wait()

def test_waits_for_a_child_that_ignores_signals():
    child('trap "" TERM HUP INT; ').communicate()

def test_waits_for_a_fork():
    pid = os.fork()
    if not pid:
        threading.Event().wait()
    noted(pid)
    os.waitpid(pid, 0)

def test_waits_for_a_thread():
    thread = threading.Thread(target=lambda: child().wait(), name="the thread that waits")
    thread.start()
    thread.join()

@pytest.fixture
def slow():
    yield child()
    threading.Event().wait()

def test_fails_and_hangs_in_its_fixture(slow):
    assert False

def test_lets_no_python_code_run():
    child()
    re.match("(a|a)*b", "a" * 60)

def test_is_killed():
    child()
    os.kill(os.getpid(), 9)

kept = []

def test_leaves_a_child_process():
    kept.append(child())
"""
HANGS = (
    "waits_for_a_child",
    "waits_for_a_child_that_ignores_signals",
    "waits_for_a_fork",
    "waits_for_a_thread",
    "fails_and_hangs_in_its_fixture",
)
CRASHES = ("lets_no_python_code_run", "is_killed")
pytestmark = pytest.mark.long


class Run:
    """What such a run came to, with these options of pytest."""

    def __init__(self, folder: Path, *options: str) -> None:
        (folder / "test_it.py").write_text(MODULE, encoding="utf-8")
        own = [f"--config-file={REPOSITORY / 'pyproject.toml'}", f"--rootdir={folder}", "-p", "tests.conftest"]
        ran = subprocess.run(
            [sys.executable, "-m", "pytest", *own, "-p", "no:cacheprovider", "--timeout=2", *options, "test_it.py"],
            cwd=folder,
            env={"PATH": "/usr/bin:/bin", "PYTHONPATH": str(REPOSITORY), "HOME": str(folder)},
            capture_output=True,
            text=True,
            timeout=100,
            check=False,
        )
        self.code, self.out, self.errors = ran.returncode, ran.stdout, ran.stderr
        pids = map(int, (folder / "children").read_text(encoding="utf-8").split())
        self.left = [pid for pid in pids if psutil.pid_exists(pid)]


@pytest.fixture(scope="module")
def run(tmp_path_factory: pytest.TempPathFactory) -> Run:
    """All of them that fail, two at a time."""
    folder, options = tmp_path_factory.mktemp("hangs"), ["--numprocesses=2", "--dist=load", "--max-worker-restart=20"]
    return Run(folder, *options, "-k", "not leaves_a_child")


@pytest.mark.parametrize("name", [*HANGS, *CRASHES])
def test_a_hung_test_fails(run: Run, name: str) -> None:
    """Whatever a test waits for, it fails, and the run goes on with the next one."""
    assert f"crashed while running 'test_it.py::test_{name}'" in run.out
    assert run.code == 1


def test_the_run_comes_to_its_end(run: Run) -> None:
    """Each test is counted, and the one that also failed by itself a second time."""
    assert f"{len(HANGS) + len(CRASHES) + 1} failed" in run.out


@pytest.mark.parametrize("name", HANGS)
def test_a_hung_test_is_shown(run: Run, name: str) -> None:
    """Its dump has its name."""
    assert f"test_it.py::test_{name} took longer than 2 s" in run.errors


@pytest.mark.parametrize(
    "words",
    [
        "Stack of MainThread",
        "thread.join()",
        "Stack of the thread that waits",
        "child().wait()",
        "what the test printed",
        "in test_lets_no_python_code_run",
        "sleep 600",
    ],
)
def test_a_dump_shows_everything(run: Run, words: str) -> None:
    """It holds the stack of each thread by its name, what was printed, and the processes."""
    assert words in run.errors


def test_no_process_outlives_the_run(run: Run) -> None:
    """Children of hung tests and of killed workers are gone when the run is over."""
    assert run.left == []


def test_without_workers(tmp_path: Path) -> None:
    """A run in one process ends at the first hung test, with its dump, and leaves no process."""
    ran = Run(tmp_path, "--numprocesses=0")
    assert ran.code == 1
    assert "test_waits_for_a_child took longer than 2 s" in ran.errors
    assert ran.left == []


def test_files_go_on_after_a_worker_has_ended(tmp_path: Path) -> None:
    """Where workers take a file at a time, one that ends costs one test; its other files are run, and none twice."""
    for name, tests in {"a": "pass", "b": "os._exit(1)", "c": "pass", "d": "time.sleep(0.5)"}.items():
        body = f"import os, time\ndef test_first(): pass\ndef test_second(): {tests}\ndef test_third(): pass\n"
        (tmp_path / f"test_{name}.py").write_text(body, encoding="utf-8")
    (tmp_path / "children").touch()
    ran = Run(tmp_path, "--numprocesses=2", "--dist=loadfile", *(f"test_{name}.py" for name in "abcd"), "-k", "not _it")
    assert "1 failed, 11 passed" in ran.out


def test_a_forgotten_process_is_an_error(tmp_path: Path) -> None:
    """A module that leaves a process running does not pass, and the process is ended."""
    ran = Run(tmp_path, "--numprocesses=0", "-k", "leaves_a_child")
    assert ("1 passed" in ran.out, "1 error" in ran.out) == (True, True)
    assert "sleep 600" in ran.out
    assert ran.left == []
