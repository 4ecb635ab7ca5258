"""What the command line prints in several lines: tables for people."""

import sys
from collections.abc import Sequence

from rich.console import Console
from rich.table import Table
from rich.text import Text

from automation.cli.printing import streams
from automation.core.follow_ups.schedule import due
from automation.core.ledger.events import Event, State
from automation.core.ledger.sends import Send
from automation.core.matching.blocker_words import now_words, story
from automation.core.matching.explanations import Explanation
from automation.core.matching.similar_skills import Similar
from automation.core.messages.colleagues import Colleagues
from automation.core.model import Finding, Problem, each_row
from automation.core.publishing.plan import Plan
from automation.core.publishing.validation import problem_lines
from automation.core.reason_words import why_due, words
from automation.core.reports.suppressed import Suppressed
from automation.core.schema import CANDIDATES
from automation.core.sentences import counted, minute
from automation.core.workbook.readings import Reading

BAND_STYLES = {"Strong": "bold green", "Good": "cyan", "Possible": "yellow"}
# Characters: the width of tables if there is no terminal.
WIDTH = 160


def console() -> Console:
    """Standard output; if it is no terminal, wide enough for a table."""
    return Console(width=None if sys.stdout.isatty() else WIDTH)


def print_problems(problems: Sequence[Problem]) -> None:
    """Print the issues, a line for each that is said of some rows."""
    for line in problem_lines(problems):
        console().print(streams.shown(line), highlight=False, markup=False, soft_wrap=True)


def print_findings(findings: Sequence[Finding]) -> None:
    """Print what was found about the file or spreadsheet that holds the workbook, a line each."""
    for finding in findings:
        sign = Text("ok  ", style="green") if finding.fine else Text("fix ", style="bold red")
        said = f"  {finding.subject}: {finding.message.removesuffix('.')}."
        console().print(Text.assemble(sign, streams.shown(said)), soft_wrap=True)


def print_check(plan: Plan, repairs: Sequence[str]) -> None:
    """Print the issues of tabs and rows, the repairs that `init` would do, and how much can be read."""
    print_problems(plan.problems)
    if repairs:
        console().print(
            streams.shown(f"`backpocket init` would {'; '.join(repairs)}."),
            highlight=False,
            markup=False,
            soft_wrap=True,
        )
    counts = plan.counts
    read = (
        f"{counted(counts['candidates'], 'candidate')} and {counted(counts['requisitions_open'], 'open requisition')}"
    )
    console().print(f"{read} can be read; {counted(len(plan.problems), 'issue')} to fix.", highlight=False)


def print_slates(plan: Plan, requisition_keys: Sequence[str]) -> None:
    """Print the slates of some requisitions (compared keys) as tables."""
    if not requisition_keys:
        console().print("No requisition is open.")
        return
    matches, scores = plan.slates.matches, bool(plan.book.rules.show_scores)
    for key in requisition_keys:
        row = plan.book.requisition_rows[key]
        slate = matches.having("req_key", key)
        table = Table(title=_text(f"{row.key} {row.title}"), title_justify="left", title_style="bold", expand=False)
        table.add_column("#", justify="right")
        table.add_column("Candidate", no_wrap=True)
        table.add_column("Score", justify="right")
        table.add_column("Band")
        table.add_column("Why now", ratio=3)
        table.add_column("Gaps", ratio=3)
        table.add_column("Confirm first", ratio=2)
        for match in each_row(slate):
            band = str(match.band)
            table.add_row(
                *_texts(match.rank, match.name or match.candidate, f"{match.score:.1f}" if scores else "—"),
                Text(band or "weak", style=BAND_STYLES.get(band, "dim")),
                *_texts(match.why_now, match.gaps, match.confirm_first),
            )
        console().print(table if len(slate) else _text(f"{row.key} {row.title}: no match yet."))
        left_out = str(plan.slates.left_out[key])
        if left_out:
            console().print(f"{left_out}.", highlight=False)
        console().print()


def _points(explanation: Explanation, head: str) -> Table:
    title = f"{head}: {explanation.score:.1f}, {explanation.band or 'weak'}"
    table = Table(title=_text(title), title_justify="left", title_style="bold", show_footer=True)
    table.add_column("Component", footer="Score")
    table.add_column("Can earn", justify="right", footer="100.0")
    table.add_column("Earns", justify="right")
    table.add_column("Points", justify="right", footer=f"{explanation.score:.1f}")
    table.add_column("Evidence")
    for part in explanation.parts:
        earns = f"{part.fraction:.4g}" if part.known else "unknown"
        table.add_row(*_texts(part.component, f"{part.most:.1f}", earns, f"{part.points:.1f}", part.evidence))
    return table


def _evidence(explanation: Explanation, head: str) -> Table:
    table = Table(title=_text(f"{head}: {explanation.band or 'weak'}"), title_justify="left", title_style="bold")
    for header in ("Component", "Known", "Evidence"):
        table.add_column(header)
    for part in explanation.parts:
        table.add_row(*_texts(part.component, "yes" if part.known else "unknown", part.evidence))
    return table


def _texts(*cells: object) -> list[Text]:
    """Cells as standard output will show them; nothing in them is read as markup."""
    return [_text(cell) for cell in cells]


def _text(cell: object, style: str = "") -> Text:
    return Text(streams.shown(str(cell)), style=style)


def print_follow_ups(plan: Plan) -> None:
    """Print the follow-ups that are due, earliest first."""
    waiting = due(plan.follow_ups, plan.today)
    if not waiting:
        console().print("No follow-ups are due.")
        return
    table = Table(title=f"{counted(len(waiting), 'follow-up')} due", title_justify="left", title_style="bold")
    for header in ("Since", "Candidate", "Why", "Owner"):
        table.add_column(header, no_wrap=header in {"Since", "Candidate"})
    for follow_up in each_row(waiting):
        row = plan.book.people[follow_up.key]
        (owner,) = _texts(follow_up.owner) if follow_up.owner else [Text("unassigned", style="red")]
        table.add_row(*_texts(follow_up.on, row.name or row.key, why_due(follow_up.reason)), owner)
    console().print(table)


def print_sends(sends: Sequence[Send], stopped: Event | None, known: Colleagues) -> None:
    """Print messages and their states, those with unknown delivery first."""
    if stopped:
        by = known.shown(stopped.by)
        console().print(_text(f"All sending is stopped, by {by}. {stopped.detail}".strip(), "bold red"))
    if not sends:
        console().print("No messages yet.")
        return
    table = Table(title=counted(len(sends), "message"), title_justify="left", title_style="bold")
    for header in ("Send ID", "State", "Since", "Candidate", "About", "Step", "By", "Detail"):
        table.add_column(header, no_wrap=header in {"Send ID", "State", "Since"})
    for send in sorted(sends, key=lambda one: one.state is not State.UNKNOWN):
        queued = send.queued
        about = ", ".join(queued.requisitions)
        cells = (queued.candidate, about, queued.step, queued.by, send.detail)
        table.add_row(*_texts(send.send_id, send.state, minute(send.at), *cells))
    console().print(table)


def print_suppressed(entries: Sequence[Suppressed], others: int) -> None:
    """Print who must not be contacted, and how many further entries of the list have no row."""
    if entries:
        table = Table(title=counted(len(entries), "candidate"), title_justify="left", title_style="bold")
        for header in ("Candidate", "Since", "Until", "By", "Why"):
            table.add_column(header, no_wrap=header in {"Since", "Until"})
        for one in entries:
            table.add_row(*_texts(one.candidate, one.since or "", one.until or "", one.by, one.why))
        console().print(table)
    else:
        console().print("No candidate is suppressed.")
    if others:
        console().print(f"{counted(others, 'more entry', 'more entries')} of the list: no row has that key or address.")


def print_explanation(
    explanation: Explanation, read: Sequence[Reading], similar: Sequence[Similar], *, scores: bool = True
) -> None:
    """Print every point of a score, the evidence for it, and how cells were read; without `scores` no points."""
    head = f"{explanation.name} ({explanation.candidate}) for {explanation.requisition}"
    table = _points(explanation, head) if scores else _evidence(explanation, head)
    console().print(table if explanation.parts else _text(f"{head}: not scored."))
    blocker = explanation.blocker
    lines = {
        "Excluded": words(explanation.excluded) if explanation.excluded else "",
        "Not asked": ", ".join(explanation.not_asked),
        "Known": explanation.known,
        "Blocker": f"{blocker.state}: {'; '.join(filter(None, (story(blocker), now_words(blocker))))}",
        "Why now": explanation.why_now,
        "Gaps": explanation.gaps,
        "Confirm first": explanation.confirm_first,
    }
    for name, text in lines.items():
        if text:
            console().print(Text.assemble((f"{name}: ", "bold"), _text(text)), soft_wrap=True)
    for pair in similar:
        console().print(Text.assemble(("Similar: ", "bold"), _text(pair.words)), soft_wrap=True)
    for one in read:
        whose = explanation.candidate if one.tab == CANDIDATES else explanation.requisition
        console().print(Text.assemble(("Read: ", "bold"), _text(f"{one.words} ({whose})")), soft_wrap=True)
