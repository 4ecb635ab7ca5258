import gspread
import pytest

from tests.sheets_emulator.quota import Quota
from tests.sheets_emulator.server import Emulator
from tests.sheets_emulator_tests.conftest import Clock


def test_reads_and_writes_are_counted_apart_and_start_anew_each_minute(
    emulator: Emulator, client: gspread.Client, clock: Clock
) -> None:
    """60 reads a minute are served and the next is a 429; writes go on; the next minute starts at nothing."""
    sheet = client.open_by_key(emulator.create({"T": [["x"]]}))
    emulator.service.quota = Quota(clock)
    for _ in range(60):
        sheet.values_get("T")
    with pytest.raises(gspread.exceptions.APIError, match="Quota exceeded for quota metric 'Read requests'"):
        sheet.values_get("T")
    sheet.values_update("T!A1", {"valueInputOption": "RAW"}, {"values": [["y"]]})
    clock.now += 60
    assert sheet.values_get("T")["values"] == [["y"]]


def test_a_batch_counts_as_one(emulator: Emulator, client: gspread.Client, clock: Clock) -> None:
    """A batch with all its requests is one write."""
    sheet = client.open_by_key(emulator.create({"T": [["x"]]}))
    emulator.service.quota = Quota(clock, per_user=1)
    add = {"appendDimension": {"sheetId": 0, "dimension": "ROWS", "length": 1}}
    sheet.batch_update({"requests": [add] * 100})
    with pytest.raises(gspread.exceptions.APIError, match="Write requests per minute per user"):
        sheet.batch_update({"requests": [add]})
    assert emulator.book(sheet.id).sheets[0].row_count == 1100
