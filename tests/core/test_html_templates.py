"""HTML is in templates, which escape every text."""

import ast
import re
from collections.abc import Iterator
from pathlib import Path

from automation.core.html_templates import environment

ROOT = Path(__file__).parents[2]
# Rules for the browser, and the script that sets a cookie, hold no text of a workbook. A name in a regular expression
# is no element.
ELEMENT = re.compile(r"(?<!\?P)</?(?!style|script)[a-z][a-z0-9]*(?=[\s>/])")
# What looks like HTML, and is none that we make.
OTHERS = {
    "automation/chat/payloads.py": "the line break of a card in Google Chat, which knows no other",
    "automation/core/imports/boards.py": "reads the HTML of job boards",
    "automation/store/xlsx": "the XML of a workbook",
}


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
    files = {
        path.relative_to(ROOT).as_posix(): path
        for package in ("automation", "dashboard")
        for path in (ROOT / package).rglob("*.py")
    }
    found = {name: line for name, path in sorted(files.items()) for line, text in texts(path) if ELEMENT.search(text)}
    assert {name for name in found if not name.startswith(tuple(OTHERS))} == set()
    assert {other for other in OTHERS if any(name.startswith(other) for name in found)} == set(OTHERS)


def test_mails_escape_every_text() -> None:
    """A text of a workbook adds no element to a mail, and ends no attribute; an address becomes a link."""
    nasty = "<b onclick=\"x('&amp;')\">"
    template = environment("automation.services.colleagues").get_template("staff_mail.html")
    entries = [{"line": nasty, "more": [nasty], "link": link} for link in (nasty, f"https://x.example/{nasty}", "")]
    shown = template.render(
        before=[nasty, nasty],
        entries=entries,
        after=[nasty],
        footer=nasty,
        unsubscribe_url=f"https://x.example/{nasty}",
    )
    assert nasty not in shown
    assert shown.count("<b") == shown.count("<body")
    assert 'href="https://x.example/&lt;b onclick=&#34;x(&#39;&amp;amp;&#39;)&#34;&gt;"' in shown
