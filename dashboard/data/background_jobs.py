"""Jobs that run in a thread of their own, so that they outlive the page that started them."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from threading import Lock, Thread
from time import monotonic, sleep

from dashboard.data.failures import failure_text

# Reports the step that a job has reached.
OnStep = Callable[[str], None]


@dataclass(frozen=True)
class Progress:
    """The state of a job.

    Attributes:
        number: The number of the latest run, from 1; 0 before the first.
        running: Whether the job is running.
        step: What it is doing.
        outcome: The result as a sentence; "" before the end.
        failed: Whether `outcome` is a failure.
        ended: When it ended, in seconds of `time.monotonic`.
    """

    number: int = 0
    running: bool = False
    step: str = ""
    outcome: str = ""
    failed: bool = False
    ended: float = 0.0


class Job:
    """Work that runs at most once at a time, however often it is asked for.

    Args:
        work: Does the work, reports its steps, and returns the outcome as a sentence.
    """

    def __init__(self, work: Callable[[OnStep], str]) -> None:
        self._work, self._lock, self._progress = work, Lock(), Progress()
        self._once_more = False
        self._due: float | None = None

    @property
    def progress(self) -> Progress:
        """The state at this moment."""
        with self._lock:
            return self._progress

    def start(self) -> bool:
        """Start the job unless it is running. Returns whether it was started."""
        with self._lock:
            if self._progress.running:
                return False
            self._begin()
        return True

    def again(self) -> None:
        """Run the job once from its beginning: now, or as soon as the present run has ended.

        A call just before a run ends is not lost.
        """
        with self._lock:
            if self._progress.running:
                self._once_more = True
            else:
                self._begin()

    def later(self, seconds: float) -> None:
        """Run the job after so many seconds. A later call puts off a run that has not begun."""
        with self._lock:
            waiting, self._due = self._due is not None, monotonic() + seconds
        if not waiting:
            Thread(target=self._wait, name="backpocket-wait", daemon=True).start()

    def at_once(self) -> None:
        """Begin a run that `later` has put off."""
        with self._lock:
            self._due = monotonic() if self._due is not None else None

    @property
    def begins_in(self) -> float:
        """Seconds until a run that `later` has put off; 0 for none."""
        with self._lock:
            return max(0.0, self._due - monotonic()) if self._due is not None else 0.0

    def _wait(self) -> None:
        while True:
            with self._lock:
                if self._due is not None and self._due <= monotonic():
                    self._due = None
                    break
            sleep(0.1)
        self.again()

    def _begin(self) -> None:
        self._once_more = False
        self._progress = Progress(self._progress.number + 1, running=True)
        Thread(target=self._run, name="backpocket-job", daemon=True).start()

    def _run(self) -> None:
        try:
            outcome, failed = self._work(self._step), False
        except BaseException as failure:  # noqa: BLE001  (Without an outcome the job would seem to run for ever.)
            outcome, failed = failure_text(failure), True
        with self._lock:
            self._progress = replace(
                self._progress, running=False, step="", outcome=outcome, failed=failed, ended=monotonic()
            )
            if self._once_more:
                self._begin()

    def _step(self, step: str) -> None:
        with self._lock:
            self._progress = replace(self._progress, step=step)
