"""What `backpocket nudge` prints for people."""

import json

from automation.cli.printing.streams import print_line, warn
from automation.core.sentences import counted
from automation.services.colleagues.nudge_mails import Nudged


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
    mails, posts = counted(len(found.mails), "mail"), counted(len(found.hooks), "chat post")
    if not found.mails and not found.hooks and not found.unsent:
        print_line("Nothing new, so nothing is sent.")
    else:
        print_line(f"{'Would send' if found.dry_run else 'Sent'} {mails} and {posts}.")
    for one in found.unsent:
        warn(f"{one['kind']} to {one['to']}: {one['state']}; the next run tries again or marks it.")
    if found.without_address:
        names = counted(found.without_address, "name")
        warn(f"{names} in the workbook without an address: add one to the setting senders or roles.")
