"""Other ways to write a skill: without filler, levels, versions, vendors and acronyms."""

import re
from collections.abc import Iterator, Sequence

from automation.core.taxonomy.bundled_data import common_words
from automation.core.taxonomy.skill_aliases import (
    AMERICAN_WORDS,
    FILLER_PHRASES,
    FILLER_WORDS,
    PAPER_WORDS,
    PAPERS_BEFORE,
    STOP_WORDS,
    TITLE_LEVEL_WORDS,
    USAGE_WORDS,
    VENDORS,
)
from automation.core.taxonomy.skill_products import PRODUCTS
from automation.core.taxonomy.skill_tables import own_keys
from automation.core.taxonomy.skill_words import form, initial, typos_of
from automation.core.text import names_in

Term = tuple[str, ...]

_FILLER = re.compile(
    rf"^(?:\d+\+? )?(?:(?:{'|'.join(sorted(map(re.escape, FILLER_PHRASES), key=len, reverse=True))}) )+"
)
# "Java 8", "Angular 2+", "Python 3.x", "Oracle 12c", "Windows Server 2019", "SQL Server 2008 R2"; no "ISO 9001".
_VERSION = re.compile(
    r"v?\d{1,2}(?:\.[\dx]+)*(?:[cgi+]|–\d{1,2}(?:\.[\dx]+)*)?|(?:19|20)\d\d|r\d{1,2}|v\d+"
    r"|version|lts|cs\d|cc|ecc|[23]d|>=?"
)
_ATTACHED = re.compile(r"([a-z]{3,}|[a-z]\+\+|[a-z]#)(?:\d{1,2}|20\d\d)(?:\.[\dx]+)*")


# "NVQ L3" is level 3; "L2" among networks is a layer.
_LEVEL = re.compile(r"l([1-9])")
_LEVELLED = frozenset(
    names_in("aat, apprenticeship, award, btec, certificate, cipd, city, diploma, guilds, ilm, nvq, qcf, rqf, svq, vrq")
)
_SHORT_FORMS = frozenset(names_in("acctg, comms, maint, mfg, mgmt, mgt, mktg, mngmt"))
# What stands between two versions: "PHP 5.6 to 8.2".
_UP_TO = frozenset(names_in("to, bis, through, thru, until, à, a, hasta, tot, do, até"))


def without_shorthand(words: Sequence[str]) -> list[str]:
    """Words with short forms spelled out ("diary mgmt", "nvq l3"), and of two versions only the last."""
    found: list[str] = []
    for word in words:
        level = _LEVEL.fullmatch(word) if word[:1] == "l" and not _LEVELLED.isdisjoint(words) else None
        if level:
            found += ["level", level[1]]
        elif len(found) > 2 and found[-1] in _UP_TO and is_version(word) and is_version(found[-2]):
            found[-2:] = [word]
        else:
            found.append(AMERICAN_WORDS[word] if word in _SHORT_FORMS else word)
    return found


def is_version(word: str) -> bool:
    """Whether a word is the version of a product: "3.8", "12c", "2019"."""
    return bool(_VERSION.fullmatch(word))


def writings(typed: Sequence[str]) -> Iterator[tuple[Term, bool]]:
    """Other ways to write the words of a skill, the surest first, each with whether it holds for product names only."""
    words = ["microsoft", *typed[1:]] if typed[:1] == ["ms"] else list(typed)
    yield tuple(words), False
    bare = without_filler(words)
    telling = [word for word in bare if word not in FILLER_WORDS]
    yield tuple(bare), False
    yield tuple(telling), False
    if spelled := without_acronym(words):
        yield tuple(spelled), False
        if len(spelled) < len(words):
            yield (words[-1],), False
    named = without_vendor(telling)
    yield tuple(named), True
    while len(named) > 1:
        if named[-1] in USAGE_WORDS or named[0] in TITLE_LEVEL_WORDS:
            named = named[:-1] if named[-1] in USAGE_WORDS else named[1:]
            yield tuple(named), True
        elif is_version(named[-1]):
            # "12c" and "8.1" are versions of products only; "office 3" may be a room.
            release = len(named[-1]) > 2 and not named[-1].isdigit()
            named = named[:-1]
            yield tuple(named), len(named) == 1 and not release
        else:
            break
    if len(named) == 1 and (attached := _ATTACHED.fullmatch(named[0])):
        yield (attached[1],), True


def without_version(words: Sequence[str]) -> list[str]:
    """Words without the version of a product that the program does not know: "magento 2"."""
    *named, last = words or [""]
    telling = len(named) == 1 and len(named[0]) > 3 and form(named[0]) not in common_words()
    return named if telling and _VERSION.fullmatch(last) else list(words)


def without_papers(words: Sequence[str]) -> list[str]:
    """Words without those for a paper behind a name of its own: "cscs card", "acca qualified"; no "credit card"."""
    named = list(words)
    while len(named) > 1 and named[-1] in PAPER_WORDS:
        named.pop()
    if len(named) == 2 and named[0] in PAPERS_BEFORE and named[1] in PRODUCTS:
        return named[1:]
    own = named and (
        all(word in PRODUCTS or form(word) not in common_words() for word in named) or "".join(named) in own_keys()
    )
    return named if own else list(words)


def without_filler(words: Sequence[str]) -> list[str]:
    """Words without what people say before a skill: "5 years of experience in", "proficient with"."""
    return _FILLER.sub("", " ".join(words)).split()


def without_acronym(words: Sequence[str]) -> list[str]:
    """Words without an acronym at the end, and without the words before those that it abbreviates.

    "Microsoft Active Server Pages ASP" is active server pages.
    """
    if len(words) < 3 or len(words[-1]) < 2:
        return list(words)
    *named, acronym = words
    begin, every, telling = len(named), "", ""
    # From the end: an acronym is short, but the words before may fill a page.
    for start in reversed(range(len(named))):
        letter = initial(named[start])
        if len(every) <= len(acronym):
            every = letter + every
        if named[start] not in STOP_WORDS:
            telling = letter + telling
        if len(telling) > len(acronym):
            break
        if acronym in {every, telling} and start < len(named) - 1:
            begin = start
    return named[begin:] or list(words)


def with_vendor(words: Sequence[str]) -> list[str]:
    """Words with the name of a vendor before them spelled right: "microsft excel"."""
    if len(words) < 2 or words[0] in VENDORS:
        return list(words)
    meant = typos_of(words[0], _VENDOR_WORDS) if form(words[0]) not in common_words() else []
    return [meant[0], *words[1:]] if len(meant) == 1 else list(words)


_VENDOR_WORDS = sorted(name for name in VENDORS if " " not in name)


def without_vendor(words: Sequence[str]) -> list[str]:
    """Words without the vendor's name before them, unless only common words would be left."""
    for size in (3, 2, 1):
        rest = list(words[size:])
        if " ".join(words[:size]) in VENDORS and any(
            len(word) > 2 and form(word) not in common_words() and word not in USAGE_WORDS and not is_version(word)
            for word in rest
        ):
            return rest
    return list(words)
