"""Scheduled runs that keep failing, or no longer run: as values, and in words."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from automation.core.sentences import long_day

# Failures in a row after which people are notified.
TOO_MANY = 3
# Without a refresh for this long, the scheduler seems to have stopped: a refresh leaves a line once a day.
LATE = timedelta(hours=26)
REFRESH = "refresh"
_NAMES = {"send": "outreach send"}


@dataclass(frozen=True)
class RunRecord:
    """How the last runs of one command on this machine ended.

    Attributes:
        command: refresh, inbox, send or nudge.
        failures: How many runs in a row failed; 0 after one that did not.
        exit_code: Of the last one that failed.
        failing_since: When the first of them ended, UTC; None for none.
        succeeded_at: When a run last ended well, UTC; None if none is known.
    """

    command: str
    failures: int = 0
    exit_code: int = 0
    failing_since: datetime | None = None
    succeeded_at: datetime | None = None

    def after(self, exit_code: int, now: datetime) -> "RunRecord":
        """The record after one more run that ended now."""
        if exit_code == 0:
            return RunRecord(self.command, succeeded_at=now)
        since = self.failing_since or now
        return replace(self, failures=self.failures + 1, exit_code=exit_code, failing_since=since)


@dataclass(frozen=True)
class RunTrouble:
    """A run that keeps failing, or a refresh that no longer runs.

    Attributes:
        command: Which run.
        since: Of the first failure in a row, or of the last refresh, UTC.
        failures: How many in a row; 0 for a refresh that no longer runs.
        exit_code: Of the last failure.
    """

    command: str
    since: datetime
    failures: int = 0
    exit_code: int = 0

    @property
    def identity(self) -> str:
        """The same as long as it is the same trouble."""
        return f"run|{self.command}|{'failed' if self.failures else 'late'}|{self.since.isoformat()}"

    def words(self) -> str:
        """What is wrong and where to look, as a sentence."""
        name, day = _NAMES.get(self.command, self.command), long_day(self.since.date())
        if self.failures:
            return (
                f"backpocket {name} failed {self.failures} times in a row since {day}, the last time with exit code "
                f"{self.exit_code}: its log says why."
            )
        return f"backpocket {name} has not run since {day}, so matches may be old: is the scheduler running?"


def run_troubles(records: Iterable[RunRecord], refreshed_at: datetime | None, now: datetime) -> list[RunTrouble]:
    """The runs that people should look after.

    Args:
        records: Of this machine.
        refreshed_at: When a refresh last left a line in the workbook, on any machine, UTC; None for never.
        now: UTC.
    """
    return list(_troubles(list(records), refreshed_at, now))


def _troubles(records: list[RunRecord], refreshed_at: datetime | None, now: datetime) -> Iterator[RunTrouble]:
    for one in records:
        if one.failures >= TOO_MANY and one.failing_since:
            yield RunTrouble(one.command, one.failing_since, one.failures, one.exit_code)
        if one.command == REFRESH and one.succeeded_at:
            refreshed_at = max(one.succeeded_at, refreshed_at or one.succeeded_at)
    if refreshed_at and now - refreshed_at > LATE:
        yield RunTrouble(REFRESH, refreshed_at)
