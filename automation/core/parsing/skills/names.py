"""Which words of a skills cell are names: of skills the program knows, of products, languages and certificates."""

from functools import cache, lru_cache

from automation.core.taxonomy.skill_dictionary import Dictionary
from automation.core.taxonomy.skill_homographs import EVERYDAY_NAMES, PLAIN_NAMES
from automation.core.taxonomy.skill_products import PRODUCTS
from automation.core.taxonomy.skill_senses import HOMOGRAPHS
from automation.core.taxonomy.skill_tables import translations
from automation.core.taxonomy.skill_words import squash

EDGES = " .:;,-–—*\"“”'’`´_&=>/"
# Endings that other languages put behind a name: "Pythona", "Excelu", "SAPista".
_ENDINGS = (
    *("owi", "iem", "em", "ie", "ista", "istä", "sta", "stä", "lla", "llä", "ssa", "ssä", "in", "n"),
    *("a", "u", "y", "ę", "ą", "i"),
)


@cache
def known() -> Dictionary:
    """What skills mean without a workbook's aliases: enough to tell names of skills from other words."""
    return Dictionary()


def trimmed(text: str) -> str:
    """A text without punctuation around it; a leading dot stays, as in ".NET"."""
    return text.lstrip(EDGES.replace(".", "")).rstrip(EDGES)


@lru_cache(maxsize=50_000)
def names_skill(text: str) -> bool:
    """Whether a text as a whole is a known skill, a natural language or a name of its own, such as ACCA."""
    reading = known().read(text)
    if reading.known or known().means(text):
        return True
    word = reading.words[0] if len(reading.words) == 1 else ""
    return word in HOMOGRAPHS or word in PRODUCTS or _acronym(text)


@lru_cache(maxsize=50_000)
def names_product(text: str) -> bool:
    """Whether a text as a whole is a proper name: of a product, a natural language, a certificate; or foreign."""
    reading = known().read(text)
    if reading.known:
        return known().is_proper(reading.key) or _acronym(text)
    word = reading.words[0] if len(reading.words) == 1 else ""
    translated = squash(text) in translations()
    return translated or word in HOMOGRAPHS or word in PRODUCTS or _acronym(text)


def mentions_product(text: str) -> bool:
    """Whether any word of a text is the name of a product, a natural language or a certificate."""
    words = [word.strip(EDGES) for word in text.replace("/", " ").split()]
    return names_skill(text) or any(
        known().is_product(word.casefold()) or known().means(word) or word.casefold() in HOMOGRAPHS or _acronym(word)
        for word in words
        if len(word) > 1
    )


@lru_cache(maxsize=50_000)
def is_product(text: str) -> bool:
    """Whether a word is the name of a known product, and no common word."""
    word = trimmed(text).casefold()
    return known().is_product(word) or word in EVERYDAY_NAMES or word in PLAIN_NAMES


def is_everyday(text: str) -> bool:
    """Whether a text is a name that is an everyday word, too: "Go"."""
    return text.casefold() in EVERYDAY_NAMES


def uninflected(text: str) -> str:
    """The name of a product without an ending of another language: "Pythona" → "Python"; other texts as they are."""
    if " " in text or names_skill(text):
        return text
    for ending in _ENDINGS:
        stem = text.removesuffix(ending)
        for name in (stem, f"{stem}a") if stem != text and len(stem) >= 3 else ():
            if known().is_product(name.casefold()) or name.casefold() in HOMOGRAPHS:
                return name
    return text


def _acronym(text: str) -> bool:
    return text.isupper() and text.isalpha() and 2 <= len(text) <= 6
