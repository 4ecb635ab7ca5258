"""What other words for skills resolve to, and which skills are treated as one, as matching would."""

import csv
from pathlib import Path

from automation.core.taxonomy.skill_comparison import FULL, compare
from automation.core.taxonomy.skill_dictionary import Dictionary
from automation.core.taxonomy.skill_resolver import Resolver


def write_runs(folder: Path, runs: Path) -> None:
    """Resolve every alias of `aliases.csv` against `canonicals.csv`; say for each pair whether it is one skill.

    Writes `skill_alias.tsv` (alias, canonical) and `must_not_merge.tsv` (skill, skill, 1 where they are one).
    """
    dictionary = Dictionary()
    resolver = Resolver((row["canonical"] for row in _rows(folder / "canonicals.csv")), dictionary)
    aliases = [row["alias"] for row in _rows(folder / "aliases.csv")]
    resolved = [f"{alias}\t{resolver.resolve(alias).skill}" for alias in aliases]
    pairs = [(row["skill_a"], row["skill_b"]) for row in _rows(folder / "must_not_merge.csv")]
    merged = [f"{one}\t{other}\t{int(as_one(dictionary, one, other))}" for one, other in pairs]
    for name, lines in (("skill_alias", resolved), ("must_not_merge", merged)):
        (runs / f"{name}.tsv").write_text("\n".join(lines) + "\n", encoding="utf-8")


def as_one(dictionary: Dictionary, one: str, other: str) -> bool:
    """Whether matching takes one skill for the other: either, listed, earns all of the other, asked."""
    ways = [compare(dictionary, *map(dictionary.read, pair)) for pair in ((one, other), (other, one))]
    return any(why is not None and why.credit == FULL for why in ways)


def _rows(path: Path) -> list[dict[str, str]]:
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))
