"""Issues in the rows, grouped so that a person can fix one kind at a time."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from automation.core.model import Problem

# What differs from row to row in a message: quoted cells, days, addresses, commands.
# The day of an example is no row's own.
_OWN = re.compile(r"'[^']*'|(?<!write it as )\b\d{4}-\d\d-\d\d\b|(?<!\S)\S+@\S+|`[^`]*`")
# How hints begin that name other rows; the names after it do not count for the kind.
_NAMING = ("May be the same person as", "Same e-mail as", "Same phone as", "Same profile as")


@dataclass(frozen=True)
class Kind:
    """One kind of problem in one tab.

    Attributes:
        tab: Its name.
        message: What is wrong and what to type instead, without any row's own values.
        problems: Each of them, in the order of rows.
    """

    tab: str
    message: str
    problems: Sequence[Problem]


def kinds(problems: Iterable[Problem]) -> list[Kind]:
    """Problems by tab, the tab with most first, and in each tab the most common kind first."""
    found: dict[tuple[str, str], list[Problem]] = {}
    tabs: dict[str, int] = {}
    for problem in problems:
        found.setdefault((problem.tab, kind_of(problem)), []).append(problem)
        tabs[problem.tab] = tabs.get(problem.tab, 0) + 1
    gathered = [Kind(tab, message, rows) for (tab, message), rows in found.items()]
    return sorted(gathered, key=lambda kind: (-tabs[kind.tab], kind.tab, -len(kind.problems), kind.message))


def kind_of(problem: Problem) -> str:
    """A problem's message without the values of its row."""
    for beginning in _NAMING:
        if problem.message.startswith(beginning):
            _, _, advice = problem.message.rpartition(": ")
            return f"{beginning.removesuffix(' as')} as another row: {advice}"
    text = _OWN.sub("…", problem.message)
    return (
        re.sub(r"(?<!\s)\s*…(\s*…)*\s*", " … ", text)
        .replace(" … :", " …:")
        .replace(" … .", " ….")
        .replace(" … ,", " …,")
        .strip()
    )
