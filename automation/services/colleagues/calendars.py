"""Follow-ups as a calendar file for each owner: all-day entries with initials and a requisition, never a name.

Calendar programs know an entry by its ID. An entry that changes gets a higher sequence number, one that is no longer
due is cancelled and stays in the file for a while, and an entry that is the same stays the same, byte for byte.
"""

import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any

from automation.core.matching.slates import best_matches
from automation.core.model import each_row
from automation.core.publishing.plan import Plan, make_plan
from automation.core.text import key_of
from automation.core.workbook.notice_log import item_hash
from automation.errors import ConfigError, MailNotWritable
from automation.files import cannot_be_written, private_folder, write_durably
from automation.outreach.context import Mailroom
from automation.services.colleagues.staff import Staff
from automation.settings import Settings

# How long a cancelled entry stays in the file, and how often calendar programs are asked to read it again.
KEPT, REREAD = timedelta(days=30), timedelta(hours=6)
_CANCELLED = "CANCELLED"


@dataclass(frozen=True)
class Entry:
    """One follow-up in a calendar.

    Attributes:
        uid: Its ID, the same as long as the candidate and the owner are.
        day: When it is due.
        summary: What a calendar shows.
        changed_at: When it was last changed, UTC.
        sequence: How many times.
        cancelled: Whether it is no longer due.
    """

    uid: str
    day: date
    summary: str
    changed_at: datetime
    sequence: int = 0
    cancelled: bool = False


@dataclass(frozen=True)
class Written:
    """The result: each file with the number of its entries that are due, and the names without a known address."""

    files: Mapping[str, int]
    without_address: Sequence[str]


def write_calendars(room: Mailroom, folder: Path, *, dry_run: bool = False) -> Written:
    """Write a file for each owner of a follow-up that has a day.

    Args:
        room: The workbook's mailroom.
        folder: Where to; files of earlier runs there are updated.
        dry_run: Write nothing.

    Raises:
        MailNotWritable: A file cannot be read or written.
        SchemaError: The workbook's tabs or headers cannot be read.
        LedgerError: The secret of the IDs is missing.
        StoreError: The workbook is out of reach.
    """
    plan = make_plan(room.read(dry_run=dry_run), force=True)
    if not dry_run:
        room.ledger.change(room.beginning)
    secret = room.secrets.known_suppression() or b"" if dry_run else room.secret()
    found, unknown = _by_owner(plan, room, secret)
    try:
        if not dry_run:
            private_folder(folder)
        # Of an owner who has none any more, the old entries are cancelled.
        names = {*found, *(place.name for place in folder.glob("followups-*.ics"))}
        return Written(
            {name: _update(folder / name, found.get(name, []), room, dry_run) for name in sorted(names)}, unknown
        )
    except OSError as error:
        raise MailNotWritable(cannot_be_written(folder, error)) from error


def _by_owner(plan: Plan, room: Mailroom, secret: bytes) -> tuple[dict[str, list[Entry]], list[str]]:
    """File name → its entries; and the owners without a known address."""
    staff, now = Staff(room.settings), room.clock.now().replace(microsecond=0)
    entry = entries_of(plan, secret, now)
    found: dict[str, list[Entry]] = {}
    unknown: dict[str, str] = {}
    for row in each_row(plan.follow_ups):
        if row.on is None or not row.owner:
            continue
        owner = staff.find(row.owner)
        if owner is None:
            unknown.setdefault(key_of(row.owner), row.owner)
            continue
        name = f"followups-{re.sub('[^a-z0-9]+', '-', owner.key).strip('-')}.ics"
        found.setdefault(name, []).append(entry(row, owner.key))
    return found, sorted(unknown.values(), key=str.casefold)


def calendar_of(plan: Plan, rows: Iterable[Any], secret: bytes, settings: Settings, now: datetime) -> bytes:
    """The calendar file of some follow-ups that have a day; overdue ones are entries of today.

    Args:
        plan: With the candidates and their matches.
        rows: Of `plan.follow_ups`.
        secret: Of the entries' IDs: the one of the suppression list.
        settings: Of the installation; they say which address an owner has.
        now: UTC.
    """
    staff, entry = Staff(settings), entries_of(plan, secret, now.replace(microsecond=0))

    def made(row: Any) -> Entry:
        owner = staff.find(row.owner) if row.owner else None
        return entry(row._replace(on=max(row.on, plan.today)), owner.key if owner else key_of(row.owner))

    return _calendar(map(made, rows))


def entries_of(plan: Plan, secret: bytes, now: datetime) -> Callable[[Any, str], Entry]:
    """Makes the entry of a follow-up that has a day, for the owner with an address: never a candidate's name in it."""
    best = best_matches(plan.slates.matches)

    def entry(row: Any, owner: str) -> Entry:
        person, match = plan.book.people[row.key], best.get(row.key)
        summary = f"Follow up: {_initials(person.name)}{f' ({match.req_id})' if match else ''}"
        uid = f"{item_hash(secret, f'calendar|{owner}|{row.key}')}@backpocket"
        return Entry(uid, row.on, summary, now)

    return entry


def _initials(name: str | None) -> str:
    """The first letters of the first and the last word of a name."""
    words = [word for word in re.split(r"\s+", name or "") if word and word[0].isalpha()]
    return "".join(f"{word[0].upper()}." for word in (words[:1] + words[1:][-1:])) or "?"


def _update(place: Path, wanted: Iterable[Entry], room: Mailroom, dry_run: bool) -> int:
    """Write one file if it changes; returns the number of entries that are due."""
    before = _read(place)
    now = room.clock.now().replace(microsecond=0)
    entries = {entry.uid: _continued(before.get(entry.uid), entry) for entry in wanted}
    due = len(entries)
    for uid, old in before.items():
        if uid not in entries and not old.cancelled:
            entries[uid] = replace(old, cancelled=True, sequence=old.sequence + 1, changed_at=now)
        elif uid not in entries and now - old.changed_at < KEPT:
            entries[uid] = old
    data = _calendar(sorted(entries.values(), key=lambda one: (one.day, one.uid)))
    if not dry_run and (not place.exists() or place.read_bytes() != data):
        write_durably(place, data)
    return due


def _continued(old: Entry | None, new: Entry) -> Entry:
    if old is None:
        return new
    same = (old.day, old.summary, old.cancelled) == (new.day, new.summary, False)
    return old if same else replace(new, sequence=old.sequence + 1)


def _read(place: Path) -> dict[str, Entry]:
    """The entries of an earlier file, by their IDs; none if there is no file."""
    from icalendar import Calendar

    if not place.exists():
        return {}
    try:
        read = [_entry(one) for one in Calendar.from_ical(place.read_bytes()).walk("VEVENT")]
    except (ValueError, KeyError, TypeError, AttributeError) as error:
        raise ConfigError(f"{place} is no calendar that this program wrote: move it away.") from error
    return {entry.uid: entry for entry in read}


def _entry(event: Any) -> Entry:
    return Entry(
        str(event["UID"]),
        event["DTSTART"].dt,
        str(event["SUMMARY"]),
        event["DTSTAMP"].dt.astimezone(UTC),
        int(event["SEQUENCE"]),
        str(event.get("STATUS", "")) == _CANCELLED,
    )


def _calendar(entries: Iterable[Entry]) -> bytes:
    from icalendar import Calendar, Event

    calendar = Calendar()
    calendar.add("version", "2.0")
    calendar.add("prodid", "-//Backpocket//Follow-ups//EN")
    # Both are hints: programs read a file again when they like.
    calendar.add("refresh-interval", REREAD, parameters={"VALUE": "DURATION"})
    calendar.add("x-published-ttl", f"PT{REREAD // timedelta(hours=1)}H")
    for entry in entries:
        event = Event()
        event.add("uid", entry.uid)
        event.add("dtstart", entry.day)
        event.add("dtstamp", entry.changed_at)
        event.add("sequence", entry.sequence)
        event.add("summary", entry.summary)
        event.add("status", _CANCELLED if entry.cancelled else "CONFIRMED")
        event.add("transp", "TRANSPARENT")
        calendar.add_component(event)
    return bytes(calendar.to_ical())
