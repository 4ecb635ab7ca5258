"""Frames without what a role may not see: blank columns, handles in place of keys, redacted cells."""

from collections.abc import Callable, Iterable, Mapping
from collections.abc import Set as AbstractSet
from dataclasses import replace
from functools import cache
from typing import Any

from automation.core.access.redaction import redacted
from automation.core.frame import Frame
from automation.core.model import Skill
from automation.core.reasons import Reason


def bare_reason(why: Reason | None) -> Reason | None:
    """A reason without what and whom it names."""
    return Reason(why.kind, also=tuple(Reason(one.kind) for one in why.also)) if why else None


def blanked(frame: Frame, kept: AbstractSet[str]) -> Frame:
    """A frame with every other column blank."""
    return frame.assign(**{name: [_blank(cell) for cell in frame[name]] for name in frame.columns if name not in kept})


def _blank(cell: object) -> object:
    """The blank value for a cell of this type."""
    if isinstance(cell, str):
        return ""
    return () if isinstance(cell, tuple) else False if isinstance(cell, bool) else None


def renamed(matches: Frame, keys: Iterable[str], handle_of: Mapping[str, str]) -> Frame:
    """Matches under the handles of their candidates, whose compared keys are `keys`; "" for others."""
    handles = [handle_of.get(key, "") for key in keys]
    return matches.assign(candidate_key=handles, candidate=handles)


def redacted_cells(frame: Frame, columns: Iterable[str]) -> Frame:
    """A frame with addresses and numbers taken out of these columns."""
    # Thousands of rows hold the same few texts.
    once = cache(redacted)
    return frame.assign(**{name: _each(frame[name], once) for name in columns})


def _changed_term(term: Skill | str, change: Callable[[str], str]) -> Skill | str:
    """A candidate's skill, or a skill that a requisition asks for, with its texts changed."""
    if isinstance(term, Skill):
        return replace(term, text=change(term.text), said=change(term.said))
    return change(term)


def _each(cells: Iterable[Any], change: Callable[[str], str]) -> list[Any]:
    def changed(cell: Any) -> Any:
        if isinstance(cell, tuple):
            return tuple(_changed_term(part, change) for part in cell)
        return change(cell) if type(cell) is str else cell

    return [changed(cell) for cell in cells]
