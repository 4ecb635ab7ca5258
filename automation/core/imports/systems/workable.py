"""Workable: candidates."""

from collections.abc import Iterator

from automation.core.imports.documents import at, named, objects_in, values_in
from automation.core.imports.records import Place
from automation.core.imports.systems.lists import Lists, Values


def records(lists: Lists) -> Iterator[tuple[Place, Values]]:
    """What each application says, by role; its place first."""
    reasons = lists.known("reasons")
    for place, one in lists.each("candidates"):
        jobs = objects_in(one.get("experience_entries"))
        now = next((each for each in jobs if each.get("current") or not each.get("end_date")), {})
        hired = one.get("hired_at")
        stage = "Offer" if one.get("moved_to_offer_at") and not hired else named(one.get("stage"))
        ended = bool(one.get("disqualified") or one.get("withdrew"))
        outcome = "hired" if hired else "withdrew" if one.get("withdrew") else "rejected" if ended else "active"
        yield (
            place,
            {
                "candidate_id": [one.get("id")],
                "name": [one.get("name")],
                "given_name": [one.get("firstname")],
                "family_name": [one.get("lastname")],
                "email": values_in(one.get("email")),
                "phone": values_in(one.get("phone")),
                "title": [now.get("title") or one.get("headline")],
                "company": [now.get("company")],
                "location": [at(one, "location.location_str") or one.get("address")],
                "skills": values_in(one.get("skills")),
                "source": [one.get("common_source")],
                "stage": [stage],
                "outcome": ["hired" if stage.casefold() == "hired" else outcome],
                "side": ["withdrew"] if one.get("withdrew") else [],
                "shelve_reason": [named(one.get("disqualification_reason"), reasons)],
                "shelved_on": [one.get("disqualified_at")] if ended else [],
                "hired_on": [hired],
                "applied_on": [one.get("created_at")],
                "req_title": [at(one, "job.title")],
            },
        )
