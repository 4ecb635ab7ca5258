"""Records of the JSON of applicant tracking systems: one per application, joined with its candidate by ID."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import Any

from automation.core.imports.documents import scalar
from automation.core.imports.records import Place, Record
from automation.core.imports.systems import (
    ashby,
    greenhouse,
    json_resume,
    kombo,
    lever,
    merge,
    smartrecruiters,
    workable,
)
from automation.core.imports.systems.lists import Lists, Values
from automation.core.text import text_of

_READERS: Mapping[str, Callable[[Lists], Iterator[tuple[Place, Values]]]] = {
    "greenhouse": greenhouse.records,
    "lever": lever.records,
    "ashby": ashby.records,
    "workable": workable.records,
    "merge": merge.records,
    "kombo": kombo.records,
    "smartrecruiters": smartrecruiters.records,
    "json_resume": json_resume.records,
}


def records_of(system: str, lists: Lists) -> list[Record]:
    """The records of a system's lists."""
    return [Record(place, _filled(values)) for place, values in _READERS[system](lists)]


def _filled(values: Mapping[str, Sequence[Any]]) -> Values:
    cells = {role: [one for one in map(scalar, found) if text_of(one)] for role, found in values.items()}
    return {role: found for role, found in cells.items() if found}
