"""`backpocket review`: send a hiring manager a slate as a link, list such links, and revoke one."""

from typing import TYPE_CHECKING, Annotated, Any

import typer

from automation.cli.options import AsJson, By, DryRun, Today, Workbook, opened_room, require
from automation.cli.printing.outcomes import print_dry_run, print_outcome
from automation.cli.printing.streams import print_json, print_line

if TYPE_CHECKING:
    from datetime import datetime

    from automation.core.workbook.action_log import Action
    from automation.core.workbook.action_state import ActionState
    from automation.outreach.context import Mailroom
    from automation.services.acting import Actor

app = typer.Typer(
    help="Give a hiring manager a slate as a link, without an account.", no_args_is_help=True, rich_markup_mode=None
)


@app.command()
def issue(
    req: Annotated[str, typer.Argument(help="The requisition's key.", metavar="REQ")],
    by: By = "",
    workbook: Workbook = None,
    today: Today = None,
    dry_run: DryRun = False,
    as_json: AsJson = False,
) -> None:
    """Make a link to a slate for the requisition's hiring manager. It works for 14 days; send it to them yourself."""
    from automation.core.schema import REQUISITIONS
    from automation.core.text import key_of
    from automation.core.workbook.nearest_keys import unknown_key
    from automation.services.colleagues.reviews import issue as issue_review
    from automation.services.colleagues.reviews import link_of, require_page

    require(by=by)
    room = opened_room(workbook, today)
    require_page(room.settings)
    rows = room.read(dry_run=dry_run).book.requisition_rows
    row = rows.get(key_of(req))
    if row is None:
        raise unknown_key(REQUISITIONS, req, rows.values())
    what = {"requisition": row.key, "manager": row.hiring_manager}
    if dry_run:
        would = f"make a link to the slate of {row.key} for {row.hiring_manager or 'no one'}"
        print_dry_run(would, what, as_json=as_json)
        return
    review = issue_review(_actor(room, by), row.key, row.hiring_manager)
    record = _record(review, room.clock.now()) | {"link": link_of(room.settings, room.secrets, review)}
    sentence = f"For {review.value}, until {record['until']}: {record['link']}"
    print_outcome(sentence, record, as_json=as_json)


@app.command("list")
def list_reviews(workbook: Workbook = None, as_json: AsJson = False) -> None:
    """Show the links, the latest first, and their answers."""
    room = opened_room(workbook)
    state, now = _actions(room), room.clock.now()
    records = [
        _record(one, now, state) | {"answers": sum(line.before == one.action_id for line in state.verdicts.values())}
        for one in reversed(_reviews(state))
    ]
    if as_json:
        print_json({"reviews": records})
        return
    for one in records:
        print_line(
            f"{one['review_id']}  {one['requisition']}  {one['manager']}  {one['state']} until {one['until']}, "
            f"{one['answers']} answered, by {one['by']}"
        )
    if not records:
        print_line("No links yet.")


@app.command()
def revoke(
    review_id: Annotated[str, typer.Argument(help="As `review list` shows it.", metavar="REVIEW_ID")],
    by: By = "",
    workbook: Workbook = None,
    dry_run: DryRun = False,
    as_json: AsJson = False,
) -> None:
    """End a link at once. Answers that were given stay."""
    from automation.services.colleagues.reviews import known_review
    from automation.services.colleagues.reviews import revoke as revoke_review

    require(by=by)
    room = opened_room(workbook)
    review = known_review(_actions(room), review_id)
    what = {"review_id": review_id, "requisition": review.requisition, "manager": review.value}
    if dry_run:
        print_dry_run(f"revoke the link to {review.requisition} for {review.value}", what, as_json=as_json)
        return
    revoke_review(_actor(room, by), review_id)
    print_outcome(f"The link to {review.requisition} for {review.value} is revoked.", what, as_json=as_json)


def _actor(room: "Mailroom", by: str) -> "Actor":
    from automation.services.acting import Actor

    return Actor(by, room.store, room.clock)


def _actions(room: "Mailroom") -> "ActionState":
    from automation.core.workbook.action_rows import read_actions

    return read_actions(room.store.read().tabs)


def _reviews(state: "ActionState") -> "list[Action]":
    from automation.core.workbook.action_log import Kind

    return [line for line in state.lines if line.kind is Kind.REVIEW]


def _record(review: "Action", now: "datetime", actions: "ActionState | None" = None) -> dict[str, Any]:
    from automation.core.workbook.action_log import REVIEW_VALID
    from automation.services.colleagues.reviews import is_over

    revoked = actions is not None and review.action_id not in actions.reviews
    return {
        "review_id": review.action_id,
        "requisition": review.requisition,
        "manager": review.value,
        "by": review.who,
        "sent_on": review.on.isoformat(),
        "until": (review.on + REVIEW_VALID).isoformat(),
        "state": "revoked" if revoked else "expired" if is_over(review, now) else "open",
    }
