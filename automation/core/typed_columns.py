"""The columns that people fill in: their headers, help texts, and the other names that their headers may have."""

from automation.core.column_spec import Field
from automation.core.model import LEVEL_LABELS, Remote, ShelveReason, Stage, Status

YES_NO = ("yes", "no")
# The fields of both tabs that hold a day.
DATE_FIELDS = frozenset(
    {
        *("shelved_on", "revisit_on", "last_contact", "promised_by", "consent_on", "hired_on"),
        *("opened_on", "posted_on", "pocket_checked_on", "slate_presented_on", "filled_on"),
    }
)

CANDIDATE_FIELDS = (
    Field(
        "name", "Name", "First and last name.", ("Full name", "Candidate", "Candidate name"), required=True, width=22
    ),
    Field(
        "email",
        "Email",
        "E-mail address. It identifies the row: one person, one address.",
        ("E-mail address", "Mail", "Contact email", "Work email", "Personal email"),
        required=True,
        width=28,
    ),
    Field(
        "candidate_id",
        "Candidate ID",
        "Optional. It identifies the row instead of the e-mail, such as your ATS's ID.",
        ("ID", "ATS ID", "Person ID", "Candidate no", "Candidate number"),
    ),
    Field("preferred_name", "Preferred name", "How they like to be greeted.", ("Nickname", "Known as", "Goes by")),
    Field(
        "phone",
        "Phone",
        "Helps to spot the same person twice.",
        ("Phone number", "Mobile", "Cell", "Tel", "Telephone", "Mobile number"),
    ),
    Field(
        "profile_url",
        "Profile URL",
        "LinkedIn or another profile.",
        ("LinkedIn", "LinkedIn URL", "Profile", "LinkedIn profile", "Profile link"),
        width=28,
    ),
    Field(
        "title",
        "Current title",
        "What they do now, e.g. Senior Data Engineer.",
        ("Job title", "Title", "Position", "Current position", "Current role", "Role"),
        width=28,
    ),
    Field("company", "Current company", "Where they work now.", ("Company", "Employer", "Current employer"), width=20),
    Field(
        "skills",
        "Skills",
        "Separated by commas, semicolons or lines.",
        ("Key skills", "Skill set", "Skillset", "Top skills", "Technologies", "Tech stack"),
        width=40,
    ),
    Field("location", "Location", "City, or city and country.", ("City", "Based in", "Current location", "Place")),
    Field(
        "remote_ok",
        "Remote OK",
        "Would they work remotely?",
        ("Remote", "Open to remote", "Remote?", "Will work remotely"),
        choices=YES_NO,
    ),
    Field(
        "level",
        "Level",
        "Pick from the list.",
        ("Seniority", "Seniority level", "Grade", "Career level"),
        choices=tuple(LEVEL_LABELS.values()),
        width=20,
    ),
    Field(
        "years",
        "Years experience",
        "A number.",
        ("Years of experience", "Experience (years)", "YoE", "Experience", "Years"),
    ),
    Field(
        "pay",
        "Pay expectation",
        "Per year: 65k, £65,000, 90k-110k USD.",
        (
            "Expected salary",
            "Salary expectation",
            "Salary expectations",
            "Expected pay",
            "Desired salary",
            "Compensation expectation",
            "Expected compensation",
            "Expected CTC",
        ),
        width=18,
    ),
    Field("currency", "Currency", "ISO code such as EUR, if the pay cell does not say.", ("Pay currency",)),
    Field(
        "work_authorisation",
        "Work authorisation",
        "yes, or what they need.",
        ("Work authorization", "Right to work", "Visa", "Visa status", "Work permit"),
    ),
    Field("source", "Source", "Where you met them.", ("Candidate source", "Lead source")),
    Field(
        "shelved_on",
        "Shelved on",
        "The day you put them in your backpocket.",
        ("Date shelved", "Shelved", "Shelved date", "Shelve date", "Archived on", "Rejected on"),
        required=True,
    ),
    Field(
        "shelved_from",
        "Shelved from",
        "The Req ID it did not work out for.",
        ("Shelved from (req)", "From req", "Shelved from requisition", "Previous req", "Original req"),
    ),
    Field(
        "stage",
        "Stage reached",
        "Pick from the list.",
        ("Furthest stage", "Stage", "Last stage", "Stage reached then", "Final stage"),
        choices=tuple(Stage),
    ),
    Field(
        "rating",
        "Rating",
        "1 (weak) to 5 (outstanding).",
        ("Rating (1-5)", "Score then", "Stars"),
        choices=("1", "2", "3", "4", "5"),
        width=9,
    ),
    Field(
        "shelve_reason",
        "Shelve reason",
        "Why it was not right then: pick from the list.",
        ("Why shelved", "Reason", "Reason shelved", "Rejection reason", "Archive reason", "Reason for shelving"),
        required=True,
        choices=tuple(ShelveReason),
        width=24,
    ),
    Field(
        "reason_detail",
        "Reason detail",
        "In a few words; for a skill gap, name the skill.",
        ("Reason details", "Details", "Shelve detail", "Reason note"),
        width=30,
    ),
    Field(
        "revisit_on",
        "Revisit on",
        "The day to talk again, named by them or by you.",
        ("Revisit", "Revisit date", "Available from", "Free from", "Snooze until", "Follow up on"),
    ),
    Field(
        "champion",
        "Champion",
        "The hiring manager who wants this person.",
        ("Hiring manager", "Sponsor", "Championed by"),
        width=22,
    ),
    Field("owner", "Owner", "The recruiter responsible.", ("Recruiter", "Owned by", "Responsible"), width=22),
    Field(
        "last_contact",
        "Last contact",
        "The day you last heard from each other.",
        ("Last contacted", "Last contacted on", "Last contact date", "Last spoke", "Last touch"),
    ),
    Field("promised", "Promised", "What you said you would do.", ("Promise",), width=28),
    Field("promised_by", "Promised by", "By which day.", ("Promise date", "Promised for", "Promise due")),
    Field(
        "consent_basis",
        "Consent basis",
        "consent, or legitimate interest.",
        ("Legal basis", "Lawful basis", "Consent", "GDPR basis"),
        choices=("consent", "legitimate interest"),
        width=20,
    ),
    Field("consent_on", "Consent on", "The day they agreed.", ("Consent date", "Consented on", "Consent given on")),
    Field("region", "Region", "Whose rules apply: EU, UK, FR, DE, NL, US …", ("Country", "Jurisdiction")),
    Field(
        "do_not_contact",
        "Do not contact",
        "yes = never matched, never written to.",
        ("DNC", "Don't contact", "Opted out"),
        choices=YES_NO,
    ),
    Field("alerts", "Alerts", "Wants to hear of new openings.", ("Alerts (yes/no)", "Job alerts"), choices=YES_NO),
    Field(
        "in_process",
        "In process",
        "The Req ID they are interviewing for now.",
        ("In process (req)", "Active req", "Interviewing for"),
    ),
    Field(
        "hired_on", "Hired on", "The day they joined; then they get no messages.", ("Hired", "Hire date", "Hired date")
    ),
    Field("notes", "Notes", "Anything. The program does not read it.", ("Note", "Comments", "Comment"), width=40),
)

REQUISITION_FIELDS = (
    Field(
        "req_id",
        "Req ID",
        "Requisition ID. It identifies the row.",
        ("Req", "Requisition ID", "Requisition", "Req no", "Req number", "Job ID", "Job req ID"),
        required=True,
        width=12,
    ),
    Field(
        "title",
        "Title",
        "As you would post it.",
        ("Job title", "Position", "Role", "Role title"),
        required=True,
        width=30,
    ),
    Field(
        "family", "Role family", "Groups similar requisitions, e.g. Backend.", ("Family", "Job family", "Department")
    ),
    Field(
        "feeders", "Feeder reqs", "Older Req IDs whose people fit here too.", ("Feeder requisitions", "Similar reqs")
    ),
    Field(
        "must",
        "Must-have skills",
        "Separated by commas, semicolons or lines.",
        ("Must have", "Must haves", "Required skills", "Requirements", "Key skills", "Skills"),
        width=40,
    ),
    Field(
        "nice",
        "Nice-to-have skills",
        "Comma-separated.",
        ("Nice to have", "Nice to haves", "Preferred skills", "Bonus skills"),
        width=30,
    ),
    Field("location", "Location", "City, or city and country.", ("City", "Office", "Place", "Based in")),
    Field(
        "remote",
        "Remote",
        "onsite, hybrid or remote.",
        ("Work mode", "Workplace", "Remote policy", "Remote OK"),
        choices=tuple(Remote),
    ),
    Field(
        "level",
        "Level",
        "Pick from the list.",
        ("Seniority", "Grade", "Seniority level"),
        choices=tuple(LEVEL_LABELS.values()),
        width=20,
    ),
    Field("pay_min", "Pay min", "Per year.", ("Salary min", "Min pay", "Min salary", "Minimum salary", "Salary from")),
    Field("pay_max", "Pay max", "Per year.", ("Salary max", "Max pay", "Max salary", "Maximum salary", "Salary to")),
    Field("currency", "Currency", "ISO code such as EUR, if the pay cells do not say.", ("Pay currency",)),
    Field(
        "sponsors",
        "Sponsors work authorisation",
        "yes or no.",
        ("Sponsors work authorization", "Sponsors visa", "Visa sponsorship", "Sponsorship"),
        choices=YES_NO,
    ),
    Field("hiring_manager", "Hiring manager", "Who decides.", ("Manager", "HM"), width=22),
    Field("recruiter", "Recruiter", "Who fills it.", ("Owner", "Responsible"), width=22),
    Field(
        "opened_on",
        "Opened on",
        "The day it opened.",
        ("Opened", "Open date", "Date opened", "Opening date"),
        required=True,
    ),
    Field("posted_on", "Posted on", "The day it was advertised.", ("Posted", "Post date", "Date posted")),
    Field(
        "status", "Status", "Only open ones are matched.", ("Req status", "State"), required=True, choices=tuple(Status)
    ),
    Field(
        "pocket_checked_on", "Pocket checked on", "The day you looked here first.", ("Pocket check", "Pocket checked")
    ),
    Field(
        "slate_presented_on", "Slate presented on", "The day the manager saw names.", ("Slate presented", "Slate date")
    ),
    Field("filled_on", "Filled on", "The day the offer was accepted.", ("Filled", "Fill date", "Date filled")),
    Field("filled_by", "Filled by", "Their e-mail or Candidate ID.", ("Filled by candidate", "Hire")),
    Field("hire_source", "Hire source", "Where the hire came from.", ("Source of hire",)),
    Field(
        "description",
        "Description",
        "Anything. The program does not read it.",
        ("Job description", "JD", "Notes"),
        width=40,
    ),
)
