"""Lever: opportunities with their stages, reasons and postings."""

from collections.abc import Iterator
from typing import Any

from automation.core.imports.documents import Object, at, named, object_of, objects_in, resolved, scalar, values_in
from automation.core.imports.records import Place
from automation.core.imports.systems.lists import Lists, Values, phones
from automation.core.text import text_of


def records(lists: Lists) -> Iterator[tuple[Place, Values]]:
    """What each application says, by role; its place first."""
    reasons, stages, users = lists.known("reasons"), lists.known("stages"), lists.known("users")
    for place, one in lists.each("candidates"):
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
                **phones(one.get("phones")),
                "company": [_company(one)],
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
                "req_title": [named(each) for each in _postings(one)],
                "is_private": [(one.get("confidentiality") == "confidential") or (one.get("isAnonymized") is True)],
            },
        )


def _company(one: Object) -> str:
    """The company of a headline, which holds the last employers; none where there are several."""
    headline = text_of(scalar(one.get("headline")))
    return "" if "," in headline or len(headline.split()) > 4 else headline


def _postings(one: Object) -> list[Any]:
    inner = objects_in(one.get("applications"))
    return [each.get("posting") for each in inner] or [at(one, "posting")]
