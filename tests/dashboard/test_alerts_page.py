"""The part Alerts of the outreach page: what is due is drafted, read and sent; releases are given and revoked."""

import json
from collections.abc import Callable, Iterator
from pathlib import Path

import openpyxl
import pytest
from playwright.sync_api import expect

from tests.dashboard.driving import Server, Tab, wait_for

Opened = Callable[..., Tab]
WHO = "mara.lindqvist@mail.example"


@pytest.fixture
def desk(sample: Path) -> Iterator[Server]:
    """A dashboard from which Dana may write; one candidate wants alerts."""
    book = openpyxl.load_workbook(sample)
    sheet = book["Candidates"]
    headers = [cell.value for cell in sheet[1]]
    (row,) = [number for number, line in enumerate(sheet.values, start=1) if WHO in line]
    sheet.cell(row, headers.index("Alerts") + 1).value = "yes"
    book.save(sample)
    senders = json.dumps({"Dana": "Dana Reyes <dana@acme.example>"})
    with Server(sample, BACKPOCKET_SENDERS=senders, BACKPOCKET_ORGANISATION="Acme") as server:
        yield server


@pytest.mark.long
def test_alerts_are_read_and_sent_and_releases_given_and_revoked(desk: Server, tab: Opened, sample: Path) -> None:
    """One look, one click, one message; a standing release is listed with its cap until it is revoked."""
    page = tab("/outreach?part=Alerts", server=desk)
    expect(page.page.get_by_text("1 alert due")).to_be_visible()
    page.named("Dana")
    page.button("Draft the alerts").click()
    expect(page.page.get_by_text("1 draft to read. Nothing is sent yet.")).to_be_visible()
    expect(page.page.get_by_text("template Alert · in English")).to_be_visible()
    page.button("Send 1 message").click()
    expect(page.page.get_by_text("1 message queued.")).to_be_visible()
    (sent,) = wait_for(lambda: list(sample.parent.rglob("outbox/*.eml")))
    assert "Subject: New: " in sent.read_text(encoding="utf-8")
    expect(page.page.get_by_text("0 alerts due")).to_be_visible()
    expect(page.button("Draft the alerts")).to_be_disabled()

    page.button("Give a standing release").click()
    expect(page.page.get_by_text("by Dana Reyes · 0 of 20 within 7 days · until")).to_be_visible()
    page.open("/activity?part=Standing+releases")
    expect(page.page.get_by_text("by Dana Reyes · 0 of 20 within 7 days · until")).to_be_visible()
    page.button("Revoke").click()
    page.page.get_by_label("Why").fill("I read them myself again")
    page.button("Revoke now").click()
    expect(page.page.get_by_text("There is no standing release.")).to_be_visible()
