"""Everyday titles in other languages: what they mean, and that none is a title in English."""

import pytest

from automation.core.taxonomy.bundled_data import title_translations
from automation.core.taxonomy.foreign_words import stems
from automation.core.taxonomy.skill_comparison import FULL
from automation.core.taxonomy.title_ngrams import dictionaries
from automation.core.taxonomy.title_reasons import why_alike
from automation.core.taxonomy.title_similarity import Name, TitleIndex, name_words, translated

# They are two words of English, but no title.
NO_TITLE = {"HR-chef"}


def work_alike(one: str, other: str) -> int:
    """How far two titles are the same work."""
    return int(TitleIndex([other]).similarity(one)[0])


@pytest.mark.parametrize(
    ("one", "other", "why"),
    [
        ("Teacher", "Lehrer/in (m/w/d)", "'Lehrer/in (m/w/d)' is German for Teacher"),
        ("Engineer", "ingénieur", "'ingénieur' is German, French or Dutch for Engineer"),
        ("Senior Engineer", "Senior Ingenieur", "'Senior Ingenieur' is German, French or Dutch for Engineer"),
        ("Koch", "cuisinière", "'Koch' is German for Cook; 'cuisinière' is French for Cook"),
        ("Team Leader", "Chef d’équipe", "'Chef d’équipe' is French or Portuguese for Team Leader"),
        ("Auditor", "commissaire aux comptes", "'commissaire aux comptes' is French for Auditor"),
        ("HR Manager", "Responsable RH", "'Responsable RH' is French or Spanish for HR Manager"),
        ("Lawyer", "Advogado", "'Advogado' is ESCO's lawyer"),
        ("Lehrer", "Lehrerin", "the same title"),
    ],
)
def test_an_everyday_title_is_the_same_in_another_language(one: str, other: str, why: str) -> None:
    """It earns everything, whatever its gender, level and signs, and the reason names the language."""
    assert work_alike(one, other) == work_alike(other, one) == FULL
    assert why_alike(one, other) == why


def test_an_everyday_title_is_compared_as_the_english_one() -> None:
    """It is as near to related work as that is, and the reason names the occupation."""
    assert work_alike("Registered Nurse", "Krankenschwester") >= work_alike("Registered Nurse", "Nurse")
    assert why_alike("Registered Nurse", "Krankenschwester") == (
        "'Krankenschwester' is German for Nurse; both are names for 'Registered Nurses' (O*NET 29-1141); share 'nurse'"
    )
    assert work_alike("Dog groomer", "Maler") < FULL // 10


def test_a_longer_title_is_no_everyday_one() -> None:
    """A word more makes another title: ESCO's labels say what it is."""
    assert not translated("Lehrer für Pflegeberufe")
    assert not translated("Agile Koch")


@pytest.mark.parametrize("title", ["Architect", "Journalist", "Chef", "Conductor", "Mechanic", "Sales Director", ""])
def test_english_titles_are_not_translated(title: str) -> None:
    """Not even where their stem is one in another language."""
    assert (translated(title), Name.of(title).foreign) == ("", ())


def test_an_everyday_title_has_one_meaning_in_all_languages() -> None:
    """A title's language is not known: what means two kinds of work is left out."""
    meanings: dict[frozenset[str], set[str]] = {}
    for english, _, text in title_translations():
        assert translated(text) == english
        meanings.setdefault(frozenset(stems(text)), set()).add(english)
    assert {key: names for key, names in meanings.items() if len(names) > 1} == {}


def test_no_everyday_title_is_a_title_in_english() -> None:
    """No dictionary of occupations in English has it for a name of other work, and not all its words are English."""
    for english, _, text in title_translations():
        words = name_words(text)
        assert not any(len(known.place(words).named.at) for known in dictionaries())
        known = all(any(one.count(word) for one in dictionaries()) for word in words)
        assert not known or text in NO_TITLE or english == "Cook"
