"""A limit of time for each test: a hung test shows what every thread was doing, fails, and leaves no process.

pytest-timeout keeps the limit (`timeout` in pyproject.toml, `@pytest.mark.timeout`, `--timeout`); what happens at the
limit is decided here. The process ends, since an exception could not get past every wait: Playwright's loop, a C
library, a second wait while a fixture is taken down. With xdist it is a worker that ends: the run reports the test as
failed, starts another worker and goes on. docs/decisions/0027-limits-of-tests.md
"""

import faulthandler
import os
import sys
import threading
from collections.abc import Iterator

import pytest
import pytest_timeout
from _pytest._io import TerminalWriter

from tests.support import orphans

# Seconds that are left to show everything, before a process ends in which no Python code can run any more.
GRACE = 5
_STDERR = pytest.StashKey[int]()
_OVER = pytest.StashKey[bool]()
_SETTINGS = pytest.StashKey[pytest_timeout.Settings]()
_TIMER = pytest.StashKey[threading.Timer]()


def pytest_configure(config: pytest.Config) -> None:
    """Keep the real standard error: while a test runs, pytest puts a file in its place."""
    config.stash[_STDERR] = os.dup(sys.__stderr__.fileno() if sys.__stderr__ else 2)


@pytest.hookimpl(tryfirst=True)
def pytest_timeout_set_timer(item: pytest.Item, settings: pytest_timeout.Settings) -> bool:
    """Start the clock of a test."""
    item.stash[_SETTINGS] = settings
    if pytest_timeout.is_debugging():
        return True
    timer = threading.Timer(settings.timeout, _over, (item, settings.timeout))
    timer.name, timer.daemon = "limit of a test", True
    timer.start()
    item.stash[_TIMER] = timer
    faulthandler.dump_traceback_later(1.2 * settings.timeout + GRACE, exit=True, file=item.config.stash[_STDERR])
    return True


@pytest.hookimpl(tryfirst=True)
def pytest_timeout_cancel_timer(item: pytest.Item) -> bool:
    """Stop the clock."""
    faulthandler.cancel_dump_traceback_later()
    if _TIMER in item.stash:
        item.stash[_TIMER].cancel()
    return True


@pytest.hookimpl(wrapper=True, tryfirst=True)
def pytest_runtest_teardown(item: pytest.Item) -> Iterator[None]:
    """Start it anew for the fixtures: pytest-timeout stops it for good when a test fails."""
    if _SETTINGS in item.stash:
        pytest_timeout_cancel_timer(item)
        pytest_timeout_set_timer(item, item.stash[_SETTINGS])
    return (yield)


@pytest.hookimpl(tryfirst=True)
def pytest_runtest_makereport(item: pytest.Item) -> None:
    """A test whose children were ended at its limit may go on, but comes no further than here."""
    if _OVER in item.stash:
        threading.Event().wait()


def _over(item: pytest.Item, seconds: float) -> None:
    """Show everything that is known, end the children, and end this process."""
    item.stash[_OVER] = True
    try:
        with os.fdopen(item.config.stash[_STDERR], "w", encoding="utf-8", errors="replace") as stderr:
            writer = TerminalWriter(stderr)
            writer.sep("+", f"{item.nodeid} took longer than {seconds:g} s")
            capture = item.config.pluginmanager.getplugin("capturemanager")
            if capture:
                capture.suspend_global_capture(in_=True)
                for name, text in zip(("output", "errors"), capture.read_global_capture(), strict=True):
                    if text:
                        writer.sep("~", f"Its {name}")
                        writer.line(text)
            pytest_timeout.dump_stacks(writer)
            left = orphans.running()
            writer.sep("~", "Processes that it started, now ended")
            for line in orphans.end(left):
                writer.line(line)
            writer.sep("+", item.nodeid)
    finally:
        os._exit(1)
