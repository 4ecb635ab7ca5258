"""`shelve`: one new row in `Candidates`, on behalf of a person who filled in the form of the dashboard."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from automation.core.access.roles import Right, Role
from automation.core.model import Cell, Conventions, Problem, Row, Snapshot
from automation.core.schema import CANDIDATES, REQUISITIONS
from automation.core.tabs.headers import Located, locate
from automation.core.tabs.previous_run import headers_of
from automation.core.text import cell_at, key_of, text_of
from automation.core.typed_columns import CANDIDATE_FIELDS, REQUISITION_FIELDS
from automation.core.workbook.action_rows import LONGEST
from automation.core.workbook.assemble import assemble
from automation.errors import ActionError, BackpocketError
from automation.retry import landed
from automation.services import recruiter_actions
from automation.services.recruiter_actions import Hand

HEADERS = {field.id: field.header for field in CANDIDATE_FIELDS}


@dataclass(frozen=True)
class Shelved:
    """Somebody who stands in `Candidates` now.

    Attributes:
        key: Of their row.
        added: Whether the row is new; a second click finds the first one's.
        problems: What a person should look at, such as a column that the tab does not have.
    """

    key: str
    added: bool
    problems: Sequence[Problem] = ()


def shelve(
    hand: Hand,
    person: Mapping[str, str],
    conventions: Conventions,
    *,
    as_manager: bool = False,
    no_conflict: bool = False,
) -> Shelved:
    """Add one person's row, and note who did it.

    Args:
        hand: Whoever shelves them: the owner, or, as a manager, the champion, where the form names none.
        person: What the form says, by field id of `typed_columns.CANDIDATE_FIELDS`.
        conventions: How the workbook is written.
        as_manager: Whether a hiring manager shelves somebody for themselves.
        no_conflict: Whether they declared that they have no conflict of interest.

    Raises:
        ActionError: Something is missing or cannot be read, or the person is there already.
        SchemaError: A tab or a header that must be there is missing or doubled.
        StoreError: The workbook is out of reach or busy.
    """
    if not hand.who.strip():
        raise ActionError("Say who you are first, so that others know whom to ask.")
    hand.require(Right.SHELVE)
    said = {name: " ".join(text.split())[:LONGEST] for name, text in person.items() if text.strip()}
    if hand.access.role is Role.MANAGER:
        # For themselves, whatever the form said.
        as_manager, said = True, {name: text for name, text in said.items() if name not in {"champion", "owner"}}
    if as_manager:
        _refuse_unless_declared(said, no_conflict=no_conflict)
    said.setdefault("champion" if as_manager else "owner", hand.who)

    def attempt() -> tuple[str, bool, Sequence[Problem]]:
        snapshot = hand.store.read()
        today = hand.clock.today(snapshot.time_zone)
        row: dict[str, Cell] = {"shelved_on": today.isoformat(), **said}
        key = _checked(row, conventions, today)
        candidates = locate(snapshot.tabs, CANDIDATES)
        if _there_already(candidates, row, key, tell=hand.access.may(Right.PEOPLE)):
            return key, False, ()
        return key, True, [*_unkept(candidates, said), *hand.store.shelve(row, snapshot.version)]

    key, added, problems = landed(attempt)
    return Shelved(key, added, [*problems, *(_noted(hand, key, said, as_manager=as_manager) if added else ())])


def _refuse_unless_declared(said: Mapping[str, str], *, no_conflict: bool) -> None:
    if not said.get("reason_detail"):
        raise ActionError("Say why you want them, in terms of the work: what they can do that this team needs.")
    if not no_conflict:
        raise ActionError(
            "Tick that you have no conflict of interest; if you have one, ask a recruiter to shelve them."
        )


def _checked(row: Mapping[str, Cell], conventions: Conventions, today: date) -> str:
    """The key of the new row.

    Raises:
        ActionError: A cell is missing or cannot be read; says everything at once.
    """
    tabs: dict[str, Sequence[Row]] = {
        CANDIDATES: [headers_of(CANDIDATE_FIELDS), [row.get(field.id) for field in CANDIDATE_FIELDS]],
        REQUISITIONS: [headers_of(REQUISITION_FIELDS)],
    }
    book = assemble(Snapshot(tabs), (), None, conventions, today).book
    messages = [problem.message for problem in book.problems if problem.tab == CANDIDATES]
    if messages:
        raise ActionError("\n".join(dict.fromkeys(messages)))
    return str(book.candidates["key"].iloc[0])


def _there_already(candidates: Located, wanted: Mapping[str, Cell], key: str, *, tell: bool) -> bool:
    """Whether the very same row is there. Only with `tell` an error says what is in the way.

    Raises:
        ActionError: Another row has the key or the address.
    """
    email = key_of(text_of(wanted.get("email")))
    for number, row in enumerate(candidates.rows[1:], start=2):
        own = {name: text_of(cell_at(row, place)) for name, place in candidates.headers.fields.items()}
        if key_of(candidates.key(row)) == key_of(key) or (email and key_of(own["email"]) == email):
            if all(key_of(own[name]) == key_of(text_of(cell)) for name, cell in wanted.items() if name in own):
                return True
            if not tell:
                raise ActionError("This person cannot be added here: ask a recruiter.")
            raise ActionError(f"Already in row {number} of Candidates: change that row.")
    return False


def _unkept(candidates: Located, said: Mapping[str, str]) -> list[Problem]:
    """What the form says, but the tab has no column for."""
    return [
        Problem(
            CANDIDATES,
            "",
            HEADERS[name],
            "",
            f"Candidates has no column {HEADERS[name]}, so that was not kept: add it.",
        )
        for name in said
        if name not in candidates.headers.fields
    ]


def _noted(hand: Hand, key: str, said: Mapping[str, str], *, as_manager: bool) -> list[Problem]:
    """A line in `BP Actions`. The row is there: who is told that this failed would add it again."""
    detail = said.get("reason_detail", "")
    if as_manager:
        detail = f"For themselves; no conflict of interest declared. {detail}"
    try:
        recruiter_actions.shelved(hand, key, detail)
    except BackpocketError as error:
        # The error may quote the workbook.
        why = str(error) if hand.access.may(Right.PEOPLE) else "ask a recruiter."
        return [Problem(CANDIDATES, key, "", "", f"The row was added, but not who did it: {why}")]
    return []
