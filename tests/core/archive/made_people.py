"""Made-up people of an old system, as skewed and as messy as real ones, and requisitions for them."""

import random
from collections.abc import Sequence
from datetime import date, timedelta

from automation.core.model import Cell, Row
from automation.core.typed_columns import CANDIDATE_FIELDS, REQUISITION_FIELDS

TODAY = date(2026, 11, 22)
FIELDS = (
    *("candidate_id", "name", "email", "title", "skills", "location", "remote_ok", "level", "pay", "currency"),
    *("shelved_on", "shelve_reason", "stage", "rating", "last_contact", "region", "consent_basis", "consent_on"),
    *("matching", "do_not_contact", "alerts", "in_process", "hired_on", "company"),
)
ASKED = (
    *("req_id", "title", "must", "nice", "location", "remote", "level", "pay_min", "pay_max", "currency"),
    *("opened_on", "status"),
)
SKILLS = (
    *("Python", "Java", "k8s", "Kubernetes", "Go", "Golang", "SQL", "React", "JavaScript", "Django", "Kafka"),
    *("vendor management", "Payroll", "payroll processing", "Excel (basic)", "no Python", "SQL?", "AWS", "C#/.NET"),
    *("Machine Learning", "ML", "Project management", "Stakeholder mangement", "Spark", "basic SQL", "CI/CD"),
)
TITLES = (
    *("Senior Data Engineer", "Data Engineer", "Java Developer", "Softwareentwickler", "Nurse", "Payroll Manager", ""),
    *("Sales Director", "Platform Engineer", "DevOps Engineer", "Python Developer", "Product Manager", "Clerk", ""),
)
PLACES = ("Berlin", "Potsdam", "Lisbon", "Remote", "Berlin (remote)", "Paris, France", "Germany", "Springfield", "")


def people(count: int, seed: int) -> list[dict[str, Cell]]:
    """So many rows by field id; some name no skills, no title or no place, and some may not be matched."""
    chance = random.Random(seed)  # noqa: S311

    def day(within: int) -> str:
        return (TODAY - timedelta(days=chance.randrange(-20, within))).isoformat()

    def rarely(value: str, one_in: int = 40) -> str:
        return value if chance.randrange(one_in) == 0 else ""

    return [
        {
            "candidate_id": rarely(f"C{number}", 3),
            "name": f"Person {number}",
            "email": f"p{number}@mail{number % 9}.example",
            "title": chance.choice(TITLES),
            "skills": ", ".join(chance.choices(SKILLS, k=chance.choice((0, 0, 1, 2, 4, 7)))),
            "location": chance.choice(PLACES),
            "remote_ok": chance.choice(("yes", "no", "", "")),
            "level": chance.choice(("", "", "Senior", "Mid", "Junior", "Lead or Staff")),
            "pay": chance.choice(("", "60k", "90k EUR", "65000 GBP", "120k-140k USD")),
            "currency": chance.choice(("", "EUR")),
            "shelved_on": day(900),
            "shelve_reason": chance.choice(("Timing", "Skill gap", "Conduct" if number % 30 == 0 else "Location")),
            "stage": chance.choice(("", "Screen", "Final", "Offer")),
            "rating": chance.choice(("", "2", "4", "5")),
            "last_contact": chance.choice(("", day(500))),
            "region": chance.choice(("US", "US", "", "EU", "DE", "UK")),
            "consent_basis": chance.choice(("", "consent", "legitimate interest", "no")),
            "consent_on": chance.choice(("", day(700))),
            "matching": rarely("by hand"),
            "do_not_contact": rarely("yes"),
            "alerts": rarely("no"),
            "in_process": rarely("REQ-1"),
            "hired_on": rarely("2026-01-05"),
        }
        for number in range(count)
    ]


def requisitions(count: int, seed: int) -> list[dict[str, Cell]]:
    """So many open requisitions by field id; some ask for little."""
    chance = random.Random(seed)  # noqa: S311
    return [
        {
            "req_id": f"REQ-{number}",
            "title": chance.choice(TITLES),
            "must": ", ".join(chance.choices(SKILLS, k=chance.choice((0, 2, 4)))),
            "nice": ", ".join(chance.choices(SKILLS, k=chance.choice((0, 1, 3)))),
            "location": chance.choice(PLACES),
            "remote": chance.choice(("", "onsite", "hybrid", "remote")),
            "level": chance.choice(("", "Senior", "Mid")),
            "pay_min": "60k",
            "pay_max": chance.choice(("", "80k", "100k")),
            "currency": chance.choice(("EUR", "GBP")),
            "opened_on": "2026-11-01",
            "status": "Open",
        }
        for number in range(count)
    ]


def tab(fields: Sequence[str], records: Sequence[dict[str, Cell]]) -> list[Row]:
    """Records as the rows of a tab."""
    known = CANDIDATE_FIELDS if "email" in fields else REQUISITION_FIELDS
    headers = {field.id: field.header for field in known}
    return [[headers[name] for name in fields], *([record.get(name) for name in fields] for record in records)]
