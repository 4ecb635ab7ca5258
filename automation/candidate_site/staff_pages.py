"""Pages for colleagues who have no account: each link is one person's, and acts by POST only."""

from collections.abc import Callable, Mapping
from typing import TypeVar

import structlog
from anyio import CapacityLimiter
from anyio.to_thread import run_sync
from starlette.requests import Request
from starlette.responses import HTMLResponse, Response
from starlette.routing import Route

from automation.candidate_site.notices import NOT_NOTED, TOO_OFTEN, UNKNOWN, ShowNotice
from automation.candidate_site.rate_limit import Limiter, network_of
from automation.candidate_site.review_content import said_in
from automation.candidate_site.service import Unavailable
from automation.candidate_site.staff_service import StaffService
from automation.candidate_site.templating import render
from automation.candidate_site.visit import Visit, read_form
from automation.core.languages.catalogue import DEFAULT, texts_in
from automation.core.messages.link_tokens import CLOSING as CLOSING_KIND
from automation.core.messages.link_tokens import REVIEW as REVIEW_KIND
from automation.core.sentences import counted
from automation.errors import ActionError
from automation.outreach.links import CLOSING, REVIEW
from automation.services.colleagues.reviews import LONGEST_NOTE, Said, Wrong

log = structlog.get_logger()
Result = TypeVar("Result")
# Threads for these pages alone: a large workbook takes seconds to read, and candidates must not wait for that.
THREADS = 4
TEXTS = texts_in(DEFAULT)


class StaffPages:
    """The endpoints.

    Args:
        service: Reads and records.
        per_token: Requests per minute with one link.
        per_address: Requests per minute from one network address.
    """

    def __init__(self, service: StaffService, per_token: int, per_address: int) -> None:
        self._service, self._threads = service, CapacityLimiter(THREADS)
        self._tokens, self._addresses = Limiter(per_token), Limiter(per_address)
        # Requests with unknown tokens, which may be guesses, get a lower limit.
        self._guesses = Limiter(max(per_address // 4, 1))

    def routes(self) -> list[Route]:
        """The routes of all pages."""
        return [
            Route(f"{CLOSING}{{token}}", self.closing, methods=["GET"]),
            Route(f"{CLOSING}{{token}}", self.shelve, methods=["POST"]),
            Route(f"{REVIEW}{{token}}", self.review, methods=["GET"]),
            Route(f"{REVIEW}{{token}}", self.answer, methods=["POST"]),
        ]

    async def closing(self, request: Request) -> Response:
        """GET: who is still in process for a requisition that was filled."""
        visit = await self._admitted(request, CLOSING, CLOSING_KIND)
        return await self._closing_page(visit)

    async def shelve(self, request: Request) -> Response:
        """POST: shelve one of them, then show the page."""
        visit = await self._admitted(request, CLOSING, CLOSING_KIND)
        form = await read_form(request, visit)
        try:
            done = await self._call(lambda service: service.shelve(visit.token, form))
        except ActionError as error:
            return await self._closing_page(visit, wrong=str(error))
        # Without a redirect: the page says what was done, and to send the form again does nothing more.
        return await self._closing_page(visit, done=done)

    async def _closing_page(self, visit: Visit, *, done: str = "", wrong: str = "") -> Response:
        page = await self._call(lambda service: service.closing(visit.token))
        if page is None or not page.closings:
            return HTMLResponse(render("staff_over", TEXTS), 410)
        shown = render("closing", TEXTS, page=page, base=visit.base, done=done, wrong=wrong)
        return HTMLResponse(shown, 422 if wrong else 200)

    async def review(self, request: Request) -> Response:
        """GET: the slate, and a form for the answers."""
        visit = await self._admitted(request, REVIEW, REVIEW_KIND)
        return await self._review_page(visit, {}, {})

    async def answer(self, request: Request) -> Response:
        """POST: record the answers, or show the form as it was typed, with what is wrong."""
        visit = await self._admitted(request, REVIEW, REVIEW_KIND)
        said = said_in(await read_form(request, visit))
        try:
            done = await self._call(lambda service: service.answer(visit.token, said))
        except ActionError:
            return HTMLResponse(render("staff_over", TEXTS), 410)
        if isinstance(done, Wrong):
            return await self._review_page(visit, said, done.about)
        return await self._review_page(visit, {}, {}, done=f"{counted(done, 'answer')} recorded.")

    async def _review_page(
        self, visit: Visit, typed: Mapping[str, Said], wrong: Mapping[str, str], *, done: str = ""
    ) -> Response:
        page = await self._call(lambda service: service.review(visit.token))
        if page is None:
            return HTMLResponse(render("staff_over", TEXTS), 410)
        given = {"typed": typed, "wrong": wrong, "done": done, "base": visit.base, "longest": LONGEST_NOTE}
        return HTMLResponse(render("review", TEXTS, page=page, **given), 422 if wrong else 200)

    async def _admitted(self, request: Request, path: str, kind: bytes) -> Visit:
        """The visit.

        Raises:
            ShowNotice: The token is unknown, or there were too many requests.
        """
        token = request.path_params["token"]
        visit = Visit(token, f"{request.scope.get('root_path', '')}{path}{token}", "", "", TEXTS)
        address = network_of(request.client.host if request.client else "")
        if not self._addresses.allows(address):
            raise _too_often()
        if self._service.names(token, kind) is None:
            raise ShowNotice(404, UNKNOWN, TEXTS) if self._guesses.allows(address) else _too_often()
        if not self._tokens.allows(token):
            raise _too_often()
        return visit

    async def _call(self, what: Callable[[StaffService], Result]) -> Result:
        try:
            return await run_sync(what, self._service, limiter=self._threads)
        except Unavailable:
            raise ShowNotice(503, NOT_NOTED, TEXTS, wait=60) from None


def _too_often() -> ShowNotice:
    return ShowNotice(429, TOO_OFTEN, TEXTS, wait=60)
