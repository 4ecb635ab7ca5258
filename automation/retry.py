"""Start over while others write: no lock is held, so a reading may be out of date when its write comes."""

from collections.abc import Callable
from typing import TypeVar

import structlog

from automation.errors import StoreBusy, Superseded

# After this many changes during a reading, more attempts are not worth it.
ATTEMPTS = 5

Result = TypeVar("Result")
log = structlog.get_logger()


def landed(attempt: Callable[[], Result]) -> Result:
    """Repeat `attempt` until its write lands; it reads afresh each time and raises `Superseded` if it was too late.

    Raises:
        StoreBusy: It was too late `ATTEMPTS` times.
    """
    for number in range(1, ATTEMPTS + 1):
        try:
            return attempt()
        except Superseded:
            log.info("superseded", attempt=number)
    raise StoreBusy(f"Others kept changing the workbook: {ATTEMPTS} attempts failed. Try again later.")
