"""Lock files that show which workers run on this machine; a lock ends with its process."""

import contextlib
from pathlib import Path

from filelock import FileLock, Timeout

from automation.errors import MailNotWritable
from automation.files import cannot_be_written
from automation.mail.files import make_folder

# Seconds after which the lock file of a worker that has ended is deleted.
OLD = 3_600


class WorkerLock:
    """The lock file of a worker.

    Args:
        folder: Holds a lock file for each worker that runs on this machine.
        name: The worker's.
    """

    def __init__(self, folder: Path, name: str) -> None:
        self._folder = folder
        self._name = name
        self._lock: FileLock | None = None

    def take(self) -> None:
        """Lock the file, and delete those of workers that were killed long ago.

        Raises:
            MailNotWritable: The folder or the lock in it cannot be written.
        """
        make_folder(self._folder)
        self._lock = self._lock_of(self._name)
        _acquire(self._lock)
        self._sweep(Path(self._lock.lock_file))

    def release(self) -> None:
        """Release and delete the lock file."""
        if self._lock:
            self._lock.release()
            Path(self._lock.lock_file).unlink(missing_ok=True)

    def is_running(self, worker: str) -> bool:
        """Whether a worker runs on this machine; this one always does."""
        if worker == self._name:
            return True
        lock = self._lock_of(worker)
        if not Path(lock.lock_file).exists():
            return False
        try:
            _acquire(lock)
        except Timeout:
            return True
        lock.release()
        return False

    def _sweep(self, own: Path) -> None:
        """Delete lock files of killed workers; not new files, which another worker may be about to lock."""
        for place in self._folder.glob("*.lock"):
            with contextlib.suppress(OSError, Timeout):
                if own.stat().st_mtime - place.stat().st_mtime > OLD:
                    with FileLock(place, timeout=0):
                        place.unlink()

    def _lock_of(self, worker: str) -> FileLock:
        return FileLock(self._folder / f"{worker.replace(':', '-')}.lock")


def _acquire(lock: FileLock) -> None:
    """Take a lock at once. Raises Timeout where another process has it, MailNotWritable where it cannot be taken."""
    try:
        lock.acquire(timeout=0)
    except Timeout:
        raise
    except OSError as error:
        raise MailNotWritable(cannot_be_written(Path(lock.lock_file), error)) from error
