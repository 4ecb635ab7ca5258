"""The tabs and columns of the workbook: their names in the code, their headers, help texts and aliases."""

from dataclasses import dataclass

from automation.core.model import LEVEL_LABELS, Remote, ShelveReason, Stage, Status

CANDIDATES, REQUISITIONS = "Candidates", "Requisitions"
SETTINGS, TEMPLATES, ALIASES = "Settings", "Templates", "Aliases"
BP_MATCHES, BP_OUTREACH, BP_RUNS = "BP Matches", "BP Outreach", "BP Runs"
BP_DATA, BP_ACTIONS, BP_SUPPRESSION = "BP Data", "BP Actions", "BP Suppression"
HIDDEN_TABS = (BP_DATA, BP_ACTIONS, BP_SUPPRESSION)
# Rows are only ever added to these tabs.
APPENDED_TABS = (BP_OUTREACH, BP_RUNS, BP_ACTIONS, BP_SUPPRESSION)


@dataclass(frozen=True)
class Field:
    """A column: its name in the code, its header, and the line of help that people read."""

    id: str
    header: str
    help: str
    aliases: tuple[str, ...] = ()
    required: bool = False
    choices: tuple[str, ...] = ()
    width: int = 16


YES_NO = ("yes", "no")

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

CANDIDATE_COLUMNS = (
    Field("best_match", "BP Best match", "The open requisition this person fits best.", width=34),
    Field("score", "BP Score", "0 to 100; `backpocket explain` shows every point.", width=10),
    Field("band", "BP Band", "Strong, Good, Possible, or nothing.", width=10),
    Field("why_now", "BP Why now", "Why it was not right then and why it is now.", width=60),
    Field("gaps", "BP Gaps", "What is missing or blocked.", width=60),
    Field("next_follow_up", "BP Next follow-up", "When to get back to them.", width=18),
    Field("follow_up_reason", "BP Follow-up reason", "Why then.", width=44),
    Field("last_touch", "BP Last touch", "The last time you were in contact.", width=14),
    Field("freshness", "BP Freshness", "How long this row can be trusted.", width=26),
    Field("check", "BP Check", "What to fix or complete in this row.", width=60),
)

REQUISITION_COLUMNS = (
    Field("slate", "BP Slate", "The people to look at first, best first.", width=60),
    Field("strong", "BP Strong matches", "How many of them are Strong.", width=18),
    Field("pocket_check", "BP Pocket check", "Did we look at our own people before posting?", width=40),
    Field("check", "BP Check", "What to fix or complete in this row.", width=50),
)

MATCH_COLUMNS = (
    Field("req_id", "Req ID", "The requisition.", width=12),
    Field("candidate", "Candidate", "The key of the candidate's row.", width=28),
    Field("name", "Name", "The candidate.", width=22),
    Field("rank", "Rank", "1 is best.", width=7),
    Field("score", "Score", "The seven points to the right of Band, added up.", width=8),
    Field("band", "Band", "Strong, Good, Possible; one lower while a blocker stands.", width=10),
    Field("must", "Must-have", "Points for must-have skills.", width=11),
    Field("nice", "Nice-to-have", "Points for nice-to-have skills.", width=12),
    Field("title", "Title", "Points for the same kind of work.", width=8),
    Field("level", "Level", "Points for the level.", width=8),
    Field("location", "Location", "Points for the place.", width=9),
    Field("pay", "Pay", "Points for pay within the band.", width=8),
    Field("track", "Track record", "Points for rating, stage reached and recency.", width=12),
    Field("known", "Known", "How many criteria are known.", width=9),
    Field("blocker", "Blocker", "cleared, standing, unknown or none.", width=10),
    Field("why_then", "Why then", "Why it was not right then.", width=40),
    Field("why_now", "Why now", "Why it is now.", width=60),
    Field("gaps", "Gaps", "What is missing or blocked.", width=60),
    Field("confirm_first", "Confirm first", "What to ask before anything else.", width=40),
    Field("first_seen_on", "First seen on", "The day this match first appeared.", width=14),
)

RUN_COLUMNS = (
    Field("run_id", "Run ID", "Names the run in logs.", width=16),
    Field("run_at", "Run at", "When it ended, UTC.", width=22),
    Field("today", "Today", "The date it worked with.", width=12),
    Field("candidates", "Candidates", "Rows read.", width=12),
    Field("requisitions_open", "Open requisitions", "Requisitions matched.", width=18),
    Field("matches", "Matches", "Rows in BP Matches.", width=10),
    Field("strong", "Strong", "How many of them are Strong.", width=10),
    Field("follow_ups_due", "Follow-ups due", "Due on that day or before.", width=15),
    Field("problems", "Problems", "Issues to fix, see BP Check.", width=10),
    Field("changed", "Changed", "Did any published cell differ?", width=10),
    Field("criteria", "Criteria", "The weights and limits used.", width=80),
)

OUTREACH_COLUMNS = tuple(
    Field(header.lower().replace(" ", "_"), header, text)
    for header, text in (
        ("At", "When, UTC."),
        ("Send ID", "Names the message."),
        ("Candidate", "The key of the candidate's row."),
        ("Req ID", "The requisitions, separated by semicolons."),
        ("Step", "Which message it is."),
        ("State", "Where the message is, or what came back."),
        ("By", "Who decided, or who answered."),
        ("Detail", "What the mail server said, or why."),
        ("Subject", "Of the message."),
        ("Message ID", "Of the message."),
        ("Line", "Numbers what happened, so that nothing is missed when lines are sorted or deleted."),
    )
)

ACTION_COLUMNS = tuple(
    Field(header.lower().replace(" ", "_"), header, text)
    for header, text in (
        ("At", "When, UTC."),
        ("Who", "Who did it."),
        ("Action", "What was done."),
        ("Candidate", "About whom."),
        ("Requisition", "About which requisition."),
        ("Detail", "Why, in words."),
        ("On", "The day, where the workbook lives."),
        ("Value", "Until which day, or to whom; of something undone, its Action ID."),
        ("Before", "What held before: the owner, or the old key."),
        ("Action ID", "Names what was done, so that it can be undone."),
    )
)

SUPPRESSION_COLUMNS = (
    Field("hash", "Hash", "Keyed hash of an address, never the address."),
    Field("since", "Since", "When, UTC."),
    Field("reason", "Reason", "Why."),
    Field("line", "Line", "As in BP Outreach; both tabs count as one."),
)


@dataclass(frozen=True)
class TabSpec:
    """One of people's tabs: the columns that they fill in, and the program's own."""

    name: str
    fields: tuple[Field, ...]
    columns: tuple[Field, ...]

    @property
    def column_headers(self) -> tuple[str, ...]:
        """The exact names of the program's own columns here."""
        return tuple(column.header for column in self.columns)


PEOPLES_TABS = {
    spec.name: spec
    for spec in (
        TabSpec(CANDIDATES, CANDIDATE_FIELDS, CANDIDATE_COLUMNS),
        TabSpec(REQUISITIONS, REQUISITION_FIELDS, REQUISITION_COLUMNS),
    )
}

# BP Data (hidden) is one table: the lookup key of a record, then every published cell.
DATA_COLUMNS = (
    Field("record", "Record", "Tab and key, e.g. Candidates/ana@example.com."),
    Field("name", "Name", "Recognises a person whose key was corrected."),
    *{column.header: column for spec in PEOPLES_TABS.values() for column in spec.columns}.values(),
    Field("first_seen_on", "First seen on", "Of a pair: the day it first was on a slate."),
    Field("strong_since", "Strong since", "Of a pair: the day it first was Strong."),
    Field("generation", "Generation", "Counts what was published."),
)

PROGRAM_TABS = {
    BP_MATCHES: MATCH_COLUMNS,
    BP_OUTREACH: OUTREACH_COLUMNS,
    BP_RUNS: RUN_COLUMNS,
    BP_DATA: DATA_COLUMNS,
    BP_ACTIONS: ACTION_COLUMNS,
    BP_SUPPRESSION: SUPPRESSION_COLUMNS,
}
