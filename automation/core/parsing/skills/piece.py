"""What one piece of a skills cell says, and the more careful of two readings."""

import re
from collections.abc import Iterable
from dataclasses import dataclass

from automation.core.model import Skill, Stance

JOINT_AT_START = re.compile(
    r"^(?:and|or|but|und|oder|aber|sondern|et|ou|mais|pero(?:\s+sí)?|mas(?:\s+sim)?|ma(?:\s+sì)?|maar|og|och|eller|"
    r"oraz|lub|sowie|и|или|но|as well as|&|\+)"
    r"\s+",
    re.IGNORECASE,
)
_BUT = re.compile(r"(?:but|aber|sondern|dafür|mais|pero|mas|maar|wel|но)\s", re.IGNORECASE)
# What begins a new statement, or leads to a name: "background in FMCG".
_NOT_BARE = re.compile(rf"^{_BUT.pattern}|\s(?:in|with|mit|en|avec|con|com|w|z|met)\s", re.IGNORECASE)
_OR = re.compile(r"(?:^|\s)(?:or|nor|oder|noch|ou|ni|lub|ani|eller|tai|nebo|или|ни|veya)\s", re.IGNORECASE)
_AND = re.compile(r"(?:^|\s)(?:and|und|et|y|e|en|och|og|ja|i|oraz|и|&)\s", re.IGNORECASE)
_CARE = {Stance.HELD: 0, Stance.LIMITED: 1, Stance.NOT_HELD: 2, Stance.DOUBTFUL: 3}


@dataclass(frozen=True, slots=True)
class Piece:
    """What a piece says, whatever stands around it.

    Attributes:
        text: The piece as typed.
        skills: The skills that it names.
        heading: What a heading at its begin says about this and the following skills; None where it has none. A
            heading that is no remark ("Languages:") ends the one before, as `Stance.HELD` does.
        heading_text: That heading, as typed.
        denies: Whether it says of all its skills that the candidate does not have them.
        loose: What a piece without a skill says about the skill before it ("Python, basic"); None for other pieces.
        of_all: What its brackets say about all skills before ("both to be checked"); None for nothing.
    """

    text: str
    skills: tuple[Skill, ...] = ()
    heading: Stance | None = None
    heading_text: str = ""
    loose: Stance | None = None
    of_all: Stance | None = None
    denies: bool = False

    def __post_init__(self) -> None:
        denies = bool(self.skills) and all(skill.stance is Stance.NOT_HELD for skill in self.skills)
        object.__setattr__(self, "denies", denies)

    @property
    def decided(self) -> bool:
        """Whether the piece itself says something about having its skills."""
        return any(skill.stance is not Stance.HELD for skill in self.skills)

    @property
    def ends_list(self) -> bool:
        """Whether an "or" in it ends a list."""
        return bool(_OR.search(f" {self.text.strip()}"))

    @property
    def has_and(self) -> bool:
        """Whether it joins names by "and"."""
        return bool(_AND.search(f" {self.text.strip()}"))

    @property
    def is_bare(self) -> bool:
        """Whether it names skills and says nothing more; an "and" before them does not count."""
        text = self.text.strip()
        if not self.skills or self.decided or self != Piece(self.text, self.skills) or _NOT_BARE.search(text):
            return False
        text = JOINT_AT_START.sub("", text)
        return text.startswith(self.skills[0].text) and text.endswith(self.skills[-1].text)

    @property
    def opening_words(self) -> int:
        """How many words stand before its first skill: 2 in "never used Python"."""
        before, found, _ = self.text.partition(self.skills[0].text)
        return len(before.split()) if found else 0


def careful(skill: Skill, stance: Stance, said: str) -> Skill:
    """A skill with the more careful of two stances; `said` are the words for the new one."""
    return skill if _CARE[stance] <= _CARE[skill.stance] else Skill(skill.text, stance, said)


def most_careful(stances: Iterable[Stance]) -> Stance:
    """The most careful of some stances."""
    return max(stances, key=_CARE.__getitem__, default=Stance.HELD)
