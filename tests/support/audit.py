"""Look at what this thread's program asks of the system, before it happens, and refuse it where a test needs that.

No code is replaced: Python itself calls the hook (`sys.addaudithook`).
"""

import sys
import threading
from collections.abc import Callable, Collection, Iterator
from contextlib import contextmanager

Look = Callable[[str, tuple[object, ...]], None]

# An audit hook stays until the process ends, so there is one, and it asks these: events, thread, and whom to call.
_looking: list[tuple[frozenset[str], int, Look]] = []
_installed: list[bool] = []


def _hook(event: str, arguments: tuple[object, ...]) -> None:
    if _looking:
        for events, thread, look in tuple(_looking):
            if event in events and thread == threading.get_ident():
                look(event, arguments)


@contextmanager
def audited(events: Collection[str], look: Look) -> Iterator[None]:
    """Call `look` with each of these audit events and its arguments; what it raises, the program gets as the failure.

    Their names: https://docs.python.org/3/library/audit_events.html
    """
    if not _installed:
        sys.addaudithook(_hook)
        _installed.append(True)
    entry = (frozenset(events), threading.get_ident(), look)
    _looking.append(entry)
    try:
        yield
    finally:
        _looking.remove(entry)
