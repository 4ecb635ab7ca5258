"""Signing in with a company's own provider by Streamlit's `st.login`: its settings, and protection that it lacks."""

import contextlib
import logging
import warnings
from collections.abc import Mapping
from importlib import import_module
from typing import Any
from urllib.parse import urlsplit

import httpx
import structlog
from starlette.datastructures import Headers, MutableHeaders
from starlette.responses import PlainTextResponse
from starlette.types import ASGIApp, Message, Receive, Scope, Send
from streamlit import net_util

from automation.core.access.roles import SignIn
from automation.errors import ConfigError
from automation.setting_values import CALLBACK

# In the address, after an attempt that failed.
FAILED = ("sign_in", "failed")
# Streamlit's figures about itself, such as the number of sessions. They are closed to all, signed in or not.
METRICS = "/_stcore/metrics"
_COOKIE = "_streamlit_user="
_NEEDED = ("issuer", "authorization_endpoint", "token_endpoint", "jwks_uri")
# Seconds that a provider has to send its description.
PATIENCE = 10.0
# The logger of Streamlit's sign-in routes.
_ROUTES = "streamlit.web.server.starlette.starlette_auth_routes"

log = structlog.get_logger()


def secrets_of(sign_in: SignIn, secret: bytes) -> Mapping[str, Any]:
    """Streamlit's secrets.

    Args:
        sign_in: The settings.
        secret: That cookies are signed with.
    """
    return {
        "auth": {
            "redirect_uri": sign_in.url + CALLBACK,
            "cookie_secret": secret.hex(),
            "client_id": sign_in.client_id,
            "client_secret": sign_in.client_secret,
            "server_metadata_url": sign_in.provider,
            "client_kwargs": {"scope": "openid email profile", "code_challenge_method": "S256"},
        }
    }


def hosts_of(sign_in: SignIn | None, host: str) -> list[str]:
    """The host names under which a browser may ask for pages. Other names that point to this machine are refused."""
    named = urlsplit(sign_in.url).hostname if sign_in else host
    return list(dict.fromkeys(name for name in (named, "localhost", "127.0.0.1", "::1") if name))


def require_provider(sign_in: SignIn) -> None:
    """Check that the provider can be reached, before the first user signs in.

    Raises:
        ConfigError: It cannot be reached, or is no OpenID provider.
    """
    try:
        response = httpx.get(sign_in.provider, timeout=PATIENCE, follow_redirects=True).raise_for_status()
        described = response.json()
    except (httpx.HTTPError, httpx.InvalidURL, ValueError) as error:
        raise ConfigError(
            f"Setting sign_in_provider: {sign_in.provider} does not answer as an OpenID provider does "
            f"({type(error).__name__}). Write the issuer's address, such as https://accounts.google.com."
        ) from None
    missing = [name for name in _NEEDED if not (isinstance(described, dict) and described.get(name))]
    if missing:
        raise ConfigError(f"Setting sign_in_provider: {sign_in.provider} does not tell its {', '.join(missing)}.")


def disable_address_lookup() -> None:
    """Keep Streamlit from asking the internet for this machine's address, as it does for requests of other sites."""
    net_util.get_external_ip = _no_address


def _no_address() -> None:
    return None


def shorten_log() -> None:
    """Log a failed sign-in as one line: its traceback may hold a user's data from the provider."""
    logging.getLogger(_ROUTES).addFilter(_in_one_line)
    # authlib warns that it will change its HTTP library one day, which users need not know. Importing the module makes
    # the warning visible again, so it is imported before the filter is set.
    with contextlib.suppress(ImportError):
        import_module("authlib.deprecate")
    warnings.filterwarnings("ignore", message="The httpx module is deprecated")


def _in_one_line(record: logging.LogRecord) -> bool:
    error = record.exc_info[1] if record.exc_info else None
    log.warning("sign-in", what=str(record.msg)[:80], kind=type(error).__name__, error=getattr(error, "error", None))
    return False


class OwnPages:
    """Middleware around Streamlit: refuse WebSocket connections from other sites' pages.

    Streamlit would refuse them, too, but would first ask the internet for this machine's address.

    Args:
        app: The wrapped application.
        origin: The dashboard's own origin, such as https://pocket.acme.example; None to compare with the Host header.
    """

    def __init__(self, app: ASGIApp, *, origin: str | None) -> None:
        self._app, self._origin = app, origin

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Handle a request."""
        if scope["type"] == "websocket" and not self._ours(Headers(scope=scope)):
            await receive()
            await send({"type": "websocket.close", "code": 1008})
            return
        await self._app(scope, receive, send)

    def _ours(self, headers: Headers) -> bool:
        # Browsers always send the origin of the page that asks; a request without it comes from no page.
        for origin in headers.getlist("origin"):
            if self._origin is None:
                if origin.partition("://")[2].lower() != headers.get("host", "").lower():
                    return False
            elif origin.lower() != self._origin.lower():
                return False
        return True


class Guard:
    """Middleware around Streamlit, for all users.

    No site may frame a page, `METRICS` is closed, and with https cookies are marked Secure.

    Args:
        app: The wrapped application.
        secure: Whether users come by https.
    """

    def __init__(self, app: ASGIApp, *, secure: bool) -> None:
        self._app, self._secure = app, secure

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Handle a request."""
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        if scope["path"].rstrip("/").endswith(METRICS):
            await PlainTextResponse("There is no such page.", 404)(scope, receive, send)
            return

        async def guarded(message: Message) -> None:
            if message["type"] == "http.response.start":
                self._secure_headers(scope, MutableHeaders(scope=message))
            await send(message)

        await self._app(scope, receive, guarded)

    def _secure_headers(self, scope: Scope, headers: MutableHeaders) -> None:
        cookies = headers.getlist("set-cookie")
        if self._secure and cookies:
            del headers["set-cookie"]
            for cookie in cookies:
                headers.append("set-cookie", cookie if "; secure" in cookie.lower() else f"{cookie}; Secure")
        # The candidates' page sends its own policy, which forbids frames, too.
        if "frame-ancestors" not in headers.get("content-security-policy", ""):
            headers["content-security-policy"] = "frame-ancestors 'none'"
        headers.setdefault("referrer-policy", "same-origin")
        # Back from the provider after a try to sign in: a return from signing out has no `state`.
        returned = scope["path"].endswith(CALLBACK) and b"state=" in scope["query_string"]
        signed_in = any(cookie.startswith(_COOKIE) and "max-age=0" not in cookie.lower() for cookie in cookies)
        if returned and not signed_in and "location" in headers:
            headers["location"] = f"/?{FAILED[0]}={FAILED[1]}"
