"""What surrounds the candidates' site: headers in every response, and a limit on requests at once."""

from starlette.requests import Request
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from automation.candidate_site.notices import TOO_OFTEN, notice
from automation.candidate_site.templating import style_hash
from automation.candidate_site.visit import texts_for
from automation.outreach.links import UNSUBSCRIBE

# Requests at once: pages and forms, and unsubscribes. The latter have their own limit, so that they are served while
# all else waits.
PAGES_AT_ONCE, UNSUBSCRIBES_AT_ONCE = 100, 100


class SecurityHeaders:
    """Adds headers to every response: no scripts, framing, caching, indexing or referrers.

    Args:
        app: The app that is called.
    """

    def __init__(self, app: ASGIApp) -> None:
        policy = (
            f"default-src 'none'; style-src 'sha256-{style_hash()}'; form-action 'self'; base-uri 'none'; "
            "frame-ancestors 'none'"
        )
        self._app = app
        self._headers = [
            (name.lower().encode(), value.encode())
            for name, value in (
                ("Content-Security-Policy", policy),
                ("Referrer-Policy", "no-referrer"),
                ("Cache-Control", "no-store"),
                ("X-Robots-Tag", "noindex, nofollow"),
                ("X-Content-Type-Options", "nosniff"),
                ("X-Frame-Options", "DENY"),
                ("Cross-Origin-Opener-Policy", "same-origin"),
                ("Cross-Origin-Resource-Policy", "same-origin"),
                ("Permissions-Policy", "camera=(), geolocation=(), microphone=()"),
            )
        ]

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Call the app, and add the headers to its response."""

        async def sent(message: Message) -> None:
            if message["type"] == "http.response.start":
                message["headers"] = [*message.get("headers", ()), *self._headers]
            await send(message)

        await self._app(scope, receive, sent if scope["type"] == "http" else send)


class Capacity:
    """Limits requests at once, and responds 503 to the rest. Unsubscribes have a limit of their own.

    Args:
        app: The app that is called.
        pages: Most requests at once, without unsubscribes.
        unsubscribing: Most unsubscribes at once.
    """

    def __init__(self, app: ASGIApp, pages: int = PAGES_AT_ONCE, unsubscribing: int = UNSUBSCRIBES_AT_ONCE) -> None:
        self._app = app
        self._free = {False: pages, True: unsubscribing}

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Call the app if the limit is not reached."""
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        unsubscribing = scope["path"].removeprefix(scope.get("root_path", "")).startswith(UNSUBSCRIBE)
        if not self._free[unsubscribing]:
            response = notice(503, TOO_OFTEN, texts_for(Request(scope)))
            response.headers["Retry-After"] = "60"
            await response(scope, receive, send)
            return
        self._free[unsubscribing] -= 1
        try:
            await self._app(scope, receive, send)
        finally:
            self._free[unsubscribing] += 1
