"""Languages, by their names and codes: "German", "Deutsch", "de-AT". Of several, the first."""

import re
from collections.abc import Sequence
from functools import cache, lru_cache

from automation.core.model import Cell
from automation.core.parsing.cells import Unreadable, blank, refuse_error
from automation.core.parsing.vocabulary import vocabulary
from automation.core.parsing.words.phrases import LONGEST, NOTHING, Lexicon, Sign
from automation.core.text import text_of

_CODE = re.compile(r"([A-Za-z]{2})(?:[-_][A-Za-z]{2,4})?")
# Codes that people write for something else, too: the United Kingdom, and a no.
_UNCLEAR = frozenset({"uk", "no"})
_ENDS = re.compile(r"[,;/|&+\n(]")
_REFUSAL = "is not a language that is known: write one, such as English, German or fr"


def read_language(cell: Cell) -> str | None:
    """The code of a language (ISO 639-1). Raises `Unreadable` if the cell names none, or denies it."""
    if blank(cell):
        return None
    refuse_error(cell)
    return _language(text_of(cell))


@lru_cache(maxsize=20_000)
def _language(text: str) -> str:
    code = _CODE.fullmatch(_ENDS.split(text)[0].strip())
    if code and code[1].lower() in _names() and code[0].lower() not in _UNCLEAR:
        return code[1].lower()
    clauses = _lexicon().clauses(text) if len(text) <= LONGEST else ()
    # The first that names a language decides; those before it may say nothing else, and those after it are notes.
    if not clauses or clauses[0].has(*Sign) or not clauses[0].known:
        raise Unreadable(_REFUSAL)
    return clauses[0].known[0]


def language_name(code: str) -> str:
    """The English name of a language that `read_language` knows."""
    return _names()[code][0]


@cache
def _names() -> dict[str, Sequence[str]]:
    return {code: names for code, names in vocabulary("language").items() if code != NOTHING}


@cache
def _lexicon() -> Lexicon:
    return Lexicon(vocabulary("language"))
