from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from automation.core.skills import FULL
from automation.core.titles import NEARLY_SAME, TitleIndex, title_similarity, title_words
from tests.core.workbook import TEXTS


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Data Engineer", "Data Engineer"),
        ("Senior Data Engineer", "data engineer II"),
        ("SWE", "Software Engineer"),
        ("QA Engineer (m/f/d)", "Quality Assurance Engineer"),
        ("Backend Developer - Remote", "Back-end Developer"),
        ("Forklift Driver", "Forklfit Driver"),
    ],
)
def test_the_same_work_by_another_title(one: Any, other: Any) -> None:
    """Levels, abbreviations, noise and typos do not make another occupation."""
    assert title_similarity(one, other) == FULL


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Nurse", "Forklift Driver"),
        ("Platform Engineer", "Tform Clerk"),
        ("Account Manager", "Product Manager"),
        ("Java Developer", "JavaScript Developer"),
        ("Data Engineer", ""),
        ("🚀", "🚀"),
    ],
)
def test_other_work_is_not_nearly_the_same(one: Any, other: Any) -> None:
    """A shared common word, or a shared piece of a word, is no shared occupation."""
    assert title_similarity(one, other) < NEARLY_SAME


def test_words_of_the_same_root_are_close_but_not_the_same() -> None:
    """An accountant does accounting: nearly, not fully."""
    assert 0 < title_similarity("Accounting Clerk", "Accountant") < FULL


def test_telling_words_are_kept() -> None:
    """Level words and noise go, unless nothing else is left."""
    assert title_words("Senior Staff Nurse (remote)") == ("staff", "nurse")
    assert title_words("Lead") == ("lead",)
    assert title_words("m/f/d") == ()


@given(TEXTS | st.sampled_from(["SWE", "Data Engineer", "Sr. Accountant"]), TEXTS | st.just("Software Engineer"))
def test_similarity_is_mutual_and_within_bounds(one: Any, other: Any) -> None:
    """Two titles are as alike one way as the other, from nothing to full, and full with themselves."""
    alike = title_similarity(one, other)
    assert 0 <= alike <= FULL
    assert alike == title_similarity(other, one)
    assert title_similarity(one, one) == (FULL if title_words(one) else 0)


@given(st.lists(TEXTS, min_size=1, max_size=6), TEXTS)
def test_similarity_depends_on_nobody_else(titles: Any, asked: str) -> None:
    """A title is as alike alone as among others."""
    assert TitleIndex(titles).similarity(asked).tolist() == [title_similarity(asked, title) for title in titles]
