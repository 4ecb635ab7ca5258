"""What `backpocket nudge` prints for people."""

import json
from collections.abc import Sequence

from automation.cli.printing.streams import print_line, warn
from automation.core.sentences import and_more, counted, listed
from automation.services.colleagues.nudge_mails import Nudged

# Names that one line shows.
MOST_NAMED = 10


def print_nudged(found: Nudged) -> None:
    """One line about a run; for a rehearsal each mail and each payload as it would go."""
    if found.stopped:
        print_line("All sending is stopped, so nothing was sent: `backpocket outreach resume`.")
        return
    if found.dry_run:
        for mail in found.mails:
            print_line(f"To: {mail['to']}\nSubject: {mail['subject']}\n\n{mail['text']}\n")
        for hook in found.hooks:
            print_line(f"Chat: {hook['channel']}\n{json.dumps(hook['payload'], ensure_ascii=False, indent=2)}\n")
    if found.mails or found.hooks:
        print_line(_gone(found))
    else:
        print_line("Nothing was sent." if found.unsent else "Nothing new, so nothing is sent.")
    for one in found.unsent:
        warn(f"{one['kind']} to {one['to']}: {one['state']}; the next run tries again or marks it.")
    if found.without_address:
        warn(no_address_of(found.without_address))
    if found.unassigned:
        items = counted(found.unassigned, "item has", "items have")
        warn(
            f"{items} no owner, so no one gets them: assign them, or name an admin or a recruiter in the setting roles."
        )


def no_address_of(names: Sequence[str], setting: str = "senders or roles") -> str:
    """Which colleagues no mail reaches, and where to add their addresses."""
    shown = and_more(names[:MOST_NAMED], len(names)) if len(names) > MOST_NAMED else listed(names)
    return f"No address is known for {shown or 'the owner'}. Add it to {setting} in backpocket.toml (docs/nudge.md)."


def _gone(found: Nudged) -> str:
    """What happened to mails and posts. No one gets a mail that is in the outbox."""
    mails = counted(len(found.mails), "mail") if found.mails else ""
    posts = counted(len(found.hooks), "chat post") if found.hooks else ""
    send, write = ("Would send", "Would write") if found.dry_run else ("Sent", "Wrote")
    sent = listed(list(filter(None, ("" if found.outbox else mails, posts))))
    written = f"{write} {mails} to {found.outbox}; nothing is e-mailed until a mail server is set."
    return " ".join([*([written] if mails and found.outbox else []), *([f"{send} {sent}."] if sent else [])])
