"""What outreach uses for one workbook: ledger, spool, secrets, mailer and the workbook itself."""

import socket
from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import datetime
from functools import cached_property
from pathlib import Path
from secrets import token_hex
from typing import TYPE_CHECKING

from automation.clock import Clock
from automation.core.ledger.doubts import in_words
from automation.core.ledger.events import Event, Notice
from automation.core.ledger.ledger_tabs import read_lines
from automation.core.ledger.state import LedgerState
from automation.core.ledger.suppression import fingerprint, lacking_hashes, mailbox_hash
from automation.core.suppression_text import suppression_text
from automation.errors import ConfigError, LedgerError
from automation.ledger.base import EventLog
from automation.ledger.last_run import LastRun
from automation.ledger.ledger import Ledger
from automation.ledger.machine import Machine, WitnessedLog, state_folder
from automation.mail.base import Mailer
from automation.mail.files import make_folder
from automation.mail.outbox import Outbox, outbox_in
from automation.mail.smtp import Server, SmtpMailer
from automation.mail.spool import Spool
from automation.outreach.folders import folder_of, local_log
from automation.outreach.witnesses import doubts, of_another_ledger
from automation.secrets import Secrets
from automation.settings import Settings
from automation.store.base import Store
from automation.store.locate import is_file

if TYPE_CHECKING:
    from automation.core.messages.draft_writer import Writer
    from automation.core.messages.proposal import Circumstances
    from automation.core.workbook.assemble import Workbook


class Mailroom:
    """One workbook's outreach.

    Args:
        store: Of the workbook.
        open_log: Opens the ledger; each call returns a log that has read nothing yet.
        settings: Of the installation.
        clock: Tells the time.
        folder: The outreach folder of this workbook alone.
        workbook: The spreadsheet's key if the ledger is in the workbook itself; "" for a ledger in the folder.

    Attributes:
        path: The workbook's absolute path; for a spreadsheet its key.
    """

    def __init__(
        self,
        store: Store,
        open_log: Callable[[], EventLog],
        settings: Settings,
        clock: Clock,
        folder: Path,
        workbook: str = "",
    ) -> None:
        self.store, self.settings, self.clock, self.folder = store, settings, clock, folder
        self.machine, self.last_run = Machine(state_folder()), LastRun(folder)
        self.secrets = Secrets(folder, settings)
        self.path = workbook or str(Path(store.locator).resolve())
        self._plain_log = open_log
        self.ledger = Ledger(self.open_log())
        self.workbook = workbook

    def open_log(self) -> WitnessedLog:
        """Open the ledger; the returned log has read nothing yet."""
        return WitnessedLog(self._plain_log, self.machine, str(self.folder), self.path)

    @property
    def in_sheet(self) -> bool:
        """Whether the ledger is in the workbook itself, as in a Google Sheet."""
        return bool(self.workbook)

    def events(self) -> Sequence[Event]:
        """All lines of the ledger, read afresh."""
        return self.open_log().read().events

    @cached_property
    def spool(self) -> Spool:
        """The exact bytes of queued messages."""
        make_folder(self.folder)
        return Spool(self.folder / "spool")

    @property
    def outbox(self) -> Path | None:
        """The folder that messages are written to; None if a mail server sends them."""
        return _outbox_in(self.folder, self.settings)

    def mailer(self) -> Mailer:
        """The outbox or the mail server, as the settings say.

        Raises:
            ConfigError: The mail server or its password is missing.
        """
        settings = self.settings
        if settings.mailer == "outbox":
            return Outbox(self.folder)
        if not settings.smtp_host:
            raise ConfigError("mailer is smtp, but smtp_host names no mail server.")
        return SmtpMailer(
            Server(
                settings.smtp_host,
                settings.smtp_port,
                settings.smtp_security,
                settings.smtp_user or "",
                settings.mail_password,
                pace=settings.pace,
                certificates=settings.smtp_certificates,
            )
        )

    def read(self, state: LedgerState | None = None, *, sending: bool = False, dry_run: bool = False) -> "Workbook":
        """Read the workbook afresh.

        Args:
            state: The ledger, if the caller has read it; None reads it.
            sending: Whether messages are queued or sent by this reading: then the ledger must be complete.
            dry_run: Do not record that the program ran.

        Raises:
            SchemaError: The workbook's tabs or headers cannot be read.
            LedgerError: The ledger is another workbook's, the suppression list cannot be read, or, for sending, the
                ledger seems to be incomplete (`witnesses.doubts`).
            StoreError: The workbook is out of reach.
        """
        from automation.core.workbook.assemble import assemble

        if sending and not dry_run:
            self.ran()
        snapshot = self.store.read()
        has_state = state is not None
        state = state or self.ledger.refresh()
        shown = read_lines(snapshot.tabs)
        found = doubts(self, shown) if sending else of_another_ledger(self, shown, state)
        if found:
            raise LedgerError(in_words(found, self.store.locator))
        secret = self.secret() if state.suppressed or state.mailboxes else self.secrets.known_suppression()
        # A workbook may show lines that a restored ledger lacks. They count, too; sending would have been refused.
        ledger = state if sending or self.in_sheet else self.events()

        def assembled() -> "Workbook":
            return assemble(snapshot, ledger, secret, self.settings.conventions, self.clock.today(snapshot.time_zone))

        workbook = assembled()
        if sending and not has_state and self.ledger.change(lambda state: self._recognised(workbook, state)):
            return assembled()
        return workbook

    def rehearsal(self) -> "tuple[Workbook, LedgerState]":
        """The workbook as for sending, and a copy of the ledger that the caller may change; nothing is written.

        Raises:
            SchemaError: The workbook's tabs or headers cannot be read.
            LedgerError: Sending would be refused.
            StoreError: The workbook or the ledger is out of reach.
        """
        self.ledger.refresh()
        state = LedgerState.of(self.events())
        workbook = self.read(state, sending=True, dry_run=True)
        state.apply(self._recognised(workbook, state))
        return workbook, state

    def _recognised(self, workbook: "Workbook", state: LedgerState) -> list[Event]:
        """The lines that add mailbox hashes for people whom an older version recorded only by key."""
        if not state.workbook:
            return []
        now, events = self.clock.now(), self.placed(state)
        if not state.fingerprint:
            return events
        secret = self.secret()
        for send in state.sends.values():
            if send.send_id not in state.mailboxes and "@" not in send.key:
                recipient = self.spool.recipient(send.send_id)
                if recipient:
                    events.append(Event(now, Notice.MAILBOX, send.send_id, detail=mailbox_hash(secret, recipient)))
        lacking = lacking_hashes(workbook.book.candidates, state.suppressed, secret, workbook.persons)
        events += [
            Event(now, Notice.SUPPRESSED, detail=one, subject=suppression_text(why)) for one, why in lacking.items()
        ]
        return events

    def ran(self) -> None:
        """Record when the program ran: after a long pause a person has to confirm the waiting messages."""
        self.last_run.note(self.clock.now())

    def here(self) -> Event | None:
        """The line with this folder's place; None for a ledger in a Google Sheet, which any machine uses."""
        if self.workbook:
            return None
        make_folder(self.folder)
        number = str(self.folder.stat().st_ino)
        return Event(
            self.clock.now(), Notice.PLACE, detail=str(self.folder), subject=socket.gethostname(), message_id=number
        )

    def placed(self, state: LedgerState) -> list[Event]:
        """The lines that record where a local ledger is used, unless it has them already."""
        here, events, known = self.here(), [], state.place
        if here and (known is None or replace(known, at=here.at) != here):
            events.append(here)
        if here and state.workbook_path != self.path:
            events.append(Event(self.clock.now(), Notice.WORKBOOK, detail=self.path))
        return events

    def adoption(self, by: str) -> Event:
        """The line that makes the ledger this workbook's."""
        owner = self.workbook or f"file:{token_hex(8)}"
        return Event(self.clock.now(), Notice.ADOPTED, by=by, detail=owner)

    def secret(self) -> bytes:
        """The secret behind the suppression list. Raises as `Secrets.suppression` does."""
        return self.secrets.suppression(self.ledger.state.fingerprint)

    def beginning(self, state: LedgerState) -> list[Event]:
        """The first lines of a ledger: its workbook and its secret's fingerprint; empty if it has them."""
        now, events = self.clock.now(), []
        if not state.workbook:
            events.append(Event(now, Notice.BEGUN, detail=self.workbook or f"file:{token_hex(8)}"))
        if not state.fingerprint:
            events.append(Event(now, Notice.SECRET, detail=fingerprint(self.secret())))
        return [*events, *self.placed(state)]

    def around(self, workbook: "Workbook", state: LedgerState) -> "Circumstances":
        """What the send guards check."""
        return circumstances(self.settings, workbook, state, self.clock.now())

    def writer(self, workbook: "Workbook") -> "Writer":
        """Drafts messages from a reading of the workbook."""
        from automation.core.messages.draft_writer import Writer

        address = self.settings.postal_address or workbook.templates.postal_address
        return Writer(workbook.book, self.settings.conventions, address, workbook.today)


def circumstances(settings: Settings, workbook: "Workbook", state: LedgerState, now: datetime) -> "Circumstances":
    """What the send guards check, at an instant (UTC)."""
    from automation.core.messages.proposal import Circumstances
    from automation.outreach.senders import colleagues

    return Circumstances(
        state,
        settings.conventions,
        workbook.book.rules,
        settings.limits,
        now,
        workbook.today,
        workbook.suppressed,
        workbook.persons,
        workbook.book.people,
        workbook.book.requisition_rows,
        colleagues(settings),
        workbook.book.renamed,
    )


def open_mailroom(settings: Settings, store: Store, clock: Clock) -> Mailroom:
    """The outreach of a workbook. Creates and reads nothing yet."""
    folder = folder_of(settings, store.locator)
    if is_file(store.locator):
        return Mailroom(store, lambda: local_log(folder), settings, clock, folder)
    from automation.ledger.sheet import open_log

    return Mailroom(store, lambda: open_log(store), settings, clock, folder, workbook=store.locator)


def outbox_of(settings: Settings, locator: str) -> Path | None:
    """The absolute path of the folder that messages are written to; None if a mail server sends them."""
    return _outbox_in(folder_of(settings, locator), settings)


def _outbox_in(folder: Path, settings: Settings) -> Path | None:
    return outbox_in(folder) if settings.mailer == "outbox" else None


def secrets_of(settings: Settings, locator: str) -> Secrets:
    """The secrets of a workbook's outreach, without opening the workbook."""
    return Secrets(folder_of(settings, locator), settings)
