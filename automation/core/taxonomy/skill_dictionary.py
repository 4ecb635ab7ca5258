"""What skills mean: which texts are one skill, how that was found, and which skills need some of another.

A text is looked up in this order: the workbook's `Aliases` tab, the program's own list, the bundled table; then the
same for other ways to write it (`skill_writings`). A text that is still unknown is compared by its words. Two skills
are never taken for one because they look alike.
"""

import re
from collections.abc import Iterable, Mapping, Sequence
from functools import cache

from automation.core.taxonomy.bundled_data import common_words, skill_table
from automation.core.taxonomy.known_skills import KnownSkills
from automation.core.taxonomy.skill_aliases import FILLER_WORDS, GRADE_WORDS, STOP_WORDS
from automation.core.taxonomy.skill_homographs import EVERYDAY_NAMES, EVERYDAY_WORDS, LANGUAGES
from automation.core.taxonomy.skill_mentions import (
    JOINED,
    graded,
    implied,
    named_surely,
    parts_of,
    shared_beginning,
    shared_ending,
    stack,
    up_to,
)
from automation.core.taxonomy.skill_products import PRODUCTS
from automation.core.taxonomy.skill_readings import How, Reading, known_reading, ordinary, reading_of
from automation.core.taxonomy.skill_relations import narrower_skills, wider_skills
from automation.core.taxonomy.skill_senses import HOMOGRAPHS, Sense, marked, sense, verbs_marked
from automation.core.taxonomy.skill_tables import (
    acronyms_known,
    foreign_words,
    translations,
)
from automation.core.taxonomy.skill_words import (
    FULL_WEIGHT,
    MARK,
    form,
    squash,
    unmarked,
    weight,
    words_of,
)
from automation.core.taxonomy.skill_writings import (
    Term,
    is_version,
    with_vendor,
    without_acronym,
    without_filler,
    without_papers,
    without_shorthand,
    without_vendor,
    without_version,
    writings,
)

_NEVER_PLAIN = EVERYDAY_NAMES | LANGUAGES
# A known skill inside a longer text is looked for up to this many words.
_LONGEST_KNOWN = 4
_OR = re.compile(r"(?<!\s)(?:\s*/\s*|\s+or\s+)", re.IGNORECASE)


@cache
def _wider() -> Mapping[str, tuple[str, ...]]:
    """Key of a skill → keys of the wider skills that it needs some of: Django → Python."""
    plain = Dictionary()
    return wider_skills(lambda text: plain.read(text).key)


@cache
def _narrower() -> Mapping[str, tuple[str, ...]]:
    """Key of a skill → keys of the narrower skills that need some of it: Python → Django."""
    return narrower_skills(_wider())


def _may_be_everyday(words: Sequence[str], beside: Sequence[str] = ()) -> bool:
    """Whether one of some words may only look like the name of a skill: "flasks", or "oracle" beside "tarot"."""
    forms = {*words, *map(form, words)}
    plainly = EVERYDAY_WORDS.isdisjoint(beside)
    return not (_NEVER_PLAIN.isdisjoint(forms) and (plainly or HOMOGRAPHS.isdisjoint(forms)))


class Dictionary(KnownSkills):
    """What terms mean: the bundled aliases and, winning over them, those of the workbook.

    Args:
        aliases: Those of the workbook: what people write → what it means.
        listed: What listed texts mean by the same aliases, as `readings` gives it, as far as that is known already.
    """

    def __init__(
        self, aliases: Mapping[str, str] | None = None, listed: Mapping[str, tuple[Reading, ...]] | None = None
    ) -> None:
        super().__init__(aliases or {})
        self._readings: dict[str, Reading] = {}
        self._typos: dict[str, str] = {}
        self._listed: dict[str, tuple[Reading, ...]] = dict(listed or {})
        self._asked: dict[str, tuple[Reading, ...]] = {}

    def term(self, text: str) -> Term:
        """The words of a skill as typed, where a known skill is one word; () for an empty skill."""
        return tuple(map(unmarked, self.read(text).term))

    def read(self, text: str) -> Reading:
        """What a skill as typed means."""
        if text not in self._readings:
            self._readings[text] = self._read(text)
        return self._readings[text]

    def typo_of(self, text: str) -> str:
        """The known skill, as it is written, that a text is read as because it looks like a typo of it; "" for none."""
        self.read(text)
        return self._typos.get(text, "")

    def weight(self, text: str) -> int:
        """The weight of a skill in tenths: half is fixed, half depends on its heaviest word."""
        return (FULL_WEIGHT + max(map(weight, self.read(text).words), default=FULL_WEIGHT)) // 2

    def readings(self, text: str) -> tuple[Reading, ...]:
        """What a listed text means: one skill and those it surely names, or all that it joins ("C#/.NET")."""
        if text not in self._listed:
            self._listed[text] = self._listed_readings(text)
        return self._listed[text]

    def _listed_readings(self, text: str) -> tuple[Reading, ...]:
        parts = [self.read(part) for part in JOINED.split(text)]
        joins = len(parts) > 1 and all(part.known or part.key in PRODUCTS for part in parts) and not self._is_one(text)
        if joins:
            return tuple(parts)
        return (self.read(text), *self._named_in(text), *(self._joined_in(text) if len(parts) > 1 else ()))

    def _joined_in(self, text: str) -> list[Reading]:
        """The skills of a text that joins some, if it is not the name of one: "diary and inbox management".

        An everyday word counts only in a list of products: "Xero/Sage", but not "access/egress".
        """
        shared = [*filter(self.means, shared_ending(text)), *shared_beginning(text)]
        return [*map(self.read, shared), *self._parts(text)]

    def _parts(self, text: str) -> list[Reading]:
        """The parts that stand for themselves."""
        parts = parts_of(text)
        if not parts or self._is_one(text) or self.means(text):
            return []
        products, beside = any(map(self.is_product, parts)), words_of(text)
        return [
            self.read(part)
            for part in parts
            if not _may_be_everyday(words := words_of(part), beside) or (products and len(words) == 1)
        ]

    def alternatives(self, text: str) -> tuple[Reading, ...]:
        """What an asked text means: one skill, and any of those it joins by slashes or "or", as "AWS / GCP" does.

        Unknown parts count only if they are single words: "sales/business development manager" does not ask for sales.
        """
        if text not in self._asked:
            self._asked[text] = self._alternatives(text)
        return self._asked[text]

    def _alternatives(self, text: str) -> tuple[Reading, ...]:
        parts = [self.read(part) for part in _OR.split(text)]
        either = all(
            len(part.term) == 1 and (part.known or (part.key.isalpha() and len(part.key) > 1)) for part in parts
        )
        joins = len(parts) > 1 and either and not self._is_one(text)
        return (self.read(text), *parts) if joins else (self.read(text),)

    def _is_one(self, text: str) -> bool:
        """Whether a text is a known skill as a whole: "CI/CD" is, "AWS / GCP" is not GCP of the vendor AWS."""
        return self._look_up(squash(text)) is not None if "/" in text else self.read(text).known

    def same(self, one: str, other: str) -> bool:
        """Whether two texts are one skill: by alias or by a rule of writing."""
        return self.read(one).same(self.read(other))

    def wider(self, skill: str) -> tuple[str, ...]:
        """The wider known skills that this one needs some of: "django" → ("python",)."""
        return _wider().get(skill, ())

    def narrower(self, skill: str) -> tuple[str, ...]:
        """The narrower known skills that need some of this one: "python" → ("django", …)."""
        return _narrower().get(skill, ())

    def hints(self, text: str) -> tuple[str, ...]:
        """The skills that a text may mean by the bundled table; for suggestions only."""
        return tuple(skill_table().hints.get(squash(text), ()))

    def distinct(self, texts: Iterable[str]) -> list[str]:
        """The skills among texts, each once under its first name; "SEO" and "search engine optimisation" are one."""
        kept: list[str] = []
        for text in texts:
            if self.read(text).term and not any(self.same(text, other) for other in kept):
                kept.append(text)
        return kept

    def _read(self, text: str) -> Reading:
        key = squash(text)
        found = self._look_up_text(text, key)
        if found:
            return known_reading(*found)
        if key in translations():
            return self.read(translations()[key])
        words = with_vendor(verbs_marked(without_shorthand(words_of(text))))
        tried: set[tuple[Term, bool]] = set()
        for written, names_only in writings(words):
            if (written, names_only) in tried:
                continue
            tried.add((written, names_only))
            found = self._look_up_words(written)
            if found and not (names_only and (ordinary(written) or self._is_everyday(written, words))):
                return known_reading(found[0], How.RULE if found[1] is How.SAME else found[1])
            english = None if names_only else translations().get(squash("".join(written)))
            if english:
                return self.read(english)
        bare = without_vendor(without_acronym(without_filler(words)))
        core = without_papers(without_version(bare))
        found = self._look_up_words(core) if len(core) < len(bare) else self._read_typo(text, core)
        if found:
            return known_reading(found[0], How.RULE)
        parts = self._join_known(marked(core, self.is_product))
        # The last "A" of "CDL class A" is no article.
        grade = parts[-1:] if len(parts) > 1 and parts[-2][0] in GRADE_WORDS else []
        kept = [*(one for one in parts if one[0] not in STOP_WORDS), *grade]
        telling = {part: typed for part, typed in kept if any(map(str.isalnum, part))}
        specific = {part: typed for part, typed in telling.items() if part not in FILLER_WORDS}
        return reading_of(specific or telling)

    def _read_typo(self, text: str, words: Sequence[str]) -> tuple[str, How] | None:
        meant = self._look_up_typo(words)
        if not meant:
            return None
        self._typos[text] = meant
        return meant.casefold(), How.RULE

    def _is_everyday(self, written: Term, words: Sequence[str]) -> bool:
        """Whether one word of some words only looks like the name of a skill: "rust applications"."""
        if len(written) > 1 or written[0] not in HOMOGRAPHS or written[0] not in words or len(words) == 1:
            return False
        if all(word == written[0] or is_version(word) for word in words):
            return False
        return sense(words, words.index(written[0]), self.is_product) is Sense.NONE

    def _join_known(self, words: Sequence[str]) -> list[tuple[str, Term]]:
        """The words, each with what was typed; the longest known skills in them become one word, in English."""
        joined: list[tuple[str, Term]] = []
        at = 0
        while at < len(words):
            for size in range(min(_LONGEST_KNOWN, len(words) - at), 0, -1):
                typed = tuple(words[at : at + size])
                parts = self._joined(typed)
                if parts:
                    joined += parts
                    at += size
                    break
            else:
                joined.append((words[at], (words[at],)))
                at += 1
        return joined

    def _joined(self, typed: Term) -> list[tuple[str, Term]]:
        """The skill that some words name among others, or their English words; [] for neither."""
        if (len(typed) == 1 and typed[0].endswith(MARK)) or "&" in {typed[0], typed[-1]}:
            return []
        key = squash("".join(typed))
        found = self._look_up(key)
        if found and (len(typed) > 1 or self._means_itself(typed[0], found[0])):
            return [(found[0], typed)]
        # "Responsible for handling goods" has no Danish "forhandling", a negotiation, in it.
        whole = STOP_WORDS.isdisjoint((typed[0], typed[-1]))
        if not found and whole and key in translations() and (len(typed) > 1 or key in foreign_words()):
            return [(part, (part,)) for part in self.read(translations()[key]).term]
        return []

    def _means_itself(self, word: str, skill: str) -> bool:
        """Whether a word among others means the skill that it means alone; "it" and "word" do not."""
        key = squash(word)
        sure = (
            key in self._own
            or key in PRODUCTS
            or (form(key) not in common_words() and (len(key) > 2 or not key.isalpha()))
        )
        return skill == word or sure or key in acronyms_known()

    def _named_in(self, text: str) -> list[Reading]:
        """The skills that a longer text surely names, or stands for: "written in C", "MERN stack", "HGV Class 1"."""
        words = words_of(text)
        whole = self.read(text)
        surely = () if whole.known or self.wider(whole.key) else named_surely(words, self.is_product)
        core = [part for part in (graded(words),) if part and self.names_skill(part)]
        if (task := up_to(text)) and not _may_be_everyday(words):
            core.append(task)
        return [self.read(part) for part in (*surely, *stack(words), *implied(words), *core)]

    def names_skill(self, text: str) -> bool:
        """Whether a text is a known skill, a natural language, or an unknown name that is no common word."""
        reading = self.read(text)
        named = reading.known or squash(text) in translations()
        return named or all(word in PRODUCTS or form(word) not in common_words() for word in reading.words)
