"""`backpocket export`, `audit`, `forget`, `hold` and `retention`: what is known about people, and its deletion."""

from pathlib import Path
from typing import Annotated

import typer

from automation.cli.options import AsJson, By, DryRun, Today, Why, Workbook, day_in, opened_room, require
from automation.cli.printing.outcomes import print_dry_run, print_outcome
from automation.cli.printing.streams import print_json, print_line
from automation.core.sentences import counted
from automation.errors import ConfigError

app = typer.Typer()


@app.command()
def export(
    candidate: Annotated[
        str | None, typer.Argument(metavar="CANDIDATE", help="A Candidate ID or e-mail.", show_default=False)
    ] = None,
    everything: Annotated[bool, typer.Option("--all", help="Every tab as CSV, and the events, into a folder.")] = False,
    out: Annotated[
        Path | None, typer.Option("--out", metavar="PATH", help="The file, or with --all the folder.")
    ] = None,
    workbook: Workbook = None,
    today: Today = None,
    as_json: AsJson = False,
) -> None:
    """Show all that is known about a candidate.

    It answers a request to see it. With --all and --out, it exports the whole workbook.
    """
    from automation.services.privacy.person_record import in_words, person_record
    from automation.services.privacy.workbook_export import export_all, write_private

    if everything == bool(candidate):
        raise ConfigError("Give either a candidate or --all.")
    if everything and out is None:
        raise ConfigError("--all needs --out, the folder to write to.")
    room = opened_room(workbook, today)
    if everything and out:
        files = [str(file) for file in export_all(room, out)]
        print_outcome(f"{counted(len(files), 'file')} written to {out}.", {"files": files}, as_json=as_json)
        return
    record = person_record(room, str(candidate))
    if out:
        write_private(out, in_words(record))
    if as_json:
        print_json(record)
    else:
        print_line(f"Written to {out}." if out else in_words(record).rstrip())


@app.command()
def audit(
    req: Annotated[str, typer.Argument(metavar="REQ", help="A Req ID.")],
    out: Annotated[Path | None, typer.Option("--out", metavar="FILE.csv", help="Write it as CSV to this file.")] = None,
    workbook: Workbook = None,
    today: Today = None,
    as_json: AsJson = False,
) -> None:
    """Show what was decided for a requisition, and why. Criteria, pool, slate, and who chose whom, by which numbers."""
    from automation.refresh import read_workbook
    from automation.services.privacy.audit import audit_in_words, audit_record, audit_rows
    from automation.services.privacy.workbook_export import csv_text, write_private

    room = opened_room(workbook, today)
    record = audit_record(read_workbook(room.store, room.clock, room.settings.conventions, room), req)
    if out:
        write_private(out, csv_text(audit_rows(record)))
    if as_json:
        print_json(record)
    else:
        print_line(f"Written to {out}." if out else audit_in_words(record))


@app.command()
def forget(
    candidate: Annotated[str, typer.Argument(metavar="CANDIDATE", help="A Candidate ID or e-mail.")],
    by: By = "",
    despite_hold: Annotated[
        str, typer.Option("--despite-hold", metavar="REASON", help="Why to delete records that must still be kept.")
    ] = "",
    wait: Annotated[bool, typer.Option("--wait", help="Wait until the row is deleted in the Google Sheet.")] = False,
    workbook: Workbook = None,
    today: Today = None,
    dry_run: DryRun = False,
    as_json: AsJson = False,
) -> None:
    """Delete a candidate's details everywhere, for good. It prints a receipt.

    An .xlsx file gets an empty row; in a Google Sheet a person deletes the row, which the receipt names.
    """
    from automation.services.privacy.forget import forget as erase

    require(by=by)
    receipt = erase(opened_room(workbook, today), candidate, by, despite_hold=despite_hold, dry_run=dry_run, wait=wait)
    record = receipt.record() | ({"dry_run": True} if dry_run else {})
    if as_json:
        print_json(record)
        return
    print_line("Would delete:" if dry_run else "Deleted:")
    for place, count in receipt.erased.items():
        print_line(f"  {place}: {count}")
    if not receipt.erased:
        first = f"nothing yet: delete {counted(receipt.rows_left, 'row')} in the sheet first, as said below"
        print_line(f"  {first if receipt.rows_left else 'nothing was found'}")
    print_line("Not within reach:")
    for one in receipt.left:
        print_line(f"  {one.place}: {one.how}")


@app.command()
def hold(
    candidate: Annotated[str, typer.Argument(metavar="CANDIDATE", help="A Candidate ID or e-mail.")],
    by: By = "",
    reason: Why = "",
    until: Annotated[str, typer.Option("--until", metavar="DATE", help="The last day; without it, no end.")] = "",
    lift: Annotated[bool, typer.Option("--lift", help="Lift the hold instead.")] = False,
    workbook: Workbook = None,
    today: Today = None,
    dry_run: DryRun = False,
    as_json: AsJson = False,
) -> None:
    """Set a legal hold on a candidate. `forget` and `retention` refuse until it ends or is lifted."""
    from automation.services.privacy.holds import lift_holds, set_hold

    require(by=by, reason=reason)
    if lift and until:
        raise ConfigError("--lift ends the hold now, so it takes no --until.")
    room = opened_room(workbook, today)
    if lift:
        keys = lift_holds(room, candidate, by, reason, dry_run=dry_run)
        done = f"lift the hold on {', '.join(keys)}"
        record: dict[str, object] = {"lifted": keys}
    else:
        set_hold(room, candidate, by, reason, day_in("--until", until) if until else None, dry_run=dry_run)
        done = f"hold {candidate}{f' until {until}' if until else ''}"
        record = {"held": candidate, "until": until}
    if dry_run:
        print_dry_run(done, record, as_json=as_json)
    else:
        print_outcome("The hold is lifted." if lift else "Nothing of them can be deleted now.", record, as_json=as_json)


@app.command()
def retention(
    by: By = "",
    workbook: Workbook = None,
    today: Today = None,
    dry_run: DryRun = False,
    as_json: AsJson = False,
) -> None:
    """List whose details are due for deletion. With --by, delete them all."""
    from automation.core.reason_words import words
    from automation.services.privacy.retention import Retention, due_now, forget_due

    room = opened_room(workbook, today)
    found = forget_due(room, by) if by.strip() and not dry_run else Retention(due_now(room))
    if as_json:
        print_json(found.record())
        return
    print_line(f"{counted(len(found.due), 'person is', 'people are')} due for deletion.")
    for one in found.due:
        held = f" {words(one.hold)}." if one.hold else ""
        print_line(f"  {one.key}: {words(one.why)}. To delete by {one.by.isoformat()}.{held}")
    for key, receipt in found.receipts.items():
        print_line(f"{key}: {counted(sum(receipt.erased.values()), 'entry', 'entries')} deleted.")
        for left in receipt.left:
            print_line(f"  {left.place}: {left.how}")
