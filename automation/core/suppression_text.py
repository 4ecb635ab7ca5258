"""Reasons for suppressions as the ledger and its tabs hold them."""

import re
from datetime import date

from automation.core.reasons import ASKED_TO_LEAVE, OF_AN_ORGANISATION, Reason, ReasonKind

# For people whose details were deleted with `forget`.
DELETED = "their details were deleted"
# Ledgers hold this text since version 0.1.0; a new text would have to be read besides it.
_BOUNCED = "mail to this address bounced for good"
# How the text begins where it holds more than words: what is suppressed if it is no person, until when, by whom.
_HEAD = re.compile(r"\[(?:(domain|company)(?: until (\d{4}-\d\d-\d\d))?)?(?:(?: |(?<=\[))by ([^\]]*))?\](?<!\[\]) ?")
_BRACKETS = str.maketrans("[]", "()")


def suppression_text(reason: Reason) -> str:
    """The text that the ledger keeps for a suppression; it does not change with the words that are shown."""
    if reason.kind is ReasonKind.BOUNCED:
        return f"{_BOUNCED} on {reason.on.isoformat()}" if reason.on else _BOUNCED
    who = " ".join(reason.who.translate(_BRACKETS).split())
    by = f"by {who}" if who else ""
    if reason.kind not in OF_AN_ORGANISATION:
        return f"{f'[{by}] ' if by else ''}{reason.what or ASKED_TO_LEAVE}"
    until = f"until {reason.until.isoformat()}" if reason.until else ""
    return f"[{' '.join(filter(None, (reason.kind.value, until, by)))}] {reason.what}".strip()


def read_suppression(text: str) -> Reason:
    """The reason in a line of the ledger, of this version or an earlier one."""
    if head := _HEAD.match(text):
        try:
            until = date.fromisoformat(head[2]) if head[2] else None
        except ValueError:
            # Damaged: it holds without an end.
            until = None
        kind = ReasonKind(head[1]) if head[1] else ReasonKind.ASKED
        return Reason(kind, what=text[head.end() :], who=head[3] or "", until=until)
    if not text.startswith(_BOUNCED):
        return Reason(ReasonKind.ASKED, what=text)
    try:
        on = date.fromisoformat(text.removeprefix(_BOUNCED).removeprefix(" on "))
    except ValueError:
        on = None
    return Reason(ReasonKind.BOUNCED, on)
