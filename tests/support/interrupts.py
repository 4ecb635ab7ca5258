"""Ctrl-C at a moment that a test names."""

import signal
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager


@contextmanager
def interrupted_when(ready: Callable[[], bool]) -> Iterator[None]:
    """Send SIGINT to the main thread, in which the tests run, as soon as `ready()` is true."""
    ended = threading.Event()

    def interrupt() -> None:
        while not ended.is_set() and not ready():
            ended.wait(0.01)
        if not ended.is_set():
            signal.pthread_kill(threading.main_thread().ident or 0, signal.SIGINT)

    # Workers of pytest-xdist ignore it otherwise.
    before = signal.signal(signal.SIGINT, signal.default_int_handler)
    watcher = threading.Thread(target=interrupt)
    watcher.start()
    try:
        yield
    finally:
        ended.set()
        watcher.join()
        signal.signal(signal.SIGINT, before)
