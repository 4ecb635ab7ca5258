"""Programs that are killed at a moment chosen at random: forks of this process, or started as users do."""

import multiprocessing
import os
import random
import signal
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from pathlib import Path

import psutil

from automation.cli.app import main as program
from tests.support.forks import forked
from tests.support.programs import environment

ROOT = Path(__file__).resolve().parents[2]
# When to kill, as shares of what a run without a kill took lately.
BETWEEN = 0.02, 0.95
LATELY = 9
# Seconds; a run takes a small part of that.
PATIENCE = 300
# What Python writes to a file of its own to learn whether a folder takes files, before it removes it.
PROBES = b"", b"blat"
PROGRAM = (sys.executable, "-c", "from automation.cli.app import main; main()")
WHOLE, ALONE, PROCESS = "the program and its processes", "the program alone", "a process"


@dataclass
class Place:
    """Where programs run.

    Attributes:
        path: The folder of the workbook.
        temporary: For temporary files.
        cold: Whether programs are started as users do.
    """

    path: Path
    temporary: Path
    cold: bool = False

    def environment(self) -> dict[str, str]:
        """That of the programs."""
        state = str(self.path / "state")
        return environment(PYTHONPATH=str(ROOT), XDG_STATE_HOME=state, TMPDIR=str(self.temporary))

    @contextmanager
    def started(self, command: Sequence[str]) -> Iterator[tuple[int, Callable[[], int | None]]]:
        """A program: its process ID, and what says its exit code once it has ended. What it prints is in `out`."""
        with self.out.open("wb") as out, self.err.open("wb") as err:
            if self.cold:
                env = self.environment()
                cold = (*PROGRAM, *command)
                with subprocess.Popen(cold, cwd=self.path, env=env, stdout=out, stderr=err, process_group=0) as process:
                    yield process.pid, process.poll
                return
            with forked(lambda: self._run(command, out.fileno(), err.fileno())) as fork:
                # Here and there, as either may come first.
                with suppress(OSError):
                    os.setpgid(fork.pid, fork.pid)
                yield fork.pid, fork.poll

    @property
    def out(self) -> Path:
        """What the last program printed."""
        return self.path.parent / "out"

    @property
    def err(self) -> Path:
        """What it wrote to standard error."""
        return self.path.parent / "err"

    def _run(self, command: Sequence[str], out: int, err: int) -> None:
        with suppress(OSError):
            os.setpgid(0, 0)
        os.dup2(out, 1)
        os.dup2(err, 2)
        os.chdir(self.path)
        os.environ.clear()
        os.environ.update(self.environment())
        tempfile.tempdir = None
        context = multiprocessing.get_context("fork")
        multiprocessing.get_context = lambda _=None: context  # type: ignore[assignment]
        sys.argv = ["backpocket", *command]
        try:
            program()
        except SystemExit as ended:
            if ended.code:
                raise
        finally:
            sys.stdout.flush()


@dataclass
class Kills:
    """What was killed, and what went wrong.

    Attributes:
        place: Where programs run.
        chance: Chooses moments and processes.
        tally: Command and what was killed → how often.
        wrong: What was different, in words.
    """

    place: Place
    chance: random.Random
    tally: dict[str, int] = field(default_factory=dict)
    wrong: list[str] = field(default_factory=list)
    _took: dict[tuple[str, bool], list[float]] = field(default_factory=dict)

    def check(self, what: str, *, holds: bool) -> None:
        """Note what does not hold."""
        if not holds:
            self.wrong.append(what)

    def run(self, command: Sequence[str]) -> str:
        """Run a command to its end; what it prints."""
        began = time.monotonic()
        with self.place.started(command) as (_, ended):
            self._wait(command, ended)
            self.check(f"{command[1]} failed: {self.place.err.read_text('utf-8')[-2_000:]}", holds=ended() == 0)
        self._took.setdefault((command[1], self.place.cold), []).append(time.monotonic() - began)
        return self.place.out.read_text("utf-8")

    def killed(self, command: Sequence[str], what: str) -> str | None:
        """Run a command and kill something; what it prints, or None if it had ended before."""
        lately = self._took.get((command[1], self.place.cold)) or self._took[command[1], False]
        seconds = self.chance.uniform(*BETWEEN) * statistics.median(lately[-LATELY:])
        with self.place.started(command) as (process_id, ended):
            until = time.monotonic() + seconds
            while ended() is None and time.monotonic() < until:
                time.sleep(0.001)
            workers = self._kill(process_id, what, ended)
            self._wait(command, ended)
            self.check(f"{command[1]}: processes go on", holds=_all_end(workers or ()))
        if workers is None:
            return None
        name = f"{command[1]}, {what}{', cold' if self.place.cold else ''}"
        self.tally[name] = self.tally.get(name, 0) + 1
        left = [path.name for path in self.place.temporary.iterdir() if path.read_bytes() not in PROBES]
        self.check(f"{name}: files stay: {left}", holds=not left)
        return self.place.out.read_text("utf-8")

    def _wait(self, command: Sequence[str], ended: Callable[[], int | None]) -> None:
        until = time.monotonic() + PATIENCE
        while ended() is None and time.monotonic() < until:
            time.sleep(0.002)
        self.check(f"{command[1]}: it hangs", holds=ended() is not None)

    def _kill(self, process_id: int, what: str, ended: Callable[[], int | None]) -> list[psutil.Process] | None:
        """Kill something; the processes that must end then, or None where it was too late."""
        workers = _workers(process_id)
        if what == PROCESS:
            while not workers and ended() is None:
                time.sleep(0.001)
                workers = _workers(process_id)
            with suppress(psutil.Error, IndexError):
                killed = self.chance.choice(workers)
                killed.kill()
                return [killed]
            return None
        if ended() is not None:
            return None
        with suppress(ProcessLookupError):
            (os.killpg if what == WHOLE else os.kill)(process_id, signal.SIGKILL)
        return workers


def _workers(process_id: int) -> list[psutil.Process]:
    """The processes that a program started for parts: not the helper of `multiprocessing`."""
    with suppress(psutil.Error):
        started = psutil.Process(process_id).children(recursive=True)
        return [one for one in started if _is_worker(one)]
    return []


def _is_worker(process: psutil.Process) -> bool:
    with suppress(psutil.Error):
        return _runs(process) and "resource_tracker" not in " ".join(process.cmdline())
    return False


def _runs(process: psutil.Process) -> bool:
    """Whether it has not ended; who waits for it does not matter."""
    with suppress(psutil.Error):
        return bool(process.status() != psutil.STATUS_ZOMBIE)
    return False


def _all_end(processes: Sequence[psutil.Process]) -> bool:
    until = time.monotonic() + PATIENCE
    while any(map(_runs, processes)) and time.monotonic() < until:
        time.sleep(0.002)
    return not any(map(_runs, processes))
