"""`backpocket outreach log`: what a candidate said by phone or in person."""

from typing import Annotated

import typer

from automation.cli.options import AsJson, By, DryRun, Workbook, opened_room, require
from automation.cli.printing.outcomes import print_dry_run, print_outcome, show_in_workbook

app = typer.Typer()

Key = Annotated[str, typer.Argument(metavar="CANDIDATE", help="The key: the Candidate ID, else the e-mail.")]
Note = Annotated[str, typer.Option("--note", help="What else to keep, in words.")]


@app.command()
def log(
    candidate: Key,
    said: Annotated[str, typer.Option("--said", help="interested, not-now, no, leave, keep or erase.")],
    by: By = "",
    about: Annotated[
        list[str] | None,
        typer.Option("--about", metavar="REQ", help="The opening; without it, those of the last message to them."),
    ] = None,
    until: Annotated[str, typer.Option("--until", help="With not-now: ask again from, as 2027-03.")] = "",
    why: Annotated[str, typer.Option("--why", help="With no: pay, place, role, timing or other.")] = "",
    note: Note = "",
    workbook: Workbook = None,
    dry_run: DryRun = False,
    as_json: AsJson = False,
) -> None:
    """Record what a candidate said by phone or in person. It counts like a reply by mail."""
    from automation.outreach.contact import log_reply

    require(by=by)
    room = opened_room(workbook)
    what = {"candidate": candidate, "said": said, "about": list(about or ()), "until": until, "why": why}
    new = log_reply(room, candidate, said, by, about=about or (), until=until, why=why, words=note, dry_run=dry_run)
    if dry_run:
        print_dry_run(f"record for {candidate}: {said}", what, as_json=as_json)
        return
    print_outcome("Recorded." if new else "This was recorded before.", {**what, "new": new}, as_json=as_json)
    if new:
        show_in_workbook(room)
