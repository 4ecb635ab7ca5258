"""The contract of every event log as one class: a test per log is a fixture and a subclass."""

import random
import time

import pytest

from automation.core.ledger.events import Answer, Notice, State
from automation.core.ledger.ledger_tabs import cleaned
from automation.errors import Superseded
from tests.ledger.places import Place, append_for_ever, append_one_by_one, child, event, notice, said
from tests.support.profile import count

# Of a batch that a process adds until it is killed.
BATCH = 20


class LogContract:
    """Every log, made with nothing but its place, must pass this; subclasses have a fixture `place`."""

    # How often a process is killed.
    rounds = count(10, nightly=500)

    def test_a_new_log_is_empty(self, place: Place) -> None:
        """Without any append there are no events, and this is all of them."""
        log = place.open().read()
        assert (list(log.events), log.continued, list(log.problems)) == ([], False, [])

    def test_events_come_back_in_order(self, place: Place) -> None:
        """A reader finds the events as they were written: any script, lines, what looks like formulas."""
        events = [
            notice(Notice.BEGUN, detail="workbook"),
            notice(Notice.SECRET, detail="f1", by=""),
            event(
                1, subject="=1+1", detail="250\r\nOK", candidate="Żaneta@mail.example", requisitions=("R;1", "R%3B1")
            ),
            notice(Notice.SUPPRESSED, detail="9f86d081", subject="asked us\nto 🌵", by=""),
            event(1, state=State.SENDING, detail="host:1", message_id="<bp.1@acme.example>"),
            notice(Notice.REKEYED, detail="old@mail.example", candidate="new@mail.example"),
            *(event(1, state=kind, detail='{"pay": "=1"}', subject="2027-03", message_id="<a@b>") for kind in Answer),
            event(1, state=Notice.HANDLED, message_id="<a@b>"),
        ]
        one = place.open()
        version = one.append(events[:2], one.read().version)
        one.append(events[2:], version)
        assert list(place.open().read().events) == events == [cleaned(e) for e in events]

    def test_characters_that_no_cell_holds_are_removed(self, place: Place) -> None:
        """Control characters and halves of pairs, as mail servers may say them, stop no append."""
        log = place.open()
        log.append([event(1, detail=" 250\x00 \udcff OK ")], log.read().version)
        assert [e.detail for e in place.open().read().events] == ["250  OK"]

    def test_an_append_lands_only_at_its_version(self, place: Place) -> None:
        """If two processes read the same state, the second append is refused whole until it reads again."""
        one, two = place.open(), place.open()
        version = one.read().version
        assert two.read().version == version
        one.append([event(1)], version)
        with pytest.raises(Superseded):
            two.append([event(2), event(3)], version)
        assert list(place.open().read().events) == [event(1)]
        two.append([event(2), event(3)], two.read().version)
        assert list(place.open().read().events) == [event(1), event(2), event(3)]

    def test_an_old_version_is_refused_however_many_came_since(self, place: Place) -> None:
        """An append from a very old version is refused like one from a recent version, at the beginning and later."""
        late, later, busy = place.open(), place.open(), place.open()
        beginning = late.read().version
        version = busy.append([event(0)], busy.read().version)
        assert later.read().version == version
        for number in range(1, 12):
            version = busy.append([event(number)], version)
        for log, old in ((late, beginning), (later, "1")):
            with pytest.raises(Superseded):
                log.append([event("late")], old)
        assert list(place.open().read().events) == [event(number) for number in range(12)]

    def test_an_append_without_a_reading_is_refused(self, place: Place) -> None:
        """An invalid version counts as an old one."""
        log = place.open()
        with pytest.raises(Superseded):
            log.append([event(1)], "")
        assert list(log.read().events) == []

    def test_reading_is_continued(self, place: Place) -> None:
        """A second reading holds what others wrote since this object's last reading or append, and nothing else."""
        one, two = place.open(), place.open()
        version = one.append([event(1)], one.read().version)
        assert not two.read().continued
        two.append([event(2)], version)
        log = one.read()
        assert (list(log.events), log.continued) == ([event(2)], True)
        one.append([event(3)], log.version)
        log = one.read()
        assert (list(log.events), log.continued) == ([], True)
        assert list(two.read().events) == [event(3)]

    def test_nothing_to_add_changes_nothing(self, place: Place) -> None:
        """An append of no events leaves the version as it is."""
        log = place.open()
        version = log.append([event(1)], log.read().version)
        assert log.append([], version) == version == place.open().read().version

    @pytest.mark.long
    def test_many_at_once(self, place: Place) -> None:
        """5,000 messages are queued in one append."""
        events = [event(number) for number in range(5_000)]
        log = place.open()
        log.append(events, log.read().version)
        assert list(place.open().read().events) == events

    @pytest.mark.long
    def test_two_processes_append_each_exactly_once(self, place: Place) -> None:
        """Whatever two processes add in each other's way is there once, in each one's own order."""
        count = 15
        first, second = (place, "a", count), (place, "b", count)
        with child(append_one_by_one, *first) as (one, _), child(append_one_by_one, *second) as (two, _):
            one.join()
            two.join()
            assert (one.exitcode, two.exitcode) == (0, 0)
        ids = [e.send_id for e in place.open().read().events]
        assert [i for i in ids if i.startswith("sa")] == [f"sa{number}" for number in range(count)]
        assert [i for i in ids if i.startswith("sb")] == [f"sb{number}" for number in range(count)]
        assert len(ids) == 2 * count

    @pytest.mark.soak
    def test_a_killed_process_writes_appends_whole_or_not_at_all(self, place: Place) -> None:
        """After kill -9 at any moment, what was confirmed is there, the append in hand whole or not, and no lock."""
        chance = random.Random(20261122)  # noqa: S311  (Moments, not secrets.)
        before = 0
        for number in range(self.rounds):
            with child(append_for_ever, place, str(number), BATCH) as (process, pipe):
                first = pipe.recv()
                time.sleep(chance.uniform(0, 0.1))
                process.kill()
                confirmed = [first, *said(pipe)]
            log = place.open()
            reading = log.read()
            events = reading.events[before:]
            batches, rest = divmod(len(events), BATCH)
            assert rest == 0
            assert batches - len(confirmed) in {0, 1}
            expected = [f"s{number}-{b}-{n}" for b in range(batches) for n in range(BATCH)]
            assert [e.send_id for e in events] == expected
            before = int(log.append([notice(Notice.STOPPED, detail=str(number))], reading.version))
