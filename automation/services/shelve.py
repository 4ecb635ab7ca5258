"""`shelve`: add one row to `Candidates`, from the dashboard's form."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from automation.core.access.roles import Right, Role
from automation.core.identity.contact_ids import email_identity
from automation.core.identity.one_person import may_be_one, namesake
from automation.core.identity.typed_addresses import lone_address
from automation.core.model import Cell, Conventions, Problem, Row, Snapshot
from automation.core.schema import CANDIDATES, REQUISITIONS
from automation.core.tabs.headers import Located, locate
from automation.core.tabs.previous_run import headers_of
from automation.core.tabs.typed_rows import in_types_of_columns
from automation.core.text import key_of, text_of
from automation.core.typed_columns import CANDIDATE_FIELDS, REQUISITION_FIELDS
from automation.core.workbook.action_rows import LONGEST
from automation.core.workbook.assemble import assemble
from automation.errors import ActionError, BackpocketError
from automation.retry import landed
from automation.services import recruiter_actions
from automation.services.acting import Actor

HEADERS = {field.id: field.header for field in CANDIDATE_FIELDS}


@dataclass(frozen=True)
class Shelved:
    """The result of `shelve`.

    Attributes:
        key: Of the candidate's row.
        added: Whether the row is new; a second click finds the row of the first.
        problems: What a person should check, such as a column that the tab lacks.
    """

    key: str
    added: bool
    problems: Sequence[Problem] = ()


def shelve(
    actor: Actor,
    person: Mapping[str, str],
    conventions: Conventions,
    *,
    as_manager: bool = False,
    no_conflict: bool = False,
) -> Shelved:
    """Add one candidate's row, and record in `BP Actions` who did it.

    Args:
        actor: Who shelves them; becomes the owner (a hiring manager: the champion) if the form names none.
        person: Field ID of `typed_columns.CANDIDATE_FIELDS` → what the form says.
        conventions: How the workbook is written.
        as_manager: Whether a hiring manager shelves the candidate for their own team.
        no_conflict: Whether the manager declared that they have no conflict of interest.

    Raises:
        ActionError: A cell is missing or cannot be read, or another row has the key or the address.
        SchemaError: A tab or a header that must be there is missing or doubled.
        StoreError: The workbook is out of reach or busy.
    """
    if not actor.who.strip():
        raise ActionError("Say who you are first, so that others know whom to ask.")
    actor.require(Right.SHELVE)
    cells = {name: " ".join(text.split())[:LONGEST] for name, text in person.items() if text.strip()}
    if actor.access.role is Role.MANAGER:
        # A manager shelves for their own team only, whatever the form says.
        as_manager, cells = True, {name: text for name, text in cells.items() if name not in {"champion", "owner"}}
    if as_manager:
        _require_declaration(cells, no_conflict=no_conflict)
    cells.setdefault("champion" if as_manager else "owner", actor.who)

    def attempt() -> tuple[str, bool, Sequence[Problem]]:
        snapshot = actor.store.read()
        today = actor.clock.today(snapshot.time_zone)
        row: dict[str, Cell] = {"shelved_on": today.isoformat(), **cells}
        key = _checked(row, conventions, today)
        candidates = locate(snapshot.tabs, CANDIDATES)
        if _there_already(candidates, row, key, tell=actor.access.may(Right.PEOPLE)):
            return key, False, ()
        return key, True, [*_without_column(candidates, cells), *actor.store.shelve(row, snapshot.version)]

    key, added, problems = landed(attempt)
    return Shelved(key, added, [*problems, *(_noted(actor, key, cells, as_manager=as_manager) if added else ())])


def _require_declaration(cells: Mapping[str, str], *, no_conflict: bool) -> None:
    if not cells.get("reason_detail"):
        raise ActionError("Say why you want them, in terms of the work: what they can do that this team needs.")
    if not no_conflict:
        raise ActionError(
            "Tick that you have no conflict of interest; if you have one, ask a recruiter to shelve them."
        )


def _checked(row: Mapping[str, Cell], conventions: Conventions, today: date) -> str:
    """The key of the new row.

    Raises:
        ActionError: A cell is missing or cannot be read; names every such cell.
    """
    tabs: dict[str, Sequence[Row]] = {
        CANDIDATES: [headers_of(CANDIDATE_FIELDS), [row.get(field.id) for field in CANDIDATE_FIELDS]],
        REQUISITIONS: [headers_of(REQUISITION_FIELDS)],
    }
    book = assemble(Snapshot(tabs), (), None, conventions, today).book
    messages = [problem.message for problem in book.problems if problem.tab == CANDIDATES]
    if messages:
        raise ActionError("\n".join(dict.fromkeys(messages)))
    return str(book.candidates["key"][0])


def _there_already(candidates: Located, wanted: Mapping[str, Cell], key: str, *, tell: bool) -> bool:
    """Whether the tab already has the same row. The error names the row in the way only with `tell`.

    Raises:
        ActionError: Another row has the key or the address.
    """
    (typed,) = in_types_of_columns(CANDIDATES, candidates.rows, [wanted])
    for number, row in enumerate(candidates.rows[1:], start=2):
        own = {name: text_of(candidates.headers.cell(row, name)) for name in HEADERS if candidates.headers.has(name)}
        if key_of(candidates.key(row)) == key_of(key) or _same_person(own, wanted):
            if all(key_of(own[name]) == key_of(text_of(cell)) for name, cell in typed.items() if name in own):
                return True
            if not tell:
                raise ActionError("This person cannot be added here: ask a recruiter.")
            raise ActionError(f"Already in row {number} of Candidates: change that row.")
    return False


def _same_person(own: Mapping[str, str], wanted: Mapping[str, Cell]) -> bool:
    """Whether a row has the address of the new one, or is the same person at another spelling of its mailbox."""
    address, new_address = lone_address(own["email"]), lone_address(text_of(wanted.get("email")))
    if not address or email_identity(address) != email_identity(new_address):
        return False
    known = namesake(own.get("name", ""), own.get("preferred_name", ""), address)
    new = namesake(text_of(wanted.get("name")), text_of(wanted.get("preferred_name")), new_address)
    return address == new_address or may_be_one(known, new)


def _without_column(candidates: Located, cells: Mapping[str, str]) -> list[Problem]:
    """A problem for each cell of the form for which the tab has no column."""
    return [
        Problem(
            CANDIDATES,
            "",
            HEADERS[name],
            "",
            f"Candidates has no column {HEADERS[name]}, so that was not kept: add it.",
        )
        for name in cells
        if not candidates.headers.has(name)
    ]


def _noted(actor: Actor, key: str, cells: Mapping[str, str], *, as_manager: bool) -> list[Problem]:
    """Record the shelving in `BP Actions`. A failure is returned, not raised: the user would add the row again."""
    detail = cells.get("reason_detail", "")
    if as_manager:
        detail = f"For themselves; no conflict of interest declared. {detail}"
    try:
        recruiter_actions.shelved(actor, key, detail)
    except BackpocketError as error:
        # The error may quote the workbook.
        why = str(error) if actor.access.may(Right.PEOPLE) else "ask a recruiter."
        return [Problem(CANDIDATES, key, "", "", f"The row was added, but not who did it: {why}")]
    return []
