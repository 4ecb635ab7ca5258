"""Words of mail programs and servers in many languages, from `data/words.txt`.

A section begins with its name in square brackets; every line of it is a pattern, compared without case.
"""

import re
from functools import cache
from importlib import resources


def words(section: str, before: str = "", after: str = "") -> re.Pattern[str]:
    """One pattern for a section's words, between two other patterns; a blank stands for any white space."""
    joined = "|".join(_sections()[section]).replace(" ", r"\s")
    return re.compile(f"{before}(?:{joined}){after}", re.IGNORECASE)


@cache
def _sections() -> dict[str, list[str]]:
    found: dict[str, list[str]] = {}
    section: list[str] = []
    text = resources.files(__package__).joinpath("data", "words.txt").read_text(encoding="utf-8")
    for line in filter(None, map(str.strip, text.splitlines())):
        if line.startswith("[") and line.endswith("]"):
            section = found.setdefault(line[1:-1], [])
        elif not line.startswith("# "):
            section.append(line)
    return found
