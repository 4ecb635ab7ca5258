"""Rows of a table that are about the file: totals, group titles, and what a system writes below its export."""

import re
from collections.abc import Mapping, Sequence

from automation.core.identity.greeting import name_issue
from automation.core.imports.records import Record
from automation.core.tabs.header_words import FAMILY_NAME, GIVEN_NAME
from automation.core.text import names_in, plain, text_of

_TOTALS = frozenset(
    plain(name)
    for name in names_in("""
        total, totals, grand total, sum, subtotal, average, count, summe, gesamt, gesamtsumme, anzahl, totaal,
        total general, total général, totale, razem, suma, totalt, summa, итого, total candidates, total
        records, total rows, total count, total requisitions, total jobs, requisitions, jobs, candidates,
        records, rows, results, candidate count, row count, number of records, anzahl datensätze, datensätze,
        anzahl bewerber, anzahl kandidaten, nombre total, total de candidatos, totale candidati, aantal,
        aantal kandidaten, liczba kandydatów, liczba rekordów, total de registros
    """)
)
_NUMBERS = re.compile(r"[\d.,:;=()#/%\s–-]+")
_NAMES = frozenset({"name", GIVEN_NAME, FAMILY_NAME})
# Roles whose cells hold spaces and say who it is.
_FREE = frozenset({"phone", "mobile", "phone2", "profile_url", "link2"})
# A row with one cell says little in a table with as many columns.
_COLUMNS = 3


def adds_up(text: str) -> bool:
    """Whether a first cell says that its row adds up the others: "Total", "Total: 7", "7 candidates"."""
    return plain(_NUMBERS.sub(" ", text)) in _TOTALS


def is_total(record: Record, texts: Sequence[str]) -> bool:
    """Whether a row adds up the others, and is no person of such a name."""
    names = {name for role in _NAMES if (name := record.text(role))}
    first = next(filter(None, texts), "")
    says_who = any("@" in text_of(cell) for cell in record.all("email")) or record.all("profile_url")
    if says_who or any(not adds_up(name) for name in names):
        return False
    return bool(names) or adds_up(first)


def is_note(texts: Sequence[str], roles: Mapping[int, str]) -> bool:
    """Whether the only cell of a row names no person: "Exported by dana@acme.example on 28.11.2026", "Backend"."""
    filled = [(index, text) for index, text in enumerate(texts) if text]
    if len(filled) != 1 or len(roles) < _COLUMNS:
        return False
    index, text = filled[0]
    role = roles.get(index, "")
    if role in _FREE or ("@" in text and " " not in text):
        return False
    if role in _NAMES:
        return " " not in text or bool(name_issue(text))
    return " " in text
