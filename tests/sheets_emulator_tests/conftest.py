"""A running emulator, and gspread connected to it."""

from collections.abc import Iterator

import gspread
import pytest
import requests

from tests.sheets_emulator.server import Emulator
from tests.sheets_emulator.service import Service


class Loopback(requests.Session):
    """Sends to the emulator what is meant for Google, as the static robot account."""

    def __init__(self, origin: str) -> None:
        super().__init__()
        self.origin = origin
        self.trust_env = False
        self.headers["Authorization"] = "Bearer test"

    def request(self, method: str, url: str, *args: object, **kwargs: object) -> requests.Response:
        for google in ("https://sheets.googleapis.com", "https://www.googleapis.com"):
            url = url.replace(google, self.origin)
        return super().request(method, url, *args, **kwargs)


class Clock:
    """A clock that stands still until the test moves it."""

    def __init__(self) -> None:
        self.now = 1_800_000_000.0

    def __call__(self) -> float:
        return self.now


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def emulator(clock: Clock) -> Iterator[Emulator]:
    with Emulator(Service(clock)) as running:
        yield running


@pytest.fixture
def client(emulator: Emulator) -> Iterator[gspread.Client]:
    with Loopback(emulator.url) as session:
        yield gspread.authorize(None, session=session)
