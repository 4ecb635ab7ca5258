from collections.abc import Mapping, Sequence
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from automation.core.model import CellError, Row
from automation.core.publishing.output_columns import LONGEST
from automation.core.publishing.plan import Plan
from automation.core.schema import CANDIDATES
from automation.store.memory import MemoryStore
from tests.core.small_workbooks import ANA, PLATFORM, Record, assembled, planned, run, said_about, shown, tabs

BEN = {**ANA, "name": "Ben Weber", "email": "ben@mail.example", "title": "Nurse", "location": "Oslo"}
TWIN = {"name": "Souza, Ana", "email": "as@work.example", "title": "Senior Platform Engineer", "location": "Lisboa"}


def hints(plan: Plan) -> Mapping[str, list[str]]:
    """The hints on rows that may be another row's person, by key."""
    return {
        key: said
        for key in plan.book.candidates["key"]
        for said in [[text for text in said_about(plan, key) if text.startswith(("May be", "Same "))]]
        if said
    }


def of(*people: Record, **others: Any) -> Mapping[str, list[str]]:
    """The hints in a workbook of these people."""
    return hints(planned(tabs([{**person, **others} for person in people], [PLATFORM])))


def with_columns(people: Sequence[Record], **columns: Sequence[Any]) -> Mapping[str, Sequence[Row]]:
    """A workbook with columns of people's own on the right."""
    book = tabs(people, [PLATFORM])
    rows = [list(row) for row in book[CANDIDATES]]
    for header, cells in columns.items():
        for row, cell in zip(rows, [header.replace("_", " "), *cells], strict=True):
            row.append(cell)
    return {**book, CANDIDATES: rows}


def test_both_rows_say_who_they_may_be() -> None:
    """Two rows of one person name each other, by key, with the evidence; a third row gets no hint."""
    why = "(same name, same title, same place): merge the two rows, or leave them."
    assert of(ANA, {**ANA, **TWIN}, BEN) == {
        "ana@mail.example": [f"May be the same person as as@work.example {why}"],
        "as@work.example": [f"May be the same person as ana@mail.example {why}"],
    }


def test_a_hint_stands_in_bp_check_and_stays() -> None:
    """BP Check shows the hint on both rows, no rows are merged, and a second run changes nothing."""
    store = MemoryStore(tabs([ANA, {**ANA, **TWIN}], [PLATFORM]))
    run(store)
    assert ["May be the same person" in check for check in shown(store.tabs[CANDIDATES], "BP Check")] == [True, True]
    assert len(shown(store.tabs[CANDIDATES], "BP Best match")) == 2
    assert not run(store).changed


def test_a_hint_shows_only_the_key_of_the_other_row() -> None:
    """Neither the other's number nor anything else typed there is shown."""
    phone = {"phone": "+351 912 345 678", "candidate_id": "C2", "name": "A. Souza", "notes": "private"}
    said = of({**ANA, "candidate_id": "C1", "phone": "912345678"}, {**BEN, **phone, "title": None, "location": None})
    assert said["C1"] == ["May be the same person as C2 (same phone, similar name): merge the two rows, or leave them."]


def test_many_rows_of_one_person_are_counted() -> None:
    """Three are named, the rest are counted, and the message fits its cell."""
    copies = [{**ANA, "email": f"a{n}@mail.example", "phone": "912345678"} for n in range(6)]
    messages = of(*copies)
    assert len(messages) == 6
    assert all("and 2 more: merge the rows" in text for said in messages.values() for text in said)
    assert all(len(text) <= LONGEST for said in messages.values() for text in said)


def test_rows_with_one_key_are_reported_once() -> None:
    """A doubled key has its own message already, and no hint."""
    assert of(ANA, ANA) == {}


@pytest.mark.parametrize(("field", "value"), [("phone", "912 345 678"), ("profile_url", "linkedin.com/in/ana")])
def test_a_number_shared_by_two_names_is_reported(field: str, value: str) -> None:
    """One number or profile under two names is pointed out as such, not as one person."""
    messages = of(ANA, BEN, **{field: value})
    assert [len(said) for said in messages.values()] == [1, 1]
    assert messages["ana@mail.example"][0].startswith(f"Same {field.partition('_')[0]} as ben@mail.example, but")


def test_a_stranger_is_named_once_for_each_row() -> None:
    """Two rows of one person share a number with a stranger: each of the two names the stranger only."""
    messages = of(ANA, {**ANA, **TWIN}, BEN, phone="912 345 678")
    assert messages["ana@mail.example"][1].startswith("Same phone as ben@mail.example, but")
    assert messages["ben@mail.example"] == [
        "Same phone as ana@mail.example, as@work.example, but they look like two people: correct it, or merge the rows."
    ]


def test_rows_that_speak_for_themselves_come_first() -> None:
    """A row that only a third one joins is named behind it, without a reason of its own."""
    bare = {**ANA, "title": None, "location": None}
    rows = [
        {**bare, "candidate_id": "A", "title": "Nurse"},
        {**bare, "candidate_id": "B", "title": "Clerk", "email": "as@work.example", "phone": "912 345 678"},
        {**bare, "candidate_id": "C", "phone": "912 345 678", "name": "A. Souza"},
    ]
    why = "May be the same person as C (same e-mail, similar name), B: merge the rows, or leave them."
    assert of(*rows)["A"] == [why]


def test_a_column_filled_down_by_mistake_is_reported_briefly() -> None:
    """Hundreds of rows with one number: each names three others and counts the rest."""
    crowd = [{**BEN, "name": f"Xu{n} Li{n}", "email": f"p{n:03}@mail.example"} for n in range(300)]
    messages = of(*crowd, phone="912345678")
    assert len(messages) == 300
    others = "p000@mail.example, p001@mail.example, p002@mail.example and 296 more"
    message = f"Same phone as {others}, but they look like two people: correct it, or merge the rows."
    assert messages["p007@mail.example"] == [message]


def test_a_column_of_peoples_own_is_evidence() -> None:
    """What people keep under a header of their own is compared, and only its header is named."""
    other = {**BEN, "name": "Ana Sousa"}
    assert of(ANA, other) == {}
    book = with_columns([ANA, other], Date_of_birth=["1980-03-01", "1980-03-01"])
    why = "(same Date of birth, similar name): merge the two rows, or leave them."
    assert hints(planned(book))["ana@mail.example"] == [f"May be the same person as ben@mail.example {why}"]


def test_the_programs_columns_are_no_evidence() -> None:
    """Columns that start with BP, known columns, failed formulas, and cells that say little are left out."""
    cells = {
        "BP_Notes": ["same", "same"],
        "Ref": ["A-17", CellError("#REF!")],
        "Tag": ["x", "n/a"],
        "Phone": ["1", "2"],
    }
    own = assembled(with_columns([ANA, BEN], **cells)).own_cells
    assert own == {"ana@mail.example": (("Ref", "A-17"),), "ben@mail.example": ()}


FIVE: Sequence[Record] = (
    ANA,
    {**ANA, **TWIN},
    BEN,
    {**BEN, "email": "b@x.example"},
    {**BEN, "name": "", "email": "c@x"},
)


@pytest.fixture(scope="module")
def hints_of_five() -> Mapping[str, list[str]]:
    """What is said of five rows of two people and a stranger."""
    found = of(*FIVE)
    assert len(found) >= 4
    return found


@given(people=st.permutations(FIVE))
def test_moving_rows_changes_no_hint(hints_of_five: Mapping[str, list[str]], people: Sequence[Record]) -> None:
    """Sorting the sheet shows the same words beside the same people."""
    assert of(*people) == hints_of_five


def test_a_row_inserted_elsewhere_changes_no_hint() -> None:
    """A new person above two rows of one person changes no hint on them."""
    pair = [ANA, {**ANA, **TWIN}]
    assert of(BEN, *pair) == of(*pair)


# -- One mailbox


def test_rows_that_count_as_one_person_say_so() -> None:
    """A mailbox makes one person of two last names: both rows say so, and not that they look like two people."""
    messages = of(ANA, {**BEN, "name": "Ana Weber", "email": "ana+jobs@mail.example", "phone": "912 345 678"})
    why = "so they count as one person: merge the rows, or give each an e-mail of its own."
    assert messages == {
        "ana@mail.example": [f"Same e-mail as ana+jobs@mail.example, {why}"],
        "ana+jobs@mail.example": [f"Same e-mail as ana@mail.example, {why}"],
    }


def test_a_number_of_one_person_is_no_strangers() -> None:
    """Rows that count as one person may share a number; a third one that has it is named."""
    other = {**BEN, "name": "Ana Weber", "email": "ana+jobs@mail.example"}
    messages = of(ANA, other, BEN, phone="912 345 678")
    said = "but they look like two people: correct it, or merge the rows."
    assert messages["ana@mail.example"][1] == f"Same phone as ben@mail.example, {said}"
    assert messages["ben@mail.example"] == [f"Same phone as ana+jobs@mail.example, ana@mail.example, {said}"]


def test_people_of_an_agency_are_no_mistake() -> None:
    """Each has a tag at the agency's mailbox, and another name: there is nothing to correct."""
    assert of({**ANA, "email": "agency+ana@x.example"}, {**BEN, "email": "agency+ben@x.example"}) == {}


def test_two_people_with_one_address_are_reported() -> None:
    """One address, with the same tag or none, under two names is a mistake of one of them."""
    for email in ("both@x.example", "both+jobs@x.example"):
        messages = of({**ANA, "candidate_id": "C1"}, {**BEN, "candidate_id": "C2"}, email=email)
        assert [
            said[0].startswith(f"Same e-mail as C{number}, but")
            for number, said in zip((2, 1), messages.values(), strict=True)
        ] == [True] * 2


def test_a_mailbox_filled_down_by_mistake_is_reported_briefly() -> None:
    """Hundreds of rows with one address: each names three others and counts the rest."""
    crowd = [{**BEN, "name": f"Xu{n} Li{n}", "candidate_id": f"p{n:03}", "email": "jobs@x.example"} for n in range(300)]
    messages = of(*crowd)
    assert len(messages) == 300
    assert "p000, p001, p002 and 296 more, but they look like two people" in messages["p007"][0]
