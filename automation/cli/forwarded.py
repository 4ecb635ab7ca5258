"""`backpocket forwarded`: the drafts of mails that recruiters forwarded, to confirm or drop."""

from typing import TYPE_CHECKING, Annotated, Any

import typer

from automation.cli.options import AsJson, By, DryRun, Today, Workbook, opened_room, require
from automation.cli.printing.outcomes import print_dry_run, print_outcome
from automation.cli.printing.streams import print_json, print_line, warn
from automation.errors import ConfigError

if TYPE_CHECKING:
    from automation.core.imports.forwarded import Draft
    from automation.outreach.context import Mailroom
    from automation.outreach.forwarded_drafts import ForwardedDrafts
    from automation.services.acting import Actor

app = typer.Typer(
    help="Confirm or drop drafts made from forwarded mails.",
    no_args_is_help=True,
    rich_markup_mode=None,
)

DraftId = Annotated[str, typer.Argument(metavar="DRAFT", help="As `forwarded list` shows it.")]


@app.command("list")
def list_drafts(workbook: Workbook = None, today: Today = None, as_json: AsJson = False) -> None:
    """Show the drafts that wait. What the mail says for sure, what is missing, and until when each is kept."""
    from automation.services.shelve import HEADERS

    room = opened_room(workbook, today)
    found = [_record(one) for one in _drafts(room).waiting(room.clock.today())]
    if as_json:
        print_json({"drafts": found})
        return
    for one in found:
        print_line(f"{one['draft_id']}  from {one['sender']} on {one['on']}, kept until {one['until']}")
        for header, text in one["cells"].items():
            print_line(f"  {header}: {text}")
        if one["missing"]:
            print_line(f"  Missing: {', '.join(one['missing'])}")
        for remark in one["remarks"]:
            print_line(f"  {remark}")
    if not found:
        print_line("No forwarded mail waits.")
    elif any(one["missing"] for one in found):
        print_line(f'Fill in what is missing with --set, such as --set "{HEADERS["shelve_reason"]}=Timing".')


@app.command()
def confirm(
    draft: DraftId,
    by: By = "",
    set_: Annotated[
        list[str] | None,
        typer.Option("--set", metavar="COLUMN=TEXT", help="What the row says instead; nothing after = leaves it out."),
    ] = None,
    workbook: Workbook = None,
    today: Today = None,
    dry_run: DryRun = False,
    as_json: AsJson = False,
) -> None:
    """Shelve the candidate of a draft. The colleague who forwarded the mail becomes the owner."""
    from automation.services.imports.forwarded import cells_of, draft_of
    from automation.services.imports.forwarded import confirm as confirm_draft
    from automation.services.shelve import HEADERS

    if not dry_run:
        require(by=by)
    changes = _changes(set_ or [])
    room = opened_room(workbook, today)
    drafts, actor = _drafts(room), _actor(room, by)
    if dry_run:
        found = draft_of(drafts, actor, draft)
        cells = {HEADERS[name]: text for name, text in cells_of(found, room.settings, changes).items()}
        missing = [HEADERS[one] for one in found.lacks(changes)]
        print_dry_run(f"shelve {found.called}", {"cells": cells, "missing": missing}, as_json=as_json)
        return
    done = confirm_draft(actor, drafts, draft, room.settings, changes)
    for problem in done.problems:
        warn(problem.message)
    print_outcome(f"{done.key} is in the pocket.", {"key": done.key, "added": done.added}, as_json=as_json)


@app.command()
def drop(
    draft: DraftId,
    workbook: Workbook = None,
    today: Today = None,
    dry_run: DryRun = False,
    as_json: AsJson = False,
) -> None:
    """Delete a draft. The mail stays in the mailbox, and does not become a draft again."""
    from automation.services.imports.forwarded import draft_of

    room = opened_room(workbook, today)
    drafts = _drafts(room)
    found = draft_of(drafts, _actor(room, ""), draft)
    what = {"draft_id": found.draft_id}
    if dry_run:
        print_dry_run(f"drop {found.called}", what, as_json=as_json)
        return
    drafts.settle(found.draft_id)
    print_outcome("The draft is deleted.", what, as_json=as_json)


def _drafts(room: "Mailroom") -> "ForwardedDrafts":
    from automation.outreach.forwarded_drafts import ForwardedDrafts

    return ForwardedDrafts(room.folder)


def _actor(room: "Mailroom", by: str) -> "Actor":
    from automation.services.acting import Actor

    return Actor(by, room.store, room.clock)


def _record(draft: "Draft") -> dict[str, Any]:
    from automation.services.shelve import HEADERS

    return {
        "draft_id": draft.draft_id,
        "sender": draft.sender,
        "on": draft.on.isoformat(),
        "until": draft.until.isoformat(),
        "subject": draft.subject,
        "cells": {HEADERS[name]: text for name, text in draft.cells.items()},
        "missing": [HEADERS[one] for one in draft.lacks({})],
        "remarks": list(draft.remarks),
    }


def _changes(texts: list[str]) -> dict[str, str]:
    """Field ID → text, from "Shelve reason=Timing"."""
    from automation.core.text import plain
    from automation.services.shelve import HEADERS

    fields = {plain(header): name for name, header in HEADERS.items()}
    found = {}
    for one in texts:
        header, equals, text = one.partition("=")
        name = fields.get(plain(header))
        if not equals or name is None:
            raise ConfigError(f"--set '{one}' names no column of Candidates: write --set \"Shelve reason=Timing\".")
        found[name] = " ".join(text.split())
    return found
