"""Formulas as trees: a tokenizer and a parser for the grammar that Sheets and its people use."""

import re
from dataclasses import dataclass, field
from functools import lru_cache

from tests.sheets_emulator.references import Reference, match_reference


@dataclass(frozen=True, slots=True)
class Literal:
    """A number, a text, TRUE or FALSE; None is an argument left empty."""

    value: float | str | bool | None


@dataclass(frozen=True, slots=True)
class Broken:
    """A `#REF!` that a deletion left, or another error written out."""

    kind: str


@dataclass(frozen=True, slots=True)
class Name:
    """A named range."""

    name: str


@dataclass(frozen=True, slots=True)
class Call:
    """A function, or an operator as a function named by its sign."""

    name: str
    arguments: tuple["Node", ...]
    # A tree is looked up at each of its levels: the hash of a level is made once.
    _hash: int = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "_hash", hash((self.name, self.arguments)))

    def __hash__(self) -> int:
        return self._hash


Node = Literal | Broken | Name | Call | Reference


class FormulaError(Exception):
    """The formula can't be parsed."""


_TOKEN = re.compile(
    r'\s+|(?P<text>"(?:[^"]|"")*")|(?P<error>#(?:REF!|N/A|VALUE!|DIV/0!|NAME\?|NUM!|NULL!|ERROR!))'
    r"|(?P<number>\d+(?:\.\d+)?(?:[eE][+-]?\d+)?|\.\d+)|(?P<name>[A-Za-z_][A-Za-z0-9_.]*)"
    r"|(?P<sign><>|<=|>=|[-+*/^&=<>(),;%{}\\])"
)
_KINDS = {"#REF!": "REF", "#N/A": "N_A", "#VALUE!": "VALUE", "#DIV/0!": "DIVIDE_BY_ZERO", "#NAME?": "NAME"}
_LEVELS = (("=", "<>", "<", ">", "<=", ">="), ("&",), ("+", "-"), ("*", "/"), ("^",))

Token = tuple[str, object]


def _tokens(text: str, comma: bool) -> list[Token]:
    tokens: list[Token] = []
    position = 0
    while position < len(text):
        if found := match_reference(text, position):
            tokens.append(("reference", found[0]))
            position = found[1]
            continue
        match = _TOKEN.match(text, position)
        if not match:
            raise FormulaError(text[position:])
        position = match.end()
        if match.lastgroup:
            tokens.append((match.lastgroup, match[0]))
    return _with_decimal_commas(tokens) if comma else tokens


def _with_decimal_commas(tokens: list[Token]) -> list[Token]:
    """`1,5` is one number where the comma is the decimal sign, and a comma that separates arguments an error."""
    joined: list[Token] = []
    for token in tokens:
        if len(joined) >= 2 and token[0] == "number" and joined[-1] == ("sign", ",") and joined[-2][0] == "number":
            joined[-2:] = [("number", f"{joined[-2][1]}.{token[1]}")]
        else:
            joined.append(token)
    if ("sign", ",") in joined:
        raise FormulaError("A comma separates no arguments here.")
    return joined


class _Parser:
    """Recursive descent; one instance a formula."""

    def __init__(self, tokens: list[Token]) -> None:
        self.tokens = tokens
        self.position = 0

    def peek(self) -> Token:
        return self.tokens[self.position] if self.position < len(self.tokens) else ("end", "")

    def sign(self, *signs: str) -> str | None:
        kind, value = self.peek()
        if kind == "sign" and value in signs:
            self.position += 1
            return str(value)
        return None

    def expression(self, level: int = 0) -> Node:
        if level == len(_LEVELS):
            return self.prefixed()
        node = self.expression(level + 1)
        while sign := self.sign(*_LEVELS[level]):
            node = Call(sign, (node, self.expression(level + 1)))
        return node

    def prefixed(self) -> Node:
        if sign := self.sign("-", "+"):
            inner = self.prefixed()
            return Call("NEGATE", (inner,)) if sign == "-" else inner
        node = self.atom()
        while self.sign("%"):
            node = Call("/", (node, Literal(100.0)))
        return node

    def atom(self) -> Node:
        kind, value = self.peek()
        self.position += 1
        if kind == "reference" and isinstance(value, Reference):
            return value
        text = str(value)
        if kind == "number":
            return Literal(float(text))
        if kind == "text":
            return Literal(text[1:-1].replace('""', '"'))
        if kind == "error":
            return Broken(_KINDS.get(text, "ERROR"))
        if kind == "name":
            return self.named(text)
        if text == "(":
            node = self.expression()
            if not self.sign(")"):
                raise FormulaError(text)
            return node
        raise FormulaError(text)

    def named(self, text: str) -> Node:
        if self.sign("("):
            return Call(text.upper(), tuple(self.arguments()))
        if text.upper() in {"TRUE", "FALSE"}:
            return Literal(text.upper() == "TRUE")
        return Name(text)

    def arguments(self) -> list[Node]:
        if self.sign(")"):
            return []
        found: list[Node] = []
        while True:
            empty = self.peek() in {("sign", ","), ("sign", ";"), ("sign", ")")}
            found.append(Literal(None) if empty else self.expression())
            if self.sign(")"):
                return found
            if not self.sign(",", ";"):
                raise FormulaError("argument separator expected")


@lru_cache(maxsize=4096)
def parse(formula: str, *, comma: bool = False) -> Node:
    """The tree of a formula, its `=` included.

    Args:
        formula: As typed.
        comma: Whether the comma is the decimal sign.

    Raises:
        FormulaError: It can't be parsed.
    """
    parser = _Parser(_tokens(formula[1:], comma))
    node = parser.expression()
    if parser.peek()[0] != "end":
        raise FormulaError(formula)
    return node
