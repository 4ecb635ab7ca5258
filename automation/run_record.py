"""How scheduled runs ended on this machine: one small file for each workbook and command, counts and exit codes only.

The files are in the user's state directory, outside the workbook: a run that cannot open the workbook counts, too.
"""

import json
from collections.abc import Iterable
from datetime import datetime
from hashlib import blake2b
from pathlib import Path

import structlog

from automation.clock import Clock
from automation.core.reports.run_failures import RunRecord, RunTrouble, run_troubles
from automation.core.tabs.run_log import Run
from automation.files import private_folder, write_durably
from automation.ledger.machine import state_folder
from automation.store.google.locator import key_in
from automation.store.locate import is_file

log = structlog.get_logger()
# RuntimeError: the user has no home directory, or the file nests too deeply.
_UNREADABLE = (OSError, ValueError, RuntimeError)


class RunRecords:
    """The records of one workbook.

    Args:
        locator: The setting of the workbook; a path may be relative.
    """

    def __init__(self, locator: str) -> None:
        self._locator = locator

    def all(self) -> list[RunRecord]:
        """The record of each command that has ended on this machine; damaged ones are left out."""
        try:
            commands = sorted(place.stem for place in self._folder().glob("[!.]*.json"))
        except _UNREADABLE:
            return []
        return [record for command in commands if (record := self._read(command))]

    def ended(self, command: str, exit_code: int, now: datetime) -> None:
        """Record that a run ended now, UTC; that it cannot be written is only logged."""
        before = self._read(command) or RunRecord(command)
        after = before.after(exit_code, now)
        kept = {
            "failures": after.failures,
            "exit_code": after.exit_code,
            "failing_since": after.failing_since,
            "succeeded_at": after.succeeded_at,
        }
        try:
            private_folder(self._folder())
            write_durably(self._place(command), json.dumps(kept, default=datetime.isoformat).encode())
        except _UNREADABLE as error:
            log.info("how the run ended cannot be recorded", why=type(error).__name__)

    def _folder(self) -> Path:
        # Not in the constructor: a user without a home directory, or a path that is none, must not fail the run.
        locator = self._locator
        named = str(Path(locator).resolve()) if is_file(locator) else key_in(locator) or locator
        name = blake2b(named.encode("utf-8", "surrogatepass"), digest_size=16).hexdigest()
        return state_folder().parent / "runs" / name

    def _place(self, command: str) -> Path:
        return self._folder() / f"{command}.json"

    def _read(self, command: str) -> RunRecord | None:
        try:
            kept = json.loads(self._place(command).read_bytes())
            return RunRecord(
                command,
                int(kept["failures"]),
                int(kept["exit_code"]),
                _instant(kept["failing_since"]),
                _instant(kept["succeeded_at"]),
            )
        except (*_UNREADABLE, KeyError, TypeError, AttributeError, OverflowError):
            return None


def troubles_with_runs(locator: str, runs: Iterable[Run], clock: Clock) -> list[RunTrouble]:
    """The runs of a workbook that people should look after.

    Args:
        locator: The setting of the workbook.
        runs: The run log, newest first: the refreshes of all machines.
        clock: Tells the time. On a day that was chosen (`--today`), no refresh is late.
    """
    refreshed_at = next((run.at for run in runs if run.at), None)
    found = run_troubles(RunRecords(locator).all(), refreshed_at, clock.now())
    return [one for one in found if one.failures or not clock.fixed]


def _instant(text: str | None) -> datetime | None:
    """A time of the file. Raises ValueError if it has no time zone: it would not compare with others."""
    at = datetime.fromisoformat(text) if text else None
    if at and at.tzinfo is None:
        raise ValueError(text)
    return at
