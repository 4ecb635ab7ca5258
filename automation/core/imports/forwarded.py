"""What a mail that a recruiter forwarded says about a candidate: only what is sure, for a person to confirm."""

import re
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta

from automation.core.identity.email_addresses import is_stand_in
from automation.core.imports.capture import captured
from automation.core.imports.cells import is_relay
from automation.core.imports.resume import read_resume, sure_name
from automation.core.text import key_of
from automation.core.typed_columns import CANDIDATE_FIELDS

# How long a draft is kept.
KEPT = timedelta(days=30)
# Characters of the recruiter's own words that go into Reason detail, and of the mail's subject.
LONGEST_NOTE, LONGEST_SUBJECT = 300, 120
# The columns that a row must have.
REQUIRED = ("name", "email", "shelve_reason")
_NO_PERSON = re.compile(
    r"(?:no-?reply|do-?not-?reply|notifications?|info|jobs?|careers?|hr|talent|recruiting|recruitment|"
    r"applications?|bewerbung(?:en)?)[\w.+-]{0,40}@",
    re.IGNORECASE,
)
SUPPRESSED = "They asked not to be contacted, or were deleted, so nothing of the mail was kept."


@dataclass(frozen=True)
class Original:
    """One message within the mail that was forwarded: who wrote it, and what.

    Attributes:
        name: As its From line shows it; "" for none.
        address: In lower case; "" for none.
        text: Without the messages below it.
    """

    name: str
    address: str
    text: str


@dataclass(frozen=True)
class Draft:
    """A row that a forwarded mail proposes; no row of the workbook before a person confirms it.

    Attributes:
        draft_id: Names it; made from the mail's Message-ID.
        sender: The address of the colleague who forwarded the mail.
        on: The day on which it was read.
        subject: Of the mail.
        cells: Field ID of `typed_columns.CANDIDATE_FIELDS` → text.
        remarks: What a person should know, as sentences.
    """

    draft_id: str
    sender: str
    on: date
    subject: str = ""
    cells: Mapping[str, str] = field(default_factory=dict)
    remarks: Sequence[str] = ()

    @property
    def until(self) -> date:
        """The last day on which it is kept."""
        return self.on + KEPT

    @property
    def called(self) -> str:
        """The name, else the address, else the mail's subject."""
        return self.cells.get("name") or self.cells.get("email") or self.subject or "A mail without a subject"

    def lacks(self, more: Mapping[str, str]) -> list[str]:
        """The required fields that are empty in the draft, with what a person says instead."""
        cells = {**self.cells, **more}
        return [one for one in REQUIRED if not cells.get(one)]


def drafted(
    note: str,
    originals: Sequence[Original],
    resumes: Sequence[str],
    own: Collection[str],
    vocabulary: Collection[str] = (),
) -> tuple[dict[str, str], list[str]]:
    """The cells that a forwarded mail fills, and remarks.

    Args:
        note: What the recruiter wrote above it.
        originals: The messages within it, the latest first.
        resumes: The texts of the CVs that are attached.
        own: Colleagues' addresses in lower case: they are no candidate's.
        vocabulary: Skills that the workbook knows, as they are written there.
    """
    # What the recruiter typed counts before what the mail says.
    found = [_not_own(captured(note, by_form=True), own)]
    found += [_not_own(read_resume(text, vocabulary), own) for text in resumes]
    theirs = next((one for one in originals if _may_be_theirs(one.address, own)), None)
    if theirs:
        body = read_resume(theirs.text, vocabulary)
        name = sure_name([theirs.name], theirs.address) or body.get("name", "")
        found.append(body | {"email": theirs.address, "name": name})
    remarks = _contradictions(found)
    cells: dict[str, str] = {}
    for one in found:
        for name, value in one.items():
            if value:
                cells.setdefault(name, value)
    if detail := cells.get("reason_detail"):
        cells["reason_detail"] = detail[:LONGEST_NOTE]
    if is_relay(cells.get("email", "")):
        remarks.append("The address is a job board's, and stops working one day: ask for the real one.")
    return {one.id: cells[one.id] for one in CANDIDATE_FIELDS if one.id in cells}, remarks


def _may_be_theirs(address: str, own: Collection[str]) -> bool:
    """Whether an address may be a candidate's: it is no colleague's, and names no machine and no department."""
    return bool(address) and address not in own and not is_stand_in(address) and not _NO_PERSON.match(address)


def _not_own(cells: dict[str, str], own: Collection[str]) -> dict[str, str]:
    return {name: text for name, text in cells.items() if name != "email" or _may_be_theirs(key_of(text), own)}


def _contradictions(found: Sequence[Mapping[str, str]]) -> list[str]:
    """A remark if the CVs and the mail name several addresses: the first one counts."""
    addresses = list(dict.fromkeys(key_of(one["email"]) for one in found if one.get("email")))
    if len(addresses) < 2:
        return []
    return [f"There are several addresses ({', '.join(addresses[:3])}): check which one is theirs."]
