"""The formulas in the header cells of the BP columns: they look up each row's key in `BP Data`.

They name whole columns only: a row inserted directly below the header would turn `A2:A` into `A3:A`, and every match
would be one row off. `;` separates arguments in every locale. Keys are compared as text, and a row without a key shows
a real blank.
"""

import re
from collections.abc import Sequence

from automation.core.model import Row
from automation.core.parsing.identifiers import NO_IDS
from automation.core.schema import BP_DATA, CANDIDATES, DATA_COLUMNS
from automation.core.tabs.grid import column_letters
from automation.core.tabs.header_row import Headers
from automation.core.text import cell_at, key_of, text_of

# Sheets may return the separators of its locale, and #REF! for a deleted tab or column.
_OURS = re.compile(r"ROW\s*\([^)]*\)\s*=\s*(?:1|ROW\s*\([^)]*\))\s*[;,]\s*\"(BP [^\"]+)\"", re.IGNORECASE)


def _whole(index: int) -> str:
    letters = column_letters(index)
    return f"{letters}:{letters}"


def lookup_formula(
    tab: str,
    headers: Headers,
    header: str,
    data_tab: str = BP_DATA,
    *,
    top: int = 0,
    asleep: bool = False,
    skips: bool = True,
) -> str:
    """The formula of one BP column, for the cell in row 1.

    Args:
        tab: `Candidates` or `Requisitions`.
        headers: People's key columns as they are now; the formula follows them when they move.
        header: The column's exact name.
        data_tab: The present title of `BP Data`.
        top: The index of the row with people's headers; under a banner it is not 0, and the formula follows it.
        asleep: Whether it finds nothing yet. People may move columns while it is being written. It is woken once a
            reading shows that it looks up the right columns, which it follows from then on.
        skips: Whether it skips `NO_IDS` under Candidate ID; those of earlier versions do not.
    """
    anchor, key = _key(tab, headers, skips=skips)
    names = [column.header for column in DATA_COLUMNS]
    quoted = data_tab.replace("'", "''")
    records, shown = (f"'{quoted}'!${_absolute(index)}" for index in (0, names.index(header)))
    prefix = f"not yet {tab}/" if asleep else f"{tab}/"
    found = f'XLOOKUP("{prefix}"&LOWER({key});{records};{shown})'
    letters = anchor.partition(":")[0]
    row = f"ROW({letters}{top + 1})" if top else "1"
    return f'=ARRAYFORMULA(IF(ROW({anchor})={row};"{header}";IF(LEN({key});IFNA({found};);)))'


def _absolute(index: int) -> str:
    letters = column_letters(index)
    return f"{letters}:${letters}"


def _key(tab: str, headers: Headers, *, skips: bool) -> tuple[str, str]:
    """A key column, and the formula of each row's key, equal to `headers.row_key` and `text.key_of`."""
    if tab != CANDIDATES:
        column = _whole(headers.fields["req_id"])
        return column, f'TRIM({column}&"")'
    email = _whole(headers.fields["email"])
    if "candidate_id" not in headers.fields:
        return email, f'TRIM({email}&"")'
    own = f'TRIM({_whole(headers.fields["candidate_id"])}&"")'
    is_id = f"LEN({own})"
    if skips:
        is_id += f'*ISERROR(FIND("|"&LOWER({own})&"|";"|{"|".join(NO_IDS)}|"))'
    return email, f'IF({is_id};{own};TRIM({email}&""))'


def has_no_ids(headers: Headers, rows: Sequence[Row]) -> bool:
    """Whether a Candidate ID is a text that is none."""
    index = headers.fields.get("candidate_id")
    return index is not None and any(key_of(text_of(cell_at(row, index))) in NO_IDS for row in rows[1:])


def searched_key(tab: str, headers: Headers, row: Row) -> str:
    """The key that the formula looks up in a row, as keys are compared: what is typed, not what it is read as."""
    if tab != CANDIDATES:
        return key_of(text_of(cell_at(row, headers.fields["req_id"])))
    own = key_of(text_of(cell_at(row, headers.fields.get("candidate_id"))))
    return own if own and own not in NO_IDS else key_of(text_of(cell_at(row, headers.fields["email"])))


def header_of(formula: str) -> str | None:
    """The BP column of a formula, even of a damaged one; None if it is not one of ours."""
    match = _OURS.search(formula)
    return match[1] if match else None


def same_formula(one: str, other: str) -> bool:
    """Whether two formulas are the same apart from spaces, case, separators and quotes around titles."""
    return _bare(one) == _bare(other)


def _bare(formula: str) -> str:
    return "".join(formula.split()).replace(",", ";").replace("'", "").casefold()
