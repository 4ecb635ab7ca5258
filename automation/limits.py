"""Limits of time and memory for a process that reads what strangers wrote.

Linux limits time and memory. macOS limits only the time. Windows limits neither; there, only the waiting program does.
"""

import contextlib
import math
import time
from pathlib import Path


def limit_time(seconds: int) -> None:
    """Let the kernel end this process if it takes more processor time from now on; other programs do not affect it."""
    with contextlib.suppress(ImportError, ValueError, OSError):
        import resource  # noqa: PLC0415  (Not on every system.)

        _, most = resource.getrlimit(resource.RLIMIT_CPU)
        resource.setrlimit(resource.RLIMIT_CPU, (math.ceil(time.process_time()) + seconds, most))


def limit_memory(memory: int) -> None:
    """Limit the memory of this process to what it has now and so many bytes more; works only on Linux."""
    with contextlib.suppress(ImportError, ValueError, OSError, IndexError):
        import resource  # noqa: PLC0415  (Not on every system.)

        pages = int(Path("/proc/self/statm").read_text(encoding="ascii").split()[0])
        _, most = resource.getrlimit(resource.RLIMIT_AS)
        resource.setrlimit(resource.RLIMIT_AS, (pages * resource.getpagesize() + memory, most))
