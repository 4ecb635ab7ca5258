"""Words from a list: reasons, stages, statuses, yes and no; as written, by a synonym, or with a typo."""

import re
from enum import StrEnum
from typing import TypeVar

from rapidfuzz import fuzz, process

from automation.core.model import Cell, Remote, ShelveReason, Stage, Status
from automation.core.parsing.cells import Unreadable, blank, refuse_error
from automation.core.text import plain, text_of

_YES = frozenset(["yes", "y", "true", "1", "x", "ok", "yep", "sure", "oui", "ja", "si"]) | {"✓", "✔", "☑"}
_NO = frozenset(["no", "n", "false", "0", "nope", "non", "nein"]) | {"✗", "✘", "☐"}


def read_yes_no(cell: Cell) -> bool | None:
    """A yes or a no. Raises `Unreadable` for anything else."""
    if blank(cell):
        return None
    refuse_error(cell)
    text = text_of(cell)
    word = plain(text) or text
    if word in _YES or word in _NO:
        return word in _YES
    raise Unreadable("is neither yes nor no: write yes or no")


Choice = TypeVar("Choice", bound=StrEnum)

_REASON_SYNONYMS = {
    "lost to other finalist": ShelveReason.LOST_TO_FINALIST,
    "runner up": ShelveReason.LOST_TO_FINALIST,
    "silver medalist": ShelveReason.LOST_TO_FINALIST,
    "lost to finalist": ShelveReason.LOST_TO_FINALIST,
    "salary too high": ShelveReason.PAY_TOO_HIGH,
    "too expensive": ShelveReason.PAY_TOO_HIGH,
    "salary": ShelveReason.PAY_TOO_HIGH,
    "pay": ShelveReason.PAY_TOO_HIGH,
    "compensation": ShelveReason.PAY_TOO_HIGH,
    "relocation": ShelveReason.LOCATION,
    "overqualified": ShelveReason.TOO_SENIOR,
    "underqualified": ShelveReason.TOO_JUNIOR,
    "not enough experience": ShelveReason.TOO_JUNIOR,
    "missing skill": ShelveReason.SKILL_GAP,
    "missing skills": ShelveReason.SKILL_GAP,
    "skills": ShelveReason.SKILL_GAP,
    "not now": ShelveReason.TIMING,
    "bad timing": ShelveReason.TIMING,
    "not available": ShelveReason.TIMING,
    "hiring freeze": ShelveReason.HEADCOUNT_FROZEN,
    "frozen": ShelveReason.HEADCOUNT_FROZEN,
    "requisition cancelled": ShelveReason.REQ_CANCELLED,
    "req canceled": ShelveReason.REQ_CANCELLED,
    "work authorization": ShelveReason.WORK_AUTHORISATION,
    "visa": ShelveReason.WORK_AUTHORISATION,
    "offer declined": ShelveReason.DECLINED_OFFER,
    "declined": ShelveReason.DECLINED_OFFER,
    "withdrawn": ShelveReason.WITHDREW,
    "candidate withdrew": ShelveReason.WITHDREW,
    "failed test": ShelveReason.FAILED_ASSESSMENT,
    "failed interview": ShelveReason.FAILED_ASSESSMENT,
}
_STAGE_SYNONYMS = {
    "application": Stage.APPLIED,
    "sourced": Stage.APPLIED,
    "cv review": Stage.APPLIED,
    "phone screen": Stage.SCREEN,
    "screening": Stage.SCREEN,
    "recruiter screen": Stage.SCREEN,
    "phone": Stage.SCREEN,
    "onsite": Stage.INTERVIEW,
    "interviews": Stage.INTERVIEW,
    "first interview": Stage.INTERVIEW,
    "second interview": Stage.INTERVIEW,
    "assessment": Stage.INTERVIEW,
    "final round": Stage.FINAL,
    "final interview": Stage.FINAL,
    "finalist": Stage.FINAL,
    "offered": Stage.OFFER,
    "offer made": Stage.OFFER,
    "offer stage": Stage.OFFER,
}
_STATUS_SYNONYMS = {
    "active": Status.OPEN,
    "live": Status.OPEN,
    "opened": Status.OPEN,
    "reopened": Status.OPEN,
    "hiring": Status.OPEN,
    "hold": Status.ON_HOLD,
    "onhold": Status.ON_HOLD,
    "paused": Status.ON_HOLD,
    "frozen": Status.ON_HOLD,
    "hired": Status.FILLED,
    "closed filled": Status.FILLED,
    "canceled": Status.CANCELLED,
    "closed": Status.CANCELLED,
}
_REMOTE_SYNONYMS = {
    "on site": Remote.ONSITE,
    "office": Remote.ONSITE,
    "in office": Remote.ONSITE,
    "no": Remote.ONSITE,
    "fully remote": Remote.REMOTE,
    "yes": Remote.REMOTE,
    "full remote": Remote.REMOTE,
    "100 remote": Remote.REMOTE,
    "partly remote": Remote.HYBRID,
    "partial": Remote.HYBRID,
    "flexible": Remote.HYBRID,
}

_LEAST_ALIKE = 85


def _choice(cell: Cell, words: dict[str, Choice], what: str, choices: type[Choice]) -> Choice | None:
    """One of a list: as written, by a synonym, or with a typo that leaves no doubt."""
    if blank(cell):
        return None
    refuse_error(cell)
    text = plain(text_of(cell))
    known = {**words, **{plain(choice): choice for choice in choices}}
    if text in known:
        return known[text]
    close = process.extract(text, list(known), scorer=fuzz.ratio, score_cutoff=_LEAST_ALIKE)
    meant = {known[word] for word, _, _ in close}
    if len(meant) == 1:
        return meant.pop()
    raise Unreadable(f"is not {what}: write one of {', '.join(choices)}")


def read_reason(cell: Cell) -> ShelveReason | None:
    """A shelve reason. Raises `Unreadable` if it is not in the list."""
    return _choice(cell, _REASON_SYNONYMS, "a shelve reason", ShelveReason)


def read_stage(cell: Cell) -> Stage | None:
    """The furthest stage. Raises `Unreadable` if it is not in the list."""
    return _choice(cell, _STAGE_SYNONYMS, "a stage", Stage)


def read_status(cell: Cell) -> Status | None:
    """The status of a requisition. Raises `Unreadable` if it is not in the list."""
    return _choice(cell, _STATUS_SYNONYMS, "a status", Status)


def read_remote(cell: Cell) -> Remote | None:
    """Where the work is done. Raises `Unreadable` if it is not in the list."""
    return _choice(cell, _REMOTE_SYNONYMS, "a way of working", Remote)


def read_rating(cell: Cell) -> int | None:
    """1 to 5, also as "4/5". Raises `Unreadable` for anything else."""
    if blank(cell):
        return None
    refuse_error(cell)
    match = re.fullmatch(r"([1-5])(?:[.,]0+)?(?: ?/ ?5)?", text_of(cell))
    if not match:
        raise Unreadable("is not a rating: write a number from 1 to 5")
    return int(match[1])


def read_years(cell: Cell) -> float | None:
    """A number of years, also as "7+" or "7 years". Raises `Unreadable` for anything else."""
    if blank(cell):
        return None
    refuse_error(cell)
    match = re.fullmatch(r"(\d{1,2}(?:[.,]\d+)?) ?\+? ?(?:years?|yrs?|y)?", text_of(cell).casefold())
    if not match:
        raise Unreadable("is not a number of years: write a number such as 7")
    return float(match[1].replace(",", "."))


_AUTHORISED = re.compile(
    r"\b(yes|authori[sz]ed|citizen|permanent|pr|green card|ilr|settled|eu passport|unrestricted|not needed)\b"
)
_UNAUTHORISED = re.compile(r"\b(no|needs?|requires?|sponsor\w*|visa|h1b|h 1b|not authori[sz]ed|expired)\b")


def read_authorisation(cell: Cell) -> bool | None:
    """Whether a candidate may work without sponsorship. Raises `Unreadable` if the text says neither."""
    if blank(cell):
        return None
    refuse_error(cell)
    words = plain(text_of(cell))
    if re.search(r"\bno visa needed\b|\bno sponsorship\b|\bnot needed\b", words):
        return True
    if _UNAUTHORISED.search(words):
        return False
    if _AUTHORISED.search(words):
        return True
    raise Unreadable("does not say whether they may work: write yes, or needs sponsorship")
