"""What is wrong with signing in is said at the start, in a sentence; and what stands around Streamlit."""

import asyncio
import socket
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import httpx
import pytest
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response
from starlette.routing import Route
from streamlit import net_util
from streamlit.web.server import server_util

from automation.clock import Clock
from automation.core.access.roles import Role
from automation.errors import ConfigError
from automation.outreach.context import open_mailroom
from automation.outreach.senders import sender_of
from automation.settings import Settings
from automation.store.base import Store
from automation.store.locate import open_store
from dashboard.asgi import prepare
from dashboard.auth.sign_in import Guard, OwnPages, disable_address_lookup, hosts_of, secrets_of
from tests.cli.program import PEOPLE, REQUISITIONS, Program, write_workbook
from tests.dashboard.provider import CLIENT, SECRET, Provider
from tests.support.audit import audited

ROLES = {"admin": ["Ana Silva <ana@acme.example>"], "recruiter": ["Dana Reyes <dana@acme.example>"]}
OUT = "0.0.0.0"  # noqa: S104  (What signing in is for.)


@pytest.fixture(scope="module")
def provider() -> Iterator[Provider]:
    with Provider() as provider:
        yield provider


@pytest.fixture
def settings(provider: Provider, tmp_path: Path) -> dict[str, Any]:
    """Everything that signing in needs."""
    return {
        "sign_in_url": "https://pocket.acme.example",
        "sign_in_provider": provider.url,
        "sign_in_client_id": CLIENT,
        "sign_in_client_secret": SECRET,
        "outreach_folder": str(tmp_path / "outreach"),
        "roles": ROLES,
    }


def store_of(settings: dict[str, Any]) -> Store:
    """A small workbook beside the outreach folder."""
    path = Path(settings["outreach_folder"]).with_name("pocket.xlsx")
    return open_store(str(write_workbook(path, {"Candidates": PEOPLE, "Requisitions": REQUISITIONS})))


def prepared(settings: dict[str, Any], host: str = OUT) -> Any:
    return prepare(Settings(**settings), store_of(settings), Clock(None), host)


def test_others_are_let_in_with_signing_in(settings: dict[str, Any]) -> None:
    """An address that others can reach is served, once a provider says who they are; its secret stays the same."""
    given = prepared(settings)
    assert given.sign_in.url == "https://pocket.acme.example"
    assert len(given.secret) >= 32
    assert prepared(settings).secret == given.secret
    auth = secrets_of(given.sign_in, given.secret)["auth"]
    assert auth["redirect_uri"] == "https://pocket.acme.example/oauth2callback"
    assert hosts_of(given.sign_in, OUT) == ["pocket.acme.example", "localhost", "127.0.0.1", "::1"]


def test_without_signing_in_other_hosts_are_refused(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    """Without signing in an address that others can reach is refused, and the sentence says how it would work."""
    monkeypatch.chdir(tmp_path)
    path = write_workbook(tmp_path / "pocket.xlsx", {"Candidates": PEOPLE, "Requisitions": REQUISITIONS})
    done = Program(capsys)("dashboard", "--workbook", path, "--host", OUT)
    assert done.code == 2
    assert "no sign-in is set up. Set up signing in first (docs/dashboard.md)" in done.err
    assert done.out == ""


@pytest.mark.parametrize(
    ("changed", "said"),
    [
        ({"sign_in_client_id": None}, "Setting sign_in_client_id is missing"),
        ({"sign_in_url": None}, "Setting sign_in_url is missing"),
        ({"sign_in_provider": None}, "Setting sign_in_provider is missing"),
        ({"sign_in_client_secret": None}, "Setting sign_in_client_secret_file is missing or empty"),
        ({"sign_in_client_secret_file": "not-there"}, "sign_in_client_secret_file: not-there cannot be read"),
        ({"roles": {}}, "No one has a role"),
        ({"sign_in_provider": "http://127.0.0.1:9"}, "does not answer as an OpenID provider does"),
        ({"sign_in_secret_file": "not-there"}, "not-there does not hold the secret of signing in"),
    ],
)
def test_a_missing_setting_is_named(settings: dict[str, Any], changed: dict[str, Any], said: str) -> None:
    """An error names the setting before the first click, also if only this machine could reach the address."""
    for host in (OUT, "127.0.0.1"):
        with pytest.raises(ConfigError, match=said):
            prepared(settings | changed, host)


@pytest.mark.parametrize(
    ("changed", "said"),
    [
        ({"sign_in_url": "http://pocket.acme.example"}, "is no address of a dashboard"),
        ({"sign_in_url": "https://acme.example/pocket"}, "is no address of a dashboard"),
        ({"sign_in_provider": "accounts.google.com"}, "is no provider"),
        ({"roles": {"boss": ["Ana <ana@acme.example>"]}}, "'boss' is not a role"),
        ({"roles": {"recruiter": ["dana@acme.example"]}}, "is not written like Dana Reyes"),
        ({"sign_in_hours": 0}, "greater than 0"),
    ],
)
def test_an_impossible_value_is_reported(settings: dict[str, Any], changed: dict[str, Any], said: str) -> None:
    """Impossible values stop every command, with what to write instead."""
    with pytest.raises(ValueError, match=said):
        Settings(**(settings | changed))


def test_forgiving_ways_to_write(settings: dict[str, Any]) -> None:
    """Addresses as people copy them from elsewhere, and one person without brackets."""
    copied = {
        "sign_in_url": "https://pocket.acme.example/oauth2callback",
        "sign_in_provider": f"{settings['sign_in_provider']}/.well-known/openid-configuration",
        "roles": {"Hiring manager": "Priya Shah <Priya@acme.example>"},
    }
    found = Settings(**(settings | copied))
    assert found.sign_in is not None
    assert found.sign_in.url == "https://pocket.acme.example"
    assert found.sign_in.provider == f"{settings['sign_in_provider']}/.well-known/openid-configuration"
    assert found.sign_in.door.members["priya@acme.example"].role is Role.MANAGER


@pytest.mark.parametrize(
    "senders",
    [
        {"dana reyes": "D. Reyes <talent@acme.example>"},
        {"dana": "Dana Reyes <talent@acme.example>"},
        {"talent": "Acme Talent <dana@acme.example>"},
    ],
)
def test_whose_mailbox_it_is(settings: dict[str, Any], senders: dict[str, str]) -> None:
    """The signed-in user's sender is found by their name, or by their address among the senders."""
    others = {"lee": "Lee Park <lee@acme.example>"}
    room = open_mailroom(Settings(**(settings | {"senders": others | senders})), store_of(settings), Clock(None))
    assert f"<{sender_of(room.settings, 'Dana Reyes').address}>" in next(iter(senders.values()))
    with pytest.raises(ConfigError, match="add 'Ana Silva' to senders"):
        sender_of(room.settings, "Ana Silva")


def guarded(*, secure: bool) -> Callable[[str], httpx.Headers]:
    """Asks a page behind the guard for its headers."""

    def page(_: Request) -> Response:
        answer = Response("a page")
        answer.set_cookie("one", "1", httponly=True)
        answer.set_cookie("two", "2", secure=True)
        return answer

    def callback(request: Request) -> Response:
        answer = RedirectResponse("/")
        if request.query_params.get("code") == "good":
            answer.set_cookie("_streamlit_user", "signed")
        else:
            answer.delete_cookie("_streamlit_user")
        return answer

    app = Starlette(routes=[Route("/", page), Route("/oauth2callback", callback)])

    async def asked(path: str) -> httpx.Headers:
        transport = httpx.ASGITransport(app=Guard(app, secure=secure))
        async with httpx.AsyncClient(transport=transport, base_url="http://pocket") as client:
            return (await client.get(path)).headers

    return lambda path: asyncio.run(asked(path))


def test_cookies_travel_by_https_alone() -> None:
    """Where people come by https every cookie says so, once; on this machine without it, none does."""
    cookies = guarded(secure=True)("/").get_list("set-cookie")
    assert [cookie.lower().count("; secure") for cookie in cookies] == [1, 1]
    cookies = guarded(secure=False)("/").get_list("set-cookie")
    assert [cookie.lower().count("; secure") for cookie in cookies] == [0, 1]


def test_a_failed_sign_in_is_shown_on_the_page() -> None:
    """Back from the provider without an identity: the page says so; after signing out it doesn't."""
    headers = guarded(secure=True)
    assert headers("/oauth2callback?state=1&code=good")["location"] == "/"
    assert headers("/oauth2callback?state=1&code=bad")["location"] == "/?sign_in=failed"
    assert headers("/oauth2callback?state=1&error=access_denied")["location"] == "/?sign_in=failed"
    assert headers("/oauth2callback")["location"] == "/"


@pytest.mark.parametrize(
    ("origin", "said", "host", "passes"),
    [
        ("https://pocket.acme.example", ["https://pocket.acme.example"], "pocket.acme.example", True),
        ("https://pocket.acme.example", ["https://Pocket.acme.example"], "127.0.0.1:8501", True),
        ("https://pocket.acme.example", ["https://evil.example"], "pocket.acme.example", False),
        ("https://pocket.acme.example", ["http://pocket.acme.example"], "pocket.acme.example", False),
        ("https://pocket.acme.example", ["https://pocket.acme.example", "https://evil.example"], "pocket", False),
        ("https://pocket.acme.example", ["null"], "pocket.acme.example", False),
        ("https://pocket.acme.example", [], "pocket.acme.example", True),
        (None, ["http://localhost:8501"], "localhost:8501", True),
        (None, ["http://127.0.0.1:9000"], "127.0.0.1:9000", True),
        (None, ["http://localhost:3000"], "localhost:8501", False),
        (None, ["https://evil.example"], "localhost:8501", False),
        (None, ["null"], "localhost:8501", False),
    ],
)
def test_the_line_is_for_our_own_pages(origin: str | None, said: list[str], host: str, *, passes: bool) -> None:
    """Another site's page is refused before Streamlit sees the request."""
    passed, sent = [], []

    async def inside(scope: Any, _receive: Any, _send: Any) -> None:
        passed.append(scope["type"])

    async def receive() -> Any:
        return {"type": "websocket.connect"}

    async def send(message: Any) -> None:
        sent.append(message)

    headers = [(b"host", host.encode()), *((b"origin", one.encode()) for one in said)]
    app = OwnPages(inside, origin=origin)
    asyncio.run(app({"type": "websocket", "path": "/_stcore/stream", "headers": headers}, receive, send))
    assert passed == (["websocket"] if passes else [])
    assert sent == ([] if passes else [{"type": "websocket.close", "code": 1008}])


def test_streamlit_connects_to_no_other_server(monkeypatch: pytest.MonkeyPatch) -> None:
    """Whatever origin a request claims, Streamlit does not ask a server for this machine's address."""
    asked: list[object] = []

    def refuse(_: str, arguments: tuple[object, ...]) -> None:
        # Streamlit connects a UDP socket to learn which address this machine would send from; that sends nothing.
        if isinstance(arguments[0], socket.socket) and arguments[0].type is socket.SOCK_DGRAM:
            return
        asked.append(arguments)
        raise ConnectionRefusedError

    # `disable_address_lookup` changes it for the whole process; this puts it back.
    monkeypatch.setattr(net_util, "get_external_ip", net_util.get_external_ip)
    disable_address_lookup()
    with audited({"socket.connect", "socket.getaddrinfo"}, refuse):
        assert not server_util.is_url_from_allowed_origins("https://evil.example")
    assert asked == []
