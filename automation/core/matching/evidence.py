"""The evidence for the points of each component, in words that can be checked against the row."""

from collections.abc import Sequence
from typing import Any, NamedTuple

from automation.core.matching.candidate_arrays import UNKNOWN, Pool
from automation.core.matching.scoring import work_steps
from automation.core.model import Level, Pay, Remote, Stance, names_counted, short_amount
from automation.core.parsing.locations.nearness import nearness
from automation.core.parsing.locations.reader import read_as, read_location
from automation.core.sentences import counted
from automation.core.taxonomy.role_similarity import why_same_work
from automation.core.taxonomy.skill_comparison import FULL, Kind
from automation.core.taxonomy.skill_words import FULL_WEIGHT
from automation.core.text import plain

# Longer distances are not shown.
FAR_KM = 150


class SkillEvidence(NamedTuple):
    """One asked skill: its weight, how fully the row has it, and which words of the row count for it.

    Attributes:
        asked: As the requisition writes it.
        weight: Relative to the other asked skills.
        credit: How fully the row has it, 0 to 1.
        found: The words of the row; "" for none.
        how: Why these words count, such as "k8s → Kubernetes (alias)" or "React (related to JavaScript)"; "" where they
            are the asked words.
        listed: Whether the row lists the skill itself as held, not a related one and not a little of it.
        stance: What the row says about having the skill; None where it does not name it.
    """

    asked: str
    weight: float
    credit: float
    found: str
    how: str = ""
    listed: bool = False
    stance: Stance | None = None


def skill_evidence(pool: Pool, position: int, asked: Sequence[str]) -> list[SkillEvidence]:
    """One entry for each asked skill, for the candidate at a position of the pool."""
    evidence = []
    for skill, tenths in pool.skills.asked(asked):
        weight = tenths / FULL_WEIGHT
        holders = pool.skills.holders(skill)
        place = holders.place_of(position)
        if place is not None:
            term, named = int(holders.term[place]), Kind(int(holders.kind[place])).listed
            little, credit = bool(holders.limited[place]), int(holders.credit[place]) / FULL
            stance = None if not named else Stance.LIMITED if little else Stance.HELD
            how, found = pool.skills.in_words(skill, term), pool.skills.skills[term].words
            evidence.append(SkillEvidence(skill, weight, credit, found, how, named and not little, stance))
        else:
            aside = pool.skills.aside(skill, position)
            said, stance = (aside.words, aside.stance) if aside else ("", None)
            evidence.append(SkillEvidence(skill, weight, 0.0, said, stance=stance))
    return evidence


def skill_words(skills: Sequence[SkillEvidence], *, known: bool) -> str:
    """The evidence of a skill component in words; `known` says whether the row lists skills."""
    if not known:
        return "no skills listed"
    return "; ".join(_one_skill(skill) for skill in skills)


def _one_skill(skill: SkillEvidence) -> str:
    asked = skill.asked if skill.weight == 1 else f"{skill.asked} (weighs {skill.weight:g})"
    if not skill.credit:
        return f"{asked}: {_SAYS[skill.stance]}{_quoted(skill)}"
    if skill.stance is Stance.LIMITED:
        return f"{asked}: {skill.credit:.0%} for '{skill.found}'"
    if not skill.listed:
        return f"{asked}: {skill.credit:.0%} for {skill.how}"
    name = "" if skill.found.casefold() == skill.asked.casefold() else f" as '{skill.found}'"
    part = "" if skill.credit == 1 else f", {skill.credit:.0%} of it"
    return f"{asked}: listed{name}{part}"


def _quoted(skill: SkillEvidence) -> str:
    return f" ('{skill.found}')" if skill.stance else ""


_SAYS = {None: "not listed", Stance.NOT_HELD: "not held", Stance.DOUBTFUL: "ask"}


# Steps between the levels → what is left of the title.
_LEFT = ("", "; one level apart, so two thirds of that", "; two or more levels apart, so a third of that")


def _title_evidence(pool: Pool, position: int, pair: tuple[Any, Any], alike: float) -> str:
    candidate, requisition = pair
    if not candidate.title and not candidate.skills:
        return "no current title"
    own = f"'{candidate.title}'" if candidate.title else "what the row lists"
    asked = f"'{requisition.title}'" if requisition.title else "what is asked"
    why = why_same_work(requisition.title, requisition.must, candidate.title, names_counted(candidate.skills))
    reason = f": {why}" if why and alike > 0 else ""
    apart = alike > 0 and requisition.level is not None
    left = _LEFT[work_steps(requisition)[pool.levels[position]]] if apart else ""
    return f"{own} is {alike:.0%} like {asked}{reason}{left}"


def _level_evidence(pool: Pool, position: int, pair: tuple[Any, Any], _alike: float) -> str:
    if pool.levels[position] == UNKNOWN:
        return "level unknown"
    label = Level(int(pool.levels[position])).label
    typed = pair[0].level_said
    if pool.level_from_title[position]:
        source = f" (from the title '{pair[0].title}')"
    else:
        source = f" (from '{typed}')" if plain(typed) != plain(label) else ""
    return f"{label}{source}, the role is {pair[1].level.label}"


def _location_evidence(_pool: Pool, _position: int, pair: tuple[Any, Any], _alike: float) -> str:
    candidate, requisition = pair
    aim = read_location(requisition.location)
    mode = f" ({requisition.remote})" if requisition.remote and not aim.mode else ""
    within = "" if aim.mode and not aim.names_town else "in "
    asked = f"the role is {within}{requisition.location}{read_as(requisition.location)}{mode}"
    if not candidate.location:
        known = {True: "works remotely", False: "does not work remotely", None: "location unknown"}
        return f"{known[candidate.works_remotely]}, {asked}"
    near = nearness(candidate.location, requisition.location)
    away = f", {near.km} km away{' (near enough)' if near.same else ''}" if 0 < near.km <= FAR_KM else ""
    would = requisition.remote is Remote.HYBRID and not near.same and candidate.works_remotely
    wont = requisition.remote is Remote.REMOTE and candidate.works_remotely is False
    remote = " but would work remotely" if would else " and does not work remotely" if wont else ""
    based = (
        f"based in {candidate.location}"
        if read_location(candidate.location).here
        else f"location '{candidate.location}'"
    )
    return f"{based}{read_as(candidate.location)}{away}{remote}, {asked}"


def _pay_evidence(_pool: Pool, _position: int, pair: tuple[Any, Any], _alike: float) -> str:
    asked, band = pair[0].pay, pair[1].pay
    top = f"the salary range ends at {short_amount(band.high)} {band.currency}"
    if not isinstance(asked, Pay) or not asked.currency:
        return f"expectation unknown, {top}"
    source = f" ({asked.read_as})" if asked.read_as else ""
    return f"expects {asked}{source}, {top}"


def _track_evidence(pool: Pool, position: int, pair: tuple[Any, Any], _alike: float) -> str:
    candidate = pair[0]
    rating = f"rating {candidate.rating} of 5" if candidate.rating else "no rating"
    stage = f"reached {candidate.stage}" if candidate.stage else "stage unknown"
    contact = int(pool.contacts[position])
    if contact == UNKNOWN or pair[1].opened_on is None:
        return f"{rating}, {stage}, last contact unknown"
    days = pair[1].opened_on.toordinal() - contact
    when = f"{counted(days, 'day')} before the requisition opened" if days > 0 else "since the requisition opened"
    return f"{rating}, {stage}, in contact {when}"


# Component → its evidence in words, given how far the work is alike; skill components have `skill_words` instead.
EVIDENCE = {
    "must": lambda *_: "",
    "nice": lambda *_: "",
    "title": _title_evidence,
    "level": _level_evidence,
    "location": _location_evidence,
    "pay": _pay_evidence,
    "track": _track_evidence,
}
