"""Which hosts Google's credentials may be sent to: none that only the key file names."""

import http.server
import json
import threading
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from automation.core.google_hosts import is_sheets_origin, is_source, makes_tokens
from automation.errors import ConfigError, StoreUnavailable
from automation.settings import load
from automation.store.google.connection import connect
from automation.store.locate import open_store
from tests.store.google_sheet import Sheet

ELSEWHERE = [
    "https://sheets.googleapis.com.evil.example",
    "https://sheets.googleapis.com@evil.example",
    "https://evil.example\\@sheets.googleapis.com",
    "https://evil.example#sheets.googleapis.com",
    "https://evil.example?sheets.googleapis.com",
    "https://sheets.googleapis.com:8443",
    "http://sheets.googleapis.com",
    "https://sheets.googleapis.com/v4",
    "https://shéets.googleapis.com",
    "https://127.0.0.1.evil.example",
    "https://localhost.evil.example",
    "http://10.0.0.1:80",
    "http://169.254.169.254",
    "ftp://127.0.0.1",
    "//127.0.0.1",
    "https://",
    "https://[::1",
    "https://sheets.googleapis.com:port",
]
HERE = ["https://sheets.googleapis.com", "https://sheets.googleapis.com/", "http://127.0.0.1:8000", "http://[::1]:1"]


@pytest.mark.parametrize("url", ELSEWHERE)
def test_an_endpoint_that_is_not_googles_is_refused(url: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A backpocket.toml of the working directory cannot send the token elsewhere, nor can an argument."""
    assert not is_sheets_origin(url)
    monkeypatch.chdir(tmp_path)
    Path("backpocket.toml").write_text(f"sheets_endpoint = {json.dumps(url)}\n", encoding="utf-8")
    with pytest.raises(ConfigError, match="sheets_endpoint"):
        load()
    with pytest.raises(ConfigError, match="sheets_endpoint"):
        connect("k" * 30, None, url)


@pytest.mark.parametrize("url", HERE)
def test_google_and_this_machine_are_endpoints(url: str) -> None:
    """Google's own origin, and a service that listens on this machine."""
    assert is_sheets_origin(url)


EXTERNAL = {
    "type": "external_account",
    "audience": "//iam.googleapis.com/projects/1/locations/global/workloadIdentityPools/p/providers/q",
    "subject_token_type": "urn:ietf:params:oauth:token-type:jwt",
    "token_url": "https://sts.googleapis.com/v1/token",
    "credential_source": {"url": "https://idp.example/token"},
}
LOOSE: dict[str, dict[str, Any]] = {
    "token_uri": {"type": "service_account", "token_uri": "https://evil.example/token"},
    "token_uri over http": {"type": "service_account", "token_uri": "http://oauth2.googleapis.com/token"},
    "universe_domain": {"type": "service_account", "universe_domain": "evil.example"},
    "token_url": EXTERNAL | {"token_url": "https://sts.googleapis.com.evil.example/v1/token"},
    "impersonation": EXTERNAL | {"service_account_impersonation_url": "https://evil.example/v1:generateAccessToken"},
    "credential source": EXTERNAL | {"credential_source": {"url": "http://evil.example/token"}},
    "nested": {"type": "impersonated_service_account", "source_credentials": {"token_uri": "https://evil.example/t"}},
}


@pytest.mark.parametrize("how", LOOSE)
@pytest.mark.parametrize("named", [True, False])
def test_credentials_that_lead_elsewhere_are_refused(
    sheet: Sheet, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, how: str, named: bool
) -> None:
    """A key file, or the file of Application Default Credentials, that names another host is refused by its field."""
    whole = json.loads(Path(str(sheet.store().connection.key_file)).read_text(encoding="utf-8"))
    path = tmp_path / "key.json"
    content = (whole if LOOSE[how]["type"] == "service_account" else {}) | LOOSE[how]
    path.write_text(json.dumps(content), encoding="utf-8")
    monkeypatch.setenv("GOOGLE_APPLICATION_CREDENTIALS", str(path))
    with pytest.raises(ConfigError, match="is not to be trusted"):
        connect("k" * 30, str(path) if named else None, None)


def test_hosts_of_tokens_and_sources() -> None:
    """Tokens are made by Google over https; who a machine is, its cloud says, or any address over https."""
    assert makes_tokens("https://oauth2.googleapis.com/token")
    assert makes_tokens("http://127.0.0.1:9/token")
    assert not makes_tokens("https://storage.googleapis.com/token")
    assert is_source("http://169.254.169.254/latest")
    assert not is_source("http://10.1.1.1/latest")


class _Led(http.server.BaseHTTPRequestHandler):
    """Leads every request to another host, and keeps what it was asked."""

    seen: list[str]

    def do_GET(self) -> None:
        self.seen.append(self.path)
        self.send_response(302)
        self.send_header("Location", f"http://localhost:{self.server.server_address[1]}/stolen")
        self.end_headers()

    do_POST = do_GET  # noqa: N815  (So the library calls it.)

    def log_message(self, *_: Any) -> None:
        """Say nothing."""


@pytest.fixture
def leading() -> Iterator[tuple[str, list[str]]]:
    """A server that leads away, with the paths it was asked for."""
    handler = type("Led", (_Led,), {"seen": []})
    server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), handler)
    thread = threading.Thread(target=server.serve_forever)
    thread.start()
    yield f"http://127.0.0.1:{server.server_address[1]}", handler.seen
    server.shutdown()
    thread.join()
    server.server_close()


@pytest.mark.long
def test_the_token_follows_no_redirect(sheet: Sheet, leading: tuple[str, list[str]]) -> None:
    """A server that leads to another address is not followed, and that is said."""
    address, seen = leading
    store = open_store("k" * 30, str(sheet.store().connection.key_file), address)
    store.connection.sleep = lambda _: None  # type: ignore[attr-defined]
    with pytest.raises(StoreUnavailable, match="redirected to another address"):
        store.read()
    assert seen
    assert not any("stolen" in path for path in seen)
