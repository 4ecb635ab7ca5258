"""`backpocket outreach …`: the group of commands that write to candidates."""

import typer

from automation.cli import outreach_adoption, outreach_control, outreach_drafting, outreach_log, outreach_sending

app = typer.Typer(
    help="Write to candidates. A person decides, and no message is sent twice.",
    no_args_is_help=True,
    rich_markup_mode=None,
)

# Without a name, their commands are commands of this group, in this order.
app.add_typer(outreach_drafting.app)
app.add_typer(outreach_sending.app)
app.add_typer(outreach_control.app)
app.add_typer(outreach_log.app)
app.add_typer(outreach_adoption.app)
