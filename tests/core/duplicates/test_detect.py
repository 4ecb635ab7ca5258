from collections.abc import Sequence
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from automation.core.duplicates.blocking import LARGEST_BLOCK
from automation.core.duplicates.detect import LARGEST_GROUP, MOST_SHARED, NAMESAKES, Duplicate, Person, find_duplicates
from automation.core.identity.contact_ids import email_identity, phone_identity, profile_identity
from tests.core.small_workbooks import TEXTS

ANA = Person(
    "C1",
    "Ana Souza",
    "",
    "ana@mail.example",
    "+351 912 345 678",
    "linkedin.com/in/ana-souza",
    "Platform Engineer",
    "Acme",
    "Lisbon",
)
ROB = Person("C1", "Robert Smith", title="Nurse", place="Leeds")


def both(one: Person, **cells: Any) -> list[Duplicate]:
    """What is found in two rows: one, and one that says only this."""
    return find_duplicates([one, Person("C2", **cells)])


def evidence(one: Person, **cells: Any) -> tuple[str, ...]:
    """The evidence that two rows are one person; () if there is none."""
    found = both(one, **cells)
    return found[0].evidence if found else ()


def keys(found: Sequence[Duplicate]) -> set[tuple[str, str]]:
    """The pairs found."""
    return {(pair.one, pair.other) for pair in found}


# -- What speaks for it


@pytest.mark.parametrize(
    ("cells", "said"),
    [
        ({"name": "Ana Souza", "email": "Ana+jobs@mail.example"}, ("same e-mail", "same name")),
        ({"name": "A. Souza", "phone": "00351 912345678"}, ("same phone", "similar name")),
        ({"profile": "https://pt.LinkedIn.com/in/ana-souza/?x=1"}, ("same profile",)),
        ({"name": "Souza, Ana"}, ("same name",)),
        ({"name": "Anna Souza", "place": "Lisboa"}, ("similar name", "same place")),
        ({"name": "Ana Sousa", "title": "Sr. Platform Engineer"}, ("similar name", "same title")),
        ({"name": "A Souza", "title": "Platform Engineer"}, ("same title", "similar name")),
        ({"name": "Ana Souza", "email": "anna@mail.example"}, ("same name", "e-mail alike")),
        ({"name": "Ana Sousa", "company": "ACME "}, ("similar name", "same company")),
        ({"name": "Ana Souza", "place": "Lisbno"}, ("same name", "place alike")),
    ],
)
def test_evidence_for_one_person(cells: Any, said: Any) -> None:
    """The same identity, or the same name with support, is reported with its evidence, strongest first."""
    assert evidence(ANA, **cells) == said


@pytest.mark.parametrize(
    "cells",
    [
        {"name": "Bob Smith", "place": "Leeds"},
        {"name": "Smith, Bobby", "title": "Clerk"},
        {"name": "Roberta Jones", "preferred_name": "Rob"},
    ],
)
def test_nicknames_need_support(cells: Any) -> None:
    """Bob may be Robert where a town or a title says so too, and the surname is the same."""
    supported = cells.get("place") == ROB.place
    assert bool(both(ROB, **cells)) == supported
    assert not both(ROB, name=cells["name"])


def test_a_preferred_name_stands_for_the_first_one() -> None:
    """A person who also uses another name is found under it."""
    person = Person("C1", "Xiaoming Wang", "Kevin", title="Data Engineer", place="Leeds")
    assert evidence(person, name="Kevin Wang", title="Data Engineer") == ("same name", "same title")
    assert not both(person._replace(preferred_name=""), name="Kevin Wang", title="Data Engineer")


def test_a_column_of_peoples_own_speaks_for_it() -> None:
    """A rare value under a header of their own supports a name, whatever the column means; a slip in a date, less."""
    born = ANA._replace(others=(("Born", "1980-03-01"),))
    assert evidence(born, name="A. Souza", others=(("Born", "1980-03-01"),)) == ("same Born", "similar name")
    assert evidence(born, name="Ana Sousa", others=(("Born", "1980-03-11"),)) == ("similar name", "Born alike")
    assert not both(born, name="Ana Sousa", others=(("Born", "1991-12-24"),))
    assert not both(born, name="Ana Sousa", others=(("Hired", "1980-03-01"),))
    assert not both(born, name="Ben Weber", others=(("Born", "1980-03-01"),))


def test_a_column_that_most_rows_share_is_no_evidence() -> None:
    """Where most rows share their value with many others, it is no evidence."""
    crowd = [Person(f"P{n}", f"Xu{n} Li", others=(("Batch", f"2026-{n % 3}"),)) for n in range(12)]
    pair = [Person(key, name, others=(("Batch", "2026-1"),)) for key, name in (("A", "A. Souza"), ("B", "Ana Souza"))]
    assert find_duplicates(pair) != []
    assert find_duplicates([*crowd, *pair]) == []


# -- What speaks against it


@pytest.mark.parametrize(
    "cells",
    [
        {"name": "Ana Weber", "email": ANA.email, "phone": ANA.phone, "profile": ANA.profile},
        {"name": "Ana Souza", "phone": "+351 912 000 111"},
        {"name": "Ana Souza", "profile": "linkedin.com/in/ana-souza-2"},
        {"name": "Ana Souza", "profile": "linkedin.com/in/as", "phone": ANA.phone, "place": "Oslo", "title": "Nurse"},
        {"name": "Ana Souza", "title": "Nurse", "place": "Oslo"},
        {"name": "Ana Souza", "email": "somebody@else.example"},
        {"name": "Ana Sousa"},
        {"name": "Ana", "place": "Lisbon"},
        {"name": "", "place": "Lisbon", "title": "Platform Engineer"},
        {"title": "Platform Engineer", "place": "Lisbon", "company": "Acme"},
        {},
    ],
)
def test_rows_of_two_people(cells: Any) -> None:
    """Another name always, another number or profile mostly, and too little in common: two people."""
    assert both(ANA, **cells) == []


def test_the_letters_of_an_address_in_another_order_are_evidence() -> None:
    """Before the @ only, and not where the digits have another order, too."""
    ana = Person("C1", "Ana Souza", email="ana.souza71@mail.example")
    assert evidence(ana, name="Ana Souza", email="souza.ana71@mail.example") == ("same name", "e-mail alike")
    assert not both(ana, name="Ana Souza", email="souza.ana71@other.example")
    assert not both(ana, name="Ana Souza", email="souza.ana17@mail.example")


def test_addresses_with_different_digits_differ() -> None:
    """ana1@ and ana2@ are two addresses, not a slip of one."""
    one = Person("C1", "Ana Sousa", email="ana.souza1@mail.example")
    assert both(one, name="Ana Souza", email="ana.souza2@mail.example") == []
    assert both(one, name="Ana Souza", email="ana.suoza1@mail.example") != []


def test_a_value_that_many_share_is_no_evidence() -> None:
    """A switchboard's number is evidence for a few rows, and none where more than `MOST_SHARED` have it."""

    def staff(count: int) -> list[Person]:
        return [Person(f"P{n:02}", f"{chr(97 + n)}. Souza{'x' * n}", phone="+49 30 5550100") for n in range(count)]

    caller = Person("Z", "A. Souza", phone="+49 30 5550100")
    assert ("P00", "Z") in keys(find_duplicates([*staff(MOST_SHARED - 1), caller]))
    assert find_duplicates([*staff(MOST_SHARED), caller]) == []


def test_a_common_name_alone_is_no_evidence() -> None:
    """The same name is reported, unless so many rows have it that it identifies no one."""
    rows = [Person(f"P{n}", "John Smith") for n in range(NAMESAKES + 1)]
    assert len(find_duplicates(rows[:NAMESAKES])) == NAMESAKES * (NAMESAKES - 1) // 2
    assert find_duplicates(rows) == []


# -- Groups


def test_a_third_row_joins_two_rows_of_one_person() -> None:
    """Two rows without a common value belong together if a third row matches both."""
    first = Person("A", "Ana Souza", email="ana@mail.example", title="Nurse")
    second = Person("B", "Ana Souza", email="as@work.example", title="Clerk")
    link = Person("C", "A. Souza", email="ana@mail.example", phone="+351 912 345 678")
    assert find_duplicates([first, second]) == []
    found = find_duplicates([first, link, second._replace(phone=link.phone)])
    assert [(pair.one, pair.other, bool(pair.evidence)) for pair in found] == [
        ("A", "B", False),
        ("A", "C", True),
        ("B", "C", True),
    ]


def test_a_group_never_crosses_a_contradiction() -> None:
    """An initial that fits two names joins neither name to the other."""
    rows = [
        Person("A", "Anna Souza", phone="+351 912 345 678"),
        Person("B", "Bruno Souza", phone="+351 912 345 678"),
        Person("C", "Souza", phone="+351 912 345 678"),
    ]
    assert keys(find_duplicates(rows)) == {("A", "C"), ("B", "C")}


def test_groups_and_blocks_stay_small() -> None:
    """A chain of thousands, and thousands alike, end in a bounded number of pairs."""
    chain = [
        Person(f"P{n:05}", "Ana Souza", others=((f"Link {n % 3}", f"{n}"), (f"Link {(n - 1) % 3}", f"{n - 1}")))
        for n in range(300)
    ]
    assert len(chain) - 1 <= len(find_duplicates(chain)) <= len(chain) * LARGEST_GROUP / 2
    alike = [Person(f"P{n:05}", "John Smith", title="Nurse", place="Leeds") for n in range(2 * LARGEST_BLOCK)]
    assert find_duplicates(alike) == []


# -- Rules for any rows

NAMES = st.sampled_from(
    ["", "Ana Souza", "Souza, Ana", "A. Souza", "Ana Sousa", "Anna Weber", "Robert Smith", "Bob Smith", "Souza", "王伟"]
)
ROWS = st.builds(
    Person,
    key=st.uuids().map(str),
    name=NAMES | TEXTS,
    preferred_name=st.sampled_from(["", "Bob"]),
    email=st.sampled_from(
        ["", "ana@mail.example", "aan@mail.example", "ANA+x@mail.example", "a@b", "@", "rob@x.example"]
    ),
    phone=st.sampled_from(["", "+351 912 345 678", "912345678", "030 5550100", "12"]),
    profile=st.sampled_from(["", "linkedin.com/in/ana", "https://www.linkedin.com/in/ana/", "github.com/ana"]),
    title=st.sampled_from(["", "Nurse", "Staff Nurse", "Clerk"]),
    company=st.sampled_from(["", "Acme"]),
    place=st.sampled_from(["", "Lisbon", "Lisboa", "Lisbno", "Portugal", "London, UK", "London, ON", "Remote"]),
    others=st.sampled_from([(), (("Born", "1980-03-01"),), (("Born", "1980-03-02"), ("Ref", "A-17"))]),
)


@given(st.lists(ROWS, max_size=8, unique_by=lambda row: row.key), st.randoms(use_true_random=False))
def test_the_order_of_rows_does_not_matter(rows: list[Person], chance: Any) -> None:
    """A sorted sheet gives the same pairs with the same evidence, in the same order, each once."""
    shuffled = list(rows)
    chance.shuffle(shuffled)
    found = find_duplicates(rows)
    assert find_duplicates(shuffled) == found
    assert all(pair.one < pair.other for pair in found)
    assert len(keys(found)) == len(found)


@given(ROWS, ROWS)
def test_two_rows_are_alike_both_ways(one: Person, other: Person) -> None:
    """Which of two rows comes first by key changes neither whether they are found nor why."""
    found = find_duplicates([one._replace(key="A"), other._replace(key="B")])
    assert find_duplicates([one._replace(key="B"), other._replace(key="A")]) == found


@given(st.lists(ROWS, max_size=5, unique_by=lambda row: row.key))
def test_a_stranger_changes_nothing(rows: list[Person]) -> None:
    """A row that has nothing in common with others changes nothing that is reported of them."""
    stranger = Person("zz", "Xochitl Quetzalpopoca", email="xq@else.example", title="Falconer", place="Ulaanbaatar")
    assert find_duplicates([*rows, stranger]) == find_duplicates(rows)


@given(ROWS)
def test_a_copied_row_is_found(row: Person) -> None:
    """A row copied under a new key is found, if it holds anything that identifies a person."""
    found = find_duplicates([row._replace(key="A"), row._replace(key="B")])
    identities = email_identity(row.email), phone_identity(row.phone), profile_identity(row.profile)
    if any(identities) and row.name in {"", "Ana Souza"}:
        assert len(found) == 1


# -- Identities


@pytest.mark.parametrize(
    ("text", "identity"),
    [
        (" Ana.Souza+jobs@GoogleMail.com ", "anasouza@gmail.com"),
        ("ana.souza@mail.example", "ana.souza@mail.example"),
        ("+jobs@mail.example", "+jobs@mail.example"),
        ("ana", ""),
        ("@mail.example", ""),
    ],
)
def test_one_address_in_many_forms(text: str, identity: str) -> None:
    """Case, a tag behind a plus and Gmail's dots make no other address."""
    assert email_identity(text) == identity


@pytest.mark.parametrize(
    ("text", "identity"),
    [
        ("+351 912 345 678", "912345678"),
        ("00351912345678", "912345678"),
        ("(0)912-345-678 ", "912345678"),
        ("555 010 0", "5550100"),
        ("12345", ""),
        ("0000000", ""),
    ],
)
def test_one_number_in_many_forms(text: str, identity: str) -> None:
    """The last nine digits, however they are set; too few, or one digit over and over, are no number."""
    assert phone_identity(text) == identity


@pytest.mark.parametrize(
    ("text", "identity"),
    [
        ("https://www.linkedin.com/in/Ana-Souza/?utm=1", "linkedin.com/in/ana-souza"),
        ("pt.linkedin.com/in/ana-souza/en", "linkedin.com/in/ana-souza"),
        ("http://github.com/ana#top", "github.com/ana"),
        ("https://www.linkedin.com/in/jos%C3%A9", "linkedin.com/in/josé"),
        ("linkedin.com", ""),
        ("linkedin.com/company/acme/", "linkedin.com/company/acme"),
        ("n/a", ""),
    ],
)
def test_one_profile_in_many_forms(text: str, identity: str) -> None:
    """Scheme, language, query and a slash at the end make no other profile."""
    assert profile_identity(text) == identity


@given(TEXTS)
def test_an_identity_is_its_own_identity(text: str) -> None:
    """Reading what was read changes nothing."""
    for identity in (email_identity, phone_identity):
        assert identity(identity(text)) in {identity(text), ""}
