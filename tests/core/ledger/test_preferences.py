"""What candidates choose to hear of, as the ledger keeps it."""

from datetime import UTC, datetime

from hypothesis import given
from hypothesis import strategies as st

from automation.core.ledger.events import Answer, Event
from automation.core.ledger.ledger_tabs import cleaned
from automation.core.ledger.preferences import NO_CHOICE, REMOTE, Often, Preferences, read_line

THEN = datetime(2026, 11, 20, 10, tzinfo=UTC)
# As the page sends names: on one line, without blanks around them.
names = st.text(min_size=1).map(lambda text: " ".join(text.split())).filter(bool)
lists = st.lists(names, max_size=4).map(tuple)
preferences = st.builds(Preferences, st.sampled_from([None, *Often]), lists, lists)


@given(preferences)
def test_a_choice_reads_back(chosen: Preferences) -> None:
    """Whatever topics and places are called, the ledger gives back what was chosen, up to what no cell can hold."""
    kept = cleaned(Event(THEN, Answer.ALERTS, detail=chosen.as_line(), subject="yes")).detail
    read = read_line(kept)
    assert read.often == chosen.often
    assert (len(read.topics), len(read.places)) <= (len(chosen.topics), len(chosen.places))
    if kept == chosen.as_line():
        assert read == chosen


@given(st.text())
def test_any_text_is_read(text: str) -> None:
    """A line that a person changed by hand never fails."""
    read_line(text)


def test_it_is_readable() -> None:
    """People read the line in `BP Outreach`, and the words in `BP Alerts`."""
    chosen = Preferences(Often.WEEKLY, ("R|D; Labs", "Data"), ("Berlin, Germany", REMOTE))
    assert chosen.as_line() == "weekly | topics: R%7CD%3B Labs; Data | places: Berlin, Germany; remote"
    assert str(chosen) == "weekly; topics: R|D; Labs, Data; places: Berlin, Germany, remote"
    assert (str(NO_CHOICE), NO_CHOICE.as_line(), read_line("")) == ("", "", NO_CHOICE)
