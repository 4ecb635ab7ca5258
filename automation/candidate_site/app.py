"""The ASGI app on which candidates answer. GET and HEAD never act; who has the link is taken for who it was sent to."""

import asyncio
from collections.abc import Awaitable, Callable, Mapping
from typing import TypeVar
from urllib.parse import parse_qs

import structlog
from anyio import CapacityLimiter
from anyio.to_thread import run_sync
from starlette.applications import Starlette
from starlette.exceptions import HTTPException
from starlette.requests import ClientDisconnect, Request
from starlette.responses import HTMLResponse, PlainTextResponse, RedirectResponse, Response
from starlette.routing import Route
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from automation.candidate_site.rate_limit import Limiter, network_of
from automation.candidate_site.service import DETAILS, MOST_WORDS, Desk, Shown, Unavailable
from automation.candidate_site.templating import render, style_hash
from automation.core.ledger.events import Answer
from automation.errors import BackpocketError
from automation.outreach.context import Mailroom
from automation.outreach.links import LEAVE, PAGE

log = structlog.get_logger()
Result = TypeVar("Result")

# Bytes of a form: every field full of characters of four bytes each, each byte sent as %F0, and what is around them.
MOST_BODY = len(DETAILS) * MOST_WORDS * 4 * len("%F0") + 4_096
# Seconds for a form to arrive.
PATIENCE = 20.0
# Requests in hand at once, and threads behind them: of pages and forms, and of those who leave the list. The latter
# have their own, so that they are served while all else waits.
PAGES_AT_ONCE, LEAVING_AT_ONCE = 100, 100
PAGE_THREADS, LEAVING_THREADS = 20, 8
DONE = {
    "answer": "Thank you, your answer is noted.",
    "alerts": "Thank you, noted.",
    "details": "Thank you. A person will look at it.",
    "back": "Thank you. You are back on the list, so we may write to you again.",
}
# The fields of the form: its name, what it says, and what a browser may fill in.
FIELDS = (
    ("title", "What you do", "organization-title"),
    ("company", "Where you work", "organization"),
    ("location", "Where you are", ""),
    ("skills", "What you work with", ""),
    ("remote_ok", "Working remotely", ""),
    ("pay", "What you would like to earn in a year", ""),
    ("phone", "Telephone", "tel"),
    ("notes", "Anything else", ""),
)
UNKNOWN = (
    "This link does not work",
    ("Perhaps a part of it is missing. Open it from the message again, or answer the message: a person reads it.",),
)
TOO_OFTEN = ("One moment, please", ("There were many requests in a short time. Try again in a minute.",))
NOT_NOTED = (
    "That did not work just now",
    ("Nothing was noted. Try again in a minute, or simply answer the message: a person reads it.",),
)
LEFT = (
    "You are off the list",
    ("We will not write to you about openings again.", "Did you change your mind? Only you can undo this, here."),
)
EXPIRED = (
    "This link has expired",
    ("If you would like to be in touch again, answer the message it came with. You can still leave the list here.",),
)
ODD = ("That was not understood", ("Nothing was noted. Go back and choose again.",))


class Calm(Exception):
    """A page that says what is the matter, instead of the one that was asked for."""

    def __init__(
        self,
        status: int,
        page: tuple[str, tuple[str, ...]],
        *,
        base: str = "",
        leave: str = "",
        back: str = "",
        wait: int = 0,
    ) -> None:
        super().__init__(page[0])
        self.response = calm(status, page, base=base, leave=leave, back=back)
        if wait:
            self.response.headers["Retry-After"] = str(wait)


def calm(
    status: int, page: tuple[str, tuple[str, ...]], *, base: str = "", leave: str = "", back: str = ""
) -> Response:
    """A short page without anything that is anybody's."""
    title, lines = page
    return HTMLResponse(render("calm", title=title, lines=lines, base=base, leave=leave, back=back), status)


class Responder:
    """The pages.

    Args:
        desk: What stands behind them.
        leaving: What stands behind leaving the list, apart from it.
        on_answer: Called after something was noted, so that owners hear of it.
        per_token: How often one link may be used in a minute.
        per_address: How often one address may ask in a minute; a mail provider's one-click requests don't count.
    """

    def __init__(
        self, desk: Desk, leaving: Desk, on_answer: Callable[[], None], per_token: int, per_address: int
    ) -> None:
        self._pages = desk, CapacityLimiter(PAGE_THREADS)
        self._leaving = leaving, CapacityLimiter(LEAVING_THREADS)
        self._on_answer = on_answer
        self._tokens, self._addresses = Limiter(per_token), Limiter(per_address)
        # Whoever guesses gets few guesses.
        self._guesses = Limiter(max(per_address // 4, 1))

    async def page(self, request: Request) -> Response:
        """GET: the openings and what can be said of them."""
        token, base, leave = await self._admitted(request)
        shown = await self._shown(token, leave, back=f"{base}/back")
        done = DONE.get(request.query_params.get("done", ""), "")
        return HTMLResponse(render("answer", shown=shown, base=base, leave=leave, done=done, fields=FIELDS))

    async def about(self, request: Request) -> Response:
        """GET: how matching works and what is held."""
        token, base, leave = await self._admitted(request)
        shown = await self._shown(token, leave, back=f"{base}/back")
        return HTMLResponse(render("about", shown=shown, base=base))

    def acting(self, what: str) -> Callable[[Request], Awaitable[Response]]:
        """The endpoint of one form."""

        async def act(request: Request) -> Response:
            return await self._act(request, what)

        return act

    async def _act(self, request: Request, what: str) -> Response:
        """POST: note what was said, then show the page."""
        token, base, leave = await self._admitted(request)
        form = await _form(request, base)
        # A message that nobody knows, one that is too old, a person who left: each has its page.
        await self._shown(token, leave, back=f"{base}/back")
        if not await self._noted(token, what, form):
            raise Calm(400, ODD, base=base)
        self._on_answer()
        return RedirectResponse(f"{base}?done={what}", 303)

    async def come_back(self, request: Request) -> Response:
        """POST: on the list again, by the person who left it."""
        token, base, _ = await self._admitted(request)
        if not await self._asked(lambda desk: desk.come_back(token)):
            raise Calm(404, UNKNOWN)
        self._leaving[0].look_again()
        self._on_answer()
        return RedirectResponse(f"{base}?done=back", 303)

    async def _noted(self, token: str, what: str, form: Mapping[str, str]) -> bool:
        if what == "alerts":
            wanted = {"yes": True, "no": False}.get(form.get("alerts", ""))
            return wanted is not None and await self._asked(lambda desk: desk.alerts(token, wanted=wanted))
        if what == "details":
            return await self._asked(lambda desk: desk.suggest(token, form))
        answer, number = form.get("answer", ""), form.get("opening", "")
        if answer not in {"interested", "not now", "no thanks"} or number not in {"0", "1", "2"}:
            return False
        value = form.get("month", "") if answer == "not now" else ""
        return await self._asked(lambda desk: desk.choose(token, int(number), Answer(answer), value))

    async def leave_page(self, request: Request) -> Response:
        """GET: asks first, because mail programs and scanners open every link."""
        token, base, leave = await self._admitted(request, leaving=True)
        shown = await self._shown(token, leave, back=f"{base}/back", leaving=True)
        return HTMLResponse(render("leave", base=base, leave=leave, organisation=shown.organisation))

    async def leave(self, request: Request) -> Response:
        """POST: off the list, at once; RFC 8058. What the body says makes no difference."""
        token, base, _ = await self._admitted(request, by_machine=True, leaving=True)
        if not await self._asked(lambda desk: desk.leave(token), leaving=True):
            raise Calm(404, UNKNOWN)
        self._pages[0].look_again()
        self._on_answer()
        return calm(200, LEFT, back=f"{base}/back")

    async def _admitted(
        self, request: Request, *, by_machine: bool = False, leaving: bool = False
    ) -> tuple[str, str, str]:
        """The token, and the addresses of its pages."""
        token = request.path_params["token"]
        address = network_of(request.client.host if request.client else "")
        if not by_machine and not self._addresses.allows(address):
            raise Calm(429, TOO_OFTEN, wait=60)
        if not await self._asked(lambda desk: desk.knows(token), leaving=leaving):
            raise Calm(404, UNKNOWN) if self._guesses.allows(address) else Calm(429, TOO_OFTEN, wait=60)
        if not self._tokens.allows(token):
            raise Calm(429, TOO_OFTEN, wait=60)
        root = request.scope.get("root_path", "")
        return token, f"{root}{PAGE}{token}", f"{root}{LEAVE}{token}"

    async def _shown(self, token: str, leave: str, *, back: str, leaving: bool = False) -> Shown:
        shown = await self._asked(lambda desk: desk.page(token), leaving=leaving)
        if shown is None:
            raise Calm(404, UNKNOWN)
        if shown.left:
            raise Calm(200, LEFT, back=back)
        if shown.expired:
            raise Calm(410, EXPIRED, leave=leave)
        return shown

    async def _asked(self, what: Callable[[Desk], Result], *, leaving: bool = False) -> Result:
        desk, threads = self._leaving if leaving else self._pages
        try:
            return await run_sync(what, desk, limiter=threads)
        except Unavailable:
            raise Calm(503, NOT_NOTED, wait=60) from None
        except BackpocketError as error:
            log.warning("page not served", kind=type(error).__name__)
            raise Calm(503, NOT_NOTED, wait=60) from None


async def _form(request: Request, base: str) -> dict[str, str]:
    """The fields of a form, each once."""
    body = b""
    try:
        async with asyncio.timeout(PATIENCE):
            async for chunk in request.stream():
                body += chunk
                if len(body) > MOST_BODY:
                    raise Calm(413, ODD, base=base)
        fields = parse_qs(body.decode(), keep_blank_values=True, max_num_fields=40)
    except TimeoutError:
        raise Calm(408, NOT_NOTED, base=base) from None
    except (ValueError, ClientDisconnect):
        raise Calm(400, ODD, base=base) from None
    return {name: values[-1] for name, values in fields.items()}


class Headers:
    """Says in every answer that nothing may be run, framed, kept, indexed or told on.

    Args:
        app: The app behind it.
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
        """Pass a request on, and its answer back with the headers."""

        async def sent(message: Message) -> None:
            if message["type"] == "http.response.start":
                message["headers"] = [*message.get("headers", ()), *self._headers]
            await send(message)

        await self._app(scope, receive, sent if scope["type"] == "http" else send)


class Capacity:
    """Lets in so many requests at once, and asks the others to come back; those who leave the list are counted apart.

    Args:
        app: The app behind it.
        pages: Of all but leaving.
        leaving: Of leaving the list.
    """

    def __init__(self, app: ASGIApp, pages: int = PAGES_AT_ONCE, leaving: int = LEAVING_AT_ONCE) -> None:
        self._app = app
        self._free = {False: pages, True: leaving}

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass a request on while there is room."""
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        leaving = scope["path"].removeprefix(scope.get("root_path", "")).startswith(LEAVE)
        if not self._free[leaving]:
            response = calm(503, TOO_OFTEN)
            response.headers["Retry-After"] = "60"
            await response(scope, receive, send)
            return
        self._free[leaving] -= 1
        try:
            await self._app(scope, receive, send)
        finally:
            self._free[leaving] += 1


async def _calm(_request: Request, error: Exception) -> Response:
    return error.response if isinstance(error, Calm) else calm(500, NOT_NOTED)


async def _http(_request: Request, error: Exception) -> Response:
    status = error.status_code if isinstance(error, HTTPException) else 500
    headers = dict(error.headers or {}) if isinstance(error, HTTPException) else {}
    response = calm(status, UNKNOWN if status == 404 else ODD)
    response.headers.update(headers)
    return response


async def _unexpected(_request: Request, error: Exception) -> Response:
    log.error("unexpected", kind=type(error).__name__)
    return calm(500, NOT_NOTED)


def create_app(
    open_room: Callable[[], Mailroom],
    *,
    on_answer: Callable[[], None] = lambda: None,
    per_token: int = 60,
    per_address: int = 240,
) -> ASGIApp:
    """The app; serve it alone, or mount it under a path.

    Args:
        open_room: Opens the workbook's mailroom, each time with a store of its own.
            Pages have one, and those who leave another.
        on_answer: Called after something was noted; must not block.
        per_token: How often one link may be used in a minute.
        per_address: How often one address may ask in a minute.
    """
    responder = Responder(Desk(open_room()), Desk(open_room()), on_answer, per_token, per_address)

    async def robots(_request: Request) -> Response:
        return PlainTextResponse("User-agent: *\nDisallow: /\n")

    async def health(_request: Request) -> Response:
        return PlainTextResponse("ok\n")

    app = Starlette(
        routes=[
            Route(f"{PAGE}{{token}}", responder.page, methods=["GET"]),
            Route(f"{PAGE}{{token}}/about", responder.about, methods=["GET"]),
            *(
                Route(f"{PAGE}{{token}}/{what}", responder.acting(what), methods=["POST"])
                for what in DONE
                if what != "back"
            ),
            Route(f"{PAGE}{{token}}/back", responder.come_back, methods=["POST"]),
            Route(f"{LEAVE}{{token}}", responder.leave_page, methods=["GET"]),
            Route(f"{LEAVE}{{token}}", responder.leave, methods=["POST"]),
            Route("/robots.txt", robots),
            Route("/health", health),
        ],
        exception_handlers={Calm: _calm, HTTPException: _http, Exception: _unexpected},
    )
    # With a slash more, an address is none; a redirect would send its token to the host that a stranger named.
    app.router.redirect_slashes = False
    # Outside of everything, so that what fails has them too.
    return Headers(Capacity(app))
