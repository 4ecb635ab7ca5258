"""What processes share, in a file without a name: it is gone when the last process that has it open ends, or is killed.

Where a process is killed before it has read what it is given, Python would wait for ever to write more than a pipe
holds. Of an open file only the number is written.
"""

import os
import pickle
import tempfile
from collections.abc import Callable
from contextlib import suppress
from mmap import ACCESS_READ, mmap
from multiprocessing.reduction import DupFd
from typing import Any


class Handed:
    """An object for processes that this one starts, given to them as an argument.

    Args:
        shared: The object.
    """

    def __init__(self, shared: Any) -> None:
        self._file = tempfile.TemporaryFile()  # noqa: SIM115  (It is open until `close`.)
        pickle.dump(shared, self._file, pickle.HIGHEST_PROTOCOL)
        self._file.flush()

    def close(self) -> None:
        """Keep it no longer here. Processes that were started keep what they have read."""
        # A full disk was said where it was written.
        with suppress(OSError):
            self._file.close()

    def __reduce__(self) -> tuple[Callable[[Any], Any], tuple[Any]]:
        return _read, (DupFd(self._file.fileno()),)


def _read(given: Any) -> Any:
    """The object, in a process that was given it."""
    number = given.detach()
    try:
        # Mapped: all processes share one position in the file, so none may move it.
        with mmap(number, 0, access=ACCESS_READ) as data:
            return pickle.loads(data)  # noqa: S301  (It was written by the process that started this one.)
    finally:
        os.close(number)
