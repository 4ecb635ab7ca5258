from typing import Any

import pytest
from hypothesis import assume, example, given
from hypothesis import strategies as st

from automation.core.model import Cell, CellError, Skill, Stance
from automation.core.parsing import Unreadable, doubts, read_asked, read_skills
from automation.core.parsing.skills.cues import Cue, Where, cues
from automation.core.parsing.words.negation import NEGATIONS
from tests.core.small_workbooks import TEXTS

HELD, LIMITED, DOUBTFUL, NOT_HELD = Stance.HELD, Stance.LIMITED, Stance.DOUBTFUL, Stance.NOT_HELD
NAMES = st.sampled_from(["Python", "Kubernetes", "SAP", "Excel", "C++", "Node.js", "German", "Photoshop", "ACCA"])
LISTS = st.lists(NAMES, min_size=1, max_size=5, unique=True)
# One word or phrase of each language that says "none of it", before or behind a name.
NOT_BEFORE = st.sampled_from(
    """no, never used, without, no experience with, does not know, lacks, zero, kein, keine Erfahrung mit, ohne, pas de,
    aucune expérience en, sans, sin, no sabe, nunca usó, senza, nessuna esperienza in, geen, zonder, brak, bez,
    nie zna, sem, não sabe, inga kunskaper i, utan, ingen erfaring med, uden, uten, ei osaa, neumí, нет опыта с, без,
    没有""".replace("\n", " ").split(", ")
).map(str.strip)
NOT_BEHIND = st.sampled_from(
    [": none", " (none)", ": no", " - no", " ✗", " (0 years)", " yok", " nicht", ": nein", "なし"]
)
OPEN = st.sampled_from(
    ["{}?", "maybe {}", "{} (tbc)", "{} - to be checked", "{} (?)", "vielleicht {}", "{} (à vérifier)"]
)
# What stands between commas: names, what denies or doubts them, headings, remarks, abbreviations, everyday words.
PARTS = st.one_of(
    NAMES,
    st.builds("{} {}".format, NOT_BEFORE, NAMES),
    st.builds("{}{}".format, NAMES, NOT_BEHIND),
    st.builds(str.format, OPEN, NAMES),
    st.sampled_from(
        ["Java or Go", "or Go", "basic", "TS", "AR", "unity", "CI/CD", "CI / CD", "#hash", "Go. Rust", "R&D", "-", ""]
    ),
    TEXTS,
)
NOISE = st.sampled_from(
    [
        "{}",
        " {} ",
        "{}.",
        "{},",
        "- {}",
        "• {}",
        "1. {}",
        "({})",
        "{} (5 years)",
        "{} – 3 yrs",
        "{} (expert)",
        "{}: 8/10",
    ]
)


def stances(cell: Cell) -> dict[str, Stance]:
    """What a cell says about each skill."""
    return {skill.text: skill.stance for skill in read_skills(cell)}


@pytest.mark.parametrize(
    ("cell", "names"),
    [
        ("C++, CI/CD, Node.js", ("C++", "CI/CD", "Node.js")),
        ("Go; Rust|SQL\nExcel\tSAP", ("Go", "Rust", "SQL", "Excel", "SAP")),
        ("• Go • Rust", ("Go", "Rust")),
        ("1) Go 2) Rust", ("Go", "Rust")),
        ("Python、SQL،Excel<br>Word", ("Python", "SQL", "Excel", "Word")),
        ("Python, python , PYTHON", ("Python",)),
        ("Go, and Rust", ("Go", "Rust")),
        (".NET, C#", (".NET", "C#")),
        ("Docker &amp; Kubernetes", ("Docker", "Kubernetes")),
        ("CI / CD / Docker + Helm", ("CI/CD", "Docker", "Helm")),
        ("PHP   MySQL  Laravel", ("PHP", "MySQL", "Laravel")),
        ("Languages: Go (expert)", ("Languages", "Go")),
        ("Microsoft (Excel, Word", ("Microsoft", "Excel", "Word")),
        ("Office (Word (5 years), Excel)", ("Office", "Word", "Excel")),
        ("Has Go. No Rust. Sr. Engineer", ("Has Go", "Rust", "Sr. Engineer")),
        ("Heating, ventilation and air conditioning", ("Heating, ventilation and air conditioning",)),
        ("مهندس, שלום, 🚀 rockets", ("مهندس", "שלום", "🚀 rockets")),
        ("5, -, 🚀", ()),
        ("n/a", ()),
        (None, ()),
    ],
)
def test_cells_are_cut_where_people_separate_skills(cell: Cell, names: Any) -> None:
    """A skills cell is its names as written, each once, with C++, CI/CD and Node.js whole."""
    assert tuple(skill.text for skill in read_skills(cell)) == names


@pytest.mark.parametrize(
    ("cell", "said"),
    [
        ("basic SQL only", {"SQL": LIMITED}),
        ("SQL: basic, R - expert", {"SQL": LIMITED, "R": HELD}),
        ("Learning: Rust, Go; Java", {"Rust": LIMITED, "Go": LIMITED, "Java": HELD}),
        ("Learning:\nRust\nGo\nExpert:\nJava", {"Rust": LIMITED, "Go": LIMITED, "Java": HELD}),
        ("Python, basic", {"Python": LIMITED}),
        ("Office (Word (basic), Excel)", {"Office": HELD, "Word": LIMITED, "Excel": HELD}),
        ("learning disabilities", {"learning disabilities": HELD}),
        ("no Python, Java or Go", {"Python": NOT_HELD, "Java": NOT_HELD, "Go": NOT_HELD}),
        ("no Python, Java, or Go", {"Python": NOT_HELD, "Java": NOT_HELD, "Go": NOT_HELD}),
        ("never used Python, Java and Go", {"Python": NOT_HELD, "Java": NOT_HELD, "Go": NOT_HELD}),
        ("willing to learn Python, and Go", {"Python": NOT_HELD, "Go": NOT_HELD}),
        ("never used Python, but Java and Go", {"Python": NOT_HELD, "Java": HELD, "Go": HELD}),
        ("never used Python, Java, Go", {"Python": NOT_HELD, "Java": DOUBTFUL, "Go": DOUBTFUL}),
        ("never used Python, strong in Java, Go", {"Python": NOT_HELD, "Java": HELD, "Go": HELD}),
        ("no Python, Java and Go", {"Python": NOT_HELD, "Java": DOUBTFUL, "Go": DOUBTFUL}),
        ("Java, never used Python, Go", {"Python": NOT_HELD, "Java": HELD, "Go": HELD}),
        ("Java, never used Python, Go and SQL", {"Java": HELD, "Python": NOT_HELD, "Go": DOUBTFUL, "SQL": DOUBTFUL}),
        ("PHP - no thanks", {"PHP": DOUBTFUL}),
        ("Java, C# (the latter only basics)", {"Java": HELD, "C#": LIMITED}),
        ("Java, Go (the former rusty)", {"Java": DOUBTFUL, "Go": DOUBTFUL}),
        ("Java, Go (former)", {"Java": HELD, "Go": LIMITED}),
        ("no SQL", {"no SQL": DOUBTFUL}),
        ("No SQL experience", {"SQL": NOT_HELD}),
        ("Python, Java, or similar", {"Python": HELD, "Java": HELD}),
        ("Excel, und vieles mehr", {"Excel": HELD}),
        ("Excel, Word, and others", {"Excel": HELD, "Word": HELD}),
        ("no Python, Java", {"Python": NOT_HELD, "Java": HELD}),
        ("Java without Spring", {"Java": HELD, "Spring": NOT_HELD}),
        ("no AWS (EC2, S3)", {"AWS": NOT_HELD, "EC2": NOT_HELD, "S3": NOT_HELD}),
        ("not only Python", {"Python": HELD}),
        ("No-code", {"No-code": HELD}),
        ("Ranked no. 1, NI LabVIEW", {"Ranked no. 1": HELD, "NI LabVIEW": HELD}),
        ("keen to learn Go", {"Go": NOT_HELD}),
        ("Python not used lately", {"Python": DOUBTFUL}),
        ("Python and maybe Go", {"Python": HELD, "Go": DOUBTFUL}),
        ("Python, SQL (both to be checked)", {"Python": DOUBTFUL, "SQL": DOUBTFUL}),
        ("Python, no Python", {"Python": DOUBTFUL}),
        ("Managed a team of Java developers", {"Managed a team of Java developers": LIMITED}),
        ("GCP (Good Clinical Practice)", {"Good Clinical Practice": HELD}),
        ("TF, Keras", {"TensorFlow": HELD, "Keras": HELD}),
        ("TF", {"TF": DOUBTFUL}),
    ],
)
def test_what_a_cell_says_about_a_skill(cell: str, said: dict[str, Stance]) -> None:
    """A remark counts for the skill beside it, a heading for those behind it, a "no" for a list that "or" ends."""
    assert stances(cell) == said


def test_the_words_of_the_cell_are_kept() -> None:
    """Each skill quotes the words that it was read from; a plain name needs no quotation."""
    assert read_skills("Learning: Rust, Go; SQL (basic), Java, TF, AWS") == (
        Skill("Rust", LIMITED, "Learning: Rust"),
        Skill("Go", LIMITED, "Learning: Go"),
        Skill("SQL", LIMITED, "SQL (basic)"),
        Skill("Java"),
        Skill("Terraform", HELD, "TF"),
        Skill("AWS"),
    )


def test_what_the_aliases_teach_is_a_skill_as_it_stands() -> None:
    """A text of the Aliases tab is neither cut nor asked about."""
    taught = frozenset({"tf", "nogermanrequired"})
    assert read_skills("TF, no German required", taught) == (Skill("TF"), Skill("no German required"))


@pytest.mark.parametrize(
    ("cell", "question"),
    [
        ("Python, SQL (basic), no Java", ""),
        ("Python?", "leaves open 'Python?': ask, then write only the skill, or remove it"),
        ("TF", "has 'TF', which could be Terraform or TensorFlow: write it in full"),
    ],
)
def test_what_is_doubtful_is_asked_in_one_sentence(cell: str, question: str) -> None:
    """It quotes the words that are doubtful, and says what to type."""
    assert doubts(read_skills(cell)) == question


@pytest.mark.parametrize(
    ("cell", "asked"),
    [
        ("1. Python\n2. SQL etc.", ["Python", "SQL"]),
        ("Must have: Python (5+ years), AWS or GCP", ["Python", "AWS or GCP"]),
        ("SQL (basic), no German required", ["basic SQL"]),
        ("Python?", ["Python"]),
    ],
)
def test_a_requisition_asks_for_all_that_it_names(cell: str, asked: list[str]) -> None:
    """Numbers, remarks and headings are no skills; what is not needed is left out."""
    assert [skill.text for skill in read_asked(cell)] == asked


def test_a_failed_formula_is_no_list() -> None:
    """It is refused, and says what to do."""
    with pytest.raises(Unreadable):
        read_skills(CellError("#REF!"))


@given(NAMES, NOT_BEFORE)
def test_a_negation_before_a_skill_denies_it(name: str, no: str) -> None:
    """In any language, nobody is credited with a skill that the cell denies."""
    assert stances(f"{no} {name}") == {name: NOT_HELD}


@given(NAMES, NOT_BEHIND)
def test_a_negation_behind_a_skill_denies_it(name: str, no: str) -> None:
    """The same where the negation follows."""
    assert stances(name + no) == {name: NOT_HELD}


@given(LISTS, st.sampled_from(sorted(word for words in NEGATIONS.values() for word in words)), st.integers(0, 4))
def test_adding_a_negation_never_leaves_a_reading_as_it_was(names: list[str], no: str, at: int) -> None:
    """Whatever word of negation stands before a skill of a list, that skill does not count any more."""
    at %= len(names)
    said = stances(", ".join([*names[:at], f"{no} {names[at]}", *names[at + 1 :]]))
    assert said.get(names[at]) in {NOT_HELD, DOUBTFUL, None}
    assert all(said[name] is HELD for name in names if name != names[at])


@given(NAMES, OPEN, NOISE)
def test_what_is_open_stays_open(name: str, question: str, noise: str) -> None:
    """Noise around a doubtful skill does not make it sure."""
    assert stances(noise.format(question.format(name))) == {name: DOUBTFUL}


@given(LISTS, NOISE, st.sampled_from([", ", "; ", "\n", " / ", " · ", " | ", "、"]))
def test_noise_changes_nothing(names: list[str], noise: str, separator: str) -> None:
    """Bullets, numbers, years, levels, brackets and blanks leave each skill whole, whatever separates them."""
    assert stances(separator.join(noise.format(name) for name in names)) == dict.fromkeys(names, HELD)


@given(st.lists(PARTS, min_size=1, max_size=6), st.sampled_from([", ", ",", " , ", ",  "]))
@example(["no Python", "Java", "or Go"], ", ")
@example(["Unity", "AR"], ", ")
@example(["Python", "basic"], ", ")
def test_aliases_for_other_texts_change_nothing(parts: list[str], comma: str) -> None:
    """Lists without aliases are read by a quicker way where they are plain."""
    cell = comma.join(parts)
    assert read_skills(cell, {"quxquux"}) == read_skills(cell)


@given(LISTS)
def test_case_changes_nothing(names: list[str]) -> None:
    """Capitals say nothing about having a skill."""
    for text in (", ".join(names).upper(), ", ".join(names).lower()):
        assert list(stances(text).values()) == [HELD] * len(names)


@given(TEXTS)
def test_names_read_again_are_the_same(text: str) -> None:
    """The names of held skills, joined by commas, are read as themselves."""
    names = [skill.text for skill in read_skills(text) if not skill.said and skill.stance is HELD]
    assume(names)
    again = [skill.text for skill in read_skills(", ".join(names))]
    assert [name for name in names if name not in again] == []


def test_every_phrase_of_the_data_says_one_thing_at_a_place() -> None:
    """All phrases are known with what they say, and a negation of `negation.py` always denies."""
    known = cues()
    assert known["to be checked"][Where.ANYWHERE] is Cue.DOUBT
    assert known["grundkenntnisse"][Where.EDGE] is Cue.SOME
    assert {known[word][Where.ANYWHERE] for words in NEGATIONS.values() for word in words} == {Cue.NOT}
