from collections.abc import Mapping
from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from automation.core.archive.answers import Answers, learned, together
from automation.core.archive.eligible import barred_by, eligible
from automation.core.archive.meanings import NOTHING_KNOWN, Meanings, name_meanings, skill_meanings
from automation.core.archive.merging import merged
from automation.core.archive.part_search import search_part
from automation.core.archive.people import People, columns_of
from automation.core.archive.question import Question
from automation.core.archive.understanding import READ, Manner, understand
from automation.core.matching.matcher import Matcher
from automation.core.matching.scoring import open_requisitions, score
from automation.core.matching.top_candidates import Ranker
from automation.core.model import Conventions, Skill, Snapshot, each_row
from automation.core.rules import COMPONENTS, Rules
from automation.core.schema import CANDIDATES, PEOPLES_TABS, REQUISITIONS
from automation.core.tabs.header_row import recognise
from automation.core.taxonomy.title_names import Name
from automation.core.text import text_of
from automation.core.workbook.assemble import assemble
from automation.core.workbook.parsed_workbook import Book
from tests.core.archive.made_people import ASKED, FIELDS, TODAY, people, requisitions, tab

CONVENTIONS = Conventions(default_region="EU")
MANNER = Manner(CONVENTIONS, frozenset(), b"0" * 32)
Found = dict[str, list[tuple[str, float, dict[str, float]]]]


def book_of(records: list, roles: list, rules: Rules) -> Book:
    tabs = {CANDIDATES: tab(FIELDS, records), REQUISITIONS: tab(ASKED, roles)}
    return replace(assemble(Snapshot(tabs), (), None, CONVENTIONS, TODAY).book, rules=rules)


def by_the_sheet(book: Book, top: int) -> Found:
    """What the sheet's matcher finds, with as many people on a slate."""
    matcher, found = Matcher(book, book.candidates, TODAY), {}
    ranker = Ranker(matcher.pool, replace(book.rules, slate_size=top))
    for row in each_row(open_requisitions(book.requisitions)):
        asked, apart = matcher.asked(row), matcher.apart(row)
        best = [one for one in ranker.best(asked, more=len(apart))[0].tolist() if one not in apart][:top]
        scores = score(matcher.pool, asked, best)
        found[row.key] = [
            (matcher.keys[one], int(scores.total[at]), {name: int(own[at]) for name, own in scores.points.items()})
            for at, one in enumerate(best)
        ]
    return found


def part_of(records: list) -> People:
    names, *rows = tab(FIELDS, records)
    headers = recognise(PEOPLES_TABS[CANDIDATES], [text_of(name) for name in names])
    cells = {name: [row[at] for row in rows] for name, at in headers.fields.items() if name in READ}
    return understand([text_of(name) for name in names], headers, columns_of(cells), 1, MANNER).people


def meanings_of(records: list, aliases: Mapping[str, str]) -> Meanings:
    """What the titles and skills of records mean, read before the search."""
    words = part_of(records).words
    titles = {title: Name.of(title) for title in words.titles if title}
    skills = [skill for skill in words.skills if skill.stance.counts]
    return Meanings(titles, name_meanings(titles.values()), [skill_meanings([*skills, *map(Skill, titles)], aliases)])


def shared(meanings: Meanings, shares: int) -> list[Meanings]:
    """Meanings in so many shares."""
    (skills,) = meanings.skills or ({},)
    titles, skills = list(meanings.titles.items()), list(skills.items())
    return [Meanings(dict(titles[n::shares]), meanings.names, [dict(skills[n::shares])]) for n in range(shares)]


def by_parts(book: Book, records: list, top: int, parts: int, *, known: int = 0) -> Found:
    """What a search finds in so many parts, where what one record in so many means is known before; 0 for none.

    What is known is compared in as many shares.
    """
    roles = open_requisitions(book.requisitions)
    nobody = barred_by({}, {}, TODAY)
    question = Question("q", roles, book.aliases, book.rules, top, CONVENTIONS, TODAY, nobody)
    meanings = meanings_of(records[::known], book.aliases) if known else NOTHING_KNOWN
    before = together([learned(question, share) for share in shared(meanings, parts)])
    answers, some, kept = Answers(question, before), [], []
    for number in range(parts):
        own = records[number::parts]
        whole = part_of(own)
        may = eligible(whole, nobody, CONVENTIONS, book.rules, TODAY)
        kept.append([None, *own])
        some.append(search_part(number, whole.only(may), answers))
    found: Found = {}
    for row, best in zip(each_row(roles), merged(some, top), strict=True):
        who = [kept[part][at] for part, at in zip(best.parts.tolist(), best.rows.tolist(), strict=True)]
        keys = [str(one["candidate_id"] or one["email"]).lower() for one in who]
        points = [{name: int(p) for name, p in zip(COMPONENTS, own, strict=True) if p >= 0} for own in best.points]
        order = np.lexsort((keys, -best.totals))[:top] if keys else []
        found[row.key] = [(keys[at], int(best.totals[at]), points[at]) for at in order]
    return found


weights = st.integers(0, 60).map(float)
rules = st.builds(
    Rules,
    must=weights,
    nice=weights,
    title=weights,
    level=weights,
    location=weights,
    pay=weights,
    track=st.integers(1, 60).map(float),
    slate_floor=st.sampled_from((0.0, 30.0, 55.0)),
)


@pytest.mark.long
@settings(max_examples=25, deadline=None)
@given(st.integers(0, 10_000), rules, st.sampled_from((1, 5, 50)), st.sampled_from((1, 3)), st.sampled_from((0, 1, 9)))
def test_parts_find_whom_the_sheet_finds(seed: int, rules: Rules, top: int, parts: int, known: int) -> None:
    """The best of an archive are those whom the sheet's matcher finds among the same rows: scores, points and ties.

    Whether all, some or none of what titles and skills mean was read when they were added.
    """
    records, roles = people(150, seed), requisitions(4, seed)
    book = book_of(records, roles, rules)
    assert by_parts(book, records, top, parts, known=known) == by_the_sheet(book, top)
