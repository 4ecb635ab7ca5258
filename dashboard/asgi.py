"""The dashboard as a web application, and serving it."""

import asyncio
import logging
import os
import sys
import webbrowser
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from datetime import date
from functools import cache
from ipaddress import ip_address
from pathlib import Path
from typing import Any

import streamlit as st
import structlog
from starlette.responses import PlainTextResponse
from starlette.routing import Mount
from starlette.types import ASGIApp, Receive, Scope, Send

from automation.errors import BackpocketError, ConfigError, places
from automation.mailroom import Mailroom
from automation.notices import Teller
from automation.respond.app import create_app
from dashboard import source
from dashboard.components import md
from dashboard.options import options

log = structlog.get_logger()
_opens: list[str] = []


@asynccontextmanager
async def _started(_: Any) -> AsyncIterator[None]:
    # A moment later, when the server listens.
    for address in _opens:
        asyncio.get_running_loop().call_later(1, webbrowser.open, address)
    yield


def _failed(error: Exception) -> bool:
    """Say that a page failed, without what was in it; the log gets places in the code, never values."""
    log.error("page failed", kind=type(error).__name__, at=places(error))
    if isinstance(error, BackpocketError):
        st.error(md(str(error)))
    else:
        st.error(f"This page could not be drawn ({type(error).__name__} at {places(error)[-1]}). Please report it.")
    return True


# Where the candidates' page hangs, for trying it on this machine; candidates reach it through `backpocket respond`.
RESPOND = "/respond"


@cache
def _candidates_page() -> ASGIApp:
    here = source.current()

    def open_room() -> Mailroom:
        return here.room(here.store())

    room = open_room()
    room.ledger.refresh()
    room.respond_secret()
    return create_app(room, on_answer=Teller(open_room).soon)


async def _respond(scope: Scope, receive: Receive, send: Send) -> None:
    try:
        page: ASGIApp = await asyncio.to_thread(_candidates_page)
    except BackpocketError as error:
        # Without the traceback, which may hold people's data.
        log.error("the candidates' page is closed", kind=type(error).__name__)  # noqa: TRY400
        page = PlainTextResponse("This page cannot be shown right now. Please try again later.", 503)
    await page(scope, receive, send)


app = st.App(
    Path(__file__).with_name("main.py"), routes=[Mount(RESPOND, _respond)], lifespan=_started, on_script_error=_failed
)


def serve(workbook: str | None, host: str, port: int, today: date | None, *, show: bool) -> None:
    """Serve until stopped.

    Args:
        workbook: Its locator; None for the settings'.
        host: The address to listen on: of this machine alone, since nobody signs in yet.
        port: The port.
        today: Work as if it were this day; None for the clock's.
        show: Whether to open a browser.

    Raises:
        ConfigError: Others could reach the address.
    """
    require_loopback(host)
    source.begin(workbook, today)
    if show and _has_screen():
        _opens.append(address_of(host, port))
    # Its tracebacks hold what failed, and with it people's data; `_failed` logs places in the code.
    logging.getLogger("streamlit.error_util").disabled = True
    app.run(config=options(host, port))


def _has_screen() -> bool:
    """Whether a browser would open beside the terminal, not in it."""
    return sys.platform != "linux" or any(os.environ.get(name) for name in ("DISPLAY", "WAYLAND_DISPLAY"))


def require_loopback(host: str) -> None:
    """Refuse an address that others can reach.

    Raises:
        ConfigError: They could.
    """
    try:
        mine = host == "localhost" or ip_address(host).is_loopback
    except ValueError:
        mine = False
    if not mine:
        raise ConfigError(
            f"--host {host} would show everybody's data to whoever can reach this machine: nobody signs in yet. "
            f"Leave it at 127.0.0.1, and reach it from elsewhere through an SSH tunnel."
        )


def address_of(host: str, port: int) -> str:
    """What to type into a browser."""
    return f"http://{f'[{host}]' if ':' in host else host}:{port}"
