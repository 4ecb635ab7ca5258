"""Work for parts in which a process is killed once, and what it does otherwise."""

import os
import signal
from collections.abc import Sequence
from pathlib import Path


def doubled(shared: Path, part: int) -> list[int]:
    """Twice a number. The first process that gets number 5 is killed, as by a system without memory."""
    if part == 5:
        try:
            (shared / "killed").touch(exist_ok=False)
        except FileExistsError:
            return [2 * part]
        os.kill(os.getpid(), signal.SIGKILL)
    return [2 * part]


def always_killed(_: None, part: int) -> int:
    """Never ends well."""
    os.kill(os.getpid(), signal.SIGKILL)
    return part


def waits(shared: tuple[Path, bytes], part: int) -> int:
    """Says which process it runs in, and waits until that is killed."""
    (shared[0] / str(os.getpid())).touch()
    signal.pause()
    return part


def weighed(shared: bytes, part: int) -> int:
    """The bytes of what is shared, and the part."""
    return len(shared) + part


def together(some: Sequence[list[int]]) -> list[int]:
    """All in one list."""
    return sorted(number for one in some for number in one)
