"""Smart chips: people and files as a part of a cell's text.

A program writes `@` for each chip, with runs that say which chip stands there. A reply has the text that people see
instead, and runs for all of the text. What a chip shows is a belief: the service takes a person's name from the
directory and a file's from Drive, which the emulator does not have.
"""

from collections.abc import Mapping, Sequence
from typing import Any

from tests.sheets_emulator.errors import invalid
from tests.sheets_emulator.masks import deep
from tests.sheets_emulator.state import Cell

_PLACEHOLDER = "@"

Run = dict[str, Any]


def written(cell: Cell, given: Sequence[Mapping[str, Any]] | None) -> Cell:
    """The cell after these `ChipRun`s were written instead of its own; its text has an `@` for each.

    Raises:
        ApiError: 400 when a run has no placeholder, or no person and no link.
    """
    runs = [run for run in map(deep, given or []) if run.get("chip")]
    if not runs:
        return cell._replace(chips=None)
    if not isinstance(cell.value, str):
        raise invalid("chipRuns need a text with a placeholder (@) for each chip.")
    text, shown, at = cell.value, "", 0
    kept: list[Run] = []
    for run in sorted(runs, key=_start):
        place = _offset(text, _start(run))
        if place < at or text[place : place + 1] != _PLACEHOLDER:
            raise invalid(f"chipRuns: there is no placeholder (@) at startIndex {_start(run)}.")
        if place > at:
            kept.append(_run(shown, {}))
            shown += text[at:place]
        kept.append(_run(shown, run["chip"]))
        shown += display(run["chip"])
        at = place + 1
    if at < len(text):
        kept.append(_run(shown, {}))
    return cell._replace(value=shown + text[at:], chips=kept)


def person(email: str) -> tuple[str, list[Run]]:
    """Text and runs of a cell that holds nothing but a person's chip, as a reply has them."""
    chip = {"personProperties": {"email": email}}
    return display(chip), [_run("", chip)]


def display(chip: Mapping[str, Any]) -> str:
    """The text that people see: `ada.lovelace@example.com` as Ada Lovelace, another address and a link as they are.

    Raises:
        ApiError: 400 when it is neither a person nor a link.
    """
    if link := (chip.get("richLinkProperties") or {}).get("uri"):
        return str(link)
    properties = chip.get("personProperties") or {}
    email = properties.get("email")
    if not email:
        raise invalid("A chip must have a person's email or a link's uri.")
    names = [part.capitalize() for part in email.partition("@")[0].split(".") if part]
    if len(names) < 2 or properties.get("displayFormat") == "EMAIL":
        return str(email)
    if properties.get("displayFormat") == "LAST_NAME_COMMA_FIRST_NAME":
        return f"{names[-1]}, {' '.join(names[:-1])}"
    return " ".join(names)


def _start(run: Mapping[str, Any]) -> int:
    return int(run.get("startIndex") or 0)


def _run(before: str, chip: Mapping[str, Any]) -> Run:
    start = _units(before)
    return ({"startIndex": start} if start else {}) | {"chip": dict(chip)}


def _units(text: str) -> int:
    """The length as the service counts it, in UTF-16 code units."""
    return len(text.encode("utf-16-le")) // 2


def _offset(text: str, units: int) -> int:
    return len(text.encode("utf-16-le")[: 2 * units].decode("utf-16-le", "ignore"))
