"""Who the rows of an archive are: which of them have a key, and the columns of keyed hashes of it."""

from collections.abc import Callable, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass
from types import SimpleNamespace
from typing import Any, NamedTuple

import numpy as np
import numpy.typing as npt

from automation.core.archive.hashes import NO_HASH, as_hashes, hasher
from automation.core.identity.contact_ids import bare_mailbox, email_identity
from automation.core.identity.typed_addresses import is_plain_address
from automation.core.ledger.suppression import domains_of, identities
from automation.core.model import Cell
from automation.core.parsing.identifiers import is_usual_id, row_id
from automation.core.text import key_of
from automation.core.workbook.row_identity import email_of, typed_as
from automation.core.workbook.row_reader import ReadableTab, RowReader


@dataclass(frozen=True)
class Identified:
    """Who the rows of a part are.

    Attributes:
        kept: Which rows have a key, and are not of people whose details were deleted.
        forgotten: How many rows are of such people.
        columns: The columns of `People` that say who the kept rows are.
        domains: Of each mail domain its keyed hashes, as `Words.domains`.
    """

    kept: npt.NDArray[np.bool_]
    forgotten: int
    columns: dict[str, Any]
    domains: list[tuple[bytes, ...]]


class _Who(NamedTuple):
    """Who a row is.

    Attributes:
        key: The compared key.
        address: The e-mail address.
        own: Keyed hash of the key.
        mailbox: Keyed hash of the bare mailbox.
        others: Further keyed hashes.
        asked: Those of all hashes that may say that the person was forgotten.
    """

    key: str
    address: str
    own: bytes
    mailbox: bytes
    others: Sequence[bytes]
    asked: Sequence[bytes]


def identified(
    tab: ReadableTab, own: Sequence[Any], email: Sequence[Any], secret: bytes, forgotten: AbstractSet[bytes]
) -> Identified:
    """Who the rows of a part are.

    Args:
        tab: The part's headers.
        own: Each row's Candidate ID.
        email: Each row's Email.
        secret: Of the keyed hashes.
        forgotten: Keyed hashes of people whose details were deleted.
    """
    reader = _Reader(tab, hasher(secret))
    kept, left_out = np.zeros(len(own), dtype=bool), 0
    keys: list[str] = []
    first: list[bytes] = []
    mailboxes: list[bytes] = []
    others: list[bytes] = []
    each: list[int] = []
    domain_of: list[int] = []
    for at, (id_cell, email_cell) in enumerate(zip(own, email, strict=True)):
        who = reader.usual(id_cell, email_cell) or reader.unusual(id_cell, email_cell)
        if who is None:
            continue
        if forgotten and not forgotten.isdisjoint(who.asked):
            left_out += 1
            continue
        kept[at] = True
        keys.append(who.key)
        first.append(who.own)
        mailboxes.append(who.mailbox)
        others += who.others
        each.append(len(who.others))
        domain_of.append(reader.domains.number(who.address.rpartition("@")[2], who.address))
    rank = np.empty(len(keys), dtype=np.int32)
    rank[sorted(range(len(keys)), key=keys.__getitem__)] = np.arange(len(keys), dtype=np.int32)
    columns = {
        "key": as_hashes(first),
        "mailbox": as_hashes(mailboxes),
        "rank": rank,
        "domain": np.asarray(domain_of, dtype=np.int32),
        "others": as_hashes(others),
        "others_each": np.asarray(each, dtype=np.int32),
    }
    return Identified(kept, left_out, columns, reader.domains.hashes)


class _Domains:
    """The mail domains of a part, in the order of their first rows.

    Attributes:
        hashes: Of each the keyed hashes.
    """

    def __init__(self, hashed: Callable[[str], bytes]) -> None:
        self._hashed = hashed
        self._numbers: dict[str, int] = {}
        self._plain: dict[str, bool] = {}
        self.hashes: list[tuple[bytes, ...]] = []

    def number(self, domain: str, address: str) -> int:
        """The number of a domain; `address` is one of its addresses."""
        number = self._numbers.get(domain)
        if number is None:
            number = self._numbers[domain] = len(self._numbers)
            found = domains_of(SimpleNamespace(key="", email=address, typed_as=()))
            self.hashes.append(tuple(self._hashed(f"@{one}") for one in found))
        return number

    def is_plain(self, domain: str) -> bool:
        """Whether the mailboxes of a domain are its addresses, but for what stands behind a plus."""
        plain = self._plain.get(domain)
        if plain is None:
            address = f"a.b@{domain}"
            plain = self._plain[domain] = bare_mailbox(address) == address
        return plain


class _Reader:
    """Reads who a row is."""

    def __init__(self, tab: ReadableTab, hashed: Callable[[str], bytes]) -> None:
        self._tab, self._hashed = tab, hashed
        self._width = max((*tab.headers.fields.values(), -1)) + 1
        self.domains = _Domains(hashed)

    def usual(self, own: Cell, email: Cell) -> _Who | None:
        """Who a row is that has an address, and no ID or a usual one; None for others. As `unusual`, but quicker."""
        if not isinstance(email, str) or not is_plain_address(email):
            return None
        if own is None or own == "":
            key = email
        elif isinstance(own, str) and is_usual_id(own):
            key = own.lower()
        else:
            return None
        local, _, domain = email.partition("@")
        bare = email if "+" not in local and self.domains.is_plain(domain) else bare_mailbox(email)
        hashed = self._hashed(key)
        mailbox = hashed if key == bare else self._hashed(bare)
        others = () if email in {key, bare} else (self._hashed(email),)
        return _Who(key, email, hashed, mailbox, others, (hashed, mailbox, *others))

    def unusual(self, own: Cell, email: Cell) -> _Who | None:
        """Who a row is; None if it names no one."""
        key, address, values = self._identity(own, email)
        if not key:
            return None
        hashes = {value: self._hashed(value) for value in values}
        asked, compared = tuple(hashes.values()), key_of(key)
        bare, hashed = email_identity(address) if address else "", hashes.pop(compared)
        mailbox = hashed if bare == compared else hashes.get(bare) or self._hashed(bare) if bare else NO_HASH
        others = [one for one in hashes.values() if one != mailbox]
        return _Who(compared, address, hashed, mailbox, others, asked)

    def _identity(self, own: Cell, email: Cell) -> tuple[str, str, Sequence[str]]:
        """The key as shown, the address, and all that identifies a row, compared, as `suppression.identities`."""
        key = row_id(own, email)
        if not key:
            return "", "", ()
        cells: list[Any] = [None] * self._width
        for name, cell in (("candidate_id", own), ("email", email)):
            if name in self._tab.headers.fields:
                cells[self._tab.headers.fields[name]] = cell
        row = RowReader(self._tab, key, 0, cells)
        address = email_of(row)
        return key, address, identities(SimpleNamespace(key=key, email=address, typed_as=typed_as(row, address)))
