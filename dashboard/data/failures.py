"""Failures as sentences for users."""

import structlog

from automation.errors import BackpocketError, places

log = structlog.get_logger()


def failure_text(failure: BaseException) -> str:
    """A failure as a sentence for a user. One that the program does not expect is logged, too, without any values."""
    if isinstance(failure, BackpocketError):
        return str(failure)
    log.error("unexpected", kind=type(failure).__name__, at=places(failure))
    return f"Something went wrong that should not have ({type(failure).__name__}). Please report it."
