"""Reads a skills cell: which skills it names, each with what the cell says about having it.

A cell is a list, or prose, or both. It is cut where people separate skills. What stands in brackets, behind a dash or
a colon belongs to the skill before it ("Python (5 years)", "SQL: basic"); a heading counts for what follows it
("Learning: Rust, Go").
"""

import re
from bisect import bisect_right
from collections.abc import Iterable, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import replace
from functools import lru_cache
from itertools import takewhile

from automation.core.model import Cell, Skill, Stance
from automation.core.parsing.cells import BLANK_WORDS, blank, refuse_error
from automation.core.parsing.exported import restored
from automation.core.parsing.skills.abbreviations import ambiguous, holds_abbreviation, resolved
from automation.core.parsing.skills.cuts import AND_OR, pieces_in
from automation.core.parsing.skills.names import known, names_product, trimmed
from automation.core.parsing.skills.phrases import remark, skills_in
from automation.core.parsing.skills.piece import Piece, careful
from automation.core.parsing.skills.pieces import pieces_of, said_together
from automation.core.sentences import and_more
from automation.core.taxonomy.skill_words import squash
from automation.core.text import text_of

_NOT_NEEDED = re.compile(
    r"\b(?:needed|required|necessary|nötig|erforderlich|nécessaire|necesario|nodig)\b", re.IGNORECASE
)
_LONGEST_BLANK = max(map(len, BLANK_WORDS)) + 4
# A list as most people write it: nothing but commas cuts it. What it begins with, and what stands between its commas.
_LIST_BEGINS = re.compile("[A-Za-z]{2}")
_LISTED = re.compile(r"(?:[A-Za-z0-9+&'#-]|\.(?! )| (?![ #])|/(?!/))*")
# How many doubtful skills a message quotes before it counts the rest.
_QUOTED = 3


def read_skills(cell: Cell, taught: AbstractSet[str] = frozenset()) -> tuple[Skill, ...]:
    """The skills that a cell names, in order, each once.

    Args:
        cell: The cell.
        taught: What the workbook's aliases teach, as `squash` writes it; such a text is a skill as it stands.

    Raises:
        Unreadable: The cell is a failed formula.
    """
    refuse_error(cell)
    text = text_of(cell)
    # Longer texts than "not known" are never blank.
    return () if len(text) <= _LONGEST_BLANK and blank(cell) else _read(text, frozenset(taught))


def read_asked(cell: Cell, taught: AbstractSet[str] = frozenset()) -> tuple[Skill, ...]:
    """The skills that a requisition asks for: all that `read_skills` finds, whatever the cell says about them.

    "SQL (basic)" asks for basic SQL. A skill that is not needed ("no German required") is left out; other negations
    are asked for as they are typed.

    Raises:
        Unreadable: The cell is a failed formula.
    """
    return tuple(
        replace(skill, text=_as_asked(skill))
        for skill in read_skills(cell, taught)
        if skill.stance is not Stance.NOT_HELD or not _NOT_NEEDED.search(skill.words)
    )


def _as_asked(skill: Skill) -> str:
    if skill.stance is Stance.LIMITED:
        return f"basic {skill.text}"
    return skill.words if skill.stance is Stance.NOT_HELD else skill.text


def doubts(skills: Iterable[Skill]) -> str:
    """What a skills cell leaves open, to end the sentence "Header 'value' …"; "" for nothing."""
    left_open = [skill for skill in skills if skill.stance is Stance.DOUBTFUL]
    if not left_open:
        return ""
    short = next((skill.text for skill in left_open if ambiguous(skill.text)), "")
    if short:
        return f"has '{short}', which could be {' or '.join(ambiguous(short))}: write it in full"
    questions = list(dict.fromkeys(f"'{skill.words}'" for skill in left_open))
    return f"leaves open {and_more(questions[:_QUOTED], len(questions))}: ask, then write only the skill, or remove it"


@lru_cache(maxsize=50_000)
def _read(text: str, taught: frozenset[str]) -> tuple[Skill, ...]:
    if text.casefold() in known().known:
        # "Heating, ventilation and air conditioning" is one skill.
        return (Skill(text),)
    return _plain_list(text, taught) or _carefully(text, taught)


def may_be_plain(text: str) -> bool:
    """Whether a text may be a plain list: it is one if all between its commas are plain skills.

    `text` is the trimmed text of a cell. Then `read_skills` finds just these skills, unless it says two things of one.
    """
    return bool(
        len(text) > _LONGEST_BLANK
        and _LIST_BEGINS.match(text)
        and text.isprintable()
        and restored(text) is text
        and text.casefold() not in known().known
    )


def _plain_list(text: str, taught: AbstractSet[str]) -> tuple[Skill, ...]:
    """The skills of a plain list, which `_carefully` would find, too, but later; () for any other text."""
    if not _LIST_BEGINS.match(text):
        return ()
    found: dict[str, Skill] = {}
    for raw in text.split(","):
        skill = plain_skill(raw)
        if skill is None or (taught and squash(raw) in taught):
            return ()
        first = found.setdefault(skill.text.casefold(), skill)
        if first is not skill and first.stance is not skill.stance:
            return ()
    return tuple(found.values())


@lru_cache(maxsize=100_000)
def plain_skill(raw: str) -> Skill | None:
    """What stands between two commas, if that is one skill and says nothing about those beside it."""
    if not _LISTED.fullmatch(raw) or AND_OR.search(raw):
        return None
    piece, *others = pieces_of(raw) or (Piece(raw),)
    if others or len(piece.skills) != 1 or piece.denies or piece != Piece(piece.text, piece.skills):
        return None
    return None if holds_abbreviation(piece.skills[0].text) else piece.skills[0]


def _carefully(text: str, taught: frozenset[str]) -> tuple[Skill, ...]:
    """The skills of a list, of prose, or of both."""
    found: list[Skill] = []
    heading, heading_text = Stance.HELD, ""
    lines = pieces_in(text)
    if len(lines) == 1 and not taught:
        found = _line([piece for raw in lines[0] for piece in pieces_of(raw)], heading, heading_text)
        return tuple(_once(resolved(found, taught)))
    for raws in lines:
        title = raws[0].strip()
        if len(raws) == 1 and title.endswith(":") and remark(title[:-1]) is not None:
            # "Learning:" counts for the lines below it, up to the next heading.
            heading, heading_text = remark(title[:-1]) or Stance.HELD, f"{title} "
            continue
        pieces = [piece for raw in raws for piece in _taught(raw, taught) or pieces_of(raw)]
        if any(piece.heading is not None for piece in pieces):
            heading, heading_text = Stance.HELD, ""
        found += _line(pieces, heading, heading_text)
    return tuple(_once(resolved(found, taught)))


def _taught(raw: str, taught: frozenset[str]) -> tuple[Piece, ...]:
    return (Piece(raw, (Skill(raw.strip()),)),) if taught and squash(raw) in taught else ()


def _line(pieces: Sequence[Piece], heading: Stance, heading_text: str) -> list[Skill]:
    """The skills of a line: what its pieces say, and what headings, loose remarks and "or" say across them."""
    found: list[Skill] = []
    for piece in _denied_together(pieces):
        if piece.loose is not None:
            _about_the_last(found, piece, piece.loose)
            continue
        if piece.heading is not None:
            heading, heading_text = piece.heading, piece.heading_text
        if piece.of_all is not None:
            found = [careful(skill, piece.of_all, f"{skill.words}, {piece.text}") for skill in found]
        if heading is Stance.HELD:
            found += piece.skills
        else:
            found += [careful(skill, heading, f"{heading_text}{skill.words}") for skill in piece.skills]
    return found


def _about_the_last(found: list[Skill], piece: Piece, stance: Stance) -> None:
    """Take a remark between commas to be about the skill before it; a loose "no" may mean anything."""
    if stance is Stance.LIMITED and not (found and names_product(found[-1].text)):
        # "Automation, entry level": a keyword of its own.
        found.append(Skill(trimmed(piece.text)))
    elif found:
        stance = Stance.DOUBTFUL if stance is Stance.NOT_HELD else stance
        found[-1] = careful(found[-1], stance, said_together(found[-1].words, piece.text))


def _denied_together(pieces: Sequence[Piece]) -> Sequence[Piece]:
    """Pieces with a denial carried over the list that it begins.

    "No Python, Java or Go" has none of the three, and "never used Python, Java and Go" neither. After a single word, or
    where nothing ends the list, it is asked: "no Python, Java and Go", "never used Python, Java, Go". A short word
    between names denies one: "no Python, Java, Go".
    """
    if not any(piece.denies for piece in pieces):
        return pieces
    ends = [number for number, piece in enumerate(pieces) if piece.ends_list]
    found = list(pieces)
    for at, piece in enumerate(pieces):
        if not piece.denies:
            continue
        after = bisect_right(ends, at)
        between = pieces[at + 1 : ends[after] + 1] if after < len(ends) else ()
        if between and not any(one.decided or one.loose is not None for one in between):
            stance = Stance.NOT_HELD
        else:
            between, stance = _listed_after(piece, pieces[at + 1 :], leads=at == 0)
        for number, one in enumerate(between, at + 1):
            found[number] = replace(one, skills=tuple(_denied(piece, one, stance)))
    return found


def _listed_after(first: Piece, others: Sequence[Piece], *, leads: bool) -> tuple[Sequence[Piece], Stance]:
    """The bare names behind a denial that "and" ends, or nothing does, and what the denial says about them.

    Args:
        first: The denial.
        others: What stands behind it.
        leads: Whether nothing stands before it.
    """
    bare = list(takewhile(lambda piece: piece.is_bare, others))
    ended = next((number for number, piece in enumerate(bare, 1) if piece.has_and), 0)
    surely = leads and first.opening_words > 1
    if ended:
        return bare[:ended], Stance.NOT_HELD if surely else Stance.DOUBTFUL
    return (bare if surely and len(bare) == len(others) else ()), Stance.DOUBTFUL


def _denied(first: Piece, piece: Piece, stance: Stance) -> Iterable[Skill]:
    for skill in piece.skills:
        for one in skills_in(f"never used {skill.text}"):
            yield Skill(one.text, stance, said_together(first.text, piece.text))


def _once(skills: Sequence[Skill]) -> list[Skill]:
    """Each skill once; of what a cell says about one, the most careful counts, and a contradiction is doubtful."""
    kept: dict[str, Skill] = {}
    for skill in skills:
        key = skill.text.casefold()
        other = kept.setdefault(key, skill)
        if other is skill:
            continue
        if {skill.stance, other.stance} == {Stance.HELD, Stance.NOT_HELD}:
            kept[key] = Skill(other.text, Stance.DOUBTFUL, said_together(other.words, skill.words))
        else:
            kept[key] = careful(other, skill.stance, skill.words)
    return list(kept.values())
