"""`backpocket outreach …`: the group of commands that write to candidates."""

import typer

from automation.cli.outreach import adoption, control, drafting, log, sending

app = typer.Typer(
    help="Write to candidates. A person decides, and no message is sent twice.",
    no_args_is_help=True,
    rich_markup_mode=None,
)

# Without a name, their commands are commands of this group, in this order.
app.add_typer(drafting.app)
app.add_typer(sending.app)
app.add_typer(control.app)
app.add_typer(log.app)
app.add_typer(adoption.app)
