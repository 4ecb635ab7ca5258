"""Workers as processes of their own, that can be killed."""

import os
import sys
import traceback
from collections.abc import Callable

from automation.console import log_to_stderr
from automation.outreach import send
from tests.outreach.desk import Desk


def start(desk: Desk, before: Callable[[], None] = lambda: None) -> tuple[int, int]:
    """Fork a worker that drains the queue; its process ID, and a pipe that says when it begins.

    Args:
        desk: Whose queue.
        before: What is changed in the process first.
    """
    hears, says = os.pipe()
    child = os.fork()
    if child == 0:
        code = 1
        try:
            os.close(hears)
            log_to_stderr("error")
            before()
            room = desk.room()
            os.write(says, b"!")
            send(room)
            code = 0
        except BaseException:  # noqa: BLE001  (Whatever it is, the other process must not go on from here.)
            traceback.print_exc(file=sys.stderr)
        finally:
            os._exit(code)
    os.close(says)
    return child, hears


def begun(pipe: int) -> None:
    """Wait until a worker begins."""
    os.read(pipe, 1)
    os.close(pipe)


def ended(child: int) -> int:
    """Wait for the end of a worker; its exit code, negative where it was killed."""
    return os.waitstatus_to_exitcode(os.waitpid(child, 0)[1])


def drained(desk: Desk, workers: int = 1, before: Callable[[], None] = lambda: None) -> list[int]:
    """Let so many workers drain a queue at once; their exit codes."""
    started = [start(desk, before) for _ in range(workers)]
    for _, pipe in started:
        begun(pipe)
    return [ended(child) for child, _ in started]
