"""A skill as typed, and what it means: as values."""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum

from automation.core.taxonomy.bundled_data import common_words
from automation.core.taxonomy.skill_aliases import STOP_WORDS
from automation.core.taxonomy.skill_tables import describes_itself, own_keys
from automation.core.taxonomy.skill_words import MARK, form, squash, words_of
from automation.core.taxonomy.skill_writings import Term


class How(StrEnum):
    """How the skill that a text means was found."""

    SAME = "same"
    TAB = "Aliases tab"
    TABLE = "alias"
    RULE = "other wording"
    UNKNOWN = "words"


@dataclass(frozen=True)
class Reading:
    """A skill as typed, and what it means.

    Attributes:
        term: Its words, where a known skill is one word; () for an empty skill.
        how: How the meaning was found.
        key: Equal for texts that are one skill, whatever the order and spelling of their words.
        joined: The same without blanks, so that "data base" equals "database".
        words: The words by which it is compared in part: those of `term`, but a known skill that describes itself
            ("search engine optimization") is split into its own words, or those that were typed.
    """

    term: Term
    how: How
    key: str
    joined: str
    words: Term

    @property
    def known(self) -> bool:
        """Whether the text means a known skill."""
        return self.how is not How.UNKNOWN

    @property
    def keys(self) -> tuple[str, ...]:
        """Two texts are one skill if they share one of these; () for an empty skill."""
        return (self.key, f" {self.joined}") if self.joined else ()

    def same(self, other: "Reading") -> bool:
        """Whether both are one skill."""
        return not set(self.keys).isdisjoint(other.keys)


def known_reading(skill: str, how: How) -> Reading:
    """The reading of a known skill, lower case."""
    words = [word for word in words_of(skill) if word not in STOP_WORDS] if describes_itself(skill) else [skill]
    distinct = tuple(dict.fromkeys(words))
    return Reading((skill,), how, skill, squash(skill), distinct if len(distinct) == len(words) else (skill,))


def reading_of(parts: Mapping[str, Term]) -> Reading:
    """The reading of a text that is no known skill: `parts` are its words → what was typed for each."""
    words: dict[str, None] = {}
    for part, typed in parts.items():
        own = (
            [word for word in typed if word not in STOP_WORDS] if len(typed) > 1 and describes_itself(part) else [part]
        )
        words.update(dict.fromkeys(own))
    forms = [form(part) for part in parts]
    # A verb such as "react" stays apart from the skill, also where nothing else is left.
    joined = forms[0] if len(forms) == 1 and forms[0].endswith(MARK) else squash("".join(forms))
    return Reading(tuple(parts), How.UNKNOWN, " ".join(sorted(set(forms))), joined, tuple(words))


def ordinary(words: Term) -> bool:
    """Whether a skill is written in common words only, so that the words dropped beside them may matter."""
    return squash("".join(words)) not in own_keys() and all(form(word) in common_words() for word in words)
