"""Everyday titles in other languages: what they mean, and that none is a title in English."""

from pathlib import Path

import numpy as np
import pytest

from automation.core.parsing.skills.reader import read_skills
from automation.core.taxonomy.bundled_data import title_translations
from automation.core.taxonomy.foreign_words import stems
from automation.core.taxonomy.skill_comparison import FULL
from automation.core.taxonomy.skill_dictionary import Dictionary
from automation.core.taxonomy.skill_index import SkillIndex
from automation.core.taxonomy.title_names import Name, name_words, translated
from automation.core.taxonomy.title_ngrams import dictionaries
from automation.core.taxonomy.title_reasons import why_alike
from automation.core.taxonomy.title_similarity import TitleIndex

# Their words are English, but they are no titles.
NO_TITLE = {"HR-chef", "assistant de direction", "commercial terrain"}


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


@pytest.mark.parametrize("title", ["Architect", "Journalist", "Chef", "Conductor", "Docent", "Mechanic", ""])
def test_english_titles_are_not_translated(title: str) -> None:
    """Not even where their stem is one in another language."""
    assert (translated(title), Name.of(title).foreign) == ("", ())


def test_no_name_of_an_occupation_is_translated() -> None:
    """None of the names in English that the dictionaries hold: of the short ones, as everyday titles are."""
    for known in dictionaries():
        sizes, words = known.table.name_sizes, known.table.words
        ends = np.cumsum(sizes)
        for end, size in zip(ends.tolist(), sizes, strict=True):
            if size <= 2:
                name = " ".join(words[number] for number in known.table.name_words[end - size : end])
                assert not translated(name), name


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


def test_the_pairs_in_the_documentation_are_what_explain_says() -> None:
    """Each row of the table earns what it says, for the reason that it says."""
    text = (Path(__file__).parents[3] / "docs" / "matching.md").read_text(encoding="utf-8")
    section = text.partition("## Across languages")[2].partition("\n## ")[0]
    rows = [[cell.strip() for cell in line.strip("|").split("|")] for line in section.splitlines() if line[:1] == "|"]
    for asked, listed, earns, why in rows[2:]:
        skill = asked.removesuffix(" (a must-have)")
        if skill == asked:
            found = work_alike(asked, listed), why_alike(asked, listed)
        else:
            index = SkillIndex([read_skills(listed)], Dictionary())
            found = int(index.holders(skill).credit[0]), index.in_words(skill, 0)
        assert (f"{found[0] / FULL:.2g}", found[1]) == (f"{float(earns):.2g}", why)
    assert len(rows) == 12
