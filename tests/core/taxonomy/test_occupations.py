from collections.abc import Sequence

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from automation.core.taxonomy.bundled_data import OccupationTable, occupation_tables
from automation.core.taxonomy.occupations import BLOCK, NOWHERE, TEXT_PLACES, Occupations
from automation.core.taxonomy.sparse import UNIT, Entries, Postings, Vector, cosine
from automation.core.taxonomy.title_names import name_words
from automation.core.taxonomy.title_ngrams import Wordings, dictionaries, spelled, word_rarity, wording

NAMES = (
    ("Cooks", ("cook", "line cook", "chef")),
    ("Bakers", ("baker", "pastry chef", "chef")),
    ("Drivers", ("truck driver", "lorry driver", "driver")),
    ("Couriers", ("bike courier", "van driver")),
)


def small(related: Sequence[tuple[int, int]] = ()) -> Occupations:
    """A dictionary of a few occupations."""
    bags = [[name.split() for name in names] for _, names in NAMES]
    words = sorted({word for own in bags for bag in own for word in bag})
    return Occupations(
        OccupationTable(
            "Test",
            [f"T{number}" for number in range(len(NAMES))],
            [title for title, _ in NAMES],
            words,
            np.asarray([len(own) for own in bags]),
            np.asarray([len(bag) for own in bags for bag in own]),
            np.asarray([words.index(word) for own in bags for bag in own for word in bag]),
            np.asarray(related, dtype=np.int64).reshape(-1, 2),
        )
    )


def weights(vector: Vector) -> dict[str, float]:
    """Title of the occupation → weight."""
    return {NAMES[at][0]: by for at, by in zip(vector.at.tolist(), vector.by.tolist(), strict=True)}


def test_a_title_lies_at_the_occupations_it_is_a_name_of() -> None:
    """A name lies at its own occupation above all, and a name of two lies at both alike."""
    known = small()
    truck, chef = known.place(("truck", "driver")), known.place(("chef",))
    assert weights(truck.near)["Drivers"] > 0.9 * UNIT
    assert weights(truck.named) == {"Drivers": UNIT}
    assert set(weights(chef.named)) == {"Cooks", "Bakers"}
    assert len(set(weights(chef.named).values())) == 1


def test_two_names_of_an_occupation_are_alike_without_a_common_word() -> None:
    """The occupation is what they have in common."""
    known = small()
    assert cosine(known.place(("line", "cook")).named, known.place(("chef",)).named) > 0.7
    assert cosine(known.place(("chef",)).near, known.place(("truck", "driver")).near) == 0


def meant(known: Occupations, *words: str) -> Vector:
    """What a title means as a name."""
    return known.meant(words, known.place(words))


def meant_alike(known: Occupations, one: Sequence[str], other: Sequence[str]) -> float:
    """How far two titles mean the same occupation, 0 to 1, which is as far one way as the other."""
    ways = [
        float(known.meant_alike(Postings(Entries.of([meant(known, *here)]), len(known)), meant(known, *there))[0])
        for here, there in ((one, other), (other, one))
    ]
    assert ways[0] == ways[1]
    return ways[0]


def test_an_own_title_means_its_occupation_alone() -> None:
    """A title that other occupations have for a name, too, means the one of that title."""
    known = dictionaries()[0]
    designer = name_words("Graphic Designer")
    codes = {known.table.codes[at] for at in known.place(designer).named.at}
    assert len(codes) > 1
    assert [known.name(at) for at in meant(known, *designer).at] == ["'Graphic Designers' (O*NET 27-1024)"]


def test_a_name_of_several_means_mainly_what_it_looks_like() -> None:
    """Of the occupations that have a name, the one counts more that has more names like it."""
    chef = weights(meant(small(), "chef"))
    assert chef["Bakers"] > 1.2 * chef["Cooks"] > 0


@pytest.mark.parametrize("related", [(0, 1), (1, 0)])
def test_a_name_of_related_occupations_is_nearly_one_of_a_single_one(related: tuple[int, int]) -> None:
    """A name of two occupations is less like that of one; less so if either is closely related to the other."""
    assert meant_alike(small(), ["cook"], ["line", "cook"]) == 1
    assert 0.5 < meant_alike(small(), ["cook"], ["chef"]) < meant_alike(small([related]), ["cook"], ["chef"]) < 0.9


def test_related_occupations_are_not_the_same() -> None:
    """Names of two occupations mean nothing together, however closely these are related."""
    assert meant_alike(small([(0, 1)]), ["cook"], ["baker"]) == 0


def test_a_half_unknown_title_is_no_name() -> None:
    """A title of which half is unknown is no known name, and does not count as its other half."""
    known = small()
    assert known.place(("quantum", "wizard")) == NOWHERE
    partly = known.place(("quantum", "driver"))
    assert not len(partly.named.at)
    assert 0 < np.sqrt((partly.near.by**2).sum()) < 0.9 * UNIT


def test_related_occupations_lend_weight() -> None:
    """A title has a share of its weight at the occupations that are closely related to its own."""
    assert "Couriers" not in weights(small().place(("lorry",)).near)
    related = weights(small([(2, 3)]).place(("lorry",)).near)
    assert 0 < related["Couriers"] < related["Drivers"] / 2


def test_an_occupation_is_named_with_its_code() -> None:
    """What is shown can be looked up."""
    assert small().name(1) == "'Bakers' (Test T1)"


WORDS = st.lists(st.sampled_from(["cook", "chef", "driver", "lorry", "pastry", "van", "wizard"]), unique=True)


@given(WORDS, st.randoms())
def test_the_order_of_words_does_not_matter(words: list[str], random: object) -> None:
    """The same words lie in the same place, exactly, however they are ordered."""
    known = small([(2, 3), (0, 1)])
    shuffled = sorted(words, key=lambda _: random.random())  # type: ignore[attr-defined]
    for one, other in zip(known.place(tuple(words)), known.place(tuple(shuffled)), strict=True):
        assert weights(one) == weights(other)


def test_a_text_lies_where_its_words_are_used() -> None:
    """A bag of words lies at the occupations whose names have them, and has no place without such words."""
    known = small()
    places = known.places(known.bags([["pastry", "chef", "chef", "wizard"], ["wizard"], ["van"]]))
    baker, unknown, courier = (places.at[places.rows == row] for row in range(3))
    assert NAMES[baker[places.by[places.rows == 0].argmax()]][0] == "Bakers"
    assert not len(unknown)
    assert [NAMES[at][0] for at in courier.tolist()] == ["Couriers"]


@given(st.lists(st.lists(st.sampled_from(["sale", "manager", "nurse", "data", "engineer", "wizard"])), max_size=300))
def test_texts_are_placed_alone_as_among_others(texts: list[list[str]]) -> None:
    """A text lies where it would lie alone, at fifty occupations at most, however many are placed at a time."""
    known = dictionaries()[0]
    places = known.places(known.bags(texts))
    assert places.vectors == len(texts)
    for row in {0, len(texts) // 2, len(texts) - 1} & set(range(len(texts))):
        alone = known.places(known.bags([texts[row]]))
        mine = places.rows == row
        assert places.at[mine].tolist() == alone.at.tolist()
        assert places.by[mine].tolist() == alone.by.tolist()
        assert len(alone.at) <= TEXT_PLACES


def test_a_text_keeps_its_number_in_whatever_block() -> None:
    """More texts than are placed at a time keep their numbers."""
    known = dictionaries()[0]
    places = known.places(known.bags([["nurse"]] * (2 * BLOCK) + [["wizard"], ["forklift"]]))
    assert set(places.rows.tolist()) == {*range(2 * BLOCK), 2 * BLOCK + 1}
    assert places.at[places.rows == BLOCK].tolist() == places.at[places.rows == 0].tolist()


@pytest.mark.parametrize(("source", "code", "title"), [("O*NET", "23-1011", "Lawyers"), ("ESCO", "2611.1", "lawyer")])
def test_the_bundled_tables_are_whole(source: str, code: str, title: str) -> None:
    """Every occupation has a code, a title and a name or more, and every name has words of the table."""
    table = next(table for table in occupation_tables() if table.source == source)
    assert table.titles[table.codes.index(code)] == title
    assert len(table.codes) == len(table.titles) == len(table.names_each) == len(set(table.codes))
    assert table.names_each.min() >= 1
    assert table.names_each.sum() == len(table.name_sizes)
    assert table.name_sizes.min() >= 1
    assert table.name_sizes.sum() == len(table.name_words)
    assert np.bincount(table.name_words, minlength=len(table.words)).min() >= 1
    assert not len(table.related) or table.related.max() < len(table.codes)


@pytest.mark.parametrize("table", occupation_tables(), ids=lambda table: table.source)
def test_the_bundled_words_are_those_of_todays_rules(table: OccupationTable) -> None:
    """What an occupation is called is cut into words that its table has; else script/make_dictionaries must be run."""
    assert {word for title in table.titles for word in name_words(title)} <= set(table.words)


def test_wording_is_words_and_their_pieces() -> None:
    """The same word is alike most, a kindred one somewhat, another not at all; order doesn't matter."""
    same, kindred, other, turned = Wordings(
        [wording(words) for words in [("tax", "accountant"), ("accounting",), ("nurse",), ("accountant", "tax")]]
    ).alike(wording(("tax", "accountant")))
    assert same == turned == pytest.approx(1, abs=0.01)
    assert 0.1 < kindred < 0.6
    assert other < 0.1


def test_a_rare_word_weighs_more_than_a_common_one() -> None:
    """Rarity rises from what many names have, to what few have, to what none has."""
    assert word_rarity("manager") < word_rarity("nurse") < word_rarity("forklift") < word_rarity("quux")


@pytest.mark.parametrize(
    ("written", "meant"),
    [
        ("assitant", "assistant"),
        ("forklfit", "forklift"),
        ("acountant", "accountant"),
        ("wizardry", "wizardry"),
        ("nrse", "nrse"),
        ("developer", "developer"),
    ],
)
def test_long_words_with_one_typing_error_are_corrected(written: str, meant: str) -> None:
    """A long word that no name has, and that is one slip from a word of names, is that word; others stay."""
    assert spelled(written) == meant
