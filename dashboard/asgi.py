"""The dashboard as a web application, and serving it."""

import asyncio
import contextlib
import logging
import os
import sys
import webbrowser
from collections.abc import AsyncIterator
from functools import cache
from ipaddress import ip_address
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
from automation.errors import BackpocketError, OpenToAll, places
from automation.outreach.context import Mailroom, open_mailroom
from automation.outreach.owner_alerts import OwnerNotifier
from automation.settings import Settings
from automation.store.base import Store
from dashboard.auth.sign_in import Guard, OwnPages, ask_nobody, quiet_log, require_provider, secrets_of
from dashboard.data import workbook_source
from dashboard.data.workbook_source import Given
from dashboard.options import options
from dashboard.ui import page_frame
from dashboard.ui.components import md

log = structlog.get_logger()
_opens: list[str] = []


@contextlib.asynccontextmanager
async def _started(_: Any) -> AsyncIterator[None]:
    # The first reading of a large workbook takes a while: begun before the first visit. A page says what is wrong.
    with contextlib.suppress(BackpocketError):
        workbook_source.current().look()
    # A moment later, when the server listens.
    for address in _opens:
        asyncio.get_running_loop().call_later(1, webbrowser.open, address)
    yield


def _failed(error: Exception) -> bool:
    """Say that a page failed, without what was in it; the log gets places in the code, never values."""
    log.error("page failed", kind=type(error).__name__, at=places(error))
    if isinstance(error, BackpocketError):
        st.error(md(page_frame.said_to_me(error)))
    else:
        st.error(f"This page could not be drawn ({type(error).__name__} at {places(error)[-1]}). Please report it.")
    return True


# Where the candidates' page hangs, for trying it on this machine; candidates reach it through `backpocket respond`.
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
    if workbook_source.signing_in():
        # Behind a proxy it would be public, and `backpocket respond` is the place for that.
        await PlainTextResponse("There is no such page.", 404)(scope, receive, send)
        return
    try:
        page: ASGIApp = await asyncio.to_thread(_candidates_page)
    except BackpocketError as error:
        # Without the traceback, which may hold people's data.
        log.error("the candidates' page is closed", kind=type(error).__name__)  # noqa: TRY400
        page = PlainTextResponse("This page cannot be shown right now. Please try again later.", 503)
    await page(scope, receive, send)


def create(given: Given) -> st.App:
    """The dashboard, before it listens."""
    sign_in = given.sign_in
    return st.App(
        Path(__file__).with_name("main.py"),
        routes=[Mount(RESPOND, _respond)],
        lifespan=_started,
        on_script_error=_failed,
        secrets=secrets_of(sign_in, given.secret) if sign_in else None,
        middleware=[
            Middleware(OwnPages, origin=sign_in.url if sign_in else None),
            Middleware(Guard, secure=sign_in is not None and sign_in.url.startswith("https:")),
        ],
    )


def prepare(settings: Settings, store: Store, clock: Clock, host: str) -> Given:
    """See that it may and can be served.

    Args:
        settings: Of the installation.
        store: The workbook.
        clock: With the day to work as if it were, if any.
        host: The address to listen on.

    Raises:
        OpenToAll: Others could reach the address without signing in.
        ConfigError: Nobody could sign in.
    """
    sign_in = settings.sign_in
    if sign_in is None:
        require_loopback(host)
        return Given(clock.fixed)
    require_provider(sign_in)
    return Given(clock.fixed, sign_in, open_mailroom(settings, store, clock).secrets.sign_in())


def serve(workbook: str | None, host: str, port: int, given: Given, *, show: bool) -> None:
    """Serve until stopped.

    Args:
        workbook: Its locator; None for the settings'.
        host: The address to listen on.
        port: The port.
        given: From `prepare`.
        show: Whether to open a browser.
    """
    workbook_source.begin(workbook, given.today, given.sign_in, given.secret)
    if show and _has_screen():
        _opens.append(address_of(host, port, given))
    # Its tracebacks hold what failed, and with it people's data; `_failed` logs places in the code.
    logging.getLogger("streamlit.error_util").disabled = True
    quiet_log()
    ask_nobody()
    create(given).run(config=options(host, port, given.sign_in))


def _has_screen() -> bool:
    """Whether a browser would open beside the terminal, not in it."""
    return sys.platform != "linux" or any(os.environ.get(name) for name in ("DISPLAY", "WAYLAND_DISPLAY"))


def require_loopback(host: str) -> None:
    """Refuse an address that others can reach.

    Raises:
        OpenToAll: They could.
    """
    try:
        mine = host == "localhost" or ip_address(host).is_loopback
    except ValueError:
        mine = False
    if not mine:
        raise OpenToAll(
            f"At {host} everyone who can reach this machine would see all candidates' data, as no sign-in is set up. "
            "Set up signing in first (docs/dashboard.md), or stay at 127.0.0.1 and use an SSH tunnel."
        )


def address_of(host: str, port: int, given: Given) -> str:
    """What to type into a browser."""
    if given.sign_in:
        return given.sign_in.url
    return f"http://{f'[{host}]' if ':' in host else host}:{port}"
