"""Options of the command line are named by the command line alone: pages show the same failures."""

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from automation.cli import hints
from automation.cli.hints import with_hint
from automation.errors import (
    BackpocketError,
    CannotListen,
    ClusterUnavailable,
    NoRecipients,
    NoSender,
    NoSuchWorkbook,
    NoWorkbookSet,
    OnHold,
    OpenToAll,
    UnsafePublish,
)

ROOT = Path(__file__).parents[2]
# What maps words people type to use cases, and prints.
COMMAND_LINE = ROOT / "automation" / "cli"
OPTION = re.compile(r"(?<![\w-])--[a-z]")
STYLE = re.compile(r"var\(--|--[a-z-]+:")
FAILURES = [
    NoWorkbookSet(),
    NoSuchWorkbook("pocket.xlsx"),
    NoRecipients(),
    NoSender("Say who writes."),
    CannotListen("Nothing can listen there."),
    OpenToAll("Everybody would see it."),
    ClusterUnavailable("No workers."),
    OnHold("Records must be kept."),
    UnsafePublish("All would go."),
]


def sentences(module: Path) -> Iterator[str]:
    """The texts of a module besides its docstrings and rules of style."""
    tree = ast.parse(module.read_text(encoding="utf-8"))
    docs = {
        id(node.body[0].value)
        for node in ast.walk(tree)
        if isinstance(node, ast.Module | ast.ClassDef | ast.FunctionDef | ast.AsyncFunctionDef)
        and node.body
        and isinstance(node.body[0], ast.Expr)
    }
    for node in ast.walk(tree):
        if isinstance(node, ast.Constant) and isinstance(node.value, str) and id(node) not in docs:
            yield STYLE.sub("", node.value)


@pytest.mark.long
def test_no_sentence_elsewhere_names_an_option() -> None:
    """What use cases and pages say holds for people who never see a command line."""
    modules = [path for folder in ("automation", "dashboard") for path in (ROOT / folder).rglob("*.py")]
    named = {
        (path.name, text)
        for path in modules
        if COMMAND_LINE not in path.parents
        for text in sentences(path)
        if OPTION.search(text)
    }
    assert named == set()


@pytest.mark.parametrize("failure", FAILURES, ids=lambda failure: type(failure).__name__)
def test_the_command_line_adds_its_option(failure: BackpocketError) -> None:
    """Its sentence is the use case's, and the option that helps."""
    said = with_hint(failure)
    assert said.startswith(f"{failure} ")
    assert OPTION.search(said)
    assert not OPTION.search(str(failure))


def test_every_hint_has_its_test() -> None:
    """The table and the failures above are the same."""
    assert set(hints._HINTS) == {type(failure) for failure in FAILURES}


def test_other_failures_are_shown_unchanged() -> None:
    """Nothing is added where no option helps."""
    assert with_hint(BackpocketError("The disk is full.")) == "The disk is full."
