from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.answers.site import Site, served
from tests.cli.program import Program
from tests.outreach.desk import local_desk, sheet_desk
from tests.sheets_emulator.server import Emulator


@pytest.fixture
def backpocket(capsys: pytest.CaptureFixture[str]) -> Program:
    """The program."""
    return Program(capsys)


@pytest.fixture
def site(tmp_path: Path) -> Iterator[Site]:
    """The page of a workbook in a file."""
    with served(lambda url: local_desk(tmp_path, respond_url=url), per_address=100_000) as running:
        yield running


@pytest.fixture(params=["sqlite", "sheet"])
def any_site(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Site]:
    """The page of a workbook, with either kind of ledger."""
    if request.param == "sqlite":
        with served(lambda url: local_desk(tmp_path, respond_url=url)) as running:
            yield running
        return
    with Emulator() as emulator, served(lambda url: sheet_desk(tmp_path, emulator, respond_url=url)) as running:
        yield running
