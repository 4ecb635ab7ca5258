"""The real service's recorded replies."""

from tests.sheets_emulator.server import Emulator
from tests.sheets_emulator.service import Service
from tests.sheets_emulator_tests.replay import differences, read_pairs


def test_the_emulator_replies_as_the_real_service_did() -> None:
    """Whatever method, parameter and kind of request was recorded, the emulator's reply is the recorded one."""
    with Emulator(Service()) as emulator:
        assert list(differences(emulator.url, read_pairs())) == []
