"""`backpocket outreach list`, `resolve`, `stop`, `resume`, `suppress` and `unsuppress`."""

from dataclasses import asdict
from typing import TYPE_CHECKING, Annotated, Any

import typer

from automation.cli.options import AsJson, By, DryRun, Why, Workbook, day_in, opened_room, require
from automation.cli.printing.outcomes import print_dry_run, print_outcome, show_in_workbook
from automation.cli.printing.streams import print_json, print_line
from automation.core.reasons import ASKED_TO_LEAVE
from automation.core.sentences import counted
from automation.errors import ConfigError

if TYPE_CHECKING:
    from automation.core.ledger.sends import Send
    from automation.outreach.context import Mailroom

app = typer.Typer()


@app.command("list")
def list_sends(
    state: Annotated[str | None, typer.Option("--state", help="Only messages in this state, such as unknown.")] = None,
    suppressed: Annotated[
        bool, typer.Option("--suppressed", help="Who must not be contacted instead, who decided that, and until when.")
    ] = False,
    workbook: Workbook = None,
    as_json: AsJson = False,
) -> None:
    """Show the messages and where they are. With --suppressed, who must not be contacted."""
    from automation.cli.printing.output import print_sends
    from automation.core.ledger.events import State
    from automation.outreach.senders import colleagues

    if suppressed:
        _list_suppressed(opened_room(workbook), as_json=as_json)
        return
    if state and state not in list(State):
        raise ConfigError(f"--state '{state}' is none of {', '.join(State)}.")
    room = opened_room(workbook)
    ledger = room.ledger.refresh()
    shown = [one for one in ledger.sends.values() if not state or one.state == state]
    if as_json:
        stopped = asdict(ledger.stopped) if ledger.stopped else None
        print_json({"sends": [_send_record(one) for one in shown], "stopped": stopped})
    else:
        print_sends(shown, ledger.stopped, colleagues(room.settings))


def _list_suppressed(room: "Mailroom", *, as_json: bool) -> None:
    from automation.cli.printing.output import print_suppressed
    from automation.core.reports.suppressed import entries_without_a_row, suppressed_candidates

    workbook = room.read()
    entries, others = suppressed_candidates(workbook), entries_without_a_row(workbook)
    if as_json:
        print_json({"suppressed": [asdict(one) for one in entries], "without_a_row": others})
    else:
        print_suppressed(entries, others)


def _send_record(one: "Send") -> dict[str, Any]:
    queued = one.queued
    return {
        "send_id": one.send_id,
        "candidate": queued.candidate,
        "requisitions": list(queued.requisitions),
        "step": queued.step,
        "by": queued.by,
        "state": one.state.value,
        "queued_at": queued.at.isoformat(),
        "at": one.at.isoformat(),
        "subject": queued.subject,
        "detail": one.detail,
    }


@app.command()
def resolve(
    send_id: Annotated[str, typer.Argument(metavar="SEND_ID", help="As `list` shows it.")],
    by: By = "",
    sent: Annotated[bool, typer.Option("--sent", help="It arrived.")] = False,
    again: Annotated[bool, typer.Option("--again", help="It did not: send it again.")] = False,
    drop: Annotated[bool, typer.Option("--drop", help="Do not send it.")] = False,
    about: Annotated[
        list[str] | None,
        typer.Option("--about", metavar="REQ", help="The opening it was about, where it shows *; may be repeated."),
    ] = None,
    reason: Why = "",
    workbook: Workbook = None,
    dry_run: DryRun = False,
    as_json: AsJson = False,
) -> None:
    """Resolve unknown delivery, or take a message off the queue."""
    from automation.outreach.control import Resolution, set_openings
    from automation.outreach.control import resolve as settle

    choices: list[tuple[bool, Resolution]] = [(sent, "sent"), (again, "again"), (drop, "drop")]
    chosen = [name for wanted, name in choices if wanted]
    if len(chosen) + bool(about) != 1:
        raise ConfigError("Give exactly one of --sent, --again, --drop and --about.")
    require(by=by, reason=reason)
    room = opened_room(workbook)
    if about:
        now = set_openings(room, send_id, about, by, reason, dry_run=dry_run)
    else:
        now = settle(room, send_id, chosen[0], by, reason, dry_run=dry_run)
    if as_json:
        print_json({**_send_record(now), "dry_run": dry_run})
    elif dry_run:
        print_line(f"{now.send_id} is {now.state.value}, and can be resolved so.")
    else:
        print_line(f"{now.send_id} is {now.state.value}.")
    if not dry_run:
        show_in_workbook(room)


@app.command()
def stop(
    by: By = "", reason: Why = "", workbook: Workbook = None, dry_run: DryRun = False, as_json: AsJson = False
) -> None:
    """Stop all sending, for all users, at once."""
    from automation.outreach.control import stop as stop_all

    require(by=by)
    room = opened_room(workbook)
    if dry_run:
        print_dry_run("stop all sending", {"stopped": True}, as_json=as_json)
        return
    stop_all(room, by, reason)
    print_outcome("All sending is stopped. `backpocket outreach resume` ends that.", {"stopped": True}, as_json=as_json)
    show_in_workbook(room)


@app.command()
def resume(
    by: By = "", reason: Why = "", workbook: Workbook = None, dry_run: DryRun = False, as_json: AsJson = False
) -> None:
    """Resume sending."""
    from automation.outreach.control import resume as go_on

    require(by=by)
    room = opened_room(workbook)
    if dry_run:
        print_dry_run("resume sending", {"stopped": False}, as_json=as_json)
        return
    go_on(room, by, reason)
    print_outcome("Sending resumes with the next `backpocket outreach send`.", {"stopped": False}, as_json=as_json)
    show_in_workbook(room)


Who = Annotated[
    str,
    typer.Argument(metavar="WHO", help="A candidate's key, an address, a domain such as @acme.example, or a company."),
]
Company = Annotated[bool, typer.Option("--company", help="WHO is the name of a company, as in Current company.")]


@app.command()
def suppress(
    who: Who,
    by: By = "",
    reason: Why = "",
    company: Company = False,
    until: Annotated[
        str, typer.Option("--until", metavar="DATE", help="With a domain or a company: the last day, as 2027-03-01.")
    ] = "",
    workbook: Workbook = None,
    dry_run: DryRun = False,
    as_json: AsJson = False,
) -> None:
    """Send a person, a domain or a company no more messages. It cancels what is queued for them."""
    from automation.outreach.suppression_list import suppress as suppress_person
    from automation.outreach.suppression_list import waiting_for

    require(by=by)
    room = opened_room(workbook)
    if company or who.startswith("@"):
        _suppress_organisation(room, who, by, reason, until, company=company, dry_run=dry_run, as_json=as_json)
        return
    if until:
        raise ConfigError("Only a domain, such as @acme.example, or a --company is suppressed until a day.")
    if dry_run:
        waiting = [one.send_id for one in waiting_for(room, who)]
        record = {"suppressed": True, "cancelled": waiting}
        print_dry_run(f"never write to them again, and cancel {len(waiting)} waiting messages", record, as_json=as_json)
        return
    note = "" if as_json else _without_row(room, who)
    in_hand = suppress_person(room, who, by, reason or ASKED_TO_LEAVE)
    outcome = f"They will get no more messages.{note}"
    if in_hand:
        outcome += " One message was in the mail server's hands at that moment and may still arrive."
    print_outcome(outcome, {"suppressed": True, "in_hand": [one.send_id for one in in_hand]}, as_json=as_json)
    show_in_workbook(room)


def _without_row(room: "Mailroom", who: str) -> str:
    """A sentence to add where no candidate has this address: it may be misspelt. It is on the list all the same."""
    from automation.core.schema import CANDIDATES
    from automation.core.workbook.nearest_keys import rows_meant, unknown_key

    workbook = room.read()
    if rows_meant(workbook, who):
        return ""
    return f" {unknown_key(CANDIDATES, who, workbook.book.people.values())}"


def _suppress_organisation(
    room: "Mailroom", name: str, by: str, reason: str, until: str, *, company: bool, dry_run: bool, as_json: bool
) -> None:
    from automation.outreach.suppression_list import Organisation, suppress_organisation

    where, last = Organisation.named(name, company=company), day_in("--until", until) if until else None
    found = suppress_organisation(room, where, by, reason, last, dry_run=dry_run)
    stopped = [one.send_id for one in found.cancelled]
    record = {
        "suppressed": True,
        "company" if company else "domain": name,
        "until": until,
        "people": list(found.people),
        "cancelled": stopped,
    }
    people = counted(len(found.people), "candidate")
    if dry_run:
        what = f"write to no one at {name} ({people}), and cancel {counted(len(stopped), 'waiting message')}"
        print_dry_run(what, record, as_json=as_json)
        return
    ends = f" until {until}" if until else ""
    print_outcome(f"No one at {name} will get messages{ends}: {people} now.", record, as_json=as_json)
    show_in_workbook(room)


@app.command()
def unsuppress(
    who: Who,
    by: By = "",
    reason: Why = "",
    company: Company = False,
    workbook: Workbook = None,
    dry_run: DryRun = False,
    as_json: AsJson = False,
) -> None:
    """Take a person, a domain or a company off that list. Not a person who unsubscribed on their own page."""
    from automation.outreach.suppression_list import Organisation, unsuppress_organisation
    from automation.outreach.suppression_list import unsuppress as lift

    require(by=by, reason=reason)
    room = opened_room(workbook)
    if company or who.startswith("@"):
        where = Organisation.named(who, company=company)
        lifted = unsuppress_organisation(room, where, by, reason, dry_run=dry_run)
    else:
        lifted = lift(room, who, by, reason, dry_run=dry_run)
    outcome = "They may be written to again." if lifted else "They were not on the list."
    if dry_run:
        outcome = "They would be taken off the list." if lifted else "They are not on the list."
    print_outcome(outcome, {"lifted": lifted, "dry_run": dry_run}, as_json=as_json)
    if lifted and not dry_run:
        show_in_workbook(room)
