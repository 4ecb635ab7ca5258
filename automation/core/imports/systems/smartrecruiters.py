"""SmartRecruiters: candidates."""

from collections.abc import Iterator

from automation.core.imports.documents import at, named, object_of, scalar, values_in
from automation.core.imports.records import Place
from automation.core.imports.systems.lists import Lists, Values
from automation.core.text import text_of


def records(lists: Lists) -> Iterator[tuple[Place, Values]]:
    """What each application says, by role; its place first."""
    for place, one in lists.each("candidates"):
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
