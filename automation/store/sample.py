"""A made-up workbook to try things with: every shelve reason, cleared and standing, and what goes wrong in real sheets.

Nobody in it exists; addresses end in .example. Days are counted from the day it is made, so that it is always alive.
"""

from collections.abc import Mapping, Sequence
from datetime import date, timedelta

from automation.core.layout import fields_of, new_workbook
from automation.core.model import Cell, Row
from automation.core.schema import ALIASES, CANDIDATES, REQUISITIONS

DANA, LEE = "dana@acme.example", "lee@acme.example"
PRIYA, TOM = "priya@acme.example", "tom@acme.example"

# Day offsets are written as ints under the ids that are dates.
_DATES = {
    "shelved_on", "revisit_on", "last_contact", "promised_by", "consent_on", "hired_on", "opened_on", "posted_on",
    "pocket_checked_on", "slate_presented_on", "filled_on",
}  # fmt: skip

_REQUISITION_COLUMNS = (
    "req_id", "title", "family", "must", "nice", "location", "remote", "level", "pay_min", "pay_max", "currency",
    "sponsors", "hiring_manager", "recruiter", "opened_on", "posted_on", "status", "pocket_checked_on",
)  # fmt: skip
_REQUISITIONS = (
    ("REQ-101", "Platform Engineer", "Platform", "Kubernetes, Terraform, AWS, Go", "Kafka, Prometheus", "Berlin", "hybrid",
     "Senior", 80_000, 98_000, "EUR", "yes", PRIYA, DANA, -9, None, "Open", -8),
    ("REQ-102", "Senior Data Engineer", "Data", "Python, SQL, Airflow, Snowflake", "dbt, Kafka", "London", "remote",
     "Senior", 70_000, 88_000, "GBP", "no", PRIYA, DANA, -20, -18, "Open", None),
    ("REQ-103", "Frontend Engineer", "Frontend", "TypeScript, React, CSS, Accessibility", "Next.js, GraphQL", "Berlin", "onsite",
     "Mid", 60_000, 75_000, "EUR", "no", TOM, LEE, -5, None, "Open", None),
    ("REQ-104", "Product Designer", "Design", "Figma, User research, Prototyping, Design systems", "HTML, CSS", "London",
     "hybrid", "Senior", 65_000, 82_000, "GBP", "yes", TOM, LEE, -32, -30, "Open", -31),
    ("REQ-105", "Accountant", "Finance", "Accounts payable, Accounts receivable, Excel, VAT returns", "SAP", "Manchester", "onsite",
     "Mid", 36_000, 44_000, "GBP", "no", TOM, LEE, -12, -3, "Open", -2),
    ("REQ-106", "Sales Manager", "Sales", "B2B sales, Salesforce, Team leadership, Negotiation", "HubSpot", "Austin, TX",
     "hybrid", "Principal or Manager", 95_000, 120_000, "USD", "no", PRIYA, DANA, -2, None, "Open", None),
    ("REQ-090", "Site Reliability Engineer", "Platform", "Kubernetes, Linux, AWS, Kafka", "", "Berlin", "onsite",
     "Senior", 75_000, 88_000, "EUR", "no", PRIYA, DANA, -260, -255, "Filled", -258),
    ("REQ-091", "Data Engineer", "Data", "Python, SQL, Spark", "", "London", "hybrid",
     "Mid", 60_000, 70_000, "GBP", "no", PRIYA, DANA, -300, -298, "Cancelled", None),
)  # fmt: skip

_CANDIDATE_COLUMNS = (
    "name", "email", "title", "skills", "location", "remote_ok", "level", "pay", "shelved_on", "shelved_from", "stage",
    "rating", "shelve_reason", "reason_detail", "owner", "last_contact", "region",
)  # fmt: skip
# Then whatever else a row says, by field id.
_CANDIDATES: Sequence[tuple[tuple[object, ...], Mapping[str, object]]] = (
    # Platform: the slate with everything on it.
    (("Mara Lindqvist", "mara.lindqvist@mail.example", "Senior Platform Engineer", "k8s, Terraform, AWS, Golang, Kafka",
      "Berlin", "yes", "Senior", "92k EUR", -230, "REQ-090", "Final", 5, "Lost to another finalist",
      "Close call; the other finalist had run on-call before", DANA, -60, "DE"), {"consent_basis": "consent", "consent_on": -60, "champion": PRIYA}),
    (("Jonas Weber", "jonas.weber@mail.example", "Site Reliability Engineer", "Kubernetes, AWS, Go, Linux, Terraform, Prometheus",
      "Berlin", "", "Senior", "€96,000", -240, "REQ-090", "Offer", 4, "Pay too high", "Asked 96k, band ended at 88k", DANA, -200, "DE"),
     {"consent_basis": "consent", "consent_on": -170}),
    (("Aylin Demir", "aylin.demir@mail.example", "DevOps Engineer", "Kubernetes; Terraform; Azure; Python", "Hamburg", "yes",
      "Senior", "85k EUR", -210, "REQ-090", "Interview", 4, "Location", "Could not move to Berlin", DANA, -100, "DE"),
     {"consent_basis": "consent", "consent_on": -20}),
    (("Piotr Nowak", "piotr.nowak@mail.example", "Cloud Engineer", "AWS | Terraform | Ansible | Linux", "Warsaw", "no", "Senior",
      "70k EUR", -190, "REQ-090", "Screen", 3, "Location", "Wants to stay in Warsaw", DANA, -190, "PL"),
     {"consent_basis": "legitimate interest"}),
    (("Chidi Okafor", "chidi.okafor@mail.example", "Platform Engineer", "Kubernetes, Terraform, AWS, Go, Docker", "Berlin", "yes",
      "Senior", "88k EUR", -245, "REQ-090", "Final", 4, "Skill gap", "Lacked Kafka", DANA, -120, "DE"),
     {"consent_basis": "consent", "consent_on": -40, "champion": PRIYA}),
    (("Sofia Marino", "sofia.marino@mail.example", "Backend Engineer", "Java, Spring Boot, PostgreSQL", "Milan", "yes", "Senior",
      "75k EUR", -150, "REQ-090", "Interview", 3, "Skill gap", "No Kubernetes in production", LEE, -150, "IT"),
     {"consent_basis": "legitimate interest"}),
    (("Hana Sato", "hana.sato@mail.example", "Staff Platform Engineer", "Kubernetes, Terraform, AWS, Go, eBPF", "Berlin", "yes",
      "Lead or Staff", "115k EUR", -170, "REQ-090", "Interview", 5, "Too senior", "", DANA, -90, "DE"),
     {"consent_basis": "consent", "consent_on": -90}),
    (("Lena Fischer", "lena.fischer@mail.example", "Junior DevOps Engineer", "Kuberntes, Docker, AWS", "Berlin", "yes", "Junior",
      "52k EUR", -130, "REQ-090", "Screen", 4, "Too junior", "", LEE, -130, "DE"), {"consent_basis": "consent", "consent_on": -130}),
    (("Ravi Menon", "ravi.menon@mail.example", "Platform Engineer", "Kubernetes, AWS, Go, Terraform, Helm", "Bengaluru", "yes",
      "Senior", "", -140, "REQ-090", "Interview", 4, "Work authorisation", "Needs a Blue Card", DANA, -45, "IN"),
     {"work_authorisation": "needs sponsorship"}),
    (("Greta Holm", "greta.holm@mail.example", "Infrastructure Engineer", "Kubernetes, Terraform, AWS", "Copenhagen", "yes", "Senior",
      "90k EUR", -100, "", "Interview", 4, "Timing", "Parental leave", DANA, -80, "EU"),
     {"revisit_on": 75, "consent_basis": "consent", "consent_on": -80}),
    # Data: remote, so place drops out.
    (("Noor Rahman", "noor.rahman@mail.example", "Data Engineer", "Python, SQL, Airflow, Snowflake, dbt", "Leeds", "yes", "Senior",
      "£82,000", -280, "REQ-091", "Final", 5, "Headcount frozen", "Loved by the team", DANA, -30, "UK"),
     {"consent_basis": "consent", "consent_on": -30, "champion": PRIYA}),
    (("Owen Price", "owen.price@mail.example", "Senior Data Engineer", "Python, SQL, Spark, Airflow", "Cardiff", "yes", "Senior",
      "£78k", -290, "REQ-091", "Interview", 4, "Req cancelled", "", DANA, -210, "UK"),
     {"consent_basis": "legitimate interest", "promised": "A word when data roles open again", "promised_by": -3}),
    (("Isla Murray", "isla.murray@mail.example", "Analytics Engineer", "SQL, dbt, Snowflake, Python, Looker", "Glasgow", "yes", "Mid",
      "£68k", -60, "", "Offer", 4, "Declined offer", "Took a counter-offer", DANA, -60, "UK"),
     {"consent_basis": "consent", "consent_on": -60}),
    (("Tomas Silva", "tomas.silva@mail.example", "Senior Data Engineer", "Python, SQL, Airflow, Snowflake, Kafka", "Lisbon", "yes",
      "Senior", "75k GBP", -320, "REQ-091", "Offer", 5, "Declined offer", "Stayed for a promotion", DANA, -320, "PT"),
     {"consent_basis": "consent", "consent_on": -400}),
    (("Wei Chen", "wei.chen@mail.example", "Data Engineer", "Python; SQL; Airflow", "London", "", "Mid", "65k-72k GBP", -250,
      "REQ-091", "Interview", 3, "Withdrew", "Process took too long", LEE, -250, "UK"), {"consent_basis": "legitimate interest"}),
    (("Elif Yilmaz", "elif.yilmaz@mail.example", "Data Scientist", "Python, Machine learning, SQL", "London", "yes", "Senior",
      "£85k", -90, "", "Screen", 3, "Withdrew", "", LEE, -90, ""), {}),
    (("Bruno Costa", "bruno.costa@mail.example", "ETL Developer", "SQL, Informatica, Python", "Porto", "yes", "Mid", "58k EUR",
      -420, "REQ-091", "Interview", 3, "Failed assessment", "SQL test", DANA, -400, "PT"), {"consent_basis": "consent", "consent_on": -200}),
    (("Maya Levi", "maya.levi@mail.example", "Data Engineer", "Python, SQL, Airflow, Snowflake", "Haifa", "yes", "Senior", "negotiable",
      -120, "REQ-091", "Interview", 3, "Failed assessment", "System design", DANA, -110, "IL"), {}),
    # Frontend.
    (("Felix Braun", "felix.braun@mail.example", "Frontend Developer", "TypeScript, React, CSS, Accessibility, Next.js", "Berlin", "no",
      "Mid", "68k EUR", -80, "", "Interview", 4, "Timing", "Notice period", LEE, -70, "DE"),
     {"revisit_on": -4, "consent_basis": "consent", "consent_on": -70}),
    (("Amara Diallo", "amara.diallo@mail.example", "Senior Frontend Engineer", "React, TypeScript, CSS, GraphQL, a11y", "Berlin", "yes",
      "Senior", "82k EUR", -160, "", "Final", 5, "Pay too high", "", LEE, -50, "DE"), {"consent_basis": "consent", "consent_on": -50}),
    (("Lukas Hahn", "lukas.hahn@mail.example", "Web Developer", "JavaScript, jQuery, CSS", "Potsdam", "", "Junior", "48k EUR", -900, "",
      "Screen", 3, "Too junior", "Ask again when grown", LEE, -140, "DE"), {"consent_basis": "consent", "consent_on": -120}),
    (("Inès Laurent", "ines.laurent@mail.example", "Frontend Engineer", "TypeScript, Vue.js, CSS, Accessibility", "Paris", "yes", "Mid",
      "62k EUR", -200, "", "Interview", 4, "Location", "", LEE, -190, "FR"), {"consent_basis": "consent", "consent_on": -400}),
    (("Oskar Lind", "oskar.lind@mail.example", "React Native Developer", "React Native, TypeScript", "Berlin", "yes", "Mid", "70k EUR",
      -75, "", "Screen", 2, "Skill gap", "", LEE, -75, "DE"), {"consent_basis": "consent", "consent_on": -75}),
    # Design.
    (("Zoë Clarke", "zoe.clarke@mail.example", "Product Designer", "Figma, User research, Prototyping, Design systems, HTML", "London",
      "yes", "Senior", "£79k", -360, "", "Final", 5, "Lost to another finalist", "For REQ-070, a similar role", LEE, -25, "UK"),
     {"consent_basis": "consent", "consent_on": -25, "champion": TOM}),
    (("Arjun Patel", "arjun.patel@mail.example", "UX Designer", "Figma; Prototyping; UX; Interviews", "Reading", "yes", "Mid", "£58k", -110,
      "", "Interview", 3, "Too junior", "", LEE, -105, "UK"), {"consent_basis": "consent", "consent_on": -105}),
    (("Beatriz Rojas", "beatriz.rojas@mail.example", "Lead Product Designer", "Figma, Design systems, User research, Prototyping, Workshops",
      "London", "no", "Lead or Staff", "£95k", -140, "", "Final", 4, "Pay too high", "Asked 95k", LEE, -135, "UK"),
     {"consent_basis": "consent", "consent_on": -350}),
    (("Kaito Mori", "kaito.mori@mail.example", "Product Designer", "Figma, Prototyping", "Osaka", "yes", "Senior", "", -170, "", "Interview",
      4, "Work authorisation", "", "", -165, "JP"), {"work_authorisation": "needs sponsorship"}),
    (("Ruth Adeyemi", "ruth.adeyemi@mail.example", "Service Designer", "User research, Workshops, Figma", "Bristol", "yes", "Senior", "£70k",
      -95, "", "Screen", None, "", "", LEE, -95, "UK"), {"consent_basis": "consent", "consent_on": -95}),
    # Finance.
    (("Helen Burke", "helen.burke@mail.example", "Accountant", "Accounts payable, Accounts receivable, MS Excel, VAT returns, SAP", "Manchester",
      "no", "Mid", "£42,000", -190, "", "Final", 4, "Headcount frozen", "Budget cut in spring", LEE, -35, "UK"),
     {"consent_basis": "consent", "consent_on": -35}),
    (("Samuel Osei", "samuel.osei@mail.example", "Accounts Assistant", "A/P; A/R; Excel", "Salford", "no", "Junior", "£28k", -260, "",
      "Interview", 3, "Too junior", "", LEE, -250, "UK"), {"consent_basis": "legitimate interest"}),
    (("Clara Jensen", "clara.jensen@mail.example", "Financial Controller", "Month end close, Excel, SAP, Audit", "Leeds", "no", "Principal or Manager",
      "£68k", -115, "", "Screen", 4, "Too senior", "", "", -115, "UK"), {"consent_basis": "consent", "consent_on": -115}),
    # Sales.
    (("Diego Ramirez", "diego.ramirez@mail.example", "Regional Sales Manager", "B2B sales, Salesforce, Negotiation, Team leadership", "Austin, TX",
      "yes", "Principal or Manager", "$115k", -210, "", "Final", 5, "Lost to another finalist", "", DANA, -20, "US"), {}),
    (("Kelly Brooks", "kelly.brooks@mail.example", "Account Executive", "SFDC, B2B sales, Cold calling", "Austin", "yes", "Senior", "90k-105k USD", -70, "",
      "Interview", 4, "Other", "Wanted to close her quarter first", DANA, -65, "US"), {}),
    (("Marcus Webb", "marcus.webb@mail.example", "Sales Director", "B2B sales, Salesforce, Forecasting", "Dallas, TX", "yes", "Director", "$160k",
      -180, "", "Final", 4, "Pay too high", "", DANA, -175, "US"), {}),
    # What happens in every real sheet.
    (("Mara Lindquist", "mara@lindqvist.example", "Platform Engineer", "Kubernetes, AWS", "Berlin", "", "", "", -15, "", "Applied", None,
      "Timing", "", LEE, -15, "DE"), {"phone": "+49 30 5550 1234", "consent_basis": "consent", "consent_on": -15, "revisit_on": 20}),
    (("M. Lindqvist", "m.lindqvist@mail.example", "SRE", "k8s", "Berlin", "", "Sr", "", -14, "", "Applied", None, "Timing", "", "", -14, "DE"),
     {"phone": "030 5550-1234", "consent_basis": "consent", "consent_on": -14, "revisit_on": 12}),
    (("Yusuf Kaya", "", "Data Engineer", "Python, SQL", "Cologne", "yes", "Mid", "60k", -33, "", "Screen", 3, "Timing", "", DANA, -33, "DE"), {}),
    (("Peter Novák", "peter.novak@mail.example", "Backend Engineer", "Go, PostgreSQL, Kafka", "Prague", "yes", "Senior", "65k", -48, "", "Screen",
      3, "Salary to high", "", DANA, -48, "CZ"), {"consent_basis": "consent", "consent_on": -48}),
    (("Nina Petrova", "nina.petrova@mail.example", "Platform Engineer", "Kubernetes, Terraform, AWS, Go", "Berlin", "yes", "Senior", "90k EUR", -400,
      "REQ-090", "Offer", 5, "Declined offer", "", DANA, -300, "DE"), {"hired_on": -40}),
    (("Colin Frost", "colin.frost@mail.example", "Platform Engineer", "Kubernetes, Terraform, AWS, Go", "Berlin", "yes", "Senior", "90k EUR", -220,
      "REQ-090", "Interview", 1, "Conduct", "See HR", DANA, -220, "DE"), {"consent_basis": "legitimate interest"}),
    (("Ida Berg", "ida.berg@mail.example", "Product Designer", "Figma, Design systems", "Oslo", "yes", "Senior", "", -85, "", "Screen", 4, "Timing",
      "", LEE, -85, "NO"), {"do_not_contact": "yes", "consent_basis": "consent", "consent_on": -85}),
    (("Sean Doyle", "sean.doyle@mail.example", "Senior Data Engineer", "Python, SQL, Airflow, Snowflake", "Dublin", "yes", "Senior", "80k GBP", -66, "",
      "Interview", 4, "Timing", "", DANA, -6, "IE"), {"in_process": "REQ-102", "consent_basis": "consent", "consent_on": -66}),
)  # fmt: skip


def sample_workbook(today: date) -> dict[str, Sequence[Row]]:
    """The tabs of the sample workbook as of a day: tab → rows, row 1 being the header."""
    people = [{**dict(zip(_CANDIDATE_COLUMNS, row, strict=True)), **more} for row, more in _CANDIDATES]
    requisitions = [dict(zip(_REQUISITION_COLUMNS, row, strict=True)) for row in _REQUISITIONS]
    tabs = new_workbook()
    return tabs | {
        CANDIDATES: [tabs[CANDIDATES][0], *(_row(CANDIDATES, person, today) for person in people)],
        REQUISITIONS: [tabs[REQUISITIONS][0], *(_row(REQUISITIONS, req, today) for req in requisitions)],
        ALIASES: [tabs[ALIASES][0], ["a11y", "Accessibility"], ["Cold calling", "Outbound sales"]],
    }


def _row(tab: str, record: Mapping[str, object], today: date) -> list[Cell]:
    return [_cell(column.id, record.get(column.id), today) for column in fields_of(tab)]


def _cell(field_id: str, value: object, today: date) -> Cell:
    if field_id in _DATES and isinstance(value, int):
        return today + timedelta(days=value)
    if value is None or isinstance(value, str | int | float):
        return value
    raise TypeError(field_id)
