"""What the commands share: their options, and opening the workbook that the settings name."""

import logging
import sys
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import structlog
import typer

from automation.cli.printing.streams import warn
from automation.errors import ConfigError

if TYPE_CHECKING:
    from automation.clock import Clock
    from automation.outreach.context import Mailroom
    from automation.settings import Settings
    from automation.store.base import Store

Workbook = Annotated[str | None, typer.Option(help="The path of an .xlsx file, or a Google Sheet's address or key.")]
AsJson = Annotated[bool, typer.Option("--json", help="Print one JSON object and nothing else.")]
DryRun = Annotated[bool, typer.Option("--dry-run", help="Say what would be done; write nothing.")]
Today = Annotated[str | None, typer.Option(help="Work as if it were this day.", metavar="YYYY-MM-DD")]
By = Annotated[str, typer.Option("--by", help='Who decides, and sends: "Dana Reyes <dana@acme.example>".')]
Why = Annotated[str, typer.Option("--reason", help="Why, in words.")]


def configured(workbook: str | None) -> "Settings":
    """The settings, with the workbook that the command line names."""
    from automation.settings import load

    settings = load(workbook=workbook)
    log_to_stderr(settings.log_level)
    return settings


def log_to_stderr(level: str) -> None:
    """Log one JSON object a line to standard error; libraries' own warnings are dropped."""
    logging.getLogger().addHandler(logging.NullHandler())
    structlog.configure(
        processors=[
            structlog.processors.add_log_level,
            structlog.processors.TimeStamper(fmt="iso", utc=True),
            structlog.processors.JSONRenderer(),
        ],
        wrapper_class=structlog.make_filtering_bound_logger(logging.getLevelNamesMapping()[level.upper()]),
        logger_factory=structlog.WriteLoggerFactory(sys.stderr),
    )


def opened(workbook: str | None, today: str | None) -> "tuple[Settings, Store, Clock]":
    """The settings, the workbook that they name, and the clock."""
    settings = configured(workbook)
    return settings, *opened_in(settings, today)


def opened_in(settings: "Settings", today: str | None) -> "tuple[Store, Clock]":
    """The workbook that the settings name, and the clock."""
    from automation.clock import Clock, unknown_zone
    from automation.store.locate import is_file, open_store

    clock = Clock(day_in("--today", today) if today else None, settings.time_zone)
    store = open_store(settings.workbook, settings.service_account_file, settings.sheets_endpoint)
    # A Google Sheet has a time zone of its own.
    if is_file(store.locator) and not settings.time_zone and (unknown := unknown_zone()):
        warn(
            f"TZ is '{unknown}', which is no time zone, so days begin at midnight UTC. Set TZ or time_zone to one such "
            "as Europe/Berlin."
        )
    return store, clock


def opened_room(workbook: str | None, today: str | None = None) -> "Mailroom":
    """The mailroom of the workbook that the command line or the settings name."""
    return room_in(configured(workbook), today)


def room_in(settings: "Settings", today: str | None) -> "Mailroom":
    """The mailroom of the workbook that the settings name.

    Raises:
        NoSuchWorkbook: There is no such file, and no ledger of one: the name is wrong. A command that needs the ledger
            alone, such as a stop of all sending, would else succeed for a workbook that is not there.
    """
    from automation.errors import NoSuchWorkbook
    from automation.outreach.context import open_mailroom
    from automation.outreach.folders import LEDGER
    from automation.store.locate import is_file

    room = open_mailroom(settings, *opened_in(settings, today))
    if is_file(room.store.locator) and not (Path(room.store.locator).exists() or (room.folder / LEDGER).exists()):
        raise NoSuchWorkbook(room.store.locator)
    return room


_MEANING = {
    "by": 'who, such as --by "Dana Reyes <dana@acme.example>"',
    "reason": 'why, such as --reason "she answered"',
}


def require(**options: str) -> None:
    """Raise ConfigError if one of the options `by` and `reason` is empty."""
    for name, value in options.items():
        if not value.strip():
            raise ConfigError(f"--{name} is missing: a person decides, and the ledger says {_MEANING[name]}.")


def day_in(option: str, text: str) -> date:
    """The day that an option names. Raises ConfigError where it names none."""
    try:
        return date.fromisoformat(text)
    except ValueError:
        raise ConfigError(f"{option} '{text}' is not a day: write it as 2026-11-30.") from None
