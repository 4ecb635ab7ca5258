"""`backpocket outreach send`."""

import signal
from collections import Counter
from typing import TYPE_CHECKING, Annotated

import typer

from automation.cli.options import AsJson, DryRun, Today, Workbook, configured, room_in
from automation.cli.printing.outcomes import show_in_workbook
from automation.cli.printing.streams import print_json, print_line
from automation.core.sentences import counted

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from automation.outreach.delivery import Tally

app = typer.Typer()


@app.command()
def send(
    most: Annotated[int | None, typer.Option("--most", min=1, help="Maximum to send.")] = None,
    workbook: Workbook = None,
    today: Today = None,
    dry_run: DryRun = False,
    as_json: AsJson = False,
) -> None:
    """Send what is queued, one by one. Ctrl-C or SIGTERM finishes the message in hand; the rest waits."""
    from automation.cli.watching import watched
    from automation.outreach.sending import rehearsed
    from automation.outreach.sending import send as send_all

    settings = configured(workbook)
    if dry_run:
        room = room_in(settings, today)
        _print_rehearsal(rehearsed(room, most=most), room.outbox, as_json=as_json)
        return
    stopping: list[int] = []
    for number in (signal.SIGTERM, signal.SIGINT):
        signal.signal(number, lambda caught, _: stopping.append(caught))
    with watched(settings, "send") as counts:
        room = room_in(settings, today)
        tally = send_all(room, most=most, should_stop=lambda: bool(stopping))
        counts.update(Counter(state.value for state in tally.settled.values()))
    if as_json:
        settled = {key: state.value for key, state in tally.settled.items()}
        missing, outbox = list(tally.missing), _named(room.outbox)
        print_json({"settled": settled, "waiting": tally.waiting, "missing": missing, "outbox": outbox})
    else:
        _print_tally(tally, room.outbox)
    show_in_workbook(room)


def _named(outbox: "Path | None") -> str | None:
    return str(outbox) if outbox else None


def _print_rehearsal(tally: "Tally", outbox: "Path | None", *, as_json: bool) -> None:
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
                "outbox": _named(outbox),
                "dry_run": True,
            }
        )
        return
    would = f"written to {outbox}" if outbox else "sent"
    print_line(f"{counted(len(due), 'message')} would be {would}{f'; {tally.waiting}' if tally.waiting else ''}.")
    for send_id, why in cancelled.items():
        print_line(f"{send_id} would be cancelled: {why}.")
    _print_missing(tally.missing)


def _print_tally(tally: "Tally", outbox: "Path | None") -> None:
    from automation.core.ledger.events import State
    from automation.mail.outbox import delivered

    by_state = {
        state: [send_id for send_id, one in tally.settled.items() if one is state]
        for state in State
        if state in tally.settled.values()
    }
    outcome = ", ".join(
        delivered(ids, outbox) if state is State.SENT else f"{len(ids)} {state.value}"
        for state, ids in by_state.items()
    )
    print_line(f"{outcome or 'nothing was due'}{f'; {tally.waiting}' if tally.waiting else ''}.")
    # Not the reasons themselves: they may hold keys, and this may go into a log.
    if State.CANCELLED in by_state or State.REJECTED in by_state:
        print_line("Why they were not sent: `backpocket outreach list`.")
    if State.UNKNOWN in by_state:
        print_line("Whether the unknown ones arrived is not known: settle each with `backpocket outreach resolve`.")
    _print_missing(tally.missing)


def _print_missing(send_ids: "Sequence[str]") -> None:
    """Print which messages are due, but cannot be sent from this machine."""
    if send_ids:
        print_line(
            f"{len(send_ids)} more {'waits' if len(send_ids) == 1 else 'wait'}, but the text is not on this machine "
            f"({', '.join(send_ids[:3])}): send from the machine where it was queued, bring back its spool folder, or "
            "drop it with `backpocket outreach resolve SEND_ID --drop`."
        )
