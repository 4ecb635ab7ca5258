"""The browser that tests drive.

`python -m tests.support.browser` provides one before the first test and prints its path, or nothing for Playwright's
own. Where it cannot, it ends with 2 and one sentence. In order: a Chromium or Chrome that is there, the one that
Playwright downloads, and, as root on Debian, the distribution's package.
"""

import os
import re
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Self

import playwright
from playwright.sync_api import Browser, Error, Page, Playwright, sync_playwright

# The first has no windows: a page costs it a sixth less than Chromium, and it is what Playwright downloads, too.
NAMES = ("chromium-headless-shell", "chromium", "chromium-browser", "google-chrome-stable", "google-chrome")
MACOS = "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome"
# Set by script/test: what this module printed.
VARIABLE = "TEST_BROWSER"
# Nothing is fetched from outside, and a container has no sandbox to offer. A page lives for seconds: compiling its
# scripts for speed costs more than it gives (a fifth of all that Chromium does); a quick translation of each pays.
FLAGS = (
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--js-flags=--no-turbofan --no-maglev --always-sparkplug",
)
# For pages of the same host.
ONE_PROCESS = ("--process-per-site", "--renderer-process-limit=1")
DRIVER = Path(playwright.__file__).parent / "driver" / "node"
# Debian's packages: a browser, and the one library of the driver that a minimal system lacks.
PACKAGES = ("chromium-headless-shell", "libatomic1")
# Seconds for a download on a slow line.
PATIENCE = 900


def launch(driver: Playwright) -> Browser:
    """Start a browser that remembers nothing."""
    return driver.chromium.launch(executable_path=_path(), args=list(FLAGS))


class Pages:
    """The pages of one browser, which serve one test after the other; use it in a `with`.

    The browser keeps what it fetched and compiled, as a person's browser does, and all pages have one process: a page
    of Streamlit costs half of what it costs in a new process. Between two tests a page forgets cookies and storage.

    Args:
        driver: Playwright's.
        profile: The browser's folder; what an earlier browser left there is of use.
        script: Runs in each page before the page's own scripts.
    """

    def __init__(self, driver: Playwright, profile: Path, script: str = "") -> None:
        self._driver, self._profile, self._script = driver, profile, script
        self._free: list[Page] = []
        self._used: list[Page] = []

    def __enter__(self) -> Self:
        options = {"executable_path": _path(), "args": [*FLAGS, *ONE_PROCESS]}
        self._context = self._driver.chromium.launch_persistent_context(self._profile, **options)
        self._free += self._context.pages
        for page in self._free:
            page.add_init_script(self._script)
        return self

    def __exit__(self, *_: object) -> None:
        self._context.close()

    def take(self) -> Page:
        """A blank page that no one uses now; pages in use at the same time share their cookies."""
        if self._free:
            page = self._free.pop()
        else:
            page = self._in_a_window()
            page.add_init_script(self._script)
        self._used.append(page)
        return page

    def _in_a_window(self) -> Page:
        """A page with a window of its own: the browser does not draw a page behind another one."""
        session = self._context.new_cdp_session(self._context.pages[0])
        with self._context.expect_page() as opened:
            session.send("Target.createTarget", {"url": "about:blank", "newWindow": True})
        session.detach()
        return opened.value

    def give_back(self, page: Page, origin: str) -> None:
        """Forget what a test left at an address: scheme, host and port."""
        for other in self._context.pages:
            if other not in (*self._free, *self._used):
                other.close()
        page.evaluate("try { sessionStorage.clear() } catch {}")
        page.goto("about:blank")
        kinds = {"origin": origin, "storageTypes": "local_storage,indexeddb,service_workers,cache_storage"}
        session = self._context.new_cdp_session(page)
        session.send("Storage.clearDataForOrigin", kinds)
        session.detach()
        self._context.clear_cookies()
        self._used.remove(page)
        self._free.append(page)


def _path() -> str | None:
    """The browser that script/test found, else the first one there is, else None for Playwright's own."""
    return os.environ[VARIABLE] or None if VARIABLE in os.environ else next(installed(), None)


def installed() -> Iterator[str]:
    """The paths of browsers on this machine, the preferred one first."""
    for name in NAMES:
        if path := shutil.which(name):
            yield path
    if Path(MACOS).exists():
        yield MACOS


def provide() -> str:
    """A browser that starts: its path, or "" for Playwright's own.

    Raises:
        SystemExit: None could be had; a sentence on standard error says what to install.
    """
    as_root = hasattr(os, "geteuid") and os.geteuid() == 0 and shutil.which("apt-get")
    if (lacking := libraries_lacking()) and not (as_root and debian_installs(PACKAGES[1])):
        refuse(f"The browser tests need {' and '.join(lacking)}.")
    for path in installed():
        if starts(path):
            return path
    if starts(None) or (playwright_installs() and starts(None)):
        return ""
    if as_root and debian_installs(*PACKAGES):
        for path in installed():
            if starts(path):
                return path
    return refuse("The browser tests need Chromium or Chrome, and none could be downloaded.")


def refuse(why: str) -> str:
    """End with one sentence that says what to install."""
    print(  # noqa: T201
        f"{why} On Debian: apt install {' '.join(PACKAGES)}. Elsewhere: install Google Chrome. "
        "Without a browser: script/test --fast.",
        file=sys.stderr,
    )
    sys.exit(2)


def libraries_lacking() -> list[str]:
    """The shared libraries that Playwright's driver needs and this system lacks."""
    ran = subprocess.run([DRIVER, "--version"], capture_output=True, text=True, check=False)
    found = re.findall(r"([\w.+-]+\.so[\w.]*): cannot open shared object file", ran.stderr)
    return found or ([] if ran.returncode == 0 else ["a system that Playwright's driver runs on"])


def starts(path: str | None) -> bool:
    """Whether a browser, or Playwright's own, draws a page."""
    try:
        with sync_playwright() as driver:
            browser = driver.chromium.launch(executable_path=path, args=list(FLAGS))
            browser.new_page().goto("about:blank")
            browser.close()
    except Error:
        return False
    return True


def playwright_installs() -> bool:
    """Whether Playwright downloaded its Chromium."""
    return quietly(sys.executable, "-m", "playwright", "install", "--only-shell", "chromium")


def debian_installs(*packages: str) -> bool:
    """Whether Debian's packages were installed."""
    print(f"Installing {' and '.join(packages)}.", file=sys.stderr)  # noqa: T201
    return quietly("apt-get", "update", "-qq") and quietly(
        "apt-get", "install", "-y", "-qq", "--no-install-recommends", *packages
    )


def quietly(*command: str) -> bool:
    """Whether a command succeeded in time."""
    environment = {**os.environ, "DEBIAN_FRONTEND": "noninteractive"}
    try:
        ran = subprocess.run(command, env=environment, capture_output=True, timeout=PATIENCE, check=False)
    except subprocess.TimeoutExpired:
        return False
    return ran.returncode == 0


if __name__ == "__main__":
    print(provide())  # noqa: T201
