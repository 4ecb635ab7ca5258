"""Cut Google's discovery document and recorded traffic down to what the tests need.

    .venv/bin/python script/make_sheets_fixtures.py FOLDER

FOLDER holds discovery.json (the Sheets API's discovery document) and recorded.jsonl (one recorded request with its
reply per line). Writes tests/sheets_emulator/schemas.json and tests/sheets_emulator_tests/recordings/recorded.jsonl.
"""

# ruff: noqa: INP001  The folder holds programs, it is no package.

import json
import re
import sys
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

from tests.sheets_emulator.batch import HANDLERS  # noqa: E402
from tests.sheets_emulator.methods import METHODS  # noqa: E402
from tests.sheets_emulator_tests.replay import RECORDED, Pair, begins_story, lean, read_pairs  # noqa: E402

# Messages that the emulator refuses as not emulated; their contents are not checked.
NOT_EMULATED = re.compile("DataSource|EmbeddedChart|PivotTable|Slicer")
# Prose, which the checks don't need.
PROSE = {"deprecated", "description", "enumDeprecated", "enumDescriptions", "readOnly"}
# Fields and parameters whose values change how a method works.
MODES = {
    "dateTimeRenderOption",
    "includeGridData",
    "insertDataOption",
    "majorDimension",
    "valueInputOption",
    "valueRenderOption",
}


def main() -> None:
    """Write both files."""
    if len(sys.argv) != 2:
        raise SystemExit(__doc__)
    source = Path(sys.argv[1])
    document = json.loads((source / "discovery.json").read_text(encoding="utf-8"))
    schemas = used_schemas(document["schemas"])
    lines = ",\n".join(f"{json.dumps(name)}: {_compact(schemas[name])}" for name in sorted(schemas))
    (ROOT / "tests/sheets_emulator/schemas.json").write_text(f"{{\n{lines}\n}}\n", encoding="utf-8")
    stories = covering_stories([lean(pair) for pair in read_pairs(source / "recorded.jsonl")])
    kept = (_compact(pair) for story in stories for pair in story)
    RECORDED.write_text("".join(f"{line}\n" for line in kept), encoding="utf-8")


def used_schemas(schemas: dict[str, Any]) -> dict[str, Any]:
    """The message types that a request to the emulator can hold, without prose."""
    for kind in schemas["Request"]["properties"].keys() - HANDLERS.keys():
        schemas["Request"]["properties"][kind] = {"type": "object"}
    found: dict[str, Any] = {}
    waiting = [method.schema for method in METHODS if method.schema]
    while waiting:
        name = waiting.pop()
        if name not in found:
            found[name] = _without_prose(schemas[name])
            waiting += _references(found[name])
    return found


def _without_prose(schema: Any) -> Any:
    if isinstance(schema, list):
        return [_without_prose(item) for item in schema]
    if not isinstance(schema, dict):
        return schema
    if NOT_EMULATED.search(str(schema.get("$ref", ""))):
        return {"type": "object"}
    # A field may be called "description": then it holds a schema, not prose.
    return {name: _without_prose(item) for name, item in schema.items() if name not in PROSE or isinstance(item, dict)}


def _references(schema: Any) -> Iterator[str]:
    if isinstance(schema, dict):
        if isinstance(schema.get("$ref"), str):
            yield schema["$ref"]
        for item in schema.values():
            yield from _references(item)


def covering_stories(pairs: Sequence[Pair]) -> list[list[Pair]]:
    """Roughly the fewest stories that show everything in the recordings; `shown` says what counts.

    A story begins where a spreadsheet is created, and needs nothing of the stories before it.
    """
    stories: list[list[Pair]] = []
    for pair in pairs:
        if begins_story(pair):
            stories.append([])
        stories[-1].append(pair)
    shows = [set[tuple[str, ...]]().union(*map(shown, story)) for story in stories]
    missing = set[tuple[str, ...]]().union(*shows)
    chosen: list[int] = []
    while missing:
        best = max(range(len(stories)), key=lambda one: len(shows[one] & missing) / (len(stories[one]) + 2))
        chosen.append(best)
        missing -= shows[best]
    return [stories[one] for one in sorted(chosen)]


def shown(pair: Pair) -> Iterator[tuple[str, ...]]:
    """What a pair is an example of: a method, a status, a parameter or field, a kind of request."""
    method = f"{pair['method']} {pair['op']}"
    yield method, str(pair["status"])
    body = pair["body"] if isinstance(pair["body"], dict) else {}
    for name, value in [*pair["query"], *body.items()]:
        yield method, name, str(value) if name in MODES else ""
    for request in body.get("requests", []):
        for kind in request:
            yield method, "requests", kind


def _compact(value: Any) -> str:
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"))


main()
