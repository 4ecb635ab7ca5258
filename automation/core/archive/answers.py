"""What a search found out about distinct skills, titles and places: each is compared once, for all requisitions."""

from collections.abc import Iterable, Mapping, Sequence
from math import ceil
from typing import Any

import numpy as np

from automation.core.archive.meanings import NOTHING_KNOWN, KnownTitles, Meanings, SkillMeanings
from automation.core.archive.people import Words
from automation.core.archive.question import Question
from automation.core.model import Skill, each_row
from automation.core.parsing.locations.nearness import same_place
from automation.core.taxonomy.skill_comparison import FULL
from automation.core.taxonomy.skill_dictionary import Dictionary
from automation.core.taxonomy.skill_index import Ints, SkillIndex
from automation.core.taxonomy.title_similarity import NAMED, READER, TitleIndex, TitleReader

# Stands for no part.
NO_PART = -1
# The telling part of a title is short; "of" and "and" tell nothing.
_SHORTEST_WORD = 4


class Answers:
    """What is known of distinct values, for one question. It grows with each part that is searched.

    Args:
        question: What is asked.
        meanings: What is known of titles and skills before.
    """

    def __init__(self, question: Question, meanings: Meanings = NOTHING_KNOWN) -> None:
        self.question = question
        self.requisitions: list[Any] = list(each_row(question.requisitions))
        self.dictionary = Dictionary(question.aliases)
        self.skills = Skills(self.requisitions, question.aliases)
        for skills in meanings.skills:
            self.skills.learn(skills)
        self.titles = Titles(self.requisitions, meanings)
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

    def wanted(self, words: Words) -> tuple[list[int], list[int]] | None:
        """The numbers of a part's skills and titles of which a person needs at least one; None if all may be read.

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
        skills, titles = self.skills.numbers(words.skills), self.skills.numbers(map(Skill, words.titles))
        counts = np.zeros(len(self.skills), dtype=bool)
        for text in self.skills.asked:
            counts[self.skills.counting(text)[0]] = True
        return np.flatnonzero(counts[skills]).tolist(), np.flatnonzero(counts[titles]).tolist()

    def keep(self, part: int, scores: list[Ints]) -> None:
        """Keep the scores of a part's best people."""
        self._scores[part] = scores


class Skills:
    """How fully each distinct skill is one that is asked for."""

    def __init__(self, requisitions: Sequence[Any], aliases: Mapping[str, str]) -> None:
        self._aliases = aliases
        self._numbers: dict[Skill, int] = {}
        self.asked = list(dict.fromkeys(text for one in requisitions for text in (*one.must, *one.nice)))
        self._found: dict[str, list[tuple[Ints, Ints]]] = {text: [] for text in self.asked}

    def __len__(self) -> int:
        return len(self._numbers)

    def numbers(self, skills: Iterable[Skill]) -> Ints:
        """The numbers of skills; new ones are compared with all that is asked for."""
        skills = list(skills)
        self.learn(dict.fromkeys(skills, ()))
        return np.fromiter(map(self._numbers.__getitem__, skills), np.int64, len(skills))

    def learn(self, meanings: SkillMeanings) -> None:
        """Compare those of some skills that are new with all that is asked for; () stands for an unknown meaning."""
        new = {skill: meant for skill, meant in meanings.items() if skill not in self._numbers}
        if not new:
            return
        begin = len(self._numbers)
        self._numbers |= {skill: number for number, skill in enumerate(new, start=begin)}
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
        numbers, credit = zip(*found, strict=True)
        self._found[text] = [(np.concatenate(numbers), np.concatenate(credit))]
        return self._found[text][0]


class Titles:
    """How far each distinct title is the work that is asked for, as far as that was found out."""

    def __init__(self, requisitions: Sequence[Any], meanings: Meanings = NOTHING_KNOWN) -> None:
        self._asked = list(dict.fromkeys(one.title for one in requisitions if one.title))
        self._numbers: dict[str, int] = {}
        self._texts: list[str] = []
        self._fractions = np.empty((len(self._asked), 0), dtype=np.int16)
        self._alike = np.empty((len(self._asked), 0), dtype=bool)
        self.known = np.empty(0, dtype=bool)
        self._with_word: dict[str, list[int]] = {}
        for number, title in enumerate(self._asked):
            for word in _words(title):
                self._with_word.setdefault(word, []).append(number)
        if meanings.titles:
            self.find_out(self.numbers(list(meanings.titles)), KnownTitles(meanings))

    def numbers(self, titles: Sequence[str]) -> Ints:
        """The numbers of titles."""
        new = [title for title in dict.fromkeys(titles) if title not in self._numbers]
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
        return np.fromiter(map(self._numbers.__getitem__, titles), np.int64, len(titles))

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
