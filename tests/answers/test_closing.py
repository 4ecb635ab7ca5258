"""A filled requisition: its recruiter shelves the runners-up with one tap each, by the link in the mail."""

import re
from collections.abc import Iterator
from datetime import timedelta
from email import message_from_bytes
from pathlib import Path

import pytest
import requests

from automation.core.model import Conventions, ShelveReason
from automation.core.workbook.assemble import Workbook, assemble
from automation.services.colleagues.nudge import Nudge
from tests.answers.site import Site, link_in, served
from tests.cli.program import changed
from tests.outreach.desk import DAY, Desk, local_desk
from tests.outreach.test_nudge import DANA, LEE, ROLES, book, person

pytestmark = pytest.mark.long
ANA, BEN = "p1@mail.example", "p2@mail.example"
FILLED = ("REQ-1", "Platform Engineer", "Kubernetes, Go", "Senior", "2026-08-20", "Filled", "Priya Shah", "Dana Reyes")


def desk_at(folder: Path, url: str) -> Desk:
    """A workbook with a filled requisition, for which Ana is still in process."""
    people = [person(1, "Lee Wong", in_process="REQ-1"), person(2, "Lee Wong")]
    tabs = book(people, [(*FILLED, "2026-11-20", "agency")])
    tabs["Candidates"] = changed(tabs["Candidates"], "Shelved from")
    return local_desk(folder, tabs, roles=ROLES, respond_url=url, sign_in_url="https://bp.acme.example")


@pytest.fixture
def site(tmp_path: Path) -> Iterator[Site]:
    with served(lambda url: desk_at(tmp_path, url), per_address=100_000) as running:
        yield running


def closing_link(site: Site, to: str = DANA) -> str:
    Nudge(site.desk.room()).run()
    mails = [message_from_bytes(place.read_bytes()) for place in site.desk.folder.glob("*/outbox/n*.eml")]
    (mail,) = (one for one in mails if to in str(one["To"]) and "filled" in str(one["Subject"]))
    return link_in(mail, "/c/")


def workbook(site: Site) -> Workbook:
    return assemble(site.desk.store().read(), None, None, Conventions(), DAY)


def reasons(site: Site) -> dict[str, tuple[ShelveReason | None, str, str]]:
    rows = workbook(site).book.people
    return {key: (row.shelve_reason, row.shelved_from, row.in_process) for key, row in rows.items()}


def button(page: str) -> dict[str, str]:
    """What the first button on the page would send."""
    fields = re.findall(r'name="(requisition|person)" value="([^"]+)"', page)
    return dict(reversed(fields))


def post(link: str, data: dict[str, str]) -> requests.Response:
    return requests.post(link, data=data, allow_redirects=False, timeout=30)


def test_one_tap_shelves_a_runner_up(site: Site) -> None:
    """Opening the link changes nothing; the button records it under the recruiter's name, and once."""
    link = closing_link(site)
    page = requests.get(link, timeout=30)
    assert "You act as Dana Reyes" in page.text
    assert "Ana Number1" in page.text
    assert "Ana Number2" not in page.text
    assert ANA not in page.text
    assert reasons(site)[ANA] == (ShelveReason.LOST_TO_FINALIST, "", "REQ-1")
    for _ in range(2):
        assert post(link, button(page.text)).status_code == 200
    assert reasons(site)[ANA] == (ShelveReason.LOST_TO_FINALIST, "REQ-1", "")
    (line,) = workbook(site).actions.lines
    assert (line.who, line.kind, line.candidate, line.on) == ("Dana Reyes", "shelved as runner-up", ANA, DAY)
    assert "Shelved: lost to another finalist" in requests.get(link, timeout=30).text


def test_a_finalist_without_a_row_gets_one(site: Site) -> None:
    """One with a row is shelved there; what cannot be read is said on the page."""
    link = closing_link(site)
    known = {"requisition": "REQ-1", "name": "Ana Number2", "email": BEN.upper(), "title": ""}
    assert post(link, known).status_code == 200
    new = {"requisition": "req-1", "name": "Kim Sato", "email": "kim@mail.example", "title": "Engineer"}
    assert post(link, new).status_code == 200
    found = reasons(site)
    assert found[BEN] == found["kim@mail.example"] == (ShelveReason.LOST_TO_FINALIST, "REQ-1", "")
    assert len(found) == 3
    assert workbook(site).book.people["kim@mail.example"].owner == "Dana Reyes"
    for wrong in ({**new, "email": "nothing", "name": ""}, {**new, "requisition": "REQ-9"}, {"person": "p1"}):
        answer = post(link, wrong)
        assert answer.status_code == 422
        assert 'role="alert"' in answer.text
    assert len(reasons(site)) == 3


def test_the_link_is_one_recruiters_and_ends(site: Site) -> None:
    """It opens no other kind of page, and shows nothing after 30 days, or to someone who is no recruiter any more."""
    link = closing_link(site)
    token = link.rpartition("/")[2]
    for path in ("/r/", "/u/", "/n/", "/v/"):
        assert requests.get(f"{site.url}{path}{token}", timeout=30).status_code == 404
    assert requests.get(f"{link[:-3]}abc", timeout=30).status_code == 404
    page = requests.get(link, timeout=30).text
    site.desk.options["roles"] = {"recruiter": [f"Lee Wong <{LEE}>"], "viewer": [DANA]}
    with served(lambda _: site.desk) as later:
        assert requests.get(link.replace(site.url, later.url), timeout=30).status_code == 410
    site.desk.options["roles"] = ROLES
    with served(lambda _: site.desk, at=site.desk.now and site.desk.now + timedelta(days=31)) as later:
        moved = link.replace(site.url, later.url)
        gone = requests.get(moved, timeout=30)
        assert (gone.status_code, "Ana" in gone.text) == (410, False)
        assert post(moved, button(page)).status_code == 410
    assert reasons(site)[ANA] == (ShelveReason.LOST_TO_FINALIST, "", "REQ-1")


def test_without_the_page_the_mail_leads_to_the_dashboard(tmp_path: Path) -> None:
    desk = desk_at(tmp_path, "")
    desk.options["respond_url"] = None
    (mail,) = (one for one in Nudge(desk.room(), dry_run=True).run().mails if one["kind"] == "closing")
    assert "https://bp.acme.example/requisitions?req=REQ-1" in str(mail["text"])
