"""What `backpocket report` prints for people."""

from collections.abc import Iterable

from automation.cli.printing.streams import print_line
from automation.core.reports import funnel, hiring_metrics, outreach_metrics, pool_changes, pool_health
from automation.core.reports.health_report import SECTIONS, STEPS, HealthReport
from automation.core.reports.time_windows import Days
from automation.core.sentences import counted

_WIDTH = 36


def print_report(found: HealthReport) -> None:
    """Print the figures, a line each. Below five people only counts are shown, and a dash for nothing of nothing."""
    book, window, today = found.plan.book, found.window, found.window.last
    print_line(f"{today}, the last {counted(window.days, 'day')}")
    for title, ratios in SECTIONS.items():
        _section(title, ((label, str(found.ratios[name])) for name, label in ratios.items()))
    late = pool_health.overdue(found.plan.follow_ups, today)
    growth = pool_changes.growth(book, found.plan.history, window)
    consents = pool_changes.consents(book, today)
    median = "" if late.median_days is None else f", {late.median_days:g} days late (median)"
    _section(
        "Work and people",
        (
            ("Follow-ups overdue", f"{late.count:,}{median}"),
            ("Came and left", f"{growth.added:,} came, {growth.left:,} left"),
            ("Basis to keep people", ", ".join(f"{count:,} {name}" for name, count in consents.items())),
            ("Source of hires", _list(hiring_metrics.source_of_hire(book, window).items())),
        ),
    )
    history = found.plan.history
    _section(
        "How long it takes, in days",
        (
            ("To a slate", _days(hiring_metrics.time_to_slate(book, window))),
            ("To the first pocket contact", _days(outreach_metrics.first_pocket_contact(book, history, window))),
            ("To fill", _days(hiring_metrics.time_to_fill(book, window))),
        ),
    )
    cohort = "Of the matches first seen in these days, how many got how far"
    for title, steps in (
        (cohort, funnel.cohort(found.facts)),
        ("What happened in these days", funnel.activity(found.facts)),
    ):
        _section(title, ((STEPS[one.name], _step(one)) for one in steps))


def _section(title: str, lines: Iterable[tuple[str, str]]) -> None:
    print_line("")
    print_line(title)
    for label, value in lines:
        print_line(f"  {label:{_WIDTH}}{value}")


def _days(days: Days) -> str:
    return f"{days.median:g} (median), {days.p90:g} (90th percentile), of {len(days)}" if len(days) else "—"


def _step(step: funnel.Step) -> str:
    return f"{counted(step.people, 'person', 'people')}, {counted(step.pairs, 'match', 'matches')}"


def _list(counts: Iterable[tuple[str, int]]) -> str:
    return ", ".join(f"{name} {count:,}" for name, count in counts) or "—"
