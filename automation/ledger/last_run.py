"""The time of the program's last run on an outreach folder, in `last-run.json` in the folder itself.

If the folder is restored from a backup, the file is restored with it. So after a restore, the file shows a pause, and
its times show that it was copied.
"""

import contextlib
import json
import os
import secrets
from collections.abc import Mapping
from dataclasses import asdict, replace
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

import structlog

from automation.core.ledger.doubts import Pause, is_pause

log = structlog.get_logger()
NAME = "last-run.json"
# A copy of a file can keep the time of its content (mtime), but not the time of the last change by the file system
# (ctime). If they differ by more than this, the file is a copy.
COPIED = timedelta(minutes=15)


class LastRun:
    """The record of one outreach folder.

    Args:
        folder: The outreach folder; nothing is written while it is missing.
    """

    def __init__(self, folder: Path) -> None:
        self._place = folder / NAME

    def look(self, now: datetime, last: datetime | None = None) -> Pause | None:
        """The latest pause up to now; None if there was none. Writes nothing.

        Args:
            now: UTC.
            last: When the ledger's last line was written, UTC; used if there is no record yet.
        """
        kept = self._kept()
        ran = kept[0] if kept else last
        if ran is None:
            return None
        copied = kept is not None and self._is_copy()
        if copied or is_pause(ran, now):
            return Pause(ran, now, copied=copied)
        pause = kept[1] if kept else None
        # A pause recorded while the clock was ahead ends in the future: it would hold messages back until then.
        return pause and replace(pause, after=min(pause.after, now))

    def note(self, now: datetime, last: datetime | None = None) -> Pause | None:
        """Like `look`, and record that the program ran now."""
        pause = self.look(now, last)
        if self._kept() is not None or last is not None:
            self._write({"at": now, "pause": pause and asdict(pause)})
        return pause

    def _kept(self) -> tuple[datetime, Pause | None] | None:
        try:
            kept = json.loads(self._place.read_bytes())
            pause = kept["pause"]
            return datetime.fromisoformat(kept["at"]), _pause(pause) if pause else None
        except (OSError, ValueError, KeyError, TypeError):
            return None

    def _is_copy(self) -> bool:
        try:
            found = self._place.stat()
        except OSError:
            return False
        return timedelta(seconds=found.st_ctime - found.st_mtime) > COPIED

    def _write(self, record: Mapping[str, Any]) -> None:
        draft = self._place.with_name(f".{NAME}.{secrets.token_hex(4)}")
        try:
            with os.fdopen(os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "w", encoding="utf-8") as file:
                json.dump(record, file, default=datetime.isoformat)
            draft.replace(self._place)
        except OSError as error:
            with contextlib.suppress(OSError):
                draft.unlink(missing_ok=True)
            log.warning("the last run cannot be recorded in the outreach folder", why=error.strerror)


def _pause(kept: Mapping[str, Any]) -> Pause:
    before, after = datetime.fromisoformat(kept["before"]), datetime.fromisoformat(kept["after"])
    return Pause(before, after, copied=bool(kept["copied"]))
