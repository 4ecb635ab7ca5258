"""Processes that outlive the test that started them: find them, and end them."""

import ctypes
import sys
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from multiprocessing import forkserver, resource_tracker

import psutil

PR_SET_CHILD_SUBREAPER = 36
_kept: set[psutil.Process] = set()


def adopt_orphans() -> None:
    """Become the parent of every descendant whose own parent ends first, so that none of them is lost. Linux only."""
    if sys.platform == "linux":
        ctypes.CDLL(None).prctl(PR_SET_CHILD_SUBREAPER, 1, 0, 0, 0)


def running() -> set[psutil.Process]:
    """The descendants of this process that run, without the two helpers that `multiprocessing` keeps until the end."""
    helpers = {forkserver._forkserver._forkserver_pid, resource_tracker._resource_tracker._pid}
    return {one for one in psutil.Process().children(recursive=True) if one.pid not in helpers and _runs(one)}


def kept() -> set[psutil.Process]:
    """Those of them that may outlive a module."""
    return _kept.union(*(one.children(recursive=True) for one in _kept if one.is_running()))


@contextmanager
def kept_on() -> Iterator[None]:
    """What is started meanwhile may outlive a module: its own fixture ends it."""
    before = set(psutil.Process().children())
    yield
    _kept.update(set(psutil.Process().children()) - before)


def end(processes: Iterable[psutil.Process]) -> list[str]:
    """Kill processes and wait until they are gone; the command line of each that had not ended by itself."""
    ended = []
    for one in processes:
        try:
            # A process that is about to end has given its command line back already.
            if command := one.cmdline():
                ended.append(f"{one.pid}: {' '.join(command)}")
                one.kill()
        except psutil.NoSuchProcess:
            continue
    psutil.wait_procs(processes, timeout=10)
    return ended


def _runs(process: psutil.Process) -> bool:
    try:
        return process.status() != psutil.STATUS_ZOMBIE
    except psutil.NoSuchProcess:
        return False
