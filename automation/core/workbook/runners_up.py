"""Runners-up who were shelved with one tap when their requisition was filled: an event that counts like the cells.

It counts until a person types another day, requisition or reason into the row. Either way no shelving is lost: the one
that does not show is one of the earlier ones.
"""

from collections.abc import Mapping
from datetime import date
from hashlib import blake2b
from typing import Any

from automation.core.model import CandidateFrame, Conventions, ShelveReason
from automation.core.text import key_of
from automation.core.workbook.action_log import Action
from automation.core.workbook.action_state import ActionState
from automation.core.workbook.shelvings import Shelving, Texts, read_shelving

# The fields of a shelving that an event replaces, besides the reason's details: day, requisition, reason.
_REPLACED = ("shelved_on", "shelved_from", "shelve_reason")


def mark_of(texts: Texts) -> str:
    """Identifies what a row says of day, requisition and reason, without quoting it."""
    typed = [text or "" for text in texts[: len(_REPLACED)]]
    return blake2b(repr(typed).encode("utf-8", "surrogatepass"), digest_size=8).hexdigest()


def applied(candidates: CandidateFrame, state: ActionState) -> CandidateFrame:
    """The candidates with runners-up out of their process and shelved anew, where the cells are as they were then."""
    if not state.runners_up:
        return candidates
    ended = [
        "" if _has_ended(state, key_of(cell), str(key)) else cell
        for key, cell in zip(candidates.index, candidates["in_process"], strict=True)
    ]
    latest = _latest(state.runners_up)
    columns: dict[str, list[Any]] = {name: list(candidates[name]) for name in (*_REPLACED, "reason_detail")}
    for place, (key, texts) in enumerate(zip(candidates.index, candidates["shelved_as"], strict=True)):
        action = latest.get(str(key))
        if action and action.before == mark_of(texts):
            shelved = shelving_by(action).columns
            for name, cells in columns.items():
                cells[place] = shelved[name]
    return CandidateFrame(candidates.assign(in_process=ended, **columns))


def _has_ended(state: ActionState, requisition: str, candidate: str) -> bool:
    pair = (requisition, candidate)
    return pair in state.runners_up and pair not in state.in_process


def _latest(actions: Mapping[tuple[str, str], Action]) -> dict[str, Action]:
    ordered = sorted(actions.values(), key=lambda one: (one.at, one.action_id))
    return {key_of(one.candidate): one for one in ordered}


def shelving_by(action: Action) -> Shelving:
    """The shelving that an event stands for."""
    return Shelving(action.on, action.requisition, ShelveReason.LOST_TO_FINALIST)


def kept_by(state: ActionState, people: Mapping[str, Any], conventions: Conventions) -> dict[str, list[Shelving]]:
    """Candidate's compared key → the shelvings by event, and what the row says: one is the present one, one earlier."""
    found: dict[str, list[Shelving]] = {}
    for (_, candidate), action in state.runners_up.items():
        if candidate in people:
            typed = read_shelving(people[candidate].shelved_as, conventions)
            found.setdefault(candidate, []).extend((typed, shelving_by(action)))
    return {key: sorted(own, key=lambda one: one.on or date.min) for key, own in found.items()}
