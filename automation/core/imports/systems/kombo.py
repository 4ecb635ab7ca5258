"""Kombo's unified API: applications with their candidates."""

from collections.abc import Iterator

from automation.core.imports.documents import named, resolved
from automation.core.imports.records import Place
from automation.core.imports.systems.lists import Lists, Values
from automation.core.imports.systems.merge import person


def records(lists: Lists) -> Iterator[tuple[Place, Values]]:
    """What each application says, by role; its place first."""
    people, known = lists.known("candidates"), lists.known("jobs", "stages", "reasons")
    for place, one in lists.each("applications"):
        candidate = resolved(one.get("candidate") or one.get("candidate_id"), people)
        ended = one.get("rejected_at")
        yield (
            place,
            {
                **person(candidate),
                "title": [candidate.get("title")],
                "applied_on": [one.get("remote_created_at") or one.get("created_at")],
                "outcome": [
                    {"PENDING": "active", "DECLINED": "rejected"}.get(str(one.get("outcome")), one.get("outcome"))
                ],
                "shelved_on": [ended] if one.get("outcome") != "HIRED" else [],
                "hired_on": [one.get("hired_at")],
                "stage": [named(one.get("current_stage") or one.get("current_stage_id"), known)],
                "shelve_reason": [one.get("rejection_reason_name")],
                "req_title": [named(one.get("job") or one.get("job_id"), known)],
                "source": [named(one.get("source"))],
            },
        )
