"""Memory where millions of objects are made: garbage in cycles is looked for seldom, free memory is given back."""

import ctypes
import gc
from collections.abc import Iterator
from contextlib import contextmanager, suppress

import pyarrow as pa

# As often as Python does by itself.
_USUAL = gc.get_threshold()
# So many new objects, and so many of the looks before, precede a look at the young, the middle-aged and all.
_SELDOM = 100_000, 50, 100


def collect_seldom() -> None:
    """From now on. Each look at all objects takes as long as they are many, and finds nothing in tables and texts."""
    gc.set_threshold(*_SELDOM)


@contextmanager
def collected_seldom() -> Iterator[None]:
    """The same, for a while."""
    collect_seldom()
    try:
        yield
    finally:
        gc.set_threshold(*_USUAL)


def give_back() -> None:
    """Give memory that is free back to the system, which C libraries else keep for later."""
    pa.default_memory_pool().release_unused()
    with suppress(OSError, AttributeError):
        # Of glibc; others have no such function.
        ctypes.CDLL(None).malloc_trim(0)
