"""The real service's recorded replies, where they lie beside the project."""

import sys

from tests.sheets_emulator.server import Emulator
from tests.sheets_emulator.service import Service
from tests.sheets_emulator_tests.conftest import RECORDINGS
from tests.support.programs import finished


def test_every_recorded_reply_of_the_real_service_is_matched() -> None:
    """What the real service was recorded to answer, the emulator answers."""
    with Emulator(Service(discovery=RECORDINGS / "discovery.json")) as emulator:
        command = [sys.executable, RECORDINGS / "replay.py", emulator.url, RECORDINGS / "recorded.jsonl", "-v"]
        played = finished(*command, check=True)
    total = played.out.splitlines()[-1].split()
    assert total[1] == total[3], played.out
