"""The tabs of the workbook, and the columns that the program writes."""

from dataclasses import dataclass

from automation.core.column_spec import Field
from automation.core.typed_columns import CANDIDATE_FIELDS, REQUISITION_FIELDS

CANDIDATES, REQUISITIONS = "Candidates", "Requisitions"
SETTINGS, TEMPLATES, ALIASES = "Settings", "Templates", "Aliases"
BP_MATCHES, BP_OUTREACH, BP_RUNS = "BP Matches", "BP Outreach", "BP Runs"
BP_DATA, BP_ACTIONS, BP_SUPPRESSION, BP_HISTORY = "BP Data", "BP Actions", "BP Suppression", "BP History"
BP_IMPORT, BP_NOTICES, BP_OPENINGS = "BP Import", "BP Notices", "BP Openings"
HIDDEN_TABS = (BP_DATA, BP_ACTIONS, BP_SUPPRESSION, BP_HISTORY, BP_NOTICES)
# Rows are only ever added to these tabs.
APPENDED_TABS = (BP_OUTREACH, BP_RUNS, BP_ACTIONS, BP_SUPPRESSION, BP_HISTORY, BP_NOTICES)


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
    Field("confirm_first", "BP Confirm first", "What to ask before anything else.", width=40),
    Field("consent_until", "BP Consent until", "The last day on which you may match and write to them.", width=14),
    Field("alerts", "BP Alerts", "Whether they want to hear of openings: how often, about what, where.", width=30),
    Field("check", "BP Check", "What to fix or complete in this row.", width=60),
)

REQUISITION_COLUMNS = (
    Field("slate", "BP Slate", "The people to look at first, by band and score.", width=60),
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
        ("Value", "Until which day, to whom, or into which row; of something undone, its Action ID."),
        ("Before", "What held before: the owner, or the old key."),
        ("Action ID", "Names what was done, so that it can be undone."),
    )
)

SUPPRESSION_COLUMNS = (
    Field("hash", "Hash", "Keyed hash of an address, a domain or a company, never its name."),
    Field("since", "Since", "When, UTC."),
    Field("reason", "Reason", "Who decided, and why."),
    Field("line", "Line", "As in BP Outreach; both tabs count as one."),
)

HISTORY_COLUMNS = (
    Field("at", "At", "When it was decided, or when a run saw that the shelving had changed, UTC."),
    Field(
        "kind",
        "Kind",
        "An earlier shelving, a decision (shortlisted, passed, contacted, not sent), or a corrected key.",
    ),
    Field("candidate", "Candidate", "The key of the candidate's row."),
    Field("req_id", "Req ID", "Of a decision: for which requisition."),
    Field("by", "By", "Of a decision: who decided."),
    Field("why", "Reason", "Of a decision: why, in their words."),
    Field("shelved_on", "Shelved on", "Of an earlier shelving, as it was typed; so are the next four."),
    Field("shelved_from", "Shelved from", "The requisition."),
    Field("shelve_reason", "Shelve reason", "Why it was not right then."),
    Field("reason_detail", "Reason detail", "In words."),
    Field("stage", "Stage reached", "How far they got."),
    Field("score", "Score", "Of a decision: the match at that moment; so are all columns up to Criteria."),
    Field("band", "Band", "Strong, Good, Possible, or nothing."),
    Field("points", "Points", "What each component earned, of how many points."),
    Field("known", "Known", "How many criteria were known."),
    Field("blocker", "Blocker", "cleared, standing, unknown or none."),
    Field("why_then", "Why then", "Why it was not right then."),
    Field("why_now", "Why now", "Why it was then."),
    Field("gaps", "Gaps", "What was missing or blocked."),
    Field("confirm_first", "Confirm first", "What to ask before anything else."),
    Field("excluded", "Excluded", "Why they were on no slate; empty where they could be on one."),
    Field("criteria", "Criteria", "The weights and limits in force."),
    Field("computed_at", "Computed at", "When the numbers were computed, UTC: with the decision, or in the next run."),
    Field("run_id", "Run ID", "The last run before the decision."),
    Field("version", "Version", "Of the program."),
    Field("decision_id", "Decision ID", "The Action ID of a click, or the Send ID of a message."),
    Field("before", "Before", "Of a corrected key: the old one."),
)

NOTICE_COLUMNS = (
    Field("at", "At", "When, UTC."),
    Field("on", "On", "The day, where the workbook lives."),
    Field("to", "To", "The colleague's address, or the name of a chat."),
    Field("kind", "Kind", "Which mail it is: digest, shortlist, champion, closing or health; or chat, or mails."),
    Field("state", "State", "sending, sent or not sent; of mails: off or on."),
    Field("items", "Items", "Keyed hashes of what the message says, never names."),
    Field("notice_id", "Notice ID", "Names the message."),
)


IMPORT_COLUMNS = (
    Field("candidate", "Candidate", "The key of the candidate's row.", width=28),
    Field("name", "Name", "The candidate.", width=22),
    Field("column", "Column", "The column in which a file says something else.", width=20),
    Field("current", "Current", "What the row says.", width=36),
    Field("offered", "Offered", "What the file says: type it into the row if it is right.", width=36),
    Field("file", "File", "The file.", width=28),
    Field("since", "Since", "The day of the import that first offered it.", width=12),
)

OPENING_COLUMNS = (
    Field("req_id", "Req ID", "The ID that the requisition gets.", width=28),
    Field("title", "Title", "The opening.", width=32),
    Field("state", "State", "new, in Requisitions, or no longer posted.", width=24),
    Field("family", "Role family", "The department or the team.", width=18),
    Field("location", "Location", "Where.", width=24),
    Field("remote", "Remote", "onsite, hybrid or remote, where the board says it.", width=10),
    Field("pay_min", "Pay min", "Per year, where the board says so.", width=10),
    Field("pay_max", "Pay max", "Likewise.", width=10),
    Field("currency", "Currency", "Of the pay.", width=10),
    Field("opened_on", "Opened on", "The day it was posted.", width=12),
    Field("board", "Board", "The job board, as in the settings.", width=22),
    Field("link", "Link", "Its page.", width=36),
    Field("first_seen_on", "First seen on", "The day a run first saw it.", width=14),
    Field("missing_since", "Missing since", "The first day on which the board did not have it.", width=14),
    Field("description", "Description", "Its text.", width=60),
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

# BP columns that version 0.1.0 did not know, in the order in which versions added them.
LATER_COLUMNS = ("BP Confirm first", "BP Consent until", "BP Alerts")
_PUBLISHED = {column.header: column for spec in PEOPLES_TABS.values() for column in spec.columns}

# BP Data (hidden) is one table: the lookup key of a record, then every published cell. Later columns stand at its end:
# the formulas of a Google Sheet name its columns by letter, and only `init` changes them. No formula names Shelving.
DATA_COLUMNS = (
    Field("record", "Record", "Tab and key, e.g. Candidates/ana@example.com."),
    Field("name", "Name", "Recognises a person whose key was corrected."),
    *(column for header, column in _PUBLISHED.items() if header not in LATER_COLUMNS),
    Field("first_seen_on", "First seen on", "Of a pair: the day it first was on a slate."),
    Field("strong_since", "Strong since", "Of a pair: the day it first was Strong."),
    Field("generation", "Generation", "Counts what was published."),
    *(_PUBLISHED[header] for header in LATER_COLUMNS),
    Field("shelving", "Shelving", "Of a candidate: the shelving that the last run saw, so that a later one keeps it."),
)

PROGRAM_TABS = {
    BP_MATCHES: MATCH_COLUMNS,
    BP_OUTREACH: OUTREACH_COLUMNS,
    BP_RUNS: RUN_COLUMNS,
    BP_DATA: DATA_COLUMNS,
    BP_ACTIONS: ACTION_COLUMNS,
    BP_SUPPRESSION: SUPPRESSION_COLUMNS,
    BP_HISTORY: HISTORY_COLUMNS,
    BP_IMPORT: IMPORT_COLUMNS,
    BP_NOTICES: NOTICE_COLUMNS,
    BP_OPENINGS: OPENING_COLUMNS,
}
