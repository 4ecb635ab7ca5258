"""Levels in titles. A title counts only if it says its level in so many words.

An account manager manages accounts, a staff nurse is no lead, and "Lead Generation" has nothing to do with either.
"""

from collections.abc import Sequence
from functools import cache, lru_cache

from automation.core.model import LEVEL_LABELS, Level
from automation.core.parsing.vocabulary import vocabulary
from automation.core.parsing.words.phrases import Clause, Lexicon, Piece, Sign

_LEVELS = {label: level for level, label in LEVEL_LABELS.items()}
# If a clause names several levels, the first of these counts: a "Junior Team Lead" is a junior.
_ORDER = (Level.INTERN, Level.JUNIOR, *sorted(Level, reverse=True))
_ROLES = frozenset({"craft", "handler", "maker"})
_CRAFTS = frozenset({"craft", "maker"})
_FIELDS = frozenset({"function", "area", "branch"})
# Officers whose short forms mean other words as well count only alone: CRO is conversion rate optimisation, too.
_CLEAR_OFFICERS = frozenset({"ceo", "cto", "cfo", "coo", "cio", "ciso", "chro"})


@cache
def _lexicon() -> Lexicon:
    return Lexicon(vocabulary("titles"), lenient=False)


@lru_cache(maxsize=50_000)
def level_in_title(title: str) -> Level | None:
    """The level that a title names; None if it names none. The first of several counts."""
    if not _lexicon().mentions(title, _SAY_LEVELS):
        return None
    assists = False
    levels: list[Level | None] = []
    clauses = _lexicon().clauses(title)
    for number, clause in enumerate(clauses, start=1):
        pieces = _own_words(clause)
        meanings = [piece.meaning for piece in pieces]
        if set(meanings) == {"former"}:
            # It speaks about the clause before, as in "CTO (former)".
            levels[-1:] = [None]
            continue
        assists = assists or "assistant" in meanings
        if meanings == ["head"] and number < len(clauses) and not assists:
            levels.append(Level.DIRECTOR)
        else:
            levels.append(_in_clause(pieces, assists=assists, alone=len(clauses) == 1))
        if "cut" in clause.known:
            break
    return next((level for level in levels if level is not None), None)


def inferred_level(level: Level | None, title: str) -> Level | None:
    """The level a row states, else the one its title names."""
    return level if level is not None else level_in_title(title)


def _own_words(clause: Clause) -> Sequence[Piece]:
    """What a clause says about the person, up to and with "to", "for" or "at"."""
    kept = [piece for piece in clause.pieces if piece.meaning not in {Sign.NUMBER, Sign.DATE}]
    return kept[: next((at for at, piece in enumerate(kept, start=1) if piece.meaning == "cut"), len(kept))]


def _in_clause(pieces: Sequence[Piece], *, assists: bool, alone: bool) -> Level | None:
    """The level in a clause; None if it is that of another person, or one that the person had or wants to have."""
    meanings = [piece.meaning for piece in pieces]
    if "former" in meanings:
        return None
    found = [level for at in range(len(pieces)) if (level := _level_at(pieces, at, alone=alone)) is not None]
    if "director" in meanings and Level.DIRECTOR not in found:
        return None  # Such as a "Senior Art Director".
    if (assists or "deputy" in meanings) and any(level >= Level.LEAD for level in found):
        return None
    return next((level for level in _ORDER if level in found), None)


def _level_at(pieces: Sequence[Piece], at: int, *, alone: bool) -> Level | None:
    """The level that a piece of a clause means where it stands; `alone` says that there is no other clause."""
    meanings = [piece.meaning for piece in pieces]
    meaning = meanings[at]
    if meaning in _LEVELS:
        return _LEVELS[str(meaning)]
    before, after = meanings[:at], meanings[at + 1 :]
    if meaning == "officer":
        sure = pieces[at].words in _CLEAR_OFFICERS
        return Level.C_LEVEL if (alone or sure) and _is_officer(before, after, sure=sure) else None
    counts = _COUNTS.get(str(meaning))
    return counts[1] if counts and counts[0](before, after) else None


def _is_officer(before: Sequence[str | Sign], after: Sequence[str | Sign], *, sure: bool) -> bool:
    return set(after) <= {"area", "cut"} and set(before) <= ({"area", "function", Sign.UNKNOWN} if sure else {"area"})


def _is_director(before: Sequence[str | Sign], after: Sequence[str | Sign]) -> bool:
    if before:
        return before[-1] in {*_FIELDS, LEVEL_LABELS[Level.SENIOR]}
    return not after or after[0] in {*_FIELDS, "cut"}


def _is_manager(before: Sequence[str | Sign], after: Sequence[str | Sign]) -> bool:
    return not before and set(after) <= {"area"}


def _heads_a_branch(_before: Sequence[str | Sign], after: Sequence[str | Sign]) -> bool:
    return bool(after) and after[0] in {"function", "branch"}


def _leads(before: Sequence[str | Sign], after: Sequence[str | Sign]) -> bool:
    if set(after) & _ROLES:
        return True
    return set(after) <= {"cut"} and (not before or before[-1] in {*_FIELDS, *_ROLES})


def _is_staff(_before: Sequence[str | Sign], after: Sequence[str | Sign]) -> bool:
    return "maker" in after


def _is_principal(_before: Sequence[str | Sign], after: Sequence[str | Sign]) -> bool:
    return bool(set(after) & _ROLES)


def _is_intern(before: Sequence[str | Sign], after: Sequence[str | Sign]) -> bool:
    if set(after) <= {"cut"}:
        return not before or before[-1] in {"function", "area", *_ROLES}
    # In Dutch, an "intern auditor" is an internal auditor.
    return not before and "maker" in after and "handler" not in after


def _is_graduate(before: Sequence[str | Sign], after: Sequence[str | Sign]) -> bool:
    if set(after) <= {"cut"}:
        return not before or before[-1] in _CRAFTS
    return not before and bool(set(after) & _CRAFTS) and "handler" not in after


# Words that mean a level only beside some words → what decides it by the meanings before and after, and the level.
_COUNTS = {
    "director": (_is_director, Level.DIRECTOR),
    "head of": (lambda _before, _after: True, Level.DIRECTOR),
    "manager": (_is_manager, Level.PRINCIPAL),
    "branch head": (_heads_a_branch, Level.PRINCIPAL),
    "lead": (_leads, Level.LEAD),
    "staff": (_is_staff, Level.LEAD),
    "principal": (_is_principal, Level.PRINCIPAL),
    "intern": (_is_intern, Level.INTERN),
    "graduate": (_is_graduate, Level.JUNIOR),
}
# The sections without which a title says no level.
_SAY_LEVELS = frozenset({*_LEVELS, *_COUNTS, "officer", "head"})
