"""Typed text in one form: lower case, no accents, one kind of space, digit, dash and apostrophe."""

import re
import unicodedata
from collections.abc import Mapping

from automation.core.text import names_in

# What looks alike, letters that do not decompose into a letter and an accent, accents, and what is not seen.
# Pictures that say nothing; a cross, a tick or a thumb does.
_PICTURES = "💰💵💶💷💸💲🤑📅📆🗓⏰📌📍🏠🏡🏢💼🌍🌎🌏🌐⭐🌟✨🔥🎉🎯🚀💪🙂😊😀😃😄😉😎\ufe0f"
_SAME = (
    dict.fromkeys("‐‑‒–—―−﹣－", "-")
    | dict.fromkeys("’‘ʼ´`′‛＇", "'")
    | dict.fromkeys("〜～∼", "~")
    | dict.fromkeys('“”„«»"\t', " ")
    | dict.fromkeys("•·‣▪\n\r|؛", ";")
    | dict.fromkeys("[{【「", "(")
    | dict.fromkeys("]}】」", ")")
    | dict.fromkeys("、،‚", ",")
    | dict.fromkeys(_PICTURES, " ")
    | {"×": "*", "✕": "*", "ł": "l", "ø": "o", "đ": "d", "ı": "i", "æ": "ae", "œ": "oe"}
    | dict.fromkeys(map(chr, [*range(0x300, 0x370), 0x3099, 0x309A, 0xAD, *range(0x200B, 0x2010)]), "")
    | dict.fromkeys(map(chr, [*range(0x202A, 0x202F), 0xFEFF]), "")
)
_ODD = re.compile(f"[{re.escape(''.join(_SAME))}]")
# How people write letters that their keyboard lacks.
_SPELT = str.maketrans({"ä": "ae", "ö": "oe", "ü": "ue", "ø": "oe", "å": "aa"})


def folded(text: str) -> str:
    """Typed text in one form. Line breaks and bullets become semicolons."""
    text = text.casefold()
    if text.isascii():
        text = _ODD.sub(_same, text)
    else:
        # An accent that stands alone decomposes into a space and an accent.
        decomposed = unicodedata.normalize("NFKD", text.replace("´", "'"))
        text = unicodedata.normalize("NFC", _ODD.sub(_same, decomposed))
    return " ".join(text.split())


def _same(match: re.Match[str]) -> str:
    return _SAME[match[0]]


def words_by_language(table: Mapping[str, str]) -> tuple[str, ...]:
    """The words and phrases of a table of languages, separated by commas, folded; "ä" also as "ae" and so on."""
    text = " ".join(",".join(table.values()).split()).casefold()
    spelt = (phrase.translate(_SPELT) for phrase in text.split(",") if not phrase.isascii())
    return names_in(folded(f"{text},{','.join(spelt)}"))
