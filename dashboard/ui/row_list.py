"""A list of rows with buttons, drawn by one component: with Streamlit's own buttons a row takes the browser 10 ms.

A click is sent with a number that grows, and is acted on once. So clicks that come while the page is busy are neither
lost nor doubled. It names its row and its button: on a page that has changed since, it does nothing else. It also names
its session: a browser that finds a server that has started anew sends it the clicks of before.
"""

from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any
from uuid import uuid4

import streamlit as st

from dashboard.ui.templating import Markup

_FOLDER = Path(__file__).with_name("templates")


@dataclass(frozen=True)
class Button:
    """A button of a row.

    Attributes:
        label: Its text.
        act: Called at a click, with `args`.
        args: The arguments.
        about: The compared key of the person that it is about; "" for none.
        help: A hint.
        why_not: Why it does nothing now; "" if it can be pressed.
        leaves: Whether `act` opens another page. Then it is called while the page is drawn, else before.
        plain: Whether it has no frame.
    """

    label: str
    act: Callable[..., None]
    args: Sequence[Any] = ()
    about: str = ""
    help: str = ""
    why_not: str = ""
    leaves: bool = False
    plain: bool = False

    @property
    def name(self) -> str:
        """Tells it from the other buttons of its row."""
        return f"{self.label}|{self.help}"


@dataclass(frozen=True)
class Copied:
    """A text that a click copies, such as an address."""

    text: str


@dataclass(frozen=True)
class Note:
    """A sentence in a menu, or the title of what follows."""

    text: str
    title: bool = False


@dataclass(frozen=True)
class Menu:
    """A button that opens more of them."""

    label: str
    items: Sequence[Button | Copied | Note]


@dataclass(frozen=True)
class Tick:
    """The checkbox of a row.

    Attributes:
        label: For screen readers.
        ticked: Whether it is ticked.
        tick: Called with whether it is ticked now.
        why_not: Why it cannot be ticked; "" if it can.
    """

    label: str
    ticked: bool
    tick: Callable[[bool], object]
    why_not: str = ""


@dataclass(frozen=True)
class Row:
    """A row of a list.

    Attributes:
        key: Tells it from the others of its list, whatever their order.
        html: What a macro made.
        buttons: Its buttons.
        tick: Its checkbox, if it has one.
    """

    key: str
    html: Markup
    buttons: Sequence[Button | Menu]
    tick: Tick | None = None


class Clicks:
    """The clicks on a list in one session.

    Attributes:
        session: Tells it from those of other sessions.
        seen: The number of the last click that was acted on.
    """

    def __init__(self) -> None:
        self.session, self.seen = uuid4().hex, 0
        self._next: Button | None = None

    def take(self, click: Mapping[str, Any], acts: Mapping[tuple[str, str], Button | Tick]) -> None:
        """Act on a click, unless that was done before, or what was clicked is not there any more.

        Args:
            click: As the browser sent it.
            acts: The key of a row and the name of a button → the button; "tick" is the name of a checkbox.
        """
        if click["session"] != self.session or click["number"] <= self.seen:
            return
        self.seen = click["number"]
        found = acts.get((click["row"], click["button"]))
        if found is None or found.why_not:
            return
        if isinstance(found, Tick):
            found.tick(bool(click["ticked"]))
        elif found.leaves:
            self._next = found
        else:
            found.act(*found.args)

    def leave(self) -> None:
        """While the page is drawn: open the other page that was asked for, if one was."""
        found, self._next = self._next, None
        if found is not None:
            found.act(*found.args)


def draw(rows: Sequence[Row], *, key: str, framed: bool = True) -> None:
    """Draw a list.

    Args:
        rows: Its rows.
        key: Tells it from other lists of the page.
        framed: Whether each row has a frame.
    """
    clicks = st.session_state.setdefault(f"_clicks_{key}", Clicks())
    acts = acts_of(rows)

    def clicked() -> None:
        for click in st.session_state[key].get("clicks") or ():
            clicks.take(click, acts)

    known = {"session": clicks.session, "seen": clicks.seen}
    _component()(
        key=key, data={"rows": [_data(row) for row in rows], "framed": framed, **known}, on_clicks_change=clicked
    )
    clicks.leave()


def acts_of(rows: Sequence[Row]) -> dict[tuple[str, str], Button | Tick]:
    """The key of a row and the name of a button → the button, as `Clicks` takes it.

    Of buttons that share a name there is none: a click must not reach another person than it was meant for.
    """
    found = [one for row in rows for one in _acts(row)]
    often = Counter(place for place, _ in found)
    return {place: act for place, act in found if often[place] == 1}


def _acts(row: Row) -> Iterator[tuple[tuple[str, str], Button | Tick]]:
    """Each button of a row with the names of its row and itself, and its checkbox."""
    if row.tick:
        yield (row.key, "tick"), row.tick
    for one in row.buttons:
        for item in one.items if isinstance(one, Menu) else [one]:
            if isinstance(item, Button):
                yield (row.key, item.name), item


def _data(row: Row) -> dict[str, Any]:
    tick = row.tick and {"label": row.tick.label, "ticked": row.tick.ticked, "whyNot": row.tick.why_not}
    return {"key": row.key, "html": str(row.html), "tick": tick, "buttons": [_shape(one) for one in row.buttons]}


def _shape(one: Button | Menu | Copied | Note) -> dict[str, Any]:
    if isinstance(one, Menu):
        return {"label": one.label, "items": [_shape(item) for item in one.items]}
    if isinstance(one, Copied):
        return {"copied": one.text}
    if isinstance(one, Note):
        return {"note": one.text, "title": one.title}
    return {"name": one.name, "label": one.label, "help": one.help, "whyNot": one.why_not, "plain": one.plain}


@cache
def _component() -> Any:
    # Its elements stand among the page's own, with the colours of every page and the looks of `rows.css`.
    script, style = ((_FOLDER / f"row_list.{kind}").read_text(encoding="utf-8") for kind in ("js", "css"))
    return st.components.v2.component("backpocket_rows", js=script, css=style, isolate_styles=False)
