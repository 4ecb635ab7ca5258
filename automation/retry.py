"""Start over while others write: no lock is held, so a reading may be out of date when its write comes."""

import gc
from collections.abc import Callable
from time import sleep
from typing import TypeVar

import structlog

from automation.errors import StoreBusy, Superseded

# After this many changes during a reading, more attempts are not worth it.
ATTEMPTS = 5
# Seconds to wait for another run that writes a line for each message.
PAUSES = (1.0, 4.0)

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
            # `refresh` switches the collector off: an earlier attempt must not hold memory beside the next.
            if not gc.isenabled():
                gc.collect()
    raise StoreBusy(f"Others kept changing the workbook: {ATTEMPTS} attempts failed. Try again later.")


def landed_patiently(attempt: Callable[[], Result]) -> Result:
    """As `landed`, with pauses in which a run on another machine, which writes a line per message, gets done."""
    for pause in PAUSES:
        try:
            return landed(attempt)
        except StoreBusy:
            sleep(pause)
    return landed(attempt)
