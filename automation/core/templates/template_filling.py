"""Fills a parsed template with values, and leaves out lines that have none."""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import dropwhile, takewhile

from automation.core.templates.template_language import (
    BULLETS,
    MOST_BODY,
    MOST_SUBJECT,
    MOST_VALUE,
    PLACEHOLDERS,
    Kind,
    Nodes,
    Openings,
    Slot,
    Template,
    one_line,
)


@dataclass(frozen=True)
class Filled:
    """A template, filled.

    Attributes:
        subject: One line.
        body: Paragraphs, each one long line; lists have "- " before each item.
        empty: The placeholders that had no value and cause a gap.
        cut: Whether a text was too long and was cut.
    """

    subject: str
    body: str
    empty: tuple[str, ...]
    cut: bool


@dataclass(frozen=True)
class _Piece:
    """Part of a line: text of the template, or the value of the placeholder `slot`."""

    text: str
    slot: str = ""


_Line = Sequence[_Piece]


def fill(template: Template, values: Mapping[str, str], openings: Sequence[Mapping[str, str]] = ()) -> Filled:
    """Put values into a template. Never fails, whatever they hold.

    A line is left out if all its placeholders are empty, and it is an item of a list or has no other letters or digits.
    If all items of a list are left out, so is the line that announces it.

    Args:
        template: The template.
        values: Placeholder → its value; one that is missing is empty.
        openings: The same for each opening. Outside the block, an opening's placeholders refer to the first one.
    """
    first = openings[0] if openings else {}
    outside, *inside = (
        {name: one_line(own[name], MOST_BODY) for name in template.slots & own.keys()}
        for own in ({**first, **values}, *({**values, **opening} for opening in openings))
    )
    subject_lines = _lines(template.subject_nodes, outside, inside)
    body_lines = _lines(template.body_nodes, outside, inside)
    subject = _joined(subject_lines[0])
    body = re.sub(r"\n{3,}", "\n\n", "\n".join(_joined(line) for line in _kept(body_lines))).strip("\n")
    empty = dict.fromkeys(name for line in (*subject_lines, *body_lines) for name in _holes(line))
    long = any(len(value) > MOST_VALUE for own in (outside, *inside) for value in own.values())
    cut = long or len(subject) > MOST_SUBJECT or len(body) > MOST_BODY
    return Filled(one_line(subject, MOST_SUBJECT), body[:MOST_BODY], tuple(empty), cut)


def _lines(nodes: Nodes, outside: Mapping[str, str], inside: Sequence[Mapping[str, str]]) -> list[_Line]:
    lines: list[list[_Piece]] = [[]]
    for piece in _pieces(nodes, outside, inside):
        if piece.text == "\n" and not piece.slot:
            lines.append([])
        else:
            lines[-1].append(piece)
    return [*lines]


def _pieces(nodes: Nodes, outside: Mapping[str, str], inside: Sequence[Mapping[str, str]]) -> Iterator[_Piece]:
    for node in nodes:
        if isinstance(node, Openings):
            for values in inside:
                yield from _pieces(node.nodes, values, ())
        elif isinstance(node, Slot):
            yield _Piece(one_line(outside.get(node.name, "")), node.name)
        else:
            yield _Piece(node)


def _joined(line: _Line) -> str:
    text = "".join(piece.text for piece in line).rstrip()
    # An empty value with blanks on both sides would leave two blanks.
    return " ".join(text.split()) if any(piece.slot and not piece.text for piece in line) else text


def _kept(lines: Sequence[_Line]) -> Iterator[_Line]:
    for index, line in enumerate(lines):
        if not _left_out(line) and not _announces_nothing(line, lines[index + 1 :]):
            yield line


def _left_out(line: _Line) -> bool:
    slots = [piece for piece in line if piece.slot]
    if not slots or any(piece.text for piece in slots):
        return False
    return _is_item(line) or not any(char.isalnum() for piece in line for char in piece.text)


def _announces_nothing(line: _Line, after: Sequence[_Line]) -> bool:
    items = list(takewhile(_is_item, dropwhile(lambda one: not _joined(one), after)))
    return _joined(line).endswith(":") and bool(items) and all(_left_out(item) for item in items)


def _is_item(line: _Line) -> bool:
    return bool(line) and not line[0].slot and line[0].text.startswith(BULLETS)


def _holes(line: _Line) -> Iterator[str]:
    """The placeholders of a line that have no value and cause a gap."""
    for piece in line:
        if piece.slot and not piece.text:
            kind = PLACEHOLDERS[piece.slot].kind
            if kind is Kind.REQUIRED or (kind is Kind.WORDS and not _left_out(line)):
                yield piece.slot
