"""The part of a workbook that a viewer or a hiring manager may see.

Rows, cells and words are removed before a page gets them, so no page can show them by mistake. Keys are often e-mail
addresses and pages send keys to the browser, so candidates get handles that mean nothing elsewhere.
"""

from collections.abc import Mapping, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass, replace

from automation.core.access.blanked_frames import bare_reason, blanked, redacted_cells, renamed
from automation.core.access.pseudonyms import Colleagues, Handles
from automation.core.access.redaction import Redactor, shown_name
from automation.core.access.roles import Access, Role
from automation.core.frame import Frame
from automation.core.ledger.events import Event
from automation.core.ledger.persons import History
from automation.core.ledger.replies import NOTHING
from automation.core.ledger.state import LedgerState
from automation.core.model import CandidateFrame, FollowUpFrame, MatchFrame, RequisitionFrame
from automation.core.publishing.plan import Plan
from automation.core.schema import CANDIDATES, REQUISITIONS
from automation.core.tabs.previous_run import Publication, Published
from automation.core.text import key_of, names_in
from automation.core.workbook.action_log import Action, Kind
from automation.core.workbook.action_state import ActionState, fold
from automation.core.workbook.consent import NOT_NEEDED
from automation.core.workbook.parsed_workbook import Book

# The columns that figures are computed from; none of them identifies a candidate.
_COUNTED = frozenset(
    names_in("""
        shelved_on, shelve_reason, hired_on, do_not_contact, suppressed, in_process, region, consent_basis,
        consent_on, consent, last_contact, skills, champion, owner
    """)
)
# The columns that a hiring manager needs to decide about a candidate on their slate.
_FOR_MANAGERS = frozenset(
    names_in("""
        row, name, title, company, skills, location, works_remotely, remote_ok, level, level_said, years, pay, currency,
        work_authorisation, shelved_on, shelved_from, stage, rating, shelve_reason, reason_detail, revisit_on,
        earlier, champion, owner, last_contact, hired_on, do_not_contact, suppressed, in_process
    """)
)
_REQUISITION_COUNTED = frozenset(
    names_in("""
        key, req_id, row, title, family, must, level, status, opened_on, posted_on, pocket_checked_on,
        slate_presented_on, filled_on, hire_source, hiring_manager, recruiter
    """)
)


@dataclass(frozen=True)
class FilteredPlan:
    """What one user may see.

    Attributes:
        plan: The run's plan, its ledger included, with handles in place of candidates' keys.
        keys: Handle → the compared key, of the candidates who are in it.
        colleagues: The names that they may see for their colleagues.
    """

    plan: Plan
    keys: Mapping[str, str]
    colleagues: Colleagues


def filtered_for(
    plan: Plan, access: Access, handles: Handles, members: Mapping[str, Access] | None = None
) -> FilteredPlan:
    """A plan, its ledger included, as a viewer or a hiring manager may see it.

    Args:
        plan: The whole plan.
        access: The user's.
        handles: Names in place of candidates' keys.
        members: E-mail in lower case → the access of each user with a role.
    """
    colleagues = Colleagues(plan, members or {}, handles)
    if access.role is Role.VIEWER:
        return _counted(plan, handles, colleagues)
    return _own(plan, access, handles, colleagues)


# ---- A viewer: counts, without any names --------------------------------------------------------------------------


def _counted(plan: Plan, handles: Handles, colleagues: Colleagues) -> FilteredPlan:
    keys = {handles.of(str(key)): str(key) for key in plan.book.candidates.index}
    handle_of = {key: handle for handle, key in keys.items()}
    book = plan.book
    requisitions = blanked(book.requisitions, _REQUISITION_COUNTED)
    filled_by = [handles.of(text) if text else "" for text in book.requisitions["filled_by"]]
    requisitions = redacted_cells(requisitions.assign(filled_by=filled_by), ("title", "family", "hire_source", "must"))
    requisitions = colleagues.columns(requisitions, "hiring_manager", "recruiter")
    matches = blanked(plan.slates.matches, frozenset({"req_key", "req_id", "rank", "score", "band"}))
    pairs = {
        (req, handle_of[candidate]): pair
        for (req, candidate), pair in plan.slates.pairs.items()
        if candidate in handle_of
    }
    slates = replace(
        plan.slates,
        matches=MatchFrame(renamed(matches, plan.slates.matches["candidate_key"], handle_of)),
        pairs=pairs,
    )
    people = redacted_cells(_people(book.candidates, _COUNTED, handle_of), _COUNTED - {"champion", "owner"})
    people = colleagues.columns(people, "champion", "owner")
    found = replace(_bare(plan), book=_book(book, CandidateFrame(people), requisitions), slates=slates)
    follow_ups = plan.follow_ups.assign(
        key=[handle_of[key] for key in plan.follow_ups["key"]], reason=[None] * len(plan.follow_ups)
    )
    follow_ups = FollowUpFrame(colleagues.columns(follow_ups, "owner"))
    found = replace(found, follow_ups=follow_ups, history=_anonymous(plan.history, handle_of))
    return FilteredPlan(found, keys, colleagues)


def _anonymous(history: History, handle_of: Mapping[str, str]) -> History:
    """Messages and replies under handles. Which candidate each belongs to was decided with the real keys."""
    state = LedgerState(bounced=set(history.state.bounced))
    for send_id, send in history.state.sends.items():
        own = [handle_of[key] for key in history.recipients.get(send_id, ()) if key in handle_of]
        known = send.queued
        queued = Event(known.at, known.state, send_id, next(iter(own), ""), known.requisitions, known.step)
        state.sends[send_id] = replace(send, queued=queued, detail="", also=tuple(own[1:]))
    persons = history.persons.renamed(handle_of)
    for key, replies in history.replies.items():
        # The first row of a person has the replies of all their rows.
        if key in handle_of and history.persons.of(key).keys[0] == key:
            state.answers[handle_of[key]] = [_bare_reply(one, handle_of[key]) for one in replies]
    return History(persons, state)


def _bare_reply(one: Event, handle: str) -> Event:
    """A reply without its words: that it came, and when, is all that rates count."""
    return Event(one.at, one.state, one.send_id, handle, step=one.step)


# ---- A hiring manager: their requisitions, and the candidates on the slates ---------------------------------------


def _own(plan: Plan, access: Access, handles: Handles, colleagues: Colleagues) -> FilteredPlan:
    book, matches = plan.book, plan.slates.matches
    mine = [access.owns(name) for name in book.requisitions["hiring_manager"]]
    wanted = book.requisitions.where(mine)
    requisitions = frozenset(map(str, wanted.index))
    slates = matches.having("req_key", *requisitions)
    passed = {candidate for requisition, candidate in plan.actions.passed() if requisition in requisitions}
    keys = {handles.of(key): key for key in {*slates["candidate_key"], *passed} if key in book.candidates.index}
    handle_of = {key: handle for handle, key in keys.items()}
    there = [key for key in book.candidates.index if key in handle_of]
    rows = CandidateFrame(book.candidates.only(there))
    people = _people(rows, _FOR_MANAGERS, handle_of)
    redactor = Redactor(book.candidates, handle_of, colleagues.shown)
    texts = [name for name in _FOR_MANAGERS if name not in {"name", "champion", "owner"}]
    people = people.assign(
        **{name: [redactor.cell(cell, key) for cell, key in zip(people[name], there, strict=True)] for name in texts}
    )
    people = people.assign(name=[shown_name(name) for name in rows["name"]], said=[NOTHING] * len(there))
    people = colleagues.columns(people, "champion", "owner")
    own = [str(name) for name in wanted.columns if name not in {"key", "req_id", "hiring_manager", "recruiter"}]
    wanted = colleagues.columns(
        redacted_cells(wanted.assign(filled_by=[""] * len(wanted)), own), "hiring_manager", "recruiter"
    )
    slates = slates.assign(name=[shown_name(name) for name in slates["name"]]).assign(
        **{
            name: [
                redactor.text(str(text), key) for text, key in zip(slates[name], slates["candidate_key"], strict=True)
            ]
            for name in ("why_then", "why_now", "gaps", "confirm_first")
        }
    )
    found = replace(
        _bare(plan),
        book=_book(book, CandidateFrame(people), wanted),
        slates=replace(
            plan.slates,
            matches=MatchFrame(renamed(slates, slates["candidate_key"], handle_of)),
            pairs={},
            open_keys=[key for key in plan.slates.open_keys if key in requisitions],
            left_out={key: count for key, count in plan.slates.left_out.items() if key in requisitions},
        ),
        # Messages and replies are between the candidate and the recruiter.
        follow_ups=FollowUpFrame(plan.follow_ups.at([])),
        actions=_actions(plan.actions, requisitions, handle_of, redactor, colleagues),
    )
    return FilteredPlan(found, keys, colleagues)


def _actions(
    state: ActionState,
    requisitions: AbstractSet[str],
    handle_of: Mapping[str, str],
    redactor: Redactor,
    colleagues: Colleagues,
) -> ActionState:
    """The actions about one of these requisitions, without those about other candidates."""
    kept = [
        replace(
            line,
            candidate=handle_of[key_of(line.candidate)] if line.candidate else "",
            detail=redactor.text(line.detail, key_of(line.candidate)),
            who=colleagues.shown(line.who),
            # The name of the reviewer may be an address.
            value="" if line.kind is Kind.REVIEW else line.value,
        )
        for line in state.lines
        if _is_about(line, requisitions, handle_of)
    ]
    ids = {line.action_id for line in kept}
    undone = [
        replace(line, who=colleagues.shown(line.who), detail="")
        for line in state.lines
        if line.kind is Kind.UNDONE and line.value in ids
    ]
    return fold([*kept, *undone])


def _is_about(line: Action, requisitions: AbstractSet[str], handle_of: Mapping[str, str]) -> bool:
    someone = not line.candidate or key_of(line.candidate) in handle_of
    return line.kind is not Kind.REKEYED and key_of(line.requisition) in requisitions and someone


# ---- Frames -------------------------------------------------------------------------------------------------------


def _bare(plan: Plan) -> Plan:
    """A plan without the parts that quote cells or name people: problems, publication, actions and ledger."""
    nothing = Publication({}, Published(), {})
    bare = replace(plan, problems=(), publication=nothing, changed=False, actions=ActionState(), history=History())
    return replace(bare, overwritten={})


def _book(book: Book, people: CandidateFrame, requisitions: Frame) -> Book:
    nothing: dict[str, Sequence[str]] = {CANDIDATES: (), REQUISITIONS: ()}
    none = {CANDIDATES: 0, REQUISITIONS: 0}
    return replace(
        book, candidates=people, requisitions=RequisitionFrame(requisitions), doubled=nothing, keyless=none, problems=()
    )


def _people(candidates: CandidateFrame, kept: AbstractSet[str], handle_of: Mapping[str, str]) -> Frame:
    """Candidates under their handles, with only these columns filled."""
    handles = [handle_of[str(key)] for key in candidates.index]
    found = blanked(candidates, kept).assign(
        key=handles,
        said=[replace(NOTHING, replied_on=said.replied_on) for said in candidates["said"]],
        # Figures and slates go by these reasons; what and whom they name is left out.
        **{name: [bare_reason(why) for why in candidates[name]] for name in ("other_row", "organisation")},
    )
    if "consent" not in kept:
        found = found.assign(consent=[NOT_NEEDED] * len(handles))
    return found.under(handles)
