from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from automation.core.taxonomy.skill_comparison import FULL
from automation.core.taxonomy.title_names import compared_words, title_words
from automation.core.taxonomy.title_similarity import TitleIndex, nearly_same_title
from tests.core.small_workbooks import TEXTS

TITLES = st.sampled_from(
    ["SWE", "Data Engineer", "Sr. Accountant", "Nurse", "Lorry Driver", "Account Manager", "Wizard of Oz", "Lead"]
)


def work_alike(one: str, other: str) -> int:
    """How far two titles are the same work."""
    return int(TitleIndex([other]).similarity(one)[0])


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Data Engineer", "Data Engineer"),
        ("Senior Data Engineer", "data engineer II"),
        ("SWE", "Software Engineer"),
        ("Sr. SWE", "Software Engineer"),
        ("QA Engineer (m/f/d)", "Quality Assurance Engineer"),
        ("Backend Developer - Remote", "Back-end Developer"),
        ("Forklift Driver", "Forklfit Driver"),
        ("Accountant", "Senior Accountant (m/f/d)"),
        ("Data Engineer @ Acme", "Data Engineer at Globex"),
        ("Principal Engineer", "Staff Engineer"),
        ("CFO", "Chief Financial Officer"),
        ("Vet Tech", "Vet Technician"),
        ("Fiber Optic Installer", "Fibre-optic installers"),
        ("C++ Developer", "Developer, C++"),
    ],
)
def test_the_same_title_written_otherwise(one: Any, other: Any) -> None:
    """Levels, abbreviations, noise, employers and typos do not make another title."""
    assert nearly_same_title(one, other)
    assert work_alike(one, other) == FULL


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Software Engineer", "Software Developer"),
        ("Nurse", "Registered Nurse"),
        ("Attorney", "Lawyer"),
        ("Recruiter", "Talent Acquisition Specialist"),
        ("Lorry Driver", "Truck Driver"),
        ("Solicitor", "Legal Counsel"),
        ("Head of People", "HR Director"),
        ("Physiotherapist", "Physical Therapist"),
        ("Procurement Manager", "Purchasing Manager"),
        ("Data Scientist", "Machine Learning Engineer"),
        ("Forklift Operator", "Forklift Driver"),
        ("Graphic Designer", "Publications Designer"),
    ],
)
def test_the_same_work_by_another_name(one: Any, other: Any) -> None:
    """Names of the same occupation earn four fifths at least, though they share no word."""
    assert work_alike(one, other) >= 0.8 * FULL


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Java Developer", "Software Engineer"),
        ("Accountant", "Accounting Clerk"),
        ("Head Chef", "Line Cook"),
        ("Data Analyst", "Business Analyst"),
        ("Frontend Developer", "Backend Developer"),
        ("Sales Representative", "Account Executive"),
        ("Financial Controller", "Accountant"),
        ("Marketing Manager", "Sales Manager"),
        ("Store Manager", "Retail Manager"),
        ("Care Assistant", "Home Health Aide"),
    ],
)
def test_related_work_earns_about_half(one: Any, other: Any) -> None:
    """Work that people move between earns something between a third and four fifths."""
    assert 0.35 * FULL <= work_alike(one, other) < 0.8 * FULL


def test_a_title_of_many_occupations_earns_less() -> None:
    """A name of one occupation earns most, one of two that are closely related less, one of unrelated ones least."""
    names = ["Financial Analyst", "Bond Analyst", "Acquisitions Analyst"]
    earned = [work_alike("Financial and Investment Analyst", name) for name in names]
    assert earned[0] > earned[1] > earned[2] + 0.1 * FULL


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Java Developer", "Project Manager"),
        ("HR Manager", "Marketing Manager"),
        ("Store Manager", "Project Manager"),
        ("Account Manager", "Product Manager"),
        ("Staff Nurse", "Staff Software Engineer"),
        ("Attorney", "Paralegal"),
        ("Physician", "Nurse"),
        ("Nurse", "Forklift Driver"),
        ("Software Engineer", "Sales Engineer"),
        ("Management Analyst", "Database Specialist"),
        ("Platform Engineer", "Tform Clerk"),
        ("School Principal", "Principal Engineer"),
        ("Lead Generation Specialist", "Team Lead"),
        ("Data Engineer", ""),
        ("🚀", "🚀"),
    ],
)
def test_other_work_earns_next_to_nothing(one: Any, other: Any) -> None:
    """A shared common word, or a shared piece of a word, is no shared occupation."""
    assert work_alike(one, other) < 0.2 * FULL


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        ("Accountant", "Senior Accountant (m/f/d)", True),
        ("Nurse", "Registered Nurse", True),
        ("Software Engineer", "Software Developer", True),
        ("Head of Marketing", "Marketing Director", True),
        ("Senior Java Engineer", "Java Developer II", True),
        ("HR Manager", "Marketing Manager", False),
        ("Java Developer", "Project Manager", False),
        ("Java Developer", "JavaScript Developer", False),
        ("iOS Developer", "Android Developer", False),
        ("Account Manager", "Product Manager", False),
        ("Accountant", "Account Manager", False),
        ("Accounts Payable Clerk", "Accounts Receivable Specialist", False),
        ("Data Engineer", "Data Scientist", False),
    ],
)
def test_nearly_the_same_title(one: Any, other: Any, *, same: Any) -> None:
    """Nearly the same titles mean the same work in much the same words."""
    assert nearly_same_title(one, other) is same


@pytest.mark.parametrize(
    ("title", "words"),
    [
        ("Senior Staff Nurse (remote)", ("nurse",)),
        ("Sr. SWE (m/f/d) – remote", ("software", "engineer")),
        ("Lead", ("leader",)),
        ("Chief of Staff", ("chief", "staff")),
        ("Lead Generation Specialist", ("lead", "generation", "specialist")),
        ("Remote Sensing Scientist", ("remote", "sensing", "scientist")),
        ("Contract Java Developer", ("java", "developer")),
        ("Contract Manager", ("contract", "manager")),
        ("Tech Lead", ("technical", "leader")),
        ("Pharmacy Tech", ("pharmacy", "technician")),
        ("Front-End Developer, full time", ("frontend", "developer")),
        ("Head of R&D", ("head", "research", "development")),
        ("Tech Lead II", ("technical", "leader")),
        ("12 month FTC", ()),
        ("m/f/d", ()),
        ("", ()),
    ],
)
def test_words_about_the_work_are_kept(title: Any, words: Any) -> None:
    """Levels, employers and noise go, abbreviations are spelled out, and each word stays once."""
    assert title_words(title) == words


@given(TITLES | TEXTS, TEXTS | TITLES)
def test_similarity_is_mutual_and_within_bounds(one: Any, other: Any) -> None:
    """Two titles are as alike one way as the other, from nothing to full, and full with themselves."""
    alike = work_alike(one, other)
    assert 0 <= alike <= FULL
    assert alike == work_alike(other, one)
    assert work_alike(one, one) == (FULL if compared_words(one) else 0)
    assert nearly_same_title(one, other) == nearly_same_title(other, one)
    assert nearly_same_title(one, one) == bool(compared_words(one))


@given(st.lists(TITLES | TEXTS, min_size=1, max_size=6), TITLES | TEXTS)
def test_similarity_does_not_depend_on_other_titles(titles: Any, asked: str) -> None:
    """A title is as alike alone as among others."""
    index = TitleIndex(titles)
    assert index.similarity(asked).tolist() == [work_alike(asked, title) for title in titles]


@given(TITLES, TITLES, st.sampled_from(["{} (m/f/d)", "Senior {}", "{} – remote", "{} II", "{}, full-time"]))
def test_words_not_about_the_work_change_nothing(one: str, other: str, said: str) -> None:
    """A level, a way of working or an equal-opportunity sign earns and costs nothing."""
    assert work_alike(said.format(one), other) == work_alike(one, other)


def test_other_names_count_as_the_title() -> None:
    """A title with other names is as close as the likest of them."""
    index = TitleIndex(["Zookeeper", "Clerk"], [["Animal Attendant", "Keeper"], []])
    assert index.similarity("animal attendants").tolist()[0] == FULL
    assert index.closeness("Keeper").argmax() == 0
    # By its wording too, where no dictionary knows the words.
    assert TitleIndex(["Glimmer"], [["Quux Frobnicator"]]).closeness("Frobnicators")[0] > 0.3


def test_a_search_ranks_titles_that_score_the_same() -> None:
    """Closeness puts the same title first, then other names of the work, then what is related."""
    titles = ["Paralegal", "Lawyer", "Forklift Driver", "Attorney", "Legal Assistant"]
    close = TitleIndex(titles).closeness("Attorney")
    assert [titles[place] for place in (-close).argsort(kind="stable")[:2]] == ["Attorney", "Lawyer"]
    assert all(0 <= value <= 1 for value in close)
