"""The words of an HTML message without quotes; the only module that parses HTML."""

from collections.abc import Mapping
from contextlib import suppress

from lxml import etree

_SKIPPED = frozenset({"style", "script", "head", "title", "blockquote"})
_VOID = frozenset({"br", "hr", "img", "input", "link", "meta", "wbr", "col", "area", "base", "embed", "source"})
_BLOCKS = frozenset({"p", "div", "br", "li", "tr", "h1", "h2", "h3", "table", "ul", "ol", "hr"})
_QUOTES = ("gmail_quote", "gmail_attr", "yahoo_quoted", "moz-cite-prefix", "protonmail_quote")
# Outlook marks only the beginning of the older message.
_OLDER = ("divrplyfwdmsg", "appendonsend")


def words_of(html: str) -> str:
    """The words that a person sees, one line for each block, without quotes.

    The parser reports tags and text one by one and builds no tree, so that its time is proportional to the length.
    """
    target = _Words()
    parser = etree.HTMLParser(target=target, encoding="utf-8", no_network=True)
    # After an error, the words before it are kept.
    with suppress(etree.Error):
        parser.feed(html.encode("utf-8", "replace"))
        parser.close()
    return "\n".join(" ".join(line.split()) for line in "".join(target.words).split("\n"))


class _Words:
    """Collects words from the parser's events."""

    def __init__(self) -> None:
        self.words: list[str] = []
        # The tag that begins a part to skip, and how many such tags are open.
        self._out, self._depth = "", 0
        self._ended = False

    def start(self, tag: str, attributes: Mapping[str, str]) -> None:
        """A tag begins."""
        named = f"{attributes.get('class', '')} {attributes.get('id', '')}".lower()
        self._ended = self._ended or any(mark in named for mark in _OLDER)
        if self._out:
            self._depth += tag == self._out
        elif tag not in _VOID and (tag in _SKIPPED or any(quote in named for quote in _QUOTES)):
            self._out, self._depth = tag, 1
        elif tag in _BLOCKS:
            self.words.append("\n")

    def end(self, tag: str) -> None:
        """A tag ends."""
        if self._out and tag == self._out:
            self._depth -= 1
            self._out = self._out if self._depth else ""
        elif tag in _BLOCKS:
            self.words.append("\n")

    def data(self, text: str) -> None:
        """Text between tags; the parser may cut it anywhere."""
        if not self._out and not self._ended:
            self.words.append(text.replace("\r", " ").replace("\n", " "))

    def comment(self, text: str) -> None:
        """Ignore a comment: mail programs do not show it."""

    def close(self) -> None:
        """The end."""
