"""What holds for every test."""

from pathlib import Path

import pytest


@pytest.fixture(autouse=True)
def _no_memory_of_others(tmp_path_factory: pytest.TempPathFactory, monkeypatch: pytest.MonkeyPatch) -> Path:
    """What the program remembers of this machine's user is each test's own."""
    folder = tmp_path_factory.mktemp("state")
    monkeypatch.setenv("XDG_STATE_HOME", str(folder))
    return folder
