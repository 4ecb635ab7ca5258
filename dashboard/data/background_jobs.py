"""Work that outlives a page: done in a thread of its own, watched by whoever looks."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from threading import Lock, Thread
from time import monotonic

from automation.errors import BackpocketError

# Tells how far it is.
OnStep = Callable[[str], None]


@dataclass(frozen=True)
class Progress:
    """How a job stands.

    Attributes:
        number: Counts the job's runs, from 1; 0 before the first.
        running: Whether it is under way.
        step: What it is doing.
        outcome: What it came to, as a sentence; "" before the end.
        failed: Whether `outcome` is a failure.
        ended: When it ended, on the clock that only counts.
    """

    number: int = 0
    running: bool = False
    step: str = ""
    outcome: str = ""
    failed: bool = False
    ended: float = 0.0


class Job:
    """One piece of work that runs at most once at a time, whoever asks for it and how often.

    Args:
        work: Does it, tells its steps, and returns what it came to.
    """

    def __init__(self, work: Callable[[OnStep], str]) -> None:
        self._work, self._lock, self._progress = work, Lock(), Progress()
        self._once_more = False

    @property
    def progress(self) -> Progress:
        """How it stands."""
        with self._lock:
            return self._progress

    def start(self) -> bool:
        """Start it, unless it is under way; whether it was started."""
        with self._lock:
            if self._progress.running:
                return False
            self._begin()
        return True

    def again(self) -> None:
        """Have it run once from its beginning after this call: now, or when the run under way has ended.

        What was asked for while a run was ending is never left lying.
        """
        with self._lock:
            if self._progress.running:
                self._once_more = True
            else:
                self._begin()

    def _begin(self) -> None:
        self._once_more = False
        self._progress = Progress(self._progress.number + 1, running=True)
        Thread(target=self._run, name="backpocket-job", daemon=True).start()

    def _run(self) -> None:
        try:
            outcome, failed = self._work(self._step), False
        except BackpocketError as error:
            outcome, failed = str(error), True
        except BaseException as error:  # noqa: BLE001  (It is over, and must not seem under way for ever.)
            outcome, failed = f"Something went wrong that should not have ({type(error).__name__}).", True
        with self._lock:
            self._progress = replace(
                self._progress, running=False, step="", outcome=outcome, failed=failed, ended=monotonic()
            )
            if self._once_more:
                self._begin()

    def _step(self, step: str) -> None:
        with self._lock:
            self._progress = replace(self._progress, step=step)
