"""What processes share, in a file without a name: it is gone when the last process that has it open ends, or is killed.

Where a process is killed before it has read what it is given, Python would wait for ever to write more than a pipe
holds. Of an open file only the number is written.
"""

import pickle
import tempfile
from collections.abc import Callable
from mmap import ACCESS_READ, mmap
from multiprocessing.reduction import DupFd
from typing import IO, Any


class Handed:
    """An object for processes that this one starts, given to them as an argument.

    Args:
        file: Holds it.
    """

    def __init__(self, file: IO[bytes]) -> None:
        self._file = file

    @staticmethod
    def of(shared: Any) -> "Handed":
        """An object in a file of its own."""
        file = tempfile.TemporaryFile()  # noqa: SIM115  (It is open until `close`.)
        pickle.dump(shared, file, pickle.HIGHEST_PROTOCOL)
        file.flush()
        return Handed(file)

    def read(self) -> Any:
        """The object, in a process that was given it."""
        # Mapped: all processes share one position in the file, so none may move it.
        with mmap(self._file.fileno(), 0, access=ACCESS_READ) as data:
            return pickle.loads(data)  # noqa: S301  (It was written by the process that started this one.)

    def close(self) -> None:
        """Keep it no longer in this process."""
        self._file.close()

    def __reduce__(self) -> tuple[Callable[[Any], Any], tuple[Any]]:
        return _given, (DupFd(self._file.fileno()),)


def _given(number: Any) -> Handed:
    return Handed(open(number.detach(), "rb"))  # noqa: PTH123  (It has no path.)
