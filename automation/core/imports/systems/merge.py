"""Merge's unified API: candidates, applications, jobs, stages and reasons."""

from collections.abc import Iterator, Mapping
from typing import Any

from automation.core.imports.documents import Object, named, object_of, objects_in, resolved, scalar, values_in
from automation.core.imports.records import Place
from automation.core.imports.systems.lists import Lists, Values, phones
from automation.core.model import Cell
from automation.core.text import text_of


def records(lists: Lists) -> Iterator[tuple[Place, Values]]:
    """What each application says, by role; its place first."""
    people = lists.known("candidates")
    known = lists.known("jobs", "stages", "reasons", "lists")
    seen = set()
    for place, one in _applications(lists):
        candidate = resolved(one.get("candidate"), people)
        seen.add(text_of(scalar(candidate.get("id"))))
        job = resolved(one.get("job"), known)
        yield (
            place,
            {
                **person(candidate),
                "applied_on": [one.get("applied_at")],
                "shelved_on": [one.get("rejected_at")],
                "stage": [named(one.get("current_stage"), known)],
                "outcome": _outcome(one, known),
                "shelve_reason": [named(one.get("reject_reason"), known)],
                "source": [one.get("source")],
                "req_id": [job.get("code")],
                "req_title": [named(job)],
            },
        )
    for place, one in lists.each("candidates"):
        if text_of(scalar(one.get("id"))) not in seen:
            yield place, person(one)


def _applications(lists: Lists) -> Iterator[tuple[Place, Object]]:
    yield from lists.each("applications")
    for place, one in lists.each("candidates"):
        for inner in objects_in(one.get("applications")):
            yield place, {"candidate": one, **{key: value for key, value in inner.items() if key != "candidate"}}


def _outcome(one: Object, known: Mapping[str, Object]) -> list[Cell]:
    stage = named(one.get("current_stage"), known).casefold()
    if one.get("rejected_at") or one.get("reject_reason"):
        return ["rejected"]
    return ["hired" if stage == "hired" else "active"]


def person(one: Object) -> Values:
    """What a candidate of such an API says, by role."""
    return {
        "candidate_id": [one.get("remote_id"), one.get("id")],
        "given_name": [one.get("first_name")],
        "family_name": [one.get("last_name")],
        "email": values_in(one.get("email_addresses")),
        **phones(one.get("phone_numbers")),
        "title": [one.get("title")],
        "company": [one.get("company")],
        "location": [*values_in(one.get("locations")), _place(one.get("location"))],
        "profile_url": values_in(one.get("urls") or one.get("social_media")),
        "can_email": [one.get("can_email")],
        "is_private": [one.get("is_private") or one.get("confidential")],
        "last_contact": [one.get("last_interaction_at")],
    }


def _place(value: Any) -> str:
    """A location, which is a text or an object with a town and a country."""
    where = object_of(value)
    parts = [text_of(scalar(where.get(key))) for key in ("city", "state", "country")]
    return ", ".join(filter(None, parts)) or text_of(scalar(where.get("raw"))) or named(value)
