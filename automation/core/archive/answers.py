"""What a search found out about distinct skills, titles and places: each is compared once, for all requisitions."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from math import ceil
from typing import Any

import numpy as np
import numpy.typing as npt

from automation.core.archive.meanings import KnownTitles, Meanings, SkillMeanings
from automation.core.archive.people import Words
from automation.core.archive.question import Question
from automation.core.model import Skill, Stance, each_row
from automation.core.parsing.locations.nearness import same_place
from automation.core.taxonomy.skill_comparison import FULL
from automation.core.taxonomy.skill_dictionary import Dictionary
from automation.core.taxonomy.skill_index import Ints, SkillIndex
from automation.core.taxonomy.title_similarity import NAMED, READER, TitleIndex, TitleReader

Bools = npt.NDArray[np.bool_]
# Stands for no part.
NO_PART = -1
# The telling part of a title is short; "of" and "and" tell nothing.
_SHORTEST_WORD = 4


@dataclass(frozen=True)
class Learned:
    """What was found out about an index's titles and skills for one question, as other processes can be given it.

    Attributes:
        skills: Skill, or the text of one that is held → its number.
        counting: Skill that is asked for → the numbers of those that count for it, and how fully.
        titles: The titles, as typed.
        fractions: What each title earns, 0 to `FULL`, for each title that is asked for: shape (asked, titles).
    """

    skills: Mapping[str | Skill, int] = field(default_factory=dict)
    counting: Mapping[str, tuple[Ints, Ints]] = field(default_factory=dict)
    titles: Sequence[str] = ()
    fractions: npt.NDArray[np.int16] | None = None


def learned(question: Question, meanings: Meanings) -> Learned:
    """Compare an index's titles and skills with all that a question asks for."""
    requisitions = list(each_row(question.requisitions))
    skills, titles = Skills(requisitions, question.aliases, Learned()), Titles(requisitions, Learned())
    for some in meanings.skills:
        skills.learn(some)
    texts = list(meanings.titles)
    titles.find_out(titles.numbers(texts), KnownTitles(meanings))
    counting = {text: skills.counting(text) for text in skills.asked}
    return Learned(skills.known, counting, texts, titles.found)


def together(some: Sequence[Learned]) -> Learned:
    """As one, what was learned from different titles and skills of an index for the same question."""
    skills: dict[str | Skill, int] = {}
    counting: dict[str, list[tuple[Ints, Ints]]] = {text: [] for one in some for text in one.counting}
    for one in some:
        for text, (numbers, credit) in one.counting.items():
            counting[text].append((numbers + len(skills), credit))
        skills |= {skill: number + len(skills) for skill, number in one.skills.items()}
    found = [one.fractions for one in some if one.fractions is not None]
    return Learned(
        skills,
        {text: _joined(own) for text, own in counting.items()},
        [title for one in some for title in one.titles],
        np.hstack(found) if found else None,
    )


def _joined(found: Sequence[tuple[Ints, Ints]]) -> tuple[Ints, Ints]:
    numbers, credit = zip(*found, strict=True)
    return np.concatenate(numbers), np.concatenate(credit)


class Answers:
    """What is known of distinct values, for one question. It grows with each part that is searched.

    Args:
        question: What is asked.
        before: What was found out before.
    """

    def __init__(self, question: Question, before: Learned = Learned()) -> None:
        self.question = question
        self.requisitions: list[Any] = list(each_row(question.requisitions))
        self.dictionary = Dictionary(question.aliases)
        self.skills = Skills(self.requisitions, question.aliases, before)
        self.titles = Titles(self.requisitions, before)
        self.places = Places()
        # Compared key of a requisition → the most points of each component, in tenths.
        self.most: dict[str, Mapping[str, int]] = {}
        # Part → the scores of its best people, by requisition. A part that is searched again counts once.
        self._scores: dict[int, list[Ints]] = {}

    def bar(self, requisition: int, part: int, own: Ints, floor: int) -> int:
        """What a score must reach to count, by the parts that were searched here and by scores of this one."""
        known = [scores[requisition] for number, scores in self._scores.items() if number != part]
        totals, top = np.concatenate([own, *known]), self.question.top
        return floor if len(totals) < top else max(floor, int(np.partition(totals, -top)[-top]))

    def wanted(self, words: Words) -> tuple[Bools, Bools] | None:
        """Of which of a part's skills and titles a person needs at least one; None if all may be among the best.

        A score is the sum of its points. A person without a skill that counts for a must-have or nice-to-have of any
        requisition, and without a title that counts as one, earns nothing for both, so at most 1,000 tenths less what
        these two can bring. If that is less than the bar of every requisition, none of those people can be among the
        best, not even with as many points as the last of them. Until a bar is known, and where skills weigh too
        little, the bound does not hold.
        """
        floor = ceil(self.question.rules.slate_floor * 10)
        for number, requisition in enumerate(self.requisitions):
            most = self.most.get(requisition.Index)
            bar = self.bar(number, NO_PART, np.empty(0, dtype=np.int64), floor)
            if most is None or sum(most.values()) - most.get("must", 0) - most.get("nice", 0) >= bar:
                return None
        skills, titles = self.skills.numbers(words.skills), self.skills.numbers_of(words.titles)
        counts = np.zeros(len(self.skills), dtype=bool)
        for text in self.skills.asked:
            counts[self.skills.counting(text)[0]] = True
        return counts[skills], counts[titles]

    def keep(self, part: int, scores: list[Ints]) -> None:
        """Keep the scores of a part's best people."""
        self._scores[part] = scores


class Skills:
    """How fully each distinct skill is one that is asked for."""

    def __init__(self, requisitions: Sequence[Any], aliases: Mapping[str, str], before: Learned) -> None:
        self._aliases = aliases
        # The texts of skills that are held stand for these: a text is found more quickly than a skill.
        self._numbers: dict[str | Skill, int] = dict(before.skills)
        self.asked = list(dict.fromkeys(text for one in requisitions for text in (*one.must, *one.nice)))
        known = before.counting
        self._found = {text: [known[text]] if text in known else [] for text in self.asked}

    def __len__(self) -> int:
        return len(self._numbers)

    @property
    def known(self) -> Mapping[str | Skill, int]:
        """Skill, or the text of one that is held → its number."""
        return self._numbers

    def numbers(self, skills: Iterable[Skill]) -> Ints:
        """The numbers of skills; new ones are compared with all that is asked for."""
        return self._numbered([_short(skill) for skill in skills])

    def numbers_of(self, texts: Sequence[str]) -> Ints:
        """The numbers of skills that are held, by their texts."""
        return self._numbered(texts)

    def _numbered(self, shorts: Sequence[str | Skill]) -> Ints:
        new = [one for one in dict.fromkeys(shorts) if one not in self._numbers]
        self.learn({Skill(one) if isinstance(one, str) else one: () for one in new})
        return np.fromiter(map(self._numbers.__getitem__, shorts), np.int64, len(shorts))

    def learn(self, meanings: SkillMeanings) -> None:
        """Compare those of some skills that are new with all that is asked for; () stands for an unknown meaning."""
        new = {skill: meant for skill, meant in meanings.items() if _short(skill) not in self._numbers}
        if not new:
            return
        begin = len(self._numbers)
        self._numbers |= {_short(skill): number for number, skill in enumerate(new, start=begin)}
        # With a dictionary of its own, as it keeps all that it reads.
        dictionary = Dictionary(self._aliases, {skill.text: meant for skill, meant in new.items() if meant})
        index = SkillIndex([[skill] for skill in new], dictionary)
        for text, found in self._found.items():
            holders = index.holders(text)
            if len(holders.candidates):
                found.append((holders.candidates + begin, holders.credit))

    def counting(self, text: str) -> tuple[Ints, Ints]:
        """The numbers of the skills that count for one that is asked for, and how fully."""
        found = self._found[text]
        if not found:
            return np.empty(0, dtype=np.int64), np.empty(0, dtype=np.int64)
        self._found[text] = [_joined(found)]
        return self._found[text][0]


def _short(skill: Skill) -> str | Skill:
    return skill.text if skill.stance is Stance.HELD else Skill(skill.text, skill.stance)


class Titles:
    """How far each distinct title is the work that is asked for, as far as that was found out."""

    def __init__(self, requisitions: Sequence[Any], before: Learned) -> None:
        self._asked = list(dict.fromkeys(one.title for one in requisitions if one.title))
        self._texts = list(before.titles)
        self._numbers = {title: number for number, title in enumerate(self._texts)}
        shape = len(self._asked), len(self._texts)
        self._fractions = np.empty(shape, dtype=np.int16) if before.fractions is None else before.fractions
        self._alike = np.zeros(shape, dtype=bool)
        self.known = np.ones(len(self._texts), dtype=bool)
        self._with_word: dict[str, list[int]] = {}
        for number, title in enumerate(self._asked):
            for word in _words(title):
                self._with_word.setdefault(word, []).append(number)

    @property
    def found(self) -> npt.NDArray[np.int16]:
        """What each title earns at most for each that is asked for, 0 to `FULL`."""
        return self._fractions

    def numbers(self, titles: Sequence[str]) -> Ints:
        """The numbers of titles."""
        new = [title for title in dict.fromkeys(titles) if title not in self._numbers]
        if new:
            self._take(new)
        return np.fromiter(map(self._numbers.__getitem__, titles), np.int64, len(titles))

    def _take(self, new: Sequence[str]) -> None:
        begin, more = len(self._texts), len(new)
        self._numbers |= {title: number for number, title in enumerate(new, start=begin)}
        self._texts += new
        # What is not known yet may be the same work; what skills imply without a title is less sure.
        self._fractions = np.hstack([self._fractions, np.full((len(self._asked), more), FULL, dtype=np.int16)])
        self._alike = np.hstack([self._alike, np.zeros((len(self._asked), more), dtype=bool)])
        self.known = np.concatenate([self.known, np.zeros(more, dtype=bool)])
        for number, title in enumerate(new, start=begin):
            if not title:
                self._fractions[:, number], self.known[number] = round(NAMED * FULL), True
            for word in _words(title):
                for asked in self._with_word.get(word, ()):
                    self._alike[asked, number] = True

    def fractions(self, asked: str) -> Ints:
        """What each title earns at most, 0 to `FULL`: exactly that where it is known."""
        fractions: Ints = self._fractions[self._asked.index(asked)].astype(np.int64)
        return fractions

    def alike(self, asked: str) -> Any:
        """Which titles have a word of one that is asked for: the likeliest to earn most."""
        return self._alike[self._asked.index(asked)]

    def find_out(self, numbers: Ints, reader: TitleReader = READER) -> None:
        """Compare titles with all that is asked for."""
        new = np.unique(numbers[~self.known[numbers]])
        if not len(new):
            return
        index = TitleIndex([self._texts[number] for number in new.tolist()], reader=reader)
        for row, asked in enumerate(self._asked):
            self._fractions[row, new] = index.similarity(asked)
        self.known[new] = True


def _words(title: str) -> set[str]:
    return {word for word in title.casefold().split() if len(word) >= _SHORTEST_WORD}


class Places:
    """Whether each distinct place is one that is asked for."""

    def __init__(self) -> None:
        self._same: dict[str, dict[str, int]] = {}

    def same(self, places: Sequence[str], asked: str) -> Ints:
        """As `PlaceIndex.same`: 1 yes, 0 no, -1 unknown."""
        known = self._same.setdefault(asked, {})
        for place in places:
            if place not in known:
                same = same_place(place, asked)
                known[place] = -1 if same is None else int(same)
        return np.asarray([known[place] for place in places], dtype=np.int64)
