"""Runs one function for many parts: in this process, or in a pool of processes. `cluster` runs it on several machines.

The function gets a part and what all parts share, and its results may come in any order. Where a worker is killed, its
parts are run again.
"""

import multiprocessing
import os
import threading
from abc import ABC, abstractmethod
from collections import deque
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import FIRST_COMPLETED, Future, ProcessPoolExecutor, wait
from concurrent.futures.process import BrokenProcessPool
from contextlib import suppress
from itertools import count
from typing import Any, TypeVar, cast

from automation.archive.collecting import collect_seldom
from automation.archive.handed import Handed
from automation.errors import ArchiveError

Part = TypeVar("Part")
Result = TypeVar("Result")
More = Callable[[Any], Sequence[Any]]
Join = Callable[[Sequence[Result]], Result]
# How many results are joined at a time.
AT_A_TIME = 8
# So often a pool is started again in which a process was killed.
MOST_STARTS = 4


def no_more(_: Any) -> Sequence[Any]:
    """What a result asks for in most cases: nothing."""
    return ()


class Runner(ABC):
    """Runs a function for parts.

    Attributes:
        standing: Whether its processes are there in any case, so that little work is worth sharing, too.
    """

    standing = False

    @abstractmethod
    def run(
        self, call: Callable[[Any, Any], Result], shared: Any, parts: Sequence[Any], more: More = no_more
    ) -> Iterator[Result]:
        """The results for all parts, as they come.

        Args:
            call: Gets `shared` and a part.
            shared: What all parts share.
            parts: What to run it for.
            more: Called here with each result; for what it returns, `call` is run, too.
        """

    def joined(
        self, call: Callable[[Any, Any], Result], shared: Any, parts: Sequence[Any], join: Join[Result]
    ) -> Iterator[Result | None]:
        """A None for each part that is done, and then all results as one."""
        waiting: list[Result] = []
        for result in self.run(call, shared, parts):
            waiting.append(result)
            if len(waiting) == AT_A_TIME:
                # Joined early, so that few are kept.
                waiting = [join(waiting)]
            yield None
        yield join(waiting)


class Here(Runner):
    """Runs all parts in this process."""

    def run(
        self, call: Callable[[Any, Any], Result], shared: Any, parts: Sequence[Any], more: More = no_more
    ) -> Iterator[Result]:
        """The results for all parts, in their order."""
        waiting = deque(parts)
        while waiting:
            result = call(shared, waiting.popleft())
            waiting.extend(more(result))
            yield result


class Pool(Runner):
    """Runs parts in processes of this machine.

    Args:
        processes: How many.
    """

    def __init__(self, processes: int) -> None:
        self._processes = processes

    def run(
        self, call: Callable[[Any, Any], Result], shared: Any, parts: Sequence[Any], more: More = no_more
    ) -> Iterator[Result]:
        """The results for all parts, as they come.

        Raises:
            ArchiveError: Processes were killed again and again, as where there is too little memory.
        """
        numbers = count()
        left = dict(zip(numbers, parts, strict=False))
        for _ in range(MOST_STARTS):
            with suppress(BrokenProcessPool):
                for result in self._started(call, shared, left):
                    left.update(zip(numbers, more(result), strict=False))
                    yield result
            if not left:
                return
        raise ArchiveError(
            "Processes that read the archive were killed again and again. Where memory is short, use fewer of them."
        )

    def _started(self, call: Callable[[Any, Any], Result], shared: Any, left: dict[int, Any]) -> Iterator[Result]:
        """The results for parts; each that has come is taken out of `left`, into which more may be put meanwhile."""
        # Libraries have threads, which a forked process would lack.
        context = _Context(multiprocessing.get_context("spawn"))
        handed = Handed.of(shared)
        pool = ProcessPoolExecutor(min(self._processes, len(left)), cast("Any", context), _begin, (call, handed))
        try:
            running: dict[Future[Any], int] = {}
            # Numbers ascend, and so does what is put into `left`.
            last = -1
            while True:
                # A few ahead, so that no process waits; not all, so that results do not pile up.
                room = 2 * self._processes - len(running)
                for number in [number for number in left if number > last][:room]:
                    running[_submitted(pool, left[number])] = last = number
                if not running:
                    # A process that was killed while it waited for work would let the others wait for ever for their
                    # end. Besides, to give back millions of objects one by one takes seconds.
                    context.kill()
                    return
                done, _ = wait(running, return_when=FIRST_COMPLETED)
                for future in done:
                    number = running.pop(future)
                    result = future.result()
                    left.pop(number)
                    yield result
        except BrokenProcessPool:
            context.kill()
            raise
        finally:
            pool.shutdown(wait=True, cancel_futures=True)
            context.join()
            handed.close()


def _submitted(pool: ProcessPoolExecutor, part: Any) -> Future[Any]:
    try:
        return pool.submit(_run, part)
    except OSError as error:
        # The pool broke while it started a process.
        raise BrokenProcessPool(str(error)) from error


class _Context:
    """A context of `multiprocessing` that keeps the processes which it started.

    A pool that breaks while it starts a process leaves that one waiting for ever, and the program for it.
    """

    def __init__(self, context: Any) -> None:
        self._context = context
        self._started: list[Any] = []

    def __getattr__(self, name: str) -> Any:
        return getattr(self._context, name)

    def Process(self, *args: Any, **more: Any) -> Any:  # noqa: N802  (The pool calls it so.)
        """A process that is started later."""
        process = self._context.Process(*args, **more)
        self._started.append(process)
        return process

    def kill(self) -> None:
        """End the processes that still run."""
        for process in self._there():
            process.kill()

    def join(self) -> None:
        """Wait until all have ended."""
        for process in self._there():
            process.join()

    def _there(self) -> list[Any]:
        """The processes without one that could not be started."""
        return [process for process in self._started if process.pid]


_TASK: list[Any] = []


def _begin(call: Callable[[Any, Any], Any], handed: Handed) -> None:
    _TASK[:] = [call, handed.read()]
    handed.close()
    collect_seldom()
    threading.Thread(target=_end_with, args=(multiprocessing.parent_process(),), daemon=True).start()


def _end_with(parent: Any) -> None:
    """End this process when the one that started it does: it may have been killed, and no one else waits for this."""
    parent.join()
    os._exit(1)


def _run(part: Any) -> Any:
    call, shared = _TASK
    return call(shared, part)


def runner_for(parts: int, workers: int | None) -> Runner:
    """How to run so many parts on this machine.

    Args:
        parts: How many there are.
        workers: How many processes to use; None for one for each core.
    """
    processes = min(parts, workers or _cores())
    return Pool(processes) if processes > 1 else Here()


def _cores() -> int:
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1
