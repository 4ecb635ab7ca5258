"""Makes an application of a record: who it is, how far it got, how it ended and why."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date

from automation.core import parsing
from automation.core.imports import cells
from automation.core.imports.cells import Reading
from automation.core.imports.documents import is_id
from automation.core.imports.person_fields import person_fields
from automation.core.imports.reasons import THEM, reason_of, side_of, stage_of
from automation.core.imports.records import Place, Record
from automation.core.imports.terms import Terms
from automation.core.imports.words import Meant, Outcome, is_disposition, outcome_of
from automation.core.model import CellError, ShelveReason, Stage
from automation.core.tabs.header_words import FAMILY_NAME, GIVEN_NAME
from automation.core.tabs.name_columns import whole_name
from automation.core.text import plain, text_of

_NO_ONE = frozenset({"linkedin member", "unknown", "anonymous", "anonymised", "anonymized", "deleted", "confidential"})
_REASONS = frozenset(map(str, ShelveReason))
# Statuses of people whom nothing has happened to yet.
_NEUTRAL = frozenset(
    {
        *("active", "new", "open", "lead", "new lead", "prospect", "applied", "contacted", "attempted to contact"),
        *("no contact", "no status", "associated", "online applicant", "live", "aktiv", "neu"),
    }
)
# Remarks about reasons by our side and by the candidate's, and about stages.
UNKNOWN_REASONS = (
    "Reasons that are not known went to Other",
    "Reasons that are not known, but are the candidate's own, went to Withdrew",
)
UNKNOWN_STAGE = "Stages that are not known were left out"


@dataclass(frozen=True)
class Application:
    """One application, or what else a record says about a person.

    Attributes:
        place: Where it stands.
        person: Field id of Candidates → text, of what is the person's: name, e-mail, skills and so on.
        emails: All addresses, the main one first.
        outcome: How it ended.
        on: The day it ended; None where that is not said.
        applied_on: The day it began.
        shelved: Field id → text, of what is the application's: stage, reason, requisition.
        is_private: Whether the system keeps the person from most of its users.
        older: What the system's own words for the reason were, for the notes.
    """

    place: Place
    person: Mapping[str, str]
    emails: tuple[str, ...]
    outcome: Outcome
    on: date | None = None
    applied_on: date | None = None
    shelved: Mapping[str, str] = field(default_factory=dict)
    is_private: bool = False
    older: str = ""

    @property
    def name(self) -> str:
        """The name, else what else is known of them."""
        return self.person.get("name") or next(iter(self.emails), "") or str(self.place)

    @property
    def is_no_one(self) -> bool:
        """Whether nothing tells who this is."""
        keys = ("email", "phone", "profile_url", "candidate_id")
        return not any(self.person.get(one) for one in keys) and plain(self.person.get("name", "")) in {"", *_NO_ONE}

    @property
    def requisition(self) -> str:
        """The requisition, as the file names it."""
        return self.shelved.get("shelved_from", "")


def read_application(record: Record, terms: Terms) -> Application:
    """The application in a record; what cannot be read is remarked."""
    reading = terms.reading
    name, beside = cells.without_addresses(_name(record, reading))
    addresses = cells.emails(record, reading, name or str(record.place)) or beside
    who = name or next(iter(addresses), "") or str(record.place)
    outcome, side = _outcome(record, terms)
    reason, detail = _reason(record, terms, side, who)
    if reason in (Outcome.HIRED, Outcome.DUPLICATE, Outcome.SPAM):
        outcome = Outcome(reason)
    elif reason and outcome in (Outcome.UNKNOWN, Outcome.WITHDREW):
        outcome = Outcome.REJECTED
    elif outcome is Outcome.WITHDREW:
        outcome, reason = Outcome.REJECTED, str(ShelveReason.WITHDREW)
    ended = cells.day(record, ("shelved_on", "withdrawn_on"), reading, who)
    if outcome is Outcome.UNKNOWN and ended:
        outcome = Outcome.REJECTED
    if outcome is Outcome.UNKNOWN and terms.undecided and not any(record.all(one) for one in terms.undecided):
        outcome = Outcome.ACTIVE
    stage = _stage(record, terms, outcome, who)
    hired_on = cells.day(record, ("hired_on",), reading, who) if outcome is Outcome.HIRED else None
    on = hired_on or ended or cells.day(record, ("outcome_on",), reading, who)
    reason = _by_stage(reason, stage, record, terms, who)
    shelved = {
        "stage": str(stage) if stage else "",
        "shelved_from": _requisition(record, reading, who),
        "champion": cells.one_line(record, "champion", reading, who),
        "source": _sources(record, reading, who),
    }
    if outcome is Outcome.REJECTED or (outcome is Outcome.UNKNOWN and reason):
        shelved |= {"shelve_reason": reason, "reason_detail": detail, "shelved_on": on.isoformat() if on else ""}
    elif outcome is Outcome.UNKNOWN:
        shelved |= {"reason_detail": detail}
    return Application(
        record.place,
        {"name": name, **person_fields(record, terms, addresses, who)},
        tuple(addresses),
        outcome,
        on,
        cells.day(record, ("applied_on",), reading, who),
        {role: text for role, text in shelved.items() if text},
        cells.says_yes(record.cell("is_private")) is True or plain(record.text("is_private")) == "confidential",
        detail,
    )


def _name(record: Record, reading: Reading) -> str:
    place = str(record.place)
    whole = cells.one_line(record, "name", reading, place)
    if whole:
        return whole
    given, family = (cells.one_line(record, part, reading, place) for part in (GIVEN_NAME, FAMILY_NAME))
    return whole_name(given, family)


def _outcome(record: Record, terms: Terms) -> tuple[Outcome, str]:
    """How the application ended, as flags, statuses and stages say it, and which side ended it."""
    side = side_of(record.text("side"))
    flags = {role: cells.says_yes(record.cell(role)) for role in ("is_hired", "is_rejected", "is_withdrawn")}
    stated = [found for role in ("outcome", "stage") if (found := outcome_of(record.text(role)))]
    if is_disposition(record.text("shelve_reason")):
        stated.append(Outcome.REJECTED)
    # A stage such as "Phone screen" is no outcome, but "Applied" is a word of both.
    if len(stated) > 1 and stated[1] is Outcome.ACTIVE:
        del stated[1]
    elif not record.all("outcome") and stated == [Outcome.ACTIVE]:
        stated = []
    joined = record.all("hired_on") and not record.all("shelved_on") and flags["is_hired"] is not False
    if flags["is_hired"] or Outcome.HIRED in stated or joined:
        return Outcome.HIRED, side
    if flags["is_withdrawn"] or Outcome.WITHDREW in stated or record.all("withdrawn_on"):
        return Outcome.WITHDREW, THEM
    ended = (Outcome.REJECTED, Outcome.DUPLICATE, Outcome.SPAM)
    found = Outcome.REJECTED if flags["is_rejected"] else next((one for one in ended if one in stated), None)
    if found or any(record.all(role) for role in ("shelved_on", "withdrawal_reason", "shelve_reason")):
        return found or Outcome.UNKNOWN, side
    is_open = flags["is_rejected"] is False and not terms.system.person_status
    is_active = is_open or (Outcome.ACTIVE in stated and _counts(record, terms))
    return (Outcome.ACTIVE if is_active else Outcome.UNKNOWN), side


def _counts(record: Record, terms: Terms) -> bool:
    """Whether an active status says that an application is in process, and not that a person can be found."""
    if terms.system.person_status:
        return plain(record.text("outcome")) not in _NEUTRAL
    return terms.of_applications


def _reason(record: Record, terms: Terms, side: str, who: str) -> tuple[str, str]:
    """The shelve reason or the outcome that the words of a reason mean, and what to keep as Reason detail."""
    reading = terms.reading
    theirs = cells.one_line(record, "withdrawal_reason", reading, who)
    side = THEM if theirs else side
    cell = record.cell("shelve_reason")
    raw = theirs or ("" if isinstance(cell, CellError) or parsing.blank(cell) else " ".join(text_of(cell).split()))
    own = cells.plain_text(record, "reason_detail", reading, who)
    if raw and is_id(raw):
        reading.remarks.add("Reasons are IDs: import the file that names them, too", cells.shown(raw))
        raw = ""
    if not raw:
        return _reason_in_status(record, terms, side), own
    if is_disposition(raw):
        # A disposition such as "Not hired" says how it ended, not why.
        return "", own
    meant = reason_of(raw, side, terms.system, terms.reasons) or _behind_disposition(raw, side, terms)
    text = theirs or cells.one_line(record, "shelve_reason", reading, who)
    if meant is None:
        found = str(ShelveReason.WITHDREW if side == THEM else ShelveReason.OTHER)
        reading.remarks.add(UNKNOWN_REASONS[side == THEM], cells.shown(raw))
        return found, "; ".join(filter(None, (text, own)))
    means = meant.means
    if side == THEM and means == ShelveReason.OTHER:
        means = str(ShelveReason.WITHDREW)
    _remark_flag(meant.flag, raw, means, terms, who)
    if not means:
        # A person's mapping file gives the words no reason.
        return "", own or text
    if means not in _REASONS:
        return means, own
    return means, own or ("" if plain(text) == plain(means) else text)


def _behind_disposition(raw: str, side: str, terms: Terms) -> Meant | None:
    """What "Not hired - Salary" says behind the disposition; None where it begins with none."""
    first, *rest = _parts_of(raw)
    return reason_of(" ".join(rest), side, terms.system, terms.reasons) if rest and is_disposition(first) else None


def _parts_of(status: str) -> list[str]:
    """The parts of a status: "Rejected - salary", "Rejected: salary", "Rejected (salary)"."""
    return [part for part in re.split(r"(?<!\s)\s+[-–—]\s+|:\s+|[()]", status) if part]


def _reason_in_status(record: Record, terms: Terms, side: str) -> str:
    """The shelve reason that a status says: "Offer declined", "Rejected - salary"; "" where it says none."""
    status = record.text("outcome") or record.text("stage")
    outcome = outcome_of(status)
    if outcome not in (None, Outcome.REJECTED, Outcome.WITHDREW) or (
        outcome is None and stage_of(status, terms.system, terms.stages) not in (None, Stage.OFFER)
    ):
        return ""
    parts = dict.fromkeys([status, *_parts_of(status)])
    for part in parts:
        meant = None if is_disposition(part) else reason_of(part, side, terms.system, terms.reasons)
        if meant and meant.means in _REASONS and meant.means != ShelveReason.OTHER:
            return meant.means
    return ""


def _remark_flag(flag: str, raw: str, means: str, terms: Terms, who: str) -> None:
    if flag == "level":
        terms.reading.remarks.add(
            "May mean level or skill: ask, and choose Too junior or Skill gap",
            f"'{cells.shown(raw)}', read as {means} ({who})",
        )
    elif flag == "person":
        terms.reading.remarks.add(
            "A person has to decide what it means", f"'{cells.shown(raw)}', read as {means} ({who})"
        )


def _by_stage(reason: str, stage: Stage | None, record: Record, terms: Terms, who: str) -> str:
    """The reason, where the stage that was reached says whether it can be so."""
    late = stage in (Stage.FINAL, Stage.OFFER)
    meant = reason_of(record.text("shelve_reason"), "", terms.system, terms.reasons)
    if meant and meant.flag == "offer" and reason == ShelveReason.DECLINED_OFFER and stage is not Stage.OFFER:
        return str(ShelveReason.WITHDREW)
    if reason == ShelveReason.LOST_TO_FINALIST and stage and not late:
        terms.reading.remarks.add(
            "Lost to another finalist, but did not reach the final: check the reason", f"{who} ({stage})"
        )
    return reason


def _stage(record: Record, terms: Terms, outcome: Outcome, who: str) -> Stage | None:
    text = cells.one_line(record, "stage", terms.reading, who)
    status = "" if text else cells.one_line(record, "outcome", terms.reading, who)
    found = stage_of(text or status, terms.system, terms.stages)
    if status and terms.system.person_status and found is not Stage.OFFER:
        found = None
    if text and found is None and outcome_of(text) is None:
        terms.reading.remarks.add(UNKNOWN_STAGE, cells.shown(text))
    if found is None and outcome is Outcome.HIRED:
        return Stage.OFFER
    return found


def _requisition(record: Record, reading: Reading, who: str) -> str:
    roles = ("shelved_from", "req_id", "req_title")
    return next((text for role in roles if (text := cells.one_line(record, role, reading, who))), "")


def _sources(record: Record, reading: Reading, who: str) -> str:
    return cells.one_line(record, "source", reading, who)
