"""Reports the start and the end of a run to the service that watches it, if the settings name one."""

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
    """Report that a run starts, and its exit code when it ends; never fails the run.

    Args:
        settings: Of the installation.
        command: Which run.
        dry_run: Report nothing.

    Yields:
        The counts to report at the end, to be filled; they must name no one.
    """
    url = settings.ping_urls.get(command)
    counts: dict[str, int] = {}
    if url is None or dry_run:
        yield counts
        return
    from automation.chat.posting import ping

    address, code = url.get_secret_value(), UNEXPECTED
    ping(address, "start")
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
        ping(address, str(code), _words(counts))


def _words(counts: Mapping[str, int]) -> str:
    return "\n".join(f"{name} {count}" for name, count in counts.items())
