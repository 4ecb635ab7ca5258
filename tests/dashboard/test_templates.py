"""Pages are made of templates, which escape every text."""

import pytest

from dashboard.ui.components import Column
from dashboard.ui.templating import Markup, element, macro, together

NASTY = "<b onclick=\"x('&amp;')\">"


@pytest.mark.parametrize(
    "made",
    [
        element(NASTY, NASTY, role=NASTY),
        together(NASTY, element(NASTY)),
        macro("table", caption=NASTY, columns=[Column(NASTY)], rows=[[(Column(NASTY), NASTY)]]),
        macro("hinted", text=NASTY, hint=NASTY),
        macro("owner", name=NASTY),
    ],
)
def test_every_text_is_escaped(made: Markup) -> None:
    """Whatever a cell holds, it adds no element, and ends no attribute."""
    assert NASTY not in made
    assert "onclick=&#34;x(&#39;&amp;amp;&#39;)&#34;" in made


def test_what_a_macro_made_is_taken_as_it_is() -> None:
    """A part within a part is not escaped again."""
    assert element(element("a & b", tag="b")) == "<div><b>a &amp; b</b></div>"
