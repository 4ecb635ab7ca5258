"""The dashboard as a web application, and the server that runs it."""

import asyncio
import contextlib
import logging
import os
import sys
import webbrowser
from collections.abc import AsyncIterator
from functools import cache
from pathlib import Path
from typing import Any

import streamlit as st
import structlog
from starlette.middleware import Middleware
from starlette.responses import PlainTextResponse
from starlette.routing import Mount
from starlette.types import ASGIApp, Receive, Scope, Send

from automation.candidate_site.app import create_app
from automation.clock import Clock
from automation.core.web_addresses import is_loopback
from automation.errors import BackpocketError, OpenToAll, places
from automation.outreach.context import Mailroom, open_mailroom
from automation.outreach.owner_alerts import OwnerNotifier
from automation.settings import Settings
from automation.store.base import Store
from dashboard.auth.sign_in import Guard, OwnPages, disable_address_lookup, require_provider, secrets_of, shorten_log
from dashboard.data import start_options, workbook_source
from dashboard.data.start_options import StartOptions
from dashboard.options import options
from dashboard.ui import page_frame
from dashboard.ui.components import md

log = structlog.get_logger()
_opens: list[str] = []


@contextlib.asynccontextmanager
async def _started(_: Any) -> AsyncIterator[None]:
    # The first reading of a large workbook takes a while, so it starts before the first visit. Pages show its failure.
    with contextlib.suppress(BackpocketError):
        workbook_source.current().look()
    # After a second, when the server listens.
    for address in _opens:
        asyncio.get_running_loop().call_later(1, webbrowser.open, address)
    yield


def _failed(error: Exception) -> bool:
    """Show that a page failed. The log gets places in the code, never values, which may be candidates' data."""
    log.error("page failed", kind=type(error).__name__, at=places(error))
    if isinstance(error, BackpocketError):
        st.error(md(page_frame.error_text(error)))
    else:
        st.error(f"This page could not be drawn ({type(error).__name__} at {places(error)[-1]}). Please report it.")
    return True


# The path of the candidates' page, for trying it on this machine. Candidates reach it through `backpocket respond`.
RESPOND = "/respond"


@cache
def _candidates_page() -> ASGIApp:
    here = workbook_source.current()

    def open_room() -> Mailroom:
        return here.room(here.store())

    room = open_room()
    room.ledger.refresh()
    room.secrets.respond()
    return create_app(open_room, on_answer=OwnerNotifier(open_room).soon)


async def _respond(scope: Scope, receive: Receive, send: Send) -> None:
    if start_options.signing_in():
        # With sign-in the dashboard may be public. Then candidates' pages are served by `backpocket respond` only.
        await PlainTextResponse("There is no such page.", 404)(scope, receive, send)
        return
    try:
        page: ASGIApp = await asyncio.to_thread(_candidates_page)
    except BackpocketError as error:
        # Without the traceback, which may hold people's data.
        log.error("the candidates' page is closed", kind=type(error).__name__)  # noqa: TRY400
        page = PlainTextResponse("This page cannot be shown right now. Please try again later.", 503)
    await page(scope, receive, send)


def create(start: StartOptions) -> st.App:
    """The dashboard, before it listens."""
    sign_in = start.sign_in
    return st.App(
        Path(__file__).with_name("main.py"),
        routes=[Mount(RESPOND, _respond)],
        lifespan=_started,
        on_script_error=_failed,
        secrets=secrets_of(sign_in, start.secret) if sign_in else None,
        middleware=[
            Middleware(OwnPages, origin=sign_in.url if sign_in else None),
            Middleware(Guard, secure=sign_in is not None and sign_in.url.startswith("https:")),
        ],
    )


def prepare(settings: Settings, store: Store, clock: Clock, host: str) -> StartOptions:
    """Check that the dashboard can be served safely.

    Args:
        settings: Of the installation.
        store: The workbook.
        clock: With the day to use as today, if one is set.
        host: The address to listen on.

    Raises:
        OpenToAll: Others could reach the address without signing in.
        ConfigError: The sign-in provider does not work.
    """
    sign_in = settings.sign_in
    if sign_in is None:
        require_loopback(host)
        return StartOptions(clock.fixed)
    require_provider(sign_in)
    return StartOptions(clock.fixed, sign_in, open_mailroom(settings, store, clock).secrets.sign_in())


def serve(workbook: str | None, host: str, port: int, start: StartOptions, *, show: bool) -> None:
    """Serve until stopped.

    Args:
        workbook: Its locator; None for the one in the settings.
        host: The address to listen on.
        port: The port.
        start: From `prepare`.
        show: Whether to open a browser.
    """
    start_options.begin(workbook, start.today, start.sign_in, start.secret)
    if show and _has_screen():
        _opens.append(address_of(host, port, start))
    # Its tracebacks may hold candidates' data; `_failed` logs places in the code instead.
    logging.getLogger("streamlit.error_util").disabled = True
    shorten_log()
    disable_address_lookup()
    create(start).run(config=options(host, port, start.sign_in))


def _has_screen() -> bool:
    """Whether a browser can open in a window, not in the terminal."""
    return sys.platform != "linux" or any(os.environ.get(name) for name in ("DISPLAY", "WAYLAND_DISPLAY"))


def require_loopback(host: str) -> None:
    """Refuse to listen on an address that others can reach.

    Raises:
        OpenToAll: Others can reach it.
    """
    if not is_loopback(host):
        raise OpenToAll(
            f"At {host} everyone who can reach this machine would see all candidates' data, as no sign-in is set up. "
            "Set up signing in first (docs/dashboard.md), or stay at 127.0.0.1 and use an SSH tunnel."
        )


def address_of(host: str, port: int, start: StartOptions) -> str:
    """What to type into a browser."""
    if start.sign_in:
        return start.sign_in.url
    return f"http://{f'[{host}]' if ':' in host else host}:{port}"
