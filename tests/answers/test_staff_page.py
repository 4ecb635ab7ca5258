"""One click ends the nudge's mails to a colleague (RFC 8058)."""

import re
from email import message_from_bytes
from pathlib import Path

import requests

from automation.core.workbook.notice_log import read_notices
from automation.services.colleagues.nudge import Nudge
from tests.answers.site import Site, link_in, served
from tests.outreach.desk import DAY, Desk, local_desk, tabs


def with_owner(folder: Path, url: str) -> Desk:
    """A desk on which Dana owns the first two people."""
    header, *rows = tabs(2)["Candidates"]
    book = {**tabs(2), "Candidates": [(*header, "Owner"), *((*row, "dana@acme.example") for row in rows)]}
    return local_desk(folder, book, respond_url=url)


def leave_link(site: Site) -> str:
    Nudge(site.desk.room()).run()
    (mail,) = (place for place in site.desk.folder.glob("*/outbox/n*.eml") if b"dana@acme" in place.read_bytes())
    return link_in(message_from_bytes(mail.read_bytes()), "/n/")


def off(site: Site) -> frozenset[str]:
    return read_notices(site.desk.store().read().tabs).off


def test_one_click_leaves(tmp_path: Path) -> None:
    """Opening the link changes nothing; the button, and a mail program's post, do."""
    assert DAY.isoformat() == "2026-11-24"
    with served(lambda url: with_owner(tmp_path, url)) as site:
        link = leave_link(site)
        page = requests.get(link, timeout=30)
        assert page.status_code == 200
        assert "Stop these mails" in page.text
        assert not re.search("dana|person0", page.text)
        assert off(site) == frozenset()
        done = requests.post(link, data={"List-Unsubscribe": "One-Click"}, timeout=30)
        assert (done.status_code, off(site)) == (200, {"dana@acme.example"})
        assert requests.post(link, timeout=30).status_code == 200


def test_tokens_are_not_exchanged(tmp_path: Path) -> None:
    """A colleague's link opens no candidate's page, a candidate's link ends no colleague's mails."""
    with served(lambda url: with_owner(tmp_path, url)) as site:
        link = leave_link(site)
        for path in ("/r/", "/u/"):
            assert requests.get(link.replace("/n/", path), timeout=30).status_code == 404
        own = site.leave_of(site.write_to(0))
        assert requests.post(own.replace("/u/", "/n/"), timeout=30).status_code == 404
        assert requests.post(f"{link[:-3]}abc", timeout=30).status_code == 404
        assert off(site) == frozenset()
