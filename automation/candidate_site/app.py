"""The ASGI app on which candidates reply. GET and HEAD change nothing; the link alone identifies the candidate."""

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
from starlette.types import ASGIApp

from automation.candidate_site.middleware import Capacity, SecurityHeaders
from automation.candidate_site.notices import (
    ERASING,
    EXPIRED,
    LEFT,
    NOT_NOTED,
    ODD,
    STAFF_LEFT,
    TOO_OFTEN,
    UNKNOWN,
    ShowNotice,
    notice,
)
from automation.candidate_site.page_view import DETAILS, MOST_WORDS, WHY, Shown
from automation.candidate_site.rate_limit import Limiter, network_of
from automation.candidate_site.service import PageService, Unavailable
from automation.candidate_site.templating import render
from automation.core.ledger.events import Answer
from automation.errors import BackpocketError
from automation.outreach.context import Mailroom
from automation.outreach.links import PAGE, STAFF, UNSUBSCRIBE

log = structlog.get_logger()
Result = TypeVar("Result")

# Most bytes of a form: every field full of four-byte characters, each byte sent as %F0, and room for names and signs.
MOST_BODY = len(DETAILS) * MOST_WORDS * 4 * len("%F0") + 4_096
# Seconds for a form to arrive.
PATIENCE = 20.0
# Threads for pages and forms, and for unsubscribes. The latter have their own, so that they are served while all else
# waits.
PAGE_THREADS, UNSUBSCRIBE_THREADS = 20, 8
DONE = {
    "answer": "Thank you, your answer is noted.",
    "alerts": "Thank you, noted.",
    "keep": "Thank you. We keep your details, and you can change your mind here at any time.",
    "details": "Thank you. A person will look at it.",
    "back": "Thank you. You are back on the list, so we may write to you again.",
}
# The fields of the form: name, label, and the autocomplete token for browsers.
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


class Responder:
    """The endpoints of all pages.

    Args:
        service: Reads and records for pages and forms.
        unsubscribing: The same for unsubscribes, which must not wait for the others.
        on_answer: Called after something was recorded, so that owners are notified.
        per_token: Requests per minute with one link.
        per_address: Requests per minute from one network address; one-click unsubscribes of mail providers don't count.
    """

    def __init__(
        self,
        service: PageService,
        unsubscribing: PageService,
        on_answer: Callable[[], None],
        per_token: int,
        per_address: int,
    ) -> None:
        self._pages = service, CapacityLimiter(PAGE_THREADS)
        self._unsubscribing = unsubscribing, CapacityLimiter(UNSUBSCRIBE_THREADS)
        self._on_answer = on_answer
        self._tokens, self._addresses = Limiter(per_token), Limiter(per_address)
        # Requests with unknown tokens, which may be guesses, get a lower limit.
        self._guesses = Limiter(max(per_address // 4, 1))

    async def page(self, request: Request) -> Response:
        """GET: the openings, and the form for each."""
        token, base, leave = await self._admitted(request)
        shown = await self._shown(token, leave, back=f"{base}/back")
        done = DONE.get(request.query_params.get("done", ""), "")
        return HTMLResponse(render("answer", shown=shown, base=base, leave=leave, done=done, fields=FIELDS, why=WHY))

    async def about(self, request: Request) -> Response:
        """GET: how matching works, and what data is kept about the candidate."""
        token, base, leave = await self._admitted(request)
        shown = await self._shown(token, leave, back=f"{base}/back")
        return HTMLResponse(render("about", shown=shown, base=base))

    def acting(self, what: str) -> Callable[[Request], Awaitable[Response]]:
        """The endpoint of one form."""

        async def act(request: Request) -> Response:
            return await self._act(request, what)

        return act

    async def _act(self, request: Request, what: str) -> Response:
        """POST: record the reply, then show the page."""
        token, base, leave = await self._admitted(request)
        form = await _form(request, base)
        # An unknown message, an expired link and an unsubscribed candidate have notices of their own.
        await self._shown(token, leave, back=f"{base}/back")
        if not await self._noted(token, what, form):
            raise ShowNotice(400, ODD, base=base)
        self._on_answer()
        return RedirectResponse(f"{base}?done={what}", 303)

    async def come_back(self, request: Request) -> Response:
        """POST: undo the unsubscribe; only possible here, with the candidate's own link."""
        token, base, _ = await self._admitted(request)
        if not await self._call(lambda service: service.come_back(token)):
            raise ShowNotice(404, UNKNOWN)
        self._unsubscribing[0].look_again()
        self._on_answer()
        return RedirectResponse(f"{base}?done=back", 303)

    async def _noted(self, token: str, what: str, form: Mapping[str, str]) -> bool:
        if what == "alerts":
            wanted = {"yes": True, "no": False}.get(form.get("alerts", ""))
            return wanted is not None and await self._call(lambda service: service.alerts(token, wanted=wanted))
        if what == "keep":
            return await self._call(lambda service: service.keep(token))
        if what == "details":
            return await self._call(lambda service: service.suggest(token, form))
        answer, number = form.get("answer", ""), form.get("opening", "")
        if answer not in {"interested", "not now", "no thanks"} or number not in {"0", "1", "2"}:
            return False
        value = form.get({"not now": "month", "no thanks": "why"}.get(answer, ""), "")
        return await self._call(lambda service: service.choose(token, int(number), Answer(answer), value))

    async def leave_page(self, request: Request) -> Response:
        """GET: ask for confirmation, because mail programs and scanners open every link."""
        token, base, leave = await self._admitted(request, unsubscribing=True)
        shown = await self._shown(token, leave, back=f"{base}/back", unsubscribing=True)
        return HTMLResponse(render("leave", base=base, leave=leave, organisation=shown.organisation))

    async def leave(self, request: Request) -> Response:
        """POST: unsubscribe at once (RFC 8058), whatever the body says."""
        token, base, _ = await self._admitted(request, by_machine=True, unsubscribing=True)
        if not await self._call(lambda service: service.leave(token), unsubscribing=True):
            raise ShowNotice(404, UNKNOWN)
        self._pages[0].look_again()
        self._on_answer()
        return notice(200, LEFT, back=f"{base}/back")

    async def leave_staff_page(self, request: Request) -> Response:
        """GET: ask a colleague for confirmation, because mail programs and scanners open every link."""
        await self._admitted(request)
        return HTMLResponse(render("leave_staff"))

    async def leave_staff(self, request: Request) -> Response:
        """POST: end the nudge's mails to a colleague at once (RFC 8058), whatever the body says."""
        token, _, _ = await self._admitted(request, by_machine=True)
        if not await self._call(lambda service: service.leave_staff_mails(token)):
            raise ShowNotice(404, UNKNOWN)
        return notice(200, STAFF_LEFT)

    async def erase(self, request: Request) -> Response:
        """POST: stop using their details at once, and have a person erase them."""
        token, base, _ = await self._admitted(request, unsubscribing=True)
        if not await self._call(lambda service: service.erase(token), unsubscribing=True):
            raise ShowNotice(404, UNKNOWN)
        self._pages[0].look_again()
        self._on_answer()
        return notice(200, ERASING, back=f"{base}/back")

    async def _admitted(
        self, request: Request, *, by_machine: bool = False, unsubscribing: bool = False
    ) -> tuple[str, str, str]:
        """The token, the path of its page and the path of its unsubscribe page.

        Raises:
            ShowNotice: The token is unknown, or there were too many requests.
        """
        token = request.path_params["token"]
        address = network_of(request.client.host if request.client else "")
        if not by_machine and not self._addresses.allows(address):
            raise ShowNotice(429, TOO_OFTEN, wait=60)
        if not await self._call(lambda service: service.knows(token), unsubscribing=unsubscribing):
            raise ShowNotice(404, UNKNOWN) if self._guesses.allows(address) else ShowNotice(429, TOO_OFTEN, wait=60)
        if not self._tokens.allows(token):
            raise ShowNotice(429, TOO_OFTEN, wait=60)
        root = request.scope.get("root_path", "")
        return token, f"{root}{PAGE}{token}", f"{root}{UNSUBSCRIBE}{token}"

    async def _shown(self, token: str, leave: str, *, back: str, unsubscribing: bool = False) -> Shown:
        shown = await self._call(lambda service: service.page(token), unsubscribing=unsubscribing)
        if shown is None:
            raise ShowNotice(404, UNKNOWN)
        if shown.left:
            raise ShowNotice(200, ERASING if shown.erasing else LEFT, back=back)
        if shown.expired:
            raise ShowNotice(410, EXPIRED, leave=leave)
        return shown

    async def _call(self, what: Callable[[PageService], Result], *, unsubscribing: bool = False) -> Result:
        service, threads = self._unsubscribing if unsubscribing else self._pages
        try:
            return await run_sync(what, service, limiter=threads)
        except Unavailable:
            raise ShowNotice(503, NOT_NOTED, wait=60) from None
        except BackpocketError as error:
            log.warning("page not served", kind=type(error).__name__)
            raise ShowNotice(503, NOT_NOTED, wait=60) from None


async def _form(request: Request, base: str) -> dict[str, str]:
    """The fields of a form by name; of a repeated one the last value."""
    body = b""
    try:
        async with asyncio.timeout(PATIENCE):
            async for chunk in request.stream():
                body += chunk
                if len(body) > MOST_BODY:
                    raise ShowNotice(413, ODD, base=base)
        fields = parse_qs(body.decode(), keep_blank_values=True, max_num_fields=40)
    except TimeoutError:
        raise ShowNotice(408, NOT_NOTED, base=base) from None
    except (ValueError, ClientDisconnect):
        raise ShowNotice(400, ODD, base=base) from None
    return {name: values[-1] for name, values in fields.items()}


async def _notice(_request: Request, error: Exception) -> Response:
    return error.response if isinstance(error, ShowNotice) else notice(500, NOT_NOTED)


async def _http(_request: Request, error: Exception) -> Response:
    status = error.status_code if isinstance(error, HTTPException) else 500
    headers = dict(error.headers or {}) if isinstance(error, HTTPException) else {}
    response = notice(status, UNKNOWN if status == 404 else ODD)
    response.headers.update(headers)
    return response


async def _unexpected(_request: Request, error: Exception) -> Response:
    log.error("unexpected", kind=type(error).__name__)
    return notice(500, NOT_NOTED)


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
            Pages use one, unsubscribes another.
        on_answer: Called after something was recorded; must not block.
        per_token: Requests per minute with one link.
        per_address: Requests per minute from one network address.
    """
    responder = Responder(PageService(open_room()), PageService(open_room()), on_answer, per_token, per_address)

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
            Route(f"{PAGE}{{token}}/erase", responder.erase, methods=["POST"]),
            Route(f"{UNSUBSCRIBE}{{token}}", responder.leave_page, methods=["GET"]),
            Route(f"{UNSUBSCRIBE}{{token}}", responder.leave, methods=["POST"]),
            Route(f"{STAFF}{{token}}", responder.leave_staff_page, methods=["GET"]),
            Route(f"{STAFF}{{token}}", responder.leave_staff, methods=["POST"]),
            Route("/robots.txt", robots),
            Route("/health", health),
        ],
        exception_handlers={ShowNotice: _notice, HTTPException: _http, Exception: _unexpected},
    )
    # A path with one slash more is unknown. A redirect would send its token to the host that the request names, which a
    # stranger may have chosen.
    app.router.redirect_slashes = False
    # Outermost, so that responses to failed requests have the headers too.
    return SecurityHeaders(Capacity(app))
