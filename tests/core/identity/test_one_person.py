from itertools import combinations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from automation.core.identity.one_person import Namesake, may_be_one, namesake, people_at
from automation.core.taxonomy.bundled_data import nicknames
from automation.core.text import names_in

FAMILIES = ("Smith", "Smyth", "Souza", "Sousa", "Nguyen", "Li", "O'Neil", "Katharina", "Lovelace", "Smithson", "王")
GIVEN = (
    "Ana",
    "Anna",
    "Bob",
    "Robert",
    "Rob",
    "A.",
    "A",
    "Ben",
    "Benjamin",
    "Minh",
    "Ming",
    "Chen",
    "Hans-Peter",
    "伟",
    "",
)
NAMES = (
    st.tuples(st.sampled_from(GIVEN), st.sampled_from(FAMILIES)).map(" ".join)
    | st.tuples(st.sampled_from(FAMILIES), st.sampled_from(GIVEN)).map(", ".join)
    | st.sampled_from(sorted(nicknames())[::40])
    | st.text(alphabet="abeimnrst ", min_size=1, max_size=12)
)
TAGS = st.sampled_from(["", "", "a", "b", "jobs"])
ROWS = st.lists(st.builds(lambda name, tag: namesake(name, "", f"x+{tag}@y.example"), NAMES, TAGS), max_size=9)


def tagged(name: str, tag: str = "", preferred: str = "") -> Namesake:
    """A row at an agency's mailbox."""
    return namesake(name, preferred, f"agency+{tag}@x.example" if tag else "agency@x.example")


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        ("Ada Lovelace", "Lovelace, Ada", True),
        ("Ada Lovelace", "Ada King", True),
        ("Bob Smith", "Robert Smith", True),
        ("Ann Smith", "Bob Smith", False),
        ("Ann Smith", "Chen Wei", False),
        ("Ana Souza", "Ana Souza - HIRED", True),
        ("Wang Wei", "王伟", True),
        ("Mara Klein", "Rama Nikel", False),
    ],
)
def test_one_address_is_one_person_unless_the_names_contradict(one: str, other: str, same: bool) -> None:
    """Last names change, scripts differ; much the same letters in another order are another name."""
    assert may_be_one(tagged(one), tagged(other)) is same
    assert may_be_one(tagged(one, "x"), tagged(other)) is same


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        ("Ana Souza", "Ben Okoro", False),
        ("Ana Souza", "Ana Weber", False),
        ("Ana Souza", "Anja Suaoz", False),
        ("Ana Souza", "Souza, Ana", True),
        ("Ana Souza", "A. Souza", True),
        ("Ana Maria Souza", "Ana Souza", True),
        ("Robert Smith", "Bob Smith", True),
        ("Ana Souza", "", True),
    ],
)
def test_two_tags_are_two_people_unless_the_names_agree(one: str, other: str, same: bool) -> None:
    """agency+ana@ and agency+ben@: a first name alone is not enough where the tags differ."""
    assert may_be_one(tagged(one, "one"), tagged(other, "two")) is same


def test_a_preferred_name_is_a_name() -> None:
    """Xiaoming Wang, called Kevin, is Kevin Wang at the same mailbox."""
    assert may_be_one(tagged("Xiaoming Wang", preferred="Kevin"), tagged("Kevin Wang"))
    assert not may_be_one(tagged("Xiaoming Wang"), tagged("Kevin Wang"))


def test_a_row_without_a_name_joins_all() -> None:
    """It may be anyone's, so no candidate is written to twice."""
    assert people_at([tagged("Ann Smith"), tagged("Bob Jones"), tagged("")]) == [[0, 1, 2]]


def slowly(rows: list[Namesake]) -> list[list[int]]:
    """The same by comparing each row with each other one."""
    group = list(range(len(rows)))
    for one, other in combinations(range(len(rows)), 2):
        if may_be_one(rows[one], rows[other]):
            old, new = max(group[one], group[other]), min(group[one], group[other])
            group = [new if number == old else number for number in group]
    return [[row for row, own in enumerate(group) if own == number] for number in sorted(set(group))]


@given(ROWS)
def test_no_pair_is_overlooked(rows: list[Namesake]) -> None:
    """Only rows with a word in common, or nearly, are compared: no others may be one person."""
    assert people_at(rows) == slowly(rows)


@given(ROWS, st.randoms())
def test_the_order_of_rows_does_not_matter(rows: list[Namesake], random: object) -> None:
    """Sorting the sheet makes no other people."""
    order = list(range(len(rows)))
    random.shuffle(order)  # type: ignore[attr-defined]
    moved = people_at([rows[number] for number in order])
    assert sorted(sorted(order[at] for at in group) for group in moved) == sorted(people_at(rows))


MANY_GIVEN = names_in("""
    Ana, Benjamin, Charlotte, Dmitri, Eleanor, Farouk, Giulia, Hiroshi, Ingrid, Joaquin, Katarzyna, Lakshmi,
    Mohammed, Ngozi, Oluwaseun, Priyanka, Quentin, Rajesh, Svetlana, Thiago, Ursula, Valentina, Wolfgang, Xiomara,
    Yusuf, Zuzanna, Brigitte, Cornelius, Desmond, Evangeline
""")
MANY_FAMILIES = names_in("""
    Okafor, Lindqvist, Kumar, Schneider, Fernandez, Nakamura, Petrov, Rossi, Nguyen, Haddad, Johansson, Kowalski,
    Mbeki, Olsen, Papadakis, Quispe, Ramirez, Suzuki, Takahashi, Ivanova
""")


def test_an_agency_of_six_hundred_people() -> None:
    """All have a tag of their own; many share a first or a last name. No two of them become one person."""
    names = [f"{given} {family}" for given in MANY_GIVEN for family in MANY_FAMILIES]
    assert len(people_at([tagged(name, str(number)) for number, name in enumerate(names)])) == len(names) == 600
