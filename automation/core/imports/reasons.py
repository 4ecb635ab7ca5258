"""Why an application ended, and how far it got: the words of systems as shelve reasons and stages."""

import re
from collections.abc import Mapping

from automation.core import parsing
from automation.core.imports.words import Meant, Preset, all_reasons, outcome_of, preset
from automation.core.model import ShelveReason, Stage
from automation.core.parsing import Unreadable
from automation.core.text import plain

US, THEM = "us", "them"
_OLD = re.compile(r"(?<!\s)\s+old$")
_THEIRS = re.compile(
    r"they rejected us|rejectedbycandidate|rejected by (?:the )?candidate|candidate|withdr|applicant|declined by|"
    r"kandidat|bewerber"
)
_OURS = re.compile(r"we rejected them|rejectedbyorg|rejected by us|company|employer|organi[sz]ation|client|by us")
# Stages that only say how the application ended.
_STAGES = {
    **dict.fromkeys(
        ("awaiting review", "inbox", "sourced", "lead", "new", "new lead", "applicant review"), Stage.APPLIED
    ),
    **dict.fromkeys(
        ("resume review", "cv screen", "received", "application", "applicants", "no contact"), Stage.APPLIED
    ),
    **dict.fromkeys(("initial qualification", "prospect", "identified", "to review", "initial"), Stage.APPLIED),
    **dict.fromkeys(
        ("preliminary phone screen", "contacted", "reached out", "shortlisted", "pre screen"), Stage.SCREEN
    ),
    **dict.fromkeys(("prescreen", "intro call", "introduction", "first call", "submitted"), Stage.SCREEN),
    **dict.fromkeys(("screening call", "recruiter interview", "hr interview", "hr screen"), Stage.SCREEN),
    **dict.fromkeys(("test", "skills test", "homework", "coding test", "debrief", "trial day"), Stage.INTERVIEW),
    **dict.fromkeys(("reference check", "references", "reference checks", "background check"), Stage.FINAL),
    **dict.fromkeys(("hired", "placed", "contract signed", "contract proposal", "offered"), Stage.OFFER),
    **dict.fromkeys(("negotiating", "negotiation", "pre boarding", "onboarding", "offer accepted"), Stage.OFFER),
    **dict.fromkeys(
        ("offer extended", "offer declined", "offer rejected", "verbal offer", "pre employment"), Stage.OFFER
    ),
}


def side_of(text: str) -> str:
    """Which side ended an application: `US`, `THEM`, or "" where that is not said."""
    words = text.casefold()
    if _OURS.search(words):
        return US
    return THEM if _THEIRS.search(words) else ""


def reason_of(text: str, side: str, system: Preset, own: Mapping[str, str]) -> Meant | None:
    """What the words of a reason mean; None where they are not known.

    Args:
        text: The words.
        side: Which side ended the application.
        system: Where the words come from.
        own: Words → the value of a shelve reason, as a person wrote it into a mapping file.
    """
    words = _OLD.sub("", plain(text))
    if not words:
        return None
    if text.strip() in own:
        return Meant(own[text.strip()])
    tables = [system.withdrawals, system.reasons] if side == THEM else [system.reasons]
    found = next((table[words] for table in tables if words in table), None)
    if found is None and words not in ("other", "duplicate", "spam"):
        found = all_reasons().get(words)
    return found or _general(words) or _typed(text)


def _general(words: str) -> Meant | None:
    return preset("greenhouse").reasons.get(words) if words in ("duplicate", "spam") else None


def _typed(text: str) -> Meant | None:
    """What the reader of Shelve reason takes the words for; never a person's conduct."""
    try:
        found = parsing.read_reason(text)
    except Unreadable:
        return None
    if found is ShelveReason.CONDUCT and plain(text) != "conduct":
        return None
    return Meant(str(found)) if found else None


def stage_of(text: str, system: Preset, own: Mapping[str, str]) -> Stage | None:
    """The stage that words name; None where they name none."""
    words = plain(text)
    if not words:
        return None
    named = own.get(text.strip()) or system.stages.get(words)
    if named:
        return Stage(named)
    try:
        return parsing.read_stage(text) or _STAGES.get(words)
    except Unreadable:
        return _STAGES.get(words)


def ends(text: str) -> bool:
    """Whether the words of a stage say how an application ended: "Hired", "Rejected"."""
    return outcome_of(text) is not None
