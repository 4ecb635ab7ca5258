"""`backpocket matches`, `explain`, `follow-ups` and `report`: what the workbook says now. They write nothing."""

from contextlib import contextmanager
from dataclasses import asdict
from typing import TYPE_CHECKING, Annotated

import typer

from automation.cli.options import AsJson, Today, Workbook, opened
from automation.cli.printing.streams import print_json
from automation.errors import ConfigError

if TYPE_CHECKING:
    from collections.abc import Iterator

    from automation.core.publishing.plan import Plan
    from automation.core.workbook.assemble import Workbook as ReadWorkbook

app = typer.Typer()


@contextmanager
def _reading(workbook: str | None, today: str | None, step: str) -> "Iterator[ReadWorkbook]":
    """The workbook with its outreach, as it is now; progress shows the step until the block ends."""
    from automation.cli.printing.run_output import progress
    from automation.outreach.context import open_mailroom
    from automation.refresh import read_workbook

    settings, store, clock = opened(workbook, today)
    with progress() as on_step:
        on_step(step)
        room = open_mailroom(settings, store, clock)
        yield read_workbook(store, clock, settings.conventions, room)


def _planned(workbook: str | None, today: str | None) -> "Plan":
    """The plan that a refresh would make now."""
    from automation.core.publishing.plan import make_plan

    with _reading(workbook, today, "Reading and matching") as found:
        return make_plan(found, force=True)


@app.command()
def matches(
    req: Annotated[
        str | None,
        typer.Argument(metavar="REQ", help="A Req ID; without it, every open requisition.", show_default=False),
    ] = None,
    workbook: Workbook = None,
    today: Today = None,
    as_json: AsJson = False,
) -> None:
    """Show slates as they are now."""
    from automation.cli.printing.output import print_slates
    from automation.core.matching.slates import match_record
    from automation.core.model import each_row
    from automation.core.schema import REQUISITIONS
    from automation.core.text import key_of
    from automation.core.workbook.exclusions import is_by_hand
    from automation.core.workbook.nearest_keys import unknown_key

    plan = _planned(workbook, today)
    keys = [key_of(req)] if req else plan.slates.open_keys
    if req and keys[0] not in plan.book.requisitions.index:
        raise unknown_key(REQUISITIONS, req, plan.book.requisition_rows.values())
    if req and keys[0] not in plan.slates.open_keys:
        raise ConfigError(f"{req} is not open, so it has no slate.")
    if as_json:
        wanted = each_row(plan.slates.matches.having("req_key", *keys))
        shown = plan.book.requisition_rows
        left_out = {str(shown[key].key): plan.slates.left_out[key] for key in keys}
        record = {
            "matches": [match_record(match) for match in wanted],
            "excluded_would_fit": {req: one.excluded for req, one in left_out.items()},
            "no_basis_would_fit": {req: one.no_basis for req, one in left_out.items()},
            "by_hand": [row.key for row in plan.book.people.values() if is_by_hand(row)],
        }
        print_json(record)
    else:
        print_slates(plan, keys)


@app.command()
def explain(
    candidate: Annotated[str, typer.Argument(metavar="CANDIDATE", help="A Candidate ID or e-mail.")],
    req: Annotated[str, typer.Argument(metavar="REQ", help="A Req ID.")],
    workbook: Workbook = None,
    today: Today = None,
    as_json: AsJson = False,
) -> None:
    """Show every point of a score, and why."""
    from automation.cli.printing.output import print_explanation
    from automation.core.matching.matcher import explain_pair, explanation_record
    from automation.core.matching.similar_skills import similar_skills
    from automation.core.text import key_of
    from automation.core.workbook.readings import readings

    with _reading(workbook, today, "Reading the workbook") as found:
        explanation = explain_pair(found.book, candidate, req, found.today, found.actions.passed())
        read = readings(found, explanation.candidate, explanation.requisition)
        listed = found.book.people[key_of(explanation.candidate)].skills
        similar = similar_skills(explanation, listed, found.book.dictionary)
    if as_json:
        more = {"read": [asdict(one) for one in read], "similar": [asdict(one) for one in similar]}
        print_json({**explanation_record(explanation), **more})
    else:
        print_explanation(explanation, read, similar, scores=bool(found.book.rules.show_scores))


@app.command("follow-ups")
def follow_ups(workbook: Workbook = None, today: Today = None, as_json: AsJson = False) -> None:
    """Show the follow-ups that are due."""
    from automation.cli.printing.output import print_follow_ups
    from automation.core.follow_ups.schedule import due
    from automation.core.model import each_row
    from automation.core.reason_words import why_due

    plan = _planned(workbook, today)
    if as_json:
        records = [
            {"key": row.key, "on": row.on, "reason": why_due(row.reason), "owner": row.owner}
            for row in each_row(due(plan.follow_ups, plan.today))
        ]
        print_json({"follow_ups": records})
    else:
        print_follow_ups(plan)


@app.command()
def report(
    workbook: Workbook = None,
    window: Annotated[
        int, typer.Option("--window", metavar="DAYS", help="How many days to look back.", min=1, max=3_660)
    ] = 90,
    today: Today = None,
    as_json: AsJson = False,
) -> None:
    """Show the health of the pocket, and how far people got."""
    from automation.cli.printing.report import print_report
    from automation.core.publishing.plan import make_plan
    from automation.core.reports.health_report import HealthReport
    from automation.core.reports.time_windows import Window

    with _reading(workbook, today, "Reading and matching") as found:
        plan = make_plan(found, force=True)
    figures = HealthReport(plan, Window.ending(plan.today, window))
    if as_json:
        print_json(figures.record())
    else:
        print_report(figures)
