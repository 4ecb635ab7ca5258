"""Who is due for deletion, since when, by when, and why."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import UTC, date, datetime

import pytest

from automation.core.follow_ups.retention import Due, due_for_deletion, hold_on
from automation.core.ledger.events import PAGE, Answer, Event, State
from automation.core.model import Cell, Conventions, Snapshot
from automation.core.reasons import Reason, ReasonKind
from automation.core.workbook.assemble import Workbook, assemble

TODAY = date(2026, 11, 22)
ANA = "ana@mail.example"


def workbook(*events: Event, settings: Sequence[Sequence[Cell]] = (), rows: int = 1, **cells: Cell) -> Workbook:
    """Ana's rows, with these cells, and what the ledger knows of her."""
    known: dict[str, Cell] = {
        "Name": "Ana Souza", "Shelved on": "2025-01-01", "Shelve reason": "Timing", "Region": "DE",
        "Consent basis": "consent", "Consent on": "2026-01-01", "In process": None, "Last contact": None, **cells,
    }  # fmt: skip
    emails = [ANA.replace("@", f"+{number}@") if number else ANA for number in range(rows)]
    header = ["Email", *known]
    tabs = {
        "Candidates": [header, *([email, *known.values()] for email in emails)],
        "Requisitions": [["Req ID", "Title", "Must-have skills", "Opened on", "Status"]],
        "Settings": [["Name", "Value"], *settings],
    }
    return assemble(Snapshot(tabs), list(events), b"secret", Conventions(), TODAY)


def due(*events: Event, **cells: Cell) -> list[Due]:
    return due_for_deletion(workbook(*events, **cells))


def said(answer: Answer, day: str, by: str = PAGE, **more: str) -> Event:
    at = datetime.fromisoformat(day).replace(tzinfo=UTC)
    return Event(at, answer, candidate=ANA, by=by, message_id=f"answer.{day}", **more)


def test_who_asked_is_due_within_thirty_days() -> None:
    """Whatever the region and consent say; the day is that of the request."""
    (one,) = due(said(Answer.ERASE, "2026-11-20"), **{"Region": "US", "Consent on": None, "Shelved on": "2024-01-01"})
    assert (one.why.kind, one.since, one.by) == (ReasonKind.ERASE_ASKED, date(2026, 11, 20), date(2026, 12, 20))
    assert due(said(Answer.ERASE, "2026-11-20"), said(Answer.BACK, "2026-11-21"), Region="US") == []


def test_who_asked_waits_while_records_must_be_kept() -> None:
    """They are listed all the time, with that day, and are to be deleted within thirty days of it."""
    (one,) = due(said(Answer.ERASE, "2026-11-20"), **{"Region": "US", "Consent on": None, "Shelved on": "2026-03-01"})
    assert (one.hold and one.hold.until, one.by) == (date(2027, 3, 1), date(2027, 3, 31))


def test_consent_that_is_over() -> None:
    """Six months in Germany; due from the last day on, and one person however many rows."""
    (one,) = due_for_deletion(workbook(rows=3))
    assert (one.why.kind, one.since, one.by) == (ReasonKind.USE_ENDED, date(2026, 7, 1), date(2026, 7, 31))
    assert len(one.rows) == 3
    assert due(**{"Consent on": "2026-06-01"}) == []


def test_settings_change_the_months() -> None:
    """Of the region's own row."""
    longer = [["Retention DE: use for", 12], ["Retention FR: use for", 1]]
    assert due_for_deletion(workbook(settings=longer)) == []
    assert due_for_deletion(workbook(settings=[["Retention DE: use for", 0]])) == []
    assert workbook(settings=longer).book.rules.use_de == 12


@pytest.mark.parametrize(
    ("events", "counts"),
    [
        ([said(Answer.KEEP, "2026-10-01")], True),
        ([said(Answer.SPOKE, "2026-10-01", by="Dana", subject="call")], True),
        ([said(Answer.AUTO_REPLY, "2026-10-01")], False),
        ([said(Answer.SOFT_BOUNCE, "2026-10-01")], False),
        ([Event(datetime(2026, 10, 1, tzinfo=UTC), State.SENT, "s1", ANA, ("REQ-1",), "first note")], False),
    ],
)
def test_what_restarts_the_clock(events: list[Event], counts: bool) -> None:
    """Their own act and two-way contact; never our mail, a machine's reply or a bounce."""
    found = due(*events, **{"Consent basis": "legitimate interest", "Consent on": None, "Last contact": "2026-01-01"})
    assert (found == []) is counts


def test_in_process_pauses_the_clock() -> None:
    """But not a request to be deleted."""
    assert due(**{"In process": "REQ-1"}) == []
    assert len(due(said(Answer.ERASE, "2026-11-20"), **{"In process": "REQ-1"})) == 1


@pytest.mark.parametrize(
    ("region", "until"),
    [
        ("US", date(2027, 3, 1)),
        ("California", date(2030, 3, 1)),
        ("US-CA", date(2030, 3, 1)),
        ("Canada", None),
        ("FR", None),
    ],
)
def test_records_that_must_be_kept(region: str, until: date | None) -> None:
    """From the later of shelving and contact; a year in the United States, four in California."""
    found = workbook(**{"Region": region, "Shelved on": "2026-03-01"})
    assert hold_on(found, [ANA]) == (Reason(ReasonKind.RECORDS_KEPT, until=until) if until else None)
    assert hold_on(replace(found, today=date(2030, 3, 1)), [ANA]) is None


def test_records_are_kept_apart_before_they_are_due() -> None:
    """Where both settings are set, the later day counts, and the reason says so."""
    settings = [["Retention DE: keep for", 22]]
    (one,) = due_for_deletion(workbook(settings=settings))
    assert (one.why.kind, one.since) == (ReasonKind.KEPT_LONG_ENOUGH, date(2026, 11, 1))
    assert due_for_deletion(workbook(settings=[["Retention DE: keep for", 23]])) == []
