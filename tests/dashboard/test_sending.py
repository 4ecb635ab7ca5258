"""Each candidate gets one message, however many users press the button how often, in however many tabs.

tests/outreach/test_never_twice.py holds it over both stores, without a browser.
"""

import json
import re
from collections.abc import Callable
from pathlib import Path

import pytest
from playwright.sync_api import expect

from tests.dashboard.driving import Server, Tab, wait_for
from tests.dashboard.teams import ANA, BEN, CLEO, DANA, SheetTeam, Team
from tests.mail.server import MailServer
from tests.sheets_emulator.server import Emulator
from tests.support.profile import sampled

Open = Callable[..., Tab]
LEE = "Lee Park <lee@acme.example>"
PEOPLE = {"Ana": ANA, "Ben": BEN, "Cleo": CLEO}
OPENING = ("REQ-7", "Platform Engineer", "Kubernetes, Go", "Senior", "2026-01-05", "Open")


def drafted(tab: Tab, who: str) -> Tab:
    """All candidates of the slate are chosen and their messages are drafted."""
    tab.named(who)
    tab.page.get_by_role("combobox", name="Requisition").fill(OPENING[0])
    tab.page.get_by_role("option", name=re.compile(OPENING[0])).click()
    # No candidate fits the other opening.
    expect(tab.page.get_by_placeholder("Choose people")).to_be_visible()
    tab.pick(*PEOPLE)
    tab.page.get_by_role("button", name="Draft the messages", disabled=False).click()
    expect(tab.page.get_by_text("3 drafts to read.")).to_be_visible()
    return tab


def recipients(mail: MailServer) -> list[str]:
    """Whom the mail server took a message for, in order of address."""
    return sorted(address for one in mail.received for address in one.recipients)


@pytest.mark.parametrize("team", sampled(["sheet"], nightly=["file", "sheet"]), indirect=True)
def test_each_gets_one_message(team: Team, mail: MailServer, tab: Open) -> None:
    """Three clicks, a second tab with the same drafts, a colleague, a reload and a page closed meanwhile: one each."""
    team.add("Requisitions", OPENING)
    team.mails_by(mail)
    senders = {"Dana Reyes": DANA, "Lee Park": LEE}
    environment = team.environment | {"BACKPOCKET_SENDERS": json.dumps(senders)}
    with Server(team.locator, **environment) as server:
        first = drafted(tab("/outreach", server=server), "Dana Reyes")
        # The drafts are Dana's, in each of her tabs.
        second = tab("/outreach", server=server)
        expect(second.button("Send 3 messages")).to_be_visible()
        colleague = drafted(tab("/outreach", server=server), "Lee Park")
        mail.hold()
        first.button("Send 3 messages").click(click_count=3)
        expect(first.page.get_by_text("3 messages queued.")).to_be_visible()
        second.button("Send 3 messages").dblclick()
        expect(second.page.get_by_role("button", name="Send 3 messages")).to_have_count(0)
        wait_for(lambda: mail.waiting)
        # The first message is on its way, the others wait.
        colleague.button("Send 3 messages").click()
        expect(colleague.page.get_by_text("Not sent to 3 people")).to_be_visible()
        second.page.reload()
        second.settle()
        expect(second.page.get_by_text("You may leave this page; the sending goes on.")).to_be_visible()
        first.close()
        second.close()
        assert recipients(mail) == []
        mail.let_go()
        wait_for(lambda: len(mail.received) == len(PEOPLE))
        colleague.page.get_by_text("Messages", exact=True).first.click()
        expect(colleague.page.get_by_role("cell", name="Sent", exact=True)).to_have_count(len(PEOPLE))
        assert recipients(mail) == sorted(PEOPLE.values())
        assert all(one.sender == "dana@acme.example" for one in mail.received)
        colleague.close()


def test_a_second_click_while_the_first_is_at_work(
    emulator: Emulator, tmp_path: Path, mail: MailServer, tab: Open
) -> None:
    """Over a sheet that takes its time: what the page says is what came of it, and the messages go out at once."""
    team = SheetTeam(tmp_path, emulator)
    team.add("Requisitions", OPENING)
    team.mails_by(mail)
    with Server(team.locator, **team.environment) as server:
        page = drafted(tab("/outreach", server=server), "Dana Reyes")
        team.pressed_while_silent(page.button("Send 3 messages"))
        expect(page.page.get_by_text("3 messages queued.")).to_be_visible()
        expect(page.page.get_by_text("Not sent to")).to_have_count(0)
        wait_for(lambda: len(mail.received) == len(PEOPLE))
        page.settle()
        page.close()
    assert recipients(mail) == sorted(PEOPLE.values())


@pytest.mark.parametrize("team", sampled(["file"], nightly=["file", "sheet"]), indirect=True)
def test_a_message_can_be_cancelled_for_ten_seconds(team: Team, mail: MailServer, tab: Open) -> None:
    """Cancelled in time, nothing is sent, and the drafts are back as they were changed, also after a reload."""
    team.add("Requisitions", OPENING)
    team.mails_by(mail)
    with Server(team.locator, **team.environment) as server:
        page = drafted(tab("/outreach", server=server), "Dana Reyes")
        subject = page.page.get_by_label("Subject")
        subject.fill("A word about a role")
        subject.press("Enter")
        page.settle()
        page.page.reload()
        page.settle()
        expect(page.page.get_by_label("Subject")).to_have_value("A word about a role")
        page.button("Send 3 messages").click()
        page.button("Cancel").click()
        expect(page.page.get_by_text("3 messages cancelled: nothing was sent")).to_be_visible()
        expect(page.page.get_by_label("Subject")).to_have_value("A word about a role")
        page.button("Send 3 messages").click()
        page.button("Send now").click()
        wait_for(lambda: len(mail.received) == len(PEOPLE))
        page.settle()
        page.close()
    assert recipients(mail) == sorted(PEOPLE.values())
    assert sum(b"A word about a role" in one.data for one in mail.received) == 1
