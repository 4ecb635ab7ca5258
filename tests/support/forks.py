"""Processes that have everything imported already, because they are forks of the test's own; ended whatever happens."""

import os
import signal
import sys
import traceback
from collections.abc import Callable, Iterator
from contextlib import contextmanager


class Fork:
    """A fork that runs, as its parent knows it.

    Attributes:
        pid: Its process ID.
    """

    def __init__(self, pid: int) -> None:
        self.pid = pid
        self._code: int | None = None

    def poll(self) -> int | None:
        """Its exit code if it has ended, as `wait` gives it."""
        if self._code is None:
            ended, status = os.waitpid(self.pid, os.WNOHANG)
            self._code = os.waitstatus_to_exitcode(status) if ended else None
        return self._code

    def wait(self) -> int:
        """Wait for its end; its exit code, negative where a signal ended it."""
        if self._code is None:
            self._code = os.waitstatus_to_exitcode(os.waitpid(self.pid, 0)[1])
        return self._code

    def kill(self) -> int:
        """End it now, if it still runs, as `kill -9` does."""
        if self._code is None:
            os.kill(self.pid, signal.SIGKILL)
        return self.wait()


@contextmanager
def forked(work: Callable[[], object]) -> Iterator[Fork]:
    """A process that does this and ends: with 0, or with 1 and a traceback where it raised. It is gone afterwards."""
    pid = os.fork()
    if not pid:
        code = 1
        try:
            work()
            code = 0
        except BaseException:  # noqa: BLE001  (Whatever it is, this process must not go on with the parent's test.)
            traceback.print_exc(file=sys.stderr)
        finally:
            os._exit(code)
    fork = Fork(pid)
    try:
        yield fork
    finally:
        fork.kill()
