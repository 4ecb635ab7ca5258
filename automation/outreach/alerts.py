"""Alerts and invitations: drafted here, and released by a person, or by a person's standing release."""

import secrets
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import timedelta

from automation.core.ledger.events import Event, Notice, Step
from automation.core.ledger.standing_releases import (
    MOST_A_WEEK,
    MOST_DAYS,
    StandingRelease,
    in_force,
    sent_by,
)
from automation.core.ledger.state import LedgerState
from automation.core.messages.alerts import Alert, due_alerts, to_invite
from automation.core.messages.drafts import NO_ADDRESS, NO_COMPANY, Draft
from automation.core.schema import REQUISITIONS
from automation.core.text import key_of, plain
from automation.core.workbook.choices import families_of
from automation.errors import ConfigError, NoSender, UnknownKey
from automation.outreach.compose import Queued, looked_over, queue
from automation.outreach.context import Mailroom
from automation.outreach.drafting import Drafting, Prepared, drafting_for
from automation.outreach.senders import sender_of

ALERT, INVITATION = "Alert", "Invitation"


def draft_alerts(room: Mailroom, by: str, to: Sequence[str] = (), most: int | None = None) -> list[Prepared]:
    """Draft the alerts that are due. Nothing is queued or sent.

    Args:
        room: Of the workbook.
        by: Who would send them.
        to: Keys of candidates; empty means all for whom one is due.
        most: The most drafts; None for no limit.

    Raises:
        ConfigError: No alert is due for one of `to`.
        NoSender: The sender's address is unknown.
        SchemaError, LedgerError, StoreError: As `Mailroom.read` does.
    """
    workbook = room.read()
    due = {key_of(one.candidate): one for one in due_alerts(workbook)}
    drafting = drafting_for(room, by, workbook)
    wanted = _wanted(due.keys(), to, "There is nothing new to tell them of, or they did not ask for it")[:most]
    return [drafting.prepare(due[key].candidate, due[key].first, ALERT, Step.ALERT) for key in wanted]


def draft_invitations(room: Mailroom, by: str, to: Sequence[str] = (), most: int | None = None) -> list[Prepared]:
    """Draft invitations to alerts; arguments and errors are those of `draft_alerts`."""
    workbook = room.read()
    people = {key_of(key): key for key in to_invite(workbook)}
    drafting = drafting_for(room, by, workbook)
    wanted = _wanted(people.keys(), to, "They were invited before, or they cannot be")[:most]
    return [drafting.prepare(people[key], (), INVITATION, Step.INVITATION) for key in wanted]


def _wanted(found: Iterable[str], to: Sequence[str], otherwise: str) -> list[str]:
    """The compared keys of those whom a call is about, each once."""
    known, asked = list(found), list(dict.fromkeys(map(key_of, to)))
    missing = [key for key in asked if key not in known]
    if missing:
        raise ConfigError(f"No message for {', '.join(missing)}. {otherwise}: leave them out.")
    return asked or known


@dataclass
class Run:
    """The result of sending by standing releases.

    Attributes:
        results: What was queued, or why not.
        left: How many candidates have an alert due that a person has to release.
        without_address: Who gave a release, but has no known address.
    """

    results: list[Queued] = field(default_factory=list)
    left: int = 0
    without_address: list[str] = field(default_factory=list)


def run(room: Mailroom, *, dry_run: bool = False) -> Run:
    """Queue the alerts that standing releases cover, each release up to its cap.

    What a person would be asked to look at again is left to a person. The guards check each release when a message is
    queued, and again when it is sent, so revoking it stops what waits, too.

    Raises:
        SchemaError, LedgerError, StoreError: As `Mailroom.read` does.
        MailError: A message cannot be written to the spool.
    """
    state = room.ledger.refresh()
    workbook = room.read(state, dry_run=dry_run)
    due, outcome = {key_of(one.candidate): one for one in due_alerts(workbook)}, Run()
    for release in in_force(state.standing, workbook.today):
        try:
            drafting = drafting_for(room, release.by, workbook)
        except NoSender:
            outcome.without_address.append(release.by)
            continue
        drafts = _drafts(drafting, release, due.values(), room)
        if drafts:
            results = looked_over(room, drafts, release.by) if dry_run else queue(room, drafts, release.by)
            outcome.results += results
            for one in results:
                due.pop(key_of(one.draft.candidate), None)
    outcome.left = len(due)
    return outcome


def _drafts(drafting: Drafting, release: StandingRelease, due: Iterable[Alert], room: Mailroom) -> list[Draft]:
    sends = drafting.workbook.state.sends.values()
    room_left = release.cap - sent_by(sends, release.release_id, room.clock.now())
    drafts: list[Draft] = []
    for alert in due:
        openings = alert.first_of(release)
        if openings and len(drafts) < room_left:
            one = drafting.prepare(alert.candidate, openings, ALERT, Step.ALERT, release.release_id)
            if not one.reasons and set(one.warnings) <= {NO_ADDRESS, NO_COMPANY}:
                drafts.append(one.draft)
    return drafts


def allow(room: Mailroom, family: str, by: str, cap: int, days: int, *, dry_run: bool = False) -> StandingRelease:
    """Give a standing release: alerts about a role family go out in a person's name, unread.

    Args:
        room: Of the workbook.
        family: The role family, as the requisitions name it.
        by: Who gives it.
        cap: Messages within seven days.
        days: For how long, at most `MOST_DAYS`.
        dry_run: Only check.

    Raises:
        ConfigError: The family is unknown, has a release already, or the cap or the days are out of range.
        NoSender: The person's address is unknown.
    """
    if not 1 <= cap <= MOST_A_WEEK:
        raise ConfigError(f"A cap of {cap} a week is out of range: 1 to {MOST_A_WEEK}.")
    if not 1 <= days <= MOST_DAYS:
        raise ConfigError(f"A standing release holds for 1 to {MOST_DAYS} days, not {days}.")
    sender_of(room.settings, by)
    workbook = room.read()
    known = {plain(name): name for name in families_of(workbook.book)}
    if not plain(family) or plain(family) not in known:
        there = ", ".join(known.values()) or f"none: fill {workbook.book.header(REQUISITIONS, 'family')}"
        raise ConfigError(f"No requisition has the role family '{family}'. There are {there}.")
    until = workbook.today + timedelta(days=days)
    release = StandingRelease(secrets.token_hex(4), by, known[plain(family)], cap, until, room.clock.now())

    def decide(state: LedgerState) -> Sequence[Event]:
        for one in in_force(state.standing, workbook.today):
            if one.covers([family]):
                raise ConfigError(f"{one.family} has a release until {one.until}: revoke {one.release_id} first.")
        return [*room.beginning(state), release.as_event()]

    if dry_run:
        decide(workbook.state)
    else:
        room.ledger.change(decide)
    return release


def revoke(room: Mailroom, release_id: str, by: str, reason: str, *, dry_run: bool = False) -> StandingRelease:
    """Revoke a standing release: from now on no message leaves by it, even if it is queued already.

    Raises:
        UnknownKey: No such release is known, or it was revoked before.
    """
    found: list[StandingRelease] = []

    def decide(state: LedgerState) -> Sequence[Event]:
        found.clear()
        if release_id not in state.standing:
            raise UnknownKey("BP Outreach", release_id, list(state.standing)[:3])
        found.append(state.standing[release_id])
        return [Event(room.clock.now(), Notice.REVOKED, by=by, detail=reason, message_id=release_id)]

    if dry_run:
        decide(room.ledger.refresh())
    else:
        room.ledger.refresh()
        room.ledger.change(decide)
    return found[0]
