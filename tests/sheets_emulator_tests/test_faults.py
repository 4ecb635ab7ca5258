import gspread
import pytest
import requests

from tests.sheets_emulator.faults import Kind
from tests.sheets_emulator.server import Emulator
from tests.sheets_emulator.wire import Answer


@pytest.fixture
def tab(emulator: Emulator, client: gspread.Client) -> gspread.Worksheet:
    return client.open_by_key(emulator.create({"T": [["old"]]})).sheet1


@pytest.mark.parametrize(
    ("kind", "code"),
    [(Kind.QUOTA, 429), (Kind.INTERNAL, 500), (Kind.UNAVAILABLE, 503), (Kind.BAD_GATEWAY, 502)],
)
def test_a_refused_write_changes_nothing(emulator: Emulator, tab: gspread.Worksheet, kind: Kind, code: int) -> None:
    """429, 500, 503 and an HTML 502 come back as such and leave the cell alone."""
    emulator.service.faults.add(kind, on="^PUT ")
    with pytest.raises(gspread.exceptions.APIError) as caught:
        tab.update([["new"]], "A1")
    assert (caught.value.response.status_code, tab.acell("A1").value) == (code, "old")


def test_an_applied_503_changed_the_sheet_all_the_same(emulator: Emulator, tab: gspread.Worksheet) -> None:
    """A 503 may have been applied."""
    emulator.service.faults.add(Kind.UNAVAILABLE_APPLIED, on="^PUT ")
    with pytest.raises(gspread.exceptions.APIError, match="currently unavailable"):
        tab.update([["new"]], "A1")
    assert tab.acell("A1").value == "new"


@pytest.mark.parametrize(("kind", "left"), [(Kind.RESET_BEFORE, "old"), (Kind.RESET_AFTER, "new")])
def test_a_broken_connection(emulator: Emulator, tab: gspread.Worksheet, kind: Kind, left: str) -> None:
    """A connection may break before the request is applied, or after."""
    emulator.service.faults.add(kind, on="^PUT ")
    with pytest.raises(requests.ConnectionError):
        tab.update([["new"]], "A1")
    assert tab.acell("A1").value == left


def test_a_stalled_reply_runs_into_the_clients_timeout(emulator: Emulator, tab: gspread.Worksheet) -> None:
    """A stall makes the client wait until it gives up, and others aren't held up."""
    emulator.service.faults.add(Kind.STALL, on="^PUT ", seconds=600)
    tab.client.set_timeout(0.2)
    with pytest.raises(requests.Timeout):
        tab.update([["new"]], "A1")
    assert tab.acell("A1").value == "new"


def test_an_empty_200(emulator: Emulator, tab: gspread.Worksheet) -> None:
    """A 200 may come without its body."""
    emulator.service.faults.add(Kind.EMPTY, on="^PUT ")
    with pytest.raises(requests.JSONDecodeError):
        tab.update([["new"]], "A1")
    assert tab.acell("A1").value == "new"


def test_a_body_that_breaks_off(emulator: Emulator, tab: gspread.Worksheet) -> None:
    """The connection may break in the middle of a body."""
    emulator.service.faults.add(Kind.CUT, on="^PUT ")
    with pytest.raises(requests.exceptions.ChunkedEncodingError):
        tab.update([["new"]], "A1")
    assert tab.acell("A1").value == "new"


def test_only_the_nth_matching_request_is_hit(emulator: Emulator, tab: gspread.Worksheet) -> None:
    """A fault counts the requests that match it, and hits as many as it says."""
    emulator.service.faults.add(Kind.INTERNAL, on=r"/values/'T'!A1$", nth=2, times=2)
    seen = []
    for _ in range(4):
        try:
            seen.append(tab.acell("A1").value)
        except gspread.exceptions.APIError as error:
            seen.append(error.code)
        tab.get("B1")
    assert seen == ["old", 500, 500, "old"]


def test_any_reply_can_be_scripted(emulator: Emulator, tab: gspread.Worksheet) -> None:
    """An answer of one's own is sent as it stands, and the request is not carried out."""
    emulator.service.faults.add(Answer(418, b'{"error":{"code":418,"message":"short and stout"}}'), on="^PUT ")
    with pytest.raises(gspread.exceptions.APIError, match="short and stout"):
        tab.update([["new"]], "A1")
    assert tab.acell("A1").value == "old"
