"""Review by link: a hiring manager answers about a slate without an account, as in the dashboard, and only that."""

import re
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import pytest
import requests

from automation.core.messages.link_tokens import CANDIDATE, CLOSING, REVIEW, send_id_of, token_of
from automation.core.model import Conventions
from automation.core.workbook.action_log import STAR, Action
from automation.core.workbook.assemble import Workbook, assemble
from automation.services.acting import Actor
from automation.services.colleagues.nudge import Nudge
from automation.services.colleagues.reviews import issue, link_of, revoke
from automation.services.recruiter_actions import pass_on, shortlist
from tests.answers.site import Site, served
from tests.outreach.desk import DAY, Desk, local_desk
from tests.outreach.test_nudge import DANA, LEE, ROLES, book, person

pytestmark = pytest.mark.long
ANA, BEN, CID = "p1@mail.example", "p2@mail.example", "p3@mail.example"
WHO = "Priya Shah"


def desk_at(folder: Path, url: str) -> Desk:
    """A slate of three for Priya Shah, who champions the first; and a requisition of another manager."""
    people = [person(1, "Dana Reyes", WHO), person(2, "Lee Wong"), person(3, "Lee Wong", promised="call me")]
    opening = ("Platform Engineer", "Kubernetes, Go", "Senior", "2026-11-20", "Open")
    rows = [
        ("REQ-1", *opening, WHO, "Dana Reyes", None, None),
        ("REQ-2", *opening, "Tom Ito", "Dana Reyes", None, None),
    ]
    return local_desk(folder, book(people, rows), roles=ROLES, respond_url=url)


@pytest.fixture
def site(tmp_path: Path) -> Iterator[Site]:
    with served(lambda url: desk_at(tmp_path, url), per_token=1_000, per_address=100_000) as running:
        yield running


def actor(site: Site, who: str = "Dana Reyes") -> Actor:
    room = site.desk.room()
    return Actor(who, room.store, room.clock)


def sent(site: Site, requisition: str = "REQ-1", manager: str = WHO) -> tuple[Action, str]:
    review, room = issue(actor(site), requisition, manager), site.desk.room()
    return review, link_of(room.settings, room.secrets, review)


def workbook(site: Site) -> Workbook:
    return assemble(site.desk.store().read(), None, None, Conventions(), DAY)


def verdicts(site: Site) -> dict[str, tuple[str, str, str, str]]:
    found = workbook(site).actions.verdicts
    return {key: (one.kind, one.who, one.value, one.detail) for (_, key), one in found.items()}


def handles(page: str) -> dict[str, str]:
    """Name → handle, from the page."""
    names = re.findall(r"<h2 dir=\"auto\">([^<]+)</h2>", page)
    return dict(zip(names, dict.fromkeys(re.findall(r'name="answer_(\w+)"', page)), strict=True))


def post(link: str, **data: str) -> requests.Response:
    return requests.post(link, data=data, allow_redirects=False, timeout=30)


def test_a_manager_answers_by_link(site: Site) -> None:
    """Yes, no and a star with notes are the manager's word in the sheet, with the numbers of the moment."""
    _, link = sent(site)
    page = requests.get(link, timeout=30)
    assert page.status_code == 200
    assert "You answer as <strong>Priya Shah</strong>" in page.text
    assert not re.search(r"@mail|1234567|call me|<script", page.text)
    assert not workbook(site).actions.verdicts
    ana, ben, cid = (handles(page.text)[f"Ana Number{number}"] for number in (1, 2, 3))
    data = {
        f"answer_{ana}": "yes",
        f"note_{ana}": "Ran our cluster",
        f"conflict_{ana}": "on",
        f"answer_{ben}": "star",
        f"note_{ben}": "",
        f"answer_{cid}": "no",
        f"note_{cid}": "Too far from\n Go",
    }
    done = post(link, **data)
    assert (done.status_code, "3 answers recorded" in done.text) == (200, True)
    assert verdicts(site) == {
        ANA: ("shortlisted", WHO, "", "No conflict of interest declared. Ran our cluster"),
        BEN: ("shortlisted", WHO, STAR, ""),
        CID: ("passed", WHO, "", "Too far from Go"),
    }
    kept = workbook(site).history_log.decided
    assert len(kept) == 3
    # The recruiter's next digest says so, once.
    news = "Priya Shah answered about REQ-1: 1 yes, 1 star, 1 no"
    assert [news in mail["items"] for mail in Nudge(site.desk.room()).run().mails if mail["to"] == DANA].count(
        True
    ) == 1
    assert not any(news in mail["items"] for mail in Nudge(site.desk.room()).run().mails)
    before = workbook(site).actions.lines
    assert post(link, **data).status_code == 200
    assert workbook(site).actions.lines == before
    assert post(link, **{f"answer_{cid}": "yes", f"note_{cid}": ""}).status_code == 200
    assert verdicts(site)[CID] == ("shortlisted", WHO, "", "")


def test_the_managers_word_counts_beside_a_colleagues(site: Site) -> None:
    """A shortlisting by a recruiter does not stand in for the manager's; a plain click after it adds nothing."""
    _, link = sent(site)
    shortlist(actor(site), BEN, "REQ-1")
    page = requests.get(link, timeout=30).text
    assert "Dana Reyes shortlisted them." in page
    post(link, **{f"answer_{handles(page)['Ana Number2']}": "star"})
    assert verdicts(site)[BEN][1:3] == (WHO, STAR)
    shortlist(actor(site), BEN, "REQ-1")
    assert verdicts(site)[BEN][1:3] == (WHO, STAR)


@pytest.mark.parametrize(
    ("data", "what"),
    [
        ({"answer_": "no"}, "why not"),
        ({"answer_": "perhaps"}, "Choose yes, no or star"),
        ({"note_": "lovely"}, "Choose yes, no or star"),
        ({"answer_": "yes", "conflict_": "on"}, "in terms of the work"),
        ({"answer_": "star", "note_": "good"}, "no conflict of interest, or leave"),
    ],
)
def test_an_answer_that_lacks_something_records_nothing(site: Site, data: dict[str, str], what: str) -> None:
    """The page says what, and keeps what was typed about the others, too."""
    _, link = sent(site)
    known = handles(requests.get(link, timeout=30).text)
    ana, ben = known["Ana Number1"], known["Ana Number2"]
    wrong = post(
        link,
        **{f"{name}{ana}": value for name, value in data.items()},
        **{f"answer_{ben}": "yes", f"note_{ben}": "typed"},
    )
    assert wrong.status_code == 422
    assert what in wrong.text
    # On a phone the person may be many screens away: the sentence at the top leads there.
    (place,) = re.findall(r'<a href="#(w_\w+)" dir="auto">[^<]+</a>', wrong.text)
    assert f'id="{place}"' in wrong.text
    assert 'value="typed"' in wrong.text
    assert verdicts(site) == {}


def test_the_same_criteria_for_a_nominee(site: Site) -> None:
    """A nominee is marked, with the same criteria as the others, and who champions whom changes no score."""
    _, link = sent(site)
    page = requests.get(link, timeout=30).text
    assert page.count("You nominated them") == 1
    criteria = [re.findall(r"<dt>([A-Za-z -]+)", part) for part in page.split("<section>")[1:]]
    assert len(criteria) == 3
    assert criteria[0] == criteria[1] == criteria[2] != []


def test_a_link_is_one_managers_for_one_requisition_until_it_ends(site: Site) -> None:
    """It ends when it is revoked or expires, and shows nothing to a manager whose requisition it is not."""
    review, link = sent(site)
    assert issue(actor(site), "REQ-1", WHO).action_id == review.action_id
    known = handles(requests.get(link, timeout=30).text)
    _, toms = sent(site, "REQ-2", "Tom Ito")
    assert "You answer as <strong>Tom Ito</strong>" in requests.get(toms, timeout=30).text
    foreign = sent(site, "REQ-2", WHO)[1]
    assert requests.get(foreign, timeout=30).status_code == 410
    # Handles of one page are of no use on another one.
    assert post(toms, **{f"answer_{known['Ana Number2']}": "yes", "answer_pffff": "yes"}).status_code == 200
    assert workbook(site).actions.verdicts.keys() == {("req-2", BEN)}
    revoke(actor(site, "Lee Wong"), review.action_id)
    # A page may be ten seconds old; what is recorded goes by a new reading.
    assert post(link, answer_p1="yes").status_code == 410
    assert requests.get(link, timeout=30).status_code == 410
    later = site.desk.now and site.desk.now + timedelta(days=14, minutes=1)
    with served(lambda _: site.desk, at=later) as after:
        old = toms.replace(site.url, after.url)
        assert requests.get(old, timeout=30).status_code == 410
        assert post(old, answer_p1="yes").status_code == 410


def test_tokens_of_other_kinds_open_nothing(site: Site) -> None:
    """Neither is a candidate's token valid here, nor this one on any other page."""
    _, link = sent(site)
    token = link.rpartition("/")[2]
    for path in ("/r/", "/u/", "/n/", "/c/"):
        assert requests.get(f"{site.url}{path}{token}", timeout=30).status_code == 404
        assert requests.post(f"{site.url}{path}{token}", timeout=30).status_code in {404, 405}
    secret = site.desk.room().secrets.respond()
    kinds = (CANDIDATE, CLOSING, REVIEW)
    for kind in kinds:
        found = [other for other in kinds if send_id_of(secret, token_of(secret, "a1", kind), other)]
        assert found == [kind]
    for kind in (CANDIDATE, CLOSING):
        assert requests.get(f"{site.url}/v/{token_of(secret, 'a1', kind)}", timeout=30).status_code == 404


def test_a_passed_person_and_a_viewer(site: Site) -> None:
    """Whom a colleague passed on is not shown; a manager who is a viewer by the settings sees nothing."""
    _, link = sent(site)
    pass_on(actor(site), CID, "REQ-1", "Not now")
    assert "Ana Number3" not in requests.get(link, timeout=30).text
    site.desk.options["roles"] = {"recruiter": [f"Lee Wong <{LEE}>"], "viewer": [f"{WHO} <priya@acme.example>"]}
    with served(lambda _: site.desk) as again:
        assert requests.get(link.replace(site.url, again.url), timeout=30).status_code == 410
