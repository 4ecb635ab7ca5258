from typing import Any

import pytest
from hypothesis import assume, given

from automation.core.matching.blocker_words import question, words
from automation.core.matching.explanations import LABELS, Part
from automation.core.model import Band
from automation.core.reasons import Reason, ReasonKind
from automation.core.sentences import sentence
from tests.core.small_workbooks import ANA, PLATFORM, ROLES, TEXTS, Record, explained, people


def part(match: Any, component: Any) -> Part:
    """One component of an explanation."""
    return next(part for part in match.parts if part.component == component)


@given(people(most=1), ROLES)
def test_every_point_can_be_recomputed(row: Any, role: Record) -> None:
    """Points sum exactly to the score, `most` to 100, each is most × fraction, and skills explain their fraction."""
    match = explained(row[0], role)
    assert round(sum(round(part.points * 10) for part in match.parts)) == round(match.score * 10)
    assert sum(round(part.most * 10) for part in match.parts) == (1000 if match.parts else 0)
    assert all(abs(part.points - part.most * part.fraction) <= 0.05 + 1e-9 for part in match.parts)
    assert {part.component for part in match.parts} | set(match.not_asked) == set(LABELS.values())
    for skills in (part for part in match.parts if part.skills):
        mean = sum(skill.credit * skill.weight for skill in skills.skills) / sum(s.weight for s in skills.skills)
        assert abs(skills.fraction - mean) <= 0.0001


@given(people(most=1), ROLES)
def test_the_band_follows_from_the_score_and_the_blocker(row: Any, role: Record) -> None:
    """A standing blocker lowers the band by one and is named in the gaps; the candidate stays on the slate."""
    match = explained(row[0], role)
    assume(not match.known.startswith(("0", "1")))
    order = [Band.STRONG, Band.GOOD, Band.POSSIBLE, Band.NONE]
    plain = order[sum(match.score < limit for limit in (80, 65, 50))]
    standing = match.blocker.state == "standing"
    assert match.band is (plain.lowered() if standing else plain)
    assert match.gaps.startswith(f"{plain} by score, " if plain else "Blocked: ") is standing


def test_a_good_match_in_words() -> None:
    """Why now names what cleared and what the row lists; nothing is missing."""
    match = explained({**ANA, "last_contact": "2026-10-30"}, PLATFORM)
    assert match.why_now == (
        "Not free before 1 October 2026; that date has passed. "
        "Lists Kubernetes, Golang (2 of 2 must-haves). Same kind of work."
    )
    assert (match.gaps, match.confirm_first) == ("", "")


def test_a_standing_blocker_in_words() -> None:
    """A standing blocker is a gap, and no reason why now."""
    match = explained({**ANA, "shelve_reason": "Pay too high", "pay": "120k EUR"}, PLATFORM)
    assert match.gaps == (
        "Strong by score, held at Good: pay too high (expects 120k EUR) in September 2026; "
        "this salary range ends at 100k EUR."
    )
    assert match.band is Band.GOOD
    assert "Pay too high" not in match.why_now


@pytest.mark.parametrize(
    ("cells", "band", "held"),
    [
        ({"rating": 5}, Band.STRONG, ""),
        ({}, Band.GOOD, "Strong by score, held at Good: too little is known"),
        (
            {"rating": 5, "shelve_reason": "Timing", "revisit_on": "2027-03-01"},
            Band.GOOD,
            "Strong by score, held at Good: not free before 1 March 2027",
        ),
        (
            {"shelve_reason": "Timing", "revisit_on": "2027-03-01"},
            Band.POSSIBLE,
            "Strong by score, held at Possible: not free before 1 March 2027; too little is known",
        ),
    ],
)
def test_what_is_held_back_says_so(cells: Record, band: Band, held: str) -> None:
    """A match below the band of its score says what holds it: a blocker, too little that is known, or both."""
    match = explained({"title": "Accountant", **cells}, {"title": "Accountant"})
    assert (match.score >= 80, match.band) == (True, band)
    assert match.gaps.partition(". ")[0].rstrip(".") == held or (not held and "held at" not in match.gaps)


@pytest.mark.parametrize(("skills", "held"), [("Golang", "Possible by score, but blocked"), ("Excel", "Blocked")])
def test_a_weak_match_is_held_at_nothing_better(skills: str, held: str) -> None:
    """Below Possible there is no band to hold a match at; a blocker that lowers no band only blocks."""
    standing = {"shelve_reason": "Timing", "revisit_on": "2027-03-01", "level": "Staff", "location": "Porto"}
    match = explained({**ANA, **standing, "skills": skills}, PLATFORM)
    assert match.band is Band.NONE
    assert match.gaps.startswith(f"{held}: not free before 1 March 2027.")


@given(people(most=1), ROLES)
def test_a_blocker_is_said_once_where_it_belongs(row: Any, role: Record) -> None:
    """A cleared blocker is a reason why now, a standing one a gap, an unknown one a question; never two of these."""
    match = explained(row[0], role)
    blocker = match.blocker
    said = sentence(words(blocker.then))[:-1]
    assert (said in match.why_now) is (blocker.state in {"cleared", "none"})
    assert bool(question(blocker)) is (blocker.state == "unknown")
    assert not question(blocker) or sentence(question(blocker)) in match.gaps
    assert "held at" not in match.gaps or blocker.state == "standing" or "too little is known" in match.gaps


def test_a_missing_must_have_is_a_gap() -> None:
    """Missing must-haves are named."""
    match = explained({**ANA, "skills": "Kubernetes"}, PLATFORM)
    assert "Missing: Golang." in match.gaps
    assert [skill.credit for skill in part(match, "Must-have").skills] == [1, 0]


def test_unknown_components_are_named_and_asked_first() -> None:
    """It never hides that it doesn't know: unknown components are named, and the ones to ask are asked first."""
    match = explained({"title": "Platform Engineer", "shelved_on": "2026-11-01"}, PLATFORM)
    assert match.known == "1 of 7"
    assert "Unknown: skills, level, location, pay expectation, rating and stage." in match.gaps
    assert "pay expectation" in match.confirm_first


def test_pay_in_another_currency_is_shown_with_both() -> None:
    """A salary expectation that cannot be compared is shown with both currencies."""
    assert "pay expectation in EUR (expects 90k USD)" in explained({**ANA, "pay": "90k USD"}, PLATFORM).gaps


@pytest.mark.parametrize(("last_contact", "asks"), [("2026-10-01", False), ("2026-01-01", True)])
def test_a_stale_row_is_asked_about(last_contact: Any, asks: Any) -> None:
    """After a long time without contact, the gaps ask whether the candidate is still looking."""
    match = explained({**ANA, "shelved_on": "2025-09-01", "last_contact": last_contact}, PLATFORM)
    assert ("Still looking?" in match.confirm_first) is asks


def test_what_can_be_earned_is_shown_to_a_tenth() -> None:
    """All of a weight that was scaled to 6.5 is "6.5 of 6.5", never "6.5 of 6"; what is unknown says so once."""
    match = explained({**ANA, "pay": "90k EUR", "level": None, "title": "Engineer"}, {**PLATFORM, "nice": None})
    pay, level = part(match, "Pay"), part(match, "Level")
    assert (pay.earned, level.known_evidence) == ("6.5 of 6.5", "level unknown")
    assert part(explained({**ANA, "skills": None}, PLATFORM), "Must-have").known_evidence.startswith("Unknown")


def test_the_day_before_is_one_day() -> None:
    """A contact on the day before the opening is 1 day before it."""
    match = explained({**ANA, "last_contact": "2026-10-31"}, {**PLATFORM, "opened_on": "2026-11-01"})
    assert part(match, "Track record").evidence.endswith("in contact 1 day before the requisition opened")


def test_evidence_quotes_the_row() -> None:
    """The words behind points are those of the row."""
    match = explained({**ANA, "skills": "k8s, go"}, PLATFORM)
    assert part(match, "Must-have").evidence == "Kubernetes: listed as 'k8s'; Golang: listed as 'go'"
    assert part(match, "Pay").evidence == "expects 90k EUR, the salary range ends at 100k EUR"
    assert part(match, "Level").evidence == "Senior, the role is Senior"


def test_evidence_says_how_pay_was_read() -> None:
    """Pay that the row states per month is explained."""
    match = explained({**ANA, "pay": "7.000 € brutto / Monat"}, PLATFORM)
    assert part(match, "Pay").evidence == "expects 84k EUR (7,000 a month × 12), the salary range ends at 100k EUR"


@pytest.mark.parametrize(
    ("skills", "evidence", "gaps", "asks"),
    [
        ("Kubernetes, basic Golang", "Golang: 50% for 'basic Golang'", "Only a little: Golang.", ""),
        ("Kubernetes, no Golang", "Golang: not held ('no Golang')", "Missing: Golang.", ""),
        ("Kubernetes, Golang?", "Golang: ask ('Golang?')", "", "Whether they have Golang"),
        ("Kubernetes, no Go", "Golang: not held ('no Go')", "Missing: Golang.", ""),
    ],
)
def test_evidence_says_what_the_row_says_about_a_skill(skills: str, evidence: str, gaps: str, asks: str) -> None:
    """A little, "no" and a question are quoted; a question is asked first, and is no gap."""
    match = explained({**ANA, "skills": skills, "last_contact": "2026-10-30"}, PLATFORM)
    assert part(match, "Must-have").evidence == f"Kubernetes: listed; {evidence}"
    assert (match.gaps, match.confirm_first.rstrip(".")) == (gaps, asks)
    assert "Lists Kubernetes (1 of 2 must-haves)" in match.why_now


def test_a_cell_with_nothing_but_a_question_says_nothing() -> None:
    """Skills that are all in doubt are unknown."""
    match = explained({**ANA, "skills": "Kubernetes?"}, PLATFORM)
    assert not part(match, "Must-have").known
    assert "Unknown: skills" in match.gaps


@pytest.mark.parametrize(
    ("level", "left"),
    [
        ("Senior", ""),
        (None, ""),
        ("Staff", "; one level apart, so two thirds of that"),
        ("Junior", "; two or more levels apart, so a third of that"),
    ],
)
def test_what_the_level_leaves_of_the_title_is_said(level: str | None, left: str) -> None:
    """The evidence says how alike the titles are, and then what the level leaves of that; the work stays the same."""
    match = explained({**ANA, "level": level}, PLATFORM)
    title = next(part for part in match.parts if part.component == "Title")
    assert title.evidence == f"'Platform Engineer' is 100% like 'Platform Engineer': the same title{left}"
    assert match.why_now.endswith("Same kind of work.")


def test_a_level_from_the_title_says_so() -> None:
    """A level that the row does not state is shown with the title that states it."""
    match = explained({"title": "Senior Platform Engineer"}, PLATFORM)
    expected = "Senior (from the title 'Senior Platform Engineer'), the role is Senior"
    assert part(match, "Level").evidence == expected


@pytest.mark.parametrize(
    ("typed", "source"), [("6+ yrs", " (from '6+ yrs')"), ("starszy", " (from 'starszy')"), ("SENIOR", "")]
)
def test_a_level_in_other_words_says_so(typed: str, source: str) -> None:
    """A level that comes from years, or from other words than its own, is shown with them."""
    match = explained({"level": typed}, PLATFORM)
    assert part(match, "Level").evidence == f"Senior{source}, the role is Senior"


@pytest.mark.parametrize(
    ("person", "asked", "evidence"),
    [
        ({"location": "Lisbon"}, {}, "based in Lisbon, the role is in Lisbon (onsite)"),
        (
            {"location": "Croydon"},
            {"location": "London"},
            "based in Croydon, 15 km away (near enough), the role is in London (onsite)",
        ),
        (
            {"location": "Reading"},
            {"location": "London"},
            "based in Reading, 58 km away, the role is in London (onsite)",
        ),
        ({"location": "Porto"}, {"location": "Berlin"}, "based in Porto, the role is in Berlin (onsite)"),
        (
            {"location": "Porto", "remote_ok": "yes"},
            {"remote": "hybrid"},
            "based in Porto but would work remotely, the role is in Lisbon (hybrid)",
        ),
        (
            {"location": "Berlin"},
            {"location": "Remote (EU)", "remote": None},
            "based in Berlin, the role is Remote (EU)",
        ),
        (
            {"location": "Praha 5"},
            {"location": "Wien"},
            "based in Praha 5 (read as Prague), the role is in Wien (read as Vienna) (onsite)",
        ),
        (
            {"location": "not Berlin"},
            {"location": "Berlin"},
            "location 'not Berlin', the role is in Berlin (onsite)",
        ),
        (
            {"location": "Lisbon, no WFH"},
            {"location": "Remote (Portugal)", "remote": None},
            "based in Lisbon, no WFH and does not work remotely, the role is Remote (Portugal)",
        ),
        ({"location": "office only"}, {}, "does not work remotely, the role is in Lisbon (onsite)"),
        (
            {"location": "Paris"},
            {"location": "London (hybrid)", "remote": None},
            "based in Paris, the role is in London (hybrid)",
        ),
        ({}, {}, "location unknown, the role is in Lisbon (onsite)"),
    ],
)
def test_places_are_explained_with_the_distance(person: Record, asked: Record, evidence: str) -> None:
    """The candidate's location, the distance where it is known, and what the requisition wants."""
    assert part(explained(person, {**PLATFORM, **asked}), "Location").evidence == evidence


def test_the_weights_of_skills_are_shown() -> None:
    """A skill that weighs less than others says so, and the fraction recomputes from what is shown."""
    must = part(explained(ANA, {**PLATFORM, "must": "Kubernetes, team management"}), "Must-have")
    weights = {skill.asked: skill.weight for skill in must.skills}
    assert weights["team management"] < weights["Kubernetes"] == 1
    assert f"team management (weighs {weights['team management']:g}): not listed" in must.evidence
    assert abs(must.fraction - 1 / sum(weights.values())) <= 0.0001


def test_the_excluded_are_explained_with_the_reason() -> None:
    """Every candidate can be explained; if they are on no slate, the reason is given."""
    match = explained({**ANA, "do_not_contact": "yes"}, PLATFORM)
    assert (match.excluded, match.score > 80) == (Reason(ReasonKind.DO_NOT_CONTACT), True)


@given(TEXTS)
def test_sentences_end(text: str) -> None:
    """A sentence is nothing, or ends like one."""
    assert not text.strip() or sentence(text)[-1] in ".?!"
