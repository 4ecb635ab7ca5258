"""Which openings the next alert to a candidate names, and whom to invite.

An opening is new to a candidate until a message has named it, whatever is edited in its row: its Req ID counts. It is
relevant if it fits (`openings.WORTH`, without a blocker that stands), even if others fit better.
"""

from collections.abc import Iterator, Mapping, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass
from typing import Any

from automation.core.ledger.events import Step
from automation.core.ledger.replies import NOTHING
from automation.core.ledger.sends import RELEASED
from automation.core.ledger.standing_releases import StandingRelease
from automation.core.matching.explanations import Explanation, best_first
from automation.core.matching.matcher import Matcher
from automation.core.matching.scoring import open_requisitions, tenths
from automation.core.messages.alert_guards import named_before, next_alert, wants_alerts
from automation.core.messages.openings import MOST_OPENINGS, WORTH
from automation.core.model import BlockerState, CandidateFrame, each_row
from automation.core.text import key_of, natural
from automation.core.workbook.assemble import Workbook
from automation.core.workbook.consent import region_of
from automation.core.workbook.exclusions import exclusion


@dataclass(frozen=True)
class Alert:
    """What to tell a candidate of.

    Attributes:
        candidate: The key of the row, as shown.
        openings: The openings that are new to them, as shown, best first.
        families: The role family of each.
    """

    candidate: str
    openings: tuple[str, ...]
    families: tuple[str, ...]

    @property
    def first(self) -> tuple[str, ...]:
        """The openings of one message; the others follow in the next."""
        return self.openings[:MOST_OPENINGS]

    def first_of(self, release: StandingRelease) -> tuple[str, ...]:
        """The openings of one message that goes out by a standing release."""
        both = zip(self.openings, self.families, strict=True)
        return tuple(opening for opening, family in both if release.covers([family]))[:MOST_OPENINGS]


def due_alerts(workbook: Workbook) -> list[Alert]:
    """The candidates who want alerts, whose next one is due, and for whom there is something new; by their keys.

    A person on several rows gets one alert, by the row that fits best. Guards decide besides, when it is drafted,
    queued and sent.
    """
    people = _asking(workbook)
    if not people:
        return []
    book, persons = workbook.book, workbook.persons
    matcher = Matcher(book, CandidateFrame(book.candidates.only(people)), workbook.today, workbook.actions.passed())
    named = {key: named_before(persons.sends(workbook.state, key)) for key in people}
    found: dict[str, list[tuple[Explanation, Any]]] = {}
    for opening in each_row(open_requisitions(book.requisitions)):
        for key, match in _relevant(matcher, opening, named):
            found.setdefault(key, []).append((match, opening))
    best: dict[tuple[str, ...], Alert] = {}
    for key in sorted(found, key=lambda key: (_fit(found[key]), natural(key))):
        ordered = sorted(found[key], key=lambda one: (*best_first(one[0]), natural(str(one[1].Index))))
        openings, families = zip(*((row.key, row.family) for _, row in ordered), strict=True)
        best.setdefault(persons.of(key).keys, Alert(book.people[key].key, openings, families))
    return sorted(best.values(), key=lambda one: natural(key_of(one.candidate)))


def _asking(workbook: Workbook) -> list[str]:
    """The compared keys of the candidates who want alerts and whose next one is due."""
    rows, state, persons = workbook.book.people, workbook.state, workbook.persons
    found = []
    for key, row in rows.items():
        # Almost all rows end here.
        if row.alerts is not True or exclusion(row) is not None:
            continue
        others = [rows[one] for one in persons.of(key).keys if one != key and one in rows]
        allowed = next_alert(persons.sends(state, key), row.said.preferences.often)
        if wants_alerts(row.alerts, NOTHING, others) and (allowed is None or allowed <= workbook.today):
            found.append(key)
    return found


def _relevant(
    matcher: Matcher, opening: Any, named: Mapping[str, AbstractSet[str]]
) -> Iterator[tuple[str, Explanation]]:
    """The candidates for whom an opening is new and relevant. Few are explained, because that is slow."""
    scores = matcher.scores(opening)
    for position, key in enumerate(matcher.keys):
        # A blocker lowers a band, and nothing raises it.
        low = tenths(int(scores.total[position])) < matcher.book.rules.good
        if low or str(opening.Index) in named[key] or matcher.excluded(position, opening):
            continue
        match = matcher.explain(scores, position, opening)
        if match.band in WORTH and match.blocker.state is not BlockerState.STANDING:
            yield key, match


def _fit(found: Sequence[tuple[Explanation, Any]]) -> tuple[int, float]:
    return min(best_first(match) for match, _ in found)


def to_invite(workbook: Workbook) -> list[str]:
    """The keys of the candidates to invite to alerts, as shown; one row of each person.

    They are shelved, may be matched and written to, did not say whether they want alerts, and were never invited.
    """
    rows, state, persons = workbook.book.people, workbook.state, workbook.persons
    found: dict[tuple[str, ...], str] = {}
    for key, row in rows.items():
        own = persons.of(key).keys
        if row.shelved_on is None or not row.email or exclusion(row) is not None:
            continue
        if region_of(row.region, workbook.conventions) is None:
            continue
        sends = persons.sends(state, key)
        invited = (send.queued.step == Step.INVITATION and send.state not in RELEASED for send in sends)
        decided = any(rows[one].alerts is not None for one in own if one in rows)
        if not decided and not any(invited):
            found.setdefault(own, row.key)
    return list(found.values())
