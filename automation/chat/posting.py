"""HTTP POST to the few addresses that the settings name. The only module that posts.

No redirect is followed, no proxy of the environment is used, and neither errors nor logs hold an address.
"""

from collections.abc import Callable
from dataclasses import dataclass
from time import monotonic, sleep

import httpx
import structlog

from automation.core.ledger.events import State
from automation.core.web_addresses import at_stand_in

# Seconds: to connect and for each part of the answer, for a whole watcher's ping, and between two posts to one chat.
PATIENCE, PING_PATIENCE, PACE = 15.0, 5.0, 1.1
# How often a post is tried that the chat refuses because there are too many, and the longest pause that is waited for.
TRIES, LONGEST_WAIT = 3, 60.0
TOO_MANY = 429

log = structlog.get_logger()


@dataclass(frozen=True)
class Posted:
    """The result of a post.

    Attributes:
        state: Sent; deferred or rejected, if the chat provably did not take it; or unknown.
        detail: Why, in words, without the address.
    """

    state: State
    detail: str = ""


class Poster:
    """Posts to chats, at most one message a second to each.

    Args:
        origin: Of a server on this machine that stands in for all chats, in tests; "" for the real ones.
        wait: Waits for a number of seconds.
        clock: Returns monotonic time in seconds.
    """

    def __init__(
        self, origin: str = "", wait: Callable[[float], None] = sleep, clock: Callable[[], float] = monotonic
    ) -> None:
        self._origin, self._wait, self._clock = origin, wait, clock
        self._last: dict[str, float] = {}

    def post(self, url: str, body: bytes) -> Posted:
        """Post JSON, at most once: only a refusal because of too many posts is tried again."""
        for attempt in range(1, TRIES + 1):
            self._keep_pace(url)
            result, pause = _post(at_stand_in(url, self._origin), body)
            self._last[url] = self._clock()
            if pause is None or attempt == TRIES or pause > LONGEST_WAIT:
                return result
            self._wait(pause)
        raise AssertionError

    def _keep_pace(self, url: str) -> None:
        if url in self._last and (early := self._last[url] + PACE - self._clock()) > 0:
            self._wait(early)


def _post(url: str, body: bytes) -> tuple[Posted, float | None]:
    """Post once; returns the result, and the pause in seconds that the chat asks for."""
    headers = {"Content-Type": "application/json; charset=UTF-8", "User-Agent": "backpocket"}
    try:
        with httpx.Client(trust_env=False, follow_redirects=False, timeout=PATIENCE) as client:
            status, pause = _answer(client, url, body, headers)
    except (httpx.ConnectError, httpx.ConnectTimeout, httpx.InvalidURL, httpx.UnsupportedProtocol):
        return Posted(State.DEFERRED, "no connection"), None
    except (httpx.HTTPError, OSError) as error:
        return Posted(State.UNKNOWN, f"the connection ended ({type(error).__name__})"), None
    if 200 <= status < 300:
        return Posted(State.SENT, str(status)), None
    if status == TOO_MANY:
        return Posted(State.DEFERRED, str(status)), pause
    # After an error of its own, the chat may have taken it.
    return Posted(State.UNKNOWN if status >= 500 else State.REJECTED, str(status)), None


def _answer(client: httpx.Client, url: str, body: bytes, headers: dict[str, str]) -> tuple[int, float]:
    # The answer's text is of no use, and a stranger's server could send any amount: it is not read.
    with client.stream("POST", url, content=body, headers=headers) as answer:
        asked = answer.headers.get("Retry-After", "")
        return answer.status_code, float(asked) if asked.isdecimal() and len(asked) < 6 else 1.0


def ping(url: str, what: str, text: str = "") -> bool:
    """Report the start or the end of a run to a service that watches runs; never raises.

    Args:
        url: The run's address there.
        what: "start", or the exit code.
        text: Counts, without names.

    Returns:
        Whether the service took it.
    """
    try:
        with httpx.Client(trust_env=False, follow_redirects=False, timeout=PING_PATIENCE) as client:
            status, _ = _answer(client, f"{url.rstrip('/')}/{what}", text.encode(), {"User-Agent": "backpocket"})
    except (httpx.HTTPError, httpx.InvalidURL, OSError) as error:
        log.warning("watcher not reached", kind=type(error).__name__)
        return False
    if not 200 <= status < 300:
        log.warning("watcher not reached", status=status)
    return 200 <= status < 300
