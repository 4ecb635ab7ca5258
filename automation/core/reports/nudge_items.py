"""What the nudge has to say to each colleague today, one item for each piece of news.

Whether an item was mailed before is not known here: an item has an identity, by which the nudge finds out.
"""

from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import date, timedelta
from typing import Any

from automation.core.follow_ups.retention import Due
from automation.core.follow_ups.todo import Need, Urgency, needs
from automation.core.ledger.events import Answer
from automation.core.ledger.open_replies import notification_id
from automation.core.model import Band, MatchFrame, each_row
from automation.core.publishing.plan import Plan
from automation.core.reason_words import words
from automation.core.reasons import Reason, ReasonKind
from automation.core.reports import pool_changes, pool_health
from automation.core.reports.health_report import HealthReport
from automation.core.reports.nudge_item import Item, Items, Topic
from automation.core.reports.run_failures import RunTrouble
from automation.core.reports.time_windows import Window
from automation.core.schema import CANDIDATES, REQUISITIONS
from automation.core.sentences import counted, long_day, sentence
from automation.core.text import key_of
from automation.core.workbook.contacts import in_contact
from automation.core.workbook.notice_log import Kind
from automation.core.workbook.parsed_workbook import Book

# Days in which a requisition counts as new.
NEW = timedelta(days=14)
# Candidates in a shortlist.
SHORTLIST = 5
GOOD_OR_BETTER = (Band.STRONG, Band.GOOD)


_TOPICS = {
    Urgency.ANSWER: Topic.REPLY,
    Urgency.PROMISE: Topic.PROMISE,
    Urgency.CONSENT: Topic.CONSENT,
    Urgency.UNKNOWN: Topic.UNKNOWN,
    Urgency.CHECK: Topic.CHECK,
}


def for_owners(plan: Plan) -> Items:
    """What each owner has to do: replies, promises, new Strong matches, consent, pocket checks, follow-ups.

    What has no owner is under "".
    """
    found = [
        (need.owner, _of_need(plan.book, need))
        for need in needs(plan.book, plan.slates.matches, plan.follow_ups, plan.history, plan.today)
        if need.urgency is not Urgency.STRONG and not _is_reported(plan, need)
    ]
    found += _strong(plan)
    return sorted(found, key=lambda one: (one[1].topic, one[1].since, one[1].identity))


def for_deletion(book: Book, due: Iterable[Due]) -> Items:
    """Whose details each owner ("" for none) has to delete, why and by when; not those who must still be kept."""
    found: Items = []
    for one in due:
        owner = next((row.owner for key in one.rows if (row := book.people[key]).owner), "")
        if one.hold is None:
            identity = f"delete|{one.why.kind}|{one.since}|{key_of(one.key)}"
            line = f"{one.name or one.key}: {sentence(words(one.why, long_day))} Delete by {long_day(one.by)}."
            found.append((owner, Item(Kind.DIGEST, Topic.DELETION, identity, one.since, line, candidate=one.rows[0])))
    return found


def unassigned(book: Book, item: Item, owner: str = "") -> Item:
    """An item as those get it who can assign an owner.

    Args:
        book: The workbook.
        item: It has no owner, or one whose address is not known.
        owner: That owner, as the workbook writes the name; "" for none.
    """
    tab, field = (CANDIDATES, "owner") if item.candidate else (REQUISITIONS, "recruiter")
    why = Reason(ReasonKind.NO_ADDRESS if owner else ReasonKind.UNOWNED, who=owner, what=book.header(tab, field))
    return replace(item, line=f"{sentence(item.line)} {sentence(words(why))}", unassigned=True)


def _of_need(book: Book, need: Need) -> Item:
    topic = _TOPICS.get(need.urgency, Topic.FOLLOW_UP)
    # The first reason alone tells one need from another; what is added to it may change from day to day.
    facts = (need.reason.kind, need.since, need.reason.what, need.candidate, need.requisition)
    identity = "|".join(("need", *(str(one) for one in facts)))
    about = _title(book, need.requisition) if need.requisition else name_of(book, need.candidate)
    line = f"{about}: {words(need.reason, long_day)} (since {long_day(need.since)})"
    return Item(Kind.DIGEST, topic, identity, need.since, line, candidate=need.candidate, requisition=need.requisition)


def _is_reported(plan: Plan, need: Need) -> bool:
    """Whether the owner had a mail about this reply the moment it came: see outreach/owner_alerts.py."""
    states = {ReasonKind.INTERESTED: Answer.INTERESTED, ReasonKind.ADDRESS_DEAD: Answer.HARD_BOUNCE}
    wanted, replies = states.get(need.reason.kind), plan.history.replies.get(need.candidate, ())
    same_day = [one for one in replies if one.state == wanted and one.at.date() == need.since]
    return bool(same_day) and all(notification_id(one) in plan.history.state.notified for one in same_day)


def _strong(plan: Plan) -> Items:
    """The Strong matches that are newer than the last contact, for the candidate's owner ("" for none)."""
    last_touch = dict(zip(plan.follow_ups["key"], plan.follow_ups["last_touch"], strict=True))
    found: Items = []
    for match in each_row(plan.slates.matches.having("band", Band.STRONG)):
        since = plan.slates.pairs[match.req_key, match.candidate_key].strong_since
        owner, touch = plan.book.people[match.candidate_key].owner, last_touch.get(match.candidate_key)
        done = plan.actions.done.get(match.candidate_key)
        settled = max((day for day in (touch, done.on if done else None) if day), default=None)
        if since is None or (settled and settled >= since):
            continue
        identity = f"strong|{match.req_key}|{match.candidate_key}"
        line = f"{match.name or match.candidate} fits {match.requisition}: {sentence(_story(match))}"
        found.append((owner, _about(Kind.DIGEST, Topic.STRONG, identity, since, line, match)))
    return found


def _about(kind: Kind, topic: Topic, identity: str, since: date, line: str, match: Any) -> Item:
    return Item(kind, topic, identity, since, line, candidate=match.candidate_key, requisition=match.req_key)


def _story(match: Any) -> str:
    """Why it was not right then, and why it is now."""
    now = str(match.why_now).partition(". ")[0].rstrip(".")
    then = str(match.why_then).rstrip(".")
    if not then or now.startswith(then):
        return now
    return f"{then} → {now}" if now else then


def new_requisitions(plan: Plan) -> list[Any]:
    """The open requisitions that opened within the last `NEW` days."""
    first = plan.today - NEW
    return [
        row
        for key in plan.slates.open_keys
        if (row := plan.book.requisition_rows[key]).opened_on and first <= row.opened_on <= plan.today
    ]


def shortlist(requisition: Any, book: Book, matches: MatchFrame) -> Item:
    """The shortlist of a new requisition, from a plan that the reader may see.

    Args:
        requisition: Its row.
        book: The workbook, as the reader may see it.
        matches: The slates, as the reader may see them.
    """
    own = list(each_row(matches.having("req_key", requisition.Index)))
    good = [match for match in own if match.band in GOOD_OR_BETTER][:SHORTLIST]
    title = f"{requisition.key} {requisition.title}".strip()
    if good:
        line = f"{title}: {counted(len(good), 'person', 'people')} to look at first"
        more = tuple(_shortlisted(number, match, book) for number, match in enumerate(good, start=1))
    elif own:
        line, more = f"{title}: no good match yet; this is the closest", (_shortlisted(1, own[0], book),)
    else:
        line, more = f"{title}: no match yet", ()
    identity = f"shortlist|{requisition.Index}"
    return Item(
        Kind.SHORTLIST, Topic.SHORTLIST, identity, requisition.opened_on, line, more, requisition=requisition.Index
    )


def _shortlisted(number: int, match: Any, book: Book) -> str:
    row = book.people.get(match.candidate_key)
    contact = in_contact(row) if row else None
    gap = str(match.gaps).partition(". ")[0]
    parts = (
        sentence(_story(match)),
        f"Gap: {sentence(gap[0].lower() + gap[1:])}" if gap else "",
        f"Last contact: {long_day(contact)}." if contact else "Last contact: not known.",
    )
    name = match.name or "No name"
    score = f" ({match.score:.0f})" if book.rules.show_scores else ""
    return f"{number}. {name}, {match.band or 'weak'}{score}. {' '.join(filter(None, parts))}"


def for_champions(plan: Plan) -> Items:
    """The people a champion liked who fit an open requisition, by how many; never who, see `role_filter`."""
    found: Items = []
    for match in each_row(plan.slates.matches.having("band", *GOOD_OR_BETTER)):
        champion = plan.book.people[match.candidate_key].champion
        if champion:
            identity = f"champion|{key_of(champion)}|{match.req_key}|{match.candidate_key}"
            line = f"A person you liked fits {match.requisition}."
            found.append((champion, _about(Kind.CHAMPION, Topic.CHAMPION, identity, match.first_seen_on, line, match)))
    return found


def of_forwarded(draft_id: str, called: str, on: date, until: date) -> Item:
    """That a mail which the reader forwarded waits to be confirmed.

    Args:
        draft_id: Of the draft.
        called: The candidate's name, else what the mail says instead.
        on: The day on which the mail was read.
        until: The last day on which the draft is kept.
    """
    line = f"{called}, from a mail that you forwarded: confirm or drop it by {long_day(until)}."
    return Item(Kind.DIGEST, Topic.FORWARDED, f"forwarded|{draft_id}", on, line)


def of_run(trouble: RunTrouble) -> Item:
    """That a run keeps failing, or that no refresh runs."""
    return Item(Kind.DIGEST, Topic.RUN, trouble.identity, trouble.since.date(), trouble.words())


def health(plan: Plan, due: Sequence[Due]) -> Item:
    """The pocket's health in a few lines, once a week; with how many people are due for deletion, if any are."""
    report = HealthReport(plan, Window.ending(plan.today, 90))
    ratios, late = report.ratios, pool_health.overdue(plan.follow_ups, plan.today)
    on_time = ratios["on_time_follow_up_rate"]
    consents = pool_changes.consents(plan.book, plan.today)
    more: tuple[str, ...] = (
        f"People you may write to: {len(report.eligible):,}; in contact within 180 days: {ratios['pool_freshness']}.",
        f"Openings with three good matches: {ratios['coverage']}.",
        f"Pocket checked before posting: {ratios['pocket_check_rate']}; filled from it: {ratios['rediscovery_rate']}.",
        f"Replied: {ratios['response_rate']}; promises kept: {ratios['promise_kept_rate']}.",
        f"Follow-ups overdue: {late.count:,}, {late.orphaned:,} of them unassigned; on time: {on_time}.",
        f"Basis to keep people: {', '.join(f'{count:,} {name}' for name, count in consents.items())}.",
    )
    to_delete = [one for one in due if one.hold is None]
    if to_delete:
        overdue = sum(one.by < plan.today for one in to_delete)
        more += (f"People due for deletion: {len(to_delete):,}; overdue: {overdue:,}.",)
    year, week, _ = plan.today.isocalendar()
    line = "The pocket's health in the last 90 days"
    return Item(Kind.HEALTH, Topic.HEALTH, f"health|{year}-{week}", plan.today, line, more)


def name_of(book: Book, key: str) -> str:
    """A candidate's name, else their key."""
    row = book.people.get(key)
    return str(row.name or row.key) if row else key


def _title(book: Book, key: str) -> str:
    row = book.requisition_rows.get(key)
    return f"{row.key} {row.title}".strip() if row else key
