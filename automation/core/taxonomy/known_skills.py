"""Which known skill a name means by itself: by the `Aliases` tab, the program's own list, the bundled table."""

from collections.abc import Mapping, Sequence
from collections.abc import Set as AbstractSet
from functools import cached_property

from automation.core.taxonomy.bundled_data import common_words
from automation.core.taxonomy.skill_aliases import VENDORS
from automation.core.taxonomy.skill_homographs import NO_TYPOS
from automation.core.taxonomy.skill_products import PRODUCTS
from automation.core.taxonomy.skill_readings import How
from automation.core.taxonomy.skill_tables import (
    bundled,
    names_by_letter,
    own_keys,
    shown,
    translated,
    translations,
)
from automation.core.taxonomy.skill_words import MARK, SLIPS_FROM, form, squash, typos_of, words_of


class KnownSkills:
    """The known skills, those of a workbook included.

    Args:
        aliases: Those of the workbook: what people write → what it means.
    """

    def __init__(self, aliases: Mapping[str, str]) -> None:
        self._own: dict[str, str] = {}
        for word, meant in aliases.items():
            if squash(word) and squash(meant):
                target = self._own.get(squash(meant)) or bundled().get(squash(meant)) or meant
                self._own[squash(word)] = target
                self._own.setdefault(squash(meant), target)
        self._products: dict[str, bool] = {}

    @cached_property
    def known(self) -> AbstractSet[str]:
        """The known skills, lower case."""
        mine = {name.casefold() for name in self._own.values()}
        return shown().keys() | mine if mine else shown().keys()

    def settled(self, word: str) -> bool:
        """Whether a word is a known skill or a common word, and so no typo, whatever it looks like."""
        return word in self.known or form(word) in common_words() or word in NO_TYPOS

    def form(self, word: str) -> str:
        """A word as it is compared; the name of a known skill has no plural ("pandas")."""
        return word if word in self.known else form(word)

    def shown(self, skill: str) -> str:
        """A known skill as it is written: "kubernetes" → "Kubernetes"."""
        mine = next((name for name in self._own.values() if name.casefold() == skill), None)
        return mine or shown().get(skill, skill)

    def means(self, text: str) -> bool:
        """Whether a text as it stands is a known skill, or one in another language."""
        key = squash(text)
        return self._look_up_text(text, key) is not None or key in translations() or key in translated()

    def is_proper(self, skill: str) -> bool:
        """Whether a known skill, lower case, has a name of its own; "business development" is no such name."""
        words = words_of(skill)
        if len(words) > 1 and words[0] in VENDORS:
            return True
        own = len(words) == 1 and (squash(skill) in own_keys() or skill in self._own.values())
        return own or any(form(word) not in common_words() for word in words)

    def is_product(self, word: str) -> bool:
        """Whether a word is the name of a known skill and no common word."""
        product = self._products.get(word)
        if product is None:
            known = self._look_up(squash(word)) is not None and form(word) not in common_words() and len(word) > 1
            product = self._products[word] = known or word in PRODUCTS
        return product

    def _look_up(self, key: str) -> tuple[str, How] | None:
        """The known skill that a key means, lower case."""
        if key in self._own:
            return self._own[key].casefold(), How.TAB
        name = bundled().get(key)
        if name is None:
            return None
        return name.casefold(), How.SAME if squash(name) == key else How.TABLE

    def _look_up_text(self, text: str, key: str) -> tuple[str, How] | None:
        """The known skill that a text means; "M&A" is also written "M and A"."""
        return (self._look_up(squash(text.replace("&", " and "))) if "&" in text else None) or self._look_up(key)

    def _look_up_words(self, words: Sequence[str]) -> tuple[str, How] | None:
        """The known skill that words mean; a single word that is an everyday word here means none."""
        if len(words) == 1 and words[0].endswith(MARK):
            return None
        return self._look_up(squash("".join(words))) or self._look_up(squash("".join(map(form, words))))

    def _look_up_typo(self, words: Sequence[str]) -> str:
        """The known skill, as it is written, that a single unknown word is a typo of; "" where it may be several."""
        if len(words) != 1 or len(words[0]) < SLIPS_FROM or self.settled(words[0]):
            return ""
        meant = {bundled()[key] for key in typos_of(words[0], names_by_letter().get(words[0][0], ()))}
        return meant.pop() if len(meant) == 1 else ""
