"""Blockers: why a candidate was shelved, and whether that still holds. Each shelve reason has its own condition."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from automation.core.ledger.events import Why
from automation.core.matching.candidate_arrays import listed_terms
from automation.core.matching.missing_skills import missing_then
from automation.core.model import BlockerState, Level, Pay, Remote, ShelveReason, Skill, Stance, Status, short_amount
from automation.core.parsing import inferred_level
from automation.core.parsing.nearness import same_place
from automation.core.rules import Rules
from automation.core.sentences import listed, long_day, month
from automation.core.taxonomy.skill_dictionary import Dictionary
from automation.core.taxonomy.skill_index import SkillIndex
from automation.core.taxonomy.title_similarity import NEARLY_SAME, title_similarity
from automation.core.text import key_of, plain

DAYS_A_YEAR = 365.25


@dataclass(frozen=True)
class Blocker:
    """Whether a candidate's shelve reason still holds for one requisition.

    Attributes:
        state: Cleared, still standing, unknown, or none (the reason was not about the candidate).
        then: Why they were shelved.
        now: Why it no longer holds, or why it does; where that is unknown, what to ask; "" for nothing to add.
        confirm: What to ask first; "" for nothing.
        about: What else shows the same, so that it is not shown twice: a component of the score, or "remote"; "" for
            nothing.
        topic: What an unknown blocker is about, such as "Work authorisation"; "" for what `then` says.
        earlier: The blockers of earlier shelvings, oldest first. They change no band.
    """

    state: BlockerState
    then: str
    now: str
    confirm: str = ""
    about: str = ""
    topic: str = ""
    earlier: tuple["Blocker", ...] = ()

    @property
    def story(self) -> str:
        """Why they were shelved, each time, oldest first."""
        first, *more = dict.fromkeys([*(one.then for one in self.earlier), self.then])
        return "; ".join([first, *map(uncapped, more)])

    @property
    def still_standing(self) -> list["Blocker"]:
        """The blockers of earlier shelvings that still stand, without those that say what this one says."""
        said = {self.about, self.then} if self.state is BlockerState.STANDING else {self.then}
        return [
            one
            for one in self.earlier
            if one.state is BlockerState.STANDING and said.isdisjoint({one.about or one.then})
        ]

    @property
    def question(self) -> str:
        """An unknown blocker as a question, such as "Work authorisation: ask"; "" for any other state."""
        return f"{self.topic or self.then}: {self.now}" if self.state is BlockerState.UNKNOWN else ""


@dataclass(frozen=True)
class Declined:
    """A requisition that a candidate said no thanks to, and why.

    Attributes:
        requisition: Its row.
        on: The day of that reply.
        why: Their reason.
    """

    requisition: Any
    on: date
    why: Why


@dataclass(frozen=True)
class Case:
    """A candidate, a requisition, and what is needed to compare them.

    Attributes:
        candidate: The row of the candidates' frame; for an earlier shelving, with that one in place of the present one.
        requisition: The row of the requisitions' frame.
        former: The row of the requisition that they were shelved from; None where it is unknown.
        dictionary: What skills mean.
        rules: The limits in force.
        today: The date of the run.
        declined: The requisitions that they said no thanks to with a reason.
        is_earlier: Whether it is an earlier shelving: what the row expects now is not what it said then.
    """

    candidate: Any
    requisition: Any
    former: Any | None
    dictionary: Dictionary
    rules: Rules
    today: date
    declined: Sequence["Declined"] = ()
    is_earlier: bool = False

    @property
    def level(self) -> Level | None:
        """The candidate's level, from the row or the title."""
        return inferred_level(self.candidate.level, self.candidate.title)

    @property
    def former_name(self) -> str:
        """The requisition that the candidate was shelved from, as the row names it."""
        return str(self.candidate.shelved_from)

    @property
    def shelved_before_it_opened(self) -> bool:
        """Whether the requisition opened after the candidate was shelved."""
        shelved, opened = self.candidate.shelved_on, self.requisition.opened_on
        return bool(shelved and opened and shelved < opened)

    @property
    def similar(self) -> bool | None:
        """Whether the former requisition is similar to this one; None where it is unknown or not in the workbook."""
        if not self.former_name:
            return None
        if key_of(self.former_name) == key_of(self.requisition.key):
            return True
        if key_of(self.former_name) in self.requisition.feeders:
            return True
        return None if self.former is None else similar_requisitions(self.former, self.requisition)


def similar_requisitions(one: Any, other: Any) -> bool:
    """Whether two requisitions look for the same kind of candidate.

    One lists the other in Feeder reqs, or they share a Role family or nearly a title. They are at most a level apart.
    """
    listed = key_of(one.key) in other.feeders or key_of(other.key) in one.feeders
    family = bool(one.family and other.family) and plain(one.family) == plain(other.family)
    alike = listed or family or title_similarity(one.title, other.title) >= NEARLY_SAME
    apart = abs(one.level - other.level) if one.level is not None and other.level is not None else 0
    return alike and apart <= 1


def judge(case: Case) -> Blocker:
    """The blocker of a candidate for a requisition; their own replies come before the shelve reason."""
    by_reply = _by_reply(case)
    if by_reply:
        return by_reply
    return _by_reason(case)


def judge_earlier(case: Case) -> Blocker:
    """The blocker of an earlier shelving for a requisition, by what the row says now."""
    if case.candidate.shelve_reason is ShelveReason.CONDUCT:
        return Blocker(BlockerState.STANDING, _then(case, "Conduct"), "ask before you write")
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
    then = f"Said no thanks to {one.requisition.key} in {month(one.on)} ({one.why.value})"
    if one.why is Why.PAY:
        return _declined_pay(case, one.requisition.pay, then)
    if one.why is Why.PLACE:
        return _declined_place(case, one.requisition, then)
    if one.why is Why.ROLE:
        return Blocker(BlockerState.STANDING, then, "this one is similar")
    if one.why is Why.TIMING:
        return _unknown(then, "whether the time is right")
    return _unknown(then, "what stood in the way")


def _declined_pay(case: Case, before: Any, then: str) -> Blocker:
    band = case.requisition.pay
    if not isinstance(band, Pay) or not isinstance(before, Pay) or band.currency != before.currency:
        return _unknown(then, "pay expectation", "what they expect", about="pay")
    ends = f"this salary range ends at {short_amount(band.high)} {band.currency}"
    if band.high > before.high:
        return Blocker(BlockerState.CLEARED, then, f"{ends}, that one at {short_amount(before.high)}", about="pay")
    return Blocker(BlockerState.STANDING, then, ends, about="pay")


def _declined_place(case: Case, before: Any, then: str) -> Blocker:
    here = case.requisition
    same = same_place(before.location, here.location)
    no_help = before.remote is Remote.REMOTE or case.candidate.works_remotely is False
    if here.remote is Remote.REMOTE and not no_help:
        return Blocker(BlockerState.CLEARED, then, "this one is remote")
    if same is None or here.remote is Remote.REMOTE:
        return _unknown(then, "whether the place works", about="location")
    state = BlockerState.STANDING if same else BlockerState.CLEARED
    return Blocker(state, then, f"this one is in {here.location}", about="location")


def _by_reply(case: Case) -> Blocker | None:
    replies = case.candidate.said
    until = replies.not_now.get(key_of(case.requisition.key)) or replies.asked_until
    if until and until > case.today:
        return Blocker(BlockerState.STANDING, f"Asked us to wait until {month(until)}", "")
    return None


def uncapped(text: str) -> str:
    """A text as it goes on inside a sentence; an abbreviation at its beginning stays."""
    return text if text[:2].isupper() else f"{text[:1].lower()}{text[1:]}"


def _then(case: Case, words: str) -> str:
    """The words with the former requisition and the month, where the row has them."""
    for_what = f" for {case.former_name}" if case.former_name else ""
    when = f" in {month(case.candidate.shelved_on)}" if case.candidate.shelved_on else ""
    return f"{words}{for_what}{when}"


def _unknown(then: str, confirm: str, ask: str = "", about: str = "") -> Blocker:
    """A blocker that may or may not hold: a person has to ask.

    Args:
        then: Why they were shelved.
        confirm: What to ask first.
        ask: The end of the question that begins with `then` and "ask"; "" for `confirm`.
        about: The component of the score that shows the same.
    """
    return Blocker(BlockerState.UNKNOWN, then, f"ask {ask or confirm}", confirm, about)


def _role_is_back(case: Case, then: str, back: str) -> Blocker:
    """For reasons that were not about the candidate: cleared where the same role, or a similar one, is open."""
    if case.similar and case.requisition.status is not Status.OPEN:
        return Blocker(BlockerState.STANDING, then, "this one is not open")
    if case.similar:
        same = key_of(case.former_name) == key_of(case.requisition.key)
        return Blocker(BlockerState.CLEARED, then, back if same else "a similar role is open now")
    if case.similar is None:
        return _unknown(then, "whether it is the same role as then")
    return Blocker(BlockerState.NONE, then, "")


def _lost_to_finalist(case: Case) -> Blocker:
    then = _then(case, "Runner-up")
    if key_of(case.former_name) == key_of(case.requisition.key) and not case.shelved_before_it_opened:
        return Blocker(BlockerState.STANDING, then, "this is the same opening")
    former, wanted = case.former.level if case.former is not None else None, case.requisition.level
    if case.similar and former is not None and wanted is not None and former != wanted:
        return Blocker(BlockerState.NONE, then, "")
    return _role_is_back(case, then, "the same role is open again")


def _headcount(case: Case) -> Blocker:
    return _role_is_back(case, _then(case, "Headcount frozen"), "the role is open again")


def _cancelled(case: Case) -> Blocker:
    return _role_is_back(case, _then(case, "Requisition cancelled"), "the role is open again")


def _pay(case: Case) -> Blocker:
    asked, band = case.candidate.pay, case.requisition.pay
    words = f"Pay too high (expects {asked})" if isinstance(asked, Pay) and not case.is_earlier else "Pay too high"
    then = _then(case, words)
    if not isinstance(band, Pay):
        return _unknown(then, "what this one pays")
    if not isinstance(asked, Pay) or not asked.currency:
        ask = "in which currency" if isinstance(asked, Pay) else "what they expect"
        return _unknown(then, "pay expectation", ask, about="pay")
    if asked.currency != band.currency:
        where = f"in {band.currency}"
        return _unknown(then, f"pay expectation {where}", f"what they expect {where}", about="pay")
    top = f"this salary range ends at {short_amount(band.high)} {band.currency}"
    state = BlockerState.CLEARED if band.high >= asked.low else BlockerState.STANDING
    return Blocker(state, then, top, about="pay")


def _location(case: Case) -> Blocker:
    requisition = case.requisition
    place = "" if case.is_earlier else case.candidate.location
    then = _then(case, f"Location ({place})" if place else "Location")
    same = same_place(case.candidate.location, requisition.location)
    if requisition.remote is Remote.REMOTE:
        if case.candidate.works_remotely is False and not same:
            now = "this one is remote, and they do not want to work remotely"
            return Blocker(BlockerState.STANDING, then, now, about="remote")
        return Blocker(BlockerState.CLEARED, then, "this one is remote")
    if same:
        return Blocker(BlockerState.CLEARED, then, f"this one is in {requisition.location}")
    if requisition.remote is Remote.HYBRID and case.candidate.works_remotely:
        return Blocker(BlockerState.CLEARED, then, "this one is hybrid and they work remotely")
    if same is None:
        return _unknown(then, "whether the place works", about="location")
    return Blocker(BlockerState.STANDING, then, f"this one is in {requisition.location}", about="location")


def _level_unknown(case: Case, then: str) -> Blocker:
    if case.requisition.level is None:
        return _unknown(then, "the level of this one", "what level this one is")
    return _unknown(then, "level", "what level they are", about="level")


def _too_senior(case: Case) -> Blocker:
    then, level, wanted = _then(case, "Too senior"), case.level, case.requisition.level
    if level is None or wanted is None:
        return _level_unknown(case, then)
    if wanted >= level:
        return Blocker(BlockerState.CLEARED, then, f"this one is {wanted.label}")
    return Blocker(BlockerState.STANDING, then, f"they are {level.label}, this one is {wanted.label}", about="level")


def _too_junior(case: Case) -> Blocker:
    then, level, wanted = _then(case, "Too junior"), case.level, case.requisition.level
    if level is None or wanted is None:
        return _level_unknown(case, then)
    if wanted <= level:
        return Blocker(BlockerState.CLEARED, then, f"this one is {wanted.label}")
    shelved = case.candidate.shelved_on
    needed = case.rules.step_years * (wanted - level)
    if shelved and (case.today - shelved).days >= needed * DAYS_A_YEAR:
        return Blocker(BlockerState.CLEARED, then, f"more than {needed:g} years have passed", "level today")
    return Blocker(BlockerState.STANDING, then, f"they are {level.label}, this one is {wanted.label}", about="level")


def _skill_gap(case: Case) -> Blocker:
    missing = missing_then(case.candidate, case.requisition, case.former, case.dictionary)
    lacked = _then(case, f"Lacked {', '.join(missing)}" if missing else "Skill gap")
    if not missing:
        return _unknown(lacked, "which skill was missing")
    # Compared as scores compare them, so that both say the same of a skill.
    lacking = [Skill(text) for text in missing]
    then, now = (SkillIndex([terms], case.dictionary) for terms in (lacking, listed_terms(case.candidate)))
    wanted = [skill for skill in case.dictionary.distinct(case.requisition.must) if len(then.holders(skill).listing)]
    if not wanted:
        return Blocker(BlockerState.CLEARED, lacked, "not needed here")
    still = [skill for skill in wanted if not len(now.holders(skill).listing)]
    if not still:
        return Blocker(BlockerState.CLEARED, lacked, f"the row lists {', '.join(wanted)} now")
    # The row says a little, or leaves it open.
    unsure = [skill for skill in still if len(now.holders(skill).a_little) or _left_open(now, skill)]
    if unsure == still:
        return _unknown(lacked, f"how well they know {listed(unsure)} now")
    needed = "is needed" if len(still) == 1 else "are needed"
    return Blocker(BlockerState.STANDING, lacked, f"{listed(still)} {needed} here too")


def _left_open(row: SkillIndex, skill: str) -> bool:
    aside = row.aside(skill, 0)
    return aside is not None and aside.stance is Stance.DOUBTFUL


def _timing(case: Case) -> Blocker:
    revisit = case.candidate.revisit_on
    if revisit is None:
        return _unknown(_then(case, "Not the right time"), "whether the time is right")
    then = f"Not free before {long_day(revisit)}"
    if revisit <= case.today:
        return Blocker(BlockerState.CLEARED, then, "that date has passed")
    return Blocker(BlockerState.STANDING, then, "")


def _authorisation(case: Case) -> Blocker:
    then = _then(case, "No work authorisation")
    if case.candidate.work_authorisation:
        return Blocker(BlockerState.CLEARED, then, "the row says they may work now")
    if case.requisition.sponsors:
        return Blocker(BlockerState.CLEARED, then, "this one sponsors")
    if case.requisition.sponsors is False and case.candidate.work_authorisation is False:
        return Blocker(BlockerState.STANDING, then, "this one does not sponsor")
    return Blocker(BlockerState.UNKNOWN, then, "ask", "work authorisation", topic=str(ShelveReason.WORK_AUTHORISATION))


def _after(words: str, days_of: Callable[[Rules], float], confirm: str, ask: str = "") -> Callable[[Case], Blocker]:
    def judged(case: Case) -> Blocker:
        then, shelved, days = _then(case, words), case.candidate.shelved_on, days_of(case.rules)
        if shelved is None:
            return _unknown(then, confirm, ask)
        if (case.today - shelved).days >= days:
            return Blocker(BlockerState.CLEARED, then, f"more than {days:g} days have passed", confirm)
        return Blocker(BlockerState.STANDING, then, f"less than {days:g} days ago", confirm)

    return judged


def _without_reason(case: Case) -> Blocker:
    detail = case.candidate.reason_detail
    when = f" in {case.candidate.shelved_on.year}" if case.candidate.shelved_on else ""
    ask = f"ask {case.candidate.owner} before you write" if case.candidate.owner else "find out before you write"
    then = f"Other: {detail}" if detail else f"No reason noted{when}"
    return Blocker(BlockerState.UNKNOWN, then, ask, "why it was not right then")


_JUDGES: Mapping[ShelveReason, Callable[[Case], Blocker]] = {
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
    ShelveReason.DECLINED_OFFER: _after(
        "Declined the offer", lambda rules: rules.declined, "whether they would say yes now"
    ),
    ShelveReason.WITHDREW: _after("Withdrew", lambda rules: rules.declined, "whether they are interested now"),
    ShelveReason.FAILED_ASSESSMENT: _after(
        "Failed the assessment", lambda rules: rules.failed, "a new assessment", "for a new assessment"
    ),
}
