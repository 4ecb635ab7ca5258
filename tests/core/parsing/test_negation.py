"""Words and prefixes that turn a meaning round."""

import pytest

from automation.core.parsing.words.negation import negates, opposed


@pytest.mark.parametrize(
    "text",
    [
        "Not senior",
        "no Java",
        "never worked with SAP",
        "doesn't know Go",
        "can’t relocate",
        "ohne Kubernetes",
        "sin SQL",
    ],
)
def test_words_of_many_languages_negate(text: str) -> None:
    """A negation is found whatever the case and the form of its apostrophe."""
    assert negates(text)


@pytest.mark.parametrize("text", ["Senior", "Norway", "Notary", "nonstop", "Nodejs", "Know-how", "Python en Java"])
def test_words_that_only_begin_like_a_negation_do_not_negate(text: str) -> None:
    """Only whole words count."""
    assert not negates(text)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("unfilled", "filled"),
        ("Inactive", "active"),
        ("not senior", "senior"),
        ("unfiled", "filled"),
        ("indirect", "direct"),
    ],
)
def test_a_prefix_or_a_negation_opposes_two_texts(one: str, other: str) -> None:
    """In both directions."""
    assert opposed(one, other)
    assert opposed(other, one)


@pytest.mark.parametrize(("one", "other"), [("Screeen", "screen"), ("open", "opened"), ("intern", "internal")])
def test_a_typo_or_an_ending_opposes_nothing(one: str, other: str) -> None:
    """They are only written differently."""
    assert not opposed(one, other)
