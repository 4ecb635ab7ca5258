"""Which skill earns most where another word for it is asked, and which skills are treated as one, as matching does."""

import csv
from pathlib import Path

import numpy as np

from automation.core.model import Skill
from automation.core.taxonomy.skill_comparison import FULL, compare
from automation.core.taxonomy.skill_dictionary import Dictionary
from automation.core.taxonomy.skill_index import SkillIndex


def write_runs(folder: Path, runs: Path) -> None:
    """Ask for every alias of `aliases.csv` among `canonicals.csv`; say for each pair whether it is one skill.

    Writes `skill_alias.tsv` (alias, canonical or "") and `must_not_merge.tsv` (skill, skill, 1 for the same).
    """
    dictionary = Dictionary()
    skills = [row["canonical"] for row in _rows(folder / "canonicals.csv")]
    # As if each skill was the only one of a candidate.
    index = SkillIndex([[Skill(skill)] for skill in skills], dictionary)
    aliases = [row["alias"] for row in _rows(folder / "aliases.csv")]
    found = [f"{alias}\t{_best(index, skills, alias)}" for alias in aliases]
    pairs = [(row["skill_a"], row["skill_b"]) for row in _rows(folder / "must_not_merge.csv")]
    merged = [f"{one}\t{other}\t{int(as_one(dictionary, one, other))}" for one, other in pairs]
    for name, lines in (("skill_alias", found), ("must_not_merge", merged)):
        (runs / f"{name}.tsv").write_text("\n".join(lines) + "\n", encoding="utf-8")


def _best(index: SkillIndex, skills: list[str], asked: str) -> str:
    """The skill that earns most where a text is asked, the surest and then the first among equals; "" where none does.

    Nothing is guessed: matching does not either.
    """
    held = index.holders(asked)
    order = np.lexsort((held.candidates, held.kind, -held.credit))
    return skills[held.candidates[order[0]]] if len(order) else ""


def as_one(dictionary: Dictionary, one: str, other: str) -> bool:
    """Whether matching takes one skill for the other: either, listed, earns all of the other, asked."""
    ways = [compare(dictionary, *map(dictionary.read, pair)) for pair in ((one, other), (other, one))]
    return any(why is not None and why.credit == FULL for why in ways)


def _rows(path: Path) -> list[dict[str, str]]:
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))
