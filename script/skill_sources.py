"""What each source says of skills: names, other names, and products that are instances of a class."""

# ruff: noqa: INP001  The folder holds programs, it is no package.
import csv
import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from automation.core.taxonomy.bundled_data import common_words
from automation.core.taxonomy.skill_aliases import SKILL_ALIASES
from automation.core.taxonomy.skill_words import initials, squash, words_of

# Names that stand before a product's name without being part of it, as O*NET writes them.
VENDORS = (
    "ADP",
    "Adobe Systems",
    "Amazon",
    "Apache",
    "Apple",
    "Atlassian",
    "Autodesk",
    "Bentley",
    "Cisco",
    "Corel",
    "Dassault Systemes",
    "ESRI",
    "Google",
    "Henry Schein",
    "IBM",
    "Intuit",
    "Mathsoft",
    "McNeel",
    "Microsoft",
    "National Instruments",
    "Oracle",
    "PTC",
    "Qlik Tech",
    "Red Hat",
    "SAP",
    "Siemens",
    "SmugMug",
    "StataCorp",
    "The MathWorks",
    "Trimble",
    "Wolfram Research",
)
# Common words that remain of a product's name without its vendor.
GENERIC = {
    "analytics",
    "applicationserver",
    "businessobjects",
    "classroom",
    "cloudcomputing",
    "database",
    "docs",
    "drive",
    "ios",
    "meet",
    "notes",
    "office",
    "operatingsystem",
    "pages",
    "painter",
    "pig",
    "powersystems",
    "project",
    "publisher",
    "reports",
    "sheets",
    "sites",
    "slides",
    "systems",
    "teams",
}
# Acronyms that are words.
WORDS = {"basic", "blast", "call", "spice"}
# O*NET's classes of software that people ask for as a skill → that skill. A product is an instance of it.
CLASSES = {
    "Accounting software": "Accounting software",
    "Business intelligence and data analysis software": "Business intelligence",
    "Computer aided design CAD software": "Computer-aided design",
    "Computer aided manufacturing CAM software": "Computer-aided manufacturing",
    "Customer relationship management CRM software": "Customer relationship management",
    "Data base management system software": "Database management systems",
    "Desktop publishing software": "Desktop publishing",
    "Enterprise resource planning ERP software": "Enterprise resource planning",
    "Geographic information system": "Geographic information system",
    "Graphics or photo imaging software": "Image editing",
    "Human resources software": "Human resources information system",
    "Point of sale POS software": "Point of sale",
    "Video creation and editing software": "Video editing",
}
# Words after a product's name for one of its forms.
EDITION = re.compile(r" (?:Pro|Enterprise|Desktop|Database|Systems|IDE|ERP|Statistics)$")
# How many occupations must use a product, or an acronym, to list it; and how many to count it as one of a class.
USED, WIDELY_USED = 4, 10
# An alias that goes on for longer than this behind the name is a phrase of its own.
FEW_LETTERS = 3


@dataclass(frozen=True)
class Entry:
    """What a source says of one concept.

    Attributes:
        source: Its name.
        names: How the source writes the concept, the best writing first.
        aliases: What else people write, as it says.
        instances: Products that it counts as instances of it.
    """

    source: str
    names: Sequence[str]
    aliases: Sequence[str] = ()
    instances: Sequence[str] = ()


def rows_of(file: Path) -> list[dict[str, str]]:
    """The rows of a table; fields by commas, or by tabs in a `.txt`."""
    dialect = "excel-tab" if file.suffix == ".txt" else "excel"
    with file.open(encoding="utf-8", newline="") as opened:
        return list(csv.DictReader(opened, dialect=dialect))


def skill_entries(sources: Path) -> Iterator[Entry]:
    """Every source's concepts, the most careful source first."""
    for name, aliases in SKILL_ALIASES.items():
        yield Entry("own", [name], [alias for alias in aliases if alias])
    for (name,), aliases in grouped(sources / "devicon" / "altnames.csv", "name").items():
        same = [alias for alias in aliases if squash(alias) == squash(name)]
        yield Entry("devicon", [*same, name], aliases)
    topics = grouped(sources / "github_explore_topics" / "aliases.csv", "display_name", "topic")
    for (name, topic), aliases in topics.items():
        # The topic of .NET is "net".
        slug = [] if topic in common_words() else [topic]
        yield Entry("github", [*unbracketed(name), *slug], aliases)
    for row in rows_of(sources / "esco_en" / "digital_skills_en_min.csv"):
        aliases = [label.strip() for label in row["altLabels"].split("|") if label.strip()]
        yield Entry("esco", unbracketed(row["preferredLabel"]), aliases)
    for (name,), aliases in grouped(sources / "linguist_languages" / "aliases.csv", "language").items():
        yield Entry("linguist", [name], aliases)
    yield from onet_entries(rows_of(sources / "onet" / "Technology Skills.txt"))


def grouped(file: Path, *columns: str) -> dict[tuple[str, ...], list[str]]:
    """The aliases of a table by the values of these columns."""
    groups: dict[tuple[str, ...], list[str]] = {}
    for row in rows_of(file):
        groups.setdefault(tuple(row[column] for column in columns), []).append(row["alias"])
    return groups


def unbracketed(name: str) -> list[str]:
    """A name without and with what stands in brackets behind it."""
    return list(dict.fromkeys([re.sub(r"\s*\(.*\)$", "", name), name]))


def onet_entries(rows: Sequence[dict[str, str]]) -> Iterator[Entry]:
    """Products that several occupations use, acronyms spelled out, and the classes of products."""
    counts = Counter(row["Example"].removesuffix(" software") for row in rows)
    for name, count in counts.items():
        bare = without_vendor(name)
        spelled, acronym = trailing_acronym(bare)
        if count >= USED and (acronym or is_name(name)):
            short = EDITION.sub("", bare)
            names = [spelled, bare, name] if squash(short) in common_words() else [spelled, bare, name, short]
            yield Entry("onet", names, [acronym] if acronym else [])
    for title, skill in CLASSES.items():
        used = {row["Example"] for row in rows if row["Commodity Title"] == title}
        # "Tax software" is no product, unlike "Salesforce software".
        bare = {name.removesuffix(" software") for name in used}
        names = {name for name in bare if name in used or name in SKILL_ALIASES}
        products = {without_vendor(name) for name in names if counts[name] >= WIDELY_USED and is_name(name)}
        yield Entry("onet", [skill], [], sorted(products))


def is_name(text: str) -> bool:
    """Whether every word of a text looks like a name's: "Oracle Taleo", not "Tax software"."""
    return not re.search(r"(?:^| )[a-z]", text)


def without_vendor(name: str) -> str:
    """A product's name without its vendor's, where that leaves a name."""
    for vendor in VENDORS:
        rest = name.removeprefix(f"{vendor} ")
        if rest != name and squash(rest) not in GENERIC:
            return rest
    return name


def trailing_acronym(name: str) -> tuple[str, str]:
    """("Structured query language", "SQL") of "Structured query language SQL"; the name and "" where there is none."""
    *words, last = name.split()
    letters = last.strip("()")
    if len(letters) >= FEW_LETTERS and letters.isupper() and letters.lower() not in WORDS:
        for start in range(len(words) - 1):
            if spells(words_of(" ".join(words[start:])), letters.lower()):
                return " ".join(words[start:]), letters
    return name, ""


def spells(words: Sequence[str], letters: str) -> bool:
    """Whether letters are the initials of words, or go through all of them from the first: "XML", "JSON"."""
    if letters in initials(words):
        return True
    pattern = "".join(f"{letter}.*" for letter in letters)
    firsts = [word[0] for word in words if word[0] in letters]
    return len(firsts) + 1 >= len(letters) - 1 and bool(re.match(f".?{pattern}", "".join(words)))
