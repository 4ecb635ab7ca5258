"""Why a message must not go out now. Checked when it is drafted, when it is queued, and again when it is sent."""

from collections.abc import Mapping
from datetime import date, timedelta
from itertools import pairwise
from typing import Any

from automation.core.follow_ups.schedule import add_working_days
from automation.core.identity.greeting import name_problem
from automation.core.ledger.events import REACHED, THREAD, State, Step
from automation.core.ledger.replies import ReplySummary, summary_of
from automation.core.ledger.reply_events import OWED
from automation.core.ledger.sends import Send, claims_of
from automation.core.ledger.standing_releases import against, sent_by
from automation.core.ledger.wording import STATE_PHRASES, STEP_NOUNS
from automation.core.messages.alert_guards import PLANNED, against_alert, is_alert, keeps_no_distance
from automation.core.messages.proposal import Circumstances, Proposal
from automation.core.model import QUOTED, Status
from automation.core.reasons import OF_AN_ORGANISATION, Reason, ReasonKind
from automation.core.rules import Rules
from automation.core.schema import CANDIDATES
from automation.core.sentences import counted
from automation.core.tabs.shown_headers import header_in, in_their_words
from automation.core.text import key_of
from automation.core.workbook.choices import unwanted
from automation.core.workbook.consent import consent_of, region_of
from automation.core.workbook.contacts import in_contact
from automation.core.workbook.exclusions import barred, merged, named_as_in

DAY = timedelta(days=1)
# The candidate has the message, may have it, or will get it.


def reasons_against(candidate: Any | None, proposal: Proposal, around: Circumstances) -> list[Reason]:
    """Every reason why this message must not go out now; [] where it may.

    Args:
        candidate: The row of the candidates' frame; None where it is gone.
        proposal: The message.
        around: Everything else.
    """
    if candidate is None:
        return [Reason(ReasonKind.ROW_GONE, what=proposal.candidate)]
    reasons = (
        _stopped(around),
        _listed(proposal, around),
        candidate.other_row if merged(candidate) else barred(candidate),
        unclear_name(candidate, around.renamed),
        _answered(proposal, around),
        _claimed(proposal, around),
        _as_alert(candidate, proposal, around),
        _by_release(proposal, around),
        _region_and_consent(candidate, proposal, around),
        _unanswered(candidate, proposal, around),
        _collision(candidate, proposal, around),
        *_by_other_rows(proposal, around),
    )
    return [around.colleagues.named(named_as_in(around.renamed, reason)) for reason in reasons if reason]


def _listed(proposal: Proposal, around: Circumstances) -> Reason | None:
    """The reason on the suppression list; that of an organisation is in the row."""
    why = around.suppressed.get(key_of(proposal.candidate))
    return None if why is not None and why.kind in OF_AN_ORGANISATION else why


def _stopped(around: Circumstances) -> Reason | None:
    stopped = around.state.stopped
    return Reason(ReasonKind.SENDING_STOPPED, what=stopped.detail, who=stopped.by) if stopped else None


def unclear_name(candidate: Any, renamed: Mapping[tuple[str, str], str] | None = None) -> Reason | None:
    """The reason in the name that a message would greet: it holds a note, or it is no name.

    Args:
        candidate: The row.
        renamed: As in `Circumstances`.
    """
    field_id, problem = name_problem(candidate.name, candidate.preferred_name)
    if not problem:
        return None
    names = {one: header for (tab, one), header in (renamed or {}).items() if tab == CANDIDATES}
    problem = in_their_words(problem, names, CANDIDATES, ["preferred_name"])
    said = f"{header_in(names, CANDIDATES, field_id)} '{(candidate.preferred_name or candidate.name)[:QUOTED]}'"
    return Reason(ReasonKind.NAME_UNCLEAR, what=said, how=problem)


def _by_other_rows(proposal: Proposal, around: Circumstances) -> list[Reason]:
    """The reasons against it from the other rows of the same person; the strictest row counts."""
    found = []
    for row in around.other_rows(key_of(proposal.candidate)):
        asked = proposal.step == Step.CONSENT
        lacking = None if asked else consent_of(row, around.conventions, around.today, around.rules).lacking
        reasons = filter(None, (barred(row), lacking, _in_touch(row, proposal, around)))
        found += [Reason(ReasonKind.OTHER_ROW, what=row.key, also=(reason,)) for reason in reasons]
    return found


def _answered(proposal: Proposal, around: Circumstances) -> Reason | None:
    """The reason from the candidate's own replies in the ledger."""
    key = key_of(proposal.candidate)
    replies = summary_of(around.state, around.persons, key)
    if replies.left:
        return Reason(ReasonKind.ASKED)
    if why := _unwanted(proposal, around, replies):
        return why
    for requisition in proposal.requisitions:
        day = replies.declined.get(key_of(requisition))
        if day:
            return Reason(ReasonKind.NO_THANKS, day, requisition, how=replies.why.get(key_of(requisition), ""))
    named = [replies.not_now.get(key_of(requisition)) for requisition in proposal.requisitions]
    until = max((day for day in (*named, replies.asked_until) if day), default=None)
    if until and until > around.today and proposal.step not in OWED and not _is_reply(proposal, around):
        return Reason(ReasonKind.WAIT_UNTIL, until)
    if replies.replied_on and proposal.step in THREAD[1:]:
        before = [send.at.date() for send in around.sends(key) if send.state is State.SENT]
        if before and replies.replied_on >= max(before):
            return Reason(ReasonKind.REPLIED_SINCE, replies.replied_on)
    return None


def _unwanted(proposal: Proposal, around: Circumstances, replies: ReplySummary) -> Reason | None:
    """Why they do not want to hear of an opening that this message names, by their own choice."""
    if proposal.step in OWED:
        return None
    row = around.rows.get(key_of(proposal.candidate))
    alerts = row.alerts if row is not None else replies.alerts
    keys = map(key_of, proposal.requisitions)
    return next(filter(None, (unwanted(alerts, replies, key, around.openings.get(key)) for key in keys)), None)


def _claimed(proposal: Proposal, around: Circumstances) -> Reason | None:
    own = around.state.sends.get(proposal.send_id)
    at = own.queued.at if own else around.now
    person = around.persons.of(key_of(proposal.candidate))
    held = around.state.taken(
        claims_of(sorted(person.identities), proposal.requisitions, proposal.step, at),
        besides=lambda send: send.send_id == proposal.send_id or not around.persons.is_theirs(person, send),
    )
    if held is None:
        return None
    about = ", ".join(held.queued.requisitions)
    what = f"{_noun(held)} about {about}" if about else _noun(held)
    on = (held.at if held.state is State.SENT else held.queued.at).date()
    return Reason(ReasonKind.CLAIMED, on, what, held.queued.by, how=STATE_PHRASES[held.state])


def _as_alert(candidate: Any, proposal: Proposal, around: Circumstances) -> Reason | None:
    """The reason against an alert or an invitation; None for all other messages."""
    key = key_of(proposal.candidate)
    for one in proposal.requisitions if proposal.step == Step.ALERT else ():
        row = around.openings.get(key_of(one))
        if row is None or row.status is not Status.OPEN:
            return Reason(ReasonKind.OPENING_CLOSED, what=one)
    said = summary_of(around.state, around.persons, key)
    others = [send for send in around.sends(key) if send.send_id != proposal.send_id]
    rows = around.other_rows(key)
    return against_alert(proposal.step, proposal.requisitions, candidate, said, others, rows, around.today)


def _by_release(proposal: Proposal, around: Circumstances) -> Reason | None:
    """Why the standing release that it names does not allow it."""
    if not proposal.release:
        return None
    release = around.state.standing.get(proposal.release)
    if release is None:
        revoked = proposal.release in around.state.revoked
        return Reason(ReasonKind.RELEASE_REVOKED if revoked else ReasonKind.RELEASE_UNKNOWN)
    if not around.colleagues.same(release.by, proposal.by):
        return Reason(ReasonKind.RELEASE_OF_ANOTHER, who=release.by)
    rows = [around.openings.get(key_of(one)) for one in proposal.requisitions]
    families = ["" if row is None else row.family for row in rows]
    used = sent_by(around.state.sends.values(), proposal.release, around.now, proposal.send_id)
    return against(release, families, used + proposal.ahead, around.today)


def _noun(send: Send) -> str:
    return STEP_NOUNS.get(send.queued.step, send.queued.step)


def _region_and_consent(candidate: Any, proposal: Proposal, around: Circumstances) -> Reason | None:
    if region_of(candidate.region, around.conventions) is None:
        return Reason(ReasonKind.REGION_UNKNOWN)
    if proposal.step == Step.CONSENT:
        # The question whether consent continues needs no consent.
        return None
    return consent_of(candidate, around.conventions, around.today, around.rules).lacking


def _unanswered(candidate: Any, proposal: Proposal, around: Circumstances) -> Reason | None:
    if proposal.step in {*OWED, Step.ALERT} or _is_reply(proposal, around):
        return None
    contact = in_contact(candidate)
    sent = [
        send
        for send in around.sends(key_of(proposal.candidate))
        if around.state.reached(send)
        and send.send_id != proposal.send_id
        and not is_alert(send)
        and (contact is None or send.at.date() > contact)
    ]
    most = int(around.rules.most_touches)
    return Reason(ReasonKind.PAUSED, count=len(sent)) if len(sent) >= most else None


def _collision(candidate: Any, proposal: Proposal, around: Circumstances) -> Reason | None:
    """Contact by any recruiter within `collision_days`. The next step of a thread waits only until it is due.

    A reply to what the candidate wrote since waits for nothing.
    """
    if _is_reply(proposal, around):
        return None
    days = around.limits.collision_days
    for send in reversed(around.sends(key_of(proposal.candidate))):
        came_back = send.send_id in around.state.bounced
        if send.state not in PLANNED or came_back or send.send_id == proposal.send_id:
            continue
        if keeps_no_distance(proposal.step, proposal.requisitions, send):
            continue
        on = send.at.date()
        if _continues(proposal, send, around):
            due = _due(send, around.rules)
            return Reason(ReasonKind.TOO_EARLY, on, _noun(send), until=due) if due > around.today else None
        if around.now - send.at < days * DAY:
            if send.state not in REACHED:
                return Reason(ReasonKind.ABOUT_TO_BE_WRITTEN_TO, who=send.queued.by)
            return Reason(ReasonKind.WRITTEN_TO, on, who=send.queued.by, count=days)
    return _in_touch(candidate, proposal, around) or _spoken(proposal, around)


def _is_reply(proposal: Proposal, around: Circumstances) -> bool:
    """Whether a message replies to a candidate who wrote to us since the last message to them."""
    if proposal.step != Step.REPLY:
        return False
    key = key_of(proposal.candidate)
    replied = summary_of(around.state, around.persons, key).replied_on
    others = (send for send in around.sends(key) if send.state in REACHED and send.send_id != proposal.send_id)
    last = max((send.at.date() for send in others), default=None)
    return replied is not None and (last is None or replied >= last)


def _spoken(proposal: Proposal, around: Circumstances) -> Reason | None:
    """Contact by another recruiter within `collision_days`, as they recorded it."""
    spoke = summary_of(around.state, around.persons, key_of(proposal.candidate)).spoke
    days = around.limits.collision_days
    if spoke is None or around.colleagues.same(spoke[1], proposal.by) or (around.today - spoke[0]).days >= days:
        return None
    return Reason(ReasonKind.IN_CONTACT, spoke[0], who=spoke[1], count=days)


def _in_touch(candidate: Any, proposal: Proposal, around: Circumstances) -> Reason | None:
    """Contact by another owner within `collision_days`, as the row says."""
    if _is_reply(proposal, around):
        return None
    days, contact = around.limits.collision_days, candidate.last_contact
    own = around.colleagues.same(candidate.owner or "", proposal.by)
    if contact and not own and 0 <= (around.today - contact).days < days:
        return Reason(ReasonKind.IN_CONTACT, contact, who=candidate.owner or "", count=days)
    return None


def _due(send: Send, rules: Rules) -> date:
    """When the step after this one is due."""
    wait = rules.second_touch if send.queued.step == Step.FIRST else rules.third_touch
    return add_working_days(send.at.date(), int(wait))


def _continues(proposal: Proposal, send: Send, around: Circumstances) -> bool:
    """Whether a proposal is the next step of a thread: same sender, and only openings of the message before."""
    return (
        any((send.queued.step, proposal.step) == steps for steps in pairwise(THREAD))
        and send.state is State.SENT
        and around.colleagues.same(send.queued.by, proposal.by)
        and {key_of(req) for req in proposal.requisitions} <= {key_of(req) for req in send.queued.requisitions}
    )


def brake(by: str, around: Circumstances) -> str:
    """Why no more messages go out for now, in words; "" below the caps. The other messages stay queued."""
    limits = around.limits
    recent = [send for send in around.state.sends.values() if send.state in REACHED and around.now - send.at < DAY]
    if len(recent) >= limits.daily_cap:
        return f"{counted(limits.daily_cap, 'message')} went out within 24 hours, which is the cap: the rest waits"
    own = sum(around.colleagues.same(send.queued.by, by) for send in recent)
    if own >= limits.recruiter_cap:
        name = around.colleagues.shown(by)
        return (
            f"{name} sent {counted(limits.recruiter_cap, 'message')} within 24 hours, which is the cap: the rest waits"
        )
    return ""
