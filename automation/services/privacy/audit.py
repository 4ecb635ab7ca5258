"""What was decided for one requisition: by which criteria, from which pool, who was shown, who chose whom and why."""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import fields
from datetime import datetime
from typing import Any

from automation.core.ledger.ledger_tabs import instant_text
from automation.core.ledger.sends import RELEASED
from automation.core.matching.matcher import Matcher
from automation.core.matching.scoring import tenths
from automation.core.model import Cell, Row, each_row
from automation.core.publishing.decisions import without_numbers
from automation.core.publishing.plan import Plan, make_plan
from automation.core.schema import CANDIDATES, HISTORY_COLUMNS, REQUISITIONS
from automation.core.sentences import minute
from automation.core.text import key_of
from automation.core.workbook.assemble import Workbook
from automation.core.workbook.history_log import Kind, Line
from automation.core.workbook.nearest_keys import unknown_key

Record = dict[str, Any]
# The columns of BP History that a decision fills, besides its time, kind and keys.
_OF_A_DECISION = tuple(
    column
    for column in HISTORY_COLUMNS
    if column.id not in {"at", "kind", "candidate", "req_id", "before"}
    and column.header not in {"Shelved on", "Shelved from", "Shelve reason", "Reason detail", "Stage reached"}
)
_DATES = ("opened_on", "posted_on", "pocket_checked_on", "slate_presented_on", "filled_on")
_ASKED = ("must", "nice", "title", "family", "level", "location", "remote", "pay", "sponsors")


def audit_record(workbook: Workbook, requisition: str) -> Record:
    """Everything about one requisition that an auditor asks for, as plain data.

    Position, criteria, weights and pool are those of now. Each decision has the numbers of its own moment.

    Raises:
        UnknownKey: No row has this key.
    """
    rows = workbook.book.requisition_rows
    wanted = key_of(requisition)
    if wanted not in rows:
        raise unknown_key(REQUISITIONS, requisition, rows.values())
    row, plan = rows[wanted], make_plan(workbook, force=True)
    return {
        "requisition": row.key,
        "as_of": workbook.today.isoformat(),
        "position": {
            "title": row.title,
            "status": str(row.status or ""),
            "hiring_manager": row.hiring_manager,
            "recruiter": row.recruiter,
            "filled_by": row.filled_by,
            **{name: day.isoformat() if (day := getattr(row, name)) else "" for name in _DATES},
        },
        "criteria": {name: _words(getattr(row, name)) for name in _ASKED},
        "weights": {
            rule.metadata["name"]: getattr(workbook.book.rules, rule.name) for rule in fields(workbook.book.rules)
        },
        "pool": _pool(workbook, row),
        "surfaced": list(_surfaced(workbook, plan, wanted)),
        "decisions": [_decision(workbook, line) for line in _decisions(workbook, requisition)],
    }


def _words(value: Any) -> str:
    """What a cell asks for, in words."""
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, tuple):
        return ", ".join(map(str, value))
    return "" if value is None else getattr(value, "label", str(value))


def _pool(workbook: Workbook, requisition: Any) -> Record:
    """How many candidates there are, how many were matched, and by which reasons the others were not."""
    book = workbook.book
    matcher = Matcher(book, book.candidates, workbook.today, workbook.actions.passed())
    apart = matcher.apart(requisition)
    excluded = {at: why for at in range(len(matcher.keys)) if (why := matcher.pool.excluded[at] or apart.get(at))}
    totals = matcher.scores(requisition).total
    least = book.rules.slate_floor
    enough = sum(tenths(int(total)) >= least for at, total in enumerate(totals) if at not in excluded)
    return {
        "candidates": len(book.candidates),
        "matched": len(book.candidates) - len(excluded),
        "enough_for_a_slate": enough,
        "excluded": dict(sorted(Counter(str(why.kind) for why in excluded.values()).items())),
        "rows_without_a_key": book.keyless[CANDIDATES],
        "doubled_keys": len(book.doubled[CANDIDATES]),
    }


def _surfaced(workbook: Workbook, plan: Plan, requisition: str) -> Iterator[Record]:
    """Who is on the slate now, best first; then who was on it before, by the day they first were."""
    people, pairs = workbook.book.people, plan.slates.pairs
    now = {match.candidate_key: match for match in each_row(plan.slates.matches) if match.req_key == requisition}
    before = sorted(
        (pair.first_seen_on, key) for (req, key), pair in pairs.items() if req == requisition and key not in now
    )
    for key in (*now, *(key for _, key in before)):
        pair, match, row = pairs[requisition, key], now.get(key), people.get(key)
        yield {
            "candidate": row.key if row else key,
            "name": row.name if row else "",
            "on_the_slate": match is not None,
            "rank": match.rank if match else None,
            "score": match.score if match else None,
            "band": str(match.band) if match else "",
            "first_seen_on": pair.first_seen_on.isoformat(),
            "strong_since": pair.strong_since.isoformat() if pair.strong_since else "",
        }


def _decisions(workbook: Workbook, requisition: str) -> list[Line]:
    lines = [*workbook.history_log.decisions(requisition), *without_numbers(workbook, requisition)]
    return sorted(lines, key=lambda line: line.at)


def _decision(workbook: Workbook, line: Line) -> Record:
    row = workbook.book.people.get(key_of(line.candidate))
    undone = workbook.actions.undone.get(line.cell("decision_id"))
    send = workbook.state.sends.get(line.cell("decision_id"))
    is_off = send.state in RELEASED if send else line.decided in workbook.history_log.not_sent
    return {
        "at": instant_text(line.at),
        "decision": str(Kind.NOT_SENT if is_off and line.kind is Kind.CONTACTED else line.kind),
        "candidate": line.candidate,
        "name": row.name if row else "",
        **{column.id: line.cell(column.id) for column in _OF_A_DECISION},
        "undone_by": undone.who if undone else "",
        "message": str(send.state) if send else "",
    }


# The columns of the CSV file: facts have a name and a value, people and decisions their own cells.
_ABOUT_PEOPLE: Mapping[str, str] = {
    "at": "At",
    "candidate": "Candidate",
    "name": "Candidate's name",
    **{column.id: column.header for column in _OF_A_DECISION},
    "undone_by": "Undone by",
    "message": "Message",
    "rank": "Rank",
    "first_seen_on": "First seen on",
    "strong_since": "Strong since",
}


def audit_rows(record: Record) -> list[Row]:
    """A record as the rows of a CSV file."""
    facts = {"requisition": record["requisition"], "as of": record["as_of"]}
    sections = {"position": facts | record["position"], "criteria": record["criteria"], "weight": record["weights"]}
    pool = dict(record["pool"])
    excluded = {f"excluded: {name}": count for name, count in pool.pop("excluded").items()}
    sections["pool"] = pool | excluded
    rows: list[Row] = [["What", "Name", "Value", *_ABOUT_PEOPLE.values()]]
    rows += [[what, _plain(name), value] for what, values in sections.items() for name, value in values.items()]
    for one in record["surfaced"]:
        rows.append(["on the slate" if one["on_the_slate"] else "on the slate before", None, None, *_cells(one)])
    rows += [[one["decision"], None, None, *_cells(one)] for one in record["decisions"]]
    return rows


def _plain(name: str) -> str:
    return name.replace("_", " ")


def _cells(one: Record) -> list[Cell]:
    return [one.get(name) for name in _ABOUT_PEOPLE]


def audit_in_words(record: Record) -> str:
    """A record as text."""
    parts = [
        f"Requisition {record['requisition']}, as of {record['as_of']}",
        _section("Position", _facts(record["position"])),
        _section("Criteria", _facts(record["criteria"])),
        _section("Weights and limits", [f"{name}: {value:g}" for name, value in record["weights"].items()]),
        _section("Pool", _pool_lines(record["pool"])),
        _section("On the slate, now or before", [_shown(one) for one in record["surfaced"]]),
        _section("Decisions", [_decided(one) for one in record["decisions"]]),
    ]
    return "\n\n".join(parts)


def _pool_lines(pool: Record) -> list[str]:
    counts = {name: value for name, value in pool.items() if name != "excluded"}
    return [*_facts(counts), *(f"Excluded, {_plain(name)}: {count}" for name, count in pool["excluded"].items())]


def _facts(values: Record) -> list[str]:
    return [f"{_plain(name).capitalize()}: {value}" for name, value in values.items() if value]


def _section(title: str, lines: Sequence[str]) -> str:
    return "\n".join([title, *(f"  {line}" for line in lines or ["Nothing."])])


def _shown(one: Record) -> str:
    who = f"{one['name']} ({one['candidate']})" if one["name"] else one["candidate"]
    if one["on_the_slate"]:
        return f"{one['rank']}. {who}: {one['score']:g} {one['band'] or 'weak'}, since {one['first_seen_on']}"
    return f"{who}: first on {one['first_seen_on']}, not now"


# How a decision is said whose name is no verb.
_IN_WORDS = {str(Kind.NOT_SENT): "wanted to contact"}


def _decided(one: Record) -> str:
    who = f"{one['name']} ({one['candidate']})" if one["name"] else one["candidate"]
    why = f": {one['why']}" if one["why"] else ""
    decided = _IN_WORDS.get(one["decision"], one["decision"])
    head = f"{minute(datetime.fromisoformat(one['at']))}: {one['by']} {decided} {who}{why}"
    after = [
        f"    {label}: {one[name]}"
        for name, label in (("points", "Points"), ("why_now", "Why now"), ("gaps", "Gaps"), ("excluded", "Excluded"))
        if one[name]
    ]
    numbers = f"    Score {one['score']} {one['band'] or 'weak'}, known {one['known']}" if one["score"] else ""
    computed = " (computed later)" if one["computed_at"] and one["computed_at"] != one["at"] else ""
    ends = [f"    Undone by {one['undone_by']}"] if one["undone_by"] else []
    ends += [f"    Message: {one['message']}"] if one["message"] else []
    shown = f"{numbers}{computed}" if numbers else "    No numbers were kept at that time"
    return "\n".join([head, shown, *after, *ends])
