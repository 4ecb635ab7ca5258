"""`backpocket init`, `refresh`, `check`, `matches` and the other commands outside `backpocket outreach`."""

from contextlib import contextmanager
from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from automation.cli import streams
from automation.cli.options import AsJson, DryRun, Today, Workbook, configured, opened, opened_in, opened_room, room_in
from automation.cli.streams import print_json, print_line
from automation.core.sentences import counted
from automation.errors import ConfigError, UnknownKey

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from automation.core.publishing.plan import Plan
    from automation.core.workbook.assemble import Workbook as ReadWorkbook
    from automation.outreach.context import Mailroom
    from automation.refresh import InArchive

app = typer.Typer()


@contextmanager
def _reading(workbook: str | None, today: str | None, step: str) -> "Iterator[ReadWorkbook]":
    """The workbook with its outreach, as it is now; progress shows the step until the block ends."""
    from automation.cli.output import progress
    from automation.outreach.context import open_mailroom
    from automation.refresh import read_workbook

    settings, store, clock = opened(workbook, today)
    with progress() as on_step:
        on_step(step)
        room = open_mailroom(settings, store, clock)
        yield read_workbook(store, clock, settings.conventions, room)


def _planned(workbook: str | None, today: str | None) -> "Plan":
    """The plan that a refresh would make now."""
    from automation.core.publishing.plan import make_plan

    with _reading(workbook, today, "Reading and matching") as found:
        return make_plan(found, force=True)


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
    from automation.cli.openings import print_boards
    from automation.cli.output import progress, stopped_columns, summary
    from automation.cli.watching import watched
    from automation.outreach.context import open_mailroom
    from automation.repeated_run import refresh_unless_repeated
    from automation.services.openings import update_openings

    settings = configured(workbook)
    with watched(settings, "refresh", dry_run=dry_run) as counts, progress() as on_step:
        store, clock = opened_in(settings, today)
        room = open_mailroom(settings, store, clock)
        boards = None
        if settings.boards and not dry_run:
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
        print_boards(boards, as_json=as_json)


def _archive_counts(room: "Mailroom", on_step: "Callable[[str], None]") -> "InArchive | None":
    """Counts people of the archive that the settings name; None if they name none, so that its libraries stay out."""
    if not room.settings.archive:
        return None
    from automation.services.archive_counts import counts_for

    return counts_for(room, on_step)


@app.command()
def check(workbook: Workbook = None, today: Today = None, as_json: AsJson = False) -> None:
    """Say everything that is wrong, at once: access, tabs and headers, rows."""
    from automation.cli.output import print_check, print_findings
    from automation.core.publishing.plan import make_plan
    from automation.errors import SchemaError
    from automation.outreach.context import open_mailroom
    from automation.refresh import read_workbook

    settings, store, clock = opened(workbook, today)
    findings = store.examine()
    try:
        room = open_mailroom(settings, store, clock)
        plan = make_plan(read_workbook(store, clock, settings.conventions, room), force=True)
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
def matches(
    req: Annotated[
        str | None,
        typer.Argument(metavar="REQ", help="A Req ID; without it, every open requisition.", show_default=False),
    ] = None,
    workbook: Workbook = None,
    today: Today = None,
    as_json: AsJson = False,
) -> None:
    """Show slates as they are now."""
    from automation.cli.output import print_slates
    from automation.core.matching.slates import match_record
    from automation.core.model import each_row
    from automation.core.schema import REQUISITIONS
    from automation.core.text import key_of
    from automation.core.workbook.exclusions import is_by_hand

    plan = _planned(workbook, today)
    keys = [key_of(req)] if req else plan.slates.open_keys
    if req and keys[0] not in plan.book.requisitions.index:
        raise UnknownKey(REQUISITIONS, req, list(plan.book.requisitions["key"])[:3])
    if req and keys[0] not in plan.slates.open_keys:
        raise ConfigError(f"{req} is not open, so it has no slate.")
    if as_json:
        found = plan.slates.matches
        wanted = each_row(found[found["req_key"].isin(keys)])
        shown = plan.book.requisitions["key"]
        left_out = {str(shown[key]): plan.slates.left_out[key] for key in keys}
        record = {
            "matches": [match_record(match) for match in wanted],
            "excluded_would_fit": {req: one.excluded for req, one in left_out.items()},
            "no_basis_would_fit": {req: one.no_basis for req, one in left_out.items()},
            "by_hand": [row.key for row in plan.book.people.values() if is_by_hand(row)],
        }
        print_json(record)
    else:
        print_slates(plan, keys)


@app.command()
def explain(
    candidate: Annotated[str, typer.Argument(metavar="CANDIDATE", help="A Candidate ID or e-mail.")],
    req: Annotated[str, typer.Argument(metavar="REQ", help="A Req ID.")],
    workbook: Workbook = None,
    today: Today = None,
    as_json: AsJson = False,
) -> None:
    """Show every point of a score, and why."""
    from automation.cli.output import print_explanation
    from automation.core.matching.matcher import explain_pair, explanation_record
    from automation.core.workbook.readings import readings

    with _reading(workbook, today, "Reading the workbook") as found:
        explanation = explain_pair(found.book, candidate, req, found.today, found.actions.passed())
        read = readings(found, explanation.candidate, explanation.requisition)
    if as_json:
        print_json({**explanation_record(explanation), "read": [asdict(one) for one in read]})
    else:
        print_explanation(explanation, read, scores=bool(found.book.rules.show_scores))


@app.command("follow-ups")
def follow_ups(workbook: Workbook = None, today: Today = None, as_json: AsJson = False) -> None:
    """Show the follow-ups that are due."""
    from automation.cli.output import print_follow_ups
    from automation.core.follow_ups.schedule import due
    from automation.core.reasons import why_due

    plan = _planned(workbook, today)
    if as_json:
        rows = due(plan.follow_ups, plan.today)[["key", "on", "reason", "owner"]]
        records = rows.assign(reason=[why_due(reason) for reason in rows["reason"]]).to_dict("records")
        print_json({"follow_ups": records})
    else:
        print_follow_ups(plan)


@app.command()
def report(
    workbook: Workbook = None,
    window: Annotated[
        int, typer.Option("--window", metavar="DAYS", help="How many days to look back.", min=1, max=3_660)
    ] = 90,
    today: Today = None,
    as_json: AsJson = False,
) -> None:
    """Show the health of the pocket: figures, and how far people got."""
    from automation.cli.report import print_report
    from automation.core.publishing.plan import make_plan
    from automation.core.reports.health_report import HealthReport
    from automation.core.reports.time_windows import Window

    with _reading(workbook, today, "Reading and matching") as found:
        plan = make_plan(found, force=True)
    figures = HealthReport(plan, Window.ending(plan.today, window))
    if as_json:
        print_json(figures.record())
    else:
        print_report(figures)


@app.command()
def dashboard(
    workbook: Workbook = None,
    port: Annotated[int, typer.Option(help="The port to listen on.", min=1, max=65_535)] = 8501,
    host: Annotated[
        str, typer.Option(help="The address to listen on: of this machine alone, unless people sign in.")
    ] = "127.0.0.1",
    show: Annotated[bool, typer.Option("--open", help="Open a browser.")] = False,
    today: Today = None,
) -> None:
    """Serve the dashboard until stopped."""
    import signal

    from automation.candidate_site.serve import listen_at, stopped_by
    from dashboard.asgi import address_of, prepare, serve

    settings, store, clock = opened(workbook, today)
    options = prepare(settings, store, clock, host)
    # Streamlit reports a taken port in its own words, and only after the next line.
    listen_at(host, port).close()
    with stopped_by(signal.SIGTERM):
        print_line(f"{Path(store.locator).name} is at {address_of(host, port, options)} until you press Ctrl+C.")
        serve(settings.workbook, host, port, options, show=show)
    streams.leave()


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
def respond(
    host: Annotated[str, typer.Option("--host", help="The address to listen at.")] = "127.0.0.1",
    port: Annotated[int, typer.Option("--port", min=0, max=65_535, help="The port; 0 takes a free one.")] = 8620,
    workbook: Workbook = None,
) -> None:
    """Serve the candidates' page, and nothing else, until Ctrl-C or SIGTERM."""
    from automation.candidate_site.serve import serve
    from automation.outreach.context import Mailroom, open_mailroom
    from automation.store.locate import open_store

    settings, _, clock = opened(workbook, None)

    def open_room() -> Mailroom:
        store = open_store(settings.workbook, settings.service_account_file, settings.sheets_endpoint)
        return open_mailroom(settings, store, clock)

    serve(open_room, host, port, print_line)


@app.command()
def inbox(workbook: Workbook = None, today: Today = None, dry_run: DryRun = False, as_json: AsJson = False) -> None:
    """Read the mailbox: record replies, bounces and unsubscribes, draft what is forwarded. Nothing in it is changed."""
    import signal

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
    print_line(f"{found.read} read: {new}; {found.others} have nothing to do with what was sent.")
    if found.drafts:
        mails = counted(found.drafts, "forwarded mail")
        print_line(f"{'Would draft' if dry_run else 'Drafted'} {mails}: see `backpocket forwarded list`.")
    if found.refused:
        proven = ", or none who is proven to have sent it" if settings.authserv_id else ""
        print_line(f"{counted(found.refused, 'mail')} not drafted: From is no recruiter of the settings{proven}.")
    if alerts and alerts.without_address:
        unsent = counted(alerts.without_address, "reply", "replies")
        print_line(f"{unsent} not reported: the owner has no address. Add it to the setting senders.")


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
    """Send colleagues what is new, by mail and in chats: each piece once. If nothing is new, nothing is sent."""
    from automation.cli.nudge import print_nudged
    from automation.cli.watching import watched
    from automation.services.nudge import Nudge
    from automation.services.staff_mails import set_mails

    settings = configured(workbook)
    address = stop or resume
    if len(list(filter(None, (stop, resume, ics)))) > 1:
        raise ConfigError("Choose one of --stop, --resume and --ics.")
    if ics:
        from automation.services.calendars import write_calendars

        written = write_calendars(room_in(settings, today), ics, dry_run=dry_run)
        lines = [f"write {ics / name} with {counted(count, 'follow-up')}" for name, count in written.files.items()]
        record = {"folder": str(ics), "files": written.files, "without_address": written.without_address}
        _print_done(lines, record, dry_run=dry_run, as_json=as_json)
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
