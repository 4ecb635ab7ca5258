"""The one way pages get at the workbook: the last good reading, its age, and what went wrong since.

A page never waits for a sheet, except a moment for the very first reading and after an action of its own. Whoever looks
at a reading that is older than `KEPT` sets off the next one in the background. What has not changed is not worked out
anew, and the reading stays the same object.
"""

import os
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from itertools import count
from pathlib import Path
from threading import Condition, Thread
from time import monotonic, thread_time

import streamlit as st
import structlog

from automation.clock import Clock
from automation.core.access.roles import Access, Role
from automation.core.ledger.events import State
from automation.core.sentences import counted
from automation.errors import BackpocketError, NotShown, places
from automation.mail.outbox import file_of
from automation.outreach.context import Mailroom, open_mailroom, outbox_of
from automation.outreach.sending import send
from automation.outreach.workbook_sync import sync
from automation.readmodel.role_view import seen_by
from automation.readmodel.workbook_view import Reader, View
from automation.refresh import refresh
from automation.settings import Settings, SignIn, load
from automation.store.base import Store
from automation.store.locate import open_store
from dashboard.data.background_jobs import Job
from dashboard.data.metric_cache import warm

# Seconds after which the workbook is read anew when somebody looks.
KEPT = 30.0
# Working out what a large workbook holds takes the processor from the pages: so many times as long, they have it.
SPARED = 10
# Seconds that a page waits for the very first reading before it says that it is still reading.
PATIENCE = 3.0
# All viewers see the same.
VIEWER = Access(Role.VIEWER)

log = structlog.get_logger()


@dataclass(frozen=True)
class Glance:
    """What there is to show at this moment.

    Attributes:
        view: The last good reading; None before the first.
        as_of: When the workbook was last found to be like that, UTC; None before the first time.
        error: Why the latest attempt failed, as a sentence; "" where it didn't.
        reading: Whether somebody is reading now.
    """

    view: View | None = None
    as_of: datetime | None = None
    error: str = ""
    reading: bool = False


class Source:
    """One workbook, read in the background and shared by everybody who looks.

    Args:
        settings: Of the installation.
        today: Work as if it were this day; None for the clock's.
    """

    def __init__(self, settings: Settings, today: date | None = None) -> None:
        self.settings, self.clock = settings, Clock(today, settings.time_zone)
        self.refreshing = Job(self._refresh)
        self.sending = Job(self._send)
        self._glance = Glance()
        self._changed = Condition()
        self._wanted = self._done = 0
        self._last_try: float | None = None
        self._reader: Reader | None = None
        self._cost = 0.0

    def store(self) -> Store:
        """The workbook, opened anew: stores are not shared between threads.

        Raises:
            ConfigError: No workbook is named, or none that is known.
        """
        settings = self.settings
        return open_store(settings.workbook, settings.service_account_file, settings.sheets_endpoint)

    def room(self, store: Store) -> Mailroom:
        """The outreach of the workbook."""
        return open_mailroom(self.settings, store, self.clock)

    def look(self) -> Glance:
        """What there is to show; never waits. Sets off a reading where the last attempt is old."""
        with self._changed:
            if self._last_try is None or monotonic() - self._last_try > pause(self._cost):
                self._want()
            return self._glance

    def first(self, seconds: float = PATIENCE) -> Glance:
        """As `look`, but waits up to so many seconds while there has been no reading at all."""
        glance = self.look()
        with self._changed:
            self._changed.wait_for(lambda: self._glance.view or self._glance.error, 0 if glance.view else seconds)
            return self._glance

    def again(self, seconds: float = 5.0) -> Glance:
        """Read anew, beginning after this call, and wait up to so many seconds for it: after one's own action."""
        with self._changed:
            self._want()
            goal = self._wanted
            self._changed.wait_for(lambda: self._done >= goal, seconds)
            return self._glance

    def _want(self) -> None:
        """Ask for one more reading. A reading under way may have begun too early to count."""
        self._wanted += 1
        self._last_try = monotonic()
        if not self._glance.reading:
            self._glance = replace(self._glance, reading=True)
            Thread(target=self._read, name="backpocket-read", daemon=True).start()

    def _read(self) -> None:
        while True:
            with self._changed:
                goal, before = self._wanted, self._glance.view
            view, at, error, began = None, None, "", thread_time()
            try:
                self._reader = self._reader or Reader(self.store(), self.settings, self.clock)
                at = self.clock.now()
                view = self._reader.read()
                if view is not before:
                    self._make_ready(view)
            except BaseException as failure:  # noqa: BLE001  (A thread that died would never read again.)
                # A native library's crash is no `Exception`. The next attempt opens the workbook anew: its key may be
                # another one by then.
                self._reader, error = None, told(failure)
            cost = thread_time() - began
            with self._changed:
                self._done, self._last_try, self._cost = goal, monotonic(), cost
                more = self._wanted > goal
                last = self._glance
                self._glance = Glance(view or last.view, last.as_of if error else at, error, more)
                self._changed.notify_all()
            if not more:
                return

    def _make_ready(self, view: View) -> None:
        """Work out what every visitor will be shown, before the first one comes."""
        warm(view)
        if signing_in() and any(one.role is Role.VIEWER for one in self.settings.door.members.values()):
            warm(seen_by(view, VIEWER, secret()))

    def _refresh(self, on_step: Callable[[str], None]) -> str:
        store = self.store()
        outcome = refresh(store, self.clock, self.settings.conventions, room=self.room(store), on_step=on_step)
        self.again(0)
        counts = outcome.plan.counts
        written = "The workbook is up to date" if outcome.published else "Nothing new; nothing was written"
        return f"{written}: {counts['matches']} matches, {counts['strong']} of them Strong."

    def _send(self, on_step: Callable[[str], None]) -> str:
        store, taken = self.store(), count()
        room, outbox = self.room(store), outbox_of(self.settings, store.locator)

        def tells() -> bool:
            handled = next(taken)
            on_step(f"Sending; {handled} done" if handled else "Sending")
            return False

        try:
            tally = send(room, should_stop=tells)
        finally:
            # What left is shown, whatever became of the rest; why it cannot be shown hides no other failure.
            unshown = show(room)
            self.again(0)
        sent = [send_id for send_id, state in tally.settled.items() if state is State.SENT]
        others = len(tally.settled) - len(sent)
        done = _written(sent, outbox) if outbox else f"{len(sent)} sent"
        outcome = f"{done}; {others} not: see Messages." if others else f"{done}."
        waiting = f"{tally.waiting}." if tally.waiting else ""
        return " ".join(filter(None, (outcome, waiting, _missing(tally.missing), unshown)))


def _written(sent: Sequence[str], outbox: Path) -> str:
    place = outbox / file_of(sent[0]) if len(sent) == 1 else outbox
    return f"{counted(len(sent), 'message')} written to {place}"


def _missing(send_ids: Sequence[str]) -> str:
    """Of messages that wait although nothing here can send them; "" for none."""
    if not send_ids:
        return ""
    one = len(send_ids) == 1
    return (
        f"{counted(len(send_ids), 'message')} {'waits' if one else 'wait'}, but the text is not on this machine: send "
        f"from the machine where {'it was' if one else 'they were'} queued, bring back its spool folder, or take "
        f"{'it' if one else 'them'} out of the queue under Messages."
    )


def show(room: Mailroom) -> str:
    """Let the workbook show what is in the ledger; "" or the sentence that says why it cannot.

    What was decided stays decided either way, so this comes after the outcome and never in its place.
    """
    try:
        sync(room)
    except BackpocketError as error:
        return str(NotShown(error))
    except Exception as failure:  # noqa: BLE001  (The outcome before it must be seen.)
        return told(failure)
    return ""


def pause(cost: float) -> float:
    """Seconds until the workbook is read again, after a reading that took so many seconds of the processor's time."""
    return max(KEPT, SPARED * cost)


def told(failure: BaseException) -> str:
    """A failure as a sentence for the person who looks."""
    if isinstance(failure, BackpocketError):
        return str(failure)
    log.error("unexpected", kind=type(failure).__name__, at=places(failure))
    return f"Something went wrong that should not have ({type(failure).__name__}). Please report it."


@dataclass(frozen=True)
class Given:
    """What holds for the whole process, whatever the settings say later.

    Attributes:
        today: Work as if it were this day; None for the clock's.
        sign_in: How people sign in; None where nobody does.
        secret: Behind what is told to those who may not see keys.
    """

    today: date | None = None
    sign_in: SignIn | None = None
    secret: bytes = b""


_given: list[Given] = [Given()]
_begun = [False]


def begin(workbook: str | None, today: date | None, sign_in: SignIn | None = None, secret: bytes = b"") -> None:
    """Say which workbook and day this process shows, and how people sign in."""
    if workbook:
        os.environ["BACKPOCKET_WORKBOOK"] = workbook
    _given[0], _begun[0] = Given(today, sign_in, secret), True


def begun() -> bool:
    """Whether somebody said what this process shows."""
    return _begun[0]


def signing_in() -> SignIn | None:
    """How people sign in: what was so at the start holds, so that a damaged setting opens no door."""
    return _given[0].sign_in


def secret() -> bytes:
    """Behind what is told to those who may not see keys."""
    return _given[0].secret


def current() -> Source:
    """The source of the workbook that the settings name.

    Raises:
        ConfigError: The settings make no sense.
    """
    return _source(load().model_dump_json(), _given[0].today)


@st.cache_resource(max_entries=8, show_spinner=False)
def _source(settings: str, today: date | None) -> Source:
    del settings
    return Source(load(), today)


def local_time(at: datetime, view: View) -> datetime:
    """An instant as the workbook's people read it off a clock."""
    return at.astimezone(Clock(None, view.settings.time_zone).zone(view.snapshot.time_zone))
