"""Header lines: ASCII, folded, and safe against values that try to begin another header. All are made here.

Python's `EmailMessage` parses each value that it sets: a name that contains an encoded word with a line break becomes
two lines, and a long URL becomes encoded words that mail programs cannot use. These functions never parse values.
"""

import re
from base64 import b64encode
from collections.abc import Sequence

# Characters of a header line, and bytes of text in an encoded word, so that one fits on the first line.
WIDTH = 76
WORD_BYTES = 39
# Only in messages to candidates, not in mails to owners: a returned or copied message is recognised by it.
SEND_ID_HEADER = "X-Backpocket-Send-Id"
# Characters of a line of a message at most (RFC 5322).
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
        display: The person's name; "" for none.
        address: As `email_addresses.read_address` returns it.
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
    """A header of words that are never split, such as References; ends in CR LF.

    Args:
        name: Of the header.
        tokens: Without spaces.
        comma: Whether commas separate them, as in List-Unsubscribe.
    """
    return _folded(name, [f"{token}," if comma else token for token in tokens[:-1]] + list(tokens[-1:]))


def _encoded_words(text: str) -> list[str]:
    """RFC 2047, in base64, cut between characters. Spaces between encoded words don't count, so the words hold them."""
    pieces = [""]
    for character in text:
        if len((pieces[-1] + character).encode("utf-8", "replace")) > WORD_BYTES:
            pieces.append("")
        pieces[-1] += character
    return [f"=?utf-8?B?{b64encode(piece.encode('utf-8', 'replace')).decode()}?=" for piece in pieces]


def _folded(name: str, words: Sequence[str]) -> str:
    """A header on as many lines as it needs, broken only between words."""
    lines = [f"{name}:"]
    for word in words:
        if len(lines[-1]) + 1 + len(word) > WIDTH and lines != [f"{name}:"]:
            lines.append("")
        lines[-1] += f" {word}"
    if not all(_PLAIN.fullmatch(line) and len(line) <= LONGEST for line in lines):
        raise ValueError(f"{name} would not be one header")
    return "".join(f"{line}\r\n" for line in lines)
