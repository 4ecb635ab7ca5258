"""The only way from pages to the workbook: the last good reading, its age, and what went wrong since.

A page waits for a sheet in two cases only: for a moment at the very first reading, and after its own action. A look at
a reading that is older than `KEPT` starts the next one in the background. If nothing has changed in the workbook,
nothing is computed again, and the reading stays the same object.
"""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from itertools import count
from threading import Condition, Thread
from time import monotonic, thread_time

import streamlit as st

from automation.clock import Clock
from automation.core.access.roles import Access, Role
from automation.core.ledger.events import State
from automation.core.sentences import counted
from automation.errors import BackpocketError, NotShown
from automation.mail.outbox import delivered
from automation.outreach.context import Mailroom, open_mailroom, outbox_of
from automation.outreach.sending import send
from automation.outreach.workbook_sync import sync
from automation.readmodel.role_view import seen_by
from automation.readmodel.workbook_view import Reader, View
from automation.refresh import refresh
from automation.services.archive_counts import counts_for
from automation.services.imports.openings import BoardsRead, update_openings
from automation.settings import Settings
from automation.store.base import Store
from automation.store.locate import open_store
from dashboard.data import start_options
from dashboard.data.background_jobs import Job
from dashboard.data.current_settings import load
from dashboard.data.failures import failure_text
from dashboard.data.metric_cache import warm
from dashboard.data.start_options import secret, signing_in

# Seconds after which a look at the workbook starts a new reading.
KEPT = 30.0
# Reading a large workbook takes processor time from the pages. So the pause after a reading is this many times as long
# as the reading took.
SPARED = 10
# Seconds that a page waits for the very first reading before it shows that the reading goes on.
PATIENCE = 3.0
# All viewers see the same.
VIEWER = Access(Role.VIEWER)


@dataclass(frozen=True)
class Glance:
    """What pages can show at this moment.

    Attributes:
        view: The last good reading; None before the first.
        as_of: When the workbook was last read without an error, UTC; None before the first time.
        error: Why the latest attempt failed, as a sentence; "" if it did not fail.
        reading: Whether a reading is under way.
    """

    view: View | None = None
    as_of: datetime | None = None
    error: str = ""
    reading: bool = False


class Source:
    """One workbook, read in the background. All sessions share it.

    Args:
        settings: Of the installation.
        today: The day to use as today; None for the clock's.
    """

    def __init__(self, settings: Settings, today: date | None = None) -> None:
        self.settings, self.clock = settings, Clock(today, settings.time_zone)
        self.refreshing = Job(self._refresh)
        self.sending = Job(self._send)
        self._at_once: frozenset[str] = frozenset()
        self._glance = Glance()
        self._changed = Condition()
        self._wanted = self._done = 0
        self._last_try: float | None = None
        self._reader: Reader | None = None
        self._cost = 0.0

    def store(self) -> Store:
        """Open the workbook: stores are not shared between threads.

        Raises:
            ConfigError: The settings name no workbook, or one that cannot be found.
        """
        settings = self.settings
        return open_store(settings.workbook, settings.service_account_file, settings.sheets_endpoint)

    def room(self, store: Store) -> Mailroom:
        """The outreach of the workbook."""
        return open_mailroom(self.settings, store, self.clock)

    def look(self) -> Glance:
        """What pages can show; never waits. Starts a reading if the last attempt is old."""
        with self._changed:
            if self._last_try is None or monotonic() - self._last_try > pause(self._cost):
                self._want()
            return self._glance

    def first(self, seconds: float = PATIENCE) -> Glance:
        """As `look`, but waits up to this many seconds for the very first reading or its failure."""
        glance = self.look()
        with self._changed:
            self._changed.wait_for(lambda: self._glance.view or self._glance.error, 0 if glance.view else seconds)
            return self._glance

    def again(self, seconds: float = 5.0) -> Glance:
        """After an action: start one more reading after this call, and wait up to this many seconds for it."""
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
            except BaseException as failure:  # noqa: BLE001  (After an end of this thread `reading` would stay True.)
                # A panic in a native library is no `Exception`. The next attempt opens the workbook again: the service
                # account's key may have been replaced by then.
                self._reader, error = None, failure_text(failure)
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
        """Compute what the first page shows to each role, before the first visit."""
        warm(view)
        if signing_in() and any(one.role is Role.VIEWER for one in self.settings.door.members.values()):
            warm(seen_by(view, VIEWER, secret()))

    def send_at_once(self, send_ids: Iterable[str]) -> None:
        """Send these messages without the time in which they can be cancelled; those of others keep theirs."""
        self._at_once |= frozenset(send_ids)
        self.sending.at_once()

    def _refresh(self, on_step: Callable[[str], None]) -> str:
        store, boards = self.store(), BoardsRead()
        if self.settings.boards:
            on_step("Reading the job boards")
            boards = update_openings(store, self.clock, self.settings)
        room = self.room(store)
        counting = counts_for(room, on_step)
        outcome = refresh(store, self.clock, self.settings.conventions, room=room, on_step=on_step, in_archive=counting)
        self.again(0)
        counts = outcome.plan.counts
        written = "The workbook is up to date" if outcome.published else "Nothing new; nothing was written"
        found = [f"{written}: {counts['matches']} matches, {counts['strong']} of them Strong."]
        if boards.openings:
            found.append(f"On your job boards: {counted(boards.new, 'opening')} without a requisition.")
        return " ".join([*found, *boards.problems])

    def _send(self, on_step: Callable[[str], None]) -> str:
        store, taken = self.store(), count()
        room, outbox = self.room(store), outbox_of(self.settings, store.locator)

        def report_step() -> bool:
            handled = next(taken)
            on_step(f"Sending; {handled} done" if handled else "Sending")
            return False

        try:
            tally = send(room, should_stop=report_step, at_once=self._at_once)
        finally:
            # Also after a failure the workbook shows the messages that were sent. `show_ledger` returns its own failure
            # as a sentence, so that it does not hide that one.
            unshown = show_ledger(room)
            self.again(0)
        now = self.clock.now()
        held = max((one.held_for(now) for one in room.ledger.state.sends.values()), default=timedelta())
        if held:
            # Other users' messages, or of another process.
            self.sending.later(held.total_seconds())
        sent = [send_id for send_id, state in tally.settled.items() if state is State.SENT]
        others = len(tally.settled) - len(sent)
        done = delivered(sent, outbox)
        outcome = f"{done}; {others} not: see Messages." if others else f"{done}."
        waiting = f"{tally.waiting}." if tally.waiting else ""
        return " ".join(filter(None, (outcome, waiting, _missing(tally.missing), unshown)))


def _missing(send_ids: Sequence[str]) -> str:
    """A sentence about messages whose text is not on this machine; "" for none."""
    if not send_ids:
        return ""
    one = len(send_ids) == 1
    return (
        f"{counted(len(send_ids), 'message')} {'waits' if one else 'wait'}, but the text is not on this machine: send "
        f"from the machine where {'it was' if one else 'they were'} queued, bring back its spool folder, or take "
        f"{'it' if one else 'them'} out of the queue under Messages."
    )


def show_ledger(room: Mailroom) -> str:
    """Update the workbook's outreach tabs from the ledger.

    The decision is in the ledger even if this fails. So pages show the outcome first, and this sentence after it.

    Returns:
        Why the workbook could not be updated; "" if it was.
    """
    try:
        sync(room)
    except BackpocketError as error:
        return str(NotShown(error))
    except Exception as failure:  # noqa: BLE001  (It must not hide the outcome of the decision.)
        return failure_text(failure)
    return ""


def pause(cost: float) -> float:
    """Seconds from one reading to the next.

    Args:
        cost: Seconds of processor time that the last reading took.
    """
    return max(KEPT, SPARED * cost)


def current() -> Source:
    """The source of the workbook that the settings name.

    Raises:
        ConfigError: The settings are wrong.
    """
    return _source(load().model_dump_json(), start_options.today())


@st.cache_resource(max_entries=8, show_spinner=False)
def _source(settings: str, today: date | None) -> Source:
    del settings
    return Source(load(), today)


def local_time(at: datetime, view: View) -> datetime:
    """An instant in the workbook's time zone."""
    return at.astimezone(Clock(None, view.settings.time_zone).zone(view.snapshot.time_zone))
