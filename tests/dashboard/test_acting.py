"""Actions on the pages, in a real browser, and the workbook afterwards."""

import re
from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest
from playwright.sync_api import Locator, expect

from automation.clock import Clock
from automation.core.model import Conventions
from automation.refresh import refresh
from automation.store.locate import open_store
from tests.cli.program import read_tab
from tests.dashboard.driving import TODAY, Server, Tab, wait_for
from tests.dashboard.teams import SheetTeam
from tests.sheets_emulator.server import Emulator

Open = Callable[..., Tab]
Desk = Callable[[str], Tab]
MARA, JONAS = "mara.lindqvist@mail.example", "jonas.weber@mail.example"


@pytest.fixture
def dana(same_tab: Callable[..., Tab]) -> Desk:
    """Dana at her desk, who goes on in one page from test to test."""
    return lambda path: same_tab(path, "Dana Reyes")


def lines(workbook: Path) -> list[tuple[str, ...]]:
    """Who did what about whom."""
    rows = read_tab(workbook, "BP Actions")
    columns = ("Who", "Action", "Candidate", "Requisition")
    return [tuple(str(row[column] or "") for column in columns) for row in rows if row["Who"]]


def card(tab: Tab, name: str) -> Locator:
    """The row of a slate, or of a list, by the person's name."""
    return tab.page.locator("[class*='st-key-match_'], [data-row^=due_], [data-row^=person_]").filter(has_text=name)


def refreshed(workbook: Path) -> None:
    """What the scheduler does."""
    refresh(open_store(str(workbook)), Clock(date.fromisoformat(TODAY)), Conventions())


def cell(workbook: Path, email: str, header: str) -> str:
    row = next(row for row in read_tab(workbook, "Candidates") if row["Email"] == email)
    return str(row[header] or "")


def test_a_slate(tab: Open, shared: Path) -> None:
    """A slate is read by anyone with the link; acting takes a name; a double click is one line, which can be undone."""
    before = lines(shared)
    # It reads like sentences: facts, why then and why now, and points as they stand in the evidence.
    page = tab("/requisitions?req=REQ-101")
    expect(page.heading("REQ-101 Platform Engineer")).to_be_visible()
    mara, jonas = card(page, "Mara Lindqvist"), card(page, "Jonas Weber")
    expect(mara).to_contain_text("Strong 96")
    expect(mara).to_contain_text("Runner-up for REQ-090 in April 2026; a similar role is open now.")
    mara.get_by_role("button", name="Points").click()
    expect(page.page.get_by_text("45.0 of 45.0")).to_be_visible()
    expect(page.page.get_by_text("Points add up to 95.6.")).to_be_visible()
    page.page.keyboard.press("Escape")
    # The first action asks for the user's name; nothing is written before.
    jonas.get_by_role("button", name="Shortlist").click()
    expect(page.drawer().get_by_role("combobox", name="You are")).to_be_visible()
    assert lines(shared) == before
    # Then it is done. It shows with name and day, here and to another user, and one click undoes it.
    page.asked("Dana Reyes")
    expect(jonas).to_contain_text("Shortlisted by Dana Reyes, 22 Nov")
    expect(page.page.get_by_role("status")).to_contain_text("Jonas Weber is on REQ-101's shortlist.")
    assert lines(shared) == [*before, ("Dana Reyes", "shortlisted", JONAS, "REQ-101")]
    other = tab("/requisitions?req=REQ-101")
    expect(card(other, "Jonas Weber")).to_contain_text("Shortlisted by Dana Reyes")
    page.button("Undo").click()
    expect(jonas).not_to_contain_text("Shortlisted")
    assert [line[1] for line in lines(shared)[len(before) :]] == ["shortlisted", "undone"]


def test_writing_takes_them_along(dana: Desk) -> None:
    """From a slate one gets to the outreach page with the person and the opening chosen, and the name kept."""
    page = dana("/requisitions?req=REQ-104")
    card(page, "Zoë Clarke").get_by_role("button", name="Write").click()
    expect(page.page).to_have_url(re.compile("/outreach"))
    page.settle()
    expect(page.page.get_by_text("Zoë Clarke").first).to_be_visible()
    expect(page.button("Dana Reyes")).to_be_visible()


def test_passing_needs_a_reason_and_makes_room(dana: Desk, shared: Path) -> None:
    """Without a reason nothing happens; with one the candidate moves from the slate to the list below it."""
    page = dana("/requisitions?req=REQ-101")
    before = len(lines(shared))
    card(page, "Hana Sato").get_by_role("button", name="Pass").click()
    page.button("Pass on this candidate").click()
    expect(page.page.get_by_text("Say in a few words why not")).to_be_visible()
    assert len(lines(shared)) == before
    why = page.page.get_by_label("Another reason")
    why.fill("Wants to lead a team")
    why.press("Enter")
    page.button("Pass on this candidate").click()
    expect(card(page, "Hana Sato")).to_have_count(0)
    page.page.get_by_text("Passed on: 1").click()
    expect(page.page.get_by_text("Hana Sato: Wants to lead a team")).to_be_visible()
    page.button("Put back").click()
    expect(card(page, "Hana Sato")).to_have_count(1)


def test_a_pocket_check_is_recorded(dana: Desk, shared: Path) -> None:
    """One click records who checked and when, and the workbook shows it after the next run."""
    page = dana("/requisitions?req=REQ-103")
    page.button("Mark as checked").click()
    expect(page.page.get_by_text("Checked on 22 Nov, Dana Reyes.")).to_be_visible()
    refreshed(shared)
    row = next(row for row in read_tab(shared, "Requisitions") if row["Req ID"] == "REQ-103")
    assert row["BP Pocket check"] == "Done 2026-11-22 by Dana Reyes"


def test_a_snooze_moves_the_next_follow_up(dana: Desk, shared: Path) -> None:
    """A candidate snoozed for a month is removed from the list; after a run the workbook shows the new day."""
    page = dana("/follow-ups")
    assert cell(shared, JONAS, "BP Next follow-up") < TODAY
    card(page, "Jonas Weber").get_by_role("button", name="Snooze until").click()
    page.button("A month").click()
    expect(page.page.get_by_role("status")).to_contain_text("Jonas Weber is snoozed until 22 Dec.")
    expect(card(page, "Jonas Weber")).to_have_count(0)
    refreshed(shared)
    assert cell(shared, JONAS, "BP Next follow-up") == "2026-12-22"


def test_a_double_click_on_done_is_one_persons(dana: Desk, shared: Path) -> None:
    """The list moves up when a follow-up is done; a second click does not reach the next one. None is lost."""
    page = dana("/follow-ups")
    before = len(lines(shared))
    rows = page.page.locator("[data-row^=due_]")
    names = rows.locator(".bp-name").all_inner_texts()
    card(page, "Diego Ramirez").get_by_role("button", name="Done").dblclick()
    expect(card(page, "Diego Ramirez")).to_have_count(0)
    page.settle()
    # The keyboard goes on with the row that moved up.
    expect(card(page, names[names.index("Diego Ramirez") + 1]).get_by_role("button").first).to_be_focused()
    assert [line[1:3] for line in lines(shared)[before:]] == [("follow-up done", "diego.ramirez@mail.example")]
    # Two people, faster than the page can answer.
    page.page.evaluate("""
      () => [...document.querySelectorAll("[data-row^=due_]")].slice(1, 3)
        .forEach((row) => [...row.querySelectorAll("button")].find((one) => one.textContent === "Done").click())
    """)
    wait_for(lambda: len(lines(shared)) == before + 3)
    page.settle()
    assert len({line[2] for line in lines(shared)[before:]}) == 3


def test_one_by_one_with_keys(tab: Open, shared: Path) -> None:
    """N skips, D is done for the card in sight alone; pressed twice at once, it does not reach the next card."""
    before = len(lines(shared))
    page = tab("/follow-ups?way=One+by+one").named("Dana Reyes")
    shown = page.page.locator(".st-key-card")
    count = int(re.search(r"1 of (\d+)", shown.inner_text()).group(1))  # type: ignore[union-attr]
    first = shown.locator(".bp-name").inner_text()
    page.page.mouse.click(5, 600)
    page.page.keyboard.press("n")
    expect(shown).to_contain_text(f"2 of {count}")
    # The page shows the number before the name.
    expect(shown.locator(".bp-name")).not_to_have_text(first)
    second = shown.locator(".bp-name").inner_text()
    # A person looks before deciding.
    page.page.wait_for_timeout(600)
    page.page.keyboard.press("d")
    page.page.keyboard.press("d")
    expect(shown).to_contain_text(f"3 of {count}")
    expect(page.page.get_by_role("status")).to_contain_text(f"Done: {second}.")
    assert [line[1] for line in lines(shared)[before:]] == ["follow-up done"]


def test_a_follow_up_changes_hands(dana: Desk, shared: Path) -> None:
    """Reassigned to a colleague, a follow-up shows their name on the page; Owner in the sheet stays."""
    page = dana("/follow-ups")
    owner = cell(shared, "noor.rahman@mail.example", "Owner")
    reassign = card(page, "Noor Rahman").get_by_role("button", name="Reassign", exact=True)
    reassign.click()
    page.button("To lee@acme.example").click()
    expect(card(page, "Noor Rahman")).to_contain_text("Owner: lee@acme.example")
    reassign.click()
    page.button("Another name…").click()
    page.drawer().get_by_role("button", name="Reassign").click()
    to = page.page.get_by_role("combobox", name="Assign to")
    to.fill("kim@acme.example")
    to.press("Enter")
    page.button("Assign").click()
    expect(card(page, "Noor Rahman")).to_contain_text("Owner: kim@acme.example")
    assert cell(shared, "noor.rahman@mail.example", "Owner") == owner != "kim@acme.example"


def test_a_search_understands(dana: Desk) -> None:
    """An abbreviation, a misspelt skill, a place, a reason and a requisition's ID find the same people as matching."""
    page = dana("/candidates")
    names, field = page.page.locator(".bp-name"), page.page.get_by_label("Search").first
    for query, name in (
        ("k8s", "Chidi Okafor"),
        ("kuberneets", "Chidi Okafor"),
        ("berlin", "Felix Braun"),
        ("headcount", "Helen Burke"),
        ("REQ-104", "Zoë Clarke"),
    ):
        field.fill(query)
        expect(page.page.get_by_text(re.compile(r"^\d+ of \d+ people"))).to_be_visible()
        expect(names.filter(has_text=name)).to_have_count(1)
    field.fill("")
    page.settle()


def test_several_are_written_to_together(dana: Desk) -> None:
    """Two are ticked on the slate, and the outreach page has both, each with the opening."""
    page = dana("/requisitions?req=REQ-102")
    for name in ("Noor Rahman", "Wei Chen"):
        card(page, name).get_by_role("checkbox").check(force=True)
        page.settle()
    page.button("Write to 2").click()
    expect(page.page).to_have_url(re.compile("/outreach"))
    expect(page.page.get_by_text("Noor Rahman about REQ-102; Wei Chen about REQ-102")).to_be_visible()
    page.settle()
    page.button("Choose others").click()
    page.settle()


def test_candidates_by_keyboard(dana: Desk) -> None:
    """Space ticks a box and keeps the focus; the message goes to all that are ticked. A button that is off says why."""
    page = dana("/candidates?sort=Name")
    boxes = page.page.get_by_role("checkbox", name=re.compile("^Choose "), disabled=False)
    for number in (0, 1):
        boxes.nth(number).focus()
        page.page.keyboard.press("Space")
        page.settle()
        expect(boxes.nth(number)).to_be_checked()
        expect(boxes.nth(number)).to_be_focused()
    off = page.page.get_by_role("button", name="Write", exact=True, disabled=True).first
    off.press("Enter")
    expect(page.page.locator(":popover-open")).to_have_text(str(off.get_attribute("title")))
    page.page.keyboard.press("Escape")
    expect(off).to_be_focused()
    page.button("Write to 2").press("Enter")
    expect(page.page).to_have_url(re.compile("/outreach"))
    page.settle()
    page.button("Choose others").click()
    page.settle()


def test_a_slate_is_taken_along(dana: Desk) -> None:
    """The slate is a page to print and a CSV file; both name everyone on it, and why."""
    page = dana("/requisitions?req=REQ-101")
    page.page.get_by_role("button", name="Shortlist and export").click()
    for name in ("Page to print", "Save as CSV"):
        with page.page.expect_download() as found:
            page.button(name).click()
        text = Path(found.value.path()).read_text(encoding="utf-8-sig")
        assert "Mara Lindqvist" in text
        assert "a similar role is open now" in text
    page.page.keyboard.press("Escape")
    page.settle()


def test_search_and_story(tab: Open) -> None:
    """Searching narrows at once; a person's story opens beside the list, has an address, and closes with Escape."""
    page = tab("/candidates")
    page.page.get_by_label("Search").first.fill("Jonas WEBER")
    expect(page.page.locator(".bp-name")).to_have_count(1)
    card(page, "Jonas Weber").get_by_role("button", name="Story").click()
    expect(page.drawer()).to_contain_text("Shelved from REQ-090 after offer: Pay too high.")
    expect(page.drawer()).to_contain_text("REQ-101 Platform Engineer")
    assert "person=jonas" in page.page.url
    linked = page
    linked.open(f"/candidates?person={MARA}")
    expect(linked.drawer()).to_contain_text("Runner-up for REQ-090")
    linked.page.keyboard.press("Escape")
    expect(linked.drawer()).to_have_count(0)
    expect(linked.page).not_to_have_url(re.compile("person="))


def test_a_candidate_is_shelved(dana: Desk, shared: Path) -> None:
    """The form names what is missing; then a double click adds one row, which the next reading matches."""
    page = dana("/candidates")
    before = len(read_tab(shared, "Candidates"))
    page.button("Add candidate").click()
    form = page.drawer()
    # A click on a drawer that still moves scrolls it.
    page.settle()
    form.get_by_label("Name (required)").fill("Dora Blum")
    form.get_by_role("button", name="Shelve", exact=True).click()
    # Where the press was made, not below the fold.
    expect(form.get_by_text("Shelve reason is empty")).to_be_in_viewport()
    assert len(read_tab(shared, "Candidates")) == before
    form.get_by_label("Email (required)").fill("dora@mail.example")
    form.get_by_label("Current title").fill("Platform Engineer")
    form.get_by_label("Skills, separated by commas").fill("Kubernetes, Terraform, AWS, Go")
    form.get_by_label("Language of messages").fill("Deutsch")
    why = form.get_by_role("combobox", name="Reason (required)")
    page.choose(why, "Timing")
    form.get_by_role("button", name="Shelve", exact=True).dblclick()
    expect(page.drawer()).to_have_count(0)
    expect(page.page.get_by_role("status")).to_contain_text("Dora Blum is in the pocket.")
    rows = read_tab(shared, "Candidates")
    assert [row["Email"] for row in rows].count("dora@mail.example") == 1
    assert len(rows) == before + 1
    assert rows[-1]["Language"] == "Deutsch"
    assert ("Dana Reyes", "shelved", "dora@mail.example", "") in lines(shared)


def test_a_pasted_line_fills_the_form(dana: Desk, shared: Path) -> None:
    """What it says stands in the fields, to be corrected; the consent basis is asked for, too."""
    page = dana("/candidates")
    page.button("Add candidate").click()
    form = page.drawer()
    form.get_by_label("Paste a line or a block").fill(
        "Eva Lund, eva@mail.example, Data Engineer, asked 65k EUR, salary too high"
    )
    form.get_by_role("button", name="Fill in the form").click()
    expect(form.get_by_label("Name (required)")).to_have_value("Eva Lund")
    expect(form.get_by_label("Pay expectation, per year")).to_have_value("65k EUR")
    page.choose(form.get_by_role("combobox", name="Consent basis"), "legitimate interest")
    form.get_by_role("button", name="Shelve", exact=True).click()
    expect(page.page.get_by_role("status")).to_contain_text("Eva Lund is in the pocket.")
    assert cell(shared, "eva@mail.example", "Shelve reason") == "Pay too high"
    assert cell(shared, "eva@mail.example", "Consent basis") == "legitimate interest"


def test_pressing_again_over_a_silent_sheet(emulator: Emulator, tmp_path: Path, tab: Open) -> None:
    """Several clicks while the first is at work: one line, one row, and the page says so."""
    team = SheetTeam(tmp_path, emulator)
    team.add("Requisitions", ("REQ-7", "Platform Engineer", "Kubernetes, Go", "Senior", "2026-01-05", "Open"))
    with Server(team.locator, **team.environment) as server:
        page = tab("/requisitions?req=REQ-7", server=server).named("Dana Reyes")
        team.pressed_while_silent(card(page, "Ana").get_by_role("button", name="Shortlist"))
        expect(page.page.get_by_role("status")).to_contain_text("Ana is on REQ-7's shortlist.")
        expect(card(page, "Ana")).to_contain_text("Shortlisted by Dana Reyes")
        page.page.get_by_role("link", name="Candidates").click()
        page.button("Add candidate").click()
        form = page.drawer()
        form.get_by_label("Name (required)").fill("Dora Blum")
        form.get_by_label("Email (required)").fill("dora@mail.example")
        page.choose(form.get_by_role("combobox", name="Reason (required)"), "Timing")
        team.pressed_while_silent(form.get_by_role("button", name="Shelve", exact=True))
        expect(page.drawer()).to_have_count(0)
        expect(page.page.get_by_role("status")).to_contain_text("Dora Blum is in the pocket.")
        page.close()
    assert [row[1] for row in team.shown("Candidates")].count("dora@mail.example") == 1
    assert [line[2:4] for line in team.shown("BP Actions")[1:]] == [
        ["shortlisted", "ana@mail.example"],
        ["shelved", "dora@mail.example"],
    ]


def test_a_manager_declares_first(tab: Open, shared: Path) -> None:
    """A hiring manager can shelve no one without the tick and a reason about the work."""
    page = tab("/candidates").named("Priya")
    page.button("Add candidate").click()
    form = page.drawer()
    form.get_by_text("I am adding this person for my own team").click()
    form.get_by_label("Name (required)").fill("Emil Roth")
    form.get_by_label("Email (required)").fill("emil@mail.example")
    form.get_by_label("What in their work").fill("Runs the tooling we lack")
    why = form.get_by_role("combobox", name="Reason (required)")
    page.choose(why, "Timing")
    form.get_by_role("button", name="Shelve", exact=True).click()
    expect(form.get_by_text("Tick that you have no conflict of interest")).to_be_visible()
    form.get_by_text("I have no conflict of interest").click()
    form.get_by_role("button", name="Shelve", exact=True).click()
    expect(page.drawer()).to_have_count(0)
    assert cell(shared, "emil@mail.example", "Champion") == "Priya"


# Page → what it has that no other page has.
PATHS = {
    "/requisitions": "[class*=st-key-match_]",
    "/candidates": "[data-row^=person_]",
    "/follow-ups": "[data-row^=due_]",
    "/follow-ups?way=One+by+one": ".st-key-card",
}


def test_a_phone_in_the_dark(tab: Open) -> None:
    """Nothing is wider than a phone, and the page is dark where the phone is."""
    page = tab("/data", viewport={"width": 390, "height": 844}, color_scheme="dark")
    for path, own in PATHS.items():
        page.turn(path)
        expect(page.page.locator(own).locator(".bp-name").first).to_be_visible()
        assert page.wide() <= 390, path
        expect(page.page.get_by_test_id("stApp")).to_have_css("color-scheme", "dark")


def test_links_that_name_nothing(tab: Open) -> None:
    """A link with nonsense in it shows the page, calmly."""
    page = tab("/requisitions?req=%3Cscript%3E&show=nonsense&person=nobody")
    expect(page.heading("REQ-101 Platform Engineer")).to_be_visible()
    expect(page.drawer()).to_have_count(0)
