import json
import re
from collections.abc import Callable, Iterator
from datetime import date
from email import message_from_bytes
from email.policy import default
from pathlib import Path

import openpyxl
import pytest
from playwright.sync_api import expect
from streamlit.testing.v1 import AppTest

from dashboard.data import start_options
from tests.dashboard.driving import PATIENCE, TODAY, Server, Tab, wait_for

# The address of the candidates' page in messages; the tests open it where the dashboard serves it.
PUBLIC = "https://jobs.example/answers"
MAIN = Path(__file__).parents[2] / "dashboard" / "main.py"
Opened = Callable[..., Tab]


@pytest.fixture
def desk(sample: Path) -> Iterator[Server]:
    """A dashboard from which Dana may write; messages become files in the outbox."""
    senders = json.dumps({"Dana": "Dana Reyes <dana@acme.example>"})
    with Server(
        sample,
        BACKPOCKET_SENDERS=senders,
        BACKPOCKET_POSTAL_ADDRESS="Acme, 1 Dock Street",
        BACKPOCKET_ORGANISATION="Acme",
        BACKPOCKET_RESPOND_URL=PUBLIC,
    ) as server:
        yield server


def outbox(sample: Path) -> list[Path]:
    """The messages that went out."""
    return sorted(sample.parent.rglob("outbox/*.eml"))


def drafted(tab: Tab, *people: str) -> None:
    """Choose people of the first slate, and draft."""
    tab.named("Dana")
    tab.pick(*people)
    tab.button("Draft the messages").click()
    tab.settle()


def test_an_edited_message_is_sent_and_shown_in_the_workbook(desk: Server, tab: Opened, sample: Path) -> None:
    """An edited message goes out once to each candidate whom no guard excludes; others are named with the reason."""
    page = tab("/outreach", server=desk)
    drafted(page, "Mara Lindqvist", "Jonas Weber")
    expect(page.page.get_by_text("2 drafts to read. Nothing is sent yet.")).to_be_visible()
    expect(page.page.get_by_text("template First note · in English")).to_be_visible()
    assert outbox(sample) == []
    subject = page.page.get_by_label("Subject")
    subject.fill("A platform role, and a question")
    subject.press("Enter")
    page.settle()
    page.button("Send 2 messages").dblclick()
    expect(page.page.get_by_text("2 messages queued.")).to_be_visible(timeout=PATIENCE)
    page.page.get_by_text("Messages", exact=True).first.click()
    page.settle()
    expect(page.page.get_by_role("cell", name="Sent")).to_have_count(2, timeout=PATIENCE)
    sent = [one.read_text(encoding="utf-8") for one in outbox(sample)]
    assert len(sent) == 2
    assert sum("Subject: A platform role, and a question" in one for one in sent) == 1
    rows = list(openpyxl.load_workbook(sample)["BP Outreach"].values)
    assert [row[rows[0].index("State")] for row in rows[1:]].count("sent") == 2
    # The same again is refused, and said why.
    page.page.get_by_text("Write", exact=True).first.click()
    page.settle()
    drafted(page, "Mara Lindqvist")
    expect(page.page.get_by_text("This cannot be sent:")).to_be_visible()
    expect(page.button("Nothing to send")).to_be_disabled()
    assert len(outbox(sample)) == 2


def test_the_openings_of_a_draft_are_chips(desk: Server, tab: Opened, sample: Path) -> None:
    """None, one or several openings for each message: the draft is written anew, and the others stay as they are."""
    book = openpyxl.load_workbook(sample)
    rows = book["Requisitions"]
    platform = next(row for row in rows.iter_rows(values_only=True) if row[0] == "REQ-101")
    rows.append(["REQ-108", "Cloud Engineer", *platform[2:]])
    book.save(sample)
    page = tab("/outreach", server=desk)
    page.named("Dana")
    page.pick("Mara Lindqvist", "Jonas Weber")
    page.page.get_by_text("Two", exact=True).click()
    page.settle()
    page.button("Draft the messages").click()
    page.settle()
    expect(page.page.get_by_text("REQ-101, REQ-108 · will be sent")).to_have_count(2)
    expect(page.page.get_by_text("template Several openings")).to_be_visible()
    chips = page.page.get_by_test_id("stButtonGroup")
    chips.get_by_text("REQ-101 Platform Engineer").click()
    page.settle()
    expect(page.page.get_by_text("REQ-108 · will be sent", exact=True)).to_be_visible()
    expect(page.page.get_by_text("template First note")).to_be_visible()
    expect(page.page.get_by_label("Subject")).to_have_value(re.compile("^Cloud Engineer"))
    chips.get_by_text("REQ-108 Cloud Engineer").click()
    page.settle()
    expect(page.page.get_by_text("template Is it still right?")).to_be_visible()
    expect(page.page.get_by_text("REQ-101, REQ-108 · will be sent")).to_have_count(1)


def test_a_stop_holds_all_messages_back(desk: Server, tab: Opened, sample: Path) -> None:
    """While sending is stopped nothing goes out, and every user sees who stopped it and why; then it is resumed."""
    page = tab("/outreach?part=Messages", server=desk)
    expect(page.page.get_by_text("Nothing was ever queued.")).to_be_visible()
    page.named("Dana")
    page.button("Stop all sending").click()
    page.page.get_by_label("Why").fill("wrong template")
    page.page.get_by_label("Why").press("Enter")
    page.settle()
    page.page.get_by_test_id("stPopoverBody").get_by_role("button", name="Stop all sending").click()
    expect(page.page.get_by_text("Dana Reyes stopped all sending: wrong template.")).to_be_visible(timeout=PATIENCE)
    page.page.get_by_text("Write", exact=True).first.click()
    page.settle()
    drafted(page, "Mara Lindqvist")
    expect(page.page.get_by_text("This cannot be sent:")).to_be_visible()
    assert outbox(sample) == []
    page.button("Resume sending").click()
    page.page.get_by_test_id("stPopoverBody").get_by_role("button", name="Resume sending").click()
    expect(page.page.get_by_text("Sending is resumed.")).to_be_visible(timeout=PATIENCE)


def test_a_reply_shows_in_the_sheet_and_on_the_page(desk: Server, tab: Opened, sample: Path) -> None:
    """A candidate replies "not now, March" on their page: no message goes out before, and all users see it.

    Then they are interested after all: from the list of replies one press leads to the message that answers them.
    """
    page = tab("/outreach", server=desk)
    drafted(page, "Mara Lindqvist")
    page.button("Send 1 message").click()
    expect(page.page.get_by_text("1 message queued.")).to_be_visible(timeout=PATIENCE)
    expect(page.page.get_by_text("waiting to be sent")).to_have_count(0)
    (message,) = wait_for(lambda: outbox(sample))
    text = message_from_bytes(message.read_bytes(), policy=default).get_body(("plain",)).get_content()
    link = re.search(rf"{PUBLIC}(/r/\S+)", text)
    assert link
    candidate = page.context.new_page()
    candidate.goto(f"{desk.url}/respond{link[1]}")
    candidate.get_by_label("Not now: ask me again in").select_option("2027-03")
    candidate.get_by_role("button", name="Not now").click()
    # A page that is closed while it goes to another one may hang the browser's driver.
    expect(candidate.get_by_role("status")).to_be_visible()
    candidate.close()
    page.open("/outreach?part=Messages")
    page.button("Update").click()
    page.settle()
    expect(page.page.get_by_role("cell", name="Not now, ask again in March 2027", exact=True)).to_be_visible(
        timeout=PATIENCE
    )
    # On no slate until then.
    wait_for(lambda: not any("REQ-101" in cell for cell in beside(sample, "mara.lindqvist@mail.example")))
    candidate = page.context.new_page()
    candidate.goto(f"{desk.url}/respond{link[1]}")
    candidate.get_by_role("button", name="I am interested").click()
    expect(candidate.get_by_role("status")).to_be_visible()
    candidate.close()
    page.page.get_by_text("Replies", exact=True).first.click()
    page.button("Update").click()
    page.settle()
    page.button("Reply").click()
    expect(page.page.get_by_text("To Mara Lindqvist about REQ-101.")).to_be_visible(timeout=PATIENCE)


def beside(sample: Path, email: str) -> list[str]:
    """What the sheet shows in a candidate's row."""
    rows = list(openpyxl.load_workbook(sample)["Candidates"].values)
    at = rows[0].index("Email")
    return [str(cell) for row in rows if row[at] == email for cell in row]


@pytest.mark.long
def test_the_last_choice_counts(sample: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """If a user chooses one more person and presses before the page has updated, that one is drafted for, too."""
    monkeypatch.chdir(sample.parent)
    monkeypatch.setenv("BACKPOCKET_WORKBOOK", str(sample))
    monkeypatch.setenv("BACKPOCKET_SENDERS", json.dumps({"dana@acme.example": "Dana Reyes <dana@acme.example>"}))
    start_options.begin(str(sample), date.fromisoformat(TODAY))
    page = AppTest.from_file(str(MAIN), default_timeout=60).run().switch_page("app_pages/outreach.py").run()
    page.session_state["_name"] = "Dana Reyes"
    page.run()
    people = page.multiselect[0]
    people.select(people.options[0]).run()
    people = page.multiselect[0]
    people.select(people.options[1])
    page.button(key="draft").click().run()
    start_options.begin(None, None)
    assert len(page.session_state["_drafts"].drafts) == 2
