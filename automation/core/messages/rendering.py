"""The two parts of a message from one source: plain text in short lines, and HTML that looks like a typed mail.

The source is plain text: paragraphs of one long line each, a blank line between them, and items of a list that begin
with "- ". Nothing in it is read as markup.
"""

import re
import textwrap
from collections.abc import Iterator, Sequence
from html import escape
from itertools import groupby

from automation.core.templates.template_language import BULLETS

WIDTH = 72
# No colours, pictures or fonts of our own, so that it looks like any other mail, also in dark mode.
_PAGE = """\
<!DOCTYPE html>
<html{language}>
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<title>{title}</title>
</head>
<body dir="auto"
 style="font-family: sans-serif; font-size: 16px; line-height: 1.5; max-width: 40em; overflow-wrap: anywhere">
{body}
</body>
</html>
"""
_SMALL = ' style="font-size: 14px"'
# A web address, without the punctuation of the sentence around it.
_LINK = re.compile(r"https?://[^\s<>\"'“”‘’()]*[^\s<>\"'“”‘’().,;:!?]")


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
    parts = [*_paragraphs(main, ""), *_paragraphs(small, _SMALL)]
    named = f' lang="{escape(language)}"' if language else ""
    return _PAGE.format(language=named, title=escape(title), body="\n".join(parts))


def _paragraphs(text: str, style: str) -> Iterator[str]:
    for paragraph in re.split(r"\n{2,}", text.strip("\n")):
        for is_list, lines in groupby(paragraph.split("\n"), lambda line: line.startswith(BULLETS)):
            if is_list:
                yield "\n".join(["<ul>", *(f'<li dir="auto">{_linked(line[2:])}</li>' for line in lines), "</ul>"])
            elif paragraph.strip():
                yield f'<p dir="auto"{style}>' + "<br>\n".join(map(_linked, lines)) + "</p>"


def _linked(text: str) -> str:
    """Text as HTML. Each web address becomes a link that shows its address."""
    parts, at = [], 0
    for match in _LINK.finditer(text):
        link = escape(match[0])
        parts += [escape(text[at : match.start()]), f'<a href="{link}">{link}</a>']
        at = match.end()
    return "".join([*parts, escape(text[at:])])
