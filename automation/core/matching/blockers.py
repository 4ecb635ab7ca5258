"""Judges blockers: whether what stood in the way of a candidate still does, by one condition for each shelve reason."""

from collections.abc import Callable, Mapping
from dataclasses import replace
from typing import Any

from automation.core.ledger.events import Why
from automation.core.matching.blocker import Ask, Blocker, Fact, Now, Then
from automation.core.matching.candidate_arrays import listed_terms
from automation.core.matching.case import Case, Declined, similar_requisitions
from automation.core.matching.missing_skills import missing_then
from automation.core.model import BlockerState, Pay, Remote, ShelveReason, Skill, Status, short_amount
from automation.core.parsing.locations.nearness import same_place
from automation.core.rules import Rules
from automation.core.sentences import listed
from automation.core.taxonomy.persons_skills import PersonsSkills
from automation.core.taxonomy.skill_index import SkillIndex
from automation.core.text import key_of

DAYS_A_YEAR = 365.25


def judge(case: Case) -> Blocker:
    """The blocker of a candidate for a requisition; their own replies come before the shelve reason."""
    by_reply = _by_reply(case)
    if by_reply:
        return by_reply
    return _by_reason(case)


def judge_earlier(case: Case) -> Blocker:
    """The blocker of an earlier shelving for a requisition, by what the row says now."""
    if case.candidate.shelve_reason is ShelveReason.CONDUCT:
        return replace(_conduct(case), state=BlockerState.STANDING)
    return _by_reason(case)


def _by_reason(case: Case) -> Blocker:
    reason = case.candidate.shelve_reason
    by_row = _JUDGES[reason](case) if reason in _JUDGES else _without_reason(case)
    found = [_by_decline(case, one) for one in case.declined if similar_requisitions(one.requisition, case.requisition)]
    return min([*found, by_row], key=lambda one: _STRICTEST.index(one.state))


# Of the blockers of a candidate the first of these counts; of several in one state, what they said themselves.
_STRICTEST = (BlockerState.STANDING, BlockerState.UNKNOWN, BlockerState.CLEARED, BlockerState.NONE)


def _by_decline(case: Case, one: Declined) -> Blocker:
    """What a no thanks to a similar requisition means for this one."""
    then = Fact(Then.SAID_NO, str(one.requisition.key), one.why.value, one.on)
    if one.why is Why.PAY:
        return _declined_pay(case, one.requisition.pay, then)
    if one.why is Why.PLACE:
        return _declined_place(case, one.requisition, then)
    if one.why is Why.ROLE:
        return Blocker(BlockerState.STANDING, then, Fact(Now.SIMILAR))
    return _unknown(then, Ask.TIME if one.why is Why.TIMING else Ask.OBSTACLE)


def _declined_pay(case: Case, before: Any, then: Fact) -> Blocker:
    band = case.requisition.pay
    if not isinstance(band, Pay) or not isinstance(before, Pay) or band.currency != before.currency:
        return _unknown(then, Ask.PAY, about="pay")
    if band.high > before.high:
        now = Fact(Now.PAY_ENDS, _top(band), short_amount(before.high))
        return Blocker(BlockerState.CLEARED, then, now, about="pay")
    return Blocker(BlockerState.STANDING, then, Fact(Now.PAY_ENDS, _top(band)), about="pay")


def _top(band: Pay) -> str:
    return f"{short_amount(band.high)} {band.currency}"


def _declined_place(case: Case, before: Any, then: Fact) -> Blocker:
    here = case.requisition
    same = same_place(before.location, here.location)
    no_help = before.remote is Remote.REMOTE or case.candidate.works_remotely is False
    if here.remote is Remote.REMOTE and not no_help:
        return Blocker(BlockerState.CLEARED, then, Fact(Now.REMOTE))
    if same is None or here.remote is Remote.REMOTE:
        return _unknown(then, Ask.PLACE, about="location")
    state = BlockerState.STANDING if same else BlockerState.CLEARED
    return Blocker(state, then, Fact(Now.IN_PLACE, here.location), about="location")


def _by_reply(case: Case) -> Blocker | None:
    replies = case.candidate.said
    until = replies.not_now.get(key_of(case.requisition.key)) or replies.asked_until
    if until and until > case.today:
        return Blocker(BlockerState.STANDING, Fact(Then.WAIT, on=until))
    return None


def _then(case: Case, kind: Then, what: str = "") -> Fact:
    """Why they were shelved, with the former requisition and the month."""
    shelved = case.candidate.shelved_on
    return Fact(kind, what, on=shelved.replace(day=1) if shelved else None, former=case.former_name)


def _unknown(then: Fact, ask: Ask, what: str = "", about: str = "") -> Blocker:
    """A blocker that may or may not hold: a person has to ask."""
    return Blocker(BlockerState.UNKNOWN, then, ask=Fact(ask, what), about=about)


def _role_is_back(case: Case, then: Fact, back: Now = Now.ROLE_OPEN) -> Blocker:
    """For reasons that were not about the candidate: cleared where the same role, or a similar one, is open."""
    if case.similar and case.requisition.status is not Status.OPEN:
        return Blocker(BlockerState.STANDING, then, Fact(Now.NOT_OPEN))
    if case.similar:
        same = key_of(case.former_name) == key_of(case.requisition.key)
        return Blocker(BlockerState.CLEARED, then, Fact(back if same else Now.SIMILAR_ROLE_OPEN))
    if case.similar is None:
        return _unknown(then, Ask.SAME_ROLE)
    return Blocker(BlockerState.NONE, then)


def _lost_to_finalist(case: Case) -> Blocker:
    then = _then(case, Then.RUNNER_UP)
    if key_of(case.former_name) == key_of(case.requisition.key) and not case.shelved_before_it_opened:
        return Blocker(BlockerState.STANDING, then, Fact(Now.SAME_OPENING))
    former, wanted = case.former.level if case.former is not None else None, case.requisition.level
    if case.similar and former is not None and wanted is not None and former != wanted:
        return Blocker(BlockerState.NONE, then)
    return _role_is_back(case, then, Now.SAME_ROLE_OPEN)


def _headcount(case: Case) -> Blocker:
    return _role_is_back(case, _then(case, Then.HEADCOUNT_FROZEN))


def _cancelled(case: Case) -> Blocker:
    return _role_is_back(case, _then(case, Then.REQ_CANCELLED))


def _pay(case: Case) -> Blocker:
    asked, band = case.candidate.pay, case.requisition.pay
    then = _then(case, Then.PAY_TOO_HIGH, str(asked) if isinstance(asked, Pay) and not case.is_earlier else "")
    if not isinstance(band, Pay):
        return _unknown(then, Ask.WHAT_IT_PAYS)
    if not isinstance(asked, Pay) or not asked.currency:
        return _unknown(then, Ask.PAY_CURRENCY if isinstance(asked, Pay) else Ask.PAY, about="pay")
    if asked.currency != band.currency:
        return _unknown(then, Ask.PAY_IN, str(band.currency), about="pay")
    state = BlockerState.CLEARED if band.high >= asked.low else BlockerState.STANDING
    return Blocker(state, then, Fact(Now.PAY_ENDS, _top(band)), about="pay")


def _location(case: Case) -> Blocker:
    requisition = case.requisition
    then = _then(case, Then.LOCATION, "" if case.is_earlier else case.candidate.location)
    same = same_place(case.candidate.location, requisition.location)
    here = Fact(Now.IN_PLACE, requisition.location)
    if requisition.remote is Remote.REMOTE:
        if case.candidate.works_remotely is False and not same:
            return Blocker(BlockerState.STANDING, then, Fact(Now.REMOTE_NOT_WANTED), about="remote")
        return Blocker(BlockerState.CLEARED, then, Fact(Now.REMOTE))
    if same:
        return Blocker(BlockerState.CLEARED, then, here)
    if requisition.remote is Remote.HYBRID and case.candidate.works_remotely:
        return Blocker(BlockerState.CLEARED, then, Fact(Now.HYBRID))
    if same is None:
        return _unknown(then, Ask.PLACE, about="location")
    return Blocker(BlockerState.STANDING, then, here, about="location")


def _level_unknown(case: Case, then: Fact) -> Blocker:
    if case.requisition.level is None:
        return _unknown(then, Ask.LEVEL_ASKED)
    return _unknown(then, Ask.LEVEL, about="level")


def _too_senior(case: Case) -> Blocker:
    then, level, wanted = _then(case, Then.TOO_SENIOR), case.level, case.requisition.level
    if level is None or wanted is None:
        return _level_unknown(case, then)
    if wanted >= level:
        return Blocker(BlockerState.CLEARED, then, Fact(Now.LEVEL, wanted.label))
    return Blocker(BlockerState.STANDING, then, Fact(Now.LEVEL, wanted.label, level.label), about="level")


def _too_junior(case: Case) -> Blocker:
    then, level, wanted = _then(case, Then.TOO_JUNIOR), case.level, case.requisition.level
    if level is None or wanted is None:
        return _level_unknown(case, then)
    if wanted <= level:
        return Blocker(BlockerState.CLEARED, then, Fact(Now.LEVEL, wanted.label))
    shelved = case.candidate.shelved_on
    needed = case.rules.step_years * (wanted - level)
    if shelved and (case.today - shelved).days >= needed * DAYS_A_YEAR:
        return Blocker(BlockerState.CLEARED, then, Fact(Now.YEARS_PASSED, count=needed), Fact(Ask.LEVEL_TODAY))
    return Blocker(BlockerState.STANDING, then, Fact(Now.LEVEL, wanted.label, level.label), about="level")


def _skill_gap(case: Case) -> Blocker:
    now = case.skills or PersonsSkills(SkillIndex([listed_terms(case.candidate)], case.dictionary), 0)
    missing = missing_then(case.candidate, case.requisition, case.former, case.dictionary, now)
    lacked = _then(case, Then.SKILL_GAP, ", ".join(missing))
    if not missing:
        return _unknown(lacked, Ask.WHICH_SKILL)
    # Compared as scores compare them, so that both say the same of a skill.
    then = PersonsSkills(SkillIndex([[Skill(text) for text in missing]], case.dictionary), 0)
    wanted = list(filter(then.lists, case.dictionary.distinct(case.requisition.must)))
    if not wanted:
        return Blocker(BlockerState.CLEARED, lacked, Fact(Now.NOT_NEEDED))
    still = [skill for skill in wanted if not now.lists(skill)]
    if not still:
        return Blocker(BlockerState.CLEARED, lacked, Fact(Now.LISTED, ", ".join(wanted)))
    # The row says a little, or leaves it open.
    unsure = [skill for skill in still if now.lists_a_little(skill) or now.leaves_open(skill)]
    if unsure == still:
        return _unknown(lacked, Ask.HOW_WELL, listed(unsure))
    return Blocker(BlockerState.STANDING, lacked, Fact(Now.NEEDED, listed(still), count=len(still)))


def _timing(case: Case) -> Blocker:
    revisit = case.candidate.revisit_on
    if revisit is None:
        return _unknown(_then(case, Then.NOT_THE_TIME), Ask.TIME)
    then = Fact(Then.NOT_FREE_BEFORE, on=revisit)
    if revisit <= case.today:
        return Blocker(BlockerState.CLEARED, then, Fact(Now.DATE_PASSED))
    return Blocker(BlockerState.STANDING, then)


def _authorisation(case: Case) -> Blocker:
    then = _then(case, Then.NO_AUTHORISATION)
    if case.candidate.work_authorisation:
        return Blocker(BlockerState.CLEARED, then, Fact(Now.MAY_WORK))
    if case.requisition.sponsors:
        return Blocker(BlockerState.CLEARED, then, Fact(Now.SPONSORS))
    if case.requisition.sponsors is False and case.candidate.work_authorisation is False:
        return Blocker(BlockerState.STANDING, then, Fact(Now.DOES_NOT_SPONSOR))
    return _unknown(then, Ask.AUTHORISATION)


def _after(kind: Then, days_of: Callable[[Rules], float], ask: Ask) -> Callable[[Case], Blocker]:
    def judged(case: Case) -> Blocker:
        then, shelved, days = _then(case, kind), case.candidate.shelved_on, days_of(case.rules)
        if shelved is None:
            return _unknown(then, ask)
        if (case.today - shelved).days >= days:
            return Blocker(BlockerState.CLEARED, then, Fact(Now.DAYS_PASSED, count=days), Fact(ask))
        return Blocker(BlockerState.STANDING, then, Fact(Now.DAYS_TOO_FEW, count=days), Fact(ask))

    return judged


def _without_reason(case: Case) -> Blocker:
    detail, shelved = case.candidate.reason_detail, case.candidate.shelved_on
    then = Fact(Then.OTHER, detail) if detail else Fact(Then.NO_REASON, on=shelved)
    now = Fact(Now.ASK_OWNER, case.candidate.owner or "")
    return Blocker(BlockerState.UNKNOWN, then, now, Fact(Ask.WHY))


def _conduct(case: Case) -> Blocker:
    return Blocker(BlockerState.UNKNOWN, _then(case, Then.CONDUCT), Fact(Now.ASK_FIRST))


_JUDGES: Mapping[ShelveReason, Callable[[Case], Blocker]] = {
    ShelveReason.CONDUCT: _conduct,
    ShelveReason.LOST_TO_FINALIST: _lost_to_finalist,
    ShelveReason.PAY_TOO_HIGH: _pay,
    ShelveReason.LOCATION: _location,
    ShelveReason.TOO_SENIOR: _too_senior,
    ShelveReason.TOO_JUNIOR: _too_junior,
    ShelveReason.SKILL_GAP: _skill_gap,
    ShelveReason.TIMING: _timing,
    ShelveReason.HEADCOUNT_FROZEN: _headcount,
    ShelveReason.REQ_CANCELLED: _cancelled,
    ShelveReason.WORK_AUTHORISATION: _authorisation,
    ShelveReason.DECLINED_OFFER: _after(Then.DECLINED_OFFER, lambda rules: rules.declined, Ask.YES_NOW),
    ShelveReason.WITHDREW: _after(Then.WITHDREW, lambda rules: rules.declined, Ask.INTERESTED_NOW),
    ShelveReason.FAILED_ASSESSMENT: _after(Then.FAILED_ASSESSMENT, lambda rules: rules.failed, Ask.ASSESSMENT),
}
