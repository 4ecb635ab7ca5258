from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from automation.core.model import Cell, CellError
from automation.core.schema import CANDIDATES, PEOPLES_TABS, REQUISITIONS
from automation.core.tabs.header_words import main_names, meanings
from automation.core.tabs.headers import Located, find_tab, match_headers, require_tab, row_key
from automation.core.text import key_of, plain, text_of
from automation.core.typed_columns import CANDIDATE_FIELDS, REQUISITION_FIELDS
from automation.errors import DoubledHeader, MissingHeaders, MissingTab
from tests.core.small_workbooks import CELLS

PEOPLE = PEOPLES_TABS[CANDIDATES]
HEADERS = ["Name", "Email", "Shelved on", "Shelve reason"]
EVERY_FIELD = [(CANDIDATES, field) for field in CANDIDATE_FIELDS] + [(REQUISITIONS, f) for f in REQUISITION_FIELDS]


def required(tab: str, without: str) -> list[str]:
    return [field.header for field in PEOPLES_TABS[tab].fields if field.required and field.id != without]


@pytest.mark.parametrize(("tab", "field"), EVERY_FIELD, ids=lambda value: getattr(value, "id", value))
def test_every_column_is_recognised_by_its_name(tab: str, field: Any) -> None:
    """Each column of the contract is found under its own header."""
    row = [field.header, *required(tab, field.id)]
    assert match_headers(PEOPLES_TABS[tab], [row]).fields[field.id] == 0


@pytest.mark.parametrize(("tab", "field"), EVERY_FIELD, ids=lambda value: getattr(value, "id", value))
def test_every_alias_is_recognised(tab: str, field: Any) -> None:
    """Each usual other name that is no other column's name is read as its column."""
    names = {plain(other.header) for other in PEOPLES_TABS[tab].fields}
    for alias in (alias for alias in main_names(tab, field.id) if plain(alias) not in names):
        row = [alias, *required(tab, field.id)]
        assert match_headers(PEOPLES_TABS[tab], [row]).fields[field.id] == 0, alias


@pytest.mark.parametrize(
    ("tab", "field", "header"),
    [
        (CANDIDATES, "shelved_from", "Shelved from (req)"),
        (CANDIDATES, "rating", "Rating (1–5)"),
        (CANDIDATES, "alerts", "Alerts (yes/no)"),
        (CANDIDATES, "in_process", "In process (req)"),
        (CANDIDATES, "email", "E-MAIL"),
        (CANDIDATES, "do_not_contact", "Don’t contact"),
        (REQUISITIONS, "must", "must have skills"),
        (REQUISITIONS, "nice", "Nice-To-Have Skills:"),
    ],
)
def test_headers_of_the_contract_are_recognised(tab: str, field: Any, header: str) -> None:
    """Headers are read as product.md writes them, and as people vary them."""
    row = [header, *required(tab, field)]
    assert match_headers(PEOPLES_TABS[tab], [row]).fields[field] == 0


@given(st.sampled_from(EVERY_FIELD), st.data())
def test_case_spaces_and_punctuation_do_not_matter(field: Any, data: Any) -> None:
    """However a header is spaced, cased and punctuated, its column is found."""
    tab, wanted = field
    words = plain(wanted.header).split()
    cased = [data.draw(st.sampled_from([str.upper, str.title, str.lower])) for _ in words]
    gaps = [data.draw(st.sampled_from([" ", "  ", "-", "_", " - ", "\n", ".", "\xa0"])) for _ in words]
    header = "".join(case(word) + gap for case, word, gap in zip(cased, words, gaps, strict=True))
    row = [header, *required(tab, wanted.id)]
    assert match_headers(PEOPLES_TABS[tab], [row]).fields[wanted.id] == 0


@given(st.permutations([field.header for field in CANDIDATE_FIELDS] + ["Ours", "", "Shoe size"]))
def test_columns_may_be_moved(headers: list[str]) -> None:
    """Each column is found wherever it stands, and unknown ones are left alone."""
    found = match_headers(PEOPLE, [headers])
    assert {headers[place] for place in found.fields.values()} == {field.header for field in CANDIDATE_FIELDS}
    assert found.problems == ()


@given(st.lists(CELLS, max_size=6))
def test_any_row_1_is_recognised_or_refused_by_name(cells: Any) -> None:
    """Whatever stands in row 1, reading it ends in headers or in a SchemaError's subclass."""
    found = match_headers(PEOPLE, [[*HEADERS, *[cell for cell in cells if not says_required(text_of(cell))]]])
    assert [found.fields[name] for name in REQUIRED] == [0, 1, 2, 3]


REQUIRED = ("name", "email", "shelved_on", "shelve_reason")


def says_required(header: str) -> bool:
    """Whether a header is, or may be, one of a required column."""
    return any(one.field in REQUIRED for one in meanings(CANDIDATES, header))


def test_missing_required_headers_are_named_together() -> None:
    """All missing headers are reported at once, with the nearest header found."""
    with pytest.raises(MissingHeaders, match=r"'Shelved on', 'Shelve reason'.*'Shelved onn'"):
        match_headers(PEOPLE, [["Name", "Email", "Shelved onn"]])


@pytest.mark.parametrize("above", [1, 2, 5])
def test_headers_below_row_1_are_pointed_out(above: Any) -> None:
    """Headers elsewhere are a SchemaError that names the likely row."""
    with pytest.raises(MissingHeaders, match=f"row {above + 1}"):
        match_headers(PEOPLE, [["My talent pool"]] * above + [HEADERS])


def test_empty_tab_has_no_headers() -> None:
    """A tab without any cell lacks its headers, and that is exit code 65."""
    with pytest.raises(MissingHeaders) as caught:
        match_headers(PEOPLE, [])
    assert caught.value.exit_code == 65


def test_doubled_required_header_is_refused() -> None:
    """Two headers for one required column stop the run: it is unknown which is meant."""
    with pytest.raises(DoubledHeader, match="'Email' and 'E-mail'"):
        match_headers(PEOPLE, [[*HEADERS, "E-mail"]])


def test_doubled_optional_header_is_not_read() -> None:
    """If one optional column has two headers, neither is read, and this is reported."""
    found = match_headers(PEOPLE, [[*HEADERS, "Phone", "phone "]])
    assert "phone" not in found.fields
    assert [problem.column for problem in found.problems] == ["Phone"]


def test_exact_name_wins_over_alias() -> None:
    """The exact name is read, the alias beside it is not, and this is reported."""
    found = match_headers(PEOPLE, [[*HEADERS, "Title", "Current title"]])
    assert found.fields["title"] == 5
    assert "'Title' is not read" in found.problems[0].message


@pytest.mark.parametrize("renamed", ["bp score", "BP  Score", "BP Score (old)", "BP Notes", "Score"])
def test_own_columns_are_recognised_by_exact_name_only(renamed: Any) -> None:
    """A BP column that a person renamed, and a person's own "BP Notes", are theirs."""
    assert match_headers(PEOPLE, [[*HEADERS, renamed]]).columns == {}
    assert match_headers(PEOPLE, [[*HEADERS, "BP Score"]]).columns == {"BP Score": 4}


def test_doubled_own_column_is_not_written() -> None:
    """If two columns have one BP name, neither is ours, and this is reported."""
    found = match_headers(PEOPLE, [[*HEADERS, "BP Score", "BP Score"]])
    assert found.columns == {}
    assert "Two columns are named BP Score" in found.problems[0].message


@pytest.mark.parametrize(
    ("cell", "text"),
    [
        (None, ""),
        ("  a ", "a"),
        (5, "5"),
        (5.0, "5"),
        (5.5, "5.5"),
        (True, "TRUE"),
        (1e15, "1000000000000000"),
        (CellError("#REF!"), "#REF!"),
    ],
)
def test_cell_as_text(cell: Cell, text: str) -> None:
    """A cell reads as people see it: whole numbers without a point, trimmed, nothing for nothing."""
    assert text_of(cell) == text


@given(CELLS)
def test_every_cell_has_a_trimmed_text(cell: Cell) -> None:
    """Any cell has a text, without blanks around it."""
    assert text_of(cell) == text_of(cell).strip()


@given(st.text())
def test_keys_compare_alike_once_and_twice(text: str) -> None:
    """Comparing is trimming, single spaces and lower case, and doing so again changes nothing."""
    assert key_of(key_of(f"  {text.upper()} ")) == key_of(text.upper())


@pytest.mark.parametrize(
    ("row", "key"),
    [
        (["", "Ana@Mail.example "], "ana@mail.example"),
        (["C-7", "ana@mail.example"], "C-7"),
        ([107.0, "ana@mail.example"], "107"),
        (["  ", "ana@mail.example"], "ana@mail.example"),
        ([None, None], ""),
        ([None, CellError("#REF!")], ""),
        ([], ""),
    ],
)
def test_key_is_the_id_else_the_address(row: Any, key: str) -> None:
    """Candidate ID wins over e-mail; a row with neither has no key."""
    headers = match_headers(PEOPLE, [["Candidate ID", "Email", "Name", "Shelved on", "Shelve reason"]])
    assert row_key(CANDIDATES, headers, row) == key


def test_rows_are_found_by_compared_key() -> None:
    """Keys that differ in case and blanks only are one key."""
    rows = [["Req ID", "Title", "Opened on", "Status"], ["REQ-1"], [" req-1 "], [7], [7.0], [None]]
    headers = match_headers(PEOPLES_TABS[REQUISITIONS], rows)
    assert Located(REQUISITIONS, REQUISITIONS, rows, headers).places == {"req-1": [1, 2], "7": [3, 4]}


def test_tab_is_found_whatever_its_case() -> None:
    """A tab named "candidates " is Candidates, unless an exact one is there."""
    assert find_tab({"Notes": [], "candidates ": []}, CANDIDATES) == "candidates "
    assert find_tab({"CANDIDATES": [], "Candidates": []}, CANDIDATES) == "Candidates"


def test_missing_tab_names_those_that_are_there() -> None:
    """The error names the tabs that the workbook has."""
    with pytest.raises(MissingTab, match="Pipeline"):
        require_tab({"Pipeline": []}, CANDIDATES)
