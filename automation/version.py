"""Which version of the program runs."""

from functools import cache
from importlib.metadata import PackageNotFoundError, version


@cache
def program_version() -> str:
    """The version of the installed package; "" where it runs without being installed."""
    try:
        return version("backpocket")
    except PackageNotFoundError:
        return ""
