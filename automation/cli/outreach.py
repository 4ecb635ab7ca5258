"""`backpocket outreach …`: drafts, the queue, sending, and what became of it."""

import json
import signal
from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from automation.cli.options import AsJson, DryRun, Today, Workbook, opened
from automation.cli.streams import print_json, print_line, warn
from automation.core.reasons import ASKED_TO_LEAVE
from automation.errors import ConfigError
from automation.outreach.workbook_sync import sync

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from automation.core.ledger.events import Event
    from automation.core.ledger.sends import Send
    from automation.core.messages.drafts import Draft
    from automation.outreach.compose import Prepared, Queued
    from automation.outreach.context import Mailroom
    from automation.outreach.delivery import Tally

app = typer.Typer(
    help="Write to candidates: a person decides, and no message is sent twice.",
    no_args_is_help=True,
    rich_markup_mode=None,
)

Req = Annotated[
    str | None,
    typer.Argument(metavar="REQ", help="The opening it is about, if any.", show_default=False),
]
To = Annotated[list[str] | None, typer.Option("--to", metavar="KEY", help="A candidate; may be repeated.")]
By = Annotated[str, typer.Option("--by", help='Who decides and in whose name: "Dana Reyes <dana@acme.example>".')]
TemplateName = Annotated[str | None, typer.Option("--template", metavar="NAME", help="Of the Templates tab, or ours.")]
Several = Annotated[bool, typer.Option("--several", help="Add up to two more openings that fit.")]
Why = Annotated[str, typer.Option("--reason", help="Why, in words.")]


def _room(workbook: str | None, today: str | None = None) -> "Mailroom":
    from automation.outreach.context import open_mailroom

    settings, store, clock = opened(workbook, today)
    return open_mailroom(settings, store, clock)


@app.command()
def draft(
    req: Req = None,
    to: To = None,
    by: By = "",
    template: TemplateName = None,
    several: Several = False,
    workbook: Workbook = None,
    today: Today = None,
    as_json: AsJson = False,
) -> None:
    """Show what people would be sent, and who would not be and why. Writes nothing."""
    from automation.outreach.compose import propose

    prepared = propose(_room(workbook, today), req, to or (), by, template=template, several=several)
    if as_json:
        print_json({"drafts": [_draft_record(one) for one in prepared]})
        return
    for one in prepared:
        _print_draft(one)
    free = sum(not one.reasons for one in prepared)
    print_line(f"{free} of {len(prepared)} can go out.")


def _draft_record(one: "Prepared") -> dict[str, Any]:
    shown = one.draft
    return {
        "candidate": shown.candidate,
        "name": shown.name,
        "requisitions": list(shown.openings),
        "step": shown.step,
        "template": shown.template,
        "subject": shown.subject,
        "body": shown.body,
        "refused": list(one.reasons),
        "warnings": list(one.warnings),
    }


def _print_draft(one: "Prepared") -> None:
    shown = one.draft
    print_line(f"To {shown.name} ({shown.candidate}) about {', '.join(shown.openings) or 'no opening'}: {shown.step}")
    for reason in one.reasons:
        print_line(f"  not sent: {reason}")
    for warning in one.warnings:
        print_line(f"  look: {warning}")
    if not one.reasons:
        print_line(f"\nSubject: {shown.subject}\n\n{shown.text}")
    print_line("")


@app.command()
def queue(
    req: Req = None,
    to: To = None,
    by: By = "",
    template: TemplateName = None,
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

    room = _room(workbook, today)
    if edited:
        drafts = _edited(room, _records(edited), by)
    elif to:
        drafts = [one.draft for one in propose(room, req, to, by, template=template, several=several)]
    else:
        raise ConfigError("Name the people with --to KEY: `backpocket outreach draft` shows who there is.")
    results = looked_over(room, drafts, by) if dry_run else queue_up(room, drafts, by)
    if as_json:
        print_json({"queued": [_queued_record(one) for one in results], "dry_run": dry_run})
    else:
        _print_queued(results, dry_run=dry_run)
    if not dry_run:
        _show(room)


def _print_queued(results: "list[Queued]", *, dry_run: bool) -> None:
    for one in results:
        said = f"not queued: {'; '.join(one.reasons)}" if one.reasons else f"queued as {one.send_id or '(dry run)'}"
        print_line(f"{one.draft.name} ({one.draft.candidate}): {said}")
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
    """Drafts made afresh, in the words of the file; those alike in all but person and words with one look."""
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


@app.command()
def send(
    most: Annotated[int | None, typer.Option("--most", min=1, help="Maximum to send.")] = None,
    workbook: Workbook = None,
    today: Today = None,
    dry_run: DryRun = False,
    as_json: AsJson = False,
) -> None:
    """Send what is queued, one by one. Ctrl-C or SIGTERM finishes the message in hand; the rest waits."""
    from automation.outreach.compose import rehearsed
    from automation.outreach.compose import send as send_all

    room = _room(workbook, today)
    if dry_run:
        _print_rehearsal(rehearsed(room, most=most), as_json=as_json)
        return
    stopping: list[int] = []
    for number in (signal.SIGTERM, signal.SIGINT):
        signal.signal(number, lambda caught, _: stopping.append(caught))
    tally = send_all(room, most=most, should_stop=lambda: bool(stopping))
    if as_json:
        settled = {key: state.value for key, state in tally.settled.items()}
        print_json({"settled": settled, "waiting": tally.waiting, "missing": list(tally.missing)})
    else:
        _print_tally(tally)
    _show(room)


def _print_rehearsal(tally: "Tally", *, as_json: bool) -> None:
    from automation.core.ledger.events import State

    due = [send_id for send_id, state in tally.settled.items() if state is State.SENT]
    cancelled = {send_id: tally.reasons[send_id] for send_id in tally.settled if send_id not in due}
    if as_json:
        print_json(
            {
                "due": due,
                "cancelled": cancelled,
                "waiting": tally.waiting,
                "missing": list(tally.missing),
                "dry_run": True,
            }
        )
        return
    print_line(f"{len(due)} messages would be sent{f'; {tally.waiting}' if tally.waiting else ''}.")
    for send_id, why in cancelled.items():
        print_line(f"{send_id} would be cancelled: {why}.")
    _print_missing(tally.missing)


def _print_tally(tally: "Tally") -> None:
    from automation.core.ledger.events import State

    counts = {
        state.value: list(tally.settled.values()).count(state) for state in State if state in tally.settled.values()
    }
    said = ", ".join(f"{count} {state}" for state, count in counts.items()) or "nothing was due"
    print_line(f"{said}{f'; {tally.waiting}' if tally.waiting else ''}.")
    if counts.get("unknown"):
        print_line("Whether the unknown ones arrived is not known: settle each with `backpocket outreach resolve`.")
    _print_missing(tally.missing)


def _print_missing(send_ids: "Sequence[str]") -> None:
    """Messages that wait although nothing here can send them."""
    if send_ids:
        print_line(
            f"{len(send_ids)} more {'waits' if len(send_ids) == 1 else 'wait'}, but the text is not on this machine "
            f"({', '.join(send_ids[:3])}): send from the machine where it was queued, bring back its spool folder, or "
            "drop it with `backpocket outreach resolve SEND_ID --drop`."
        )


def _show(room: "Mailroom") -> None:
    """Let the workbook show what was done; it is done, even where that fails."""
    from automation.errors import BackpocketError, NotShown

    try:
        sync(room)
    except BackpocketError as error:
        # The outcome is printed: with --json, nothing else may follow it on standard output.
        failed = NotShown(error)
        warn(str(failed))
        raise typer.Exit(failed.exit_code) from error


@app.command("list")
def list_sends(
    state: Annotated[str | None, typer.Option("--state", help="Only these, such as unknown.")] = None,
    workbook: Workbook = None,
    as_json: AsJson = False,
) -> None:
    """Show the messages and where they are."""
    from automation.cli.output import print_sends
    from automation.core.ledger.events import State

    if state and state not in list(State):
        raise ConfigError(f"--state '{state}' is none of {', '.join(State)}.")
    ledger = _room(workbook).ledger.refresh()
    shown = [one for one in ledger.sends.values() if not state or one.state == state]
    if as_json:
        stopped = asdict(ledger.stopped) if ledger.stopped else None
        print_json({"sends": [_send_record(one) for one in shown], "stopped": stopped})
    else:
        print_sends(shown, ledger.stopped)


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
    drop: Annotated[bool, typer.Option("--drop", help="Do not send it again.")] = False,
    about: Annotated[
        list[str] | None,
        typer.Option("--about", metavar="REQ", help="The opening it was about, where it shows *; may be repeated."),
    ] = None,
    reason: Why = "",
    workbook: Workbook = None,
    dry_run: DryRun = False,
    as_json: AsJson = False,
) -> None:
    """Resolve a message with unknown delivery, or take one out of the queue."""
    from automation.outreach.control import Resolution, narrow
    from automation.outreach.control import resolve as settle

    choices: list[tuple[bool, Resolution]] = [(sent, "sent"), (again, "again"), (drop, "drop")]
    chosen = [name for wanted, name in choices if wanted]
    if len(chosen) + bool(about) != 1:
        raise ConfigError("Say one of --sent, --again, --drop and --about.")
    _require(by=by, reason=reason)
    room = _room(workbook)
    if about:
        now = narrow(room, send_id, about, by, reason, dry_run=dry_run)
    else:
        now = settle(room, send_id, chosen[0], by, reason, dry_run=dry_run)
    if as_json:
        print_json({**_send_record(now), "dry_run": dry_run})
    elif dry_run:
        print_line(f"{now.send_id} is {now.state.value}, and can be resolved so.")
    else:
        print_line(f"{now.send_id} is {now.state.value}.")
    if not dry_run:
        _show(room)


@app.command()
def stop(
    by: By = "", reason: Why = "", workbook: Workbook = None, dry_run: DryRun = False, as_json: AsJson = False
) -> None:
    """Stop all sending, for all users, at once."""
    from automation.outreach.control import stop as stop_all

    _require(by=by)
    room = _room(workbook)
    if dry_run:
        _would("stop all sending", {"stopped": True}, as_json=as_json)
        return
    stop_all(room, by, reason)
    _say("All sending is stopped. `backpocket outreach resume` lets it go on.", {"stopped": True}, as_json=as_json)
    _show(room)


@app.command()
def resume(
    by: By = "", reason: Why = "", workbook: Workbook = None, dry_run: DryRun = False, as_json: AsJson = False
) -> None:
    """Resume sending."""
    from automation.outreach.control import resume as go_on

    _require(by=by)
    room = _room(workbook)
    if dry_run:
        _would("resume sending", {"stopped": False}, as_json=as_json)
        return
    go_on(room, by, reason)
    _say("Sending resumes with the next `backpocket outreach send`.", {"stopped": False}, as_json=as_json)
    _show(room)


@app.command()
def suppress(
    who: Annotated[str, typer.Argument(metavar="WHO", help="A candidate's key, or an address.")],
    by: By = "",
    reason: Why = "",
    workbook: Workbook = None,
    dry_run: DryRun = False,
    as_json: AsJson = False,
) -> None:
    """Send this person no more messages; what is queued for them is cancelled."""
    from automation.outreach.control import suppress as leave_alone
    from automation.outreach.control import waiting_for

    _require(by=by)
    room = _room(workbook)
    if dry_run:
        waiting = [one.send_id for one in waiting_for(room, who)]
        record = {"suppressed": True, "cancelled": waiting}
        _would(f"never write to them again, and cancel {len(waiting)} waiting messages", record, as_json=as_json)
        return
    in_hand = leave_alone(room, who, by, reason or ASKED_TO_LEAVE)
    said = "They will get no more messages."
    if in_hand:
        said += " One message was in the mail server's hands at that moment and may still arrive."
    _say(said, {"suppressed": True, "in_hand": [one.send_id for one in in_hand]}, as_json=as_json)
    _show(room)


@app.command()
def unsuppress(
    who: Annotated[str, typer.Argument(metavar="WHO", help="A candidate's key, or an address.")],
    by: By = "",
    reason: Why = "",
    workbook: Workbook = None,
    dry_run: DryRun = False,
    as_json: AsJson = False,
) -> None:
    """Take a person off the suppression list, unless they unsubscribed on their own page."""
    from automation.outreach.control import unsuppress as lift

    _require(by=by, reason=reason)
    room = _room(workbook)
    lifted = lift(room, who, by, reason, dry_run=dry_run)
    said = "They may be written to again." if lifted else "They were not on the list."
    if dry_run:
        said = "They would be taken off the list." if lifted else "They are not on the list."
    _say(said, {"lifted": lifted, "dry_run": dry_run}, as_json=as_json)
    if lifted and not dry_run:
        _show(room)


@app.command()
def adopt(
    by: By = "",
    keep_queue: Annotated[
        bool, typer.Option("--keep-queue", help="What waits was sent nowhere else: leave it in the queue.")
    ] = False,
    workbook: Workbook = None,
    dry_run: DryRun = False,
    as_json: AsJson = False,
) -> None:
    """Join two histories of one outreach, so that sending can go on; no line is lost."""
    from automation.outreach.adoption import adopt as join

    _require(by=by)
    room = _room(workbook)
    joined = join(room, by, keep_queue=keep_queue, dry_run=dry_run)
    if not joined.differs:
        _say("Nothing differs, and nothing was written.", joined.record(), as_json=as_json)
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
    _say("\n".join(lines), joined.record(), as_json=as_json)
    if not dry_run:
        _show(room)


# So many lines of a history are printed; `--json` has all.
_SHOWN = 20


def _lines_apart(where: str, lines: "Mapping[int, Event]") -> list[str]:
    """The lines that only one history has, the latest last."""
    if not lines:
        return []
    kept = list(lines.items())[-_SHOWN:]
    earlier = f", the latest {_SHOWN} of {len(lines)}" if len(lines) > _SHOWN else ""
    return [f"Only in {where}{earlier}:", *(_line_apart(number, event) for number, event in kept)]


def _line_apart(number: int, event: "Event") -> str:
    what = event.step or event.subject
    about = f" about {', '.join(event.requisitions)}" if event.requisitions else ""
    to = f" {event.candidate}{about}" if event.candidate else ""
    by = f" ({event.by})" if event.by else ""
    return f"  line {number}, {event.at:%Y-%m-%d %H:%M} UTC: {event.state}: {what}{to}{by}".rstrip(": ")


def _would(what: str, record: dict[str, Any], *, as_json: bool) -> None:
    _say(f"Would {what}.", {**record, "dry_run": True}, as_json=as_json)


def _say(sentence: str, record: dict[str, Any], *, as_json: bool) -> None:

    if as_json:
        print_json(record)
    else:
        print_line(sentence)


_TOLD = {"by": 'who, such as --by "Dana Reyes <dana@acme.example>"', "reason": 'why, such as --reason "she answered"'}


def _require(**options: str) -> None:
    for name, value in options.items():
        if not value.strip():
            raise ConfigError(f"--{name} is missing: a person decides, and the ledger says {_TOLD[name]}.")
