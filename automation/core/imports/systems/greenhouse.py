"""Greenhouse's Harvest API: candidates, applications, jobs and reasons."""

from collections.abc import Iterator

from automation.core.imports.documents import Object, at, named, objects_in, resolved, scalar, values_in
from automation.core.imports.records import Place
from automation.core.imports.systems.lists import Lists, Values, phones
from automation.core.text import text_of


def records(lists: Lists) -> Iterator[tuple[Place, Values]]:
    """What each application says, by role; its place first."""
    separate: dict[str, list[tuple[Place, Object]]] = {}
    for place, one in lists.each("applications"):
        separate.setdefault(text_of(scalar(one.get("candidate_id"))), []).append((place, one))
    seen = set()
    for place, one in lists.each("candidates"):
        key = text_of(scalar(one.get("id")))
        seen.add(key)
        own = _person(one)
        inner = [(place, each) for each in objects_in(one.get("applications"))]
        applications = inner or [(place, each) for _, each in separate.get(key, [])]
        for _, application in applications:
            if application.get("status") != "converted":
                yield place, {**own, **_application(application, lists, own)}
        if not applications:
            yield place, own
    for key, applications in separate.items():
        if key not in seen:
            for place, application in applications:
                yield place, {"candidate_id": [key], **_application(application, lists, {})}


def _person(one: Object) -> Values:
    return {
        "candidate_id": [one.get("id")],
        "name": [one.get("name")],
        "given_name": [one.get("first_name")],
        "family_name": [one.get("last_name")],
        "title": [one.get("title")],
        "company": [one.get("company")],
        "email": values_in(one.get("email_addresses")),
        **phones(one.get("phone_numbers")),
        "location": [],
        "address": values_in(one.get("addresses"))[:1],
        "profile_url": [*values_in(one.get("social_media_addresses"))],
        "link2": values_in(one.get("website_addresses")),
        "owner": [named(one.get("recruiter"))],
        "can_email": [one.get("can_email")],
        "is_private": [one.get("is_private") or one.get("private")],
        "last_contact": [one.get("last_activity") or one.get("last_activity_at")],
    }


def _application(one: Object, lists: Lists, own: Values) -> Values:
    jobs, reasons = lists.known("jobs"), lists.known("reasons")
    reason = resolved(one.get("rejection_reason"), reasons) or resolved(one.get("rejection_reason_id"), reasons)
    posts = one.get("jobs")
    titles = [named(job, jobs) for job in (posts if isinstance(posts, list) else [one.get("job") or one.get("job_id")])]
    found: Values = {
        "applied_on": [one.get("applied_at")],
        "shelved_on": [one.get("rejected_at")],
        "outcome": ["active" if one.get("prospect") and one.get("status") == "active" else one.get("status")],
        "stage": [named(one.get("current_stage") or one.get("stage_name"))],
        "req_title": [*filter(None, titles)],
        "source": [named(one.get("source"))],
        "shelve_reason": [named(reason)],
        "side": [named(at(reason, "type"))],
        "hired_on": [one.get("hired_at")],
    }
    if recruiter := named(one.get("recruiter")):
        found["owner"] = [*own.get("owner", ()), recruiter]
    if place := at(one, "location.address"):
        found["location"] = [] if own.get("address") else [place]
    return found
