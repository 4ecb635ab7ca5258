"""Where the outreach of a workbook is kept: its ledger, its queue and its secrets."""

from pathlib import Path

from automation.ledger.sqlite import SqliteLog
from automation.settings import Settings
from automation.store.locate import is_file

FOLDER = "backpocket-outreach"
LEDGER = "ledger.sqlite3"


def folder_of(settings: Settings, locator: str) -> Path:
    """The absolute path of a workbook's outreach folder."""
    if is_file(locator):
        # A symbolic link to a workbook uses the workbook's outreach.
        workbook = Path(locator).resolve()
        return (Path(settings.outreach_folder or workbook.parent / FOLDER) / workbook.stem).resolve()
    return (Path(settings.outreach_folder or FOLDER) / locator).resolve()


def local_log(folder: Path) -> SqliteLog:
    """The ledger of a local workbook with this outreach folder."""
    return SqliteLog(folder / LEDGER)
