"""What the page of a review shows: a slate as its hiring manager may see it in the dashboard."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from automation.core.access.roles import Access
from automation.core.matching.explanations import Explanation
from automation.core.model import Status, each_row
from automation.core.sentences import sentence
from automation.core.text import key_of
from automation.core.workbook.action_log import REVIEW_VALID, Action, Kind
from automation.readmodel.role_view import seen_by
from automation.readmodel.workbook_view import View
from automation.services.colleagues.reviews import MOST, Said, chosen, is_nominee, reviewer, said_before
from automation.settings import Settings

# Before a person's handle in the names of the form's fields.
CHOICE, NOTE, NO_CONFLICT = "answer_", "note_", "conflict_"


@dataclass(frozen=True)
class Person:
    """One person on the page.

    Attributes:
        handle: Stands for their key.
        name: Their name.
        about: Title, company, place, level.
        fit: How well they fit, such as Strong; "" for a person who is not on the slate any more.
        lines: Why now, what is missing, what to ask first.
        criteria: What each criterion found: the same ones for all.
        nominee: Whether the manager champions them.
        said: What the manager said before.
        others: Who shortlisted them or passed on them, in a sentence; "" for no one, or if the manager did.
    """

    handle: str
    name: str
    about: str
    fit: str
    lines: Sequence[str]
    criteria: Sequence[tuple[str, str]]
    nominee: bool
    said: Said
    others: str


@dataclass(frozen=True)
class ReviewPage:
    """What the link shows.

    Attributes:
        review: The review.
        who: The manager as whom the visitor answers.
        access: What that manager may see.
        title: The requisition's key and title.
        until: The last day on which the link works.
        people: The people.
        keys: Handle → compared key.
    """

    review: Action
    who: str
    access: Access
    title: str
    until: date
    people: Sequence[Person]
    keys: Mapping[str, str]


def review_page(whole: View, review: Action, settings: Settings, secret: bytes) -> ReviewPage | None:
    """The page of a review; None if the requisition is not open, or not the manager's any more.

    Args:
        whole: The whole reading.
        review: A review that is valid.
        settings: Of the installation.
        secret: Behind the handles.
    """
    key = key_of(review.requisition)
    found = whole.requisitions.get(key)
    if found is None or found.status is not Status.OPEN:
        return None
    manager = reviewer(settings, review, found.hiring_manager)
    if manager is None:
        return None
    view = seen_by(whole, manager.access, secret)
    row = view.requisitions[key]
    slate = [match for match in each_row(view.matches) if match.req_key == key]
    nominees = [match.candidate_key for match in slate if is_nominee(view.people[match.candidate_key], row)]
    shown = {match.candidate_key: match for match in chosen(slate, nominees)}
    answered = [handle for (req, handle), one in view.actions.verdicts.items() if _is_answer(one, review, req, key)]
    handles = list(dict.fromkeys([*shown, *(one for one in answered if one in view.people)]))[: 2 * MOST]
    explained = dict(zip(shown, view.explained(list(shown), key), strict=True))
    people = [_person(view, row, handle, shown.get(handle), explained.get(handle), review) for handle in handles]
    title = f"{row.key} {row.title}".strip()
    until = review.on + REVIEW_VALID
    return ReviewPage(review, manager.name, manager.access, title, until, people, view.keys or {})


def _is_answer(verdict: Action, review: Action, requisition: str, wanted: str) -> bool:
    return requisition == wanted and verdict.before == review.action_id


def _person(
    view: View, requisition: Any, handle: str, match: Any | None, explanation: Explanation | None, review: Action
) -> Person:
    row = view.people[handle]
    level = row.level.label if row.level is not None else ""
    about = " · ".join(filter(None, (row.title, row.company, row.location, level)))
    lines = [sentence(str(text)) for text in (match.why_now, match.gaps) if text] if match is not None else []
    if match is not None and match.confirm_first:
        asked = sentence(str(match.confirm_first))
        lines.append(f"Ask first: {asked[:1].lower()}{asked[1:]}")
    return Person(
        handle,
        str(row.name or "No name"),
        about,
        view.fit(match) if match is not None else "",
        lines,
        list(_criteria(view, explanation)) if explanation else [],
        is_nominee(row, requisition),
        said_before(view.actions, review, handle, str(requisition.Index)),
        _by_others(view, handle, str(requisition.Index), review),
    )


def _criteria(view: View, explanation: Explanation) -> Iterator[tuple[str, str]]:
    for part in explanation.parts:
        points = f" ({part.earned})" if view.shows_scores else ""
        yield f"{part.component}{points}", part.known_evidence


def _by_others(view: View, handle: str, requisition: str, review: Action) -> str:
    verdict = view.actions.verdicts.get((requisition, handle))
    if verdict is None or verdict.before == review.action_id:
        return ""
    return f"{verdict.who} {'passed on them' if verdict.kind is Kind.PASSED else 'shortlisted them'}."


def said_in(form: Mapping[str, str]) -> dict[str, Said]:
    """Handle → what the form says about that person."""
    handles = dict.fromkeys(
        name.removeprefix(start) for name in form for start in (CHOICE, NOTE) if name.startswith(start)
    )
    return {
        handle: Said(
            form.get(f"{CHOICE}{handle}", ""), form.get(f"{NOTE}{handle}", ""), f"{NO_CONFLICT}{handle}" in form
        )
        for handle in handles
    }
