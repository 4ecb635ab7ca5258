"""Whom to forget: a person's rows and keys, and how they are found elsewhere; what keeps them away from then on."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from automation.archive import forgetting as archived
from automation.core.identity.contact_ids import email_identity
from automation.core.ledger.events import WAITING, Event, Notice, State
from automation.core.ledger.forgetting import PREFIX
from automation.core.ledger.state import LedgerState
from automation.core.ledger.suppression import digest, hashes_of, identities
from automation.core.schema import CANDIDATES
from automation.core.suppression_text import DELETED
from automation.core.text import key_of
from automation.core.workbook.assemble import Workbook
from automation.core.workbook.forgetting import Traces
from automation.core.workbook.nearest_keys import unknown_key
from automation.errors import DoubledKey
from automation.outreach.context import Mailroom
from automation.services.archive import archive_folder


@dataclass(frozen=True)
class Forgotten:
    """Whom to forget.

    Attributes:
        rows: The compared keys of their rows.
        keys: All compared keys that they have or had.
        hashes: Keyed hashes of their keys and addresses, for the suppression list.
        own: Keyed hashes of their keys, and of the mailboxes that no other person's row has.
        traces: The texts by which they are found elsewhere.
    """

    rows: Sequence[str]
    keys: Sequence[str]
    hashes: Sequence[str]
    own: Sequence[str]
    traces: Traces


def forgotten_person(
    room: Mailroom, workbook: Workbook, state: LedgerState, candidate: str, secret: bytes
) -> Forgotten:
    """Whom to forget.

    Args:
        room: Of the workbook.
        workbook: As it is now.
        state: The ledger.
        candidate: The key of one of their rows.
        secret: Of the suppression list.

    Raises:
        UnknownKey: No row has this key, and nothing is known of it.
        DoubledKey: Several rows have this key.
    """
    wanted, people, persons = key_of(candidate), workbook.book.people, workbook.persons
    if wanted not in people and wanted in workbook.located[CANDIDATES].places:
        raise DoubledKey(CANDIDATES, candidate)
    rows = [one for one in persons.of(wanted).keys if one in people]
    sent = [send.key for send in persons.sends(state, wanted)]
    replied = [key_of(reply.candidate) for reply in persons.replies_of(state, wanted)]
    found = dict.fromkeys([wanted, *rows, *sent, *replied])
    for event in reversed(room.events()):
        if event.state == Notice.REKEYED and key_of(event.candidate) in found:
            found[key_of(event.detail)] = None
    keys = [one for one in found if one and not one.startswith(PREFIX) and (one in rows or one not in people)]
    if not rows and not (sent or replied or _is_known(room, workbook, state, wanted, secret)):
        raise unknown_key(CANDIDATES, candidate, people.values())
    typed = dict.fromkeys(value for key in rows for value in identities(people[key]))
    mailboxes = {one: persons.beside(key) for key in rows if (one := email_identity(people[key].email))}
    # A mailbox that another person shares, as at an agency, says nothing about who is forgotten.
    alone = [one for one, beside in mailboxes.items() if set(beside) <= set(rows)]
    shared = {digest(secret, one) for one in mailboxes if one not in alone}
    return Forgotten(
        rows,
        keys,
        [one for one in hashes_of(secret, [*typed, *keys]) if one not in shared],
        [digest(secret, one) for one in dict.fromkeys([*keys, *alone])],
        Traces.of(people[key] for key in rows),
    )


def _is_known(room: Mailroom, workbook: Workbook, state: LedgerState, key: str, secret: bytes) -> bool:
    """Whether something is known of a key without a row."""
    if archived.rows_of(archive_folder(room), [bytes.fromhex(digest(secret, key))]):
        return True
    published = workbook.previous
    remembered = key in published.names or any(candidate == key for _, candidate in published.pairs)
    return remembered or digest(secret, key) in state.forgotten or bool(workbook.actions.about(key))


def keep_away(room: Mailroom, workbook: Workbook, person: Forgotten, by: str, why: str) -> None:
    """Suppress the person, cancel what waits to be sent, and record the keyed hashes by which all else is found.

    `why` is the reason for deleting records that must still be kept; "" if there are none.
    """

    def decide(state: LedgerState) -> Sequence[Event]:
        now = room.clock.now()
        listed = {one for one, why in state.suppressed.items() if why.what == DELETED}
        events = [
            Event(now, Notice.SUPPRESSED, detail=one, subject=DELETED) for one in person.hashes if one not in listed
        ]
        if not set(person.own) <= state.forgotten.keys():
            name = f"{PREFIX}{person.own[0]}"
            events.append(Event(now, Notice.FORGOTTEN, candidate=name, by=by, detail=" ".join(person.own), subject=why))
        sends = {send.send_id: send for key in person.keys for send in workbook.persons.sends(state, key)}
        waiting = [send for send in sends.values() if send.state in WAITING]
        events += [replace(send.queued, at=now, state=State.CANCELLED, detail="") for send in waiting]
        return [*room.beginning(state), *events] if events else []

    room.ledger.change(decide)
