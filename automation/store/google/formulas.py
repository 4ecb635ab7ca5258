"""The formulas in the header cells of the BP columns: they look each row's own key up in `BP Data`.

Whole columns only: a row inserted directly below the header would turn `A2:A` into `A3:A` and put every match one row
off. `;` separates arguments in every locale. Keys are compared as text, and a row without one shows a true blank.
"""

import re

from automation.core.schema import BP_DATA, CANDIDATES, DATA_COLUMNS
from automation.core.tabs.grid import column_letters
from automation.core.tabs.headers import Headers

# Sheets may show the separators of its own locale, and a deleted tab or column as #REF!.
_OURS = re.compile(r"ROW\s*\([^)]*\)\s*=\s*1\s*[;,]\s*\"(BP [^\"]+)\"", re.IGNORECASE)


def _whole(index: int) -> str:
    letters = column_letters(index)
    return f"{letters}:{letters}"


def lookup_formula(tab: str, headers: Headers, header: str, data_tab: str = BP_DATA, *, asleep: bool = False) -> str:
    """The formula of one BP column.

    Args:
        tab: `Candidates` or `Requisitions`.
        headers: Where people's key columns are now; the formula follows them when they move.
        header: The column's exact name.
        data_tab: What `BP Data` is called now.
        asleep: Whether it finds nothing yet. People may move columns while it is being written; it is woken when it
            was seen to look up the right ones, which it follows from then on.
    """
    anchor, key = _key(tab, headers)
    names = [column.header for column in DATA_COLUMNS]
    quoted = data_tab.replace("'", "''")
    records, shown = (f"'{quoted}'!${_absolute(index)}" for index in (0, names.index(header)))
    prefix = f"not yet {tab}/" if asleep else f"{tab}/"
    found = f'XLOOKUP("{prefix}"&LOWER({key});{records};{shown})'
    return f'=ARRAYFORMULA(IF(ROW({anchor})=1;"{header}";IF(LEN({key});IFNA({found};);)))'


def _absolute(index: int) -> str:
    letters = column_letters(index)
    return f"{letters}:${letters}"


def _key(tab: str, headers: Headers) -> tuple[str, str]:
    """A column of the key, and the key of each row as `headers.row_key` and `text.key_of` make it."""
    if tab != CANDIDATES:
        column = _whole(headers.fields["req_id"])
        return column, f'TRIM({column}&"")'
    email = _whole(headers.fields["email"])
    if "candidate_id" not in headers.fields:
        return email, f'TRIM({email}&"")'
    own = f'TRIM({_whole(headers.fields["candidate_id"])}&"")'
    return email, f'IF(LEN({own});{own};TRIM({email}&""))'


def header_of(formula: str) -> str | None:
    """The BP column whose formula this is, damaged ones included; None where it is none of ours."""
    match = _OURS.search(formula)
    return match[1] if match else None


def same_formula(one: str, other: str) -> bool:
    """Whether two formulas are the same, whatever their spaces, case, separators and quotes around titles."""
    return _bare(one) == _bare(other)


def _bare(formula: str) -> str:
    return "".join(formula.split()).replace(",", ";").replace("'", "").casefold()
