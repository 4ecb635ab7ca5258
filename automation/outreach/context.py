"""Everything that outreach needs for one workbook: ledger, spool, secret, mailer, and a look at the rows."""

import contextlib
import os
import secrets
import socket
from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import replace
from functools import cached_property
from pathlib import Path

from automation.clock import Clock
from automation.core.identity.email_addresses import InvalidAddress, read_mailbox, try_mailbox
from automation.core.ledger.doubts import Doubt, Witness, in_words, lines_doubt, numbered_otherwise, pause_doubt, stray
from automation.core.ledger.events import Event, LedgerState, Notice
from automation.core.ledger.ledger_tabs import LEDGER_TABS, Lines, read_lines, rows_behind, rows_of
from automation.core.ledger.suppression import fingerprint, lacking_hashes, mailbox_hash
from automation.core.messages.drafts import Sender, Writer
from automation.core.messages.send_guards import Circumstances
from automation.core.model import Row, Snapshot
from automation.core.reasons import suppression_text
from automation.core.schema import PROGRAM_TABS
from automation.core.tabs.previous_run import Publication, headers_of, read_published
from automation.core.text import key_of
from automation.core.workbook.assemble import Workbook, assemble
from automation.errors import ConfigError, LedgerError, MailError, NoSender
from automation.ledger.base import EventLog
from automation.ledger.last_run import LastRun
from automation.ledger.ledger import Ledger
from automation.ledger.machine import Machine, WitnessedLog, state_folder
from automation.ledger.sqlite import SqliteLog
from automation.mail.base import Mailer
from automation.mail.files import make_folder
from automation.mail.outbox import Outbox, outbox_in
from automation.mail.smtp import Server, SmtpMailer
from automation.mail.spool import Spool
from automation.retry import landed
from automation.settings import Settings
from automation.store.base import Store
from automation.store.locate import is_file

FOLDER = "backpocket-outreach"
LEDGER, SECRET_FILE, RESPOND_FILE = "ledger.sqlite3", "suppression.key", "respond.key"
SIGN_IN_FILE = "sign-in.key"
# Bytes of a secret.
LENGTH = 32
SHORTEST = 16


class Mailroom:
    """One workbook's outreach.

    Args:
        store: Of the workbook.
        open_log: Opens the ledger, each time as somebody who has not read it yet.
        settings: Of the installation.
        clock: Tells the time.
        folder: Where messages are kept, of this workbook alone.
        workbook: What the ledger must belong to; "" where the workbook itself tells.
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
        self._path = workbook or str(Path(store.locator).resolve())
        self._plain_log = open_log
        self.ledger = Ledger(self._open_log())
        self._workbook = workbook

    def _open_log(self) -> WitnessedLog:
        return WitnessedLog(self._plain_log, self.machine, str(self.folder), self._path)

    @property
    def in_sheet(self) -> bool:
        """Whether the ledger is in the workbook itself, as in a Google Sheet."""
        return bool(self._workbook)

    def events(self) -> Sequence[Event]:
        """All lines of the ledger, read afresh."""
        return self._open_log().read().events

    @cached_property
    def spool(self) -> Spool:
        """The exact bytes of queued messages."""
        make_folder(self.folder)
        return Spool(self.folder / "spool")

    def mailer(self) -> Mailer:
        """How messages leave, as the settings say.

        Raises:
            ConfigError: Something is missing in the settings.
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

    def read(self, state: LedgerState | None = None, *, sending: bool = False, dry_run: bool = False) -> Workbook:
        """Read the workbook afresh.

        Args:
            state: The ledger as a decision is being made on it; else it is read too.
            sending: Whether messages are to be queued or sent by it: then who was written to is made sure of first.
            dry_run: Only look: nothing is written.

        Raises:
            SchemaError: It cannot be read.
            LedgerError: The ledger is another workbook's, the suppression list cannot be read, or, for sending, another
                witness knows more than the ledger does.
            StoreError: It is out of reach.
        """
        if sending and not dry_run:
            self.ran()
        snapshot = self.store.read()
        given = state is not None
        state = state or self.ledger.refresh()
        shown = read_lines(snapshot.tabs)
        doubts = self.doubts(shown) if sending else self._of_another_ledger(shown, state)
        if doubts:
            raise LedgerError(in_words(doubts, self.store.locator))
        secret = self.secret() if state.suppressed or state.mailboxes else self.known_secret()
        today = self.clock.today(snapshot.time_zone)
        workbook = assemble(snapshot, state, secret, self.settings.conventions, today)
        if sending and not given:
            self.ledger.change(lambda state: self._recognised(workbook, state))
        return workbook

    def rehearsal(self) -> tuple[Workbook, LedgerState]:
        """The workbook as for sending, and a ledger of its own that a rehearsal may change; nothing is written.

        Raises:
            SchemaError: The workbook cannot be read.
            LedgerError: Sending would be refused.
            StoreError: The workbook or the ledger is out of reach.
        """
        self.ledger.refresh()
        state = LedgerState()
        state.apply(self.events())
        workbook = self.read(state, sending=True, dry_run=True)
        state.apply(self._recognised(workbook, state))
        return workbook, state

    def _recognised(self, workbook: Workbook, state: LedgerState) -> list[Event]:
        """What the ledger lacks of the mailboxes by which people are known whom an older version knew by their key."""
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
        """Record that the program ran: what waits through pauses is confirmed by a person."""
        self.last_run.note(self.clock.now())

    def doubts(self, shown: Lines) -> list[Doubt]:
        """What other witnesses know of this outreach and the ledger does not; the workbook as it was just read."""
        spooled, sent = self.spool.confirmed(), Outbox(self.folder).ids()
        # Read after the witnesses: what others queue meanwhile is no doubt.
        log, state = self._open_log(), LedgerState()
        events = log.read().events
        state.apply(events)
        found = [*self._of_another_ledger(shown, state), *log.doubts()]
        if not self._workbook and not found:
            found += lines_doubt(events, shown.events)
        found += [*stray(Witness.SPOOL, self.strays(spooled, state), state), *stray(Witness.OUTBOX, sent, state)]
        if not self._workbook:
            found += [*self._of_another_workbook(shown, state), *self._elsewhere(state, known=log.remembers)]
        now = self.clock.now()
        pause = self.last_run.look(now, events[-1].at if events else None)
        return found + pause_doubt(state, self.spool.ids(), pause, now)

    def strays(self, spooled: Collection[str], state: LedgerState) -> frozenset[str]:
        """Which of the messages that the spool had, as it was listed, a ledger lacks that was read after that."""
        return frozenset(one for one in spooled if one not in state.sends and self.spool.holds(one))

    def _of_another_ledger(self, shown: Lines, state: LedgerState) -> list[Doubt]:
        """A copied workbook would write to everybody a second time."""
        if self._workbook:
            own = not state.workbook or state.workbook == self._workbook
        else:
            told = LedgerState.of(shown.in_order).workbook
            own = not told or told in state.workbooks
        return [] if own else [Doubt(Witness.OTHER_LEDGER)]

    def _of_another_workbook(self, shown: Lines, state: LedgerState) -> list[Doubt]:
        """Two workbooks of one name, and one outreach folder."""
        named = state.workbook_path
        if not named or named == self._path or LedgerState.of(shown.in_order).workbook in state.workbooks:
            return []
        return [Doubt(Witness.OTHER_WORKBOOK, named)]

    def _elsewhere(self, state: LedgerState, *, known: bool) -> list[Doubt]:
        """A ledger that goes with its folder to another place, where the first one may still be used."""
        place, here = state.place, self._here()
        if place is None or here is None:
            return []
        path, machine, number = (
            place.detail == here.detail,
            place.subject == here.subject,
            place.message_id == here.message_id,
        )
        # A restored folder has another number on the disk; then only this machine can tell that nothing is missing.
        if (number and (path or machine)) or (path and machine and known):
            return []
        return [Doubt(Witness.PLACE, f"{place.detail} on {place.subject}")]

    def _here(self) -> Event | None:
        """Where this folder is; None for the ledger in a Google Sheet, which is used from anywhere."""
        if self._workbook:
            return None
        make_folder(self.folder)
        number = str(self.folder.stat().st_ino)
        return Event(
            self.clock.now(), Notice.PLACE, detail=str(self.folder), subject=socket.gethostname(), message_id=number
        )

    def placed(self, state: LedgerState) -> list[Event]:
        """The lines that say where a local ledger is used, as far as it does not say so already."""
        here, events, known = self._here(), [], state.place
        if here and (known is None or replace(known, at=here.at) != here):
            events.append(here)
        if here and state.workbook_path != self._path:
            events.append(Event(self.clock.now(), Notice.WORKBOOK, detail=self._path))
        return events

    def adoption(self, by: str) -> Event:
        """The line that says that the ledger is this workbook's from now on."""
        owner = self._workbook or f"file:{secrets.token_hex(8)}"
        return Event(self.clock.now(), Notice.ADOPTED, by=by, detail=owner)

    def secret(self) -> bytes:
        """The secret behind the suppression list.

        Raises:
            LedgerError: It is lost, or is another one.
        """
        known = self.ledger.state.fingerprint
        named = self.settings.suppression_secret_file
        path = Path(named) if named else self.folder / SECRET_FILE
        secret = _read(path)
        if secret is None and not known and not named:
            secret = _new_secret(path)
        if secret is None:
            raise LedgerError(
                f"{path} does not hold the secret of the suppression list, so people on it cannot be recognised: "
                "nothing is sent. Bring the file back."
            )
        if known and fingerprint(secret) != known:
            raise LedgerError(f"{path} holds another secret than the suppression list was made with: nothing is sent.")
        return secret

    def respond_secret(self) -> bytes:
        """The secret behind the addresses of candidates' pages; one is made where there is none.

        Raises:
            ConfigError: The file that the settings name does not hold it.
            MailError: None can be made.
        """
        return self._own_secret(self.settings.respond_secret_file, RESPOND_FILE, "the candidates' pages")

    def sign_in_secret(self) -> bytes:
        """The secret behind who is signed in to the dashboard; one is made where there is none.

        Raises:
            ConfigError: The file that the settings name does not hold it.
            MailError: None can be made.
        """
        return self._own_secret(self.settings.sign_in_secret_file, SIGN_IN_FILE, "signing in")

    def _own_secret(self, named: str | None, file: str, what: str) -> bytes:
        path = Path(named) if named else self.folder / file
        secret = _read(path) or (None if named else _new_secret(path))
        if secret is None:
            raise ConfigError(f"{path} does not hold the secret of {what}: {SHORTEST} characters or more.")
        return secret

    def known_secret(self) -> bytes | None:
        """The secret, where it is on this machine and the right one for a workbook that is only read."""
        return _read(Path(self.settings.suppression_secret_file or self.folder / SECRET_FILE))

    def beginning(self, state: LedgerState) -> list[Event]:
        """The first lines of a ledger: whose it is, and which secret is behind it."""
        now, events = self.clock.now(), []
        if not state.workbook:
            events.append(Event(now, Notice.BEGUN, detail=self._workbook or f"file:{secrets.token_hex(8)}"))
        if not state.fingerprint:
            events.append(Event(now, Notice.SECRET, detail=fingerprint(self.secret())))
        return [*events, *self.placed(state)]

    def around(self, workbook: Workbook, state: LedgerState) -> Circumstances:
        """What the guards look at."""
        return Circumstances(
            state,
            self.settings.conventions,
            workbook.book.rules,
            self.settings.limits,
            self.clock.now(),
            workbook.today,
            workbook.suppressed,
            workbook.persons,
            workbook.book.people,
        )

    def writer(self, workbook: Workbook) -> Writer:
        """Writes drafts from the workbook as it was read."""
        address = self.settings.postal_address or workbook.templates.postal_address
        return Writer(workbook.book, self.settings.conventions, address, workbook.today)

    def sender(self, by: str) -> Sender:
        """In whose name somebody writes. While messages stay in the outbox and no senders are set, a name will do.

        Raises:
            NoSender: No address is known for them.
        """
        by = by.strip()
        if not by:
            raise NoSender("Say who writes: a name with its address, such as Dana Reyes <dana@acme.example>.")
        trying = self.settings.mailer == "outbox" and not self.settings.senders
        try:
            name, address = try_mailbox(self._signed_in(by)) if trying else read_mailbox(self._mailbox(by))
        except InvalidAddress as error:
            raise NoSender(
                f"'{by}' {error}: write it so, or add '{by}' to senders in backpocket.toml (docs/settings.md)."
            ) from None
        return Sender(name, address, self.settings.organisation or "")

    def _signed_in(self, by: str) -> str:
        """Somebody with the address that they sign in with, where they have a role."""
        members = self.settings.door.members.values()
        return next((f"{one.name} <{one.email}>" for one in members if one.name and key_of(one.name) == key_of(by)), by)

    def _mailbox(self, by: str) -> str:
        """Somebody's mailbox among the senders: by short name, name or address, or by the address they sign in with."""
        wanted, senders = key_of(by), self.settings.senders
        emails = {one.email for one in self.settings.door.members.values() if key_of(one.name) == wanted}
        found: dict[str, str] = {}
        for short, mailbox in senders.items():
            name, _, address = mailbox.rpartition("<")
            own = key_of(address.strip().rstrip(">"))
            known_as = [key_of(short), key_of(name.replace('"', " ")), own]
            known_as += [wanted] if own in emails else []
            for known in known_as:
                found.setdefault(known, mailbox)
        return {key_of(short): mailbox for short, mailbox in senders.items()}.get(wanted) or found.get(wanted, by)

    def sync(self) -> None:
        """Let `BP Outreach` and `BP Suppression` say what a ledger outside the workbook says."""

        def attempt() -> None:
            snapshot = self.store.read()
            tabs = self._anew(snapshot)
            if tabs:
                shown = Publication(columns={}, before=read_published(snapshot), tabs=tabs)
                self.store.publish(shown, snapshot.version)
                return
            # One tab at a time, each on a reading of its own: another process may have shown the rest meanwhile.
            for tab in LEDGER_TABS:
                rows = rows_behind(self.events(), read_lines(snapshot.tabs)).get(tab)
                if rows:
                    self.store.append(tab, rows, snapshot.version)
                    snapshot = self.store.read()

        if not self._workbook:
            landed(attempt)

    def sync_anew(self, snapshot: Snapshot) -> bool:
        """Where the workbook shows lines under the numbers that they had before an adoption, show all anew.

        Returns:
            Whether that was so: then the workbook was written.
        """
        if not self._anew(snapshot):
            return False
        self.sync()
        return True

    def _anew(self, snapshot: Snapshot) -> Mapping[str, Sequence[Row]]:
        """Both tabs as the ledger has them, where what they show cannot be continued; else none."""
        if self._workbook:
            return {}
        events = self.events()
        if not numbered_otherwise(events, read_lines(snapshot.tabs).events):
            return {}
        rows = rows_of(events)
        return {tab: [headers_of(PROGRAM_TABS[tab]), *rows.get(tab, ())] for tab in LEDGER_TABS}


def _read(path: Path) -> bytes | None:
    """The secret in a file; None where there is none worth the name."""
    try:
        secret = path.read_bytes().strip()
    except OSError:
        return None
    return secret if len(secret) >= SHORTEST else None


def _new_secret(path: Path) -> bytes | None:
    """One of our own; where another process was first, theirs."""
    try:
        if not path.parent.is_dir():
            make_folder(path.parent)
        # Whole under its name or not there: somebody may be reading it this moment.
        draft = path.with_name(f".{path.name}.{secrets.token_hex(4)}")
        number = os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
        with os.fdopen(number, "w", encoding="ascii") as file:
            file.write(secrets.token_hex(LENGTH))
        with contextlib.suppress(FileExistsError):
            os.link(draft, path)
        draft.unlink()
    except OSError as error:
        raise MailError(f"{path} cannot be written ({error.strerror}).") from error
    return _read(path)


def open_mailroom(settings: Settings, store: Store, clock: Clock) -> Mailroom:
    """The outreach of a workbook; nothing is made or read yet."""
    folder = _folder(settings, store.locator)
    if is_file(store.locator):
        return Mailroom(store, lambda: SqliteLog(folder / LEDGER), settings, clock, folder)
    from automation.ledger.sheet import open_log

    return Mailroom(store, lambda: open_log(store), settings, clock, folder, workbook=store.locator)


def outbox_of(settings: Settings, locator: str) -> Path | None:
    """The whole path of the folder that a workbook's messages are written into; None where a mail server gets them."""
    return outbox_in(_folder(settings, locator)) if settings.mailer == "outbox" else None


def _folder(settings: Settings, locator: str) -> Path:
    if is_file(locator):
        # However it is reached: a link to a workbook has no outreach of its own.
        workbook = Path(locator).resolve()
        return (Path(settings.outreach_folder or workbook.parent / FOLDER) / workbook.stem).resolve()
    return (Path(settings.outreach_folder or FOLDER) / locator).resolve()
