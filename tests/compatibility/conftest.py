import os
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from tests.cli.program import Program
from tests.compatibility.kept import Kept, restored
from tests.sheets_emulator.server import Emulator

Enter = Callable[[Kept], Kept]


@pytest.fixture
def backpocket(capsys: pytest.CaptureFixture[str]) -> Program:
    """The program."""
    return Program(capsys)


@pytest.fixture
def enter(monkeypatch: pytest.MonkeyPatch) -> Enter:
    """Makes an installation's folder the working directory, and its settings the only ones."""

    def entered(kept: Kept) -> Kept:
        for name in [name for name in os.environ if name.startswith("BACKPOCKET_")]:
            monkeypatch.delenv(name)
        for name, value in kept.env.items():
            monkeypatch.setenv(name, value)
        monkeypatch.chdir(kept.folder)
        return kept

    return entered


@pytest.fixture(scope="module", params=["file", "sheet"])
def read_only(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Kept]:
    """An installation of each store, shared by tests that write nothing."""
    with Emulator() as emulator:
        yield restored(request.param, tmp_path_factory.mktemp("kept") / request.param, emulator)


@pytest.fixture(params=["file", "sheet"])
def kept(request: pytest.FixtureRequest, tmp_path: Path, enter: Enter) -> Iterator[Kept]:
    """An installation of each store, for one test, in the working directory."""
    with Emulator() as emulator:
        yield enter(restored(request.param, tmp_path / request.param, emulator))
