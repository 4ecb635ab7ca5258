"""The present time. No other module asks the system for it."""

import os
import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta, timezone, tzinfo
from pathlib import Path
from zoneinfo import ZoneInfo

# How Google writes a time zone without a name.
_OFFSET = re.compile(r"GMT([+-])(\d{1,2}):?(\d{2})")
# A POSIX time zone in TZ, such as CET-1CEST,M3.5.0,M10.5.0/3; less than a day from UTC, as Python demands.
_NAME = r"(?:[A-Za-z]{3,}|<[A-Za-z0-9+-]{3,}>)"
_TIME = r"[+-]?(?:2[0-3]|[01]?\d)(?::[0-5]\d){0,2}"
_POSIX = re.compile(rf"{_NAME}{_TIME}(?:{_NAME}(?:{_TIME})?(?:,[MJ\d][\d.]*(?:/[\d:+-]+)?){{0,2}})?")


def _now() -> datetime:
    return datetime.now(UTC)


@dataclass(frozen=True)
class Clock:
    """The date in the workbook's time zone.

    Attributes:
        fixed: The date from `--today`; None follows the clock.
        time_zone: The setting; it overrides the workbook's own.
        now: Returns the present time, in UTC.
    """

    fixed: date | None = None
    time_zone: str | None = None
    now: Callable[[], datetime] = _now

    def today(self, workbook_zone: str | None = None) -> date:
        """The date in the setting's time zone, else the workbook's, else the machine's."""
        if self.fixed:
            return self.fixed
        return self.now().astimezone(self.zone(workbook_zone)).date()

    def zone(self, workbook_zone: str | None = None) -> tzinfo | None:
        """The setting's time zone, else the workbook's, else the machine's: None if Python can find that itself."""
        name = self.time_zone or workbook_zone
        return (_zone(name) if name else None) or (UTC if unknown_zone() else None)


def unknown_zone() -> str | None:
    """The value of TZ if it is not a time zone, so that the machine uses UTC; else None."""
    name = os.environ.get("TZ", "").removeprefix(":")
    if not name or Path(name).is_absolute():
        return None
    return None if _POSIX.fullmatch(name) or _zone(name) else name


def _zone(name: str) -> tzinfo | None:
    """A time zone by its name, or written as GMT-07:00; None if this machine does not know it."""
    if match := _OFFSET.fullmatch(name):
        ahead = timedelta(hours=int(match[2]), minutes=int(match[3]))
        return timezone(-ahead if match[1] == "-" else ahead)
    try:
        return ZoneInfo(name)
    except (LookupError, OSError, ValueError):
        return None
