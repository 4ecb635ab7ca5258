"""What one candidate of an index says of a skill."""

from dataclasses import dataclass

from automation.core.model import Stance
from automation.core.taxonomy.skill_comparison import Kind
from automation.core.taxonomy.skill_index import SkillIndex


@dataclass(frozen=True)
class PersonsSkills:
    """The skills of one candidate of an index, by position."""

    index: SkillIndex
    position: int

    def lists(self, text: str) -> bool:
        """Whether the row lists a skill itself as held, not a related one and not a little of it."""
        return self._stance(text) is Stance.HELD

    def lists_a_little(self, text: str) -> bool:
        """Whether the row lists a skill itself, but only a little of it."""
        return self._stance(text) is Stance.LIMITED

    def leaves_open(self, text: str) -> bool:
        """Whether the row leaves open whether they have a skill."""
        aside = self.index.aside(text, self.position)
        return aside is not None and aside.stance is Stance.DOUBTFUL

    def _stance(self, text: str) -> Stance | None:
        holders = self.index.holders(text)
        place = holders.place_of(self.position)
        if place is None or holders.kind[place] >= Kind.NARROWER:
            return None
        return Stance.LIMITED if holders.limited[place] else Stance.HELD
