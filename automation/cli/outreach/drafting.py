"""`backpocket outreach draft` and `queue`."""

import json
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from automation.cli.options import AsJson, By, DryRun, Today, Workbook, opened_room
from automation.cli.printing.outcomes import show_in_workbook
from automation.cli.printing.streams import print_json, print_line
from automation.errors import ConfigError

if TYPE_CHECKING:
    from collections.abc import Sequence

    from automation.core.messages.drafts import Draft
    from automation.outreach.compose import Queued
    from automation.outreach.context import Mailroom
    from automation.outreach.drafting import Prepared

app = typer.Typer()

Req = Annotated[
    str | None,
    typer.Argument(metavar="REQ", help="The opening it is about, if any.", show_default=False),
]
To = Annotated[list[str] | None, typer.Option("--to", metavar="KEY", help="A candidate; may be repeated.")]
TemplateName = Annotated[str | None, typer.Option("--template", metavar="NAME", help="Of the Templates tab, or ours.")]
Also = Annotated[
    list[str] | None, typer.Option("--also", metavar="REQ", help="Another opening to mention; may be repeated.")
]
Openings = Annotated[
    int | None,
    typer.Option(
        "--openings",
        min=0,
        max=3,
        help="How many openings each message mentions: the named ones, then the best others that fit.",
        show_default="the named ones",
    ),
]
Several = Annotated[bool, typer.Option("--several", help="The same as --openings 3.")]


@app.command()
def draft(
    req: Req = None,
    to: To = None,
    by: By = "",
    template: TemplateName = None,
    also: Also = None,
    openings: Openings = None,
    several: Several = False,
    workbook: Workbook = None,
    today: Today = None,
    as_json: AsJson = False,
) -> None:
    """Show the messages to a slate; write nothing.

    With --to, the messages to these people. It says why a message could not go out.
    """
    from automation.outreach.compose import propose

    most = _most(req, also, openings, several=several)
    prepared = propose(opened_room(workbook, today), req, to or (), by, template=template, others=also or (), most=most)
    show_drafts(prepared, as_json=as_json)


def show_drafts(prepared: "Sequence[Prepared]", *, as_json: bool) -> None:
    """Print drafts, and why one cannot go out."""
    if as_json:
        print_json({"drafts": [_draft_record(one) for one in prepared]})
        return
    if not prepared:
        print_line("There is no one to write to.")
        return
    for one in prepared:
        _print_draft(one)
    free = sum(not one.reasons for one in prepared)
    print_line(f"{free} of {len(prepared)} can go out.")


def _most(req: str | None, also: "Sequence[str] | None", openings: int | None, *, several: bool) -> int | None:
    """How many openings a message mentions; None for those that are named."""
    from automation.core.messages.openings import MOST_OPENINGS

    if also and not req:
        raise ConfigError(f"--also adds to the first opening: name {also[0]} as REQ.")
    return MOST_OPENINGS if several and openings is None else openings


def _draft_record(one: "Prepared") -> dict[str, Any]:
    shown = one.draft
    return {
        "candidate": shown.candidate,
        "name": shown.name,
        "requisitions": list(shown.openings),
        "step": shown.step,
        "template": shown.template,
        "language": shown.language,
        "subject": shown.subject,
        "body": shown.body,
        "refused": list(one.reasons),
        "warnings": list(one.warnings),
        "confirm_first": list(one.confirm_first),
    }


def _print_draft(one: "Prepared") -> None:
    from automation.core.parsing import language_name

    shown = one.draft
    about = f"about {', '.join(shown.openings) or 'no opening'}"
    written = f", in {language_name(shown.language)}" if shown.language else ""
    print_line(f"To {shown.name} ({shown.candidate}) {about}: {shown.step}{written}")
    for reason in one.reasons:
        print_line(f"  not sent: {reason}")
    for warning in one.warnings:
        print_line(f"  look: {warning}")
    for ask in one.confirm_first:
        print_line(f"  confirm first: {ask}")
    if not one.reasons:
        print_line(f"\nSubject: {shown.subject}\n\n{shown.text}")
    print_line("")


@app.command()
def queue(
    req: Req = None,
    to: To = None,
    by: By = "",
    template: TemplateName = None,
    also: Also = None,
    openings: Openings = None,
    several: Several = False,
    edited: Annotated[
        Path | None,
        typer.Option("--edited", metavar="FILE", help="What `draft --json` printed, edited; only these are queued."),
    ] = None,
    workbook: Workbook = None,
    today: Today = None,
    dry_run: DryRun = False,
    as_json: AsJson = False,
) -> None:
    """Queue messages; `send` sends them."""
    from automation.outreach.compose import looked_over, propose
    from automation.outreach.compose import queue as queue_up

    room = opened_room(workbook, today)
    if edited:
        drafts = _edited(room, _records(edited), by)
    elif to:
        most = _most(req, also, openings, several=several)
        prepared = propose(room, req, to, by, template=template, others=also or (), most=most)
        drafts = [one.draft for one in prepared]
    else:
        raise ConfigError("Name the people with --to KEY: `backpocket outreach draft` shows who there is.")
    results = looked_over(room, drafts, by) if dry_run else queue_up(room, drafts, by)
    show_queued(results, dry_run=dry_run, as_json=as_json)
    if not dry_run:
        show_in_workbook(room)


def show_queued(results: "Sequence[Queued]", *, dry_run: bool, as_json: bool, **more: int) -> None:
    """Print what became of each draft; `more` goes into the record."""
    if as_json:
        print_json({"queued": [_queued_record(one) for one in results], **more, "dry_run": dry_run})
    else:
        _print_queued(results, dry_run=dry_run)


def _print_queued(results: "Sequence[Queued]", *, dry_run: bool) -> None:
    for one in results:
        outcome = f"not queued: {'; '.join(one.reasons)}" if one.reasons else f"queued as {one.send_id or '(dry run)'}"
        print_line(f"{one.draft.name} ({one.draft.candidate}): {outcome}")
    count = sum(not one.reasons for one in results)
    print_line(f"{count} of {len(results)} {'would be ' if dry_run else ''}queued.")


def _queued_record(one: "Queued") -> dict[str, Any]:
    return {
        "candidate": one.draft.candidate,
        "requisitions": list(one.draft.openings),
        "step": one.draft.step,
        "send_id": one.send_id,
        "refused": list(one.reasons),
    }


_KEPT = ("candidate", "requisitions", "step", "template", "subject", "body")


def _records(path: Path) -> list[dict[str, Any]]:
    try:
        drafts = json.loads(path.read_text(encoding="utf-8"))["drafts"]
        return [{name: one[name] for name in _KEPT} for one in drafts]
    except (OSError, ValueError, KeyError, TypeError) as error:
        raise ConfigError(f"{path} is not what `backpocket outreach draft --json` prints.") from error


def _edited(room: "Mailroom", records: list[dict[str, Any]], by: str) -> "list[Draft]":
    """Drafts made afresh, with subject and body of the records.

    Records with the same openings, step and template share one reading of the workbook.
    """
    from automation.core.ledger.events import Step
    from automation.core.messages.drafts import edited
    from automation.outreach.compose import propose

    alike: dict[tuple[tuple[str, ...], str, str], list[dict[str, Any]]] = {}
    for record in records:
        reqs = tuple(str(req) for req in record["requisitions"])
        alike.setdefault((reqs, str(record["step"]), str(record["template"])), []).append(record)
    drafts: list[Draft] = []
    for (reqs, step, template), group in alike.items():
        if step not in list(Step):
            raise ConfigError(f"'{step}' is no step: leave what `backpocket outreach draft --json` prints.")
        people = [str(record["candidate"]) for record in group]
        prepared = propose(
            room, reqs[0] if reqs else None, people, by, template=template, step=Step(step), others=reqs[1:]
        )
        drafts += [
            edited(one.draft, str(record["subject"]), str(record["body"]))
            for one, record in zip(prepared, group, strict=True)
        ]
    return drafts
