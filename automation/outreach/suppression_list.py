"""The suppression list, as a person decides: who must not be contacted, and who may be contacted again."""

import secrets
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from automation.core.identity.company_names import company_key
from automation.core.identity.contact_ids import email_identity
from automation.core.ledger.events import WAITING, Answer, Event, Notice, State
from automation.core.ledger.replies import has_unsubscribed
from automation.core.ledger.sends import Send, hashed_identity, identities_of
from automation.core.ledger.state import LedgerState
from automation.core.ledger.suppression import (
    company_hash,
    digest,
    domain_hash,
    domain_in,
    domains_of,
    hashes_of,
    identities,
    mailbox_hash,
)
from automation.core.reasons import ASKED_TO_LEAVE, Reason, ReasonKind
from automation.core.suppression_text import suppression_text
from automation.core.text import key_of
from automation.core.workbook.assemble import Workbook
from automation.core.workbook.nearest_keys import rows_meant
from automation.errors import ConfigError, MailError
from automation.outreach.context import Mailroom
from automation.outreach.control import marked


def suppress(room: Mailroom, who: str, by: str, reason: str) -> list[Send]:
    """Add a person to the suppression list, and cancel the messages queued for them.

    Args:
        room: Of the workbook.
        who: The key of a candidate, or an address.
        by: Who decided.
        reason: Why, in words; the hidden tab shows it.

    Returns:
        Messages that are being sent at this moment and may still arrive.

    Raises:
        MailError: `who` is neither a candidate's key nor an address.
    """
    meant, why = _meant(room.read(), who), Reason(ReasonKind.ASKED, what=reason, who=by)

    def decide(state: LedgerState) -> Sequence[Event]:
        secret, now = room.secret(), room.clock.now()
        new = [
            Event(now, Notice.SUPPRESSED, detail=one, subject=suppression_text(why))
            for one in hashes_of(secret, meant.values)
            if one not in state.suppressed or state.suppressed[one].kind is ReasonKind.BOUNCED
        ]
        cancelled = [
            marked(room, send, State.CANCELLED, by, ASKED_TO_LEAVE) for send in _waiting(meant.sends(room, state))
        ]
        return [*room.beginning(state), *new, *cancelled] if new or cancelled else []

    room.ledger.change(decide)
    return [send for send in meant.sends(room, room.ledger.state) if send.state is State.SENDING]


@dataclass(frozen=True)
class Organisation:
    """A domain or a company, all of whose people can be suppressed.

    Attributes:
        kind: `DOMAIN` or `COMPANY`.
        name: The domain in ASCII, or the name of the company as it was typed.
    """

    kind: ReasonKind
    name: str

    @classmethod
    def named(cls, text: str, *, company: bool = False) -> "Organisation":
        """The domain in a text such as @acme.example, its parts included, or the company of this name.

        Raises:
            ConfigError: It is no domain, or no name.
        """
        if company and company_key(text):
            return cls(ReasonKind.COMPANY, text.strip())
        if company:
            raise ConfigError(f"'{text}' is no name of a company: write it as in the rows of its people.")
        name = domain_in(text)
        if not name:
            raise ConfigError(f"'{text}' is no domain: write it as @acme.example.")
        return cls(ReasonKind.DOMAIN, name)

    def hashed(self, secret: bytes) -> str:
        """Its entry on the list."""
        return (company_hash if self.kind is ReasonKind.COMPANY else domain_hash)(secret, self.name)

    def covers(self, row: Any) -> bool:
        """Whether a candidate works there, or has an address there."""
        if self.kind is ReasonKind.COMPANY:
            return company_key(row.company or "") == company_key(self.name)
        return self.name in domains_of(row)


@dataclass(frozen=True)
class Suppressed:
    """Whom the suppression of an organisation concerns.

    Attributes:
        people: The keys of the rows, as shown; other rows of the same persons count, too.
        cancelled: The messages that are, or with `dry_run` would be, cancelled.
    """

    people: Sequence[str]
    cancelled: Sequence[Send]


def suppress_organisation(
    room: Mailroom, where: Organisation, by: str, reason: str, until: date | None = None, *, dry_run: bool = False
) -> Suppressed:
    """Add an organisation to the suppression list, and cancel the messages queued for its people.

    Args:
        room: Of the workbook.
        where: The organisation.
        by: Who decided.
        reason: Why, in words.
        until: The last day; None for no end.
        dry_run: Only check.

    Raises:
        ConfigError: `until` is before today.
    """
    workbook = room.read()
    if until is not None and until < workbook.today:
        raise ConfigError(f"{until.isoformat()} is in the past: choose a day from today on.")
    why = Reason(where.kind, what=reason, who=by, until=until)
    rows = {key: row for key, row in workbook.book.people.items() if where.covers(row)}

    def waiting(state: LedgerState) -> list[Send]:
        found = {send.send_id: send for key in rows for send in workbook.persons.sends(state, key)}
        return _waiting(list(found.values()))

    def decide(state: LedgerState) -> Sequence[Event]:
        now, hashed = room.clock.now(), where.hashed(room.secret())
        known = state.suppressed.get(hashed)
        is_known = known is not None and (known.kind, known.what, known.until) == (why.kind, why.what, why.until)
        new = [] if is_known else [Event(now, Notice.SUPPRESSED, detail=hashed, subject=suppression_text(why))]
        said = f"their {'company' if where.kind is ReasonKind.COMPANY else 'e-mail domain'} is suppressed"
        cancelled = [marked(room, send, State.CANCELLED, by, said) for send in waiting(state)]
        return [*room.beginning(state), *new, *cancelled] if new or cancelled else []

    found = Suppressed([str(row.key) for row in rows.values()], waiting(room.ledger.state))
    if not dry_run:
        room.ledger.change(decide)
    return found


def unsuppress_organisation(
    room: Mailroom, where: Organisation, by: str, reason: str, *, dry_run: bool = False
) -> bool:
    """Take an organisation off the suppression list. Returns whether it was on it.

    People who are on the list themselves stay there.
    """

    def decide(state: LedgerState) -> Sequence[Event]:
        hashed = where.hashed(room.secret())
        lifted = Event(room.clock.now(), Notice.UNSUPPRESSED, by=by, detail=hashed, subject=reason)
        return [lifted] if hashed in state.suppressed else []

    room.ledger.refresh()
    return bool(decide(room.ledger.state) if dry_run else room.ledger.change(decide))


def waiting_for(room: Mailroom, who: str) -> list[Send]:
    """The messages that `suppress` would cancel; raises as it does."""
    meant = _meant(room.read(), who)
    return _waiting(meant.sends(room, room.ledger.state))


def unsuppress(room: Mailroom, who: str, by: str, reason: str, *, dry_run: bool = False) -> bool:
    """Take a person off the suppression list, to which mail or a colleague added them.

    Args:
        room: Of the workbook.
        who: The key of a candidate, or an address.
        by: Who decided.
        reason: Why, in words.
        dry_run: Only check.

    Returns:
        Whether they were on the list.

    Raises:
        ConfigError: They unsubscribed on their own page: only they can undo that, on the same page. Or another person
            at their mailbox must not be contacted either.
        MailError: `who` is neither a candidate's key nor an address.
    """
    workbook = room.read()
    meant = _meant(workbook, who)
    fresh_id = secrets.token_hex(8)

    def decide(state: LedgerState) -> Sequence[Event]:
        now, replies = room.clock.now(), _replies_of(state, meant.known_as(room))
        _refuse_for_others(room, workbook, state, meant)
        if any(has_unsubscribed(answers, on_page=True) for answers in replies.values()):
            raise ConfigError(
                "They unsubscribed on their own page, so only they can undo that, on the same page: the link is in "
                "every message that they have."
            )
        hashes = [one for one in hashes_of(room.secret(), meant.values) if one in state.suppressed]
        back = [key for key, answers in replies.items() if has_unsubscribed(answers)]
        return [
            *(
                Event(now, Answer.BACK, candidate=key, by=by, detail=reason, message_id=f"back.{fresh_id}.{number}")
                for number, key in enumerate(back)
            ),
            *(Event(now, Notice.UNSUPPRESSED, by=by, detail=one, subject=reason) for one in hashes),
        ]

    if dry_run:
        return bool(decide(room.ledger.state))
    return bool(room.ledger.change(decide))


def _refuse_for_others(room: Mailroom, workbook: Workbook, state: LedgerState, meant: "_Meant") -> None:
    """Raise ConfigError if another person at the mailbox is suppressed, too: the list goes by mailbox."""
    for key in meant.beside:
        row = workbook.book.people[key]
        mailbox = email_identity(row.email)
        own = (digest(room.secret(), one) for one in identities(row) if one != mailbox)
        listed = [why for one in own if (why := state.suppressed.get(one)) and why.kind is not ReasonKind.BOUNCED]
        if listed or has_unsubscribed(workbook.persons.replies_of(state, key)):
            raise ConfigError(
                f"{row.key} has the same mailbox and must not be contacted either: to lift it for all people at that "
                f"mailbox, run this with {mailbox}."
            )


def _replies_of(state: LedgerState, identities: frozenset[str]) -> dict[str, list[Event]]:
    """Compared key in the ledger → the replies of these people, oldest first."""
    found: dict[str, list[Event]] = {}
    for answers in state.answers.values():
        for answer in answers:
            if identities.intersection(state.identities_in(answer)):
                found.setdefault(key_of(answer.candidate), []).append(answer)
    return found


@dataclass(frozen=True)
class _Meant:
    """The person with a given key or address; the persons, if several have that address.

    Attributes:
        values: The keys and addresses of all their rows; the given address if no row has it.
        identities: All identities under which the ledger may have them.
        beside: The compared keys of the rows of other people at their mailbox.
    """

    values: Sequence[str]
    identities: frozenset[str]
    beside: Sequence[str] = ()

    def known_as(self, room: Mailroom) -> frozenset[str]:
        """Their identities; with the hashes of their mailboxes if this machine has the secret."""
        secret = room.secrets.known_suppression()
        hashed = (hashed_identity(mailbox_hash(secret, one)) for one in self.values if secret and "@" in one)
        return self.identities.union(hashed)

    def sends(self, room: Mailroom, state: LedgerState) -> list[Send]:
        """All messages to them."""
        return state.of_identities(self.known_as(room))


def _meant(workbook: Workbook, who: str) -> _Meant:
    people, persons, rows = workbook.book.people, workbook.persons, rows_meant(workbook, who)
    if rows:
        meant = [persons.of(row) for row in rows]
        keys = dict.fromkeys(key for person in meant for key in person.keys)
        values = dict.fromkeys(value for key in keys for value in identities(people[key]))
        others = dict.fromkeys(row for key in keys for row in persons.beside(key) if row not in keys)
        return _Meant(tuple(values), frozenset[str]().union(*(person.identities for person in meant)), tuple(others))
    if "@" not in who:
        raise MailError(f"'{who}' is neither a key in Candidates nor an address.")
    return _Meant((key_of(who),), frozenset(identities_of(who)))


def _waiting(sends: Sequence[Send]) -> list[Send]:
    return [send for send in sends if send.state in WAITING]
