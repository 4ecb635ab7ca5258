"""A recruiter's sheet as it is after two years: made-up people, and every disorder that such sheets have.

Columns are renamed, moved and mixed with others of the recruiter's own; lines are blank; dates and pay are written in
many forms; reasons are misspelt or missing; texts begin with `=`, `+`, `-` and `@`; skills are separated in six ways,
and worded as résumés word them.
"""

from collections.abc import Mapping, Sequence
from datetime import date, timedelta

from automation.core.model import Cell, Row

PEOPLE = 165
OPEN = 20

# Title → the must-haves of its requisition, and what a résumé adds.
_WORK: Mapping[str, tuple[str, str]] = {
    "Construction Estimator": (
        "cost estimating, blueprint reading, AutoCAD",
        "Highly skilled in obtaining bids, Honest and patient individual",
    ),
    "Fitness Instructor": ("group training, first aid, nutrition", "Client Relationships, Customer Retention"),
    "Manager and Executive Chef": (
        "menu planning, food safety, inventory control",
        "Calm under pressure, Staff motivator, Employee Scheduling",
    ),
    "Mechanical Engineering Intern": (
        "SolidWorks, GD&T, 3D printing",
        "2.5 years of experience with HyperMesh | CATIA",
    ),
    "Technical Support Engineer": ("ticketing systems, Linux, networking", "vendor management, process enhancement"),
    "Logistics Manager": ("fleet management, transportation, customs", "SAP SCM, on-time delivery"),
    "SEO Specialist": ("SEO, Google Analytics, link building", "web promotion, social media marketing"),
    "Accounts Executive/Accountant": ("accounting, taxation, Tally ERP", "balance sheet, financial reporting"),
    "Business Development Executive": ("business development, e-commerce, CRM", "closing, time management"),
    "Structural Design Engineer": ("structural design, Tekla Structures, detailing", "fabrication drawing, steel"),
    "HR Executive": ("recruitment, payroll, onboarding", "employee relations, HRIS"),
    "Graphic Designer": ("Photoshop, Illustrator, interaction design", "branding, typography"),
    "Electrical Engineer": ("PLC, wiring, access control", "home automation, troubleshooting"),
    "Maintenance Engineer": ("hydraulics, pneumatics, preventive maintenance", "PLC, 5S"),
    "Back Office Executive": ("office administration, MS Office, data entry", "typing 60 wpm, office coordination"),
    "Production Manager": ("lean manufacturing, supply chain, production planning", "ISO 9001, team leadership"),
    "Business Analyst": ("requirements analysis, SQL, stakeholder management", "PMO, MS Visio"),
    "Host/Hostess": ("guest relations, reservations, cash handling", "safety training, bilingual (EN/ES)"),
    "Finance Manager": ("budgeting, financial analysis, audit", "working capital, Treasury"),
    "Crane Operator": ("crane operation, forklift, rigging", "foreman, workman"),
    "Registered Nurse": ("patient care, triage, medication administration", "BLS; ACLS, Compassionate"),
    "Data Engineer": ("Python, SQL, Airflow", "k8s, Spark, dbt"),
    "Front-end Developer": ("JavaScript, React, CSS", "TypeScript, a11y"),
    "School Teacher": ("lesson planning, classroom management, mathematics", "Parent communication"),
    "Regional Sales Manager": ("sales, territory management, negotiation", "Wine & Spirits/Beverage Industry"),
}
_PLACES = (
    "Remote",
    "Toronto",
    None,
    "London",
    "Paris ",
    "Austin, TX",
    "SF Bay Area",
    "Berlin",
    "Bengaluru",
    "New York",
)
_GIVEN = ("Jun", "Gus", "Bo", "Femi", "Ada", "Ivo", "Hana", "Dara", "Chi", "Zoë", "Łukasz")
_FAMILY = (
    "Müller",
    "Rossi",
    "Nguyễn",
    "Khan",
    "Okafor",
    "Li",
    "Ivanova",
    "García",
    "=SUM(1,1)",
    "O'Brien-Smith",
    "de la Cruz",
    "Øst",
    "Yıldız",
)
_REASONS = (
    "lost to other finalist ",
    "Too senior",
    "Lost to another finalist",
    "Timing",
    "Too junior",
    "Pay too high",
    "Declined offer",
    None,
    "Failed assessment",
    "Skill gap",
    "Other",
    "Headcount frozen",
    "Location",
    "PAY TOO HIGH",
    "see my mail",
)
_NOTES = (
    "-- call after lunch",
    "+1 strong",
    '=IMPORTXML("http://x/","//a")',
    "@home",
    None,
    "naïve “quotes” 😀",
    "=1+1",
)
_PAY = (None, "negotiable", "£65,000", "65k", "120000", "$90k-110k", 72000)
_SEPARATORS = (", ", "; ", "\n", " | ", " • ", " / ")
_STATUS = ("Open", "open ", "Filled", "Open", "OPEN", "open ", "Open", "Open", "On hold", "Open")
_BLANK_LINES = (7, 90)


def messy_tabs() -> dict[str, Sequence[Row]]:
    """The tabs: title → rows. The same on every call."""
    return {"Candidates": _people(), "Requisitions": _requisitions(), "My private notes": [("do not touch",)]}


def _people() -> list[Row]:
    header = (
        "Revisit on",
        "Current title",
        "Hiring manager",
        "Shirt size",
        "Rating",
        "Shelve reason",
        "Level",
        "Skill set",
        "Last contacted",
        "Shelved on",
        "Notes",
        "Owner",
        "Email address",
        "Name",
        "🙂",
        "Furthest stage",
        "Location",
        "Expected salary",
    )
    rows = [header, *(_person(number) for number in range(PEOPLE))]
    for line in _BLANK_LINES:
        rows.insert(line, (" ",) if line == max(_BLANK_LINES) else ())
    return rows


def _person(number: int) -> Row:
    title, (needed, added) = list(_WORK.items())[number % len(_WORK)]
    # Some have all that is asked, some lack the first skill, some list only what is asked.
    turn = number // len(_WORK)
    skills = [*needed.split(", ")[turn % 2 :], *(added.split(", ") if turn % 3 else [])]
    address = f"p{10_000_000 + 7919 * number}@example.com"
    return (
        _written(date(2027, 1, 1) if number % 2 else date(2026, 11, 19), number // 2) if number % 5 > 1 else None,
        title.upper() if number % 17 == 0 else title,
        (None, "tom@example.com", "priya@example.com")[number % 3],
        "SML"[number % 3],
        (2, "n/a", 4, None, 3, 1, 5, "4")[number % 8],
        _REASONS[number % len(_REASONS)],
        ("Junior", "Senior", "Mid", None, "Lead", "Sr")[number % 6],
        _SEPARATORS[number % len(_SEPARATORS)].join(skills),
        _written(date(2026, 11, 10) - timedelta(days=5 * number), number),
        _written(date(2026, 10, 20) - timedelta(days=4 * number), number + 1),
        _NOTES[number % len(_NOTES)],
        ("dana@example.com", "lee@example.com", None)[number % 3],
        f" {address.title()} " if number % 2 else address,
        f"{_GIVEN[number % len(_GIVEN)]} {_FAMILY[number % len(_FAMILY)]}",
        None,
        (None, "Screen", "Final", "Interview", "Applied", "Offer")[number % 6],
        _PLACES[number % len(_PLACES)],
        _PAY[number % len(_PAY)],
    )


def _requisitions() -> list[Row]:
    header = (
        "Req ID",
        "Job title",
        "Must have",
        "Nice to have",
        "City",
        "Remote",
        "Level",
        "Salary min",
        "Salary max",
        "Currency",
        "Hiring manager",
        "Recruiter",
        "Opened",
        "Status",
        "Budget code",
    )
    return [header, *(_requisition(*one) for one in enumerate(_WORK.items()))]


def _requisition(number: int, work: tuple[str, tuple[str, str]]) -> Row:
    title, (needed, _) = work
    return (
        f"REQ-{100 + number}",
        title,
        needed.lower() if number % 2 else needed,
        None,
        _PLACES[(3 * number) % len(_PLACES)],
        (None, "hybrid", "remote", "onsite")[number % 4],
        ("Senior", None, "Mid")[number % 3],
        50000,
        (None, 130000, 70000)[number % 3],
        "USD",
        ("tom@example.com", "priya@example.com")[number % 2],
        "dana@example.com",
        _written(date(2026, 11, 15) - timedelta(days=2 * number), number),
        _STATUS[number % len(_STATUS)],
        "X1",
    )


def _written(day: date, form: int) -> Cell:
    """A day as a date, or as a text in one of two forms."""
    return (day, f"{day:%d %b %Y}", f"{day:%Y-%m-%d}")[form % 3]
