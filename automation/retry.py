"""Start over while others write in between: no lock is held, so a write may find that its reading is old."""

from collections.abc import Callable
from typing import TypeVar

import structlog

from automation.errors import StoreBusy, Superseded

# Somebody who changes the workbook this often while we read it is not going to stop.
ATTEMPTS = 5

Result = TypeVar("Result")
log = structlog.get_logger()


def landed(attempt: Callable[[], Result]) -> Result:
    """Read and write until it lands; `attempt` reads afresh each time and raises `Superseded` where it came too late.

    Raises:
        StoreBusy: `ATTEMPTS` times somebody else was first.
    """
    for number in range(1, ATTEMPTS + 1):
        try:
            return attempt()
        except Superseded:
            log.info("superseded", attempt=number)
    raise StoreBusy(f"Others kept changing the workbook: {ATTEMPTS} attempts, none landed. Try again later.")
