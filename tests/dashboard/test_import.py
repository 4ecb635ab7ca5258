"""Importing people on the page Data, in a real browser, and the workbook afterwards."""

from collections.abc import Callable
from datetime import date, timedelta
from pathlib import Path

import pytest
from playwright.sync_api import FilePayload, Locator, expect

from automation.clock import Clock
from automation.core.imports.forwarded import Draft
from automation.outreach.context import open_mailroom
from automation.outreach.folders import folder_of
from automation.outreach.forwarded_drafts import ForwardedDrafts
from automation.services.archive import add
from automation.settings import Settings, load
from automation.store.locate import open_store
from tests.cli.program import read_tab
from tests.dashboard.driving import TODAY, Server, Tab
from tests.imports.board_server import GREENHOUSE, BoardServer
from tests.imports.test_boards import job
from tests.imports.test_resumes import pdf
from tests.support.accessible import serious

Open = Callable[..., Tab]
MARA = "mara.lindqvist@mail.example"
EXPORT = f"""Name,Email,Title,Company,Gender,Squad,Rejected on,Reason
Ada Okafor,ada@okafor.example,Data Engineer,Lagos Demo,f,Payments,2026-02-03,Comp
Mara Lindqvist,{MARA},Principal Engineer,,f,,,
Bo Ek,bo@ek.example,Nurse,,m,,2026-02-04,Hired
"""


def take(page: Tab, field: Locator, option: str) -> None:
    """Search a long list of choices, and take one."""
    page.settle()
    # The list closes when the page scrolls, which a browser reports with the next frame.
    field.evaluate(
        """field => new Promise((done) => {
          field.scrollIntoView({ block: "center" });
          requestAnimationFrame(() => requestAnimationFrame(done));
        })"""
    )
    field.fill(option)
    page.page.get_by_role("option", name=option, exact=True).click()
    expect(field).to_have_value(option)


def column(page: Tab, header: str) -> Locator:
    """The line of a column."""
    return page.page.locator("[class*='st-key-import_column_']").filter(has_text=header)


def file(name: str, text: str) -> FilePayload:
    """A file to upload."""
    return {"name": name, "mimeType": "application/octet-stream", "buffer": text.encode()}


@pytest.mark.long
def test_people_are_added(tab: Open, shared: Path) -> None:
    """Columns are shown and can be changed; nothing is added before the button, and no row that is there changes."""
    before = read_tab(shared, "Candidates")
    page = tab("/data?part=Import")
    page.upload(file("pool.csv", EXPORT))
    sums = page.page.get_by_role("status").filter(has_text="1 new person in 3 records (tracker)")
    expect(sums).to_contain_text("1 has a row already, 1 of them with differences. 1 cannot be imported.")
    expect(column(page, "Squad")).to_contain_text("Payments")
    gender = column(page, "Gender")
    expect(gender).to_contain_text("Never imported")
    expect(gender.get_by_role("combobox")).to_have_count(0)
    assert "f" not in gender.inner_text().split()
    assert serious(page.page) == []
    # A column that was not recognised is taken over, with what no file says.
    take(page, column(page, "Squad").get_by_role("combobox"), "Notes")
    take(page, page.page.get_by_role("combobox", name="Consent basis"), "legitimate interest")
    page.page.get_by_role("textbox", name="Privacy region").fill("DE")
    page.button("Look again").click()
    page.settle()
    assert read_tab(shared, "Candidates") == before
    page.button("Add 1 person").click()
    page.asked("Dana Reyes")
    expect(page.heading("Imported")).to_be_visible()
    expect(page.page.get_by_text("1 person was added; 1 already had a row.")).to_be_visible()
    after = read_tab(shared, "Candidates")
    assert after[: len(before)] == before
    (ada,) = after[len(before) :]
    typed = ("Name", "Notes", "Shelve reason", "Region", "Consent basis")
    assert [ada[one] for one in typed] == ["Ada Okafor", "Payments", "Pay too high", "DE", "legitimate interest"]
    offers = {(row["Candidate"], row["Column"], row["Offered"]) for row in read_tab(shared, "BP Import")}
    assert offers == {(MARA, "Current title", "Principal Engineer")}
    # And on.
    page.page.get_by_role("link", name="See the candidates").click()
    page.page.get_by_role("searchbox").fill("Okafor")
    expect(page.page.get_by_text("Ada Okafor", exact=True)).to_be_visible()


@pytest.mark.long
def test_requisitions_are_added(tab: Open, shared: Path) -> None:
    """In the same steps: columns that can be changed, a look at what would happen, and one button."""
    before = read_tab(shared, "Requisitions")
    page = tab("/data?part=Import&importing=Requisitions")
    text = (
        "Job ID,Job Title,Status,Opened,Wanted\nREQ-101,Cook,Open,2026-11-01,\nREQ-900,Welder,Open,2026-11-02,Welding\n"
    )
    page.upload(file("jobs.csv", text))
    sums = page.page.get_by_role("status").filter(has_text="1 new requisition in 2 records")
    expect(sums).to_contain_text("1 has a row already, 1 of them with differences. 0 cannot be imported.")
    expect(column(page, "Wanted")).to_contain_text("Welding")
    take(page, column(page, "Wanted").get_by_role("combobox"), "Must-have skills")
    page.button("Look again").click()
    page.settle()
    assert read_tab(shared, "Requisitions") == before
    page.button("Add 1 requisition").click()
    page.asked("Dana Reyes")
    expect(page.page.get_by_text("1 requisition was added; 1 already had a row.")).to_be_visible()
    after = read_tab(shared, "Requisitions")
    assert after[: len(before)] == before
    (new,) = after[len(before) :]
    shown = ("Req ID", "Title", "Must-have skills", "Status")
    assert [new[one] for one in shown] == ["REQ-900", "Welder", "Welding", "Open"]


@pytest.mark.long
def test_files_that_cannot_be_read(tab: Open, shared: Path) -> None:
    """Each ends in a sentence, or in the question what its columns hold; and the same file twice adds no one."""
    before = read_tab(shared, "Candidates")
    page = tab("/data?part=Import")
    page.upload(file("export.xls", "<html><table><tr><td>Name</td></tr></table></html>"))
    expect(page.page.get_by_role("alert").filter(has_text="is a web page (HTML)")).to_be_visible()
    page.page.get_by_role("button", name="Remove export.xls").click()
    page.upload(file("odd.csv", f"Wer,Wohin\nMara Lindqvist,{MARA}\n"))
    expect(page.page.get_by_role("alert").filter(has_text="no row of headers that are known")).to_be_visible()
    take(page, column(page, "Wer").get_by_role("combobox"), "Name")
    take(page, column(page, "Wohin").get_by_role("combobox"), "Email")
    page.button("Look again").click()
    expect(page.page.get_by_role("status").filter(has_text="0 new people in 1 record")).to_be_visible()
    expect(page.page.get_by_text("There is nothing to add.")).to_be_visible()
    expect(page.page.get_by_role("button", name="Add 0 people")).to_have_count(0)
    assert read_tab(shared, "Candidates") == before


@pytest.mark.long
def test_a_forwarded_mail_and_a_cv_fill_the_form(tab: Open, shared: Path) -> None:
    """A draft is confirmed, dropped, or changed in the form; what a CV says comes into empty fields there."""
    drafts = ForwardedDrafts(folder_of(Settings(), str(shared)))
    ada = {"name": "Ada Okafor", "email": "ada@sure.example", "skills": "Go"}
    for number, cells in enumerate((ada, {"email": "x@odd.example"}, {"phone": "+47 22 00 00 99"})):
        day = date.fromisoformat(TODAY) - timedelta(days=number)
        assert drafts.add(Draft(f"d{number}", "dana@acme.example", day, "Fwd: My CV", cells))
    page = tab("/candidates")
    expect(page.page.get_by_text("From forwarded mails, to confirm (3)")).to_be_visible()
    assert serious(page.page) == []
    page.named("Dana Reyes")
    waiting = page.page.locator("[class*=st-key-forwarded_d]")
    first = waiting.filter(has_text="Ada Okafor")
    take(page, first.get_by_role("combobox", name="Reason"), "Timing")
    page.settle()
    first.get_by_role("button", name="Confirm").click()
    expect(page.page.get_by_role("status").filter(has_text="ada@sure.example is in the pocket.")).to_be_visible()
    (row,) = [row for row in read_tab(shared, "Candidates") if row["Email"] == "ada@sure.example"]
    assert (row["Name"], row["Skills"], row["Shelve reason"], row["Owner"]) == (
        *("Ada Okafor", "Go", "Timing", "Dana"),
    )
    odd = waiting.filter(has_text="x@odd.example")
    expect(odd).to_contain_text("Missing: Name.")
    odd.get_by_role("button", name="Drop").click()
    expect(odd).to_have_count(0)
    waiting.get_by_role("button", name="Change").click()
    form = page.drawer()
    expect(form.get_by_label("Phone")).to_have_value("+47 22 00 00 99")
    form.get_by_label("Phone").fill("")
    name, email = form.get_by_label("Name (required)"), form.get_by_label("Email (required)")
    name.fill("Ben O. Ek")
    name.press("Tab")
    cv = pdf("Ben Ek", "Data Engineer", "+47 22 00 00 01 ben@ek.example", "Skills: Python, Kafka")
    page.upload({"name": "cv.pdf", "mimeType": "application/pdf", "buffer": cv}, form)
    said = form.get_by_role("status").filter(has_text="From the CV: email, phone and skills.")
    expect(said).to_contain_text("Check them before you shelve.")
    expect(name).to_have_value("Ben O. Ek")
    expect(email).to_have_value("ben@ek.example")
    expect(form.get_by_label("Phone")).to_have_value("+47 22 00 00 01")
    expect(form.get_by_label("Skills, separated by commas")).to_have_value("Python, Kafka")
    # Not even its name stays.
    expect(form.get_by_text("cv.pdf")).to_have_count(0)
    page.upload({"name": "scan.pdf", "mimeType": "application/pdf", "buffer": pdf()}, form)
    expect(form.get_by_role("alert").filter(has_text="There is no text in this PDF (a scan)")).to_be_visible()
    expect(email).to_have_value("ben@ek.example")
    take(page, form.get_by_role("combobox", name="Reason (required)"), "Timing")
    form.get_by_role("button", name="Shelve", exact=True).click()
    expect(page.page.get_by_role("status").filter(has_text="Ben O. Ek is in the pocket.")).to_be_visible()
    (ben,) = [row for row in read_tab(shared, "Candidates") if row["Email"] == "ben@ek.example"]
    assert (ben["Name"], ben["Skills"], ben["Shelve reason"]) == ("Ben O. Ek", "Python, Kafka", "Timing")
    # The draft that the form was opened with is done.
    expect(page.page.get_by_text("From forwarded mails, to confirm")).to_have_count(0)
    assert drafts.waiting(date.fromisoformat(TODAY)) == []


ARCHIVE = """Candidate ID,Name,Email,Current title,Skills,Location,Region
OLD-1,Ines Prado,ines@prado.example,Senior Platform Engineer,"Kubernetes, Terraform, AWS, Go",Berlin,US
OLD-2,Ola Nord,ola@nord.example,Platform Engineer,"Kubernetes, AWS",Berlin,US
OLD-3,Nurse Joy,joy@ward.example,Nurse,"Triage",Lisbon,US
"""


def archived(workbook: Path, folder: Path) -> None:
    """Index an old system's file as an archive of a workbook."""
    file = folder.with_suffix(".csv")
    file.write_text(ARCHIVE, "utf-8")
    settings, store = load(workbook=str(workbook), archive=str(folder)), open_store(str(workbook))
    add(open_mailroom(settings, store, Clock(date.fromisoformat(TODAY))), [str(file)], workers=1)


@pytest.mark.long
def test_people_come_from_job_boards_and_the_archive(tab: Open, sample: Path, tmp_path: Path) -> None:
    """Update reads the boards; one click makes a requisition, and the opening goes from the list.

    And people of the archive: searched, ticked, and added in the user's name.
    """
    archived(sample, tmp_path / "archive")
    with BoardServer({GREENHOUSE: {"jobs": [job(1, title="Harbour Pilot")]}}) as boards:
        settings = {
            "BACKPOCKET_BOARDS": '{"greenhouse": "acme"}',
            "BACKPOCKET_BOARDS_ENDPOINT": boards.url,
            "BACKPOCKET_ARCHIVE": str(tmp_path / "archive"),
        }
        with Server(sample, **settings) as server:
            page = tab("/requisitions", server=server).named("Dana Reyes")
            page.button("Update").click()
            openings = page.page.get_by_text("On your job boards, without a requisition (1)")
            openings.click()
            expect(page.page.get_by_text("Harbour Pilot")).to_be_visible()
            page.button("Take over").click()
            done = page.page.get_by_role("status").filter(has_text="Harbour Pilot is in Requisitions now.")
            expect(done).to_be_visible()
            expect(openings).to_have_count(0)
            expect(page.page.get_by_role("radio", name="gh:acme:10")).to_be_visible()
            add_from_archive(page)
            page.close()
    assert read_tab(sample, "Requisitions")[-1]["Title"] == "Harbour Pilot"
    (ines,) = [row for row in read_tab(sample, "Candidates") if row["Name"] == "Ines Prado"]
    assert (ines["Email"], ines["Skills"]) == ("ines@prado.example", "Kubernetes, Terraform, AWS, Go")


def add_from_archive(page: Tab) -> None:
    """Search the archive for a requisition, and add the best one."""
    page.turn("/requisitions?req=REQ-101")
    expect(page.page.get_by_text("A search takes about ten seconds")).to_be_visible()
    page.button("Search the archive").click()
    expect(page.page.get_by_role("status").filter(has_text="Searched 3 rows in")).to_be_visible()
    best = page.page.locator("[class*='st-key-person_archived_0']")
    expect(best).to_contain_text("Ines Prado")
    expect(best).to_contain_text("Must-have")
    expect(best).to_contain_text("archive.csv, row 2")
    assert serious(page.page) == []
    best.get_by_role("checkbox").check(force=True)
    page.settle()
    page.button("Add 1 to the sheet").click()
    expect(page.page.get_by_text("1 new row in Candidates; 0 there already.")).to_be_visible()
    page.button("Add 1 person").click()
    expect(page.page.get_by_role("status").filter(has_text="1 person is in the pocket.")).to_be_visible()
