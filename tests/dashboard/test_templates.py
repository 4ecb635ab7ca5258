"""Pages are made of templates, which escape every text."""

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from dashboard.ui.components import Column
from dashboard.ui.templating import Markup, element, macro, together

DASHBOARD = Path(__file__).parents[2] / "dashboard"
# Rules for the browser, and the script that sets a cookie, hold no text of a workbook.
ELEMENT = re.compile(r"</?(?!style|script)[a-z][a-z0-9]*(?=[\s>/])")
NASTY = "<b onclick=\"x('&amp;')\">"


def texts(file: Path) -> Iterator[tuple[int, str]]:
    """The lines and the texts of all strings of a module, but its docstrings."""
    tree = ast.parse(file.read_text(encoding="utf-8"))
    documented = (ast.Module, ast.ClassDef, ast.FunctionDef)
    docs = {id(one.body[0].value) for one in ast.walk(tree) if isinstance(one, documented) and _has_doc(one)}
    for one in ast.walk(tree):
        if isinstance(one, ast.Constant) and isinstance(one.value, str) and id(one) not in docs:
            yield one.lineno, one.value


def _has_doc(one: ast.Module | ast.ClassDef | ast.FunctionDef) -> bool:
    return ast.get_docstring(one) is not None


def test_no_html_in_strings() -> None:
    """HTML is in the templates alone, where nothing is forgotten to be escaped."""
    found = [
        f"{file.relative_to(DASHBOARD)}:{line}"
        for file in sorted(DASHBOARD.rglob("*.py"))
        for line, text in texts(file)
        if ELEMENT.search(text)
    ]
    assert found == []


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
