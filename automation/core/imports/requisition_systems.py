"""The requisitions of other systems' JSON: each object as the cells of a row of `Requisitions`, by field."""

from typing import Any

from automation.core.imports.documents import Object, at, is_id, named, object_of, objects_in, scalar, values_in
from automation.core.text import text_of


def _greenhouse(one: Object) -> dict[str, Any]:
    team, band = object_of(one.get("hiring_team")), object_of(at(one, "custom_fields.salary_range"))
    recruiters = objects_in(team.get("recruiters"))
    main = next((each for each in recruiters if each.get("responsible")), recruiters[0] if recruiters else None)
    return {
        "req_id": one.get("requisition_id") or f"gh:{text_of(scalar(one.get('id')))}",
        "title": one.get("name"),
        "status": one.get("status"),
        "opened_on": one.get("opened_at") or one.get("created_at"),
        "family": next(iter(values_in(one.get("departments"))), None),
        "location": next(
            (text for each in objects_in(one.get("offices")) if (text := named(at(each, "location")) or named(each))),
            "",
        ),
        "hiring_manager": next(iter(values_in(team.get("hiring_managers"))), None),
        "recruiter": named(main) if main else "",
        "pay_min": band.get("min_value"),
        "pay_max": band.get("max_value"),
        "currency": band.get("unit"),
    }


def _lever(one: Object) -> dict[str, Any]:
    band = object_of(one.get("compensationBand"))
    yearly = "year" in text_of(scalar(band.get("interval"))) or not band.get("interval")
    return {
        "req_id": one.get("requisitionCode"),
        "title": one.get("name"),
        "status": one.get("status"),
        "opened_on": one.get("timeToFillStartAt") or one.get("createdAt"),
        "family": named(one.get("team")) or named(one.get("department")),
        "location": named(one.get("location")),
        "hiring_manager": named(one.get("hiringManager")),
        "recruiter": named(one.get("owner")),
        "pay_min": band.get("min") if yearly else None,
        "pay_max": band.get("max") if yearly else None,
        "currency": band.get("currency") if yearly else None,
    }


def _workable(one: Object) -> dict[str, Any]:
    return {
        "req_id": one.get("code") or one.get("shortcode"),
        "title": one.get("title"),
        "status": one.get("state"),
        "opened_on": one.get("created_at"),
        "family": one.get("department"),
        "location": at(one, "location.location_str"),
        "remote": at(one, "location.workplace_type"),
        "pay_min": at(one, "salary.salary_from"),
        "pay_max": at(one, "salary.salary_to"),
        "currency": at(one, "salary.salary_currency"),
    }


def _merge(one: Object) -> dict[str, Any]:
    own = text_of(scalar(one.get("code"))) or text_of(scalar(one.get("remote_id")))
    managers = [text for text in map(text_of, values_in(one.get("hiring_managers"))) if not is_id(text)]
    return {
        "req_id": own,
        "title": one.get("name"),
        "status": one.get("status"),
        "opened_on": one.get("remote_created_at"),
        "hiring_manager": next(iter(managers), ""),
    }


# The keys by which a system's objects are known → how they are read; the first one counts.
SYSTEMS = (
    (("requisitionCode", "name"), _lever),
    (("requisition_id", "name"), _greenhouse),
    (("shortcode", "title", "state"), _workable),
    (("remote_id", "name", "status"), _merge),
)
