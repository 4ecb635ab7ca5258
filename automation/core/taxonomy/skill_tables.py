"""What the program knows about skills, by the keys in which texts are looked up; each table is made once."""

from collections.abc import Mapping, Sequence
from functools import cache, lru_cache

from automation.core.taxonomy.bundled_data import common_words, skill_table, skill_translations
from automation.core.taxonomy.language_names import meaning
from automation.core.taxonomy.skill_aliases import SKILL_ALIASES, STOP_WORDS
from automation.core.taxonomy.skill_words import SLIPS_FROM, form, initials, squash, words_of


@cache
def bundled() -> Mapping[str, str]:
    """Key → the known skill that it means; the program's own list wins over the bundled table."""
    own = {squash(text): name for name, written in SKILL_ALIASES.items() for text in (name, *written) if squash(text)}
    return {**skill_table().meaning, **own}


@cache
def own_keys() -> frozenset[str]:
    """The keys in the program's own list."""
    return frozenset(squash(text) for name, written in SKILL_ALIASES.items() for text in (name, *filter(None, written)))


@cache
def names_by_letter() -> Mapping[str, tuple[str, ...]]:
    """First letter → the keys of the program's own list that are one word, for typos in them."""
    letters: dict[str, list[str]] = {}
    for key in sorted(own_keys()):
        if key.isalpha() and key.isascii() and len(key) >= SLIPS_FROM:
            letters.setdefault(key[0], []).append(key)
    return {letter: tuple(keys) for letter, keys in letters.items()}


@cache
def acronyms_known() -> frozenset[str]:
    """Known acronyms that are not words: "seo", but not "it"."""
    named = ((key, words_of(name)) for key, name in bundled().items() if key in own_keys())
    return frozenset(key for key, words in named if key in initials(words) and len(words) > 1) - STOP_WORDS - {"it"}


@cache
def shown() -> Mapping[str, str]:
    """Known skill, lower case → as it is shown."""
    return {name.casefold(): name for name in bundled().values()}


@cache
def translations() -> Mapping[str, str]:
    """Key of a name in another language, or of another English name → the English name; no keys of known skills."""
    return {
        key: name
        for name, _, text in skill_translations()
        if (key := squash(text)) and key not in bundled() and key != squash(name)
    }


@cache
def translated() -> frozenset[str]:
    """The keys of the English names of `translations`."""
    return frozenset(squash(name) for name, _, _ in skill_translations())


@cache
def foreign_words() -> frozenset[str]:
    """The keys of `translations` that are not English: they mean the same among other words, too."""
    return frozenset(squash(text) for _, language, text in skill_translations() if language != "en")


@cache
def _languages() -> Mapping[str, Sequence[str]]:
    """Key of a name that is not English → the codes of the languages that have it."""
    found: dict[str, dict[str, None]] = {}
    for _, language, text in skill_translations():
        if language != "en":
            found.setdefault(squash(text), {})[language] = None
    return {key: tuple(codes) for key, codes in found.items()}


def translated_from(text: str) -> str:
    """What a name in another language means, to stand in brackets: "German for Nursing"; "" for any other text."""
    key = squash(text)
    name, languages = translations().get(key), _languages().get(key)
    return meaning(languages, name) if name and languages else ""


@lru_cache(maxsize=100_000)
def describes_itself(skill: str) -> bool:
    """Whether a known skill is named by common words ("machine learning"), not by a proper name ("Visual Studio")."""
    *_, last = words = shown().get(skill, skill).split()
    return len(words) > 1 and last.islower() and all(form(word.casefold()) in common_words() for word in words)
