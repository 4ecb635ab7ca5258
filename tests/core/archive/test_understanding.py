from collections.abc import Sequence

from hypothesis import given, settings
from hypothesis import strategies as st

from automation.core.archive.hashes import hasher
from automation.core.archive.identities import _Reader
from automation.core.archive.people import columns_of
from automation.core.archive.skill_lists import read_lists
from automation.core.archive.understanding import Known, Understood, understand
from automation.core.model import Skill
from automation.core.parsing.identifiers import is_usual_id, row_id
from automation.core.parsing.skills.reader import read_skills
from automation.core.schema import CANDIDATES, PEOPLES_TABS
from automation.core.tabs.header_row import recognise
from automation.core.tabs.headers import Located
from automation.core.taxonomy.skill_words import squash
from automation.core.taxonomy.title_cleaning import words_in
from automation.core.taxonomy.title_names import title_words
from automation.core.workbook.row_reader import ReadableTab
from tests.core.archive.made_people import FIELDS, TITLES, people, tab
from tests.core.archive.test_part_search import MANNER

HEADERS = ["Candidate ID", "Email"]
SKILLS = (
    *("Python", "python", "C", "C++", "Go", "k8s", "CI/CD", "R&D", "no Java", "SQL?", "basic SQL", "SQL (basic)", "PM"),
    *(
        "Node.js",
        "Machine learning",
        "Heating, ventilation and air conditioning",
        "etc",
        "",
        " ",
        "-",
        "TBD",
        "Sr. Dev",
    ),
    *("5 years", "and more", "#python", "C# .NET", "Excel  Word", "B. Sc", "tl;dr", "naïve Bayes", "ML", "ml"),
)
cells = st.lists(st.sampled_from(SKILLS), max_size=7).flatmap(
    lambda parts: st.sampled_from((",", ", ", " , ", "; ")).map(lambda comma: comma.join(parts))
)


@settings(max_examples=300, deadline=None)
@given(st.lists(cells, max_size=8), st.sets(st.sampled_from(SKILLS), max_size=2))
def test_lists_are_read_as_cells_of_the_sheet_are(some: Sequence[str], aliases: set[str]) -> None:
    """Plain or not: the same skills in the same order, and numbers by their first appearance."""
    taught = {squash(alias) for alias in aliases}
    skills, flat, sizes = read_lists(some, taught, lambda at: read_skills(some[at], taught))
    expected = [[Skill(one.text, one.stance) for one in read_skills(cell, taught)] for cell in some]
    found = iter([skills[number] for number in flat.tolist()])
    assert [[next(found) for _ in range(size)] for size in sizes.tolist()] == expected
    assert skills == list(dict.fromkeys(one for own in expected for one in own))


ids = st.one_of(
    st.none(),
    st.sampled_from(
        ("", "A1", "a-07", "REQ_12", "007", "1E5", "12", "n/a", "none", "é1", "A 1", "x@y.example", " B2 ")
    ),
    st.from_regex(r"[A-Za-z]{0,3}[-_]?[0-9]{0,6}", fullmatch=True),
)
addresses = st.one_of(
    st.none(),
    st.sampled_from(("", "a.b+jobs@gmail.com", "A@x.example", "a.b@googlemail.com", "x@bücher.example", "no one", "@")),
    st.from_regex(r"[a-z.+]{1,4}@[a-z]{1,3}\.(example|com)", fullmatch=True),
)


@given(ids, addresses)
def test_usual_rows_name_whom_all_rows_name(own: str | None, email: str | None) -> None:
    """The quick way gives the same keys and hashes as the way of the sheet's rows."""
    reader = _Reader(
        ReadableTab(Located(CANDIDATES, "", [HEADERS], recognise(PEOPLES_TABS[CANDIDATES], HEADERS))), hasher(b"0")
    )
    quick, whole = reader.usual(own, email), reader.unusual(own, email)
    assert quick is None or (whole and quick[:4] == whole[:4] and list(quick.others) == list(whole.others))
    assert quick is None or set(quick.asked) == set(whole.asked)  # type: ignore[union-attr]
    assert own is None or not is_usual_id(own) or row_id(own) == own


def read(records: list, known: Known | None) -> Understood:
    names, *rows = tab(FIELDS, records)
    headers = recognise(PEOPLES_TABS[CANDIDATES], [str(name) for name in names])
    columns = columns_of({name: [row[at] for row in rows] for name, at in headers.fields.items()})
    return understand([str(name) for name in names], headers, columns, 1, MANNER, known)


def test_what_other_parts_have_read_changes_nothing() -> None:
    """A part is the same, and counts the same cells that cannot be read, whatever was read before it."""
    known = Known()
    for seed in (1, 2, 1):
        odd = [
            {**one, "rating": "9", "level": "boss"} if at % 7 == 0 else one for at, one in enumerate(people(60, seed))
        ]
        alone, after = read(odd, None), read(odd, known)
        assert alone.people.words == after.people.words
        assert alone.unread == after.unread
        assert alone.unread["Level"] == 9
        assert all((a == b).all() for a, b in zip(columns(alone), columns(after), strict=True))


def columns(found: Understood) -> list:
    return [value for name, value in vars(found.people).items() if name not in {"words", "ends"}]


def test_titles_with_and_without_what_is_looked_for() -> None:
    """Second forms, symbols, employers and phrases are taken out wherever they stand."""
    words = {
        "Entwickler/in": "entwickler",
        "Entwickler:innen (m/w/d)": "entwickler m w d",
        "EntwicklerIn": "entwickler",
        "C++ Developer": "cplusplus developer",
        "Engineer at Acme": "engineer",
        "Engineer @ Acme": "engineer",
        "Full time Back End Developer": "  backend developer".lstrip(),
        "Data Base Administrator": "database administrator",
    }
    assert {title: " ".join(words_in(title).split()) for title in words} == words
    assert title_words("Work from home Java Developer") == ("java", "developer")
    assert all(title_words(title) for title in TITLES if title)
