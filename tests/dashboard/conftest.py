import shutil
import sys
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import sync_playwright

from automation.clock import Clock
from automation.core.model import Conventions
from automation.refresh import refresh
from automation.services.init import make_workbook
from automation.store.locate import open_store
from tests.dashboard.driving import COUNTING, TODAY, Server, Tab
from tests.dashboard.teams import TODAY as THIS_DAY
from tests.dashboard.teams import FileTeam, SheetTeam, Team
from tests.mail.server import MailServer
from tests.sheets_emulator.server import Emulator
from tests.support import orphans
from tests.support.browser import Pages

_HERE = Path(__file__).parent
# The browser and its pages, while it is open. To start one costs two seconds of a processor.
_browser = ExitStack()
_open_pages: list[Pages] = []


@pytest.fixture(autouse=True)
def own_main() -> Iterator[None]:
    """Streamlit takes a script for the main program; processes that later tests start would run it again."""
    main = sys.modules["__main__"]
    yield
    sys.modules["__main__"] = main


@pytest.fixture(scope="session")
def made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The sample workbook, refreshed; tests must not change it."""
    path = tmp_path_factory.mktemp("made") / "sample.xlsx"
    day = date.fromisoformat(TODAY)
    make_workbook(path, day, sample=True, dry_run=False)
    refresh(open_store(str(path)), Clock(day), Conventions())
    return path


@pytest.fixture
def sample(made: Path, tmp_path: Path) -> Path:
    """A sample workbook of one's own."""
    return Path(shutil.copy(made, tmp_path / "sample.xlsx"))


@pytest.fixture(scope="module")
def shared(made: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A sample workbook that the tests of a module share."""
    return Path(shutil.copy(made, tmp_path_factory.mktemp("shared") / "sample.xlsx"))


@pytest.fixture(scope="module")
def served(shared: Path) -> Iterator[Server]:
    """`backpocket dashboard` on the shared workbook."""
    with Server(shared) as server:
        yield server


@pytest.fixture(scope="module")
def browser(tmp_path_factory: pytest.TempPathFactory) -> Pages:
    """Pages of Chromium or Chrome."""
    if not _open_pages:
        with orphans.kept_on(), ExitStack() as starting:
            playwright = starting.enter_context(sync_playwright())
            profile = tmp_path_factory.getbasetemp() / "browser"
            _open_pages.append(starting.enter_context(Pages(playwright, profile, COUNTING)))
            _browser.push(starting.pop_all())
    return _open_pages[0]


@pytest.hookimpl(wrapper=True)
def pytest_runtest_teardown(item: pytest.Item, nextitem: pytest.Item | None) -> Iterator[None]:
    """End the browser after the last module that drives it in a row, and after one that failed."""
    # Playwright keeps an event loop running in this thread, which other tests may need.
    try:
        yield
    finally:
        if nextitem is None or (item.path != nextitem.path and (item.session.testsfailed or not _drives(nextitem))):
            _open_pages.clear()
            _browser.close()


def _drives(item: pytest.Item) -> bool:
    """Whether the tests of its module drive this browser."""
    tests = (one for one in item.session.items if one.path == item.path)
    return item.path.parent == _HERE and any("browser" in getattr(one, "fixturenames", ()) for one in tests)


@pytest.fixture
def tab(request: pytest.FixtureRequest, browser: Pages) -> Iterator[Callable[..., Tab]]:
    """Opens pages of the shared server; nothing may fail in the browser or leave this machine in any test."""
    opened: list[Tab] = []

    def open_(path: str = "/", *, server: Server | None = None, **looks: Any) -> Tab:
        # Which is started for those tests alone that look at it.
        opened.append(Tab(browser, server or request.getfixturevalue("served"), path, **looks))
        return opened[-1]

    yield open_
    for one in opened:
        one.close()


@pytest.fixture(scope="module")
def _kept() -> Iterator[list[Tab]]:
    """The page that tests of a module share, once it is open."""
    pages: list[Tab] = []
    yield pages
    for page in pages:
        page.close()


@pytest.fixture
def same_tab(
    request: pytest.FixtureRequest, browser: Pages, served: Server, _kept: list[Tab]
) -> Iterator[Callable[..., Tab]]:
    """Goes to a page in the tab and session of the test before, which costs a third; after a failure, in a new one."""

    def go(path: str = "/", who: str = "") -> Tab:
        if _kept:
            _kept[0].turn(path)
        else:
            _kept.append(Tab(browser, served, path))
            if who:
                _kept[0].named(who)
        return _kept[0]

    failed = request.session.testsfailed
    yield go
    if _kept and (_kept[0].errors or _kept[0].foreign or request.session.testsfailed > failed):
        _kept.pop().close()


@pytest.fixture
def mail() -> Iterator[MailServer]:
    """Takes every message."""
    with MailServer() as server:
        yield server


@pytest.fixture
def emulator() -> Iterator[Emulator]:
    """A Sheets API to speak to."""
    with Emulator() as running:
        yield running


@pytest.fixture(params=["file", "sheet"])
def team(request: pytest.FixtureRequest, tmp_path: Path) -> Team:
    """Three engineers, one of whom the tests leave alone, and an opening for a clerk."""
    return FileTeam(tmp_path) if request.param == "file" else SheetTeam(tmp_path, request.getfixturevalue("emulator"))


@pytest.fixture
def team_desk(team: Team, mail: MailServer) -> Iterator[Server]:
    """The dashboard over the team's workbook, sending through the mail server."""
    team.mails_by(mail)
    with Server(team.locator, "--today", THIS_DAY.isoformat(), **team.environment) as server:
        yield server
