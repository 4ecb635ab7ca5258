from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from tests.mail.server import MailServer
from tests.outreach.desk import Desk, local_desk, sheet_desk
from tests.sheets_emulator.server import Emulator

MakeDesk = Callable[..., Desk]


@pytest.fixture
def server() -> Iterator[MailServer]:
    """Accepts everything, from any client, without encryption."""
    with MailServer() as running:
        yield running


@pytest.fixture(params=["sqlite", "sheet"])
def make_desk(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[MakeDesk]:
    """Makes a desk with one kind of ledger, in a folder of the test's own."""
    if request.param == "sqlite":
        yield lambda folder=tmp_path, **options: local_desk(folder, **options)
        return
    with Emulator() as emulator:

        def make(folder: Path = tmp_path, **options: Any) -> Desk:
            return sheet_desk(folder, emulator, **options)

        yield make


@pytest.fixture
def desk(tmp_path: Path) -> Desk:
    """A workbook in a file, with an outbox."""
    return local_desk(tmp_path)
