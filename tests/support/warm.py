"""`backpocket` in processes that have everything imported already: forks of Python's fork server, which imports once.

A program that the system starts imports for more than a second of a processor before it does anything. Tests of how it
starts use `programs.started`.
"""

import multiprocessing
import os
import subprocess
import sys
import time
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from multiprocessing.connection import Connection as Pipe
from multiprocessing.process import BaseProcess
from pathlib import Path
from types import ModuleType
from typing import IO

from automation.cli.app import main
from tests.support.programs import Running

# Other tests' processes are forks of the same server.
processes = multiprocessing.get_context("forkserver")
processes.set_forkserver_preload(["tests.support.everything", __name__, "tests.ledger.places"])


class Warm:
    """A program that runs in a fork, with what `subprocess.Popen` has for it.

    Args:
        process: Of the fork server.
        stdout: What the program prints.
        stderr: What it writes to standard error.
    """

    def __init__(self, process: BaseProcess, stdout: IO[str], stderr: IO[str]) -> None:
        self._process, self.stdout, self.stderr = process, stdout, stderr

    @property
    def pid(self) -> int:
        """The process ID."""
        assert self._process.pid
        return self._process.pid

    def poll(self) -> int | None:
        """The exit code once it has ended, negative where a signal ended it."""
        return self._process.exitcode

    def wait(self, timeout: float) -> int:
        """Wait for the end, seconds at most."""
        self._process.join(timeout)
        if self._process.exitcode is None:
            raise subprocess.TimeoutExpired("backpocket", timeout)
        return self._process.exitcode

    def send_signal(self, number: int) -> None:
        """Send a signal, if it still runs."""
        if self.poll() is None:
            os.kill(self.pid, number)


@contextmanager
def started(*words: object, cwd: Path | str, env: dict[str, str]) -> Iterator[Running]:
    """Start `backpocket`; it has ended after the `with`, whatever happened in it.

    Args:
        words: What follows the program's name.
        cwd: Its working directory.
        env: Its environment.
    """
    (out, to_out), (err, to_err) = processes.Pipe(duplex=False), processes.Pipe(duplex=False)
    with to_out, to_err, _blank_main():
        process = processes.Process(target=_run, args=([*map(str, words)], str(cwd), env, to_out, to_err))
        process.start()
    running = Running(Warm(process, _text(out), _text(err)))
    try:
        yield running
    finally:
        running.kill()
        process.close()


def _text(pipe: Pipe) -> IO[str]:
    with pipe:
        return open(os.dup(pipe.fileno()), encoding="utf-8", errors="surrogateescape")  # noqa: PTH123


@contextmanager
def _blank_main() -> Iterator[None]:
    """A new process would run the main module again: pytest, or a page that a test has just drawn."""
    main = sys.modules["__main__"]
    sys.modules["__main__"] = ModuleType("__main__")
    try:
        yield
    finally:
        sys.modules["__main__"] = main


def _run(words: Sequence[str], cwd: str, env: Mapping[str, str], out: Pipe, err: Pipe) -> None:
    """Do what the system does for a program that it starts, then what the program does."""
    # A group of its own: what it starts is ended with it.
    os.setpgid(0, 0)
    for number, pipe in enumerate((out, err), start=1):
        os.dup2(pipe.fileno(), number)
        pipe.close()
    sys.stdout, sys.stderr = (open(number, "w", encoding="utf-8", closefd=False) for number in (1, 2))  # noqa: SIM115
    os.chdir(cwd)
    os.environ.clear()
    os.environ.update(env)
    time.tzset()
    sys.argv = ["backpocket", *words]
    main()
