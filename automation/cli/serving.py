"""`backpocket dashboard` and `respond`: what is served until stopped."""

from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from automation.cli.options import Today, Workbook, opened
from automation.cli.printing import streams
from automation.cli.printing.streams import print_line
from automation.errors import NoSuchWorkbook, StoreError

if TYPE_CHECKING:
    from automation.store.base import Store

app = typer.Typer()


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
    _warn_if_missing(store, "The pages show this until there is one.")
    with stopped_by(signal.SIGTERM):
        print_line(f"{Path(store.locator).name} is at {address_of(host, port, options)} until you press Ctrl+C.")
        serve(settings.workbook, host, port, options, show=show)
    streams.leave()


@app.command()
def respond(
    host: Annotated[str, typer.Option("--host", help="The address to listen at.")] = "127.0.0.1",
    port: Annotated[int, typer.Option("--port", min=0, max=65_535, help="The port; 0 takes a free one.")] = 8620,
    workbook: Workbook = None,
) -> None:
    """Serve the candidates' page until stopped. It serves nothing else; Ctrl-C or SIGTERM stops it."""
    from automation.candidate_site.serve import serve
    from automation.outreach.context import Mailroom, open_mailroom
    from automation.store.locate import open_store

    settings, own, clock = opened(workbook, None)
    _warn_if_missing(own, "No link of a message works until there is one.")

    def open_room() -> Mailroom:
        store = open_store(settings.workbook, settings.service_account_file, settings.sheets_endpoint)
        return open_mailroom(settings, store, clock)

    serve(open_room, host, port, print_line)


def _warn_if_missing(store: "Store", until_then: str) -> None:
    """Warn if there is no workbook. It may come later, as on a disk that is not there yet: all pages look for it."""
    with suppress(StoreError):
        try:
            store.version()
        except NoSuchWorkbook as error:
            streams.warn(f"{error} {until_then}")
