"""A whole mail domain on the suppression list, in either kind of ledger."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path

import pytest

from automation.core.ledger.events import State
from automation.core.ledger.suppression import domain_in
from automation.core.reasons import Reason, ReasonKind, read_suppression, suppression_text, words
from automation.errors import ConfigError
from automation.outreach.compose import propose, queue
from automation.outreach.suppression_list import suppress, suppress_domain, unsuppress_domain
from automation.refresh import refresh
from automation.services.init import complete
from tests.outreach.desk import DANA, DAY, REQ, Desk, key, local_desk, sheet_desk, tabs
from tests.sheets_emulator.server import Emulator
from tests.sheets_emulator.service import Service

THERE, BELOW, BESIDE = "ana@acme.example", "bo@mail.ACME.example", "cy@notacme.example"
END = date(2027, 3, 1)


@pytest.fixture(params=["sqlite", "sheet"])
def desk(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Desk]:
    """Three people: one at the domain, one at a part of it, one at another one that ends alike."""
    book = {name: [list(row) for row in rows] for name, rows in tabs(3).items()}
    for row, address in zip(book["Candidates"][1:], (THERE, BELOW, BESIDE), strict=True):
        row[1] = address
    if request.param == "sqlite":
        yield local_desk(tmp_path, book)
        return
    with Emulator(Service()) as emulator:
        made = sheet_desk(tmp_path, emulator, book)
        complete(made.store())
        yield made


def excluded(desk: Desk) -> dict[str, str]:
    """Who is off the slate, and why."""
    room = desk.room()
    plan = refresh(room.store, room.clock, room.settings.conventions, room=room, force=True).plan
    cells = plan.publication.columns["Candidates"]
    return {person: str(one["BP Follow-up reason"]) for person, one in cells.items() if not one["BP Best match"]}


def refused(desk: Desk) -> list[str]:
    """Who is not written to about the opening."""
    return [one.draft.candidate for one in propose(desk.room(), REQ, [THERE, BELOW, BESIDE], DANA) if one.reasons]


def test_a_domain_is_neither_matched_nor_written_to(desk: Desk) -> None:
    """People there and at parts of it are off; waiting messages are cancelled; the hidden tab holds no domain."""
    room = desk.room()
    queue(room, [one.draft for one in propose(room, REQ, [THERE, BESIDE], DANA)], DANA)
    stopped = suppress_domain(desk.room(), "@Acme.Example", DANA, "a client now", END)
    assert [one.queued.candidate for one in stopped] == [THERE]
    assert desk.states() == {State.CANCELLED.value: 1, State.QUEUED.value: 1}
    why = "None: their e-mail domain is suppressed until 2027-03-01: a client now"
    assert excluded(desk) == {THERE: why, BELOW.lower(): why}
    (drafted,) = propose(desk.room(), REQ, [BELOW], DANA)
    assert sum("domain is suppressed" in one for one in drafted.reasons) == 1
    shown = str(desk.store().read().tabs["BP Suppression"]).lower()
    assert "acme.example" not in shown


def test_it_ends_after_its_last_day(desk: Desk) -> None:
    """On the last day it holds, on the day after no more."""
    suppress_domain(desk.room(), "@acme.example", DANA, "", DAY)
    assert refused(desk) == [THERE, BELOW.lower()]
    workbook = desk.room().read()
    later = replace(workbook, today=DAY + timedelta(days=1))
    assert ([*workbook.suppressed], [*later.suppressed]) == ([THERE, BELOW.lower()], [])


def test_lifting_the_domain_lifts_no_person(desk: Desk) -> None:
    """A person at the domain who is on the list themselves stays there."""
    suppress(desk.room(), THERE, DANA, "asked")
    suppress_domain(desk.room(), "@acme.example", DANA, "a client")
    assert excluded(desk)[THERE] == "None: asked not to be contacted"
    assert unsuppress_domain(desk.room(), "@acme.example", DANA, "no client any more")
    assert not unsuppress_domain(desk.room(), "@acme.example", DANA, "again")
    assert list(excluded(desk)) == [THERE]


def test_what_is_no_domain_is_refused(desk: Desk) -> None:
    """A top-level domain, an address and a day in the past are mistakes."""
    for wrong in ("@com", "@", "@a b.example", "acme.example", "@x@acme.example"):
        assert domain_in(wrong) == ""
        with pytest.raises(ConfigError, match="is no domain"):
            suppress_domain(desk.room(), wrong, DANA, "")
    with pytest.raises(ConfigError, match="in the past"):
        suppress_domain(desk.room(), "@acme.example", DANA, "", DAY - timedelta(days=1))
    assert key(0) not in desk.room().read().suppressed


@pytest.mark.parametrize("until", [None, END])
@pytest.mark.parametrize("reason", ["", "a client: until further notice"])
def test_the_ledger_keeps_the_last_day(until: date | None, reason: str) -> None:
    """What is written is read again; a damaged day has no end."""
    why = Reason(ReasonKind.DOMAIN, what=reason, until=until)
    assert read_suppression(suppression_text(why)) == why
    assert read_suppression("[domain until 2027-99-01] x") == Reason(ReasonKind.DOMAIN, what="x")
    assert words(why).startswith("Their e-mail domain is suppressed")
