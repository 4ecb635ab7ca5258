"""Header lines, made here and nowhere else: ASCII, folded, and nothing a value holds can begin another line.

Python's own `EmailMessage` reads values as it sets them: a name that holds an encoded word with a line break in it
becomes two lines, and a long address of a page is encoded beyond use. These functions never read what they write.
"""

import re
from base64 import b64encode
from collections.abc import Sequence

# Characters of a header line, and bytes of text in an encoded word, so that one fits on the first line.
WIDTH = 76
WORD_BYTES = 39
# On messages to candidates, so that a copy of one is recognised; mails to owners have none.
SEND_ID_HEADER = "X-Backpocket-Send-Id"
# What no line of a message may be longer than.
LONGEST = 998

_PLAIN = re.compile(r"[ -~]*")
_ATOMS = re.compile(r"[A-Za-z0-9]+(?: [A-Za-z0-9]+)*")


def text_header(name: str, text: str) -> str:
    """A header of free text, such as Subject; ends in CR LF."""
    text = " ".join(text.split())
    if _PLAIN.fullmatch(text) and "=?" not in text:
        return _folded(name, text.split(" "))
    return _folded(name, _encoded_words(text))


def mailbox_header(name: str, display: str, address: str) -> str:
    """A header of one mailbox, such as To; ends in CR LF.

    Args:
        name: Of the header.
        display: The name of the person; "" for none.
        address: As `email_addresses.read_address` gives it.
    """
    display = " ".join(display.split())
    if not display:
        words = []
    elif _ATOMS.fullmatch(display):
        words = display.split(" ")
    elif _PLAIN.fullmatch(display) and "=?" not in display:
        escaped = display.replace("\\", r"\\").replace('"', r"\"")
        words = [f'"{escaped}"']
    else:
        words = _encoded_words(display)
    return _folded(name, [*words, f"<{address}>"])


def token_header(name: str, *tokens: str, comma: bool = False) -> str:
    """A header of words that are never taken apart, such as References; ends in CR LF.

    Args:
        name: Of the header.
        tokens: Without blanks.
        comma: Whether commas stand between them, as in List-Unsubscribe.
    """
    return _folded(name, [f"{token}," if comma else token for token in tokens[:-1]] + list(tokens[-1:]))


def _encoded_words(text: str) -> list[str]:
    """RFC 2047: base64, cut between characters. Blanks between encoded words do not count, so each holds its own."""
    pieces = [""]
    for character in text:
        if len((pieces[-1] + character).encode("utf-8", "replace")) > WORD_BYTES:
            pieces.append("")
        pieces[-1] += character
    return [f"=?utf-8?B?{b64encode(piece.encode('utf-8', 'replace')).decode()}?=" for piece in pieces]


def _folded(name: str, words: Sequence[str]) -> str:
    """The header over as many lines as it needs, broken between words only."""
    lines = [f"{name}:"]
    for word in words:
        if len(lines[-1]) + 1 + len(word) > WIDTH and lines != [f"{name}:"]:
            lines.append("")
        lines[-1] += f" {word}"
    if not all(_PLAIN.fullmatch(line) and len(line) <= LONGEST for line in lines):
        raise ValueError(f"{name} would not be one header")
    return "".join(f"{line}\r\n" for line in lines)
