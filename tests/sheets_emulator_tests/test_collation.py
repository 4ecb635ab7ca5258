from dataclasses import replace
from itertools import combinations
from typing import Any, get_args, get_type_hints

import gspread
import pytest

from tests.sheets_emulator.collation import order
from tests.sheets_emulator.searching import searching
from tests.sheets_emulator.server import Emulator
from tests.sheets_emulator.state import Failure, Unknowns

COLLATIONS = get_args(get_type_hints(Unknowns)["collation"])
WORDS = [
    "a-b",
    "a.b",
    "a_b",
    "a@b",
    "a1",
    "ab",
    "aB",
    "Ab",
    "á",
    "áb",
    "az",
    "b",
    "B",
    "z",
    "-z",
    "_a",
    "@a",
    ".b",
    "é",
    "e",
    "f",
]


@pytest.fixture
def sheet(emulator: Emulator, client: gspread.Client) -> gspread.Spreadsheet:
    return client.open_by_key(emulator.create({"T": []}))


def test_the_orders_differ() -> None:
    """Any two orders disagree about punctuation, and some about case and about accents."""
    plain = [word for word in WORDS if word.isascii() and word.islower()]
    for one, other in combinations(COLLATIONS, 2):
        assert sorted(WORDS, key=order(one)) != sorted(WORDS, key=order(other))
    assert len({tuple(sorted(plain, key=order(name))) for name in COLLATIONS}) >= 3
    assert len({tuple(sorted("AaBb", key=order(name))) for name in COLLATIONS}) >= 3
    assert {tuple(sorted(["é", "e", "f"], key=order(name))) for name in COLLATIONS} == {
        ("e", "f", "é"),
        ("e", "é", "f"),
    }


@pytest.mark.parametrize(
    ("collation", "expected"),
    [
        ("code points", ["-b", ".b", "1", "@b", "_b", "a", "A", "b", "é", "€"]),
        ("capitals first", ["-b", ".b", "1", "@b", "A", "_b", "a", "b", "é", "€"]),
        ("ignore punctuation", ["€", "1", "a", "A", "-b", ".b", "@b", "_b", "b", "é"]),
        ("accents last", ["_b", "-b", ".b", "@b", "€", "1", "a", "A", "b", "é"]),
    ],
)
def test_a_sort_uses_the_order(
    sheet: gspread.Spreadsheet, emulator: Emulator, collation: str, expected: list[str]
) -> None:
    """A sort puts text in the order of the switch, behind numbers and before TRUE."""
    emulator.book(sheet.id).unknowns = replace(Unknowns(), collation=collation)
    values: list[Any] = [True, "€", "é", "b", "_b", "@b", ".b", "-b", "a", "A", "1", 5]
    sheet.worksheet("T").update([[value] for value in values], "A1")
    area = {"sheetId": 0, "startColumnIndex": 0, "endColumnIndex": 1}
    sheet.batch_update({"requests": [{"sortRange": {"range": area, "sortSpecs": [{}]}}]})
    assert [row[0] for row in emulator.shown(sheet.id, "T")] == [5, *expected, True]


@pytest.mark.parametrize("collation", COLLATIONS)
@pytest.mark.parametrize("mode", [2, -2])
def test_halving_finds_what_is_sorted_and_never_another(collation: str, mode: int) -> None:
    """In cells sorted in the service's order all values are found; in another order some are missing, none is wrong."""
    items = [3, 7.0, *dict.fromkeys(word.casefold() for word in WORDS)]
    for own in COLLATIONS:
        cells = sorted(items, key=order(own), reverse=mode < 0)
        find = searching([*cells, None, None], mode, collation)
        found = [find(item) for item in items]
        assert all(at is None or cells[at] == item for at, item in zip(found, items, strict=True))
        assert (None not in found) or own != collation
    assert [find("nothing"), find(None), find(Failure("REF")), find("AB")] in (
        [None, None, None, find("ab")],
        [None, None, None, None],
    )


def test_xlookup_searches_from_either_end_or_by_halves(sheet: gspread.Spreadsheet, emulator: Emulator) -> None:
    """The sixth argument of XLOOKUP says how to search; an unsorted column hides a value."""
    keys = [["a", 1], ["b", 2], ["b", 3], ["z", 4], ["c", 5]]
    formulas = [
        *(f'=XLOOKUP("B"; A:A; B:B; "none"; 0; {mode})' for mode in (1, -1, 2)),
        '=XLOOKUP("z"; A:A; B:B; "none"; 0; 2)',
        '=XLOOKUP("z"; A:A; B:B; "none"; 0; -2)',
        '=XLOOKUP("b"; A:A; B:B; "none"; 1; 2)',
        '=XLOOKUP("b"; A:A; B:B; "none"; 0; 3)',
    ]
    sheet.worksheet("T").update(keys, "A1")
    sheet.worksheet("T").update([formulas], "D1", raw=False)
    shown = emulator.shown(sheet.id, "T")[0][3:]
    assert shown == [2, 3, 3, "none", "none", "#VALUE!", "#VALUE!"]
