from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.sheets_emulator.server import Emulator
from tests.sheets_emulator.service import Service
from tests.store.google_sheet import Kept, Sheet


@pytest.fixture
def emulator() -> Iterator[Emulator]:
    """A Sheets API to speak to, which checks what it is sent."""
    with Emulator(Service()) as emulator:
        yield emulator


@pytest.fixture
def sheet(emulator: Emulator, tmp_path: Path) -> Sheet:
    """A spreadsheet that was shared with the service account, and nothing else."""
    return Sheet(emulator, tmp_path)


@pytest.fixture(scope="session")
def kept() -> dict[str, Kept]:
    """A spreadsheet after `init`, and after a first `refresh`: made once, because it is the same each time."""
    return {}


@pytest.fixture
def installed(sheet: Sheet, kept: dict[str, Kept]) -> Sheet:
    """A spreadsheet after `init`."""
    if "installed" not in kept:
        sheet.init()
        kept["installed"] = sheet.keep()
    sheet.become(kept["installed"])
    return sheet


@pytest.fixture
def refreshed(installed: Sheet, kept: dict[str, Kept]) -> Sheet:
    """A spreadsheet after `init` and a `refresh`."""
    if "refreshed" not in kept:
        installed.refresh()
        kept["refreshed"] = installed.keep()
    installed.become(kept["refreshed"])
    return installed
