"""The dashboard as its users start it, and a browser to look at it with."""

import re
import tempfile
import time
import urllib.error
import urllib.request
from collections.abc import Callable
from contextlib import ExitStack
from pathlib import Path
from types import TracebackType
from typing import Any, Self
from urllib.parse import urlsplit

from playwright.sync_api import (
    BrowserContext,
    ConsoleMessage,
    FilePayload,
    Locator,
    Page,
    Request,
    ViewportSize,
    expect,
)

from tests.support import programs, warm
from tests.support.browser import Pages
from tests.support.programs import can_listen, free_port

TODAY = "2026-11-22"
# Every page, and the parts that look otherwise.
PAGES = (
    "/",
    "/requisitions",
    "/candidates",
    "/follow-ups",
    "/outreach",
    "/health",
    "/activity",
    "/data",
    "/data?part=Import",
    "/fairness",
)
# Milliseconds: the first page waits for imports on a busy machine.
PATIENCE = 60_000
expect.set_options(timeout=PATIENCE)
WINDOW: ViewportSize = {"width": 1280, "height": 1000}
# What a page takes people to prefer unless a test says otherwise.
PLAIN = {"color_scheme": "light", "reduced_motion": "no-preference"}
# Runs before a page's own scripts. It counts the runs that the page asks for and those that the server reports as
# ended. In Streamlit's protocol these are fields 11 (rerun_script) of what is sent, 4 (new_session) and 6
# (script_finished) of what comes.
COUNTING = """
(() => {
  const seen = window.seenRuns = { awaited: false, begun: false, ended: 0, number: 0, still: 0 };
  const EARLY = 2;  // Ended for another run, which follows.
  const fields = (buffer) => {
    const bytes = new Uint8Array(buffer), found = new Map();
    let at = 0;
    const varint = () => {
      let value = 0, factor = 1, byte;
      do { byte = bytes[at++]; value += (byte & 127) * factor; factor *= 128; } while (byte & 128);
      return value;
    };
    while (at < bytes.length) {
      const tag = varint(), kind = tag & 7, value = kind === 0 || kind === 2 ? varint() : 0;
      found.set(tag >> 3, value);
      at += { 1: 8, 2: value, 5: 4 }[kind] ?? 0;
    }
    return found;
  };
  window.WebSocket = class extends WebSocket {
    constructor(...where) {
      super(...where);
      this.addEventListener("message", (message) => {
        if (!(message.data instanceof ArrayBuffer)) return;
        const found = fields(message.data);
        if (found.has(4)) seen.begun = true;
        if (!found.has(6)) return;
        seen.ended += 1;
        if (seen.begun && found.get(6) !== EARLY) seen.awaited = false;
      });
    }
    send(data) {
      if (typeof data !== "string" && fields(data.buffer ? data.slice().buffer : data).has(11)) {
        Object.assign(seen, { awaited: true, begun: false });
      }
      super.send(data);
    }
  };
})();
"""
# Every run that the page asked for has ended, the page's own program (its root component) has taken the end in, and
# nothing of the run before or of a part that is still being fetched is left. No drawer is moving: a click that misses
# one makes Playwright scroll, and a list of choices that opened closes when its drawer scrolls. This holds for three
# frames: what a click asks for is sent within the first, and what comes is drawn within the next.
SETTLED = """
(number) => {
  const seen = window.seenRuns, root = document.getElementById("root");
  const name = root && Object.keys(root).find((key) => key.startsWith("__reactContainer"));
  if (!seen || !name) return false;
  const look = (fiber) => {
    for (; fiber; fiber = fiber.sibling) {
      if (fiber.stateNode?.state?.scriptRunFinishedSequence !== undefined) return fiber.stateNode;
      const below = look(fiber.child);
      if (below) return below;
    }
  };
  seen.program ??= look(root[name].stateNode.current);
  const app = document.querySelector("[data-testid=stApp]");
  const there = document.querySelector(".st-key-frame, [data-testid=stAlert]");
  const styled = getComputedStyle(document.documentElement).getPropertyValue("--bp-soft");
  const over = !seen.awaited && seen.program?.state.scriptRunFinishedSequence >= seen.ended
    && app?.getAttribute("data-test-script-state") === "notRunning";
  const left = document.querySelector("[data-stale=true], [data-testid=stSkeleton]");
  const drawers = document.querySelectorAll("[data-testid=stDialog], [data-testid=stDialog] > *");
  const moving = [...drawers].some((drawer) => drawer.getAnimations().length);
  if (seen.number !== number) Object.assign(seen, { number, still: 0 });
  seen.still = there && styled && over && !left && !moving ? seen.still + 1 : 0;
  return seen.still > 3;
}
"""
TURNING = "path => { history.pushState({}, '', path); dispatchEvent(new PopStateEvent('popstate')); }"


def wait_for(look: Callable[[], Any]) -> Any:
    """What there is as soon as there is something."""
    until = time.monotonic() + PATIENCE / 1000
    while not (found := look()):
        assert time.monotonic() < until
        time.sleep(0.1)
    return found


# Ports of servers that have ended. A browser keeps compiled scripts by address, so the next server takes one of these.
_known_ports: list[int] = []


class Server:
    """`backpocket dashboard` in a process of its own, in an empty folder, without this machine's settings.

    Args:
        workbook: Its locator.
        options: More of the command line.
        port: Which one; 0 takes a free one.
        environment: More of the environment.

    Attributes:
        patience: Seconds until it must listen.
    """

    patience = PATIENCE / 1000
    _own_port = False

    def __init__(self, workbook: Path | str, *options: str, port: int = 0, **environment: str) -> None:
        self._own_port = not port
        known = next(filter(can_listen, _known_ports), 0)
        if known and not port:
            _known_ports.remove(known)
        self.port = port or known or free_port()
        self.url = f"http://127.0.0.1:{self.port}"
        self._home = tempfile.TemporaryDirectory()
        words = ("dashboard", "--workbook", workbook, "--port", self.port, "--today", TODAY, *options)
        own = programs.environment(**{"HOME": self._home.name} | environment)
        self._program = warm.started(*words, cwd=self._home.name, env=own)

    def __enter__(self) -> Self:
        with ExitStack() as ending:
            ending.enter_context(self._home)
            self._running = ending.enter_context(self._program)
            self._wait()
            self._ending = ending.pop_all()
        return self

    def _wait(self) -> None:
        """Come back once it can be visited."""
        until = time.monotonic() + self.patience
        while not self._healthy():
            assert self._running.process.poll() is None, self.printed
            assert time.monotonic() < until, "the dashboard did not start"
            time.sleep(0.05)

    @property
    def printed(self) -> str:
        """All that it has printed so far."""
        return self._running.out + self._running.err

    def _healthy(self) -> bool:
        try:
            with urllib.request.urlopen(f"{self.url}/_stcore/health", timeout=2) as answer:  # noqa: S310
                return bool(answer.read() == b"ok")
        except (urllib.error.URLError, OSError):
            return False

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        if self._own_port:
            _known_ports.append(self.port)
        with self._ending:
            code = self._running.stop()
            if kind is None:
                # A warning may print the stack, too.
                assert "(most recent call last)" not in self.printed, self.printed
                assert code == 0, self.printed


class Tab:
    """A page of the browser, and everything that went wrong in it.

    Args:
        pages: Of the tests' browser.
        server: Whose page.
        path: Which.
        viewport: Its size in pixels.
        looks: What the page is to take people to prefer: color_scheme, reduced_motion.
    """

    def __init__(
        self, pages: Pages, server: Server, path: str = "/", viewport: ViewportSize | None = None, **looks: Any
    ) -> None:
        self.server, self._closed, self._settled = server, False, 0
        self._pages = pages
        self.page: Page = pages.take()
        self.context = self.page.context
        self.context.set_default_timeout(PATIENCE)
        self.page.set_viewport_size(viewport or WINDOW)
        self.page.emulate_media(**PLAIN | looks)
        self.foreign: list[str] = []
        self.errors: list[str] = []
        self._listening: list[tuple[Page | BrowserContext, Any, Callable[[Any], None]]] = []
        self.listen(self.context, "request", self._noted)
        self.listen(self.page, "pageerror", lambda error: self.errors.append(str(error)))
        self.listen(self.page, "console", self._said)
        self.open(path)

    def listen(self, where: Page | BrowserContext, event: Any, to: Callable[[Any], None]) -> None:
        """Pass events on until the tab is closed."""
        where.on(event, to)
        self._listening.append((where, event, to))

    def _noted(self, request: Request) -> None:
        parts = urlsplit(request.url)
        if parts.scheme not in {"data", "blob"} and parts.hostname != "127.0.0.1":
            self.foreign.append(request.url)

    def _said(self, message: ConsoleMessage) -> None:
        # A deep link makes Streamlit look for its own server beside the page first; it finds it at the root.
        looked_beside = "404" in message.text and "/_stcore/" in str(message.location.get("url", ""))
        if message.type == "error" and not looked_beside:
            self.errors.append(f"{message.text} {message.location}")

    def open(self, path: str) -> None:
        """Go to a page, and wait until it is drawn."""
        self.page.goto(self.server.url + path)
        self.settle()

    def turn(self, path: str) -> None:
        """Go to a page as Back does: nothing is loaded anew, and the session stays. A third of what `open` costs."""
        self.page.evaluate(TURNING, path)
        self.settle()

    def dark(self) -> None:
        """What the page does when its user's system turns dark."""
        self.page.emulate_media(color_scheme="dark")
        expect(self.page.get_by_test_id("stApp")).to_have_css("color-scheme", "dark")
        self.settle()

    def settle(self) -> None:
        """Wait until every run that was asked for has ended, and the page shows what came of it."""
        self._settled += 1
        self.page.wait_for_function(SETTLED, arg=self._settled, timeout=PATIENCE)

    def choose(self, field: Locator, option: str) -> None:
        """Take one of the choices that a field has."""
        # A drawer takes the focus once it is open, and with it the list of choices goes.
        self.settle()
        field.click()
        self.page.get_by_role("option", name=option, exact=True).click()

    def upload(self, file: FilePayload, where: Locator | None = None) -> None:
        """Put a file into the box of the page, or of a drawer."""
        # A browser asks where to send a file. Streamlit 1.67 drops its answer when a run starts at that moment.
        self.settle()
        (where or self.page).locator("input[type=file]").set_input_files(file)

    def named(self, who: str) -> Self:
        """Say who acts, by the button in the header."""
        self.page.locator(".st-key-who_am_i button").first.click()
        self.asked(who)
        return self

    def asked(self, who: str) -> None:
        """Answer the dialog that asks who acts."""
        field = self.drawer().get_by_role("combobox", name="You are")
        self.settle()
        field.fill(who)
        field.press("Enter")
        expect(self.drawer()).to_have_count(0)
        expect(self.page.locator(".st-key-who_am_i button").first).to_have_text(who)
        self.settle()

    def pick(self, *people: str) -> None:
        """Choose people of the slate to write to."""
        for person in people:
            # The first: while the page is drawn anew, the field of another requisition is still there below it.
            self.page.get_by_role("combobox", name=re.compile("People")).first.fill(person)
            self.page.get_by_role("option", name=re.compile(person)).first.click()
            expect(self.page.get_by_test_id("stMultiSelect").filter(has_text=person)).to_be_visible()
            self.page.keyboard.press("Escape")
            self.settle()

    def heading(self, name: str) -> Locator:
        """A heading by its words."""
        return self.page.get_by_role("heading", name=name)

    def button(self, name: str) -> Locator:
        """A button by its words."""
        return self.page.get_by_role("button", name=name, exact=True)

    def tile(self, label: str) -> Locator:
        """A tile of the pocket page by its label."""
        return self.page.get_by_test_id("stMetric").filter(has_text=label)

    def drawer(self) -> Locator:
        """The drawer that is open."""
        return self.page.get_by_role("dialog")

    def wide(self) -> int:
        """How wide the content is, in pixels."""
        # The page scrolls within its main part.
        parts = "[document.documentElement, document.querySelector('[data-testid=stMain]')]"
        return int(self.page.evaluate(f"Math.max(...{parts}.map(part => part.scrollWidth))"))

    def close(self) -> None:
        """Close it, before its server goes; whatever went wrong in it fails the test. A second time does nothing."""
        if not self._closed:
            self._closed = True
            for where, event, to in self._listening:
                where.remove_listener(event, to)
            self._pages.give_back(self.page, self.server.url)
        assert not self.foreign, self.foreign
        assert not self.errors, self.errors
