"""Which rows are one person, and which messages and replies are theirs.

Claims, caps, the collision guard, suppression, replies and consent apply to a person, not to a row. Only this module
decides which rows are one person: those with the same bare mailbox, unless their names contradict that, and those that
a person merged.
"""

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from types import MappingProxyType
from typing import Any

from automation.core.identity.contact_ids import bare_mailbox, email_identity
from automation.core.identity.one_person import namesake, people_at
from automation.core.identity.typed_addresses import lone_address
from automation.core.ledger.events import Event
from automation.core.ledger.sends import Send, hashed_identity, identities_of
from automation.core.ledger.state import LedgerState
from automation.core.text import key_of


@dataclass(frozen=True)
class Person:
    """One person, on one row or several.

    Attributes:
        keys: The compared keys of all their rows.
        identities: The identities that the ledger may have for them: keys, bare mailboxes, and hashes of mailboxes.
    """

    keys: tuple[str, ...]
    identities: frozenset[str]


class Persons:
    """The people of a workbook.

    Args:
        candidates: Rows of the candidates' frame, such as `Book.people` holds.
        hashed: The keyed hash of a bare mailbox; None where the secret is not on this machine.
        merged: Row that a person merged into another → the row that is shown for both, compared keys that have rows.
    """

    def __init__(
        self,
        candidates: Iterable[Any],
        hashed: Callable[[str], str] | None = None,
        merged: Mapping[str, str] = MappingProxyType({}),
    ) -> None:
        self._hashed, self.merged = hashed, merged
        self._mailbox: dict[str, str] = {}
        self._address: dict[str, str] = {}
        sharing: dict[str, list[Any]] = defaultdict(list)
        for row in candidates:
            key, address = str(row.Index), lone_address(row.email or "")
            mailbox = bare_mailbox(address) if address else email_identity(row.email or "")
            self._mailbox[key], self._address[key] = mailbox, address
            if mailbox:
                sharing[mailbox].append(row)
        self._keys: dict[str, tuple[str, ...]] = {key: (key,) for key in self._mailbox}
        for rows in sharing.values():
            if len(rows) > 1:
                names = [namesake(row.name or "", row.preferred_name or "", row.email) for row in rows]
                for group in people_at(names):
                    person = tuple(str(rows[number].Index) for number in group)
                    self._keys |= dict.fromkeys(person, person)
        for hidden, shown in merged.items():
            both = tuple(dict.fromkeys((*self._keys[shown], *self._keys[hidden])))
            self._keys |= dict.fromkeys(both, both)
        self._known: dict[str, Person] = {}

    def of(self, key: str) -> Person:
        """The person on a row, by its compared key; a key without a row is a person of its own."""
        if key not in self._known:
            keys = self.keys_of(key)
            own = (who for one in keys for who in (*identities_of(one), *self._identities(one)))
            self._known[key] = Person(keys, frozenset(own))
        return self._known[key]

    def keys_of(self, key: str) -> tuple[str, ...]:
        """The compared keys of the rows of the person on a row; as of `of`, whose identities take longer."""
        return self._keys.get(key, (key,))

    def on_several_rows(self) -> list[tuple[str, ...]]:
        """The compared keys of the rows of each person who has more than one row."""
        return [keys for keys in dict.fromkeys(self._keys.values()) if len(keys) > 1]

    def alone(self) -> frozenset[str]:
        """The compared keys of the rows that share neither person nor mailbox with another row."""
        rows: dict[str, int] = defaultdict(int)
        names = {key: self._names(key) for key in self._mailbox}
        for own in names.values():
            for name in own:
                rows[name] += 1
        return frozenset(
            key for key, own in names.items() if len(self._keys[key]) == 1 and all(rows[name] == 1 for name in own)
        )

    def _names(self, key: str) -> Sequence[str]:
        """The mailboxes that a row stands for: its own, and one that it has for a key."""
        mailbox = self._mailbox[key]
        other = email_identity(key) if "@" in key and key != mailbox else ""
        # A set for each of 20,000 rows would take 4 MB.
        return tuple({mailbox, other} - {""})

    def at(self, address: str) -> list[str]:
        """The compared keys of the rows whose person has this mailbox, in their order."""
        mailbox = email_identity(address)
        return list(self._rows_of.get(mailbox, ())) if mailbox else []

    def meant_by(self, address: str) -> list[str]:
        """The compared keys of the rows with this very address; without one, of those whose person has its mailbox."""
        rows, written = self.at(address), lone_address(address)
        return [row for row in rows if self._address[row] == written] or rows

    def beside(self, key: str) -> list[str]:
        """The compared keys of all rows that share a mailbox with the person on a row, other persons' included."""
        mailboxes = {self._mailbox.get(one, "") for one in self.of(key).keys} - {""}
        return [row for mailbox in mailboxes for row in self._rows_of.get(mailbox, ())]

    def sends(self, state: LedgerState, key: str) -> list[Send]:
        """All messages to the person on a row, in the order in which they were queued."""
        person = self.of(key)
        return [send for send in state.of_identities(person.identities) if self.is_theirs(person, send)]

    def sends_to(self, state: LedgerState, address: str) -> list[Send]:
        """All messages to the persons who have this mailbox, in the order in which they were queued.

        Messages to the mailbox itself are included even if no row has it any more.
        """
        known, people = self._known_by(address), [self.of(key) for key in self.at(address)]
        found = state.of_identities(known.union(*(person.identities for person in people)))
        return [
            send
            for send in found
            if not known.isdisjoint(send.identities) or any(self.is_theirs(person, send) for person in people)
        ]

    def has_written(self, address: str, send: Send) -> bool:
        """Whether a mailbox belongs to the person whom a message was sent to."""
        known = self._known_by(address)
        people = (self.of(row).identities for row in self.sent_to(send))
        return any(not known.isdisjoint(own) for own in (send.identities, *people))

    def is_theirs(self, person: Person, send: Send) -> bool:
        """Whether a message was sent to this person. A shared mailbox is no proof while both persons have rows."""
        return self._belongs(person, send.key, send.identities)

    def replies(self, state: LedgerState) -> Mapping[str, list[Event]]:
        """Candidate's compared key → the replies of the person on that row; rows without a reply are left out."""
        found: dict[str, dict[str, list[Event]]] = {}
        for key, replies in state.answers.items():
            for reply in replies:
                for row in self._rows(key, state.identities_in(reply)):
                    found.setdefault(row, {}).setdefault(key, []).append(reply)
        return {row: _in_order(list(by_key.values())) for row, by_key in found.items()}

    def sent_to(self, send: Send) -> list[str]:
        """The compared keys of the rows of the person whom a message was sent to; the row to show for it first."""
        return self._shown_first(send.key, send.identities)

    def came_from(self, state: LedgerState, reply: Event) -> list[str]:
        """The compared keys of the rows of the person whom a reply is from; the row to show for it first."""
        return self._shown_first(key_of(reply.candidate), state.identities_in(reply))

    def replies_of(self, state: LedgerState, key: str) -> list[Event]:
        """The replies of the person on a row, in the order in which they were recorded."""
        person = self.of(key)
        return _in_order(
            [
                [reply for reply in replies if self._belongs(person, other, state.identities_in(reply))]
                for other, replies in state.answers.items()
            ]
        )

    def sends_beside(self, state: LedgerState, reply: Event) -> list[Send]:
        """All messages to the person whom a reply is from. Without a row, the identities in the ledger decide."""
        rows = self.came_from(state, reply)
        return self.sends(state, rows[0]) if rows else state.of_identities(state.identities_in(reply))

    def replies_beside(self, state: LedgerState, reply: Event) -> list[Event]:
        """The recorded replies of the person whom a reply is from; that reply itself need not be recorded yet."""
        rows = self.came_from(state, reply)
        return self.replies_of(state, rows[0] if rows else key_of(reply.candidate))

    def _belongs(self, person: Person, key: str, identities: Iterable[str]) -> bool:
        if key in person.keys:
            return True
        shared = person.identities.intersection(identities)
        if shared and key in self._keys:
            # The event is about another row's person, who shares the mailbox.
            shared -= self.of(key).identities
        return bool(shared)

    def _rows(self, key: str, identities: Iterable[str]) -> list[str]:
        """The rows of the persons whom an event with these identities is about."""
        rows = dict.fromkeys(row for who in (key, *identities) for row in self._rows_of.get(who, ()))
        return [row for row in rows if self._belongs(self.of(row), key, identities)]

    def _shown_first(self, key: str, identities: Sequence[str]) -> list[str]:
        """The rows with the mailbox first, because the key may belong to another person by now."""
        besides, rows = set(identities) - {key}, self._rows(key, identities)
        if len(rows) < 2:
            return rows
        return sorted(
            rows, key=lambda row: (row in self.merged, besides.isdisjoint(self.of(row).identities), row != key)
        )

    @cached_property
    def _rows_of(self) -> Mapping[str, list[str]]:
        found: dict[str, list[str]] = defaultdict(list)
        for key in self._mailbox:
            for who in self.of(key).identities:
                found[who].append(key)
        return found

    def _identities(self, key: str) -> list[str]:
        mailbox = self._mailbox.get(key, "")
        known = dict.fromkeys(filter(None, (mailbox, email_identity(key) if "@" in key else "")))
        return [*known, *(hashed_identity(self._hashed(one)) for one in known if self._hashed)]

    def _known_by(self, address: str) -> frozenset[str]:
        """The identities that the ledger may have for a mailbox."""
        mailbox = email_identity(address)
        hashed = [hashed_identity(self._hashed(mailbox))] if mailbox and self._hashed else []
        return frozenset([*filter(None, (mailbox,)), *hashed])

    def renamed(self, names: Mapping[str, str]) -> "Persons":
        """The same persons with their rows under other names (compared key → name), and without any other identity."""
        found = Persons(())
        found._mailbox = dict.fromkeys(names.values(), "")
        found._keys = {
            names[key]: tuple(names[one] for one in keys if one in names)
            for key, keys in self._keys.items()
            if key in names
        }
        return found


@dataclass(frozen=True)
class History:
    """The messages and replies in the ledger, by the rows of the persons that they belong to.

    Attributes:
        persons: Which rows are one person.
        state: The ledger.
    """

    persons: Persons = field(default_factory=lambda: Persons(()))
    state: LedgerState = field(default_factory=LedgerState)

    @cached_property
    def recipients(self) -> Mapping[str, list[str]]:
        """Send ID → the rows of the person who got the message, the one to show first; only where there are any."""
        found = ((send_id, self.persons.sent_to(send)) for send_id, send in self.state.sends.items())
        return {send_id: rows for send_id, rows in found if rows}

    @cached_property
    def sends(self) -> Mapping[str, list[Send]]:
        """Compared key of a row → the messages to the person on it, in the order in which they were queued."""
        found: dict[str, list[Send]] = {}
        for send_id, rows in self.recipients.items():
            for row in rows:
                found.setdefault(row, []).append(self.state.sends[send_id])
        return found

    @cached_property
    def replies(self) -> Mapping[str, list[Event]]:
        """Compared key of a row → the replies of the person on it, in the order in which they were recorded."""
        return self.persons.replies(self.state)

    @cached_property
    def last_reply_to(self) -> Mapping[str, Event]:
        """Send ID → the last reply to that message."""
        return {one.send_id: one for replies in self.state.answers.values() for one in replies if one.send_id}

    def shown_for(self, reply: Event) -> str:
        """The compared key of the row to show for a reply; "" where its sender has no row."""
        return next(iter(self.persons.came_from(self.state, reply)), "")


def _in_order(lists: Sequence[Sequence[Event]]) -> list[Event]:
    """Replies in the order in which they were recorded; those under several keys by their times."""
    filled = [one for one in lists if one]
    return list(filled[0]) if len(filled) == 1 else sorted((e for one in filled for e in one), key=lambda one: one.at)
