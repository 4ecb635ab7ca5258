"""What the command line prints about a run: one line, and its progress on a terminal.

It imports no library of matching: a run that finds nothing new needs none.
"""

import sys
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING

from rich.console import Console

from automation.core.sentences import counted

if TYPE_CHECKING:
    from automation.refresh import Outcome
    from automation.repeated_run import Repeated

# Seconds after which progress is shown.
PATIENCE = 1.0
# Columns that the line of a run names at most.
MOST_STOPPED = 3


@contextmanager
def progress() -> Iterator[Callable[[str], None]]:
    """Show the current step on a terminal, once the work takes longer than `PATIENCE`."""
    # Not rich's own check: it also takes a log that shows colours for a terminal.
    err = Console(stderr=True)
    if not sys.stderr.isatty() or err.is_dumb_terminal:
        yield lambda _: None
        return
    status = err.status("Working")
    timer = threading.Timer(PATIENCE, status.start)
    timer.daemon = True
    timer.start()
    try:
        yield status.update
    finally:
        timer.cancel()
        timer.join()
        status.stop()


def summary(outcome: "Outcome | Repeated") -> str:
    """One line about a run, for the log of cron."""
    counts = outcome.counts
    if outcome.changed:
        done = "sheet updated" if outcome.published else "nothing written (dry run)"
    else:
        done = "nothing new (noted in BP Runs)" if outcome.published else "nothing new"
    found = (
        counted(counts["candidates"], "candidate"),
        counted(counts["requisitions_open"], "open requisition"),
        f"{counted(counts['matches'], 'match', 'matches')} ({counts['strong']} Strong)",
        f"{counted(counts['follow_ups_due'], 'follow-up')} due",
        f"{counted(len(outcome.problems), 'issue')} to fix",
    )
    return f"{outcome.today}: {', '.join(found)}; {done}."


def stopped_columns(outcome: "Outcome | Repeated") -> list[str]:
    """What keeps whole BP columns from showing, a sentence each: matches do not reach people until it is fixed."""
    found = [problem for problem in outcome.problems if problem.column.startswith("BP ") and problem.row == 1]
    lines = [f"{problem.tab}: {problem.message}" for problem in found[:MOST_STOPPED]]
    more = len(found) - len(lines)
    return [*lines, *([f"{counted(more, 'more column')}: run `backpocket check`."] if more > 0 else [])]
