"""A whole mail domain, or a company, on the suppression list, in either kind of ledger."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from automation.core.ledger.events import State
from automation.core.ledger.suppression import domain_in
from automation.core.reasons import Reason, ReasonKind
from automation.core.reports.suppressed import entries_without_a_row, suppressed_candidates
from automation.core.suppression_text import read_suppression, suppression_text
from automation.errors import ConfigError
from automation.outreach.compose import propose, queue
from automation.outreach.suppression_list import (
    Organisation,
    suppress,
    suppress_organisation,
    unsuppress_organisation,
)
from automation.refresh import refresh
from automation.services.init import complete
from tests.outreach.desk import DANA, DAY, REQ, Desk, key, local_desk, sheet_desk, tabs
from tests.sheets_emulator.server import Emulator
from tests.sheets_emulator.service import Service

THERE, BELOW, BESIDE = "ana@acme.example", "bo@mail.ACME.example", "cy@notacme.example"
END = date(2027, 3, 1)
ACME = Organisation.named("@acme.example")


@pytest.fixture(params=["sqlite", "sheet"])
def desk(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Desk]:
    """Three people: one at the domain, one at a part of it, one at another one that ends alike."""
    book = {name: [list(row) for row in rows] for name, rows in tabs(3).items()}
    book["Candidates"][0].append("Current company")
    where = (THERE, "Acme Robotics, Inc."), (BELOW, "ACME ROBOTICS"), (BESIDE, "Acme")
    for row, (address, company) in zip(book["Candidates"][1:], where, strict=True):
        row[1] = address
        row.append(company)
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
    stopped = suppress_organisation(desk.room(), Organisation.named("@Acme.Example"), "Lee", "a client now", END)
    assert ([one.queued.candidate for one in stopped.cancelled], stopped.people) == ([THERE], [THERE, BELOW.lower()])
    assert desk.states() == {State.CANCELLED.value: 1, State.QUEUED.value: 1}
    why = "None: their e-mail domain is suppressed until 2027-03-01 by Lee: a client now"
    assert excluded(desk) == {THERE: why, BELOW.lower(): why}
    (drafted,) = propose(desk.room(), REQ, [BELOW], DANA)
    assert sum("domain is suppressed" in one for one in drafted.reasons) == 1
    shown = str(desk.store().read().tabs["BP Suppression"]).lower()
    assert "acme.example" not in shown


def test_it_ends_after_its_last_day(desk: Desk) -> None:
    """On the last day it holds, on the day after no more."""
    suppress_organisation(desk.room(), ACME, DANA, "", DAY)
    assert refused(desk) == [THERE, BELOW.lower()]
    workbook = desk.room().read()
    later = replace(workbook, today=DAY + timedelta(days=1))
    assert ([*workbook.suppressed], [*later.suppressed]) == ([THERE, BELOW.lower()], [])


def test_lifting_the_domain_lifts_no_person(desk: Desk) -> None:
    """A person at the domain who is on the list themselves stays there."""
    suppress(desk.room(), THERE, DANA, "asked")
    suppress_organisation(desk.room(), ACME, DANA, "a client")
    assert excluded(desk)[THERE] == "None: asked not to be contacted"
    assert unsuppress_organisation(desk.room(), ACME, DANA, "no client any more")
    assert not unsuppress_organisation(desk.room(), ACME, DANA, "again")
    assert list(excluded(desk)) == [THERE]


def test_what_is_no_domain_is_refused(desk: Desk) -> None:
    """A top-level domain, an address and a day in the past are mistakes."""
    for wrong in ("@com", "@", "@a b.example", "acme.example", "@x@acme.example"):
        assert domain_in(wrong) == ""
        with pytest.raises(ConfigError, match="is no domain"):
            Organisation.named(wrong)
    with pytest.raises(ConfigError, match="no name of a company"):
        Organisation.named(" - ", company=True)
    with pytest.raises(ConfigError, match="in the past"):
        suppress_organisation(desk.room(), ACME, DANA, "", DAY - timedelta(days=1))
    assert key(0) not in desk.room().read().suppressed


def test_a_company_is_neither_matched_nor_written_to(desk: Desk) -> None:
    """However the name and its legal form are written, but no other name; the list says who decided, and why."""
    room = desk.room()
    queue(room, [one.draft for one in propose(room, REQ, [BELOW, BESIDE], DANA)], DANA)
    company = Organisation.named("acme robotics LLC", company=True)
    rehearsed = suppress_organisation(desk.room(), company, DANA, "a client", END, dry_run=True)
    assert (len(rehearsed.cancelled), desk.states()) == (1, {State.QUEUED.value: 2})
    assert suppress_organisation(desk.room(), company, DANA, "a client", END).people == [THERE, BELOW.lower()]
    assert desk.states() == {State.CANCELLED.value: 1, State.QUEUED.value: 1}
    why = f"None: their company is suppressed until 2027-03-01 by {DANA}: a client"
    assert excluded(desk) == {THERE: why, BELOW.lower(): why}
    assert refused(desk)[:2] == [THERE, BELOW.lower()]
    assert [(one.candidate, one.by, one.since, one.until) for one in suppressed_candidates(desk.room().read())] == [
        (THERE, DANA, DAY, END),
        (BELOW.lower(), DANA, DAY, END),
    ]
    later = replace(desk.room().read(), today=END + timedelta(days=1))
    assert [*later.suppressed] == []
    assert unsuppress_organisation(desk.room(), Organisation.named("Acme Robotics", company=True), DANA, "no client")
    assert [*desk.room().read().suppressed] == []


def test_who_suppressed_a_person_is_kept(desk: Desk) -> None:
    """Who decided, when and why stand in the list and in the refusal; entries without a row are counted."""
    suppress(desk.room(), THERE, DANA, "asked by phone")
    suppress(desk.room(), "gone@else.example", DANA, "asked")
    workbook = desk.room().read()
    (one,) = suppressed_candidates(workbook)
    assert (one.candidate, one.why, one.by, one.since) == (THERE, "asked by phone", DANA, DAY)
    assert entries_without_a_row(workbook) == 1
    (drafted,) = propose(desk.room(), REQ, [THERE], DANA)
    assert "asked by phone (suppressed by Dana Reyes)" in drafted.reasons


@given(
    what=st.text("ab []:<>@.", max_size=12).map(str.strip),
    who=st.text("ab []<>@.", max_size=12),
    until=st.none() | st.dates(),
    kind=st.sampled_from((ReasonKind.ASKED, ReasonKind.DOMAIN, ReasonKind.COMPANY)),
)
def test_what_the_ledger_keeps_is_read_again(what: str, who: str, until: date | None, kind: ReasonKind) -> None:
    """Kind, words, last day and who decided, whatever people type; brackets in a name become round ones."""
    asked = kind is ReasonKind.ASKED
    assume(not asked or (what and not (what.startswith("[by ") and not who.split())))
    why = Reason(kind, what=what, who=who, until=None if asked else until)
    kept = " ".join(who.replace("[", "(").replace("]", ")").split())
    assert read_suppression(suppression_text(why)) == replace(why, who=kept)


def test_what_earlier_versions_and_damage_left_is_read() -> None:
    """Words without a head are words; a damaged day is no end."""
    assert read_suppression("[domain until 2027-99-01] x") == Reason(ReasonKind.DOMAIN, what="x")
    assert read_suppression("[] x") == Reason(ReasonKind.ASKED, what="[] x")
    assert read_suppression("[domain]") == Reason(ReasonKind.DOMAIN)
