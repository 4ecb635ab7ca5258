"""Ashby: applications and candidates."""

from collections.abc import Iterator, Mapping

from automation.core.imports.documents import Object, at, named, objects_in, scalar, values_in
from automation.core.imports.records import Place
from automation.core.imports.systems.lists import Lists, Values
from automation.core.text import text_of


def records(lists: Lists) -> Iterator[tuple[Place, Values]]:
    """What each application says, by role; its place first."""
    people, jobs = lists.known("candidates"), lists.known("jobs")
    seen = set()
    for place, one in lists.each("applications"):
        brief = one.get("candidate") if isinstance(one.get("candidate"), Mapping) else {}
        key = text_of(scalar(at(brief, "id") or one.get("candidateId") or one.get("candidate")))
        seen.add(key)
        yield place, {**_person({**(brief or {}), **people.get(key, {})}), **_application(one, jobs)}
    for place, one in lists.each("candidates"):
        if text_of(scalar(one.get("id"))) not in seen:
            yield place, _person(one)


def _person(one: Object) -> Values:
    links = objects_in(one.get("socialLinks"))
    return {
        "candidate_id": [one.get("id")],
        "name": [one.get("name")],
        "email": [*values_in(one.get("primaryEmailAddress")), *values_in(one.get("emailAddresses"))],
        "phone": [*values_in(one.get("primaryPhoneNumber")), *values_in(one.get("phoneNumbers"))],
        "title": [one.get("position")],
        "company": [one.get("company")],
        "location": [at(one, "location.locationSummary")],
        "profile_url": [each.get("url") for each in links if "linkedin" in text_of(scalar(each.get("type"))).lower()],
        "link2": [each.get("url") for each in links],
        "source": [named(one.get("source"))],
    }


def _application(one: Object, jobs: Mapping[str, Object]) -> Values:
    team = objects_in(one.get("hiringTeam"))
    history = objects_in(one.get("applicationHistory"))
    reached = [named(each) for each in history if "archived" not in named(each).casefold()]
    stage = named(one.get("currentInterviewStage"))
    found: Values = {
        "outcome": [one.get("status")],
        "stage": [reached[-1] if reached else "" if "archived" in stage.casefold() else stage],
        "req_title": [named(one.get("job"), jobs)],
        "shelve_reason": [named(one.get("archiveReason"))],
        "side": [at(one, "archiveReason.reasonType")],
        "shelved_on": [one.get("archivedAt")] if one.get("status") != "Hired" else [],
        "hired_on": [one.get("hiredAt") or one.get("archivedAt")] if one.get("status") == "Hired" else [],
        "applied_on": [one.get("createdAt")],
        "owner": [named(each) for each in team if "recruiter" in text_of(scalar(each.get("role"))).casefold()],
        "champion": [named(each) for each in team if "manager" in text_of(scalar(each.get("role"))).casefold()],
    }
    return {**found, **({"source": [source]} if (source := named(one.get("source"))) else {})}
