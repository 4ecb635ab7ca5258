"""Reasons in words, for the sheet and the command line; a page passes its own way of writing days."""

from collections.abc import Callable, Mapping
from datetime import date

from automation.core.reasons import ASKED_TO_LEAVE, EXCLUSIONS, NAMES_HEADER, OF_AN_ORGANISATION, Reason, ReasonKind
from automation.core.sentences import counted, month

Days = Callable[[date], str]
# The reasons why no follow-up is due.
_NOTHING_DUE = EXCLUSIONS | {ReasonKind.PAUSED}


def words(reason: Reason, day: Days = date.isoformat) -> str:
    """A reason as the sheet says it, without a full stop.

    Args:
        reason: Which.
        day: How a day is written.
    """
    said = [words(one, day) for one in reason.also]
    until = f" until {day(reason.until)}" if reason.until else ""
    by = f" by {reason.who}" if reason.who else ""
    if reason.kind is ReasonKind.OTHER_ROW:
        return f"{'. '.join(said)} (the same person's row {reason.what})"
    if reason.kind in OF_AN_ORGANISATION:
        what = "e-mail domain" if reason.kind is ReasonKind.DOMAIN else "company"
        return f"Their {what} is suppressed{until}{by}{f': {reason.what}' if reason.what else ''}"
    if reason.kind is ReasonKind.LEGAL_HOLD:
        since = f" since {day(reason.on)}" if reason.on else ""
        return f"Legal hold{by}{since}{until}{f': {reason.what}' if reason.what else ''}"
    if reason.kind is ReasonKind.RECORDS_KEPT:
        return f"Records must be kept until {day(reason.until)}" if reason.until else "Records must be kept"
    if reason.kind is ReasonKind.TOO_EARLY and reason.on and reason.until:
        return f"The {reason.what} was sent on {day(reason.on)}; the next one is allowed on {day(reason.until)}"
    return ". ".join([_WORDS[reason.kind](reason, day(reason.on) if reason.on else ""), *said])


def why_due(reason: Reason | None, day: Days = date.isoformat) -> str:
    """The reason of a follow-up; "" for none. Where no follow-up is due, it begins with "None:"."""
    if reason is None:
        return ""
    said = words(reason, day)
    # A header of the sheet stays as it is written.
    first = said[0] if reason.kind in NAMES_HEADER and reason.what else said[0].lower()
    return f"None: {first}{said[1:]}" if reason.kind in _NOTHING_DUE else said


def _standing(release: Reason) -> str:
    return f"The standing release{f' of {release.who}' if release.who else ''}"


_WORDS: Mapping[ReasonKind, Callable[[Reason, str], str]] = {
    ReasonKind.HIRED: lambda _, __: "Hired",
    ReasonKind.DO_NOT_CONTACT: lambda _, __: "Do not contact",
    ReasonKind.SUPPRESSED: lambda _, __: "Asked not to be contacted",
    ReasonKind.IN_PROCESS: lambda one, _: f"In process for {one.what}" if one.what else "In process",
    ReasonKind.CONDUCT: lambda _, __: "Shelved for conduct",
    ReasonKind.BY_HAND: lambda _, __: "Matching by hand: the program does not score them",
    ReasonKind.MERGED: lambda one, _: f"Merged into row {one.what}" if one.what else "Merged into another row",
    ReasonKind.PASSED: lambda one, on: (
        f"Passed on by {one.who or 'a colleague'}{f' on {on}' if on else ''}{f': {one.what}' if one.what else ''}"
    ),
    ReasonKind.NOT_OPEN: lambda one, _: f"{one.what or 'It'} is not open, so it has no slate",
    ReasonKind.ONLY_THESE: lambda _, __: "Wants to hear only about the openings we wrote to them about",
    ReasonKind.NOT_CHOSEN: lambda _, __: "Chose to hear of other topics or places",
    ReasonKind.ASKED: lambda one, _: f"{one.what or ASKED_TO_LEAVE}{f' (suppressed by {one.who})' if one.who else ''}",
    ReasonKind.BOUNCED: lambda _, on: f"mail to this address bounced for good{f' on {on}' if on else ''}",
    ReasonKind.UNKNOWN_DELIVERY: lambda _, __: "Delivery unknown: look whether it arrived, and say so",
    ReasonKind.INTERESTED: lambda one, _: f"Interested{f' in {one.what}' if one.what else ''}: get back to them",
    ReasonKind.WROTE: lambda _, __: "They wrote: read it and reply",
    ReasonKind.ADDRESS_DEAD: lambda _, __: "Mail came back: find another address",
    ReasonKind.PROMISED: lambda one, _: f"Promised: {one.what}" if one.what else "A promise is due",
    ReasonKind.POCKET_CHECK: lambda one, _: (
        f"Check your pocket: {counted(one.count, 'person', 'people')} on the slate"
        f"{'; it is already posted' if one.on else ', before it is posted'}"
    ),
    ReasonKind.CONSENT_ENDS: lambda _, on: f"Consent runs out on {on}: ask whether you may keep them",
    ReasonKind.CONSENT_ENDED: lambda _, on: f"Consent ran out on {on}: ask whether you may keep them",
    ReasonKind.STRONG_MATCH: lambda one, _: f"New Strong match: {one.what}",
    ReasonKind.FREE_FROM: lambda _, on: f"Free from {on}",
    ReasonKind.REVISIT: lambda _, on: f"Revisit on {on}",
    ReasonKind.ASKED_AGAIN: lambda one, _: f"Asked us to wait{f' until {month(one.on)}' if one.on else ''}",
    ReasonKind.NO_REPLY: lambda _, on: f"No reply since {on}",
    ReasonKind.KEPT_WARM: lambda _, on: f"Keep warm: last in contact {on}",
    ReasonKind.KEPT_WARM_SINCE_DONE: lambda _, on: f"Keep warm: followed up {on}",
    ReasonKind.KEPT_WARM_SINCE_SHELVED: lambda _, on: f"Keep warm: shelved {on}",
    ReasonKind.ALSO_PROMISED: lambda one, on: (
        f"Also by {on}: {f'Promised: {one.what}' if one.what else 'A promise is due'}"
    ),
    ReasonKind.SNOOZED: lambda one, on: f"Snoozed{f' until {on}' if on else ''} by {one.who or 'a colleague'}",
    ReasonKind.GIVEN: lambda one, _: f"Assigned to {one.what} by {one.who or 'a colleague'}",
    ReasonKind.UNOWNED: lambda one, _: f"Unassigned: fill {one.what or 'Owner'}",
    ReasonKind.NO_ADDRESS: lambda one, _: (
        f"No address is known for {one.who}: add it to the settings, or change {one.what or 'Owner'}"
    ),
    ReasonKind.BASIS_MISSING: lambda one, _: (
        f"{one.what or 'Consent basis'} {'says that there is none' if one.count else 'is empty'}: "
        "ask whether you may keep them, or remove the row"
    ),
    ReasonKind.CONSENT_DAY_MISSING: lambda one, _: f"{one.what or 'Consent on'} is empty: type the day they agreed",
    ReasonKind.CONSENT_OVER: lambda _, on: f"Consent ran out on {on}: ask again, or remove the row",
    ReasonKind.USE_ENDED: lambda _, on: f"Consent or basis ended{f' on {on}' if on else ''}",
    ReasonKind.ERASE_ASKED: lambda _, on: f"They asked{f' on {on}' if on else ''} to be deleted",
    ReasonKind.KEPT_LONG_ENOUGH: lambda _, on: (
        f"Records had to be kept{f' until {on}' if on else ''}, and no consent is left"
    ),
    ReasonKind.REGION_UNKNOWN: lambda one, _: f"{one.what or 'Region'} is empty or not known: whose rules apply?",
    ReasonKind.ROW_GONE: lambda one, _: f"{one.what} is not in Candidates any more",
    ReasonKind.SENDING_STOPPED: lambda one, _: (
        f"{one.who or 'A colleague'} stopped all sending{f' ({one.what})' if one.what else ''}: "
        "`backpocket outreach resume`"
    ),
    ReasonKind.NO_THANKS: lambda one, on: (
        f"They said no thanks to {one.what} on {on}{f' ({one.how})' if one.how else ''}"
    ),
    ReasonKind.WAIT_UNTIL: lambda one, _: f"They asked us to wait{f' until {month(one.on)}' if one.on else ''}",
    ReasonKind.REPLIED_SINCE: lambda _, on: f"They replied on {on}: this message is for people who did not reply",
    ReasonKind.CLAIMED: lambda one, on: f"The {one.what}, by {one.who or 'a colleague'} on {on}, {one.how}",
    ReasonKind.WRITTEN_TO: lambda one, on: (
        f"{one.who or 'A colleague'} wrote to them on {on}, less than {counted(one.count, 'day')} ago"
    ),
    ReasonKind.ABOUT_TO_BE_WRITTEN_TO: lambda one, _: (
        f"{one.who or 'A colleague'} has a message to them that waits to be sent"
    ),
    ReasonKind.IN_CONTACT: lambda one, on: (
        f"{one.who or 'A colleague'} was in contact on {on}, less than {counted(one.count, 'day')} ago"
    ),
    ReasonKind.TWICE_IN_BATCH: lambda _, __: "A message to them is in this batch already",
    ReasonKind.NAME_UNCLEAR: lambda one, _: f"{one.what} {one.how}",
    ReasonKind.READDRESSED: lambda _, __: "Their address was changed after this was queued",
    ReasonKind.ALERTS_NOT_ASKED: lambda _, __: "They did not ask to hear of new openings",
    ReasonKind.ALERTS_DECIDED: lambda _, __: "They said already whether they want to hear of new openings",
    ReasonKind.NAMED_BEFORE: lambda one, _: f"They got a message about {one.what or 'an opening in it'} before",
    ReasonKind.OPENING_CLOSED: lambda one, _: f"{one.what or 'An opening in it'} is not open any more",
    ReasonKind.ALERT_TOO_EARLY: lambda _, on: (
        f"They had an alert; the next one is allowed {f'on {on}' if on else 'later'}"
    ),
    ReasonKind.RELEASE_REVOKED: lambda _, __: "The standing release was revoked",
    ReasonKind.RELEASE_UNKNOWN: lambda _, __: "The record of messages has no such standing release",
    ReasonKind.RELEASE_OF_ANOTHER: lambda one, _: f"{_standing(one)} holds for messages in their own name only",
    ReasonKind.RELEASE_OVER: lambda one, on: f"{_standing(one)}{f' ended on {on}' if on else ' has ended'}",
    ReasonKind.RELEASE_OF_OTHERS: lambda one, _: (
        f"{_standing(one)} is for {one.what or 'another role family'}, and an opening is not"
    ),
    ReasonKind.RELEASE_FULL: lambda one, _: (
        f"{_standing(one)} is used up: {counted(one.count, 'alert')} within 7 days is its cap"
    ),
    ReasonKind.PAUSED: lambda one, _: f"{counted(one.count, 'message')} without a reply: paused",
}
