"""What only a Google Sheet can do to us: faults of the service, colleagues in the way, two runs at once."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from automation.core.model import Conventions
from automation.core.text import text_of
from automation.errors import ConfigError, NotInstalled, StoreAccess, StoreUnavailable, Superseded
from automation.refresh import Outcome, refresh
from automation.setup import complete
from automation.store.google.connection import Unanswered, connect
from automation.store.google.fencing import KEPT
from automation.store.google.locator import key_in
from automation.store.google.store import GoogleStore
from tests.sheets_emulator.faults import Kind
from tests.sheets_emulator.server import Emulator
from tests.sheets_emulator.service import Service
from tests.store.contract import CANDIDATES, CLOCK, REQUISITIONS, shown

DISCOVERY = Path(__file__).parents[3] / "shared/data/sheets_api/discovery.json"
BEST = {
    "ana@mail.example": "REQ-1 Platform Engineer",
    "ben@mail.example": "REQ-1 Platform Engineer",
    "cleo@mail.example": "REQ-2 Clerk",
}


class Sheet:
    """A spreadsheet of a team, and stores over it."""

    def __init__(self, emulator: Emulator, folder: Path) -> None:
        self.emulator = emulator
        self._key_file = str(emulator.key_file(folder))
        people = [[cell if not str(cell).startswith("=") else "'" for cell in row] for row in CANDIDATES]
        self.key = emulator.create({"Candidates": people, "Requisitions": REQUISITIONS})

    def store(self) -> GoogleStore:
        """A store of somebody's own; its waiting takes no time."""
        connection = connect(self.key, self._key_file, self.emulator.url)
        connection.sleep = lambda _: None
        connection.client.set_timeout((2, 2))
        return GoogleStore(connection)

    def people(self) -> list[list[object]]:
        """What people's own columns of Candidates show."""
        return [row[: len(CANDIDATES[0])] for row in self.emulator.shown(self.key, "Candidates")[: len(CANDIDATES)]]

    def seen(self, header: str) -> dict[str, object]:
        """What people see under a header of Candidates, by e-mail."""
        rows = self.emulator.shown(self.key, "Candidates")
        column = rows[0].index(header)
        return {text_of(row[1]).lower(): row[column] for row in rows[1:] if row[1]}


@pytest.fixture
def sheet(tmp_path: Path) -> Iterator[Sheet]:
    """A spreadsheet that was shared with the service account, and nothing else."""
    with Emulator(Service(discovery=DISCOVERY)) as emulator:
        yield Sheet(emulator, tmp_path)


def run(store: GoogleStore) -> Outcome:
    return refresh(store, CLOCK, Conventions())


def test_refresh_asks_for_init(sheet: Sheet) -> None:
    """Without BP columns a refresh writes nothing and says what to run."""
    before = sheet.people()
    with pytest.raises(NotInstalled, match="backpocket init"):
        run(sheet.store())
    assert sheet.people() == before
    assert sheet.store().requests.write == 0


def test_people_see_what_was_published(sheet: Sheet) -> None:
    """After init and refresh the formulas show each person's own match, and people's cells are as they were."""
    before = sheet.people()
    store = sheet.store()
    complete(store)
    outcome = run(store)
    assert not [problem for problem in outcome.problems if problem.column.startswith("BP ")]
    assert sheet.seen("BP Best match") == BEST
    assert sheet.people() == before


def test_a_refresh_is_two_reads_and_a_write_whatever_its_size(sheet: Sheet) -> None:
    """One snapshot, one batch, one look; nothing new is one read."""
    complete(sheet.store())
    store = sheet.store()
    assert vars(run(store).requests) == {"read": 2, "write": 1}
    assert vars(run(sheet.store()).requests) == {"read": 1, "write": 0}


def test_sorting_never_shows_a_match_beside_somebody_else(sheet: Sheet) -> None:
    """The moment people sort, each row shows its own match, without a run."""
    complete(sheet.store())
    run(sheet.store())
    worksheet = sheet.store().connection.client.open_by_key(sheet.key).worksheet("Candidates")
    worksheet.sort((1, "des"), range="A2:G4")
    assert sheet.seen("BP Best match") == BEST
    worksheet.insert_rows([["", ""]], 2)
    assert sheet.seen("BP Best match") == BEST


def test_a_cell_in_the_way_is_named(sheet: Sheet) -> None:
    """Somebody types into a BP column: nothing is overwritten, and the run says which cell to clear."""
    complete(sheet.store())
    run(sheet.store())
    worksheet = sheet.store().connection.client.open_by_key(sheet.key).worksheet("Candidates")
    column = worksheet.row_values(1).index("BP Score") + 1
    worksheet.update_cell(3, column, "call her")
    outcome = run(sheet.store())
    (problem,) = (p for p in outcome.problems if p.column == "BP Score" and "shows nothing" in p.message)
    assert worksheet.cell(3, column).value == "call her"
    assert problem.row == 3
    worksheet.batch_clear([worksheet.cell(3, column).address])
    assert not [p for p in run(sheet.store()).problems if p.column == "BP Score"]


@pytest.mark.parametrize("kind", [kind for kind in Kind if kind is not Kind.DOWN], ids=lambda kind: kind.name)
@pytest.mark.parametrize("on", ["GET /v4", ":batchUpdate"])
def test_every_passing_fault_ends_in_the_right_sheet(sheet: Sheet, kind: Kind, on: str) -> None:
    """Whatever happens to one request, applied or not, the run lands once and people see the right matches."""
    complete(sheet.store())
    before = sheet.people()
    sheet.emulator.service.faults.add(kind, on=on, seconds=3)
    run(sheet.store())
    assert sheet.seen("BP Best match") == BEST
    assert sheet.people() == before
    assert len(sheet.emulator.shown(sheet.key, "BP Runs")) == 2


def test_lasting_trouble_is_told_and_writes_nothing(sheet: Sheet) -> None:
    """A service that stays away is StoreUnavailable (75) after a bounded number of tries."""
    complete(sheet.store())
    sheet.emulator.service.faults.add(Kind.UNAVAILABLE, on="GET /v4", times=100)
    store = sheet.store()
    with pytest.raises(StoreUnavailable, match="Tried 5 times"):
        run(store)
    assert store.requests.read == 5


def test_sign_in_that_does_not_answer_is_passing(sheet: Sheet) -> None:
    """A token endpoint that is down is StoreUnavailable (75), not a wrong key."""
    sheet.emulator.service.faults.add(Kind.DOWN, on="/token", times=100)
    with pytest.raises(StoreUnavailable):
        run(sheet.store())


def test_not_shared_names_the_address_to_share_with(sheet: Sheet) -> None:
    """403 is StoreAccess (77) and says whom to share with."""
    key = sheet.emulator.create({"Candidates": CANDIDATES}, editors=())
    store = sheet.store()
    store.connection.key = key
    with pytest.raises(StoreAccess, match="share it with robot@example"):
        run(store)


def test_unknown_key_is_told(sheet: Sheet) -> None:
    """404 says to copy the address again."""
    store = sheet.store()
    store.connection.key = "1" * 44
    with pytest.raises(ConfigError, match="copy the address"):
        run(store)


def test_of_two_publishes_from_one_generation_exactly_one_lands(sheet: Sheet) -> None:
    """Two hosts read the same generation: one lands, the other starts over and finds nothing new."""
    complete(sheet.store())
    one, two = sheet.store(), sheet.store()
    one_snapshot, two_snapshot = one.read(), two.read()
    one.append("BP Actions", [["now", "dana", "one"]], one_snapshot.version)
    with pytest.raises(Superseded):
        two.append("BP Actions", [["now", "lee", "two"]], two_snapshot.version)
    assert [row[1] for row in sheet.emulator.shown(sheet.key, "BP Actions")[1:]] == ["dana"]
    run(two)
    assert shown(two.read(), "Candidates", "BP Best match") == BEST


def test_an_old_reading_is_refused_however_many_were_first(sheet: Sheet) -> None:
    """A write is refused even when the marks of all who were first are gone again."""
    complete(sheet.store())
    one, two = sheet.store(), sheet.store()
    version = one.read().version
    for number in range(2 * KEPT):
        two.append("BP Actions", [["now", "lee", number]], two.read().version)
    with pytest.raises(Superseded):
        one.append("BP Actions", [["now", "dana", "late"]], version)
    assert {row[1] for row in sheet.emulator.shown(sheet.key, "BP Actions")[1:]} == {"lee"}


def test_our_own_late_landing_is_not_somebody_elses(sheet: Sheet) -> None:
    """A try that lands after we looked makes the next one refused: that is success, and nothing is appended twice."""
    complete(sheet.store())
    store = sheet.store()
    snapshot = store.read()
    real, sent = store.connection.write, []

    def late(body: dict[str, object]) -> object:
        sent.append(body)
        if len(sent) == 1:
            raise Unanswered("no answer, and not applied yet")
        real(body)
        return real(body)

    store.connection.write = late  # type: ignore[method-assign, assignment]
    store.append("BP Actions", [["now", "dana", "once"]], snapshot.version)
    assert [row[1] for row in sheet.emulator.shown(sheet.key, "BP Actions")[1:]] == ["dana"]


@pytest.mark.parametrize(
    ("locator", "key"),
    [
        ("https://docs.google.com/spreadsheets/d/1AbC-d_2/edit#gid=0", "1AbC-d_2"),
        ("1BxiMVs0XRA5nFMdKvBdBZjgmUUqptlbs74OgvE2upms", "1BxiMVs0XRA5nFMdKvBdBZjgmUUqptlbs74OgvE2upms"),
        ("https://example.com/sheet", None),
        ("pocket.xlsx", None),
    ],
)
def test_locators(locator: str, key: str | None) -> None:
    """An address from the browser or a key is a Google Sheet; a path is not."""
    assert key_in(locator) == key
