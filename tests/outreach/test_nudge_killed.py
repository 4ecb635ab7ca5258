"""Kills of `nudge`: a sample, and 300 with `--nightly`; `python -m tests.outreach.nudge_kills` prints figures."""

from pathlib import Path

import pytest

from tests.outreach.nudge_kills import killed, maker
from tests.sheets_emulator.server import Emulator
from tests.support.profile import count

pytestmark = [
    pytest.mark.soak,
    pytest.mark.long,
    # Forking beside threads: the children use nothing that a thread of ours could hold.
    pytest.mark.filterwarnings("ignore::DeprecationWarning"),
]


@pytest.mark.parametrize("ledger", ["sqlite", "sheet"])
def test_each_piece_once_or_marked(tmp_path: Path, ledger: str) -> None:
    """Two machines at once, one killed: no piece arrives twice without a mark, and none is lost."""
    template = tmp_path / "template"
    template.mkdir()
    with Emulator() as emulator:
        figures = killed(count(2, nightly=150), maker(ledger, emulator, template), tmp_path)
    assert figures.promise_kept, figures
