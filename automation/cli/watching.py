"""Records how a run ends, and reports its start and end to the service that watches it, if the settings name one."""

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from typing import TYPE_CHECKING

import typer

from automation.errors import BackpocketError

if TYPE_CHECKING:
    from automation.setting_values import Watched
    from automation.settings import Settings

UNEXPECTED, INTERRUPTED = 70, 130


@contextmanager
def watched(settings: "Settings", command: "Watched", *, dry_run: bool = False) -> Iterator[dict[str, int]]:
    """Report that a run starts, and record and report its exit code when it ends; never fails the run.

    The block opens the workbook, too, so that a workbook that cannot be opened counts as a failure.

    Args:
        settings: Of the installation.
        command: Which run.
        dry_run: Record and report nothing.

    Yields:
        The counts to report at the end, to be filled; they must name no one.
    """
    counts: dict[str, int] = {}
    if dry_run:
        yield counts
        return
    code = UNEXPECTED
    _ping(settings, command, "start")
    try:
        yield counts
        code = 0
    except BackpocketError as error:
        code = error.exit_code
        raise
    except typer.Exit as ended:
        code = ended.exit_code
        raise
    except KeyboardInterrupt:
        code = INTERRUPTED
        raise
    finally:
        _record(settings, command, code)
        _ping(settings, command, str(code), _words(counts))


def _ping(settings: "Settings", command: "Watched", what: str, body: str = "") -> None:
    if url := settings.ping_urls.get(command):
        from automation.chat.posting import ping

        ping(url.get_secret_value(), what, body)


def _record(settings: "Settings", command: "Watched", code: int) -> None:
    """Record the end of a run, unless a person ended it."""
    if settings.workbook and code != INTERRUPTED:
        from automation.clock import Clock
        from automation.run_record import RunRecords

        RunRecords(settings.workbook).ended(command, code, Clock().now())


def _words(counts: Mapping[str, int]) -> str:
    return "\n".join(f"{name} {count}" for name, count in counts.items())
