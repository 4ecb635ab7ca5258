"""What all actions in `BP Actions` add up to.

Of several of one kind about the same row the latest counts, of pocket checks the first. An undo cancels the action that
it names, so that the one before counts again. Their order is that of their times, not that of the rows.
"""

from collections.abc import Container, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime

from automation.core.model import Problem
from automation.core.text import key_of
from automation.core.workbook.action_log import CAN_BE_UNDONE, REVIEW_VALID, VERDICTS, Action, Kind, line_problem


@dataclass(frozen=True)
class ActionState:
    """What all actions add up to. Keys are compared ones.

    Attributes:
        lines: All actions, oldest first, undone ones included.
        undone: Action ID → the undo.
        checks: Requisition → the first pocket check that was not undone.
        verdicts: (requisition, candidate) → the latest shortlisting or passing.
        done: Candidate → the latest follow-up done.
        snoozed: Candidate → the latest snooze, unless a follow-up was done since.
        given: Candidate → the latest reassignment.
        merged: Candidate whose row is not shown → the merge that hid it.
        in_process: (requisition, candidate) → the latest start of an interview process that did not end since.
        runners_up: (requisition, candidate) → the latest shelving of a runner-up.
        held: Candidate → the latest legal hold, unless it was lifted since.
        reviews: Action ID → the review by link, unless it was revoked.
        problems: Lines that are ignored, and why.
    """

    lines: Sequence[Action] = ()
    undone: Mapping[str, Action] = field(default_factory=dict)
    checks: Mapping[str, Action] = field(default_factory=dict)
    verdicts: Mapping[tuple[str, str], Action] = field(default_factory=dict)
    done: Mapping[str, Action] = field(default_factory=dict)
    snoozed: Mapping[str, Action] = field(default_factory=dict)
    given: Mapping[str, Action] = field(default_factory=dict)
    merged: Mapping[str, Action] = field(default_factory=dict)
    in_process: Mapping[tuple[str, str], Action] = field(default_factory=dict)
    runners_up: Mapping[tuple[str, str], Action] = field(default_factory=dict)
    held: Mapping[str, Action] = field(default_factory=dict)
    reviews: Mapping[str, Action] = field(default_factory=dict)
    problems: Sequence[Problem] = ()

    @property
    def last(self) -> datetime | None:
        """The latest instant."""
        return self.lines[-1].at if self.lines else None

    def passed(self) -> Mapping[tuple[str, str], Action]:
        """Pairs (requisition, candidate) that a person passed on → how they did."""
        return {pair: verdict for pair, verdict in self.verdicts.items() if verdict.kind is Kind.PASSED}

    def about(self, candidate: str = "", requisition: str = "") -> list[Action]:
        """Everything done about a candidate, or a requisition, or both together, oldest first, undone ones included."""
        wanted, req = key_of(candidate), key_of(requisition)
        return [
            line
            for line in self.lines
            if line.kind is not Kind.UNDONE
            and (not wanted or wanted in {key_of(own) for own in _people_of(line)})
            and (not req or req == key_of(line.requisition))
        ]

    def shown_for(self, present: Container[str]) -> dict[str, str]:
        """Row that is merged into another → the row that is shown for both; only rows that are there, compared keys."""
        found = {}
        for hidden in self.merged:
            shown = hidden
            while (action := self.merged.get(shown)) and key_of(action.value) in present:
                shown = key_of(action.value)
            if hidden in present and shown != hidden:
                found[hidden] = shown
        return found

    def joined(self, shown: Mapping[str, str]) -> "ActionState":
        """With what was done about merged rows under the rows that are shown for them; owners stay with their row."""
        if not shown:
            return self
        own = {Kind.GIVEN, Kind.MERGED, Kind.REKEYED, Kind.SHELVED}
        lines = [
            line if line.kind in own else replace(line, candidate=shown.get(key_of(line.candidate), line.candidate))
            for line in self.lines
        ]
        return replace(fold(lines), problems=self.problems)

    def holding(self, action: Action) -> Action | None:
        """The action in force that is the same, so that a second click, tab or person adds nothing."""
        candidate, (requisition, _) = key_of(action.candidate), action.pair
        known = {
            Kind.POCKET_CHECKED: self.checks.get(requisition),
            Kind.SHORTLISTED: self.verdicts.get(action.pair),
            Kind.PASSED: self.verdicts.get(action.pair),
            Kind.DONE: self.done.get(candidate),
            Kind.SNOOZED: self.snoozed.get(candidate),
            Kind.GIVEN: self.given.get(candidate),
            Kind.MERGED: self.merged.get(candidate),
            Kind.IN_PROCESS: self.in_process.get(action.pair),
            Kind.RUNNER_UP: None if action.pair in self.in_process else self.runners_up.get(action.pair),
            Kind.HELD: self.held.get(candidate),
            Kind.REVIEW: next((one for one in reversed([*self.reviews.values()]) if _same_review(one, action)), None),
            Kind.UNDONE: self.undone.get(action.value),
        }.get(action.kind)
        return known if known and _same(known, action) else None


def _people_of(action: Action) -> tuple[str, ...]:
    return (action.candidate, action.value) if action.kind is Kind.MERGED else (action.candidate,)


def _same_review(known: Action, action: Action) -> bool:
    same = (key_of(known.requisition), known.value) == (key_of(action.requisition), action.value)
    return same and action.at - known.at <= REVIEW_VALID


def _same(known: Action, action: Action) -> bool:
    if known.kind is not action.kind:
        return False
    said = (known.value, known.detail) == (action.value, action.detail)
    if action.kind in VERDICTS and action.before:
        # The word of the reviewer counts, even if a colleague decided likewise.
        return said and known.who == action.who
    if action.kind in {Kind.PASSED, Kind.HELD}:
        return said
    if action.kind is Kind.DONE:
        return known.on == action.on
    if action.kind in {Kind.SNOOZED, Kind.GIVEN, Kind.MERGED, Kind.RUNNER_UP}:
        return (known.value, known.before) == (action.value, action.before)
    return True


def fold(
    actions: Iterable[Action], problems: Sequence[Problem] = (), numbers: Mapping[str, int] | None = None
) -> ActionState:
    """What actions add up to, whatever order they come in.

    Args:
        actions: Each with an ID of its own.
        problems: What was wrong with other lines.
        numbers: Action ID → the number of its row, for problems about it.
    """
    in_order = sorted(actions, key=_order)
    undone, unmatched = _undone(in_order, numbers or {})
    lines = _rekeyed(in_order)
    slots: dict[Kind, dict[str, Action]] = {kind: {} for kind in Kind}
    checks: dict[str, Action] = {}
    verdicts: dict[tuple[str, str], Action] = {}
    in_process: dict[tuple[str, str], Action] = {}
    runners_up: dict[tuple[str, str], Action] = {}
    for line in lines:
        if line.action_id in undone:
            continue
        slots[line.kind][key_of(line.candidate)] = line
        if line.kind is Kind.POCKET_CHECKED:
            checks.setdefault(key_of(line.requisition), line)
        if line.kind in VERDICTS:
            verdicts[line.pair] = line
        if line.kind is Kind.IN_PROCESS:
            in_process[line.pair] = line
        if line.kind is Kind.RUNNER_UP:
            runners_up[line.pair] = line
            in_process.pop(line.pair, None)
    done = slots[Kind.DONE]
    return ActionState(
        lines=lines,
        undone=undone,
        checks=checks,
        verdicts=verdicts,
        done=done,
        snoozed=_unless_later(slots[Kind.SNOOZED], done),
        given=slots[Kind.GIVEN],
        merged=_without_circles(slots[Kind.MERGED]),
        in_process=in_process,
        runners_up=runners_up,
        reviews={line.action_id: line for line in lines if line.kind is Kind.REVIEW and line.action_id not in undone},
        held=_unless_later(slots[Kind.HELD], slots[Kind.HOLD_LIFTED]),
        problems=[*problems, *unmatched],
    )


def _undone(lines: Sequence[Action], numbers: Mapping[str, int]) -> tuple[dict[str, Action], list[Problem]]:
    """Action ID → its undo, and a problem for each undo whose action is missing."""
    undoable = {line.action_id for line in lines if line.kind in CAN_BE_UNDONE}
    undos = [line for line in lines if line.kind is Kind.UNDONE]
    lost = [
        line_problem("The action that it undoes is missing", numbers.get(line.action_id, 0))
        for line in undos
        if line.value not in undoable
    ]
    return {line.value: line for line in undos if line.value in undoable}, lost


def _unless_later(actions: Mapping[str, Action], ends: Mapping[str, Action]) -> dict[str, Action]:
    """The actions by candidate, without those that a later one of `ends` has ended."""
    return {key: one for key, one in actions.items() if key not in ends or _order(ends[key]) < _order(one)}


def _without_circles(merges: Mapping[str, Action]) -> dict[str, Action]:
    """The merges, oldest first, without those that would hide a row behind itself."""
    found: dict[str, Action] = {}
    for key, merge in sorted(merges.items(), key=lambda item: _order(item[1])):
        shown = key_of(merge.value)
        while shown in found:
            shown = key_of(found[shown].value)
        if shown != key:
            found[key] = merge
    return found


def _order(action: Action) -> tuple[datetime, str]:
    return action.at, action.action_id


def _rekeyed(lines: Sequence[Action]) -> list[Action]:
    """Lines under the keys of today: actions from before a key was corrected get the new key."""
    found: list[Action] = []
    for line in lines:
        if line.kind is Kind.REKEYED:
            side = "candidate" if line.candidate else "requisition"
            old, new = key_of(line.before), getattr(line, side)
            found = [replace(one, **{side: new}) if key_of(getattr(one, side)) == old else one for one in found]
            if side == "candidate":
                found = [
                    replace(one, value=new) if one.kind is Kind.MERGED and key_of(one.value) == old else one
                    for one in found
                ]
        found.append(line)
    return found
