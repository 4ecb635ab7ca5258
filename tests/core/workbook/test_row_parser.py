from datetime import date
from typing import Any

import pytest

from automation.core.model import (
    Cell,
    CellError,
    Conventions,
    Level,
    Pay,
    Remote,
    ShelveReason,
    Skill,
    Stage,
    Stance,
    Status,
    each_row,
)
from automation.core.parsing import inferred_level
from automation.core.publishing.scaffold import additions
from automation.core.schema import CANDIDATES, REQUISITIONS
from automation.core.tabs.grid import shelved_row
from automation.errors import MissingTab, SchemaError
from tests.core.small_workbooks import ANA, PLATFORM, TODAY, Record, assembled, read, tabs

PLAIN = {"name": "Bo Li", "email": "bo@mail.example", "shelved_on": "2026-03-01", "shelve_reason": "Timing"}


def candidate(**cells: Cell) -> Any:
    """The first candidate of a workbook of one."""
    return next(each_row(read([{**PLAIN, **cells}], []).candidates))


def requisition(**cells: Cell) -> Any:
    """The first requisition of a workbook of one."""
    return next(each_row(read([], [{**PLATFORM, **cells}]).requisitions))


def said(person: Record | None = None, role: Record | None = None) -> list[tuple[str, int | None]]:
    """Column and row of each problem of a workbook of one person or one requisition."""
    book = read([] if person is None else [{**PLAIN, **person}], [] if role is None else [{**PLATFORM, **role}])
    return [(problem.column, problem.row) for problem in book.problems]


def test_a_good_row_is_read_whole() -> None:
    """Every cell of a readable row arrives as its own kind of value."""
    row = next(each_row(read([ANA], []).candidates))
    assert (row.Index, row.key, row.row, row.name) == ("ana@mail.example", "ana@mail.example", 2, "Ana Souza")
    assert (row.shelved_on, row.revisit_on) == (date(2026, 9, 1), date(2026, 10, 1))
    assert (row.shelve_reason, row.stage, row.level, row.rating) == (
        ShelveReason.TIMING,
        Stage.OFFER,
        Level.SENIOR,
        5,
    )
    assert row.skills == (Skill("Kubernetes"), Skill("Golang"), Skill("Terraform"))
    assert row.pay == Pay(90_000, 90_000, "EUR")


def test_a_good_requisition_is_read_whole() -> None:
    """Every cell of a readable requisition arrives as its own kind of value."""
    row = requisition(feeders="req-7; REQ-8", sponsors="yes")
    assert (row.Index, row.key, row.status, row.remote) == ("req-1", "REQ-1", Status.OPEN, Remote.ONSITE)
    assert (row.must, row.nice, row.feeders) == (("Kubernetes", "Golang"), ("Terraform",), ("req-7", "req-8"))
    assert (row.pay, row.sponsors, row.opened_on) == (Pay(80_000, 100_000, "EUR"), True, date(2026, 11, 1))


def test_missing_optional_columns_are_no_problem() -> None:
    """Only what is bold in the contract must be there."""
    assert said(person={}) == []
    assert [problem.column for problem in read([], [{"req_id": "R", "title": "T"}]).problems] == [
        "Status",
        "Opened on",
    ]


@pytest.mark.parametrize(
    ("field", "header"), [("name", "Name"), ("shelved_on", "Shelved on"), ("shelve_reason", "Shelve reason")]
)
def test_an_empty_required_cell_is_a_problem_of_its_row(field: Any, header: str) -> None:
    """An empty cell under a bold header is reported by column and row number, and the candidate stays."""
    assert said(person={field: None}) == [(header, 2)]
    assert len(read([{**PLAIN, field: None}], []).candidates) == 1


@pytest.mark.parametrize(("field", "header"), [("title", "Title"), ("opened_on", "Opened on"), ("status", "Status")])
def test_an_empty_required_cell_of_a_requisition_is_a_problem(field: Any, header: str) -> None:
    """An empty cell under a bold header of Requisitions is reported too."""
    assert said(role={field: None}) == [(header, 2)]


def test_a_row_without_a_key_is_reported_and_left_out() -> None:
    """A candidate without ID and e-mail cannot be matched, and the row says so."""
    book = read([{**PLAIN, "email": None}], [{**PLATFORM, "req_id": " "}])
    assert (len(book.candidates), len(book.requisitions)) == (0, 0)
    assert [(problem.tab, problem.column, problem.row) for problem in book.problems] == [
        (CANDIDATES, "Email", 2),
        (REQUISITIONS, "Req ID", 2),
    ]


@pytest.mark.parametrize(
    ("field", "header", "cell"),
    [
        ("shelved_on", "Shelved on", "03/04/2026"),
        ("revisit_on", "Revisit on", "2999-12-31"),
        ("revisit_on", "Revisit on", date(1900, 1, 1)),
        ("pay", "Pay expectation", -65_000),
        ("pay", "Pay expectation", "65k"),
        ("level", "Level", "ninja"),
        ("rating", "Rating", 9),
        ("email", "Email", "not an address"),
        ("skills", "Skills", CellError("#REF!")),
        ("title", "Current title", CellError("#N/A")),
        ("last_contact", "Last contact", "2027-01-01"),
        ("shelved_on", "Shelved on", "2026-11-23"),
        ("do_not_contact", "Do not contact", "maybe"),
        ("currency", "Currency", "ducats"),
    ],
)
def test_an_unreadable_cell_is_a_problem_and_the_row_goes_on(field: Any, header: str, cell: Cell) -> None:
    """An unreadable cell is reported with its column and row, and the rest of the row counts."""
    assert said(person={field: cell}) == [(header, 2)]
    assert candidate(**{field: cell}).name == "Bo Li"


def test_the_ambiguous_date_is_unknown_until_an_order_is_set() -> None:
    """03/04/2026 is a Problem without an order, and a day with one."""
    assert candidate(shelved_on="03/04/2026").shelved_on is None
    book = read([{**PLAIN, "shelved_on": "03/04/2026"}], [], Conventions(date_order="DMY"))
    assert next(each_row(book.candidates)).shelved_on == date(2026, 4, 3)
    assert book.problems == []


def test_today_does_not_lie_ahead() -> None:
    """A person shelved today is shelved."""
    assert candidate(shelved_on=TODAY).shelved_on == TODAY


@pytest.mark.parametrize(
    ("pay", "currency", "read_as"),
    [
        ("65k", "GBP", Pay(65_000, 65_000, "GBP")),
        ("£65,000", None, Pay(65_000, 65_000, "GBP")),
        ("65k", None, Pay(65_000, 65_000, None)),
        ("negotiable", "EUR", None),
        ("£65k", "EUR", None),
    ],
)
def test_currency_comes_from_the_cell_or_its_column(pay: Any, currency: Any, read_as: Any) -> None:
    """Without symbol and Currency the currency is unknown, never inferred."""
    assert candidate(pay=pay, currency=currency).pay == read_as


def test_numbers_typed_as_text_and_text_typed_as_numbers() -> None:
    """A cell's kind does not matter: "5" is a rating, 42 is an ID."""
    row = candidate(rating="5", years="7", candidate_id=42.0, phone=491_701_234_567, title=2026)
    assert (row.rating, row.years, row.key, row.phone, row.title) == (5, 7, "42", "491701234567", "2026")


def test_a_question_in_a_skills_cell_is_a_problem() -> None:
    """It quotes the words, and the other skills of the cell are read."""
    book = read([{**PLAIN, "skills": "Python? to be checked, SQL"}], [])
    assert next(each_row(book.candidates)).skills == (
        Skill("Python", Stance.DOUBTFUL, "Python? to be checked"),
        Skill("SQL"),
    )
    assert [problem.message for problem in book.problems] == [
        (
            "Skills 'Python? to be checked, SQL' leaves open 'Python? to be checked': "
            "ask, then write only the skill, or remove it."
        )
    ]


def test_an_abbreviation_of_two_skills_is_a_problem_unless_the_aliases_teach_it() -> None:
    """TF alone is asked about, also where a requisition asks for it; the tab Aliases says what it means."""
    assert said(person={"skills": "TF"}) == [("Skills", 2)]
    assert said(role={"must": "TF"}) == [("Must-have skills", 2)]
    assert said(person={"skills": "TF, Packer, AWS"}) == []


def test_text_of_any_script_is_kept() -> None:
    """Names and skills of any script arrive as typed."""
    row = candidate(name="נועה כהן", skills="مهندس, 🚀 growth")
    assert (row.name, row.skills) == ("נועה כהן", (Skill("مهندس"), Skill("🚀 growth")))


@pytest.mark.parametrize("field", ["name", "title", "skills", "pay", "notes", "shelved_on", "candidate_id", "location"])
def test_the_longest_cells_are_read(field: Any) -> None:
    """A cell of 50,000 characters is read like any other, and a message quotes only its beginning."""
    book = read([{**PLAIN, field: "x" * 50_000}], [])
    assert len(book.candidates) == 1
    assert all(len(problem.message) < 300 for problem in book.problems)


def test_a_key_that_two_rows_share_matches_neither() -> None:
    """Two people with one address: both are left out, and both rows say so."""
    book = read([ANA, {**PLAIN, "email": " ANA@mail.example "}, PLAIN], [PLATFORM, {**PLATFORM, "req_id": "req-1"}])
    assert list(book.candidates.index) == ["bo@mail.example"]
    assert list(book.requisitions.index) == []
    assert book.doubled == {CANDIDATES: ["ana@mail.example"], REQUISITIONS: ["req-1"]}
    assert [(p.tab, p.row) for p in book.problems if "more than one row" in p.message] == [
        (CANDIDATES, 2),
        (CANDIDATES, 3),
        (REQUISITIONS, 2),
        (REQUISITIONS, 3),
    ]


def test_an_id_equal_to_anothers_address_matches_neither() -> None:
    """A Candidate ID equal to another row's e-mail names two people, so neither is matched under it."""
    book = read([{**PLAIN, "candidate_id": "Ana@mail.example"}, ANA], [])
    assert list(book.candidates.index) == []
    assert book.doubled[CANDIDATES] == ["ana@mail.example"]


def test_one_address_under_two_ids_is_two_people() -> None:
    """With IDs of their own, two rows may share an address."""
    book = read([{**PLAIN, "candidate_id": "C1"}, {**PLAIN, "candidate_id": "C2"}], [])
    assert list(book.candidates.index) == ["c1", "c2"]


@pytest.mark.parametrize(
    ("cell", "excluded"),
    [
        *((cell, True) for cell in ("yes", True, "perhaps", "?", "??", "TBC", "not sure", "unknown")),
        *((cell, False) for cell in ("no", None, False, "-", "n/a", "none")),
    ],
)
def test_only_a_clear_no_allows_contact(cell: Cell, excluded: Any) -> None:
    """Do not contact is read to be safe."""
    assert candidate(do_not_contact=cell).do_not_contact is excluded


@pytest.mark.parametrize(
    "cell",
    [
        "REQ-1, REQ-2",
        "REQ-1; req-2",
        "REQ-1\nREQ-2",
        "• REQ-1\n• REQ-2",
        "REQ-1 REQ-2",
        "REQ-1/REQ-2",
        "REQ-1 and REQ-2",
    ],
)
def test_feeder_reqs_are_a_list(cell: str) -> None:
    """However they are separated; an ID with a blank or a slash is one, too."""
    assert {"req-1", "req-2"} <= set(requisition(feeders=cell).feeders)


@pytest.mark.parametrize(
    ("cell", "feeders"),
    [("REQ 12", ("req 12",)), ("Sales/2024", ("sales/2024",)), (12, ("12",)), ("n/a", ()), ("-", ())],
)
def test_one_feeder_req(cell: Cell, feeders: tuple[str, ...]) -> None:
    """It is not cut where a part is no ID by itself."""
    assert requisition(feeders=cell).feeders == feeders


WORDS = (
    "title",
    "company",
    "owner",
    "champion",
    "promised",
    "source",
    "shelved_from",
    "profile_url",
    "region",
    "notes",
)


@pytest.mark.parametrize("cell", ["-", "—", "n/a", "N/A", "none", "null", "TBD", "?", "unknown"])
def test_a_cell_that_says_nothing_is_empty(cell: str) -> None:
    """Systems export them for empty cells: no owner, no company that two people share, no title."""
    row, role = candidate(**dict.fromkeys(WORDS, cell)), requisition(hiring_manager=cell, recruiter=cell, family=cell)
    assert {getattr(row, field) for field in WORDS} == {""}
    assert (role.hiring_manager, role.recruiter, role.family) == ("", "", "")
    assert said(role={"title": cell}) == [("Title", 2)]


@pytest.mark.parametrize(
    "cell", ["Unassigned", "not assigned", "nicht zugewiesen", "non attribué", "sin asignar", "nikt"]
)
def test_unassigned_is_no_colleague(cell: str) -> None:
    """A company may be called so."""
    row, role = candidate(owner=cell, champion=cell, company=cell), requisition(hiring_manager=cell, recruiter=cell)
    assert (row.owner, row.champion, row.company) == ("", "", cell)
    assert (role.hiring_manager, role.recruiter) == ("", "")


@pytest.mark.parametrize(("cell", "text"), [("no", ""), (None, ""), ("n/a", ""), ("REQ-3", "REQ-3"), ("yes", "yes")])
def test_a_no_in_process_or_hired_names_no_requisition(cell: Cell, text: str) -> None:
    """A cell that says "no" names no requisition."""
    assert candidate(in_process=cell).in_process == text


@pytest.mark.parametrize(
    ("place", "asked"), [("Milan, MI", 2), ("Milan, MI, Italy", 0), ("Milano, MI", 0), ("Milan", 0)]
)
def test_a_town_in_two_countries_is_asked_about(place: str, asked: int) -> None:
    """Of a candidate and of a requisition; the sentence says what to write."""
    found = read([{**ANA, "location": place}], [{**PLATFORM, "location": place}]).problems
    sentence = f"Location '{place}' may be in either of two countries: write the country, too."
    assert [one.message for one in found if one.column == "Location"] == [sentence] * asked


def test_a_place_that_is_remote_is_no_place() -> None:
    """A location of "Remote" is a way to work, not a place."""
    assert (candidate(location="Remote").location, candidate(location="Remote").works_remotely) == ("", True)
    assert (requisition(location="Remote", remote=None).remote, requisition(location="Lisbon").location) == (
        Remote.REMOTE,
        "Lisbon",
    )


@pytest.mark.parametrize(
    ("location", "remote_ok", "works"),
    [
        ("Berlin", None, None),
        ("Berlin", "yes", True),
        ("Berlin, cannot work remotely", None, False),
        ("Berlin, cannot work remotely", "no", False),
        ("Berlin, cannot work remotely", "yes", None),
        ("no WFH", None, False),
        ("Berlin (remote)", None, True),
        ("Berlin (remote)", "no", False),
        ("Remote", "no", True),
        ("tired of remote", None, None),
    ],
)
def test_remote_work_is_read_from_both_columns(location: Any, remote_ok: Any, works: Any) -> None:
    """Location and Remote OK say it together; where they contradict each other, it is unknown."""
    assert candidate(location=location, remote_ok=remote_ok).works_remotely is works


@pytest.mark.parametrize(
    ("cells", "band"),
    [
        ({"pay_min": "80k", "pay_max": "100k", "currency": "EUR"}, Pay(80_000, 100_000, "EUR")),
        ({"pay_min": None, "pay_max": "£90,000", "currency": None}, Pay(90_000, 90_000, "GBP")),
        ({"pay_min": "80k", "pay_max": None, "currency": "EUR"}, None),
        ({"pay_min": "80k", "pay_max": "100k", "currency": None}, None),
    ],
)
def test_a_pay_band_needs_a_top_and_a_currency(cells: Any, band: Any) -> None:
    """A requisition's pay is compared only if its maximum and currency are known."""
    assert requisition(**cells).pay == band


def test_rows_without_a_known_column_are_no_candidates() -> None:
    """A row that says nothing in a known column is no person and no problem."""
    people = [["Name", "Email", "Shelved on", "Shelve reason", "Ours"], [], [None, " "], [None, None, None, None, "x"]]
    book = assembled({**tabs([], [PLATFORM]), CANDIDATES: people}).book
    assert (len(book.candidates), book.problems) == (0, [])


def test_short_rows_are_read() -> None:
    """A row may end before the header does."""
    people = [["Name", "Shelved on", "Shelve reason", "Email"], ["Bo Li", "2026-03-01", "Timing"]]
    book = assembled({**tabs([], [PLATFORM]), CANDIDATES: people}).book
    assert [(problem.column, problem.row) for problem in book.problems] == [("Email", 2)]


def test_header_errors_of_both_tabs_are_reported_at_once() -> None:
    """Wrong headers in both tabs are one error with both sentences."""
    with pytest.raises(SchemaError, match=r"(?s)Candidates: row 1.*Requisitions: row 1"):
        assembled({CANDIDATES: [["x"]], REQUISITIONS: [["y"]]})
    with pytest.raises(MissingTab):
        assembled({CANDIDATES: tabs([], [])[CANDIDATES]})


def test_aliases_and_rules_are_read_from_their_tabs() -> None:
    """Settings and Aliases count; half an alias does not."""
    book = read(
        [PLAIN],
        [PLATFORM],
        Aliases=[["a", "b"], ["a11y", "Accessibility"], ["x", None]],
        Settings=[[], ["Slate size", 3]],
    )
    assert book.aliases == {"a11y": "Accessibility"}
    assert book.rules.slate_size == 3


def test_level_comes_from_the_row_else_from_the_title() -> None:
    """The level a row states wins over what its title says."""
    assert inferred_level(None, "Senior Clerk") is Level.SENIOR
    assert inferred_level(Level.MID, "Senior Clerk") is Level.MID
    assert inferred_level(None, "Clerk") is None


NAMED_IN_TWO = ["Vorname", "Nachname", "E-Mail-Adresse", "Absagedatum", "Absagegrund", "Gehaltswunsch (k€)", "Beruf"]


def in_two_columns(*rows: list[Cell], headers: Any = NAMED_IN_TWO) -> Any:
    """A workbook whose candidates' names stand in two columns."""
    return assembled({CANDIDATES: [headers, *rows], REQUISITIONS: tabs([], [])[REQUISITIONS]})


def test_first_and_last_name_are_a_name() -> None:
    """Where no column has the whole name, two columns make it; the first name is kept for greetings."""
    book = in_two_columns(["Ada", "Okafor", "ada@mail.example", "2026-03-01", "Timing", 65, "Clerk"]).book
    row = next(each_row(book.candidates))
    assert (row.name, row.given_name, row.email, row.title) == ("Ada Okafor", "Ada", "ada@mail.example", "Clerk")
    assert row.shelve_reason == ShelveReason.TIMING
    assert row.pay == Pay(65_000, 65_000, "EUR")
    assert [problem.message for problem in book.problems] == []


def test_issues_of_a_name_in_two_columns_quote_both() -> None:
    """The messages name both headers, and the name as it is read."""
    rest: list[Cell] = ["2026-03-01", "Timing", None, None]
    book = in_two_columns(
        ["Ada", "Okafor (dup)", "a@mail.example", *rest],
        [None, None, "b@mail.example", *rest],
        [None, None, None, *[None] * 4],
        ["Cher", None, "c@mail.example", *rest],
        [CellError("#REF!"), "Hall", "d@mail.example", *rest],
    ).book
    assert [(problem.row, problem.message) for problem in book.problems if problem.column == "Vorname + Nachname"] == [
        (
            2,
            "Vorname + Nachname 'Ada Okafor (dup)' holds a note: leave only the name there, or fill Preferred name.",
        ),
        (3, "Vorname + Nachname is empty: type a name."),
        (6, "Vorname + Nachname '#REF!' is a failed formula: fix the formula or type the value."),
    ]
    assert list(book.candidates["name"]) == ["Ada Okafor (dup)", "", "Cher", ""]


def test_a_last_name_column_called_name() -> None:
    """In German sheets "Name" beside "Vorname" is the last name; some people type the whole name there."""
    headers = ["Name", "Vorname", *NAMED_IN_TWO[2:]]
    rest: list[Cell] = ["2026-03-01", "Timing", None, None]
    book = in_two_columns(
        ["Berg", "Lena", "a@mail.example", *rest], ["Lena Berg", "Lena", "b@mail.example", *rest], headers=headers
    ).book
    assert list(book.candidates["name"]) == ["Lena Berg", "Lena Berg"]


def test_a_whole_name_is_read_as_it_stands() -> None:
    """A column for the first name beside it only helps to greet."""
    headers = ["Full name", "First name", "Last name", *NAMED_IN_TWO[2:]]
    book = in_two_columns(
        ["Okafor, Ada N.", "Ada", "Okafor", "a@mail.example", "2026-03-01", "Timing", None, None], headers=headers
    ).book
    assert list(book.candidates["name"]) == ["Okafor, Ada N."]
    assert list(book.candidates["given_name"]) == ["Ada"]


def test_name_columns_belong_to_the_program() -> None:
    """They are no columns of people's own, and a row with nothing but a name is a row."""
    workbook = in_two_columns(["Ada", "Okafor", None, None, None, None, None])
    assert workbook.own_cells == {}
    assert workbook.book.keyless[CANDIDATES] == 1


def test_init_adds_no_name_beside_first_and_last_name() -> None:
    """Nothing that is required is missing."""
    lacking = additions(in_two_columns().snapshot).headers[CANDIDATES]
    assert [header for header in lacking if not header.startswith("BP ")] == []


@pytest.mark.parametrize(
    ("name", "cells"), [("Blum, Dora", {0: "Dora", 1: "Blum"}), ("Wang Weilin", {0: "Wang Weilin", 1: ""})]
)
def test_a_new_row_fills_both_name_columns(name: str, cells: dict[int, Cell]) -> None:
    """The dashboard's form has one field for the name."""
    rows = in_two_columns().snapshot.tabs[CANDIDATES]
    assert shelved_row(rows, {"name": name, "email": "d@mail.example"}) == (1, {**cells, 2: "d@mail.example"})


@pytest.mark.parametrize(
    ("name", "preferred", "columns"),
    [
        ("Smith John - HIRED", None, ["Name"]),
        ("Smith John - HIRED", "John", []),
        ("John Smith", "John (call)", ["Preferred name"]),
        ("n/a", None, ["Name"]),
        ("O'Neill, Seán", None, []),
    ],
)
def test_a_note_in_a_name_is_reported(name: str, preferred: str | None, columns: list[str]) -> None:
    """A name that must not go into a message is an issue of the row, once."""
    assert [column for column, _ in said({"name": name, "preferred_name": preferred})] == columns


@pytest.mark.parametrize(
    ("header", "cell", "pay"),
    [
        ("Expected CTC (LPA)", 12, Pay(1_200_000, 1_200_000, "INR")),
        ("Expected salary (EUR per month)", "5,500", Pay(66_000, 66_000, "EUR")),
        ("Expected salary (EUR)", "65k GBP", Pay(65_000, 65_000, "GBP")),
    ],
)
def test_a_number_has_the_unit_of_its_header(header: str, cell: Cell, pay: Pay) -> None:
    """A cell that says its own unit keeps it."""
    rows = tabs([PLAIN], [])
    people = [[*rows[CANDIDATES][0], header], [*rows[CANDIDATES][1], cell]]
    (row,) = each_row(assembled({**rows, CANDIDATES: people}).book.candidates)
    assert row.pay == pay
