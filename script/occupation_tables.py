"""The bundled tables of occupations: the names of each, as bags of words.

Names are cleaned and cut into words just as the titles of a workbook are. Of names with the same words one is kept.
"""

# ruff: noqa: INP001  The folder holds programs, it is no package.
import io
from collections.abc import Sequence
from pathlib import Path

import numpy as np
from everyday_titles import EVERYDAY, MISLEADING
from skill_sources import rows_of

from automation.core.taxonomy.title_names import name_words


def onet_table(sources: Path) -> bytes:
    """O*NET's occupations with their alternate titles, our own additions, and the five closest occupations of each."""
    folder = sources / "onet"
    titles = {row["O*NET-SOC Code"]: row["Title"] for row in rows_of(folder / "Occupation Data.txt")}
    names = {code: [title] for code, title in titles.items()}
    for row in rows_of(folder / "Alternate Titles.txt"):
        if row["Alternate Title"].lower() not in MISLEADING:
            names[row["O*NET-SOC Code"]].append(row["Alternate Title"])
        if row["Short Title"] != "n/a":
            names[row["O*NET-SOC Code"]].append(row["Short Title"])
    for code, more in EVERYDAY.items():
        names[code].extend(more)
    numbers = {code: number for number, code in enumerate(titles)}
    related = [
        (numbers[row["O*NET-SOC Code"]], numbers[row["Related O*NET-SOC Code"]])
        for row in rows_of(folder / "Related Occupations.txt")
        if row["Relatedness Tier"] == "Primary-Short"
    ]
    # 15-1252.00 is SOC's own 15-1252; other endings are O*NET's.
    codes = [code.removesuffix(".00") for code in titles]
    return packed(codes, list(titles.values()), list(names.values()), related)


def esco_table(sources: Path) -> bytes:
    """ESCO's occupations with their alternative labels."""
    rows = list(rows_of(sources / "esco_en" / "occupations_en_min.csv"))
    names = [[row["preferredLabel"], *row["altLabels"].splitlines()] for row in rows]
    return packed([row["code"] for row in rows], [row["preferredLabel"] for row in rows], names, [])


def packed(
    codes: Sequence[str], titles: Sequence[str], names: Sequence[Sequence[str]], related: Sequence[tuple[int, int]]
) -> bytes:
    """A table as compressed arrays; the same table gives the same bytes."""
    bags = [list(dict.fromkeys(tuple(sorted(set(name_words(name)))) for name in own)) for own in names]
    bags = [[bag for bag in own if bag] for own in bags]
    words = sorted({word for own in bags for bag in own for word in bag})
    numbers = {word: number for number, word in enumerate(words)}
    file = io.BytesIO()
    np.savez_compressed(
        file,
        codes=_text(codes),
        titles=_text([title.strip() for title in titles]),
        words=_text(words),
        names_each=np.asarray([len(own) for own in bags], dtype="<u2"),
        name_sizes=np.asarray([len(bag) for own in bags for bag in own], dtype="u1"),
        name_words=np.asarray([numbers[word] for own in bags for bag in own for word in bag], dtype="<u2"),
        related=np.asarray(related, dtype="<u2").reshape(-1, 2),
    )
    return file.getvalue()


def _text(lines: Sequence[str]) -> np.ndarray:
    return np.frombuffer("\n".join(lines).encode("utf-8"), dtype="u1")
