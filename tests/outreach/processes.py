"""Workers as processes of their own, that can be killed."""

import socket
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager

from automation.cli.options import log_to_stderr
from automation.outreach.sending import send
from tests.outreach.desk import Desk
from tests.support.forks import Fork, forked

Begin = Callable[[], Fork]


@contextmanager
def ready(desk: Desk, before: Callable[[], None] = lambda: None) -> Iterator[Begin]:
    """A worker that has opened everything; called, it begins to drain the queue.

    Args:
        desk: Whose queue.
        before: What is changed in the process first.
    """
    ours, theirs = socket.socketpair()

    def work() -> None:
        log_to_stderr("error")
        before()
        room = desk.room()
        theirs.send(b"!")
        theirs.recv(1)
        send(room)

    with ours, forked(work) as worker:
        theirs.close()
        assert ours.recv(1), worker.wait()

        def begin() -> Fork:
            ours.send(b"!")
            return worker

        yield begin


def drained(desk: Desk, workers: int = 1, before: Callable[[], None] = lambda: None) -> list[int]:
    """Let so many workers drain a queue at once; their exit codes."""
    with ExitStack() as stack:
        begins = [stack.enter_context(ready(desk, before)) for _ in range(workers)]
        return [worker.wait() for worker in [begin() for begin in begins]]
