"""Why a candidate is on a slate: the evidence for every point, and the sentences that a recruiter reads.

Everything stated here can be checked against the row.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from automation.core.matching.blockers import Blocker
from automation.core.matching.candidate_arrays import UNKNOWN, Pool
from automation.core.matching.scoring import Scores, known_words, tenths
from automation.core.model import Band, BlockerState, Level, Pay, Remote, short_amount
from automation.core.reasons import Reason
from automation.core.rules import Rules
from automation.core.sentences import and_more, sentence
from automation.core.taxonomy.locations import mode_in_place, nearness
from automation.core.taxonomy.role_similarity import why_same_work
from automation.core.taxonomy.skill_comparison import FULL, Kind
from automation.core.taxonomy.skill_words import FULL_WEIGHT
from automation.core.workbook.parsed_workbook import last_heard

LABELS = {
    "must": "Must-have",
    "nice": "Nice-to-have",
    "title": "Title",
    "level": "Level",
    "location": "Location",
    "pay": "Pay",
    "track": "Track record",
}
# A match with fewer known components is not Strong, whatever its score.
FEWEST_KNOWN = 2
# Longer distances are not shown.
FAR_KM = 150
# How many skills a sentence names before it counts the rest.
NAMED = 4


@dataclass(frozen=True)
class SkillEvidence:
    """One asked skill: its weight, how fully the row has it, and which words of the row count for it.

    Attributes:
        asked: As the requisition writes it.
        weight: Relative to the other asked skills.
        credit: How fully the row has it, 0 to 1.
        found: The words of the row; "" for none.
        how: Why these words count, such as "k8s → Kubernetes (alias)" or "React (related to JavaScript)"; "" where they
            are the asked words.
        listed: Whether the row lists the skill itself, not a related one.
    """

    asked: str
    weight: float
    credit: float
    found: str
    how: str = ""
    listed: bool = False


@dataclass(frozen=True)
class Part:
    """One component: `points` = `most` × `fraction`, rounded to a tenth.

    Attributes:
        component: As in the columns of BP Matches.
        weight: The weight of the settings, before scaling.
        most: The points it can earn for this requisition, whose components are scaled to 100 together.
        fraction: The earned share of `most`, 0 to 1.
        points: The points earned.
        known: Whether the row holds what is compared.
        evidence: In words.
        skills: For skill components, one entry for each skill; `fraction` is their weighted mean credit.
    """

    component: str
    weight: float
    most: float
    fraction: float
    points: float
    known: bool
    evidence: str
    skills: Sequence[SkillEvidence] = ()


@dataclass(frozen=True)
class Explanation:
    """A candidate's match with a requisition; the points of the parts add up exactly to the score."""

    candidate: str
    name: str
    requisition: str
    score: float
    band: Band
    known: str
    parts: Sequence[Part]
    not_asked: Sequence[str]
    blocker: Blocker
    why_now: str
    gaps: str
    confirm_first: str
    excluded: Reason | None


def explain(
    pool: Pool, scores: Scores, position: int, pair: tuple[Any, Any], blocker: Blocker, rules: Rules, today: date
) -> Explanation:
    """The explanation of one match.

    Args:
        pool: The candidates that were scored.
        scores: The scores for this requisition.
        position: The candidate's position in the pool.
        pair: The candidate's and the requisition's row.
        blocker: The candidate's blocker for this requisition.
        rules: The weights and bands in force.
        today: The date of the run.
    """
    candidate, requisition = pair
    parts = [_part(pool, scores, position, name, pair, rules) for name in scores.most]
    total = tenths(int(scores.total[scores.row(position)]))
    band = rules.band(total)
    known = [part for part in parts if part.known and not _from_title(part, pool, position)]
    if band is Band.STRONG and len(known) < FEWEST_KNOWN:
        # Unknown components are no evidence: a title alone never makes a match Strong.
        band = Band.GOOD
    return Explanation(
        candidate=candidate.key,
        name=candidate.name,
        requisition=requisition.key,
        score=total,
        band=band.lowered() if blocker.state is BlockerState.STANDING else band,
        known=known_words(scores, position),
        parts=parts,
        not_asked=[LABELS[name] for name in LABELS if name not in scores.most],
        blocker=blocker,
        why_now=_why_now(blocker, parts),
        gaps=_gaps(blocker, parts, pair),
        confirm_first=_confirm_first(blocker, parts, pair, rules, today),
        excluded=pool.excluded[position],
    )


def _from_title(part: Part, pool: Pool, position: int) -> bool:
    """Whether a component only repeats the title."""
    return part.component == LABELS["level"] and bool(pool.level_from_title[position])


def _part(pool: Pool, scores: Scores, position: int, name: str, pair: tuple[Any, Any], rules: Rules) -> Part:
    skills = _skill_evidence(pool, position, getattr(pair[1], name)) if name in {"must", "nice"} else []
    row = scores.row(position)
    known = bool(scores.known[name][row])
    fraction = int(scores.fractions[name][row]) / FULL
    return Part(
        component=LABELS[name],
        weight=rules.weights[name],
        most=tenths(scores.most[name]),
        fraction=fraction,
        points=tenths(int(scores.points[name][row])),
        known=known,
        evidence=_skill_words(skills, known=known) if skills else _EVIDENCE[name](pool, position, pair, fraction),
        skills=skills,
    )


def _skill_evidence(pool: Pool, position: int, asked: Sequence[str]) -> list[SkillEvidence]:
    evidence = []
    dictionary = pool.skills.dictionary
    for skill in dictionary.distinct(asked):
        weight = dictionary.weight(skill) / FULL_WEIGHT
        holders = pool.skills.holders(skill)
        place = int(holders.candidates.searchsorted(position))
        if place < len(holders.candidates) and holders.candidates[place] == position:
            term, listed = int(holders.term[place]), Kind(int(holders.kind[place])).listed
            credit, found = int(holders.credit[place]) / FULL, pool.skills.texts[term]
            evidence.append(SkillEvidence(skill, weight, credit, found, pool.skills.in_words(skill, term), listed))
        else:
            evidence.append(SkillEvidence(skill, weight, 0.0, ""))
    return evidence


def _skill_words(skills: Sequence[SkillEvidence], *, known: bool) -> str:
    if not known:
        return "no skills listed"
    return "; ".join(_one_skill(skill) for skill in skills)


def _one_skill(skill: SkillEvidence) -> str:
    asked = skill.asked if skill.weight == 1 else f"{skill.asked} (weighs {skill.weight:g})"
    if not skill.credit:
        return f"{asked}: not listed"
    if not skill.listed:
        return f"{asked}: {skill.credit:.0%} for {skill.how}"
    name = "" if skill.found.casefold() == skill.asked.casefold() else f" as '{skill.found}'"
    part = "" if skill.credit == 1 else f", {skill.credit:.0%} of it"
    return f"{asked}: listed{name}{part}"


def _title_evidence(_pool: Pool, _position: int, pair: tuple[Any, Any], fraction: float) -> str:
    candidate, requisition = pair
    if not candidate.title and not candidate.skills:
        return "no current title"
    own = f"'{candidate.title}'" if candidate.title else "what the row lists"
    asked = f"'{requisition.title}'" if requisition.title else "what is asked"
    why = why_same_work(requisition.title, requisition.must, candidate.title, candidate.skills)
    return f"{own} is {fraction:.0%} like {asked}{f': {why}' if why and fraction > 0 else ''}"


def _level_evidence(pool: Pool, position: int, pair: tuple[Any, Any], _fraction: float) -> str:
    if pool.levels[position] == UNKNOWN:
        return "level unknown"
    typed = pair[0].level_said
    source = " (from the title)" if pool.level_from_title[position] else ""
    if any(char.isdigit() for char in typed):
        source = f" (from '{typed}')"
    return f"{Level(int(pool.levels[position])).label}{source}, the role is {pair[1].level.label}"


def _location_evidence(_pool: Pool, _position: int, pair: tuple[Any, Any], _fraction: float) -> str:
    candidate, requisition = pair
    if mode_in_place(requisition.location):
        asked = f"the role is {requisition.location}"
    else:
        asked = f"the role is in {requisition.location}{f' ({requisition.remote})' if requisition.remote else ''}"
    if not candidate.location:
        return f"{'works remotely' if candidate.place_remote else 'location unknown'}, {asked}"
    near = nearness(candidate.location, requisition.location)
    away = f", {near.km} km away{' (near enough)' if near.same else ''}" if 0 < near.km <= FAR_KM else ""
    remote = requisition.remote is Remote.HYBRID and not near.same and (candidate.remote_ok or candidate.place_remote)
    return f"based in {candidate.location}{away}{' but would work remotely' if remote else ''}, {asked}"


def _pay_evidence(_pool: Pool, _position: int, pair: tuple[Any, Any], _fraction: float) -> str:
    asked, band = pair[0].pay, pair[1].pay
    top = f"the salary range ends at {short_amount(band.high)} {band.currency}"
    if not isinstance(asked, Pay) or not asked.currency:
        return f"expectation unknown, {top}"
    return f"expects {asked}, {top}"


def _track_evidence(pool: Pool, position: int, pair: tuple[Any, Any], _fraction: float) -> str:
    candidate = pair[0]
    rating = f"rating {candidate.rating} of 5" if candidate.rating else "no rating"
    stage = f"reached {candidate.stage}" if candidate.stage else "stage unknown"
    contact = int(pool.contacts[position])
    if contact == UNKNOWN or pair[1].opened_on is None:
        return f"{rating}, {stage}, last contact unknown"
    days = pair[1].opened_on.toordinal() - contact
    when = f"{days} days before the requisition opened" if days > 0 else "since the requisition opened"
    return f"{rating}, {stage}, in contact {when}"


_EVIDENCE = {
    "must": lambda *_: "",
    "nice": lambda *_: "",
    "title": _title_evidence,
    "level": _level_evidence,
    "location": _location_evidence,
    "pay": _pay_evidence,
    "track": _track_evidence,
}


def _named(skills: Sequence[str]) -> str:
    return and_more(skills[:NAMED], len(skills))


def _skills_of(parts: Sequence[Part], label: str) -> Sequence[SkillEvidence]:
    return next((part.skills for part in parts if part.component == label), ())


def _why_now(blocker: Blocker, parts: Sequence[Part]) -> str:
    clauses = []
    if blocker.state is BlockerState.CLEARED:
        clauses.append(f"{blocker.then}; {blocker.now}")
    elif blocker.state is not BlockerState.STANDING:
        clauses.append(f"{blocker.then}: {blocker.now}" if blocker.now else blocker.then)
    must = _skills_of(parts, LABELS["must"])
    held = [skill.asked for skill in must if skill.listed]
    if held:
        clauses.append(f"lists {_named(held)} ({len(held)} of {len(must)} must-haves)")
    title = next((part for part in parts if part.component == LABELS["title"]), None)
    if title and title.fraction >= 0.8:
        clauses.append("same kind of work")
    return " ".join(sentence(text) for text in clauses)


def _gaps(blocker: Blocker, parts: Sequence[Part], pair: tuple[Any, Any]) -> str:
    clauses = []
    if blocker.state is BlockerState.STANDING:
        clauses.append("; ".join(filter(None, (f"Blocked: {_uncapped(blocker.then)}", blocker.now))))
    must = next((part for part in parts if part.component == LABELS["must"]), None)
    missing = [skill.asked for skill in must.skills if not skill.listed] if must and must.known else []
    if missing:
        clauses.append(f"missing: {_named(missing)}")
    for part in parts:
        is_blocker = blocker.state is BlockerState.STANDING and LABELS.get(blocker.about) == part.component
        if part.known and part.fraction < 1 and part.component in _GAP_WORDS and not is_blocker:
            clauses.append(f"{_GAP_WORDS[part.component]} {part.evidence}".strip())
    if pair[1].remote is Remote.REMOTE and pair[0].remote_ok is False:
        clauses.append("does not want to work remotely")
    unknown = [_unknown_words(part, pair) for part in parts if not part.known]
    if unknown:
        clauses.append(f"unknown: {', '.join(dict.fromkeys(unknown))}")
    return " ".join(sentence(text) for text in clauses)


_GAP_WORDS = {LABELS["level"]: "level", LABELS["location"]: "", LABELS["pay"]: ""}
_UNKNOWN = {
    LABELS["must"]: "skills",
    LABELS["nice"]: "skills",
    LABELS["title"]: "current title",
    LABELS["pay"]: "pay expectation",
    LABELS["track"]: "rating and stage",
}


def _unknown_words(part: Part, pair: tuple[Any, Any]) -> str:
    asked, band = pair[0].pay, pair[1].pay
    if part.component == LABELS["pay"] and isinstance(asked, Pay) and asked.currency:
        return f"pay expectation in {band.currency} (expects {asked})"
    return _UNKNOWN.get(part.component, part.component.lower())


def _uncapped(text: str) -> str:
    return text if text[:2].isupper() else f"{text[0].lower()}{text[1:]}"


def _confirm_first(blocker: Blocker, parts: Sequence[Part], pair: tuple[Any, Any], rules: Rules, today: date) -> str:
    asks = [blocker.confirm] if blocker.confirm else []
    unknown = {part.component for part in parts if not part.known}
    for name, question in (("level", "level"), ("location", "whether the place works"), ("pay", "pay expectation")):
        if LABELS[name] in unknown and question not in asks:
            asks.append(question)
    contact = last_heard(pair[0])
    if contact is None or contact + timedelta(days=int(rules.fresh)) < today:
        asks.append(f"still looking? Last in contact {contact.isoformat()}" if contact else "still looking?")
    return sentence("; ".join(asks))
