"""A part of an archive as the scorer's pool: once in whole, with upper bounds, and once exactly, for a few people."""

from collections.abc import Sequence
from datetime import date
from typing import TYPE_CHECKING, Any, cast

import numpy as np
import numpy.typing as npt

from automation.core.archive.answers import Answers
from automation.core.archive.eligible import past
from automation.core.archive.people import UNKNOWN, People
from automation.core.frame import Frame
from automation.core.ledger.replies import NOTHING
from automation.core.matching.candidate_arrays import Pool, prepare, track_rating, track_stage
from automation.core.matching.scoring import Asked, Scores, components, score
from automation.core.matching.top_candidates import Ranker
from automation.core.model import CandidateFrame, Level, Pay, Stage, Stance, each_row
from automation.core.taxonomy.role_similarity import Earned, PeoplesWork, asks_for_work
from automation.core.taxonomy.skill_comparison import FULL
from automation.core.taxonomy.skill_index import Holders, Ints, SkillIndex
from automation.core.workbook.consent import NOT_NEEDED

if TYPE_CHECKING:
    from automation.core.parsing.locations.nearness import PlaceIndex

Bools = npt.NDArray[np.bool_]
_STAGES = list(Stage)


class PartPool:
    """The people of a part, with the most that each may score.

    What is not known of a title yet earns everything, a denied skill may still be earned by a related one, and all else
    is what the scorer computes. So no one scores more than the bound; and where the title is known and nothing is
    denied (`sure`), the bound is the score.

    Args:
        people: Those who may be shown.
        answers: What is known of distinct values; this part's are added.
    """

    def __init__(self, people: People, answers: Answers) -> None:
        self.people, self._answers = people, answers
        self._rules, self._today = answers.question.rules, answers.question.today
        self.titles = answers.titles.numbers(people.words.titles)
        self._last: tuple[tuple[str, int], Asked] | None = None
        self._skills = _PartSkills(people, answers)
        self._pool = self._bounding()
        self._ranker = Ranker(self._pool, self._rules)
        untitled = np.asarray([not title for title in people.words.titles], dtype=bool)
        self._settled = ~untitled[people.title] & ~self._skills.denying

    def reaching(self, requisition: Any, bar: int) -> tuple[Ints, Ints]:
        """The positions of all whose bound reaches a bar, and their bounds, in tenths."""
        return self._ranker.reaching(self._asked(requisition), bar)

    def unknown(self, positions: Ints) -> Bools:
        """Of whom the title is not known yet."""
        return ~self._answers.titles.known[self.titles[self.people.title[positions]]]

    def sure(self, requisition: Any, positions: Ints) -> Bools:
        """Whose bound is their score."""
        return self._settled[positions] & ~self.unknown(positions) & bool(requisition.title)

    def alike(self, requisition: Any, positions: Ints) -> Bools:
        """Whose title has a word of the requisition's."""
        if not requisition.title:
            return np.ones(len(positions), dtype=bool)
        found: Bools = self._answers.titles.alike(requisition.title)[self.titles[self.people.title[positions]]]
        return found

    def find_out(self, positions: Ints) -> None:
        """Compare the titles of some people."""
        self._answers.titles.find_out(self.titles[self.people.title[positions]])

    def scores(self, requisition: Any, positions: Ints) -> Scores:
        """The bounds of some people by component: their scores where these are sure."""
        return score(self._pool, self._asked(requisition), positions.tolist())

    def exactly(self, positions: Ints) -> Pool:
        """The pool of some people as the sheet's matcher prepares it, from the same rows."""
        found = rows_of(self.people, positions, self._today)
        return prepare(found, list(each_row(found)), self._answers.dictionary)

    def _asked(self, requisition: Any) -> Asked:
        # What a requisition asks for changes with what is known of titles.
        state = (requisition.Index, int(self._answers.titles.known.sum()))
        if self._last is None or self._last[0] != state:
            self._last = state, components(self._pool, requisition, self._rules)
            self._answers.most[requisition.Index] = self._last[1].most
        return self._last[1]

    def _bounding(self) -> Pool:
        people, words = self.people, self.people.words
        pays = [(pay.low, pay.currency) if pay and pay.currency else (0.0, "") for pay in words.pays]
        names = {name: number for number, name in enumerate(dict.fromkeys(currency for _, currency in pays))}
        ratings, stages = people.rating.astype(np.int64), people.stage.astype(np.int64)
        known = (ratings != UNKNOWN) | (stages != UNKNOWN)
        nothing = np.zeros(len(people), dtype=bool)
        places = _PartPlaces([place for place, _ in words.places], self._answers)
        work = _PartWork(self.titles, people, self._answers)
        return Pool(
            skills=cast("SkillIndex", self._skills),
            has_skills=self._skills.says,
            work=cast("PeoplesWork", work),
            levels=people.level.astype(np.int64),
            level_from_title=nothing,
            places=cast("PlaceIndex", places),
            place_remote=np.asarray(
                [UNKNOWN if remote is None else int(remote) for _, remote in words.places], dtype=np.int64
            ),
            place_of=people.place.astype(np.int64),
            pays=np.asarray([least for least, _ in pays], dtype=np.float64),
            currencies=np.asarray([names[currency] for _, currency in pays], dtype=np.int64),
            currency_names=names,
            pay_of=people.pay.astype(np.int64),
            record=np.where(known, track_rating(ratings) + track_stage(stages), UNKNOWN),
            contacts=_contacts(people, self._today).astype(np.int64),
            excluded=(),
            matchable=~nothing,
            tie_order=people.rank.astype(np.int64),
        )


class _PartSkills:
    """Who has which skill, by what is known of distinct skills. The title counts as one more skill of rows with any.

    Attributes:
        dictionary: Compares what is asked for.
        says: Whose row says anything about its skills.
        denying: Whose row says of a skill that they do not have it.
    """

    def __init__(self, people: People, answers: Answers) -> None:
        self.dictionary, self._answers, self._count = answers.dictionary, answers, len(people)
        words = people.words
        rows = np.repeat(np.arange(len(people), dtype=np.int32), people.skills_each)
        stances = [skill.stance for skill in words.skills]
        self.says = self._any(rows, people.skills, [stance is not Stance.DOUBTFUL for stance in stances])
        self.denying = self._any(rows, people.skills, [stance is Stance.NOT_HELD for stance in stances])
        numbers = answers.skills.numbers(words.skills)
        as_skills = answers.skills.numbers_of(words.titles)
        also = np.flatnonzero(self.says).astype(np.int32)
        terms = np.concatenate([numbers[people.skills], as_skills[people.title[also]]])
        order = np.argsort(terms, kind="stable")
        self._rows = np.concatenate([rows, also])[order]
        self._sizes = np.bincount(terms, minlength=len(answers.skills))
        self._starts = np.cumsum(self._sizes) - self._sizes
        self._found: dict[str, Holders] = {}

    def _any(self, rows: npt.NDArray[np.int32], skills: npt.NDArray[np.int32], which: Sequence[bool]) -> Bools:
        chosen = np.asarray(which, dtype=bool)[skills]
        return np.bincount(rows[chosen], minlength=self._count) > 0

    def holders(self, text: str) -> Holders:
        """Who has a skill that is asked for, and the most credit that they may earn for it."""
        if text not in self._found:
            terms, credit = self._answers.skills.counting(text)
            column = np.zeros(self._count, dtype=np.int64)
            # The last one counts that is written, so those that earn most come last.
            order = np.argsort(credit, kind="stable")
            starts, sizes = self._starts[terms[order]], self._sizes[terms[order]]
            places = np.repeat(starts - (np.cumsum(sizes) - sizes), sizes) + np.arange(sizes.sum())
            column[self._rows[places]] = np.repeat(credit[order], sizes)
            people = np.flatnonzero(column)
            nothing = np.zeros(len(people), dtype=np.int64)
            self._found[text] = Holders(people, column[people], nothing, nothing, nothing.astype(bool))
        return self._found[text]


class _PartWork:
    """What candidates' work earns at most."""

    def __init__(self, numbers: Ints, people: People, answers: Answers) -> None:
        self._numbers, self._titles = numbers, answers.titles
        self._of = people.title.astype(np.int64)

    def compare(self, title: str, must: Sequence[str]) -> Earned | None:
        """As `PeoplesWork.compare`. Without a title of the requisition, no work is known."""
        if title:
            return Earned(
                self._titles.fractions(title)[self._numbers], np.ones(len(self._numbers), dtype=bool), self._of
            )
        if not asks_for_work(title, must):
            return None
        whole = np.full(len(self._numbers), FULL, dtype=np.int64)
        return Earned(whole, np.ones(len(self._numbers), dtype=bool), self._of)


class _PartPlaces:
    """The distinct places of a part."""

    def __init__(self, places: Sequence[str], answers: Answers) -> None:
        self._places, self._answers = places, answers.places

    def same(self, asked: str) -> Ints:
        """As `PlaceIndex.same`."""
        return self._answers.same(self._places, asked)


def _contacts(people: People, today: date) -> npt.NDArray[np.int32]:
    return np.maximum(past(people.last_contact, today), past(people.shelved_on, today))


def rows_of(people: People, positions: Ints, today: date) -> CandidateFrame:
    """Some people as rows of the candidates' frame, with all that matching reads; keys keep the order of real ones."""
    words, at = people.words, positions.tolist()
    contacts, shelved = past(people.last_contact, today), past(people.shelved_on, today)
    columns: dict[str, list[Any]] = {
        "title": [words.titles[people.title[one]] for one in at],
        "level": [_or_none(people.level[one], Level) for one in at],
        "last_contact": [_or_none(contacts[one], date.fromordinal) for one in at],
        "shelved_on": [_or_none(shelved[one], date.fromordinal) for one in at],
        "location": [words.places[people.place[one]][0] for one in at],
        "works_remotely": [words.places[people.place[one]][1] for one in at],
        "pay": cast("list[Pay | None]", [words.pays[people.pay[one]] for one in at]),
        "skills": [people.skills_of(one) for one in at],
        "rating": [_or_none(people.rating[one], int) for one in at],
        "stage": [_or_none(people.stage[one], _STAGES.__getitem__) for one in at],
    }
    columns |= {name: [value] * len(at) for name, value in _ELIGIBLE.items()}
    keys = [f"{rank:010d}" for rank in people.rank[positions].tolist()]
    return CandidateFrame(Frame(columns, keys))


# What exclusions read, of a person whom nothing excludes.
_ELIGIBLE = {
    "said": NOTHING,
    "other_row": None,
    "hired_on": "",
    "do_not_contact": False,
    "suppressed": False,
    "organisation": None,
    "in_process": "",
    "shelve_reason": None,
    "consent": NOT_NEEDED,
    "matching": False,
}


def _or_none(number: Any, made: Any) -> Any:
    return None if number == UNKNOWN else made(int(number))
