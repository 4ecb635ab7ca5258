"""A Google Sheet from `init` to a refresh that changes nothing: what people see, what it costs, two runs at once."""

import gc

import pytest

from automation.core.model import Conventions
from automation.core.publishing.plan import Plan
from automation.core.tabs.previous_run import Publication
from automation.core.workbook.assemble import Workbook
from automation.errors import NotInstalled, Superseded
from automation.refresh import refresh
from automation.store.google.connection import Unanswered
from automation.store.google.fencing import KEPT
from automation.store.google.locator import key_in
from automation.store.google.session import ORIGIN
from tests.sheets_emulator.faults import Kind
from tests.sheets_emulator.wire import Answer, Call
from tests.store.contract import CLOCK, shown
from tests.store.google_sheet import BEST, Sheet


def test_refresh_asks_for_init(sheet: Sheet) -> None:
    """Without BP columns a refresh writes nothing and says what to run."""
    before = sheet.version
    with pytest.raises(NotInstalled, match="backpocket init"):
        sheet.refresh()
    assert sheet.version == before


def test_people_see_what_was_published(sheet: Sheet) -> None:
    """After init and refresh the formulas show each person's own match, and people's cells are as they were."""
    before = sheet.people()
    sheet.init()
    outcome = sheet.refresh()
    assert not [problem for problem in outcome.problems if problem.column.startswith("BP ")]
    assert sheet.seen("BP Best match") == BEST
    assert sheet.people() == before


def test_a_refresh_is_two_reads_and_a_write_whatever_its_size(installed: Sheet) -> None:
    """One snapshot, one batch, one look; nothing new is one read."""
    assert vars(installed.refresh().requests) == {"read": 2, "write": 1}
    assert vars(installed.refresh().requests) == {"read": 1, "write": 0}


def test_answers_are_short(refreshed: Sheet, monkeypatch: pytest.MonkeyPatch) -> None:
    """Without indentation, and compressed: Google sends both only to those who say so."""
    answered, bodies = refreshed.service.answer, list[bytes]()

    def noted(call: Call) -> Answer:
        found = answered(call)
        assert "gzip" in call.headers["user-agent"] or "/v4/" not in call.path
        bodies.append(found.body)
        return found

    monkeypatch.setattr(refreshed.service, "answer", noted)
    refreshed.type("Candidates", 2, refreshed.column("Skills"), "Kubernetes, Go")
    assert refreshed.refresh().published
    assert len(bodies) == 4
    assert not any(b"\n" in body for body in bodies)
    session, key = refreshed.store().connection.client.http_client.session, refreshed.key
    answer = session.request("GET", f"{ORIGIN}/v4/spreadsheets/{key}")
    assert (answer.headers["Content-Encoding"], answer.text.startswith("{\n  ")) == ("gzip", True)


def test_a_run_is_not_in_memory_while_it_is_checked(refreshed: Sheet, monkeypatch: pytest.MonkeyPatch) -> None:
    """What was found is let go before it is written, and what was written before the sheet is read once more."""
    answered, kinds, found = refreshed.service.answer, (Plan, Publication, Workbook), list[list[str]]()
    others = [one for one in gc.get_objects() if type(one) in kinds]

    def noted(call: Call) -> Answer:
        there = [one for one in gc.get_objects() if type(one) in kinds and not any(one is other for other in others)]
        found.append([type(one).__name__ for one in there])
        return answered(call)

    monkeypatch.setattr(refreshed.service, "answer", noted)
    refreshed.type("Candidates", 2, refreshed.column("Skills"), "Kubernetes, Go")
    assert refresh(refreshed.store(), CLOCK, Conventions(), once=True).published
    assert found[-2:] == [["Publication"], []]


def test_a_large_request_arrives_whole(installed: Sheet) -> None:
    """It is sent in pieces, and once more after an answer that the token is too old."""
    store = installed.store()
    version = store.read().version
    installed.service.faults.add(Kind.UNAUTHENTICATED, on=":batchUpdate")
    rows = [["now", "dana", f"{number} {'x' * 20_000}"] for number in range(5)]
    store.append("BP Actions", rows, version)
    assert [row[:3] for row in installed.tab("BP Actions")[1:]] == rows
    assert store.requests.write == 1


def test_sorting_never_shows_a_match_in_another_row(refreshed: Sheet) -> None:
    """The moment people sort or insert rows, each row shows its own match, without a run."""
    worksheet = refreshed.worksheet("Candidates")
    worksheet.sort((1, "des"), range="A2:G4")
    assert refreshed.seen("BP Best match") == BEST
    worksheet.insert_rows([["", ""]], 2)
    assert refreshed.seen("BP Best match") == BEST


def test_a_cell_in_the_way_is_named(refreshed: Sheet) -> None:
    """A person types into a BP column: nothing is overwritten, and the run says which cell to clear."""
    worksheet = refreshed.worksheet("Candidates")
    column = worksheet.row_values(1).index("BP Score") + 1
    worksheet.update_cell(3, column, "call her")
    outcome = refreshed.refresh()
    (problem,) = (p for p in outcome.problems if p.column == "BP Score" and "shows nothing" in p.message)
    assert worksheet.cell(3, column).value == "call her"
    assert problem.row == 3
    worksheet.batch_clear([worksheet.cell(3, column).address])
    assert not [p for p in refreshed.refresh().problems if p.column == "BP Score"]


@pytest.mark.parametrize("kind", [kind for kind in Kind if kind is not Kind.DOWN], ids=lambda kind: kind.name)
@pytest.mark.parametrize("on", ["GET /v4", ":batchUpdate"])
def test_every_passing_fault_ends_in_the_right_sheet(installed: Sheet, kind: Kind, on: str) -> None:
    """Whatever happens to one request, applied or not, the run lands once and people see the right matches."""
    before = installed.people()
    installed.service.faults.add(kind, on=on, seconds=600)
    installed.timeout = (10.0, 3.0) if kind is Kind.STALL else installed.timeout
    installed.refresh()
    assert installed.seen("BP Best match") == BEST
    assert installed.people() == before
    assert len(installed.tab("BP Runs")) == 2


def test_of_two_publishes_from_one_generation_exactly_one_lands(installed: Sheet) -> None:
    """Two hosts read the same generation: one lands, the other has to start over."""
    one, two = installed.store(), installed.store()
    one_snapshot, two_snapshot = one.read(), two.read()
    one.append("BP Actions", [["now", "dana", "one"]], one_snapshot.version)
    with pytest.raises(Superseded):
        two.append("BP Actions", [["now", "lee", "two"]], two_snapshot.version)
    assert [row[1] for row in installed.tab("BP Actions")[1:]] == ["dana"]
    refresh(two, CLOCK, Conventions())
    assert shown(two.read(), "Candidates", "BP Best match") == BEST


def test_an_old_reading_is_refused_however_many_were_first(installed: Sheet) -> None:
    """A write is refused even when the marks of all who were first are gone again."""
    one, two = installed.store(), installed.store()
    version = one.read().version
    for number in range(2 * KEPT):
        two.append("BP Actions", [["now", "lee", number]], two.read().version)
    with pytest.raises(Superseded):
        one.append("BP Actions", [["now", "dana", "late"]], version)
    assert {row[1] for row in installed.tab("BP Actions")[1:]} == {"lee"}


def test_a_late_write_of_our_own_is_recognised(installed: Sheet) -> None:
    """A try that lands after we looked makes the next one refused: that is success, and nothing is appended twice."""
    store = installed.store()
    snapshot = store.read()
    real, sent = store.connection.write, []

    def late(body: dict[str, object]) -> object:
        sent.append(body)
        if len(sent) == 1:
            raise Unanswered("no answer, and not applied yet")
        real(body)
        return real(body)

    # The emulator applies a request when it arrives; it has no fault that applies one after the next.
    store.connection.write = late  # type: ignore[method-assign, assignment]
    store.append("BP Actions", [["now", "dana", "once"]], snapshot.version)
    assert [row[1] for row in installed.tab("BP Actions")[1:]] == ["dana"]


@pytest.mark.parametrize(
    ("locator", "key"),
    [
        ("https://docs.google.com/spreadsheets/d/1AbC-d_2/edit#gid=0", "1AbC-d_2"),
        ("https://docs.google.com/spreadsheets/u/1/d/1AbC-d_2/edit?gid=0", "1AbC-d_2"),
        ("https://docs.google.com/a/team.example/spreadsheets/d/1AbC-d_2/edit", "1AbC-d_2"),
        ("https://docs.google.com/spreadsheets/d/e/2PACX-1vR/pubhtml", None),
        ("1BxiMVs0XRA5nFMdKvBdBZjgmUUqptlbs74OgvE2upms", "1BxiMVs0XRA5nFMdKvBdBZjgmUUqptlbs74OgvE2upms"),
        ("https://example.com/sheet", None),
        ("pocket.xlsx", None),
        ("pocket", None),
    ],
)
def test_locators(locator: str, key: str | None) -> None:
    """An address from the browser or a key is a Google Sheet; a path is not."""
    assert key_in(locator) == key


def test_keys_of_another_service() -> None:
    """Where the settings name an endpoint that isn't Google's, a key may be of any length; a file is still a file."""
    assert (key_in("pocket-1", short=True), key_in("pocket.xlsx", short=True)) == ("pocket-1", None)
