"""A workbook prepared for matching, and the explanation of any candidate for any requisition."""

from collections.abc import Mapping, Sequence
from dataclasses import asdict, replace
from datetime import date
from types import MappingProxyType
from typing import Any

import numpy as np

from automation.core.matching.blocker import Blocker
from automation.core.matching.blocker_words import record
from automation.core.matching.blockers import judge, judge_earlier
from automation.core.matching.candidate_arrays import Pool, prepare
from automation.core.matching.case import Case, Declined
from automation.core.matching.explanations import Explanation, best_first, explain, unscored
from automation.core.matching.scoring import Asked, Scores, components, open_requisitions, score, tenths
from automation.core.model import CandidateFrame, Status, each_row
from automation.core.reason_words import words
from automation.core.reasons import Reason, ReasonKind
from automation.core.schema import CANDIDATES, REQUISITIONS
from automation.core.taxonomy.persons_skills import PersonsSkills
from automation.core.text import key_of, natural
from automation.core.workbook.action_log import Action
from automation.core.workbook.choices import unwanted_of
from automation.core.workbook.exclusions import no_basis
from automation.core.workbook.nearest_keys import unknown_key
from automation.core.workbook.parsed_workbook import Book
from automation.errors import DoubledKey

# (requisition's compared key, candidate's compared key) → how a person passed on the candidate.
Passed = Mapping[tuple[str, str], Action]
NONE_PASSED: Passed = MappingProxyType({})


class Matcher:
    """A workbook prepared for matching: the pool, the dictionary, and the candidates' keys by position.

    Args:
        book: The workbook.
        candidates: The rows to match.
        today: The date of the run.
        passed: Whom recruiters passed on.
    """

    def __init__(self, book: Book, candidates: CandidateFrame, today: date, passed: Passed = NONE_PASSED) -> None:
        self.book, self.today = book, today
        self.dictionary = book.dictionary
        self._rows = list(book.people.values() if candidates is book.candidates else each_row(candidates))
        self.pool: Pool = prepare(candidates, self._rows, self.dictionary)
        self.keys: Sequence[str] = list(candidates.index)
        self._places = candidates.index
        # The positions of candidates who are on no slate at all.
        self.barred: Sequence[int] = np.flatnonzero(~self.pool.matchable).tolist()
        # Those of them whom only the lack of a basis keeps off.
        self.no_basis = frozenset(at for at in self.barred if no_basis(self.pool.excluded[at]))
        # Those whom a person looks at: they are not scored.
        self.by_hand = frozenset(at for at in self.barred if self._is_by_hand(at))
        self._former = book.requisition_rows
        self._apart = self._set_apart(passed)

    def _is_by_hand(self, position: int) -> bool:
        why = self.pool.excluded[position]
        return why is not None and why.kind is ReasonKind.BY_HAND

    def asked(self, requisition: Any) -> Asked:
        """What one row of the requisitions' frame asks for."""
        return components(self.pool, requisition, self.book.rules)

    def scores(self, requisition: Any) -> Scores:
        """All candidates' scores for one row of the requisitions' frame."""
        return score(self.pool, self.asked(requisition))

    def may_reach(self, requisition: Any, least: int) -> bool:
        """Whether any candidate may score so many tenths: False is certain, and quicker to know than the scores."""
        at_most = score(self.pool, components(self.pool, requisition, self.book.rules, same_work=True)).total
        return bool((at_most >= least).any())

    def blocker(self, candidate: Any, requisition: Any) -> Blocker:
        """The candidate's blocker for a requisition."""
        blocker = judge(self._case(candidate, requisition))
        if not candidate.earlier:
            return blocker
        # The day to revisit belongs to the present shelving.
        rows = (candidate._replace(**one.columns, revisit_on=None) for one in candidate.earlier)
        earlier = (judge_earlier(replace(self._case(row, requisition), is_earlier=True)) for row in rows)
        return replace(blocker, earlier=tuple(earlier))

    def _case(self, candidate: Any, requisition: Any) -> Case:
        former = self.book.requisition_names.meant(candidate.shelved_from, candidate.shelved_on)
        replies, rows = candidate.said, self._former
        declined = [Declined(rows[req], replies.declined[req], why) for req, why in replies.why.items() if req in rows]
        place = self._places.get(str(candidate.Index))
        own = None if place is None else PersonsSkills(self.pool.skills, place)
        return Case(candidate, requisition, former, self.dictionary, self.book.rules, self.today, declined, skills=own)

    def excluded(self, position: int, requisition: Any) -> Reason | None:
        """Why the candidate at a position is not on the slate of a requisition; None where they may be."""
        closed = None if requisition.status is Status.OPEN else Reason(ReasonKind.NOT_OPEN, what=requisition.key)
        return self.pool.excluded[position] or self.apart(requisition).get(position) or closed

    def apart(self, requisition: Any) -> Mapping[int, Reason]:
        """Position → why the candidate is not on the slate of this requisition, although they may be on others."""
        return self._apart.get(str(requisition.Index), {})

    def _set_apart(self, passed: Passed) -> Mapping[str, Mapping[int, Reason]]:
        apart: dict[str, dict[int, Reason]] = {}
        for (requisition, candidate), action in passed.items():
            if candidate in self._places:
                why = Reason(ReasonKind.PASSED, action.on, action.detail, action.who)
                apart.setdefault(requisition, {})[self._places[candidate]] = why
        # What candidates say themselves counts more.
        for position, row in enumerate(self._rows):
            for requisition, why in unwanted_of(row.alerts, row.said, self._former).items():
                apart.setdefault(requisition, {})[position] = why
            for requisition, day in row.said.declined.items():
                known = self._former.get(requisition)
                reason = row.said.why.get(requisition, "")
                why = Reason(ReasonKind.NO_THANKS, day, known.key if known else requisition, how=reason)
                apart.setdefault(requisition, {})[position] = why
            for requisition, day in row.said.not_now.items():
                until = max(day, row.said.asked_until or day)
                if requisition and until > self.today:
                    apart.setdefault(requisition, {})[position] = Reason(ReasonKind.WAIT_UNTIL, until)
        return apart

    def explain(self, scores: Scores, position: int, requisition: Any) -> Explanation:
        """The explanation of a match."""
        candidate = self._rows[position]
        blocker = self.blocker(candidate, requisition)
        pair, excluded = (candidate, requisition), self.excluded(position, requisition)
        if position in self.by_hand and excluded:
            return unscored(pair, blocker, excluded)
        return explain(self.pool, scores, position, pair, blocker, excluded, self.book.rules, self.today)


def explain_pair(
    book: Book, candidate_key: str, requisition_key: str, today: date, passed: Passed = NONE_PASSED
) -> Explanation:
    """Any candidate against any requisition, on a slate or not.

    Args:
        book: The workbook.
        candidate_key: The key of the candidate's row.
        requisition_key: The key of the requisition's row.
        today: The date of the run.
        passed: Whom recruiters passed on.

    Raises:
        UnknownKey: The workbook has no such row.
        DoubledKey: It has more than one.
    """
    candidate, requisition = key_of(candidate_key), key_of(requisition_key)
    asked = ((CANDIDATES, candidate_key, book.people), (REQUISITIONS, requisition_key, book.requisition_rows))
    for tab, key, rows in asked:
        if key_of(key) in book.doubled[tab]:
            raise DoubledKey(tab, key)
        if key_of(key) not in rows:
            raise unknown_key(tab, key, rows.values())
    return explain_people(book, [candidate], requisition, today, passed)[0]


def explain_people(
    book: Book, candidates: Sequence[str], requisition: str, today: date, passed: Passed = NONE_PASSED
) -> list[Explanation]:
    """Some candidates against one requisition, all by compared keys that exist."""
    # A score does not depend on other candidates, so a pool of these rows is enough.
    matcher = Matcher(book, CandidateFrame(book.candidates.only(candidates)), today, passed)
    asked = book.requisition_rows[requisition]
    scores = matcher.scores(asked)
    return [matcher.explain(scores, position, asked) for position in range(len(candidates))]


def explain_everywhere(book: Book, candidate: str, today: date, passed: Passed = NONE_PASSED) -> list[Explanation]:
    """One candidate (a compared key that exists) against the open requisitions they score enough for, best first.

    Enough is the minimum score of a slate; the slate may still be full of better candidates.
    """
    matcher = Matcher(book, CandidateFrame(book.candidates.only([candidate])), today, passed)
    found = []
    for asked in each_row(open_requisitions(book.requisitions)):
        scores = matcher.scores(asked)
        if not matcher.by_hand and tenths(int(scores.total[0])) >= book.rules.slate_floor:
            found.append(matcher.explain(scores, 0, asked))
    return sorted(found, key=lambda one: (*best_first(one), natural(key_of(one.requisition))))


def explanation_record(explanation: Explanation) -> dict[str, Any]:
    """An explanation as plain data, for `--json`."""
    return {
        **asdict(explanation),
        "band": str(explanation.band),
        "parts": [
            {**part._asdict(), "skills": [skill._asdict() for skill in part.skills]} for part in explanation.parts
        ],
        "blocker": record(explanation.blocker),
        "excluded": words(explanation.excluded) if explanation.excluded else "",
    }
