"""Whatever a file holds, it is read or ends in a sentence: no other error leaves the reading."""

import copy
import json
import random
from typing import Any

import pytest

from automation.core.imports.reading import UnreadableFile
from automation.errors import BackpocketError
from tests.imports.making import gathered, workbook
from tests.imports.test_systems import ASHBY, CANDIDATE, PERSON, TABLES, greenhouse

SEEDS = range(12)
VALUES: list[Any] = [None, "", [], {}, 0, -1, 3.5, True, "x", [None], [1], [[]], [{}], {"id": {}}, {"name": []}, 10**30]
RESUME = {
    "basics": {"name": "Ada", "email": "a@o.example", "location": {"city": "Rome"}},
    "work": [{"name": "Co"}],
    "skills": [],
}
OPPORTUNITY = {
    "id": "1",
    "name": "Ada",
    "emails": ["a@o.example"],
    "archived": {"reason": "r", "archivedAt": 1772712000000},
    "stage": {"text": "Offer"},
    "sources": ["Ads"],
    "owner": {"name": "Dana"},
    "phones": [{"value": "+1 555 010 0001"}],
}
WORKABLE = {
    "id": "1",
    "name": "Ada",
    "disqualified": True,
    "stage": "Offer",
    "job": {"title": "Dev"},
    "skills": [{"name": "Go"}],
    "experience_entries": [{"title": "Dev", "company": "Co"}],
    "location": {"location_str": "Rome"},
}
MERGED = {
    "id": "1",
    "remote_id": "1",
    "first_name": "Ada",
    "email_addresses": [{"value": "a@o.example"}],
    "locations": ["Rome"],
    "applications": [{"job": {"name": "Dev"}, "current_stage": {"name": "Offer"}, "reject_reason": {"name": "Comp"}}],
}
JSON = [
    [{**CANDIDATE, "applications": [greenhouse()]}],
    {"results": [ASHBY, PERSON]},
    [RESUME],
    {"data": [OPPORTUNITY]},
]
JSON += [{"candidates": [WORKABLE]}, {"results": [MERGED]}]


def mutated(value: Any, rng: random.Random) -> Any:
    if rng.random() < 0.06:
        return copy.deepcopy(rng.choice(VALUES))
    if isinstance(value, dict):
        return {key: mutated(inner, rng) for key, inner in value.items() if rng.random() > 0.02}
    return [mutated(inner, rng) for inner in value] if isinstance(value, list) else value


def damaged(data: bytes, rng: random.Random) -> bytes:
    out = bytearray(data)
    for _ in range(rng.choice([1, 3, 20])):
        at = rng.randrange(len(out) + 1)
        if rng.random() < 0.4:
            out[at : at + rng.randrange(30)] = b""
        else:
            out[at:at] = rng.choice([b'"', b",", b"\n", b";", b"\x00", b"=", b"{", b"\xff", rng.randbytes(3)])
    return bytes(out)


def read(name: str, data: bytes) -> None:
    try:
        gathered((name, data)).remarks.lines()
    except (UnreadableFile, BackpocketError) as error:
        assert str(error).endswith(".")  # noqa: PT017  (Reading may succeed, too.)


@pytest.mark.parametrize("seed", SEEDS)
def test_json_with_other_values(seed: int) -> None:
    rng = random.Random(seed)  # noqa: S311  (Test data.)
    for value in JSON:
        for _ in range(20):
            read("data.json", json.dumps(mutated(value, rng)).encode())


@pytest.mark.parametrize("seed", SEEDS)
def test_damaged_files(seed: int) -> None:
    rng = random.Random(seed)  # noqa: S311  (Test data.)
    texts = [text.encode() for text, _ in TABLES.values()]
    for text in texts:
        read("data.csv", damaged(text, rng))
    book = workbook([["Name", "Email", "Rejected on"], ["Ada", "a@o.example", "2026-02-03"]])
    for _ in range(10):
        read("data.xlsx", damaged(book, rng))
