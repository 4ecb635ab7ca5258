"""`backpocket openings`: what the company's job boards post, and taking an opening over into Requisitions."""

from typing import TYPE_CHECKING, Annotated

import typer

from automation.cli.options import AsJson, By, DryRun, Today, Workbook, opened, require
from automation.cli.printing.streams import print_json, print_line, warn
from automation.core.sentences import counted

if TYPE_CHECKING:
    from automation.services.imports.openings import BoardsRead

app = typer.Typer()


@app.command()
def openings(
    take: Annotated[
        str | None, typer.Option("--take", metavar="ID", help="Take this opening over into Requisitions.")
    ] = None,
    by: By = "",
    workbook: Workbook = None,
    today: Today = None,
    dry_run: DryRun = False,
    as_json: AsJson = False,
) -> None:
    """Show openings on your job boards without a requisition. With --take, make one of an opening."""
    from automation.services.imports.openings import new_openings, take_over

    if take and not dry_run:
        require(by=by)
    settings, store, clock = opened(workbook, today)
    if take:
        added = take_over(store, clock, take, by, dry_run=dry_run)
        said = f"{'would be' if dry_run else 'is'} in Requisitions now" if added else "is in Requisitions already"
        if as_json:
            print_json({"req_id": take, "added": added, "dry_run": dry_run})
        else:
            print_line(f"{take} {said}.")
        return
    found = new_openings(store.read())
    if as_json:
        names = ("req_id", "title", "state", "family", "location", "opened_on", "board", "link", "first_seen_on")
        print_json({"openings": [{name: one.cells[name] for name in names} for one in found]})
        return
    for one in found:
        print_line("  ".join(filter(None, (one.req_id, one.cells["title"], one.cells["location"], one.cells["link"]))))
    if found or settings.boards:
        print_line(f"{counted(len(found), 'opening')} without a requisition.")
    else:
        print_line("No job boards are set: name them as boards in backpocket.toml, and run `backpocket refresh`.")


def print_boards(found: "BoardsRead", *, as_json: bool) -> None:
    """What came of reading the job boards: one line, notes, and a warning for each board that could not be read."""
    for problem in found.problems:
        warn(problem)
    if found.openings and not as_json:
        boards = ", ".join(f"{name} {count}" for name, count in found.openings.items())
        print_line(f"Job boards: {boards}; {found.new} without a requisition (BP Openings).")
        for note in found.notes:
            print_line(note)
