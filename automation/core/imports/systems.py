"""Records of the JSON of applicant tracking systems: one per application, joined with its candidate by ID."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from automation.core.imports.documents import (
    Document,
    Object,
    at,
    by_id,
    named,
    object_of,
    objects_in,
    resolved,
    scalar,
    values_in,
)
from automation.core.imports.records import Place, Record
from automation.core.model import Cell
from automation.core.text import text_of

Values = dict[str, list[Cell]]


@dataclass
class Pool:
    """The lists of all files by kind."""

    lists: dict[str, list[Document]] = field(default_factory=dict)
    _known: dict[tuple[str, ...], dict[str, Object]] = field(default_factory=dict)

    def known(self, *kinds: str) -> dict[str, Object]:
        """The objects of some kinds by their ID. Called when all lists are there."""
        if kinds not in self._known:
            self._known[kinds] = by_id([document for kind in kinds for document in self.lists.get(kind, ())])
        return self._known[kinds]

    def each(self, kind: str) -> Iterator[tuple[Place, Object]]:
        """The objects of a kind with their places."""
        for document in self.lists.get(kind, ()):
            for index, one in enumerate(document.objects):
                yield Place(document.file, document.number(index)), one


# Kind of list → keys that its objects have, the surest first. The first word is the preset.
_KINDS: Sequence[tuple[str, Sequence[Sequence[str]]]] = (
    ("json_resume candidates", [["basics"]]),
    ("workable candidates", [["disqualified", "stage"], ["disqualified", "firstname"], ["stage_kind", "name"]]),
    ("lever candidates", [["emails", "archived"], ["emails", "stageChanges"], ["contact", "stage", "createdAt"]]),
    ("smartrecruiters candidates", [["primaryAssignment", "firstName"]]),
    ("lever reasons", [["text", "type", "status"]]),
    ("lever stages", [["id", "text"]]),
    ("ashby applications", [["currentInterviewStage", "candidate"], ["archiveReason", "candidate"]]),
    ("ashby candidates", [["primaryEmailAddress"]]),
    ("kombo applications", [["outcome", "rejection_reason_name"], ["outcome", "rejected_at", "candidate"]]),
    ("merge candidates", [["remote_id", "email_addresses"], ["email_addresses", "remote_created_at"]]),
    ("merge applications", [["remote_id", "candidate", "rejected_at"], ["candidate", "reject_reason"]]),
    ("merge jobs", [["remote_id", "name", "code"], ["remote_id", "name", "departments"]]),
    ("merge stages", [["remote_id", "name", "stage_order"], ["name", "stage_order"]]),
    ("merge reasons", [["remote_id", "name"]]),
    ("greenhouse candidates", [["email_addresses", "application_ids"], ["email_addresses", "applications"]]),
    (
        "greenhouse applications",
        [
            ["candidate_id", "jobs", "status"],
            ["candidate_id", "rejection_reason"],
            ["candidate_id", "rejection_reason_id"],
            ["candidate_id", "applied_at", "status"],
        ],
    ),
    ("greenhouse candidates", [["email_addresses", "first_name"]]),
    (
        "greenhouse jobs",
        [["requisition_id", "name", "openings"], ["name", "hiring_team"], ["id", "requisition_id", "name"]],
    ),
    ("greenhouse reasons", [["id", "name", "type"]]),
)


def pooled(documents: Sequence[Document]) -> tuple[str, Pool, list[Document]]:
    """The preset of some lists, the lists by kind, and those that are of no known kind."""
    pool, rest, systems = Pool(), [], []
    for document in documents:
        kind = next((kind for kind, ways in _KINDS if any(document.has(*keys) for keys in ways)), "")
        system, _, what = kind.partition(" ")
        if kind:
            pool.lists.setdefault(what, []).append(document)
            systems += [system] if what in ("candidates", "applications") else []
        else:
            rest.append(document)
    return (systems[0] if systems else ""), pool, rest


def records_of(system: str, pool: Pool) -> list[Record]:
    """The records of a system's lists."""
    return [Record(place, _filled(values)) for place, values in _READERS[system](pool)]


def _filled(values: Mapping[str, Sequence[Any]]) -> Values:
    cells = {role: [one for one in map(scalar, found) if text_of(one)] for role, found in values.items()}
    return {role: found for role, found in cells.items() if found}


def _greenhouse(pool: Pool) -> Iterator[tuple[Place, Values]]:
    separate: dict[str, list[tuple[Place, Object]]] = {}
    for place, one in pool.each("applications"):
        separate.setdefault(text_of(scalar(one.get("candidate_id"))), []).append((place, one))
    seen = set()
    for place, one in pool.each("candidates"):
        key = text_of(scalar(one.get("id")))
        seen.add(key)
        own = _greenhouse_person(one)
        inner = [(place, each) for each in objects_in(one.get("applications"))]
        applications = inner or [(place, each) for _, each in separate.get(key, [])]
        for _, application in applications:
            if application.get("status") != "converted":
                yield place, {**own, **_greenhouse_application(application, pool, own)}
        if not applications:
            yield place, own
    for key, applications in separate.items():
        if key not in seen:
            for place, application in applications:
                yield place, {"candidate_id": [key], **_greenhouse_application(application, pool, {})}


def _greenhouse_person(one: Object) -> Values:
    return {
        "candidate_id": [one.get("id")],
        "name": [one.get("name")],
        "given_name": [one.get("first_name")],
        "family_name": [one.get("last_name")],
        "title": [one.get("title")],
        "company": [one.get("company")],
        "email": values_in(one.get("email_addresses")),
        **_phones(one.get("phone_numbers")),
        "location": [],
        "address": values_in(one.get("addresses"))[:1],
        "profile_url": [*values_in(one.get("social_media_addresses"))],
        "link2": values_in(one.get("website_addresses")),
        "owner": [named(one.get("recruiter"))],
        "can_email": [one.get("can_email")],
        "is_private": [one.get("is_private") or one.get("private")],
        "last_contact": [one.get("last_activity") or one.get("last_activity_at")],
    }


def _phones(numbers: Any) -> Values:
    """Phone numbers by kind: mobile ones apart."""
    every = objects_in(numbers)
    mobile = [
        one for one in every if "mobile" in text_of(scalar(one.get("type") or one.get("phone_number_type"))).lower()
    ]
    return {"mobile": values_in(mobile), "phone": values_in(numbers)}


def _greenhouse_application(one: Object, pool: Pool, own: Values) -> Values:
    jobs, reasons = pool.known("jobs"), pool.known("reasons")
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


def _lever(pool: Pool) -> Iterator[tuple[Place, Values]]:
    reasons, stages, users = pool.known("reasons"), pool.known("stages"), pool.known("users")
    for place, one in pool.each("candidates"):
        archived = object_of(one.get("archived"))
        reason = resolved(archived.get("reason"), reasons)
        text = named(archived.get("reason"), reasons)
        is_hired = reason.get("type") == "hired" or text.casefold() == "hired"
        ended = archived.get("archivedAt")
        yield (
            place,
            {
                "candidate_id": [
                    one.get("contact") if isinstance(one.get("contact"), str) else at(one, "contact.id"),
                    one.get("id"),
                ],
                "name": [one.get("name")],
                "email": values_in(one.get("emails")),
                **_phones(one.get("phones")),
                "company": [_lever_company(one)],
                "location": [named(one.get("location"))],
                "profile_url": values_in(one.get("links")),
                "source": ["; ".join(text_of(x) for x in values_in(one.get("sources"))).replace("; ", ", ")],
                "stage": [named(one.get("stage"), stages)],
                "outcome": ["hired" if is_hired else "archived" if archived else "active"],
                "shelve_reason": [] if is_hired else [text],
                "shelved_on": [] if is_hired else [ended],
                "hired_on": [ended] if is_hired else [],
                "applied_on": [one.get("createdAt")],
                "last_contact": [one.get("lastInteractionAt")],
                "revisit_on": [one.get("snoozedUntil")],
                "owner": [named(one.get("owner"), users)],
                "req_title": [named(each) for each in _lever_postings(one)],
                "is_private": [(one.get("confidentiality") == "confidential") or (one.get("isAnonymized") is True)],
            },
        )


def _lever_company(one: Object) -> str:
    """The company of a headline, which holds the last employers; none where there are several."""
    headline = text_of(scalar(one.get("headline")))
    return "" if "," in headline or len(headline.split()) > 4 else headline


def _lever_postings(one: Object) -> list[Any]:
    inner = objects_in(one.get("applications"))
    return [each.get("posting") for each in inner] or [at(one, "posting")]


def _ashby(pool: Pool) -> Iterator[tuple[Place, Values]]:
    people, jobs = pool.known("candidates"), pool.known("jobs")
    seen = set()
    for place, one in pool.each("applications"):
        brief = one.get("candidate") if isinstance(one.get("candidate"), Mapping) else {}
        key = text_of(scalar(at(brief, "id") or one.get("candidateId") or one.get("candidate")))
        seen.add(key)
        yield place, {**_ashby_person({**(brief or {}), **people.get(key, {})}), **_ashby_application(one, jobs)}
    for place, one in pool.each("candidates"):
        if text_of(scalar(one.get("id"))) not in seen:
            yield place, _ashby_person(one)


def _ashby_person(one: Object) -> Values:
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


def _ashby_application(one: Object, jobs: Mapping[str, Object]) -> Values:
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


def _workable(pool: Pool) -> Iterator[tuple[Place, Values]]:
    reasons = pool.known("reasons")
    for place, one in pool.each("candidates"):
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


def _merge(pool: Pool) -> Iterator[tuple[Place, Values]]:
    people = pool.known("candidates")
    known = pool.known("jobs", "stages", "reasons", "lists")
    seen = set()
    for place, one in _merge_applications(pool):
        candidate = resolved(one.get("candidate"), people)
        seen.add(text_of(scalar(candidate.get("id"))))
        job = resolved(one.get("job"), known)
        yield (
            place,
            {
                **_merge_person(candidate),
                "applied_on": [one.get("applied_at")],
                "shelved_on": [one.get("rejected_at")],
                "stage": [named(one.get("current_stage"), known)],
                "outcome": _merge_outcome(one, known),
                "shelve_reason": [named(one.get("reject_reason"), known)],
                "source": [one.get("source")],
                "req_id": [job.get("code")],
                "req_title": [named(job)],
            },
        )
    for place, one in pool.each("candidates"):
        if text_of(scalar(one.get("id"))) not in seen:
            yield place, _merge_person(one)


def _merge_applications(pool: Pool) -> Iterator[tuple[Place, Object]]:
    yield from pool.each("applications")
    for place, one in pool.each("candidates"):
        for inner in objects_in(one.get("applications")):
            yield place, {"candidate": one, **{key: value for key, value in inner.items() if key != "candidate"}}


def _merge_outcome(one: Object, known: Mapping[str, Object]) -> list[Cell]:
    stage = named(one.get("current_stage"), known).casefold()
    if one.get("rejected_at") or one.get("reject_reason"):
        return ["rejected"]
    return ["hired" if stage == "hired" else "active"]


def _merge_person(one: Object) -> Values:
    return {
        "candidate_id": [one.get("remote_id"), one.get("id")],
        "given_name": [one.get("first_name")],
        "family_name": [one.get("last_name")],
        "email": values_in(one.get("email_addresses")),
        **_phones(one.get("phone_numbers")),
        "title": [one.get("title")],
        "company": [one.get("company")],
        "location": [*values_in(one.get("locations")), _merge_place(one.get("location"))],
        "profile_url": values_in(one.get("urls") or one.get("social_media")),
        "can_email": [one.get("can_email")],
        "is_private": [one.get("is_private") or one.get("confidential")],
        "last_contact": [one.get("last_interaction_at")],
    }


def _merge_place(value: Any) -> str:
    """A location, which is a text or an object with a town and a country."""
    where = object_of(value)
    parts = [text_of(scalar(where.get(key))) for key in ("city", "state", "country")]
    return ", ".join(filter(None, parts)) or text_of(scalar(where.get("raw"))) or named(value)


def _kombo(pool: Pool) -> Iterator[tuple[Place, Values]]:
    people, known = pool.known("candidates"), pool.known("jobs", "stages", "reasons")
    for place, one in pool.each("applications"):
        candidate = resolved(one.get("candidate") or one.get("candidate_id"), people)
        ended = one.get("rejected_at")
        yield (
            place,
            {
                **_merge_person(candidate),
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


def _smartrecruiters(pool: Pool) -> Iterator[tuple[Place, Values]]:
    for place, one in pool.each("candidates"):
        main, where = object_of(one.get("primaryAssignment")), object_of(one.get("location"))
        withdrawn = named(main.get("reasonOfWithdrawal"))
        status = text_of(scalar(main.get("status"))).upper()
        hired, withdrew = status == "HIRED", status == "WITHDRAWN" or bool(withdrawn)
        yield (
            place,
            {
                "candidate_id": [one.get("id")],
                "given_name": [one.get("firstName")],
                "family_name": [one.get("lastName")],
                "email": values_in(one.get("email")),
                "phone": values_in(one.get("phoneNumber")),
                "city": [where.get("city")],
                "state": [where.get("region")],
                "country": [where.get("country")],
                "profile_url": [at(one, "web.linkedin") or at(one, "web.linkedIn")],
                "link2": [at(one, "web.website")],
                "req_title": [named(main.get("job"))],
                "outcome": ["hired" if hired else "withdrew" if withdrew else status.replace("_", " ")],
                "shelve_reason": [named(main.get("reasonOfRejection") or main.get("reasonOfRejectionLabel"))],
                "withdrawal_reason": [withdrawn],
                "applied_on": [one.get("createdOn")],
                "source": [named(main.get("source"))],
            },
        )


def _json_resume(pool: Pool) -> Iterator[tuple[Place, Values]]:
    for place, one in pool.each("candidates"):
        basics = object_of(one.get("basics"))
        jobs = objects_in(one.get("work"))
        now = next((each for each in jobs if not each.get("endDate")), {})
        profiles = [each.get("url") for each in objects_in(basics.get("profiles"))]
        listed = objects_in(one.get("skills"))
        skills = [text for each in listed for text in (each.get("name"), *values_in(each.get("keywords")))]
        yield (
            place,
            {
                "name": [basics.get("name")],
                "email": values_in(basics.get("email")),
                "phone": values_in(basics.get("phone")),
                "title": [now.get("position") or basics.get("label")],
                "company": [now.get("name") or now.get("company")],
                "city": [at(basics, "location.city")],
                "state": [at(basics, "location.region")],
                "country": [at(basics, "location.countryCode")],
                "profile_url": profiles,
                "link2": [basics.get("url") or basics.get("website")],
                "skills": skills,
            },
        )


_READERS: Mapping[str, Callable[[Pool], Iterator[tuple[Place, Values]]]] = {
    "greenhouse": _greenhouse,
    "lever": _lever,
    "ashby": _ashby,
    "workable": _workable,
    "merge": _merge,
    "kombo": _kombo,
    "smartrecruiters": _smartrecruiters,
    "json_resume": _json_resume,
}
