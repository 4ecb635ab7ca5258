"""What a run leaves for the next one, so that it need not match rows again that have not changed.

It holds digests of rows and the ranks of some, never their cells, besides what the run printed.
"""

from collections.abc import Mapping, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass, replace
from hashlib import blake2b
from typing import Any

from automation.core.ledger.replies import NOTHING
from automation.core.matching.off_slate import LeftOut, NextBest
from automation.core.model import Problem
from automation.core.publishing.compared_rows import Apart, evidence_columns
from automation.core.publishing.plan import Plan
from automation.core.publishing.shown_digest import WRITTEN_WHOLE, ShownDigest
from automation.core.schema import BP_RUNS, CANDIDATES, REQUISITIONS
from automation.core.tabs.headers import Located
from automation.core.tabs.previous_run import Publication
from automation.core.tabs.row_cells import Picker
from automation.core.workbook.assemble import Workbook
from automation.core.workbook.exclusions import exclusion

# The columns whose cells matter to their own row alone. By all others rows are compared with each other; see also
# `compared_rows.EVIDENCE_FIELDS`.
OWN_FIELDS = frozenset(
    {
        "skills",
        "level",
        "years",
        "pay",
        "currency",
        "remote_ok",
        "work_authorisation",
        "source",
        "rating",
        "stage",
        "shelved_on",
        "shelved_from",
        "shelve_reason",
        "reason_detail",
        "revisit_on",
        "last_contact",
        "promised",
        "promised_by",
        "owner",
        "champion",
        "consent_basis",
        "consent_on",
        "language",
        "hired_on",
        "do_not_contact",
        "in_process",
        "notes",
    }
)
# Bytes of the digest of a row.
SIZE = 8
# How many rows are digested at a time.
BLOCK = 256


@dataclass(frozen=True)
class Digests:
    """A workbook as digests.

    Attributes:
        rest: Of all that a row may depend on besides its own cells: ledger, day, other tabs, headers, and the columns
            of the candidates by which rows are compared.
        rows: For each row of candidates, `SIZE` bytes: of the other cells.
        evidence: Of those among these cells that are in `evidence_columns`, in all rows.
    """

    rest: str
    rows: bytes
    evidence: str

    def changed(self, before: "Digests") -> list[int]:
        """The indexes of the rows (1 is the first below the header) that differ from those of another run."""
        now, was = self.rows, before.rows
        return [at // SIZE + 1 for at in range(0, len(now), SIZE) if now[at : at + SIZE] != was[at : at + SIZE]]


@dataclass(frozen=True)
class NextRows:
    """A `NextBest` without keys.

    Attributes:
        ranked: Scores in tenths and indexes of rows, the best first.
        all_of_them: As there.
    """

    ranked: Sequence[tuple[int, int]]
    all_of_them: bool

    @staticmethod
    def of(one: NextBest, candidates: Located) -> "NextRows":
        """The rows of these candidates."""
        return NextRows([(total, candidates.places[key][0]) for total, key in one.ranked], one.all_of_them)

    def by_key(self, candidates: Located) -> NextBest:
        """The candidates of these rows."""
        return NextBest([(total, candidates.keys[index - 1]) for total, index in self.ranked], self.all_of_them)


@dataclass(frozen=True)
class LastRun:
    """What a run left.

    Attributes:
        digests: Of the workbook that it read.
        shown: A digest of the program's tabs as it left them.
        apart: What the comparison of rows found.
        plain: For each row of candidates a byte: 1 for one who shares nothing with another row, and is matched.
        some_region: Whether any candidate's row names a region.
        left_out: Open requisition's compared key → how many others would fit it.
        next_best: Open requisition's compared key → who would be next on its slate.
        counts: The figures of the summary.
        parts: The issues, as `plan.problem_parts` gives them.
    """

    digests: Digests
    shown: str
    apart: Apart
    plain: bytes
    some_region: bool
    left_out: Mapping[str, LeftOut]
    next_best: Mapping[str, "NextRows"]
    counts: Mapping[str, int]
    parts: Sequence[Sequence[Problem]]

    def record(self) -> dict[str, Any]:
        """As plain data for JSON, without the issues."""
        return {
            "rest": self.digests.rest,
            "rows": self.digests.rows.hex(),
            "evidence": self.digests.evidence,
            "shown": self.shown,
            "apart": self.apart.record(),
            "plain": self.plain.hex(),
            "some_region": self.some_region,
            # Not `asdict`, which copies each number.
            "left_out": {key: vars(one) for key, one in self.left_out.items()},
            "next_best": {key: vars(one) for key, one in self.next_best.items()},
            "parts": [len(part) for part in self.parts],
        }

    @staticmethod
    def of(record: Mapping[str, Any], counts: Mapping[str, int], problems: Sequence[Problem]) -> "LastRun":
        """What `record` wrote, with the figures and the issues of that run. Raises an error if it is damaged."""
        at, parts = 0, []
        for size in record["parts"]:
            parts.append(problems[at : at + size])
            at += size
        return LastRun(
            Digests(record["rest"], bytes.fromhex(record["rows"]), record["evidence"]),
            record["shown"],
            Apart.from_record(record["apart"]),
            bytes.fromhex(record["plain"]),
            record["some_region"],
            {key: LeftOut(**one) for key, one in record["left_out"].items()},
            {key: NextRows(**one) for key, one in record["next_best"].items()},
            counts,
            parts,
        )


def digests_of(workbook: Workbook) -> Digests:
    """The digests of a workbook, without the program's columns and tabs that a run writes."""
    snapshot, located = workbook.snapshot, workbook.located
    rest, evidence, rows = blake2b(digest_size=16), blake2b(digest_size=16), bytearray()

    def add(value: object, to: "blake2b" = rest) -> None:
        to.update(repr(value).encode("utf-8", "surrogatepass"))

    # The ledger may have grown since the run began, so that what was read counts.
    add((workbook.events, workbook.secret, workbook.conventions, workbook.today))
    add((list(snapshot.tabs), snapshot.problems, snapshot.time_zone))
    candidates, requisitions = located[CANDIDATES], located[REQUISITIONS]
    fields = candidates.headers.fields
    people = set(_columns(candidates))
    own = {place for name, place in fields.items() if name in OWN_FIELDS} & people
    proving = (evidence_columns(candidates) & people) - own
    of_rest, of_row, of_evidence = (Picker(sorted(some)) for some in (people - own - proving, own | proving, proving))
    add(candidates.rows[0])
    for start in range(1, len(candidates.rows), BLOCK):
        block = candidates.rows[start : start + BLOCK]
        add(list(of_rest.each(block)))
        add(list(of_evidence.each(block)), evidence)
        for cells in of_row.each(block):
            rows += blake2b(repr(cells).encode("utf-8", "surrogatepass"), digest_size=SIZE).digest()
    add(requisitions.rows[0])
    all_of_it = Picker(_columns(requisitions))
    for row in requisitions.rows[1:]:
        add(all_of_it(row))
    known = {candidates.name, requisitions.name, BP_RUNS, *WRITTEN_WHOLE}
    for name, tab in snapshot.tabs.items():
        if name not in known:
            add((name, tab))
    return Digests(rest.hexdigest(), bytes(rows), evidence.hexdigest())


def _columns(located: Located) -> list[int]:
    """The columns of a tab that are people's."""
    width = max(map(len, located.rows), default=0)
    return sorted({*range(width)} - {*located.headers.columns.values()})


def left_by(
    workbook: Workbook,
    plan: Plan,
    publication: Publication | None,
    digests: Digests,
    shown: ShownDigest,
    before: "LastRun | None" = None,
) -> LastRun | None:
    """What a run leaves for the next one; None where the next one has to match all rows.

    Args:
        workbook: As it was read.
        plan: What the run found.
        publication: What it wrote.
        digests: Of the workbook.
        shown: Of the program's tabs.
        before: What the last run left, if the plan is of the changed rows only.
    """
    written = publication.appends.keys() - {BP_RUNS} if publication else ()
    first = plan.publication.before
    if written or not first.installed or first.new_headers or len(plan.problems) != sum(map(len, plan.problem_parts)):
        # Lines were added, columns are new, or people typed into BP cells.
        return None
    left = shown.of({**workbook.snapshot.tabs, **(publication.tabs if publication else {})})
    candidates = workbook.located[CANDIDATES]
    next_best = {key: NextRows.of(one, candidates) for key, one in plan.slates.next_best.items()}
    if before:
        now_plain = bytearray(before.plain)
        for key, candidate in plan.book.people.items():
            now_plain[candidates.places[key][0] - 1] = is_plain(candidate)
        now = replace(before, digests=digests, shown=left, plain=bytes(now_plain))
        now = replace(now, left_out=plan.slates.left_out, next_best=next_best)
        return replace(now, counts=plan.counts, parts=plan.problem_parts)
    plain = plain_keys(workbook)
    return LastRun(
        digests,
        left,
        Apart.of(workbook),
        bytes(key in plain for key in candidates.keys),
        any(row.region for row in workbook.book.people.values()),
        plan.slates.left_out,
        next_best,
        plan.counts,
        plan.problem_parts,
    )


def plain_keys(workbook: Workbook) -> AbstractSet[str]:
    """The compared keys of those who share nothing with another row, and may be on the slate of every requisition."""
    passed = {candidate for _, candidate in workbook.actions.passed()}
    people, alone = workbook.book.people, workbook.persons.alone()
    return {key for key in alone - passed if is_plain(people[key])}


def is_plain(candidate: Any) -> bool:
    """Whether a row is matched with every requisition, and no reply changes it."""
    return exclusion(candidate) is None and said_nothing(candidate)


def said_nothing(candidate: Any) -> bool:
    """Whether no reply of a candidate, and no choice on their page, changes how they are matched."""
    return candidate.alerts is None and candidate.said == NOTHING
