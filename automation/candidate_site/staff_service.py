"""What the pages for colleagues read and record: only what the one colleague may see to whom the link was sent."""

from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from datetime import datetime, timedelta
from threading import Lock
from typing import TypeVar

import structlog

from automation.candidate_site.review_content import ReviewPage, review_page
from automation.candidate_site.service import Unavailable
from automation.core.access.pseudonyms import Handles
from automation.core.messages.link_tokens import CLOSING, REVIEW, send_id_of
from automation.errors import ActionError, BackpocketError
from automation.outreach.context import Mailroom
from automation.readmodel.workbook_view import Reader, View
from automation.services.acting import Actor
from automation.services.colleagues.closing import ClosingPage, add_to, closing_page, shelve_from
from automation.services.colleagues.reviews import Said, Wrong, answer, is_over

log = structlog.get_logger()
Result = TypeVar("Result")
# How old a reading of the workbook may be for a page, so how long a revoked link may still show one.
FRESH = timedelta(seconds=10)


class StaffService:
    """Reads the workbook for the pages, and records what is done there; safe to use from several threads.

    Args:
        room: The workbook's mailroom, for this object alone.
    """

    def __init__(self, room: Mailroom) -> None:
        self._room, self._lock = room, Lock()
        self._reader = Reader(room.store, room.settings, room.clock)
        self._view: View | None = None
        self._viewed: datetime | None = None

    def names(self, token: str, kind: bytes) -> str | None:
        """The ID that a token of this kind names; None if it was not signed here. Reads no workbook."""
        return send_id_of(self._room.secrets.respond(), token, kind)

    def closing(self, token: str) -> ClosingPage | None:
        """What to show a recruiter about requisitions that were filled; None if the link is of no use any more.

        Raises:
            Unavailable: The workbook is out of reach.
        """
        return self._reading(lambda view: self._closing(view, token))

    def shelve(self, token: str, form: Mapping[str, str]) -> str:
        """Shelve a runner-up, or a finalist without a row; returns what was done, as a sentence.

        Raises:
            ActionError: It makes no sense now; the sentence says why.
            Unavailable: It could not be recorded.
        """

        def record(view: View) -> str:
            page = self._closing(view, token)
            if page is None:
                raise ActionError("This link cannot be used any more.")
            actor, requisition = self._actor(page, view), form.get("requisition", "")
            if "person" in form:
                return shelve_from(page, actor, form["person"], requisition)
            return add_to(page, view.plan, actor, requisition, form)

        return self._recording(record)

    def review(self, token: str) -> ReviewPage | None:
        """What to show a manager of a slate; None if the link is of no use any more. Raises as `closing` does."""
        return self._reading(lambda view: self._review(view, token))

    def answer(self, token: str, said: Mapping[str, Said]) -> int | Wrong:
        """Record a manager's answers; how many, or what is wrong, and then none is recorded. Raises as `shelve` does.

        Args:
            token: Of the link.
            said: Handle → what the form says.
        """

        def record(view: View) -> int | Wrong:
            page = self._review(view, token)
            if page is None:
                raise ActionError("This link cannot be used any more.")
            shown = {person.handle for person in page.people}
            named = [person.handle for person in page.people if person.nominee]
            actor = Actor(
                page.who,
                self._room.store,
                self._room.clock,
                page.access,
                page.keys,
                self._room.settings.conventions,
                view.workbook.secret,
            )
            done = answer(actor, page.review, {key: one for key, one in said.items() if key in shown}, named)
            return done if isinstance(done, Wrong) else len(done)

        return self._recording(record)

    def _review(self, view: View, token: str) -> ReviewPage | None:
        review_id = self.names(token, REVIEW)
        review = view.actions.reviews.get(review_id) if review_id else None
        if review is None or is_over(review, self._room.clock.now()):
            return None
        return review_page(view, review, self._room.settings, self._room.secrets.respond())

    def _closing(self, view: View, token: str) -> ClosingPage | None:
        notice_id = self.names(token, CLOSING)
        if notice_id is None:
            return None
        now = self._room.clock.now()
        return closing_page(view.plan, view.workbook, notice_id, self._room.settings, self._handles, now)

    @property
    def _handles(self) -> Handles:
        return Handles(self._room.secrets.respond())

    def _actor(self, page: ClosingPage, view: View) -> Actor:
        conventions, secret = self._room.settings.conventions, view.workbook.secret
        access = page.reader.access
        return Actor(page.reader.name, self._room.store, self._room.clock, access, None, conventions, secret)

    def _reading(self, use: Callable[[View], Result | None]) -> Result | None:
        with self._lock, _available():
            known = self._view
            found = use(self._read())
            if found is None and self._view is known:
                # The link may have been made a moment ago.
                self._viewed = None
                found = use(self._read())
            return found

    def _recording(self, record: Callable[[View], Result]) -> Result:
        """Record something by a new reading; the next page is of another new one."""
        with self._lock, _available():
            self._viewed = None
            found = record(self._read())
            self._viewed = None
            return found

    def _read(self) -> View:
        now = self._room.clock.now()
        if self._view is None or self._viewed is None or not timedelta() <= now - self._viewed < FRESH:
            self._view, self._viewed = self._reader.read(), now
        return self._view


@contextmanager
def _available() -> Iterator[None]:
    """Raises `Unavailable` in place of any failure that is not the visitor's; it is logged."""
    try:
        yield
    except ActionError:
        raise
    except BackpocketError as error:
        log.warning("page for a colleague not served", kind=type(error).__name__)
        raise Unavailable("The workbook is out of reach.") from error
