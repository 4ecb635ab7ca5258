"""Takes forgotten people out of the ledger's lines.

A line keeps its number, instant, state, step, sender, openings and send ID, so that claims and counts hold. A key
becomes "forgotten" with its keyed hash, and what people wrote is emptied. What stays identifies no person.
"""

import re
from collections.abc import Iterable, Mapping
from collections.abc import Set as AbstractSet
from dataclasses import dataclass, replace

from automation.core.ledger.events import Answer, Event, Notice, Seems, State
from automation.core.ledger.standing_releases import released_by
from automation.core.ledger.suppression import digest
from automation.core.reasons import ReasonKind
from automation.core.suppression_text import DELETED, read_suppression

# Stands before the keyed hash of a key, and before that of a reply's ID.
PREFIX, ID_PREFIX = "forgotten ", "id."
_MESSAGE, _REPLY = frozenset(State), frozenset(Answer)
_ABOUT_A_REPLY = frozenset({Notice.HANDLED, Notice.NOTIFIED, Notice.NOT_NOTIFIED})
_ON_THE_LIST = frozenset({Notice.SUPPRESSED, Notice.UNSUPPRESSED})
# IDs that this program makes, which say nothing about a person.
_OWN_ID = re.compile(rf"(?:answer|back)\.[0-9a-f.]+|<bp\.[0-9A-Za-z_-]+@[^<>\s]+>|{re.escape(ID_PREFIX)}[0-9a-f]+")
# What the subject of a reply may hold besides words: a day, a choice, a kind of contact, or what it seems to say.
_PLAIN = re.compile(r"\d{4}-\d{2}(?:-\d{2})?|yes|no|call|meeting|message")
_SEEMS = frozenset(Seems)


@dataclass(frozen=True)
class Redactor:
    """Takes forgotten people out of lines and cells.

    Attributes:
        secret: Of the suppression list.
        hashes: Keyed hashes of the keys of forgotten people, and of mailboxes that are theirs alone.
        sends: Send IDs of the messages to them.
        replies: IDs of their replies, redacted.
        deleted: Keyed hashes that are on the suppression list because the person was forgotten.
    """

    secret: bytes
    hashes: AbstractSet[str]
    sends: AbstractSet[str] = frozenset()
    replies: AbstractSet[str] = frozenset()
    deleted: AbstractSet[str] = frozenset()

    @classmethod
    def of(cls, events: Iterable[Event], secret: bytes, hashes: AbstractSet[str]) -> "Redactor":
        """The redactor for people with these hashes, who are in these lines."""
        lines, found = list(events), cls(secret, hashes)
        mailbox = {one.send_id: one.detail for one in lines if one.state == Notice.MAILBOX}

        def theirs(name: str, candidate: str) -> bool:
            return found.covers(candidate) or mailbox.get(name) in hashes

        sends = {one.send_id for one in lines if one.state in _MESSAGE and theirs(one.send_id, one.candidate)}
        replies = {
            found.reply_id(one.message_id)
            for one in lines
            if one.state in _REPLY and (one.send_id in sends or theirs(one.message_id, one.candidate))
        }
        deleted = {one.detail for one in lines if one.state == Notice.SUPPRESSED and one.subject == DELETED}
        return cls(secret, hashes, sends, replies, deleted)

    def covers(self, key: str) -> bool:
        """Whether a key is a forgotten person's, redacted or not."""
        hashed = key.removeprefix(PREFIX) if key.startswith(PREFIX) else key and digest(self.secret, key)
        return hashed in self.hashes

    def hidden(self, key: str) -> str:
        """A key without its text."""
        return key if not key or key.startswith(PREFIX) else f"{PREFIX}{digest(self.secret, key)}"

    def reply_id(self, text: str) -> str:
        """The ID of a reply without what another mail program wrote into it."""
        return text if not text or _OWN_ID.fullmatch(text) else f"{ID_PREFIX}{digest(self.secret, text)}"

    def lines(self, lines: Mapping[int, Event]) -> dict[int, Event]:
        """Number → line without the person; only the lines that change."""
        found = {number: self.line(event) for number, event in lines.items()}
        return {number: event for number, event in found.items() if event != lines[number]}

    def line(self, event: Event) -> Event:
        """A line without forgotten people; the same line if it is not about one of them."""
        if event.state == Notice.MAILBOX:
            named = self.reply_id(event.send_id)
            return replace(event, send_id=named) if named in self.replies else event
        if event.state in _ON_THE_LIST:
            bounced = read_suppression(event.subject).kind is ReasonKind.BOUNCED
            return event if bounced or event.detail not in self.deleted else replace(event, subject=DELETED)
        if event.state == Notice.REKEYED:
            if not (self.covers(event.candidate) or self.covers(event.detail)):
                return event
            return replace(event, candidate=self.hidden(event.candidate), detail=self.hidden(event.detail))
        if event.state == Notice.FORGOTTEN or not self._is_theirs(event):
            return event
        named, _, openings = event.message_id.partition(" ")
        return replace(
            event,
            candidate=self.hidden(event.candidate),
            # Names the worker that has the message, or the standing release whose cap it counts for.
            detail=event.detail if event.state == State.SENDING or released_by(event.detail) else "",
            subject=event.subject if event.state in _REPLY and _says_little(event.subject) else "",
            message_id=" ".join(filter(None, (self.reply_id(named), openings))),
        )

    def _is_theirs(self, event: Event) -> bool:
        if event.send_id and event.send_id in self.sends:
            return True
        if event.state in _REPLY or event.state in _ABOUT_A_REPLY:
            reply = self.reply_id(event.message_id.partition(" ")[0])
            return reply in self.replies or self.covers(event.candidate)
        return self.covers(event.candidate)


def _says_little(text: str) -> bool:
    return bool(_PLAIN.fullmatch(text)) or text in _SEEMS
