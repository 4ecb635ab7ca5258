"""Personal traits change no rank: the scorer has no field for them, and swapping them between rows changes nothing."""

from collections.abc import Mapping, Sequence
from dataclasses import fields
from typing import Any

from hypothesis import Phase, given, settings
from hypothesis import strategies as st

from automation.core.matching.candidate_arrays import Pool
from automation.core.matching.slates import build_slates
from automation.core.model import Cell, Row, each_row
from automation.core.rules import COMPONENTS
from automation.core.schema import CANDIDATES
from automation.core.tabs.previous_run import Published
from tests.core.small_workbooks import ROLES, TEXTS, TODAY, Record, assembled, people, tabs

# Personal traits in a sheet: columns that the program knows, and columns that it ignores.
KNOWN = (
    "Name",
    "Preferred name",
    "Phone",
    "Profile URL",
    "Current company",
    "Source",
    "Champion",
    "Owner",
    "Notes",
    "Years experience",
    "Region",
)
FOREIGN = (
    "Photo",
    "Age",
    "Date of birth",
    "Birth year",
    "Graduation year",
    "Gender",
    "Pronouns",
    "Nationality",
    "Marital status",
    "School",
    "University",
    "Postcode",
    "ZIP",
    "Address",
    "Languages at home",
)
# Words that would earn points, were they read.
TELLING = st.sampled_from(["Kubernetes, Golang", "Platform Engineer", "Lisbon", "Senior", "65k EUR", "5", "1990", "f"])
# Everything a Pool holds; a new field has to be argued for here.
SCORED = {
    "skills",
    "has_skills",
    "work",
    "levels",
    "level_from_title",
    "places",
    "place_remote",
    "place_of",
    "pays",
    "currencies",
    "currency_names",
    "pay_of",
    "record",
    "contacts",
    "excluded",
    "matchable",
    "tie_order",
}


def with_columns(rows: Sequence[Row], columns: Mapping[str, Sequence[Cell]]) -> list[list[Cell]]:
    """A tab with more columns, or with others in their place."""
    header = [cell for cell in rows[0] if cell not in columns]
    kept = [place for place, cell in enumerate(rows[0]) if cell not in columns]
    body = [
        [*(row[place] for place in kept), *(cells[number] for cells in columns.values())]
        for number, row in enumerate(rows[1:])
    ]
    return [[*header, *columns], *body]


def ranked(candidates: Sequence[Record], role: Record, columns: Mapping[str, Sequence[Cell]]) -> list[tuple[Any, ...]]:
    """Every slate, best first: place in the sheet, score, band, points, and which components are known."""
    book_tabs = tabs(candidates, [role])
    book_tabs[CANDIDATES] = with_columns(book_tabs[CANDIDATES], columns)
    book = assembled(book_tabs).book
    matches = build_slates(book, Published(), TODAY).matches
    places = dict(zip(book.candidates.index, book.candidates["row"], strict=True))
    return [
        (places[match.candidate_key], match.score, match.band, match.known, *(getattr(match, c) for c in COMPONENTS))
        for match in each_row(matches)
    ]


# So many columns shrink too slowly to wait for.
@settings(phases=(Phase.explicit, Phase.reuse, Phase.generate))
@given(people(most=5), ROLES, st.data())
def test_personal_traits_change_neither_scores_nor_order(few: list[Record], role: Record, data: Any) -> None:
    """Whatever stands in a sheet about names, contacts, age, gender, schools, addresses and colleagues, slates stay."""
    # Every candidate has a twin, so that ties are broken too.
    candidates = [*few, *few]
    cells = st.lists(TELLING | TEXTS, min_size=len(candidates), max_size=len(candidates))
    who = {header: data.draw(cells, label=header) for header in (*KNOWN, *FOREIGN)}
    # Equal scores are ordered by key, which is the ID.
    keys = {"Candidate ID": [f"P-{number}" for number in range(len(candidates))]}
    # Whatever is taken for a region asks for no more than this.
    keys |= {"Consent basis": ["consent"] * len(candidates), "Consent on": [TODAY.isoformat()] * len(candidates)}
    emails = [f"p{number}@mail.example" for number in range(len(candidates))]
    plain = {header: [f"x{number}" for number in range(len(candidates))] for header in KNOWN}
    before = ranked(candidates, role, {**plain, **keys, "Email": emails})
    after = ranked(candidates, role, {**who, **keys, "Email": data.draw(st.permutations(emails), label="Email")})
    assert before == after


def test_the_scorer_has_no_field_for_personal_traits() -> None:
    """Only the fields listed here are prepared for scoring: no name, contact, age, school, champion or owner."""
    assert {field.name for field in fields(Pool)} == SCORED
