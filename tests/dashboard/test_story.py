"""The whole story in a browser, over both kinds of workbook: shelve, match, send, reply, and respect the reply."""

import re
from collections.abc import Callable
from email import message_from_bytes
from email.message import EmailMessage
from email.policy import default
from typing import Any

import pytest
import requests
from playwright.sync_api import Page, expect

from tests.dashboard.driving import Server, Tab, wait_for
from tests.dashboard.teams import ANA, BEN, CLEO, HEADER, PUBLIC, SHELVED, TODAY, Team
from tests.mail.server import MailServer
from tests.support.profile import sampled

Open = Callable[..., Tab]
DORA, REQ = "dora@mail.example", "REQ-9"
# What each page has to say of this workbook.
PAGES = {
    "/": "Needs attention today",
    "/candidates?person=ben%40mail.example": "Shelved",
    "/follow-ups": "Next 7 days",
    "/outreach?part=Messages": "Nothing was ever queued.",
    "/health": "From the pocket to a hire",
    "/data": "Settings",
    "/fairness": "Selection rates",
}


# What only this page has.
MARKS = {"Requisitions": "All open", "Outreach": "Stop all sending"}


def go(tab: Tab, page: str) -> None:
    """Use the menu, as people do: typed text is kept."""
    tab.page.get_by_role("link", name=page, exact=True).click()
    expect(tab.page.get_by_text(MARKS[page]).first).to_be_visible()
    tab.settle()


def chosen(tab: Tab, label: str, text: str) -> None:
    """Type into a field that offers a choice, and take it."""
    tab.page.get_by_role("combobox", name=re.compile(re.escape(label))).fill(text)
    tab.page.get_by_role("option", name=re.compile(re.escape(text))).first.click()


def press(tab: Tab, name: str) -> None:
    """Press a button once it can be pressed; while a page is drawn anew, its former self is still there, disabled."""
    tab.page.get_by_role("button", name=name, exact=True, disabled=False).first.click()


def shelve_dora(tab: Tab) -> None:
    """What a recruiter types about a candidate whom they did not hire."""
    tab.named("Dana Reyes")
    press(tab, "Add candidate")
    form = tab.drawer()
    expect(form).to_be_visible()
    # It takes the focus once it is open.
    tab.settle()
    for label, text in {
        "Name (required)": "Dora Blum",
        "Email (required)": DORA,
        "Current title": "Platform Engineer",
        "Skills, separated": "Kubernetes, Go",
        "Privacy region": "US",
    }.items():
        form.get_by_label(label).fill(text)
    chosen(tab, "Reason (required)", "Headcount frozen")
    form.get_by_role("button", name="Shelve", exact=True).dblclick()
    expect(tab.page.get_by_role("status")).to_contain_text("Dora Blum is in the pocket.")


def refreshed(tab: Tab, when: Callable[[], bool]) -> None:
    """Press the button, and wait for what it writes."""
    press(tab, "Update")
    wait_for(when)
    expect(tab.page.get_by_text("The workbook is up to date")).to_be_visible()
    tab.settle()


def card(tab: Tab, name: str) -> Any:
    """A candidate's place on the slate."""
    # By the name alone: a card may name its recruiter, too, and Dana has Ana in her name.
    own = tab.page.locator(".bp-name").filter(has_text=re.compile(f"^{name}$"))
    return tab.page.locator("[class*='st-key-match_']").filter(has=own)


def messages(mail: MailServer) -> dict[str, EmailMessage]:
    """What the mail server took, by the one address that it was for."""
    parsed = [message_from_bytes(one.data, _class=EmailMessage, policy=default) for one in mail.received]
    assert [one.recipients for one in mail.received] == [
        (str(message["To"]).split("<")[-1].strip(">"),) for message in parsed
    ]
    assert len({one.recipients for one in mail.received}) == len(parsed)
    return {one.recipients[0]: message for one, message in zip(mail.received, parsed, strict=True)}


def link(message: EmailMessage, path: str, here: str) -> str:
    """A link in the text of a message, with the address of the process that serves it."""
    body = message.get_body(("plain",))
    assert body
    found = re.search(rf"{PUBLIC}(/{path}/\S+)", body.get_content())
    assert found
    return f"{here}{found[1]}"


def say_not_now(page: Page) -> str:
    """On the candidate's page; the month that they chose."""
    months = page.get_by_label("Not now: ask me again in")
    march = months.get_by_role("option", name=re.compile("March")).first.text_content()
    assert march
    months.select_option(march)
    page.get_by_role("button", name="Not now").click()
    expect(page.get_by_role("status")).to_have_text("Thank you, your answer is noted.")
    return march


def leave(page: Page) -> None:
    """Unsubscribe by the link of the message: opening it only asks."""
    expect(page.get_by_role("heading")).to_have_text("Leave the list?")
    page.get_by_role("button", name="Take me off the list").click()
    expect(page.get_by_role("heading")).to_have_text("You are off the list")


@pytest.mark.parametrize("team", sampled(["sheet"], nightly=["file", "sheet"]), indirect=True)
def test_replies_show_and_unsubscribes_hold(team: Team, mail: MailServer, team_desk: Server, tab: Open) -> None:
    """Each reply shows on the pages; those who unsubscribed get nothing more, also if queued; no other row changes."""
    before = team.rows("Candidates", "Email")
    page = tab("/candidates", server=team_desk)
    shelve_dora(page)
    team.add("Requisitions", (REQ, "Platform Engineer", "Kubernetes, Go", "Senior", SHELVED, "Open"))
    refreshed(page, lambda: team.rows("Candidates", "Email")[DORA].get("BP Best match", "").startswith(REQ))
    untouched = team.rows("Candidates", "Email")[BEN]
    write_to_three(page)
    wait_for(lambda: len(mail.received) == 3)
    assert set(messages(mail)) == {DORA, ANA, CLEO}
    go(page, "Requisitions")
    expect(card(page, "Ben")).to_contain_text("Not in contact")
    # Who was just written to has the reason on the card; from the story a draft can be made, which says it, too.
    expect(card(page, "Ana").get_by_role("button", name="Write")).to_be_disabled()
    # That a message was sent is no issue, so it has not the colour of one.
    expect(card(page, "Ana").get_by_text(re.compile("was sent"))).to_have_class("bp-small bp-soft")
    card(page, "Ana").get_by_role("button", name="Story").click()
    page.drawer().get_by_role("button", name="Write", exact=True).click()
    expect(page.page.get_by_text(f"To Ana about {REQ}.")).to_be_visible()
    waiting = ("--to", ANA, "--to", CLEO, "--by", "Dana Reyes", "--template", "Is it still right?")
    queued = team.runs("outreach", "queue", *waiting)
    assert queued.endswith("2 of 2 queued.\n")
    march = answered(team, page, messages(mail))
    # The page was drawn before Ana left: drafting is refused all the same, and says why.
    press(page, "Draft the messages")
    expect(page.page.get_by_text("This cannot be sent:")).to_contain_text("asked not to be contacted")
    expect(page.button("Nothing to send")).to_be_disabled()
    refreshed(page, lambda: "Asked us to wait" in team.rows("Candidates", "Email")[DORA]["BP Follow-up reason"])
    shown_everywhere(page, march)
    sheet_says(team, march)
    after = team.rows("Candidates", "Email")
    assert after[BEN] == untouched
    assert own_cells({key: after[key] for key in before}) == own_cells(before)
    assert "2 cancelled" in states(team)
    assert len(mail.received) == 3


def write_to_three(page: Tab) -> None:
    """Pick, read, send, by a double click."""
    go(page, "Requisitions")
    page.page.get_by_text(REQ, exact=True).click()
    expect(card(page, "Dora Blum")).to_contain_text("Kubernetes, Go")
    go(page, "Outreach")
    chosen(page, "Requisition", REQ)
    # No candidate fits the other opening.
    expect(page.page.get_by_placeholder("Choose people")).to_be_visible()
    page.pick("Dora Blum", "Ana", "Cleo")
    press(page, "Draft the messages")
    expect(page.page.get_by_text("3 drafts to read.")).to_be_visible()
    expect(page.page.get_by_label("Text")).to_have_value(re.compile("Hello Dora,"))
    page.button("Send 3 messages").dblclick()
    expect(page.page.get_by_text("3 messages queued.")).to_be_visible()


def answered(team: Team, page: Tab, sent: dict[str, EmailMessage]) -> str:
    """Dora says not now; Ana unsubscribes by the link in her message, Cleo by her mail program's button."""
    with team.respond() as here:
        candidate = page.context.new_page()
        candidate.goto(link(sent[DORA], "r", here))
        march = say_not_now(candidate)
        candidate.goto(link(sent[ANA], "u", here))
        leave(candidate)
        candidate.close()
        assert sent[CLEO]["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"
        (address,) = re.findall(rf"<{PUBLIC}(/u/[^>]+)>", sent[CLEO]["List-Unsubscribe"])
        one_click = {"List-Unsubscribe": "One-Click"}
        assert requests.post(f"{here}{address}", one_click, allow_redirects=False, timeout=30).status_code == 200
    return march


def shown_everywhere(page: Tab, march: str) -> None:
    """The slate, the story, the messages and the replies show it; nothing waits to be sent."""
    words = f"Not now, ask again in {march}"
    go(page, "Requisitions")
    page.page.get_by_text(REQ, exact=True).click()
    expect(card(page, "Ben")).not_to_contain_text("Not now")
    # Off the slate: one until then, the other for good.
    expect(card(page, "Dora Blum")).to_have_count(0)
    expect(card(page, "Ana")).to_have_count(0)
    page.turn(f"/candidates?person={DORA}")
    expect(page.drawer()).to_contain_text(f"{words} ({REQ}), on the page.")
    page.page.keyboard.press("Escape")
    expect(page.drawer()).to_have_count(0)
    go(page, "Outreach")
    expect(page.page.get_by_text("waiting to be sent")).to_have_count(0)
    page.page.get_by_text("Messages", exact=True).first.click()
    expect(page.page.get_by_role("cell", name=words, exact=True)).to_have_count(1)
    expect(page.page.get_by_role("cell", name="Left the list", exact=True)).to_have_count(2)
    expect(page.page.get_by_role("cell", name="Cancelled", exact=True)).to_have_count(2)
    page.page.get_by_text("Replies", exact=True).first.click()
    expect(page.page.get_by_text("No new replies.")).to_be_visible()


def own_cells(rows: dict[str, dict[str, str]]) -> list[list[str]]:
    """What people typed."""
    return [[row[header] for header in HEADER] for row in rows.values()]


def sheet_says(team: Team, march: str) -> None:
    """The BP columns beside each of the three."""
    rows = team.rows("Candidates", "Email")
    dora = rows[DORA]
    assert dora["BP Follow-up reason"].startswith(f"Asked us to wait until {march}")
    assert re.fullmatch(r"\d{4}-03-01.*", dora["BP Next follow-up"])
    assert dora["BP Last touch"][:10] == TODAY.isoformat()
    for gone in (ANA, CLEO):
        assert rows[gone]["BP Follow-up reason"] == "None: asked not to be contacted"
        assert (rows[gone]["BP Best match"], rows[gone]["BP Next follow-up"]) == ("", "")


def states(team: Team) -> str:
    """How many messages are where, by the ledger in the workbook."""
    last: dict[str, str] = {}
    header, *rows = team.shown("BP Outreach")
    at, state = header.index("Send ID"), header.index("State")
    for row in rows:
        if row[at] and row[state] in {"queued", "sending", "sent", "cancelled"}:
            last[str(row[at])] = str(row[state])
    return ", ".join(f"{list(last.values()).count(one)} {one}" for one in sorted(set(last.values())))


@pytest.mark.parametrize("team", ["sheet"], indirect=True)
def test_every_page_opens_over_a_google_sheet(team: Team, team_desk: Server, tab: Open) -> None:
    """A deep link to each page shows it; an action there is a line in BP Actions of the sheet, once."""
    team.add("Requisitions", (REQ, "Platform Engineer", "Kubernetes, Go", "Senior", SHELVED, "Open"))
    page = tab(f"/requisitions?req={REQ}", server=team_desk)
    # The server may have read the sheet before the requisition was there.
    refreshed(page, lambda: True)
    page.named("Dana Reyes")
    ana = card(page, "Ana")
    ana.get_by_role("button", name="Shortlist", disabled=False).dblclick()
    expect(ana).to_contain_text("Shortlisted by Dana Reyes")
    rows = team.rows("BP Actions", "Action ID")
    assert [(row["Who"], row["Action"], row["Candidate"]) for row in rows.values()] == [
        ("Dana Reyes", "shortlisted", ANA)
    ]
    for path, words in PAGES.items():
        page.open(path)
        expect(page.page.get_by_text(words).first).to_be_visible()
        expect(page.page.get_by_test_id("stAlertContentError")).to_have_count(0)
