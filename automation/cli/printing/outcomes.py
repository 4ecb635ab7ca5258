"""How commands that change something report what they did."""

from typing import TYPE_CHECKING, Any

import typer

from automation.cli.printing.streams import print_json, print_line, warn

if TYPE_CHECKING:
    from automation.outreach.context import Mailroom


def print_dry_run(what: str, record: dict[str, Any], *, as_json: bool) -> None:
    """Print what the command would do, such as "stop all sending"."""
    print_outcome(f"Would {what}.", {**record, "dry_run": True}, as_json=as_json)


def print_outcome(sentence: str, record: dict[str, Any], *, as_json: bool) -> None:
    """Print a sentence, or with `--json` the record instead."""
    if as_json:
        print_json(record)
    else:
        print_line(sentence)


def show_in_workbook(room: "Mailroom") -> None:
    """Show in the workbook what was done. It stays done even if that fails.

    Raises:
        typer.Exit: The workbook could not be written; standard error says so.
    """
    from automation.errors import BackpocketError, NotShown
    from automation.outreach.workbook_sync import sync

    try:
        sync(room)
    except BackpocketError as error:
        # The outcome is printed already: with --json, nothing else may follow it on standard output.
        failed = NotShown(error)
        warn(str(failed))
        raise typer.Exit(failed.exit_code) from error
