"""The two parts of a message from one source: plain text in short lines, and HTML that looks like a typed mail.

The source is plain text: paragraphs of one long line each, a blank line between them, and items of a list that begin
with "- ". Nothing in it is read as markup.
"""

import re
import textwrap
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby

from automation.core.html_templates import environment
from automation.core.templates.template_language import BULLETS

WIDTH = 72
# A web address, without the punctuation of the sentence around it.
_LINK = re.compile(r"https?://[^\s<>\"'“”‘’()]*[^\s<>\"'“”‘’().,;:!?]")


@dataclass(frozen=True)
class _Part:
    """A paragraph or a list.

    Attributes:
        lines: Each in pieces: a text, and whether it is a web address.
        is_list: Whether the lines are items of a list.
        is_small: Whether the type is smaller.
    """

    lines: Sequence[Sequence[tuple[str, bool]]]
    is_list: bool = False
    is_small: bool = False


def to_text(body: str) -> str:
    """The plain text part, in lines of at most `WIDTH` characters unless a word is longer."""
    return "".join(f"{line}\n" for long in body.split("\n") for line in _wrapped(long))


def _wrapped(line: str) -> Sequence[str]:
    hanging = "  " if line.startswith(BULLETS) else ""
    lines = textwrap.wrap(
        line, WIDTH, subsequent_indent=hanging, break_long_words=False, break_on_hyphens=False, tabsize=1
    )
    return lines or [""]


def to_html(body: str, title: str, language: str = "", footer: str = "") -> str:
    """The HTML part.

    Args:
        body: The source.
        title: Of the page.
        language: Such as "en"; "" where it is unknown.
        footer: The end of the body, to be set in smaller type.
    """
    main, small = (body.removesuffix(footer), footer) if footer and body.endswith(footer) else (body, "")
    parts = [*_parts(main), *_parts(small, is_small=True)]
    template = environment(__package__).get_template("message.html")
    return f"{template.render(language=language, title=title, parts=parts)}\n"


def _parts(text: str, *, is_small: bool = False) -> Iterator[_Part]:
    for paragraph in re.split(r"\n{2,}", text.strip("\n")):
        for is_list, lines in groupby(paragraph.split("\n"), lambda line: line.startswith(BULLETS)):
            if is_list:
                yield _Part([_linked(line[2:]) for line in lines], is_list=True)
            elif paragraph.strip():
                yield _Part([_linked(line) for line in lines], is_small=is_small)


def _linked(text: str) -> list[tuple[str, bool]]:
    """A line in pieces, each with whether it is a web address, which becomes a link."""
    parts, at = [], 0
    for match in _LINK.finditer(text):
        parts += [(text[at : match.start()], False), (match[0], True)]
        at = match.end()
    return [*parts, (text[at:], False)]
