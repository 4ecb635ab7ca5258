"""A service that speaks the same API with other habits: what may be left out, added, or spelled differently."""

import copy
import json
import re
from collections.abc import Callable, Mapping
from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from automation.core.model import Cell, CellError, Row
from automation.core.schema import CANDIDATE_COLUMNS
from automation.errors import Superseded
from automation.store.google.answer_parser import parsed
from automation.store.google.cells import SlimRows, cell_of
from automation.store.google.fencing import GENERATIONS, marks_in, newest
from automation.store.google.formulas import header_of, same_formula
from automation.store.google.places import Reading
from automation.store.google.reading import FIELDS, read_answer
from tests.sheets_emulator.server import Emulator
from tests.sheets_emulator.service import Service
from tests.sheets_emulator.wire import Answer, Call, answer
from tests.store.google_sheet import BEST, Sheet, delete_tab

Message = dict[str, Any]
DAY = date(2026, 3, 1)


# One reading in other forms


@pytest.fixture(scope="module")
def reply(tmp_path_factory: pytest.TempPathFactory) -> Message:
    """The service's reply for a refreshed spreadsheet in which a cell of ours is blocked and a day is a number."""
    with Emulator(Service()) as emulator:
        sheet = Sheet(emulator, tmp_path_factory.mktemp("keys"))
        sheet.init()
        sheet.refresh()
        sheet.type("Candidates", 2, sheet.column("BP Band"), "mine")
        sheet.worksheet("Candidates").update([["2026-03-01"]], "E2", raw=False)
        return sheet.store().connection.read(FIELDS)


def known(reading: Reading) -> Message:
    """Everything that a reading knows, apart from formulas as they were spelled and blank cells at the end of rows."""
    tabs = {name: [_trimmed(row) for row in rows] for name, rows in reading.snapshot.tabs.items()}
    formulas = [replace(formula, formula="") for formula in reading.outdated]
    return vars(reading) | {"outdated": formulas, "snapshot": replace(reading.snapshot, tabs=tabs)}


def _trimmed(row: Row) -> list[Cell]:
    cells = list(row)
    while cells and cells[-1] is None:
        cells.pop()
    return cells


def cells(message: Message) -> list[Message]:
    """All cells of an answer."""
    rows = [row for sheet in message["sheets"] for data in sheet["data"] for row in data.get("rowData", ())]
    return [cell for row in rows for cell in row.get("values", ())]


def without_empty(value: Any) -> Any:
    """Submessages and lists that hold nothing are left out; cells keep their places."""
    if isinstance(value, list):
        return [without_empty(item) for item in value]
    if not isinstance(value, dict):
        return value
    inner = {name: without_empty(item) for name, item in value.items()}
    return {name: item for name, item in inner.items() if item not in ({}, [])}


def with_empty(message: Message) -> Message:
    """Submessages that hold nothing are kept as `{}`."""
    for cell in cells(message):
        for name in ("effectiveValue", "userEnteredValue", "effectiveFormat"):
            cell.setdefault(name, {})
    for sheet in message["sheets"]:
        sheet.setdefault("protectedRanges", [])
        sheet["data"] = sheet["data"] or [{}]
    return message


def with_numberless_formats(message: Message) -> Message:
    """Every cell has a format, most of them without a number format."""
    for cell in cells(message):
        cell.setdefault("effectiveFormat", {"numberFormat": {}})
    return message


def with_everything(message: Message) -> Message:
    """Literals too come as they were entered, with all that a cell can have."""
    for cell in cells(message):
        if cell.get("effectiveValue"):
            cell.setdefault("userEnteredValue", dict(cell["effectiveValue"]))
            cell |= {"formattedValue": "x", "note": "y", "userEnteredFormat": {"numberFormat": {"type": "TEXT"}}}
    for sheet in message["sheets"]:
        sheet["data"][0] |= {"startRow": 0, "startColumn": 0, "rowMetadata": [{"pixelSize": 21}], "columnMetadata": []}
        sheet |= {"basicFilter": {}, "bandedRanges": [], "conditionalFormats": []}
    return message | {"spreadsheetId": "1", "spreadsheetUrl": "https://", "developerMetadata": []}


def with_floats(message: Message) -> Message:
    """Whole numbers are written with a decimal point."""
    for cell in cells(message):
        value = cell.get("effectiveValue", {})
        if "numberValue" in value:
            value["numberValue"] = float(value["numberValue"])
    return message


def with_blank_rows(message: Message) -> Message:
    """The reply contains blank cells and rows at the end, too."""
    for sheet in message["sheets"]:
        rows = sheet["data"][0].setdefault("rowData", [])
        for row in rows:
            row["values"] = [*row.get("values", ()), {}, {}]
        rows += [{}, {"values": []}, {"values": [{}, {}]}]
    return message


def respelled(change: Callable[[str], str]) -> Callable[[Message], Message]:
    """Formulas are spelled otherwise."""

    def spell(message: Message) -> Message:
        for cell in cells(message):
            formula = cell.get("userEnteredValue", {}).get("formulaValue")
            if formula:
                cell["userEnteredValue"]["formulaValue"] = change(formula)
        return message

    return spell


def commas(formula: str) -> str:
    """Arguments are separated as in English, each followed by a space."""
    return formula.replace(";", ", ")


def spaced(formula: str) -> str:
    """Spaces around signs and parentheses."""
    return re.sub(r"([=&;()])", r" \1 ", formula).strip().replace("ROW (", "ROW(")


def lower(formula: str) -> str:
    """Function names in lower case."""
    return re.sub(r"[A-Z]+(?=\()", lambda name: name[0].lower(), formula)


def without_zeros(message: Message) -> Message:
    """`sheetId` is left out where it is 0."""
    for sheet in message["sheets"]:
        if sheet["properties"]["sheetId"] == 0:
            del sheet["properties"]["sheetId"]
    return message


def without_types(message: Message) -> Message:
    """A tab of cells doesn't say that it is one."""
    for sheet in message["sheets"]:
        del sheet["properties"]["sheetType"]
    return message


def with_charts(message: Message) -> Message:
    """There are tabs that hold no cells."""
    chart = {"properties": {"sheetId": 9, "title": "Chart", "sheetType": "OBJECT"}}
    data = {"properties": {"sheetId": 10, "title": "Warehouse", "sheetType": "DATA_SOURCE"}}
    return message | {"sheets": [chart, *message["sheets"], data]}


def with_other_names(message: Message) -> Message:
    """People have named ranges of their own, some of them broken."""
    others = [{"name": "rates"}, {"namedRangeId": "1234", "name": "bp_gen_99"}, {"namedRangeId": "bp_gen_77_old"}, {}]
    return message | {"namedRanges": [*others, *message["namedRanges"]]}


HABITS = {
    "empty submessages left out": without_empty,
    "empty submessages kept": with_empty,
    "formats without a number format": with_numberless_formats,
    "more than the mask asks for": with_everything,
    "whole numbers as floats": with_floats,
    "blank cells and rows at the end": with_blank_rows,
    "commas": respelled(commas),
    "spaces": respelled(spaced),
    "small letters": respelled(lower),
    "sheetId 0 left out": without_zeros,
    "sheetType left out": without_types,
    "tabs without cells": with_charts,
    "other named ranges": with_other_names,
}


@pytest.mark.parametrize("habit", [None, *HABITS])
def test_a_reply_that_is_slimmed_while_it_is_parsed_reads_the_same(reply: Message, habit: str | None) -> None:
    """Cells that became values at once say what their JSON said, however the service spells it."""
    message = HABITS[habit](copy.deepcopy(reply)) if habit else reply
    pieces = [json.dumps(message).encode()]
    assert known(read_answer(parsed(pieces, SlimRows()))) == known(read_answer(message))


@pytest.mark.parametrize("habit", HABITS)
def test_equal_replies_in_other_forms_read_the_same(reply: Message, habit: str) -> None:
    """Whatever a service leaves out, adds or spells otherwise, the reading is the same."""
    plain = read_answer(reply)
    assert (plain.generation, len(plain.ours["Candidates"]), plain.outdated) == (2, len(CANDIDATE_COLUMNS), [])
    assert [problem.column for problem in plain.snapshot.problems] == ["BP Band"]
    assert known(read_answer(HABITS[habit](copy.deepcopy(reply)))) == known(plain)


def test_no_marks_at_all(reply: Message) -> None:
    """Without named ranges, nothing counts as published; cells are read all the same."""
    message = {name: part for name, part in reply.items() if name != "namedRanges"}
    reading = read_answer(message)
    assert (reading.generation, reading.marks, reading.snapshot.version) == (0, {}, "0")
    assert reading.snapshot.tabs == read_answer(reply).snapshot.tabs


def test_marks_without_range_or_name() -> None:
    """A mark counts by its id, also if its cells are gone or its name is missing."""
    ranges = [{"namedRangeId": "bp_gen_9"}, {"namedRangeId": "bp_gen_10", "name": "a_b"}]
    marks = marks_in({"namedRanges": ranges}, GENERATIONS)
    assert (marks, newest(marks), newest({})) == ({9: "", 10: "a_b"}, 10, 0)


@pytest.mark.parametrize("message", [{}, {"sheets": []}, {"sheets": [{"properties": {"title": "Sheet1"}}]}])
def test_an_almost_empty_reply_has_no_cells(message: Message) -> None:
    """A reply with almost nothing in it has no cells, and that is no failure of the store."""
    reading = read_answer(message)
    assert not any(reading.snapshot.tabs.values())
    assert (reading.snapshot.version, reading.snapshot.time_zone) == ("0", None)


@pytest.mark.parametrize(
    ("data", "cell"),
    [
        ({"effectiveValue": {"stringValue": ""}}, None),
        ({"effectiveValue": {"numberValue": 5.0}}, 5),
        ({"effectiveValue": {"boolValue": False}}, False),
        ({"effectiveValue": {"errorValue": {}}}, CellError("#ERROR!")),
        ({"effectiveValue": {"errorValue": {"type": "N_A"}}}, CellError("#N/A")),
        ({"effectiveValue": {"errorValue": {"type": "LOADING", "message": "Loading..."}}}, CellError("#ERROR!")),
        (
            {"effectiveValue": {"numberValue": 46082.75}, "effectiveFormat": {"numberFormat": {"type": "DATE_TIME"}}},
            DAY,
        ),
        ({"effectiveValue": {"numberValue": 0.5}, "effectiveFormat": {"numberFormat": {"type": "TIME"}}}, 0.5),
        ({"effectiveValue": {"numberValue": -1}, "effectiveFormat": {"numberFormat": {"type": "DATE"}}}, -1),
        ({"effectiveValue": {"numberValue": 1e9}, "effectiveFormat": {"numberFormat": {"type": "DATE"}}}, 10**9),
        ({"effectiveFormat": {"numberFormat": {"type": "DATE"}}}, None),
        ({"userEnteredValue": {"stringValue": "typed"}}, None),
    ],
)
def test_cells(data: Mapping[str, Any], cell: object) -> None:
    """A cell is what it shows; what is no day, no number or no known error is not made one."""
    assert (cell_of(data), type(cell_of(data))) == (cell, type(cell))


@pytest.mark.parametrize(
    "formula",
    [
        '=ARRAYFORMULA(IF(ROW(B:B)=1;"BP Score";""))',
        '=arrayformula(if(row(b:b) = 1, "BP Score", ""))',
        '= ARRAYFORMULA ( IF ( ROW ( B:B ) = 1 ; "BP Score" ; "" ) )',
        '=ARRAYFORMULA(IF(ROW(#REF!)=1;"BP Score";""))',
        "=ARRAYFORMULA(IF(ROW(B:B)=1,\"BP Score\",IF(LEN('BP Data'!A:A),1,)))",
    ],
)
def test_our_formula_is_known_however_it_is_spelled(formula: str) -> None:
    """A header cell of ours is recognised by its head, also when what it refers to is gone."""
    assert header_of(formula) == "BP Score"


@pytest.mark.parametrize("formula", ["", '="BP Score"', "=ROW(B:B)=1", '=IF(A1=1;"BP Score";)'])
def test_a_persons_formula_does_not_count_as_the_programs(formula: str) -> None:
    """Formulas that people write are theirs, whatever they show."""
    assert header_of(formula) is None


def test_a_formula_with_other_references_is_a_different_one() -> None:
    """Spelling makes no difference, references do."""
    ours = "=XLOOKUP(TRIM(B:B);'BP Data'!$A:$A;'BP Data'!$C:$C)"
    assert same_formula(ours, "= xlookup(trim(B:B), 'BP Data'!$A:$A, 'BP Data'!$C:$C)")
    assert not same_formula(ours, ours.replace("B:B", "C:C"))


# A whole service with other habits


class Peculiar(Service):
    """The emulator, with answers that are changed on their way.

    Attributes:
        habit: What becomes of a reading.
        spell: How formulas are spelled; the service knows its own spelling when it is asked to replace one.
        grudging: What a double is refused with.
        masks: Whether field masks are minded.
    """

    def __init__(self) -> None:
        super().__init__()
        self.habit: Callable[[Message], Message] = dict
        self.spell: Callable[[str], str] = str
        self.grudging: Answer | None = None
        self.masks = True
        self._spelled: dict[str, str] = {}

    def answer(self, call: Call) -> Answer:
        if call.method == "GET":
            query = tuple((name, self._asked(value)) for name, value in call.query if self.masks or name != "fields")
            return self._changed(super().answer(replace(call, query=query)))
        found = super().answer(replace(call, body=self._understood(call.body)))
        return self.grudging if self.grudging and b"already exists" in found.body else found

    def _asked(self, mask: str) -> str:
        return mask.replace("userEnteredValue(formulaValue)", "userEnteredValue")

    def _changed(self, found: Answer) -> Answer:
        message = json.loads(found.body)
        with_cells = any("data" in sheet for sheet in message.get("sheets", ()))
        return answer(self.habit(respelled(self._remembered)(message)) if with_cells else message)

    def _remembered(self, formula: str) -> str:
        self._spelled[self.spell(formula)] = formula
        return self.spell(formula)

    def _understood(self, body: bytes) -> bytes:
        if not body.startswith(b"{"):
            return body
        message = json.loads(body)
        for request in message.get("requests", ()):
            if "findReplace" in request:
                request["findReplace"]["find"] = self._spelled[request["findReplace"]["find"]]
        return json.dumps(message).encode()


@pytest.fixture
def peculiar(tmp_path_factory: pytest.TempPathFactory) -> Any:
    """A spreadsheet in such a service."""
    with Emulator(Peculiar()) as emulator:
        yield Sheet(emulator, tmp_path_factory.mktemp("keys"))


def lived_through(sheet: Sheet) -> None:
    """From `init` to fixed formulas, with refreshes in between."""
    sheet.init()
    sheet.refresh()
    assert sheet.seen("BP Best match") == BEST
    assert (sheet.refresh().published, sheet.init()) == (False, [])
    sheet.worksheet("Candidates").insert_cols([["Candidate ID", 7, "C-2", ""]], 1)
    assert [line.partition(" of ")[0] for line in sheet.init()] == ["fix the formulas"]
    sheet.refresh()
    assert sheet.seen("BP Best match") == BEST
    sheet.edit(delete_tab(sheet, "BP Data"))
    sheet.init()
    sheet.refresh()
    assert sheet.seen("BP Best match") == BEST
    assert (sheet.refresh().published, sheet.init()) == (False, [])


@pytest.mark.long
@pytest.mark.parametrize("spell", [str, commas, spaced, lower], ids=lambda spell: spell.__name__)
@pytest.mark.parametrize("habit", [without_empty, with_empty, without_zeros], ids=lambda habit: habit.__name__)
def test_a_life_with_other_habits(
    peculiar: Sheet, habit: Callable[[Message], Message], spell: Callable[[str], str]
) -> None:
    """Everything works, also fixing formulas, if the service spells formulas and defaults otherwise."""
    service = peculiar.service
    assert isinstance(service, Peculiar)
    service.habit, service.spell = habit, spell
    lived_through(peculiar)


@pytest.mark.long
def test_a_life_without_field_masks(peculiar: Sheet) -> None:
    """Everything works if the service ignores field masks and always sends all there is."""
    service = peculiar.service
    assert isinstance(service, Peculiar)
    service.masks = False
    lived_through(peculiar)
    assert all(finding.fine for finding in peculiar.store().examine())


@pytest.mark.parametrize(
    "grudging",
    [
        answer({"error": {"code": 500, "message": "Internal error encountered.", "status": "INTERNAL"}}, 500),
        answer({"error": {"code": 400, "message": "Invalid requests[0].addNamedRange: no."}}, 400),
        answer({"error": {"code": 400, "message": "A named range of this id exists."}}, 400),
        answer({"error": {"code": 409, "message": "ALREADY_EXISTS", "status": "ALREADY_EXISTS"}}, 409),
    ],
    ids=["500", "400 naming the request", "400 naming the thing", "409"],
)
def test_doubles_may_be_refused_in_any_words(peculiar: Sheet, grudging: Answer) -> None:
    """Of two writes from one generation one lands, and the other too after it started over, however it is refused."""
    peculiar.init()
    service = peculiar.service
    assert isinstance(service, Peculiar)
    service.grudging = grudging
    one, two = peculiar.store(), peculiar.store()
    first, version = one.read().version, two.read().version
    one.append("BP Actions", [["now", "one"]], first)
    with pytest.raises(Superseded):
        two.append("BP Actions", [["now", "two"]], version)
    two.append("BP Actions", [["now", "two"]], two.read().version)
    assert [row[1] for row in peculiar.tab("BP Actions")[1:]] == ["one", "two"]


@pytest.mark.long
@pytest.mark.parametrize(
    "grudging",
    [
        answer({"error": {"code": 400, "message": "Invalid requests[0].addNamedRange: no."}}, 400),
        answer({"error": {"code": 400, "message": "A named range of this id exists."}}, 400),
        answer({"error": {"code": 400, "message": "bp_gen_1 already exists"}}, 400),
    ],
    ids=["request", "thing", "id"],
)
def test_a_hidden_mark_may_be_refused_in_any_words(peculiar: Sheet, grudging: Answer) -> None:
    """A mark that went with BP Data but stays taken is skipped, whatever the service says of it."""
    peculiar.init()
    peculiar.refresh()
    peculiar.edit(delete_tab(peculiar, "BP Data"))
    service = peculiar.service
    assert isinstance(service, Peculiar)
    service.grudging = grudging
    peculiar.init()
    peculiar.refresh()
    assert peculiar.seen("BP Best match") == BEST
