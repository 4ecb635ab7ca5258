"""The candidates' page in a real browser, without scripts; and what axe says of it."""

from collections.abc import Iterator
from datetime import timedelta
from email import message_from_bytes, policy
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, Page, expect, sync_playwright

from automation.outreach.replies import new_id
from tests.answers.site import Site, served
from tests.cli.program import write_workbook
from tests.outreach.desk import NOON, REQ, Desk, key, tabs
from tests.support.accessible import serious
from tests.support.browser import launch

PHONE, DESKTOP = (390, 844), (1280, 900)
SECOND = "REQ-2"

IS_NARROW = "document.documentElement.scrollWidth <= window.innerWidth"


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    """Chromium or Chrome."""
    with sync_playwright() as playwright:
        running = launch(playwright)
        yield running
        running.close()


@pytest.fixture
def site(tmp_path: Path) -> Iterator[Site]:
    """Two openings, with pay and place."""

    def make(url: str) -> Desk:
        sheet: dict[str, list[Any]] = {name: list(rows) for name, rows in tabs().items()}
        header, first = sheet["Requisitions"]
        sheet["Requisitions"] = [
            (*header, "Remote", "Pay min", "Pay max", "Currency"),
            (*first, "hybrid", 80000, 98000, "EUR"),
            (
                SECOND,
                "Senior Site Reliability Engineer",
                "Go",
                "Senior",
                "Berlin",
                "2026-11-02",
                "Open",
                "remote",
                90000,
                110000,
                "EUR",
            ),
        ]
        return Desk(str(write_workbook(tmp_path / "pocket.xlsx", sheet)), tmp_path / "outreach", {"respond_url": url})

    with served(make) as running:
        yield running


def opened(browser: Browser, size: tuple[int, int] = PHONE, **options: bool | str) -> Page:
    context = browser.new_context(viewport={"width": size[0], "height": size[1]}, **options)  # type: ignore[arg-type]
    return context.new_page()


def test_a_candidate_answers_without_scripts(site: Site, browser: Browser) -> None:
    """One tap an opening, changed by another tap; details are sent; leaving is one tap; all by what a reader hears."""
    page = opened(browser, java_script_enabled=False)
    page.goto(site.page_of(site.write_to(0, SECOND)))
    expect(page).to_have_title("Your answer to Acme")
    first = page.get_by_role("region", name="Platform Engineer in Lisbon (hybrid)")
    second = page.get_by_role("region", name="Senior Site Reliability Engineer (remote)")
    first.get_by_role("button", name="I am interested").click()
    expect(page.get_by_role("status")).to_have_text("Thank you, your answer is noted.")
    expect(first).to_contain_text("Your answer: interested")
    second.get_by_label("Not now: ask me again in").select_option("March 2027")
    second.get_by_role("button", name="Not now").click()
    expect(second).to_contain_text("Your answer: not now, ask me again in March 2027")
    page.get_by_text("Something about me has changed").click()
    page.get_by_label("Where you work").fill("Globex")
    page.get_by_role("button", name="Submit for review").click()
    expect(page.get_by_role("status")).to_contain_text("A person will look at it")
    wishes = page.get_by_role("region", name="Other openings")
    wishes.get_by_role("group", name="Where?").get_by_label("Lisbon").check()
    wishes.get_by_label("How often, at most").select_option("once a week")
    wishes.get_by_role("button", name="Yes, write to me").click()
    expect(wishes.get_by_label("Lisbon")).to_be_checked()
    page.get_by_role("button", name="Take me off the list").click()
    expect(page.get_by_role("heading")).to_have_text("You are off the list")
    assert [(kind, reqs, value) for kind, reqs, value in site.answers() if kind != "suppressed"] == [
        ("interested", (REQ,), ""),
        ("not now", (SECOND,), "2027-03"),
        ("new details", (), ""),
        ("alerts", (), "yes"),
        ("left the list", (), ""),
    ]


def test_a_message_link_unsubscribes_and_undoes_it(site: Site, browser: Browser) -> None:
    """The link at the end of a message asks first; one tap then unsubscribes."""
    page = opened(browser, java_script_enabled=False)
    page.goto(site.leave_of(site.write_to(1)))
    expect(page.get_by_role("heading")).to_have_text("Leave the list?")
    assert site.answers() == []
    page.get_by_role("link", name="answer the message instead").click()
    expect(page).to_have_title("Your answer to Acme")
    page.go_back()
    page.get_by_role("button", name="Take me off the list").click()
    expect(page.get_by_role("heading")).to_have_text("You are off the list")
    assert [kind for kind, _, _ in site.answers()] == ["left the list", "suppressed"]


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_axe_finds_nothing_serious(site: Site, browser: Browser, scheme: str) -> None:
    """No page has a serious or critical violation, and no page and no message is wider than a phone."""
    send_id, other = site.write_to(0, SECOND), site.write_to(1)
    answer, leave = site.page_of(send_id), site.leave_of(send_id)
    site.choose(answer, "interested")
    page = opened(browser, color_scheme=scheme, bypass_csp=True)
    for address in (f"{answer}?done=answer", f"{answer}/about", leave, f"{site.url}/r/nothing", site.leave_of(other)):
        page.goto(address)
        for summary in page.locator("summary").all():
            summary.click()
        look_over(page)
    message = message_from_bytes(site.desk.room().spool.load(send_id).data, policy=policy.default)
    page.set_content(message.get_body(("html",)).get_content())  # type: ignore[union-attr]
    assert page.evaluate(IS_NARROW), "a long address makes the message wider than the phone"
    page.goto(site.leave_of(other))
    page.get_by_role("button", name="Take me off the list").click()
    expect(page.get_by_role("heading")).to_have_text("You are off the list")
    look_over(page)
    site.desk.now = NOON + timedelta(days=181)
    page.goto(answer)
    expect(page.get_by_role("heading")).to_have_text("This link has expired")
    look_over(page)


def look_over(page: Page) -> None:
    """A page as axe sees it, and its width."""
    assert serious(page) == [], page.url
    assert page.evaluate(IS_NARROW), page.url


def test_every_button_can_be_hit_and_reached(site: Site, browser: Browser) -> None:
    """On a phone each control is at least 44 pixels high, and the keyboard comes to all of them."""
    page = opened(browser, java_script_enabled=False)
    page.goto(site.page_of(site.write_to(0, SECOND)))
    for summary in page.locator("summary").all():
        summary.click()
    heights = page.locator("button, select").evaluate_all("all => all.map(one => one.offsetHeight)")
    assert min(heights) >= 44
    page.get_by_role("button", name="I am interested").first.focus()
    page.keyboard.press("Enter")
    expect(page.get_by_role("status")).to_be_visible()


def test_odd_names_do_no_harm(browser: Browser, tmp_path: Path) -> None:
    """What looks like markup in a cell is text in the page, in any script, and no script runs."""
    nasty = f'<img src=x onerror="alert(1)"> مهندس {new_id()}'

    def make(url: str) -> Desk:
        sheet: dict[str, list[Any]] = {name: list(rows) for name, rows in tabs().items()}
        header, first = sheet["Requisitions"]
        sheet["Requisitions"] = [header, (first[0], nasty, *first[2:])]
        return Desk(str(write_workbook(tmp_path / "pocket.xlsx", sheet)), tmp_path / "outreach", {"respond_url": url})

    with served(make) as site:
        page = opened(browser)
        page.on("dialog", lambda dialog: pytest.fail(dialog.message))
        page.goto(site.page_of(site.write_to(0)))
        expect(page.get_by_role("heading", level=2).first).to_contain_text(nasty)
        assert page.locator("img").count() == 0
        assert site.ledger().sends
        assert key(0) not in page.content()
