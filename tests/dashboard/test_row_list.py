"""A click on a row of a list is acted on once, and only for what was clicked."""

from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from dashboard.ui.row_list import Button, Clicks, Menu, Row, Tick, acts_of
from dashboard.ui.templating import Markup

KEYS = ("ana", "ben")


def acts(done: list[str]) -> dict[tuple[str, str], Button | Tick]:
    """For each of two rows: a button, one that opens a page, one that cannot be pressed, and a checkbox."""
    found: dict[tuple[str, str], Button | Tick] = {}
    for key in KEYS:
        found[key, "done"] = Button("Done", done.append, (f"done {key}",))
        found[key, "write"] = Button("Write", done.append, (f"write {key}",), leaves=True)
        found[key, "closed"] = Button("Closed", done.append, (f"closed {key}",), why_not="Not before March.")
        found[key, "tick"] = Tick(f"Choose {key}", ticked=False, tick=lambda now, key=key: done.append(f"{key} {now}"))
    return found


def click(clicks: Clicks, number: int, row: str, button: str) -> dict[str, Any]:
    return {"session": clicks.session, "number": number, "row": row, "button": button, "ticked": True}


@given(st.lists(st.sampled_from(KEYS), max_size=6), st.data())
def test_each_click_counts_once(rows: list[str], data: st.DataObject) -> None:
    """The browser sends all clicks that it has not seen acted on, again and again: each counts once, in their order."""
    clicks, done = Clicks(), list[str]()
    sent = [click(clicks, number, row, "done") for number, row in enumerate(rows, 1)]
    arrived = 0
    while arrived < len(sent):
        first, arrived = data.draw(st.integers(0, arrived)), data.draw(st.integers(arrived + 1, len(sent)))
        for one in sent[first:arrived]:
            clicks.take(one, acts(done))
    assert done == [f"done {row}" for row in rows]


def test_what_is_not_there_does_nothing() -> None:
    """A row that has gone, a button of another name, one that cannot be pressed, and another session's click."""
    clicks, done = Clicks(), list[str]()
    for number, (row, button) in enumerate((("cleo", "done"), ("ana", "delete"), ("ana", "closed")), 1):
        clicks.take(click(clicks, number, row, button), acts(done))
    clicks.take(click(Clicks(), 9, "ana", "done"), acts(done))
    assert not done
    clicks.take(click(clicks, 9, "ana", "tick"), acts(done))
    assert done == ["ana True"]


def test_another_page_opens_while_the_page_is_drawn() -> None:
    """Streamlit opens no page before: the button waits until then, and opens it once."""
    clicks, done = Clicks(), list[str]()
    clicks.take(click(clicks, 1, "ben", "write"), acts(done))
    assert not done
    clicks.leave()
    clicks.leave()
    assert done == ["write ben"]


def test_two_buttons_of_one_name_are_never_taken_for_each_other() -> None:
    """Two colleagues of one name differ by the hint; of what differs in nothing, a click reaches neither."""
    clicks, done = Clicks(), list[str]()
    to = [Button("To Dana", done.append, (one,), help=one) for one in ("dana@acme.example", "dana@other.example")]
    same = [Button("Shortlist", done.append, (one,)) for one in ("REQ-1", "REQ-2")]
    acts = acts_of([Row("ana", Markup(), [Menu("Reassign", to), *same])])
    for number, button in enumerate((to[1], same[0]), 1):
        clicks.take(click(clicks, number, "ana", button.name), acts)
    assert done == ["dana@other.example"]
