"""Why a candidate is on a slate: the points of every component, and sentences that can be checked against the row."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any, NamedTuple

from automation.core.matching import blocker_words
from automation.core.matching.blocker import Ask, Blocker, Fact
from automation.core.matching.candidate_arrays import Pool
from automation.core.matching.evidence import EVIDENCE, SkillEvidence, skill_evidence, skill_words
from automation.core.matching.scoring import Scores, known_words, tenths
from automation.core.model import Band, BlockerState, Pay, Remote, Stance
from automation.core.reasons import Reason
from automation.core.rules import Rules
from automation.core.sentences import and_more, sentence
from automation.core.taxonomy.skill_comparison import FULL
from automation.core.workbook.contacts import contact_or_shelving, in_contact

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
# Work that is alike so far, of `FULL`, is called the same kind, whatever its level.
SAME_WORK = 8_000
# How many skills a sentence names before it counts the rest.
NAMED = 4


class Part(NamedTuple):
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

    @property
    def earned(self) -> str:
        """The points beside the most that can be earned, both to a tenth: 6.5 of 6.5."""
        return f"{self.points:.1f} of {self.most:.1f}"

    @property
    def known_evidence(self) -> str:
        """The evidence, marked as unknown where it does not say so itself."""
        says_so = self.known or "unknown" in self.evidence
        return self.evidence if says_so else f"Unknown: {self.evidence}".removesuffix(": ")


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
    pool: Pool,
    scores: Scores,
    position: int,
    pair: tuple[Any, Any],
    blocker: Blocker,
    excluded: Reason | None,
    rules: Rules,
    today: date,
) -> Explanation:
    """The explanation of one match.

    Args:
        pool: The candidates that were scored.
        scores: The scores for this requisition.
        position: The candidate's position in the pool.
        pair: The candidate's and the requisition's row.
        blocker: The candidate's blocker for this requisition.
        excluded: Why the candidate is not on its slate; None where they may be.
        rules: The weights and bands in force.
        today: The date of the run.
    """
    candidate, requisition = pair
    parts = [_part(pool, scores, position, name, pair, rules) for name in scores.most]
    total = tenths(int(scores.total[scores.row(position)]))
    known = [part for part in parts if part.known and not _from_title(part, pool, position)]
    band, held = _band(rules.band(total), len(known), blocker)
    return Explanation(
        candidate=candidate.key,
        name=candidate.name,
        requisition=requisition.key,
        score=total,
        band=band,
        known=known_words(scores, position),
        parts=parts,
        not_asked=[LABELS[name] for name in LABELS if name not in scores.most],
        blocker=blocker,
        why_now=_why_now(blocker, parts, same_work=int(scores.work[scores.row(position)]) >= SAME_WORK),
        gaps=_gaps(held, blocker, parts, pair),
        confirm_first=_confirm_first(blocker, parts, pair, rules, today),
        excluded=excluded,
    )


def unscored(pair: tuple[Any, Any], blocker: Blocker, excluded: Reason) -> Explanation:
    """The explanation for a candidate whom the program does not score: who they are, and what stood in the way."""
    candidate, requisition = pair
    return Explanation(
        candidate=candidate.key,
        name=candidate.name,
        requisition=requisition.key,
        score=0.0,
        band=Band.NONE,
        known="",
        parts=(),
        not_asked=(),
        blocker=blocker,
        why_now="",
        gaps="",
        confirm_first="",
        excluded=excluded,
    )


def best_first(match: Any) -> tuple[int, float]:
    """A sort key for matches and explanations: by band, then score."""
    return list(Band).index(match.band), -match.score


def _band(by_score: Band, known: int, blocker: Blocker) -> tuple[Band, str]:
    """The band of a match, and in words what holds it below the band of its score.

    Args:
        by_score: The band of its score.
        known: How many components are known.
        blocker: The candidate's blocker for this requisition.
    """
    band, reasons = by_score, []
    if blocker.state is BlockerState.STANDING:
        band = band.lowered()
        reasons.append(blocker_words.then_and_now(blocker))
    if by_score is Band.STRONG and known < FEWEST_KNOWN:
        # Unknown components are no evidence: a title alone never makes a match Strong.
        band = Band.POSSIBLE if reasons else Band.GOOD
        reasons.append("too little is known")
    if not reasons:
        return band, ""
    head = f"{by_score} by score, {f'held at {band}' if band else 'but blocked'}" if band is not by_score else "Blocked"
    return band, f"{head}: {'; '.join(reasons)}"


def _from_title(part: Part, pool: Pool, position: int) -> bool:
    """Whether a component only repeats the title."""
    return part.component == LABELS["level"] and bool(pool.level_from_title[position])


def _part(pool: Pool, scores: Scores, position: int, name: str, pair: tuple[Any, Any], rules: Rules) -> Part:
    skills = skill_evidence(pool, position, getattr(pair[1], name)) if name in {"must", "nice"} else []
    row = scores.row(position)
    known = bool(scores.known[name][row])
    fraction, alike = int(scores.fractions[name][row]) / FULL, int(scores.work[row]) / FULL
    return Part(
        component=LABELS[name],
        weight=rules.weights[name],
        most=tenths(scores.most[name]),
        fraction=fraction,
        points=tenths(int(scores.points[name][row])),
        known=known,
        evidence=skill_words(skills, known=known) if skills else EVIDENCE[name](pool, position, pair, alike),
        skills=skills,
    )


def _named(skills: Sequence[str]) -> str:
    return and_more(skills[:NAMED], len(skills))


def _skills_of(parts: Sequence[Part], label: str) -> Sequence[SkillEvidence]:
    return next((part.skills for part in parts if part.component == label), ())


def _why_now(blocker: Blocker, parts: Sequence[Part], *, same_work: bool) -> str:
    clauses = []
    if blocker.state is BlockerState.CLEARED:
        clauses.append(f"{blocker_words.story(blocker)}; {blocker_words.now_words(blocker)}")
    elif blocker.state is BlockerState.NONE:
        clauses.append(blocker_words.story(blocker))
    must = _skills_of(parts, LABELS["must"])
    held = [skill.asked for skill in must if skill.listed]
    if held:
        clauses.append(f"lists {_named(held)} ({len(held)} of {len(must)} must-haves)")
    if same_work:
        clauses.append("same kind of work")
    return " ".join(sentence(text) for text in clauses)


def _gaps(held: str, blocker: Blocker, parts: Sequence[Part], pair: tuple[Any, Any]) -> str:
    clauses = [clause for clause in (held, blocker_words.question(blocker)) if clause]
    clauses += [f"still stands: {blocker_words.then_and_now(one)}" for one in blocker.still_standing]
    must = next((part for part in parts if part.component == LABELS["must"]), None)
    asked = must.skills if must and must.known else ()
    missing = [skill.asked for skill in asked if not skill.listed and skill.stance not in _NOT_MISSING]
    if missing:
        clauses.append(f"missing: {_named(missing)}")
    little = [skill.asked for skill in asked if skill.stance is Stance.LIMITED]
    if little:
        clauses.append(f"only a little: {_named(little)}")
    for part in parts:
        is_blocker = blocker.state is BlockerState.STANDING and LABELS.get(blocker.about) == part.component
        if part.known and part.fraction < 1 and part.component in _GAP_WORDS and not is_blocker:
            clauses.append(f"{_GAP_WORDS[part.component]} {part.evidence}".strip())
    says_so = blocker.about == "remote" or any(part.component == LABELS["location"] for part in parts)
    if pair[1].remote is Remote.REMOTE and pair[0].works_remotely is False and not says_so:
        clauses.append("does not want to work remotely")
    asks = _asked_about(blocker)
    unknown = [_unknown_words(part, pair) for part in parts if not part.known and part.component != asks]
    if unknown:
        clauses.append(f"unknown: {', '.join(dict.fromkeys(unknown))}")
    return " ".join(sentence(text) for text in clauses)


# A little of a skill is no gap of all of it, and a question none at all.
_NOT_MISSING = frozenset({Stance.LIMITED, Stance.DOUBTFUL})
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


def _asked_about(blocker: Blocker) -> str:
    """The component that an unknown blocker asks about; "" for none."""
    return LABELS.get(blocker.about, "") if blocker.state is BlockerState.UNKNOWN else ""


# Component whose cell is unknown → what to ask about it first, and what else asks the same.
_TO_ASK: Mapping[str, Sequence[Ask]] = {
    "level": (Ask.LEVEL,),
    "location": (Ask.PLACE,),
    "pay": (Ask.PAY, Ask.PAY_CURRENCY),
}


def _confirm_first(blocker: Blocker, parts: Sequence[Part], pair: tuple[Any, Any], rules: Rules, today: date) -> str:
    facts = [blocker.ask] if blocker.ask else []
    unknown = {part.component for part in parts if not part.known} - {_asked_about(blocker)}
    for name, kinds in _TO_ASK.items():
        if LABELS[name] in unknown and not any(fact.kind in kinds for fact in facts):
            facts.append(Fact(kinds[0]))
    asks = list(map(blocker_words.words, facts))
    doubtful = [skill.asked for skill in _skills_of(parts, LABELS["must"]) if skill.stance is Stance.DOUBTFUL]
    if doubtful:
        asks.append(f"whether they have {_named(doubtful)}")
    latest, contact = contact_or_shelving(pair[0]), in_contact(pair[0])
    if latest is None or latest + timedelta(days=int(rules.fresh)) < today:
        since = f" {'Last in contact' if latest == contact else 'Shelved'} {latest.isoformat()}" if latest else ""
        asks.append(f"still looking?{since}")
    return sentence("; ".join(asks))
