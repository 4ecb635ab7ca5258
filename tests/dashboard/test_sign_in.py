"""Signing in, and what each role gets: the real exchange with a provider, in a real browser."""

from collections.abc import Callable, Iterator
from datetime import date
from pathlib import Path

import pytest
from playwright.sync_api import Browser, expect

from automation.clock import Clock
from automation.core.model import Conventions
from automation.refresh import refresh
from automation.setup import make_workbook
from automation.store.locate import open_store
from tests.dashboard.driving import TODAY, Server
from tests.dashboard.provider import Provider
from tests.dashboard.team import ANA, DANA, PRIYA, VERA, Company, Visitor, with_contacts

Visit = Callable[..., Visitor]


@pytest.fixture(scope="module")
def provider() -> Iterator[Provider]:
    with Provider() as provider:
        yield provider


@pytest.fixture(scope="module")
def company(provider: Provider, tmp_path_factory: pytest.TempPathFactory) -> Company:
    return Company(tmp_path_factory.mktemp("company"), provider)


@pytest.fixture(scope="module")
def workbook(company: Company) -> Path:
    """The sample, everybody in it with a number, a profile and notes."""
    path, day = company.folder / "sample.xlsx", date.fromisoformat(TODAY)
    make_workbook(path, day, sample=True, dry_run=False)
    with_contacts(path)
    refresh(open_store(str(path)), Clock(day), Conventions())
    return path


@pytest.fixture(scope="module")
def served(company: Company, workbook: Path) -> Iterator[Server]:
    """The company's dashboard, where others could reach it."""
    with company.serve(workbook, "--host", "0.0.0.0") as server:
        yield server


@pytest.fixture
def visit(browser: Browser, served: Server, company: Company) -> Iterator[Visit]:
    """Opens the dashboard as somebody; nothing may fail in the browser or leave this machine in any test."""
    opened: list[Visitor] = []

    def open_(email: str | None = None, path: str = "", *, lasts: float = 3600, claims: dict[str, object] | None = None,
              **looks: object) -> Visitor:  # fmt: skip
        if email:
            company.provider.let_in(email, lasts=lasts, **(claims or {}))
        opened.append(Visitor(browser, served, path if path and not email else "/", **looks))
        return opened[-1].sign_in(path) if email else opened[-1]

    company.write()
    yield open_
    for one in opened:
        one.close()


def menu(tab: Visitor) -> list[str]:
    """What the menu offers."""
    return [text.strip() for text in tab.page.get_by_test_id("stTopNavLink").all_inner_texts()]


def test_recruiters_get_everything(visit: Visit) -> None:
    """After the exchange the page is there, with who is signed in."""
    tab = visit(DANA)
    expect(tab.tile("In the pocket")).to_be_visible()
    assert menu(tab) == ["Pocket", "Requisitions", "Candidates", "Follow-ups", "Outreach", "Data", "Fairness"]
    tab.button("Dana Reyes").click()
    expect(tab.page.get_by_text(f"Signed in as {DANA}, recruiter.")).to_be_visible()
