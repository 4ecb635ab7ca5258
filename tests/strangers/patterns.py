"""Every regular expression in the program, and texts that keep a careless one busy."""

import ast
import importlib
import pkgutil
import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from re import _constants as codes  # type: ignore[attr-defined]
from re import _parser as parser  # type: ignore[attr-defined]
from types import ModuleType
from typing import Any

import automation
import dashboard
from automation.core.messages.reply_patterns import phrases, sections_of_phrases

ROOT = Path(__file__).parents[2]
_METHODS = frozenset({"sub", "subn", "match", "search", "findall", "finditer", "fullmatch", "split", "compile"})
_BASICS = (
    " ",
    "\n",
    "a",
    "A",
    "0",
    "1.",
    "<",
    "(",
    ")",
    "[",
    "{{",
    "{",
    ".",
    "-",
    "_",
    "@",
    "a@",
    "a.",
    "/",
    ",",
    ";",
    ":",
    "=",
    "'",
    '"',
    "&",
    "*",
    "a ",
    "\r\n",
)


def modules() -> Iterator[ModuleType]:
    """All modules of the program but those that act when they are imported."""
    for package in (automation, dashboard):
        yield package
        for found in pkgutil.walk_packages(package.__path__, f"{package.__name__}."):
            if not found.name.startswith(("dashboard.main", "dashboard.app_pages")):
                yield importlib.import_module(found.name)


def compiled() -> dict[str, re.Pattern[Any]]:
    """Where it is → the pattern, of all that are made when the program starts."""
    found: dict[str, re.Pattern[Any]] = {}
    for module in modules():
        for name, value in vars(module).items():
            for number, pattern in enumerate(_patterns(value)):
                found.setdefault(f"{module.__name__}.{name}" + (f"[{number}]" if number else ""), pattern)
    # They are made when they are first used.
    found |= {f"{phrases.__module__}.phrases({section})": phrases(section) for section in sections_of_phrases()}
    return found


def methods_of(place: str) -> set[str]:
    """How a pattern is used in its module, as far as that can be seen there."""
    module, _, name = re.split(r"[\[(]", place)[0].rpartition(".")
    source = Path(importlib.import_module(module).__file__ or "").read_text(encoding="utf-8")
    return set(re.findall(rf"\b{name}\.(\w+)\(", source))


def _patterns(value: Any) -> Iterator[re.Pattern[Any]]:
    if isinstance(value, re.Pattern):
        yield value
    elif isinstance(value, dict):
        for one in (*value, *value.values()):
            yield from _patterns(one)
    elif isinstance(value, tuple | list):
        for one in value:
            yield from _patterns(one)


def written() -> tuple[dict[str, tuple[re.Pattern[Any], str]], list[str]]:
    """Patterns in functions, each with what is done with it, and the places of those that are put together there."""
    fixed: dict[str, tuple[re.Pattern[Any], str]] = {}
    made: list[str] = []
    for path in sorted([*(ROOT / "automation").rglob("*.py"), *(ROOT / "dashboard").rglob("*.py")]):
        where = ".".join(path.relative_to(ROOT).with_suffix("").parts)
        for function in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(function, ast.FunctionDef | ast.AsyncFunctionDef):
                for call in ast.walk(function):
                    if _is_pattern_call(call):
                        pattern = call.args[0]
                        if isinstance(pattern, ast.Constant):
                            flags = re.IGNORECASE if "IGNORECASE" in ast.dump(call) else re.RegexFlag(0)
                            fixed[f"{where}.{function.name}: {pattern.value!r}"] = (
                                re.compile(pattern.value, flags),
                                call.func.attr,
                            )
                        else:
                            made.append(f"{where}.{function.name}")
    return fixed, sorted(set(made))


def _is_pattern_call(call: ast.AST) -> Any:
    return (
        isinstance(call, ast.Call)
        and isinstance(call.func, ast.Attribute)
        and call.func.attr in _METHODS
        and isinstance(call.func.value, ast.Name)
        and call.func.value.id == "re"
        and call.args
    )


@dataclass(frozen=True)
class Pump:
    """How a text that makes a pattern try again is made: what the pattern wants first, what it repeats, and no end.

    Attributes:
        head: What stands before, once or before every few repetitions.
        piece: What is repeated.
        often: Whether the head comes again and again.
    """

    head: str
    piece: str
    often: bool

    def text(self, length: int) -> str:
        """A text of about a length."""
        if not self.often:
            return self.head + self.piece * (length // len(self.piece)) + "\x00"
        whole = self.head + self.piece * 4
        return whole * (length // len(whole)) + "\x00"


def pumps(pattern: re.Pattern[Any]) -> list[Pump]:
    """What may keep a pattern busy: each of its repetitions, and what keeps many patterns busy."""
    found = list(dict.fromkeys(one for one in _repeats(parser.parse(pattern.pattern, pattern.flags), "") if one[1]))
    heads = list(dict.fromkeys(["", *(head for head, _ in found)]))[:3]
    pieces = dict.fromkeys([*_BASICS, *[piece for _, piece in found][:10]])
    made = [Pump(head, piece, often=False) for head in heads for piece in pieces]
    made += [Pump(head, piece, often) for head, piece in found for often in (False, True)]
    return list(dict.fromkeys(made))


def _repeats(tree: Any, before: str) -> Iterator[tuple[str, str]]:
    """What stands before each repetition, and what is repeated."""
    for code, value in tree:
        if code in {codes.MAX_REPEAT, codes.MIN_REPEAT, codes.POSSESSIVE_REPEAT}:
            _, most, inner = value
            if most > 8:
                yield before, _sample(inner)
            yield from _repeats(inner, before)
        elif code is codes.SUBPATTERN:
            yield from _repeats(value[3], before)
        elif code is codes.BRANCH:
            for branch in value[1]:
                yield from _repeats(branch, before)
        elif code is codes.ATOMIC_GROUP:
            yield from _repeats(value, before)
        before += _sample([(code, value)])


def _sample(tree: Any) -> str:
    """A short text that a part of a pattern takes."""
    return "".join(_one(code, value) for code, value in tree)


def _one(code: Any, value: Any) -> str:
    if code in {codes.LITERAL, codes.NOT_LITERAL, codes.ANY}:
        return chr(value) if code is codes.LITERAL else "b" if value == ord("a") else "a"
    if code in {codes.MAX_REPEAT, codes.MIN_REPEAT, codes.POSSESSIVE_REPEAT}:
        return _sample(value[2]) * max(value[0], 1 if value[1] > 8 else 0)
    inner = {codes.SUBPATTERN: lambda: value[3], codes.BRANCH: lambda: value[1][0], codes.ATOMIC_GROUP: lambda: value}
    return _member(value) if code is codes.IN else _sample(inner[code]()) if code in inner else ""


def _member(items: Any) -> str:
    alphabet = "a0 -.\n@_/<>()[]{}=,;:'\"A+&é"
    negated = any(code is codes.NEGATE for code, _ in items)
    return next((char for char in alphabet if _within(char, items) != negated), _first(items))


def _first(items: Any) -> str:
    code, value = items[-1]
    return chr(value[0]) if code is codes.RANGE else chr(value) if code is codes.LITERAL else "a"


def _within(char: str, items: Any) -> bool:
    classes = {
        codes.CATEGORY_DIGIT: r"\d",
        codes.CATEGORY_SPACE: r"\s",
        codes.CATEGORY_WORD: r"\w",
        codes.CATEGORY_NOT_DIGIT: r"\D",
        codes.CATEGORY_NOT_SPACE: r"\S",
        codes.CATEGORY_NOT_WORD: r"\W",
    }
    for code, value in items:
        if code is codes.LITERAL and chr(value) == char:
            return True
        if code is codes.RANGE and value[0] <= ord(char) <= value[1]:
            return True
        if code is codes.CATEGORY and re.match(classes[value], char):
            return True
    return False
