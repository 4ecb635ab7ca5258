"""When to follow up with each candidate, and why."""

from collections.abc import Collection
from dataclasses import replace
from datetime import date, timedelta
from functools import lru_cache
from typing import Any, NamedTuple

from automation.core.frame import Frame
from automation.core.ledger.events import State, Step
from automation.core.ledger.persons import Persons
from automation.core.ledger.state import LedgerState
from automation.core.model import Band, FollowUpFrame, MatchFrame, ShelveReason, each_row
from automation.core.reasons import Reason, ReasonKind
from automation.core.rules import Rules
from automation.core.tabs.previous_run import Pairs
from automation.core.text import key_of
from automation.core.workbook.action_log import Action
from automation.core.workbook.assemble import Workbook
from automation.core.workbook.contacts import in_contact
from automation.core.workbook.exclusions import merged, no_basis, unreachable

# A day and why something is due on it.
Due = tuple[date, Reason]
# What a candidate's own reply is about.
REPLIED = frozenset({ReasonKind.INTERESTED, ReasonKind.WROTE})
# What the cadence is about.
KEEPING_WARM = frozenset(
    {
        ReasonKind.NO_REPLY,
        ReasonKind.KEPT_WARM,
        ReasonKind.KEPT_WARM_SINCE_DONE,
        ReasonKind.KEPT_WARM_SINCE_SHELVED,
    }
)
SATURDAY = 5
COLUMNS = ("key", "on", "reason", "owner", "last_touch", "unanswered")


class FollowUp(NamedTuple):
    """The day and the reason. Without a day nothing is due, and `reason` says why, if there is a reason."""

    on: date | None
    reason: Reason | None


class Touches(NamedTuple):
    """The contact with a candidate.

    Attributes:
        last: The last day of contact, our own messages included.
        unanswered: How many messages they have not replied to.
        done: The day on which a recruiter marked a follow-up as done.
        shelved: The day on which they were shelved, which counts as a contact.
    """

    last: date | None
    unanswered: int = 0
    done: date | None = None
    shelved: date | None = None

    def settles(self, day: date) -> bool:
        """Whether what fell due on this day has been dealt with. What falls due on the day of shelving has not."""
        settled = max((one for one in (self.last, self.done) if one), default=None)
        return bool(settled and settled >= day) or self.before_shelving(day)

    def before_shelving(self, day: date) -> bool:
        """Whether a day lies before the candidate was shelved."""
        return bool(self.shelved and day < self.shelved)


def add_working_days(day: date, count: int) -> date:
    """The day after so many working days, Monday to Friday."""
    while count > 0:
        day += timedelta(days=1)
        count -= day.weekday() < SATURDAY
    return day


def sent_on(state: LedgerState, persons: Persons) -> dict[str, list[date]]:
    """Candidate's compared key → the days on which a message to the person on that row went out, or may have.

    Messages that bounced are left out, and alerts: they wait for no reply, and keep no promise.
    """
    days: dict[str, list[date]] = {}
    for send in state.sends.values():
        if send.state in {State.SENT, State.UNKNOWN} and state.reached(send) and send.queued.step != Step.ALERT:
            for key in persons.sent_to(send):
                days.setdefault(key, []).append(send.at.date())
    return days


def touches_of(candidate: Any, sent: Collection[date]) -> Touches:
    """The contact with a candidate, from their row, their replies and the days of messages to them."""
    contact = in_contact(candidate)
    if not sent:
        return Touches(contact, shelved=candidate.shelved_on)
    touches = Touches(max((day for day in (contact, *sent) if day), default=None), shelved=candidate.shelved_on)
    unanswered = sum(1 for day in sent if (contact is None or day > contact) and not touches.before_shelving(day))
    return touches._replace(unanswered=unanswered)


def schedule(workbook: Workbook, matches: MatchFrame, pairs: Pairs) -> FollowUpFrame:
    """The next follow-up of every candidate.

    Args:
        workbook: The workbook, read.
        matches: Today's slates.
        pairs: What is remembered of matches.

    Returns:
        One row per candidate, in the order of `Book.candidates`: `key` (compared), `on` (a date or None), `reason`,
        `owner` ("" is unassigned), `last_touch` (a date or None), `unanswered` (messages without a reply since).
    """
    strong = _strong_matches(matches, pairs)
    sent = sent_on(workbook.state, workbook.persons)
    actions, today, rules = workbook.actions, workbook.today, workbook.book.rules
    rows = []
    for candidate in workbook.book.people.values():
        key = str(candidate.Index)
        done = actions.done.get(key)
        touches = touches_of(candidate, sent.get(key, ()))
        if done:
            touches = touches._replace(done=min(done.on, today))
        snooze = actions.snoozed.get(key)
        next_one = follow_up(candidate, touches, strong.get(key), rules, today, snooze)
        next_one = _assigned(next_one, candidate, actions.given.get(key))
        rows.append((key, next_one.on, next_one.reason, candidate.owner, touches.last, touches.unanswered))
    return FollowUpFrame(Frame.of(rows, COLUMNS))


def _strong_matches(matches: MatchFrame, pairs: Pairs) -> dict[str, tuple[date, str]]:
    """Candidate's compared key → the newest day on which a match became Strong, and the requisition that fits best."""
    newest: dict[str, tuple[date, str]] = {}
    for match in sorted(each_row(matches.having("band", Band.STRONG)), key=lambda match: -match.score):
        key, since = match.candidate_key, pairs[match.req_key, match.candidate_key].strong_since
        if since and (key not in newest or since > newest[key][0]):
            newest[key] = (since, match.requisition)
    return newest


def follow_up(
    candidate: Any,
    touches: Touches,
    strong: tuple[date, str] | None,
    rules: Rules,
    today: date,
    snooze: Action | None = None,
) -> FollowUp:
    """The earliest of promise, revisit, strong match, consent and cadence; never a day before they were shelved.

    A date that the candidate named wins over the cadence and every match, but not over a promise or the end of consent.
    A snooze moves the cadence and everything that was due when it was made; what falls due later keeps its own day.
    A reply and a new Strong match are named even where something else has been due for longer, and a reply is named
    first. Without a basis to contact them only promises, their own replies and the question of consent are due.
    """
    excluded = unreachable(candidate)
    promised = _promised(candidate, touches)
    if excluded and not no_basis(excluded):
        # The row that is shown does not say what was promised on the other one.
        by, why = promised[0] if promised and merged(candidate) else (None, excluded)
        return FollowUp(by, why)
    replies = [(day, why) for day, why in _replies(candidate, touches) if touches.done is None or touches.done < day]
    dated: list[Due] = [*promised, *replies]
    cadence: list[Due] = []
    new_match: list[Due] = []
    if candidate.consent.until:
        dated += _consent(candidate.consent.until, touches, rules, today)
    revisit = _pending(candidate.revisit_on, touches)
    # A reply comes before anything of ours, however long that has been due.
    if revisit and not replies and not excluded:
        dated.append((revisit, _why_revisit(candidate, revisit)))
    elif not replies and not excluded:
        if strong and _pending(strong[0], touches):
            new_match.append((strong[0], Reason(ReasonKind.STRONG_MATCH, what=strong[1])))
            dated += new_match
        cadence = _cadence(touches, rules)
    if not dated and excluded:
        return FollowUp(None, excluded)
    if not dated and not cadence:
        if touches.unanswered >= rules.most_touches:
            return FollowUp(None, Reason(ReasonKind.PAUSED, count=touches.unanswered))
        return FollowUp(None, None)
    until = _in_force(snooze, touches)
    waiting = [(max(on, until) if until and snooze and on <= snooze.on else on, on, reason) for on, reason in dated]
    waiting += [(max(on, until or on), on, reason) for on, reason in cadence]
    on, was, reason = min(waiting, key=lambda option: option[0])
    due_by = [(day, why) for due_on, day, why in waiting if due_on <= max(on, today)]
    reason = _with_reply(_with_match(reason, due_by, new_match), due_by)
    # A promise of ours is never hidden behind something older.
    also = [replace(one, kind=ReasonKind.ALSO_PROMISED, on=by) for by, one in promised if reason.kind is not one.kind]
    put_off = [Reason(ReasonKind.SNOOZED, on, who=snooze.who)] if snooze and on != was else []
    return FollowUp(on, replace(reason, also=(*reason.also, *also, *put_off)) if also or put_off else reason)


def _with_match(reason: Reason, due_by: Collection[Due], new_match: Collection[Due]) -> Reason:
    """A reason that names a new Strong match, too, if that is due. The match matters more than keeping warm."""
    match = next((why for on, why in new_match if (on, why) in due_by), reason)
    if reason == match:
        return reason
    first, then = (match, reason) if reason.kind in KEEPING_WARM else (reason, match)
    return replace(first, also=(then,))


def _with_reply(reason: Reason, due_by: Collection[Due]) -> Reason:
    """A reason that names a reply first, if one waits: it matters most, though consent has been ending for longer."""
    if reason.kind in REPLIED:
        return reason
    return next((replace(why, also=(reason,)) for _, why in due_by if why.kind in REPLIED), reason)


def _consent(until: date, touches: Touches, rules: Rules, today: date) -> list[Due]:
    """A notice ahead of the end of consent; a second one on the last day, if the first was marked done."""
    notice = until - timedelta(days=int(rules.consent_notice))
    reason = Reason(ReasonKind.CONSENT_ENDED if until < today else ReasonKind.CONSENT_ENDS, until)
    days = [day for day in (notice, until) if touches.done is None or touches.done < day]
    return [(max(days[0], touches.shelved or days[0]), reason)] if days else []


def _in_force(snooze: Action | None, touches: Touches) -> date | None:
    """The day that a snooze lasts until; None where contact since the snooze has ended it."""
    if snooze is None or (touches.last and touches.last > snooze.on) or touches.before_shelving(snooze.on):
        return None
    return snooze.until


def _assigned(plan: FollowUp, candidate: Any, given: Action | None) -> FollowUp:
    """The follow-up with a note of who assigned it, while the owner is still the one it was assigned to."""
    if plan.on is None or plan.reason is None or given is None or key_of(candidate.owner) != key_of(given.value):
        return plan
    also = (*plan.reason.also, Reason(ReasonKind.GIVEN, what=given.value, who=given.who))
    return plan._replace(reason=replace(plan.reason, also=also))


def _pending(day: date | None, touches: Touches) -> date | None:
    """The day, unless contact or a follow-up since has settled it."""
    return day if day and not touches.settles(day) else None


def _why_revisit(candidate: Any, revisit: date) -> Reason:
    if revisit == candidate.said.asked_until:
        return Reason(ReasonKind.ASKED_AGAIN, revisit)
    free = candidate.shelve_reason is ShelveReason.TIMING
    return Reason(ReasonKind.FREE_FROM if free else ReasonKind.REVISIT, revisit)


def _replies(candidate: Any, touches: Touches) -> list[Due]:
    """Replies that no recruiter has dealt with, and a bounced address."""
    said, contact = candidate.said, candidate.last_contact
    due = [(day, Reason(ReasonKind.INTERESTED, what=req)) for req, day in said.interested]
    if said.waiting:
        due.append((said.waiting, Reason(ReasonKind.WROTE)))
    # Last contact, as typed, may say that they were in contact since.
    due = [(day, what) for day, what in due if (not contact or contact < day) and not touches.before_shelving(day)]
    if said.bounced_on:
        due.append((max(said.bounced_on, touches.shelved or said.bounced_on), Reason(ReasonKind.ADDRESS_DEAD)))
    return due


def _promised(candidate: Any, touches: Touches) -> list[Due]:
    by = _pending(candidate.promised_by, touches)
    return [(by, Reason(ReasonKind.PROMISED, what=candidate.promised))] if by else []


def _cadence(touches: Touches, rules: Rules) -> list[Due]:
    if touches.unanswered >= rules.most_touches:
        return []
    since = max(filter(None, (touches.last, touches.done, touches.shelved)), default=None)
    if touches.last and since and touches.unanswered:
        wait = rules.second_touch if touches.unanswered == 1 else rules.third_touch
        return [(add_working_days(since, int(wait)), Reason(ReasonKind.NO_REPLY, touches.last))]
    if since is None:
        return []
    kind = ReasonKind.KEPT_WARM_SINCE_SHELVED
    if since == touches.last:
        kind = ReasonKind.KEPT_WARM
    elif since == touches.done:
        kind = ReasonKind.KEPT_WARM_SINCE_DONE
    return [(since + timedelta(days=int(rules.keep_warm)), _kept_warm(kind, since))]


@lru_cache(maxsize=5_000)
def _kept_warm(kind: ReasonKind, since: date) -> Reason:
    """Many candidates have one reason."""
    return Reason(kind, since)


def due(follow_ups: FollowUpFrame, today: date) -> FollowUpFrame:
    """The follow-ups that are due on or before a day, earliest first."""
    days = follow_ups["on"]
    places = [place for place, day in enumerate(days) if day is not None and day <= today]
    return FollowUpFrame(follow_ups.at(sorted(places, key=days.__getitem__)))
