"""The candidates' page and the messages in the candidate's language, and the switch to another."""

import re
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import pytest
import requests
from playwright.sync_api import Browser, expect

from automation.core.languages.catalogue import LANGUAGES, texts_in
from automation.outreach.compose import propose
from tests.answers.site import Site, served
from tests.answers.test_browser import browser, look_over, opened
from tests.outreach.desk import DANA, NOON, REQ, key, local_desk, tabs

__all__ = ["browser"]

WAIT = 30
GERMAN = texts_in("de")


@pytest.fixture
def site(tmp_path: Path) -> Iterator[Site]:
    """Person 0 reads German, person 1 French by their region, person 2 Swedish, and person 3 English."""
    book = tabs(4)
    header, *rows = book["Candidates"]
    region = header.index("Region")
    said = (("Deutsch, English", "US"), ("", "FR"), ("Swedish", "US"), (None, "US"))
    kept = [
        (*row[:region], place, *row[region + 1 :], language, "legitimate interest", "2026-11-01")
        for row, (language, place) in zip(rows, said, strict=True)
    ]
    book = {**book, "Candidates": [(*header, "Language", "Consent basis", "Last contact"), *kept]}
    with served(lambda url: local_desk(tmp_path, book, respond_url=url), per_address=100_000) as running:
        running.desk.now = NOON + timedelta(days=30)
        yield running


def get(url: str, **headers: str) -> requests.Response:
    return requests.get(url, headers=headers, timeout=WAIT)


def post(url: str, **data: str) -> requests.Response:
    return requests.post(url, data=data, timeout=WAIT)


def language(response: requests.Response) -> str:
    """What the page says of itself."""
    found = re.search(r'<html lang="(\w+)">', response.text)
    assert found
    return found[1]


@pytest.mark.parametrize(("number", "read"), [(0, "de"), (1, "fr"), (2, "en"), (3, "en")])
def test_message_and_page_are_in_the_candidates_language(site: Site, number: int, read: str) -> None:
    """Subject, text, headers and HTML of the message, and the page behind its link."""
    send_id = site.write_to(number)
    message, texts = site.message(send_id), texts_in(read)
    assert message["Content-Language"] == read
    parts = [part.get_payload(decode=True) for part in message.walk() if not part.is_multipart()]
    plain, html = (part.decode() for part in parts if isinstance(part, bytes))
    assert texts.table["templates.First note.body"].partition(" ")[0] in plain
    assert f'<html lang="{read}">' in html
    page = get(site.page_of(send_id))
    assert language(page) == read
    assert texts("page.interested") in page.text


def test_a_language_without_texts_is_pointed_out(site: Site) -> None:
    """The recruiter sees in which language a message is, and that the candidate reads another."""
    room = site.desk.room()
    german, _, swedish, english = propose(room, REQ, [key(number) for number in range(4)], DANA)
    assert (german.draft.language, german.warnings) == ("de", [])
    assert [one for one in swedish.warnings if "Language" in one] == [
        "Language says Swedish, and this is written in English"
    ]
    assert english.warnings == []


def test_every_page_is_in_the_language(site: Site) -> None:
    """What a candidate comes to from their page: about, replies, unsubscribing and back, an expired link."""
    send_id = site.write_to()
    page, leave = site.page_of(send_id), site.leave_of(send_id)
    (answer,) = set(re.findall(r'action="(/r/[^"]+/answer[^"]*)"', get(page).text))
    said = post(f"{site.url}{answer}", opening="0", answer="no thanks", why="pay")
    assert GERMAN("page.done.answer") in said.text
    assert "nein, danke, wegen des Gehalts (so geantwortet am 24. Dezember 2026)" in said.text
    about = get(f"{page}/about")
    assert (language(about), GERMAN("page.held.heading") in about.text) == ("de", True)
    (button,) = re.findall(r'action="(/u/[^"]+)"', get(leave).text)
    left = post(f"{site.url}{button}")
    assert GERMAN("notices.left.title") in left.text
    (back,) = re.findall(r'action="(/r/[^"]+)"', left.text)
    assert GERMAN("page.done.back") in post(f"{site.url}{back}").text
    site.desk.now = NOON + timedelta(days=300)
    expired = get(page).text
    (button,) = re.findall(r'action="(/u/[^"]+)"', expired)
    assert GERMAN("notices.expired.title") in expired
    assert GERMAN("notices.left.title") in post(f"{site.url}{button}").text


def test_the_switch_keeps_what_was_typed(site: Site) -> None:
    """It needs no script; nothing is recorded, and what follows stays in the chosen language."""
    page = site.page_of(site.write_to())
    before = site.events()
    french = post(f"{page}/language", lang="fr", notes="Merci <b>", company="Globex", remote_ok="yes")
    assert (french.status_code, language(french)) == (200, "fr")
    assert "Merci &lt;b&gt;</textarea>" in french.text
    assert 'value="Globex"' in french.text
    assert '<option value="yes" selected>oui' in french.text
    assert "<details open>" in french.text
    assert site.events() == before
    (sent,) = re.findall(r'action="(/r/[^"]+/details[^"]*)"', french.text)
    done = post(f"{site.url}{sent}", notes="Merci", company="Globex")
    assert texts_in("fr")("page.done.details") in done.text
    assert site.ledger().answers[key(0)][-1].detail.endswith("Anything else: Merci")
    assert language(get(f"{page}/language")) == "de"
    unchanged = {"title": "Platform Engineer", "skills": "Kubernetes, Go"}
    assert "<details open>" not in post(f"{page}/language", lang="fr", **unchanged).text
    assert language(post(f"{page}/language", lang="xx")) == "de"


def test_every_notice_can_be_read_in_another_language(site: Site) -> None:
    """The links of a page that a form led to show the same page, too, or lead back to the candidate's own."""
    page = site.page_of(site.write_to())
    for what, shown in (
        ("answer", "page.interested"),
        ("erase", "notices.erasing.title"),
        ("answer", "notices.erasing.title"),
    ):
        (link,) = re.findall(r'href="([^"]*)\?lang=es"', post(f"{page}/{what}").text)
        assert texts_in("es")(shown) in get(f"{site.url}{link}?lang=es").text


def test_where_the_candidate_is_unknown_the_browser_decides(site: Site) -> None:
    """A broken link is explained in the browser's language, unless the address names one."""
    for header, query, read in (
        ("", "", "en"),
        ("pl-PL,pl;q=0.9,en;q=0.8", "", "pl"),
        ("sv, nl-BE;q=0.5", "", "nl"),
        ("sv", "", "en"),
        ("pl", "?lang=it", "it"),
        ("pl", "?lang=%22%3E", "pl"),
        (",;q=,-," * 400, "", "en"),
    ):
        page = get(f"{site.url}/r/a.b{query}", **{"Accept-Language": header})
        assert (page.status_code, language(page)) == (404, read), header
        assert texts_in(read)("notices.unknown.title") in page.text


def test_every_language_fits_a_phone(site: Site, browser: Browser) -> None:
    """No page is wider than a phone, every control can be hit, and axe finds nothing serious in German."""
    send_id = site.write_to()
    page = opened(browser, bypass_csp=True)
    for address in (site.page_of(send_id), f"{site.page_of(send_id)}/about", site.leave_of(send_id)):
        for read in LANGUAGES:
            page.goto(f"{address}?lang={read}")
            assert page.locator("html").get_attribute("lang") == read
            for summary in page.locator("summary").all():
                summary.click()
            assert page.evaluate("document.documentElement.scrollWidth <= window.innerWidth"), page.url
            heights = page.locator("button, nav a").evaluate_all("all => all.map(one => one.offsetHeight)")
            assert min(heights) >= 44, page.url
            if read == "de":
                look_over(page)


def test_a_candidate_switches_and_answers(site: Site, browser: Browser) -> None:
    """In German, typed, then in Dutch with the typed text, then sent by the Enter key; without scripts."""
    page = opened(browser, java_script_enabled=False)
    page.goto(site.page_of(site.write_to()))
    expect(page.get_by_role("heading", level=1)).to_have_text("Guten Tag Person A")
    page.get_by_text("Bei mir hat sich etwas geändert").click()
    page.get_by_label("Wo Sie arbeiten").fill("Globex")
    page.get_by_role("link", name="Sprache / Language: Deutsch").click()
    page.get_by_role("button", name="Nederlands").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Hallo Person A")
    expect(page.get_by_label("Waar je werkt")).to_have_value("Globex")
    page.get_by_label("Waar je werkt").press("Enter")
    expect(page.get_by_role("status")).to_have_text("Bedankt. Een medewerker kijkt ernaar.")
    assert [answer.detail for answer in site.ledger().answers[key(0)]] == ["Current company: Globex"]
    page.get_by_role("button", name="Ik heb interesse").click()
    expect(page.get_by_role("status")).to_have_text("Bedankt, je antwoord is genoteerd.")
