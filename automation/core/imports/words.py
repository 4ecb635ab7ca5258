"""The words that imports know: headers, outcomes, reasons and stages, from the data files of this folder."""

import re
import tomllib
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from functools import cache, lru_cache
from importlib import resources

from automation.core.schema import CANDIDATES, REQUISITIONS
from automation.core.tabs.header_asides import bare
from automation.core.tabs.header_words import meanings, squeezed
from automation.core.text import names_in, plain
from automation.core.typed_columns import CANDIDATE_FIELDS

DROP, SALUTATION, UNREAD = "drop", "salutation", "unread"
_PRESETS = (
    *("indeed", "opencats", "horilla", "linkedin_talent_hub", "linkedin_recruiter", "greenhouse", "lever", "ashby"),
    *("workable", "recruitee", "trakstar", "zoho", "bullhorn", "peopleforce", "smartrecruiters", "odoo", "oracle"),
    *("cornerstone", "teamtailor", "merge", "kombo", "json_resume"),
)
# Words for an opening within a header of several words: "Titre de l'offre". A "position" may be the person's.
_OPENING = re.compile(
    r"\b(?:l?offre|l?annonce|vacante|oferta|vaga|annuncio|vacancy|vacature|stelle|ausschreibung|vakanz|wakatu|oferty|ogłoszenia"
    r"|rekrutacji|annons|inzerátu|вакансии|вакансії)\b"
)
# What a candidate may have, too.
_REFERENCE = re.compile("(?:refer|ref|rif).*")
# What a report says before a colon about whom or what its column is: "Person : Email", "Job : Title".
_PERSONS = frozenset(names_in("person, candidate, applicant, application, candidature, bewerber, kandidat, candidat"))
_OPENINGS = frozenset(names_in("job, requisition, position, opening, vacancy, posting, stelle, offre, vacante"))
_STAFF = frozenset(names_in("recruiter, owner, recruiting lead"))
_OPENING_PARTS = {
    **dict.fromkeys(("title", "name", "jobtitle", "titel", "titre"), "req_title"),
    **dict.fromkeys(("id", "number", "no", "code", "jobid", "reference", "nummer"), "req_id"),
}
_OWN = {squeezed(one.header): one.id for one in CANDIDATE_FIELDS}


class Outcome(StrEnum):
    """How an application ended."""

    HIRED = "hired"
    REJECTED = "rejected"
    WITHDREW = "withdrew"
    ACTIVE = "active"
    UNKNOWN = "unknown"
    DO_NOT_CONTACT = "do_not_contact"
    DUPLICATE = "duplicate"
    SPAM = "spam"


@dataclass(frozen=True)
class Meant:
    """What a reason of a system means: a shelve reason or an `Outcome`, and when a person has to look at it.

    Attributes:
        means: The value of a `ShelveReason` or of an `Outcome`.
        flag: "stage", "level", "person", "offer" or "blank"; "" for none.
    """

    means: str
    flag: str = ""


@dataclass(frozen=True)
class Preset:
    """One system whose exports are known.

    Attributes:
        name: As the report names it; "" for the reasons that are no system's.
        signatures: Sets of headers, as their letters. A table with all headers of a set is the system's.
        columns: Letters of a header → role.
        reasons: Words of a reason → what it means.
        withdrawals: The same for the reasons of candidates who withdrew.
        stages: Words of a stage → the stage.
        open_without: Roles; an application without any of them is not decided yet.
        person_status: Whether the status is the person's, so that "active" is no application.
        remarks: What the system never says.
    """

    name: str
    signatures: Sequence[frozenset[str]] = ()
    columns: Mapping[str, str] = field(default_factory=dict)
    reasons: Mapping[str, Meant] = field(default_factory=dict)
    withdrawals: Mapping[str, Meant] = field(default_factory=dict)
    stages: Mapping[str, str] = field(default_factory=dict)
    open_without: Sequence[str] = ()
    person_status: bool = False
    remarks: Sequence[str] = ()


TRACKER = Preset("tracker")


def _read(file: str) -> str:
    return resources.files(__package__).joinpath(file).read_text("utf-8")


@cache
def preset(file: str) -> Preset:
    """A preset by the name of its file, without the ending."""
    data = tomllib.loads(_read(f"presets/{file}.toml"))
    return Preset(
        data["name"],
        tuple(frozenset(map(squeezed, one)) for one in data["signatures"]),
        {squeezed(header): role for header, role in data.get("columns", {}).items()},
        dict(_meant(data.get("reasons", {}))),
        dict(_meant(data.get("withdrawals", {}))),
        {plain(text): stage for text, stage in data.get("stages", {}).items()},
        tuple(data.get("open_without", ())),
        bool(data.get("person_status")),
        tuple(data.get("remarks", ())),
    )


def _meant(table: Mapping[str, str]) -> Iterator[tuple[str, Meant]]:
    for text, meant in table.items():
        means, _, flag = meant.partition(", ")
        yield plain(text), Meant(means, flag)


@cache
def presets() -> Mapping[str, Preset]:
    """Name of the file → preset, of all systems."""
    return {file: preset(file) for file in _PRESETS}


def named(name: str) -> Preset | None:
    """The preset that a person names: by its file, or as the report writes it; None for an unknown name."""
    wanted = squeezed(name)
    if wanted == TRACKER.name:
        return TRACKER
    return next((one for file, one in presets().items() if wanted in (squeezed(file), squeezed(one.name))), None)


@cache
def all_reasons() -> Mapping[str, Meant]:
    """The reasons of every system; those of no system come first, then those of rejections."""
    found: dict[str, Meant] = {}
    tables = [one.withdrawals for one in presets().values()] + [one.reasons for one in presets().values()]
    for table in (*tables, preset("general").reasons):
        found |= table
    return found


def _listed(file: str) -> Iterator[tuple[str, tuple[str, ...]]]:
    for line in _read(file).splitlines():
        if line and not line.startswith("#"):
            role, _, names = line.partition(": ")
            yield role, names_in(names)


@cache
def _roles() -> Mapping[str, str]:
    return {squeezed(name): role for role, names in _listed("columns.txt") for name in names}


@cache
def _outcomes() -> Mapping[str, Outcome]:
    return {plain(name): Outcome(role) for role, names in _listed("outcomes.txt") for name in names}


def is_disposition(text: str) -> bool:
    """Whether the words of a reason only say that an application was rejected: "Not hired"."""
    return _outcomes().get(plain(text)) is Outcome.REJECTED and plain(text) not in ("no", "lost", "pass", "passed")


def outcome_of(text: str) -> Outcome | None:
    """The outcome that a status names; None where it names none."""
    words = plain(text)
    found = _outcomes().get(words)
    if found or not words:
        return found
    padded = f" {words} "
    if " not hired " in padded or any(f" {one} " in padded for one in ("rejected", "disqualified", "unsuccessful")):
        return Outcome.REJECTED
    if " withdrew " in padded or " withdrawn " in padded:
        return Outcome.WITHDREW
    return Outcome.HIRED if " hired " in padded and " not " not in padded else None


@lru_cache(maxsize=4_000)
def roles_of(header: str) -> tuple[str, ...]:
    """What a header means: ids of columns of Candidates, or roles of `columns.txt`; () where it means nothing known.

    Several are possible only among name, given name and family name ("Nombre").
    """
    if ":" in header and (about := _behind_colon(header)):
        return about
    letters, shown = squeezed(header), bare(header)
    if letters in _OWN:
        return (_OWN[letters],)
    role = _roles().get(letters) or _roles().get(squeezed(shown.text)) or _roles().get(squeezed(shown.whole))
    if role:
        return (role,)
    own = tuple(one.field for one in meanings(CANDIDATES, header))
    return own or _of_opening(header)


def _behind_colon(header: str) -> tuple[str, ...]:
    """The role of a header whose first part says whom or what it is about: "Person : Full Name: First Last"."""
    about, *parts = map(plain, header.split(":"))
    if about in _PERSONS:
        return roles_of(parts[0])
    if about in _STAFF:
        return roles_of(about) if "name" in roles_of(parts[0]) else ()
    role = _OPENING_PARTS.get(squeezed(parts[0])) if about in _OPENINGS else None
    return (role,) if role else ()


def _of_opening(header: str) -> tuple[str, ...]:
    """The role of a header that `Requisitions` knows, where it cannot be about a candidate: "Numer rekrutacji"."""
    found = {one.field for one in meanings(REQUISITIONS, header)}
    words = plain(header)
    if "req_id" in found and (" " in words or not _REFERENCE.fullmatch(words)):
        return ("req_id",)
    return ("req_title",) if "title" in found and " " in words and _OPENING.search(words) else ()


def is_sensitive(name: str) -> bool:
    """Whether a field must never be imported, by its name."""
    return DROP in roles_of(name)
