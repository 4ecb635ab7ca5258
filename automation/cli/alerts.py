"""`backpocket alerts …`: new openings for candidates who want to hear of them, and invitations to that."""

from typing import TYPE_CHECKING, Annotated, Any

import typer

from automation.cli.options import AsJson, By, DryRun, Today, Why, Workbook, opened_room, require
from automation.cli.outreach.drafting import To, show_drafts, show_queued
from automation.cli.printing.outcomes import print_dry_run, print_outcome, show_in_workbook
from automation.cli.printing.streams import print_json, print_line, warn
from automation.core.sentences import counted

if TYPE_CHECKING:
    from datetime import datetime

    from automation.core.ledger.standing_releases import StandingRelease
    from automation.core.ledger.state import LedgerState
    from automation.outreach.context import Mailroom
    from automation.outreach.drafting import Prepared

app = typer.Typer(
    help="Send new openings to candidates who asked for them. You release each message, or give a standing release.",
    no_args_is_help=True,
    rich_markup_mode=None,
)

Invitations = Annotated[
    bool, typer.Option("--invitations", help="Ask shelved candidates whether they want alerts, once a person.")
]
Most = Annotated[int | None, typer.Option("--most", min=1, help="Maximum of messages.")]


@app.command()
def draft(
    to: To = None,
    by: By = "",
    invitations: Invitations = False,
    most: Most = None,
    workbook: Workbook = None,
    today: Today = None,
    as_json: AsJson = False,
) -> None:
    """Show the alerts that are due, and why one could not go out. Writes nothing."""
    room = opened_room(workbook, today)
    show_drafts(_prepared(room, by, to, most, invitations=invitations), as_json=as_json)


def _prepared(
    room: "Mailroom", by: str, to: list[str] | None, most: int | None, *, invitations: bool
) -> "list[Prepared]":
    from automation.outreach.alerts import draft_alerts, draft_invitations

    return (draft_invitations if invitations else draft_alerts)(room, by, to or (), most)


@app.command()
def release(
    to: To = None,
    by: By = "",
    invitations: Invitations = False,
    most: Most = None,
    workbook: Workbook = None,
    today: Today = None,
    dry_run: DryRun = False,
    as_json: AsJson = False,
) -> None:
    """Queue the alerts that are due, in your name. `outreach send` sends them."""
    from automation.outreach.compose import looked_over, queue

    require(by=by)
    room = opened_room(workbook, today)
    drafts = [one.draft for one in _prepared(room, by, to, most, invitations=invitations)]
    results = looked_over(room, drafts, by) if dry_run else queue(room, drafts, by)
    show_queued(results, dry_run=dry_run, as_json=as_json)
    if not dry_run:
        show_in_workbook(room)


@app.command()
def run(workbook: Workbook = None, today: Today = None, dry_run: DryRun = False, as_json: AsJson = False) -> None:
    """Queue the alerts that standing releases cover. For cron, before `outreach send`."""
    from automation.outreach.alerts import run as run_all

    room = opened_room(workbook, today)
    outcome = run_all(room, dry_run=dry_run)
    show_queued(outcome.results, dry_run=dry_run, as_json=as_json, left=outcome.left)
    if outcome.left and not as_json:
        waits = f"{counted(outcome.left, 'more alert')} {'waits' if outcome.left == 1 else 'wait'}"
        print_line(f"{waits} for a recruiter: `backpocket alerts draft`.")
    for who in outcome.without_address:
        warn(f"The standing release of {who} is not used: add their address to the setting senders.")
    if outcome.results and not dry_run:
        show_in_workbook(room)


@app.command()
def allow(
    family: Annotated[str, typer.Argument(metavar="FAMILY", help="The role family, as in Requisitions.")],
    by: By = "",
    cap: Annotated[int, typer.Option("--cap", help="Maximum of messages a week.")] = 20,
    days: Annotated[int, typer.Option("--days", help="For how many days, at most 90.")] = 90,
    workbook: Workbook = None,
    dry_run: DryRun = False,
    as_json: AsJson = False,
) -> None:
    """Give a standing release for a role family. Its alerts go out in your name without your reading each one."""
    from automation.outreach.alerts import allow as give

    require(by=by)
    room = opened_room(workbook)
    given = give(room, family, by, cap, days, dry_run=dry_run)
    what = _record(given)
    if dry_run:
        print_dry_run(f"let alerts about {given.family} go out in the name of {by}", what, as_json=as_json)
        return
    said = f"{given.release_id}: at most {cap} a week until {given.until}. Revoke it with `backpocket alerts revoke`."
    print_outcome(said, what, as_json=as_json)
    show_in_workbook(room)


@app.command()
def revoke(
    release_id: Annotated[str, typer.Argument(metavar="RELEASE_ID", help="As `alerts list` shows it.")],
    by: By = "",
    reason: Why = "",
    workbook: Workbook = None,
    dry_run: DryRun = False,
    as_json: AsJson = False,
) -> None:
    """Revoke a standing release. It sends no more messages, not even queued ones."""
    from automation.outreach.alerts import revoke as take_back

    require(by=by, reason=reason)
    room = opened_room(workbook)
    what = _record(take_back(room, release_id, by, reason, dry_run=dry_run))
    if dry_run:
        print_dry_run(f"revoke {release_id}", what, as_json=as_json)
        return
    print_outcome("Revoked.", what, as_json=as_json)
    show_in_workbook(room)


@app.command(name="list")
def list_releases(workbook: Workbook = None, today: Today = None, as_json: AsJson = False) -> None:
    """List the standing releases in force. It says how many messages each sent within seven days."""
    from automation.core.ledger.standing_releases import in_force

    room = opened_room(workbook, today)
    state = room.ledger.refresh()
    releases = in_force(state.standing, room.read(state).today)
    found = [{**_record(one), "used": _used(state, one, room.clock.now())} for one in releases]
    if as_json:
        print_json({"standing": found})
        return
    for one in found:
        print_line(
            f"{one['id']}  {one['family']}: {one['by']}, {one['used']} of {one['cap']} a week, until {one['until']}"
        )
    if not found:
        print_line("There is no standing release: each alert is released by a person.")


def _used(state: "LedgerState", release: "StandingRelease", now: "datetime") -> int:
    from automation.core.ledger.standing_releases import sent_by

    return sent_by(state.sends.values(), release.release_id, now)


def _record(one: "StandingRelease") -> dict[str, Any]:
    return {
        "id": one.release_id,
        "family": one.family,
        "by": one.by,
        "cap": one.cap,
        "until": one.until.isoformat(),
    }
