"""`backpocket export` and `audit`: what is known about people, and what was decided about them."""

from pathlib import Path
from typing import Annotated

import typer

from automation.cli.options import AsJson, Today, Workbook, opened_room
from automation.cli.outcomes import print_outcome
from automation.cli.streams import print_json, print_line
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
    """Show everything that is known about a candidate, as for a request to see it; or export the whole workbook."""
    from automation.services.person_record import in_words, person_record
    from automation.services.workbook_export import export_all, write_private

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
    """Show what was decided for a requisition: criteria, pool, slate, and who chose whom and why, by which numbers."""
    from automation.refresh import read_workbook
    from automation.services.audit import audit_in_words, audit_record, audit_rows
    from automation.services.workbook_export import csv_text, write_private

    room = opened_room(workbook, today)
    record = audit_record(read_workbook(room.store, room.clock, room.settings.conventions, room), req)
    if out:
        write_private(out, csv_text(audit_rows(record)))
    if as_json:
        print_json(record)
    else:
        print_line(f"Written to {out}." if out else audit_in_words(record))
