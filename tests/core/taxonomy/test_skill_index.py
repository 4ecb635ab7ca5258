from collections.abc import Iterable
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from automation.core.model import Skill, Stance
from automation.core.taxonomy.skill_comparison import FULL, NAMED, NARROWER, WIDER, Kind, compare
from automation.core.taxonomy.skill_dictionary import Dictionary
from automation.core.taxonomy.skill_index import SkillIndex
from tests.core.small_workbooks import TEXTS

PLAIN = Dictionary()
# Whatever stands in a skills cell, and what is near it in some way.
SKILLS = TEXTS | st.sampled_from(
    [
        "k8s",
        "Kubernetes",
        "Kuberentes",
        "React",
        "React.js",
        "React Native",
        "JavaScript",
        "Java",
        "Java Developer",
        "C#/.NET",
        "RHEL/Linux",
        "AWS / GCP",
        "AWS",
        "SQL",
        "PostgreSQL",
        "vendor management",
        "managing vendors",
        "payroll",
        "sales",
        "payroll processing",
        "payroll and pension schemes of charities",
        "revenue cycle management",
        "RCM",
        "pandas",
        "search engine optimisation",
        "SEO",
        "data base",
        "database",
        "machine learning",
        "learning",
        "vitamin C",
        "C",
        "Structured query language SQL",
        "SAP HANA",
        "SAP",
        "in depth knowledge of roofing",
        "roofing",
        "Marketo",
        "Market",
        "Marketing",
        "food safety ISO 22000",
        "food safety ISO 45001",
        "business development executive",
        "business development",
        "HR",
        "HR Manager",
        "human resources",
        "MS Office",
        "Excel",
    ]
)


def rows(*listed: Iterable[str]) -> list[list[Skill]]:
    """Rows that list these terms as held."""
    return [[Skill(text) for text in own] for own in listed]


def credit(asked: str, *listed: str, aliases: dict[str, str] | None = None) -> float:
    """How fully (0 to 1) a person who lists these terms has the one asked."""
    held = SkillIndex(rows(listed), Dictionary(aliases)).holders(asked)
    return int(held.credit[0]) / FULL if len(held.credit) else 0


def wording(asked: str, listed: str, aliases: dict[str, str] | None = None) -> str:
    """Why a listed term counts for the one asked."""
    return SkillIndex(rows([listed]), Dictionary(aliases)).in_words(asked, 0)


@pytest.mark.parametrize(
    ("asked", "listed"),
    [
        ("Kubernetes", "k8s"),
        ("k8s", "Kubernetes"),
        ("Kubernetes", "Kuberentes"),
        ("Node.js", "nodejs"),
        ("Go", "Golang"),
        ("C++", "cpp"),
        ("C++", "c++"),
        ("CI/CD", "ci cd"),
        ("CI/CD", "Continuous Integration"),
        ("React", "React.js"),
        ("Amazon Web Services", "AWS"),
        ("Python", "5+ years of experience in Python"),
        ("Python", "Python programming"),
        ("Java", "Java Developer"),
        ("Java", "Senior Java Developer"),
        ("negotiation", "Negotiations"),
        ("Vendor management", "vendor-management"),
        ("مهندس", "مهندس"),
        ("SEO", "search engine optimisation"),
        ("organisational behaviour", "Organizational Behavior"),
        ("database", "data base"),
        ("SQL", "Structured query language SQL"),
        ("revenue cycle management", "Revenue Cycle Management (RCM)"),
        ("RCM", "revenue cycle management"),
        ("Hive", "Apache Hive"),
        ("CATIA", "Dassault Systemes CATIA"),
        ("Microsoft Exchange", "MS Exchange"),
        ("Python", "Python 3.8"),
        ("Windows Server", "Windows Server 2019"),
        ("C#", "C#/.NET"),
        ("Linux", "Ubuntu/Linux"),
        ("AWS / GCP", "Amazon Web Services"),
        ("AWS or Azure or GCP", "Azure"),
        ("Host/Hostess", "hostess"),
        ("C#/.NET", "C#/.NET"),
    ],
)
def test_the_same_skill_by_another_name(asked: str, listed: str) -> None:
    """Aliases, spelling, plurals, filler, vendors, versions, acronyms and slips do not hide a skill."""
    assert credit(asked, listed) == 1


@pytest.mark.parametrize(
    ("asked", "listed"),
    [
        ("Tform", "platform"),
        ("platform", "Tform"),
        ("Terraform", "Tform"),
        ("Java", "JavaScript"),
        ("JavaScript", "Java"),
        ("React", "Preact"),
        ("C", "C++"),
        ("C++", "C"),
        ("C#", "C"),
        ("C", "vitamin C"),
        (".NET", "net"),
        ("SQL", "NoSQL"),
        ("R", "React"),
        ("S3", "S4"),
        ("Scrum", "Crum"),
        ("Node.js", "Next.js"),
        ("ISO 9001", "ISO 27001"),
        ("food safety ISO 22000", "food safety ISO 45001"),
        ("sales executive", "executive chef"),
        ("steel detailing", "steel design"),
        ("pandas", "panda"),
        ("Windows", "window"),
        ("Ruby on Rails", "rail"),
        ("Marketo", "Market"),
        ("marketing", "marking"),
        ("Microsoft Word", "word of mouth"),
        ("Golang", "go to market"),
        ("quality of code", "quality"),
        ("sales/business development manager", "sales"),
        ("A/B testing", "testing"),
        ("TCP/IP", "IP"),
    ],
)
def test_another_skill_that_looks_alike(asked: str, listed: str) -> None:
    """Skills are whole terms, never substrings, and a typo has bounds."""
    assert credit(asked, listed) == 0


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Angular", "AngularJS"),
        ("Vue.js", "Vuex"),
        ("Bash", "Shell"),
        ("Git", "GitHub"),
        ("HTML", "XML"),
        ("SQL", "MySQL"),
        ("SQL", "SQL Server"),
        ("Ruby", "Ruby on Rails"),
        ("React", "React Native"),
        ("Visual Basic", "Visual Studio"),
        ("ASP.NET", ".NET MAUI"),
        ("AWS Lambda", "Lambda calculus"),
        ("Microsoft Access", "Access control"),
        ("Marketing", "Marketo"),
        ("Machine learning", "E-learning"),
        ("PowerPoint", "PowerShell"),
        ("Data engineering", "Data entry"),
        ("PM", "PMO"),
        ("CPA", "CPA marketing"),
        ("Helm", "Helm operations (marine)"),
        ("Spring", "Spring (season)"),
        ("RN", "React Native"),
        ("B2B", "B2C"),
        ("HR", "HRIS"),
        ("IFRS", "IFR"),
        ("security", "securities"),
        ("iOS", "Cisco IOS"),
        ("marketing", "digital marketing"),
    ],
)
def test_products_of_their_own_are_never_one(one: str, other: str) -> None:
    """What is another product, or may be another thing, never earns all of a skill, and the two are not the same."""
    assert max(credit(one, other), credit(other, one)) < 1
    assert not PLAIN.same(one, other)


@pytest.mark.parametrize(
    ("broad", "narrow"),
    [
        ("JavaScript", "React"),
        ("SQL", "PostgreSQL"),
        ("SQL", "MySQL"),
        ("Ruby", "Rails"),
        ("MS Office", "Excel"),
        ("Shell", "bash"),
        ("Vue", "Vuex"),
        ("CAD", "AutoCAD"),
        ("Amazon Web Services", "AWS Lambda"),
    ],
)
def test_a_related_skill_counts_in_part(broad: str, narrow: str) -> None:
    """A related narrower skill earns half of the skill asked for, a wider one a quarter; the wording shows it."""
    assert (credit(broad, narrow), wording(broad, narrow)) == (NARROWER / FULL, f"{narrow} (related to {broad})")
    assert (credit(narrow, broad), wording(narrow, broad)) == (WIDER / FULL, f"{broad} (related to {narrow})")


def test_a_related_skill_is_not_listed() -> None:
    """Candidates who list a related skill are shown apart from those who list the skill itself."""
    held = SkillIndex(rows(["React"], ["JavaScript", "React"], ["Cobol"]), PLAIN).holders("JavaScript")
    assert (held.candidates.tolist(), held.listing.tolist()) == ([0, 1], [1])


def test_free_words_are_compared_by_their_words_rare_ones_weighing_more() -> None:
    """The rare half of "vendor management" earns more than half, the common half nothing."""
    assert 0.5 < credit("vendor management", "managing vendors") < 1
    assert 0.5 < credit("business development executive", "business development") < 1
    assert credit("vendor management", "stakeholder management") == 0
    assert credit("vendor management", "vendor management") == 1


@pytest.mark.parametrize(
    ("listed", "earned"),
    [
        ("payroll", FULL),
        ("payroll processing", NAMED),
        ("payroll and pension schemes of charities", FULL),
    ],
)
def test_a_word_named_by_a_longer_term(listed: str, earned: int) -> None:
    """A word that makes up a short term is half of it; in a longer sentence it counts fully."""
    assert credit("payroll", listed) == earned / FULL


@pytest.mark.parametrize(
    ("asked", "listed", "words"),
    [
        ("Kubernetes", "Kubernetes", ""),
        ("Kubernetes", "k8s", "k8s → Kubernetes (alias)"),
        ("k8s", "Kubernetes", "k8s → Kubernetes (alias)"),
        ("Accessibility", "a11y", "a11y → Accessibility (Aliases tab)"),
        ("Python", "Python programming", "Python programming → Python (other wording)"),
        ("data base", "database", "database (other wording)"),
        ("vendor management", "managing vendors", "managing vendors: vendor (1), not management (0.3)"),
        ("payroll", "payroll processing", "payroll is named in 'payroll processing'"),
        ("RCM", "revenue cycle management", "RCM (initials of revenue cycle management)"),
        ("revenue cycle management", "RCM", "RCM (initials of revenue cycle management)"),
        ("Kubernetes", "Cobol", ""),
    ],
)
def test_why_a_term_counts_in_words(asked: str, listed: str, words: str) -> None:
    """It names the alias, the words with their weights, or what is related."""
    assert wording(asked, listed, {"a11y": "Accessibility"}) == words


def test_the_fullest_term_counts() -> None:
    """Two terms that cover a skill in part do not add up; the fuller one counts."""
    index = SkillIndex(rows(("vendor lists", "vendor management")), PLAIN)
    held = index.holders("vendor management")
    assert (held.credit.tolist(), index.skills[held.term[0]].text) == ([FULL], "vendor management")


def test_aliases_of_the_workbook_win() -> None:
    """The Aliases tab decides, also against a built-in meaning."""
    assert credit("Accessibility", "a11y", aliases={"a11y": "Accessibility"}) == 1
    assert credit("Machine learning", "ML", aliases={"ML": "Medical laboratory"}) == 0


def test_one_skill_asked_twice_counts_once() -> None:
    """Two names of one skill are one, under the first."""
    assert PLAIN.distinct(["Golang", "Python", "Go", "data base", "go lang", "!", "database"]) == [
        "Golang",
        "Python",
        "data base",
    ]


@given(SKILLS | st.text(alphabet="ab cC+#./-&", max_size=12))
def test_a_skill_listed_in_the_same_words_counts_fully(text: str) -> None:
    """A candidate who lists a skill in the same words has it fully, whatever it is called."""
    assert credit(text, text) == (1 if PLAIN.term(text) else 0)


@given(SKILLS, st.lists(st.lists(SKILLS, max_size=4), max_size=5))
def test_credit_does_not_depend_on_other_candidates(asked: str, people: list[list[str]]) -> None:
    """What a person is credited with is the same alone and among others, between nothing and full."""
    held = SkillIndex(rows(*people), PLAIN).holders(asked)
    together = dict(zip(held.candidates.tolist(), held.credit.tolist(), strict=True))
    for position, listed in enumerate(people):
        assert together.get(position, 0) == credit(asked, *listed) * FULL
    assert all(0 < earned <= FULL for earned in together.values())


@given(SKILLS, st.lists(SKILLS, min_size=1, max_size=8))
def test_the_index_agrees_with_comparing_each_pair(asked: str, listed: list[str]) -> None:
    """The index credits each term in the way and as fully as `compare` does, and says why."""
    index = SkillIndex(rows(*([text] for text in listed)), PLAIN)
    held = index.holders(asked)
    found = {
        position: (earned, way)
        for position, earned, way in zip(
            held.candidates.tolist(), held.credit.tolist(), held.kind.tolist(), strict=True
        )
    }
    for position, text in enumerate(listed):
        why = index.why(asked, index.skills.index(Skill(text))) if text else None
        assert found.get(position) == (None if why is None else (why.credit, why.kind))


@given(SKILLS, SKILLS)
def test_part_credits_recompute_from_the_words_shown(asked: str, listed: str) -> None:
    """A credit by words is the share of the weights of the words found, to 1/10,000."""
    why = compare(PLAIN, PLAIN.read(asked), PLAIN.read(listed))
    if why is not None and why.kind is Kind.WORDS:
        found = sum(weighs for _, weighs, has in why.words if has)
        assert abs(why.credit - FULL * found / sum(weighs for _, weighs, _ in why.words)) <= 0.5


@given(SKILLS, SKILLS)
def test_being_the_same_skill_is_mutual_and_earns_all(one: str, other: str) -> None:
    """Two texts are one skill either way or neither, and then each earns all of the other."""
    assert PLAIN.same(one, other) == PLAIN.same(other, one)
    if PLAIN.same(one, other):
        assert credit(one, other) == credit(other, one) == 1


@given(st.lists(SKILLS, max_size=6))
def test_distinct_skills_are_all_there_and_no_two_the_same(texts: list[str]) -> None:
    """Each text that says something is one of the distinct skills, and they keep their order."""
    kept = PLAIN.distinct(texts)
    assert not any(PLAIN.same(one, other) for one, other in pairwise(kept))
    assert all(any(PLAIN.same(text, other) for other in kept) for text in texts if PLAIN.read(text).keys)
    assert [text for text in dict.fromkeys(texts) if text in kept] == kept


@pytest.mark.parametrize(
    ("row", "asked", "earned"),
    [
        ([Skill("SQL", Stance.LIMITED)], "SQL", FULL // 2),
        ([Skill("SQL", Stance.LIMITED)], "basic SQL", FULL),
        ([Skill("SQL", Stance.LIMITED), Skill("SQL developer")], "SQL", FULL),
        ([Skill("Django", Stance.LIMITED)], "Python", NARROWER // 2),
        ([Skill("Python", Stance.NOT_HELD)], "Python", 0),
        ([Skill("Python", Stance.NOT_HELD), Skill("Django")], "Python", 0),
        ([Skill("Python", Stance.NOT_HELD), Skill("Python developer")], "Python", FULL),
        ([Skill("Python", Stance.DOUBTFUL)], "Python", 0),
        ([Skill("Python", Stance.DOUBTFUL), Skill("Django")], "Python", NARROWER),
    ],
)
def test_what_a_cell_says_of_a_skill_decides_what_it_earns(row: list[Skill], asked: str, earned: int) -> None:
    """A little earns half, what is denied or doubtful nothing; "no Python" outweighs what is only related to it."""
    held = SkillIndex([row], PLAIN).holders(asked)
    assert held.credit.tolist() == ([earned] if earned else [])
    assert len(held.listing) == (1 if earned == FULL else 0)


@given(SKILLS, st.lists(SKILLS, max_size=4), st.sampled_from([Stance.NOT_HELD, Stance.DOUBTFUL]))
def test_a_denied_skill_never_earns_more(asked: str, listed: list[str], stance: Stance) -> None:
    """Whatever else a row lists, adding that a skill is not there, or in doubt, adds nothing to any skill."""
    without = SkillIndex(rows(listed), PLAIN).holders(asked)
    with_it = SkillIndex([[*rows(listed)[0], Skill(asked, stance)]], PLAIN).holders(asked)
    assert sum(with_it.credit.tolist()) <= sum(without.credit.tolist())


@pytest.mark.parametrize(
    ("asked", "listed", "earned"),
    [
        ("Swift", "swift response to clients", 0),
        ("Swift", "iOS apps in Swift", FULL),
        ("Excel", "ability to excel under pressure", 0),
        ("Excel", "Excel dashboards", FULL),
        ("React", "reacts well under pressure", 0),
        ("C", "written in C and assembler", FULL),
        ("Go", "go-to-market", 0),
        ("Rust", "rust prevention", 0),
        ("rust prevention", "rust prevention", FULL),
        ("Danish", "Danish pastry", 0),
        ("German", "German translation", FULL),
        ("SAP", "rollout of SAP", FULL),
        ("Apache", "Apache helicopter", 0),
    ],
)
def test_everyday_words_are_no_skills(asked: str, listed: str, earned: int) -> None:
    """A name that is an everyday word counts only where the words beside it show that it is meant."""
    assert credit(asked, listed) * FULL == earned


@pytest.mark.parametrize(
    ("asked", "listed"),
    [
        ("Accounting", "Buchhaltung"),
        ("Machine learning", "機械学習"),
        ("German", "język niemiecki"),
        ("Driving licence", "rijbewijs B"),
        ("Rijbewijs", "driving license"),
        ("React", "MERN stack"),
        ("Forklift licence", "forklift operator"),
        ("HGV licence", "HGV Class 1"),
        ("CSCS", "CSCS card"),
        ("Six Sigma", "Six Sigma Black Belt"),
        ("TIG welding", "MIG/TIG welder"),
        ("Oracle", "Oracle 12c"),
        ("C++", "C++17"),
        ("Mergers and acquisitions", "M&A"),
    ],
)
def test_a_skill_in_other_words(asked: str, listed: str) -> None:
    """Other languages, stacks, licences with a class, papers and versions do not hide a skill."""
    assert credit(asked, listed) == 1


@pytest.mark.parametrize(
    ("asked", "listed"),
    [("HGV Class 1", "HGV Class 2"), ("HGV Class 1", "HGV licence"), ("CDL Class A", "CDL Class B")],
)
def test_another_class_is_another_licence(asked: str, listed: str) -> None:
    """What is asked with its class is not another class."""
    assert credit(asked, listed) < 1
