"""The plan of a run before which only a few candidates' own cells were changed: only their rows are read and matched.

Everything else is as the last run left it, and stays. The plan shows what matching all rows would show. Where that is
not certain, there is no such plan: see `plan_for_changed`.
"""

from collections.abc import Mapping, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass
from itertools import chain, zip_longest
from typing import Any

from automation.core.follow_ups import schedule
from automation.core.matching.slates import Slates, matches_of
from automation.core.model import Band, Cell, MatchFrame, Problem, Row
from automation.core.publishing import output_columns, shown_cells, validation
from automation.core.publishing.changed_slates import Ranking, ranked_anew, slates_anew
from automation.core.publishing.decisions import not_sent, unrecorded
from automation.core.publishing.last_run import Digests, LastRun
from automation.core.publishing.plan import (
    BOUNCED,
    CELLS,
    CONSENT,
    MOST_LOST,
    NOTES,
    Plan,
    advanced,
    overwritten_by_key,
)
from automation.core.publishing.shown_digest import ShownDigest
from automation.core.publishing.shown_slates import Shown
from automation.core.publishing.workbook_part import only_rows
from automation.core.schema import BP_DATA, BP_MATCHES, CANDIDATES, MATCH_COLUMNS, REQUISITIONS
from automation.core.tabs.headers import Located
from automation.core.tabs.previous_run import PAIR, Pairs, Publication, data_rows, headers_of
from automation.core.text import key_of, text_of
from automation.core.workbook.assemble import Workbook

# With more rows than this it is not worth it.
MOST = 50


def plan_for_changed(workbook: Workbook, last: LastRun, digests: Digests, shown: ShownDigest) -> Plan | None:
    """The plan where all that has changed since the last run are cells of a few rows that matter to these rows alone.

    None where all rows have to be matched: others may be affected, a changed row was excluded, or more people are
    needed for a slate than are known to be next.

    Args:
        workbook: As it was read.
        last: What the last run left. It was made by the same version of the program, and without an archive.
        digests: Of the workbook.
        shown: Of the program's tabs.
    """
    indexes = _changed(workbook, last, digests, shown)
    if indexes is None:
        return None
    located = workbook.located[CANDIDATES]
    part, keys = only_rows(workbook, indexes), {located.keys[index - 1] for index in indexes}
    next_best = {key: one.by_key(located) for key, one in last.next_best.items()}
    ranking = ranked_anew(part, keys, next_best, last.left_out)
    if ranking is None:
        return None
    others = [located.places[key][0] for key in (*ranking.promoted, *ranking.pushed_out)]
    if not all(last.plain[index - 1] for index in others):
        return None
    if ranking.lost > MOST_LOST * len(workbook.previous.scores):
        # A run that matches all rows says so.
        return None
    part = only_rows(workbook, [*indexes, *others]) if others else part
    if unrecorded(part) or not_sent(part):
        return None
    return _Changed(workbook, part, last, ranking, slates_anew(part, ranking, keys | ranking.promoted)).plan()


def _changed(workbook: Workbook, last: LastRun, digests: Digests, shown: ShownDigest) -> list[int] | None:
    """The indexes of the changed rows; None where something else has changed, or more than is worth it."""
    previous = workbook.previous
    if (
        digests.rest != last.digests.rest
        or len(digests.rows) != len(last.digests.rows)
        or shown.of(workbook.snapshot.tabs) != last.shown
        or previous.new_headers
        or workbook.redactor
    ):
        return None
    if not all(_shows(located, previous.columns.get(tab, {})) for tab, located in workbook.located.items()):
        # A person typed into a BP cell, or emptied one.
        return None
    indexes = digests.changed(last.digests)
    if len(indexes) > MOST or not all(last.plain[index - 1] for index in indexes):
        return None
    return indexes if digests.evidence == last.digests.evidence or last.apart.holds(workbook, indexes) else None


def _shows(located: Located, by_key: Mapping[str, Mapping[str, Cell]]) -> bool:
    """Whether the BP cells of a tab show what was published."""
    return all(
        text_of(cell) == text_of(published)
        for _, _, cells, wanted in shown_cells.rows_that_differ(located, by_key)
        for cell, published in zip(cells, wanted, strict=True)
    )


@dataclass(frozen=True)
class _Changed:
    """What is to be shown.

    Attributes:
        workbook: As it was read.
        part: The same with the rows only whose cells are made again.
        last: What the last run left.
        ranking: Who is on which slate.
        slates: All slates by the requisition's compared key.
    """

    workbook: Workbook
    part: Workbook
    last: LastRun
    ranking: Ranking
    slates: Mapping[str, Sequence[Shown]]

    def plan(self) -> Plan:
        """The plan."""
        workbook, part, last, previous = self.workbook, self.part, self.last, self.workbook.previous
        book, today, ranking = part.book, part.today, self.ranking
        matches, pairs = matches_of(list(chain.from_iterable(self.slates.values())), previous, today)
        of_last = (ranking.lost, len(previous.scores))
        slates = Slates(matches, pairs, *of_last, list(self.slates), ranking.left_out, ranking.next_best)
        follow_ups = schedule.schedule(part, matches, pairs)
        parts = self._problem_parts()
        problems = list(chain.from_iterable(parts))
        checks, before = output_columns.checks_of(problems), previous.columns.get(CANDIDATES, {})
        cells = {
            CANDIDATES: output_columns.candidate_cells(book, matches, follow_ups, checks[CANDIDATES], today, before),
            REQUISITIONS: output_columns.requisition_cells(book, slates, checks[REQUISITIONS]),
        }
        # `BP Data` keeps records of rows that are gone; they are not shown.
        there = workbook.located[CANDIDATES].places
        kept = {key: shown for key, shown in before.items() if key in there}
        publication = Publication(
            columns={**cells, CANDIDATES: {**kept, **cells[CANDIDATES]}},
            before=previous,
            tabs={
                BP_MATCHES: self._matches(matches),
                BP_DATA: self._data(cells, pairs),
            },
            install=previous.new_headers,
        )
        changed = shown_cells.differs(workbook.snapshot, workbook.located, publication)
        if changed:
            publication = advanced(publication, previous.generation + 1)
        were_due = sum(self._was_due(key) for key in book.people)
        counts = {
            **last.counts,
            "matches": len(matches),
            "strong": len(matches.having("band", Band.STRONG)),
            "follow_ups_due": last.counts["follow_ups_due"] - were_due + len(schedule.due(follow_ups, today)),
        }
        return Plan(
            book,
            slates,
            follow_ups,
            problems,
            publication,
            changed,
            today,
            part.actions,
            part.history,
            overwritten_by_key(part),
            parts,
            counts,
        )

    def _matches(self, matches: MatchFrame) -> list[Row]:
        """`BP Matches`; rows that are as they were are those that were read, which need not be looked at again."""
        rows = [headers_of(MATCH_COLUMNS), *output_columns.match_rows(matches)]
        before = self.workbook.snapshot.tabs.get(BP_MATCHES, ())
        return [was if was == row else row for was, row in zip_longest(before[: len(rows)], rows)]

    def _was_due(self, key: str) -> bool:
        shown = text_of(self.workbook.previous.columns[CANDIDATES][key].get("BP Next follow-up"))
        return bool(shown) and shown <= self.part.today.isoformat()

    def _problem_parts(self) -> list[Sequence[Problem]]:
        book, part, last = self.part.book, self.part, self.last
        parts = list(last.parts)
        region = last.some_region
        new = {
            CELLS: book.problems,
            CONSENT: validation.consent_problems(book, part.conventions, part.today, some_region=region),
            NOTES: validation.note_problems(book),
            BOUNCED: validation.bounced_addresses(book),
        }
        for at, found in new.items():
            theirs = [one for one in found if one.tab == CANDIDATES and key_of(one.key) in book.people]
            parts[at] = _replaced(last.parts[at], theirs, book.people.keys())
        return parts

    def _data(self, cells: Mapping[str, Mapping[str, Mapping[str, Any]]], pairs: Pairs) -> list[Row]:
        """`BP Data`: the records of the rows and of all requisitions anew, pairs if any is new, and the others."""
        book, shelvings, previous = self.part.book, self.part.shelvings, self.workbook.previous
        names = dict(zip(book.candidates.index, book.candidates["name"], strict=True))
        known = pairs == previous.pairs
        made = data_rows(cells, names, shelvings, {} if known else pairs, previous.generation)
        new, pair = {text_of(row[0]): row for row in made}, f"{PAIR}/"
        rows: list[Row] = []
        for row in self.workbook.snapshot.tabs[BP_DATA]:
            # The rows are as the last run left them, so that the first cell of each is a text.
            record = str(row[0])
            if known or not record.startswith(pair):
                rows.append(new.get(record, row))
        return [*rows, *(row for row in made if text_of(row[0]).startswith(pair))]


def _row_of(problem: Problem) -> int | None:
    """The row of an issue of one candidate; None where it is about headers, other tabs, or rows of failed formulas."""
    own = problem.tab == CANDIDATES and (problem.row or 0) > 1 and bool(problem.key or problem.column)
    return problem.row if own else None


def _replaced(before: Sequence[Problem], new: Sequence[Problem], keys: AbstractSet[str]) -> list[Problem]:
    """Issues with those of some candidates exchanged, in the order of rows.

    Args:
        before: The issues; those of candidates' rows are in the order of the rows.
        new: The new ones of these candidates, likewise.
        keys: The candidates' compared keys.
    """
    kept = [one for one in before if one.tab != CANDIDATES or not one.key or key_of(one.key) not in keys]
    rows = [_row_of(one) for one in kept]
    others = next((at for at, one in enumerate(kept) if one.tab == REQUISITIONS and one.row), len(kept))
    for one in new:
        number = one.row or 0
        at = next((at for at, row in enumerate(rows) if row is not None and row > number), None)
        if at is None:
            last = next((at for at in range(len(rows) - 1, -1, -1) if rows[at] is not None), None)
            at = others if last is None else last + 1
        kept.insert(at, one)
        rows.insert(at, number)
        others += at <= others
    return kept
