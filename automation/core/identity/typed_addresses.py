"""E-mail addresses as people type and paste them into cells: with blanks, quotes, `mailto:`, invisible characters."""

import re
import unicodedata
from functools import lru_cache
from urllib.parse import unquote

# Longer texts are no addresses; they were pasted by mistake.
LONGEST = 1_000
_PLAIN = re.compile(r"[a-z0-9_][a-z0-9_%+-]*(?:\.[a-z0-9_%+-]+)*@[a-z0-9-]+(?:\.[a-z0-9-]+)+")
_APART = r"\s@,;:<>()\[\]{}\"“”„‟«»|\\/、。"
# Only from the first character of a word on: else each of a long word's characters is a beginning to try.
_ADDRESS = re.compile(rf"(?<![^{_APART}])[^{_APART}]+@[\w-]+(?:\.[\w-]+)+")
_MAILTO = re.compile(r"mailto:([^\s<>?]*)(?:\?[^\s<>]*)?")
_BLANKS_AROUND = re.compile(r"(\S+) ?@ ?(\S+)")
# What may stand around an address without meaning anything.
_HARMLESS = frozenset(" .,;:!|/\\*•·<>()[]{}\"'“”„‟«»‘’`´-–—")
# Control characters, characters that format others, and halves of pairs.
_UNSEEN = frozenset({"Cc", "Cf", "Cs"})
_QUOTES = "'‘’`´.*"


def seen(text: str) -> str:
    """A text as people see it: full-width letters as plain ones, no invisible characters, blanks single."""
    if text.isascii() and text.isprintable():
        return " ".join(text.split())
    folded = unicodedata.normalize("NFKC", text)
    shown = (char for char in folded if char.isspace() or unicodedata.category(char) not in _UNSEEN)
    return " ".join("".join(shown).split())


@lru_cache(maxsize=50_000)
def addresses_in(text: str) -> tuple[str, ...]:
    """The different addresses in a text, in lower case and in their order."""
    return tuple(dict.fromkeys(_found(_prepared(text))))


def is_plain_address(text: str) -> bool:
    """Whether a text is an address in the form that `lone_address` gives it, as most are."""
    return _PLAIN.fullmatch(text) is not None


def lone_address(text: str) -> str:
    """The address that a text consists of, in lower case; "" if it says anything else, or holds two addresses."""
    plain = text.strip().lower()
    if _PLAIN.fullmatch(plain):
        # Most addresses are written like this, and need not be in memory twice: each is another one, so that to
        # remember them all takes more than to look at them again.
        return text if plain == text else plain
    return _lone_among_words(text)


@lru_cache(maxsize=50_000)
def _lone_among_words(text: str) -> str:
    found = addresses_in(text)
    return found[0] if len(found) == 1 and _HARMLESS.issuperset(words_beside(text)) else ""


def words_beside(text: str) -> str:
    """What a text says besides its addresses, in lower case."""
    return _ADDRESS.sub(lambda match: match[0].replace(_trimmed(match[0]), " "), _prepared(text))


def _prepared(text: str) -> str:
    if len(text) > LONGEST:
        return ""
    shown = seen(text).lower()
    if "mailto:" in shown:
        shown = _MAILTO.sub(lambda match: unquote(match[1]), shown)
    if shown.count("@") == 1 and (apart := _BLANKS_AROUND.fullmatch(shown)):
        return f"{apart[1]}@{apart[2]}"
    return shown


def _found(prepared: str) -> list[str]:
    trimmed = (_trimmed(match[0]) for match in _ADDRESS.finditer(prepared))
    return [address for address in trimmed if not address.startswith("@")]


def _trimmed(address: str) -> str:
    """An address without the quote or bullet in front of it."""
    return address.lstrip(_QUOTES)
