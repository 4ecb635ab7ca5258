"""How often Python looks for objects that only hold each other: seldom where millions of objects are made and kept."""

import gc
from collections.abc import Iterator
from contextlib import contextmanager

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
