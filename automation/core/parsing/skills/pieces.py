"""What stands between two commas of a skills cell: its skills, with what brackets, dashes and colons say about them."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import replace
from functools import lru_cache
from itertools import pairwise

from automation.core.model import Skill, Stance
from automation.core.parsing.skills.cues import may_hold_cues
from automation.core.parsing.skills.cuts import BRACKETED
from automation.core.parsing.skills.language_codes import with_languages_named
from automation.core.parsing.skills.names import EDGES, is_product, known, names_product, names_skill
from automation.core.parsing.skills.phrases import loose_remark, remark, skills_in
from automation.core.parsing.skills.piece import JOINT_AT_START, Piece, careful, most_careful
from automation.core.taxonomy.skill_homographs import EVERYDAY_WORDS, LANGUAGES
from automation.core.taxonomy.skill_senses import HOMOGRAPHS
from automation.core.taxonomy.skill_words import initials, squash, words_of

# A dash or colon: behind it stands a remark about the skill before it, or another skill.
_ASIDES = re.compile(
    r"(?<!\s)\s+[-–—]+\s+|(?:(?<!\s)\s+)?[–—]\s+|:(?!/|:|\d)\s*|(?:(?<!\s)\s+)?(?<![<>!=])=(?![=>])\s*|(?<=\d):\s+"
)
_DASH = re.compile("[-–—:=]")
_INNER = re.compile(r"[,;|،、\n\r]|\s/\s|(?<=[^\W\d])/(?=[^\W\d])")
# A spaced slash or plus, or the end of a bracket, in a text without what stands in brackets.
_CUTS = re.compile(r"(?<!\s)\s+/\s+|(?<=\S)\s\+\s(?=\S)|(?<=\0)\s+(?=[^\0\s/])")
_BEFORE_NET = re.compile(r"(?<=[\w#+])(?=\.net\b)", re.IGNORECASE)
_WIDE = re.compile(r"\s{2,}")
_JOINT_AT_END = re.compile(r"(?<!\s)\s+(?:and|or|und|oder|et|&|\+)$", re.IGNORECASE)
_ALL = re.compile(
    r"\b(?:both|all|the former|the first one|the second one|the other one|ersteres|alle|beide|tous|toutes|todos|todas|"
    r"tutti|tutte|allebei|wszystkie|alla|kaikki|все)\b",
    re.IGNORECASE,
)
# "French B1/B2", "French (B1-B2)".
_LEVELS = re.compile(r"([^\W\d_]{3,20}) \(?([ABC][12]) ?[/–-] ?[ABC][12]\)?")
_SAYS_NOTHING = frozenset({"", "and", "or", "etc"})
# What stands behind the slash of a name is no longer: "CI / CD", "S / 4HANA".
_LONGEST_PART = 8
# Nothing but words: such a piece is the name of a skill, if it holds no cue.
_WORDS = re.compile(r"{0}(?:[ \-]{0}){{0,3}}".format(r"[^\W\d_](?:[\w.#]*[\w#])?\+{0,2}"))
# A name with one remark: "Python (5 years)", "SQL: basic", "Go - expert".
_NOTED = re.compile(rf"({_WORDS.pattern})(?:\s*\(([^(),;/|\-–:=\n]+)\)|(?::|\s[-–])\s+([^(),;/|\-–:=\n]+))")


@lru_cache(maxsize=100_000)
def pieces_of(text: str) -> tuple[Piece, ...]:
    """What stands between two commas, cut at spaced slashes and pluses, and behind brackets."""
    text = with_languages_named(text.strip())
    levels = _LEVELS.fullmatch(text)
    if levels and known().read(levels[1]).key in LANGUAGES:
        # The lower of two levels of a language. "Licence B1/B2" is another thing.
        text = f"{levels[1]} {levels[2]}"
    if _is_plain(text) and not _may_be_several(text):
        return (Piece(text, (Skill(text),)),)
    noted = _NOTED.fullmatch(text)
    if noted and _is_plain(noted[1]):
        # The usual case, read more quickly, but in the same way.
        note = (noted[2] or noted[3]).strip()
        stance = remark(note)
        if stance is not None and not _ALL.search(note):
            heading = Stance.HELD if ":" in text else None
            return (Piece(text, (Skill(noted[1], stance, f"{noted[1]} ({note})"),), heading=heading),)
    return tuple(piece for part in _parts(text) for piece in _part(with_languages_named(part)))


def _is_plain(text: str) -> bool:
    return bool(_WORDS.fullmatch(text)) and "#." not in text and not may_hold_cues(text)


def _may_be_several(text: str) -> bool:
    """Whether a text of words may be names of products that only spaces separate: "HTML CSS PHP"."""
    return text.count(" ") > 1 and all(map(is_product, text.split()))


@lru_cache(maxsize=100_000)
def _part(text: str) -> tuple[Piece, ...]:
    """What stands between two such cuts."""
    if _is_plain(text) and not _may_be_several(text):
        return (Piece(text, (Skill(text),)),)
    return tuple(piece for name in _unseparated(text) for piece in _piece(name))


def _parts(text: str) -> list[str]:
    if ")" not in text and " /" not in text and "+ " not in text:
        return [text]
    joined: list[str] = []
    at, cut = 0, ""
    outside = _outside(text)
    for found in (*_CUTS.finditer(outside), None):
        part = text[at : found.start() if found else len(text)].strip()
        joined += [] if joined and _belongs(joined, cut, part) else [part]
        at, cut = (found.end(), found[0].strip()) if found else (at, cut)
    return joined


def _belongs(joined: list[str], cut: str, part: str) -> bool:
    """Whether a part was put behind the one before it, since both are one: "CI / CD", "no (paid) React"."""
    if cut == "/" and len(part) <= _LONGEST_PART and known().means(f"{joined[-1]}/{part}"):
        joined[-1] += f"/{part}"
        return True
    if not cut and remark(BRACKETED.sub("", joined[-1])) not in {None, Stance.HELD}:
        joined[-1] += f" {part}"
        return True
    return False


def _outside(text: str) -> str:
    """A text of the same length with nothing in its brackets."""
    return BRACKETED.sub(lambda found: "\0" * len(found[0]), text) if "(" in text else text


def _unseparated(text: str) -> Sequence[str]:
    """The skills of a text that only spaces separate, if all are names of products: "PHP  MySQL", "HTML CSS PHP"."""
    words = text.split()
    if ".net" in text.casefold() and " " not in text and not known().means(text):
        words = _BEFORE_NET.split(text)
    # Two words may be one name ("React Native"), but not "C# .NET" and "C#.NET".
    if (
        len(words) > (1 if " ." in text or " " not in text else 2)
        and all(map(is_product, words))
        and not known().means(text)
    ):
        return words
    added = text.split("+")
    if len(added) > 1 and all(map(names_product, added)) and not known().means(text):
        return added
    parts = _WIDE.split(text.strip()) if "  " in text else ()
    return parts if len(parts) > 1 and all(map(names_skill, parts)) else [text]


def _piece(text: str) -> list[Piece]:
    unjoined = JOINT_AT_START.sub("", text.strip()).strip()
    if unjoined != text.strip() and loose_remark(text) is Stance.HELD:
        # "Python, or similar".
        return []
    found = _unjoined(_JOINT_AT_END.sub("", unjoined))
    if found and found[0].skills:
        # The "or" of "Python, Java, or Go" ends a list.
        found[0] = replace(found[0], text=text.strip())
    return found


def _unjoined(text: str) -> list[Piece]:
    """The pieces of a text without the "and" or "or" around it."""
    if text.casefold().strip(" .") in _SAYS_NOTHING:
        return []
    outside = _outside(text)
    cuts = list(_ASIDES.finditer(outside)) if _DASH.search(outside) else []
    if not cuts or (" " not in text and known().means(text)):
        return [_phrase(text)]
    ends = [(0, cuts[0].start()), *((one.end(), two.start()) for one, two in pairwise(cuts))]
    parts = [text[start:end] for start, end in (*ends, (cuts[-1].end(), len(text)))]
    colon = ":" in text[cuts[0].start() : cuts[0].end()]
    return _with_asides([part for part in parts if part.strip()], colon=colon)


def _with_asides(parts: Sequence[str], *, colon: bool) -> list[Piece]:
    """Parts that dashes or colons separate: a heading first, remarks behind what they are about."""
    if not parts:
        return []
    first = remark(parts[0]) if "(" not in parts[0] else None
    if first is not None:
        # "Learning: Rust" also holds for what follows.
        if len(parts) == 1:
            return [Piece(parts[0], heading=first, heading_text=parts[0])]
        return [
            replace(
                _phrase(part), heading=first, heading_text=f"{parts[0].strip()}: " if first is not Stance.HELD else ""
            )
            for part in parts[1:]
        ]
    found: list[Piece] = []
    at = 0
    while at < len(parts):
        end = at + 1
        while end < len(parts) and remark(parts[end]) is not None:
            end += 1
        piece = _phrase(parts[at], parts[at + 1 : end])
        found.append(replace(piece, heading=Stance.HELD) if colon else piece)
        at = end
    return found


def _phrase(text: str, remarks: Sequence[str] = ()) -> Piece:
    """A phrase with its brackets, and with remarks that stand apart from it."""
    brackets = BRACKETED.findall(text) if "(" in text else ()
    head = " ".join((BRACKETED.sub(" ", text) if brackets else text).split())
    about, named = list(remarks), []
    for content in brackets:
        inner = [JOINT_AT_START.sub("", part.strip()) for part in _INNER.split(content) if part.strip()]
        notes = [part for part in inner if remark(part) is not None]
        about += notes
        named += [part for part in inner if part not in notes] if notes or len(inner) > 1 else inner
    stances = [stance for stance in map(remark, about) if stance is not None]
    own = most_careful(stances)
    of_all = own if own is not Stance.HELD and any(_ALL.search(one) for one in about) else None
    if not head:
        skills = _inside(named)
        return Piece(text, tuple(skills), loose=None if skills else own, of_all=of_all)
    if not named and not about:
        stance = loose_remark(head)
        if stance is not None and not known().means(head) and not _is_shouted(head):
            return Piece(text, loose=stance)
    if named and head.casefold() in HOMOGRAPHS and not EVERYDAY_WORDS.isdisjoint(words_of(" ".join(named))):
        # "Chef (pastry)" is no tool.
        head, named = f"{head} {' '.join(named)}", []
    said = f"{head} ({', '.join(about)})" if about else head
    meant = _spelled_out(head, named)
    if meant:
        return Piece(text, (careful(Skill(meant, said=f"{said} ({named[0]})"), own, said),), of_all=of_all)
    heading = remark(head) if named else None
    skills = [] if heading is not None else [_noted(skill, head, said) for skill in skills_in(head)]
    skills = [careful(skill, own, said) for skill in skills]
    worst = heading or most_careful(skill.stance for skill in skills)
    inside = [careful(skill, worst, f"{head} {skill}") for skill in _inside(named)]
    return Piece(text, (*skills, *inside), of_all=of_all)


def _inside(named: Iterable[str]) -> list[Skill]:
    """The skills of the parts of a bracket."""
    return [skill for part in named for piece in _piece(part) for skill in piece.skills]


def _noted(skill: Skill, head: str, said: str) -> Skill:
    """A skill with its remarks among its words."""
    return skill if said == head else replace(skill, said=said)


def _is_shouted(text: str) -> bool:
    """Whether a text is a short name in capitals, such as "ICH", which looks like a word of another language."""
    return text.isupper() and text.isalpha() and len(text) <= 4 and text not in {"NO", "NOT", "TBC", "TBD"}


def _spelled_out(head: str, named: Sequence[str]) -> str:
    """The long form where brackets explain an abbreviation: "GCP (Good Clinical Practice)"; "" where they do not."""
    if len(named) != 1:
        return ""
    inside = named[0]
    for short, long in ((head, inside), (inside, head)):
        words = words_of(long)
        if len(words) > 1 and squash(short) in initials(words) and short.replace(".", "").isalnum():
            return long
    return inside if _is_short_for(head, inside) else ""


def _is_short_for(short: str, name: str) -> bool:
    """Whether two or three letters are short for a product: "AI (Adobe Illustrator)", "PS (Photoshop)"."""
    meant = known().read(name)
    if not (short.isupper() and 1 < len(short) <= 3 < len(name)):
        return False
    if not meant.known:
        rest = iter(name)
        return (
            name.islower()
            and name.isalpha()
            and name[0] == short[0].lower()
            and all(one in rest for one in short.lower())
        )
    begins = squash(name).startswith(short[0].lower()) or words_of(name)[-1][:1] == short[-1].lower()
    return begins and known().read(short).key not in known().wider(meant.key)


def said_together(*words: str) -> str:
    """The words of a cell that stand apart, as one quotation."""
    return ", ".join(word.strip(EDGES.replace("'", "")) for word in words)
