"""Today's program on what version 0.1.0 left: see tests/fixtures/v0_1_0/README.md."""

import json
from collections import defaultdict
from collections.abc import Iterator
from email import message_from_bytes
from pathlib import Path
from typing import Any

import pytest
import requests

from automation.core.ledger.events import Answer
from automation.core.schema import LATER_COLUMNS
from automation.core.text import key_of
from tests.answers.site import Site, link_in, served
from tests.cli.program import Program
from tests.compatibility.conftest import Enter
from tests.compatibility.kept import FIXTURE, LATER, RECORDS, Kept, compared, facts, meant, recorded
from tests.mail.server import MailServer

# Off the list by the page (under a key that was corrected since), by mail, by their mail program, and by command.
SUPPRESSED = ("lena.f@mail.example", "zoe.clarke@mail.example", "P-81", "isla.murray@mail.example")
# What people typed over the program's cells: tab, whose row, header.
TYPED = {
    ("Candidates", "jonas.weber@mail.example", "BP Why now"): "I talked to him: he would take 94k",
    ("Candidates", "lukas.hahn@mail.example", "BP Gaps"): "ask about React",
    ("Requisitions", "REQ-103", "BP Pocket check"): "done by Lee, in her head",
}
TEMPLATES = {"first note": "First note", "follow-up 1": "Follow-up 1"}
Tabs = dict[str, list[dict[str, Any]]]
# Got a message at an address, and a Candidate ID since; and another row of a person who got a message.
SAME_PERSON = {"wei.chen@mail.example": "P-82", "P-78": "P-79"}


def typed_over(tabs: Tabs) -> dict[tuple[str, str, str], object]:
    """What stands where people typed over a BP cell."""
    rows = {(tab, key): next(row for row in tabs[tab] if key in row.values()) for tab, key, _ in TYPED}
    return {(tab, key, header): rows[tab, key].get(header) for tab, key, header in TYPED}


def peoples_cells(tabs: Tabs) -> Tabs:
    """Everything that people typed into their own tabs."""
    return {
        tab: [{name: cell for name, cell in row.items() if not str(name).startswith("BP ")} for row in rows]
        for tab, rows in tabs.items()
        if not tab.startswith("BP ")
    }


@pytest.mark.long
@pytest.mark.parametrize("name", sorted({*RECORDS} - {"refresh"}))
def test_same_day(read_only: Kept, enter: Enter, backpocket: Program, name: str) -> None:
    """Each command gives the keys, scores, bands, dates, states and counts of then, and leaves every byte as it was."""
    enter(read_only)
    before, record = read_only.contents(), recorded(read_only.kind, name)
    ran = backpocket(*record["command"][1:], *(() if name == "outreach-list" else ("--today", record["today"])))
    then = meant(read_only.kind, name, facts(record["printed"]))
    assert (ran.code, compared(facts(ran.record))) == (record["exit_code"], compared(then))
    assert read_only.contents() == before


@pytest.mark.long
def test_the_first_refresh_shows_what_is_meant_and_the_next_one_nothing(kept: Kept, backpocket: Program) -> None:
    """Cells that changed since 0.1.0 are shown once; a second run on the same day leaves every byte as it is."""
    record = recorded(kept.kind, "refresh")
    refresh = (*record["command"][1:], "--today", record["today"])
    then = meant(kept.kind, "refresh", facts(record["printed"]))
    assert compared(facts(backpocket(*refresh).record)) == compared(then)
    before = kept.contents()
    assert backpocket(*refresh).record["changed"] is False
    assert kept.contents() == before


@pytest.mark.long
def test_columns_that_0_1_0_did_not_know_come_once(kept: Kept, backpocket: Program) -> None:
    """A refresh adds them to a file; a Google Sheet goes on without them, a line each, until `init` adds them."""
    today = recorded(kept.kind, "refresh")["today"]
    ran = backpocket("refresh", "--today", today)
    asked = [f"Candidates: There is no column {name}: run `backpocket init` to add it." for name in LATER_COLUMNS]
    found = [line for line in ran.out.splitlines() if "There is no column" in line]
    assert (ran.code, found) == (0, asked if kept.kind == "sheet" else [])
    if kept.kind == "sheet":
        assert [line for line in backpocket("refresh", "--today", today).out.splitlines() if line in asked] == asked
        added = backpocket("init").out.splitlines()
        assert added == [
            "Done: add to Candidates the columns BP Confirm first, BP Consent until, BP Alerts.",
            "Done: add the tab BP History (hidden).",
            "Done: add the tab BP Import.",
            "Done: add the tab BP Notices (hidden).",
            "Done: add the tab BP Openings.",
        ]
    ran = backpocket("refresh", "--today", today)
    assert "; nothing new" in ran.out
    assert "There is no column" not in ran.out
    rows = kept.tabs()["Candidates"]
    shown = {row.get("BP Confirm first") for row in rows if row.get("BP Best match")}
    assert any(str(text).startswith("Still looking? Last in contact ") for text in shown)
    assert not [row for row in rows if row.get("BP Confirm first") and not row.get("BP Best match")]
    assert typed_over(kept.tabs()) == TYPED


class TestLater:
    @pytest.fixture(autouse=True)
    def _confirmed(self, kept: Kept, backpocket: Program) -> None:
        """A person confirms what has waited since 0.1.0 last ran, which is long ago."""
        assert kept.folder == Path.cwd()
        assert backpocket("outreach", "adopt", "--keep-queue", "--by", "dana").code == 0

    @pytest.mark.long
    def test_refresh_keeps_what_people_typed(self, kept: Kept, backpocket: Program) -> None:
        """A refresh on a later day publishes, and leaves people's cells and what they typed over BP cells."""
        before = kept.tabs()
        assert typed_over(before) == TYPED
        ran = backpocket("refresh", "--today", LATER, "--json").record
        assert (ran["changed"], ran["published"]) == (True, True)
        after = kept.tabs()
        assert (peoples_cells(after), typed_over(after)) == (peoples_cells(before), TYPED)
        columns = {problem["column"] for problem in ran["problems"] if problem["value"] in TYPED.values()}
        assert columns == {header for _, _, header in TYPED}

    @pytest.mark.long
    def test_no_candidate_gets_a_message_twice(self, kept: Kept, backpocket: Program) -> None:
        """A candidate who has a message, or may have it, does not get it again; waiting messages are sent once."""
        sends = backpocket("outreach", "list", "--json").record["sends"]
        people = {row.get("Candidate ID") or str(row.get("Email")).strip() for row in kept.tabs()["Candidates"]}
        again: dict[tuple[str, str, str], list[str]] = defaultdict(list)
        for send in sends:
            candidate = SAME_PERSON.get(send["candidate"], send["candidate"])
            if candidate in people and send["state"] in {"sent", "unknown", "sending"} and send["step"] in TEMPLATES:
                for requisition in send["requisitions"]:
                    again[requisition, send["by"], TEMPLATES[send["step"]]].append(candidate)
        assert {*SAME_PERSON.values()} <= {key for keys in again.values() for key in keys}
        assert sum(map(len, again.values())) > 15
        for (requisition, by, template), keys in again.items():
            to = [word for key in keys for word in ("--to", key)]
            queue = ("outreach", "queue", requisition, *to, "--by", by, "--template", template, "--today", LATER)
            asked = backpocket(*queue, "--json").record["queued"]
            assert [(one["candidate"], bool(one["refused"])) for one in asked] == [(key, True) for key in keys]
        waiting = {send["send_id"] for send in sends if send["state"] in {"queued", "deferred"}}
        with MailServer() as server:
            settled = self.sent_by_smtp(backpocket, server)
            assert {send_id for send_id, state in settled.items() if state == "sent"} >= waiting
            assert self.sent_by_smtp(backpocket, server) == {}
            left = [str(message_from_bytes(one.data)["X-Backpocket-Send-Id"]) for one in server.received]
        assert sorted(left) == sorted(waiting)

    def sent_by_smtp(self, backpocket: Program, server: MailServer) -> dict[str, str]:
        """Send what is queued; what became of each."""
        with pytest.MonkeyPatch.context() as patch:
            for name, value in {
                "MAILER": "smtp",
                "SMTP_HOST": "127.0.0.1",
                "SMTP_PORT": str(server.port),
                "SMTP_SECURITY": "none",
            }.items():
                patch.setenv(f"BACKPOCKET_{name}", value)
            settled: dict[str, str] = backpocket("outreach", "send", "--today", LATER, "--json").record["settled"]
            return settled

    @pytest.mark.long
    def test_a_run_that_was_cut_off_is_settled(self, kept: Kept, backpocket: Program) -> None:
        """A message that a killed worker had claimed is unknown; one whose delivery was noted is sent."""
        sending = [one for one in backpocket("outreach", "list", "--json").record["sends"] if one["state"] == "sending"]
        noted = {place.stem for place in kept.outreach.glob("spool/*.json")}
        assert (len(sending), len(noted)) == (2, 1)
        with MailServer() as server:
            settled = self.sent_by_smtp(backpocket, server)
        wanted = {one["send_id"]: "sent" if one["send_id"] in noted else "unknown" for one in sending}
        assert {send_id: settled[send_id] for send_id in wanted} == wanted

    @pytest.mark.long
    def test_a_candidate_who_unsubscribed_is_refused(self, kept: Kept, backpocket: Program) -> None:
        """Those who unsubscribed are still known, by whichever way, and get no message about a new opening."""
        assert {key_of(key) for key in SUPPRESSED} <= kept.room().read().suppressed.keys()
        to = [word for key in SUPPRESSED for word in ("--to", key)]
        queue = ("outreach", "queue", "REQ-107", *to, "--by", "dana", "--today", LATER, "--json")
        answers = backpocket(*queue).record["queued"]
        assert [one["candidate"] for one in answers if one["refused"]] == list(SUPPRESSED)


class TestCandidatesPage:
    @pytest.fixture
    def site(self, kept: Kept) -> Iterator[Site]:
        """The page, served at another address than the messages name."""
        with served(lambda _: kept, kept.now, per_address=100_000) as site:  # type: ignore[arg-type, return-value]
            yield site

    def links(self, kept: Kept, site: Site, path: str) -> dict[str, str]:
        """Send ID → where the link in that message leads, for each message in the outbox that has one."""
        found = {}
        for place in sorted(kept.outreach.glob("outbox/*.eml")):
            message = message_from_bytes(place.read_bytes())
            if path.encode() in place.read_bytes():
                found[place.stem] = link_in(message, path).replace("https://talent.acme.example", site.url)
        return found

    @pytest.mark.long
    def test_old_links_open(self, kept: Kept, site: Site) -> None:
        """Every link of an old message still opens its page, and the one that unsubscribes asks first."""
        for path in ("/r/", "/u/"):
            links = self.links(kept, site, path)
            assert len(links) > 8
            assert {requests.get(link, timeout=30).status_code for link in links.values()} == {200}

    def test_replies_by_old_links_are_recorded(self, kept: Kept, site: Site) -> None:
        """A reply by an old link is recorded for its message, and an unsubscribe stays."""
        state = kept.room().ledger.refresh()
        pages, leaving = self.links(kept, site, "/r/"), self.links(kept, site, "/u/")
        (keen, gone) = [
            send_id
            for send_id in pages
            if state.sends[send_id].queued.requisitions and not state.answers.get(state.sends[send_id].key)
        ][:2]
        assert site.choose(pages[keen], "interested").status_code == 200
        assert requests.post(leaving[gone], timeout=30).status_code == 200
        after = kept.room().ledger.refresh()
        noted = {answer.send_id: answer.state for answers in after.answers.values() for answer in answers}
        assert (noted[keen], noted[gone]) == (Answer.INTERESTED, Answer.LEFT)
        assert len(after.suppressed) > len(state.suppressed)


def test_the_fixture_is_whole() -> None:
    """Every file that the manifests list is there, none besides, and the messages are as many as the ledger knows."""
    for kind in ("file", "sheet"):
        manifest = json.loads((FIXTURE / f"{kind}.manifest.json").read_text(encoding="utf-8"))
        listed = {entry["path"] for entry in manifest["kept"] if not entry["path"].endswith("/")}
        there = {
            place.relative_to(FIXTURE / kind).as_posix() for place in (FIXTURE / kind).rglob("*") if place.is_file()
        }
        assert there == listed
