"""The candidates' page against strangers: connections, forms, tokens, and addresses of other hosts."""

import asyncio
import socket
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from urllib.parse import urlsplit

import pytest
import requests
import uvicorn

from automation.candidate_site.app import Responder, create_app
from automation.candidate_site.middleware import Capacity
from automation.candidate_site.page_view import DETAILS, MOST_WORDS
from automation.candidate_site.protocol import BoundedProtocol
from automation.candidate_site.rate_limit import network_of
from automation.candidate_site.serve import config_of
from automation.core.languages.catalogue import texts_in
from automation.core.messages.link_tokens import send_id_of, token_of
from automation.errors import ConfigError
from automation.outreach.context import Mailroom
from automation.settings import load
from tests.answers.site import Site
from tests.outreach.desk import local_desk

SECRET = b"secret of the tests, long enough"


class Hasty(BoundedProtocol):
    """The same with less patience, and few places."""

    patience, most = 0.2, 3


class Narrow(BoundedProtocol):
    """The same with three connections for one address."""

    most_of_one = 3


@contextmanager
def hasty(site: Site, protocol: type[BoundedProtocol] = Hasty, proxies: str | None = None) -> Iterator[str]:
    """The page of a site, served as `backpocket respond` does."""
    listening = socket.create_server(("127.0.0.1", 0))
    config = uvicorn.Config(
        create_app(site.desk.room),
        http=protocol,
        ws="none",
        log_config=None,
        lifespan="off",
        forwarded_allow_ips=proxies,
    )
    server = uvicorn.Server(config)
    thread = threading.Thread(target=server.run, args=([listening],), daemon=True)
    thread.start()
    try:
        yield f"http://127.0.0.1:{listening.getsockname()[1]}"
    finally:
        server.should_exit = True
        thread.join()
        listening.close()


def closed(connection: socket.socket) -> bool:
    """Whether the other side hangs up; waits for it."""
    connection.settimeout(30)
    try:
        return connection.recv(1) == b""
    except ConnectionError:
        return True


NOTHING, HEADERS = b"", b"GET /health HTTP/1.1\r\nHost: x\r\n"
BODY = b"POST /u/x HTTP/1.1\r\nHost: x\r\nContent-Length: 9\r\n\r\na"


@pytest.mark.long
@pytest.mark.parametrize("begun", [NOTHING, HEADERS, BODY])
def test_a_request_has_to_arrive(site: Site, begun: bytes) -> None:
    """An unfinished request is closed after a time: before the headers, in them, and in the body."""
    with hasty(site) as url, socket.create_connection(("127.0.0.1", urlsplit(url).port or 0)) as connection:
        connection.sendall(begun)
        while not closed(connection):
            pass


@pytest.mark.long
def test_an_idle_connection_gives_way_to_a_request(site: Site) -> None:
    """When all places are taken by connections that send nothing, a request is served all the same."""
    with hasty(site) as url:
        port = urlsplit(url).port or 0
        idle = [socket.create_connection(("127.0.0.1", port)) for _ in range(6)]
        assert requests.get(f"{url}/health", timeout=30).text == "ok\n"
        assert all(map(closed, idle))
        for one in idle:
            one.close()


def test_an_address_has_so_many_connections(site: Site) -> None:
    """The fourth connection of an address that may have three is hung up on; the others are served."""
    with hasty(site, Narrow, "203.0.113.0/24") as url:
        address = ("127.0.0.1", urlsplit(url).port or 0)
        held = [socket.create_connection(address) for _ in range(3)]
        for one in held:
            one.sendall(HEADERS)
        with socket.create_connection(address) as fourth:
            assert closed(fourth)
        for one in held:
            one.sendall(b"\r\n")
            assert one.recv(15) == b"HTTP/1.1 200 OK"
            one.close()


@pytest.mark.parametrize("proxies", ["127.0.0.0/8", "203.0.113.9, 127.0.0.1"])
def test_connections_of_a_trusted_proxy_are_not_limited_as_one_address(site: Site, proxies: str) -> None:
    """Connections of a trusted proxy are not counted as those of one address."""
    with hasty(site, Narrow, proxies) as url:
        held = [socket.create_connection(("127.0.0.1", urlsplit(url).port or 0)) for _ in range(9)]
        for one in held:
            one.sendall(HEADERS + b"\r\n")
            assert one.recv(15) == b"HTTP/1.1 200 OK"
            one.close()


def test_the_setting_names_proxies(tmp_path: Path) -> None:
    """`respond` believes this machine and the proxies of the setting, which have to be addresses."""
    settings = local_desk(tmp_path, respond_proxies=["172.17.0.0/16"]).room().settings
    config = config_of(lambda *_: None, settings.respond_proxies)  # type: ignore[arg-type, return-value]
    assert config.forwarded_allow_ips == ["127.0.0.0/8", "::1", "172.17.0.0/16"]
    with pytest.raises(ConfigError, match=r"respond_proxies.*'proxy' is no address"):
        load(respond_proxies=["proxy"])


def test_unsubscribing_is_served_while_all_other_pages_wait() -> None:
    """With every place for pages taken, a page asks to come back, and an unsubscribe is served."""
    passed: list[str] = []

    async def app(scope: dict[str, str], *_: object) -> None:
        passed.append(scope["path"])
        await held.wait()

    async def ask(path: str) -> int:
        status: list[int] = []

        async def send(message: dict[str, object]) -> None:
            if message["type"] == "http.response.start":
                status.append(int(str(message["status"])))

        place = {"path": f"/respond{path}", "root_path": "/respond", "query_string": b""}
        scope = {"type": "http", "method": "GET", "headers": [], **place}
        await capacity(scope, lambda: None, send)  # type: ignore[arg-type]
        return status[0] if status else 0

    async def scenario() -> list[int]:
        nonlocal held
        held = asyncio.Event()
        first = asyncio.ensure_future(ask("/r/a"))
        await asyncio.sleep(0)
        refused = await ask("/r/b")
        leaving = asyncio.ensure_future(ask("/u/c"))
        await asyncio.sleep(0)
        held.set()
        return [refused, await first, await leaving]

    held = asyncio.Event()
    capacity = Capacity(app, pages=1, unsubscribing=1)  # type: ignore[arg-type]
    assert asyncio.run(scenario()) == [503, 0, 0]
    assert passed == ["/respond/r/a", "/respond/u/c"]


def test_unsubscribing_uses_its_own_store(tmp_path: Path) -> None:
    """Pages, unsubscribes and colleagues' pages each use their own workbook object: a store serves one thread."""
    opened: list[Mailroom] = []
    desk = local_desk(tmp_path)

    def open_room() -> Mailroom:
        opened.append(desk.room())
        return opened[-1]

    create_app(open_room)
    assert len({id(room.store) for room in opened}) == len(opened) == 3


@pytest.mark.long
def test_unsubscribing_waits_for_no_other_page(site: Site) -> None:
    """While one page waits for the workbook and holds its lock, a click on another one still unsubscribes."""
    send_id = site.write_to()
    app = create_app(site.desk.room)
    responder = app._app._app  # type: ignore[attr-defined]
    owners = [route.endpoint.__self__ for route in responder.routes if hasattr(route.endpoint, "__self__")]
    desks = [owner._pages[0] for owner in owners if isinstance(owner, Responder)]
    with desks[0]._lock:
        listening = socket.create_server(("127.0.0.1", 0))
        server = uvicorn.Server(uvicorn.Config(app, log_config=None, lifespan="off"))
        thread = threading.Thread(target=server.run, args=([listening],), daemon=True)
        thread.start()
        path = urlsplit(site.leave_of(send_id)).path
        url = f"http://127.0.0.1:{listening.getsockname()[1]}{path}"
        assert requests.post(url, timeout=30).status_code == 200
    server.should_exit = True
    thread.join()
    listening.close()
    assert [state for state, *_ in site.answers()][:1] == ["left the list"]


@pytest.mark.parametrize("letter", ["a", "é", "語", "𝒳"])
def test_eight_full_fields_of_any_script_are_taken(site: Site, letter: str) -> None:
    """As many characters as the form lets in arrive, whatever their script."""
    page = site.page_of(site.write_to())
    data = dict.fromkeys(DETAILS, (letter + " ") * (MOST_WORDS // 2))
    said = requests.post(f"{page}/details", data=data, timeout=30)
    assert texts_in("en")("page.done.details") in said.text
    assert [state for state, *_ in site.answers()] == ["new details"]


def test_no_token_goes_to_another_host(site: Site) -> None:
    """An address with an extra slash is not found; no link leads to the host that a request names."""
    page = site.page_of(site.write_to())
    for address in (f"{page}/", site.leave_of(site.write_to(1)) + "/", f"{page}/about/"):
        said = requests.get(address, headers={"Host": "evil.example"}, allow_redirects=False, timeout=30)
        assert (said.status_code, said.headers.get("location")) == (404, None)


def test_a_token_has_one_spelling() -> None:
    """Leftover bits of base64, other characters, padding: only the token as it was made is accepted."""
    token = token_of(SECRET, "0123456789abcdef")
    assert send_id_of(SECRET, token) == "0123456789abcdef"
    alphabet = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_=."
    payload, _, signature = token.partition(".")
    spellings = {payload[:-1] + one + "." + signature for one in alphabet}
    spellings |= {token[:-1] + one for one in alphabet}
    spellings |= {token.swapcase(), token.lower(), token + "=", f"{payload}=.{signature}", f" {token}", f"{token}\n"}
    assert [one for one in spellings - {token} if send_id_of(SECRET, one)] == []


def test_an_ipv6_network_counts_as_one_address() -> None:
    """One machine has a network of addresses, and one allowance."""
    assert network_of("2001:db8::1") == network_of("2001:db8::ffff") != network_of("2001:db8:1::1")
    assert network_of("192.0.2.1") != network_of("192.0.2.2")
    assert network_of("") == ""
