"""The command line's entry point: runs a command, and reports failures as sentences and exit codes."""

import gc
import platform
import sys
from collections.abc import Sequence
from contextlib import suppress
from pathlib import Path
from typing import Annotated, Any

import structlog
import typer
from typer.core import TyperGroup

from automation.cli import (
    alerts,
    archive,
    commands,
    contact,
    forwarded,
    importing,
    lookups,
    openings,
    privacy,
    review,
    serving,
)
from automation.cli.hints import with_hint
from automation.cli.options import log_to_stderr
from automation.cli.outreach import group as outreach
from automation.cli.printing import streams
from automation.cli.printing.streams import print_json, print_line, warn
from automation.errors import BackpocketError, ConfigError, OutputClosed, OutputFailed, places
from automation.version import program_version

# The order in which `--help` lists the commands: what everyone needs first, then by the kind of work.
_ORDER = (
    *("init", "refresh", "check", "matches", "explain", "follow-ups", "report", "dashboard"),
    *("import", "forwarded", "openings", "archive"),
    *("outreach", "alerts", "contact", "respond", "inbox", "nudge", "review"),
    *("export", "audit", "forget", "hold", "retention", "rekey"),
)


class _InOrder(TyperGroup):
    """Lists the commands in `_ORDER`, wherever they are defined."""

    def list_commands(self, ctx: Any) -> list[str]:
        places = {name: place for place, name in enumerate(_ORDER)}
        return sorted(super().list_commands(ctx), key=lambda name: places.get(name, len(places)))


app = typer.Typer(
    cls=_InOrder,
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
    rich_markup_mode=None,
)


def _print_version(wanted: bool) -> None:
    if wanted:
        print_line(f"backpocket {program_version() or 'that is not installed'}, Python {platform.python_version()}")
        raise typer.Exit


@app.callback()
def _options(
    *,
    version: Annotated[
        bool, typer.Option("--version", callback=_print_version, is_eager=True, help="Print the version and exit.")
    ] = False,
) -> None:
    """Recruiters' memory: shelved candidates, matched to open requisitions, in the sheet they already use."""


# Without a name, its commands are commands of `backpocket` itself.
app.add_typer(commands.app)
app.add_typer(lookups.app)
app.add_typer(serving.app)
app.add_typer(privacy.app)
app.add_typer(importing.app)
app.add_typer(openings.app)
app.add_typer(archive.app, name="archive")
app.add_typer(outreach.app, name="outreach")
app.add_typer(alerts.app, name="alerts")
app.add_typer(contact.app, name="contact")
app.add_typer(review.app, name="review")
app.add_typer(forwarded.app, name="forwarded")


# New objects until the garbage collector looks at them. With Python's own number, it interrupts a refresh of 20,000
# rows thousands of times, and finds hardly any garbage.
_COLLECT_AFTER = 50_000


def main(arguments: Sequence[str] | None = None) -> None:
    """Run the command line; always ends with an exit code, never with a traceback."""
    gc.set_threshold(_COLLECT_AFTER)
    arguments = sys.argv[1:] if arguments is None else list(arguments)
    as_json = "--json" in arguments
    streams.take_over()
    log_to_stderr("warning")
    try:
        app(arguments)
    except OutputClosed as closed:
        sys.exit(closed.exit_code)
    except BackpocketError as error:
        _fail(error, as_json=as_json)
    except KeyboardInterrupt:
        sys.exit(130)
    except Exception as error:  # noqa: BLE001  (Broad: a traceback may hold people's data, and helps no recruiter.)
        _fail(_unforeseen(error), as_json=as_json)


def _unforeseen(error: Exception) -> BackpocketError:
    """The error to print for a failure that is no `BackpocketError`."""
    if isinstance(error, FileNotFoundError) and not _has_working_directory():
        return ConfigError("The working directory was deleted: change to another one with cd, and run this again.")
    if isinstance(error, RuntimeError) and not _has_home():
        return ConfigError("This user has no home directory: set HOME to a folder, and run this again.")
    structlog.get_logger().error("unexpected", kind=type(error).__name__, at=places(error))
    return BackpocketError(
        f"Something went wrong that should not have ({type(error).__name__} at {places(error)[-1]}). Please report it. "
        "What was written before stays written."
    )


def _has_working_directory() -> bool:
    try:
        Path.cwd()
    except FileNotFoundError:
        return False
    return True


def _has_home() -> bool:
    try:
        Path.home()
    except RuntimeError:
        return False
    return True


def _fail(error: BackpocketError, *, as_json: bool) -> None:
    message = with_hint(error)
    warn(message)
    if as_json:
        # The exit code is of the first failure, not of printing it.
        with suppress(OutputClosed, OutputFailed):
            record = {"kind": type(error).__name__, "message": message, "exit_code": error.exit_code}
            print_json({"error": record})
    sys.exit(error.exit_code)
