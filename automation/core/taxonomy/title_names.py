"""Names of titles as they are compared: the words of English ones, the stems of others, and what those are in English.

Levels, signs and typos are gone; nothing says in which language a title is.
"""

from functools import lru_cache
from typing import NamedTuple

from automation.core.taxonomy.foreign_titles import foreign_titles
from automation.core.taxonomy.foreign_words import stems_of
from automation.core.taxonomy.occupations import Words
from automation.core.taxonomy.skill_aliases import STOP_WORDS
from automation.core.taxonomy.skill_words import form
from automation.core.taxonomy.title_cleaning import folded_words, foreign_telling, spelled_out, telling_words, words_in
from automation.core.taxonomy.title_compounds import compound_meaning, compound_title
from automation.core.taxonomy.title_ngrams import dictionaries, spelled
from automation.core.taxonomy.title_translations import english_title, title_meaning
from automation.core.taxonomy.title_words import ABBREVIATIONS, FOREIGN_ABBREVIATIONS
from automation.core.text import names_in

# How much more a title must look like a label in another language than like a name in English; and if English lacks
# half of its words, and the labels have these all. One of these words must be this like a word of labels at least.
MARGIN, MARGIN_KNOWN, STRANGE = 0.1, -0.2, 0.6


# In English a cook; in French and Dutch the head of anything but what these stems name.
_CHEF = "chef"
_OF = frozenset({"de", "du", "des"})
_KITCHEN = frozenset(
    names_in("""
        chef, coc, cocin, cozinh, cucin, cuisin, cuisinier, kuche, kuch, kok, koch, part, parti, patiss, patisser,
        patissier, pasticcer, pastel, rang, comm, traiteur, pizz, sushi, ejecutiv, executif, executiv, esecutiv, priv,
        privat, domicil, corporativ, personal, restaurant, demi, sous, junior, senior, tournant, garde, manger,
        saucier
    """)
)


def _heads_others(stems: Words) -> bool:
    """Whether a title with "chef" means the head of something, not a cook: "chef d'agence"."""
    return _CHEF in stems and len(stems) > 1 and _KITCHEN.isdisjoint(set(stems) - {_CHEF})


@lru_cache(maxsize=100_000)
def title_words(title: str) -> Words:
    """The telling words of a title, each once; () where there are none."""
    written = words_in(title).split()
    if len(written) > 2 and written[0] == _CHEF and written[1] in _OF and _heads_others(stems_of(written)):
        # It is French for the head of something.
        del written[0]
    words = [part for word in written for part in ABBREVIATIONS.get(word, (word,))]
    telling, work = telling_words(words)
    return tuple(dict.fromkeys([word for word in telling if word not in STOP_WORDS] or work))


@lru_cache(maxsize=100_000)
def foreign_stems(title: str) -> Words:
    """The stems of a title in another language than English; () if it is plainly English."""
    written = folded_words(title)
    telling = foreign_telling(title)
    stems = stems_of(telling)
    if translated(title):
        return stems
    unknown = [word for word in telling if not _is_english(word)]
    in_full = {part for word in written if word in FOREIGN_ABBREVIATIONS for part in spelled_out(word)}
    only_short = in_full.issuperset(unknown)
    strange = stems_of(unknown)
    return stems if strange and _is_foreign(compared_words(title), stems, strange, only_short=only_short) else ()


@lru_cache(maxsize=100_000)
def translated(title: str) -> str:
    """The English for an everyday title in another language, whatever its level; "" for any other title."""
    english = english_title(stems_of(foreign_telling(title)))
    if not english:
        return ""
    # The stems of the French "architecte" and of the Spanish "docente" are titles in English.
    words = name_words(title)
    is_english = words == name_words(english) or any(len(known.place(words).named.at) for known in dictionaries())
    return "" if is_english else english


def what_it_means(title: str) -> str:
    """What a title in another language is in English, where that is known: "German for Teacher"; "" for others."""
    if translated(title):
        return title_meaning(stems_of(foreign_telling(title)))
    return compound_meaning(foreign_stems(title))


@lru_cache(maxsize=100_000)
def _is_english(word: str) -> bool:
    """Whether a word is one of English names of occupations, or none at all."""
    return word in STOP_WORDS or word in ABBREVIATIONS or any(known.count(form(word)) for known in dictionaries())


@lru_cache(maxsize=100_000)
def _is_foreign(english: Words, words: Words, strange: Words, *, only_short: bool) -> bool:
    """Whether labels in other languages explain a title better than names in English do.

    They need not look more like it if English lacks half of its words and they have these all. If they have none that
    is like these, it is English, unless English knows no word at all.

    Args:
        english: The title's words, as in English.
        words: The stems of its words.
        strange: Those that English does not know.
        only_short: Whether these stand for abbreviations, which English may know as well: a "sec engineer" is English.
    """
    labels = foreign_titles()
    known = [labels.known(word) for word in strange]
    in_english = [any(one.count(word) for one in dictionaries()) for word in english]
    if not any(in_english):
        return max(known) > 0
    if max(known) < STRANGE:
        return False
    lacking = 2 * len(strange) >= len(words) and not (only_short and all(in_english))
    margin = MARGIN_KNOWN if min(known) == 1 and lacking else MARGIN
    return labels.likeness(words) > max(one.likeness(english) for one in dictionaries()) + margin


def name_words(title: str) -> Words:
    """The telling words of a title as they are compared: singular, in American spelling, each once."""
    return tuple(dict.fromkeys(form(word) for word in title_words(title)))


@lru_cache(maxsize=100_000)
def compared_words(title: str) -> Words:
    """The same as `name_words`, without typos; of an everyday title in another language, those of the English one."""
    return tuple(dict.fromkeys(spelled(word) for word in name_words(translated(title) or title)))


class Name(NamedTuple):
    """A title as it is compared.

    Attributes:
        words: Its words, as in English; those of the English title where it is an everyday one in another language.
        foreign: Its stems in another language; () if it is English.
    """

    words: Words
    foreign: Words

    @staticmethod
    def of(title: str) -> "Name":
        """A title as typed."""
        return Name(compared_words(title), foreign_stems(title))

    @property
    def is_everyday(self) -> bool:
        """Whether it is an everyday title in another language."""
        return bool(self.foreign and english_title(self.foreign))

    @property
    def is_chef(self) -> bool:
        """Whether it is English for a cook."""
        return not self.foreign and _CHEF in self.words

    @property
    def heads_others(self) -> bool:
        """Whether its "chef" means the head of something in another language: "chef d'agence"."""
        return _heads_others(self.foreign)

    @property
    def in_english(self) -> "Name":
        """An everyday title in another language, or one that says what it is about, as the English one.

        Any other title as it is.
        """
        if not self.foreign:
            return self
        if self.is_everyday:
            return Name(self.words, ())
        english = compound_title(self.foreign)
        return Name(compared_words(english), ()) if english else self

    @property
    def compared(self) -> Words:
        """The words that its wording consists of."""
        return self.foreign or self.words
