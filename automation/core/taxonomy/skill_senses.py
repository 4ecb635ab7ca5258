"""Whether a word in a text names a skill, or is an everyday word: "in Swift", "swift response"."""

from collections.abc import Callable, Container, Sequence
from enum import IntEnum

from automation.core.taxonomy.skill_homographs import (
    BEFORE_VERBS,
    BOUNDARIES,
    COMPANIONS,
    EVERYDAY_NAMES,
    EVERYDAY_TEXTS,
    EVERYDAY_WORDS,
    LANGUAGE_EXAMS,
    LANGUAGE_WORDS,
    LANGUAGES,
    LEADS,
    LEADS_TO_PRODUCTS,
    MISLEADING,
    PLAIN_NAMES,
    TECHNICAL_WORDS,
    USUAL_WORDS,
    VENDORS_BEFORE,
    VERBS,
)
from automation.core.taxonomy.skill_words import MARK, form
from automation.core.taxonomy.skill_writings import is_version
from automation.core.text import names_in

HOMOGRAPHS = EVERYDAY_NAMES | PLAIN_NAMES | LANGUAGES


class Sense(IntEnum):
    """Whether a word names the skill: no; it may; or it does without doubt."""

    NONE = 0
    NAMED = 1
    SURE = 2


def verbs_marked(words: Sequence[str]) -> list[str]:
    """Words of a text, lower case; those that look like names of skills, but are verbs here, carry a mark."""
    if VERBS.keys().isdisjoint(words):
        return list(words)
    return [f"{word}{MARK}" if _is_verb(words, at) else word for at, word in enumerate(words)]


def marked(words: Sequence[str], is_product: Callable[[str], bool]) -> list[str]:
    """Words as they are compared: everyday words that only look like names of skills carry a mark.

    Args:
        words: The words of a text, lower case; a single one names what it names.
        is_product: Whether a word is the name of a known skill and no common word.
    """
    if len(words) < 2 or (HOMOGRAPHS.isdisjoint(words) and HOMOGRAPHS.isdisjoint(map(form, words))):
        return list(words)
    return [f"{word}{MARK}" if _everyday(words, at, is_product) else word for at, word in enumerate(words)]


def _everyday(words: Sequence[str], at: int, is_product: Callable[[str], bool]) -> bool:
    """Whether a word only looks like the name of a skill; names have no plural ("sparks", "reacts")."""
    if words[at] in HOMOGRAPHS:
        return sense(words, at, is_product) is Sense.NONE
    return form(words[at]) in HOMOGRAPHS and not is_product(words[at])


def sense(words: Sequence[str], at: int, is_product: Callable[[str], bool]) -> Sense:
    """Whether the word at a place of a text names the skill that it is alone."""
    word = words[at]
    before = words[at - 1] if at else ""
    after = words[at + 1] if at + 1 < len(words) else ""
    if word in LANGUAGES:
        return _language(words, at)
    # "Non-Java backend" names what it is not.
    if before == "non" or _is_verb(words, at) or (word in HOMOGRAPHS and _is_everyday(words, at)):
        return Sense.NONE
    if _led_to(words, at, is_product):
        return Sense.SURE
    one_name = after in _PARTS_OF_NAMES or is_product(word + after)
    if word not in EVERYDAY_NAMES:
        telling = after in TECHNICAL_WORDS or after in USUAL_WORDS
        return Sense.SURE if telling and not one_name else Sense.NAMED
    beside = _beside(words, at, BOUNDARIES)
    shown = COMPANIONS.get(word, frozenset()) | TECHNICAL_WORDS
    release = is_version(after) and len(after) > 1 and word not in _NO_RELEASES
    if release or before in VENDORS_BEFORE or any(other in shown or is_product(other) for other in beside):
        return Sense.SURE if (after in shown and not one_name) or len(word) < 3 else Sense.NAMED
    return Sense.NONE


_AND = frozenset(names_in("and, or, und, et, y, e, en, i, og, och"))
# With these, a name may be another product: "React Native".
_PARTS_OF_NAMES = frozenset(
    names_in("native, boot, mvc, core, lang, studio, engine, java, server, cloud, code, sql, redux")
)


# Behind these, a number is no release: "spring 2027".
_NO_RELEASES = frozenset(names_in("c, d, go, medium, r, rest, spring, v"))


def _is_verb(words: Sequence[str], at: int) -> bool:
    """Whether a word is a verb where it stands: "excel at", "able to react"."""
    followers = VERBS.get(words[at])
    if followers is None or len(words) < 2:
        return False
    after = words[at + 1] if at + 1 < len(words) else ""
    return after in followers or (at > 0 and words[at - 1] in BEFORE_VERBS)


def _is_everyday(words: Sequence[str], at: int) -> bool:
    beside = _beside(words, at, ("and", "&"))
    return not EVERYDAY_WORDS.isdisjoint(beside) or not EVERYDAY_TEXTS.isdisjoint(words)


def _led_to(words: Sequence[str], at: int, is_product: Callable[[str], bool]) -> bool:
    """Whether a phrase ends with the name: "APIs in Go", "written in C and Java"."""
    word, before, after = words[at], words[at - 1] if at else "", words[at + 1] if at + 1 < len(words) else ""
    if before in _AND and at > 1 and (words[at - 2] in HOMOGRAPHS or is_product(words[at - 2])):
        return (not after or after in BOUNDARIES) and _led_to(words, at - 2, is_product)
    if before in _AND and not after and at > 1 and word not in EVERYDAY_NAMES:
        # "Expert in financial modelling and Excel".
        return True
    leads = before in LEADS or (before in LEADS_TO_PRODUCTS and word not in EVERYDAY_NAMES)
    return leads and (before, word) not in MISLEADING and (not after or after in BOUNDARIES or is_product(after))


def _beside(words: Sequence[str], at: int, across: Container[str]) -> list[str]:
    """The words before and after one, across some small words such as "and"."""
    found = []
    for step in (-1, 1):
        place = at + step
        if 0 <= place < len(words) and words[place] in across:
            place += step
        if 0 <= place < len(words):
            found.append(words[place])
    return found


def _language(words: Sequence[str], at: int) -> Sense:
    beside = _beside(words, at, BOUNDARIES)
    # "French/Italian cuisine" speaks of neither language.
    around = words if any(other in LANGUAGES for other in beside) else beside
    if not EVERYDAY_WORDS.isdisjoint(around):
        return Sense.NONE
    telling = any(other in LANGUAGE_WORDS or other in LANGUAGES for other in beside)
    telling = telling or not LANGUAGE_EXAMS.isdisjoint(words)
    ends = at == len(words) - 1 and at > 0 and words[at - 1] in LEADS
    return Sense.SURE if telling or ends else Sense.NONE
