"""Programs in processes of their own: in a user's environment, read with a limit, and ended whatever happens."""

import json
import os
import queue
import signal
import socket
import subprocess
import sys
import threading
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path
from typing import IO, Any, Protocol

BACKPOCKET = Path(sys.executable).with_name("backpocket")
# Seconds that a program may take for what a test waits for, on a machine that is busy with other tests.
PATIENCE = 60.0
# What this machine sets for itself, and a user's machine doesn't: above all PYTHONUNBUFFERED, which hides that a line
# is kept back until the program ends.
_OURS = ("BACKPOCKET_", "STREAMLIT_", "PYTHON", "FORCE_COLOR", "NO_COLOR", "TTY_", "COLUMNS", "LINES")


def environment(**more: str) -> dict[str, str]:
    """The environment of a user's shell: this process's, without what changes how Python or the program behaves.

    Args:
        more: What is set besides.
    """
    return {name: value for name, value in os.environ.items() if not name.startswith(_OURS)} | more


def free_port() -> int:
    """A port on which no program listens."""
    with socket.socket() as listener:
        listener.bind(("127.0.0.1", 0))
        return int(listener.getsockname()[1])


def can_listen(port: int) -> bool:
    """Whether a port is free."""
    with socket.socket() as listener:
        # As servers do, which may begin again while the system still waits for the last of an old connection.
        listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            listener.bind(("127.0.0.1", port))
        except OSError:
            return False
    return True


class Process(Protocol):
    """What `subprocess.Popen` has, as far as tests need it."""

    stdout: IO[str] | None
    stderr: IO[str] | None

    @property
    def pid(self) -> int: ...

    def poll(self) -> int | None: ...

    def wait(self, timeout: float) -> int: ...

    def send_signal(self, number: int, /) -> None: ...


class Running:
    """A program that was started.

    Attributes:
        process: The process.
    """

    def __init__(self, process: Process) -> None:
        self.process = process
        self._lines: queue.SimpleQueue[str] = queue.SimpleQueue()
        self._said: list[str] = []
        self._errors: list[str] = []
        self._readers = [
            threading.Thread(target=self._read, args=(process.stdout, self._said), daemon=True),
            threading.Thread(target=self._read, args=(process.stderr, self._errors), daemon=True),
        ]
        for reader in self._readers:
            reader.start()

    def _read(self, stream: IO[str] | None, into: list[str]) -> None:
        for line in stream or ():
            into.append(line)
            if into is self._said:
                self._lines.put(line)
        if into is self._said:
            self._lines.put("")

    @property
    def out(self) -> str:
        """What it has printed so far."""
        return "".join(self._said)

    @property
    def err(self) -> str:
        """What it has written to standard error so far."""
        return "".join(self._errors)

    def line(self, within: float = PATIENCE) -> str:
        """The next line on standard output, with its end; "" where there is none before the program ends.

        Args:
            within: Seconds after which the test fails.
        """
        try:
            return self._lines.get(timeout=within)
        except queue.Empty:
            raise AssertionError(f"no line within {within:g} s; standard error: {self.err}") from None

    def wait(self, within: float = PATIENCE) -> int:
        """Wait for the end; the exit code, negative where a signal ended it."""
        try:
            code = self.process.wait(within)
        except subprocess.TimeoutExpired:
            raise AssertionError(f"still running after {within:g} s; standard error: {self.err}") from None
        for reader in self._readers:
            reader.join(within)
        return code

    def stop(self, by: signal.Signals = signal.SIGTERM) -> int:
        """Ask it to end as the system does; the exit code."""
        self.process.send_signal(by)
        return self.wait()

    def kill(self) -> None:
        """End it and what it started, now."""
        with suppress(ProcessLookupError):
            os.killpg(self.process.pid, signal.SIGKILL)
        self.wait()
        for stream in (self.process.stdout, self.process.stderr):
            if stream:
                stream.close()


@contextmanager
def started(*command: object, cwd: Path | str | None = None, env: dict[str, str] | None = None) -> Iterator[Running]:
    """Start a program; it has ended after the `with`, whatever happened in it.

    Args:
        command: Its words.
        cwd: Its working directory.
        env: Its environment, else `environment()`.
    """
    with subprocess.Popen(
        [*map(str, command)],
        cwd=cwd,
        env=environment() if env is None else env,
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        encoding="utf-8",
        errors="surrogateescape",
        # A group of its own: what it starts is ended with it.
        process_group=0,
    ) as process:
        running = Running(process)
        try:
            yield running
        finally:
            running.kill()


@dataclass(frozen=True)
class Ran:
    """What a program came to: its exit code, negative where a signal ended it, and what it printed."""

    code: int
    out: str
    err: str

    @property
    def record(self) -> dict[str, Any]:
        """Standard output as the one JSON object that it must be."""
        record = json.loads(self.out)
        assert isinstance(record, dict)
        return record


def finished(
    *command: object,
    cwd: Path | str | None = None,
    env: dict[str, str] | None = None,
    check: bool = False,
    within: float = PATIENCE,
) -> Ran:
    """Run a program to its end, and fail where it takes too long.

    Args:
        command: Its words.
        cwd: Its working directory.
        env: Its environment, else `environment()`.
        check: Whether any exit code but 0 fails the test.
        within: Seconds after which the test fails.
    """
    with started(*command, cwd=cwd, env=env) as program:
        code = program.wait(within)
    assert not (check and code), program.err
    return Ran(code, program.out, program.err)
