"""What hiring managers answered about slates by link, as news for the recruiter's digest."""

from collections import Counter
from datetime import timedelta

from automation.core.publishing.plan import Plan
from automation.core.reports.nudge_item import Item, Items, Topic
from automation.core.text import key_of
from automation.core.workbook.action_log import STAR, VERDICTS, Action, Kind
from automation.core.workbook.notice_log import Kind as NoticeKind

# How long answers are news.
RECENT = timedelta(days=14)


def for_reviews(plan: Plan) -> Items:
    """What managers answered by link within the last `RECENT` days, for the requisition's recruiter or who sent it."""
    lines = plan.actions.lines
    found: Items = []
    # Answers count even if the link was revoked since.
    reviews = {line.action_id: line for line in lines if line.kind is Kind.REVIEW}
    answers: dict[str, dict[tuple[str, str], Action]] = {}
    for line in lines:
        if line.kind in VERDICTS and line.before in reviews and line.action_id not in plan.actions.undone:
            answers.setdefault(line.before, {})[line.pair] = line
    for review_id, own in answers.items():
        review, last = reviews[review_id], max(own.values(), key=lambda line: line.at)
        row = plan.book.requisition_rows.get(key_of(review.requisition))
        if row is None or last.on < plan.today - RECENT:
            continue
        said = Counter("no" if one.kind is Kind.PASSED else one.value or "yes" for one in own.values())
        counts = ", ".join(f"{said[word]} {word}" for word in ("yes", STAR, "no") if said[word])
        # A later answer is a new piece.
        identity = f"review|{review_id}|{last.at.isoformat()}"
        text = f"{last.who} answered about {row.key}: {counts}"
        item = Item(NoticeKind.DIGEST, Topic.REVIEW, identity, last.on, text, requisition=str(row.Index))
        found.append((row.recruiter or review.who, item))
    return found
