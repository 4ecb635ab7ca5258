"""Posts to chats: over real HTTP, within each chat's limits, to no other host."""

import json
import re
from collections.abc import Iterator

import pytest

from automation.chat.payloads import GOOGLE_BYTES, TEAMS_BYTES, Post, body_of, payload_for
from automation.chat.posting import Poster, ping
from automation.core.ledger.events import State
from automation.core.web_hosts import NotAllowed, Service, require_loopback, require_watcher, service_of
from automation.errors import ConfigError
from automation.settings import load
from tests.chat.server import DROP, REDIRECT, ChatServer

TEAMS_PATH = "workflows/0a1b/triggers/manual/paths/invoke?api-version=2016-06-01&sp=%2Ftriggers&sig=secret-sig"
URLS = {
    Service.SLACK: "https://hooks.slack.com/services/T0/B0/secret-token",
    Service.TEAMS: f"https://prod-12.westeurope.logic.azure.com:443/{TEAMS_PATH}",
    Service.GOOGLE_CHAT: "https://chat.googleapis.com/v1/spaces/AAAA/messages?key=secret-key&token=secret-token",
}
ALL = list(URLS)


@pytest.fixture
def server() -> Iterator[ChatServer]:
    with ChatServer() as running:
        yield running


def posted(server: ChatServer, service: Service, post: Post) -> State:
    result = Poster(server.url).post(URLS[service], body_of(payload_for(service, post)))
    assert "secret" not in result.detail
    return result.state


@pytest.mark.parametrize("service", ALL)
class TestEachChat:
    def test_digest_is_taken(self, server: ChatServer, service: Service) -> None:
        """The chat takes a usual digest, and gets its title, lines and link."""
        post = Post("Backpocket: 2 follow-ups due", ["Dana: 2 follow-ups due"], "https://pocket.acme.example")
        assert posted(server, service, post) is State.SENT
        (_, message), text = server.received[0], json.dumps(server.received[0][1])
        assert message
        for part in (post.title, post.lines[0], post.link):
            assert part in text

    @pytest.mark.parametrize("line", ["x" * 100_000, "é" * 300, "<b>&" * 200, "\U0001f600" * 280, "*_`~" * 70])
    def test_any_digest_fits(self, server: ChatServer, service: Service, line: str) -> None:
        """Hundreds of long lines of any characters are cut to what the chat takes, with the number of the others."""
        post = Post(line, [line] * 400)
        assert posted(server, service, post) is State.SENT
        text = json.dumps(server.received[0][1])
        assert re.search(r"\+(2|3)\d\d more", text)

    def test_text_is_no_markup(self, service: Service) -> None:
        """A requisition's title makes no link, mention or format."""
        payload = payload_for(
            service, Post("<!channel>", ["<https://evil.example|click> [x](https://evil.example) *b*"])
        )
        text = json.dumps(payload["blocks"][1:] if service is Service.SLACK else payload, ensure_ascii=False)
        assert "<https" not in text or service is Service.TEAMS
        assert "[x](" not in text or service is not Service.TEAMS
        if service is Service.SLACK:
            assert "<!channel>" not in payload["text"]
            assert payload["blocks"][0]["text"]["type"] == "plain_text"

    def test_redirect_is_not_followed(self, server: ChatServer, service: Service) -> None:
        server.faults.append(REDIRECT)
        assert posted(server, service, Post("title", [])) is State.REJECTED
        assert not server.others
        assert len(server.headers) == 1

    def test_too_many_requests(self, server: ChatServer, service: Service) -> None:
        """After 429 the post waits as long as the chat asks, and is tried three times at most."""
        waits: list[float] = []
        server.faults += [429, 429]
        poster = Poster(server.url, wait=waits.append)
        body = body_of(payload_for(service, Post("title", [])))
        assert poster.post(URLS[service], body).state is State.SENT
        assert waits.count(1.0) == 2
        server.faults += [429, 429, 429]
        assert poster.post(URLS[service], body).state is State.DEFERRED
        assert len(server.headers) == 6

    @pytest.mark.parametrize(("fault", "state"), [(500, State.UNKNOWN), (DROP, State.UNKNOWN), (404, State.REJECTED)])
    def test_failures(self, server: ChatServer, service: Service, fault: str | int, state: State) -> None:
        """Nothing but 429 is tried again: after other failures the chat may have the post."""
        server.faults.append(fault)
        assert posted(server, service, Post("title", [])) is state
        assert len(server.headers) == 1

    def test_proxies_of_the_environment_are_not_used(
        self, server: ChatServer, service: Service, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        for name in ("HTTP_PROXY", "HTTPS_PROXY", "ALL_PROXY", "http_proxy", "https_proxy", "all_proxy"):
            monkeypatch.setenv(name, "http://127.0.0.1:9")
        monkeypatch.delenv("NO_PROXY", raising=False)
        assert posted(server, service, Post("title", [])) is State.SENT

    def test_no_connection(self, service: Service) -> None:
        result = Poster("http://127.0.0.1:9").post(URLS[service], b"{}")
        assert (result.state, result.detail) == (State.DEFERRED, "no connection")

    def test_known_by_its_host(self, service: Service) -> None:
        assert service_of(URLS[service]) is service


def test_slack_gets_one_message_a_second(server: ChatServer) -> None:
    """Three posts in a row keep Slack's pace, so that it refuses none."""
    poster, body = Poster(server.url), body_of(payload_for(Service.SLACK, Post("title", [])))
    assert [poster.post(URLS[Service.SLACK], body).state for _ in range(3)] == [State.SENT] * 3
    assert not server.refused


def test_limits_are_not_wasted() -> None:
    """A long digest uses most of what a chat takes."""
    long = Post("title", ["word " * 50] * 400)
    assert len(body_of(payload_for(Service.TEAMS, long))) > 0.9 * TEAMS_BYTES
    assert len(body_of(payload_for(Service.GOOGLE_CHAT, long))) > 0.9 * GOOGLE_BYTES
    assert len(json.dumps(payload_for(Service.SLACK, long)["blocks"])) > 0.9 * 13_200


@pytest.mark.parametrize(
    "url",
    [
        "http://hooks.slack.com/services/T0/B0/x",
        "https://hooks.slack.com.evil.example/services/T0/B0/x",
        "https://evil.example/hooks.slack.com/services/T0",
        "https://hooks.slack.com@evil.example/services/T0/B0/x",
        "https://hooks.slack.com:8443/services/T0/B0/x",
        "https://hooks.slack.com\\@evil.example/services/T0",
        "https://evillogic.azure.com/workflows/1/triggers",
        "https://logic.azure.com/workflows/1/triggers",
        "https://prod.logic.azure.com.evil.example/workflows/1/t",
        "https://chat.googleapis.com/v1/spaces/AAAA",
        "https://chat.googleapis.com/v2/other",
        "https://169.254.169.254/latest",
        "https://hooks.slack.com/services/T0/B0/x#y",
        "https://hооks.slack.com/services/T0/B0/x",  # With a Cyrillic letter.
        "file:///etc/passwd",
        "",
    ],
)
def test_other_addresses_are_refused(url: str) -> None:
    with pytest.raises(NotAllowed) as refused:
        service_of(url)
    assert not url or url not in str(refused.value)


@pytest.mark.parametrize("host", ["outlook.office.com", "outlook.office365.com", "acme.webhook.office.com"])
def test_retired_connectors_are_named(host: str) -> None:
    with pytest.raises(NotAllowed, match="retired"):
        service_of(f"https://{host}/webhook/secret")


def test_settings_never_print_an_address() -> None:
    with pytest.raises(ConfigError) as wrong:
        load(
            chat_hooks={"team": "https://evil.example/secret-1"},
            ping_urls={"refresh": "http://evil.example/secret-2"},
            chat_endpoint="https://evil.example",
        )
    text = str(wrong.value)
    assert "secret" not in text
    assert all(name in text for name in ("chat_hooks", "'team'", "ping_urls", "'refresh'", "chat_endpoint"))
    right = load(chat_hooks={"team": URLS[Service.SLACK]}, ping_urls={"refresh": "https://hc-ping.com/secret"})
    assert not re.search("secret-token|hc-ping", repr(right))


def test_addresses_of_this_machine() -> None:
    require_loopback("http://127.0.0.1:9100")
    require_watcher("http://127.0.0.1:9100/ping/1")
    for url in ("http://127.0.0.1:9100/path", "https://evil.example", "http://evil.example"):
        with pytest.raises(NotAllowed):
            require_loopback(url)


class TestPing:
    def test_start_and_end(self, server: ChatServer) -> None:
        assert ping(f"{server.url}/abc", "start")
        assert ping(f"{server.url}/abc", "0", "matches 3")
        assert [body for _, body in server.received] == ["", "matches 3"]

    @pytest.mark.parametrize("fault", [500, DROP, REDIRECT])
    def test_failure_is_no_failure(self, server: ChatServer, fault: str | int) -> None:
        server.faults.append(fault)
        assert not ping(f"{server.url}/abc", "start")
        assert not ping("http://127.0.0.1:9/abc", "start")
