"""Joins applications to people: the newest application counts, the others are kept in the notes."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date

from automation.core.duplicates.detect import Person as Likeness
from automation.core.duplicates.detect import find_duplicates
from automation.core.identity.contact_ids import email_identity, profile_identity
from automation.core.identity.one_person import may_be_one, namesake
from automation.core.imports import cells
from automation.core.imports.applications import Application
from automation.core.imports.records import Place, Remarks
from automation.core.imports.words import Outcome
from automation.core.text import key_of, plain

# A larger file is not compared pair by pair for people who may be one.
MOST_COMPARED = 40_000


@dataclass(frozen=True)
class Left:
    """A record that does not become a person, and why."""

    place: Place
    who: str
    why: str


@dataclass(frozen=True)
class Newcomer:
    """One person of a file.

    Attributes:
        place: Where the application stands that counts.
        cells: Field id of Candidates → text.
        emails: All their addresses.
        status: Why they are not added: "hired" or "in process"; "" for a person to add.
    """

    place: Place
    cells: Mapping[str, str]
    emails: Sequence[str]
    status: str = ""

    @property
    def name(self) -> str:
        """The name, else what else is known."""
        return self.cells.get("name") or next(iter(self.emails), "") or str(self.place)


@dataclass
class People:
    """The people of a file.

    Attributes:
        people: Those to add or to compare, in the order of the file.
        left: Records that become no person.
    """

    people: list[Newcomer] = field(default_factory=list)
    left: list[Left] = field(default_factory=list)


def join(applications: Sequence[Application], remarks: Remarks, *, keyless: bool) -> People:
    """The people behind applications.

    Args:
        applications: In the order of the file.
        remarks: Where to say what was joined.
        keyless: Whether nothing in the file but the name tells people apart.
    """
    found = People()
    kept = []
    for one in applications:
        why = _no_person(one)
        if why:
            found.left.append(Left(one.place, one.name, why))
        else:
            kept.append(one)
    for group in _groups(kept, keyless=keyless):
        person = _person(group, remarks)
        if person.status:
            found.left.append(Left(person.place, person.name, person.status))
        found.people.append(person)
    _remark(found, applications, remarks, keyless=keyless)
    return found


def _no_person(one: Application) -> str:
    if one.outcome in (Outcome.DUPLICATE, Outcome.SPAM):
        return f"rejected as {one.outcome}"
    if one.is_no_one:
        return "names no person: no name, no address, no profile"
    return "is private" if one.is_private else ""


def _groups(applications: Sequence[Application], *, keyless: bool) -> list[list[Application]]:
    """Applications by person: the same ID, mailbox or profile, unless the names contradict that."""
    leader: dict[int, int] = {}
    seen: dict[tuple[str, str], list[int]] = defaultdict(list)
    names = [namesake(one.person.get("name", ""), "", one.person.get("email", "")) for one in applications]
    for number, one in enumerate(applications):
        leader[number] = number
        for identity in _identities(one, keyless=keyless):
            for other in seen[identity][-5:]:
                if may_be_one(names[number], names[other]):
                    _unite(leader, number, other)
                    break
            seen[identity].append(number)
    groups: dict[int, list[Application]] = defaultdict(list)
    for number, one in enumerate(applications):
        groups[_lead(leader, number)].append(one)
    return list(groups.values())


def _lead(leader: dict[int, int], number: int) -> int:
    while leader[number] != number:
        leader[number] = number = leader[leader[number]]
    return number


def _unite(leader: dict[int, int], one: int, other: int) -> None:
    first, second = sorted((_lead(leader, one), _lead(leader, other)))
    leader[second] = first


def _identities(one: Application, *, keyless: bool) -> Iterable[tuple[str, str]]:
    if own := one.person.get("candidate_id"):
        yield "id", key_of(own)
    yield from (("mail", mailbox) for email in one.emails if (mailbox := email_identity(email)))
    if profile := profile_identity(one.person.get("profile_url", "")):
        yield "profile", profile
    if keyless and (name := plain(one.person.get("name", ""))):
        yield "name", name


def _person(group: Sequence[Application], remarks: Remarks) -> Newcomer:
    """One person: the newest application counts. A hire or an open application keeps them out of the pocket."""
    ordered = sorted(group, key=_newest, reverse=True)
    hired = next((one for one in ordered if one.outcome is Outcome.HIRED), None)
    active = next((one for one in ordered if one.outcome is Outcome.ACTIVE), None)
    main = hired or active or ordered[0]
    rest = [one for one in ordered if one is not main]
    person = _merged([main, *rest])
    emails = tuple(dict.fromkeys(email for one in (main, *rest) for email in one.emails))
    if hired:
        day = hired.on.isoformat() if hired.on else "yes"
        return Newcomer(main.place, {**person, "hired_on": day}, emails, "was hired")
    if active:
        req = active.requisition
        person = {**person, **({"in_process": req} if req else {})}
        return Newcomer(main.place, person, emails, f"still in process{f' for {req}' if req else ''}, not decided yet")
    if rest:
        others = _others(main, rest)
        notes = [person.get("notes", ""), *others]
        person = {**person, "notes": "\n".join(filter(None, notes))}
        dated = all(one.on or one.applied_on for one in ordered)
        what = "Several rows of one person are one row"
        if others:
            what = "Several rows of one person, and no day says which is newer: the first counts"
        if others and dated:
            what = "Several applications: the newest counts, the others are in Notes"
        remarks.add(what, main.name)
    return Newcomer(main.place, {k: v for k, v in {**person, **main.shelved}.items() if v}, emails)


def _newest(one: Application) -> tuple[date, date]:
    return one.on or one.applied_on or date.min, one.applied_on or date.min


def _merged(ordered: Sequence[Application]) -> dict[str, str]:
    """What is the person's own, from the application that counts, else from the next one that says it."""
    found: dict[str, str] = {}
    for one in ordered:
        for role, text in one.person.items():
            if role == "last_contact":
                found[role] = max(found.get(role, ""), text)
            elif role == "notes" and text not in found.get(role, ""):
                found[role] = "\n".join(filter(None, (found.get(role), text)))
            else:
                found.setdefault(role, text)
    return found


def _others(main: Application, rest: Iterable[Application]) -> list[str]:
    """A line for each other application; rows that say the same about one are one application."""
    known, lines = {_facts(main)}, []
    for one in rest:
        if _facts(one) not in known and (line := _as_history(one)):
            lines.append(line)
        known.add(_facts(one))
    return list(dict.fromkeys(lines))


def _facts(one: Application) -> tuple[object, ...]:
    """What a row says about the application, not about the person."""
    return one.on, one.applied_on, one.outcome, one.older, *sorted(one.shelved.items())


def _as_history(one: Application) -> str:
    """Another application in a line: "Earlier application: 2025-03-10, Platform Engineer, Applied, Skill gap"."""
    day = one.on or one.applied_on
    parts = [
        day.isoformat() if day else "",
        one.requisition,
        one.shelved.get("stage", ""),
        one.shelved.get("shelve_reason", ""),
    ]
    words = one.shelved.get("reason_detail", "")
    said = ", ".join(filter(None, parts)) + (f" ({words})" if words and any(parts) else "")
    return f"{'Earlier' if day else 'Other'} application: {said}" if any(parts) else ""


def _remark(found: People, applications: Sequence[Application], remarks: Remarks, *, keyless: bool) -> None:
    added = [one for one in found.people if not one.status]
    for one in added:
        if not one.cells.get("name"):
            remarks.add("No name: type it, or the row is incomplete", one.name)
        if not one.cells.get("email"):
            remarks.add("No e-mail address, so no message can be written to them", one.name)
        elif cells.is_relay(one.cells["email"]):
            remarks.add("Relay addresses of a job board stop working one day; ask for the real ones", one.name)
    if keyless and added:
        remarks.add(
            "The file has no e-mail address, ID or profile: rows of one name are taken as one person, without a key"
        )
    _undated(added, applications, remarks)
    if len(added) <= MOST_COMPARED:
        people = [_likeness(str(number), one) for number, one in enumerate(added)]
        for pair in find_duplicates(people):
            names = f"{added[int(pair.one)].name} and {added[int(pair.other)].name}"
            why = f" ({', '.join(pair.evidence)})" if pair.evidence else ""
            remarks.add("May be one person; both are taken over", f"{names}{why}")


def _undated(added: Sequence[Newcomer], applications: Sequence[Application], remarks: Remarks) -> None:
    """Say once what the file gives for no person, and count the rows for which it gives no day."""
    what = {
        "shelved_on": "shelve date",
        "shelve_reason": "shelve reason",
        "stage": "stage",
        "shelved_from": "requisition",
    }
    if not added:
        return
    missing = [words for role, words in what.items() if not any(one.shelved.get(role) for one in applications)]
    if missing:
        remarks.add(f"The file gives no {', no '.join(missing)} for anyone")
    count = sum(not one.cells.get("shelved_on") for one in added)
    if 0 < count < len(added):
        remarks.add(f"Shelved on stays empty in {count} of {len(added)} rows, because the file gives no day")


def _likeness(key: str, one: Newcomer) -> Likeness:
    get = one.cells.get
    return Likeness(
        key,
        get("name", ""),
        get("preferred_name", ""),
        get("email", ""),
        get("phone", ""),
        get("profile_url", ""),
        get("title", ""),
        get("company", ""),
        get("location", ""),
    )
