"""Importing into a workbook with people, in a file and in a Google Sheet: rows that are there stay as they are."""

import itertools
from collections.abc import Callable, Iterator, Sequence
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from automation.core.imports.comparison import says
from automation.core.imports.reading import Wishes
from automation.core.model import Row
from automation.core.text import text_of
from automation.errors import ConfigError, StoreBusy
from automation.imports.files import read_bytes
from automation.outreach.suppression_list import suppress
from automation.retry import ATTEMPTS
from automation.services.imports.order import Imported, Order
from automation.services.imports.people import import_people
from automation.services.init import complete
from tests.outreach.desk import DANA, Desk, local_desk, sheet_desk
from tests.sheets_emulator.server import Emulator

CANDIDATES: Sequence[Row] = (
    ("Name", "Email", "Shelved on", "Shelve reason", "Skills", "Notes", "Mine"),
    ("Ana Souza", "ana@mail.example", "2026-03-01", "Timing", "Go", None, "kept"),
    ("Ben Okoro", "ben@mail.example", "2026-04-01", "Location", None, "=1+1", None),
)
REQUISITIONS: Sequence[Row] = (
    ("Req ID", "Title", "Must-have skills", "Opened on", "Status"),
    ("REQ-1", "Platform Engineer", "Go", "2026-11-01", "Open"),
)
FILE = (
    "Name,Email,Phone,Skills,Rejected on,Reason,Opted out\n"
    "Ana Souza,Ana+jobs@mail.example,+1 555 010 0001,Go,2026-09-09,Comp,\n"
    "Cleo Marsh,cleo@mail.example,+1 555 010 0002,Excel,2026-05-01,Too junior,yes\n"
    "Dev =Formula,dev@mail.example,,=SUM(1),2026-05-02,Timing,\n"
)
ORDER = Order(DANA)
MakeDesk = Callable[..., Desk]


@pytest.fixture(params=["file", "sheet"])
def desk(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Desk]:
    """A workbook of two people, prepared by `init`."""
    book = {"Candidates": CANDIDATES, "Requisitions": REQUISITIONS}
    if request.param == "file":
        made = local_desk(tmp_path, dict(book))
        complete(made.store())
        yield made
        return
    with Emulator() as emulator:
        made = sheet_desk(tmp_path, emulator, dict(book))
        complete(made.store())
        yield made


def imported(desk: Desk, text: str = FILE, order: Order = ORDER, name: str = "pool.csv") -> Imported:
    return import_people(desk.room(), [read_bytes(name, text.encode())], Wishes(), order)


def rows(desk: Desk, tab: str = "Candidates") -> list[dict[str, str]]:
    header, *body = desk.store().read().tabs[tab]
    names = [text_of(cell) for cell in header]
    return [dict(zip(names, map(text_of, [*row, *[None] * len(names)]), strict=False)) for row in body if any(row)]


def cells(desk: Desk) -> list[list[str]]:
    """People's own cells of the rows that were there."""
    width = len(CANDIDATES[0])
    return [
        [text_of(cell) for cell in [*row, *[None] * width][:width]]
        for row in desk.store().read().tabs["Candidates"][:3]
    ]


def offers(desk: Desk) -> list[tuple[str, str, str, str]]:
    return [(row["Candidate"], row["Column"], row["Current"], row["Offered"]) for row in rows(desk, "BP Import")]


def test_new_people_are_added_and_rows_stay(desk: Desk) -> None:
    """The columns that the file needs are added to the right; what differs stands in `BP Import`."""
    before = cells(desk)
    shown: list[str] = []
    done = import_people(desk.room(), [read_bytes("pool.csv", FILE.encode())], Wishes(), ORDER, shown.extend)
    assert (done.added, done.there, done.different, done.problems) == (2, 1, 1, [])
    assert shown == list(done.columns) == ["Phone", "Do not contact"]
    assert cells(desk) == before
    found = rows(desk)
    assert [row["Name"] for row in found] == ["Ana Souza", "Ben Okoro", "Cleo Marsh", "Dev =Formula"]
    assert (found[2]["Phone"], found[2]["Do not contact"], found[2]["Shelved on"]) == (
        "+1 555 010 0002",
        "yes",
        "2026-05-01",
    )
    assert found[2]["Mine"] == found[3]["Skills"] == ""
    assert offers(desk) == [
        ("ana@mail.example", "Phone", "", "+1 555 010 0001"),
        ("ana@mail.example", "Shelved on", "2026-03-01", "2026-09-09"),
        ("ana@mail.example", "Shelve reason", "Timing", "Pay too high"),
        ("ana@mail.example", "Reason detail", "", "Comp"),
    ]
    (line,) = rows(desk, "BP Actions")
    assert (line["Who"], line["Action"], line["Detail"]) == (DANA, "imported", "pool.csv: 2 added")


def test_the_same_file_again_changes_nothing(desk: Desk) -> None:
    imported(desk)
    before = desk.store().read()
    again = imported(desk)
    assert (again.added, again.there, again.columns) == (0, 3, [])
    after = desk.store().read()
    assert (after.tabs, after.version) == (before.tabs, before.version)


@pytest.mark.parametrize(("cell", "offered", "same"), [(True, "yes", True), (False, "no", True), (False, "yes", False)])
def test_a_checkbox_says_yes_or_no(cell: bool, offered: str, same: bool) -> None:
    """A tick in the sheet is not offered again as a yes."""
    assert says("do_not_contact", cell, offered) is same


def test_next_weeks_file_brings_what_is_new(desk: Desk) -> None:
    """What was taken over is not offered any more; what another file offered stays until it is."""
    imported(desk)
    more = FILE.replace("+1 555 010 0001", "") + "Eva Li,eva@mail.example,,,2026-06-01,Visa,\n"
    done = imported(desk, more, name="later.csv")
    assert (done.added, done.there) == (1, 3)
    assert offers(desk)[0] == ("ana@mail.example", "Phone", "", "+1 555 010 0001")
    assert len(rows(desk, "BP Import")) == 4
    assert {row["File"] for row in rows(desk, "BP Import")} == {"pool.csv"}


def test_dry_run_writes_nothing(desk: Desk) -> None:
    before = desk.store().read()
    done = imported(desk, order=Order(DANA, dry_run=True))
    assert (done.added, done.there, done.different, list(done.columns)) == (2, 1, 1, ["Phone", "Do not contact"])
    assert desk.store().read().tabs == before.tabs


def test_suppressed_people_are_not_brought_back(desk: Desk) -> None:
    """Neither under the address that they had, nor under another spelling of its mailbox."""
    suppress(desk.room(), "cleo@mail.example", DANA, "asked")
    done = imported(desk, FILE.replace("cleo@mail", "Cleo+x@mail"))
    assert [(one.who, "not brought back" in one.why) for one in done.left] == [("Cleo Marsh", True)]
    assert [row["Name"] for row in rows(desk)][2:] == ["Dev =Formula"]


def test_basis_and_region_hold_for_new_rows_only(desk: Desk) -> None:
    before = cells(desk)
    imported(desk, order=Order(DANA, "consent", date(2026, 1, 2), "DE"))
    found = rows(desk)
    assert [(row["Consent basis"], row["Consent on"], row["Region"]) for row in found] == [
        *[("", "", "")] * 2,
        *[("consent", "2026-01-02", "DE")] * 2,
    ]
    assert cells(desk) == before


@pytest.mark.parametrize(
    ("order", "said"),
    [
        (Order(DANA, "friendship"), "no consent basis"),
        (Order(DANA, "consent"), "needs a day"),
        (Order(DANA, basis_on=date(2026, 1, 1)), "Name the basis"),
        (Order(DANA, region="Atlantis"), "no region"),
    ],
)
def test_what_is_never_guessed(tmp_path: Path, order: Order, said: str) -> None:
    with pytest.raises(ConfigError, match=said):
        imported(local_desk(tmp_path), order=order)


def test_another_person_with_the_same_address(desk: Desk) -> None:
    """A second row with its key would keep both from being matched, so it is not added."""
    done = imported(desk, "Name,Email,Rejected on\nZoltan Kovacs,ana@mail.example,2026-01-02\n")
    assert done.added == 0
    assert ["row 2 of Candidates" in one.why for one in done.left] == [True]


def test_an_id_that_another_row_has(desk: Desk) -> None:
    imported(desk, "Candidate ID,Name,Email,Rejected on\n7,Eva Li,eva@mail.example,2026-01-02\n")
    done = imported(desk, "Candidate ID,Name,Email,Rejected on\n7,Fay Ott,fay@mail.example,2026-01-02\n")
    assert done.added == 1
    assert any("Candidate IDs" in line for line in done.remarks)
    assert [row["Candidate ID"] for row in rows(desk)][2:] == ["7", ""]


def test_people_without_an_address_are_not_added_twice(desk: Desk) -> None:
    text = "First Name,Last Name,Headline,Public Profile URL\nIda,Berg,Dev,https://www.linkedin.com/in/ida-berg/\n"
    names = "Candidate Name,Job,Status,Rejected At\nJo Ek,Dev,Rejected,2026-01-02\n"
    assert (imported(desk, text).added, imported(desk, names).added) == (1, 1)
    assert (imported(desk, text).added, imported(desk, names).added) == (0, 0)


def test_hired_and_open_people_who_have_a_row(desk: Desk) -> None:
    """The hire is offered, and no row is added for those who are in process."""
    text = (
        "Name,Email,Job,Stage,Status,Hired on\nAna Souza,ana@mail.example,R-2,Offer,Hired,2026-10-01\n"
        "Ben Okoro,ben@mail.example,R-3,Screen,Active,\nEva Li,eva@mail.example,R-3,Screen,Active,\n"
    )
    done = imported(desk, text)
    assert (done.added, done.there) == (0, 2)
    assert ("ana@mail.example", "Hired on", "", "2026-10-01") in offers(desk)
    assert ("ben@mail.example", "In process", "", "R-3") in offers(desk)


def test_a_workbook_that_others_change_all_the_time(desk: Desk) -> None:
    """After some attempts it gives up, and has written nothing."""
    before, changes = cells(desk), itertools.count(1)

    def meanwhile(_: Sequence[str]) -> None:
        other = desk.store()
        other.append("BP Actions", [["now", f"change {next(changes)}"]], other.read().version)

    with pytest.raises(StoreBusy):
        import_people(desk.room(), [read_bytes("pool.csv", FILE.encode())], Wishes(), ORDER, meanwhile)
    assert (cells(desk), len(rows(desk)), next(changes)) == (before, 2, ATTEMPTS + 1)


@pytest.mark.parametrize("stop", [1, 2, 3])
def test_a_stop_in_the_middle_is_finished_by_the_same_command(
    desk: Desk, monkeypatch: pytest.MonkeyPatch, stop: int
) -> None:
    """Rows go in batches into a Google Sheet; after a stop between two of them nobody is there twice, or missing."""
    text = "Name,Email,Phone,Rejected on\n" + "".join(
        f"Person{n} Surname{n},p{n}@mail.example,+1 555 01{n:05},2026-01-02\n" for n in range(25)
    )
    before = cells(desk)
    room = desk.room()
    writes = itertools.count(1)
    real = type(room.store).add_rows

    # Between two batches, where no real signal would hit on demand.
    def killed(store: Any, new: Any, version: str) -> Any:
        if next(writes) == stop:
            raise KeyboardInterrupt
        return real(store, new, version)

    with monkeypatch.context() as patched:
        # So many rows as go at once for real would only make the test slow.
        patched.setattr(type(room.store), "rows_at_once", 10)
        patched.setattr(type(room.store), "add_rows", killed)
        with pytest.raises(KeyboardInterrupt):
            import_people(room, [read_bytes("pool.csv", text.encode())], Wishes(), ORDER)
    done = imported(desk, text)
    assert done.added + done.there == 25
    found = [row["Email"] for row in rows(desk)][2:]
    assert found == [f"p{n}@mail.example" for n in range(25)]
    assert cells(desk) == before
    assert imported(desk, text).added == 0
