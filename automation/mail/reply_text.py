"""Cutting a reply out of the text of a message: without quotes, older messages, signatures and footers."""

import re
from itertools import islice

from automation.core.text import text_of
from automation.mail.words import words

# Characters of a message's text that are read.
MOST_TEXT = 20_000
# Of a line.
MOST_LINE = 2_000
# Lines that "On 24 November, Dana wrote:" may take, and their characters.
ATTRIBUTION, MOST_ATTRIBUTION = 3, 400
# Characters of a line such as "Sent from my phone".
MOST_SENT_FROM = 80
# Headers of an older message that stand close together.
NEAR = 5


_SEPARATOR = words("separator", r"^[\W_]{0,40}", r"[\W_]{0,40}$")
_WROTE = words("wrote", r"(?<!\w)", r"(?!\w)")
_FROM = words("from", r"^\W{0,5}", r"\W{0,5}[:：]\W{0,5}\w")
_HEADER = words("other headers", r"^\W{0,5}", r"\W{0,5}[:：]")
_SENT_FROM = words("sent from", r"^\W{0,5}")
_CLOSING = words("closing", "^", r"\W{0,5}$")
_FOOTER, _BANNER = words("footer", r"^\W{0,5}"), words("banner", r"^\W{0,5}")
_POSTSCRIPT = words("postscript", "^")
# How the line above an older message begins, in some languages.
_BEGINS = re.compile(r"^\W{0,5}(?:on|am|le|el|il|op|em|den|dnia|w dniu|dne|tis|στις|în|в|\d{4})(?!\w)", re.IGNORECASE)
_ADDRESS = re.compile(r"[<(\[]?(?:mailto:)?[^\s<>@]{1,64}@[^\s<>@]{1,190}")
_TIME = re.compile(r"(?<!\d)\d{1,2}[:.]\d{2}(?!\d)|\d{1,2}時\d{2}|\d{1,2}시")
_DATE = re.compile(r"(?<!\d)20\d\d(?!\d)|\d{1,2}[./-]\s?\d{1,2}[./-]\s?\d{2}")
# The end of the line above an older message, before marks of the writing direction.
_ENDS, _MARKS = (":", "：", "--"), " \u200e\u200f"
_RULE = re.compile(r"^(?:_{5,}|-{20,}|={20,}|\*{20,})$")
_DELIMITER = re.compile(r"^(?:--|—|–|__|_{3,})$")


def new_words(text: str) -> str:
    """The sender's own text: no quotes, no older message below, no signature."""
    lines = [line.strip()[:MOST_LINE] for line in text[:MOST_TEXT].splitlines()]
    # If quotes follow the first line of an older message, the sender may have replied between or below them.
    quoted = max((number for number, line in enumerate(lines) if line.startswith(">")), default=-1)
    kept: list[str] = []
    number = 0
    while number < len(lines):
        line = lines[number]
        lines_of_quote = _attribution(lines, number)
        if lines_of_quote or _older_begins(lines, number) or _signature_begins(lines, number):
            if number > quoted:
                break
            number += max(lines_of_quote, 1)
            continue
        if _BANNER.match(line) and not any(kept):
            number = _blank_after(lines, number)
        elif not line.startswith(">"):
            kept.append(line)
        number += 1
    return text_of(re.sub(r"\n{3,}", "\n\n", "\n".join(_without_signature(kept))))


def _blank_after(lines: list[str], number: int) -> int:
    return next((place for place in range(number, len(lines)) if not lines[place]), number)


def _older_begins(lines: list[str], number: int) -> bool:
    """Whether an older message begins at this line: a separator, a rule, or a block of its headers."""
    line = lines[number]
    if _SEPARATOR.match(line) or (_RULE.match(line) and _headers_follow(lines, number + 1, least=1)):
        return True
    return bool(_FROM.match(line)) and _headers_follow(lines, number + 1, least=1)


def header_starts(lines: list[str]) -> list[int]:
    """The indexes of the lines From that begin the headers of an older message in a text."""
    bare = [line.strip("> \t\ufeff*")[:MOST_LINE] for line in lines]
    return [
        number
        for number, line in enumerate(bare)
        if _FROM.match(line) and "@" in line and _headers_follow(bare, number + 1, least=1)
    ]


def _headers_follow(lines: list[str], number: int, least: int) -> bool:
    near = lines[number : number + NEAR]
    return sum(bool(_HEADER.match(line) or _FROM.match(line)) for line in near) >= least


def _attribution(lines: list[str], number: int) -> int:
    """How many lines from this one on are "On 24 November, Dana wrote:"; 0 for none.

    In any language, it ends with a colon and names an address or a day and a time, or a verb and a quote behind it.
    """
    joined, first = "", lines[number]
    # The line before it may be the end of what the sender wrote.
    begins = _BEGINS.match(first) or any(pattern.search(first) for pattern in (_WROTE, _DATE, _TIME))
    for count, line in enumerate(lines[number : number + ATTRIBUTION], start=1):
        if not line or line.startswith(">") or not (begins or _ADDRESS.search(line)):
            return 0
        joined = f"{joined} {line}".strip()
        if len(joined) > MOST_ATTRIBUTION:
            return 0
        if line.rstrip(_MARKS).endswith(_ENDS):
            names = _names_a_message(joined, quoted=_quote_follows(lines, number + count))
            return count if names and (begins or count == 1) else 0
    return 0


def _names_a_message(text: str, *, quoted: bool) -> bool:
    facts = sum(bool(pattern.search(text)) for pattern in (_WROTE, _ADDRESS, _DATE, _TIME))
    return facts >= (2 if quoted or _WROTE.search(text) else 3)


def _quote_follows(lines: list[str], number: int) -> bool:
    following = next((line for line in lines[number : number + 3] if line), "")
    return following.startswith(">")


def _signature_begins(lines: list[str], number: int) -> bool:
    line = lines[number]
    short = len(line) <= MOST_SENT_FROM
    return bool(_DELIMITER.match(line) or (short and _SENT_FROM.match(line)) or _FOOTER.match(line))


def _without_signature(lines: list[str]) -> list[str]:
    """The lines up to "Best regards" and the name below it; what follows "PS" is text again."""
    for number, line in enumerate(lines):
        if not _CLOSING.match(line):
            continue
        below = next((one for one in islice(lines, number + 1, None) if one), "")
        if below and not _is_name(below):
            continue
        again = next((place for place in range(number, len(lines)) if _POSTSCRIPT.match(lines[place])), len(lines))
        return [*lines[: number + 1], *_name(lines[number + 1 : again]), *lines[again:]]
    return lines


def _is_name(line: str) -> bool:
    return len(line.split()) <= 5 and not re.search(r"[.!?,:;]\s?\w|[!?]$", line)


def _name(lines: list[str]) -> list[str]:
    """The first line of a signature: the name."""
    return [next((line for line in lines if line), "")]
