"""The figures of the pages Pocket and Health: each is computed once for a reading and its filters."""

from collections.abc import Mapping, Sequence
from functools import cached_property, partial
from typing import Any

from automation.core.follow_ups.todo import Need, of_owner
from automation.core.ledger.events import State
from automation.core.reports import hiring_metrics, outreach_metrics, pool_changes, pool_health
from automation.core.reports.pool_changes import Growth, Week
from automation.core.reports.pool_health import Load, Overdue, Skill
from automation.core.reports.stays import in_pocket, pool_trend, stays
from automation.core.reports.time_windows import Days, Ratio
from automation.core.text import key_of
from automation.readmodel.workbook_view import View
from dashboard.data.filters import Scope, scoped
from dashboard.data.names import colleague


class CurrentFigures:
    """The figures of today. They do not depend on the window.

    Args:
        scope: The filtered reading.
    """

    def __init__(self, scope: Scope) -> None:
        self.scope, self.view = scope, scope.view

    @cached_property
    def eligible(self) -> list[Any]:
        """People who may be written to."""
        return pool_health.eligible(self.scope.book)

    @cached_property
    def pocket(self) -> list[Any]:
        """People in the pocket today."""
        return in_pocket(self.scope.book, self.view.today)

    @cached_property
    def good(self) -> Ratio:
        """Open requisitions with a Good or Strong match."""
        return hiring_metrics.somebody_good(self.scope.book, self.scope.matches)

    @cached_property
    def overdue(self) -> Overdue:
        """Follow-ups that are overdue."""
        return pool_health.overdue(self.scope.follow_ups, self.view.today)

    @cached_property
    def needs(self) -> list[Need]:
        """What needs attention today."""
        scope, view = self.scope, self.view
        found = (need for need in view.needs if not need.candidate or need.candidate in view.people)
        wanted = scope.book.requisitions.index
        return of_owner([need for need in found if not need.requisition or need.requisition in wanted], scope.owner)

    @cached_property
    def freshness(self) -> dict[str, int]:
        """Eligible people by last contact."""
        return pool_health.freshness(self.eligible, self.view.today)

    @cached_property
    def skills(self) -> list[Skill]:
        """Skills: wanted and available."""
        return pool_health.supply_and_demand(self.scope.book, self.eligible)

    @cached_property
    def load(self) -> list[Load]:
        """Open requisitions and due follow-ups of each recruiter."""
        named = partial(colleague, self.view)
        return pool_health.load(self.scope.book, self.scope.follow_ups, self.view.today, named)

    @cached_property
    def fresh(self) -> Ratio:
        """People in contact within 180 days."""
        return pool_health.fresh(self.eligible, self.view.today)

    @cached_property
    def consents(self) -> Mapping[str, int]:
        """People by the basis to keep them."""
        return pool_changes.consents(self.scope.book, self.view.today)

    @cached_property
    def unplanned(self) -> Ratio:
        """Without a next date or an owner."""
        return pool_health.unplanned(self.eligible, self.view.follow_ups)


class Figures:
    """All figures of one reading under one set of filters.

    Args:
        scope: The filtered reading.
        now: The figures that do not depend on the window.
    """

    def __init__(self, scope: Scope, now: CurrentFigures) -> None:
        self.scope, self.view, self.now = scope, scope.view, now

    @cached_property
    def trend(self) -> list[int]:
        """The size of the pocket over the window."""
        return pool_trend(stays(self.scope.book, self.view.history), self.scope.window)

    @cached_property
    def weeks(self) -> Sequence[Week]:
        """Who came and who left, by week."""
        return pool_changes.by_week(self.scope.book, self.view.history, self.scope.window)

    @cached_property
    def growth(self) -> Growth:
        """Who came and who left in the window."""
        return pool_changes.growth(self.scope.book, self.view.history, self.scope.window)

    @cached_property
    def slates(self) -> Sequence[tuple[Any, int]]:
        """The requisitions whose slate was presented, each with the days that it took."""
        return hiring_metrics.slates_presented(self.scope.book, self.scope.window)

    @cached_property
    def checked(self) -> Ratio:
        """Requisitions for which the pocket was checked in time."""
        return hiring_metrics.looked_before_posting(self.scope.book, self.scope.window)

    @cached_property
    def checked_before(self) -> Ratio:
        """The same in the window before."""
        return hiring_metrics.looked_before_posting(self.scope.book, self.scope.window.before())

    @cached_property
    def response_rate(self) -> Ratio:
        """People who replied, of those whom a message reached."""
        return outreach_metrics.response_rate(self.scope.book, self.view.history, self.scope.window)

    @cached_property
    def rediscovery(self) -> Ratio:
        """Requisitions filled from the pocket."""
        return hiring_metrics.rediscovery(self.scope.book, self.scope.window)

    @cached_property
    def missed(self) -> list[tuple[Any, list[str]]]:
        """Requisitions filled from elsewhere, each with the Strong candidates to whom no message was sent about it."""
        return hiring_metrics.missed(self.scope.book, self.view.plan.slates.pairs, self.scope.window, self._written)

    @cached_property
    def missed_ratio(self) -> Ratio:
        """The share of filled requisitions that `missed` lists."""
        return hiring_metrics.missed_pocket(
            self.scope.book, self.view.plan.slates.pairs, self.scope.window, self._written
        )

    @cached_property
    def _written(self) -> set[tuple[str, str]]:
        """Requisition and candidate, for each opening that a message to this candidate was about."""
        sent = ((row, send) for row, sends in self.view.history.sends.items() for send in sends)
        about = ((row, send.queued.requisitions) for row, send in sent if send.state is State.SENT)
        return {(key_of(req), row) for row, requisitions in about for req in requisitions}

    @cached_property
    def pocket_on_slate(self) -> Ratio:
        """Slates presented with a candidate who was shelved before."""
        return hiring_metrics.pocket_on_slate(self.scope.book, self.view.plan.slates.pairs, self.scope.window)

    @cached_property
    def reason_quality(self) -> Ratio:
        """People shelved with a recorded reason."""
        return pool_health.reason_quality(self.scope.book, self.scope.window)

    @cached_property
    def time_to_slate(self) -> Days:
        """The days to each slate."""
        return hiring_metrics.time_to_slate(self.scope.book, self.scope.window)


def figures(scope: Scope) -> Figures:
    """The figures of a reading and its filters."""
    memo, chosen = scope.view.memo, (scope.owner, scope.family)
    now = memo.get(("current", *chosen))
    if not isinstance(now, CurrentFigures):
        now = memo["current", *chosen] = CurrentFigures(scope)
    found = memo.get(("figures", *chosen, scope.days))
    if not isinstance(found, Figures):
        found = memo["figures", *chosen, scope.days] = Figures(scope, now)
    return found


def warm(view: View) -> None:
    """Compute what the first page shows, before its first visit."""
    ready = figures(scoped(view))
    for part in (ready.now, ready):
        for name in vars(type(part)):
            if not name.startswith("_"):
                getattr(part, name)
