"""`backpocket init`, `refresh`, `check`, `rekey`, `inbox` and `nudge`."""

import gc
from contextlib import contextmanager
from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from automation.cli.options import AsJson, DryRun, Today, Workbook, configured, opened, opened_in, opened_room, room_in
from automation.cli.printing.streams import print_json, print_line, warn
from automation.core.sentences import counted
from automation.errors import ConfigError

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from automation.outreach.context import Mailroom
    from automation.refresh import InArchive

app = typer.Typer()


@app.command()
def init(
    workbook: Workbook = None,
    sample: Annotated[bool, typer.Option("--sample", help="Fill a new workbook with made-up people.")] = False,
    tables: Annotated[
        bool, typer.Option("--tables", help="In a Google Sheet, make native tables of Candidates and Requisitions.")
    ] = False,
    today: Today = None,
    dry_run: DryRun = False,
    as_json: AsJson = False,
) -> None:
    """Make a workbook, or complete one."""
    from automation.services.init import complete, make_workbook
    from automation.store.locate import is_file

    settings, store, clock = opened(workbook, today)
    path = Path(store.locator)
    if sample and not is_file(store.locator):
        raise ConfigError("Made-up people only go into a new file: name one, such as --workbook sample.xlsx.")
    if tables and is_file(store.locator):
        raise ConfigError("--tables is for a Google Sheet: a file has no native tables of Google's.")
    if is_file(store.locator) and (sample or not path.exists()):
        lines = make_workbook(path, clock.today(), sample=sample, dry_run=dry_run)
        if sample and not dry_run:
            from automation.services.sample_messages import record_sample_messages

            record_sample_messages(settings, path, clock.today())
    else:
        lines = complete(store, tables=tables, dry_run=dry_run)
    _print_done(lines, {"workbook": settings.workbook, "done": lines}, dry_run=dry_run, as_json=as_json)


def _print_done(lines: list[str], record: dict[str, Any], *, dry_run: bool, as_json: bool) -> None:
    if as_json:
        print_json({**record, "dry_run": dry_run})
        return
    would = "Would " if dry_run else "Done: "
    for line in lines or ["nothing is missing"]:
        print_line(f"{would}{line}." if lines else "Nothing is missing.")


@app.command()
def refresh(
    workbook: Workbook = None,
    force: Annotated[
        bool, typer.Option("--force", help="Publish although much of what is shown would vanish.")
    ] = False,
    today: Today = None,
    dry_run: DryRun = False,
    as_json: AsJson = False,
) -> None:
    """Match and schedule: the main job."""
    from automation.cli.printing.run_output import progress, stopped_columns, summary
    from automation.cli.watching import watched
    from automation.outreach.context import open_mailroom
    from automation.repeated_run import refresh_unless_repeated

    settings = configured(workbook)
    with watched(settings, "refresh", dry_run=dry_run) as counts, progress() as on_step, _without_collector():
        store, clock = opened_in(settings, today)
        room = open_mailroom(settings, store, clock)
        boards = None
        if settings.boards and not dry_run:
            from automation.services.imports.openings import update_openings

            on_step("Reading the job boards")
            boards = update_openings(store, clock, settings)
        outcome = refresh_unless_repeated(
            store,
            clock,
            settings.conventions,
            room,
            force=force,
            dry_run=dry_run,
            on_step=on_step,
            in_archive=_archive_counts(room, on_step),
        )
        counts.update(outcome.counts)
    if as_json:
        print_json(outcome.record() | ({"openings": boards.record()} if boards else {}))
    else:
        for line in (summary(outcome), *stopped_columns(outcome)):
            print_line(line)
    if boards:
        from automation.cli.openings import print_boards

        print_boards(boards, as_json=as_json)


@contextmanager
def _without_collector() -> "Iterator[None]":
    """Leave garbage in cycles where it is: a run makes hardly any, and to look for it takes 4 % of its time."""
    gc.disable()
    try:
        yield
    finally:
        # The process ends soon: what is there now need not be looked at again.
        gc.freeze()
        gc.enable()


def _archive_counts(room: "Mailroom", on_step: "Callable[[str], None]") -> "InArchive | None":
    """Counts people of the archive that the settings name; None if they name none, so that its libraries stay out."""
    if not room.settings.archive:
        return None
    from automation.services.archive_counts import counts_for

    return counts_for(room, on_step)


@app.command()
def check(workbook: Workbook = None, today: Today = None, as_json: AsJson = False) -> None:
    """Report all that is wrong: access, tabs, headers, rows, mail."""
    from automation.cli.printing.output import print_check, print_findings
    from automation.core.publishing.plan import make_plan
    from automation.errors import SchemaError
    from automation.outreach.context import open_mailroom
    from automation.outreach.mail_check import mail_findings
    from automation.refresh import read_workbook

    settings, store, clock = opened(workbook, today)
    findings = store.examine()
    try:
        room = open_mailroom(settings, store, clock)
        book = read_workbook(store, clock, settings.conventions, room)
        findings = [*findings, *mail_findings(room, book.templates.postal_address)]
        plan = make_plan(book, force=True)
    except SchemaError:
        if not as_json:
            print_findings(findings)
        raise
    if as_json:
        problems = [asdict(problem) for problem in plan.problems]
        print_json({"workbook": store.locator, "findings": [asdict(one) for one in findings], "problems": problems})
    else:
        print_findings(findings)
        print_check(plan, store.repairs())


@app.command()
def rekey(
    old: Annotated[str, typer.Argument(metavar="OLD", help="The key that was corrected.")],
    new: Annotated[str, typer.Argument(metavar="NEW", help="The key in the row now.")],
    workbook: Workbook = None,
    dry_run: DryRun = False,
    as_json: AsJson = False,
) -> None:
    """Carry a corrected key's history over."""
    from automation.services.rekey import rekey as carry_over

    room = opened_room(workbook)
    moved = carry_over(room.store, old, new, dry_run=dry_run, room=room)
    lines = [f"carry {counted(moved, 'record')} over from {old} to {new}"]
    _print_done(lines, {"old": old, "new": new, "moved": moved}, dry_run=dry_run, as_json=as_json)


@app.command()
def inbox(workbook: Workbook = None, today: Today = None, dry_run: DryRun = False, as_json: AsJson = False) -> None:
    """Record what is in the mailbox, and change nothing in it.

    It reads replies, bounces, unsubscribes and forwarded mails.
    """
    import signal

    from automation.cli.printing.nudge import no_address_of
    from automation.cli.watching import watched
    from automation.outreach.inbox import read_inbox
    from automation.outreach.owner_alerts import notify_owners

    settings = configured(workbook)
    stopping: list[int] = []
    for number in (signal.SIGTERM, signal.SIGINT):
        signal.signal(number, lambda caught, _: stopping.append(caught))
    with watched(settings, "inbox", dry_run=dry_run) as counts:
        room = room_in(settings, today)
        found = read_inbox(room, dry_run=dry_run, should_stop=lambda: bool(stopping))
        alerts = None if dry_run else notify_owners(room)
        counts.update({"read": found.read, "reported": alerts.replies if alerts else 0, "drafts": found.drafts})
    if as_json:
        print_json({**found.record(), "owners_notified": alerts.replies if alerts else 0, "dry_run": dry_run})
        return
    new = ", ".join(f"{count} {kind}" for kind, count in found.noted.items()) or "nothing new"
    others = f"; {found.others} not about a message of ours" if found.others else ""
    print_line(f"{found.read} read: {new}{others}.")
    if found.drafts:
        mails = counted(found.drafts, "forwarded mail")
        print_line(f"{'Would draft' if dry_run else 'Drafted'} {mails}: see `backpocket forwarded list`.")
    if found.refused:
        proven = ", or none who is proven to have sent it" if settings.authserv_id else ""
        print_line(f"{counted(found.refused, 'mail')} not drafted: From is no recruiter of the settings{proven}.")
    if alerts and alerts.without_address:
        unsent = counted(alerts.without_address, "reply", "replies")
        print_line(f"{unsent} not reported. {no_address_of(alerts.unknown, 'senders')}")


@app.command()
def nudge(
    workbook: Workbook = None,
    stop: Annotated[
        str | None,
        typer.Option("--stop", metavar="ADDRESS", help="Send a colleague no more of these mails.", show_default=False),
    ] = None,
    resume: Annotated[
        str | None,
        typer.Option("--resume", metavar="ADDRESS", help="Send a colleague these mails again.", show_default=False),
    ] = None,
    ics: Annotated[
        Path | None,
        typer.Option("--ics", metavar="FOLDER", help="Only write each owner's follow-ups as a calendar file there."),
    ] = None,
    today: Today = None,
    dry_run: DryRun = False,
    as_json: AsJson = False,
) -> None:
    """Send colleagues what is new, by mail and in chats.

    Each piece is sent once. If nothing is new, nothing is sent.
    """
    from automation.cli.printing.nudge import no_address_of, print_nudged
    from automation.cli.watching import watched
    from automation.services.colleagues.nudge import Nudge
    from automation.services.colleagues.staff_mails import set_mails

    settings = configured(workbook)
    address = stop or resume
    if len(list(filter(None, (stop, resume, ics)))) > 1:
        raise ConfigError("Choose one of --stop, --resume and --ics.")
    if ics:
        from automation.services.colleagues.calendars import write_calendars

        written = write_calendars(room_in(settings, today), ics, dry_run=dry_run)
        lines = [f"write {ics / name} with {counted(count, 'follow-up')}" for name, count in written.files.items()]
        record = {"folder": str(ics), "files": written.files, "without_address": written.without_address}
        _print_done(lines, record, dry_run=dry_run, as_json=as_json)
        if written.without_address and not as_json:
            warn(no_address_of(written.without_address))
        return
    if address:
        changed = set_mails(room_in(settings, today), address, wanted=bool(resume), dry_run=dry_run)
        lines = [f"{'stop' if stop else 'resume'} the mails to {address}"] if changed else []
        _print_done(lines, {"address": address, "changed": changed}, dry_run=dry_run, as_json=as_json)
        return
    with watched(settings, "nudge", dry_run=dry_run) as counts:
        found = Nudge(room_in(settings, today), dry_run=dry_run).run()
        counts.update({"mails": len(found.mails), "chat_posts": len(found.hooks), "unsent": len(found.unsent)})
    if as_json:
        print_json(found.record())
    else:
        print_nudged(found)
