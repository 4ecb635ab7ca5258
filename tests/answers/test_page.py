"""The candidates' page over HTTP: what it records, what it never does, and what other requests get."""

import asyncio
import re
from datetime import timedelta
from pathlib import Path

import pytest
import requests
from starlette.applications import Starlette
from starlette.routing import Mount
from starlette.types import Message, Scope

from automation.candidate_site.app import create_app
from automation.candidate_site.rate_limit import MOST_NAMES, Limiter
from automation.core.ledger.events import Answer, Event, Notice, State
from automation.core.ledger.replies import has_unsubscribed
from automation.core.ledger.suppression import digest
from automation.errors import BackpocketError
from automation.outreach.compose import propose, queue
from automation.outreach.replies import record
from automation.outreach.sending import send
from automation.refresh import refresh
from automation.services.init import complete
from tests.answers.site import Site, served
from tests.outreach.desk import ALEX, DANA, NOON, REQ, Desk, give_ids, key, local_desk

WAIT = 30
SECURITY = {
    "Referrer-Policy": "no-referrer",
    "Cache-Control": "no-store",
    "X-Robots-Tag": "noindex, nofollow",
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
}


def title(response: requests.Response) -> str:
    found = re.search(r"<h1>(.*?)</h1>", response.text)
    assert found
    return found[1]


def post(url: str, **data: str) -> requests.Response:
    return requests.post(url, data=data, timeout=WAIT)


def get(url: str) -> requests.Response:
    return requests.get(url, timeout=WAIT)


@pytest.mark.long
def test_one_tap_is_a_reply(any_site: Site) -> None:
    """Each button writes one event with its opening and source, and the page says so; the same tap twice adds none."""
    send_id = any_site.write_to()
    page = any_site.page_of(send_id)
    assert "Thank you, your answer is noted." in any_site.choose(page, "interested").text
    any_site.choose(page, "interested")
    assert "not now, ask me again in March 2027" in any_site.choose(page, "not now", "2027-03").text
    any_site.choose(page, "no thanks")
    assert any_site.answers() == [
        ("interested", (REQ,), ""),
        ("not now", (REQ,), "2027-03"),
        ("no thanks", (REQ,), ""),
    ]
    (first, *_) = any_site.ledger().answers[key(0)]
    assert (first.by, first.send_id, first.candidate) == ("candidate, on the page", send_id, key(0))
    assert any_site.notified


@pytest.mark.long
def test_no_thanks_asks_why(any_site: Site) -> None:
    """After No thanks one tap names the reason; it is part of the reply, and another tap on No thanks keeps it."""
    page = any_site.page_of(any_site.write_to())
    assert "Would you tell us why?" not in get(page).text
    assert "Would you tell us why?" in any_site.choose(page, "no thanks").text
    tapped = post(f"{page}/answer", opening="0", answer="no thanks", why="pay")
    assert "no thanks, because of the pay" in tapped.text
    assert "Would you tell us why?" not in tapped.text
    any_site.choose(page, "no thanks")
    assert post(f"{page}/answer", opening="0", answer="no thanks", why="my boss").status_code == 400
    assert any_site.answers() == [("no thanks", (REQ,), ""), ("no thanks", (REQ,), "pay")]


@pytest.mark.long
def test_refresh_shows_a_reply_in_the_row(any_site: Site) -> None:
    """Not now, March: at the next refresh it is beside the row, in either kind of workbook."""
    any_site.choose(any_site.page_of(any_site.write_to()), "not now", "2027-03")
    room = any_site.desk.room()
    if any_site.desk.emulator:
        complete(room.store)
    outcome = refresh(room.store, room.clock, room.settings.conventions, room=room)
    cells = outcome.plan.publication.columns["Candidates"][key(0)]
    assert (cells["BP Next follow-up"], cells["BP Last touch"]) == ("2027-03-01", "2026-11-24")
    assert cells["BP Best match"] is None
    shown = room.store.read().tabs["BP Outreach"]
    assert [row[5] for row in shown][-1] == "not now"


@pytest.mark.parametrize("body", [{"List-Unsubscribe": "One-Click"}, {}, {"x": "y" * 90_000}])
def test_one_click_acts_at_once(any_site: Site, body: dict[str, str]) -> None:
    """RFC 8058: a POST without cookie, sign-in or redirect unsubscribes, whatever its body says."""
    leave = any_site.leave_of(any_site.write_to())
    answered = requests.post(leave, data=body, allow_redirects=False, timeout=WAIT)
    assert (answered.status_code, title(answered)) == (200, "You are off the list")
    assert "Set-Cookie" not in answered.headers
    again = requests.post(leave, files={"List-Unsubscribe": (None, "One-Click")}, allow_redirects=False, timeout=WAIT)
    assert again.status_code == 200
    assert [kind for kind, _, _ in any_site.answers()] == ["left the list", "suppressed"]


def test_never_again(any_site: Site) -> None:
    """After an unsubscribe: queued messages are cancelled, no new one is queued, and none is sent."""
    send_id = any_site.write_to()
    desk = any_site.desk
    desk.now = NOON + timedelta(days=20)
    room = desk.room()
    (waiting,) = propose(room, None, [key(0)], DANA, template="Is it still right?")
    (queued,) = queue(room, [waiting.draft], DANA)
    assert queued.send_id
    post(any_site.leave_of(send_id))
    (drafted,) = propose(desk.room(), REQ, [key(0)], DANA)
    assert "asked not to be contacted" in drafted.reasons
    (refused,) = queue(desk.room(), [drafted.draft], DANA)
    assert refused.reasons
    assert send(desk.room()).settled == {}
    assert any_site.ledger().sends[queued.send_id].state is State.CANCELLED
    assert desk.outbox == [send_id]


def test_unsubscribing_between_queue_and_send_stops_the_message(site: Site) -> None:
    """A worker that already has the message in its list finds the unsubscribe in the ledger before it sends."""
    send_id = site.write_to()
    desk = site.desk
    desk.now = NOON + timedelta(days=20)
    leave = site.leave_of(send_id)
    room = desk.room()
    drafts = [one.draft for one in propose(room, None, [key(0), key(1)], DANA, template="Is it still right?")]
    queued = queue(room, drafts, DANA)
    asked = iter([False, bool(post(leave).status_code != 200), False])
    assert send(desk.room(), should_stop=lambda: next(asked, False)).settled == {queued[1].send_id: State.SENT}


@pytest.mark.long
def test_scanners_change_nothing(site: Site) -> None:
    """GET and HEAD of every link and of every header's address, with any query, record nothing."""
    send_id = site.write_to()
    page, leave = site.page_of(send_id), site.leave_of(send_id)
    before = site.events()
    links = {page, leave, *(f"{page}/{what}" for what in ("about", "answer", "alerts", "details"))}
    links |= {
        f"{site.url}{path}" for path in re.findall(r'(?:href|action)="(/[^"]+)"', get(page).text + get(leave).text)
    }
    for link in sorted(links):
        for ask in (requests.get, requests.head, requests.options):
            for query in ("", "?done=answer", "?answer=interested&opening=0", "?List-Unsubscribe=One-Click"):
                assert ask(link + query, timeout=WAIT).status_code in {200, 405}
    assert site.events() == before


def test_headers_promise_one_click_only_over_https(tmp_path: Path) -> None:
    """Over https a message has both headers and its own page; otherwise the header names the mail address alone."""

    def headers(url: str, folder: Path) -> tuple[str, str | None]:
        folder.mkdir()
        desk = local_desk(folder, respond_url=url)
        site = Site(desk, url)
        message = site.message(site.write_to())
        return " ".join(str(message["List-Unsubscribe"]).split()), message["List-Unsubscribe-Post"]

    listed, promised = headers("https://talent.acme.example", tmp_path / "a")
    assert re.fullmatch(r"<https://talent\.acme\.example/u/[\w.-]+>, <mailto:[^>]+>", listed)
    assert promised == "List-Unsubscribe=One-Click"
    listed, promised = headers("http://127.0.0.1:9", tmp_path / "b")
    assert (listed.startswith("<mailto:"), promised) == (True, None)


def test_every_response_has_the_security_headers(site: Site) -> None:
    """Every response, good or bad, forbids scripts, frames, caches, indexing and referrers."""
    page = site.page_of(site.write_to())
    for response in (
        get(page),
        get(f"{page}/about"),
        get(f"{site.url}/nowhere"),
        post(f"{page}/answer"),
        post(site.url),
    ):
        assert {name: response.headers[name] for name in SECURITY} == SECURITY
        policy = response.headers["Content-Security-Policy"]
        assert policy.startswith("default-src 'none'; style-src 'sha256-")
        assert "<script" not in response.text
        assert "Set-Cookie" not in response.headers


@pytest.mark.long
def test_forged_foreign_and_torn_links_get_a_calm_page(site: Site, tmp_path: Path) -> None:
    """A token that was not signed here, or for an unknown message, shows an error page and records nothing."""
    page = site.page_of(site.write_to())
    token = page.rpartition("/")[2]
    other = tmp_path / "other"
    other.mkdir()
    foreign = Site(local_desk(other, respond_url=site.url), site.url)
    foreign_token = foreign.page_of(foreign.write_to()).rpartition("/")[2]
    name, signature = token.split(".")
    forged = [
        foreign_token,
        name,
        f"{name}.",
        f"{name}.{signature[:-1]}",
        f"{foreign_token.split('.')[0]}.{signature}",
        "x" * 300,
        f"{name}.{signature}x",
        "..%2f..%2fetc",
        "%00",
        "é.é",
    ]
    for one in forged:
        for response in (get(f"{site.url}/r/{one}"), post(f"{site.url}/u/{one}"), post(f"{site.url}/r/{one}/answer")):
            assert (response.status_code, title(response)) == (404, "This link does not work")
    assert site.answers() == []


def test_an_old_link_can_only_unsubscribe(site: Site) -> None:
    """After half a year a link can only unsubscribe."""
    send_id = site.write_to()
    page, leave = site.page_of(send_id), site.leave_of(send_id)
    site.desk.now = NOON + timedelta(days=181)
    assert (get(page).status_code, title(get(page))) == (410, "This link has expired")
    assert site.choose(page, "interested").status_code == 410
    assert site.answers() == []
    assert post(leave).status_code == 200
    assert [kind for kind, _, _ in site.answers()] == ["left the list", "suppressed"]


def test_after_unsubscribing_a_link_shows_and_records_nothing(site: Site) -> None:
    """A link that was used to unsubscribe says so, for every request with it."""
    send_id = site.write_to()
    page = site.page_of(send_id)
    post(site.leave_of(send_id))
    assert [title(one) for one in (get(page), site.choose(page, "interested"), get(f"{page}/about"))] == [
        "You are off the list"
    ] * 3
    assert [kind for kind, _, _ in site.answers()] == ["left the list", "suppressed"]


@pytest.mark.long
def test_only_a_tap_on_the_candidates_own_page_undoes_unsubscribing(any_site: Site) -> None:
    """After an unsubscribe the page has one button, which undoes it; opening it or a second press adds nothing."""
    send_id = any_site.write_to()
    page = any_site.page_of(send_id)
    left = post(any_site.leave_of(send_id))
    (back,) = re.findall(r'action="(/r/[^"]+)"', left.text)
    assert re.findall(r'action="(/r/[^"]+)"', get(page).text) == [back]
    assert get(f"{any_site.url}{back}").status_code == 405
    assert any_site.ledger().suppressed
    assert "You are back on the list" in post(f"{any_site.url}{back}").text
    state = any_site.ledger()
    assert (state.suppressed, has_unsubscribed(state.answers[key(0)])) == ({}, False)
    assert post(f"{any_site.url}{back}").status_code == 404
    assert "Thank you, your answer is noted." in any_site.choose(page, "interested").text


@pytest.mark.parametrize(
    ("path", "data"),
    [
        ("answer", {}),
        ("answer", {"opening": "0", "answer": "hired"}),
        ("answer", {"opening": "7", "answer": "interested"}),
        ("answer", {"opening": "1", "answer": "interested"}),
        ("answer", {"opening": "0", "answer": "not now", "month": "1999-01"}),
        ("answer", {"opening": "0", "answer": "not now"}),
        ("answer", {"opening": "0", "answer": "left the list"}),
        ("alerts", {"alerts": "perhaps"}),
    ],
)
def test_odd_forms_are_refused(site: Site, path: str, data: dict[str, str]) -> None:
    """A form that no button of the page sends is not recorded."""
    response = post(f"{site.page_of(site.write_to())}/{path}", **data)
    assert (response.status_code, title(response)) == (400, "That was not understood")
    assert site.answers() == []


def test_too_much_is_refused(site: Site) -> None:
    """A form that is too large is not read to its end."""
    response = post(f"{site.page_of(site.write_to())}/details", notes="x" * 200_000)
    assert response.status_code == 413


def test_details_are_a_suggestion(site: Site) -> None:
    """New details are recorded for a person, known ones are left out, and no cell is changed."""
    page = site.page_of(site.write_to())
    before = site.desk.store().read().tabs["Candidates"]
    post(f"{page}/details", title="Platform Engineer", skills="Kubernetes,  Go", location="=cmd()", notes="a\r\nb")
    (answer,) = site.ledger().answers[key(0)]
    assert (answer.state, answer.detail) == (Answer.DETAILS, "Location: =cmd(); Anything else: a b")
    assert site.desk.store().read().tabs["Candidates"] == before


def test_the_page_speaks_of_one_person_only(site: Site) -> None:
    """A page shows no key, address, rating, score, reason or Req ID, and no other person's name."""
    page = site.page_of(site.write_to())
    text = get(page).text + get(f"{page}/about").text
    for word in (key(0), key(1), "Person B", REQ, "Lost to another", "score", "@"):
        assert word not in text.replace("@media", "").replace("No score rejects", "")


def test_the_page_names_the_sender_as_the_message_does(tmp_path: Path) -> None:
    """The ledger has what was typed after --by, such as a short name of the setting `senders`; the page, the name."""
    made: list[Desk] = []

    def desk(url: str) -> Desk:
        made.append(local_desk(tmp_path, respond_url=url, senders={"dana": DANA}))
        return made[0]

    with served(desk) as site:
        page = site.page_of(site.write_to(by="dana"))
        assert "Dana Reyes from Acme wrote to you" in get(page).text
        # The name is no longer in the settings.
        made[0].options["senders"] = {"alex": ALEX}
        with served(lambda _: made[0]) as later:
            assert "dana from Acme wrote to you" in get(page.replace(site.url, later.url)).text


def test_alerts_are_recorded(site: Site) -> None:
    """Yes and no to further openings are kept, the last one counts."""
    page = site.page_of(site.write_to())
    post(f"{page}/alerts", alerts="yes")
    assert "At the moment you say: <strong>no</strong>" in post(f"{page}/alerts", alerts="no").text
    assert [(kind, value) for kind, _, value in site.answers()] == [("alerts", "yes"), ("alerts", "no")]


@pytest.mark.long
def test_many_requests_are_slowed_down(tmp_path: Path) -> None:
    """A link and an address have so many a minute; one click of mail providers, all from one address, still counts."""
    with served(lambda url: local_desk(tmp_path, respond_url=url), per_token=5, per_address=20) as site:
        send_ids = [site.write_to(number) for number in range(3)]
        first = site.page_of(send_ids[0])
        codes = [get(first).status_code for _ in range(7)]
        assert codes == [200] * 5 + [429] * 2
        assert get(first).headers["Retry-After"] == "60"
        codes = [get(f"{site.url}/r/a.b").status_code for _ in range(12)]
        assert codes == [404] * 5 + [429] * 7
        get(site.url + "/health")
        assert get(site.page_of(send_ids[1])).status_code == 429
        assert post(site.leave_of(send_ids[2])).status_code == 200


def test_the_memory_of_limits_is_bounded() -> None:
    """Names that are not seen any more are forgotten, and a window ends."""
    now = [0.0]
    limiter = Limiter(2, 60, lambda: now[0])
    assert [limiter.allows("a") for _ in range(3)] == [True, True, False]
    now[0] = 61
    assert limiter.allows("a")
    for number in range(MOST_NAMES + 50):
        limiter.allows(str(number))
    assert len(limiter) == MOST_NAMES


def test_if_the_ledger_cannot_be_reached_the_page_says_so(site: Site) -> None:
    """While no reply can be recorded, the page says so and asks to come back."""
    page = site.page_of(site.write_to())
    assert get(page).status_code == 200
    (ledger,) = site.desk.folder.glob("*/ledger.sqlite3")
    ledger.rename(ledger.with_suffix(".away"))
    response = site.choose(page, "interested")
    assert (response.status_code, title(response)) == (503, "That did not work just now")
    ledger.with_suffix(".away").rename(ledger)
    site.desk.now = NOON + timedelta(minutes=1)
    assert site.choose(page, "interested").status_code == 200


def test_the_page_works_under_a_path(tmp_path: Path) -> None:
    """Mounted in another app, its links and forms stay under that path."""
    desk = local_desk(tmp_path, respond_url="http://127.0.0.1:1/candidates")
    site = Site(desk, "")
    token = site.page_of(site.write_to()).rpartition("/")[2]
    app = Starlette(routes=[Mount("/candidates", create_app(desk.room))])
    said: list[Message] = []

    async def send_it(message: Message) -> None:
        said.append(message)

    async def receive() -> Message:
        return {"type": "http.request", "body": b"", "more_body": False}

    scope: Scope = {
        "type": "http",
        "method": "GET",
        "path": f"/candidates/r/{token}",
        "raw_path": b"",
        "root_path": "",
        "query_string": b"",
        "headers": [],
        "scheme": "http",
        "server": ("x", 1),
        "client": ("127.0.0.1", 1),
    }
    asyncio.run(app(scope, receive, send_it))
    assert f'action="/candidates/r/{token}/answer"'.encode() in said[1]["body"]


def test_a_candidate_can_unsubscribe_without_the_secret(site: Site) -> None:
    """Without the secret of the suppression list a candidate can still unsubscribe, by their key."""
    send_id = site.write_to()
    (secret,) = site.desk.folder.glob("*/suppression.key")
    secret.rename(secret.with_suffix(".away"))
    assert post(site.leave_of(send_id)).status_code == 200
    assert [kind for kind, _, _ in site.answers()] == ["left the list"]
    secret.with_suffix(".away").rename(secret)
    (drafted,) = propose(site.desk.room(), REQ, [key(0)], DANA)
    assert "asked not to be contacted" in " ".join(drafted.reasons).lower()


def test_a_recruiter_records_a_reply_by_telephone(site: Site) -> None:
    """A reply by telephone is the same event, with the name of who recorded it; without a name it is refused."""
    desk: Desk = site.desk
    site.write_to()
    room = desk.room()
    room.ledger.refresh()
    assert record(room, key(0), Answer.NOT_NOW, "Dana", value="2027-03", requisitions=(REQ,))
    with pytest.raises(BackpocketError, match="who logged this reply"):
        record(room, key(0), Answer.INTERESTED, " ")
    (answer,) = site.ledger().answers[key(0)]
    assert (answer.by, answer.subject) == ("Dana", "2027-03")
    assert Notice.HANDLED not in {event.state for event in site.events()}


def test_undoing_unsubscribe_applies_to_all_rows_of_the_candidate(site: Site) -> None:
    """The candidate's own page lifts every entry of their unsubscribe; a dead address stays suppressed."""
    send_id = site.write_to()
    post(site.leave_of(send_id))
    give_ids(site.desk)
    # The next process that sends completes the list: it adds the second row's own key and address.
    room = site.desk.room()
    room.read(sending=True)
    dead = digest(room.secret(), key(0).replace("@", "+x@"))
    room.ledger.change(
        lambda _: [
            Event(NOON, Notice.SUPPRESSED, detail=dead, subject="mail to this address bounced for good on 2026-11-24")
        ]
    )
    assert set(room.read(room.ledger.state).suppressed) == {"c-0", "c-3"}
    page = get(site.page_of(send_id)).text
    (back,) = re.findall(r'action="([^"]+/back)"', page)
    assert "You are back on the list" in post(f"{site.url}{back}").text
    drafted = propose(site.desk.room(), None, ["C-0", "C-3"], DANA, template="Is it still right?")
    assert ["asked not to be contacted" in " ".join(one.reasons).lower() for one in drafted] == [False, False]


def test_a_page_knows_its_person_under_a_new_key(site: Site) -> None:
    """After an ID column came, an earlier link still greets its person, shows what they said, and takes a change."""
    send_id = site.write_to()
    page = site.page_of(send_id)
    site.choose(page, "interested")
    give_ids(site.desk)
    site.desk.now = NOON + timedelta(minutes=2)
    room = site.desk.room()
    assert record(room, "C-3", Answer.NOT_NOW, DANA, value="2027-03", requisitions=(REQ,))
    site.desk.now = NOON + timedelta(minutes=4)
    text = get(page).text
    assert "Hello Person A" in text
    assert "Platform Engineer" in get(f"{page}/about").text
    assert "not now, ask me again in March 2027 (you said so on 24 November 2026)" in text
    site.choose(page, "interested")
    assert [one.state for one in room.read(room.ledger.refresh()).persons.replies_of(room.ledger.state, "c-0")] == [
        Answer.INTERESTED,
        Answer.NOT_NOW,
        Answer.INTERESTED,
    ]
