"""What time it is: the one place that asks."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, date, datetime
from zoneinfo import ZoneInfo


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
        name = self.time_zone or workbook_zone
        return self.now().astimezone(ZoneInfo(name) if name else None).date()
