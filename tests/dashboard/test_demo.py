"""`script/demo` as a stranger runs it, with nothing set: from the first page to a message in the outbox."""

import re
import shutil
import tempfile
from collections.abc import Callable, Iterator, Sequence
from datetime import date
from email import message_from_bytes
from email.message import EmailMessage
from email.policy import default
from pathlib import Path

import pytest
from playwright.sync_api import Locator, expect

from automation.clock import Clock
from automation.core.templates.template_tab import template_of
from automation.outreach.compose import propose
from automation.outreach.context import open_mailroom
from automation.outreach.drafting import Prepared
from automation.readmodel.workbook_view import Reader, View
from automation.settings import Settings
from automation.store.locate import open_store
from dashboard.ui.candidates import next_steps
from tests.dashboard.driving import TODAY, Server, Tab
from tests.support.programs import BACKPOCKET, free_port, started

Open = Callable[..., Tab]
ROOT = Path(__file__).parents[2]
DANA = "Dana Reyes"
# As many as the first page lists.
MOST_NEEDS = 8


class Demo(Server):
    """The script in a copy of the checkout whose environment is there already.

    Args:
        folder: Of the copy.
    """

    # Four commands run before it listens.
    patience = 120.0

    def __init__(self, folder: Path) -> None:
        self.port, self.checkout = free_port(), folder
        self.url = f"http://127.0.0.1:{self.port}"
        self._home = tempfile.TemporaryDirectory()
        (folder / "script").mkdir()
        shutil.copy(ROOT / "script" / "demo", folder / "script")
        (folder / "script" / "setup.sh").write_text("setup() { :; }\n")
        (folder / ".venv" / "bin").mkdir(parents=True)
        (folder / ".venv" / "bin" / "backpocket").symlink_to(BACKPOCKET)
        home = {"HOME": self._home.name, "PATH": "/usr/local/bin:/usr/bin:/bin", "LANG": "C.UTF-8"}
        self._program = started("script/demo", cwd=folder, env={**home, "PORT": str(self.port)})

    @property
    def outbox(self) -> Path:
        """Where it says that messages are."""
        return self.checkout / "demo" / "backpocket-outreach" / "backpocket" / "outbox"

    def messages(self) -> list[EmailMessage]:
        """What is in the outbox, as a candidate's mail program reads it."""
        return [message_from_bytes(file.read_bytes(), policy=default) for file in sorted(self.outbox.glob("*.eml"))]


@pytest.fixture(scope="module")
def demo(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Demo]:
    """What `script/demo` serves."""
    with Demo(tmp_path_factory.mktemp("demo") / "") as running:
        yield running


def text_of(message: EmailMessage, kind: str) -> str:
    """One part of a message, in one line."""
    part = message.get_body((kind,))
    assert part is not None
    return " ".join(str(part.get_content()).split())


def needs(page: Tab) -> Locator:
    """The items of the first page's list, once all are drawn."""
    items = page.page.locator("[data-row^=item_]")
    expect(items).to_have_count(MOST_NEEDS)
    page.settle()
    return items


def press(page: Tab, name: str) -> None:
    """Press a button once it can be pressed."""
    page.page.get_by_role("button", name=name, exact=True, disabled=False).first.click()
    page.settle()


def you_are(page: Tab, who: str) -> None:
    """Choose one of the names that are offered."""
    page.choose(page.drawer().get_by_role("combobox", name="You are"), who)
    expect(page.button(who)).to_be_visible()
    page.settle()


def test_from_the_first_page_to_a_message_in_the_outbox(demo: Demo, tab: Open) -> None:
    """Slate, people, draft, change, send: two messages, each to one person, as the page showed them."""
    page = tab("/requisitions?req=REQ-102", server=demo)
    expect(page.heading("REQ-102 Senior Data Engineer")).to_be_visible()
    page.settle()
    press(page, "Write")
    page.page.wait_for_url("**/outreach**")
    page.settle()
    expect(page.page.get_by_text("Nothing is e-mailed from here")).to_contain_text(str(demo.outbox))
    press(page, "Choose others")
    page.page.get_by_role("combobox", name="Requisition").fill("REQ-102")
    page.page.get_by_role("option", name=re.compile("REQ-102")).click()
    page.settle()
    expect(page.page.get_by_text("Choose at least one person to write to.")).to_be_visible()
    page.pick("Noor Rahman", "Wei Chen")
    press(page, "Draft the messages")
    you_are(page, DANA)
    expect(page.page.get_by_text("2 drafts to read. Nothing is sent yet.")).to_be_visible()
    subject = page.page.get_by_label("Subject")
    subject.fill("The data role we spoke of")
    subject.press("Enter")
    page.settle()
    words = page.page.get_by_label("Text", exact=True)
    words.fill(words.input_value().replace("Best wishes", "Kind regards"))
    words.blur()
    page.settle()
    assert not list(demo.outbox.glob("*.eml"))
    press(page, "Send 2 messages")
    expect(page.page.get_by_text(f"2 messages written to {demo.outbox}.")).to_be_visible()
    sent = {str(message["To"]): message for message in demo.messages()}
    assert set(sent) == {"Noor Rahman <noor.rahman@mail.example>", "Wei Chen <wei.chen@mail.example>"}
    noor = sent["Noor Rahman <noor.rahman@mail.example>"]
    assert (noor["From"], noor["Subject"]) == ("Dana Reyes <dana@acme.example>", "The data role we spoke of")
    for message in sent.values():
        wishes = "Kind regards, Dana Reyes" if message is noor else "Best wishes, Dana Reyes"
        for kind in ("plain", "html"):
            read = re.sub(r"<[^>]*>", "", text_of(message, kind))
            assert wishes in read
            assert f"Hello {str(message['To']).partition(' <')[0]}," in read
            assert "Senior Data Engineer (remote)" in read
            assert "12 Example Street, 10115 Berlin" in read
            assert "say so in a reply, and we will not write again." in read
            assert not re.search(r"REQ-|\bBP |shelved|score|\{\{|Strong|outbox", read)
    page.page.get_by_text("Messages", exact=True).first.click()
    for file in demo.outbox.glob("*.eml"):
        expect(page.page.get_by_text(f"written to outbox/{file.name}")).to_be_visible()


def test_the_first_item_of_the_first_page_ends_in_a_message(demo: Demo, tab: Open) -> None:
    """A promise is kept from where it is listed: Write, draft, send."""
    page = tab("/", server=demo)
    first = needs(page).first
    expect(first).to_contain_text("Promised: A word when data roles open again.")
    first.get_by_role("button", name="Write", exact=True).click()
    page.page.wait_for_url("**/outreach**")
    page.settle()
    press(page, "Draft the messages")
    you_are(page, DANA)
    press(page, "Send 1 message")
    written = page.page.get_by_text("1 message written to")
    expect(written).to_be_visible()
    file = Path(written.inner_text().partition("written to ")[2].removesuffix("."))
    message = message_from_bytes(file.read_bytes(), policy=default)
    assert (message["To"], message["Subject"]) == (
        "Owen Price <owen.price@mail.example>",
        "As promised: Senior Data Engineer",
    )


def test_every_item_of_the_first_page_has_its_actions(demo: Demo, tab: Open) -> None:
    """Each item can be acted on where it is; done there, it goes, and the bar below takes it back."""
    page = tab("/", server=demo)
    items = needs(page)
    for number in range(MOST_NEEDS):
        slate = items.nth(number).get_by_role("button", name="Open slate").count()
        for name in () if slate else ("Write", "Done", "More"):
            expect(items.nth(number).get_by_role("button", name=name, exact=True, disabled=False)).to_be_visible()
    who = items.nth(1).locator("b").inner_text()
    items.nth(1).get_by_role("button", name="More", exact=True).click()
    for name in ("Shortlist", "In process", "A week", "Another day…", "Another name…", "Story"):
        expect(page.button(name)).to_be_visible()
    page.button("A week").click()
    page.settle()
    you_are(page, DANA)
    expect(page.page.get_by_role("status")).to_contain_text(f"{who} is snoozed until")
    expect(items.filter(has_text=who)).to_have_count(0)
    press(page, "Undo")
    expect(items.nth(1)).to_contain_text(who)


def test_done_in_the_drawer(demo: Demo, tab: Open) -> None:
    """The drawer closes, the page shows what was done, and can undo it."""
    page = tab("/candidates?person=zoe.clarke%40mail.example", server=demo)
    page.drawer().get_by_role("button", name="Done", exact=True).click()
    page.settle()
    you_are(page, "Lee Tanaka")
    expect(page.drawer()).to_have_count(0)
    expect(page.page.get_by_role("status")).to_contain_text("Done: Zoë Clarke.")
    press(page, "Undo")
    expect(page.page.get_by_role("status")).to_contain_text("Undone.")


def test_drafts_are_kept_while_another_person_is_chosen(demo: Demo, tab: Open) -> None:
    """The page says that they come first, and goes on to the next person once they are sent or put away."""
    page = tab("/requisitions?req=REQ-106", server=demo)
    press(page, "Write")
    page.page.wait_for_url("**/outreach**")
    page.settle()
    press(page, "Draft the messages")
    you_are(page, DANA)
    page.page.get_by_role("link", name="Requisitions", exact=True).click()
    page.settle()
    page.page.get_by_text("REQ-104", exact=True).click()
    page.settle()
    press(page, "Write")
    page.page.wait_for_url("**/outreach**")
    expect(page.page.get_by_text("Next: to Zoë Clarke about REQ-104.")).to_be_visible()
    expect(page.button("Send 1 message")).to_be_enabled()
    page.settle()
    press(page, "Discard drafts")
    expect(page.page.get_by_text("To Zoë Clarke about REQ-104.")).to_be_visible()


def drafts_of(view: View, candidate: str) -> tuple[Prepared, Sequence[str]]:
    """The draft that Write makes for a follow-up, as the page makes it."""
    row = view.people[candidate]
    openings, step = next_steps.message_for(view, view.plans.get(candidate), row)
    store = open_store(view.locator)
    room = open_mailroom(view.settings, store, Clock(view.today, None))
    template = template_of(step, room.read().templates) if step else None
    first = openings[0] if openings else None
    (prepared,) = propose(room, first, [row.key], DANA, template=template or None, others=openings[1:3])
    return prepared, openings


@pytest.mark.long
def test_every_due_candidate_can_get_a_message(sample: Path) -> None:
    """For each reason of the sample's follow-ups the message that Write drafts may go out as it stands."""
    settings = Settings(workbook=str(sample))
    view = Reader(open_store(str(sample)), settings, Clock(date.fromisoformat(TODAY), None)).read()
    due = [need for need in view.needs if need.candidate]
    assert len(due) >= 15
    templates = {}
    for need in due:
        prepared, _ = drafts_of(view, need.candidate)
        assert not prepared.reasons, (need.reason, prepared.reasons)
        templates[prepared.draft.template] = need.reason
    assert set(templates) == {"First note", "Promise kept", "Consent renewal", "Is it still right?"}
