"""Imports into a Google Sheet in which people work at the same moment, and which are stopped: no row is lost."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.imports.editors import played
from tests.sheets_emulator.server import Emulator
from tests.support.profile import count


@pytest.fixture
def emulator() -> Iterator[Emulator]:
    with Emulator() as running:
        yield running


@pytest.mark.soak
@pytest.mark.parametrize("seed", range(count(4, nightly=200)))
def test_editors_and_stops(seed: int, emulator: Emulator, tmp_path: Path) -> None:
    """Each row of the file and of the editors is there once, as it was written."""
    played(seed, emulator, tmp_path)
