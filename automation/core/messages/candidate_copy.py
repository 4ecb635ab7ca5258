"""Sentences for messages: how we met, why it was not right then, and what is different now.

They state only what the sheet says, and not all of it: no ratings, no assessments, nothing about other people. Where
a cell is blank, the sentence that needs it is left out. Their words come from the catalogue of a language, `texts`.
"""

import re
from collections.abc import Callable, Mapping, Sequence
from datetime import date
from typing import Any

from automation.core.identity.greeting import greeted, name_issue, without_number
from automation.core.languages.catalogue import Texts
from automation.core.matching.blockers import judge
from automation.core.matching.case import Case
from automation.core.model import BlockerState, Conventions, Pay, Remote, ShelveReason, Stage
from automation.core.parsing.choices.consent_basis import Basis, read_basis
from automation.core.parsing.locations.nearness import same_place
from automation.core.rules import Rules
from automation.core.taxonomy.skill_comparison import FULL
from automation.core.taxonomy.skill_index import SkillIndex
from automation.core.text import key_of
from automation.core.workbook.consent import consent_of, retention_of

NAMED_SKILLS = 4
PROFILE_SKILLS = 8
DAYS_A_YEAR = 365.25

# How far it went → the sentence of `met` in the catalogues.
_MET = {
    Stage.APPLIED: "applied",
    Stage.SCREEN: "spoke",
    Stage.INTERVIEW: "interviewed",
    Stage.FINAL: "interviewed",
    Stage.OFFER: "interviewed",
}


def greeting(person: Any) -> str:
    """The name after "Hello": the preferred one, else the given name where it is sure, else Name."""
    return greeted(person.name, person.preferred_name, person.given_name)


def full_name(person: Any) -> str:
    """The name to write to: Name without a system's number; if it holds more than a name, Preferred name."""
    preferred = person.preferred_name if name_issue(person.name) else ""
    return str(preferred or without_number(person.name))


def around(texts: Texts, day: date, today: date) -> str:
    """A past day in rough words: last month, around April, around April last year, around April 2024."""
    months = (today.year - day.year) * 12 + today.month - day.month
    if months <= 1:
        return texts("when.last_month" if months == 1 else "when.earlier_this_month")
    key = {0: "when.month", 1: "when.month_last_year"}.get(today.year - day.year, "when.month_and_year")
    return texts(key, month=texts.month_name(day), year=day.year)


def how_we_met(texts: Texts, candidate: Any, former: Any | None, today: date) -> str:
    """How far it went, for which role and when; "" where the row says nothing about it."""
    when = f" {around(texts, candidate.shelved_on, today)}" if candidate.shelved_on else ""
    title = former.title if former is not None else ""
    if not when and not title and candidate.stage is None:
        return ""
    key = f"met.{_MET.get(candidate.stage, 'in_touch')}"
    return texts(key, role=f" {texts(f'{key}_role', title=title)}" if title else "", when=when)


def why_then(texts: Texts, candidate: Any, rules: Rules, today: date) -> str:
    """Why it was not right then, and what time has changed about it; "" for reasons that messages do not name."""
    reason: ShelveReason | None = candidate.shelve_reason
    key = f"then.{reason.name.lower()}" if reason else ""
    if not texts.has(key):
        return ""
    return " ".join(filter(None, (texts(key), _since_then(texts, candidate, rules, today))))


def _since_then(texts: Texts, candidate: Any, rules: Rules, today: date) -> str:
    """What time has changed, for any opening."""
    reason, revisit = candidate.shelve_reason, candidate.revisit_on
    if reason is ShelveReason.TIMING and revisit:
        if revisit > today:
            return texts("since.too_early")
        same = (revisit.year, revisit.month) == (today.year, today.month)
        return texts("since.revisit", when=texts("when.this_month") if same else around(texts, revisit, today))
    days = (today - candidate.shelved_on).days if candidate.shelved_on else 0
    if reason in {ShelveReason.DECLINED_OFFER, ShelveReason.WITHDREW} and days >= rules.declined:
        return texts("since.declined")
    if reason is ShelveReason.TOO_JUNIOR and days >= DAYS_A_YEAR:
        return texts("since.junior_year" if days < 2 * DAYS_A_YEAR else "since.junior_years")
    return ""


def why_now(texts: Texts, case: Case) -> str:
    """What is different about this opening, or what may still be a problem; "" for neither."""
    find = _NOW.get(case.candidate.shelve_reason)
    key = find(case, judge(case).state) if find else ""
    return texts(f"now.{key}", location=case.requisition.location) if key else ""


# Each of these gives the name of a text of `now` in the catalogues.


def _role_again(case: Case, state: BlockerState) -> str:
    if state is not BlockerState.CLEARED:
        return ""
    return "same_role" if key_of(case.former_name) == key_of(case.requisition.key) else "close_role"


def _pay_now(case: Case, state: BlockerState) -> str:
    if state is BlockerState.STANDING:
        return "pay_standing"
    if state is not BlockerState.CLEARED:
        return ""
    # Cleared means that the range reaches the lower end of what they asked for.
    return "pay_covers" if case.requisition.pay.high >= case.candidate.pay.high else "pay_overlaps"


def _place_now(case: Case, state: BlockerState) -> str:
    if state is BlockerState.STANDING:
        return "place_standing"
    if state is not BlockerState.CLEARED:
        return ""
    if case.requisition.remote is Remote.REMOTE:
        return "place_remote"
    same = case.requisition.location and same_place(case.candidate.location, case.requisition.location)
    return "place_same" if same else "place_hybrid"


def _senior_now(case: Case, state: BlockerState) -> str:
    if state is BlockerState.STANDING:
        return "senior_standing"
    if state is not BlockerState.CLEARED or case.level is None:
        return ""
    return "level_same" if case.requisition.level == case.level else "level_up"


def _junior_now(case: Case, state: BlockerState) -> str:
    right = state is BlockerState.CLEARED and case.level is not None and case.requisition.level == case.level
    return "level_same" if right else ""


def _skills_now(_case: Case, state: BlockerState) -> str:
    return "skills" if state is BlockerState.CLEARED else ""


def _permit_now(case: Case, _state: BlockerState) -> str:
    if case.candidate.work_authorisation or case.requisition.sponsors is None:
        return ""
    return "permit_yes" if case.requisition.sponsors else "permit_no"


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


def the_roles(texts: Texts, titles: Sequence[str]) -> str:
    """Openings as part of a sentence: the Platform Engineer role."""
    return texts.counted("opening.roles", len(titles), titles=texts.listed(titles)) if titles else ""


def place(texts: Texts, requisition: Any) -> str:
    """Where the work is done: Berlin (hybrid), remote, or ""."""
    if requisition.remote is Remote.REMOTE:
        return texts("opening.remote")
    hybrid = requisition.remote is Remote.HYBRID
    if not requisition.location:
        return texts("opening.hybrid") if hybrid else ""
    return texts("opening.place_hybrid", location=requisition.location) if hybrid else str(requisition.location)


def role(texts: Texts, requisition: Any) -> str:
    """Title and place: Platform Engineer in Berlin (hybrid)."""
    where = place(texts, requisition)
    if not requisition.title or not where:
        return str(requisition.title)
    somewhere = requisition.location and requisition.remote is not Remote.REMOTE
    return texts("opening.in_place" if somewhere else "opening.with_place", title=requisition.title, place=where)


def pay(texts: Texts, requisition: Any) -> str:
    """What it pays: 80,000 to 98,000 EUR a year."""
    band = requisition.pay
    if not isinstance(band, Pay) or not band.currency:
        return ""
    low, high = texts.number(band.low), texts.number(band.high)
    return texts(
        f"opening.pay_{'range' if band.low < band.high else 'up_to'}", low=low, high=high, currency=band.currency
    )


def shared_skills(case: Case) -> list[str]:
    """The must-have skills that the row lists, in the requisition's words."""
    row = SkillIndex([case.candidate.skills], case.dictionary)
    asked = case.dictionary.distinct(case.requisition.must)
    return [skill for skill in asked if any(credit == FULL for credit in row.holders(skill).credit)]


def details(texts: Texts, case: Case, skills: Sequence[str]) -> str:
    """The shared skills and the pay of an opening in a sentence; "" where it has neither.

    Args:
        texts: The catalogue.
        case: The candidate and the opening.
        skills: As `shared_skills` gives them.
    """
    paid, named = pay(texts, case.requisition), skills[:NAMED_SKILLS]
    asked = texts.listed(named)
    if len(named) < len(case.dictionary.distinct(case.requisition.must)):
        asked = texts("opening.skills_among", skills=asked)
    key = {(True, True): "asks_and_pays", (True, False): "asks", (False, True): "pays"}.get((bool(named), bool(paid)))
    return texts(f"opening.{key}", skills=asked, pay=paid) if key else ""


def promise(texts: Texts, candidate: Any) -> str:
    """What was promised, as the end of a sentence."""
    text = str(candidate.promised).strip().rstrip(".!")
    acronym = text[:2].isalpha() and text[:2].isupper()
    # German nouns begin with a capital.
    as_typed = texts.language == "de" or acronym or text.startswith(("I ", "I'"))
    return text if as_typed else f"{text[:1].lower()}{text[1:]}"


def day_of(texts: Texts, day: date, today: date) -> str:
    """A day in words, without the present year: 12 November."""
    return texts.day(day) if day.year == today.year else texts.long_day(day)


def keeping(texts: Texts, candidate: Any, conventions: Conventions, today: date, rules: Rules) -> str:
    """The ground for keeping a candidate's details, and until when; "" where no rule sets an end."""
    until = consent_of(candidate, conventions, today, rules).until
    if until is None:
        return ""
    agreed = max((day for day in (candidate.consent_on, candidate.said.kept_on) if day), default=None)
    if agreed is None or read_basis(candidate.consent_basis) is Basis.INTEREST:
        ground = texts("keeping.interest")
    else:
        ground = texts("keeping.agreed", month=texts.month(agreed), day=texts.long_day(agreed))
    return f"{ground} {texts('keeping.ended' if until < today else 'keeping.ends', day=texts.long_day(until))}"


def without_reply(texts: Texts, candidate: Any, conventions: Conventions, today: date, rules: Rules) -> str:
    """What happens to a candidate's details if they do not reply, in a sentence; "" where no rule sets an end."""
    until = consent_of(candidate, conventions, today, rules).until
    if until is None:
        return ""
    return texts("keeping.silence_ended" if until < today else "keeping.silence", day=texts.long_day(until))


def keep_for(texts: Texts, candidate: Any, conventions: Conventions, rules: Rules) -> str:
    """For how long a candidate's details may be kept if they agree; "" where no rule says."""
    months = rules.use_months(retention_of(candidate.region, conventions))
    return texts.counted("keeping.months", months) if months else ""


def opt_out_line(texts: Texts, url: str = "") -> str:
    """How to unsubscribe, in a sentence; with the address of the page where there is one."""
    return texts("footer.opt_out_page", url=url) if url else texts("footer.opt_out")


def answer_line(texts: Texts, url: str) -> str:
    """Where to reply without writing a mail, in a sentence; "" where there is no such page."""
    return texts("footer.answer", url=url) if url else ""


# Internal words, which recruiters type into cells but candidates should not read.
_INTERNAL = re.compile(
    r"\b(?:failed (?:the )?assessment|do not contact|runner-up|silver medal(?:l?ist)?|shelved?|rating [1-5])\b",
    re.IGNORECASE,
)


def internal_words(text: str) -> list[str]:
    """The internal words in a text, in lower case, each once."""
    return list(dict.fromkeys(match.lower() for match in _INTERNAL.findall(text)))
