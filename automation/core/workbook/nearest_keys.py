"""Which rows a person means by a key or an address, or may have meant where no row has it."""

from collections.abc import Iterable, Sequence
from typing import Any

from rapidfuzz import fuzz

from automation.core.identity.contact_ids import email_identity
from automation.core.schema import CANDIDATES
from automation.core.text import key_of, plain
from automation.core.workbook.assemble import Workbook
from automation.errors import UnknownKey

MOST = 3
# From this likeness on, 0 to 100, a key or a name may have been mistyped.
ALIKE = 85


def rows_meant(workbook: Workbook, who: str) -> Sequence[str]:
    """The compared keys of the candidates with a key or an address; a bare mailbox means all people at it."""
    persons, wanted = workbook.persons, key_of(who)
    rows = persons.at(who) if email_identity(who) == wanted else persons.meant_by(who)
    return rows or ([wanted] if wanted in workbook.book.people else [])


def unknown_key(tab: str, key: str, rows: Iterable[Any]) -> UnknownKey:
    """The error for a key that no row has. It names the keys that come nearest, or whose name or title was typed.

    Args:
        tab: `CANDIDATES` or `REQUISITIONS`.
        key: As it was typed.
        rows: Those of the tab, with `key`, and `name` or `title`.
    """
    likeness = {str(row.key): _likeness(key, row.key, row.name if tab == CANDIDATES else row.title) for row in rows}
    near = sorted((shown for shown, like in likeness.items() if like >= ALIKE), key=lambda shown: -likeness[shown])
    return UnknownKey(tab, key, near[:MOST])


def _likeness(typed: str, key: str, called: str) -> float:
    """How like what was typed is to a key, a part of it, or a name."""
    wanted, known = key_of(typed), key_of(key)
    if not wanted:
        return 0
    named = fuzz.token_sort_ratio(plain(typed), plain(called)) if called else 0
    return max(100 if wanted in known else fuzz.ratio(wanted, known), named)
