from typing import Any

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from automation.core.taxonomy.sparse import NOTHING, UNIT, Entries, Postings, Vector, cosine, counted, product, unit

WIDTH = 6
NUMBERS = st.dictionaries(st.integers(0, WIDTH - 1), st.sampled_from([1, 2, 3, 700, 999, 100_000])).map(
    lambda numbers: Vector(np.asarray([*numbers], dtype=np.int64), np.asarray([*numbers.values()], dtype=np.float64))
)
VECTORS = NUMBERS.map(lambda vector: unit(*vector))


def dense(vector: Vector) -> Any:
    """A vector with all its zeros."""
    full = np.zeros(WIDTH)
    full[vector.at] = vector.by
    return full


@given(VECTORS)
def test_a_unit_vector_is_whole_and_of_its_length(vector: Vector) -> None:
    """Numbers are whole, and the length is right to rounding; nothing stays nothing."""
    assert (vector.by == np.rint(vector.by)).all()
    length = np.sqrt((vector.by**2).sum())
    assert not len(vector.at) or abs(length - UNIT) <= WIDTH


@given(st.lists(VECTORS, max_size=5), VECTORS)
def test_postings_give_the_exact_products(vectors: Any, asked: Vector) -> None:
    """What postings add up is the dot product of each vector with one, exactly; so is the product's sum."""
    dots = Postings(Entries.of(vectors), WIDTH).dots(asked)
    assert dots.tolist() == [float(dense(vector) @ dense(asked)) for vector in vectors]
    assert [float(product(vector, asked).by.sum()) for vector in vectors] == dots.tolist()


@given(VECTORS, VECTORS)
def test_a_cosine_is_mutual_and_within_bounds(one: Vector, other: Vector) -> None:
    """Two vectors are as alike one way as the other, from 0 to 1; whatever is nothing is like nothing."""
    assert 0 <= cosine(one, other) == cosine(other, one) <= 1
    assert cosine(one, NOTHING) == 0


@given(st.lists(VECTORS, max_size=5), st.lists(VECTORS, max_size=5))
def test_a_table_is_every_product(vectors: Any, others: Any) -> None:
    """A table holds the dot product of each vector with each other one, exactly."""
    table = Postings(Entries.of(vectors), WIDTH).table(Entries.of(others))
    assert table.tolist() == [[float(dense(one) @ dense(other)) for one in vectors] for other in others]


@given(st.lists(NUMBERS, max_size=5))
def test_many_vectors_are_scaled_like_each(vectors: Any) -> None:
    """Scaling many vectors at once gives what scaling each gives, without what rounds to nothing."""
    scaled, alone = Entries.of(vectors).units(), Entries.of([unit(*vector) for vector in vectors])
    assert [part.tolist() for part in scaled[:3]] == [part.tolist() for part in alone[:3]]
    assert (scaled.by > 0).all()


@given(st.lists(st.tuples(st.integers(0, 3), st.integers(0, WIDTH - 1))))
def test_pairs_are_counted(pairs: Any) -> None:
    """Every pair comes once, in order, with how often it was there."""
    rows, at = (np.asarray([pair[side] for pair in pairs], dtype=np.int64) for side in (0, 1))
    found = zip(*(part.tolist() for part in counted(rows, at, WIDTH)), strict=True)
    assert list(found) == [(*pair, pairs.count(pair)) for pair in sorted(set(pairs))]
