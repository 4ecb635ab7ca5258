"""Retired words stay out of what users read: pages, sheet, command line, errors, messages."""

import ast
import io
import re
import tokenize
from collections.abc import Iterator
from pathlib import Path

from tests.docs.test_docs import ROOT, text

# In any case and as whole words.
RETIRED = (
    "told",
    "whoever",
    "nobody",
    "nobody's",
    "somebody",
    "everybody",
    "to mend",
    "left in peace",
    "not told",
    "does not list",
    "still in the way",
    "asked to be asked",
    "let sending go on",
    "give to",
    "dealt with",
    "ticked off",
    "taken back",
    "orphaned",
    "in the middle",
    "settings in force",
    "slate floor",
)
# What the program stores in a tab, and may read in one of an earlier version.
STORED = {"owner told", "owner not told", "Slate floor"}
# Pages' own names for fields.
KEYS = {"orphaned"}
PATTERN = re.compile(rf"(?<![\w'])(?:{'|'.join(map(re.escape, RETIRED))})(?![\w'])", re.IGNORECASE)
DOCUMENTED = (ast.Module, ast.ClassDef, ast.FunctionDef, ast.AsyncFunctionDef)
# Modules whose strings are data about language, and the logs.
DATA = ("core/taxonomy/", "core/messages/reply_p", "core/messages/reply_c", "core/identity/", "core/parsing/")


def sentences(module: Path) -> Iterator[str]:
    """The texts of a module that people may read: of its docstrings those of commands, and not what it logs."""
    tree = ast.parse(module.read_text(encoding="utf-8"))
    hidden = set()
    for node in ast.walk(tree):
        decorated = isinstance(node, ast.FunctionDef) and ast.dump(ast.List(node.decorator_list))
        commands = ROOT / "automation" / "cli" in module.parents and decorated and "attr='command'" in decorated
        if isinstance(node, DOCUMENTED) and not commands:
            first = node.body[0]
            hidden |= {id(first.value)} if isinstance(first, ast.Expr) else set()
        logs = isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute)
        if logs and isinstance(node.func.value, ast.Name) and node.func.value.id == "log":
            hidden |= {id(argument) for argument in node.args}
    for node in ast.walk(tree):
        if isinstance(node, ast.Constant) and isinstance(node.value, str) and id(node) not in hidden:
            yield node.value


def test_no_retired_word_is_shown() -> None:
    """Neither in a sentence of the program nor on the candidates' page."""
    modules = [path for folder in ("automation", "dashboard") for path in (ROOT / folder).rglob("*.py")]
    shown = [
        (path.relative_to(ROOT).as_posix(), said)
        for path in modules
        if not any(data in path.as_posix() for data in DATA)
        for said in sentences(path)
        if said not in STORED | KEYS
    ]
    shown += [(page.name, page.read_text(encoding="utf-8")) for page in (ROOT / "automation").rglob("*.html")]
    found = [(where, match[0], said[:80]) for where, said in shown if (match := PATTERN.search(said))]
    assert found == []


def test_no_retired_word_is_in_docstrings_and_comments() -> None:
    """A newcomer reads these, too: no riddle about who does something."""
    roles = re.compile(r"(?<![\w'])(?:told|whoever|nobody|somebody|everybody|anybody)(?:'s)?(?![\w'])", re.IGNORECASE)
    found = []
    for path in (path for folder in ("automation", "dashboard") for path in (ROOT / folder).rglob("*.py")):
        code = path.read_text(encoding="utf-8")
        written = [
            token.string
            for token in tokenize.generate_tokens(io.StringIO(code).readline)
            if token.type == tokenize.COMMENT
        ]
        written += [ast.get_docstring(node) or "" for node in ast.walk(ast.parse(code)) if isinstance(node, DOCUMENTED)]
        found += [(path.relative_to(ROOT).as_posix(), match[0]) for one in written if (match := roles.search(one))]
    assert found == []


def prose(page: str) -> str:
    """A page without what stands in code style, such as the keys of JSON."""
    return re.sub(r"`[^`\n]+`", "", text(page))


def test_no_retired_word_is_in_the_guides() -> None:
    """Every page for users, and the example of the settings; the glossary lists the words."""
    pages = [page.name for page in (ROOT / "docs").glob("*.md") if page.name != "glossary.md"]
    shown = {page: prose(page) for page in [*pages, "../README.md", "../contrib/README.md"]}
    shown["example"] = (ROOT / "backpocket.example.toml").read_text(encoding="utf-8")
    assert [(page, match[0]) for page, said in shown.items() if (match := PATTERN.search(said))] == []
