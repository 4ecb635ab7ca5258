"""JSON Resume: one person a file."""

from collections.abc import Iterator

from automation.core.imports.documents import at, object_of, objects_in, values_in
from automation.core.imports.records import Place
from automation.core.imports.systems.lists import Lists, Values


def records(lists: Lists) -> Iterator[tuple[Place, Values]]:
    """What each application says, by role; its place first."""
    for place, one in lists.each("candidates"):
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
