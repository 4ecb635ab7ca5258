"""What time it is: the one place that asks."""

import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta, timezone, tzinfo
from zoneinfo import ZoneInfo

# How Google writes a zone that has no name.
_OFFSET = re.compile(r"GMT([+-])(\d{1,2}):?(\d{2})")


def _now() -> datetime:
    return datetime.now(UTC)


@dataclass(frozen=True)
class Clock:
    """The date of the workbook's people.

    Attributes:
        fixed: The date given by `--today`; None follows the clock.
        time_zone: The setting; it wins over the workbook's own.
        now: Tells the instant, in UTC.
    """

    fixed: date | None = None
    time_zone: str | None = None
    now: Callable[[], datetime] = _now

    def today(self, workbook_zone: str | None = None) -> date:
        """The date where the workbook lives: the setting's zone, else the workbook's, else the machine's."""
        if self.fixed:
            return self.fixed
        return self.now().astimezone(self.zone(workbook_zone)).date()

    def zone(self, workbook_zone: str | None = None) -> tzinfo | None:
        """The setting's zone, else the workbook's; None for the machine's."""
        name = self.time_zone or workbook_zone
        return _zone(name) if name else None


def _zone(name: str) -> tzinfo | None:
    """A zone by its name, or as GMT-07:00; None, which is the machine's own, where this machine does not know it."""
    if match := _OFFSET.fullmatch(name):
        ahead = timedelta(hours=int(match[2]), minutes=int(match[3]))
        return timezone(-ahead if match[1] == "-" else ahead)
    try:
        return ZoneInfo(name)
    except (LookupError, OSError, ValueError):
        return None
