"""`backpocket contact log`: a call, a meeting or a message outside the program."""

from typing import Annotated

import typer

from automation.cli.options import AsJson, By, DryRun, Workbook, opened_room, require
from automation.cli.outreach.log import Key, Note
from automation.cli.printing.outcomes import print_dry_run, print_outcome, show_in_workbook

app = typer.Typer(
    help="Record contact with candidates outside the program.", no_args_is_help=True, rich_markup_mode=None
)


@app.callback()
def group() -> None:
    """Keep `log` a command of its own; a single command would take the group's place."""


@app.command()
def log(
    candidate: Key,
    kind: Annotated[str, typer.Option("--kind", help="call, meeting or message.")],
    by: By = "",
    note: Note = "",
    workbook: Workbook = None,
    dry_run: DryRun = False,
    as_json: AsJson = False,
) -> None:
    """Record that you were in contact, both ways. It counts as the last contact, and follow-ups start from it."""
    from automation.outreach.contact import log_contact

    require(by=by)
    room = opened_room(workbook)
    what = {"candidate": candidate, "kind": kind}
    new = log_contact(room, candidate, kind, by, note, dry_run=dry_run)
    if dry_run:
        print_dry_run(f"record a {kind} with {candidate}", what, as_json=as_json)
        return
    print_outcome("Recorded.", {**what, "new": new}, as_json=as_json)
    show_in_workbook(room)
