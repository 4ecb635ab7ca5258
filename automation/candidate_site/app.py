"""The ASGI app on which candidates reply. GET and HEAD change nothing; the link alone identifies the candidate."""

from collections.abc import Awaitable, Callable, Mapping
from dataclasses import replace
from types import MappingProxyType
from typing import TypeVar

import structlog
from anyio import CapacityLimiter
from anyio.to_thread import run_sync
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import HTMLResponse, PlainTextResponse, RedirectResponse, Response
from starlette.routing import Route
from starlette.types import ASGIApp

from automation.candidate_site.failures import HANDLERS
from automation.candidate_site.middleware import Capacity, SecurityHeaders
from automation.candidate_site.notices import (
    ERASING,
    EXPIRED,
    LEFT,
    NOT_NOTED,
    ODD,
    TOO_OFTEN,
    UNKNOWN,
    ShowNotice,
    notice,
    staff_left,
)
from automation.candidate_site.page_view import DETAILS, FIELDS, Shown, choices_in, one_line
from automation.candidate_site.rate_limit import Limiter, network_of
from automation.candidate_site.service import PageService, Unavailable
from automation.candidate_site.staff_pages import StaffPages
from automation.candidate_site.staff_service import StaffService
from automation.candidate_site.templating import render
from automation.candidate_site.visit import LANGUAGE, Visit, read_form
from automation.core.languages.catalogue import DEFAULT, LANGUAGES, texts_in
from automation.core.ledger.events import Answer, Why
from automation.errors import BackpocketError
from automation.outreach.context import Mailroom
from automation.outreach.links import PAGE, STAFF, UNSUBSCRIBE

log = structlog.get_logger()
Result = TypeVar("Result")

# Threads for pages and forms, and for unsubscribes. The latter have their own, so that they are served while all else
# waits.
PAGE_THREADS, UNSUBSCRIBE_THREADS = 20, 8
# The forms of the page; the address of the page names the one that was sent.
FORMS = ("answer", "alerts", "keep", "details")
DONE = (*FORMS, "back")


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
        visit = await self._admitted(request)
        shown = await self._shown(visit)
        done = request.query_params.get("done", "")
        return _answer_page(visit, shown, done=shown.texts(f"page.done.{done}") if done in DONE else "")

    async def in_language(self, request: Request) -> Response:
        """POST: the page in the language of a button, with what was typed; nothing is recorded."""
        visit = await self._admitted(request)
        form = await read_form(request, visit)
        asked = form.get(LANGUAGE, "")
        visit = replace(visit, asked=asked if asked in LANGUAGES else visit.asked)
        shown = await self._shown(visit)
        given = {name: one_line(form.get(name, "")) for name in DETAILS}
        known = {name: one_line(shown.current.get(name, "")) for name in DETAILS}
        return _answer_page(visit, shown, typed=given if given != known else {})

    async def about(self, request: Request) -> Response:
        """GET: how matching works, and what data is kept about the candidate."""
        visit = await self._admitted(request)
        shown = await self._shown(visit)
        query = visit.query(shown.texts.language)
        return HTMLResponse(render("about", shown.texts, shown=shown, base=visit.base, query=query))

    def acting(self, what: str) -> Callable[[Request], Awaitable[Response]]:
        """The endpoint of one form."""

        async def act(request: Request) -> Response:
            return await self._act(request, what)

        return act

    async def _act(self, request: Request, what: str) -> Response:
        """POST: record the reply, then show the page."""
        visit = await self._admitted(request)
        form = await read_form(request, visit)
        # An unknown message, an expired link and an unsubscribed candidate have notices of their own.
        await self._shown(visit)
        if not await self._noted(visit, what, form):
            raise ShowNotice(400, ODD, visit.texts, base=visit.base, query=visit.query())
        self._on_answer()
        return RedirectResponse(visit.done(what), 303)

    async def come_back(self, request: Request) -> Response:
        """POST: undo the unsubscribe; only possible here, with the candidate's own link."""
        visit = await self._admitted(request)
        if not await self._call(visit, lambda service: service.come_back(visit.token)):
            raise ShowNotice(404, UNKNOWN, visit.texts)
        self._unsubscribing[0].look_again()
        self._on_answer()
        return RedirectResponse(visit.done("back"), 303)

    async def _noted(self, visit: Visit, what: str, form: Mapping[str, str]) -> bool:
        token = visit.token
        if what == "alerts":
            wanted, chosen = form.get("alerts", ""), choices_in(form)
            if wanted not in {"yes", "no"} or chosen is None:
                return False
            return await self._call(visit, lambda service: service.alerts(token, chosen if wanted == "yes" else None))
        if what == "keep":
            return await self._call(visit, lambda service: service.keep(token))
        if what == "details":
            return await self._call(visit, lambda service: service.suggest(token, form))
        answer, number = form.get("answer", ""), form.get("opening", "")
        if answer not in {"interested", "not now", "no thanks"} or number not in {"0", "1", "2"}:
            return False
        value = form.get({"not now": "month", "no thanks": "why"}.get(answer, ""), "")
        return await self._call(visit, lambda service: service.choose(token, int(number), Answer(answer), value))

    async def leave_page(self, request: Request) -> Response:
        """GET: ask for confirmation, because mail programs and scanners open every link."""
        visit = await self._admitted(request, unsubscribing=True)
        shown = await self._shown(visit, unsubscribing=True)
        paths = {"base": visit.base, "leave": visit.leave, "query": visit.query(shown.texts.language)}
        return HTMLResponse(render("leave", shown.texts, organisation=shown.organisation, **paths))

    async def leave(self, request: Request) -> Response:
        """POST: unsubscribe at once (RFC 8058), whatever the body says."""
        return await self._unsubscribe(request, LEFT, lambda service, token: service.leave(token), by_machine=True)

    async def erase(self, request: Request) -> Response:
        """POST: stop using their details at once, and have a person erase them."""
        return await self._unsubscribe(request, ERASING, lambda service, token: service.erase(token))

    async def _unsubscribe(
        self, request: Request, page: str, record: Callable[[PageService, str], bool], *, by_machine: bool = False
    ) -> Response:
        visit = await self._admitted(request, by_machine=by_machine, unsubscribing=True)
        if not await self._call(visit, lambda service: record(service, visit.token), unsubscribing=True):
            raise ShowNotice(404, UNKNOWN, visit.texts)
        self._pages[0].look_again()
        self._on_answer()
        return notice(200, page, visit.texts, back=f"{visit.base}/back", query=visit.query(), here=visit.base)

    async def leave_staff_page(self, request: Request) -> Response:
        """GET: ask a colleague for confirmation, because mail programs and scanners open every link."""
        await self._admitted(request)
        return HTMLResponse(render("leave_staff", texts_in(DEFAULT)))

    async def leave_staff(self, request: Request) -> Response:
        """POST: end the nudge's mails to a colleague at once (RFC 8058), whatever the body says."""
        visit = await self._admitted(request, by_machine=True)
        if not await self._call(visit, lambda service: service.leave_staff_mails(visit.token)):
            raise ShowNotice(404, UNKNOWN, visit.texts)
        return staff_left()

    async def _admitted(self, request: Request, *, by_machine: bool = False, unsubscribing: bool = False) -> Visit:
        """The visit.

        Raises:
            ShowNotice: The token is unknown, or there were too many requests.
        """
        visit = Visit.of(request)
        address = network_of(request.client.host if request.client else "")
        if not by_machine and not self._addresses.allows(address):
            raise _too_often(visit)
        if not await self._call(visit, lambda service: service.knows(visit.token), unsubscribing=unsubscribing):
            raise ShowNotice(404, UNKNOWN, visit.texts) if self._guesses.allows(address) else _too_often(visit)
        if not self._tokens.allows(visit.token):
            raise _too_often(visit)
        return visit

    async def _shown(self, visit: Visit, *, unsubscribing: bool = False) -> Shown:
        shown = await self._call(
            visit, lambda service: service.page(visit.token, visit.asked), unsubscribing=unsubscribing
        )
        if shown is None:
            raise ShowNotice(404, UNKNOWN, visit.texts)
        query = visit.query(shown.texts.language)
        if shown.left:
            page, back = ERASING if shown.erasing else LEFT, f"{visit.base}/back"
            raise ShowNotice(200, page, shown.texts, back=back, query=query, here=visit.base)
        if shown.expired:
            raise ShowNotice(410, EXPIRED, shown.texts, leave=visit.leave, query=query, here=visit.base)
        return shown

    async def _call(
        self, visit: Visit, what: Callable[[PageService], Result], *, unsubscribing: bool = False
    ) -> Result:
        service, threads = self._unsubscribing if unsubscribing else self._pages
        try:
            return await run_sync(what, service, limiter=threads)
        except Unavailable:
            raise ShowNotice(503, NOT_NOTED, visit.texts, wait=60) from None
        except BackpocketError as error:
            log.warning("page not served", kind=type(error).__name__)
            raise ShowNotice(503, NOT_NOTED, visit.texts, wait=60) from None


def _too_often(visit: Visit) -> ShowNotice:
    return ShowNotice(429, TOO_OFTEN, visit.texts, wait=60)


def _answer_page(
    visit: Visit, shown: Shown, *, done: str = "", typed: Mapping[str, str] = MappingProxyType({})
) -> Response:
    """The candidate's page.

    Args:
        visit: The request.
        shown: What the page shows.
        done: What to say about a form that was sent.
        typed: What was typed into the form about themselves, by field.
    """
    query = visit.query(shown.texts.language)
    given = {"base": visit.base, "leave": visit.leave, "query": query, "done": done, "typed": typed}
    return HTMLResponse(render("answer", shown.texts, shown=shown, fields=FIELDS, why=list(Why), **given))


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
    staff = StaffPages(StaffService(open_room()), per_token, per_address)

    async def robots(_request: Request) -> Response:
        return PlainTextResponse("User-agent: *\nDisallow: /\n")

    async def health(_request: Request) -> Response:
        return PlainTextResponse("ok\n")

    app = Starlette(
        routes=[
            Route(f"{PAGE}{{token}}", responder.page, methods=["GET"]),
            Route(f"{PAGE}{{token}}/about", responder.about, methods=["GET"]),
            # The page in another language; if it is loaded again as an address, as it was.
            Route(f"{PAGE}{{token}}/language", responder.in_language, methods=["POST"]),
            Route(f"{PAGE}{{token}}/language", responder.page, methods=["GET"]),
            *(Route(f"{PAGE}{{token}}/{what}", responder.acting(what), methods=["POST"]) for what in FORMS),
            Route(f"{PAGE}{{token}}/back", responder.come_back, methods=["POST"]),
            Route(f"{PAGE}{{token}}/erase", responder.erase, methods=["POST"]),
            Route(f"{UNSUBSCRIBE}{{token}}", responder.leave_page, methods=["GET"]),
            Route(f"{UNSUBSCRIBE}{{token}}", responder.leave, methods=["POST"]),
            Route(f"{STAFF}{{token}}", responder.leave_staff_page, methods=["GET"]),
            Route(f"{STAFF}{{token}}", responder.leave_staff, methods=["POST"]),
            *staff.routes(),
            Route("/robots.txt", robots),
            Route("/health", health),
        ],
        exception_handlers=HANDLERS,
    )
    # A path with one slash more is unknown. A redirect would send its token to the host that the request names, which a
    # stranger may have chosen.
    app.router.redirect_slashes = False
    # Outermost, so that responses to failed requests have the headers too.
    return SecurityHeaders(Capacity(app))
