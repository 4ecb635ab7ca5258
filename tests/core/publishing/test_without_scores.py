"""The setting that shows reasons without scores."""

from automation.core.model import Snapshot
from automation.core.reports.nudge_items import shortlist
from automation.core.schema import BP_MATCHES, CANDIDATES, REQUISITIONS
from automation.core.tabs.previous_run import read_published
from automation.core.text import text_of
from automation.store.memory import MemoryStore
from tests.core.small_workbooks import ANA, PLATFORM, planned, run, tabs

OFF = [["Setting", "Value", "What it does"], ["Show scores", 0, ""]]


def test_no_number_is_shown() -> None:
    """Neither beside the row, nor in the list of matches, nor on the slate; band and reasons stay."""
    shown, hidden = (planned(tabs([ANA], [PLATFORM], **more)).publication for more in ({}, {"Settings": OFF}))
    (with_it,), (without,) = (one.columns[CANDIDATES].values() for one in (shown, hidden))
    assert (with_it["BP Score"], without["BP Score"]) == (100, None)
    assert {**without, "BP Score": 100} == with_it
    header, match = hidden.tabs[BP_MATCHES]
    cells = dict(zip(map(text_of, header), match, strict=True))
    numbers = ("Score", "Must-have", "Nice-to-have", "Title", "Level", "Location", "Pay", "Track record")
    assert {cells[name] for name in numbers} == {None}
    assert (cells["Band"], cells["Rank"], bool(cells["Why now"])) == ("Strong", 1, True)
    (slate,) = (one["BP Slate"] for one in hidden.columns[REQUISITIONS].values())
    assert slate == "1. Ana Souza Strong"


def test_mails_and_chats_show_no_number() -> None:
    """The shortlist of a new requisition has the band alone."""
    shown, hidden = (planned(tabs([ANA], [PLATFORM], **more)) for more in ({}, {"Settings": OFF}))
    with_it, without = (
        shortlist(next(iter(plan.book.requisition_rows.values())), plan.book, plan.slates.matches).more
        for plan in (shown, hidden)
    )
    assert [line.replace(" (100)", "") for line in with_it] == list(without) != list(with_it)


def test_runs_go_on_without_scores() -> None:
    """The last publication is read back; a further run finds nothing new, and no match counts as lost."""
    store = MemoryStore(tabs([ANA], [PLATFORM], Settings=OFF))
    run(store)
    assert read_published(Snapshot(store.read().tabs)).scores == {("req-1", "ana@mail.example"): 0}
    again = run(store)
    assert not again.changed
    assert (again.slates.lost, again.slates.still_there) == (0, 1)
