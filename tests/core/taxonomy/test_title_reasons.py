from collections import Counter
from itertools import pairwise

import numpy as np
import pytest
from hypothesis import given

from automation.core.taxonomy.occupations import PLACES
from automation.core.taxonomy.title_ngrams import dictionaries
from automation.core.taxonomy.title_reasons import LITTLE, why_alike
from tests.core.small_workbooks import TEXTS


@pytest.mark.parametrize(
    ("one", "other", "why"),
    [
        ("Sr. SWE", "Software Engineer (m/f/d)", "the same title"),
        ("Attorney", "Lawyer", "both are names for 'Lawyers' (O*NET 23-1011)"),
        ("SWE", "Software Developer", "both are names for 'Software Developers' (O*NET 15-1252); share 'software'"),
        ("Graphic Designer", "Production Artist", "both are names for 'Graphic Designers' (O*NET 27-1024)"),
        (
            "Graphic Designer",
            "Web Designer",
            "both are near 'Web and Digital Interface Designers' (O*NET 15-1255); share 'designer'",
        ),
        (
            "Platform Engineer",
            "Staff Engineer",
            "both are names for 'Software Developers' (O*NET 15-1252); share only 'engineer'",
        ),
        ("Light Bulb Wizard", "Wizard of Oz", "share 'wizard'"),
        ("HR Manager", "Marketing Manager", "share only 'manager'"),
        ("Nurse", "Forklift Driver", "little in common"),
        ("Softwareentwickler", "Software Developer", "'Softwareentwickler' is ESCO's software developer"),
        ("Lawyer", "Advogado", "'Advogado' is ESCO's lawyer"),
        ("Entwickler/in (m/w/d)", "Entwicklerin", "the same title"),
        ("Softwareentwickler", "Krankenschwester", "little in common"),
        ("", "", "little in common"),
    ],
)
def test_why_titles_are_alike(one: str, other: str, why: str) -> None:
    """The reason names the occupation, with a code to look it up, and the telling words that both share."""
    assert why_alike(one, other) == why


def test_a_name_for_many_occupations() -> None:
    """What names more of them than a place holds shares each with that occupation's own title."""
    for known in dictionaries():
        table, ends = known.table, np.cumsum(known.table.name_sizes)
        words = [
            " ".join(table.words[word] for word in table.name_words[end - size : end])
            for end, size in zip(ends, table.name_sizes, strict=True)
        ]
        first = np.cumsum([0, *table.names_each])
        owned = [words[start:end] for start, end in pairwise(first)]
        many = [name for name, count in Counter(words).items() if count > PLACES]
        pairs = [(name, own[0]) for name in many for own in owned if name in own]
        reasons = [why_alike(name, title) for name, title in pairs]
        assert LITTLE not in reasons
        assert len(reasons) > PLACES or not many


def test_near_is_not_named() -> None:
    """Titles that only look like names of an occupation are said to be near it."""
    assert why_alike("Head Chef", "Line Cook").startswith("both are near '")


@given(TEXTS, TEXTS)
def test_there_is_always_something_to_say(one: str, other: str) -> None:
    """Whatever is in the cells, there is a reason or the word that there is none."""
    assert why_alike(one, other)
