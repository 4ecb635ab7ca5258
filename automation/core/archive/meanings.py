"""What distinct titles and skills of an archive mean: read once when files are added, not in each search."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import NamedTuple

from automation.core.archive.people import Words as PartWords
from automation.core.model import Skill
from automation.core.taxonomy.foreign_titles import Reading as ForeignReading
from automation.core.taxonomy.occupations import Place, Words
from automation.core.taxonomy.skill_dictionary import Dictionary
from automation.core.taxonomy.skill_readings import Reading
from automation.core.taxonomy.title_names import Name
from automation.core.taxonomy.title_similarity import READER, TitleReader

# A skill as the index holds it → what it means.
SkillMeanings = Mapping[Skill, tuple[Reading, ...]]


class NameMeaning(NamedTuple):
    """Where the name of some work lies among occupations.

    Attributes:
        name: The name.
        places: Of its English words, a dictionary of occupations after the other.
        foreign: Of its stems in another language; None if it is English.
    """

    name: Name
    places: tuple[Place, ...]
    foreign: ForeignReading | None


@dataclass(frozen=True)
class Meanings:
    """What is known of an archive's titles and skills. What is missing here is read when it is met.

    Attributes:
        titles: Title as typed → its name.
        names: The distinct names.
        skills: Skills, and titles as skills, some at a time: all of them are too many to be kept.
    """

    titles: Mapping[str, Name] = field(default_factory=dict)
    names: Sequence[NameMeaning] = ()
    skills: Iterable[SkillMeanings] = ()


NOTHING_KNOWN = Meanings()


def texts_of(words: PartWords) -> tuple[set[str], set[Skill]]:
    """The titles of a part, and its skills that count with the titles as skills."""
    titles = set(words.titles) - {""}
    return titles, {*(skill for skill in words.skills if skill.stance.counts), *map(Skill, titles)}


def name_meanings(names: Iterable[Name]) -> list[NameMeaning]:
    """Where names lie among occupations."""
    return [
        NameMeaning(name, tuple(READER.places(name.words)), READER.reading(name.foreign) if name.foreign else None)
        for name in names
    ]


def skill_meanings(skills: Iterable[Skill], aliases: Mapping[str, str]) -> dict[Skill, tuple[Reading, ...]]:
    """What skills mean by the aliases of a workbook."""
    dictionary = Dictionary(aliases)
    return {skill: dictionary.readings(skill.text) for skill in skills}


class KnownTitles(TitleReader):
    """Reads titles that an archive knows without looking them up in dictionaries."""

    def __init__(self, meanings: Meanings) -> None:
        self._names = meanings.titles
        self._places = {one.name.words: one.places for one in meanings.names}
        self._foreign = {one.name.foreign: one.foreign for one in meanings.names if one.foreign}

    def name(self, title: str) -> Name:
        """A title as it is compared."""
        return self._names.get(title) or super().name(title)

    def places(self, words: Words) -> Sequence[Place]:
        """Where English words lie."""
        return self._places.get(words) or super().places(words)

    def reading(self, foreign: Words) -> ForeignReading:
        """How stems in another language are read."""
        return self._foreign.get(foreign) or super().reading(foreign)
