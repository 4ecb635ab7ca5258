"""Sentences for messages: how we met, why it was not right then, and what is different now.

They state only what the sheet says, and not all of it: no ratings, no assessments, nothing about other people. Where
a cell is blank, the sentence that needs it is left out.
"""

import re
from collections.abc import Callable, Mapping, Sequence
from datetime import date
from typing import Any

from automation.core.identity.greeting import greeted, name_issue, without_number
from automation.core.matching.blockers import judge
from automation.core.matching.case import Case
from automation.core.model import BlockerState, Conventions, Pay, Remote, ShelveReason, Stage
from automation.core.parsing.nearness import same_place
from automation.core.rules import Rules
from automation.core.sentences import MONTHS, counted, listed, long_day, month
from automation.core.taxonomy.skill_comparison import FULL
from automation.core.taxonomy.skill_index import SkillIndex
from automation.core.text import key_of, plain
from automation.core.workbook.consent import consent_of, retention_of

# What messages and the page promise.
ERASED_IN = "30 days"
NAMED_SKILLS = 4
PROFILE_SKILLS = 8
DAYS_A_YEAR = 365.25

_MET = {
    Stage.APPLIED: "You applied to us{for_role}{when}.",
    Stage.SCREEN: "We spoke{about_role}{when}.",
    Stage.INTERVIEW: "You interviewed with us{for_role}{when}.",
    Stage.FINAL: "You interviewed with us{for_role}{when}.",
    Stage.OFFER: "You interviewed with us{for_role}{when}.",
}
_IN_TOUCH = "We were in touch{about_role}{when}."

# Why it was not right then. Reasons that do not belong in a message are missing: a failed assessment, conduct, a work
# permit, and reasons that a recruiter typed themselves.
THEN = {
    ShelveReason.LOST_TO_FINALIST: "In the end we chose another finalist, and we have kept you in mind since.",
    ShelveReason.PAY_TOO_HIGH: "What you were looking for was more than we could pay at the time.",
    ShelveReason.LOCATION: "At the time, the location did not work.",
    ShelveReason.TOO_SENIOR: "The role we had then was a step below what you do.",
    ShelveReason.TOO_JUNIOR: "The role we had then needed more years of experience.",
    ShelveReason.SKILL_GAP: "The role we had then needed experience in other tools.",
    ShelveReason.TIMING: "The timing was not right then.",
    ShelveReason.HEADCOUNT_FROZEN: "The role was frozen before it could be filled, which had nothing to do with you.",
    ShelveReason.REQ_CANCELLED: "The role was cancelled, which had nothing to do with you.",
    ShelveReason.DECLINED_OFFER: "You decided against our offer then, and I respect that.",
    ShelveReason.WITHDREW: "You decided not to go on then, and I respect that.",
}


def greeting(person: Any) -> str:
    """The name after "Hello": the preferred one, else the given name where it is sure, else Name."""
    return greeted(person.name, person.preferred_name, person.given_name)


def full_name(person: Any) -> str:
    """The name to write to: Name without a system's number; if it holds more than a name, Preferred name."""
    preferred = person.preferred_name if name_issue(person.name) else ""
    return str(preferred or without_number(person.name))


def around(day: date, today: date) -> str:
    """A past day in rough words: last month, around April, around April last year, around April 2024."""
    months = (today.year - day.year) * 12 + today.month - day.month
    if months <= 1:
        return "last month" if months == 1 else "earlier this month"
    year = {0: "", 1: " last year"}.get(today.year - day.year, f" {day.year}")
    return f"around {MONTHS[day.month - 1]}{year}"


def how_we_met(candidate: Any, former: Any | None, today: date) -> str:
    """How far it went, for which role and when; "" where the row says nothing about it."""
    when = f" {around(candidate.shelved_on, today)}" if candidate.shelved_on else ""
    role = f" our {former.title} role" if former is not None and former.title else ""
    if not when and not role and candidate.stage is None:
        return ""
    return _MET.get(candidate.stage, _IN_TOUCH).format(
        for_role=f" for{role}" if role else "", about_role=f" about{role}" if role else "", when=when
    )


def why_then(candidate: Any, rules: Rules, today: date) -> str:
    """Why it was not right then, and what time has changed about it; "" for reasons that are not in `THEN`."""
    why = THEN.get(candidate.shelve_reason, "")
    return " ".join(filter(None, (why, _since_then(candidate, rules, today)))) if why else ""


def _since_then(candidate: Any, rules: Rules, today: date) -> str:
    """What time has changed, for any opening."""
    reason, revisit = candidate.shelve_reason, candidate.revisit_on
    if reason is ShelveReason.TIMING and revisit:
        if revisit <= today:
            return f"We had a note to get back to you {_from(revisit, today)}."
        return "It may still be too early; then just tell me when to ask again."
    days = (today - candidate.shelved_on).days if candidate.shelved_on else 0
    if reason in {ShelveReason.DECLINED_OFFER, ShelveReason.WITHDREW} and days >= rules.declined:
        return "Some time has passed, so I would rather ask than assume."
    if reason is ShelveReason.TOO_JUNIOR and days >= DAYS_A_YEAR:
        ago = "more than a year" if days < 2 * DAYS_A_YEAR else "some years"
        return f"That was {ago} ago, and I would like to hear what you have done since."
    return ""


def _from(day: date, today: date) -> str:
    return around(day, today).replace("earlier this", "this")


def why_now(case: Case) -> str:
    """What is different about this opening, or what may still be a problem; "" for neither."""
    words = _NOW.get(case.candidate.shelve_reason)
    return words(case, judge(case).state) if words else ""


def _role_again(case: Case, state: BlockerState) -> str:
    if state is not BlockerState.CLEARED:
        return ""
    same = key_of(case.former_name) == key_of(case.requisition.key)
    return "It is the same role, open again." if same else "It is close to the one we had then."


def _pay_now(case: Case, state: BlockerState) -> str:
    if state is BlockerState.STANDING:
        return "The pay may still be less than you are looking for, so tell me if that rules it out."
    if state is not BlockerState.CLEARED:
        return ""
    # Cleared means that the range reaches the lower end of what they asked for.
    covers = case.requisition.pay.high >= case.candidate.pay.high
    return f"The salary range {'covers' if covers else 'overlaps with'} what you were looking for."


def _place_now(case: Case, state: BlockerState) -> str:
    if state is BlockerState.STANDING:
        return "I know that the location may be a problem again, so tell me if that rules it out."
    if state is not BlockerState.CLEARED:
        return ""
    if case.requisition.remote is Remote.REMOTE:
        return "This one is remote, so that should not matter now."
    if case.requisition.location and same_place(case.candidate.location, case.requisition.location):
        return f"This one is in {case.requisition.location}, which I hope suits you better."
    return "This one is hybrid, so you would not have to be there every day."


def _senior_now(case: Case, state: BlockerState) -> str:
    if state is BlockerState.STANDING:
        return "I should say that this one, too, is a step below what you do."
    if state is not BlockerState.CLEARED or case.level is None:
        return ""
    return "This one is at your level." if case.requisition.level == case.level else "This one would be a step up."


def _junior_now(case: Case, state: BlockerState) -> str:
    right = state is BlockerState.CLEARED and case.level is not None and case.requisition.level == case.level
    return "This one is at your level." if right else ""


def _skills_now(_case: Case, state: BlockerState) -> str:
    return "This one is closer to what you do." if state is BlockerState.CLEARED else ""


def _permit_now(case: Case, _state: BlockerState) -> str:
    if case.candidate.work_authorisation or case.requisition.sponsors is None:
        return ""
    can = "can" if case.requisition.sponsors else "cannot"
    return f"You should know that we {can} sponsor a work permit for this one."


_NOW: Mapping[ShelveReason, Callable[[Case, BlockerState], str]] = {
    ShelveReason.LOST_TO_FINALIST: _role_again,
    ShelveReason.PAY_TOO_HIGH: _pay_now,
    ShelveReason.LOCATION: _place_now,
    ShelveReason.TOO_SENIOR: _senior_now,
    ShelveReason.TOO_JUNIOR: _junior_now,
    ShelveReason.SKILL_GAP: _skills_now,
    ShelveReason.HEADCOUNT_FROZEN: _role_again,
    ShelveReason.REQ_CANCELLED: _role_again,
    ShelveReason.WORK_AUTHORISATION: _permit_now,
}


def the_roles(titles: Sequence[str]) -> str:
    """Openings as part of a sentence: the Platform Engineer role."""
    return f"the {listed(titles)} role{'s' if len(titles) > 1 else ''}" if titles else ""


def place(requisition: Any) -> str:
    """Where the work is done: Berlin (hybrid), remote, or ""."""
    if requisition.remote is Remote.REMOTE:
        return "remote"
    hybrid = requisition.remote is Remote.HYBRID
    if not requisition.location:
        return "hybrid" if hybrid else ""
    return f"{requisition.location} (hybrid)" if hybrid else str(requisition.location)


def role(requisition: Any) -> str:
    """Title and place: Platform Engineer in Berlin (hybrid)."""
    where = place(requisition)
    if not requisition.title or not where:
        return str(requisition.title)
    somewhere = requisition.location and where.startswith(requisition.location)
    return f"{requisition.title} in {where}" if somewhere else f"{requisition.title} ({where})"


def pay(requisition: Any) -> str:
    """What it pays: 80,000 to 98,000 EUR a year."""
    band = requisition.pay
    if not isinstance(band, Pay) or not band.currency:
        return ""
    low = f"{band.low:,.0f} to " if band.low < band.high else "up to "
    return f"{low}{band.high:,.0f} {band.currency} a year"


def shared_skills(case: Case) -> list[str]:
    """The must-have skills that the row lists, in the requisition's words."""
    row = SkillIndex([case.candidate.skills], case.dictionary)
    asked = case.dictionary.distinct(case.requisition.must)
    return [skill for skill in asked if any(credit == FULL for credit in row.holders(skill).credit)]


def details(case: Case, skills: Sequence[str]) -> str:
    """The shared skills and the pay of an opening in a sentence; "" where it has neither.

    Args:
        case: The candidate and the opening.
        skills: As `shared_skills` gives them.
    """
    paid = pay(case.requisition)
    named = skills[:NAMED_SKILLS]
    whole = len(named) == len(case.dictionary.distinct(case.requisition.must))
    asks = f"asks for {listed(named)}{'' if whole else ', among other things'}" if named else ""
    pays = f"pays {paid}" if paid else ""
    clauses = ", and ".join(filter(None, (asks, pays)))
    return f"It {clauses}." if clauses else ""


def promise(candidate: Any) -> str:
    """What was promised, as the end of a sentence."""
    text = str(candidate.promised).strip().rstrip(".!")
    acronym = text[:2].isalpha() and text[:2].isupper()
    return text if acronym or text.startswith(("I ", "I'")) else f"{text[:1].lower()}{text[1:]}"


def day_of(day: date, today: date) -> str:
    """A day in words, without the present year: 12 November."""
    return long_day(day).removesuffix(f" {today.year}")


def keeping(candidate: Any, conventions: Conventions, today: date, rules: Rules) -> str:
    """The ground for keeping a candidate's details, and until when; "" where no rule sets an end."""
    until = consent_of(candidate, conventions, today, rules).until
    if until is None:
        return ""
    agreed = max((day for day in (candidate.consent_on, candidate.said.kept_on) if day), default=None)
    if agreed is None or "interest" in plain(candidate.consent_basis):
        ground = "We have kept your details so that we can tell you of openings."
    else:
        ground = f"In {month(agreed)} you agreed that we keep your details to tell you of openings."
    return f"{ground} That {'ended' if until < today else 'ends'} on {long_day(until)}."


def without_reply(candidate: Any, conventions: Conventions, today: date, rules: Rules) -> str:
    """What happens to a candidate's details if they do not reply, in a sentence; "" where no rule sets an end."""
    until = consent_of(candidate, conventions, today, rules).until
    if until is None:
        return ""
    if until < today:
        return f"If I do not hear from you, we do not use them any more, and a person deletes them within {ERASED_IN}."
    return (
        f"If I do not hear from you, we stop using them after {long_day(until)}, and a person deletes them within "
        f"{ERASED_IN} of that day."
    )


def keep_for(candidate: Any, conventions: Conventions, rules: Rules) -> str:
    """For how long a candidate's details may be kept if they agree; "" where no rule says."""
    months = rules.use_months(retention_of(candidate.region, conventions))
    return counted(months, "month") if months else ""


def opt_out_line(url: str = "") -> str:
    """How to unsubscribe, in a sentence; with the address of the page where there is one."""
    if url:
        return f"If you would rather not hear from us about openings, say so in a reply or here: {url}"
    return "If you would rather not hear from us about openings, say so in a reply, and we will not write again."


def answer_line(url: str) -> str:
    """Where to reply without writing a mail, in a sentence; "" where there is no such page."""
    return f"Or answer with one tap, or tell me what has changed: {url}" if url else ""


# Internal words, which recruiters type into cells but candidates should not read.
_INTERNAL = re.compile(
    r"\b(?:failed (?:the )?assessment|do not contact|runner-up|silver medal(?:l?ist)?|shelved?|rating [1-5])\b",
    re.IGNORECASE,
)


def internal_words(text: str) -> list[str]:
    """The internal words in a text, in lower case, each once."""
    return list(dict.fromkeys(match.lower() for match in _INTERNAL.findall(text)))
