"""Review by link: a recruiter sends a hiring manager a slate, and the answers come back as the manager's word.

A review is a line of `BP Actions`, so undoing that line revokes it. What the link shows is what the dashboard would
show that manager, and nothing else.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from automation.core.access.roles import Access, Role
from automation.core.messages.link_tokens import REVIEW as REVIEW_KIND
from automation.core.messages.link_tokens import token_of
from automation.core.text import key_of
from automation.core.workbook.action_log import REVIEW_VALID, STAR, Action, Kind
from automation.core.workbook.action_rows import read_actions
from automation.core.workbook.action_state import ActionState
from automation.errors import ActionError, ConfigError
from automation.outreach.links import REVIEW
from automation.secrets import Secrets
from automation.services.acting import Actor, Wish, act, act_all
from automation.services.colleagues.staff import Staff
from automation.services.recruiter_actions import undo
from automation.settings import Settings

# People on the page, and characters of a note.
MOST, LONGEST_NOTE = 10, 500
YES, NO = "yes", "no"
CHOICES = (YES, NO, STAR)
DECLARED = "No conflict of interest declared. "


@dataclass(frozen=True)
class Said:
    """What a manager says about one person; as typed.

    Attributes:
        choice: One of `CHOICES`, or "".
        note: Why.
        no_conflict: Whether they ticked that they have no conflict of interest.
    """

    choice: str = ""
    note: str = ""
    no_conflict: bool = False


def issue(actor: Actor, requisition: str, manager: str) -> Action:
    """Record that a requisition's slate goes to its hiring manager; one that is still valid is returned instead.

    Args:
        actor: Who sends it.
        requisition: The key.
        manager: The cell Hiring manager, as the workbook has it.

    Raises (as the other use cases of people):
        ActionError: The user may not do this, or the requisition has no hiring manager.
        BackpocketError: The workbook cannot be read or written.
    """
    if not manager.strip():
        raise ActionError(f"{requisition} has no hiring manager: type one into its row, then send the slate.")
    return act(actor, Wish(Kind.REVIEW, requisition=requisition, value=lambda _: (manager, "")))


def revoke(actor: Actor, review_id: str) -> Action:
    """End a review: its link shows nothing any more. Answers that were given stay."""
    return undo(actor, known_review(read_actions(actor.store.read().tabs), review_id).action_id)


def known_review(state: ActionState, review_id: str) -> Action:
    """The review with an ID, whether it is valid or not.

    Raises:
        ActionError: There is none.
    """
    found = next((one for one in state.lines if one.kind is Kind.REVIEW and one.action_id == review_id), None)
    if found is None:
        raise ActionError(f"There is no review {review_id}: `backpocket review list` shows them.")
    return found


def link_of(settings: Settings, secrets: Secrets, review: Action) -> str:
    """The address of a review's page.

    Raises:
        ConfigError: No page is served.
    """
    base = require_page(settings)
    return f"{base}{REVIEW}{token_of(secrets.respond(), review.action_id, REVIEW_KIND)}"


def require_page(settings: Settings) -> str:
    """The address at which `respond` serves its pages.

    Raises:
        ConfigError: The settings name none.
    """
    if not settings.respond_url:
        raise ConfigError("respond_url is empty, so no page is served: set it to the address of `backpocket respond`.")
    return settings.respond_url.rstrip("/")


def is_over(review: Action, now: datetime) -> bool:
    """Whether the link of a review has expired."""
    return now - review.at > REVIEW_VALID


@dataclass(frozen=True)
class Reviewer:
    """The manager who answers: the name under which that is recorded, and what they may see."""

    name: str
    access: Access


def reviewer(settings: Settings, review: Action, hiring_manager: str) -> Reviewer | None:
    """The manager to whom a review was sent, with a hiring manager's rights; None if it is not theirs any more.

    Args:
        settings: Of the installation.
        review: The review.
        hiring_manager: The requisition's, as the workbook has it now.
    """
    found = Staff(settings).find(review.value, Role.MANAGER)
    if found and found.access.role is Role.VIEWER:
        return None
    named = review.value.strip()
    name, email = (found.name, found.key) if found else (named, "")
    # The workbook may use a short name of the settings.
    known = (Access(Role.MANAGER, one, email) for one in (name, named))
    return next((Reviewer(name, access) for access in known if access.owns(hiring_manager)), None)


def is_nominee(person: Any, requisition: Any) -> bool:
    """Whether a candidate (row) is championed by the hiring manager of a requisition (row)."""
    manager = key_of(requisition.hiring_manager)
    return bool(manager) and key_of(person.champion) == manager


def chosen(slate: Sequence[Any], nominees: Sequence[str]) -> list[Any]:
    """The people on the page: the best of a slate, in its order, with the nominees on it, `MOST` at most.

    Args:
        slate: Matches, best first.
        nominees: The keys of those whom the manager champions.
    """
    named = [match for match in slate if match.candidate_key in nominees][:MOST]
    others = [match for match in slate if match.candidate_key not in nominees][: MOST - len(named)]
    return [match for match in slate if match in named or match in others]


@dataclass(frozen=True)
class Wrong:
    """What has to be changed before the answers can be recorded: handle → a sentence."""

    about: Mapping[str, str] = field(default_factory=dict)


def answer(actor: Actor, review: Action, said: Mapping[str, Said], nominees: Sequence[str]) -> list[Action] | Wrong:
    """Record a manager's answers in one write: yes and a star shortlist, no passes on.

    Args:
        actor: The manager, with the people whom they see.
        review: The review.
        said: Handle → what they say; those without a choice are left out.
        nominees: The handles of the people whom they champion.

    Returns:
        The actions; or what is wrong, and then none is recorded.

    Raises:
        ActionError: The requisition is not theirs any more.
        BackpocketError: The workbook cannot be read or written.
    """
    wrong = {handle: why for handle, one in said.items() if (why := _missing(one, nominee=handle in nominees))}
    if wrong:
        return Wrong(wrong)
    wishes = [_wish(review, handle, one, nominee=handle in nominees) for handle, one in said.items() if one.choice]
    return act_all(actor, wishes) if wishes else []


def _missing(said: Said, *, nominee: bool) -> str:
    """What an answer lacks, as a sentence; "" for nothing."""
    if said.choice not in {"", *CHOICES} or (said.note.strip() and not said.choice):
        return "Choose yes, no or star."
    if said.choice == NO and not said.note.strip():
        return "Say in a few words why not, so that the next person knows."
    if nominee and said.choice in {YES, STAR}:
        if not said.note.strip():
            return "You nominated them: say why in terms of the work, as for the others."
        if not said.no_conflict:
            return "You nominated them: tick that you have no conflict of interest, or leave the decision to others."
    return ""


def _wish(review: Action, handle: str, said: Said, *, nominee: bool) -> Wish:
    note = " ".join(said.note.split())[:LONGEST_NOTE]
    detail = f"{DECLARED}{note}" if nominee and said.choice != NO else note
    kind = Kind.PASSED if said.choice == NO else Kind.SHORTLISTED
    star = STAR if said.choice == STAR else ""
    return Wish(kind, handle, review.requisition, detail, lambda _: (star, review.action_id))


def said_before(state: ActionState, review: Action, handle: str, requisition: str) -> Said:
    """What the manager has said about a person in a review, for the form; empty if they have not."""
    verdict = state.verdicts.get((requisition, handle))
    if verdict is None or verdict.before != review.action_id:
        return Said()
    choice = NO if verdict.kind is Kind.PASSED else STAR if verdict.value == STAR else YES
    return Said(choice, verdict.detail.removeprefix(DECLARED), verdict.detail.startswith(DECLARED))
