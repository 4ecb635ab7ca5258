"""Which shelvings `BP Data` keeps for the next run to compare with."""

from collections.abc import Iterable, Mapping

from automation.core.schema import CANDIDATES
from automation.core.text import key_of
from automation.core.workbook.assemble import Workbook


def shelvings_to_keep(workbook: Workbook, pairs: Iterable[tuple[str, str]]) -> Mapping[str, str]:
    """Candidate's compared key → the shelving that the next run compares with.

    Besides those of today's rows, the last ones seen of rows that may come back are kept: of doubled keys, of any row
    while some row has no key, and of deleted candidates who are remembered anyway.

    Args:
        workbook: As it was read.
        pairs: The pairs (requisition, candidate) that are remembered.
    """
    book, before = workbook.book, workbook.previous.shelvings
    gone = before.keys() - book.people.keys()
    if gone and not book.keyless[CANDIDATES]:
        lines = workbook.history_log.lines
        known = {candidate for _, candidate in pairs} | {key_of(line.candidate) for line in lines}
        gone &= known.union(book.doubled[CANDIDATES])
    return {**{key: before[key] for key in gone}, **workbook.shelvings}
