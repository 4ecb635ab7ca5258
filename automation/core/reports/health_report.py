"""All figures of the pocket's health in one record, as `backpocket report` prints it and the digest sends it."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import asdict, dataclass
from functools import cached_property
from statistics import median
from typing import Any

from automation.core.publishing.plan import Plan
from automation.core.reports import (
    follow_up_metrics,
    funnel,
    hiring_metrics,
    outreach_metrics,
    pool_changes,
    pool_health,
)
from automation.core.reports.time_windows import Days, Ratio, Window

# The ratios in the order in which they are shown, by the question that they answer.
SECTIONS = {
    "Do we look in the pocket first?": {
        "pocket_check_rate": "Pocket checked before posting",
        "coverage": "Openings with three good matches",
        "pocket_candidate_on_slate": "Slates with a pocket candidate",
        "rediscovery_rate": "Filled from the pocket",
        "missed_pocket": "Strong matches never contacted",
        "concentration": "Hires named by one champion",
    },
    "Do people answer?": {
        "response_rate": "Replied",
        "alert_response_rate": "Replied to an alert",
        "interested_rate": "Interested",
        "not_now_rate": "Not now, of those who replied",
        "bounce_rate": "Bounced",
        "unsubscribe_rate": "Unsubscribed",
    },
    "Is the pocket alive?": {
        "pool_freshness": "In contact within 180 days",
        "stale_share": "No contact for a year",
        "unplanned_pool": "Without a next date or an owner",
        "on_time_follow_up_rate": "Follow-ups on time",
        "promise_kept_rate": "Promises kept",
        "reason_quality": "Shelve reason recorded",
    },
}
STEPS = {
    "pocket": "In the pocket",
    "matched": "Matched",
    "contacted": "Contacted",
    "replied": "Replied",
    "interested": "Interested",
    "slate": "On a slate",
    "hired": "Hired",
}
# Ratio → the function that counts it; its docstring is the definition that users read.
COUNTED_BY: Mapping[str, Callable[..., object]] = {
    "pocket_check_rate": hiring_metrics.looked_before_posting,
    "coverage": hiring_metrics.coverage,
    "pocket_candidate_on_slate": hiring_metrics.pocket_on_slate,
    "rediscovery_rate": hiring_metrics.rediscovery,
    "missed_pocket": hiring_metrics.missed_pocket,
    "concentration": hiring_metrics.concentration,
    "response_rate": outreach_metrics.response_rate,
    "alert_response_rate": outreach_metrics.alert_response_rate,
    "interested_rate": outreach_metrics.interested_rate,
    "not_now_rate": outreach_metrics.not_now_rate,
    "bounce_rate": outreach_metrics.bounce_rate,
    "unsubscribe_rate": outreach_metrics.unsubscribe_rate,
    "pool_freshness": pool_health.fresh,
    "stale_share": pool_health.stale,
    "unplanned_pool": pool_health.unplanned,
    "on_time_follow_up_rate": follow_up_metrics.on_time,
    "promise_kept_rate": follow_up_metrics.promises_kept,
    "reason_quality": pool_health.reason_quality,
}


@dataclass(frozen=True)
class HealthReport:
    """The figures of one reading.

    Attributes:
        plan: The workbook with its slates and follow-ups.
        window: The days to look at.
    """

    plan: Plan
    window: Window

    def record(self) -> dict[str, Any]:
        """As `report --json` prints it: `today`, `window_days`, `metrics`, `funnel`, `by`."""
        facts = self.facts
        return {
            "today": self.window.last.isoformat(),
            "window_days": self.window.days,
            "metrics": {
                **{name: _ratio(ratio) for name, ratio in self.ratios.items()},
                **self._days(),
                **self._mappings(),
            },
            "funnel": {"cohort": _steps(funnel.cohort(facts)), "activity": _steps(funnel.activity(facts))},
            "by": {
                group: {name: _steps(steps) for name, steps in named.items()}
                for group, named in funnel.by_group(facts).items()
            },
        }

    @cached_property
    def facts(self) -> funnel.Facts:
        """What the funnel counts."""
        plan = self.plan
        return funnel.Facts(plan.book, plan.slates.pairs, plan.slates.matches, plan.history, plan.actions, self.window)

    @cached_property
    def eligible(self) -> list[Any]:
        """People who may be written to."""
        return pool_health.eligible(self.plan.book)

    @cached_property
    def ratios(self) -> Mapping[str, Ratio]:
        """Each ratio by its name."""
        plan, book, window, history = self.plan, self.plan.book, self.window, self.plan.history
        pairs, matches, follow_ups = plan.slates.pairs, plan.slates.matches, plan.follow_ups
        touched = follow_up_metrics.touched(book, history, plan.actions)
        named = next((ratio for name, ratio in hiring_metrics.concentration(book, window) if name), None)
        from_pocket = sum(hiring_metrics.from_pocket(book, row) for row in hiring_metrics.filled(book, window))
        return {
            "rediscovery_rate": hiring_metrics.rediscovery(book, window),
            "pocket_candidate_on_slate": hiring_metrics.pocket_on_slate(book, pairs, window),
            "pocket_check_rate": hiring_metrics.looked_before_posting(book, window),
            "coverage": hiring_metrics.coverage(book, matches),
            "response_rate": outreach_metrics.response_rate(book, history, window),
            "alert_response_rate": outreach_metrics.alert_response_rate(book, history, window),
            "interested_rate": outreach_metrics.interested_rate(book, history, window),
            "not_now_rate": outreach_metrics.not_now_rate(book, history, window),
            "bounce_rate": outreach_metrics.bounce_rate(book, history, window),
            "unsubscribe_rate": outreach_metrics.unsubscribe_rate(book, history, window),
            "pool_freshness": pool_health.fresh(self.eligible, window.last),
            "stale_share": pool_health.stale(self.eligible, window.last),
            "on_time_follow_up_rate": follow_up_metrics.on_time(book, follow_ups, plan.actions, touched, window),
            "promise_kept_rate": follow_up_metrics.promises_kept(book, touched, window),
            "unplanned_pool": pool_health.unplanned(self.eligible, follow_ups),
            "reason_quality": pool_health.reason_quality(book, window),
            "concentration": named or Ratio(0, from_pocket),
            "missed_pocket": hiring_metrics.missed_pocket(book, pairs, window, set(self.facts.written)),
        }

    def _days(self) -> dict[str, Any]:
        book, window = self.plan.book, self.window
        slates = hiring_metrics.slates_presented(book, window)
        filled = hiring_metrics.days_to_fill(book, window)
        first = {id(row): hiring_metrics.pocket_first(row, window.last) for row, _ in slates}
        pocket = {id(row): hiring_metrics.from_pocket(book, row) for row, _ in filled}
        return {
            "time_to_slate": {
                **_spread(hiring_metrics.time_to_slate(book, window)),
                "pocket_first": _middle(days for row, days in slates if first[id(row)]),
                "other": _middle(days for row, days in slates if not first[id(row)]),
            },
            "time_to_first_pocket_contact": _spread(
                outreach_metrics.first_pocket_contact(book, self.plan.history, window)
            ),
            "time_to_fill": {
                **_spread(hiring_metrics.time_to_fill(book, window)),
                "pocket": _middle(days for row, days in filled if pocket[id(row)]),
                "other": _middle(days for row, days in filled if not pocket[id(row)]),
            },
        }

    def _mappings(self) -> dict[str, Any]:
        plan, today = self.plan, self.window.last
        load = pool_health.load(plan.book, plan.follow_ups, today)
        late = pool_health.overdue(plan.follow_ups, today)
        return {
            "source_of_hire": hiring_metrics.source_of_hire(plan.book, self.window),
            "requisition_load": {one.recruiter: one.requisitions for one in load if one.requisitions},
            "follow_up_debt": {one.recruiter: one.follow_ups for one in load if one.follow_ups},
            "pool_growth": asdict(pool_changes.growth(plan.book, plan.history, self.window)),
            "consent_health": pool_changes.consents(plan.book, today),
            "overdue_follow_ups": {
                "count": late.count,
                "median_days": late.median_days,
                "by_owner": dict(late.by_owner),
            },
            # Groups are never stored: the page Fairness compares counts that a person types.
            "impact_ratios": {},
        }


def _ratio(ratio: Ratio) -> dict[str, Any]:
    return {
        "numerator": ratio.part,
        "denominator": ratio.whole,
        "value": ratio.part / ratio.whole if ratio.whole else None,
    }


def _spread(days: Days) -> dict[str, Any]:
    return {"median": days.median, "p90": days.p90, "n": len(days), "unit": "days"}


def _middle(days: Iterable[int]) -> dict[str, Any]:
    each = list(days)
    return {"median": median(each) if each else None, "n": len(each)}


def _steps(steps: Sequence[funnel.Step]) -> list[dict[str, Any]]:
    return [{"step": one.name, "people": one.people, "pairs": one.pairs} for one in steps]
