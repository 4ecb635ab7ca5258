"""From a slate to messages, to replies, to what the sheet shows, over both kinds of workbook."""

from datetime import timedelta

import pytest
import requests

from automation.core.text import text_of
from automation.outreach.compose import propose, queue
from automation.outreach.sending import send
from automation.refresh import refresh
from automation.services.init import complete
from tests.answers.site import Site
from tests.outreach.desk import DANA, NOON, REQ


def refreshed(site: Site) -> dict[str, dict[str, str]]:
    """Run once; what the rows of Candidates then show, by address and header."""
    room = site.desk.room()
    refresh(room.store, room.clock, room.settings.conventions, room=room)
    header, *rows = [[text_of(cell) for cell in row] for row in room.store.read().tabs["Candidates"]]
    records = [dict(zip(header, [*row, *[""] * (len(header) - len(row))], strict=True)) for row in rows]
    return {record["Email"]: record for record in records}


@pytest.mark.long
def test_from_the_slate_to_the_sheet(any_site: Site) -> None:
    """Messages to the slate; three replies; the next refresh shows them in the sheet, and no second message is sent."""
    desk = any_site.desk
    if desk.emulator:
        complete(desk.store())
    assert all(not row["BP Last touch"] for row in refreshed(any_site).values())
    room = desk.room()
    slate = propose(room, REQ, (), DANA)
    first, second, third = (one.draft for one in slate[:3])
    ids = [one.send_id for one in queue(room, [first, second, third], DANA)]
    send(desk.room())
    later, keen, gone = (any_site.page_of(one) for one in ids)
    any_site.choose(later, "not now", "2027-03")
    any_site.choose(keen, "interested")
    requests.post(any_site.leave_of(ids[2]), timeout=30)
    assert gone
    rows = refreshed(any_site)
    shown = [rows[draft.address] for draft in (first, second, third)]
    assert [row["BP Next follow-up"] for row in shown] == ["2027-03-01", "2026-11-24", ""]
    assert [row["BP Last touch"] for row in shown] == ["2026-11-24"] * 3
    assert shown[0]["BP Follow-up reason"].startswith("Asked us to wait until March 2027")
    assert shown[1]["BP Follow-up reason"].startswith(f"Interested in {REQ}: get back to them")
    assert shown[2]["BP Follow-up reason"] == "None: asked not to be contacted"
    assert [row["BP Best match"][:5] for row in shown] == ["", REQ, ""]
    desk.now = NOON + timedelta(days=30)
    people = [draft.candidate for draft in (first, second, third)]
    again = propose(desk.room(), None, people, DANA, template="Is it still right?")
    said = [" ".join(one.reasons) for one in again]
    assert "asked us to wait until March 2027" in said[0]
    assert "asked not to be contacted" in said[2]
    assert send(desk.room()).settled == {}
    # Nothing new: a second run has nothing to write.
    room = desk.room()
    assert not refresh(room.store, room.clock, room.settings.conventions, room=room).plan.changed
