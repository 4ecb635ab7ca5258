"""JSON that is parsed while it arrives is what it is when it is parsed as a whole; a request is plain JSON."""

import json
import random
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from automation.store.google.answer_parser import parsed
from automation.store.google.cells import RequestBody, RowData, cell_data

NAMES = st.sampled_from(["sheets", "data", "rowData", "values", "x", 'a "b" \\ é 🌵'])
VALUES = st.recursive(
    st.none()
    | st.booleans()
    | st.integers()
    | st.floats(allow_nan=False, allow_infinity=False)
    | st.text(max_size=5)
    | NAMES,
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(NAMES, inner, max_size=4),
    max_leaves=12,
)
ROWS = st.lists(VALUES, max_size=4)
SHEETS = st.lists(
    st.fixed_dictionaries(
        {}, optional={"data": st.lists(st.fixed_dictionaries({}, optional={"rowData": ROWS, "x": VALUES}))}
    )
    | VALUES,
    max_size=3,
)
ANSWERS = st.fixed_dictionaries({}, optional={"x": VALUES, "sheets": SHEETS}) | VALUES


def pieces(text: bytes, dice: random.Random) -> list[bytes]:
    """The text in pieces of any length; some are empty."""
    cuts = sorted(dice.choices(range(len(text) + 1), k=dice.randrange(6)))
    return [text[start:end] for start, end in zip([0, *cuts], [*cuts, len(text)], strict=True)]


@given(ANSWERS, st.sampled_from([None, 2]), st.booleans(), st.randoms(use_true_random=False))
def test_it_is_what_json_says(value: Any, indent: int | None, plain: bool, dice: random.Random) -> None:
    """Whatever it holds, however it is written, and wherever it is cut."""
    text = json.dumps(value, indent=indent, ensure_ascii=plain).encode()
    assert parsed(pieces(text, dice)) == json.loads(text)
    mark = dice.choice([b"", b"\xef\xbb\xbf"])
    assert parsed([mark, b" \n", *pieces(text, dice), b"\r\n\t "]) == json.loads(text)


@given(ROWS, st.randoms(use_true_random=False))
def test_each_row_is_made_what_is_kept(rows: list[Any], dice: random.Random) -> None:
    """Rows of cells alone: not what has the same name elsewhere."""
    elsewhere = {"rowData": [1], "data": [{"rowData": [2]}], "values": [{"rowData": [3]}]}
    answer = {"sheets": [{**elsewhere, "data": [{"rowData": rows}, {}]}, {}, 5], "data": [{"rowData": [4]}]}
    found = parsed(pieces(json.dumps(answer).encode(), dice), lambda row: ["row", row])
    wanted = {**answer, "sheets": [{**elsewhere, "data": [{"rowData": [["row", row] for row in rows]}, {}]}, {}, 5]}
    assert found == wanted


@given(ANSWERS.filter(lambda value: isinstance(value, dict | list | str)), st.randoms(use_true_random=False))
def test_an_answer_that_breaks_off_is_an_error(value: Any, dice: random.Random) -> None:
    """Nothing is taken for the whole of it."""
    text = json.dumps(value).encode()
    with pytest.raises(ValueError):  # noqa: PT011  (json's own sentence)
        parsed(pieces(text[: dice.randrange(len(text))], dice))


@pytest.mark.parametrize(
    "text", ["", "<html>", "{} {}", '{"a" 1}', '{"sheets": [1 2]}', '{"a": 1,}', "[1", '{"sheets": [}']
)
def test_what_is_no_json_is_an_error(text: str) -> None:
    """As json says."""
    for read in (json.loads, lambda given: parsed([given.encode()])):
        with pytest.raises(ValueError):  # noqa: PT011  (json's own sentence)
            read(text)


CELLS = st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False, allow_infinity=False) | st.text()


@given(st.lists(st.lists(CELLS, max_size=4), max_size=4), VALUES)
def test_a_request_is_json(rows: list[list[Any]], other: Any) -> None:
    """With the cells that each row has, and everything else as it is; also halves of characters."""
    whole = {"requests": [{"updateCells": {"rows": list(map(RowData, rows)), "x": other}}, {}, []]}
    cells = [{"values": list(map(cell_data, row))} for row in rows]
    body = RequestBody(whole)
    assert len(body) == len(b"".join(body))
    assert json.loads(b"".join(body)) == json.loads(
        json.dumps({"requests": [{"updateCells": {"rows": cells, "x": other}}, {}, []]})
    )
