"""What people did in the dashboard, applied to the rows: it counts like a cell until a person types there."""

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from automation.core.model import CandidateFrame, RequisitionFrame
from automation.core.text import key_of
from automation.core.workbook import runners_up
from automation.core.workbook.action_log import Action
from automation.core.workbook.action_state import ActionState
from automation.core.workbook.parsed_workbook import Book


def acted(book: Book, state: ActionState) -> Book:
    """The book with people's actions applied: pocket checks, owners, processes that began or ended.

    What a person types into a cell wins: a day in Pocket checked on that is not later than the check, and an Owner that
    was changed since the reassignment.
    """
    return replace(
        book,
        candidates=runners_up.applied(_in_process(_given(book.candidates, state.given), state.in_process), state),
        requisitions=_checked(book.requisitions, state.checks) if state.checks else book.requisitions,
    )


def _given(candidates: CandidateFrame, given: Mapping[str, Action]) -> CandidateFrame:
    if not given:
        return candidates
    owners = [
        given[key].value if key in given and key_of(owner) == key_of(given[key].before) else owner
        for key, owner in zip(candidates.index, candidates["owner"], strict=True)
    ]
    return CandidateFrame(candidates.assign(owner=owners))


def _in_process(candidates: CandidateFrame, started: Mapping[tuple[str, str], Action]) -> CandidateFrame:
    """With the requisition of a process that began in the dashboard, where the cell In process is empty."""
    if not started:
        return candidates
    by_candidate = {candidate: action.requisition for (_, candidate), action in started.items()}
    cells = [
        cell or by_candidate.get(str(key), "")
        for key, cell in zip(candidates.index, candidates["in_process"], strict=True)
    ]
    return CandidateFrame(candidates.assign(in_process=cells))


def _checked(requisitions: RequisitionFrame, checks: Mapping[str, Action]) -> RequisitionFrame:
    days: list[Any] = []
    people: list[str] = []
    for key, typed in zip(requisitions.index, requisitions["pocket_checked_on"], strict=True):
        check = checks.get(key)
        counts = check is not None and (typed is None or check.on < typed)
        days.append(check.on if check and counts else typed)
        people.append(check.who if check and counts else "")
    return RequisitionFrame(requisitions.assign(pocket_checked_on=days, pocket_checked_by=people))
