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

from playwright.sync_api import Browser, ConsoleMessage, Locator, Page, Request, expect

from tests.support import programs
from tests.support.programs import BACKPOCKET, free_port, started

TODAY = "2026-11-22"
# Milliseconds: the first page waits for imports on a busy machine.
PATIENCE = 30_000
expect.set_options(timeout=PATIENCE)
# Milliseconds without any change after which a page is taken for drawn. A run may be over so soon that the page never
# shows it as running, and the browser fetches by itself what draws our rules of style.
QUIET = 150
SETTLED = """
([number, quiet]) => {
  const now = performance.now(), app = document.querySelector("[data-testid=stApp]");
  if (!window.seen) {
    window.seen = { changed: now, number: 0 };
    const changed = () => { window.seen.changed = performance.now(); };
    const what = { attributes: true, childList: true, characterData: true, subtree: true };
    new MutationObserver(changed).observe(document.documentElement, what);
  }
  // A click may not have changed anything yet.
  if (window.seen.number !== number) Object.assign(window.seen, { number, changed: now });
  const there = document.querySelector(".st-key-frame, [data-testid=stAlert]");
  const styled = getComputedStyle(document.documentElement).getPropertyValue("--bp-soft");
  const over = app && app.getAttribute("data-test-script-state") === "notRunning";
  return Boolean(there && styled && over) && now - window.seen.changed > quiet;
}
"""


def wait_for(look: Callable[[], Any]) -> Any:
    """What there is as soon as there is something."""
    until = time.monotonic() + PATIENCE / 1000
    while not (found := look()):
        assert time.monotonic() < until
        time.sleep(0.1)
    return found


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

    def __init__(self, workbook: Path | str, *options: str, port: int = 0, **environment: str) -> None:
        self.port = port or free_port()
        self.url = f"http://127.0.0.1:{self.port}"
        self._home = tempfile.TemporaryDirectory()
        words = ("dashboard", "--workbook", workbook, "--port", self.port, "--today", TODAY, *options)
        own = programs.environment(**{"HOME": self._home.name} | environment)
        self._program = started(BACKPOCKET, *words, cwd=self._home.name, env=own)

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
        with self._ending:
            code = self._running.stop()
            if kind is None:
                assert "Traceback" not in self.printed, self.printed
                assert code == 0, self.printed


class Tab:
    """A page in a browser of its own, and everything that went wrong in it.

    Args:
        browser: Of the test.
        server: Whose page.
        path: Which.
        looks: Of the browser: color_scheme, viewport.
    """

    def __init__(self, browser: Browser, server: Server, path: str = "/", **looks: Any) -> None:
        self.server, self._closed, self._settled = server, False, 0
        self.context = browser.new_context(**({"viewport": {"width": 1280, "height": 1000}} | looks))
        self.context.set_default_timeout(PATIENCE)
        self.page: Page = self.context.new_page()
        self.foreign: list[str] = []
        self.errors: list[str] = []
        self.context.on("request", self._noted)
        self.page.on("pageerror", lambda error: self.errors.append(str(error)))
        self.page.on("console", self._said)
        self.open(path)

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

    def settle(self) -> None:
        """Wait until the script has run, the page is there, and nothing in it has changed for a moment."""
        self._settled += 1
        self.page.wait_for_function(SETTLED, arg=[self._settled, QUIET], timeout=PATIENCE)

    def choose(self, field: Locator, option: str) -> None:
        """Take one of the choices that a field has."""
        # A drawer takes the focus once it is open, and with it the list of choices goes.
        self.settle()
        field.click()
        self.page.get_by_role("option", name=option, exact=True).click()

    def named(self, who: str) -> Self:
        """Say who acts."""
        field = self.page.get_by_role("combobox", name="You are")
        field.fill(who)
        field.press("Enter")
        expect(field).to_have_value(who)
        self.settle()
        return self

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
        return int(self.page.evaluate("document.documentElement.scrollWidth"))

    def close(self) -> None:
        """Close it, before its server goes; whatever went wrong in it fails the test. A second time does nothing."""
        if not self._closed:
            self._closed = True
            self.context.close()
        assert not self.foreign, self.foreign
        assert not self.errors, self.errors
