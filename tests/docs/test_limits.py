"""Limits that the docs state are those of the program."""

import pytest

from automation.candidate_site import protocol, service
from automation.chat import payloads, posting
from automation.core.imports import forwarded
from automation.core.ledger import doubts, sends, standing_releases
from automation.core.publishing import changed_rows, plan
from automation.core.reports import closing_items, nudge_items, run_failures
from automation.core.workbook import action_log, choices
from automation.imports import boards, resume_process
from automation.mail import isolated
from automation.mail.forwarded import MOST_BYTES as MOST_FORWARDED
from automation.outreach import sending
from automation.services import archive_counts
from automation.services.colleagues import closing, nudge_text, reviews
from automation.store.xlsx import files, package, refusals, tab_reader
from dashboard.ui.imports import import_files
from tests.docs.test_docs import text

MB = 2**20
WORDS = ("no", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten")
NUMBERS = {**dict(enumerate(WORDS)), 15: "fifteen"}

# Page → what it says, in the page's words, with the program's numbers.
STATED = [
    (
        "how-a-run-works.md",
        f"A file may have {refusals.MOST_FILE // MB} MB, {refusals.MOST_UNPACKED // 2**30} GB unpacked",
    ),
    ("how-a-run-works.md", f"{package.MOST_PART // MB} MB in one tab, and {refusals.MOST_PARTS:,} parts"),
    ("how-a-run-works.md", f"{tab_reader.MOST_CELLS // 10**6} million cells"),
    ("how-a-run-works.md", f"waits for it for {files.PATIENCE} seconds"),
    ("how-a-run-works.md", f"The newest {NUMBERS[files.KEPT]} are kept"),
    ("how-a-run-works.md", f"more than {plan.MOST_LOST:.0%} of the shown matches".replace("%", " %")),
    ("how-a-run-works.md", f"If up to {changed_rows.MOST} candidates' rows"),
    ("outreach.md", f"tried again after {sends.BACKOFF.seconds // 60} minutes"),
    ("outreach.md", f"{NUMBERS[sends.MOST_TRIES]} times at most"),
    ("outreach.md", f"For {NUMBERS[sends.HOLD.seconds]} seconds after Send"),
    ("outreach.md", f"read again at least every {sending.FRESH.seconds} seconds"),
    ("outreach.md", f"for more than {doubts.LONGEST_BETWEEN_RUNS.total_seconds() / 3600:g} hours"),
    ("alerts.md", f"at most {standing_releases.MOST_A_WEEK}), for at most {standing_releases.MOST_DAYS} days"),
    ("alerts.md", f"the {NUMBERS[choices.MOST]} most common ones"),
    ("answers.md", f"reply with it for {service.VALID.days} days"),
    ("answers.md", f"a request has {protocol.PATIENCE:g} seconds to arrive"),
    ("answers.md", f"one address may have {protocol.MOST_OF_ONE} connections"),
    ("answers.md", f"{isolated.MOST_SECONDS} seconds of processor time and {isolated.MOST_MEMORY // MB} MB"),
    ("imports.md", f"at most {import_files.MOST_BYTES // MB} MB. The page shows"),
    ("imports.md", f"(.docx, at most {resume_process.MOST_BYTES // MB} MB)"),
    ("imports.md", f"at most {forwarded.LONGEST_NOTE} characters"),
    ("imports.md", f"for {forwarded.KEPT.days} days. Neither the mail"),
    ("nudge.md", f"A digest has at most {NUMBERS[nudge_text.MOST_LINES]} lines"),
    ("nudge.md", f"up to {nudge_items.NEW.days} days after it opened"),
    ("nudge.md", f"up to {NUMBERS[nudge_items.SHORTLIST]} people"),
    ("nudge.md", f"up to {closing_items.JUST_FILLED.days} days after it was filled"),
    ("nudge.md", f"who got the mail, for {closing.VALID.days} days"),
    ("nudge.md", f"The page shows the best {NUMBERS[reviews.MOST]} of the slate"),
    ("nudge.md", f"one manager, for {action_log.REVIEW_VALID.days} days"),
    ("nudge.md", f"{payloads.SLACK_BLOCKS:,} characters of blocks"),
    ("nudge.md", f"tried at most {NUMBERS[posting.TRIES]} times"),
    ("nudge.md", f"failed {NUMBERS[run_failures.TOO_MANY]} times in a row"),
    ("nudge.md", f"no refresh has run for {run_failures.LATE.total_seconds() / 3600:g} hours"),
    ("archive.md", f"whose score is enough for Possible, at most {archive_counts.MOST}"),
    ("threats.md", f"{boards.MOST_BYTES // MB} MB and {boards.MOST_SECONDS:g} s are the most"),
    ("threats.md", f"at most {MOST_FORWARDED // MB} MB and three files"),
    ("threats.md", f"When all {protocol.MOST} places are taken"),
    ("threats.md", f"{tab_reader.MOST_CELLS // 10**6} million at most"),
]


@pytest.mark.parametrize(("page", "stated"), STATED, ids=lambda value: value[:60])
def test_limits_are_the_programs(page: str, stated: str) -> None:
    assert stated in " ".join(text(page).split())
