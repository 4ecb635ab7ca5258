"""`forget` while people edit the Google Sheet: a sample of `tests.services.forget_soak`."""

from pathlib import Path

import pytest

from automation.store.google import batches
from tests.services.forget_soak import played

pytestmark = pytest.mark.soak


@pytest.mark.parametrize("seed", range(6))
def test_no_cell_of_people_changes(seed: int, tmp_path: Path) -> None:
    """Nothing of the person is left in the program's tabs, and a row that is still there is named."""
    assert played(seed, tmp_path).found == []


def test_a_write_into_peoples_cells_is_found(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """As a search through all tabs would make it."""
    # Breaks the code on purpose: this test is about what the other one finds.
    real = batches.replaced_texts

    def everywhere(changes: object, reading: object) -> list[batches.Request]:
        found = real(changes, reading)  # type: ignore[arg-type]
        for one in found:
            del one["findReplace"]["range"]
            one["findReplace"]["allSheets"] = True
        return found

    monkeypatch.setattr(batches, "replaced_texts", everywhere)
    assert any(played(seed, tmp_path).found for seed in range(3))
