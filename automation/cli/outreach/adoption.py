"""`backpocket outreach adopt`."""

from typing import TYPE_CHECKING, Annotated

import typer

from automation.cli.options import AsJson, By, DryRun, Workbook, opened_room, require
from automation.cli.printing.outcomes import print_outcome, show_in_workbook

if TYPE_CHECKING:
    from collections.abc import Mapping

    from automation.core.ledger.events import Event

app = typer.Typer()


@app.command()
def adopt(
    by: By = "",
    keep_queue: Annotated[
        bool, typer.Option("--keep-queue", help="Keep waiting messages queued: they were not sent elsewhere.")
    ] = False,
    workbook: Workbook = None,
    dry_run: DryRun = False,
    as_json: AsJson = False,
) -> None:
    """Join two histories of one outreach; no line is lost. Then sending can go on."""
    from automation.outreach.adoption import adopt as join

    require(by=by)
    room = opened_room(workbook)
    joined = join(room, by, keep_queue=keep_queue, dry_run=dry_run)
    if not joined.differs:
        print_outcome("Nothing differs, and nothing was written.", joined.record(), as_json=as_json)
        return
    lines = [
        joined.differs,
        (
            f"The ledger had {joined.ledger} lines, the workbook showed {joined.workbook}; "
            f"{joined.added} lines {'would be' if dry_run else 'were'} added to the ledger."
        ),
    ]
    lines += _lines_apart("the ledger", joined.only_ledger) + _lines_apart("the workbook", joined.only_workbook)
    if joined.recovered:
        lines.append(f"Found beside the ledger: {', '.join(joined.recovered)}.")
    if joined.unknown:
        lines.append(
            f"{len(joined.unknown)} waiting messages {'would be' if dry_run else 'are now'} unknown, because they may "
            "have been sent: `backpocket outreach resolve` says what became of them."
        )
    print_outcome("\n".join(lines), joined.record(), as_json=as_json)
    if not dry_run:
        show_in_workbook(room)


# Most lines of a history that are printed; `--json` has all.
_SHOWN = 20


def _lines_apart(where: str, lines: "Mapping[int, Event]") -> list[str]:
    """Lines to print about the events that only one history has, the latest last."""
    if not lines:
        return []
    kept = list(lines.items())[-_SHOWN:]
    earlier = f", the latest {_SHOWN} of {len(lines)}" if len(lines) > _SHOWN else ""
    return [f"Only in {where}{earlier}:", *(_line_apart(number, event) for number, event in kept)]


def _line_apart(number: int, event: "Event") -> str:
    from automation.core.ledger.events import Notice
    from automation.core.reason_words import words
    from automation.core.sentences import minute
    from automation.core.suppression_text import read_suppression

    is_suppression = event.state == Notice.SUPPRESSED
    what = event.step or (words(read_suppression(event.subject)) if is_suppression else event.subject)
    about = f" about {', '.join(event.requisitions)}" if event.requisitions else ""
    to = f" {event.candidate}{about}" if event.candidate else ""
    by = f" ({event.by})" if event.by else ""
    return f"  line {number}, {minute(event.at)}: {event.state}: {what}{to}{by}".rstrip(": ")
