"""Moves the history of a corrected key to the new key: the pure part of `rekey`."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TypeVar

from automation.core.ledger.suppression import digest
from automation.core.reason_words import why_due
from automation.core.reasons import Reason, ReasonKind
from automation.core.schema import BP_DATA, CANDIDATES, REQUISITIONS
from automation.core.tabs.previous_run import Pair, Publication, data_rows
from automation.core.text import key_of, text_of
from automation.core.workbook.assemble import Workbook
from automation.core.workbook.shelvings import Texts, overwritten
from automation.errors import ConfigError, UnknownKey


@dataclass(frozen=True)
class Rekeyed:
    """The history of a corrected key, under the new key.

    Attributes:
        tab: The tab that has the key.
        publication: What to publish.
        pairs: How many records moved.
        messages: How many messages of the outreach ledger are about it.
        actions: How many actions in the dashboard are about it.
        kept: How many lines of `BP History` are about it.
        overwritten: The shelving that the old row had and the new one has not; None if nothing is lost.
        replies: How many replies, with those that recruiters recorded, are about it.
        forbidden: Why the candidate must not be contacted, by the suppression list or the last publication; None where
            neither says so.
    """

    tab: str
    publication: Publication
    pairs: int
    messages: int
    actions: int
    kept: int = 0
    overwritten: Texts | None = None
    replies: int = 0
    forbidden: Reason | None = None

    @property
    def count(self) -> int:
        """How many records there are."""
        return self.pairs + self.messages + self.actions + self.replies + self.kept + bool(self.forbidden)


def rekeyed(workbook: Workbook, old_key: str, new_key: str) -> Rekeyed:
    """What is remembered of `old_key`, under `new_key`: pairs with their dates, the outreach, and what people did.

    Raises:
        UnknownKey: `new_key` names no row, or nothing is remembered of `old_key`.
        ConfigError: `old_key` still names a row.
    """
    old, new = key_of(old_key), key_of(new_key)
    present = {tab: located.places for tab, located in workbook.located.items()}
    tab = CANDIDATES if new in present[CANDIDATES] else REQUISITIONS
    if new not in present[tab]:
        raise UnknownKey(CANDIDATES, new_key)
    if old in present[tab]:
        raise ConfigError(
            f"'{old_key}' still names a row of {tab}: correct the row first, then carry its history over."
        )
    published = workbook.previous
    side = 1 if tab == CANDIDATES else 0
    pairs: dict[tuple[str, str], Pair] = {}
    moved = 0
    for names, pair in published.pairs.items():
        hit = names[side] == old
        moved += hit
        target = (names[0], new) if hit and side == 1 else (new, names[1]) if hit else names
        pairs[target] = _merged(pairs.get(target), pair)
    # The ledger is never rewritten: a new line of it carries messages over.
    sends = workbook.state.sends.values()
    touched = sum(old in ({send.key} if side == 1 else {req for _, req, _ in send.claims}) for send in sends)
    done = [action.candidate if side == 1 else action.requisition for action in workbook.actions.lines]
    acted = [key_of(key) for key in done].count(old)
    recorded = [
        {one.candidate} if side == 1 else {one.requisition, one.cell("shelved_from")}
        for one in workbook.history_log.lines
    ]
    kept = sum(old in map(key_of, keys) for keys in recorded)
    replies = len(workbook.state.answers.get(old, ())) if side == 1 else 0
    forbidden = _forbidden(workbook, old) if side == 1 else None
    if not moved + touched + acted + kept + replies and forbidden is None:
        raise UnknownKey(BP_DATA, old_key)
    columns = {**published.columns, tab: _moved(published.columns.get(tab, {}), old, new)}
    people, shelvings, former = published.names, published.shelvings, None
    if tab == CANDIDATES:
        people, shelvings = _moved(people, old, new), _moved(shelvings, old, new)
        # A run may have seen the new row already, and the old row may have held an earlier shelving.
        was = {new: published.shelvings.get(old, "")}
        former = overwritten(was, shelvings, [new], workbook.conventions).get(new)
    tabs = {BP_DATA: data_rows(columns, people, shelvings, pairs, published.generation + 1)}
    publication = Publication(columns={}, before=published, tabs=tabs)
    return Rekeyed(tab, publication, moved, touched, acted, kept, former, replies, forbidden)


def _forbidden(workbook: Workbook, old: str) -> Reason | None:
    """Why the candidate under a key that has no row any more must not be contacted; a bounce is no reason."""
    why = workbook.state.suppressed.get(digest(workbook.secret, old)) if workbook.secret else None
    if why is not None and why.kind is not ReasonKind.BOUNCED:
        return why
    # The cells of the old row are gone. What was published beside them says whether it had Do not contact.
    said = text_of(workbook.previous.columns.get(CANDIDATES, {}).get(old, {}).get("BP Follow-up reason"))
    kinds = (ReasonKind.DO_NOT_CONTACT, ReasonKind.SUPPRESSED)
    return Reason(ReasonKind.ASKED) if said in {why_due(Reason(kind)) for kind in kinds} else None


Record = TypeVar("Record")


def _moved(records: Mapping[str, Record], old: str, new: str) -> dict[str, Record]:
    """Records with `old` renamed to `new`; a record that `new` already has wins."""
    moved = {key: record for key, record in records.items() if key != old}
    if old in records:
        moved.setdefault(new, records[old])
    return moved


def _merged(one: Pair | None, other: Pair) -> Pair:
    """Two records of one pair: the earlier days."""
    if one is None:
        return other
    strong = [day for day in (one.strong_since, other.strong_since) if day]
    return Pair(min(one.first_seen_on, other.first_seen_on), min(strong, default=None))
