"""`backpocket archive add | search`: people of an old system, with the scores that they would have in the sheet."""

from typing import TYPE_CHECKING, Annotated

import typer

from automation.cli.options import AsJson, By, DryRun, Today, Workbook, opened_room, require
from automation.cli.printing.streams import print_json, print_line
from automation.core.sentences import counted
from automation.errors import ConfigError

if TYPE_CHECKING:
    from automation.archive.adding import Added
    from automation.services.archive import Found
    from automation.services.imports.order import Imported

app = typer.Typer(no_args_is_help=True, help="Search the people of an old system, in files beside the sheet.")

Workers = Annotated[
    int | None, typer.Option("--workers", min=1, max=256, help="How many processes to use; else one for each core.")
]


@app.command()
def add(
    file: Annotated[
        list[str],
        typer.Argument(
            metavar="FILE…", help="Parquet, CSV or JSON lines: paths, patterns, or s3:// and gs:// addresses."
        ),
    ],
    workers: Workers = None,
    workbook: Workbook = None,
    as_json: AsJson = False,
) -> None:
    """Read files of people into the archive's index. Files that it has already are not read again."""
    from automation.cli.printing.run_output import progress
    from automation.services.archive import add as add_to_archive

    room = opened_room(workbook)
    with progress() as on_step:
        done = add_to_archive(room, file, workers=workers, on_step=on_step)
    if as_json:
        print_json(vars(done))
        return
    _print_added(done)


def _print_added(done: "Added") -> None:
    unchanged = f"; {counted(done.unchanged, 'file')} unchanged" if done.unchanged else ""
    print_line(
        f"{counted(done.files, 'file')} read, {counted(done.rows, 'row')}{unchanged}. "
        f"The archive holds {counted(done.people, 'row')} of people."
    )
    if done.keyless:
        print_line(f"- {counted(done.keyless, 'row')} without an e-mail or a Candidate ID: left out.")
    if done.skipped:
        print_line(f"- {counted(done.skipped, 'line')} with too many or too few cells: left out.")
    for header, rows in sorted(done.unread.items()):
        print_line(f"- {header}: not read, or only in part, in {counted(rows, 'row')}.")


@app.command()
def search(
    req: Annotated[list[str], typer.Argument(metavar="REQ…", help="Req IDs of open requisitions.")],
    top: Annotated[int, typer.Option("--top", min=1, max=1000, help="How many people to find for each.")] = 50,
    add_key: Annotated[
        list[str] | None, typer.Option("--add", metavar="KEY", help="Add this person to Candidates; may be repeated.")
    ] = None,
    by: By = "",
    workers: Workers = None,
    scheduler: Annotated[
        str, typer.Option("--scheduler", metavar="ADDRESS", help="A Dask scheduler, such as tcp://10.0.0.1:8786.")
    ] = "",
    workbook: Workbook = None,
    today: Today = None,
    dry_run: DryRun = False,
    as_json: AsJson = False,
) -> None:
    """Find the archive's best people for requisitions. With --add, add chosen ones to the sheet."""
    from automation.cli.printing.run_output import progress
    from automation.services import archive

    if add_key and not dry_run:
        require(by=by)
    if scheduler and "://" not in scheduler:
        raise ConfigError(f"--scheduler '{scheduler}' is no address: write one such as tcp://10.0.0.1:8786.")
    room = opened_room(workbook, today)
    with progress() as on_step:
        found = archive.search(room, req, top=top, workers=workers, scheduler=scheduler, on_step=on_step)
    added = archive.shelve_found(room, found, add_key, by, dry_run=dry_run) if add_key else None
    if as_json:
        print_json({"found": found.record(), "import": added.record()} if added else found.record())
        return
    _print_found(found)
    if added:
        _print_shelved(added)


def _print_found(found: "Found") -> None:
    from automation.core.matching.scoring import tenths

    for req, people in found.people.items():
        print_line(f"{req}: {counted(len(people), 'person', 'people')} in the archive")
        for one in people:
            name = f" {one.hit.name}," if one.hit.name else ""
            there = ", has a row in the sheet" if one.in_sheet else ""
            print_line(f"  {tenths(one.hit.score):5} {one.hit.key}:{name} {one.file}, row {one.row}{there}")


def _print_shelved(done: "Imported") -> None:
    would = "Would add" if done.dry_run else "Added"
    print_line(f"{would} {counted(done.added, 'person', 'people')} to Candidates; {done.there} already there.")
    for line in (*done.remarks, *done.problems):
        print_line(f"- {line}")
    for one in done.left:
        print_line(f"  {one.place.file}, {one.place}: {one.who}: {one.why}")
