"""The columns that people fill in: their headers and help texts. `tabs/header_names` has other names of the headers."""

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
    Field("name", "Name", "First and last name.", required=True, width=22),
    Field("email", "Email", "E-mail address. It identifies the row: one person, one address.", required=True, width=28),
    Field(
        "candidate_id", "Candidate ID", "Optional. It identifies the row instead of the e-mail, such as your ATS's ID."
    ),
    Field("preferred_name", "Preferred name", "How they like to be greeted."),
    Field("phone", "Phone", "Helps to spot the same person twice."),
    Field("profile_url", "Profile URL", "LinkedIn or another profile.", width=28),
    Field("title", "Current title", "What they do now, e.g. Senior Data Engineer.", width=28),
    Field("company", "Current company", "Where they work now.", width=20),
    Field("skills", "Skills", "Separated by commas, semicolons or lines.", width=40),
    Field("location", "Location", "City, or city and country."),
    Field("remote_ok", "Remote OK", "Would they work remotely?", choices=YES_NO),
    Field("level", "Level", "Pick from the list.", choices=tuple(LEVEL_LABELS.values()), width=20),
    Field("years", "Years experience", "A number."),
    Field("pay", "Pay expectation", "Per year: 65k, £65,000, 90k-110k USD.", width=18),
    Field("currency", "Currency", "ISO code such as EUR, if the pay cell does not say."),
    Field("work_authorisation", "Work authorisation", "yes, or what they need."),
    Field("source", "Source", "Where you met them."),
    Field("shelved_on", "Shelved on", "The day you put them in your backpocket.", required=True),
    Field("shelved_from", "Shelved from", "The Req ID it did not work out for, or its title."),
    Field("stage", "Stage reached", "Pick from the list.", choices=tuple(Stage)),
    Field("rating", "Rating", "1 (weak) to 5 (outstanding).", choices=("1", "2", "3", "4", "5"), width=9),
    Field(
        "shelve_reason",
        "Shelve reason",
        "Why it was not right then: pick from the list.",
        required=True,
        choices=tuple(ShelveReason),
        width=24,
    ),
    Field("reason_detail", "Reason detail", "In a few words; for a skill gap, name the skill.", width=30),
    Field("revisit_on", "Revisit on", "The day to talk again, named by them or by you."),
    Field("champion", "Champion", "The hiring manager who wants this person.", width=22),
    Field("owner", "Owner", "The recruiter responsible.", width=22),
    Field("last_contact", "Last contact", "The day you last heard from each other."),
    Field("promised", "Promised", "What you said you would do.", width=28),
    Field("promised_by", "Promised by", "By which day."),
    Field(
        "consent_basis",
        "Consent basis",
        "consent, or legitimate interest.",
        choices=("consent", "legitimate interest"),
        width=20,
    ),
    Field("consent_on", "Consent on", "The day they agreed."),
    Field("region", "Region", "Whose rules apply: EU, UK, FR, DE, NL, US …"),
    Field("language", "Language", "In which messages to them are written: English, German, fr …"),
    Field("matching", "Matching", "by hand = never scored; look at them yourself.", choices=("by hand",)),
    Field("do_not_contact", "Do not contact", "yes = never matched, never written to.", choices=YES_NO),
    Field("alerts", "Alerts", "Wants to hear of new openings.", choices=YES_NO),
    Field("in_process", "In process", "The Req ID they are interviewing for now."),
    Field("hired_on", "Hired on", "The day they joined; then they get no messages."),
    Field(
        "notes", "Notes", "Anything about the work: nothing about health, family, age, origin or religion.", width=40
    ),
)

REQUISITION_FIELDS = (
    Field("req_id", "Req ID", "Requisition ID. It identifies the row.", required=True, width=12),
    Field("title", "Title", "As you would post it.", required=True, width=30),
    Field("family", "Role family", "Groups similar requisitions, e.g. Backend."),
    Field("feeders", "Feeder reqs", "Older Req IDs, or titles, whose people fit here too."),
    Field("must", "Must-have skills", "Separated by commas, semicolons or lines.", width=40),
    Field("nice", "Nice-to-have skills", "Comma-separated.", width=30),
    Field("location", "Location", "City, or city and country."),
    Field("remote", "Remote", "onsite, hybrid or remote.", choices=tuple(Remote)),
    Field("level", "Level", "Pick from the list.", choices=tuple(LEVEL_LABELS.values()), width=20),
    Field("pay_min", "Pay min", "Per year."),
    Field("pay_max", "Pay max", "Per year."),
    Field("currency", "Currency", "ISO code such as EUR, if the pay cells do not say."),
    Field("sponsors", "Sponsors work authorisation", "yes or no.", choices=YES_NO),
    Field("hiring_manager", "Hiring manager", "Who decides.", width=22),
    Field("recruiter", "Recruiter", "Who fills it.", width=22),
    Field("opened_on", "Opened on", "The day it opened.", required=True),
    Field("posted_on", "Posted on", "The day it was advertised."),
    Field("status", "Status", "Only open ones are matched.", required=True, choices=tuple(Status)),
    Field("pocket_checked_on", "Pocket checked on", "The day you looked here first."),
    Field("slate_presented_on", "Slate presented on", "The day the manager saw names."),
    Field("filled_on", "Filled on", "The day the offer was accepted."),
    Field("filled_by", "Filled by", "Their e-mail, Candidate ID or full name."),
    Field("hire_source", "Hire source", "Where the hire came from."),
    Field("description", "Description", "Anything. The program does not read it.", width=40),
)
