"""What holds for every test: its limit of time, its processes, its profile, and the order in which tests run."""

import gc
import os
import signal
import sys
import tempfile
from collections import Counter
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

import pytest

from tests.support import orphans, profile
from tests.support.scheduling import ByFile

pytest_plugins = ["tests.support.limits"]
# Kinds of tests that take long, in the order in which they begin: what is left for the end is short.
LONG = ("browser", "soak", "long")
# A user's machine sets none of these. PYTHONUNBUFFERED hides lines that stay in a buffer; PYTHONDONTWRITEBYTECODE makes
# every command compile pandas anew, which takes longer than the command.
for _name in [name for name in os.environ if name.startswith("PYTHON")]:
    del os.environ[_name]
sys.dont_write_bytecode = False


def pytest_addoption(parser: pytest.Parser) -> None:
    """`--fast` and `--nightly`."""
    group = parser.getgroup("Backpocket", "how much is tried: tests/support/profile.py")
    for name, what in profile.OPTIONS.items():
        group.addoption(f"--{name}", dest="profile", action="store_const", const=name, default="ci", help=what)


@pytest.hookimpl(tryfirst=True)
def pytest_configure(config: pytest.Config) -> None:
    """Choose the profile, before any test module is imported; see to it that no process is lost."""
    profile.choose(config.option.profile)
    if profile.chosen() == "nightly" and config.option.timeout is None:
        config.option.timeout = profile.NIGHT
    orphans.adopt_orphans()
    if config.option.numprocesses:
        # The workers of pytest-xdist run the tests. Ended from outside, take them down in order.
        signal.signal(signal.SIGTERM, signal.default_int_handler)


def pytest_xdist_make_scheduler(config: pytest.Config, log: Any) -> ByFile | None:
    """What `--dist loadfile` uses."""
    return ByFile(config, log) if config.option.dist == "loadfile" else None


def pytest_xdist_auto_num_workers() -> int:
    """One more than there are cores: tests wait for browsers, servers and processes of the program."""
    return (os.cpu_count() or 1) + 1


@pytest.hookimpl(trylast=True)
def pytest_unconfigure(config: pytest.Config) -> None:
    """End what workers left that were killed, or that ended at the limit of a test."""
    if config.option.numprocesses:
        orphans.end(orphans.running())


@pytest.hookimpl(trylast=True)
def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """Mark the tests that drive a browser, leave out what the profile leaves out, and begin with what takes longest."""
    for item in items:
        if "browser" in getattr(item, "fixturenames", ()):
            item.add_marker("browser")
    if profile.chosen() == "fast":
        fast = set(_fast(items))
        config.hook.pytest_deselected(items=[item for item in items if item not in fast])
        items[:] = [item for item in items if item in fast]
    kinds: dict[str, int] = {}
    for item in items:
        module = item.nodeid.partition("::")[0]
        kinds[module] = min(_kind(item), kinds.get(module, len(LONG)))
    items.sort(key=lambda item: kinds[item.nodeid.partition("::")[0]])


def pytest_collection_finish() -> None:
    """Keep Python from looking through all tests and modules for cycles again and again: a tenth of a run."""
    gc.freeze()
    gc.set_threshold(20_000)


def _fast(items: Iterable[pytest.Item]) -> Iterator[pytest.Item]:
    """What takes no long time; of a test with many cases the first and a sample of the others."""
    cases: Counter[str] = Counter()
    for item in items:
        if _kind(item) == len(LONG):
            test = item.nodeid.partition("[")[0]
            if cases[test] % profile.SAMPLE == 0:
                yield item
            cases[test] += 1


def _kind(item: pytest.Item) -> int:
    return next((at for at, name in enumerate(LONG) if item.get_closest_marker(name)), len(LONG))


@pytest.fixture(scope="module", autouse=True)
def _no_process_left() -> Iterator[None]:
    """Every module ends the processes that it starts; those that it leaves are ended here, and fail its last test."""
    before = orphans.running()
    yield
    assert orphans.end(orphans.running() - before - orphans.kept()) == []


@pytest.fixture(autouse=True)
def _no_memory_of_others(_states: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """What the program remembers of this machine's user is each test's own."""
    # Not by mktemp of pytest's factory, which looks at all folders there are for each new one.
    folder = Path(tempfile.mkdtemp(dir=_states))
    monkeypatch.setenv("XDG_STATE_HOME", str(folder))
    return folder


@pytest.fixture(scope="session")
def _states(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("state")
