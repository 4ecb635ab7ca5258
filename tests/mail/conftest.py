from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.mail.server import MailServer, self_signed


@pytest.fixture
def server() -> Iterator[MailServer]:
    """Accepts everything, from any client, without encryption."""
    with MailServer() as running:
        yield running


@pytest.fixture(scope="session")
def certificate(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return self_signed(tmp_path_factory.mktemp("certificate") / "mail.pem")
