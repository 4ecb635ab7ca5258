"""Play recorded requests of the real service against an emulator, and compare the replies."""

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any, NamedTuple

import httpx

RECORDED = Path(__file__).parent / "recordings" / "recorded.jsonl"

# Differs from one recording to the next, or only matters to the eye.
VOLATILE = {
    "autoRecalc",
    "createdTime",
    "defaultFormat",
    "modifiedTime",
    "pixelSize",
    "spreadsheetTheme",
    "spreadsheetUrl",
}
IDS = {"id", "namedRangeId", "protectedRangeId", "sheetId", "spreadsheetId"}
# Given in requests only.
REFERENCES = IDS | {"newSheetId", "sourceSheetId"}

Pair = dict[str, Any]


class Difference(NamedTuple):
    """A reply that isn't the recorded one.

    Attributes:
        story: The recording.
        op: The method.
        expected: The recorded status and message, with the emulator's ids.
        got: The emulator's.
    """

    story: str
    op: str
    expected: tuple[int, Any]
    got: tuple[int, Any]


def read_pairs(path: Path = RECORDED) -> list[Pair]:
    """The recorded pairs, in order."""
    return [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]


def lean(pair: Pair) -> Pair:
    """What playing a pair takes, of a pair as it was recorded at first."""
    names = {"story": "cassette", "op": "op", "method": "method", "path": "rawpath", "query": "query", "body": "body"}
    return {ours: pair[theirs] for ours, theirs in names.items()} | {
        "status": pair["status"],
        "reply": pair["response"],
    }


def begins_story(pair: Pair) -> bool:
    """Whether a spreadsheet is created, to which the pairs that follow refer."""
    return (pair["op"], pair["method"]) == ("drive.files", "POST")


def differences(url: str, pairs: list[Pair]) -> Iterator[Difference]:
    """Play every pair, in order; the replies that differ.

    Args:
        url: Of a running emulator.
        pairs: Begins with a story's first pair.
    """
    # The recorded id → the emulator's; numbers and texts apart.
    ids: dict[object, object] = {}
    with httpx.Client(base_url=url, headers={"Authorization": "Bearer test"}, trust_env=False) as client:
        for pair in pairs:
            if begins_story(pair):
                ids = {}
            status, message = _sent(client, pair, ids)
            if status == pair["status"]:
                _learn(pair["reply"], message, ids)
            expected = _steady(_translated(pair["reply"], ids))
            if (status, _steady(message)) != (pair["status"], expected):
                yield Difference(pair["story"], pair["op"], (pair["status"], expected), (status, message))


def _sent(client: httpx.Client, pair: Pair, ids: dict[object, object]) -> tuple[int, Any]:
    path = pair["path"]
    for recorded, ours in ids.items():
        if isinstance(recorded, str):
            path = path.replace(recorded, str(ours))
    body = None if pair["body"] is None else _translated(pair["body"], ids)
    reply = client.request(pair["method"], path, params=pair["query"], json=body)
    return reply.status_code, reply.json() if reply.content else None


def _learn(recorded: Any, got: Any, ids: dict[object, object]) -> None:
    if isinstance(recorded, dict) and isinstance(got, dict):
        for name in recorded.keys() & got.keys():
            if name in IDS and isinstance(recorded[name], (str, int)):
                ids[recorded[name]] = got[name]
            else:
                _learn(recorded[name], got[name], ids)
    elif isinstance(recorded, list) and isinstance(got, list):
        for one, other in zip(recorded, got, strict=False):
            _learn(one, other, ids)


def _translated(value: Any, ids: dict[object, object]) -> Any:
    if isinstance(value, dict):
        return {
            name: ids.get(item, item) if name in REFERENCES and isinstance(item, (str, int)) else _translated(item, ids)
            for name, item in value.items()
        }
    return [_translated(item, ids) for item in value] if isinstance(value, list) else value


def _steady(value: Any) -> Any:
    if isinstance(value, dict):
        return {name: _steady(item) for name, item in value.items() if name not in VOLATILE}
    return [_steady(item) for item in value] if isinstance(value, list) else value
