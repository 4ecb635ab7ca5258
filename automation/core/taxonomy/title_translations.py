"""Everyday titles in other languages: "Lehrer" is a teacher.

ESCO's labels name special work ("Grundschullehrer"), so that the plainest titles look like many labels and like none.
These are translated as a whole instead, and compared as the English title.
"""

from collections.abc import Iterable, Mapping
from functools import cache

from automation.core.taxonomy.bundled_data import title_translations
from automation.core.taxonomy.foreign_words import folded, stems_of
from automation.core.taxonomy.language_names import meaning
from automation.core.taxonomy.title_words import ABBREVIATE_FIRST, FOREIGN_ABBREVIATIONS
from automation.core.text import plain


@cache
def everyday_titles() -> Mapping[frozenset[str], tuple[str, tuple[str, ...]]]:
    """The stems of a title → what it is in English, and the codes of the languages that have it."""
    found: dict[frozenset[str], tuple[str, dict[str, None]]] = {}
    for english, language, text in title_translations():
        found.setdefault(frozenset(_stems(text)), (english, {}))[1][language] = None
    return {words: (english, tuple(codes)) for words, (english, codes) in found.items()}


def _stems(text: str) -> tuple[str, ...]:
    """The stems of a title of the table, with abbreviations in full."""
    words = folded(plain(text.replace("'", " "))).split()
    kept = [word for at, word in enumerate(words) if not at or word not in ABBREVIATE_FIRST]
    return stems_of(part for word in kept for part in FOREIGN_ABBREVIATIONS.get(word, (word,)))


def english_title(words: Iterable[str]) -> str:
    """The English for a title of these stems; "" if it is no everyday title of another language."""
    return everyday_titles().get(frozenset(words), ("", ()))[0]


def title_meaning(words: Iterable[str]) -> str:
    """What a title of these stems means: "German for Teacher"; "" if it is no everyday title of another language."""
    english, languages = everyday_titles().get(frozenset(words), ("", ()))
    return meaning(languages, english) if english else ""
