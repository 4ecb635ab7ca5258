from typing import Any

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from automation.core.vectors import NOTHING, UNIT, Postings, Vector, cosine, product, unit

WIDTH = 6
VECTORS = st.dictionaries(st.integers(0, WIDTH - 1), st.integers(1, 1000)).map(
    lambda numbers: unit(np.asarray([*numbers], dtype=np.int64), np.asarray([*numbers.values()], dtype=np.float64))
)


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
    dots = Postings.of(vectors, WIDTH).dots(asked)
    assert dots.tolist() == [float(dense(vector) @ dense(asked)) for vector in vectors]
    assert [float(product(vector, asked).by.sum()) for vector in vectors] == dots.tolist()


@given(VECTORS, VECTORS)
def test_a_cosine_is_mutual_and_within_bounds(one: Vector, other: Vector) -> None:
    """Two vectors are as alike one way as the other, from 0 to 1; whatever is nothing is like nothing."""
    assert 0 <= cosine(one, other) == cosine(other, one) <= 1
    assert cosine(one, NOTHING) == 0
