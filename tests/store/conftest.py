from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.sheets_emulator.server import Emulator
from tests.sheets_emulator.service import Service
from tests.store.google_sheet import Sheet


@pytest.fixture
def emulator() -> Iterator[Emulator]:
    """A Sheets API to speak to, which checks what it is sent."""
    with Emulator(Service()) as emulator:
        yield emulator


@pytest.fixture
def sheet(emulator: Emulator, tmp_path: Path) -> Sheet:
    """A spreadsheet that was shared with the service account, and nothing else."""
    return Sheet(emulator, tmp_path)


@pytest.fixture
def installed(sheet: Sheet) -> Sheet:
    """A spreadsheet after `init`."""
    sheet.init()
    return sheet


@pytest.fixture
def refreshed(installed: Sheet) -> Sheet:
    """A spreadsheet after `init` and a `refresh`."""
    installed.refresh()
    return installed
