"""Field masks: which parts of a reply are wanted, and which fields of a message an update sets."""

import re
from collections.abc import Iterator, Mapping
from typing import Any

from tests.sheets_emulator.errors import bad_field, invalid

# Field → what is wanted below it; {} is everything.
Mask = dict[str, Any]

_TOKEN = re.compile(r"[^,()/.\s]+|[,()/.]")


def parse(text: str) -> Mask:
    """`a.b,c(d,e/f)` → {"a": {"b": {}}, "c": {"d": {}, "e": {"f": {}}}}.

    Raises:
        ApiError: 400 when the parentheses don't fit.
    """
    mask, rest = _fields(_TOKEN.findall(text))
    if rest:
        raise bad_field("fields", f"Invalid field mask: {text}")
    return mask


def _fields(tokens: list[str]) -> tuple[Mask, list[str]]:
    mask: Mask = {}
    while tokens and tokens[0] != ")":
        path, tokens = _path(tokens)
        inner: Mask = {}
        if tokens and tokens[0] == "(":
            inner, tokens = _fields(tokens[1:])
            tokens = tokens[1:]
        _add(mask, path, inner)
        if tokens and tokens[0] == ",":
            tokens = tokens[1:]
    return mask, tokens


def _path(tokens: list[str]) -> tuple[list[str], list[str]]:
    path = []
    while tokens and tokens[0] not in ",()":
        if tokens[0] not in "./":
            path.append(tokens[0])
        tokens = tokens[1:]
    return path, tokens


def _add(mask: Mask, path: list[str], inner: Mask) -> None:
    for name in path[:-1]:
        mask = mask.setdefault(name, {})
    if path:
        mask.setdefault(path[-1], {}).update(inner)


def wants(mask: Mask | None, *path: str) -> bool:
    """Whether a reply is to hold this field or something below it. No mask wants everything."""
    for name in path:
        if not mask or "*" in mask:
            return True
        if name not in mask:
            return False
        mask = mask[name]
    return True


def below(mask: Mask | None, *path: str) -> Mask:
    """The mask of the field at this path; {} is everything."""
    for name in path:
        if not mask or "*" in mask:
            return {}
        mask = mask.get(name, {})
    return mask or {}


def select(message: Any, mask: Mask | None) -> Any:
    """The message with only what the mask names. Messages that become empty stay, as `{}`."""
    if not mask or "*" in mask:
        return message
    if isinstance(message, list):
        return [select(item, mask) for item in message]
    if not isinstance(message, dict):
        return message
    return {name: select(value, mask[name]) for name, value in message.items() if name in mask}


def paths(fields: str | None, request: str) -> list[list[str]]:
    """The paths that an update names; [["*"]] for all.

    Raises:
        ApiError: 400 when there is none.
    """
    found = list(_leaves(parse(fields or ""), []))
    if not found:
        raise invalid(
            f"Invalid {request}: At least one field must be listed in 'fields'. (Use '*' to indicate all fields.)"
        )
    return found


def _leaves(mask: Mask, path: list[str]) -> Iterator[list[str]]:
    for name, inner in mask.items():
        if inner:
            yield from _leaves(inner, [*path, name])
        else:
            yield [*path, name]


def merge(target: dict[str, Any], source: dict[str, Any], fields: list[list[str]]) -> None:
    """Set in the target what the paths name; what the source lacks there is cleared."""
    for path in fields:
        if path == ["*"]:
            target.clear()
            target.update(dropped_nulls(source))
        else:
            _set(target, source, path)


def _set(target: dict[str, Any], source: dict[str, Any] | None, path: list[str]) -> None:
    name, *rest = path
    value = (source or {}).get(name)
    if rest and rest != ["*"]:
        inner = target.setdefault(name, {})
        _set(inner, value, rest)
        if not inner:
            del target[name]
    elif value is None:
        target.pop(name, None)
    else:
        target[name] = dropped_nulls(value)


def dropped_nulls(value: Any) -> Any:
    """An independent copy without fields that are null: to the service they are not given."""
    if isinstance(value, dict):
        return {name: dropped_nulls(item) for name, item in value.items() if item is not None}
    if isinstance(value, list):
        return [dropped_nulls(item) for item in value]
    return value


def deep(value: Mapping[str, Any]) -> dict[str, Any]:
    """An independent copy without nulls."""
    return dict(dropped_nulls(dict(value)))
