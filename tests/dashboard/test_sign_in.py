"""Signing in, and what each role gets: the real exchange with a provider, in a real browser."""

import http.client
import re
from collections.abc import Callable, Iterator, Mapping
from contextlib import closing
from datetime import date
from email.message import Message
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Locator, expect

from automation.clock import Clock
from automation.core.model import Conventions
from automation.refresh import refresh
from automation.services.init import make_workbook
from automation.store.locate import open_store
from tests.cli.program import read_tab
from tests.dashboard.driving import TODAY, Server, Tab
from tests.dashboard.provider import Provider
from tests.dashboard.team import ANA, DANA, PRIYA, ROLES, VERA, Company, Visitor, with_contacts
from tests.support.accessible import serious
from tests.support.browser import Pages

Visit = Callable[..., Visitor]
EVERY_PAGE = ("/", "/requisitions", "/candidates", "/follow-ups", "/outreach", "/health", "/data", "/fairness")
# On Priya's slates, and on none of hers.
HERS, NOT_HERS = "Jonas Weber", "Amara Diallo"
EXPIRED = "Your sign-in has expired."


@pytest.fixture(scope="module")
def company(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Company]:
    with Provider() as provider:
        yield Company(tmp_path_factory.mktemp("company"), provider)


@pytest.fixture(scope="module")
def reachable() -> list[str]:
    """Every address, number and profile in the workbook, once it is made."""
    return []


@pytest.fixture(scope="module")
def workbook(company: Company, reachable: list[str]) -> Path:
    """The sample, with a number, a profile and notes for each candidate."""
    path, day = company.folder / "sample.xlsx", date.fromisoformat(TODAY)
    make_workbook(path, day, sample=True, dry_run=False)
    reachable += with_contacts(path)
    refresh(open_store(str(path)), Clock(day), Conventions())
    return path


@pytest.fixture(scope="module")
def served(company: Company, workbook: Path) -> Iterator[Server]:
    """The company's dashboard, where others could reach it."""
    with company.serve(workbook, "--host", "0.0.0.0") as server:  # noqa: S104  (That is what signing in is for.)
        yield server


@pytest.fixture(scope="module")
def signed_in() -> dict[str, list[Any]]:
    """The cookies of those who have signed in, by address."""
    return {}


@pytest.fixture
def visit(browser: Pages, served: Server, company: Company, signed_in: dict[str, list[Any]]) -> Iterator[Visit]:
    """Opens the dashboard as a person; nothing may fail in the browser or leave this machine in any test.

    A person signs in once, and comes back with the cookie; with claims or a lifetime of its own, each time. The visit
    before is over then: there is one browser, and so one cookie.
    """
    opened: list[Visitor] = []

    def open_(email: str = "", path: str = "", **claims: Any) -> Visitor:
        for one in opened:
            one.close()
        if not claims and email in signed_in:
            opened.append(Visitor(browser, served, path or "/", signed_in[email]))
            return opened[-1]
        if not email:
            opened.append(Visitor(browser, served, path or "/"))
            return opened[-1]
        company.provider.let_in(email, **claims)
        opened.append(Visitor(browser, served))
        opened[-1].sign_in(path)
        if not claims and any(one["name"] == "_streamlit_user" for one in opened[-1].context.cookies()):
            signed_in[email] = [*opened[-1].context.cookies()]
        return opened[-1]

    company.write()
    yield open_
    for one in opened:
        one.close()


def offers(tab: Visitor, *pages: str) -> None:
    """The menu has these pages and no other."""
    expect(tab.page.get_by_test_id("stTopNavLink")).to_have_text(list(pages))


def says(tab: Visitor, text: str) -> None:
    """The sign-in page is shown with this text, and no part of another page."""
    expect(tab.page.locator(".st-key-gate")).to_contain_text(text)
    expect(tab.page.locator(".st-key-frame")).to_have_count(0)
    expect(tab.page.get_by_test_id("stTopNavLink")).to_have_count(0)


def card(tab: Visitor, name: str) -> Locator:
    """A candidate's row on a slate or in the list."""
    return tab.page.locator("[class*='st-key-match_'], [data-row^=person_]").filter(has_text=name)


def lines(workbook: Path) -> list[tuple[str, ...]]:
    """Who did what about whom."""
    columns = ("Who", "Action", "Candidate", "Requisition")
    rows = read_tab(workbook, "BP Actions")
    return [tuple(str(row[column] or "") for column in columns) for row in rows if row["Who"]]


def people(workbook: Path) -> list[str]:
    """All candidates' names."""
    return [str(row["Name"]) for row in read_tab(workbook, "Candidates") if row["Name"]]


def found_in(received: str, wanted: list[str]) -> list[str]:
    """Which of these texts came, whatever their case."""
    said = received.casefold()
    return [text for text in wanted if text.casefold() in said]


def answer(served: Server, path: str, headers: Mapping[str, str] | None = None) -> tuple[int, Message]:
    """Status and headers of what the server says to a request."""
    with closing(http.client.HTTPConnection("127.0.0.1", served.port)) as line:
        line.request("GET", path, headers=dict(headers or {}))
        with line.getresponse() as found:
            return found.status, found.headers


def figure_of(tab: Visitor, label: str) -> str:
    """What a tile of the pocket page shows."""
    expect(tab.tile(label)).to_be_visible()
    return tab.tile(label).get_by_test_id("stMetricValue").inner_text()


class TestTheGate:
    def test_nothing_is_sent_before_signing_in(self, visit: Visit, workbook: Path, reachable: list[str]) -> None:
        """One sentence and one button at every address; no name, no address, not even the workbook's."""
        tab = visit("", "/requisitions?req=REQ-101&person=jonas.weber@mail.example")
        says(tab, "Sign in with your work account.")
        assert serious(tab.page) == []
        for path in ("/", "/outreach"):
            tab.open(path)
            expect(tab.button("Sign in")).to_have_count(1)
        received = tab.everything()
        assert found_in(received, [*people(workbook), workbook.name, "Platform Engineer"]) == []
        assert found_in(received, [one for one in reachable if one != "jonas.weber@mail.example"]) == []

    @pytest.mark.long
    def test_a_page_of_candidates_is_not_there(self, served: Server) -> None:
        """`/respond` is served by itself; behind a proxy it would be public here."""
        assert answer(served, "/respond/anything")[0] == 404

    @pytest.mark.long
    def test_pages_of_other_sites_cannot_listen(self, served: Server) -> None:
        """The open line is refused to another origin, and to another name that leads here; no page frames this one."""
        upgrade = {
            "Upgrade": "websocket",
            "Connection": "Upgrade",
            "Sec-WebSocket-Version": "13",
            "Sec-WebSocket-Key": "dGhlIHNhbXBsZSBub25jZQ==",
        }
        for headers, status in (
            ({"Origin": served.url}, 101),
            ({"Origin": "https://evil.example"}, 403),
            ({"Origin": "http://evil.example", "Host": "evil.example"}, 403),
        ):
            assert answer(served, "/_stcore/stream", upgrade | headers)[0] == status
        assert answer(served, "/")[1]["Content-Security-Policy"] == "frame-ancestors 'none'"
        assert answer(served, "/_stcore/metrics")[0] == 404

    def test_a_person_without_a_role_is_refused(self, visit: Visit, workbook: Path, reachable: list[str]) -> None:
        """A person who is not in the settings sees whom to ask, and can only sign out."""
        tab = visit("eve@acme.example", name="Dana Reyes")
        says(tab, "You are signed in as eve@acme.example, but you have no role here. Ask Ana Silva.")
        assert serious(tab.page) == []
        tab.open("/candidates?person=jonas.weber@mail.example")
        says(tab, "you have no role here")
        assert found_in(tab.everything(), [*people(workbook), *reachable[5:], workbook.name]) == []
        tab.through(tab.button("Sign out").click)
        expect(tab.button("Sign in")).to_be_visible()

    def test_an_unconfirmed_address_is_refused(self, visit: Visit) -> None:
        """An address that the provider has not confirmed is no proof of a role."""
        says(visit(ANA, email_verified=None), "this address is not confirmed")

    def test_an_exchange_that_fails(self, visit: Visit, company: Company, served: Server) -> None:
        """A token for another sign-in opens nothing: a sentence on the page, a line without a traceback in the log."""
        company.provider.wrong_nonce = True
        try:
            tab = visit(DANA)
        finally:
            company.provider.wrong_nonce = False
        says(tab, "Signing in did not work. Try again; if it keeps failing, ask the person who runs this dashboard.")
        assert "Traceback" not in served.printed

    def test_a_forged_cookie_is_refused(self, visit: Visit) -> None:
        """A cookie that was changed, or signed with another secret, signs no one in."""
        tab = visit(DANA)
        cookie = next(one for one in tab.context.cookies() if one["name"] == "_streamlit_user")
        assert cookie["httpOnly"]
        changed = re.sub(r"[a-z]", lambda found: found[0].upper(), cookie["value"], count=3)
        assert changed != cookie["value"]
        tab.context.add_cookies([{"name": cookie["name"], "value": changed, "url": tab.server.url}])
        tab.open("/candidates")
        says(tab, "Sign in with your work account.")


class TestWhoIsThere:
    def test_signing_out(self, visit: Visit) -> None:
        """Who is signed in stands in the frame with the way out; afterwards every address asks again."""
        tab = visit(DANA)
        expect(tab.tile("In the pocket")).to_be_visible()
        tab.button("Dana Reyes").click()
        expect(tab.page.get_by_text(f"Signed in as {DANA}, recruiter.")).to_be_visible()
        assert serious(tab.page) == []
        tab.through(tab.button("Sign out").click)
        expect(tab.button("Sign in")).to_be_visible()
        tab.open("/candidates")
        says(tab, "Sign in with your work account.")

    def test_a_token_that_has_expired(self, visit: Visit, workbook: Path) -> None:
        """A sign-in that is over shows nothing but the way to a new one."""
        tab = visit(DANA, lasts=-30)
        says(tab, EXPIRED)
        assert found_in(tab.everything(), people(workbook)) == []
        tab.through(tab.button("Sign in again").click)
        says(tab, EXPIRED)

    def test_a_sign_in_that_ends_while_a_page_is_open(self, visit: Visit, company: Company, workbook: Path) -> None:
        """An open page closes at the next click, and the click does nothing."""
        tab = visit(DANA, "/requisitions?req=REQ-101")
        expect(card(tab, HERS)).to_be_visible()
        # Until then the page is drawn anew, and the button with it.
        Tab.settle(tab)
        before = lines(workbook)
        company.write(sign_in_hours=0.0001)
        card(tab, HERS).get_by_role("button", name="Shortlist", exact=True).click()
        says(tab, EXPIRED)
        assert lines(workbook) == before

    def test_a_role_that_is_taken_away(self, visit: Visit, company: Company, workbook: Path) -> None:
        """Roles count as they are at the moment of the click."""
        tab = visit(DANA, "/requisitions?req=REQ-101")
        expect(card(tab, HERS)).to_be_visible()
        # Until then the page is drawn anew, and the button with it.
        Tab.settle(tab)
        before = lines(workbook)
        company.write(ROLES.replace(f'"Dana Reyes <{DANA}>"', ""))
        card(tab, HERS).get_by_role("button", name="Shortlist", exact=True).click()
        says(tab, "you have no role here")
        assert lines(workbook) == before

    def test_a_role_that_became_smaller(self, visit: Visit, company: Company) -> None:
        """If a recruiter becomes a viewer, their open pages and drawers close."""
        tab = visit(DANA, "/candidates")
        card(tab, HERS).get_by_role("button", name="Story").click()
        expect(tab.drawer()).to_contain_text("jonas.weber@mail.example")
        company.write(ROLES.replace(f'"Dana Reyes <{DANA}>"', "").replace("viewer = [", f'viewer = ["{DANA}", '))
        tab.page.keyboard.press("Escape")
        expect(tab.page.get_by_text(HERS)).to_have_count(0)
        offers(tab, "Pocket", "Health", "Fairness")

    def test_settings_that_cannot_be_read(self, visit: Visit, company: Company) -> None:
        """With a damaged settings file no one gets in, and the page shows nothing of what is in it."""
        tab = visit(DANA)
        company.file.write_text("roles = [broken", encoding="utf-8")
        tab.open("/candidates")
        says(tab, "The settings of this dashboard cannot be read right now.")
        company.file.write_text("", encoding="utf-8")
        tab.open("/candidates")
        says(tab, "you have no role here")


class TestHiringManagers:
    def test_their_pages(self, visit: Visit) -> None:
        """Their own requisitions and those on the slates; any other page says that it is not for them."""
        tab = visit(PRIYA)
        offers(tab, "Requisitions", "Candidates")
        expect(tab.page.get_by_role("radio", name="REQ-101")).to_be_checked()
        expect(tab.page.get_by_text("REQ-103")).to_have_count(0)
        expect(tab.button("Who are you?")).to_have_count(0)
        expect(tab.button("Write")).to_have_count(0)
        tab.open("/data")
        expect(tab.page.get_by_text("This page is not for a hiring manager.")).to_be_visible()

    def test_others_requisitions_and_people(self, visit: Visit) -> None:
        """A link to another manager's data gets the same error as a link to nothing."""
        tab = visit(PRIYA, "/requisitions?req=REQ-103")
        expect(tab.page.get_by_text("There is no requisition REQ-103 here")).to_be_visible()
        error = "The link names a candidate who is not in the workbook any more."
        for person in ("amara.diallo@mail.example", "jonas.weber@mail.example", "nobody@mail.example"):
            tab.open(f"/candidates?person={person}")
            expect(tab.page.get_by_text(error)).to_be_visible()
            expect(tab.drawer()).to_have_count(0)

    def test_searching_by_address_finds_no_one(self, visit: Visit) -> None:
        """The search knows no more than the page; by name it finds those on the slates alone."""
        tab = visit(PRIYA, "/candidates?q=jonas.weber@mail.example")
        expect(tab.page.get_by_text("No candidates match.")).to_be_visible()
        tab.open(f"/candidates?q={NOT_HERS.split(maxsplit=1)[0]}")
        expect(tab.page.get_by_text("No candidates match.")).to_be_visible()
        tab.open("/candidates?q=jonas")
        expect(card(tab, HERS)).to_be_visible()

    def test_deciding_about_their_own(self, visit: Visit, workbook: Path) -> None:
        """Their action is recorded under the name in the settings and the real key; undo reverses it."""
        before = len(lines(workbook))
        tab = visit(PRIYA, "/requisitions?req=REQ-101")
        card(tab, HERS).get_by_role("button", name="Shortlist", exact=True).click()
        expect(card(tab, HERS)).to_contain_text("Shortlisted by Priya Shah")
        assert lines(workbook)[before:] == [("Priya Shah", "shortlisted", "jonas.weber@mail.example", "REQ-101")]
        card(tab, HERS).get_by_role("button", name="Story").click()
        expect(tab.drawer()).to_contain_text("Priya Shah shortlisted Jonas Weber for REQ-101.")
        tab.page.keyboard.press("Escape")
        card(tab, HERS).get_by_role("button", name="Take off").click()
        expect(card(tab, HERS).get_by_role("button", name="Shortlist", exact=True)).to_be_visible()
        assert [line[1] for line in lines(workbook)[before:]] == ["shortlisted", "undone"]

    def test_shelving_for_themselves(self, visit: Visit, workbook: Path) -> None:
        """They become the champion, whatever name is sent; the declaration is required."""
        tab = visit(PRIYA, "/candidates")
        tab.button("Add candidate").click()
        form = tab.drawer()
        expect(form.get_by_text("I am adding this person for my own team")).to_have_count(0)
        form.get_by_label("Name (required)").fill("Rosa Klein")
        form.get_by_label("Email (required)").fill("rosa.klein@mail.example")
        form.get_by_label("What in their work makes you want them (required)").fill("Ran our busiest cluster")
        tab.choose(form.get_by_role("combobox", name="Reason (required)"), "Timing")
        form.get_by_text("I have no conflict of interest").click()
        form.get_by_role("button", name="Shelve").click()
        expect(tab.page.get_by_text("Rosa Klein is in the pocket.")).to_be_visible()
        row = next(row for row in read_tab(workbook, "Candidates") if row["Name"] == "Rosa Klein")
        assert (row["Champion"], row["Owner"]) == ("Priya Shah", None)


class TestViewers:
    def test_figures_without_rows(self, visit: Visit) -> None:
        """The figures count all candidates; the candidates themselves are not shown, and no action is possible."""
        labels = ("In the pocket", "Openings with a good match", "Follow-ups overdue", "Answered")
        tab = visit(VERA)
        offers(tab, "Pocket", "Health", "Fairness")
        figures = [figure_of(tab, label) for label in labels]
        expect(tab.button("Show people")).to_have_count(0)
        expect(tab.heading("Needs attention today")).to_have_count(0)
        tab.turn("/fairness")
        expect(tab.heading("Selection rates")).to_be_visible()
        expect(tab.heading("Nominee comparison")).to_have_count(0)
        recruiter = visit(DANA)
        assert [figure_of(recruiter, label) for label in labels] == figures
        expect(recruiter.button("Show people").first).to_be_visible()


class TestRecruiters:
    def test_they_write_in_their_own_name(self, visit: Visit) -> None:
        """The sender is the signed-in user, found among the senders by name or address; no other can be typed."""
        tab = visit(DANA, "/requisitions?req=REQ-101")
        card(tab, HERS).get_by_role("button", name="Write").click()
        expect(tab.button("Who are you?")).to_have_count(0)
        tab.button("Draft the messages").click()
        expect(tab.page.get_by_text(f"From Dana Reyes <{DANA}>")).to_be_visible()

    def test_only_admins_resume_sending(self, visit: Visit) -> None:
        """Everyone who may write may stop sending; only an admin may resume it."""
        tab = visit(DANA, "/outreach")
        tab.button("Stop all sending").click()
        tab.page.get_by_test_id("stPopoverBody").get_by_role("button", name="Stop all sending").click()
        expect(tab.page.get_by_text("Ask an admin to resume it.")).to_be_visible()
        expect(tab.button("Resume sending")).to_have_count(0)
        admin = visit(ANA, "/outreach")
        admin.button("Resume sending").click()
        admin.page.get_by_test_id("stPopoverBody").get_by_role("button", name="Resume sending").click()
        expect(admin.page.get_by_text("Sending is resumed.")).to_be_visible()


class TestTheWire:
    """Everything that a browser receives on a walk over all pages and drawers."""

    def walk(self, tab: Visitor) -> str:
        menu = tab.page.get_by_test_id("stTopNavLink").evaluate_all("links => links.map(link => link.pathname)")
        for path in (*EVERY_PAGE, "/candidates?person=amara.diallo@mail.example"):
            # What is not in the menu, and a link to a candidate, is an address that people come in by.
            if path in menu:
                tab.turn(path)
                Tab.settle(tab)
            else:
                tab.open(path)
            if path == "/requisitions":
                slates = tab.page.locator(".st-key-req").get_by_role("radio")
                for number in range(slates.count()):
                    slates.nth(number).click(force=True)
                    expect(slates.nth(number)).to_be_checked()
                    tab.settle()
                    key = slates.nth(number).locator("xpath=ancestor::label").inner_text().split()[0]
                    expect(tab.page.get_by_role("heading", name=key)).to_be_visible()
            if path == "/candidates":
                more = tab.page.get_by_role("button", name="Story")
                for number in range(min(more.count(), 2)):
                    more.nth(number).click()
                    expect(tab.drawer()).to_be_visible()
                    tab.settle()
                    tab.page.keyboard.press("Escape")
                    expect(tab.drawer()).to_have_count(0)
            if path == "/" and tab.button("Show people").count():
                tab.button("Show people").first.click()
                expect(tab.drawer()).to_be_visible()
        return tab.everything()

    def test_viewers_get_no_names(self, visit: Visit, workbook: Path, reachable: list[str]) -> None:
        """No name, address, number or profile of any candidate."""
        received = self.walk(visit(VERA))
        asked_for = "amara.diallo@mail.example"
        assert "In the pocket" in received
        assert found_in(received, [*people(workbook), *(one for one in reachable if one != asked_for)]) == []

    def test_managers_get_those_on_their_slates(self, visit: Visit, workbook: Path, reachable: list[str]) -> None:
        """Only names on their own slates, and no contact details."""
        received = self.walk(visit(PRIYA))
        mine = {"REQ-101", "REQ-102", "REQ-106"}
        hers = {str(row["Name"]) for row in read_tab(workbook, "BP Matches") if row["Req ID"] in mine}
        assert set(found_in(received, people(workbook))) == hers
        assert found_in(received, [one for one in reachable if one != "amara.diallo@mail.example"]) == []

    def test_recruiters_get_it_all(self, visit: Visit, workbook: Path, reachable: list[str]) -> None:
        """The same walk finds them where they may be, so the other two can fail."""
        received = self.walk(visit(DANA))
        assert set(found_in(received, people(workbook))) > {HERS, NOT_HERS}
        kinds = ("@mail.example", "+49 170", "linkedin.com", "0170-77")
        assert all(any(kind in one for one in found_in(received, reachable)) for kind in kinds)
