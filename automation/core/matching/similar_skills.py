"""Skills of a row that may be one that it lacks, for a person to look at: matching never counts them."""

from collections.abc import Sequence
from dataclasses import dataclass

from automation.core.matching.explanations import Explanation
from automation.core.model import Skill, Stance
from automation.core.taxonomy.skill_dictionary import Dictionary
from automation.core.taxonomy.skill_resolver import Resolver


@dataclass(frozen=True)
class Similar:
    """A skill that a requisition asks for, and one of the row that looks like it; both as they are written."""

    asked: str
    listed: str

    @property
    def words(self) -> str:
        """What to do, in one sentence."""
        return (
            f"'{self.listed}' looks like '{self.asked}', but counts as another skill. "
            "If they are the same, add it to the tab Aliases."
        )


def similar_skills(explanation: Explanation, listed: Sequence[Skill], dictionary: Dictionary) -> list[Similar]:
    """For each asked skill that the row lacks, the one of its skills that may be the same.

    Args:
        explanation: Of the candidate for the requisition.
        listed: The skills of the candidate's row.
        dictionary: What terms mean.
    """
    resolver = Resolver([skill.text for skill in listed if skill.stance is Stance.HELD], dictionary)
    asked = [skill.asked for part in explanation.parts for skill in part.skills if not skill.found]
    found = [Similar(text, resolver.similar(text)) for text in asked]
    return [one for one in found if one.listed]
