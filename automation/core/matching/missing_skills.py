"""Which skills a candidate lacked when they were shelved for a skill gap."""

import re
from typing import Any

from automation.core.taxonomy.persons_skills import PersonsSkills
from automation.core.taxonomy.skill_aliases import STOP_WORDS
from automation.core.taxonomy.skill_dictionary import Dictionary
from automation.core.taxonomy.skill_writings import Term

# "Strong in Python, but lacked Kafka" is about Kafka.
_CLAUSES = re.compile(r"(?<![,;.!\n])[,;.!\n]+(?=\s|$)|\b(?:but|although|though|while|however)\b", re.IGNORECASE)
_LACKING = re.compile(
    r"\b(?:lack\w*|missing|missed|no|not|without|needs?|needed|not enough|little|weak|gap)\b", re.IGNORECASE
)


def missing_then(
    candidate: Any, requisition: Any, former: Any | None, dictionary: Dictionary, own: PersonsSkills
) -> list[str]:
    """The skills named as missing in Reason detail, else the former must-haves that the row lacks; [] if unknown.

    Args:
        candidate: The row of the candidates' frame.
        requisition: The row of the requisition to compare with; its must-haves help to recognise skills.
        former: The requisition that the candidate was shelved from; None where it is unknown.
        dictionary: Compares skills.
        own: The candidate's skills.
    """
    former_musts = list(former.must) if former is not None else []
    asked = [*requisition.must, *former_musts]
    clauses = [clause for clause in _CLAUSES.split(candidate.reason_detail) if clause.strip()]
    lacking = [clause for clause in clauses if _LACKING.search(clause)]
    named: dict[Term, str] = {}
    for clause in lacking or clauses:
        words = dictionary.term(_LACKING.sub(" ", clause))
        skills: dict[Term, str] = {
            **{(word,): _as_written(word, clause) for word in words if word in dictionary.known},
            **{dictionary.term(skill): skill for skill in asked if _named(dictionary.term(skill), words)},
        }
        # Without a word such as "lacked", only a bare list of skills names what was missing: "strong Java" does not.
        bare = {word for skill in skills for word in skill} == set(words) and len(words) >= _telling_words(clause)
        if lacking or bare:
            named |= skills
    if named:
        return list(named.values())
    if not candidate.skills:
        # A row without skills does not say which of them the candidate lacks.
        return []
    return [skill for skill in former_musts if not own.lists(skill)]


def _telling_words(clause: str) -> int:
    """How many words of a clause are not stop words; a skill of several words counts once for each word."""
    return sum(word not in STOP_WORDS for word in clause.casefold().replace("/", " ").split())


def _named(skill: Term, words: Term) -> bool:
    return bool(skill) and set(skill) <= set(words)


def _as_written(word: str, detail: str) -> str:
    """A known skill as a text spells it; capitalised where the text has it in other words."""
    match = re.search(re.escape(word), detail, re.IGNORECASE)
    return match[0] if match else word.capitalize()
